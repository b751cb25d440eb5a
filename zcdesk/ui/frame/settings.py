"""Settings: how the program looks, reads and goes on; everything takes effect at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
)

from zcdesk.domain.answer import Place
from zcdesk.domain.unit import pretty
from zcdesk.ui import theme as themes
from zcdesk.ui.desk import Desk
from zcdesk.ui.icons import Icons
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.parts import IconLabel, Page, button, card, column, label, pressed, row, rule
from zcdesk.workbench import beside, mixing
from zcdesk.workbench.preferences import CHOICES


class Preview(QAbstractButton):
    """A theme as a small page, drawn with the theme itself."""

    def __init__(self, desk: Desk, id_: str, number: int) -> None:
        super().__init__()
        self.desk, self.number = desk, number
        self.shown = themes.load(desk.resources / "themes", id_)
        self.icons = Icons(desk.resources / "icons", self.shown)
        self.id = id_
        self.setCheckable(True)
        self.named = (
            desk.words("around.settings.system") if id_ == "system" else self.shown.words.into(desk.language)
        )
        self.setAccessibleName(self.named)
        self.setFixedHeight(desk.theme.px(8.6))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.desk.theme.px(15), self.desk.theme.px(8.6))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, px = self.desk.theme, self.desk.theme.px
        whole = self.rect().adjusted(1, 1, -1, -1)
        painter.setBrush(theme.colour("surface"))
        ring = "focus" if self.hasFocus() else "accent" if self.isChecked() else "rule"
        painter.setPen(QPen(theme.colour(ring), 2 if self.hasFocus() or self.isChecked() else 1))
        painter.drawRoundedRect(whole, 5, 5)
        small = whole.adjusted(px(0.571), px(0.571), -px(0.571), -px(2.4))
        self._page(painter, small)
        foot = QRect(small.left(), small.bottom() + px(0.4), small.width(), px(1.7))
        dot = QRect(foot.left(), foot.center().y() - px(0.45), px(0.95), px(0.95))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "edge"), 1.5))
        painter.drawEllipse(dot)
        if self.isChecked():
            painter.setBrush(theme.colour("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(dot.adjusted(px(0.25), px(0.25), -px(0.25), -px(0.25)))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(1.0, 500 if self.isChecked() else 400))
        painter.drawText(
            foot.adjusted(px(1.5), 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter,
            self.named,
        )
        painter.setPen(theme.colour("faint"))
        painter.setFont(theme.font(0.857))
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self.number))

    def _page(self, painter: QPainter, box: QRect) -> None:
        look, px, words = self.shown, self.desk.theme.px, self.desk.words
        painter.setPen(QPen(look.colour("rule"), 1))
        painter.setBrush(look.colour("ground"))
        painter.drawRect(box)
        side = QRect(box.left(), box.top(), px(3.3), box.height())
        painter.fillRect(side.adjusted(1, 1, 0, 0), look.colour("side"))
        for at in range(4):
            role = "accent" if at == 1 else "edge"
            painter.fillRect(
                QRect(side.left() + px(0.571), side.top() + px(0.95 + at), px(2.1), px(0.29)),
                look.colour(role),
            )
        sheet = box.adjusted(px(4), px(0.65), -px(0.7), -px(0.65))
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("rule"), 1))
        painter.drawRoundedRect(sheet, 3, 3)
        inner = sheet.adjusted(px(0.6), px(0.2), -px(0.6), -px(0.2))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), upper.bottom(), inner.width(), inner.height() // 2)
        painter.setPen(look.colour("ink"))
        painter.setFont(self.desk.theme.font(0.857))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, words("around.settings.sample_name"))
        painter.setFont(self.desk.theme.font(0.929, 700))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "128.40")
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(upper.bottomLeft(), upper.bottomRight())
        painter.setFont(self.desk.theme.font(0.857, 500))
        for text, ground, ink, right in (
            (words("around.settings.sample_doubt"), "doubt_soft", "doubt", False),
            (words("around.settings.sample_next"), "accent", "on_accent", True),
        ):
            width = painter.fontMetrics().horizontalAdvance(text) + px(1)
            left = lower.right() - width if right else lower.left()
            patch = QRect(left, lower.center().y() - px(0.65), width, px(1.4))
            painter.fillRect(patch, look.colour(ground))
            painter.setPen(look.colour(ink))
            painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)


class SettingsPage(Page):
    """The page of settings."""

    id = "settings"

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("around.settings.title"), desk.words("around.settings.note"))
        editions = desk.words("changing.title")
        line.addWidget(button(desk, editions, lambda: self._act("editions"), "link"))
        line.addWidget(button(desk, desk.words("around.settings.tour"), lambda: self._act("tour"), "link"))
        line.addWidget(button(desk, desk.words("around.settings.keys"), lambda: self._act("keys"), "link"))
        self.themes = QButtonGroup(self.holder)
        self._previews = QGridLayout()
        self._previews.setSpacing(px(0.714))
        self.previews: list[Preview] = []
        self._methods = column(space=px(0.143))
        self.beside: dict[str, QAbstractButton] = {}
        for number, id_ in enumerate(CHOICES["theme"], start=1):
            each = Preview(desk, id_, number)
            each.setChecked(desk.preferences.theme == id_)
            each.clicked.connect(lambda _=False, chosen=id_: self.choose(theme=chosen))
            self._previews.addWidget(
                each, 0, number
            )  # now, as the order of Tab is that of coming to the page
            self.themes.addButton(each)
            self.previews.append(each)
        self.body.addLayout(self._previews)
        frame, rows = card()
        rows.setContentsMargins(px(1.143), 0, px(1.143), 0)
        rows.setSpacing(0)
        self.segments: dict[str, list[QAbstractButton]] = {}
        for at, key in enumerate(("size", "language", "by", "enter", "tell_all")):
            if at:
                rows.addWidget(rule())
            self._setting(rows, key)
        self._report_method(rows)
        self._beside(rows)
        self.body.addWidget(frame)
        self._preview_line()
        self._arrange()
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.bare:
            self._arrange()

    def _arrange(self) -> None:
        """The themes in one row, or two by two where the page is narrow; so the methods beside the inventory."""
        px = self.desk.theme.px
        across = 4 if self.width() >= px(62) else 2
        wanted = sum(each.sizeHint().width() + px(0.143) for each in self.beside.values())
        abreast = self.width() - wanted >= px(32)  # beside what is said of them, and the margins
        self._methods.setDirection(
            QBoxLayout.Direction.LeftToRight if abreast else QBoxLayout.Direction.TopToBottom
        )
        self._shown.setDirection(
            QBoxLayout.Direction.LeftToRight if across == 4 else QBoxLayout.Direction.TopToBottom
        )
        for at, each in enumerate(self.previews):
            self._previews.addWidget(each, at // across, at % across)
            self._previews.setColumnStretch(at, 1 if at < across else 0)

    def _setting(self, rows: QVBoxLayout, key: str) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = QHBoxLayout()
        line.setContentsMargins(0, px(0.5), 0, px(0.5))
        line.setSpacing(px(1.143))
        title = label(desk, desk.words(f"around.settings.{key}"), 1.0, 500)
        note = label(desk, desk.words(f"around.settings.{key}_note"), 0.857, role="quiet", wrap=True)
        line.addLayout(column(title, note, space=px(0.1)), 1)
        if key == "by":
            self.by = Line(desk.preferences.by)
            self.by.setMaxLength(80)
            self.by.setFixedWidth(px(14))
            self.by.setPlaceholderText(desk.words("around.settings.by_empty"))
            self.by.setAccessibleName(title.text())
            self.by.setFont(desk.theme.font())
            self.by.editingFinished.connect(self._named)
            line.addWidget(self.by)
        else:
            values: tuple[object, ...] = (False, True) if key == "tell_all" else CHOICES[key]
            line.addWidget(self._segments(key, values, title.text()))
        rows.addLayout(line)

    def _report_method(self, rows: QVBoxLayout) -> None:
        """Which of several methods results and report are by: a choice of the project, not of the person."""
        desk, px = self.desk, self.desk.theme.px
        bench = desk.workbench
        held = mixing.inventories(bench.inventories().values())
        if len(held) < 2:
            return
        rows.addWidget(rule())
        line = QHBoxLayout()
        line.setContentsMargins(0, px(0.5), 0, px(0.5))
        line.setSpacing(px(1.143))
        title = label(desk, desk.words("around.settings.method"), 1.0, 500)
        note = label(desk, desk.words("around.settings.method_note"), 0.857, role="quiet", wrap=True)
        line.addLayout(column(title, note, space=px(0.1)), 1)
        chosen = mixing.chosen(bench.project, bench.inventories())
        group = QButtonGroup(self.holder)
        inside = column(space=px(0.143))
        self.methods: list[QAbstractButton] = []
        for each in held:
            method = each.compiled.method
            text = f"{desk.say(method.words)} {method.edition}"
            made = button(desk, text, lambda key=method.key: self.choose_method(key), "segment")
            made.setCheckable(True)
            made.setChecked(each is chosen)
            made.setEnabled(not bench.file.read_only)
            made.setAccessibleName(f"{title.text()}: {text}")
            group.addButton(made)
            inside.addWidget(made)
            self.methods.append(made)
        line.addLayout(inside)
        rows.addLayout(line)

    def _beside(self, rows: QVBoxLayout) -> None:
        """Methods beside the inventory: each taken or left by its button, one step that undo takes back."""
        desk, px = self.desk, self.desk.theme.px
        bench = desk.workbench
        rows.addWidget(rule())
        line = QHBoxLayout()
        line.setContentsMargins(0, px(0.5), 0, px(0.5))
        line.setSpacing(px(1.143))
        title = label(desk, desk.words("around.settings.beside"), 1.0, 500)
        note = label(desk, desk.words("around.settings.beside_note"), 0.857, role="quiet", wrap=True)
        said = column(title, note, space=px(0.1))
        said.addStretch(1)
        line.addLayout(said, 1)
        inside = self._methods
        held = beside.listed(bench)
        for each in held:
            text = desk.say(each.words)
            made = button(desk, text, lambda id_=each.id: self.toggle_beside(id_), "segment")
            made.setCheckable(True)
            made.setChecked(each.held)
            only = each.held and len(bench.project.methods()) == 1
            made.setEnabled(not bench.file.read_only and not only)
            made.setAccessibleName(f"{title.text()}: {text}")
            inside.addWidget(made)
            self.beside[each.id] = made
        line.addLayout(inside)
        rows.addLayout(line)

    def toggle_beside(self, id_: str) -> None:
        """Take a method in, or leave it; its answers stay."""
        bench = self.desk.workbench
        held = next(each.held for each in beside.listed(bench) if each.id == id_)
        (beside.leave if held else beside.take)(bench, id_)

    def choose_method(self, key: str) -> None:
        """Take results and report from another method of the project; one step that undo takes back."""
        self.desk.workbench.set_setting(mixing.CHOSEN, key)

    def _segments(self, key: str, values: tuple[object, ...], name: str) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        frame = QFrame()
        frame.setObjectName("sunk")
        inside = row(space=px(0.143))
        inside.setContentsMargins(px(0.143), px(0.143), px(0.143), px(0.143))
        group = QButtonGroup(frame)
        listed: list[QAbstractButton] = []
        for value in values:
            said = {False: "no", True: "yes"}.get(value, value) if isinstance(value, bool) else value
            text = desk.words(f"around.settings.{key}_{said}")
            each = button(desk, text, lambda chosen=value: self.choose(**{key: chosen}), "segment")
            each.setCheckable(True)
            each.setChecked(getattr(desk.preferences, key) == value)
            each.setAccessibleName(f"{name}: {text}")
            group.addButton(each)
            inside.addWidget(each)
            listed.append(each)
        self.segments[key] = listed
        frame.setLayout(inside)
        return frame

    def _preview_line(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        frame, inside = card()
        inside.setContentsMargins(px(1.143), px(0.571), px(1.143), px(0.571))
        line, marks = row(space=px(0.4)), row(space=px(0.4))
        for number, unit in (("1,284,000.00", "kWh"), ("12.50", "Nm3"), ("0.5827", "kgCO2/kWh")):
            line.addWidget(label(desk, number, 1.0, 500))
            line.addWidget(label(desk, pretty(unit), 0.857, role="quiet"))
            line.addSpacing(px(0.857))
        line.addStretch(1)
        marks.addStretch(1)
        for icon, role, key in (
            ("circle-check", "good", "filled"),
            ("circle-dashed", "ink", "missing"),
            ("triangle-alert", "doubt", "doubt"),
            ("circle-x", "bad", "unmet"),
            ("lock", "quiet", "sealed"),
        ):
            text = desk.words(f"around.settings.{key}")
            marks.addWidget(IconLabel(desk, icon, role, 1.15, text))
            marks.addWidget(label(desk, text, 0.929, role=role))
            marks.addSpacing(px(0.4))
        inside.addWidget(label(desk, desk.words("around.settings.preview"), 0.857, role="quiet"))
        self._shown = row(space=px(0.4))
        self._shown.addLayout(line)
        self._shown.addLayout(marks)
        inside.addLayout(self._shown)
        self.body.addWidget(frame)

    def choose(self, **values: object) -> None:
        """Want something otherwise; the focus comes back to where it was."""
        wanted = replace(self.desk.preferences, **values)
        if wanted != self.desk.preferences:
            self.desk.preferred.emit(wanted)
            self._focus(next(iter(values)))

    def refresh(self) -> None:
        """Show what is chosen."""
        for each in self.previews:
            each.setChecked(each.id == self.desk.preferences.theme)

    def stand_on(self, place: object) -> None:
        """Stand on the name of who fills in where that is asked for, else on the theme that is chosen."""
        if place == Place("by"):
            self.by.setFocus()
        else:
            self._focus("theme")

    def _focus(self, key: str) -> None:
        listed = self.previews if key == "theme" else self.segments.get(key, [])
        for each in listed:
            if each.isChecked():
                each.setFocus()

    def _named(self) -> None:
        name = " ".join(self.by.text().split())
        if name != self.desk.preferences.by:
            self.desk.preferred.emit(replace(self.desk.preferences, by=name))

    def _act(self, id_: str) -> None:
        act: Callable[[str], None] | None = getattr(self.window(), "act", None)
        if act is not None:
            act(id_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("1", "2", "3", "4") and not self.by.hasFocus():
            self.choose(theme=CHOICES["theme"][int(event.text()) - 1])
        else:
            super().keyPressEvent(event)
