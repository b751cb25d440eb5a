"""The sentence on top of a year judged by one scheme: whether the plant may apply, and why not."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.scheme import Scheme
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench.readiness.parts import Item, Role

_FALLEN = frozenset({"spoilt", "evidence", "withdrawn", "expired", "changed", "lost"})


def verdict_of(
    scheme: Scheme,
    texts: Wording,
    say: Wording,
    gates: Iterable[Item],
    cores: Iterable[Item],
    others: Iterable[Item],
) -> tuple[Role, str, str]:
    """Its colour, the verdict, and why: what fails, what is waited for, what is skipped and for which reason."""
    needed = [each for each in (*gates, *cores) if each.steps[0].level == scheme.first]
    if not needed:  # nothing of it decides
        asked = [each for each in others if each.verdict != "not_applicable"]
        met = sum(each.verdict == "met" for each in asked)
        short = sum(each.verdict == "not_met" for each in asked)
        told_ = texts("readiness.why.none", n=len(asked), met=met, short=short, rest=len(asked) - met - short)
        return "quiet", texts("readiness.verdict.none"), told_
    shut = [each for each in needed if each.kind == "gate" and each.verdict == "not_met"]
    below = [each for each in needed if each.kind == "core" and each.verdict == "not_met"]
    waiting = [each for each in needed if each.state == "missing"]
    open_ = [each for each in needed if each.state == "choice"]
    dark = [each for each in needed if each.state in ("text", "unknown")]
    fallen = [each for each in needed if each.state in _FALLEN]
    told: list[str] = []
    for key, found in (
        ("shut", shut), ("short", below), ("waiting", waiting), ("open", open_), ("dark", dark), ("fallen", fallen),
    ):  # fmt: skip
        if found:
            what = say.join(_runs(found, needed))
            told.append(texts(f"readiness.why.{key}", n=len(found), what=what))
    skipped: dict[str, list[str]] = {}
    for each in needed:
        if each.state == "skipped":
            skipped.setdefault(each.skipped, []).append(each.number.partition(" ")[0])
    for reason, numbers in skipped.items():
        told.append(texts("readiness.why.skipped", what=say.join(numbers), reason=reason))
    because = say.clauses(told)
    level = say.of(next(iter(scheme.levels.values())))
    if shut or below:
        return "bad", texts("readiness.verdict.bad", level=level), because
    if told:
        return "doubt", texts("readiness.verdict.doubt", level=level), because
    if scheme.incomplete.zh:  # what is not known cannot be said to be met
        return "good", texts("readiness.verdict.known"), texts("readiness.why.known")
    return "good", texts("readiness.verdict.good", level=level), texts("readiness.why.good")


def _runs(found: list[Item], of: list[Item]) -> list[str]:
    """First parts of the numbers, three or more that follow each other as a span: ``E1–E4``."""
    runs: list[list[Item]] = []
    for each in found:
        at = of.index(each)
        follows = runs and at and of[at - 1] is runs[-1][-1] and each.kind == runs[-1][-1].kind
        runs[-1].append(each) if follows else runs.append([each])
    told: list[str] = []
    for run in runs:
        names = [each.number.partition(" ")[0] for each in run]
        told += [f"{names[0]}–{names[-1]}"] if len(names) > 2 else names
    return told
