"""Spoiling: what keeps a verdict from standing although its numbers would give one.

A broken rule of the scheme, evidence that was cited and is gone, a scheme that is no longer applied: each is a finding,
and the verdicts that rest on it are unknown until it is mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zcdesk.calc.checks import twice
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.review import broken
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.record import dataclass
from zcdesk.domain.scheme import Scheme, SchemeCheck
from zcdesk.domain.trace import Result, Traced, walk

Gone = Mapping[Place, tuple[str, ...]]
"""Answers that cite evidence which the project no longer has: its numbers, by place."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A rule of a scheme that is broken, and where."""

    check: SchemeCheck
    findings: tuple[Finding, ...]

    def hits(self, criterion: str) -> bool:
        """Whether the verdict of a criterion falls with it."""
        return criterion in self.check.spoils or "*" in self.check.spoils


def spoilt(scheme: Scheme, inventory: Inventory, year: str) -> tuple[Spoilt, ...]:
    """Every rule that is broken in a year; one whose facts are not known is not."""
    compiled = {each.check.id: each for each in inventory.compiled.checks}
    found: list[Spoilt] = []
    for check in scheme.checks:
        if check.unique:
            told = tuple(_twice(check, inventory, year))
        else:
            told = tuple(broken(inventory, compiled[check.id], year))
        if told:
            found.append(Spoilt(check, tuple(_with(scheme, check, each) for each in told)))
    return tuple(found)


def evidence_gone(result: Result | None, gone: Gone) -> dict[Place, tuple[str, ...]]:
    """The answers below a figure whose evidence is gone."""
    if not gone or not isinstance(result, Traced):
        return {}
    places = (Place(item.id, item.row, item.period) for item in walk(result) if item.kind == "answer")
    return {place: gone[place] for place in places if place in gone}


def over_finding(scheme: Scheme, now: Scheme, why: str) -> Finding:
    """That nothing is judged by a scheme any more; `now` is what is in force of it."""
    details: tuple[tuple[str, str], ...] = (("scheme", scheme.key),)
    if why in ("withdrawn", "expired"):
        ended = now if now.withdrawn or now.valid_to else scheme
        since = ended.withdrawn if why == "withdrawn" else ended.valid_to
        details += (("day", since), ("successor", ended.successor or "—"))
    return Finding(f"scheme_{why}", "warning", None, details)


def _twice(check: SchemeCheck, inventory: Inventory, year: str) -> Iterator[Finding]:
    """A finding at each row that says what an earlier row said."""
    quantity = inventory.compiled.vocabulary.quantities[check.unique]
    for each in twice(inventory, quantity, check.finding, check.at, year):
        yield replace(each, severity=check.severity, details=(("check", check.id), *each.details))


def _with(scheme: Scheme, check: SchemeCheck, finding: Finding) -> Finding:
    more = (("scheme", scheme.key), ("clause", check.clause), ("spoils", numbers(scheme, check.spoils)))
    return Finding(finding.code, finding.severity, finding.place, (*finding.details, *more))


def numbers(scheme: Scheme, criteria: Sequence[str]) -> str:
    """Criteria by their numbers: ``K2 · 1.2、K3 · 1.3``; all of them a dash."""
    return "、".join(each.number for each in scheme.criteria if each.id in criteria) or "—"
