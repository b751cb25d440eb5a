"""Two years of the open project compared: what the change is put down to, in printed figures and plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zcdesk.calc.attribution import Attribution, attribute
from zcdesk.calc.decomposition import EXACT, total
from zcdesk.calc.inventory import Inventory, fullest
from zcdesk.calc.year_reading import Reading, read, rules
from zcdesk.domain.answer import Place
from zcdesk.domain.number import rounded
from zcdesk.domain.trace import Missing, Traced, flags_of
from zcdesk.domain.words import Language
from zcdesk.report.comparison import EffectLine, Told, YearLine
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import base_year, mixing, sources
from zcdesk.workbench.results import results_view
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import published
from zcdesk.workbench.years.moves import Moves
from zcdesk.workbench.years.published import Restated
from zcdesk.workbench.years.restating import policy_said, signed, year_line

CORE = ("output", "mix", "energy", "fuel", "grid")
"""Effects that are told even where they are nothing, or cannot be told apart."""

BASIS = ("boundary", "method", "data")
"""What makes a year comparable; told only where it does something."""


def told(
    workbench: Workbench,
    year: str,
    base: str,
    language: Language,
    view: str,
    years: tuple[Restated, ...] | None = None,
) -> Told | None:
    """A year against the base year; None while no inventory method is pinned.

    Parameters
    ----------
    base : str
        The year to compare with; ``""`` for the base year of the project.
    view : str
        ``location`` or ``market``.
    years : tuple of Restated or None
        What `published.series` gave for the view, if it is known; sealed years are then not recomputed.
    """
    inventory = sources.emissions(workbench)
    if inventory is None:
        return None
    held = published.series(workbench, view) if years is None else years
    return _Comparing(workbench, year, base, language, view, held).told()


def base_of(workbench: Workbench, year: str) -> str:
    """The year that another is compared with: the base year where one is recorded, else the year before."""
    held = base_year.policy(workbench)
    if held.recorded and held.year != year:
        return held.year
    return results_view.earlier(workbench, year) or held.year


class _Comparing:
    """Two years being compared."""

    def __init__(
        self,
        workbench: Workbench,
        year: str,
        base: str,
        language: Language,
        view: str,
        years: tuple[Restated, ...],
    ) -> None:
        basis = published.on_one_basis(workbench)
        inventory = mixing.chosen(workbench.project, basis)
        assert inventory is not None
        view = sources.view_of(inventory, view)
        self.energy = fullest(basis.values(), "energy")
        self.workbench, self.inventory, self.year, self.view = workbench, inventory, year, view
        self.say: Wording = wording(workbench, language)
        self.policy = base_year.policy(workbench)
        self.base = base or base_of(workbench, year)
        self.rounding = inventory.compiled.method.rounding
        self.rules = rules(workbench.catalogue.report("attribution"))
        self.whole = sources.total_line(inventory, view)
        self.unit = self.say.unit("tCO2e")
        self.years = years
        self.moves = Moves(workbench, inventory, self.energy, self.say, self.rules, self.base, year, view)

    def told(self) -> Told:
        """The comparison; the years alone where the two cannot be compared."""
        say = self.say
        if self.whole is None or self.base not in self.workbench.project.years:
            return Told(self.base, self.year, self.view, say("years.none"), unit=self.unit)
        held = self.years
        known = {each.restatement.year: each for each in held}
        first = known.get(self.policy.year)
        series = tuple(year_line(say, each, first, self.policy, self.whole, self.rounding) for each in held)
        policy = policy_said(say, self.policy, first, self.moves.number)
        reached = first is not None and first.verdict.recalculate
        about = (series, policy, reached)
        if self.base == self.year:
            return self._only(say("years.same_year", year=say.period(self.year)), *about)
        pair = [self._read(year) for year in (self.base, self.year)]
        for year, each in zip((self.base, self.year), pair, strict=True):
            if isinstance(each, Missing):
                return self._only(say("years.open", year=say.period(year), n=len(each.gaps)), *about)
        before, now = (each for each in pair if isinstance(each, Reading))
        return self._compared(attribute(before, now, self.rules), known, *about)

    def _read(self, year: str) -> Reading | Missing:
        """A year by the methods and factor sets of today, inside the boundary of today."""
        assert self.whole is not None
        ids = [line.id for line in sources.source_lines(self.inventory, self.view)]
        found = read(self.inventory, self.energy, year, self.view, ids, self.whole.id, self.rules)
        return found if isinstance(found, Missing) else base_year.moved(self.workbench.project, found)

    def _only(self, title: str, series: tuple[YearLine, ...], policy: tuple[str, ...], reached: bool) -> Told:
        return Told(
            self.base, self.year, self.view, title, series=series, policy=policy, recalculate=reached,
            notes=self._closing(None, ()), unit=self.unit,
        )  # fmt: skip

    def _compared(
        self,
        found: Attribution,
        known: Mapping[str, Restated],
        series: tuple[YearLine, ...],
        policy: tuple[str, ...],
        reached: bool,
    ) -> Told:
        say, base = self.say, known[self.base]
        before, now = base.restatement.published, self._shown()
        change = EXACT.subtract(now, before)
        there = {
            "method": EXACT.subtract(EXACT.subtract(found.now.emission, self._adjusted()), now),
            "data": Decimal(0),
            "boundary": self._adjusted(),
        }
        basis = {cause: EXACT.subtract(base.restatement.causes[cause], there[cause]) for cause in there}
        effects = self._effects(found, basis, before, base)
        figures = {
            "year": say.period(self.year),
            "base": self._base_said(),
            "before": self.moves.number(before),
            "now": self.moves.number(now),
            "change": self.moves.number(abs(change)),
            "percent": self.moves.by(now, before),
            "unit": self.unit,
        }
        key = "rose" if change > 0 else "fell" if change < 0 else "level"
        signed = self.moves.signed(change)
        assert self.whole is not None
        return Told(
            self.base,
            self.year,
            self.view,
            say(f"years.{key}", **figures),
            figures["before"],
            figures["now"],
            signed,
            figures["percent"],
            str(Place(self.whole.id, "", self.base)),
            str(Place(self.whole.id, "", self.year)),
            change,
            effects,
            self._sentences(effects, signed, found.notes),
            series,
            policy,
            reached,
            self._closing(found, effects),
            self.unit,
        )

    # effects

    def _shown(self) -> Decimal:
        """The later year as every other page shows it: a sealed one may keep the factor sets of its seal."""
        inventory = sources.emissions(self.workbench)
        assert inventory is not None
        assert self.whole is not None
        result = inventory.line(self.whole.id, self.year)
        assert isinstance(result, Traced)
        return result.number

    def _adjusted(self) -> Decimal:
        """What the later year was changed by to have the boundary of today."""
        return total(each.amount for each in base_year.adjustments(self.workbench.project, self.year))

    def _base_said(self) -> str:
        period = self.say.period(self.base)
        return (
            self.say("years.base_mark", year=period)
            if self.policy.recorded and self.base == self.policy.year
            else period
        )

    def _effects(
        self, found: Attribution, basis: Mapping[str, Decimal], before: Decimal, base: Restated
    ) -> tuple[EffectLine, ...]:
        told: list[EffectLine] = []
        untold = self._untold(found)
        for id_ in (*CORE, "factor", "process"):
            value = found.effect(id_)
            if id_ in untold:
                told.append(EffectLine(id_, self._name(id_), None, "", "", self.say(untold[id_]), ""))
            elif value or id_ in CORE:
                because, figure = self.moves.because(id_, found)
                told.append(self._line(id_, value, before, because, figure, self.moves.parts(found, id_)))
        for id_ in BASIS:
            if basis[id_]:
                told.append(self._line(id_, basis[id_], before, self.moves.basis(id_, base), "", ()))
        return tuple(told)

    def _untold(self, found: Attribution) -> dict[str, str]:
        """Effects that cannot be told apart, with the key of the reason."""
        untold: dict[str, str] = {}
        if "no_output" in found.notes:
            untold["output"] = "years.because.no_output"
        if "no_energy" in found.notes:
            untold |= dict.fromkeys(("fuel", "grid", "mix"), "years.because.no_energy")
        elif "no_mix" in found.notes:
            untold["mix"] = "years.because.no_mix"
        elif "mixed" not in found.notes:
            untold["mix"] = "years.because.one_product"
        return untold

    def _line(
        self,
        id_: str,
        value: Decimal,
        before: Decimal,
        because: str,
        figure: str,
        parts: tuple[tuple[str, str, Decimal], ...],
    ) -> EffectLine:
        share = ""
        if before:
            share = signed(lines.share(value, abs(before), self.rounding))
        return EffectLine(
            id_, self._name(id_), value, self.moves.signed(value), share, because, figure, parts
        )

    def _name(self, id_: str) -> str:
        return self.say(f"years.effect.{id_}")

    # sentences

    def _sentences(
        self, effects: tuple[EffectLine, ...], change: str, notes: tuple[str, ...]
    ) -> tuple[str, ...]:
        """What made it less, what made it more, each the largest first; and that all add up."""
        say, told = self.say, []
        plain = {"energy": "energy_whole"} if "no_energy" in notes else {}
        if "no_output" in notes:
            plain = {"energy": "energy_use", "process": "process_whole"} | plain
        known = sorted(effects, key=lambda each: -abs(each.value or Decimal(0)))
        for key, falls in (("down", True), ("up", False)):
            named = [
                say(
                    "years.named",
                    what=say(f"years.plain.{plain.get(each.id, each.id)}_{key}"),
                    value=each.text,
                )
                for each in known
                if each.value is not None and (each.value < 0) == falls and each.text.strip("+0.,")
            ]
            if named:
                told.append(say(f"years.{key}", what=say.join(named)))
        if told:
            told.append(say("years.sum", change=change))
        return tuple(told)

    def _closing(self, found: Attribution | None, effects: tuple[EffectLine, ...]) -> tuple[str, ...]:
        say, notes = self.say, list[str]()
        separator = "" if say.language == "zh" else " "
        if found is not None:
            quantities = self.inventory.compiled.vocabulary.quantities
            scale = say.of(quantities[found.scale].words) if found.scale in quantities else ""
            money = found.scale in quantities and quantities[found.scale].unit.endswith("元")
            for note in found.notes:
                if note != "value_scale":
                    notes.append(say(f"years.note.{note}") + separator)
            if money:
                key = "value_scale" if "value_scale" in found.notes else "value_price"
                notes.append(say(f"years.note.{key}", what=scale) + separator)
            if base_year.adjustments(self.workbench.project):
                notes.append(say("years.note.adjusted") + separator)
            if self.energy is not None and "no_energy" not in found.notes:
                notes.append(
                    say("years.note.energy_method", what=say.of(self.energy.compiled.method.document))
                    + separator
                )
            notes.append(say("years.note.method") + separator)
            if not self._adds_up(effects, found):
                notes.append(say("years.note.rounding") + separator)
        return tuple(notes)

    def _adds_up(self, effects: tuple[EffectLine, ...], found: Attribution) -> bool:
        values = [each.value for each in effects if each.value is not None]
        printed = [rounded(each, self.rounding.places, self.rounding.mode) for each in values]
        return sum(printed, Decimal(0)) == rounded(total(values), self.rounding.places, self.rounding.mode)


def illustrative(inventory: Inventory, years: tuple[str, ...], whole: str) -> bool:
    """Whether a total of these years rests on data made up for demonstration."""
    return any(
        isinstance(result, Traced) and any(flag.code == "illustrative" for flag in flags_of(result))
        for result in (inventory.line(whole, year) for year in years)
    )
