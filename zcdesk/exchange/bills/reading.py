"""An electronic bill read by layouts that are data: each value with the words it stands in, and what could not be read.

A bill is XML, an OFD or a PDF with a text layer. Nothing is guessed: a value that does not stand where the layout says
is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from zcdesk.domain.bill import Bill, BillLayout, Columns, Said, Where
from zcdesk.domain.day import day
from zcdesk.domain.number import NotANumber, plain, read
from zcdesk.domain.words import Words
from zcdesk.exchange import guards
from zcdesk.exchange.bills import ofd_in, pdf_in, xml_in
from zcdesk.exchange.bills.pages import Line, Page, Word, around, found, text
from zcdesk.exchange.bills.table import rows_of
from zcdesk.exchange.bills.xml_in import Node
from zcdesk.exchange.guards import NotReadable

LINES = 2000
"""Lines that a bill may have."""

_SHOWN = 160
"""Characters of a bill that are told beside a value."""

_BELOW = 3
"""A value below its label stands within so many times the height of the label."""

_NUMBER = re.compile(r"[-−－+]?\s*[¥￥]?\s*[-−－]?\s*\d[\d,，]*(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")

NO_BILL = Words(
    "认不出是哪种账单。能读的有：{known}。别的账单照着填在页面上，把文件附作证据。",
    "It cannot be told which bill this is. What can be read: {known}. Type others in on their page and attach the file "
    "as evidence.",
)
DIFFER = Words(
    "各页写的{what}不同：{first}，{other}；用的是第一个。",
    "The pages differ in {what}: {first}, {other}; the first is taken.",
)
OTHER = Words(
    "是 {kind} 文件，不是电子账单。能读的是数电票的 XML、OFD、PDF，和供电公司的电子账单（PDF）。",
    "This is a file of the kind {kind}, no electronic bill. What can be read: e-invoices as XML, OFD or PDF, and bills "
    "of the grid companies as PDF.",
)


def looks_like_one(data: bytes, name: str) -> bool:
    """Whether a file may be a bill: quick, and never raises."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if b"%PDF" in data[:1024]:
        return True
    if data.startswith(b"PK"):
        return name.lower().endswith(".ofd") or b"OFD.xml" in data[:4096] or b"OFD.xml" in data[-65536:]
    return start.startswith(b"<") or b"<\0?\0x\0m\0l\0" in data[:64]


def bill_of(data: bytes, layouts: Sequence[BillLayout]) -> Bill:
    """What a bill says.

    Raises
    ------
    NotReadable
        If it is no bill of a known layout, or cannot be read; with the way out.
    """
    told = Node("")
    pages: tuple[Page, ...] = ()
    trees: list[tuple[str, Node]] = []
    if b"%PDF" in data[:1024]:
        pages = pdf_in.pages_of(data)
    elif data.startswith(b"PK"):
        held = ofd_in.opened(data)
        told, pages, trees = held.told, held.pages, list(held.attached)
    elif kind := guards.kind(data):
        raise NotReadable(OTHER.fill(kind=kind))
    else:
        guards.measured(data, xml_in.LARGEST)
        trees = [("", xml_in.parsed(data))]
    for name, tree in trees:
        for layout in layouts:
            if layout.form == "xml" and all(tree.first(path) is not None for path in layout.know):
                return _read(layout, tree, (), name)
    whole = text(pages)
    for layout in layouts:
        if layout.form == "page" and pages and all(_pattern(each).search(whole) for each in layout.know):
            if layout.unread.zh:
                raise NotReadable(layout.unread)
            return _read(layout, told, pages, "")
    raise NotReadable(NO_BILL.fill(known="、".join(each.words.zh for each in layouts if not each.unread.zh)))


def _read(layout: BillLayout, tree: Node, pages: tuple[Page, ...], name: str) -> Bill:
    said: dict[str, Said] = {}
    for id_, where in layout.field.items():
        value = _in_tree(tree, where, name) or _on_page(pages, where)
        if value is not None:
            said[id_] = value
    lines: list[Mapping[str, Said]] = []
    if layout.line is not None:
        lines = list(_lines(tree, layout.line, name)) or list(_rows(pages, layout.line))
    notes = [
        DIFFER.fill(what=where.words, first=days[0], other=days[1])
        for where in layout.field.values()
        if where.kind == "day" and len(days := _days(pages, where)) > 1
    ]
    unread = [id_ for id_, where in layout.field.items() if where.needed and id_ not in said]
    if layout.line is not None and not lines:
        unread.append("line")
    return Bill(layout, said, tuple(lines[:LINES]), tuple(unread), tuple(notes))


def _in_tree(tree: Node, where: Where, name: str) -> Said | None:
    for path in where.path:
        node = tree.first(path)
        if node is not None and (value := _value(node.text, where)):
            at = f"{name} {path}".strip()
            return Said(value, f"{where.words.zh}：{node.text[:_SHOWN]}", at)
    return None


def _lines(tree: Node, columns: Columns, name: str) -> Iterator[Mapping[str, Said]]:
    for path in columns.path:
        nodes = list(tree.all(path))[:LINES]
        for number, node in enumerate(nodes, start=1):
            told: dict[str, Said] = {}
            for id_, where in columns.column.items():
                value = _in_tree(node, where, name)
                if value is not None:
                    told[id_] = Said(value.text, value.words, f"{name} {path}[{number}]".strip())
            if told:
                yield told
        if nodes:
            return


def _on_page(pages: tuple[Page, ...], where: Where) -> Said | None:
    """The value behind its label: to the right on the same line, or on one of the two lines close below."""
    if where.between:
        return _between(pages, where)
    for label in where.label:
        places = list(found(pages, _pattern(label)))
        if len(places) < where.nth:
            continue
        page, line, match = places[where.nth - 1]
        later = [each for each in places[where.nth :] if each[1] is line]
        end = later[0][2].start() if later else len(line.text)
        right = _matched(page, line, match.end(), end, match.start(), where)
        if right is not None:
            return right
        left, top, wide, bottom = line.box(*match.span())
        for below in page.lines[line.number : line.number + 2]:
            if below.words[0].box[1] > bottom + _BELOW * (bottom - top):
                break
            for at, (word, start) in enumerate(zip(below.words, below.starts, strict=True)):
                if at and below.words[at - 1].text.endswith((":", "：")):
                    continue  # it has a label of its own
                middle = (word.box[0] + word.box[2]) / 2
                if left - 20 <= middle <= wide + 60:
                    value = _matched(page, below, start, start + len(word.text), start, where)
                    if value is not None:
                        return Said(value.text, f"{match[0]}：{value.words}", value.at, value.page, value.box)
    return None


def _days(pages: tuple[Page, ...], where: Where) -> list[str]:
    """Every day that stands behind the label on any page."""
    days: dict[str, None] = {}
    for label in where.label:
        for page, line, match in found(pages, _pattern(label)):
            said = _matched(page, line, match.end(), len(line.text), match.start(), where)
            if said is not None:
                days[said.text] = None
    return list(days)


def _matched(page: Page, line: Line, start: int, end: int, shown: int, where: Where) -> Said | None:
    piece = line.text[start:end]
    pattern = _pattern(
        where.value or {"number": _NUMBER.pattern, "day": _DAY.pattern}.get(where.kind, r"\S+")
    )
    match = pattern.search(piece)
    if match is None:
        return None
    group = 1 if where.value and pattern.groups else 0
    value = _value(match[group] or "", where)
    if not value:
        return None
    first, last = start + match.start(group), start + match.end(group)
    words = line.text[shown : min(start + match.end(), shown + _SHOWN)].strip()
    return Said(value, words, f"p.{page.number} l.{line.number}", page.number, line.box(first, last))


def _between(pages: tuple[Page, ...], where: Where) -> Said | None:
    top, bottom = (_pattern(each) for each in where.between)
    for page in pages:
        above = next((line.number for line in page.lines if top.search(line.text)), 0)
        if not above:
            continue
        taken = []
        for line in page.lines[above:]:
            if bottom.search(line.text):
                break
            taken.append(line)
        words = _beside_their_head([word for line in taken for word in line.words])
        told = " ".join(word.text for word in words)
        if value := _value(told, where):
            box = around(word.box for word in words)
            return Said(value, told[:_SHOWN], f"p.{page.number} l.{above + 1}", page.number, box)
    return None


def _beside_their_head(words: list[Word]) -> list[Word]:
    """The words without the letters of a head that is written downwards, left of all of them."""
    edge = min((word.box[0] for word in words if len(word.text) > 1), default=0.0)
    return [word for word in words if len(word.text) > 1 or word.box[2] > edge]


def _rows(pages: tuple[Page, ...], columns: Columns) -> Iterator[Mapping[str, Said]]:
    """The rows of the tables, each value with the words of its row."""
    for row in rows_of(pages, columns):
        told: dict[str, Said] = {}
        for id_, (value, box) in row.cells.items():
            clean = _value(value, columns.column[id_])
            if clean:
                at = f"p.{row.page} l.{row.line}"
                told[id_] = Said(clean, row.words[:_SHOWN], at, row.page, box)
        if told:
            yield told


def _value(told: str, where: Where) -> str:
    """A text as the value of its kind; ``""`` if it is none."""
    told = told.strip()
    if where.value and not where.label and not where.between:
        match = _pattern(where.value).search(told)
        if match is None:
            return ""
        told = match[1 if _pattern(where.value).groups else 0] or ""
    if where.kind == "number":
        return number(told)
    if where.kind == "day":
        match = _DAY.search(told)
        if match is None:
            return ""
        parts = [each for each in match.groups() if each]
        made = f"{parts[0]}-{int(parts[1]):02d}-{int(parts[2]):02d}"
        return made if day(made) else ""
    return told


def number(told: str) -> str:
    """A number as bills write it, with all its digits and without its separators; ``""`` if it is none."""
    match = _NUMBER.search(told)
    if match is None:
        return ""
    digits = re.sub(r"[\s¥￥,，]", "", match[0]).replace("−", "-").replace("－", "-").replace("+", "")
    sign, bare = ("-", digits.replace("-", "")) if "-" in digits else ("", digits)
    try:
        value: Decimal = read(bare)
    except NotANumber:
        return ""
    return f"{sign if value else ''}{plain(value)}"


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
