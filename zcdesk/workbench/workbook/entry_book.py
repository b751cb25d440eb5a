"""Entry book: what a year of a project asks, page by page, as the sheets of an entry workbook."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from zcdesk.domain.answer import PROJECT, Answer, Place, months_of
from zcdesk.domain.form import Page, Question
from zcdesk.domain.number import NotANumber, plain, read
from zcdesk.domain.unit import BOUND, pretty
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Language, Words, same
from zcdesk.exchange.entry_book.entry_sheets import ABSENT, NO, UNKNOWN, YES, Kind, Layout, Line, Sheet
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.cells import as_shown, units_of
from zcdesk.workbench.forms.entry import is_monthly, row_options
from zcdesk.workbench.naming import row_words
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

NEW_ROWS = 3
"""Lines for rows that a table does not have yet."""

NO_METHOD = Words(
    "项目还没有核算方法，没有可填的。", "The project has no method yet, so that nothing is asked."
)
_NONE_OF = Words("本厂没有这一类", "The plant has none of these")
_NONE_NOTE = Words("没有的写“无”；有的留空。", "Write 'none' if there is none; otherwise leave blank.")


def layout(workbench: Workbench, year: str, language: Language | None) -> Layout:
    """The workbook of a year; what is answered is told in `language`, or left out where that is None.

    Raises
    ------
    Refused
        If the project has no method, so that nothing is asked.
    """
    if not workbench.inventories():
        raise Refused("no_method", NO_METHOD)
    name = workbench.project.answers.get(Place("site.name"))
    made = (_sheet(workbench, page, year, language) for page in guide.pages(workbench))
    return Layout(name.text if name else "", year, tuple(sheet for sheet in made if sheet.lines))


def kind_of(quantity: Quantity) -> Kind:
    """How a quantity is written in a cell."""
    return quantity.kind


def _sheet(workbench: Workbench, page: Page, year: str, language: Language | None) -> Sheet:
    lines: list[Line] = []
    if not page.table:
        lines += _lines(workbench, guide.asked(workbench, page, "", year), "", year, language)
        return Sheet(page.id, page.words, page.intro, _told_apart(lines))
    rows = [row.id for row in workbench.project.rows_of(page.table)]
    none = Place(page.table, "", PROJECT)
    if not rows:
        now = ABSENT.into(language) if language and guide.none_of(workbench, page.table, year) else ""
        lines.append(Line("", same(""), _NONE_OF, "absent", (none,), (now,), ("",), note=_NONE_NOTE))
    for row in rows:
        lines += _lines(workbench, guide.asked(workbench, page, row, year), row, year, language)
    label = workbench.catalogue.vocabulary.tables[page.table].label
    fresh = _fresh(workbench, page, label)
    for number in range(1, NEW_ROWS + 1):
        made = _lines(workbench, fresh, f"+{number}", year, language)
        lines += [
            Line(each.code, same(""), each.item, each.kind, each.places, each.now, each.last, each.unit, each.units,
                 each.options, each.note, not place)
            for place, each in enumerate(made)
        ]  # fmt: skip
    names = row_options(workbench, page.table)
    return Sheet(page.id, page.words, page.intro, _told_apart(lines), page.table, names)


def _fresh(workbench: Workbench, page: Page, label: str) -> tuple[Question, ...]:
    """What is asked of a row that is not there yet: whatever hangs on no other answer."""
    quantities, unread = workbench.catalogue.vocabulary.quantities, workbench.unread()
    asked = [
        each
        for each in page.questions
        if not each.when and each.quantity != label and each.quantity not in unread
    ]
    monthly = [each for each in asked if is_monthly(quantities[each.quantity])]
    wanted = [each for each in monthly if not quantities[each.quantity].optional] or monthly
    return tuple(wanted or asked)


def _lines(
    workbench: Workbench, questions: Iterable[Question], row: str, year: str, language: Language | None
) -> list[Line]:
    """The lines of a row, those with months first."""
    quantities = workbench.catalogue.vocabulary.quantities
    made = [_line(workbench, each, quantities[each.quantity], row, year, language) for each in questions]
    return [line for line in made if line.monthly] + [line for line in made if not line.monthly]


def _line(
    workbench: Workbench,
    question: Question,
    quantity: Quantity,
    row: str,
    year: str,
    language: Language | None,
) -> Line:
    vocabulary, answers = workbench.catalogue.vocabulary, workbench.project.answers
    new = row.startswith("+")
    before = str(int(year) - 1)
    if is_monthly(quantity):
        periods: tuple[str, ...] = (*months_of(year), year)
    else:
        periods = (PROJECT,) if quantity.per == "project" else (year,)
    places = tuple(Place(quantity.id, row, period) for period in periods)
    unit, units = ("", ()) if quantity.kind != "number" else units_of(workbench, quantity, row, year)
    if new and BOUND in quantity.unit:
        unit, units = "", ()
    now: tuple[str, ...] = ("",) * len(places)
    last = now
    if language is not None and not new:
        told = [answers.get(each) for each in places]
        now = tuple(_told(workbench, quantity, each, row, unit, language) for each in told)
        held = [
            answers.get(Place(quantity.id, row, before + each.period[4:])) if each.period else None
            for each in places
        ]
        last = tuple(_earlier(workbench, quantity, each, row, unit, language) for each in held)
    return Line(
        row,
        row_name(workbench, row) if row and not new else same(""),
        quantity.words,
        kind_of(quantity),
        places,
        now,
        last,
        pretty(unit),
        _pretty(units),
        tuple(vocabulary.lists.get(quantity.options, {}).values()) if quantity.kind == "choice" else (),
        _note(question.hint, quantity.where, quantity.definition),
    )


def row_name(workbench: Workbench, row: str) -> Words:
    """What a row is called, without its code."""
    words = row_words(workbench.project, workbench.catalogue.vocabulary, row)
    return Words(words.zh.removeprefix(row).strip(), words.en.removeprefix(row).strip())


@lru_cache(maxsize=4096)
def _note(hint: Words, where: Words, definition: Words) -> Words:
    """How to fill it in, and where it is found, each once."""
    parts = list(dict.fromkeys(each for each in (hint, where) if each.zh))
    if not parts:
        return definition
    zh, en = [_ended(each.zh, "。") for each in parts], [_ended(each.en, ".") for each in parts]
    return Words("".join(zh), " ".join(en))


@lru_cache(maxsize=512)
def _pretty(units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pretty(each) for each in units))


def _ended(text: str, stop: str) -> str:
    return text if text.endswith((".", "。", "?", "？", "!", "！", ")", "）")) else text + stop


def _told(
    workbench: Workbench, quantity: Quantity, answer: Answer | None, row: str, unit: str, language: Language
) -> str:
    """An answer as it is typed into a cell; with its unit where that is not the unit of the line."""
    if answer is None:
        return ""
    if answer.standing != "given":
        return (ABSENT if answer.standing == "none" else UNKNOWN).into(language)
    if quantity.kind == "yes_no":
        return {"yes": YES, "no": NO}.get(answer.text, same(answer.text)).into(language)
    if quantity.kind == "choice":
        option = workbench.catalogue.vocabulary.option(quantity.id, answer.text)
        return option.words.into(language) if option else answer.text
    if quantity.kind != "number":
        return answer.text
    resolver = next(iter(workbench.inventories().values())).resolver
    given = answer.unit or resolver.unit_text(quantity, row)
    if given == unit or resolver.ratio(given, unit) == 1 or BOUND in given:
        return answer.text
    value = _value(answer.text)
    return answer.text if value is None else f"{plain(value)} {pretty(given)}"


def _earlier(
    workbench: Workbench, quantity: Quantity, answer: Answer | None, row: str, unit: str, language: Language
) -> str:
    if answer is None or quantity.kind != "number" or answer.standing != "given":
        return _told(workbench, quantity, answer, row, unit, language)
    return as_shown(workbench, quantity, answer, row, unit)[0]


def _value(text: str) -> Decimal | None:
    try:
        return read(text)
    except NotANumber:
        return None


def _told_apart(lines: list[Line]) -> tuple[Line, ...]:
    """The lines, of which no two of a row have one name in either language."""
    found: list[Line] = []
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        said = []
        for text in (line.item.zh, line.item.en):
            key = (line.code, text)
            seen[key] = seen.get(key, 0) + 1
            said.append(text if seen[key] == 1 else f"{text} ({seen[key]})")
        item = Words(said[0], said[1])
        found.append(
            line
            if item == line.item
            else Line(line.code, line.named, item, line.kind, line.places, line.now, line.last, line.unit, line.units,
                      line.options, line.note, line.names)
        )  # fmt: skip
    return tuple(found)
