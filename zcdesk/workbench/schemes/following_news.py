"""News of followed schemes: another edition, or another content of the same, looked at before it is taken."""

from __future__ import annotations

from dataclasses import dataclass

from zcdesk.calc.readiness import Assessed
from zcdesk.domain.project import Pin
from zcdesk.domain.scheme import Criterion, Verdict
from zcdesk.domain.trace import Result
from zcdesk.domain.words import Words
from zcdesk.workbench.following import scheme_pin
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Side:
    """A criterion in one edition.

    Attributes
    ----------
    criterion : Criterion
    value : Result or None
        As the plant reads it; None: no number, or a choice is open.
    verdicts : tuple of (level, Verdict)
    """

    criterion: Criterion
    value: Result | None
    verdicts: tuple[tuple[str, Verdict], ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A criterion that is judged otherwise; None on the side that does not have it."""

    id: str
    before: Side | None
    after: Side | None


def preview(workbench: Workbench, id_: str, edition: str, year: str) -> tuple[Differing, ...]:
    """What another edition would judge otherwise in a year, in the order of both; nothing is changed by looking.

    Raises
    ------
    Refused
        If the project does not follow the scheme, or there is no such edition.
    """
    new = scheme_pin(workbench.catalogue, id_, edition)
    old = workbench.project.pins.get(new.key)
    if old is None:
        raise Refused(
            "scheme_not_followed",
            Words(f"项目没有对照办法 {id_}。", f"The project does not follow the scheme {id_}."),
        )
    before, after = (_sides(workbench, each, year) for each in (old, new))
    return tuple(
        Differing(key, before.get(key), after.get(key))
        for key in dict.fromkeys([*before, *after])
        if _told(before.get(key)) != _told(after.get(key))
    )


def _sides(workbench: Workbench, pin: Pin, year: str) -> dict[str, Side]:
    """As the content of a pin judges, whether or not it still counts."""
    found = workbench.judge(pin.id, pin.edition, pin.digest).anyway()
    return {each.criterion.id: _side(each) for each in found.assessed(year)}


def _side(found: Assessed) -> Side:
    value = found.chosen.value if found.chosen is not None else None
    return Side(found.criterion, value, tuple((each.level, each.verdict) for each in found.levels))


def _told(side: Side | None) -> object:
    """What differs to a person: wording, verdicts and the number."""
    if side is None:
        return None
    value = getattr(side.value, "value", None)
    return side.criterion.words, side.verdicts, value
