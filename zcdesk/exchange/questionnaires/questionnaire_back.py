"""A filled questionnaire read back: what was answered, shares computed, and every cell that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from zcdesk.domain.number import CONTEXT, NotANumber, read
from zcdesk.domain.questionnaire import Asked, Path, Questionnaire
from zcdesk.domain.words import Words
from zcdesk.exchange.questionnaires.questionnaire_out import ANSWER, KEY, MARK, NO, NOTE, SUPPLIER, YES, key
from zcdesk.exchange.tables.workbook_in import NoWorkbook, opened

LARGEST = 16 * 1024 * 1024
"""Size of a workbook that is still read. [bytes]"""

WIDEST, DEEPEST = 64, 4000
"""Columns and rows of a sheet that are looked at."""

Value = str | Decimal
"""An option, ``yes`` or ``no``, a text, or an amount in the unit of its question."""


class NoQuestionnaire(Exception):
    """A file that is no workbook of this questionnaire.

    Attributes
    ----------
    words : Words
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that was not taken: ``1.2 D9``, and why."""

    cell: str
    words: Words


@dataclass(slots=True)
class Returned:
    """What came back.

    Attributes
    ----------
    answers : dict of str to str or Decimal
        By the key of a question, or of one amount or option of it; what was left blank is not there.
    remarks : dict of str to str
        Evidence and remarks beside them.
    tables : dict of str to list of dict
        Rows of the tables, by the ids of their columns.
    doubts : list of Doubt
    """

    supplier: str = ""
    answers: dict[str, Value] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def returned(data: bytes, made: Questionnaire) -> Returned:
    """Read a filled workbook, in whichever language it was sent.

    Raises
    ------
    NoQuestionnaire
        If it is no workbook, too large, or of another questionnaire.
    """
    if len(data) > LARGEST:
        raise NoQuestionnaire("文件太大，不是发出的问卷。", "The file is too large to be the questionnaire.")
    try:
        sheets = {grid.name: grid.rows for grid in opened(data).grids}
    except NoWorkbook as bad:
        raise NoQuestionnaire(bad.words.zh, bad.words.en) from bad
    if _key(next(iter(sheets.values()), [])[:1]) != f"{MARK} {made.id}":
        text = (
            "不是这份问卷的工作簿，或第一张表被换掉了。",
            "Not a workbook of this questionnaire, or its first sheet is gone.",
        )
        raise NoQuestionnaire(*text)
    found = Returned()
    known = dict(_asked(made))
    for place, (name, rows) in enumerate(sheets.items()):
        if place == 0:
            _questions(rows, known, made, found)
        elif _key(rows[:1]) in known:
            _table(name, rows, known[_key(rows[:1])], _key(rows[:1]), found)
    return found


def share(answers: Mapping[str, Value], path: Path, asked: Asked) -> Decimal | None:
    """The share of a ``percent`` question; None while an amount is blank or the whole is none. [%]"""
    got = {each.id: answers.get(key(path, asked, each.id)) for each in asked.amounts}
    if any(not isinstance(value, Decimal) for value in got.values()):
        return None
    top = sum((Decimal(str(got[each.id])) for each in asked.amounts if each.side == "top"), Decimal(0))
    below = next(Decimal(str(got[each.id])) for each in asked.amounts if each.side == "bottom")
    return CONTEXT.divide(top * 100, below) if below > 0 else None


def _asked(made: Questionnaire) -> Iterator[tuple[str, Asked]]:
    for path in made.path:
        for asked in path.question:
            yield key(path, asked), asked
            for each in (
                asked.amounts if asked.kind == "percent" else asked.options if asked.kind == "choices" else ()
            ):
                yield key(path, asked, each.id), asked


def _questions(
    rows: list[list[Any]], known: Mapping[str, Asked], made: Questionnaire, found: Returned
) -> None:
    for number, row in enumerate(rows[:DEEPEST], start=1):
        id_, typed, cell = _key([row]), _text(_at(row, ANSWER)), f"D{number}"
        if id_ == SUPPLIER:
            found.supplier = typed
        if id_ not in known:
            continue
        if remark := _text(_at(row, NOTE)):
            found.remarks[id_] = remark
        if not typed:
            continue
        if id_ in found.answers:
            found.doubts.append(
                Doubt(cell, Words("这一题出现了两次，只用第一次。", "Twice there; the first is taken."))
            )
            continue
        value, wrong = _value(known[id_], id_, _at(row, ANSWER), made)
        if wrong is not None:
            found.doubts.append(Doubt(cell, wrong))
        elif value is not None:
            found.answers[id_] = value
    for path in made.path:
        for asked in path.question:
            whole = share(found.answers, path, asked) if asked.kind == "percent" else None
            if whole is not None and whole > 100:
                text = (
                    f"{asked.words.zh}超过 100 %，核对两个量。",
                    f"{asked.words.en} is above 100 %: check the amounts.",
                )
                found.doubts.append(Doubt(key(path, asked), Words(*text)))


def _table(name: str, rows: list[list[Any]], asked: Asked, id_: str, found: Returned) -> None:
    columns = {each.id: each for each in asked.columns}
    heads = [_text(each) for each in (rows[1] if len(rows) > 1 else [])[:WIDEST]]
    for number, row in enumerate(rows[3:DEEPEST], start=4):
        told: dict[str, Value] = {}
        for place, head in enumerate(heads):
            typed = _text(_at(row, place))
            if head not in columns or not typed:
                continue
            amount = _number(_at(row, place)) if columns[head].unit else typed
            if amount is None:
                text = (
                    f"“{typed}”不是数；单位是 {columns[head].unit}。",
                    f"'{typed}' is no number; the unit is {columns[head].unit}.",
                )
                found.doubts.append(Doubt(f"{name} {chr(65 + place)}{number}", Words(*text)))
            else:
                told[head] = amount
        if told:
            found.tables.setdefault(id_, []).append(told)


def _value(asked: Asked, id_: str, cell: Any, made: Questionnaire) -> tuple[Value | None, Words | None]:
    """A cell as an answer, or what is wrong with it."""
    typed = _text(cell)
    if asked.kind in ("number", "percent"):
        if "#" not in id_ and asked.kind == "percent":
            return None, None
        amount = _number(cell)
        if amount is None or amount < 0:
            return None, Words(f"“{typed}”不是不小于零的数。", f"'{typed}' is no number of zero or more.")
        return amount, None
    if asked.kind == "text":
        return typed, None
    if asked.kind in ("yes_no", "choices"):
        pairs = [("yes", YES), ("no", NO)] if asked.kind == "yes_no" or "#" in id_ else []
    else:
        pairs = [(each.id, each.words) for each in (made.level if asked.kind == "level" else asked.options)]
    for option, words in pairs:
        if typed.casefold() in (words.zh.casefold(), words.en.casefold()):
            return option, None
    return None, Words(f"“{typed}”不在可选的答案里。", f"'{typed}' is none of the answers offered.")


def _number(cell: Any) -> Decimal | None:
    """An amount as typed: a cell of the workbook or a text such as ``1,200``; None if it is none."""
    if isinstance(cell, bool):
        return None
    try:
        found = Decimal(repr(cell)) if isinstance(cell, (int, float)) else read(_text(cell))
    except (InvalidOperation, NotANumber):
        return None
    return found if found.is_finite() else None


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _at(row: list[Any], place: int) -> Any:
    return row[place] if place < len(row) else None


def _key(rows: list[list[Any]]) -> str:
    return _text(_at(rows[0], KEY)) if rows else ""
