"""Bill view: bills that were seen, as rows of text for the desk: one for each bill, and one for each field of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zcdesk.domain.bill import Said
from zcdesk.domain.change import AnswerChange
from zcdesk.domain.words import Language, Words, same
from zcdesk.workbench.bills.billing import BillSeen, Read, Seen, preview_bills
from zcdesk.workbench.bills.figures import NO_LINES, key, title
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.workbench import Workbench

UNREAD = Words("读不出来", "not read")
AT_PAGE = Words("第 {page} 页", "page {page}")
FROM = Words("读自“{words}”", "read from '{words}'")
CONFIDENCE = {
    "A": Words("版式核对过原件", "layout checked against an original"),
    "B": Words(
        "版式核对过公开的解析程序，原件未见过", "layout checked against public programs, no original seen"
    ),
    "C": Words("版式没有核对过", "layout unconfirmed"),
}


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill in the list.

    Attributes
    ----------
    at : int
        Its place among the files.
    name, note : str
        What it is called; what becomes of it.
    state : str
        ``new``, ``changed`` or ``refused``: the worst of its figures that matter.
    """

    at: int
    name: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a bill, or a figure that it answers.

    Attributes
    ----------
    name, value : str
    note : str
        The words it was read from; for a figure, what is taken for granted or why it is not taken.
    page : int
        From 1; 0 where there are no pages.
    box : tuple of float
        Left, top, right, bottom on its page; empty where there is none. [pt]
    state : str
        Of a figure as in `BillRow`; ``""`` for a field, ``unread`` for one that could not be read.
    rule : str
        Id of what a figure answers; ``""`` for a field.
    figure : bool
        It may become an answer; a field only tells.
    """

    name: str
    value: str
    note: str
    page: int = 0
    box: tuple[float, ...] = ()
    state: str = ""
    rule: str = ""
    figure: bool = False


def rows(seen: Seen, language: Language) -> tuple[BillRow, ...]:
    """The bills in their order."""
    return tuple(_row(at, bill, language) for at, bill in enumerate(seen.bills))


def _row(at: int, bill: BillSeen, language: Language) -> BillRow:
    name = title(bill.bill).into(language) if bill.bill is not None else bill.name
    if bill.trouble is not None:
        return BillRow(at, name, bill.trouble.into(language), "refused")
    taken = [each.cell for each in bill.read if each.cell.state != "refused"]
    lost = [each for each in bill.read if each.cell.state == "refused" and each.figure.rule is not None]
    if taken:
        told = "；" if language == "zh" else "; "
        note = told.join(f"{cell.words.into(language)} {cell.after}" for cell in taken)
        return BillRow(at, name, note, "changed" if any(cell.state == "changed" for cell in taken) else "new")
    why = next((each.cell.reason for each in (*lost, *bill.read) if each.cell.reason is not None), NO_LINES)
    return BillRow(at, name, why.into(language), "refused")


def fields(bill: BillSeen, language: Language) -> tuple[FieldRow, ...]:
    """What a bill answers first, then everything that was read of it, and what was not."""
    found = [_figure(each, language) for each in bill.read]
    if bill.bill is None:
        return tuple(found)
    layout = bill.bill.layout
    for id_, where in layout.field.items():
        said = bill.bill.said.get(id_)
        if said is not None:
            found.append(_field(where.words, said, language))
        elif where.needed:
            found.append(FieldRow(where.words.into(language), "", UNREAD.into(language), state="unread"))
    columns = layout.line.column if layout.line is not None else {}
    for number, line in enumerate(bill.bill.lines, start=1):
        told = ", ".join(f"{columns[id_].words.into(language)} {said.text}" for id_, said in line.items())
        first = next(iter(line.values()))
        found.append(replace(_field(same(f"{number}"), first, language), value=told))
    return tuple(found)


def _field(words: Words, said: Said, language: Language) -> FieldRow:
    note = FROM.fill(words=said.words).into(language)
    if said.page:
        note = f"{AT_PAGE.fill(page=said.page).into(language)}  {note}"
    return FieldRow(words.into(language), said.text, note, said.page, said.box)


def _figure(read: Read, language: Language) -> FieldRow:
    cell, figure = read.cell, read.figure
    first = next((said for said in figure.said if said.box), figure.said[0] if figure.said else None)
    flags = [flag.into(language) for flag in figure.flags]
    note = " ".join([cell.reason.into(language), *flags] if cell.reason is not None else flags)
    told = f"{cell.before} → {cell.after}" if cell.before and cell.state == "changed" else cell.after
    return FieldRow(
        cell.words.into(language),
        told,
        note,
        first.page if first is not None else 0,
        first.box if first is not None else (),
        cell.state,
        figure.rule.id if figure.rule is not None else "",
        True,
    )


def told_of(bill: BillSeen, language: Language) -> str:
    """The layout that a bill was read by, and how sure that is."""
    if bill.bill is None:
        return ""
    layout = bill.bill.layout
    return f"{layout.words.into(language)} · {CONFIDENCE[layout.confidence].into(language)}"


def without(workbench: Workbench, seen: Seen, at: int, options: Options) -> Seen:
    """The same bills but one."""
    files = [(bill.data, bill.name) for place, bill in enumerate(seen.bills) if place != at]
    return preview_bills(workbench, files, options)


def again(workbench: Workbench, seen: Seen, options: Options) -> Seen:
    """The same bills over the project as it is now, or told otherwise."""
    return preview_bills(workbench, [(bill.data, bill.name) for bill in seen.bills], options)


def in_month(seen: Seen, at: int, month: str, options: Options) -> Options:
    """What is told of bills, with the month of one."""
    bill = seen.bills[at]
    named = (key(bill.bill) if bill.bill is not None else "") or bill.name
    months = options.told.get("months", {})
    held = months if isinstance(months, Mapping) else {}
    return replace(options, told={**options.told, "months": {**held, named: month}})


def in_row(rule: str, row: str, options: Options) -> Options:
    """What is told of bills, with the row of a kind of goods."""
    rows_ = options.told.get("rows", {})
    held = rows_ if isinstance(rows_, Mapping) else {}
    return replace(options, told={**options.told, "rows": {**held, rule: row}})


def counted(seen: Seen) -> int:
    """How many answers would be written."""
    return sum(
        isinstance(each, AnswerChange) and each.after is not None and bool(each.place.period)
        for each in seen.preview.changes
    )


def month_choices(years: Iterable[str]) -> list[str]:
    """The months of the accounting years, newest first."""
    return [f"{year}-{month:02d}" for year in sorted(years, reverse=True) for month in range(12, 0, -1)]


def row_choices(workbench: Workbench, rule: str, language: Language) -> list[tuple[str, str]]:
    """The rows into which goods of a kind may go, by code and name; the last makes a new one."""
    from zcdesk.workbench.bills.places import NEW
    from zcdesk.workbench.naming import row_words

    answers = next((each for each in workbench.catalogue.bills.answers if each.id == rule), None)
    vocabulary = workbench.catalogue.vocabulary
    table = vocabulary.quantities[answers.quantity].table if answers is not None else ""
    if not table:
        return []
    held = [
        (row.id, f"{row.id}  {row_words(workbench.project, vocabulary, row.id).into(language)}")
        for row in workbench.project.rows_of(table)
    ]
    return [*held, (NEW, Words("新增一行", "a new row").into(language))]
