"""Edits as canonical JSON: one text per edit, and exactly that edit back."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields
from typing import Any, NoReturn, TypeVar, cast

from zcdesk.domain.answer import STANDINGS, Answer, Cite, Place
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
    YearsChange,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Row
from zcdesk.domain.series import Series
from zcdesk.domain.task import Task
from zcdesk.store.trouble import Unreadable

V = TypeVar("V", Answer, Row, Evidence, Pin, Series, Task)

_KINDS = {
    "str": str, "int": int, "bool": bool, "Standing": str, "MeterKind": str, "Reading": str, "tuple[Cite, ...]": tuple,
    "TaskWeight": str, "TaskState": str,
}  # fmt: skip
_FIELDS = {
    made: {
        f.name: (_KINDS[str(f.type)], () if _KINDS[str(f.type)] is tuple else f.default) for f in fields(made)
    }
    for made in (Answer, Row, Evidence, Pin, Series, Task)
}
_REQUIRED = {
    made: {name for name, (_, default) in declared.items() if default is MISSING}
    for made, declared in _FIELDS.items()
}
_AUTHOR = re.compile(r'\{"at":("(?:[^"\\]|\\.)*"),"by":("(?:[^"\\]|\\.)*"),')
_EDIT = {"label": str, "by": str, "at": str, "undoes": int, "redoes": int}


def encode(edit: Edit) -> str:
    """The canonical JSON of an edit: keys sorted, no spaces, no floats, values at their default left out.

    Raises
    ------
    TypeError
        If something in the edit has not the type that its class declares.
    ValueError
        If a text holds half of a surrogate pair, which no file can hold.
    """
    told: dict[str, Any] = {key: _exactly(kind, getattr(edit, key)) for key, kind in _EDIT.items()}
    told["changes"] = [_change_out(change) for change in edit.changes]
    content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content.encode("utf-8")
    return content


def decode(content: str) -> Edit:
    """The edit that `encode` told.

    Raises
    ------
    Unreadable
        If the text is not what `encode` writes.
    """
    try:
        told = _DECODER.decode(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"edit: {error}") from error
    if type(told) is not dict or told.keys() != {*_EDIT, "changes"} or type(told["changes"]) is not list:
        raise Unreadable("edit: not the keys of an edit")
    for key, kind in _EDIT.items():
        _check(kind, told[key], key)
    told["changes"] = tuple(_change_in(change) for change in told["changes"])
    return Edit(**told)


def heading(content: str) -> tuple[str, str, str, int, int]:
    """Label, author, time, and what it undoes and redoes, of an edit that `encode` told, without its changes."""
    try:
        told = _DECODER.decode(content)
        return told["label"], told["by"], told["at"], told["undoes"], told["redoes"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise Unreadable(f"edit: {error}") from error


def author(content: str) -> tuple[str, str]:
    """Author and time of an edit that `encode` told, read from its first bytes: the keys are sorted."""
    found = _AUTHOR.match(content)
    if found is None:
        raise Unreadable("edit: no author")
    at, by = (json.loads(part) for part in found.groups())
    return by, at


def place_mark(place: Place) -> str:
    """What stands in an edit that `encode` told if and only if it changes the answer at a place."""
    key = json.dumps([place.quantity, place.row, place.period], ensure_ascii=False, separators=(",", ":"))
    return f'"key":{key},"kind":"answer"'  # a quote inside a text is escaped, so that no text holds this


def kind_mark(kind: str) -> str:
    """What stands in an edit that `encode` told if and only if it has a change of a kind."""
    return f'"kind":"{kind}"'  # a quote inside a text is escaped, so that no text holds this


def cites_out(cites: tuple[Cite, ...]) -> str:
    """Cites as they stand in a column: a JSON list of ``[evidence, pages]``; empty where there is none."""
    return json.dumps(_cites_out(cites), ensure_ascii=False, separators=(",", ":")) if cites else ""


def cites_in(text: str) -> tuple[Cite, ...]:
    """The cites that `cites_out` told."""
    if not text:
        return ()
    try:
        return _cites_in(_DECODER.decode(text))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"cites: {error}") from error


def standing_in(text: str) -> Any:
    """The text, if it is a standing."""
    if text not in STANDINGS:
        raise Unreadable(f"standing: {text!r}")
    return text


def series_in(series: Series) -> Series:
    """The series, if it may be one."""
    if not series.sound:
        raise Unreadable(f"series: {series!r}")
    return series


def task_in(task: Task) -> Task:
    """The task, if it may be one."""
    if not task.sound:
        raise Unreadable(f"task: {task!r}")
    return task


def _change_out(change: Change) -> dict[str, Any]:
    match change:
        case AnswerChange(place, before, after):
            key: Any = [_exactly(str, part) for part in (place.quantity, place.row, place.period)]
            return {"kind": "answer", "key": key, "before": _value_out(before), "after": _value_out(after)}
        case RowChange(id_, row, row_after):
            return {"kind": "row", "key": _exactly(str, id_),
                    "before": _value_out(row), "after": _value_out(row_after)}  # fmt: skip
        case EvidenceChange(id_, evidence, evidence_after):
            return {"kind": "evidence", "key": _exactly(str, id_),
                    "before": _value_out(evidence), "after": _value_out(evidence_after)}  # fmt: skip
        case PinChange(id_, pin, pin_after):
            return {"kind": "pin", "key": _exactly(str, id_),
                    "before": _value_out(pin), "after": _value_out(pin_after)}  # fmt: skip
        case SettingChange(id_, text, text_after):
            return {"kind": "setting", "key": _exactly(str, id_), "before": _text_out(text),
                    "after": _text_out(text_after)}  # fmt: skip
        case SeriesChange(id_, series, series_after):
            return {"kind": "series", "key": _exactly(str, id_),
                    "before": _value_out(series), "after": _value_out(series_after)}  # fmt: skip
        case TaskChange(id_, task, task_after):
            return {"kind": "task", "key": _exactly(str, id_),
                    "before": _value_out(task), "after": _value_out(task_after)}  # fmt: skip
        case YearsChange(years, years_after):
            return {"kind": "years", "key": "", "before": [_exactly(str, y) for y in years],
                    "after": [_exactly(str, y) for y in years_after]}  # fmt: skip


def _change_in(told: object) -> Change:
    if type(told) is not dict or told.keys() != {"kind", "key", "before", "after"}:
        raise Unreadable("change: not the keys of a change")
    kind, key, before, after = told["kind"], told["key"], told["before"], told["after"]
    if kind == "answer":
        if type(key) is not list or [type(part) for part in key] != [str, str, str]:
            raise Unreadable(f"change: {key!r} is no place")
        return AnswerChange(Place(*key), _value_in(Answer, before), _value_in(Answer, after))
    _check(str, key, "key")
    match kind:
        case "row":
            return RowChange(key, _value_in(Row, before), _value_in(Row, after))
        case "evidence":
            return EvidenceChange(key, _value_in(Evidence, before), _value_in(Evidence, after))
        case "pin":
            return PinChange(key, _value_in(Pin, before), _value_in(Pin, after))
        case "setting":
            return SettingChange(key, _text_in(before), _text_in(after))
        case "series":
            return SeriesChange(key, _value_in(Series, before), _value_in(Series, after))
        case "task":
            return TaskChange(key, _value_in(Task, before), _value_in(Task, after))
        case "years" if key == "":
            return YearsChange(_years_in(before), _years_in(after))
    raise Unreadable(f"change: {kind!r} is no kind of change")


def _value_out(value: Answer | Row | Evidence | Pin | Series | Task | None) -> dict[str, Any] | None:
    if value is None:
        return None
    told: dict[str, Any] = {}
    for name, (kind, default) in _FIELDS[type(value)].items():
        held = _exactly(kind, getattr(value, name))
        if held != default:
            told[name] = _cites_out(held) if isinstance(held, tuple) else held
    return told


def _value_in(made: type[V], told: object) -> V | None:
    if told is None:
        return None
    if type(told) is not dict:
        raise Unreadable(f"{made.__name__}: not an object")
    declared = _FIELDS[made]
    for name, held in told.items():
        kind, default = declared.get(name, (None, None))
        if kind is tuple:
            told[name] = held = _cites_in(held)
        elif kind is None or type(held) is not kind:
            raise Unreadable(f"{made.__name__}: {name}")
        if held == default:
            raise Unreadable(f"{made.__name__}: {name} told though it is the default")
    if made is Answer and "standing" in told:
        standing_in(told["standing"])
    if not told.keys() >= _REQUIRED[made]:
        raise Unreadable(f"{made.__name__}: something is missing")
    value = made(**told)
    if isinstance(value, Series):
        series_in(value)
    elif isinstance(value, Task):
        task_in(value)
    return value


def _cites_out(cites: tuple[Cite, ...]) -> list[list[object]]:
    return [[_exactly(str, cite.evidence), _exactly(str, cite.pages)] for cite in cites]


def _cites_in(told: object) -> tuple[Cite, ...]:
    if type(told) is not list:
        raise Unreadable("cites: not a list")
    for pair in told:
        if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not str or type(pair[1]) is not str:
            raise Unreadable("cites: not pairs of texts")
    return tuple(Cite(evidence, pages) for evidence, pages in told)


def _years_in(told: object) -> tuple[str, ...]:
    if type(told) is not list or any(type(year) is not str for year in told):
        raise Unreadable("years: not a list of texts")
    return tuple(told)


def _text_out(text: str | None) -> str | None:
    return None if text is None else cast("str", _exactly(str, text))


def _text_in(told: object) -> str | None:
    if told is not None and type(told) is not str:
        raise Unreadable("setting: not a text")
    return told


def _exactly(kind: type, value: object) -> object:
    # a float or a Decimal here would be rounded or refused by JSON years later; a bool is not an int
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _check(kind: type, value: object, where: str) -> None:
    if type(value) is not kind:
        raise Unreadable(f"{where}: {value!r} is not {kind.__name__}")


def _no_float(text: str) -> NoReturn:
    raise Unreadable(f"{text} is not a whole number")


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)
