"""Readiness: the criteria of a scheme judged from the results of a project.

Where the text of a scheme leaves a choice, every reading of it is computed; the plant's recorded choice decides, and
while there is none, only a verdict that all readings share is given.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.project import Project
from zcdesk.domain.scheme import Criterion, Verdict
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.formula.schemes import CompiledScheme

Options = Mapping[str, str]
"""A reading: the option taken of each choice."""

Because = Literal["", "missing", "choice", "text"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion at one level in one reading.

    Attributes
    ----------
    level : str
    verdict : Verdict
    threshold, gap : Result or None
        In the unit of the value; None where it is no number. The gap is zero where the threshold is reached.
    chain : Result or None
        What gave the verdict: the yes or no with all below it, or what is missing; where the text is not known, the
        value; None where there is none, and while a choice is open.
    because : str
        Of an unknown verdict: something is ``missing``, a ``choice`` is open, or the ``text`` is not known.
    """

    level: str
    verdict: Verdict
    threshold: Result | None = None
    gap: Result | None = None
    chain: Result | None = None
    because: Because = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A criterion in one reading of the open choices: its value (None: it is no number) and each level."""

    options: Options
    value: Result | None
    levels: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """A criterion in every reading.

    Attributes
    ----------
    criterion : Criterion
    choices : tuple of str
        The open choices that it depends on.
    readings : tuple of Reading
        In the order of the options; one where nothing is open.
    chosen : Reading or None
        The reading that the plant recorded, or the only one.
    levels : tuple of Judged
        The verdicts that hold: of the chosen reading; while choices are open, those that all readings share which
        agree with what is recorded.
    """

    criterion: Criterion
    choices: tuple[str, ...]
    readings: tuple[Reading, ...]
    chosen: Reading | None
    levels: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """Of the first level, by which a plant may apply."""
        return self.levels[0].verdict


class Readiness:
    """A scheme over one project.

    Parameters
    ----------
    compiled : CompiledScheme
    book : FactorBook
    project : Project
    outside : mapping of str to callable
        Every line that the scheme takes from the pinned methods.
    """

    def __init__(
        self,
        compiled: CompiledScheme,
        book: FactorBook,
        project: Project,
        outside: Mapping[str, Callable[[str], Result]],
    ) -> None:
        self.compiled = compiled
        self.inventory = Inventory(compiled.compiled, book, project, outside)
        self._read: dict[tuple[tuple[str, str], ...], Inventory] = {}

    def assessed(self, year: str) -> tuple[Assessed, ...]:
        """Every criterion in a year, gates first, then in the order of the scheme."""
        ordered = sorted(self.compiled.scheme.criteria, key=lambda each: each.kind != "gate")
        return tuple(self._assess(each, year) for each in ordered)

    def recorded(self, choices: tuple[str, ...]) -> Options:
        """The options that the plant has recorded of these choices."""
        found = {choice: self.inventory.quantity(choice, "") for choice in choices}
        return {id_: str(each.value) for id_, each in found.items() if isinstance(each, Traced)}

    def under(self, options: Options) -> Inventory:
        """The scheme's lines in one reading."""
        if not options:
            return self.inventory
        key = tuple(options.items())
        if key not in self._read:
            held = self.inventory
            told = {Place(choice): Answer(option) for choice, option in options.items()}
            answers = ChainMap(told, held.project.answers)  # type: ignore[arg-type]  # only read
            self._read[key] = Inventory(
                held.compiled, held.book, replace(held.project, answers=answers), held.outside
            )
        return self._read[key]

    def _assess(self, criterion: Criterion, year: str) -> Assessed:
        names = [id_ for id_ in self.compiled.open if id_.startswith(f"{criterion.id}.")] + (
            [criterion.value] if criterion.value else []
        )
        read = {choice for id_ in names for choice in self.compiled.open[id_]}
        choices = tuple(choice for choice in self.compiled.scheme.choices if choice in read)
        vocabulary = self.compiled.compiled.vocabulary
        lists = [tuple(vocabulary.lists[vocabulary.quantities[choice].options]) for choice in choices]
        readings = tuple(
            self._reading(criterion, dict(zip(choices, options, strict=True)), year)
            for options in product(*lists)
        )
        recorded = self.recorded(choices)
        left = tuple(each for each in readings if recorded.items() <= each.options.items())
        if len(left) == 1:
            return Assessed(criterion, choices, readings, left[0], left[0].levels)
        return Assessed(criterion, choices, readings, None, _shared(left or readings))

    def _reading(self, criterion: Criterion, options: Options, year: str) -> Reading:
        inventory = self.under(options)
        value = inventory.line(criterion.value, year) if criterion.value else None
        levels = [each.level for each in criterion.thresholds]
        if not levels:
            levels = [criterion.level or next(iter(self.compiled.scheme.levels))]
        return Reading(options, value, tuple(_judge(inventory, criterion, level, year) for level in levels))


def _judge(inventory: Inventory, criterion: Criterion, level: str, year: str) -> Judged:
    lines, base = inventory.compiled.lines, f"{criterion.id}.{level}"

    def get(id_: str) -> Result | None:
        return inventory.line(id_, year) if id_ in lines else None

    threshold, gap = get(base), get(f"{base}.gap")
    for id_ in (f"{criterion.id}.applies", f"{base}.applies"):
        applies = get(id_)
        if isinstance(applies, Missing):
            return Judged(level, "unknown", threshold, gap, applies, "missing")
        if applies is not None and not applies.value:
            return Judged(level, "not_applicable", threshold, None, applies)
    met = get(f"{base}.met")
    if met is None:
        value = inventory.line(criterion.value, year) if criterion.value else None
        return Judged(level, "unknown", chain=value, because="text")
    if isinstance(met, Missing):
        return Judged(level, "unknown", threshold, gap, met, "missing")
    return Judged(level, "met" if met.value else "not_met", threshold, gap, met)


def _shared(readings: tuple[Reading, ...]) -> tuple[Judged, ...]:
    """At each level the verdict of all readings where they agree, else that the choice is open.

    How far it is and how it came about are then told by each reading.
    """
    found: list[Judged] = []
    for levels in zip(*(each.levels for each in readings), strict=True):
        first = levels[0]
        missing = next((each for each in levels if isinstance(each.chain, Missing)), None)
        if missing is not None:
            found.append(replace(missing, gap=None))
        elif any(each.verdict != first.verdict for each in levels):
            found.append(Judged(first.level, "unknown", first.threshold, because="choice"))
        else:
            found.append(replace(first, gap=None, chain=None))
    return tuple(found)
