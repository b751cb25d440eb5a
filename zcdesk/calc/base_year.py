"""The base year: what it was published as, what it is on today's basis, and whether that calls for a recalculation.

A published figure is never changed. Beside it stands the restated one: the same year by the methods and factor sets of
today, with the corrections made since, inside the boundary of today. The policy of the plant says from which difference
on the restated figure takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zcdesk.calc.decomposition import EXACT, total
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.record import dataclass

CAUSES = ("method", "data", "boundary")
"""Other methods or factor sets; corrections and additions to the data; the boundary."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """One year as published and as restated.

    Attributes
    ----------
    year : str
    published : Decimal
        As it was handed out; where it never was, as computed today. [tCO2e]
    causes : mapping of str to Decimal
        By `CAUSES`, what each adds; they lead from the published figure to the restated one, exactly. [tCO2e]
    """

    year: str
    published: Decimal
    causes: Mapping[str, Decimal]

    @property
    def difference(self) -> Decimal:
        """Restated less published, exactly. [tCO2e]"""
        return total(self.causes.values())

    @property
    def restated(self) -> Decimal:
        """The year on the basis of today. [tCO2e]"""
        return EXACT.add(self.published, self.difference)


def restate(
    year: str, published: Decimal | None, other_basis: Decimal | None, today: Decimal, boundary: Decimal
) -> Restatement:
    """The way from the published figure of a year to the restated one.

    Parameters
    ----------
    published : Decimal or None
        What was handed out; None if nothing was, and then only the boundary can differ. [tCO2e]
    other_basis : Decimal or None
        The answers of that time by the methods and factor sets of today; None if they cannot be computed so, and
        then method and data cannot be told apart and count as method. [tCO2e]
    today : Decimal
        The answers of today by the methods of today. [tCO2e]
    boundary : Decimal
        What must be added so that it has the boundary of today. [tCO2e]
    """
    if published is None:
        return Restatement(year, today, {"method": Decimal(0), "data": Decimal(0), "boundary": boundary})
    between = today if other_basis is None else other_basis
    return Restatement(
        year,
        published,
        {
            "method": EXACT.subtract(between, published),
            "data": EXACT.subtract(today, between),
            "boundary": boundary,
        },
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a base year must be recalculated.

    Attributes
    ----------
    share : Decimal or None
        The difference as a part of the published figure, without its sign; None where nothing was published. [%]
    threshold : Decimal
        From which share on. [%]
    recalculate : bool
        The share reaches the threshold; where the published figure is zero, any difference does.
    """

    share: Decimal | None
    threshold: Decimal
    recalculate: bool


def verdict(published: Decimal, restated: Decimal, threshold: Decimal) -> Verdict:
    """A difference held against the threshold of the policy.

    Parameters
    ----------
    published, restated : Decimal
        Of the base year. [tCO2e]
    threshold : Decimal
        [%]

    Notes
    -----
    "Reaches" includes the threshold itself: the criterion reads "a cumulative 5 % or more" [1]_. All causes count
    together, since several small changes may add up to a large one.

    References
    ----------
    .. [1] SBTi Corporate Near-Term Criteria V5, C27.
    """
    difference = EXACT.subtract(restated, published)
    if not published:
        return Verdict(None, threshold, bool(difference))
    share = abs(CONTEXT.multiply(CONTEXT.divide(difference, published), Decimal(100)))
    # held against the threshold without a quotient, so that exactly 5 % is 5 %
    reaches = EXACT.multiply(abs(difference), Decimal(100)) >= EXACT.multiply(abs(published), threshold)
    return Verdict(share, threshold, bool(difference) and reaches)
