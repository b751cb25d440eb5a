"""One question of a checklist: why it is asked, where to find it, what counts, the answer, verdict and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.field_edits import LineField
from zcdesk.ui.entry.fields import FieldRow
from zcdesk.ui.widgets.figure_list import overrides, wants
from zcdesk.ui.widgets.parts import IconLabel, button, chip, clear, label, row
from zcdesk.workbench.readiness.checklist import Ask, Topic
from zcdesk.workbench.readiness.parts import ICONS

COLUMNS = 40.0
"""Below this width why, where and what counts stand one below another. [em]"""
_ACROSS = 58.0
"""Room in which the answers may stand in one row [em]; where the page is narrower they stand one under another."""
UNKNOWN = "unknown"
"""The answer "I do not know"."""

_SOFT = {"good": "banner_good", "bad": "banner_bad", "doubt": "banner_doubt"}


class OptionButton(QPushButton):
    """An answer to choose: its number or Space takes it, arrows go to the next, Enter goes on.

    Signals
    -------
    taken : str
    moved : int
    gone_on : int
    """

    taken = Signal(str)
    moved = Signal(int)
    gone_on = Signal(int)

    def __init__(self, desk: Desk, id_: str, text: str, number: int) -> None:
        super().__init__(f"{text}   {number}")
        self.id = id_
        self.setProperty("kind", "answer")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFont(desk.theme.font(1.0, 500))
        self.setAccessibleName(f"{text}, {number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _=False: self.taken.emit(self.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if wants(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.gone_on.emit(1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif wants(event, Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.moved.emit(1)
        elif wants(event, Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_Return, Qt.Key.Key_Enter) or super().event(event)


class EvidenceBox(QFrame):
    """What is attached, and the way to attach more; files may be dropped on it.

    Signals
    -------
    wanted : no arguments
        A file is to be chosen.
    dropped : object
        Paths of files that were dropped.
    opened : str
        Number of a piece of evidence.
    """

    wanted = Signal()
    dropped = Signal(object)
    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        self.setAcceptDrops(True)
        px = desk.theme.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(0.857), px(0.43), px(0.857), px(0.43))
        self._column.setSpacing(px(0.286))
        line = QHBoxLayout()
        line.setSpacing(px(0.571))
        self._icon = IconLabel(desk, "paperclip", "quiet", 1.15)
        self._said = label(desk, "", 1.0, 500)
        self._note = label(desk, "", 0.857, role="quiet", wrap=True)
        self.pick = button(desk, desk.words("checklist.pick"), self.wanted.emit, key="Ctrl+E")
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._said)
        line.addWidget(self._note, 1)
        line.addWidget(self.pick)
        self._column.addLayout(line)
        self._held = QVBoxLayout()
        self._held.setSpacing(0)
        self._column.addLayout(self._held)
        self.links: list[QPushButton] = []

    def tell(self, ask: Ask) -> None:
        """Show what is attached to an answer."""
        desk, words = self.desk, self.desk.words
        clear(self._held)
        self.links = []
        count = len(ask.evidence)
        self._said.setText(
            words("checklist.evidence", n=count) if count else words("checklist.evidence_none")
        )
        self._note.setText(words("checklist.drop") if ask.answer else words("checklist.answer_first"))
        self.pick.setEnabled(bool(ask.answer) and not desk.workbench.file.read_only)
        for number, name in ask.evidence:
            made = button(
                desk, f"{number}  {name}", lambda number=number: self.opened.emit(number), "link", "file-text"
            )
            self.links.append(made)
            self._held.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.pick.isEnabled():
            event.acceptProposedAction()
            self.setProperty("over", True)
            self._polish()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.setProperty("over", False)
        self._polish()

    def dropEvent(self, event: QDropEvent) -> None:
        self.setProperty("over", False)
        self._polish()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.dropped.emit(paths)

    def _polish(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)


class AskCard(QWidget):
    """A question, or a criterion that asks nothing.

    Signals
    -------
    answered : str
        Id of an option.
    typed : object, str, str, str
        Place, text, unit and standing.
    gone_on : int
    attach : no arguments
    dropped, opened : object, str
        As of `EvidenceBox`.
    """

    answered = Signal(str)
    typed = Signal(object, str, str, str)
    gone_on = Signal(int)
    attach = Signal()
    dropped = Signal(object)
    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.options: list[OptionButton] = []
        self.field: FieldRow | None = None
        self.links: list[QPushButton] = []
        self.why: QPushButton | None = None
        self.evidence: EvidenceBox | None = None
        self._built: tuple[str, str] | None = None
        self._lines: list[tuple[QBoxLayout, float]] = []
        self._clause_said = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.px(0.571))

    def tell(self, topic: Topic, ask: Ask | None, told: str) -> bool:
        """Show a question as it stands; whether it is another one than before. `told` says which of how many."""
        key = (topic.item.id, ask.place.quantity if ask is not None else "")
        other = key != self._built
        if other:
            self._built = key
            self._build(topic, ask, told)
        self._count.setText(told)
        self._tell_verdict(topic)
        self._skipped.setText(self.desk.words("checklist.skipped", reason=topic.skipped))
        self._skipped.setVisible(bool(topic.skipped))
        if ask is None:
            return other
        for each in self.options:
            each.setChecked(each.id == ask.chosen)
            each.setEnabled(not self.desk.workbench.file.read_only)
        if self.field is not None:
            self.field.show_field(ask.field)
        if self.evidence is not None:
            self.evidence.tell(ask)
        return other

    def _build(self, topic: Topic, ask: Ask | None, told: str) -> None:
        desk, px = self.desk, self.desk.theme.px
        if self.field is not None:
            self.field.blockSignals(True)  # a field that is taken away commits, and another is asked now
        clear(self._column)
        self.options, self.field, self.links, self.evidence, self._lines = [], None, [], None, []
        item = topic.item
        head = QHBoxLayout()
        head.setSpacing(px(0.571))
        self._beside: list[QWidget] = []
        if item.kind == "gate":
            self._beside.append(chip(desk, desk.words("checklist.veto"), "bad"))
            head.addWidget(self._beside[0])
        words = desk.words("checklist.clause", number=item.number, clause=item.clause, grade=item.confidence)
        self._clause, self._clause_said = chip(desk, words), words
        self._clause.setMinimumWidth(px(4))
        self._clause.setToolTip(words)
        head.addWidget(self._clause)
        head.addStretch(1)
        self._count = label(desk, told, 0.857, role="quiet")
        self._beside.append(self._count)
        head.addWidget(self._count)
        self._column.addLayout(head)
        if topic.asked:
            self._column.addWidget(label(desk, topic.asked, 0.929, role="quiet", wrap=True))
        title = ask.title if ask is not None else item.name
        self._column.addWidget(label(desk, title, 1.429, 700, wrap=True))
        if ask is not None:
            self._column.addLayout(self._reasons(ask))
            self._answers(ask)
        elif topic.made:
            self._column.addWidget(label(desk, topic.made, 1.0, role="quiet", wrap=True))
        if item.unknown:
            line = row(IconLabel(desk, "info", "doubt", 1.0), space=px(0.43))
            line.addWidget(label(desk, item.unknown, 0.857, role="doubt", wrap=True), 1)
            self._column.addLayout(line)
        self._verdict()
        self._missing = QVBoxLayout()
        self._missing.setSpacing(0)
        self._column.addLayout(self._missing)
        if ask is not None:
            self.evidence = EvidenceBox(desk)
            self.evidence.wanted.connect(self.attach)
            self.evidence.dropped.connect(self.dropped)
            self.evidence.opened.connect(self.opened)
            self._column.addWidget(self.evidence)
        self._skipped = label(desk, "", 0.929, role="quiet", wrap=True)
        self._column.addWidget(self._skipped)
        self._column.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Side by side where there is room, one below another where there is not."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        if (
            self._built is not None
        ):  # the clause is cut, never what stands beside it; its tooltip has all of it
            px = self.desk.theme.px
            used = sum(each.sizeHint().width() + px(0.571) for each in self._beside)
            room = max(self.width() - used - px(2.4), px(4))
            metrics = self._clause.fontMetrics()
            self._clause.setText(metrics.elidedText(self._clause_said, Qt.TextElideMode.ElideRight, room))
        for line, wide in self._lines:
            line.setDirection(across if self.width() >= self.desk.theme.px(wide) else down)

    def _reasons(self, ask: Ask) -> QBoxLayout:
        """Why, where, what counts: three columns, or one."""
        desk, px = self.desk, self.desk.theme.px
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(px(0.571))
        self._lines.append((line, COLUMNS))
        for key, text in (("why", ask.why), ("where", ask.where), ("proof", ask.proof)):
            column = QVBoxLayout()
            column.setSpacing(px(0.143))
            column.addWidget(label(desk, desk.words(f"checklist.{key}"), 0.857, role="quiet"))
            column.addWidget(label(desk, text, 0.929, wrap=True))
            if key == "where" and ask.how:
                column.addWidget(label(desk, ask.how, 0.857, role="quiet", wrap=True))
            column.addStretch(1)
            line.addLayout(column, 1)
        return line

    def _answers(self, ask: Ask) -> None:
        desk, px = self.desk, self.desk.theme.px
        if not ask.options:
            self.field = FieldRow(desk, ask.field)
            self.field.answered.connect(self.typed)
            self.field.command.connect(self._command)
            answer = self.field.layout()
            assert isinstance(answer, QBoxLayout)
            self._lines.append((answer, COLUMNS))
            frame = QFrame()
            frame.setObjectName("card")
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(0, px(0.286), 0, px(0.286))
            inside.addWidget(self.field)
            self._column.addWidget(frame)
            return
        options = [*ask.options, (UNKNOWN, desk.words("checklist.unknown"))]
        for number, (id_, text) in enumerate(options, start=1):
            made = OptionButton(desk, id_, text, number)
            made.taken.connect(self.answered)
            made.gone_on.connect(self.gone_on)
            made.moved.connect(lambda by, at=number - 1: self._move(at + by))
            self.options.append(made)
        self._column.addLayout(self._spread(ask))

    def _spread(self, ask: Ask) -> QVBoxLayout:
        """Options in a row; one under another where they are long."""
        desk, px = self.desk, self.desk.theme.px
        lines = QVBoxLayout()
        lines.setSpacing(px(0.286))
        mine = label(desk, desk.words("checklist.mine"), 1.0, 500)
        wide = sum(each.sizeHint().width() for each in self.options) + px(0.571) * len(self.options)
        if wide + mine.sizeHint().width() <= px(_ACROSS):
            line = row(mine, *self.options, None, space=px(0.571))
            self._lines.append((line, (wide + mine.sizeHint().width()) / px(1) + 1))
            lines.addLayout(line)
            return lines
        lines.addWidget(mine)
        for each in self.options:
            lines.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        return lines

    def _verdict(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        self._banner = QFrame()
        self._banner.setObjectName("banner_doubt")
        inside = QVBoxLayout(self._banner)
        inside.setContentsMargins(px(0.857), px(0.43), px(0.571), px(0.43))
        inside.setSpacing(px(0.143))
        line = QHBoxLayout()
        line.setSpacing(px(0.571))
        self._mark = IconLabel(desk, "circle-help", "quiet", 1.15)
        self._said: QLabel = label(desk, "", 1.0, 500, wrap=True)
        self.why = button(desk, desk.words("checklist.chain"), self._explain, "link", "route", key="F2")
        line.addWidget(self._mark)
        line.addWidget(self._said, 1)
        line.addWidget(self.why)
        inside.addLayout(line)
        self._blocks = label(desk, "", 0.929, 500, "bad", wrap=True)
        inside.addWidget(self._blocks)
        self._figure = ""
        self._column.addWidget(self._banner)

    def _tell_verdict(self, topic: Topic) -> None:
        desk, item = self.desk, topic.item
        icon, role = ICONS[item.state]
        name = _SOFT.get(role, "sunk")
        if self._banner.objectName() != name:
            self._banner.setObjectName(name)
            self._banner.style().unpolish(self._banner)
            self._banner.style().polish(self._banner)
        self._mark.show_icon(icon, role, item.text)
        self._said.setText(desk.words("checklist.verdict", text=topic.verdict))
        self._blocks.setText(topic.blocks)
        self._blocks.setVisible(bool(topic.blocks))
        self._figure = item.steps[0].figure
        clear(self._missing)
        self.links = []
        if topic.links:
            self._missing.addWidget(label(desk, desk.words("checklist.elsewhere"), 0.857, role="quiet"))
        for link in topic.links[:6]:
            made = button(
                desk, link.text, lambda link=link: desk.go(link.page, link.place), "link", "arrow-right"
            )
            made.setEnabled(bool(link.page))
            self.links.append(made)
            self._missing.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            made.show()  # at once, or it cannot take the focus yet

    def figure_here(self) -> str:
        """Id of the verdict that is shown."""
        return self._figure

    def _explain(self) -> None:
        self.desk.why(self._figure)

    def explain(self) -> None:
        """Where the verdict comes from."""
        self._explain()

    def _command(self, name: str) -> None:
        if name in ("next", "back"):
            self.gone_on.emit(1 if name == "next" else -1)
        elif name == "why":
            self._explain()
        elif name == "attach":
            self.attach.emit()

    def _move(self, at: int) -> None:
        self.options[at % len(self.options)].setFocus(Qt.FocusReason.TabFocusReason)

    def stand(self) -> bool:
        """Focus on the answer: the one that was chosen, or the first; false where nothing is asked."""
        chosen = next((each for each in self.options if each.isChecked()), None)
        if self.options:
            (chosen or self.options[0]).setFocus()
        elif self.field is not None:
            self.field.edit.setFocus()
        return bool(self.options) or self.field is not None

    def finish(self) -> None:
        """Keep what is being typed."""
        if self.field is not None:
            self.field.commit()

    def hold(self) -> None:
        """What was typed is not taken, and stays to be mended; Esc brings back what was answered."""
        if self.field is not None and isinstance(self.field.edit, LineField):
            self.field.edit.setModified(True)

    def stops(self) -> Sequence[QWidget]:
        """Where Tab stops."""
        found: list[QWidget] = [*self.options]
        if self.field is not None:
            found += self.field.stops()
        found += [self.why] if self.why is not None else []
        found += self.links
        if self.evidence is not None:
            found += [self.evidence.pick, *self.evidence.links]
        return found
