"""Years as they were handed out, beside the same years restated today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from zcdesk.calc.base_year import CAUSES, Restatement, Verdict, restate, verdict
from zcdesk.calc.decomposition import total
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Result, Traced
from zcdesk.domain.words import Words
from zcdesk.exchange import results
from zcdesk.store.issues import Issue
from zcdesk.workbench import holding, mixing, sources
from zcdesk.workbench.base_year import Adjustment, adjustments, policy
from zcdesk.workbench.counting import DOCUMENT, inventories_at
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Published:
    """A year as it was handed out.

    Attributes
    ----------
    issue : Issue
        The seal of the report.
    emission : Decimal
        The total of the view, recomputed from the state that was sealed. [tCO2e]
    other_basis : Decimal or None
        The same answers by the methods and factor sets of today; None if something is missing then. [tCO2e]
    changed : tuple of Words
        Methods and factor sets that are others today.
    edited : int
        Answers of the year, or of the whole project, that are others today.
    reproduced : bool
        Whether the state still computes to what was sealed, digit by digit.
    """

    issue: Issue
    emission: Decimal
    other_basis: Decimal | None
    changed: tuple[Words, ...]
    edited: int
    reproduced: bool


@dataclass(frozen=True, slots=True)
class Restated:
    """One year of the series: published and restated, and whether the difference reaches the threshold.

    Attributes
    ----------
    gaps : int
        How much is missing for a total of today's methods; above 0 there is a published figure and no restated one.
    """

    restatement: Restatement
    published: Published | None
    adjustments: tuple[Adjustment, ...]
    verdict: Verdict
    gaps: int = 0


def series(workbench: Workbench, view: str) -> tuple[Restated, ...]:
    """Every year of the project that was published or can be computed, with what it is today, oldest first."""
    held, found = policy(workbench), []
    inventory = sources.emissions(workbench)
    if inventory is None:
        return ()
    view = sources.view_of(inventory, view)
    last = {issue.document.partition(":")[2]: issue for issue in _sealed(workbench)}
    basis = on_one_basis(workbench)
    for year in workbench.project.years:
        today = _result(workbench.project, basis, view, year)
        issue = last.get(year)
        then = published(workbench, issue, view) if issue is not None else None
        if not isinstance(today, Traced):
            if then is not None:
                none = dict.fromkeys(CAUSES, Decimal(0))
                untested = Verdict(None, held.threshold, False)
                gaps = len(today.gaps) if today is not None else 1
                found.append(Restated(Restatement(year, then.emission, none), then, (), untested, gaps))
            continue
        shifts = adjustments(workbench.project, year)
        restatement = restate(
            year,
            then.emission if then is not None else None,
            then.other_basis if then is not None else None,
            today.number,
            total(each.amount for each in shifts),
        )
        tested = verdict(restatement.published, restatement.restated, held.threshold)
        found.append(Restated(restatement, then, shifts, tested))
    return tuple(found)


def published(workbench: Workbench, issue: Issue, view: str) -> Published | None:
    """What a sealed report said of its year; None where the state that was sealed is gone or cannot be computed."""
    catalogue, year = workbench.catalogue, issue.document.partition(":")[2]
    try:
        past = holding.as_sealed(workbench.past(issue.edit), issue.pins)
    except LookupError:
        return None
    holding.recall(workbench.file, catalogue, past)
    then = inventories_at(catalogue, past)
    emission = _total(past, then, view, year)
    if emission is None:
        return None
    same_basis = replace(past, pins=_common(workbench.project))
    return Published(
        issue,
        emission,
        _total(same_basis, inventories_at(catalogue, same_basis), view, year),
        _changed(workbench, past),
        _edited(past, workbench.project, year),
        _digest(past, then) == issue.result_digest,
    )


def _digest(project: Project, inventories: Mapping[str, Inventory]) -> str:
    """The digest that a seal has recorded: it rests on the lines alone, so that no finding is looked for."""
    return results.digest(
        [
            results.year(inventory, year, (), (), lambda _: Words("", ""))
            for year in project.years
            for inventory in inventories.values()
        ]
    )


def _sealed(workbench: Workbench) -> tuple[Issue, ...]:
    issues: tuple[Issue, ...] = workbench.file.issues() if hasattr(workbench.file, "issues") else ()
    return tuple(issue for issue in issues if issue.document.startswith(f"{DOCUMENT}:"))


def on_one_basis(workbench: Workbench) -> Mapping[str, Inventory]:
    """Inventories in which every year is counted by the methods and factor sets of today, sealed or not."""
    project = workbench.project
    if not holding.kept_years(project):
        return workbench.inventories()
    return inventories_at(workbench.catalogue, replace(project, pins=_common(project)))


def on_today(workbench: Workbench, year: str, view: str) -> Decimal | None:
    """The total of a year by the methods and factor sets of today, also where the year keeps its own. [tCO2e]"""
    basis = on_one_basis(workbench)
    inventory = mixing.chosen(workbench.project, basis)
    return _total(workbench.project, basis, sources.view_of(inventory, view), year) if inventory else None


def _common(project: Project) -> Mapping[str, Pin]:
    """The pins without those that a sealed year keeps for itself."""
    return MappingProxyType({key: pin for key, pin in project.pins.items() if "@" not in pin.kind})


def _result(project: Project, inventories: Mapping[str, Inventory], view: str, year: str) -> Result | None:
    """The total of the report's method; None while there is no such method."""
    inventory = mixing.chosen(project, inventories)
    whole = sources.total_line(inventory, view) if inventory is not None else None
    return inventory.line(whole.id, year) if inventory is not None and whole is not None else None


def _total(project: Project, inventories: Mapping[str, Inventory], view: str, year: str) -> Decimal | None:
    result = _result(project, inventories, view, year)
    return result.number if isinstance(result, Traced) else None


def _changed(workbench: Workbench, past: Project) -> tuple[Words, ...]:
    """Methods and factor sets that are not those of the seal, in words."""
    told: list[Words] = []
    now = _common(workbench.project)
    for key in sorted({*past.pins, *now}):
        old, new = past.pins.get(key), now.get(key)
        pin = new or old
        if pin is None or "@" in pin.kind or old == new:
            continue
        if old is not None and new is not None and old.edition == new.edition:
            name = _named(workbench, pin)
            if holding.is_set(pin) and old.digest and new.digest:
                told.append(Words(f"系数集“{name.zh}”有更新", f"factor set '{name.en}' was updated"))
            elif pin.kind == holding.METHOD:
                told.append(Words(f"方法“{name.zh}”内容有更新", f"the content of '{name.en}' was updated"))
        elif pin.kind == holding.HELD:  # comes and goes with its method
            continue
        elif old is None:
            name = _named(workbench, new)
            told.append(Words(f"改用{name.zh}", f"now {name.en}"))
        elif new is None:
            name = _named(workbench, old)
            told.append(Words(f"不再用{name.zh}", f"no longer {name.en}"))
        else:
            sides = [_named(workbench, each) for each in (old, new)]
            told.append(Words(f"{sides[0].zh} → {sides[1].zh}", f"{sides[0].en} → {sides[1].en}"))
    return tuple(told)


def _named(workbench: Workbench, pin: Pin | None) -> Words:
    """What a pin is called: the method with its edition, the factor set."""
    catalogue = workbench.catalogue
    if pin is None:
        return Words("", "")
    if pin.kind == holding.METHOD and (
        catalogue.ships(pin.id, pin.edition) or catalogue.holds_method(pin.id, pin.edition, pin.digest)
    ):
        words = catalogue.method(pin.id, pin.edition, pin.digest).method.words
        return Words(f"{words.zh} {pin.edition}", f"{words.en} {pin.edition}")
    if (scheme := holding.scheme_of(catalogue, pin)) is not None:
        words = scheme.scheme.method.words
        return Words(f"{words.zh} {pin.edition}", f"{words.en} {pin.edition}")
    if holding.is_set(pin) and pin.id in catalogue.set_ids:
        return catalogue.factor_set(pin.id).words
    return Words(f"{pin.id} {pin.edition}".strip(), f"{pin.id} {pin.edition}".strip())


def _edited(past: Project, now: Project, year: str) -> int:
    """Answers that bear on a year and are others today."""
    places = {
        place
        for place in {*past.answers, *now.answers}
        if place.period == "" or year_of(place.period) == year
    }
    return sum(_value(past, place) != _value(now, place) for place in places)


def _value(project: Project, place: Place) -> tuple[str, str, str] | None:
    held = project.answers.get(place)
    return None if held is None else (held.text, held.unit, held.standing)
