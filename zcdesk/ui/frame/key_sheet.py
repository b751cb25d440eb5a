"""Key sheet: every key, made from the table of commands and from what pages handle themselves; printable."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.actions import Action, KeyHint
from zcdesk.ui.theme import FAMILY
from zcdesk.ui.widgets.coming_back import come_back, standing
from zcdesk.ui.widgets.parts import button, column, key_cap, label, row
from zcdesk.workbench.handbook import Key

GROUPS = ("anywhere", "field", "table", "why", "findings", "readiness", "report", "history")

HINTS: tuple[KeyHint, ...] = tuple(
    KeyHint(keys, f"around.keys.{text}", group)
    for group, keys, text in (
        ("anywhere", "Enter", "press"), ("anywhere", "↑↓ Home End", "side"),
        ("field", "Enter", "commit"), ("field", "Shift+Enter", "commit_back"), ("field", "Esc", "undo_text"),
        ("field", "Alt+↓", "list"), ("field", "F4", "unit"), ("field", "Ctrl+E", "attach"),
        ("field", "Shift+F4", "grade"), ("field", "Alt+0", "default"), ("field", "↑↓", "above_below"),
        ("field", "Alt+1", "fix"), ("field", "Alt+2", "confirm"),
        ("field", "Alt+→ Alt+←", "questions"), ("field", "Alt+S", "skip"),
        ("table", "0-9", "type"), ("table", "Enter", "along"), ("table", "Tab", "right"), ("table", "↑↓←→", "arrows"),
        ("table", "Ctrl+↑↓←→", "edge"), ("table", "Shift+↑↓←→", "block"), ("table", "Ctrl+V", "paste"),
        ("table", "Ctrl+Shift+V", "turned"), ("table", "Ctrl+R", "fill"), ("table", "Del", "empty"),
        ("table", "Space", "none"), ("table", "Alt+1", "fix"), ("table", "Alt+2", "confirm"),
        ("table", "Alt+3", "carry"),
        ("why", "↑↓", "choose"), ("why", "→←", "open_close"), ("why", "Enter", "to_field"), ("why", "Ctrl+C", "copy"),
        ("why", "D", "all_digits"), ("why", "Esc", "back"),
        ("why", "T", "twin"), ("why", "S", "save_chart"),
        ("findings", "↑↓", "choose"), ("findings", "Enter", "to_field"), ("findings", "Alt+1", "fix"),
        ("findings", "Alt+2", "confirm"),
        ("readiness", "←→", "pieces"), ("readiness", "Enter", "open"), ("readiness", "Alt+A", "scheme"),
        ("readiness", "1-9", "answer"), ("readiness", "Alt+S", "skip_criterion"), ("readiness", "Del", "drop"),
        ("readiness", "Esc", "overview"),
        ("report", "PgUp PgDn", "pages"), ("report", "Tab", "numbers"), ("report", "Enter", "to_field"),
        ("report", "Ctrl+S", "save"),
        ("history", "←→", "moment"), ("history", "Shift+←→", "points"), ("history", "R", "restore"),
        ("history", "P", "past"),
    )
)  # fmt: skip
"""Keys that pages handle by themselves."""


def keys(desk: Desk, actions: Sequence[Action]) -> tuple[Key, ...]:
    """Every key with its words, group by group."""
    listed = [
        Key(
            action.said,
            desk.texts[f"action.{action.id}"],
            desk.texts[f"around.keys.{action.group}"],
        )
        for action in actions
        if action.keys and f"action.{action.id}" in desk.texts
    ]
    listed += [
        Key(hint.keys, desk.texts[_text(desk, hint)], desk.texts[f"around.keys.{hint.group}"])
        for hint in HINTS
    ]
    order = [desk.texts[f"around.keys.{group}"] for group in GROUPS]
    return tuple(sorted(listed, key=lambda key: order.index(key.group)))


def _text(desk: Desk, hint: KeyHint) -> str:
    """What a key does; Enter in a month table as somebody likes it."""
    down = hint.text == "around.keys.along" and desk.preferences.enter == "down"
    return "around.keys.down" if down else hint.text


class KeySheet(QFrame):
    """The sheet over the window; Esc goes back.

    Parameters
    ----------
    window : QWidget
    desk : Desk
    listed : sequence of Key
    """

    def __init__(self, window: QWidget, desk: Desk, listed: Sequence[Key]) -> None:
        super().__init__(window)
        self.desk, self._keys = desk, listed
        self.comes_back_to = standing(window.focusWidget())
        self.setObjectName("overlay")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(2.286), px(1.714), px(2.286), px(1.143))
        outer.setSpacing(px(0.857))
        head = QHBoxLayout()
        title = label(desk, desk.words("around.keys.title"), 1.429, 700)
        head.addLayout(column(title, label(desk, desk.words("around.keys.note"), 0.929, role="quiet")))
        head.addStretch(1)
        self.print_button = button(
            desk, desk.words("around.keys.print"), self.print_out, icon="printer", key="Ctrl+P"
        )
        head.addWidget(self.print_button)
        head.addWidget(button(desk, desk.words("around.keys.close"), self.leave, key="Esc"))
        outer.addLayout(head)
        self.scroll = scroll = QScrollArea()
        scroll.setObjectName("overlay_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._columns())
        outer.addWidget(scroll, 1)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.print_button.setFocus()
        self._buttons = self.findChildren(QPushButton)
        for each in self._buttons:
            each.installEventFilter(self)  # a button would take the arrows to leave the sheet
        running = QApplication.instance()
        assert isinstance(running, QApplication)
        running.focusChanged.connect(self._followed)

    def _columns(self) -> QWidget:
        px = self.desk.theme.px
        holder = QWidget()
        holder.setObjectName("overlay_body")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(1.143))
        groups: dict[str, list[Key]] = {}
        for key in self._keys:
            groups.setdefault(self.desk.say(key.group), []).append(key)
        columns = [column(space=px(0.714)) for _ in range(3)]
        heights = [0, 0, 0]
        for name, listed in groups.items():
            at = heights.index(min(heights))
            heights[at] += len(listed) + 2
            columns[at].addWidget(self._group(name, listed))
        for each in columns:
            each.addStretch(1)
            line.addLayout(each, 1)
        return holder

    def _group(self, name: str, listed: Sequence[Key]) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        frame = QFrame()
        frame.setObjectName("card")
        inside = column(label(desk, name, 1.0, 700), space=px(0.3))
        inside.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.714))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(0.857))
        grid.setVerticalSpacing(px(0.25))
        grid.setColumnStretch(1, 1)
        for at, key in enumerate(listed):
            caps = column(space=px(0.143))
            for each in key.keys.split(", "):
                caps.addLayout(row(key_cap(desk, each), None))
            caps.addStretch(1)  # a cap is as high as its key, however many lines are said of it
            grid.addLayout(caps, at, 0)
            grid.addWidget(label(desk, desk.say(key.words), 0.929, wrap=True), at, 1)
        inside.addLayout(grid)
        frame.setLayout(inside)
        return frame

    def document(self) -> QTextDocument:
        """The sheet as a page to print."""
        desk = self.desk
        rows: list[str] = [f"<h2>{html.escape(desk.words('around.keys.title'))}</h2>"]
        group = ""
        for key in self._keys:
            name = desk.say(key.group)
            if name != group:
                rows.append(
                    ("</table>" if group else "") + f"<h4>{html.escape(name)}</h4><table cellpadding='2'>"
                )
                group = name
            said = html.escape(desk.say(key.words))
            rows.append(f"<tr><td width='160'><b>{html.escape(key.keys)}</b></td><td>{said}</td></tr>")
        document = QTextDocument()
        font = desk.theme.font()
        font.setFamily(FAMILY)
        font.setPointSizeF(9)
        document.setDefaultFont(font)
        document.setHtml("".join(rows) + "</table>")
        return document

    def print_out(self) -> None:
        """The system's print dialog, and the sheet on paper."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            self.document().print_(printer)

    def leave(self) -> None:
        """Back to where one was."""
        self.hide()
        self.deleteLater()
        come_back(self.comes_back_to)

    def _followed(self, _: QWidget | None, now: QWidget | None) -> None:
        """Whoever goes somewhere else leaves the sheet; nothing stays over a page that has the focus."""
        if self.isVisible() and now is not None and now is not self and not self.isAncestorOf(now):
            self.comes_back_to = None
            self.leave()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round among the buttons of the sheet."""
        at = self._buttons.index(held) if (held := self.focusWidget()) in self._buttons else 0
        self._buttons[(at + (1 if forward else -1)) % len(self._buttons)].setFocus()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._scrolled(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _scrolled(self, key: int) -> bool:
        """Move the list of keys; whether the key does that."""
        bar = self.scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep() * 3,
            Qt.Key.Key_Up: -bar.singleStep() * 3,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Home: -bar.maximum(),
        }
        if key not in steps:
            return False
        bar.setValue(bar.value() + steps[Qt.Key(key)])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif control and event.key() == Qt.Key.Key_P:
            self.print_out()
        elif not self._scrolled(event.key()):
            super().keyPressEvent(event)
