"""Side item: a page's line of the sidebar, its name kept short enough to stand beside its marks.

Marks and counts are painted, not widgets of their own: there are fifty lines, and each would be five widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent

from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.side_keys import SideButton

_MARK = 0.93
"""Width of a mark. [em]"""


class Sign:
    """A mark and the count beside it.

    Attributes
    ----------
    icon, role, said : str
        The drawing, its colour, and what it says.
    count : str
        Stands beside it; ``""`` for none.
    shown : bool
    """

    __slots__ = ("count", "icon", "role", "said", "shown")

    def __init__(self, icon: str, role: str) -> None:
        self.icon, self.role, self.said, self.count, self.shown = icon, role, "", "", False

    def show(self, icon: str, role: str, said: str) -> None:
        """Another mark; whether it is shown stays."""
        self.icon, self.role, self.said = icon, role, said

    def number(self, count: int) -> None:
        """Another count; none where there is nothing to count."""
        self.count = str(count) if count > 0 else ""


class SideItem(SideButton):
    """A button that goes to a page and shows what it lacks; its accessible name is the whole name.

    Attributes
    ----------
    signs : tuple of two Sign
        What is missing, what is doubtful.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._desk: Desk | None = None
        self._narrow = False
        self.signs = (Sign("circle-check", "good"), Sign("triangle-alert", "doubt"))

    def stand_in(self, desk: Desk, metrics: QFontMetrics) -> None:
        """In this desk; `metrics` are those of the counts, the same for all items."""
        self._desk, self._metrics = desk, metrics

    def fold(self, narrow: bool) -> None:
        """The icon only, or the name beside it."""
        self._narrow = narrow
        self.fit()

    def tell(self) -> None:
        """Show the marks as they are now, and say them."""
        self.setAccessibleDescription(", ".join(sign.said for sign in self.signs if sign.shown))
        self.fit()

    def fit(self) -> None:
        """Show as much of the name as there is room for; a name that is cut is said whole where the mouse asks."""
        if self._desk is None:
            return
        name, room = self.accessibleName(), self.marks_from() - self._desk.theme.px(2.7)
        said = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        self.setText("" if self._narrow else said)
        keys = str(self.property("keys") or "")
        self.setToolTip(f"{name}  {keys}".strip() if self._narrow or said != name or keys else "")
        self.update()

    def marks_from(self) -> int:
        """Where the marks begin, with the gap before them; where there are none, the right margin. [px]"""
        spots = self._spots()
        px = self._px
        return spots[0][1].left() - px(0.2) if spots else self.width() - px(0.5)

    def _px(self, em: float) -> int:
        assert self._desk is not None
        return self._desk.theme.px(em)

    def _spots(self) -> list[tuple[Sign, QRect, QRect]]:
        """Where each mark that is shown stands, and the count beside it."""
        gap, wide, tall = self._px(0.2), self._px(_MARK), self.height()
        right = self.width() - self._px(0.5)
        spots = []
        for sign in reversed(self.signs):
            counted = QRect(right, 0, 0, tall)
            if sign.count:
                taken = self._metrics.horizontalAdvance(sign.count)
                counted = QRect(right - taken, 0, taken, tall)
                right -= taken + gap
            if sign.shown:
                mark = QRect(right - wide, (tall - wide) // 2, wide, wide)
                right -= wide + gap
                spots.append((sign, mark, counted))
        return spots[::-1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        desk, spots = self._desk, self._spots() if self._desk is not None else []
        if desk is None or not spots:
            return
        painter = QPainter(self)
        painter.setFont(desk.theme.font(0.857))
        painter.setPen(desk.theme.colour("quiet"))
        for sign, mark, counted in spots:
            drawn = desk.icons.pixmap(sign.icon, sign.role, _MARK, self.devicePixelRatioF())
            painter.drawPixmap(mark.topLeft(), drawn)
            if sign.count:
                painter.drawText(
                    counted, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, sign.count
                )
