"""Tour: a few sentences beside what they speak of, at the first run; Enter goes on, Esc gives the keys to the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import button, label, row

STEPS = (
    ("pages", "sidebar"), ("work", "page"), ("ready", "nav_readiness"), ("search", "topbar"), ("status", "statusline"),
)  # fmt: skip
"""Text of each step, and the object name of what it points at."""


class Tour(QFrame):
    """A small card that goes from place to place.

    Parameters
    ----------
    window : QWidget
    desk : Desk
    over : callable
        Called when it was seen or skipped.
    """

    def __init__(self, window: QWidget, desk: Desk, over: Callable[[], None]) -> None:
        super().__init__(window)
        self.desk, self._over = desk, over
        self.number = 0
        self.setObjectName("tour")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(1), px(0.857), px(1), px(0.714))
        outer.setSpacing(px(0.571))
        self.count = label(desk, "", 0.857, role="quiet")
        self.text = label(desk, "", 1.0, 500, wrap=True)
        self.next = button(desk, "", self.forth, "primary", key="Enter")
        self.skip = button(desk, desk.words("around.tour.skip"), self.end, "link", key="Esc")
        outer.addWidget(self.count)
        outer.addWidget(self.text)
        outer.addLayout(row(self.skip, None, self.next))
        self.setFixedWidth(px(24))
        self.show_step(0)
        self.show()
        self.raise_()
        self.next.setFocus()  # else it would hide a part of the page and no key would take it away

    def show_step(self, number: int) -> None:
        """Stand beside another place."""
        desk = self.desk
        self.number = number
        text, _ = STEPS[number]
        self.count.setText(desk.words("around.tour.step", n=number + 1, all=len(STEPS)))
        self.text.setText(desk.words(f"around.tour.{text}"))
        last = number == len(STEPS) - 1
        self.next.setText(f"{desk.words('around.tour.done' if last else 'around.tour.next')}  Enter")
        self.next.setAccessibleName(f"{self.text.text()} {self.next.text()}")
        self.resize(self.width(), self.heightForWidth(self.width()))
        self._stand()

    def forth(self) -> None:
        """The next place, or the end."""
        if self.number + 1 < len(STEPS):
            self.show_step(self.number + 1)
            self.next.setFocus()
        else:
            self.end()

    def end(self) -> None:
        """Seen or skipped."""
        self.hide()
        self.deleteLater()
        self._over()

    def _stand(self) -> None:
        """Stand beside what is spoken of: nothing of that is covered, nor the title of the page."""
        window, px = self.parentWidget(), self.desk.theme.px
        name, widgets = STEPS[self.number][1], window.findChildren(QWidget)
        anchor, title = self._anchor(name, widgets), self._anchor("page_title", widgets)
        if name.startswith("nav_") and anchor is not None:
            self._bring_in_sight(anchor)
        wide, high = window.width() - self.width(), window.height() - self.height()
        spot = QPoint(wide // 2, high // 2)
        if anchor is not None:
            at = QRect(anchor.mapTo(window, QPoint(0, 0)), anchor.size())
            if name == "sidebar":
                spot = QPoint(at.right() + px(0.857), at.top() + at.height() // 3)
            elif name.startswith("nav_"):
                spot = QPoint(at.right() + px(2), at.center().y() - self.height() // 2)
            elif name == "topbar":
                spot = QPoint(wide // 2, at.bottom() + px(0.571))
            elif name == "statusline":
                spot = QPoint(at.left() + px(16), at.top() - self.height() - px(0.571))
            else:
                spot = QPoint(at.center().x() - self.width() // 2, at.top() + round(at.height() * 0.6))
        if title is not None and name == "topbar":
            spot.setY(max(spot.y(), title.mapTo(window, QPoint(0, title.height())).y() + px(0.286)))
        self.move(max(0, min(spot.x(), wide)), max(0, min(spot.y(), high)))

    @staticmethod
    def _bring_in_sight(item: QWidget) -> None:
        """Scroll the list that an item is in to the item."""
        area = item.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(item)

    @staticmethod
    def _anchor(name: str, widgets: Sequence[QWidget]) -> QWidget | None:
        return next((each for each in widgets if each.objectName() == name and each.isVisible()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.forth()
        else:
            super().keyPressEvent(event)
