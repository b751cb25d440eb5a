"""Review: the findings of one inventory, kept up to date edit by edit.

A finding rests either on the answers of one quantity of one row, or on results. The first are remembered by quantity
and row and judged anew where an edit touched them; the second are asked of the inventory, which forgets exactly what
an edit changed. A review that has followed any number of edits finds what a fresh one finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from zcdesk.calc.checks import below_zero, conflict, disagreeing, gaps, judge, said_twice, total_lines
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.line_reading import Key
from zcdesk.calc.monthly import Suspect, bills, suspects
from zcdesk.calc.settled import settled
from zcdesk.calc.witnesses import JUMP, Around, told
from zcdesk.domain.answer import PROJECT, Answer, Place, year_of
from zcdesk.domain.finding import Finding
from zcdesk.domain.method import Check, printed_value
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import TO_CONFIRM, Flag, Gap, Traced, confirmation, is_stated_zero
from zcdesk.domain.unit import pretty
from zcdesk.formula.compiled import CompiledCheck
from zcdesk.formula.syntax import names

if TYPE_CHECKING:
    from zcdesk.calc.trials import Trials

_TO_KNOW = frozenset({"single_source", "density", "illustrative", "default_taken"})

Group = tuple[str, str]
"""Quantity and row: where the answers of one line of a page sit."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the answers of one group in one year are worth.

    Attributes
    ----------
    wrong : tuple of Finding
        About single answers.
    conflict : Finding or None
        The year and its months differ.
    bare : tuple of str
        Periods whose amounts have no evidence.
    suspects : tuple of Suspect
        Months that stand out of the row, or the year as a whole.
    """

    wrong: tuple[Finding, ...]
    conflict: Finding | None
    bare: tuple[str, ...]
    suspects: tuple[Suspect, ...] = ()


_NOTHING = _Judged((), None, ())


class Review:
    """Findings of one inventory.

    Parameters
    ----------
    inventory : Inventory
        Kept up to date by its owner, who tells `follow` which answers an edit touched.
    """

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self._judged: dict[str, dict[Group, _Judged]] = {}
        self._flags: dict[Key, tuple[Traced, tuple[Flag, ...]]] = {}
        self._groups: tuple[Group, ...] | None = None
        self._known: frozenset[Group] = frozenset()
        self._around: dict[str, Around] = {}
        self._bills = bills(inventory)
        self._trials: Trials | None = None

    def _tried(self, year: str, against: list[tuple[CompiledCheck, str]]) -> list[Finding]:
        if not against:
            return []
        from zcdesk.calc import trials  # a project whose checks hold does not wait for it

        if self._trials is None:
            self._trials = trials.Trials(self.inventory.compiled)
        return self._trials.slips(self.inventory, year, against)

    def follow(self, places: Iterable[Place]) -> None:
        """Forget what rests on these answers; the inventory has them already."""
        quantities = self.inventory.compiled.vocabulary.quantities
        for place in places:
            quantity = quantities.get(place.quantity)
            if quantity is None or quantity.output or not place.period:
                self._around.clear()
            touched: list[Group] = [(place.quantity, place.row)]
            if quantity is not None and quantity.pays:
                touched.append((quantity.pays, place.row))
            if place.row and place.period == PROJECT:  # the row may now count in another unit
                touched += [group for group in self._all_groups() if group[1] == place.row]
            for held in self._judged.values():
                for group in touched:
                    held.pop(group, None)
            if self._groups is not None and touched[0] not in self._known:
                self._groups = None

    def findings(self, year: str) -> list[Finding]:
        """All findings of a year: unusable, missing, implausible, to be confirmed, good to know."""
        inventory = self.inventory
        judged = self._judge(year)
        wanted = total_lines(inventory)
        lacking = gaps(inventory, wanted, year)
        waited = {gap.place for gap in lacking}
        found: list[Finding] = [
            finding for each in judged.values() for finding in each.wrong if counted(finding) not in waited
        ]
        found += [_gap(gap) for gap in lacking if gap.kind != "invalid"]
        found += [each.conflict for each in judged.values() if each.conflict is not None]
        around = self._around.setdefault(year, Around(year))
        slips = told(inventory, (each for one in judged.values() for each in one.suspects), around)
        slipped = {_beside(slip.place) for slip in slips if slip.place is not None}
        found += slips
        against: list[tuple[CompiledCheck, str]] = []
        for check in inventory.compiled.checks:
            failing = broken(inventory, check, year)
            found += [
                each
                for each in failing
                if each.code != JUMP or each.place is None or _beside(each.place) not in slipped
            ]
            rows = (each.place.row if each.place is not None else "" for each in failing if each.code != JUMP)
            against += [(check, row) for row in rows]
        found += [
            each
            for each in self._tried(year, against)
            if each.place is not None and _beside(each.place) not in slipped
        ]
        found += disagreeing(inventory)
        found += said_twice(inventory)
        found += below_zero(inventory, wanted, year)
        for flag in self.flags(wanted, year):
            if flag.code in TO_CONFIRM:
                if confirmation(flag.code, flag.details) not in inventory.project.settings:
                    found.append(Finding(flag.code, "warning", None, flag.details))
            elif flag.code in _TO_KNOW:
                found.append(Finding(flag.code, "note", None, flag.details))
        found += [
            Finding("no_evidence", "note", Place(id_, row, year), (("bare", " ".join(each.bare)),))
            for (id_, row), each in judged.items()
            if each.bare
        ]
        return list(dict.fromkeys(settled(inventory, each) for each in found))

    def flags(self, lines: Iterable[str], year: str) -> list[Flag]:
        """Every flag in the trees of these lines, each once.

        What only multiplies a stated zero ("this plant has none") bears on nothing, and is left out. Where a line is
        missing, what must be confirmed of that which is known below it is asked about now, as its report does.
        """
        found: dict[Flag, None] = {}
        below: dict[str, None] = {}
        for id_ in lines:
            result = self.inventory.line(id_, year)
            if isinstance(result, Traced):
                found.update(dict.fromkeys(self._flags_of(result)))
            else:
                below[id_] = None
        for known in self._known_below(below, year):
            found.update(dict.fromkeys(each for each in self._flags_of(known) if each.code in TO_CONFIRM))
        return list(found)

    def _known_below(self, missing: Iterable[str], year: str) -> Iterator[Traced]:
        """What is known of the lines and rows that missing lines are made of, each line looked at once."""
        compiled = self.inventory.compiled
        waiting = list(missing)
        seen: set[str] = set()
        while waiting:
            id_ = waiting.pop()
            if id_ in seen:
                continue
            seen.add(id_)
            over = compiled.method.lines[id_].over
            rows = [row.id for row in self.inventory.rows(over)] if over else [""]
            results = [self.inventory.line(id_, year, row) for row in rows]
            yield from (each for each in results if isinstance(each, Traced))
            if any(not isinstance(each, Traced) for each in results):
                waiting += [name for name in names(compiled.lines[id_].tree) if name in compiled.lines]

    def _flags_of(self, item: Traced) -> tuple[Flag, ...]:
        """Flags of a figure and of all below it, in the order met; remembered as long as it is the same figure."""
        key = (item.id, item.row, item.period)
        held = self._flags.get(key)
        if held is not None and held[0] is item:
            return held[1]
        found = dict.fromkeys(item.flags)
        if not is_stated_zero(item):
            for each in item.inputs:
                if each.inputs or each.flags:
                    found.update(dict.fromkeys(self._flags_of(each)))
        told = tuple(found)
        self._flags[key] = (item, told)
        return told

    def _judge(self, year: str) -> dict[Group, _Judged]:
        """What all groups are worth in a year, in the order of quantity and row."""
        held = self._judged.setdefault(year, {})
        answered = self.inventory.resolver.answered
        judged: dict[Group, _Judged] = {}
        for group in self._all_groups():
            if group not in held:
                held[group] = self._judge_group(group, answered[group], year)
            if held[group] is not _NOTHING:
                judged[group] = held[group]
        return judged

    def _judge_group(self, group: Group, cells: Mapping[str, Answer], year: str) -> _Judged:
        inventory = self.inventory
        project, compiled = inventory.project, inventory.compiled
        id_, row = group
        asked = compiled.vocabulary.quantities.get(id_)  # whatever is answered, read by this method or not
        read_here = id_ in compiled.quantities or (
            asked is not None and bool(asked.checked or asked.pays or asked.output or asked.capacity_of)
        )
        wrong: list[Finding] = []
        bare: list[str] = []
        quantity = compiled.quantities.get(id_)
        for period in sorted(cells):
            answer, when = cells[period], year_of(period)
            if read_here and when in (PROJECT, year):
                wrong += judge(project, compiled.vocabulary, Place(id_, row, period), answer, inventory)
            counts = quantity is not None and quantity.kind == "number" and when == year
            if counts and answer.standing == "given" and not answer.evidence:
                bare.append(period)
        differs = conflict(inventory, quantity, row, year) if quantity is not None and year in cells else None
        strays = suspects(inventory, asked, row, year, self._bills.get(id_)) if asked is not None else ()
        if not (wrong or differs or bare or strays):
            return _NOTHING
        return _Judged(tuple(wrong), differs, tuple(bare), strays)

    def _all_groups(self) -> tuple[Group, ...]:
        if self._groups is None:
            self._known = frozenset(
                group for group, cells in self.inventory.resolver.answered.items() if cells
            )
            self._groups = tuple(sorted(self._known))
        return self._groups


def findings(inventory: Inventory, year: str) -> list[Finding]:
    """All findings of a year under one method, found from nothing."""
    return Review(inventory).findings(year)


def _beside(place: Place) -> Group:
    """What a slip may make jump: the quantities of its kind in its row."""
    return place.quantity.partition(".")[0], place.row


def counted(finding: Finding) -> Place | None:
    """Where it is chosen what the row of an amount that cannot be read counts in; None of any other finding."""
    if finding.code != "unit_open" or finding.place is None:
        return None
    return Place(dict(finding.details)["counted"], finding.place.row)


def _gap(gap: Gap) -> Finding:
    details = (("what", gap.what),) if gap.what else ()
    return Finding(f"missing_{gap.kind}", "missing", gap.place, details)


def broken(inventory: Inventory, item: CompiledCheck, year: str) -> list[Finding]:
    """Where a check does not hold in a year."""
    check = item.check
    rows = [row.id for row in inventory.rows(check.over)] if check.over else [""]
    quantity = inventory.compiled.vocabulary.quantities[check.at]
    period = "" if quantity.per == "project" else year
    failing = [
        row
        for row in rows
        if inventory.verdict(f"{check.id}.when", item.when, row, year) is True
        and inventory.verdict(f"{check.id}.holds", item.holds, row, year) is False
    ]
    return [
        Finding(
            check.finding,
            check.severity,
            Place(check.at, row if quantity.table else "", period),
            (("check", check.id), *_told(inventory, check, row, year)),
        )
        for row in failing
    ]


def _told(inventory: Inventory, check: Check, row: str, year: str) -> list[tuple[str, str]]:
    """The figures that a finding tells, as printed; a dash for one that is missing."""
    method, found = inventory.compiled.method, []
    for number, id_ in enumerate(check.tells, start=1):
        line = method.lines[id_]
        result = inventory.line(id_, year, row if line.over else "")
        text = "—"
        if isinstance(result, Traced):
            unit = "" if result.unit == "1" else pretty(result.unit)
            text = f"{printed_value(method, line, result)} {unit}".strip()
        found.append((f"tells_{number}", text))
    return found
