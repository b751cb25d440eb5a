"""The base year of the open project: which year, from which difference on it is recalculated, and its boundary."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from zcdesk.calc.year_reading import Reading
from zcdesk.domain.change import Change, SettingChange
from zcdesk.domain.number import NotANumber, plain, read
from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Changed, Workbench

YEAR, THRESHOLD, REASON = "base.year", "base.threshold", "base.reason"
"""Settings of the policy."""

BOUNDARY = "boundary:"
"""What the key of an adjustment begins with: ``boundary:2024:scope2.power``; its value is an amount and a reason."""

MOST = Decimal(100)
"""A threshold above this tests nothing. [%]"""


@dataclass(frozen=True, slots=True)
class Policy:
    """The base year and when it is recalculated.

    Attributes
    ----------
    year : str
        The base year; the first accounting year while none is recorded.
    threshold : Decimal
        [%]
    reason : str
    recorded : bool
        Whether somebody chose a base year.
    own_threshold : bool
        Whether the threshold was recorded; else it is that of the pack.
    source : Words
        Where the threshold of the pack comes from.
    """

    year: str
    threshold: Decimal
    reason: str
    recorded: bool
    own_threshold: bool
    source: Words


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one year's source must be changed by to have the boundary of today. [tCO2e]"""

    year: str
    key: str
    amount: Decimal
    reason: str


def policy(workbench: Workbench) -> Policy:
    """The policy of the project; what is not recorded follows from the pack and is marked so."""
    settings, years = workbench.project.settings, workbench.project.years
    held = workbench.catalogue.report("attribution")["threshold"]
    own = _number(settings.get(THRESHOLD, ""))
    year = settings.get(YEAR, "")
    return Policy(
        year if year in years else min(years, default=""),
        own if own is not None else Decimal(held["value"]),
        settings.get(REASON, ""),
        year in years,
        own is not None,
        Words(held["source"]["zh"], held["source"]["en"]),
    )


def set_policy(
    workbench: Workbench, year: str | None = None, threshold: str | None = None, reason: str | None = None
) -> Changed:
    """Record the base year, the threshold [%] and why, as one step; what is None stays, a blank text is taken away.

    Raises
    ------
    Refused
        If the project does not have that year, or the threshold is no number from 0 to 100.
    """
    if year and year not in workbench.project.years:
        known = "、".join(workbench.project.years)
        raise Refused(
            "unknown_year",
            Words(
                f"项目里没有{year}年，定不了基准年。项目的年度：{known}。",
                f"The project has no year {year} to be the base year. Its years: {known}.",
            ),
        )
    if threshold and threshold.strip():
        number = _number(threshold)
        if number is None or not 0 <= number <= MOST:
            raise Refused(
                "threshold",
                Words(
                    f"重算门槛“{threshold}”不是 0 到 100 之间的百分数。如填 5。",
                    f"The threshold '{threshold}' is no percentage from 0 to 100. Such as 5.",
                ),
            )
        threshold = plain(number)
    settings, changes = workbench.project.settings, list[Change]()
    for key, value in ((YEAR, year), (THRESHOLD, threshold), (REASON, reason)):
        after = None if value is None else (" ".join(value.split()) or None)
        if value is not None and settings.get(key) != after:
            changes.append(SettingChange(key, settings.get(key), after))
    return workbench.commit("基准年", changes)


def set_boundary(workbench: Workbench, year: str, key: str, amount: str, reason: str) -> Changed:
    """Record by how much a source of a year must be changed to have the boundary of today; a blank takes it away.

    Parameters
    ----------
    key : str
        A source, by line and row: ``scope2.power``, ``fuel.co2[F03]``.
    amount : str
        With its sign. [tCO2e]
    reason : str
        What joined or left; not blank.

    Raises
    ------
    Refused
        If there is no such year or source, the amount is no number, or the reason is blank.
    """
    line, _, row = key.rstrip("]").partition("[")
    methods = [each.compiled.method for each in workbench.inventories().values()]
    known = any(line in method.lines for method in methods if method.kind == "inventory")
    if year not in workbench.project.years or not known or (row and row not in workbench.project.rows):
        raise Refused(
            "boundary_source",
            Words(
                f"没有这样的年度或排放源：{year} {key}。写成 2024 scope2.power 或 2024 fuel.co2[F01]。",
                f"No such year or source: {year} {key}. Such as 2024 scope2.power or 2024 fuel.co2[F01].",
            ),
        )
    value: str | None = None
    if amount.strip():
        number = _number(amount)
        if number is None or not reason.strip():
            raise Refused(
                "boundary_amount",
                Words(
                    f"边界调整要有数量（tCO2e，可带正负号）和原因；“{amount}”“{reason}”不行。",
                    f"An adjustment needs an amount (tCO2e, with its sign) and a reason; got '{amount}', '{reason}'.",
                ),
            )
        value = f"{plain(number)} {' '.join(reason.split())}"
    name = f"{BOUNDARY}{year}:{key}"
    before = workbench.project.settings.get(name)
    return workbench.commit("核算边界", [SettingChange(name, before, value)] if before != value else [])


def adjustments(project: Project, year: str = "") -> tuple[Adjustment, ...]:
    """The adjustments that are recorded, of one year or of all."""
    found = []
    for name, value in sorted(project.settings.items()):
        held, _, key = name.removeprefix(BOUNDARY).partition(":")
        text, _, reason = value.partition(" ")
        amount = _number(text) if name.startswith(BOUNDARY) else None
        if amount is not None and (not year or held == year):
            found.append(Adjustment(held, key, amount, reason))
    return tuple(found)


def moved(project: Project, reading: Reading) -> Reading:
    """A year with the boundary of today."""
    by: dict[str, Decimal] = {}
    for each in adjustments(project, reading.year):
        by[each.key] = by.get(each.key, Decimal(0)) + each.amount
    return reading.adjusted(by)


def is_setting(key: str) -> bool:
    """Whether a recorded choice belongs here."""
    return key in (YEAR, THRESHOLD, REASON) or key.startswith(BOUNDARY)


def _number(text: str) -> Decimal | None:
    try:
        return read(text.strip().removesuffix("%")) if text.strip() else None
    except (NotANumber, InvalidOperation):
        return None
