"""``edition`` and ``factors``: what another edition, or newer factors, would give, and accepting it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from zcdesk.calc.side_by_side import Pair
from zcdesk.cli.output import DONE, FOUND, Output, table
from zcdesk.domain.answer import Place
from zcdesk.domain.method import printed_value
from zcdesk.domain.number import MINUS, plain
from zcdesk.domain.trace import Gap, Missing, Result
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Language, Words
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import naming
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates import choices, editions, factor_updates, proposal_view, proposing
from zcdesk.workbench.updates.factor_updates import Update
from zcdesk.workbench.updates.proposing import Look, Proposal, Proposed
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import base_check

_NAMED = 6
"""Factors that are named under a set; the others are counted."""

EDITION, FACTORS = "zcdesk.edition/1", "zcdesk.factors/1"


def edition(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Both editions of a method side by side; without a method the editions there are."""
    with _opened(arguments) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        listed = [
            {
                "id": each.id,
                "edition": each.edition,
                "words": results.words(each.words),
                "document": results.words(each.document),
                "issued": each.issued,
                "now": each.now,
                "newest": each.fresh,
                "changed": each.changed,
            }
            for each in editions.editions(workbench)
        ]
        if not arguments.method:
            _refuse_bare_accept(arguments)
            names = (Words("现用", "in use"), Words("", ""))
            rows = [
                (
                    f"{each.id}@{each.edition}",
                    names[0 if each.now else 1].into(output.language),
                    each.document.into(output.language),
                )
                for each in editions.editions(workbench)
            ]
            for line in table(rows):
                output.say(line)
            output.give({"schema": EDITION, "editions": listed, "proposal": None, "years": [], "edit": 0})
            return DONE
        id_, _, wanted = arguments.method.partition("@")
        proposal = editions.propose(workbench, id_, wanted)
        return _tell(arguments, output, workbench, proposal, {"schema": EDITION, "editions": listed})


def factors(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Newer factor sets, and what they would give; without a name all sets whose content is another by now."""
    with _opened(arguments) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        found = factor_updates.updates(workbench)
        head = {"schema": FACTORS, "sets": [_update(each, catalogue) for each in found]}
        kinds = {
            kind: catalogue.texts("ui_changing")[f"changing.kind.{kind}"] for kind in factor_updates.ORDER
        }
        rows = [
            (each.id, kinds[each.kind].into(output.language), each.date, each.words.into(output.language))
            for each in found
        ]
        for line, each in zip(table(rows), found, strict=True):
            output.say(line)
            for text in _differing(each, catalogue, output.language):
                output.say(f"    {text}")
        wanted = arguments.sets or [each.id for each in found if each.kind in choices.PENDING]
        if not wanted and not arguments.restate:
            _refuse_bare_accept(arguments)
            if not found:
                output.say(catalogue.texts("ui_changing")["changing.none_factors"])
            output.give({**head, "proposal": None, "years": [], "edit": 0})
            return DONE
        proposal = factor_updates.propose(workbench, wanted, arguments.restate)
        return _tell(arguments, output, workbench, proposal, head)


def _differing(update: Update, catalogue: Catalogue, language: Language) -> list[str]:
    """The factors in use that would be others: ``平均低位发热量 柴油 43.33 → 42.652 GJ/t``."""
    told = []
    for each in update.factors[:_NAMED]:
        sides = [
            "—" if row is None else f"{plain(row.value)} {pretty(row.unit)}"
            for row in (each.before, each.after)
        ]
        name = naming.factor_words(catalogue, (each.after or each.before).id).into(language)  # type: ignore[union-attr]
        told.append(f"{name}  {sides[0]} → {sides[1]}")
    rest = len(update.factors) - _NAMED
    more = catalogue.texts("ui_changing")["changing.more"]
    return told if rest <= 0 else [*told, more.fill(n=rest).into(language)]


def _opened(arguments: Namespace) -> ProjectFile:
    return ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.accept)


def _refuse_bare_accept(arguments: Namespace) -> None:
    if arguments.accept:
        raise Refused(
            "nothing_proposed",
            Words(
                "没有可接受的。写明方法和版本，或系数集。",
                "There is nothing to accept. Name a method with its edition, or a factor set.",
            ),
        )


def _tell(
    arguments: Namespace, output: Output, workbench: Workbench, proposal: Proposal, head: dict[str, Any]
) -> int:
    looks = proposing.looked(workbench.catalogue, workbench.project, proposal)
    assert looks is not None
    then = Proposed(workbench, proposal.wide)
    output.say(proposal.words)
    for look in looks:
        told = proposal_view.table(then, look, output.language, arguments.all)
        output.say(f"\n{look.year}  {look.after.compiled.method.key}  {told.title} {told.note}".rstrip())
        same = all(pair.same for pair in look.pairs) and not (look.asked or look.offered or look.unread)
        if same and not arguments.all:
            output.say(workbench.catalogue.texts("ui_changing")["changing.same_values"])
            continue
        rows = [("", *told.heads)]
        waits = workbench.catalogue.texts("ui_results")["compare.nothing"].into(output.language)
        rows += [
            (each.name, each.before or waits, each.now or waits, each.change, each.percent)
            for each in told.rows
        ]
        reasons = ("", *(row.reason for row in told.rows))
        for reason, text in zip(reasons, table(rows, frozenset({1, 2, 3, 4})), strict=True):
            output.say(f"  {text}")
            if reason:
                output.say(f"      {reason}")
        asked = proposal_view.questions(then, look, output.language)
        for text in (asked.asked, *(f"  {link.text}" for link in asked.links), *asked.notes):
            if text:
                output.say(f"  {text}")
    checks = base_check.checks(workbench, looks)
    if checks:
        output.say("\n" + "\n".join(base_check.said(workbench, checks, output.language)))
    changed = proposing.accept(workbench, proposal, arguments.reason) if arguments.accept else None
    if changed is not None:
        output.say(Words(f"\n已接受，第 {changed.number} 步。", f"\nAccepted as edit {changed.number}."))
    say = _sayer(workbench)
    output.give(
        {
            **head,
            "proposal": {
                "words": results.words(proposal.words),
                "kept": list(proposal.kept),
                "sealed": dict(proposal.sealed),
                "base": [_base(each) for each in checks],
            },
            "years": [_year(look, say) for look in looks],
            "edit": changed.number if changed is not None else 0,
        }
    )
    asks = any(look.asked for look in looks)
    return FOUND if asks and changed is None else DONE


def _sayer(workbench: Workbench) -> Callable[[Place], Words]:
    return lambda place: naming.place_words(workbench.project, workbench.catalogue, place)


def _year(look: Look, say: Callable[[Place], Words]) -> dict[str, Any]:
    return {
        "year": look.year,
        "before": look.before.compiled.method.key,
        "after": look.after.compiled.method.key,
        "sealed": look.sealed,
        "kept": look.kept,
        "missing": {"before": look.missing[0], "after": look.missing[1]},
        "lines": [_line(pair, look) for pair in look.pairs],
        "asked": [_gap(gap, say) for gap in look.asked],
        "offered": [
            {"place": results.place(each), "words": results.words(say(each))} for each in look.offered
        ],
        "unread": [{"place": results.place(each), "words": results.words(say(each))} for each in look.unread],
    }


def _line(pair: Pair, look: Look) -> dict[str, Any]:
    return {
        "id": pair.line.id,
        "row": pair.row,
        "words": results.words(pair.line.words),
        "scope": pair.line.scope,
        "total": pair.line.total,
        "before": _value(pair.before, pair, look, new=False),
        "after": _value(pair.after, pair, look, new=True),
        "difference": None if pair.difference is None else plain(pair.difference),
        "unit": pair.line.unit,
    }


def _value(result: Result | None, pair: Pair, look: Look, new: bool) -> dict[str, Any] | None:
    if result is None:
        return None
    method = (look.after if new else look.before).compiled.method
    line = method.lines[pair.line.id]
    if isinstance(result, Missing):
        missing = [
            {"kind": gap.kind, "place": results.place(gap.place), "what": gap.what}
            for gap in sorted(result.gaps)
        ]
        return {"value": None, "unit": line.unit, "clause": line.clause, "missing": missing}
    printed = printed_value(method, line, result).replace(",", "").replace(MINUS, "-")
    return {"value": plain(result.number), "printed": printed, "unit": result.unit, "clause": line.clause}


def _gap(gap: Gap, say: Callable[[Place], Words]) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "place": results.place(gap.place),
        "what": gap.what,
        "words": results.words(say(gap.place)),
    }


def _update(update: Update, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": update.id,
        "kind": update.kind,
        "words": results.words(update.words),
        "publisher": results.words(update.publisher),
        "date": update.date,
        "digest": update.digest,
        "factors": [
            {
                "id": each.id,
                "words": results.words(naming.factor_words(catalogue, each.id)),
                "before": None if each.before is None else plain(each.before.value),
                "before_unit": None if each.before is None else each.before.unit,
                "after": None if each.after is None else plain(each.after.value),
                "after_unit": None if each.after is None else each.after.unit,
                "year": None if each.after is None else each.after.year,
            }
            for each in update.factors
        ],
    }


def _base(test: base_check.BaseCheck) -> dict[str, Any]:
    tested = test.verdict
    return {
        "year": test.policy.year,
        "recorded": test.policy.recorded,
        "view": test.view,
        "published": test.published,
        "before": None if test.before is None else plain(test.before),
        "after": None if test.after is None else plain(test.after),
        "threshold": plain(test.policy.threshold),
        "share": None if tested is None or tested.share is None else plain(tested.share),
        "recalculate": test.reaches,
    }
