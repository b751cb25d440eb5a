"""How much was entered for the reported year, and how much of it has evidence."""

from __future__ import annotations

from dataclasses import dataclass

from zcdesk.domain.answer import year_of
from zcdesk.report.chapters.telling import Telling


@dataclass(frozen=True, slots=True)
class Entered:
    """Numbers of the reported year.

    Attributes
    ----------
    values, monthly, proven : int
        Values typed; those of single months; those with evidence.
    blank : int
        Answers "none" and "not known", which are no values.
    cited : int
        Pieces of evidence that values of the year or of the enterprise cite.
    """

    values: int
    monthly: int
    proven: int
    blank: int
    cited: int

    @property
    def bare(self) -> int:
        """Values without evidence."""
        return self.values - self.proven


def entered(telling: Telling) -> Entered:
    """What the project holds for the reported year."""
    asked = [
        (place, answer)
        for place, answer in telling.project.answers.items()
        if year_of(place.period) == telling.year and is_number(telling, place.quantity)
    ]
    given = [(place, answer) for place, answer in asked if answer.standing == "given"]
    cited = {
        cite.evidence
        for place, answer in telling.project.answers.items()
        if year_of(place.period) in ("", telling.year)
        for cite in answer.evidence
    }
    return Entered(
        len(given),
        sum(1 for place, _ in given if len(place.period) == 7),
        sum(1 for _, answer in given if answer.evidence),
        len(asked) - len(given),
        len(cited & set(telling.project.evidence)),
    )


def is_illustrative_year(telling: Telling) -> bool:
    """Whether any value of the year, or of the project as a whole, was made up for demonstration."""
    return any(
        answer.illustrative and year_of(place.period) in ("", telling.year)
        for place, answer in telling.project.answers.items()
    )


def is_number(telling: Telling, quantity: str) -> bool:
    """Whether a quantity is a number."""
    held = telling.vocabulary.quantities.get(quantity)
    return held is not None and held.kind == "number"
