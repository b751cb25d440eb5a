"""The restated series in printed figures, and what the test of the threshold says in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from zcdesk.calc.base_year import CAUSES
from zcdesk.calc.decomposition import EXACT
from zcdesk.domain.answer import Place
from zcdesk.domain.method import Line
from zcdesk.domain.number import CONTEXT, MINUS, Rounding, plain
from zcdesk.report.comparison import YearLine
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench.base_year import Policy
from zcdesk.workbench.years.published import Restated


def year_line(
    say: Wording, held: Restated, base: Restated | None, policy: Policy, whole: Line, rounding: Rounding
) -> YearLine:
    """One year of the series as printed; its change is against the restated base year."""
    found = held.restatement

    def number(value: Decimal) -> str:
        return lines.number(value, rounding.places, rounding)

    causes = [
        say("years.item", what=say(f"years.effect.{cause}"), value=signed(number(found.causes[cause])))
        for cause in CAUSES
        if found.causes[cause]
    ]
    then = held.published
    about = (
        say("years.series.sealed", n=then.issue.number, date=then.issue.at[:10])
        if then is not None
        else say("years.series.never")
    )
    if held.gaps:
        causes = [say("years.series.open", n=held.gaps)]
    change = ""
    whole_pair = base is not None and not base.gaps and not held.gaps
    if whole_pair and base is not None and base is not held and base.restatement.restated:
        reference = base.restatement.restated
        part = CONTEXT.divide(EXACT.subtract(found.restated, reference), abs(reference))
        change = signed(lines.number(CONTEXT.multiply(part, Decimal(100)), 1, rounding))
    period = say.period(found.year)
    return YearLine(
        say("years.base_mark", year=period) if base is held and policy.recorded else period,
        str(Place(whole.id, "", found.year)),
        number(found.published),
        lines.DASH if held.gaps else number(found.restated),
        lines.DASH if held.gaps else signed(number(found.difference)),
        change or lines.DASH,
        say.clauses((about, *causes)),
        (found.published, None if held.gaps else found.restated),
        found.causes,
        then.issue.number if then is not None else 0,
        base is held,
    )


def policy_said(
    say: Wording, policy: Policy, base: Restated | None, number: Callable[[Decimal], str]
) -> tuple[str, ...]:
    """Base year and threshold; what the test says of the base year."""
    threshold = plain(policy.threshold)
    key = "recorded" if policy.recorded else "unrecorded"
    gap = "" if say.language == "zh" else " "
    first = say(f"years.policy.{key}", year=say.period(policy.year), threshold=threshold)
    if policy.reason:
        first += gap + say("years.policy.reason", reason=policy.reason.rstrip("。."))
    if not policy.own_threshold:
        first += gap + say("years.policy.default", source=say.of(policy.source))
    if base is None:
        return (first,)
    return first, _verdict(say, base, number, threshold)


def _verdict(say: Wording, base: Restated, number: Callable[[Decimal], str], threshold: str) -> str:
    found, period = base.restatement, say.period(base.restatement.year)
    lost = base.published is not None and not base.published.reproduced
    gap = "" if say.language == "zh" else " "
    more = gap + say("years.note.lost", year=period) if lost else ""
    if base.gaps:
        return say("years.policy.open", year=period, published=number(found.published), n=base.gaps) + more
    if not found.difference:
        return say(f"years.policy.{'same' if base.published else 'unpublished'}", year=period) + more
    restated = number(found.restated)
    if base.verdict.share is None:
        return say("years.policy.from_zero", year=period, restated=restated) + more
    share = base.verdict.share.quantize(Decimal("0.01"), context=CONTEXT)
    text = say(
        f"years.policy.{'reached' if base.verdict.recalculate else 'below'}",
        year=period,
        published=number(found.published),
        restated=restated,
        difference=signed(number(found.difference)),
        share=f"{share:f}",
        threshold=threshold,
    )
    return text + more


def signed(text: str) -> str:
    """A printed number with its sign; nothing before a zero."""
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"
