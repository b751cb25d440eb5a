"""The rules that schemes are held to beside those of methods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from zcdesk.formula.schemes import is_sum
from zcdesk.packs.rules import Complaint, Packs, error, is_day, scheme_file

_SECTOR = re.compile(r"[A-T]|\d{2,4}")


def _dates(packs: Packs) -> Iterator[Complaint]:
    """Days that there are; of a call that was not seen a year may be all that is known."""
    for key, found in packs.schemes.items():
        issued = found.scheme.method.issued
        if not issued or not is_day(issued):
            yield error(scheme_file(key), "issued", f"没有 {issued} 这一天", f"no such day: {issued}")
        scheme = found.scheme
        for name in ("valid_from", "valid_to", "withdrawn"):
            day = getattr(scheme, name)
            if not is_day(day, whole=True):
                yield error(scheme_file(key), name, f"没有 {day} 这一天", f"no such day: {day}")
        if scheme.valid_from and scheme.valid_to and scheme.valid_from > scheme.valid_to:
            yield error(scheme_file(key), "valid_from", "有效期的起讫颠倒", "is after valid_to")
        if scheme.successor and scheme.successor.replace("@", "/") not in packs.schemes:
            text = f"没有办法 {scheme.successor}", f"no such scheme: {scheme.successor}"
            yield error(scheme_file(key), "successor", *text)


def _read(packs: Packs) -> Iterator[Complaint]:
    """What is taken from methods or left to the plant is used, and every method has it in that unit."""
    for key, found in packs.schemes.items():
        read = {each.value for each in found.scheme.criteria}
        read |= {name for line in found.scheme.method.lines.values() for name in found.reads(line.id)}
        read |= {name for check in found.compiled.checks for name in check.reads}
        for id_ in (*found.scheme.taken, *found.scheme.choices):
            if id_ not in read:
                yield error(scheme_file(key), id_, "没有公式用它", "no formula uses it")
        for id_, taken in found.scheme.taken.items():
            units = {
                method.lines[id_].line.unit
                for method in packs.methods.values()
                if id_ in method.lines and method.method.kind == taken.kind
            }
            if units - {taken.unit}:
                text = f"各方法的单位是 {sorted(units)}", f"methods have it in {sorted(units)}"
                yield error(scheme_file(key), id_, *text)


def _reached(packs: Packs) -> Iterator[Complaint]:
    """Every line and every verdict has a worked example."""
    for key, found in packs.schemes.items():
        worked = packs.examples.get(f"schemes/{key}", ())
        lines = {expected.line for example in worked for expected in example.expect}
        judged = {f"{id_}.{level}.met" for example in worked for id_, level, _ in example.verdicts}
        made = {f"{each.id}." for each in found.scheme.criteria}
        scores = {each.id: each.score for each in found.scheme.criteria}
        for id_, line in found.scheme.method.lines.items():
            of_criterion = any(id_.startswith(start) for start in made)
            if is_sum(id_) or id_.endswith((".points", ".plan", ".plan.met", ".plan.applies")):
                continue
            end = id_.rpartition(".")[2]
            valued = ".measure." in id_ and end not in ("applies", "most")
            valued = valued or (end == "score" and bool(scores.get(id_.partition(".")[0])))
            wanted = valued or (end == "met" if of_criterion else bool(line.formula))
            if wanted and id_ not in (judged if of_criterion and not valued else lines):
                file = scheme_file(key, "examples")
                yield error(file, id_, "没有算例到这一行", "no example reaches this line")


def _place(packs: Packs) -> Iterator[Complaint]:
    """Whom a scheme is for: a province there is, sectors by letter or digits of GB/T 4754."""
    provinces = packs.vocabulary.lists.get("province", {})
    for key, found in packs.schemes.items():
        region = found.scheme.region
        if region and region not in provinces:
            yield error(scheme_file(key), "region", f"没有省份 {region}", f"no such province: {region}")
        for sector in found.scheme.sectors:
            if not _SECTOR.fullmatch(sector):
                text = f"{sector} 不是门类字母或代码", f"{sector} is neither a letter nor a code"
                yield error(scheme_file(key), "sectors", *text)


def _evidence(packs: Packs) -> Iterator[Complaint]:
    """Evidence that counts is of kinds there are."""
    kinds = packs.vocabulary.lists.get("evidence_kind", {})
    for key, found in packs.schemes.items():
        for criterion in found.scheme.criteria:
            for wanted in criterion.wants:
                if wanted.kind not in kinds:
                    text = f"没有证据类型 {wanted.kind}", f"no such kind of evidence: {wanted.kind}"
                    yield error(scheme_file(key), f"criterion {criterion.id}: wants", *text)


def _points(packs: Packs) -> Iterator[Complaint]:
    """Points add up to what the document says; where some are not public, to less."""
    for key, found in packs.schemes.items():
        wanted, criteria = found.scheme.points, found.scheme.criteria
        total = sum((each.points.most for each in criteria if each.points is not None), Decimal(0))
        bare = any(
            each.points is None and each.kind in ("core", "indicator") and not is_sum(each.value)
            for each in criteria
        )
        if wanted is not None and (total > wanted or (total != wanted and not bare)):
            text = f"各条共 {total} 分，文件为 {wanted} 分", f"criteria add up to {total}, not to {wanted}"
            yield error(scheme_file(key), "points", *text)


RULES: tuple[Callable[[Packs], Iterator[Complaint]], ...] = (
    _dates,
    _read,
    _place,
    _evidence,
    _points,
    _reached,
)
"""All of them, in the order of their complaints."""
