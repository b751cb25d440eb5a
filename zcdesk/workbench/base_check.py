"""The test of the base year: whether what is proposed changes it so much that it is to be restated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.domain.number import CONTEXT, NotANumber, plain, read
from zcdesk.domain.words import Language
from zcdesk.report import lines
from zcdesk.workbench.proposal_view import view_words, views, wording
from zcdesk.workbench.proposing import Look, emission_looks
from zcdesk.workbench.workbench import Workbench

YEAR, THRESHOLD = "base.year", "base.threshold"
"""Settings of the plant's policy."""


@dataclass(frozen=True, slots=True)
class BaseCheck:
    """The total of the base year on both sides.

    Attributes
    ----------
    year : str
    view : str
        ``location`` or ``market``; ``both`` where they are alike, ``one`` where there is one only.
    before, after : Decimal or None
        None where something is missing. [tCO2e]
    threshold : Decimal
        From which share on the base year is restated. [%]
    share : Decimal or None
        The difference as a part of `before`, without its sign; None where a side is not known or `before` is 0. [%]
    reaches : bool
        The share is the threshold or more; where `before` is 0, any difference is.
    """

    year: str
    view: str
    before: Decimal | None
    after: Decimal | None
    threshold: Decimal
    share: Decimal | None
    reaches: bool


def checks(workbench: Workbench, looks: Iterable[Look]) -> tuple[BaseCheck, ...]:
    """The base year under the method of the report, in each view that differs; nothing where none is set."""
    settings = workbench.project.settings
    year, threshold = settings.get(YEAR, ""), _number(settings.get(THRESHOLD, ""))
    if not year or threshold is None:
        return ()
    found: list[BaseCheck] = []
    for look in emission_looks(workbench.project, looks):
        if look.year != year:
            continue
        for view, named in views(look):
            old, new = (None if each is None else each.number for each in look.total(view))
            found.append(check(year, named, old, new, threshold))
    return tuple(found)


def check(
    year: str, view: str, before: Decimal | None, after: Decimal | None, threshold: Decimal
) -> BaseCheck:
    """A difference held against a threshold; the threshold itself reaches it."""
    if before is None or after is None:
        return BaseCheck(year, view, before, after, threshold, None, False)
    step = abs(CONTEXT.subtract(after, before))
    if not before:
        return BaseCheck(year, view, before, after, threshold, None, bool(step))
    share = CONTEXT.multiply(CONTEXT.divide(step, abs(before)), Decimal(100))
    # held against the threshold without a quotient, so that exactly 5 % is 5 %
    reaches = CONTEXT.multiply(step, Decimal(100)) >= CONTEXT.multiply(abs(before), threshold)
    return BaseCheck(year, view, before, after, threshold, share, bool(step) and reaches)


def said(workbench: Workbench, found: Iterable[BaseCheck], language: Language) -> tuple[str, ...]:
    """What the test says, in sentences."""
    say, listed = wording(workbench, language), list(found)
    if not listed:
        return (say("changing.base_none"),)
    told = []
    for each in listed:
        inventory = next(iter(workbench.inventories().values()))
        rounding = inventory.compiled.method.rounding
        if each.before is None or each.after is None:
            told.append(say("changing.base_open", year=say.period(each.year)))
            continue
        share = lines.number(each.share, 1, rounding) if each.share is not None else lines.DASH
        if each.share and not share.strip("0.,"):
            share = lines.published(each.share, rounding)
        told.append(
            say(
                "changing.base_reaches" if each.reaches else "changing.base_below",
                year=say.period(each.year),
                view=view_words(say, each.view),
                before=lines.number(each.before, rounding.places, rounding),
                after=lines.number(each.after, rounding.places, rounding),
                share=share,
                threshold=plain(each.threshold),
            )
        )
    return tuple(dict.fromkeys(told))


def _number(text: str) -> Decimal | None:
    try:
        return read(text.strip().removesuffix("%")) if text.strip() else None
    except NotANumber:
        return None
