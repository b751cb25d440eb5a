"""Where the figures of a table can go: every amount that the pages ask for, of every row there is and of new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from zcdesk.calc.resolve import Resolver
from zcdesk.domain.answer import PROJECT, Place
from zcdesk.domain.form import Page
from zcdesk.domain.record import dataclass
from zcdesk.domain.unit import BOUND, UnitError, UnitTable, pretty
from zcdesk.domain.vocabulary import Option, Quantity, Vocabulary
from zcdesk.domain.words import Words
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.entry import is_monthly
from zcdesk.workbench.forms.row_units import is_open, units_told
from zcdesk.workbench.forms.units import offered
from zcdesk.workbench.naming import row_words
from zcdesk.workbench.tables.names import others
from zcdesk.workbench.workbench import Workbench

NEW = "+"
"""Begins the row of a target that is not in the project yet: ``+diesel``, the option, or the text it is named by."""

ADDED = Words("新增：{row} · {item}", "New: {row} · {item}")
OWN = Words("新增一行，名称照表：{item}", "A new row, named as in the table: {item}")

_USUAL = ("MWh", "kWh", "万kWh", "GJ", "MJ", "t", "kg", "L", "万Nm3", "Nm3", "m3(20℃)", "万m3(20℃)", "m3", "万m3",
          "tce", "kgce", "万元", "元", "万t", "GWh")  # fmt: skip
"""Spellings that stand for all others of the same unit."""


@dataclass(frozen=True, slots=True)
class Target:
    """An amount of a row.

    Attributes
    ----------
    quantity : Quantity
    row : str
        ``F01``; ``+diesel`` for a new one; ``+`` for one that is named as the table names it; ``""`` for none.
    words : Words
    unit : str
        Canonical unit, the row's own put in.
    units : tuple of str
        Units in which it may be typed.
    rows, items : tuple of str
        What the row, and the amount, are called.
    main : bool
        It is the first amount that is asked of the row.
    """

    quantity: Quantity
    row: str
    words: Words
    unit: str
    units: tuple[str, ...]
    rows: tuple[str, ...]
    items: tuple[str, ...]
    main: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Quantity and row."""
        return self.quantity.id, self.row

    @property
    def new(self) -> bool:
        """Whether its row is not there yet."""
        return self.row.startswith(NEW)


def targets(workbench: Workbench) -> tuple[Target, ...]:
    """All of them in the order of the pages; of a table first the rows that are there."""
    names = others(workbench.catalogue)
    resolver = next(iter(workbench.inventories().values())).resolver
    found: dict[tuple[str, str], Target] = {}
    for page in guide.pages(workbench):
        if page.group == "inventory" or not page.table:
            for each in _page(workbench, page, resolver, names):
                found.setdefault(each.key, each)
    return tuple(found.values())


def unit_reader(table: UnitTable) -> _Units:
    """Reads a text as a unit, by the spelling that stands for all others; ``""`` where it is none."""
    return _Units(table)


class _Units:
    def __init__(self, table: UnitTable) -> None:
        self._table = table
        self._usual = {
            (unit.scale, unit.dimensions): unit.text for unit in map(table.parse, reversed(_USUAL))
        }
        self._read = lru_cache(maxsize=4096)(self._of)

    def __call__(self, text: str) -> str:
        return self._read(text)

    def _of(self, text: str) -> str:
        plain = text.strip()
        if not plain or len(plain) > 24 or plain[0].isdigit():
            return ""
        try:
            unit = self._table.parse(plain)
        except UnitError:
            return ""
        return self._usual.get((unit.scale, unit.dimensions), plain)


def _page(
    workbench: Workbench, page: Page, resolver: Resolver, names: Mapping[str, tuple[str, ...]]
) -> list[Target]:
    vocabulary, unread = workbench.catalogue.vocabulary, workbench.unread()
    asked = [vocabulary.quantities[each.quantity] for each in page.questions if each.quantity not in unread]
    amounts = [each for each in asked if each.kind == "number" and each.per != "project"]
    if not amounts:
        return []
    first = next((each for each in amounts if is_monthly(each) and not each.optional), amounts[0])
    found: list[Target] = []
    rows = [row.id for row in workbench.project.rows_of(page.table)] if page.table else [""]
    for row in rows:
        words = row_words(workbench.project, vocabulary, row) if row else None
        called = _row_names(workbench, page, row, words, names) if words else ()
        for quantity in amounts:
            found.append(
                _target(vocabulary, resolver, quantity, row, words, called, names, quantity is first)
            )
    if page.table:
        fresh = [each for each in amounts if is_monthly(each) and not each.optional] or [first]
        label = vocabulary.tables[page.table].label
        options = vocabulary.lists.get(vocabulary.quantities[label].options, {}).values() if label else ()
        for option in options:
            found += [
                _fresh(resolver, vocabulary.tables[page.table].bound, each, option, names, each is first)
                for each in fresh
            ]
        if label and vocabulary.quantities[label].kind == "text":
            for each in amounts:
                if BOUND not in each.unit:
                    units = offered(resolver, each.unit, each)
                    words, items = OWN.fill(item=each.words), _items(each, names)
                    found.append(Target(each, NEW, words, each.unit, units, (), items, each is first))
    return found


def _target(
    vocabulary: Vocabulary,
    resolver: Resolver,
    quantity: Quantity,
    row: str,
    words: Words | None,
    called: tuple[str, ...],
    names: Mapping[str, tuple[str, ...]],
    main: bool,
) -> Target:
    unit = resolver.unit_text(quantity, row)
    told = (
        quantity.words
        if words is None
        else Words(f"{words.zh} · {quantity.words.zh}", f"{words.en} · {quantity.words.en}")
    )
    units = offered(resolver, unit, quantity)
    if is_open(resolver, quantity, row):  # the unit of the file may say what the row counts in
        units = tuple(dict.fromkeys([*units, *units_told(vocabulary, resolver, quantity)]))
    return Target(quantity, row, told, unit, units, called, _items(quantity, names), main)


def _fresh(
    resolver: Resolver,
    bound: str,
    quantity: Quantity,
    option: Option,
    names: Mapping[str, tuple[str, ...]],
    main: bool,
) -> Target:
    unit = quantity.unit.replace(bound, option.unit or bound) if bound else quantity.unit
    words = ADDED.fill(row=option.words, item=quantity.words)
    called = (option.words.zh, option.words.en, *_other(option.id, names))
    return Target(
        quantity,
        NEW + option.id,
        words,
        unit,
        offered(resolver, unit, quantity),
        called,
        _items(quantity, names),
        main,
    )


def _row_names(
    workbench: Workbench, page: Page, row: str, words: Words, names: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The code and name of a row, its option's other names, and what else a text says of it."""
    answers, vocabulary = workbench.project.answers, workbench.catalogue.vocabulary
    held = answers.get(Place(vocabulary.tables[page.table].label, row, PROJECT))
    texts = [
        answer.text
        for question in page.questions
        if vocabulary.quantities[question.quantity].kind == "text"
        and (answer := answers.get(Place(question.quantity, row, PROJECT)))
    ]
    bare = (words.zh.removeprefix(row).strip(), words.en.removeprefix(row).strip())
    other = _other(held.text, names) if held else ()
    return tuple(dict.fromkeys(each for each in (row, *bare, *other, *texts) if each))


def _items(quantity: Quantity, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (quantity.words.zh, quantity.words.en, *names.get(quantity.id, ()))


def _other(option: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return next((told for key, told in names.items() if key.partition(":")[2] == option), ())


def shown(unit: str) -> str:
    """A unit for people; nothing where a row's own unit is not known yet."""
    return "" if BOUND in unit else pretty(unit)


def by_key(all_: Sequence[Target]) -> dict[tuple[str, str], Target]:
    """Targets by quantity and row."""
    return {each.key: each for each in all_}
