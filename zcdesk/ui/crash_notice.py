"""What is said over the window when the program failed in something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import IconLabel, button, label, row


class Notice(QFrame):
    """What happened, over the window; Esc goes on, wherever in the window one is."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        kind: str,
        file: Path | None,
        restart: Callable[[], None],
        full: bool,
    ) -> None:
        super().__init__(window)
        self.setObjectName("notice")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(1.4), px(1.143), px(1.4), px(1.143))
        outer.setSpacing(px(0.571))
        title = label(desk, desk.words("around.crash.title"), 1.143, 700)
        outer.addLayout(row(IconLabel(desk, "triangle-alert", "bad", 1.4), title, None))
        self.said = label(desk, desk.words("around.crash.said", kind=kind), 1.0, wrap=True)
        outer.addWidget(self.said)
        where = desk.words("around.crash.file", path=file) if file else desk.words("around.crash.no_file")
        self.file = label(desk, where, 0.857, role="quiet", wrap=True)
        self.file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        outer.addWidget(self.file)
        if file:
            plant = desk.words("around.crash.with" if full else "around.crash.without")
            outer.addWidget(label(desk, plant, 0.857, role="quiet", wrap=True))
        self.again = button(desk, desk.words("around.crash.restart"), restart, "primary")
        outer.addLayout(
            row(button(desk, desk.words("around.crash.go_on"), self.leave, key="Esc"), None, self.again)
        )
        self.setFixedWidth(min(px(44), window.width() - px(4)))
        self.resize(self.width(), self.heightForWidth(self.width()))
        self.move((window.width() - self.width()) // 2, (window.height() - self.height()) // 3)
        self.setAccessibleName(f"{title.text()}. {self.said.text()}")
        self.show()
        self.raise_()
        self.again.setFocus()
        QTimer.singleShot(
            0, self, self._take_focus
        )  # what failed may have been on its way to put it elsewhere
        running = QApplication.instance()
        if running is not None:
            running.installEventFilter(self)

    def _take_focus(self) -> None:
        held = self.window().focusWidget()
        if self.isVisible() and (held is None or not self.isAncestorOf(held)):
            self.again.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape or not self.isVisible():
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self.window():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # before a shortcut, or what has the focus, takes it
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.leave()
            return True
        return False

    def leave(self) -> None:
        """Go on without opening again."""
        running = QApplication.instance()
        if running is not None:
            running.removeEventFilter(self)
        self.hide()
        self.deleteLater()
