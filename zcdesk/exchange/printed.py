"""Printed lines of a published report from a file: JSON of schema ``zcdesk.printed/1``, or a table (CSV).

Figures are taken as text, so that ``8,711.80`` has two decimals; JSON numbers keep the digits they are written with.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from zcdesk.domain.finding import Finding
from zcdesk.domain.number import NotANumber, read
from zcdesk.domain.printed import PrintedLine, PrintedReport, Relation

SCHEMA = "zcdesk.printed/1"
LARGEST = 8 * 1024 * 1024
"""Size of a file that is still read. [bytes]"""
MOST = 5_000
"""Lines that are still read."""

_FIELDS = {
    "id": ("id", "编号", "序号", "代号"),
    "name": ("name", "名称", "项目", "指标", "排放源", "line"),
    "value": ("value", "数值", "排放量", "数据", "值", "amount"),
    "unit": ("unit", "单位"),
    "period": ("period", "year", "年度", "年份", "期间"),
    "kind": ("kind", "类别"),
    "part_of": ("part_of", "属于", "上级"),
    "sign": ("sign", "正负"),
    "share": ("share", "占比", "比例", "占比(%)", "占比（%）"),
    "share_of": ("share_of", "占谁"),
}
_INPUTS = ("input", "活动数据", "因子", "输入")
_MANY = {"万": 4, "亿": 8}
_EXPONENT = re.compile(r"[eE]([+-]?\d+)$")


class PrintedError(Exception):
    """A file that is no list of printed lines; ``findings`` say why, in the words of their codes."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{item.code} {dict(item.details)}" for item in findings))
        self.findings = findings


def load(path: Path) -> PrintedReport:
    """The report that a file describes.

    Raises
    ------
    PrintedError
    """
    name = path.name

    def refuse(code: str, **details: str) -> PrintedError:
        return PrintedError(Finding(code, "error", None, (("file", name), *details.items())))

    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as bad:
        raise refuse("file_unreadable", why=bad.strerror or type(bad).__name__) from bad
    if size > LARGEST:
        raise refuse("file_too_large", size=str(size), most=str(LARGEST))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise refuse("printed_kind")
    text = _text(content)
    if text is None:
        raise refuse("printed_kind")
    if not text.strip():
        raise refuse("file_empty")
    return _json(text, name) if text.lstrip()[0] in "{[" else _table(text, name)


def half_of(text: str) -> Decimal:
    """Half a unit of the last digit of a printed figure: ``8,711.80`` 0.005, ``12万`` 5000."""
    body = text.strip().removesuffix("%").replace(",", "").replace("，", "").strip()
    power = 0
    for mark, many in _MANY.items():
        if body.endswith(mark):
            body, power = body[:-1], many
    exponent = _EXPONENT.search(body)
    if exponent:
        body, power = body[: exponent.start()], power + int(exponent[1])
    places = len(body.partition(".")[2])
    return Decimal(5).scaleb(power - places - 1)


def _text(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _json(text: str, name: str) -> PrintedReport:
    def refuse(code: str, **details: str) -> PrintedError:
        return PrintedError(Finding(code, "error", None, (("file", name), *details.items())))

    try:
        data = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (json.JSONDecodeError, RecursionError) as bad:
        at = (bad.lineno, bad.colno) if isinstance(bad, json.JSONDecodeError) else (1, 1)
        raise refuse("not_json", line=str(at[0]), column=str(at[1])) from bad
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        found = str(data.get("schema", ""))[:40] if isinstance(data, dict) else ""
        raise refuse("json_schema", found=found, wanted=SCHEMA)
    listed = data.get("lines")
    if not isinstance(listed, list) or not listed:
        raise refuse("json_missing_field", where="$", name="lines")
    lines = _lines([each if isinstance(each, dict) else {} for each in listed], name, "lines")
    relations = tuple(
        Relation(str(each.get("result", "")), str(each.get("formula", "")), str(each.get("name", "")))
        for each in data.get("relations", ())
        if isinstance(each, dict)
    )
    report = data.get("report")
    about: Mapping[str, Any] = report if isinstance(report, dict) else {}
    return PrintedReport(str(about.get("title", "")), str(about.get("source", "")), lines, relations)


def _table(text: str, name: str) -> PrintedReport:
    first = text.splitlines()[0]
    mark = max((",", "\t", ";"), key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=None), delimiter=mark))
    except csv.Error as bad:  # a field of a hundred thousand characters
        raise PrintedError(Finding("printed_kind", "error", None, (("file", name),))) from bad
    heads = {cell.strip().lower(): at for at, cell in enumerate(rows[0])}
    columns = {
        field: next((heads[each] for each in spellings if each in heads), -1)
        for field, spellings in _FIELDS.items()
    }
    if columns["value"] < 0 or columns["name"] < 0:
        raise PrintedError(Finding("printed_heads", "error", None, (("file", name),)))
    listed = [
        {field: row[at].strip() for field, at in columns.items() if 0 <= at < len(row)}
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]
    return PrintedReport(name, "", _lines(listed, name, "", first=2))


def _lines(listed: list[dict[str, Any]], name: str, at: str, first: int = 0) -> tuple[PrintedLine, ...]:
    """The lines, or everything that is wrong with them."""
    wrong: list[Finding] = []
    found: list[PrintedLine] = []
    taken: set[str] = set()
    if len(listed) > MOST:
        raise PrintedError(Finding("printed_many", "error", None, (("file", name), ("most", str(MOST)))))
    for number, raw in enumerate(listed, start=first):
        where = f"{at}[{number}]" if at else str(number)

        def told(code: str, where: str = where, **details: str) -> Finding:
            return Finding(code, "error", None, (("file", name), ("where", where), *details.items()))

        field = {key: str(raw.get(key, "") or "") for key in _FIELDS}
        if not field["value"] or field["value"] in ("-", "—", "/"):
            if at:
                wrong.append(told("json_missing_field", name="value"))
            continue  # a row of headings in a table
        try:
            value = read(field["value"])
            share = read(field["share"]) if field["share"] not in ("", "-", "—", "/") else None
        except NotANumber as bad:
            wrong.append(told("printed_number", text=(bad.part or field["value"])[:40]))
            continue
        id_ = field["id"] or f"n{number}"
        if id_ in taken:
            wrong.append(told("stands_twice", id=id_))
        taken.add(id_)
        found.append(
            PrintedLine(
                id_,
                field["name"],
                field["value"],
                value,
                half_of(field["value"]),
                field["unit"],
                field["period"],
                "input" if field["kind"] in _INPUTS else "result",
                field["part_of"],
                field["sign"] in ("-", "minus", "负", "扣减"),
                share,
                half_of(field["share"]) if share is not None else Decimal(0),
                field["share_of"],
            )
        )
    if wrong:
        raise PrintedError(*wrong[:20])
    return tuple(found)
