"""Audit: sums, shares and totals of a published report that do not agree, given only what it prints.

Two printed figures agree if some pair of unrounded figures does: each stands for everything that rounds to it, so a
sum of ten lines with two decimals may be 0.05 off. A sum that would hold if its result had been cut off instead of
rounded is told apart. Where a sum does not hold, the line is looked for that would mend it with one digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Literal

from zcdesk.domain.number import CONTEXT, plain, rounded
from zcdesk.domain.printed import PrintedLine, PrintedReport, Relation
from zcdesk.formula.syntax import FormulaError, Name, Node, Operation, names, parse
from zcdesk.formula.syntax import Literal as Number

Kind = Literal["sum", "share", "shares", "relation", "restated", "unreadable"]
Verdict = Literal["agrees", "cut_off", "differs", "unreadable"]

HUNDRED = Decimal(100)
_MOST = 3
"""Lines that are named as possibly misprinted."""
_ROUNDED = 5
"""Digits from which an input is taken as rounded."""
_TOTAL = ("合计", "总计", "小计", "总量", "总排放", "总和", "total", "sum")
_GRAND = ("总", "grand", "overall")

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A line that would mend a sum.

    Attributes
    ----------
    line : str
        Id.
    meant : str
        What it would have to be, with its own decimals.
    how : str
        ``digit``: one digit differs. ``swapped``: two neighbours are swapped. ``point``: the point is elsewhere.
    """

    line: str
    meant: str
    how: Literal["digit", "swapped", "point"]


@dataclass(frozen=True, slots=True)
class Audited:
    """One thing that was looked at.

    Attributes
    ----------
    kind : Kind
    verdict : Verdict
    line : str
        Id of the result.
    of : tuple of str
        Ids of what it is made of.
    printed, computed : Decimal
        [unit of the line; % for shares]
    tolerance : Decimal
        How far apart the two may be by rounding alone.
    suspects : tuple of Suspicion
    name : str
        What a relation is called; for an unreadable one the reason.
    guessed : bool
        That the parts belong to the total was seen from names and order, not said.
    """

    kind: Kind
    verdict: Verdict
    line: str
    of: tuple[str, ...]
    printed: Decimal
    computed: Decimal
    tolerance: Decimal
    suspects: tuple[Suspicion, ...] = ()
    name: str = ""
    guessed: bool = False

    @property
    def difference(self) -> Decimal:
        """Printed less computed."""
        return CONTEXT.subtract(self.printed, self.computed)


def audit(report: PrintedReport) -> tuple[Audited, ...]:
    """Everything that was looked at in a report, in the order of its lines, relations last."""
    lines = {line.id: line for line in report.lines}
    found = [*_sums(report, lines), *_shares(report.lines, lines), *_restated(report.lines)]
    found += [_relation(each, lines) for each in report.relations]
    return tuple(_confirmed(found))


def wrong(found: Sequence[Audited]) -> tuple[Audited, ...]:
    """What does not agree, or could not be read."""
    return tuple(each for each in found if each.verdict != "agrees")


def _sums(report: PrintedReport, lines: Mapping[str, PrintedLine]) -> list[Audited]:
    listed = report.lines
    parts: dict[str, list[PrintedLine]] = {}
    for line in listed:
        if line.part_of in lines:
            parts.setdefault(line.part_of, []).append(line)
    found = [_sum(lines[total], mine, False) for total, mine in parts.items()]
    if not parts and not report.relations:  # nothing is said of what belongs together
        for alike in _alike(listed):
            found += [
                each for at, line in enumerate(alike) if _is_total(line) and (each := _guessed(alike, at))
            ]
    return found


def _sum(total: PrintedLine, parts: Sequence[PrintedLine], guessed: bool) -> Audited:
    computed, tolerance = Decimal(0), total.half
    for part in parts:
        computed = CONTEXT.add(computed, -part.value if part.minus else part.value)
        tolerance += part.half
    apart = CONTEXT.subtract(total.value, computed)
    verdict = _verdict(apart, tolerance, total.half)
    made = Audited(
        "sum",
        verdict,
        total.id,
        tuple(part.id for part in parts),
        total.value,
        computed,
        tolerance,
        guessed=guessed,
    )
    if verdict != "differs":
        return made
    suspects = [_suspect(total, computed)]
    suspects += [
        _suspect(part, CONTEXT.subtract(part.value, apart) if part.minus else CONTEXT.add(part.value, apart))
        for part in parts
    ]
    return replace(made, suspects=tuple(each for each in suspects if each is not None)[:_MOST])


def _alike(listed: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Results of one unit and period together, in their order."""
    groups: dict[tuple[str, str], list[PrintedLine]] = {}
    for line in listed:
        if line.kind == "result":
            groups.setdefault((line.unit, line.period), []).append(line)
    return list(groups.values())


def _guessed(alike: Sequence[PrintedLine], at: int) -> Audited | None:
    """A total by its name, against the lines before it or after it, whichever way it adds up."""
    total = alike[at]
    run = _until_total(alike[index] for index in range(at - 1, -1, -1))[::-1]
    made = _tried(total, [run, _until_total(alike[index] for index in range(at + 1, len(alike)))])
    if all(each.verdict == "differs" for each in made) and (_is_grand(total) or not run):
        before = alike[:at]
        totals = [line for line in before if _is_total(line)]
        wide = [[line for line in before if not _is_total(line)]]
        if totals:
            wide += [[*totals, *before[before.index(totals[-1]) + 1 :]], totals]
        made += _tried(total, wide)
    good = next((each for each in made if each.verdict != "differs"), None)
    return good or min(made, key=lambda each: abs(each.difference), default=None)


def _tried(total: PrintedLine, tries: Sequence[Sequence[PrintedLine]]) -> list[Audited]:
    return [_sum(total, parts, True) for parts in tries if len(parts) > 1]


def _until_total(lines: Iterable[PrintedLine]) -> list[PrintedLine]:
    found = []
    for line in lines:
        if _is_total(line):
            break
        found.append(line)
    return found


def _is_total(line: PrintedLine) -> bool:
    name = line.name.lower()
    return any(word in name for word in _TOTAL)


def _is_grand(line: PrintedLine) -> bool:
    return any(word in line.name.lower() for word in _GRAND)


def _shares(listed: Sequence[PrintedLine], lines: Mapping[str, PrintedLine]) -> list[Audited]:
    found: list[Audited] = []
    groups: dict[str, list[PrintedLine]] = {}
    totals: dict[tuple[str, str], PrintedLine | None] = {}
    for line in listed:
        if line.share is None:
            continue
        alike = (line.unit, line.period)
        if alike not in totals:
            totals[alike] = _only_total(listed, line)
        whole = lines.get(line.share_of or line.part_of) or totals[alike]
        if whole is None or whole.value == 0:
            continue
        if whole.id != line.id:
            groups.setdefault(whole.id, []).append(line)
        computed = CONTEXT.multiply(CONTEXT.divide(line.value, whole.value), HUNDRED)
        low, high = _divided(
            (line.value - line.half, line.value + line.half),
            (whole.value - whole.half, whole.value + whole.half),
        )
        tolerance = max(high * HUNDRED - computed, computed - low * HUNDRED) + line.share_half
        apart = CONTEXT.subtract(line.share, computed)
        verdict = _verdict(apart, tolerance, line.share_half)
        found.append(Audited("share", verdict, line.id, (line.id, whole.id), line.share, computed, tolerance))
    for whole_id, mine in groups.items():
        parts = {line.id for line in listed if line.part_of == whole_id}
        if parts and parts != {line.id for line in mine}:
            continue  # some parts have no share: the others need not be the whole
        total = sum(
            (-line.share if line.minus else line.share for line in mine if line.share is not None), Decimal(0)
        )
        if not parts and abs(total - HUNDRED) > 5:
            continue  # nothing says that these are all
        tolerance = sum((line.share_half for line in mine), Decimal(0))
        verdict = "agrees" if abs(total - HUNDRED) <= tolerance else "differs"
        of = tuple(line.id for line in mine)
        found.append(Audited("shares", verdict, whole_id, of, total, HUNDRED, tolerance))
    return found


def _only_total(listed: Sequence[PrintedLine], line: PrintedLine) -> PrintedLine | None:
    totals = [
        each for each in listed if _is_total(each) and each.unit == line.unit and each.period == line.period
    ]
    grand = [each for each in totals if _is_grand(each)]
    chosen = totals if len(totals) == 1 else grand
    return chosen[0] if len(chosen) == 1 else None


def _restated(listed: Sequence[PrintedLine]) -> list[Audited]:
    """The same figure printed twice, and nearly but not quite alike.

    Names recur in a table (diesel of every workshop); two lines are the same figure if there are no more than two of
    the name, and one digit or a few per cent is all that tells them apart.
    """
    named: dict[tuple[str, str, str], list[PrintedLine]] = {}
    for line in listed:
        if line.name and line.period:
            named.setdefault((line.name, line.period, line.unit), []).append(line)
    found: list[Audited] = []
    for pair in named.values():
        if len(pair) != 2:
            continue
        first, line = pair
        tolerance = first.half + line.half
        apart = abs(first.value - line.value)
        if apart <= tolerance:
            continue
        suspect = _suspect(line, first.value)
        if suspect is not None or apart * 50 < abs(first.value):
            suspects = (suspect,) if suspect is not None else ()
            found.append(
                Audited(
                    "restated", "differs", line.id, (first.id,), line.value, first.value, tolerance, suspects
                )
            )
    return found


def _relation(relation: Relation, lines: Mapping[str, PrintedLine]) -> Audited:
    def unreadable(why: str) -> Audited:
        zero = Decimal(0)
        return Audited("unreadable", "unreadable", relation.result, (), zero, zero, zero, name=why)

    try:
        tree = parse(relation.formula)
        asked = tuple(dict.fromkeys(names(tree)))
        unknown = [id_ for id_ in (relation.result, *asked) if id_ not in lines]
        if unknown:
            return unreadable(unknown[0])
        exact = {id_: (lines[id_].value, lines[id_].value) for id_ in asked}
        computed = _range(tree, exact)[0]
        spread = {id_: _spread(lines[id_]) for id_ in asked}
        low, high = _range(tree, spread)
    except (FormulaError, DivisionByZero, InvalidOperation):
        return unreadable(relation.formula)
    result = lines[relation.result]
    tolerance = max(high - computed, computed - low) + result.half
    verdict = _verdict(result.value - computed, tolerance, result.half)
    suspect = _suspect(result, computed) if verdict == "differs" else None
    suspects = (suspect,) if suspect is not None else ()
    return Audited(
        "relation",
        verdict,
        result.id,
        asked,
        result.value,
        computed,
        tolerance,
        suspects,
        relation.name or relation.formula,
    )


def _spread(line: PrintedLine) -> Range:
    """What a printed figure stands for. A short input is meant as it stands: 28, 0.0153; a long one was rounded."""
    if line.kind == "input" and len(line.value.normalize().as_tuple().digits) < _ROUNDED:
        return line.value, line.value
    return line.value - line.half, line.value + line.half


def _verdict(apart: Decimal, tolerance: Decimal, half: Decimal) -> Verdict:
    """Whether two figures agree; `half` is that of the printed one, which may have been cut off instead of rounded."""
    if abs(apart) <= tolerance:
        return "agrees"
    return "cut_off" if -(tolerance + half) < apart < 0 else "differs"


def _range(node: Node, known: Mapping[str, Range]) -> Range:
    """Least and most of a formula whose names lie in ranges (interval arithmetic)."""
    match node:
        case Number(Decimal() as value):
            return value, value
        case Name(id_):
            return known[id_]
        case Operation("neg", (inner,)):
            low, high = _range(inner, known)
            return -high, -low
        case Operation("+" | "-" | "*" | "/" as op, (left, right)):
            a, b = _range(left, known), _range(right, known)
            if op == "+":
                return CONTEXT.add(a[0], b[0]), CONTEXT.add(a[1], b[1])
            if op == "-":
                return CONTEXT.subtract(a[0], b[1]), CONTEXT.subtract(a[1], b[0])
            if op == "*":
                corners = [CONTEXT.multiply(x, y) for x in a for y in b]
                return min(corners), max(corners)
            return _divided(a, b)
        case _:
            raise FormulaError("only + - * / and brackets")


def _divided(a: Range, b: Range) -> Range:
    if b[0] <= 0 <= b[1]:
        raise FormulaError("divides by what may be zero")
    corners = [CONTEXT.divide(x, y) for x in a for y in b]
    return min(corners), max(corners)


def _suspect(line: PrintedLine, needed: Decimal) -> Suspicion | None:
    """The slip that would turn what a line should say into what it says."""
    digits = max(-int(line.step.normalize().as_tuple().exponent), 0)
    meant = rounded(needed, digits)
    if meant == line.value or meant <= 0 or line.value <= 0:
        return None
    here, there = f"{line.value:.{digits}f}", f"{meant:.{digits}f}"
    if here.replace(".", "").strip("0") == there.replace(".", "").strip("0"):
        return Suspicion(line.id, plain(meant), "point")
    if len(here) != len(there):
        return None
    apart = [at for at, (one, other) in enumerate(zip(here, there, strict=True)) if one != other]
    if len(apart) == 1:
        return Suspicion(line.id, there, "digit")
    if (
        len(apart) == 2
        and apart[1] - apart[0] == 1
        and here[apart[0]] == there[apart[1]]
        and here[apart[1]] == there[apart[0]]
    ):
        return Suspicion(line.id, there, "swapped")
    return None


def _confirmed(found: Sequence[Audited]) -> list[Audited]:
    """Suspicions that two findings share come first: the same digit mends both."""
    held = [(each.line, each.meant.rstrip("0")) for one in found for each in one.suspects]
    return [
        replace(
            one,
            suspects=tuple(
                sorted(one.suspects, key=lambda each: -held.count((each.line, each.meant.rstrip("0"))))
            ),
        )
        if len(one.suspects) > 1
        else one
        for one in found
    ]
