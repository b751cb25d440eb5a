"""Months painted: two lines in a cell, states by marks and never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.month_model import CHANGE, JANUARY, NAME, YEAR, MonthModel
from zcdesk.workbench.forms.cell_figures import unit_said
from zcdesk.workbench.forms.cells import CellRow

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NOT_FIRST, _NOT_LAST = "）》】」”、，。：；！？)/", "（《【「“("
"""Marks that begin no line, and marks that end none."""


class MonthDelegate(QStyledItemDelegate):
    """Paints every cell of a month table."""

    def __init__(self, desk: Desk, view: QTableView, model: MonthModel) -> None:
        super().__init__(view)
        self.desk, self.view, self.model = desk, view, model
        theme = desk.theme
        self.value = theme.font(0.929)
        self.strong = theme.font(0.929, 700)
        self.medium = theme.font(0.929, 500)
        self.small = theme.font(0.857)
        self.name = theme.font(1.0)
        self.name_strong = theme.font(1.0, 500)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.desk.theme.px(4), self.desk.theme.px(2.8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        at, column = index.row(), index.column()
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        current = self.view.currentIndex()
        here = current.row() == at
        self._ground(painter, rect, at, column, here)
        if column == NAME:
            self._name(painter, rect, at, here)
        elif self.model.fold(at) and column == JANUARY:
            self._sentence(painter, rect, at)
        elif column == CHANGE:
            self._change(painter, rect, at)
        elif column == YEAR:
            self._year(painter, rect, at)
        else:
            self._month(painter, rect, at, column)
        self._lines(painter, rect, at, column)
        if here and current.column() == column and self._has_focus():
            painter.setPen(QPen(self.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -2, -2))
        painter.restore()

    # pieces

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return self.desk.theme.colour(role)

    def _has_focus(self) -> bool:
        """Whether the ring is here: also while the window itself is behind another."""
        return self.view.window().focusWidget() is self.view

    def _ground(self, painter: QPainter, rect: QRect, at: int, column: int, here: bool) -> None:
        role = "surface"
        if column in (YEAR, CHANGE):
            role = "sunk"
        if here and column == NAME:
            role = "accent_soft"
        if JANUARY <= column <= YEAR and self.model.doubt(at, column) == "self":
            role = "doubt_soft"
        cell = self.model.cell(at, column)
        if cell is not None and cell.state == "wrong":
            role = "bad_soft"
        if self.view.in_block(at, column):
            role = "accent_soft"
        painter.fillRect(rect, self.colour(role))

    def _lines(self, painter: QPainter, rect: QRect, at: int, column: int) -> None:
        last = at == self.model.rowCount() - 1
        strong = not last and self.model.lines[at + 1].first and self.model.lines[at].row != ""
        painter.setPen(QPen(self.colour("rule" if strong else "line"), 1))
        if not last:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column in (NAME, YEAR - 1) or (column in (3, 6, 9) and not self.model.fold(at)):
            painter.setPen(QPen(self.colour("line"), 1))
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _name(self, painter: QPainter, rect: QRect, at: int, here: bool) -> None:
        line, row, px = self.model.lines[at], self.model.cells(at), self.desk.theme.px
        inset = px(0.857) + (0 if line.first or not line.row else px(1))
        upper, lower = self._halves(rect.adjusted(inset, 0, -px(0.3), 0))
        folded = bool(self.model.fold(at))
        said = self.desk.say(line.words)
        font = self.name_strong if here else self.name
        if QFontMetricsF(font).horizontalAdvance(said) > upper.width():
            font = self.medium if here else self.value
        rest = ""
        if QFontMetricsF(font).horizontalAdvance(said) > upper.width():
            font = self.small
            said, rest = _broken(said, QFontMetricsF(font), upper.width())
        painter.setFont(font)
        painter.setPen(self.colour("quiet" if folded and row is not None else "ink"))
        text = QFontMetricsF(font).elidedText(said, Qt.TextElideMode.ElideRight, upper.width())
        unit = self._unit(row) if row is not None else ""
        wide = QFontMetricsF(self.small).horizontalAdvance(f"{rest}{unit}") + px(2) > lower.width()
        if rest and (folded or wide or self.desk.say(line.detail)):  # a name may end in dots, a unit never
            text = QFontMetricsF(font).elidedText(
                self.desk.say(line.words), Qt.TextElideMode.ElideRight, upper.width()
            )
            rest = ""
        if folded and line.first is False:
            painter.drawText(rect.adjusted(inset, 0, 0, 0), _LEFT, text)
            return
        if row is None or (folded and not self.desk.say(line.detail)):
            painter.drawText(rect.adjusted(inset, 0, 0, 0), _LEFT, text)
            return
        painter.drawText(upper, _LEFT, text)
        painter.setFont(self.small)
        painter.setPen(self.colour("quiet"))
        unit = self._unit(row)
        detail = self.desk.say(line.detail)
        metrics = QFontMetricsF(self.small)
        left = lower.left()
        if rest:
            painter.setPen(self.colour("ink"))
            painter.drawText(lower, _LEFT, rest)
            painter.setPen(self.colour("quiet"))
            left += metrics.horizontalAdvance(rest) + px(0.6)
            lower.setLeft(left)
        painter.drawText(lower, _LEFT, unit)
        marked = lower.right() - left - metrics.horizontalAdvance(unit) > px(3)
        left += metrics.horizontalAdvance(unit) + px(0.3)
        if len(row.units) > 1:
            size = px(0.857)
            icon = self.desk.icons.pixmap("chevron-down", "quiet", 0.857, self.view.devicePixelRatioF())
            painter.drawPixmap(round(left), round(lower.center().y() - size / 2), icon)
            left += size + px(0.5)
        if marked and any(cell.state == "illustrative" for cell in (*row.months, row.year)):
            painter.drawText(lower, _RIGHT, self.desk.words("entry.mark.illustrative"))
            lower.setRight(lower.right() - px(1.6))
        if detail:
            room = lower.right() - left
            painter.drawText(
                QRectF(left, lower.top(), room, lower.height()),
                _LEFT,
                metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room),
            )

    def _unit(self, row: CellRow) -> str:
        """The unit of a line; where what it counts in is not chosen yet, that."""
        return unit_said(row.unit, self.desk.language) if row.unit else self.desk.words("entry.unit_open")

    def _sentence(self, painter: QPainter, rect: QRect, at: int) -> None:
        painter.setFont(self.small)
        painter.setPen(self.colour("quiet"))
        room = rect.adjusted(self.desk.theme.px(0.857), 0, 0, 0)
        text = QFontMetricsF(self.small).elidedText(
            self.model.sentence(at), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, text)

    def _month(self, painter: QPainter, rect: QRect, at: int, column: int) -> None:
        cell, row = self.model.cell(at, column), self.model.cells(at)
        if cell is None or row is None or self.model.fold(at):
            return
        pad = self.desk.theme.px(0.36)
        upper, lower = self._halves(rect.adjusted(pad, 0, -pad, 0))
        doubt = self.model.doubt(at, column)
        if cell.state == "empty":
            if self.model.to_fill(at, column):
                self._to_fill(painter, rect, upper, self._first_gap(at) == column, at)
        elif cell.state in ("none", "default"):
            painter.setFont(self.small)
            painter.setPen(self.colour("quiet"))
            painter.drawText(upper, _RIGHT, self.desk.words(f"entry.mark.{cell.state}"))
        else:
            role = {"zero": "quiet", "wrong": "bad"}.get(cell.state, "doubt" if doubt else "ink")
            self._figure(painter, upper, cell.shown, self.medium if doubt else self.value, role)
            if cell.state == "wrong":
                self._wave(painter, upper, cell.shown)
        if cell.last:
            self._figure(painter, lower, cell.last, self.small, "faint")
        if doubt:
            self._flag(painter, rect, doubt == "self")
        if cell.evidence:
            self._clip(painter, rect)

    def _year(self, painter: QPainter, rect: QRect, at: int) -> None:
        row = self.model.cells(at)
        if row is None:
            return
        pad = self.desk.theme.px(0.571)
        if self.model.fold(at):
            self._figure(painter, QRectF(rect).adjusted(0, 0, -pad, 0), "—", self.value, "faint")
            return
        upper, lower = self._halves(rect.adjusted(pad, 0, -pad, 0))
        given = row.year.state not in ("empty", "none", "default")
        doubt = self.model.doubt(at, YEAR)
        role = "bad" if row.year.state == "wrong" else "doubt" if doubt == "self" else "ink"
        text = row.year.shown if given and row.missing == 0 and not row.total else row.total or row.partial
        self._figure(painter, upper, text, self.strong, role)
        below, missing = row.last_total, self.model.lacking(at)
        if missing and row.partial:
            below = self.desk.words("entry.partial", n=missing)
        elif missing and self.model.may_stay_blank(at):
            below = self.desk.words("entry.state.blank")
        elif missing:
            below = self.desk.words("entry.lacking", n=missing)
        elif given and not below:
            below = self.desk.words("entry.by_year")
        self._figure(painter, lower, below, self.small, "quiet" if missing else "faint")
        if doubt:
            self._flag(painter, rect, doubt == "self")

    def _change(self, painter: QPainter, rect: QRect, at: int) -> None:
        row = self.model.cells(at)
        if row is None or self.model.fold(at) or not row.change:
            return
        doubt = self.model.doubt(at, CHANGE)
        room = QRectF(rect.adjusted(0, 0, -self.desk.theme.px(0.571), 0))
        self._figure(painter, room, f"{row.change} %", self.value, "doubt" if doubt == "self" else "quiet")
        if doubt:
            self._flag(painter, rect, doubt == "self")

    def _figure(self, painter: QPainter, room: QRectF, text: str, font: QFont, role: str) -> None:
        """A figure at the right; one too long for its cell is set narrower, never cut."""
        painter.setFont(font)
        painter.setPen(self.colour(role))
        width = QFontMetricsF(font).horizontalAdvance(text)
        if width <= room.width() or not text:
            painter.drawText(room, _RIGHT, text)
            return
        painter.save()
        painter.translate(room.left(), 0)
        painter.scale(room.width() / width, 1)
        painter.drawText(QRectF(0, room.top(), width + 1, room.height()), _RIGHT, text)
        painter.restore()

    def _first_gap(self, at: int) -> int:
        return next((column for column in range(JANUARY, YEAR) if self.model.to_fill(at, column)), 0)

    def _to_fill(self, painter: QPainter, rect: QRect, upper: QRectF, named: bool, at: int) -> None:
        """A dashed box; the first one of a line says what it means."""
        px = self.desk.theme.px
        box = QRectF(rect).adjusted(px(0.2), px(0.14), -px(0.2), -rect.height() / 2 + px(0.1))
        pen = QPen(self.colour("edge"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setFont(self.small)
        painter.setPen(self.colour("quiet"))
        if named:
            inside = QRectF(box.left(), upper.top(), box.width(), upper.height())
            inside.adjust(px(0.15), 0, -px(0.3), 0)
            key = "entry.state.blank" if self.model.may_stay_blank(at) else "entry.to_fill"
            self._figure(painter, inside, self.desk.words(key), self.small, "quiet")

    def _flag(self, painter: QPainter, rect: QRect, filled: bool) -> None:
        size = self.desk.theme.px(0.65)
        corner = QPointF(rect.topLeft()) + QPointF(1, 1)
        shape = QPolygonF([corner, corner + QPointF(size, 0), corner + QPointF(0, size)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.colour("doubt"), 1))
        painter.setBrush(self.colour("doubt") if filled else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _clip(self, painter: QPainter, rect: QRect) -> None:
        """Evidence is tied to it: a small corner at the lower left, told in words in the strip."""
        size = self.desk.theme.px(0.36)
        corner = QPointF(rect.left() + 1, rect.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour("edge"))
        painter.drawPolygon(QPolygonF([corner, corner + QPointF(size, 0), corner + QPointF(0, -size)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _wave(self, painter: QPainter, room: QRectF, text: str) -> None:
        width = min(QFontMetricsF(self.value).horizontalAdvance(text), room.width())
        painter.setPen(QPen(self.colour("bad"), 1, Qt.PenStyle.DotLine))
        bottom = room.bottom() - 1
        painter.drawLine(QPointF(room.right() - width, bottom), QPointF(room.right(), bottom))

    def _halves(self, rect: QRect) -> tuple[QRectF, QRectF]:
        room = QRectF(rect)
        top, height = room.top() + room.height() * 0.06, room.height() * 0.46
        return (
            QRectF(room.left(), top, room.width(), height),
            QRectF(room.left(), top + height * 0.93, room.width(), height * 0.95),
        )


def _broken(text: str, metrics: QFontMetricsF, room: float) -> tuple[str, str]:
    """A name in two pieces, the first as long as the room allows; English breaks between words."""
    marks = [at for at in range(1, len(text)) if text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST]
    if " " in text.strip():
        marks = [at for at in range(1, len(text)) if text[at] == " "]
    fitting = [at for at in marks if metrics.horizontalAdvance(text[:at]) <= room]
    return (text[: fitting[-1]], text[fitting[-1] :].strip()) if fitting else (text, "")


class MonthHeader(QHeaderView):
    """The head: quiet names, the current month marked by weight and ground."""

    def __init__(self, desk: Desk, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.desk, self.view = desk, view
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(desk.theme.px(1))
        self.setFixedHeight(desk.theme.px(2.1))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = self.desk.theme
        painter.save()
        model = self.view.model()
        ledger = isinstance(model, MonthModel) and model.ledger  # its rows have no months to name
        here = self.view.currentIndex().column() == section and section != NAME and not ledger
        painter.fillRect(rect, theme.colour("accent_soft" if here else "sunk"))
        painter.setFont(theme.font(0.857, 700 if here else 400))
        painter.setPen(theme.colour("ink" if here else "quiet"))
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        pad = theme.px(0.857 if section == NAME else 0.5)
        painter.drawText(rect.adjusted(pad, 0, -pad, 0), _LEFT if section == NAME else _RIGHT, text)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section == NAME or (section in (3, 6, 9, YEAR - 1) and not ledger):
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()
