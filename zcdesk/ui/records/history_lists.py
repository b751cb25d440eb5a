"""Lists of the history page: edits in words, and what differs between two moments in columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import overload

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.records.time_bar import TimeBar
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.workbench.past.finding_edits import Touch
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.past.timeline import Moment

BETWEEN = " · "
_MONTH = re.compile(r"\d{4}(年(\d{1,2}月)?|-\d\d)?$")
FITTED = 400
"""Rows of a list of differences that its columns are made to fit."""
_CODE = re.compile(r"[A-Z]+\d+ ")
LEAST = "宽…"
"""What a name is never cut below."""


class Edits(Sequence[Item]):
    """Rows of the list of edits, each retold when it is first looked at: a project may have tens of thousands."""

    def __init__(
        self, desk: Desk, listed: Sequence[Moment], hits: Mapping[int, Touch | bool] | None = None
    ) -> None:
        self._desk = desk
        self._rows: list[Moment | str] = []
        self._made: dict[int, Item] = {}
        self._hits = hits or {}
        bench = desk.workbench
        self._teller = Teller(bench.catalogue, bench.project, desk.language)
        day = ""
        for each in listed:
            if each.day != day:
                day = each.day
                self._rows.append(day)
            self._rows.append(each)

    def index_of(self, number: int) -> int:
        """Row of an edit; the first row if it is not listed."""
        return next(
            (at for at, held in enumerate(self._rows) if isinstance(held, Moment) and held.number == number),
            0,
        )

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        held = self._rows[at]
        if isinstance(held, str):
            return Item("", held, head=True)
        if at not in self._made:
            edit = self._desk.workbench.file.edit(held.number)
            told, hit = self._teller.edit(edit), self._hits.get(held.number)
            among = ""  # which of many cells it is that was looked for
            if isinstance(hit, Touch) and len(edit.changes) > 1:
                among = self._desk.words("history.among", what=hit.told)
            sealed = self._desk.words("history.sealed", what=held.sealed) if held.sealed else ""
            undone = self._desk.words("look.undone") if held.undone else ""
            note = " · ".join(part for part in (among, undone, sealed) if part)
            icon = "stamp" if held.sealed else told.icon
            right = f"{told.change}    {held.by}" if told.change else held.by
            self._made[at] = Item(str(held.number), told.what, note, held.time, right, icon)
        return self._made[at]


def shortened(text: str, metrics: QFontMetrics, room: int) -> str:
    """What is told of an edit in so much room, the longest part cut in its middle: ``F01 天…气 · 2025年3月 · 消耗量``.

    Parameters
    ----------
    text : str
        Parts with `BETWEEN` between them: row, month, quantity.
    metrics : QFontMetrics
    room : int
        What it may take. [px]

    Notes
    -----
    The month stays whole: without it nobody knows which cell it was.
    """
    parts = text.split(BETWEEN)
    wide = metrics.horizontalAdvance
    while wide(BETWEEN.join(parts)) > room:
        loose = {at: _least(part, metrics) for at, part in enumerate(parts) if not _MONTH.search(part)}
        loose = {at: least for at, least in loose.items() if wide(parts[at]) > least}
        if not loose:
            break
        at = max(loose, key=lambda each: wide(parts[each]))
        over = wide(BETWEEN.join(parts)) - room
        others = [wide(parts[each]) for each in loose if each != at]
        to = max(wide(parts[at]) - over, max(others, default=0), loose[at])
        head = _CODE.match(parts[at])
        kept = head.group() if head else ""
        rest = parts[at][len(kept) :]
        cut = kept + metrics.elidedText(
            rest, Qt.TextElideMode.ElideMiddle, min(to, wide(parts[at]) - 1) - wide(kept)
        )
        if cut == parts[at]:
            break
        parts[at] = cut
    told = BETWEEN.join(parts)
    return told if wide(told) <= room else metrics.elidedText(told, Qt.TextElideMode.ElideRight, room)


def _least(part: str, metrics: QFontMetrics) -> int:
    """What a part is never cut below, its number at the head kept. [px]"""
    head = _CODE.match(part)
    return metrics.horizontalAdvance((head.group() if head else "") + LEAST)


class EditPainter(RowPainter):
    """Paints an edit: what it was with its month whole, from what to what, by whom."""

    def shown(self, painter: QPainter, text: str, room: int) -> str:
        return (
            shortened(text, painter.fontMetrics(), room)
            if BETWEEN in text
            else super().shown(painter, text, room)
        )


class MomentList(Listing):
    """A list of the history: left and right, which it has no use for, move in time."""

    def __init__(self, painter: RowPainter, name: str, bar: TimeBar) -> None:
        super().__init__(painter, name)
        self._bar = bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._bar.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class DifferencePainter(EditPainter):
    """What differs, in columns: the thing, then, now, and the step of a number, which are never cut."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wide = (0, 0, 0)

    def fit(self, items: Sequence[Item], heads: Sequence[str]) -> None:
        """Make the columns of figures as wide as the widest of the first items, the thing has the rest."""
        metrics = QFontMetrics(self.theme.font(0.929, 500))
        first = items[:FITTED]
        columns = (
            [each.lead for each in first],
            [each.note for each in first],
            [each.right for each in first],
        )
        gap, most = self.theme.px(1.2), self.theme.px(13)
        self._wide = tuple(  # type: ignore[assignment]
            min(most, max(metrics.horizontalAdvance(text) for text in (head, *texts)) + gap)
            for head, texts in zip(heads[1:], columns, strict=True)
        )

    def content(self, painter: QPainter, box: QRect, item: object, selected: bool) -> None:
        assert isinstance(item, Item)
        right = Qt.AlignmentFlag.AlignRight
        for text, cell, weight, role in zip(
            (item.title, item.lead, item.note, item.right),
            self.columns(box),
            (500 if selected else 400, 400, 500, 400),
            ("ink", "quiet", "ink", "quiet"),
            strict=True,
        ):
            side = Qt.AlignmentFlag.AlignLeft if cell.left() == box.left() else right
            self.text(painter, cell, text, 0.929, weight, role, side)

    def columns(self, box: QRect) -> tuple[QRect, QRect, QRect, QRect]:
        """The four cells of a row; long texts then and now give way to the thing they are about, figures do not."""
        gap, ends = self.theme.px(0.857), [box.right()]
        wides, least = list(self._wide), self.theme.px(7.5)
        over = sum(wides) - round(box.width() * 0.56)
        for at in sorted((0, 1), key=lambda each: -wides[each]):
            given = max(min(over, wides[at] - least), 0)
            wides[at] -= given
            over -= given
        for wide in reversed(wides):
            ends.insert(0, ends[0] - wide)
        ends = [box.left(), *(max(each, box.left()) for each in ends)]
        return tuple(  # type: ignore[return-value]
            QRect(left, box.top(), end - left - (gap if at == 0 else 0), box.height())
            for at, (left, end) in enumerate(pairwise(ends))
        )


class ColumnHeads(QWidget):
    """The heads over the differences."""

    def __init__(self, painter: DifferencePainter, words: Sequence[str]) -> None:
        super().__init__()
        self._painter, self._words = painter, words
        self.over: QAbstractItemView | None = None
        """The list whose heads they are: a bar beside its rows takes room from them."""
        self.setFixedHeight(painter.theme.px(1.857))

    def paintEvent(self, _: object) -> None:
        painter, px = QPainter(self), self._painter.theme.px
        bar = self.width() - self.over.viewport().width() if self.over is not None else 0
        box = self.rect().adjusted(px(0.857), 0, -px(0.857) - max(bar, 0), 0)
        for text, cell in zip(self._words, self._painter.columns(box), strict=True):
            left = cell.left() == box.left()
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            self._painter.text(painter, cell, text, 0.857, 400, "quiet", side)
        painter.setPen(self._painter.theme.colour("edge"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
