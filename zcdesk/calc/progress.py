"""Progress: the criteria of a scheme year by year, beside what the plant planned for each year."""

from __future__ import annotations

from zcdesk.calc.readiness import Assessed, Readiness
from zcdesk.domain.record import dataclass
from zcdesk.domain.scheme import Criterion
from zcdesk.domain.trace import Result, Traced

AHEAD = 10
"""How many years after the last accounting year a plan is looked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """A criterion in one year.

    Attributes
    ----------
    year : str
    value : Result or None
        As the plant reads the scheme; None of a year that is not accounted, and while a choice is open.
    plan : Result or None
        None where nothing is planned for the year.
    met : bool or None
        Whether the plan of the year was reached; None where that is not known.
    """

    year: str
    value: Result | None
    plan: Result | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A criterion over the years, oldest first: those that are accounted, then those that are only planned."""

    criterion: Criterion
    steps: tuple[Step, ...]


def progress(readiness: Readiness) -> tuple[Progress, ...]:
    """The criteria for which the scheme asks a plan."""
    wanted = [each for each in readiness.compiled.scheme.criteria if each.plan]
    years = readiness.inventory.project.years
    if not wanted or not years:
        return ()
    judged = {year: {each.criterion.id: each for each in readiness.assessed(year)} for year in years}
    ahead = [str(int(years[-1]) + more) for more in range(1, AHEAD + 1)]
    return tuple(
        Progress(
            criterion,
            (
                *(step_of(readiness, judged[year][criterion.id], year) for year in years),
                *(step for year in ahead if (step := _planned(readiness, criterion, year)).plan is not None),
            ),
        )
        for criterion in wanted
    )


def step_of(readiness: Readiness, found: Assessed, year: str) -> Step:
    """A criterion with a plan in an accounting year."""
    chosen, id_ = found.chosen, found.criterion.id
    planned = _planned(readiness, found.criterion, year)
    if chosen is None or planned.plan is None:
        return Step(year, chosen.value if chosen is not None else None, planned.plan, None)
    met = readiness.under(chosen.options).line(f"{id_}.plan.met", year)
    stands = not any(each.because and each.because != "text" for each in found.levels)
    return Step(
        year, chosen.value, planned.plan, bool(met.value) if isinstance(met, Traced) and stands else None
    )


def _planned(readiness: Readiness, criterion: Criterion, year: str) -> Step:
    inventory, id_ = readiness.inventory, criterion.id
    if criterion.planned:
        there = inventory.line(f"{id_}.plan.applies", year)
        if not isinstance(there, Traced) or not there.value:
            return Step(year, None, None, None)
    return Step(year, None, inventory.line(f"{id_}.plan", year), None)
