"""Fields of a large table of text, as arrays: whole numbers to the digit and texts each once, millions in a second.

No float stands between the text and the number: digits are added up in 64-bit whole numbers, place by place for all
fields at once. What is no plain decimal number is told apart and left to the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_BLOCK = 1 << 22
"""Bytes that are looked through at once."""

_FIELDS = 1 << 17
"""Fields that are read at once: few enough for their arrays to stay near the processor."""

_DIGITS = 18
"""Digits that fit into 64 bits whatever they are."""

_WIDEST = 64
"""Characters of a field that are told apart; longer ones are cut."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A table cut into fields.

    Attributes
    ----------
    data : array of uint8
        The text.
    starts, ends : array of int, shape (rows, columns)
        Where each field lies, without quotes and blanks around it.
    lines : array of int, shape (rows,)
        Number of the line of each row, from 0.
    """

    data: Bytes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    lines: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Decimals:
    """Numbers as they were written.

    Attributes
    ----------
    digits : array of int64
        All digits as one whole number.
    places : array of int8
        How many of them stand behind the point.
    state : array of int8
        `GIVEN`, `EMPTY`, or `ODD` for what could not be read.
    """

    digits: Whole
    places: NDArray[np.int8]
    state: NDArray[np.int8]


GIVEN, EMPTY, ODD = 0, 1, 2
_NOTHING = {
    "?",
    "??",
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "//",
    "null",
    "nan",
    "n/a",
    "na",
    "none",
    "#n/a",
    "无",
    "空",
    "缺",
}
"""What people write where there is no number."""


def is_nothing(said: str) -> bool:
    """Whether a text says that there is no number."""
    return said.lower() in _NOTHING


def cut(data: bytes, first: int, delimiter: str, columns: int) -> Fields | None:
    """Cut the lines from number `first` on into fields.

    Returns
    -------
    Fields or None
        None where a line has not as many fields as `columns`, or quotes enclose more than a field: the table must be
        written anew first.
    """
    buffer = np.frombuffer(data, np.uint8)
    size = len(data)
    found = []
    for at in range(0, size, _BLOCK):
        block = buffer[at : min(at + _BLOCK, size)]
        found.append((np.flatnonzero((block == ord(delimiter)) | (block == 10)) + at).astype(np.int32))
    if size and buffer[size - 1] != 10:
        found.append(np.array([size], np.int32))
    if not found:
        none = np.zeros((0, columns), np.int32)
        return Fields(buffer, none, none, np.zeros(0, np.int32))
    marks = np.concatenate(found)
    line_ends = np.flatnonzero((buffer.take(marks, mode="clip") == 10) | (marks == size)).astype(np.int32)
    begins = np.concatenate(
        (np.zeros(1, np.int32), line_ends[:-1] + 1)
    )  # index of the first mark of each line
    width = line_ends - begins + 1
    before = np.where(begins > 0, marks[np.maximum(begins, 1) - 1] + 1, 0)
    empty = marks[line_ends] - before <= (buffer[np.maximum(marks[line_ends], 1) - 1] == 13)
    wanted = (np.arange(len(line_ends)) >= first) & ~empty
    if not wanted.any():
        none = np.zeros((0, columns), np.int32)
        return Fields(buffer, none, none, np.zeros(0, np.int32))
    if (width[wanted] != columns).any():
        return None
    lines = np.flatnonzero(wanted).astype(np.int32)
    ends = marks[begins[lines][:, None] + np.arange(columns, dtype=np.int32)]
    starts = np.empty_like(ends)
    starts[:, 0] = before[lines]
    starts[:, 1:] = ends[:, :-1] + 1
    if b'"' in data and not _unquote(buffer, starts, ends):
        return None
    _strip(buffer, starts, ends)
    return Fields(buffer, starts, ends, lines)


def factored(fields: Fields, column: int) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """A column as texts, each once, and which of them stands in each row.

    Notes
    -----
    Fields are told apart by two sums over their bytes, 64 bits each; texts are those of the first row of each.
    """
    starts, ends = fields.starts[:, column], fields.ends[:, column]
    sums = np.empty(len(starts), np.uint64)
    for at in range(0, len(starts), _FIELDS):
        sums[at : at + _FIELDS] = _sum(fields.data, starts[at : at + _FIELDS], ends[at : at + _FIELDS])
    # most tables go on with the text of the line above, or of the one before that: look up only where it changes
    turns = np.flatnonzero(np.concatenate(([True], sums[1:] != sums[:-1]))) if len(sums) else np.zeros(0, int)
    _, first, back = np.unique(sums[turns], return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    codes = np.repeat(rank[back].astype(np.int32), np.diff(np.concatenate((turns, [len(sums)]))))
    rows = turns[first[order]]
    return codes, tuple(text(fields, int(row), column) for row in rows)


def text(fields: Fields, row: int, column: int) -> str:
    """What stands in a field."""
    start, end = int(fields.starts[row, column]), int(fields.ends[row, column])
    return fields.data[start : min(end, start + 200)].tobytes().decode("utf-8", errors="replace")


def decimals(fields: Fields, column: int, comma: bool = False) -> Decimals:
    """A column as numbers.

    Parameters
    ----------
    comma : bool
        A comma is the decimal point.
    """
    starts, ends = fields.starts[:, column], fields.ends[:, column]
    count = len(starts)
    made = Decimals(np.zeros(count, np.int64), np.zeros(count, np.int8), np.zeros(count, np.int8))
    point = ord("," if comma else ".")
    for at in range(0, count, _FIELDS):
        part = slice(at, at + _FIELDS)
        _read(fields.data, starts[part], ends[part], point, made, at)
    odd = np.flatnonzero(made.state == ODD)
    for row in odd:
        _again(text(fields, int(row), column), made, int(row), comma)
    return made


def _read(
    data: Bytes, starts: NDArray[np.int32], ends: NDArray[np.int32], point: int, made: Decimals, at: int
) -> None:
    width = ends - starts
    count, longest = len(starts), int(min(width.max(initial=0), _DIGITS + 3))
    digits, places = np.zeros(count, np.int64), np.zeros(count, np.int8)
    seen, bad = np.zeros(count, bool), width > longest
    minus = np.zeros(count, bool)
    there = np.zeros(count, np.int8)
    for place in range(longest):
        inside = place < width
        letter = data.take(starts + place, mode="clip")
        digit = letter - np.uint8(48)
        figure = inside & (digit < 10)
        np.multiply(digits, 10, out=digits, where=figure)
        np.add(digits, digit, out=digits, where=figure, casting="unsafe")
        there += figure
        places += figure & seen
        other = inside & ~figure
        dot = other & (letter == point)
        bad |= dot & seen
        seen |= dot
        other &= ~dot
        if place == 0:
            sign = other & ((letter == 45) | (letter == 43))
            minus = sign & (letter == 45)
            other &= ~sign
        bad |= other
    np.negative(digits, out=digits, where=minus)
    state = np.where(width == 0, EMPTY, np.where(bad | (there == 0) | (there > _DIGITS), ODD, GIVEN))
    part = slice(at, at + count)
    made.digits[part], made.places[part], made.state[part] = digits, places, state


def _again(said: str, made: Decimals, row: int, comma: bool) -> None:
    """What was no plain number: one with a power of ten, with blanks or wide digits in it, or nothing in words."""
    said = said.strip().translate(_WIDE).replace("\u2212", "-").replace(" ", "").replace("\u00a0", "")
    if not said or said.lower() in _NOTHING:
        made.state[row] = EMPTY
        return
    said = (
        said.replace(".", "").replace(",", ".")
        if comma
        else said.replace(",", "")
        if _grouped(said)
        else said
    )
    try:
        value = Decimal(said)
    except InvalidOperation:
        return
    if not value.is_finite():
        made.state[row] = EMPTY if value.is_nan() else ODD
        return
    sign, figures, power = value.as_tuple()
    exponent = int(power)
    if exponent > 0:
        figures, exponent = (*figures, *(0,) * exponent) if exponent <= _DIGITS else figures, min(exponent, 0)
    while len(figures) > _DIGITS and exponent < 0 and figures[-1] == 0:
        figures, exponent = figures[:-1], exponent + 1
    if exponent < -100 or len(figures) > _DIGITS:
        cutting = len(figures) - _DIGITS
        if not 0 < cutting <= -exponent or exponent < -100:
            return
        # the tail of a binary number, far below what any meter resolves: digits beyond the eighteenth
        figures, exponent = figures[:_DIGITS], exponent + cutting
    number = int("".join(map(str, figures)))
    made.digits[row], made.places[row], made.state[row] = -number if sign else number, -exponent, GIVEN


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _grouped(said: str) -> bool:
    """Whether commas stand where thousands part."""
    head, *groups = said.partition(".")[0].lstrip("+-").split(",")
    return bool(groups) and 1 <= len(head) <= 3 and all(len(each) == 3 for each in groups)


def _sum(data: Bytes, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> NDArray[np.uint64]:
    width = np.minimum(ends - starts, _WIDEST)
    made = np.full(len(starts), 1469598103934665603, np.uint64)
    for place in range(int(width.max(initial=0))):
        inside = place < width
        np.bitwise_xor(made, data.take(starts + place, mode="clip"), out=made, where=inside)
        np.multiply(made, np.uint64(1099511628211), out=made, where=inside)
        # the product alone never carries down: fold the upper half back
        np.bitwise_xor(made, made >> np.uint64(29), out=made, where=inside)
    return made


def _unquote(data: Bytes, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> bool:
    """Take quotes off; False if one encloses more than its field, or stands inside one."""
    last = np.where((ends > starts) & (data.take(ends - 1, mode="clip") == 13), ends - 1, ends)
    opened = (data.take(starts, mode="clip") == 34) & (last - starts >= 1)
    closed = (data.take(last - 1, mode="clip") == 34) & (last - starts >= 2)
    if (opened != closed).any():
        return False
    quotes = sum(
        int(np.count_nonzero(data[at : at + _BLOCK] == 34))
        for at in range(int(starts.min()), len(data), _BLOCK)
    )
    if quotes != 2 * int(np.count_nonzero(opened)):
        return False
    ends[:] = np.where(opened, last - 1, ends)
    starts += opened
    return True


def _strip(data: Bytes, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> None:
    """Take blanks and the first half of a line's end off, as many as three on each side."""
    for column in range(starts.shape[1]):
        start, end = starts[:, column], ends[:, column]
        for _ in range(3):
            last = data.take(end - 1, mode="clip")
            tail = (end > start) & ((last == 32) | (last == 13) | (last == 9))
            first = data.take(start, mode="clip")
            head = (start < end) & ((first == 32) | (first == 9))
            if not tail.any() and not head.any():
                break
            end -= tail
            start += head & (start < end)
