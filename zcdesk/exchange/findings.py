"""What a verifier found, as a file: JSON (``resources/schema/findings-1.json``) or a list in a table (.xlsx, .csv).

The view in a verification package writes the JSON; the table can be filled in by hand. Both go out again with what the
plant answered. A finding says where it stands in one short text, alike in all of them::

    fuel.amount[F01]@2025-03            an answer
    cn.machinery@2015:scope1.total@2025 a line of a method, its row in brackets where it has one
    E-003#2-4                           a piece of evidence, and its pages
    3-1 F01.7                           a code as printed, a report and its page, or whatever else: kept as written
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from zcdesk.domain.answer import Place, is_period, writable
from zcdesk.domain.task import TASK_STATES, WEIGHTS, Task, TaskState, TaskWeight
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.guards import NotReadable
from zcdesk.exchange.tables import workbook_in

SCHEMA = "zcdesk.findings/1"
LARGEST = 16 * 1024 * 1024
"""Size of a file that is still read. [bytes]"""

MOST = 20_000
"""Findings of one file."""

LONGEST = 20_000
"""Characters of one text."""

HEADS = {
    "number": Words("编号", "Number"),
    "where": Words("位置", "Where"),
    "what": Words("项目", "Item"),
    "weight": Words("级别", "Kind"),
    "text": Words("核查意见", "Finding"),
    "by": Words("提出人", "Raised by"),
    "at": Words("提出日期", "Raised on"),
    "state": Words("状态", "State"),
    "answer": Words("企业答复", "Answer of the plant"),
    "answered_by": Words("答复人", "Answered by"),
    "answered_at": Words("答复日期", "Answered on"),
}
"""Heads of the list, in their order."""

WEIGHT_WORDS = {
    "correction": Words("要改正", "To be corrected"),
    "question": Words("要说明", "To be explained"),
    "remark": Words("提示", "Remark"),
}
STATE_WORDS = {
    "open": Words("未答复", "Open"),
    "answered": Words("已答复", "Answered"),
    "closed": Words("已关闭", "Closed"),
}

_DAY = len("2026-03-01")
"""A list has days; the hours are in the JSON."""

_RISKY = "=+-@\t\r"
_EVIDENCE = re.compile(r"(E-\d{3,4})(?:\s*#\s*(.+))?")
_LINE = re.compile(r"([a-z0-9_.-]+@[a-zA-Z0-9_.-]+):([a-z0-9_.]+)(?:\[([^\]]*)\])?(?:@(\d{4}))?")
_PLACE = re.compile(r"([a-z0-9_]+(?:\.[a-z0-9_]+)*)(?:\[([^\]]*)\])?(?:@([\d-]*))?")


class NoFindings(NotReadable):
    """A file that cannot be read as findings; nothing of it was taken."""


NOT_READABLE = Words(
    "读不出来：不是核查意见文件（{schema}），或已损坏（{detail}）。请核查员从 view.html 重新下载。",
    "Not readable: no file of findings ({schema}), or a damaged one ({detail}). Ask the verifier to save it again from "
    "view.html.",
)
TOO_LARGE = Words(
    "文件太大，没有读；最多 {most} MB、{count} 条。",
    "The file is too large and was not read; at most {most} MB and {count} findings.",
)
NO_HEADS = Words(
    "表里没有“核查意见”这一列。第一行写：{heads}。",
    "There is no column 'Finding'. The first line says: {heads}.",
)
ENCODING = Words(
    "文字编码认不出来。另存为 UTF-8 或 .xlsx 再读。",
    "The encoding cannot be told. Save it as UTF-8 or .xlsx.",
)


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """One finding, as it stands in the file; times are as written."""

    number: str = ""
    where: str = ""
    what: str = ""
    weight: str = ""
    text: str = ""
    by: str = ""
    at: str = ""
    state: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """A file of findings.

    ``project`` is the digest of the first edit of the project, ``edits`` and ``digest`` number and digest of the last
    one that the verifier saw; all empty where the file was filled in by hand.
    """

    schema: str
    findings: tuple[Raised, ...]
    project: str = ""
    edits: int = 0
    digest: str = ""
    plant: str = ""
    by: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a finding stands; everything ``""`` for the project as a whole.

    Attributes
    ----------
    place : Place or None
        Of an answer, or of a line of `method`.
    method, evidence, pages, document : str
        As of `Task`.
    """

    place: Place | None = None
    method: str = ""
    evidence: str = ""
    pages: str = ""
    document: str = ""


def is_findings(data: bytes, name: str) -> bool:
    """Whether a file looks like one of these. Cheap, and never raises."""
    if data[:2] == b"PK":
        return workbook_in.holds(data, HEADS["text"].zh) or workbook_in.holds(data, HEADS["answer"].en)
    head = data[:4096]
    if SCHEMA.encode() in head:
        return True
    if not name.lower().endswith((".csv", ".txt")):
        return False
    try:
        first = _text(head[: head.find(b"\n")] if b"\n" in head else head).splitlines()[:1]
    except NoFindings:
        return False
    return bool(first) and any(HEADS["text"].zh in line or HEADS["answer"].en in line for line in first)


def read(data: bytes) -> Findings:
    """The findings of a file, as plain values.

    Raises
    ------
    NoFindings
        If it is none, is damaged, or too large.
    """
    if len(data) > LARGEST:
        raise NoFindings(TOO_LARGE.fill(most=LARGEST // 1_000_000, count=MOST))
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        found = _json(data)
    elif start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        found = _listed(_sheets(data))
    elif start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"<")):
        raise NoFindings(NOT_READABLE.fill(schema=SCHEMA, detail=start[:4].decode("latin-1")))
    else:
        found = _listed([_rows(_text(data))])
    if len(found.findings) > MOST:
        raise NoFindings(TOO_LARGE.fill(most=LARGEST // 1_000_000, count=MOST))
    return found


def _json(data: bytes) -> Findings:
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Findings)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as bad:
        raise NoFindings(NOT_READABLE.fill(schema=SCHEMA, detail=str(bad)[:200])) from bad
    if found.schema != SCHEMA:
        raise NoFindings(NOT_READABLE.fill(schema=SCHEMA, detail=found.schema[:60]))
    cleaned = (
        Raised(**{name: writable(getattr(each, name))[:LONGEST] for name in HEADS}) for each in found.findings
    )
    return msgspec.structs.replace(found, findings=tuple(cleaned))


def _sheets(data: bytes) -> Iterator[list[list[str]]]:
    try:
        opened = workbook_in.opened(data)
    except workbook_in.NoWorkbook as bad:
        raise NoFindings(bad.words) from bad
    for grid in opened.grids:
        yield [[_cell(cell) for cell in line] for line in grid.rows]


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "", "gb18030"):
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeError:
                continue
    raise NoFindings(ENCODING)


def _rows(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as bad:
        raise NoFindings(NOT_READABLE.fill(schema=SCHEMA, detail=str(bad))) from bad


def _listed(sheets: Any) -> Findings:
    """The list of the first sheet that has its heads, wherever they stand in its first lines."""
    for lines in sheets:
        for at, line in enumerate(lines[:20]):
            heads = {_plain(text): column for column, text in enumerate(line)}
            columns = {
                name: column
                for name, words in HEADS.items()
                if (column := heads.get(_plain(words.zh), heads.get(_plain(words.en)))) is not None
            }
            if "text" in columns:
                return Findings(schema=SCHEMA, findings=tuple(_raised(lines[at + 1 :], columns)))
    raise NoFindings(NO_HEADS.fill(heads="、".join(words.zh for words in HEADS.values())))


def _raised(lines: Sequence[Sequence[str]], columns: dict[str, int]) -> Iterator[Raised]:
    for line in lines:
        told = {
            name: _harmful(writable(line[column]).strip())[:LONGEST]
            for name, column in columns.items()
            if column < len(line)
        }
        if told.get("text") or told.get("number") or told.get("where"):
            yield Raised(**told)


def _plain(text: str) -> str:
    return "".join(str(text).split()).casefold()


def _harmful(text: str) -> str:
    """A text as it was before `_harmless`."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple(_RISKY) else text


def weight_of(text: str) -> TaskWeight | None:
    """The kind of a finding as written, by id or by word; ``question`` where nothing is written."""
    if not text.strip():
        return "question"
    return next((each for each in WEIGHTS if _plain(text) in _named(each, WEIGHT_WORDS)), None)


def state_of(text: str) -> TaskState | None:
    """The state as written; ``open`` where nothing is."""
    if not text.strip():
        return "open"
    return next((each for each in TASK_STATES if _plain(text) in _named(each, STATE_WORDS)), None)


def _named(id_: str, words: dict[str, Words]) -> tuple[str, str, str]:
    return id_, _plain(words[id_].zh), _plain(words[id_].en)


def where_of(text: str) -> Where:
    """Where a finding stands, from its text; see the head of this module."""
    said = " ".join(text.split())
    if found := _EVIDENCE.fullmatch(said):
        return Where(evidence=found[1], pages=found[2] or "")
    if found := _LINE.fullmatch(said):
        return Where(Place(found[2], found[3] or "", found[4] or ""), found[1])
    found = _PLACE.fullmatch(said)
    if found and is_period(found[3] or "") and ("." in found[1] or found[2] is not None or found[3]):
        return Where(Place(found[1], found[2] or "", found[3] or ""))
    return Where(document=said)


def where_text(task: Task) -> str:
    """The text that `where_of` reads."""
    if task.evidence:
        return f"{task.evidence}#{task.pages}" if task.pages else task.evidence
    if task.place is not None:
        return f"{task.method}:{task.place}" if task.method else str(task.place)
    return task.document


# out


def as_json(found: Findings) -> bytes:
    """The file that the view of a package reads."""
    told = {"schema": SCHEMA} | {
        key: getattr(found, key) for key in ("project", "edits", "digest", "plant", "by", "written")
    }
    told["findings"] = [{name: getattr(each, name) for name in HEADS} for each in found.findings]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(found: Findings, language: Language) -> bytes:
    """The list for any spreadsheet: UTF-8 with a byte-order mark, nothing in it taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows(_lines(found, language, _harmless))
    return out.getvalue().encode("utf-8-sig")


def as_workbook(found: Findings, language: Language) -> bytes:
    """The list as .xlsx, with the kinds and states to choose from."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    font = {"font_name": "宋体" if language == "zh" else "Arial", "font_size": 10, "valign": "top"}
    plain = book.add_format({**font, "text_wrap": True})
    strong = book.add_format({**font, "bold": True, "bottom": 1, "text_wrap": True})
    sheet = book.add_worksheet("核查意见" if language == "zh" else "Findings")
    for column, width in enumerate((8, 22, 28, 9, 40, 9, 11, 9, 34, 9, 11)):
        sheet.set_column(column, column, width, plain)
    for row, line in enumerate(_lines(found, language, str)):
        for column, text in enumerate(line):
            if text:
                sheet.write_string(row, column, text, plain if row else strong)
    last = max(len(found.findings) + 200, 400)
    for name, words in (("weight", WEIGHT_WORDS), ("state", STATE_WORDS)):
        column = list(HEADS).index(name)
        offered = [each.into(language) for each in words.values()]
        sheet.data_validation(1, column, last, column, {"validate": "list", "source": offered})
    sheet.freeze_panes(1, 1)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return buffer.getvalue()


def _lines(found: Findings, language: Language, shown: Any) -> Iterator[list[str]]:
    yield [words.into(language) for words in HEADS.values()]
    for each in found.findings:
        told = {name: getattr(each, name) for name in HEADS}
        weight, state = weight_of(each.weight), state_of(each.state)
        told["weight"] = WEIGHT_WORDS[weight].into(language) if weight else each.weight
        told["state"] = STATE_WORDS[state].into(language) if state else each.state
        for day in ("at", "answered_at"):
            told[day] = told[day][:_DAY].strip()
        yield [shown(told[name]) for name in HEADS]


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in tuple(_RISKY) else text
