"""Reading sheet: what a month asks, page by page in the order of the screen, to be written by hand and typed in again.

Beside each field stand the figure of the month before, that of the same month of last year, and the least and greatest
of the latest twelve months: what is far from them is read again at the meter and not in the office.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from pathlib import Path

from zcdesk.domain.answer import Place
from zcdesk.domain.document import Block, Cell, Column, Document, Heading, Paragraph, Row, Table
from zcdesk.domain.number import MINUS, NotANumber, plain, read
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.entry_book.entry_sheets import Line, Sheet
from zcdesk.report.pages.pdf import write
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench.naming import period_words
from zcdesk.workbench.printing.printing import cannot_write
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.workbench import Workbench, now
from zcdesk.workbench.workbook.entry_book import layout

NO_YEAR = Words("项目没有 {year} 年；有 {years}。", "The project has no year {year}; there is {years}.")
NO_MONTH = Words("月份要写 1 到 12，不是“{month}”。", "A month is 1 to 12, not '{month}'.")
NOTHING = Words("这些页上没有按月填的数据项。", "No item of these pages is asked by month.")
NO_PAGE = Words("没有“{id}”这一页；有 {known}。", "There is no page {id}; there is {known}.")
_LABELS = (
    "table", "figure", "note", "source", "continued", "group_continued", "unrounded", "company_seal",
    "list_of_tables", "list_of_figures",
)  # fmt: skip
_DIGITS, _LONGEST = 7, 12
_METER = Context(prec=_DIGITS)
"""Digits of a meter, and characters that stand in a column as they were typed."""

_TO_WRITE = "\n＿＿＿＿＿＿"
_TO_NOTE = "\n＿＿＿＿"
"""A line to write on, with room for a hand above it."""


def document(
    workbench: Workbench, year: str, month: int, language: Language, pages: Sequence[str] = ()
) -> Document:
    """The reading sheet of a month.

    Parameters
    ----------
    month : int
        1 to 12.
    pages : sequence of str
        Ids of the pages wanted, as of one workshop; all that ask by month where there are none.

    Raises
    ------
    Refused
        If the project has no such year, page or month, or nothing is asked by month.
    """
    if year not in workbench.project.years:
        raise Refused("year", NO_YEAR.fill(year=year, years="、".join(workbench.project.years)))
    if not 1 <= month <= 12:
        raise Refused("month", NO_MONTH.fill(month=month))
    sheets = [each for each in layout(workbench, year, language).sheets if _lines(each)]
    known = [each.id for each in sheets]
    for wanted in pages:
        if wanted not in known:
            raise Refused("page", NO_PAGE.fill(id=wanted, known="、".join(known)))
    chosen = [each for each in sheets if not pages or each.id in pages]
    if not chosen:
        raise Refused("nothing", NOTHING)
    say = wording(workbench, language)
    said = period_words(f"{year}-{month:02d}").into(language)
    plant = workbench.project.answers.get(Place("site.name"))
    company = plant.text if plant is not None and plant.text else say("missing.blank")
    blocks: list[Block] = []
    for number, sheet in enumerate(chosen, start=1):
        blocks += _blocks(sheet, number, month, said, say)
    return Document(
        title=say("sheet.title", company=company, month=said),
        company=company,
        subject=say("sheet.subject"),
        language=language,
        short_title=say("sheet.short", month=said),
        foot=say("foot.print", date=now()[:10]),
        page_of=say("page.of"),
        labels={key: say(f"label.{key}") for key in _LABELS},
        blocks=tuple(blocks),
        draft="",
        watermark="",
    )


def print_sheet(
    workbench: Workbench, year: str, month: int, language: Language, to: Path, pages: Sequence[str] = ()
) -> int:
    """Print the sheet as PDF; the number of its pages.

    Raises
    ------
    Refused
        As `document`, and where the place cannot be written.
    """
    made = document(workbench, year, month, language, pages)
    try:
        return write(made, to, workbench.catalogue.resources / "fonts")
    except OSError as bad:
        raise cannot_write(to, bad) from bad


def _lines(sheet: Sheet) -> list[Line]:
    """What a sheet asks by month of the rows that are there."""
    return [
        each
        for each in sheet.lines
        if each.monthly and each.kind == "number" and not each.code.startswith("+")
    ]


def _blocks(sheet: Sheet, number: int, month: int, said: str, say: Wording) -> Iterable[Block]:
    page = sheet.words.into(say.language)
    yield Heading(say("sheet.chapter", page=page, month=said), 1)
    yield Paragraph(say("sheet.how", page=page, month=said))
    columns = (
        Column(say("sheet.number"), align="right", role="code"),
        Column(say("sheet.item"), width=0.27),
        Column(say("sheet.unit")),
        Column(say("sheet.before"), align="right", role="number"),
        Column(say("sheet.last"), align="right", role="number"),
        Column(say("sheet.range"), align="right"),
        Column(say("sheet.now"), width=0.17),
        Column(say("sheet.note"), width=0.15),
    )
    rows: list[Row] = []
    row = ""
    for count, line in enumerate(_lines(sheet), start=1):
        if line.code != row:
            row = line.code
            if row:
                rows.append(Row((Cell(f"{row} {line.named.into(say.language)}".strip(), "strong"),), "group"))
        rows.append(_row(line, count, month, say))
    yield Table(
        str(number),
        say("sheet.table", page=page),
        columns,
        tuple(rows),
        notes=((say("sheet.ranged"), "grey"),),
    )
    yield Paragraph(say("sheet.signed"))


def _row(line: Line, number: int, month: int, say: Wording) -> Row:
    at = month - 1
    before = line.now[at - 1] if at else line.last[11]
    entered = _brief(line.now[at])
    beside = _brief(before), _brief(line.last[at]), _range(line, at)
    texts = (str(number), line.item.into(say.language), line.unit, *beside)
    cells = [Cell(text.replace("-", MINUS) if place > 2 else text) for place, text in enumerate(texts)]
    done = say("sheet.known", value=entered) if entered else _TO_WRITE
    return Row((*cells, Cell(done, "grey"), Cell(_TO_NOTE, "grey")))


def _range(line: Line, at: int) -> str:
    """Least and greatest of the latest twelve months with a figure before a month; empty where there are not two."""
    found: list[Decimal] = []
    for text in reversed((*line.last[:12], *line.now[:at])):
        try:
            found.append(read(text))
        except NotANumber:
            continue
        if len(found) == 12:
            break
    if len(found) < 2:
        return ""
    return f"{_short(min(found))}–{_short(max(found))}"


def _brief(text: str) -> str:
    """A figure as it is compared at a meter: a sum as what it comes to, and no more digits than a meter has."""
    if not text.startswith("=") and len(text) <= _LONGEST:
        return text
    try:
        return _short(read(text))
    except NotANumber:
        return text


def _short(value: Decimal) -> str:
    return plain(value) if len(value.as_tuple().digits) <= _DIGITS else plain(_METER.plus(value))
