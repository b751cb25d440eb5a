"""Tables side by side on one sheet: what stands beside a table with a column of days is not its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zcdesk.exchange.tables.heads import Column
from zcdesk.exchange.tables.report import is_aside


def apart(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a block, those of a table beside it and of a year ago left aside, and one column of periods."""
    kept = _without_a_year_ago(columns)
    first = next((each for each in kept if each.role == "period"), None)
    if first is None:
        return tuple(kept)
    pieces = list(_pieces(kept))
    own = next(piece for piece in pieces if first in piece)
    if any(each.role == "value" for each in own):
        for piece in pieces:
            roles = {each.role for each in piece}
            if piece is not own and {"name", "value"} <= roles:
                kept = [replace(each, role="other") if each in piece else each for each in kept]
    return tuple(
        replace(each, role="other") if each.role == "period" and each is not first else each for each in kept
    )


def _without_a_year_ago(columns: Sequence[Column]) -> list[Column]:
    """Where a column of days says that it is of a year ago, so are those behind it, up to the next column of days."""
    days = [each for each in columns if each.role == "period"]
    if all(is_aside(" ".join(each.names)) for each in days):
        return list(columns)
    kept: list[Column] = []
    aside = False
    for each in columns:
        if each.role == "period":
            aside = is_aside(" ".join(each.names))
        kept.append(replace(each, role="other") if aside and each.role in ("value", "period") else each)
    return kept


def _pieces(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Columns that stand together, with none between them that is empty."""
    piece: list[Column] = []
    for each in columns:
        if each.role != "empty":
            piece.append(each)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece
