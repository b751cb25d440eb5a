"""A core indicator: its value, a bar against its levels, and what is still to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import overrides, wants
from zcdesk.workbench.readiness.parts import ICONS, Item, Mark, Piece
from zcdesk.workbench.results.chain_links import Link

_LEFT = 20.0
"""Width of the column of names and values [em]; narrower where the row is."""


_MOST = 3
"""Lines below a bar."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece was drawn."""

    piece: Piece
    box: QRectF


class CoreRow(QWidget):
    """An indicator: Left and Right go over its numbers, F2 explains the one that is ringed, Enter opens it.

    Signals
    -------
    opened : str
        Enter, or a double click: id of the criterion.
    moved : int
        Up (-1) or Down (1).
    chosen : str
        The open reading of a criterion is to be looked at.
    """

    opened = Signal(str)
    moved = Signal(int)
    chosen = Signal(str)

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__()
        self.desk = desk
        self.item = item
        self.at = 0
        self._spots: list[Spot] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.tell(item)

    @property
    def pieces(self) -> list[Piece]:
        """What can be explained here, as it is read."""
        found = [self.item.value] if self.item.value.figure else []
        found += [step.verdict for step in self.item.steps]
        if self.item.bar is not None:
            found += [mark.piece for mark in self.item.bar.marks]
        found += [line[0] for line in self._told()]
        return found + ([self._lack] if self._lack is not None else [])

    @property
    def _lack(self) -> Piece | None:
        """What is missing, where the value cannot be computed for it; Enter on it goes to the first of it."""
        item = self.item
        return Piece(item.lack, "", item.lack) if item.waits and item.state == "missing" else None

    def _first(self) -> Link | None:
        """The first missing place, while one stands at it."""
        pieces = self.pieces
        at_lack = bool(pieces) and self._lack is not None and pieces[self.at] == self._lack
        return self.item.waits[0] if at_lack and self.item.waits[0].page else None

    def _go(self) -> bool:
        link = self._first()
        if link is not None:
            self.desk.go(link.page, link.place)
        return link is not None

    def _told(self) -> list[list[Piece]]:
        """What is still to be done, line by line: how far it is from a level, then what would close that."""
        lines: list[list[Piece]] = []
        for step in self.item.steps:
            if step.gap is not None and len(lines) < _MOST:
                lines.append([step.gap])
                lines += [list(step.measures)] if step.measures and len(lines) < 2 else []
        return lines[:_MOST]

    def tell(self, item: Item) -> None:
        """Show an indicator as it stands."""
        self.item = item
        self.at = min(self.at, max(len(self.pieces) - 1, 0))
        self._fit()
        self._name()
        self.update()

    def _fit(self) -> None:
        """As high as what is to be done, and as the states beside it where they need several lines."""
        px = self.desk.theme.px
        lines = max(len(self._told()) + (self._lack is not None), 1)
        tall = px(2.5 if self.item.bar is None else 4.55 + 1.36 * lines)
        if self.item.bar is not None and self.width():
            wide = self._left() - px(1.0)
            rows, x = 1, 0.0
            for text in dict.fromkeys(step.text for step in self.item.steps):
                chip = self._chip_width(text)
                if x and x + chip > wide:
                    rows, x = rows + 1, 0.0
                x += chip + px(0.43)
            tall = max(tall, px(3.9 + 0.43) + rows * px(1.57))
        if tall != self.height():
            self.setFixedHeight(tall)

    def _left(self) -> float:
        """Right edge of the column of names and values. [px]"""
        return min(float(self.desk.theme.px(_LEFT)), self.width() * 0.36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _name(self) -> None:
        pieces = self.pieces
        self.setAccessibleName(self.item.said)
        self.setAccessibleDescription(pieces[self.at].said if pieces else "")
        self.setToolTip(f"{self.item.name}\n{self.item.unknown}".strip())

    def sizeHint(self) -> QSize:
        return QSize(self.desk.theme.px(44), self.height())

    # keys

    def figure_here(self) -> str:
        """Id of the figure one stands at; ``""`` where nothing is shown."""
        return (self.pieces[self.at].figure or self.item.figure) if self.pieces else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pieces = self.pieces
        if wants(event, Qt.Key.Key_F2) and pieces:
            self.desk.why(self.figure_here())
        elif wants(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._go():
                self.opened.emit(self.item.id)
        elif wants(event, Qt.Key.Key_Right, Qt.Key.Key_Left) and pieces:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            self.at = (self.at + by) % len(pieces)
            self._name()
            self.update()
        elif wants(event, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif wants(event, Qt.Key.Key_Space) and self.item.choices:
            self.chosen.emit(self.item.choices[0])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) or super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        pieces = self.pieces
        for spot in self._spots:
            if spot.box.contains(event.position()) and spot.piece in pieces:
                self.at = pieces.index(spot.piece)
                self._name()
                self.update()
                if self._go():
                    return

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        self.opened.emit(self.item.id)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    # painting

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, px, item = self.desk.theme, self.desk.theme.px, self.item
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spots = []
        pad = float(px(1.0))
        left = self._left()
        box = QRectF(pad, px(0.43), left - pad, self.height() - px(0.86))
        if item.bar is None:
            self._line(painter, QRectF(pad, 0, self.width() - 2 * pad, self.height()))
        else:
            self._head(painter, box)
            right = QRectF(left + px(0.857), px(0.29), self.width() - left - px(0.857) - pad, px(3.5))
            self._bar(painter, right)
            self._gaps(painter, QRectF(right.left(), right.bottom() + px(0.14), right.width(), px(1.36)))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            pieces = self.pieces
            ring = next((s.box for s in self._spots if pieces and s.piece == pieces[self.at]), None)
            whole = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            inner = ring.adjusted(-px(0.29), -1, px(0.29), 1) if ring is not None else whole
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner & whole, px(0.286), px(0.286))
        painter.end()

    def _line(self, painter: QPainter, box: QRectF) -> None:
        """An indicator that is no number, on one line."""
        px, item = self.desk.theme.px, self.item
        used = self._text(painter, box, item.number, 0.929, 400, "quiet") + px(0.571)
        chip = self._chip_width(item.text)
        room = QRectF(box.left() + used, box.top(), box.width() - used - chip - px(0.571), box.height())
        used += self._text(painter, room, item.name, 1.0, 500, "ink") + px(0.857)
        lack = self._lack
        if lack is None:
            self._chips(painter, box.left() + used, box.center().y() - px(0.72), box.right())
            return
        x, wide = box.left() + used, self._chip_width(self.item.steps[0].text)
        self._chips(painter, x, box.center().y() - px(0.72), x + wide)
        used += wide + px(0.857)
        self._fill_in(painter, box.adjusted(used, 0, 0, 0))

    def _head(self, painter: QPainter, box: QRectF) -> None:
        px, item = self.desk.theme.px, self.item
        top = QRectF(box.left(), box.top(), box.width(), px(1.5))
        used = self._text(painter, top, item.number, 0.857, 400, "quiet") + px(0.43)
        self._text(painter, top.adjusted(used, 0, 0, 0), item.name, 0.929, 500, "ink")
        middle = QRectF(box.left(), top.bottom(), box.width(), px(1.9))
        em = 1.429 if self._width(item.value.text, 1.429, 700) < box.width() - px(5) else 1.143
        value = self._text(painter, middle, item.value.text, em, 700, "ink")
        after = middle.adjusted(value + px(0.29), px(0.36), 0, 0)
        unit = self._text(painter, after, item.value.unit, 0.857, 400, "quiet")
        seen = QRectF(middle.left(), middle.top(), value + px(0.29) + unit, middle.height())
        self._spots.append(Spot(item.value, seen))
        self._chips(painter, box.left(), middle.bottom() + px(0.07), box.right())

    def _chips(self, painter: QPainter, x: float, y: float, right: float) -> None:
        """The states of the levels; where they have no room on a line, on the one below if the row has it."""
        theme, px = self.desk.theme, self.desk.theme.px
        shown: list[str] = []
        first = x
        for step in self.item.steps:
            if step.text in shown:
                continue
            wide = self._chip_width(step.text)
            if shown and x > first and x + wide > right:
                x, y = first, y + px(1.57)
                if y + px(1.43) > self.height():
                    break
            shown.append(step.text)
            icon, role = ICONS[step.state]
            soft = {"good": "good_soft", "bad": "bad_soft", "doubt": "doubt_soft"}.get(role, "sunk")
            box = QRectF(x, y, min(wide, right - x), px(1.43))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(soft))
            painter.drawRoundedRect(box, 3, 3)
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.desk.icons.pixmap(icon, role, 0.93, ratio)
            painter.drawPixmap(QPointF(x + px(0.36), y + px(0.25)), pixmap)
            self._text(painter, box.adjusted(px(1.5), 0, -px(0.3), 0), step.text, 0.857, 400, role)
            self._spots.append(Spot(step.verdict, box))
            x += wide + px(0.43)

    def _chip_width(self, text: str) -> float:
        return self._width(text, 0.857, 400) + self.desk.theme.px(1.93)

    def _bar(self, painter: QPainter, box: QRectF) -> None:
        """Track, the stretch from the first level to the best, what lies beyond it, then the marks."""
        theme, px, bar = self.desk.theme, self.desk.theme.px, self.item.bar
        assert bar is not None
        tall = float(px(0.5))
        y = box.top() + px(1.43)
        track = QRectF(box.left(), y, box.width(), tall)

        def x(at: float) -> float:
            return track.left() + min(max(at, 0.0), 1.0) * track.width()

        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(track, theme.colour("line"))
        low, high = sorted((x(bar.entry), x(bar.last)))
        painter.fillRect(QRectF(low, y, high - low, tall), theme.colour("accent_soft"))
        good = QRectF(track.left(), y, x(bar.last) - track.left(), tall)
        if not bar.lower:
            good = QRectF(x(bar.last), y, track.right() - x(bar.last), tall)
        painter.fillRect(good, theme.colour("good_soft"))
        painter.setPen(QPen(theme.colour("good"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(good.adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._levels(painter, box, [mark for mark in bar.marks if mark.role in ("level", "last")], x, y, tall)
        self._values(painter, box, [mark for mark in bar.marks if mark.role in ("value", "open")], x, y, tall)

    def _levels(
        self, painter: QPainter, box: QRectF, marks: Sequence[Mark], x: object, y: float, tall: float
    ) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        assert callable(x)
        told = sorted(marks, key=lambda mark: mark.at)
        places = [self._placed(x(mark.at), mark.text, box) for mark in told]
        for n in range(1, len(places)):  # pushed apart where they would meet
            over = places[n - 1].right() + px(0.6) - places[n].left()
            if over > 0:
                room = box.right() - places[n].right()
                places[n].translate(min(over, room), 0)
                places[n - 1].translate(min(0.0, places[n].left() - px(0.6) - places[n - 1].right()), 0)
        for mark, place in zip(told, places, strict=True):
            role = "good" if mark.role == "last" else "ink"
            painter.setPen(QPen(theme.colour(role), 2))
            painter.drawLine(QPointF(x(mark.at), y - px(0.25)), QPointF(x(mark.at), y + tall + px(0.25)))
            place.moveTop(y + tall + px(0.2))
            self._text(painter, place, mark.text, 0.857, 400, "good" if mark.role == "last" else "quiet")
            self._spots.append(Spot(mark.piece, place))

    def _values(
        self, painter: QPainter, box: QRectF, marks: Sequence[Mark], x: object, y: float, tall: float
    ) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        assert callable(x)
        radius = px(0.43)
        texts = [mark.text if n in (0, len(marks) - 1) else "" for n, mark in enumerate(marks)]
        places = [self._placed(x(mark.at), text, box) for mark, text in zip(marks, texts, strict=True)]
        if len(marks) > 1:
            over = places[0].right() + px(0.6) - places[-1].left()
            if over > 0:
                places[0].translate(-over / 2, 0)
                places[-1].translate(over / 2, 0)
        for mark, text, place in zip(marks, texts, places, strict=True):
            dot = QRectF(x(mark.at) - radius, y + tall / 2 - radius, 2 * radius, 2 * radius)
            painter.setPen(QPen(theme.colour("ink"), 1.75))
            painter.setBrush(theme.colour("ink" if mark.role == "value" else "surface"))
            painter.drawEllipse(dot)
            seen = dot
            if text:
                place.moveTop(y - px(1.6))
                self._text(painter, place, text, 0.857, 500, "ink")
                seen = dot.united(place)
            self._spots.append(Spot(mark.piece, seen))

    def _placed(self, x: float, text: str, box: QRectF) -> QRectF:
        """A text centred at a place, inside the box."""
        wide = self._width(text, 0.857, 500) + 2
        left = min(max(x - wide / 2, box.left()), box.right() - wide)
        return QRectF(left, 0, wide, self.desk.theme.px(1.25))

    def _gaps(self, painter: QPainter, box: QRectF) -> None:
        """How far it is, a line for each level."""
        told = self._told()
        if self._lack is not None:
            self._fill_in(painter, box.translated(0, len(told) * box.height()))
        elif not told:
            if not self.item.choices and all(step.state == "met" for step in self.item.steps):
                self._text(painter, box, self.desk.words("readiness.all_met"), 0.929, 500, "good")
            elif self.item.unknown:
                self._text(painter, box, self.item.unknown, 0.857, 400, "quiet")
        gaps = {step.gap for step in self.item.steps}
        for n, line in enumerate(told):
            place = box.translated(0, n * box.height())
            if line[0] in gaps:
                weight, role = (400, "quiet") if n else (500, "ink")
                used = self._text(painter, place, line[0].text, 0.929, weight, role)
                self._spots.append(Spot(line[0], QRectF(place.left(), place.top(), used, place.height())))
            else:
                self._way(painter, place, line)

    def _fill_in(self, painter: QPainter, box: QRectF) -> None:
        """What is missing, and that it is filled in from here."""
        lack, go = self._lack, f"→ {self.desk.words('readiness.go_fill')}"
        assert lack is not None
        wide = self._width(go, 0.929, 500) + self.desk.theme.px(0.6) if self.item.waits[0].page else 0.0
        used = self._text(painter, box.adjusted(0, 0, -wide, 0), lack.text, 0.929, 400, "ink")
        seen = QRectF(box.left(), box.top(), min(used, box.width() - wide) + wide, box.height())
        if wide:
            after = seen.adjusted(
                seen.width() - wide + self.desk.theme.px(0.43), 0, self.desk.theme.px(0.43), 0
            )
            self._text(painter, after, go, 0.929, 500, "accent")
        self._spots.append(Spot(lack, seen))

    def _way(self, painter: QPainter, place: QRectF, line: Sequence[Piece]) -> None:
        """The first thing that would close a gap, and how many more there are; the amount is never cut."""
        words, way = self.desk.words, line[0]
        left = place.left()
        place.setLeft(left + self._text(painter, place, words("readiness.by"), 0.857, 400, "quiet"))
        more = words("readiness.more_ways", n=len(line) - 1) if len(line) > 1 else ""
        much = self._width(way.unit, 0.929, 500)
        needed = self._width(way.text, 0.929, 400) + much + self.desk.theme.px(0.6)
        if needed + self._width(more, 0.857, 400) > place.width():
            more = ""  # the name of what is shown before the number of what is not
        wide = self._width(more, 0.857, 400)
        name = place.adjusted(0, 0, -(wide + much + self.desk.theme.px(0.43)), 0)
        used = self._text(painter, name, way.text, 0.929, 400, "ink")
        place.setLeft(place.left() + used + self.desk.theme.px(0.43))
        shown = self._text(painter, place, way.unit, 0.929, 500, "ink")
        self._spots.append(Spot(way, QRectF(left, place.top(), place.left() + shown - left, place.height())))
        place.setLeft(place.left() + shown)
        self._text(painter, place, more, 0.857, 400, "quiet")

    def _width(self, text: str, em: float, weight: int) -> float:
        return QFontMetricsF(self.desk.theme.font(em, weight)).horizontalAdvance(text)

    def _text(self, painter: QPainter, box: QRectF, text: str, em: float, weight: int, role: str) -> float:
        """Draw a text on one line and give its width; what does not fit ends in dots."""
        if not text or box.width() <= 0:
            return 0.0
        font = self.desk.theme.font(em, weight)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self.desk.theme.colour(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)
