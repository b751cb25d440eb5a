"""Sentences: texts that know their room: one line that ends in dots, one as wide as it is long, a few lines."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from zcdesk.ui.desk import Desk

_CLAUSE = re.compile("[；，。]|[;,] ")
"""Where a clause ends; a comma within a figure has no space after it."""


class OneLine(QLabel):
    """A sentence on one line; what does not fit ends in dots and stands in full in tooltip and accessible name."""

    def __init__(
        self,
        desk: Desk,
        em: float = 0.929,
        role: str = "ink",
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__()
        self._desk, self._role, self._side = desk, role, side
        self.setFont(desk.theme.font(em))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._desk.theme.colour(self._role))
        painter.setFont(self.font())
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | self._side, text)


class Yielding(OneLine):
    """A sentence in several lengths: the longest for which there is room is shown, whole; else nothing."""

    def __init__(
        self,
        desk: Desk,
        em: float = 0.929,
        role: str = "ink",
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__(desk, em, role, side)
        self._shorter: tuple[str, ...] = ()

    def offer(self, text: str, *shorter: str) -> None:
        """Show a sentence, or a shorter one where there is no room for it; tooltip and name tell it in full."""
        self._shorter = shorter
        self.say(text)

    def shown(self) -> str:
        """What there is room for."""
        wide = self.fontMetrics().horizontalAdvance
        return next((each for each in (self.text(), *self._shorter) if wide(each) <= self.width()), "")

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._desk.theme.colour(self._role))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | self._side, self.shown())


class Whole(Yielding):
    """A sentence on one line, as wide as it is long; where there is no room for it, it is not shown."""

    def __init__(self, desk: Desk, em: float = 0.929, role: str = "ink") -> None:
        super().__init__(desk, em, role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())


class Clauses(OneLine):
    """A fact with figures on one line: as many of its clauses as have room; no figure is ever cut."""

    def shown(self) -> str:
        """What is seen of it."""
        text, wide = self.text(), self.fontMetrics().horizontalAdvance
        if wide(text) <= self.width():
            return text
        ends = [found.start() for found in _CLAUSE.finditer(text)]
        parts = (f"{text[:end]} …" for end in reversed(ends))
        return next((part for part in parts if wide(part) <= self.width()), "…")

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._desk.theme.colour(self._role))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | self._side, self.shown())
        painter.end()


class Elided(OneLine):
    """A sentence on one line, as wide as it is long if there is room; up to `least` em it is never cut."""

    def __init__(
        self, desk: Desk, em: float = 1.0, weight: int = 400, role: str = "ink", least: float = 12
    ) -> None:
        super().__init__(desk, em, role)
        self._least = desk.theme.px(least)
        self.setFont(desk.theme.font(em, weight))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least, self.sizeHint().width()), super().sizeHint().height())


class Lines(OneLine):
    """A sentence on up to two lines; what does not fit ends in dots and stands in full in tooltip and accessible name.

    Parameters
    ----------
    desk : Desk
    em : float
    weight : int
    role : str
    dense : float
        Size of the letters where it needs two lines; 0: the same. [em]
    """

    MOST = 2

    def __init__(
        self, desk: Desk, em: float = 0.929, weight: int = 400, role: str = "ink", dense: float = 0.0
    ) -> None:
        super().__init__(desk, em, role)
        self.setFont(desk.theme.font(em, weight))
        self._known: tuple[tuple[str, int], tuple[QFont, list[str]]] | None = None
        self._small = desk.theme.font(dense) if dense else self.font()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWordWrap(True)  # without it a label says that its height is the same for any width

    def heightForWidth(self, width: int) -> int:
        font, broken = self._broken(width)
        return round(max(len(broken), 1) * QFontMetrics(font).lineSpacing())

    def sizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _broken(self, width: int) -> tuple[QFont, list[str]]:
        """The font, and the text line by line; broken once for each text and width."""
        if self._known is None or self._known[0] != (self.text(), width):
            self._known = ((self.text(), width), self._break(width))
        return self._known[1]

    def _break(self, width: int) -> tuple[QFont, list[str]]:
        """The font, and the text line by line; the last is all that is left."""
        text = self.text()
        if width <= 0 or self.fontMetrics().horizontalAdvance(text) <= width:
            return self.font(), [text]
        return self._small, broken(text, self._small, width, self.MOST)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._desk.theme.colour(self._role))
        font, broken = self._broken(self.width())
        painter.setFont(font)
        metrics = QFontMetrics(font)
        step = metrics.lineSpacing()
        top = (self.height() - step * len(broken)) / 2 + metrics.ascent() + metrics.leading() / 2
        for at, text in enumerate(broken):
            shown = metrics.elidedText(text.strip(), Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QPointF(0, top + at * step), shown)
        painter.end()


def broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """A text line by line for a width [px], on at most so many lines; the last is all that is left."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    made: list[str] = []
    line: QTextLine = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        if len(made) == most - 1:
            made.append(text[line.textStart() :])
            break
        made.append(text[line.textStart() : line.textStart() + line.textLength()])
        line = layout.createLine()
    layout.endLayout()
    return made
