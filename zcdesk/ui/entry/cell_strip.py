"""Cell strip: three fixed lines about the cell or field one stands on, so that nothing jumps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.parts import IconLabel, button, key_cap, label
from zcdesk.ui.widgets.sentences import Elided, Lines, OneLine, Yielding
from zcdesk.workbench.forms.strip import Soft, Strip

FIGURE = 22
"""No figure of the first line is cut up to this width: its place gives way, and what is known besides. [em]"""
FORMS = ((True, True, 24), (False, True, 24), (False, False, 24), (False, False, 12))
"""Ever shorter forms of the third line: the name of the evidence, keys beside the buttons, length of the grade."""


class ReasonLine(Line):
    """Where a reason is written; Esc gives it up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class CellStrip(QFrame):
    """Place and value; finding and way out; where to find it.

    Signals
    -------
    command : str
        ``why``, ``help``, ``attach``, ``grade``, ``fix`` or ``confirm``.
    reason : str
        The reason that was written for a doubtful figure.
    """

    command = Signal(str)
    reason = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("strip")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
        outer.setSpacing(px(0.286))
        self._first(outer)
        self._second(outer)
        self._third(outer)
        self.shown: Strip | None = None
        self._graded = ""
        self._evidence: tuple[str, str] = ("", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What stands beside the sentence that says where to look gives way to it, and no button is ever cut."""
        for spare in (self.last, self.value):
            spare.setVisible(bool(spare.text()))
        self.last.setVisible(bool(self.last.text()) and self._fits())
        told = bool(self.read.text() or self.was.text())
        self.value.setVisible(bool(self.value.text()) and (not told or self._fits()))
        for form in FORMS:
            self._shape(*form)
            held = [each.sizeHint().width() for each in self._beside if not each.isHidden()]
            gaps = self.desk.theme.px(0.571) * (len(held) + 1) + 2 * self.desk.theme.px(0.857)
            wanted = self.where.fontMetrics().horizontalAdvance(self.where.text())
            if sum(held) + gaps + wanted <= self.width():
                return

    def _fits(self) -> bool:
        """Whether the first line has room for the figure of last year, too; no figure is cut for it."""
        px = self.desk.theme.px
        parts = [each for each in (self.value, self.read, self.last, self.was) if not each.isHidden()]
        held = [each.sizeHint().width() for each in (*parts, self.why)]
        name = min(self.place.sizeHint().width(), px(12))
        return name + sum(held) + px(0.571) * (len(held) + 2) + px(4) <= self.width()

    def _shape(self, named: bool, keys: bool, most: int) -> None:
        full, few = self._evidence
        self.evidence.setText(full if named else few)
        self.attach.setText(self.desk.words("entry.attach") + ("  Ctrl+E" if keys else ""))
        self.grade.setText(_short(self._graded, most) + ("  Shift+F4" if keys else ""))

    def _first(self, outer: QVBoxLayout) -> None:
        desk = self.desk
        line = self._line(outer)
        self.place = Elided(desk, 1.0, 500, least=8)
        self.value = Elided(desk, least=FIGURE)
        self.read = Elided(desk, 1.0, 500, least=FIGURE)
        self.last = Elided(desk, 0.929, role="quiet", least=FIGURE)
        self.was = Elided(desk, 0.929, 500, "doubt", least=FIGURE)
        self.was.hide()
        self.who = Yielding(desk, 0.857, "quiet")
        for part in (self.place, self.value, self.read, self.last, self.was):
            line.addWidget(part)
        line.addWidget(self.who, 1)
        self.why = button(desk, desk.words("key.why"), lambda: self.command.emit("why"), "link", "route")
        self.why.setMinimumWidth(self.why.sizeHint().width())
        line.addWidget(self.why)
        line.addWidget(key_cap(desk, "F2"), 0, Qt.AlignmentFlag.AlignVCenter)

    def _second(self, outer: QVBoxLayout) -> None:
        desk, px = self.desk, self.desk.theme.px
        self.box = QFrame()
        self.box.setObjectName("strip_finding")
        self.box.setFixedHeight(px(2.571))
        line = QHBoxLayout(self.box)
        line.setContentsMargins(px(0.571), 0, px(0.571), 0)
        line.setSpacing(px(0.571))
        self.mark = IconLabel(desk, "triangle-alert", "doubt", 1.0)
        self.finding = Lines(desk, 0.929, dense=0.857)
        self.finding.setWordWrap(
            False
        )  # its box is as high whatever it says: nothing is laid out anew for it
        self.fix = button(desk, "", lambda: self.command.emit("fix"), "small")
        self.confirm = button(
            desk, desk.words("entry.confirm"), lambda: self.command.emit("confirm"), "link", key="Alt+2"
        )
        self.note = ReasonLine()
        self.note.given_up.connect(self._written_not)
        self.note.setObjectName("strip_note")
        self.note.setAccessibleName(desk.words("entry.reason"))
        self.note.setPlaceholderText(desk.words("entry.reason"))
        self.note.returnPressed.connect(self._written)
        self.note.hide()
        line.addWidget(self.mark)
        line.addWidget(self.finding, 1)
        line.addWidget(self.note, 1)
        line.addWidget(self.fix)
        line.addWidget(self.confirm)
        outer.addWidget(self.box)

    def _third(self, outer: QVBoxLayout) -> None:
        desk = self.desk
        line = self._line(outer)
        self.where_head = label(desk, desk.words("entry.where"), 0.857, role="quiet")
        line.addWidget(self.where_head)
        self.where = OneLine(desk)
        line.addWidget(self.where, 1)
        clip = IconLabel(desk, "paperclip", "quiet", 1.0)
        line.addWidget(clip)
        self.evidence = Elided(desk, 0.857, role="quiet", least=4)
        line.addWidget(self.evidence)
        self.attach = button(
            desk, desk.words("entry.attach"), lambda: self.command.emit("attach"), "link", key="Ctrl+E"
        )
        line.addWidget(self.attach)
        self.grade = button(desk, "", lambda: self.command.emit("grade"), "link", key="Shift+F4")
        self.grade.setObjectName("strip_grade")
        line.addWidget(self.grade)
        self.help = button(
            desk, desk.words("entry.help"), lambda: self.command.emit("help"), "link", "book-open"
        )
        line.addWidget(self.help)
        cap = key_cap(desk, "F1")
        line.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self._beside = (self.where_head, clip, self.evidence, self.attach, self.grade, self.help, cap)

    def _line(self, outer: QVBoxLayout) -> QHBoxLayout:
        holder = QFrame()
        holder.setObjectName("strip_line")
        holder.setFixedHeight(self.desk.theme.px(1.857))
        holder.setMinimumWidth(
            self.desk.theme.px(20)
        )  # what it tells keeps no window wide; it gives way by itself
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.desk.theme.px(0.571))
        outer.addWidget(holder)
        return line

    def show_strip(self, strip: Strip | None) -> None:
        """What is known of a place; None where there is none."""
        self.shown = strip
        self.setEnabled(strip is not None)
        self.note.hide()
        self.finding.show()
        self.say_was("")
        self._grade(strip)
        if strip is None:
            for part in (self.place, self.value, self.read, self.last, self.who, self.where, self.evidence):
                part.setText("")
            self._say("", self.desk.words("entry.no_cell"), "")
            return
        words = self.desk.words
        self.place.say(self.desk.say(strip.place))
        typed = words("entry.typed", text=strip.typed) if strip.typed else words("entry.untyped")
        self._put(self.value, self.desk.say(strip.stands) or typed)
        self._put(self.read, f"＝ {strip.read}" if strip.read else "")
        if strip.exact and strip.read:
            self.read.setToolTip(f"＝ {strip.exact}")
            self.read.setAccessibleDescription(strip.exact)
        self._put(self.last, words("entry.last", text=strip.last) if strip.last else "")
        self.who.offer(f"{strip.by} {strip.at}".strip(), strip.by)
        self._rest(strip)
        where = self.desk.say(strip.where)  # the hint stands above already
        self.where.say(where)
        self.where_head.setVisible(bool(where))
        names = strip.evidence
        none = words("entry.evidence.none")
        full = words("entry.evidence.some", n=len(names), name=_short(names[0])) if names else none
        self.evidence.say(full)
        self._evidence = (full, words("entry_room.evidence", n=len(names)) if names else none)
        self.help.setText(words("entry.help"))
        self._fit()

    def _grade(self, strip: Strip | None) -> None:
        """Which meter or estimate stands behind the figure; nothing where there is no figure."""
        told = self.desk.say(strip.grade) if strip is not None else ""
        self.grade.setVisible(bool(told))
        self._graded = told
        self._fit()
        name = self.desk.words("grade.of", grade=told)
        means = self.desk.words("grade.told", grade=told)
        self.grade.setAccessibleName(name)
        self.grade.setAccessibleDescription(means)
        self.grade.setToolTip(f"{name}\n{means}")

    def say_was(self, text: str) -> None:
        """What a figure just typed has replaced."""
        self._put(self.was, text)
        self._fit()

    def show_soft(self, soft: Soft) -> None:
        """What is known while something is typed."""
        over = self.shown.typed if self.shown is not None else ""
        words = self.desk.words
        self._put(self.value, words("entry.typing_over", was=over) if over else words("entry.typing"))
        self._put(self.read, soft.reading)
        self._fit()
        if soft.severity:
            self._say(soft.severity, self.desk.say(soft.problem), "")
        elif self.shown is not None:
            self._say("", self.desk.say(self.shown.hint), "")

    def show_trouble(self, text: str) -> None:
        """Something could not be done; said here until one moves on."""
        self._say("error", text, "")

    def show_told(self, text: str) -> None:
        """What a step did besides; said here until one moves on."""
        self._say("", text, "")

    def show_end(self) -> None:
        """Nothing is asked after this, and which key leads on; a finding that stands here is not covered by it."""
        told = self.desk.words("entry.end")
        if self.shown is not None and self.shown.severity:
            self.desk.toast.emit(told)
        else:
            self.show_told(told)

    def show_caution(self, text: str) -> None:
        """Something will go if the key is pressed once more; said here until one moves on."""
        self._say("warning", text, "")
        self.confirm.hide()

    def ask_reason(self) -> None:
        """Let a reason be written for a doubtful figure."""
        if self.shown is None:
            return
        self.finding.hide()
        said = self.desk.words("task.answer" if self.shown.asked else "entry.reason")
        self.note.setAccessibleName(said)
        self.note.setPlaceholderText(said)
        self.note.setText(self.shown.note)
        self.note.show()
        self.note.setFocus()

    def _written_not(self) -> None:
        if self.shown is not None:
            self.reason.emit(self.shown.note)

    def _written(self) -> None:
        text = self.note.text()
        self.note.hide()
        self.finding.show()
        self.reason.emit(text)

    def _rest(self, strip: Strip) -> None:
        if strip.severity:
            said = self.desk.words("task.do" if strip.asked else "entry.confirm")
            self.confirm.setText(f"{said}  Alt+2")
            self.confirm.setAccessibleName(said)
            self._say(strip.severity, self.desk.say(strip.finding), strip.fix)
        elif strip.note:
            self._say("note", self.desk.words("entry.noted", text=strip.note), "")
        else:
            self._say("", self.desk.say(strip.hint), "")

    def _say(self, severity: str, text: str, fix: str) -> None:
        kind = {"error": "bad", "warning": "doubt"}.get(severity, "")
        if self.box.property("kind") != kind:
            self.box.setProperty("kind", kind)
            self.box.style().unpolish(self.box)
            self.box.style().polish(self.box)
        icon = {"error": "circle-x", "warning": "triangle-alert"}.get(severity, "info")
        said = {"error": "entry.state.wrong", "warning": "entry.doubt.self"}.get(severity)
        self.mark.show_icon(icon, kind or "quiet", self.desk.words(said) if said else "")
        self.finding.say(text)
        self.fix.setVisible(bool(fix))
        if fix:
            self.fix.setText(f"{self.desk.words('entry.fix', text=fix)}  Alt+1")
        self.confirm.setVisible(severity == "warning")

    @staticmethod
    def _put(part: OneLine, text: str) -> None:
        part.say(text.replace("\n", " "))
        part.setVisible(bool(text))


def _short(name: str, most: int = 18) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
