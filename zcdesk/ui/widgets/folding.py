"""Folding: a bar of three groups on one line; the middle one goes below where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk


class Folding(QFrame):
    """The bar.

    Parameters
    ----------
    desk : Desk
    left, right : sequence of QWidget
        Always on the first line.
    middle : QWidget
        Before the right group, or on a line of its own.
    space : float
        Between widgets. [em]
    margins : tuple of float
        Left, top, right, bottom. [em]
    indent : float
        Of the middle group on a line of its own. [em]
    between : float
        Between the lines. [em]
    """

    def __init__(
        self,
        desk: Desk,
        left: Sequence[QWidget],
        middle: QWidget,
        right: Sequence[QWidget],
        space: float,
        margins: tuple[float, float, float, float],
        indent: float = 0.0,
        between: float = 0.0,
    ) -> None:
        super().__init__()
        px = desk.theme.px
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.one_line = True
        self._sides, self._middle, self._right = (*left, *right), middle, len(right)
        self._indent, self._gap = px(indent), px(space)
        self._room = px(margins[0]) + px(margins[2]) + self._gap * (len(self._sides) + 1) + px(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(px(each) for each in margins))
        rows.setSpacing(px(between))
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for line in (self._first, self._second):
            line.setSpacing(self._gap)
            rows.addLayout(line)
        for each in left:
            self._first.addWidget(each)
        self._first.addStretch(1)
        self._first.addWidget(middle)
        for each in right:
            self._first.addWidget(each)

    def arrange(self) -> None:
        """One line or two, by the room that there is."""
        shown = [each for each in self._sides if not each.isHidden()]
        wide = self._middle.sizeHint().width() + sum(each.sizeHint().width() for each in shown) + self._room
        fits = wide <= self.width()
        if fits == self.one_line:
            return
        self.one_line = fits
        if fits:
            self._second.removeWidget(self._middle)
            while self._second.count():
                self._second.takeAt(0)
            self._first.insertWidget(self._first.count() - self._right, self._middle)
        else:
            self._first.removeWidget(self._middle)
            self._second.addSpacing(self._indent)
            self._second.addWidget(self._middle)
            self._second.addStretch(1)

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QEvent):
            return True  # see overrides() of the figure list
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # something in it is wider than it was
            self.arrange()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
