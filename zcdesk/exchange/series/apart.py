"""What the whole of a table of readings shows that its first lines do not: columns that begin empty, and which texts
tell one meter from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zcdesk.domain.series import NONE
from zcdesk.exchange.series import series_fields as fields_of
from zcdesk.exchange.series.heads import Column, Heads
from zcdesk.exchange.series.series_fields import Fields

_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?")
_LOOKED = 500
"""Cells of a column by which it is known."""

_GAIN, _TWICE, _MOST = 0.1, 0.005, 0.9
"""Share of the lines that a column of texts must set apart to be one that tells meters; or share of the lines that have
a moment of another, and share of those. [-]"""

_CODE = re.compile(r"\d{6,}")
_FEW = 20
"""Lines for each of them that long numbers have at least where they are names of things."""

_CALLED = re.compile(r"id\b|name|site|plant|station|[场站厂表号户]", re.IGNORECASE)


def with_filled(heads: Heads, fields: Fields) -> Heads:
    """The layout with those columns of readings that begin only below the lines in which the heads were looked for."""
    more = [Column(at, 0, name) for at, name in heads.waits if _holds_readings(fields, at)]
    if not more:
        return heads
    held = {each.at for each in more}
    columns = tuple(sorted((*heads.columns, *more), key=lambda each: each.at))
    return replace(heads, columns=columns, texts=tuple(each for each in heads.texts if each[0] not in held))


def _holds_readings(fields: Fields, at: int) -> bool:
    """Whether numbers stand in a column that are many, where names of things would be few."""
    rows = np.flatnonzero(fields.ends[:, at] > fields.starts[:, at])
    cells = (fields_of.text(fields, row, at) for row in rows[:_LOOKED].tolist())
    told = [text for text in cells if not fields_of.is_nothing(text)]
    if not told or sum(bool(_NUMBER.fullmatch(each)) for each in told) * 2 < len(told):
        return False
    codes = sum(bool(_CODE.fullmatch(each)) for each in told) * 2 > len(told)
    return not codes or len(fields_of.factored(fields, at)[1]) * _FEW > len(rows)


def telling(
    fields: Fields, heads: Heads, codes: NDArray[np.int64], times: NDArray[np.int64]
) -> Iterator[int]:
    """The columns of texts that tell meters apart, beside those whose heads say so.

    Parameters
    ----------
    codes : array of int
        Of each line the number of its meter, as far as heads tell.
    times : array of int
        `NONE` where there is none.

    Notes
    -----
    Two readings of one moment are of two meters. A day of the week or a state that stands beside each reading sets
    nothing apart and is no meter.
    """
    if not heads.texts:
        return
    known = times != NONE
    moments, codes = times[known], codes[known]
    left = dict(heads.texts)
    named = heads.meter >= 0
    while left and len(moments):
        apart = _pairs(codes, moments)
        best, gain, taken = -1, 0, codes
        for at in left:
            more, texts = fields_of.factored(fields, at)
            made = codes * len(texts) + more[known]
            won = _pairs(made, moments) - apart
            if won > gain:
                best, gain, taken = at, won, made
        double = len(moments) - apart
        if gain < _GAIN * len(moments) and not (double > _TWICE * len(moments) and gain > _MOST * double):
            break
        yield best
        named = True
        del left[best]
        codes = np.unique(taken, return_inverse=True)[1].astype(np.int64)
    if not named:
        for at, name in left.items():  # one meter, called by what stands in every line
            if _CALLED.search(name) and len(fields_of.factored(fields, at)[1]) == 1:
                yield at
                return


def _pairs(codes: NDArray[np.int64], moments: NDArray[np.int64]) -> int:
    """How many meters have how many moments in all."""
    low = int(moments.min())
    span = int(moments.max()) - low + 1
    pairs = np.sort(codes * span + (moments - low))
    return len(pairs[:1]) + int(np.count_nonzero(pairs[1:] != pairs[:-1]))
