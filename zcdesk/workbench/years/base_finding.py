"""The base year watched: a finding as soon as it differs from what was published by the threshold or more.

What was published is recomputed from the state that was sealed, which takes a while: it is learnt once, on any thread,
and remembered by the number of the seal. From then on every state of the project is held against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zcdesk.calc.base_year import Verdict, verdict
from zcdesk.calc.decomposition import EXACT, total
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import plain
from zcdesk.domain.trace import Traced
from zcdesk.report.telling import lines
from zcdesk.store.issues import Issue
from zcdesk.workbench import holding, mixing, sources
from zcdesk.workbench.base_year import adjustments, policy
from zcdesk.workbench.counting import DOCUMENT
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import published

CODE = "base_year_reached"
VIEW = "location"

Learnt = Mapping[int, tuple[Decimal | None, Decimal | None]]
"""By number of the seal: the total as published, and what it is by the factors of today where the year keeps its own.
[tCO2e]"""


class BaseWatch:
    """Holds the base year against what was published of it, in the location view.

    Parameters
    ----------
    workbench : Workbench
        Whose findings it adds to.
    """

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._learnt: Learnt = {}
        workbench.also = self.findings

    def waits(self) -> bool:
        """Whether there is a seal of the base year whose total was not learnt yet."""
        issue = sealed(self._workbench)
        return issue is not None and issue.number not in self._learnt

    def take(self, found: Learnt) -> None:
        """Take what `learn` has found."""
        self._learnt = found
        self._workbench.look_again()

    def findings(self, year: str) -> tuple[Finding, ...]:
        """The finding of the base year, if it is one."""
        if not self._learnt:  # before anything is read: findings are looked for after every step
            return ()
        bench, held = self._workbench, policy(self._workbench)
        if year != held.year:
            return ()
        issue = sealed(bench)
        was, common = self._learnt.get(issue.number, (None, None)) if issue is not None else (None, None)
        now = common if year in holding.kept_years(bench.project) else _today(bench, year)
        if was is None or now is None:
            return ()
        now = EXACT.add(now, total(each.amount for each in adjustments(bench.project, year)))
        tested = verdict(was, now, held.threshold)
        return (_finding(bench, year, was, now, tested),) if tested.recalculate else ()


def sealed(workbench: Workbench) -> Issue | None:
    """The last seal of the report of the base year."""
    name = f"{DOCUMENT}:{policy(workbench).year}"
    return next((each for each in reversed(workbench.file.issues()) if each.document == name), None)


def learn(workbench: Workbench) -> Learnt:
    """What was published of the base year; nothing where it was not. On any thread, with a workbench of its own."""
    issue = sealed(workbench)
    if issue is None:
        return {}
    year = policy(workbench).year
    then = published.published(workbench, issue, VIEW)
    kept = year in holding.kept_years(workbench.project)
    result = published.on_today(workbench, year, VIEW) if kept else None
    return {issue.number: (then.emission if then else None, result)}


def _today(workbench: Workbench, year: str) -> Decimal | None:
    inventory = mixing.chosen(workbench.project, workbench.inventories())
    line = sources.total_line(inventory, sources.view_of(inventory, VIEW)) if inventory is not None else None
    result = inventory.line(line.id, year) if inventory is not None and line is not None else None
    return result.number if isinstance(result, Traced) else None


def _finding(workbench: Workbench, year: str, was: Decimal, now: Decimal, tested: Verdict) -> Finding:
    rounding = next(iter(workbench.inventories().values())).compiled.method.rounding
    share = lines.number(tested.share, 2, rounding) if tested.share is not None else lines.DASH
    details = (
        ("year", year),
        ("before", lines.number(was, rounding.places, rounding)),
        ("after", lines.number(now, rounding.places, rounding)),
        ("share", share),
        ("threshold", plain(tested.threshold)),
    )
    return Finding(CODE, "warning", None, details)
