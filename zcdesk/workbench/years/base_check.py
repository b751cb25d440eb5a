"""The test of the base year: whether a proposal brings it so far from what was published that it is recalculated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.calc.base_year import Verdict, verdict
from zcdesk.calc.decomposition import EXACT, total
from zcdesk.domain.number import plain
from zcdesk.domain.words import Language
from zcdesk.report.telling import lines
from zcdesk.workbench.base_year import Policy, adjustments, policy
from zcdesk.workbench.counting import DOCUMENT
from zcdesk.workbench.updates.proposal_view import view_words, views, wording
from zcdesk.workbench.updates.proposing import Look, emission_looks
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years.published import published
from zcdesk.workbench.years.restating import policy_said


@dataclass(frozen=True, slots=True)
class BaseCheck:
    """The total of the base year, as it stands and as it would be.

    Attributes
    ----------
    policy : Policy
        Base year and threshold, recorded or not.
    view : str
        ``location`` or ``market``; ``both`` where they are alike, ``one`` where there is one only.
    before, after : Decimal or None
        As published, or as computed now where nothing was sealed; as it would be, inside the boundary of today. None
        where something is missing. [tCO2e]
    published : bool
        A report of the base year is sealed.
    verdict : Verdict or None
        None where a side is not known.
    """

    policy: Policy
    view: str
    before: Decimal | None
    after: Decimal | None
    published: bool
    verdict: Verdict | None

    @property
    def reaches(self) -> bool:
        """Whether the base year is to be recalculated."""
        return self.verdict is not None and self.verdict.recalculate


def checks(workbench: Workbench, looks: Iterable[Look]) -> tuple[BaseCheck, ...]:
    """The base year under the method of the report, in each view that differs.

    Notes
    -----
    Held against what was published, not against what counts now: several small changes may add up to a large one.
    """
    held, project = policy(workbench), workbench.project
    issues = [issue for issue in workbench.file.issues() if issue.document == f"{DOCUMENT}:{held.year}"]
    shift = total(each.amount for each in adjustments(project, held.year))
    found: list[BaseCheck] = []
    for look in emission_looks(project, looks):
        for view, named in views(look) if look.year == held.year else ():
            old, new = (None if each is None else each.number for each in look.total(view))
            then = published(workbench, issues[-1], view) if issues else None
            before = then.emission if then is not None else old
            after = None if new is None else EXACT.add(new, shift)
            known = before is not None and after is not None
            tested = verdict(before, after, held.threshold) if known else None  # type: ignore[arg-type]
            found.append(BaseCheck(held, named, before, after, then is not None, tested))
    return tuple(found)


def said(workbench: Workbench, found: Iterable[BaseCheck], language: Language) -> tuple[str, ...]:
    """What the test says, in sentences."""
    say = wording(workbench, language)
    told: list[str] = []
    for each in found:
        rounding = next(iter(workbench.inventories().values())).compiled.method.rounding
        if not told:
            told.append(policy_said(say, each.policy, None, plain)[0])
        year, tested = say.period(each.policy.year), each.verdict
        if each.before is None or each.after is None or tested is None:
            told.append(say("changing.base_open", year=year))
            continue
        share = lines.number(tested.share, 2, rounding) if tested.share is not None else lines.DASH
        told.append(
            say(
                f"changing.base_{'reaches' if each.reaches else 'below'}",
                year=year,
                view=view_words(say, each.view),
                kind=say(f"changing.base_{'published' if each.published else 'computed'}"),
                before=lines.number(each.before, rounding.places, rounding),
                after=lines.number(each.after, rounding.places, rounding),
                share=share,
                threshold=plain(each.policy.threshold),
            )
        )
    return tuple(dict.fromkeys(told))
