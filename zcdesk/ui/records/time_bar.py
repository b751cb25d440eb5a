"""Time bar: all edits of a project on one line, sealed points above, a handle at the moment one looks at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.workbench.past.timeline import Moment

BINS = 86
SHORT = 3600.0
"""A history shorter than this is spread by the order of its edits: by the clock they would stand in one place. [s]"""


class TimeBar(QWidget):
    """Where one is in time.

    Signals
    -------
    moved : int
        The number of the edit that was moved to.
    """

    moved = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._moments: tuple[Moment, ...] = ()
        self._shares: list[float] = []
        self.at, self.base = 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(desk.theme.px(7.1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(desk.words("history.bar"))

    def put(self, newest_first: Sequence[Moment], at: int, base: int) -> None:
        """Show these edits; `base` is the other moment that is compared, 0 for the present."""
        self._moments = tuple(reversed(newest_first))
        count = len(self._moments)
        if count:
            first, last = self._moments[0].seconds, self._moments[-1].seconds
            by_clock = last - first >= SHORT
            self._shares = [
                (each.seconds - first) / (last - first) if by_clock else index / max(1, count - 1)
                for index, each in enumerate(self._moments)
            ]
        self.at, self.base = at, base
        here = next((each for each in self._moments if each.number == at), None)
        self.setAccessibleDescription(f"{here.day} {here.time}" if here is not None else "")
        self.update()

    # moving

    def step(self, by: int) -> None:
        """To the edit before or after."""
        index = self._index(self.at)
        if index is not None and 0 <= index + by < len(self._moments):
            self.moved.emit(self._moments[index + by].number)

    def seek(self, by: int) -> None:
        """To the sealed point before or after; to the end where there is none."""
        index = self._index(self.at)
        if index is None:
            return
        rest = self._moments[:index][::-1] if by < 0 else self._moments[index + 1 :]
        ends = self._moments[0] if by < 0 else self._moments[-1]
        self.moved.emit(next((each for each in rest if each.sealed), ends).number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = -1 if key == Qt.Key.Key_Left else 1
            (self.seek if shift else self.step)(by)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._moments:
            self.moved.emit(self._moments[0 if key == Qt.Key.Key_Home else -1].number)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if self._moments:
            x = event.position().x()
            nearest = min(range(len(self._moments)), key=lambda index: abs(self._x(index) - x))
            self.moved.emit(self._moments[nearest].number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # painting

    def _index(self, number: int) -> int | None:
        return next((index for index, each in enumerate(self._moments) if each.number == number), None)

    def _x(self, index: int) -> float:
        pad = self.desk.theme.px(0.8)
        return pad + self._shares[index] * (self.width() - 2 * pad)

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self._moments:
            return
        painter, theme, px = QPainter(self), self.desk.theme, self.desk.theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, low = px(4.6), px(1.5)
        self._bars(painter, ground)
        small = theme.font(0.857)
        painter.setFont(small)
        metrics = painter.fontMetrics()
        taken = -1.0
        ratio = self.devicePixelRatioF()
        for index, each in enumerate(self._moments):
            if not each.sealed:
                continue
            x = self._x(index)
            said = self.desk.words("history.sealed", what=each.sealed)
            width = px(1.3) + metrics.horizontalAdvance(said)
            left = min(max(x - px(0.5), 0), self.width() - width)
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.drawLine(QPointF(x, px(1.3)), QPointF(x, ground))
            if left > taken:
                icon = self.desk.icons.pixmap("stamp", "quiet", 0.929, ratio)
                painter.drawPixmap(QPointF(left, px(0.25)), icon)
                painter.setPen(theme.colour("quiet"))
                painter.drawText(QPointF(left + px(1.2), px(0.25) + metrics.ascent()), said)
                taken = left + width + px(0.6)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(QPointF(px(0.8), ground), QPointF(self.width() - px(0.8), ground))
        self._bubble(painter, ground, low)

    def _bars(self, painter: QPainter, ground: int) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        pad = px(0.8)
        width = (self.width() - 2 * pad) / BINS
        counts = [0] * BINS
        for share in self._shares:
            counts[min(BINS - 1, int(share * BINS))] += 1
        here = self._index(self.at)
        share = self._shares[here] if here is not None else 1.0
        most = max(counts)
        painter.setPen(Qt.PenStyle.NoPen)
        for bin_, count in enumerate(counts):
            if count:
                tall = max(px(0.2), round(px(2.4) * (count / most) ** 0.5))
                after = (bin_ + 1) / BINS > share
                painter.setBrush(theme.colour("accent" if after else "edge"))
                painter.drawRect(QRectF(pad + bin_ * width + 0.5, ground - tall, max(1.5, width - 2), tall))

    def _bubble(self, painter: QPainter, ground: int, low: int) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        for number, role, filled in ((self.base, "ink", True), (self.at, "accent", False)):
            index = self._index(number) if number else len(self._moments) - 1
            if index is None:
                continue
            x = self._x(index)
            painter.setPen(QPen(theme.colour(role), 2))
            painter.drawLine(QPointF(x, low), QPointF(x, ground))
            painter.setBrush(theme.colour(role if filled else "surface"))
            painter.drawEllipse(QPointF(x, ground), px(0.36), px(0.36))
        here = self._index(self.at)
        if here is None:
            return
        each = self._moments[here]
        said = self.desk.words("history.here", at=f"{each.day} {each.time}")
        painter.setFont(theme.font(0.857, 500))
        width = painter.fontMetrics().horizontalAdvance(said) + px(1.6)
        left = min(max(self._x(here) - width / 2, 1), self.width() - width - 1)
        box = QRectF(left, ground + px(0.75), width, px(1.7))
        painter.setPen(
            QPen(theme.colour("focus" if self.hasFocus() else "accent"), 2 if self.hasFocus() else 1)
        )
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
        if not self.base and here != len(self._moments) - 1:
            painter.setFont(theme.font(0.857))
            painter.setPen(theme.colour("ink"))
            now = self.desk.words("history.now")
            room = QRectF(self.width() - px(4), ground + px(0.75), px(3.6), px(1.7))
            if box.right() < room.left():
                painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, now)
