"""Readiness: the criteria of a scheme judged from the results of a project.

Where the text of a scheme leaves a choice, every reading of it is computed; the plant's recorded choice decides, and
while there is none, only a verdict that all readings share is given. What was judged is kept from edit to edit and
judged anew only where something it was made from has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
from itertools import product
from types import MappingProxyType
from typing import Literal

from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.scheme_reads import choices_of, made_from, wanted
from zcdesk.calc.scoring import Marked, Scored, scored, sum_line
from zcdesk.calc.spoiling import Gone, Spoilt, evidence_gone, numbers, over_finding, spoilt
from zcdesk.calc.verdict import Assessed, Because, Judged, Measured, Options, Reading, judged_at, shared
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.scheme import Criterion, Scheme, Verdict, levels_of
from zcdesk.domain.trace import Gap, Missing, Result, Traced
from zcdesk.formula.schemes import CompiledScheme

__all__ = [
    "SKIPPED", "Assessed", "Because", "Judged", "Measured", "Options", "Readiness", "Reading", "skip_key",
]  # fmt: skip

SKIPPED = "skip:"
"""Beginning of the setting by which a person says why a criterion is not asked: ``skip:cn.lime:k3``."""


def skip_key(scheme: str, criterion: str) -> str:
    """The setting that holds the reason; the scheme by its id without edition."""
    return f"{SKIPPED}{scheme}:{criterion}"


class Readiness:
    """A scheme over one project.

    Parameters
    ----------
    compiled : CompiledScheme
    book : FactorBook
    project : Project
    outside : mapping of str to callable
        Every line that the scheme takes from the pinned methods.
    today : str
        Day on which it is judged, ISO; ``""``: as if the scheme were applied for ever.
    gone : mapping of Place to tuple of str
        Answers whose evidence is gone.
    now : Scheme or None
        What is in force of it now, where that is another content than the one judged by.
    other : str
        ``changed``: its rules are others now; ``lost``: there are none any more. Nothing is then judged by it.
    """

    def __init__(
        self,
        compiled: CompiledScheme,
        book: FactorBook,
        project: Project,
        outside: Mapping[str, Callable[[str], Result]],
        today: str = "",
        gone: Gone = MappingProxyType({}),
        now: Scheme | None = None,
        other: Literal["", "changed", "lost"] = "",
    ) -> None:
        self.compiled = compiled
        self.today = today
        self.now = now or compiled.scheme
        self.other = other
        self.gone = gone
        self._taken = outside
        self._read: dict[tuple[tuple[str, str], ...], Inventory] = {}
        self._raw: dict[tuple[tuple[tuple[str, str], ...], str, str], Reading] = {}
        self._spoilt: dict[str, tuple[Spoilt, ...]] = {}
        self._assessed: dict[str, tuple[Assessed, ...]] = {}
        self._made_from = made_from(compiled)
        self._choices = {
            each.id: choices_of(compiled, self._made_from[each.id]) for each in compiled.scheme.criteria
        }
        self._wanted = wanted(compiled)
        self._told = {
            place: answer for place, answer in project.answers.items() if place.quantity in self._wanted
        }
        self.inventory = self._inventory(book, project, {})

    def update(self, project: Project, places: Iterable[Place], gone: Gone | None = None) -> None:
        """Take a new state of the project in which only these answers, and settings, differ."""
        touched = tuple(places)
        self.gone = self.gone if gone is None else gone
        self._spoilt.clear()
        self._assessed.clear()
        for place in (each for each in touched if each.quantity in self._wanted):
            if place in project.answers:
                self._told[place] = project.answers[place]
            else:
                self._told.pop(place, None)
        read = sorted(
            self._read.items(), key=lambda each: len(each[0])
        )  # a reading rests on those of fewer choices
        for key, inventory in [((), self.inventory), *read]:
            here = project if not key else self._under(project, dict(key))
            lines = {each[0] for each in inventory.update(here, touched)}
            for held in [held for held in self._raw if held[0] == key]:
                if not lines.isdisjoint(self._made_from[held[1]]):
                    del self._raw[held]

    def on(self, today: str) -> None:
        """Judge on another day."""
        if today != self.today:
            self.today = today
            self._assessed.clear()

    @property
    def over(self) -> Literal["", "withdrawn", "expired", "changed", "lost"]:
        """Why nothing is judged by it on this day; ``""`` it is."""
        if not self.today:
            return ""
        return self.now.over_on(self.today) or self.compiled.scheme.over_on(self.today) or self.other

    def anyway(self) -> Readiness:
        """The same, judged though its rules are not those in force; it shares all that is computed."""
        found = copy(self)
        found.other, found.now, found._assessed = "", self.compiled.scheme, {}
        return found

    # verdicts

    def assessed(self, year: str) -> tuple[Assessed, ...]:
        """Every criterion in a year, gates first, then in the order of the scheme."""
        if year not in self._assessed:
            ordered = sorted(self.compiled.scheme.criteria, key=lambda each: each.kind != "gate")
            self._assessed[year] = tuple(self._assess(each, year) for each in ordered)
        return self._assessed[year]

    def findings(self, year: str) -> tuple[Finding, ...]:
        """What keeps verdicts of a year from standing, each once."""
        scheme = self.compiled.scheme
        found = [over_finding(scheme, self.now, self.over)] if self.over else []
        found += [each for rule in self.spoilt(year) for each in rule.findings]
        if self.gone:
            hit: dict[Place, dict[str, None]] = {}
            for each in self.assessed(year):
                for judged in each.levels:
                    for place in evidence_gone(judged.chain, self.gone):
                        hit.setdefault(place, {})[each.criterion.id] = None
            alike: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], list[Place]] = {}
            for place, criteria in hit.items():
                details = (
                    ("evidence", "、".join(self.gone[place])),
                    ("scheme", scheme.key),
                    ("spoils", numbers(scheme, tuple(criteria))),
                )
                alike.setdefault((place.quantity, place.row, place.period[:4], details), []).append(place)
            for (quantity, row, year_, told), places in alike.items():  # months are told as their year
                where = places[0] if len(places) == 1 else Place(quantity, row, year_)
                found.append(Finding("scheme_evidence_gone", "warning", where, told))
        return tuple(dict.fromkeys(found))

    def spoilt(self, year: str) -> tuple[Spoilt, ...]:
        """The rules of the scheme that are broken in a year."""
        if year not in self._spoilt:
            self._spoilt[year] = spoilt(self.compiled.scheme, self.inventory, year)
        return self._spoilt[year]

    def scores(self, year: str) -> tuple[Scored, ...]:
        """Points as the plant reads the scheme: of the whole, then of each group; empty where it has none."""
        inventory = self.inventory

        def get(id_: str) -> Result:
            return inventory.line(id_, year)

        return scored(self.compiled.scheme, get, self._marked(inventory, {}, year))

    def gaps(self, year: str) -> tuple[Gap, ...]:
        """Everything that verdicts of a year wait for, and values that no public threshold is held against."""
        return tuple(
            sorted(
                {
                    gap
                    for each in self.assessed(year)
                    for judged in each.levels
                    if isinstance(judged.chain, Missing) and judged.because in ("missing", "text")
                    for gap in judged.chain.gaps
                }
            )
        )

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
            self._read[key] = self._inventory(held.book, self._under(held.project, options), options)
        return self._read[key]

    # below

    def _inventory(self, book: FactorBook, project: Project, options: Options) -> Inventory:
        outside = dict(self._taken)
        sums = self.compiled.sums
        # by the choices that a line depends on; None where these are all
        narrower: dict[tuple[str, ...], Inventory | None] = {}
        for id_, line in self.compiled.compiled.lines.items() if options else ():
            choices = self.compiled.open[id_]
            if id_ in sums or line.line.over:
                continue
            if choices not in narrower:
                fewer = {choice: options[choice] for choice in options if choice in choices}
                narrower[choices] = self.under(fewer) if len(fewer) < len(options) else None
            if (held := narrower[choices]) is not None:
                outside[id_] = partial(held.line, id_)
        made = Inventory(self.compiled.compiled, book, project, outside, frozenset(sums))
        for id_ in sums:
            outside[id_] = partial(self._sum, made, options, id_)
        return made

    def _under(self, project: Project, options: Options) -> Project:
        """What a reading sees of a project: the answers that the scheme reads, the choices as taken."""
        told = {Place(choice): Answer(option) for choice, option in options.items()}
        return replace(project, answers={**self._told, **told})

    def _sum(self, inventory: Inventory, options: Options, id_: str, period: str) -> Result:
        return sum_line(self.compiled.scheme, id_, period, self._marked(inventory, options, period))

    def _marked(self, inventory: Inventory, options: Options, year: str) -> list[Marked]:
        """The criteria with points as they are scored in one reading."""
        found: list[Marked] = []
        for criterion in self.compiled.scheme.criteria:
            if criterion.points is None:
                continue
            reading = self._reading(inventory, options, criterion, year)
            assert isinstance(reading.points, Traced)
            if reading.levels[0].verdict == "not_applicable":
                found.append(Marked(criterion, reading.points, reading.points, applies=False))
            else:
                unjudged = Missing(frozenset({Gap("judged", Place(f"{criterion.id}.score", "", year))}))
                score = reading.score if reading.score is not None else unjudged
                found.append(Marked(criterion, reading.points, score))
        return found

    def _assess(self, criterion: Criterion, year: str) -> Assessed:
        choices = self._choices[criterion.id]
        vocabulary = self.compiled.compiled.vocabulary
        lists = [tuple(vocabulary.lists[vocabulary.quantities[choice].options]) for choice in choices]
        combined = (dict(zip(choices, options, strict=True)) for options in product(*lists))
        readings = tuple(self._reading(self.under(each), each, criterion, year) for each in combined)
        recorded = self.recorded(choices)
        left = tuple(each for each in readings if recorded.items() <= each.options.items())
        if len(left) == 1:
            return Assessed(criterion, choices, readings, left[0], left[0].levels)
        return Assessed(criterion, choices, readings, None, shared(left or readings))

    def _reading(self, inventory: Inventory, options: Options, criterion: Criterion, year: str) -> Reading:
        """A criterion in one reading, with what keeps its verdicts from standing."""
        key = tuple(options.items()), criterion.id, year
        if key not in self._raw:
            self._raw[key] = self._judge(inventory, options, criterion, year)
        raw = self._raw[key]
        levels = tuple(self._standing(criterion, each, year) for each in raw.levels)
        if levels == raw.levels:
            return raw
        fell = any(each.verdict not in ("met", "not_met") and each.because in _FALLEN for each in levels)
        return replace(raw, levels=levels, score=None if fell else raw.score)

    def _judge(self, inventory: Inventory, options: Options, criterion: Criterion, year: str) -> Reading:
        lines = inventory.compiled.lines

        def get(id_: str) -> Result | None:
            return inventory.line(id_, year) if id_ in lines else None

        measures = tuple(each for each in self.compiled.scheme.measures if each.criterion == criterion.id)
        levels = levels_of(criterion, self.compiled.scheme.first)
        return Reading(
            options,
            get(criterion.value) if criterion.value else None,
            tuple(judged_at(get, criterion, level, measures) for level in levels),
            get(f"{criterion.id}.points"),
            get(f"{criterion.id}.score"),
        )

    def _standing(self, criterion: Criterion, judged: Judged, year: str) -> Judged:
        """A verdict as it stands: unknown where the ground it rests on does not hold."""
        scheme = self.compiled.scheme
        if self.over:
            return replace(judged, verdict="unknown", because=self.over, gap=None, measures=())
        reason = self.inventory.project.settings.get(skip_key(scheme.method.id, criterion.id), "")
        stands = self._grounded(criterion, judged, year)
        if not reason:
            return stands
        if stands.verdict == "not_met":  # known to fall short: no reason takes that away
            return replace(stands, because="skipped", by=(reason,))
        verdict: Verdict = "not_applicable" if criterion.skippable else "unknown"
        return replace(judged, verdict=verdict, because="skipped", by=(reason,), gap=None, measures=())

    def _grounded(self, criterion: Criterion, judged: Judged, year: str) -> Judged:
        """A verdict that rests on no broken rule and on evidence that is there, else unknown."""
        if judged.verdict not in ("met", "not_met"):
            return judged
        checks = tuple(each.check.id for each in self.spoilt(year) if each.hits(criterion.id))
        if checks:
            return replace(judged, verdict="unknown", because="spoilt", by=checks, gap=None, measures=())
        lost = evidence_gone(judged.chain, self.gone)
        if lost:
            ids = tuple(dict.fromkeys(id_ for ids in lost.values() for id_ in ids))
            return replace(judged, verdict="unknown", because="evidence", by=ids, gap=None, measures=())
        return judged


_FALLEN = frozenset({"skipped", "spoilt", "evidence", "withdrawn", "expired", "changed", "lost"})
