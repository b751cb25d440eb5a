"""Every reading of what a scheme leaves open, side by side: the value and the verdict that each gives."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from zcdesk.calc.readiness import Assessed, Options, Reading
from zcdesk.domain.words import Language
from zcdesk.workbench.readiness.parts import ICONS, Piece, Role
from zcdesk.workbench.readiness.view import Telling, state_of
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class ReadingCell:
    """A value or a verdict in one reading, with its mark."""

    piece: Piece
    icon: str
    role: Role


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading in words, and what it gives; `chosen` if the plant has recorded it."""

    name: str
    chosen: bool
    cells: tuple[ReadingCell, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of some choices: value and verdict of each criterion that depends on them."""

    heads: tuple[str, ...]
    rows: tuple[ReadingRow, ...]


def readings(workbench: Workbench, key: str, year: str, language: Language) -> tuple[Readings, ...]:
    """Every reading of a scheme in a year; choices that no criterion reads together stand in parts of their own."""
    id_, _, edition = key.partition("@")
    found = readiness(workbench, id_, edition)
    telling = Telling(workbench, found, year, language)
    assessed = [each for each in telling.assessed if each.choices]
    sets = {frozenset(each.choices) for each in assessed}
    widest = [each for each in sets if not any(each < other for other in sets)]
    order = [tuple(choice for choice in telling.scheme.choices if choice in each) for each in widest]
    order.sort(key=lambda choices: telling.scheme.choices.index(choices[0]))
    return tuple(_part(telling, choices, assessed) for choices in order)


def _part(telling: Telling, choices: tuple[str, ...], assessed: list[Assessed]) -> Readings:
    mine = [each for each in assessed if set(each.choices) <= set(choices)]
    vocabulary = telling.workbench.catalogue.vocabulary
    lists = [tuple(vocabulary.lists[vocabulary.quantities[choice].options]) for choice in choices]
    recorded = telling.found.recorded(choices)
    rows: list[ReadingRow] = []
    for taken in product(*lists):
        options = dict(zip(choices, taken, strict=True))
        cells = tuple(cell for each in mine for cell in _cells(telling, each, options))
        rows.append(ReadingRow(telling.options(options), recorded == options, cells))
    heads: list[str] = []
    for each in mine:
        level = telling.say.of(telling.scheme.levels[each.levels[0].level])
        number = each.criterion.number.partition(" ")[0]
        named = f"{number} {telling.say.of(each.criterion.words)}"
        heads += [named, level] if each.criterion.value else [named]
    return Readings(tuple(heads), tuple(rows))


def _cells(telling: Telling, found: Assessed, options: Options) -> tuple[ReadingCell, ...]:
    reading = _of(found, options)
    criterion, judged = found.criterion, reading.levels[0]
    name = telling.say.of(criterion.words)
    state = state_of(judged)
    icon, role = ICONS[state]
    level = telling.say.of(telling.scheme.levels[judged.level])
    said = telling.texts(f"readiness.reading.{state}")
    met = f"{criterion.id}.{judged.level}.met"
    line = met if met in telling.scheme.method.lines else criterion.value
    figure = telling.figure(line, reading.options) if line else ""
    verdict = ReadingCell(Piece(said, figure, f"{name}, {level}: {said}"), icon, role)
    if not criterion.value:
        return (verdict,)
    shown = " ".join(telling.amount(reading.value)).strip() or "—"
    value = Piece(shown, telling.figure(criterion.value, reading.options), f"{name} {shown}")
    return ReadingCell(value, "", "ink"), verdict


def _of(found: Assessed, options: Options) -> Reading:
    """The reading of a criterion that takes these options."""
    return next(each for each in found.readings if each.options.items() <= options.items())
