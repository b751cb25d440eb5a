"""Sizes: whether the figures of a file are many times those that stand, or those of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from zcdesk.calc.resolve import Resolver
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.change import AnswerChange, Change
from zcdesk.domain.number import CONTEXT, NotANumber, plain, read, scaled
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Words
from zcdesk.exchange.tables.cells import Entry
from zcdesk.workbench.tables.targets import Target
from zcdesk.workbench.workbench import Workbench

SIZES = (Decimal("0.2"), Decimal(5))
"""How often of what stands, or of last year's figures, those of a file may be without a doubt. [-]"""

LAST = Words("去年的 {times}", "{times} last year's")
LAST_UNIT = Words("去年的 {times}，像是 {unit}", "{times} last year's: {unit}?")
NOW = Words("现有数的 {times}", "{times} what stands")
NOW_UNIT = Words("现有数的 {times}，像是 {unit}", "{times} what stands: {unit}?")
TIMES, PART = Words("{n} 倍", "{n} times"), Words("1/{n}", "1/{n} of")
MORE = Words("是现在的 {times} 倍", "{times} times what stands")
LESS = Words("只有现在的 1/{times}", "only 1/{times} of what stands")
NOTHING = Words("现在有数，文件里是 0", "0 in place of a figure that stands")


def compared(
    workbench: Workbench, target: Target, entries: Sequence[Entry], unit: str, year: str, beside: bool = True
) -> tuple[Words | None, str]:
    """What is doubtful about the size of figures, and the unit that would settle it; (None, "") if nothing is.

    They are compared with what stands in the same months (`beside`), where something does, else with the year before.
    """
    resolver = next(iter(workbench.inventories().values())).resolver
    ratio, now = resolver.ratio(unit, target.unit), _mean(entries)
    if not now or ratio is None:
        return None, ""
    periods = sorted({each.period for each in entries if each.value})
    standing, texts = _standing(workbench, target, periods if beside else (), resolver), (NOW, NOW_UNIT)
    if standing is None:
        standing, texts = _before(workbench, target, str(int(year) - 1), resolver), (LAST, LAST_UNIT)
    if not standing:
        return None, ""
    times = CONTEXT.divide(scaled(now, ratio), standing)
    if SIZES[0] <= times <= SIZES[1]:
        return None, ""
    told = (
        TIMES.fill(n=_times(times)) if times >= 1 else PART.fill(n=_times(CONTEXT.divide(Decimal(1), times)))
    )
    for other in target.units:
        rate = resolver.ratio(other, target.unit)
        if rate is not None and SIZES[0] * 2 <= CONTEXT.divide(scaled(now, rate), standing) <= SIZES[1] / 2:
            return texts[1].fill(times=told, unit=pretty(other)), other
    return texts[0].fill(times=told), ""


def leaps(workbench: Workbench, changes: Iterable[Change]) -> dict[Place, Words]:
    """The places where a figure would come to many times what stands, or to a small part of it, with how many times.

    Illustrative figures are there to be replaced, and are not compared.
    """
    found: dict[Place, Words] = {}
    resolver: Resolver | None = None
    for each in changes:
        if not isinstance(each, AnswerChange) or each.before is None or each.after is None:
            continue
        before, after = each.before, each.after
        if before.illustrative or before.standing != "given" or after.standing != "given":
            continue
        quantity = workbench.catalogue.vocabulary.quantities.get(each.place.quantity)
        if quantity is None or quantity.kind != "number":
            continue
        if resolver is None:
            resolver = next(iter(workbench.inventories().values())).resolver
        unit = resolver.unit_text(quantity, each.place.row)
        old, new = _value(resolver, before, unit), _value(resolver, after, unit)
        words = _leap(old, new) if old and new is not None else None
        if words is not None:
            found[each.place] = words
    return found


def _leap(old: Decimal, new: Decimal) -> Words | None:
    if not new:
        return NOTHING
    times = CONTEXT.divide(new, old)
    if times > SIZES[1]:
        return MORE.fill(times=_times(times))
    if 0 <= times < SIZES[0]:
        return LESS.fill(times=_times(CONTEXT.divide(old, new)))
    return None


def _value(resolver: Resolver, answer: Answer, unit: str) -> Decimal | None:
    ratio = resolver.ratio(answer.unit or unit, unit)
    try:
        value = read(answer.text)
    except NotANumber:
        return None
    return None if ratio is None else scaled(value, ratio)


def _times(value: Decimal) -> str:
    return plain(CONTEXT.create_decimal(f"{value:.2g}"))


def _mean(entries: Iterable[Entry]) -> Decimal | None:
    """Mean of the months, or of the years divided by twelve; zeros are left out."""
    months: dict[str, Decimal] = {}
    for each in entries:
        if each.value:
            months[each.period] = months.get(each.period, Decimal(0)) + each.value
    return _monthly(months)


def _standing(
    workbench: Workbench, target: Target, periods: Iterable[str], resolver: Resolver
) -> Decimal | None:
    """Mean of what stands in these periods; None where nothing does, or it is there only to be replaced."""
    return _monthly(_read(workbench, target, periods, resolver, illustrated=False))


def _before(workbench: Workbench, target: Target, year: str, resolver: Resolver) -> Decimal | None:
    return _monthly(_read(workbench, target, (*months_of(year), year), resolver))


def _read(
    workbench: Workbench, target: Target, periods: Iterable[str], resolver: Resolver, illustrated: bool = True
) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for period in periods:
        answer = workbench.project.answers.get(Place(target.quantity.id, target.row, period))
        if answer is None or answer.standing != "given" or (answer.illustrative and not illustrated):
            continue
        value = _value(resolver, answer, target.unit)
        if value:
            found[period] = value
    return found


def _monthly(values: Mapping[str, Decimal]) -> Decimal | None:
    """Mean of a month: that of a year is its twelfth part."""
    whole = [
        value if len(when) == 7 else CONTEXT.divide(value, Decimal(12)) for when, value in values.items()
    ]
    return CONTEXT.divide(sum(whole, Decimal(0)), Decimal(len(whole))) if whole else None
