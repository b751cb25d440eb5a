"""Comparing: each source of a year against the year before, with the reason that the figures themselves prove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Place
from zcdesk.domain.method import Line
from zcdesk.domain.number import CONTEXT, MINUS, rounded
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.words import Language
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import naming
from zcdesk.workbench.results import results_view
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.workbench import Workbench

NAMED = 2
"""How many inputs that changed a reason names; the others are counted."""

MOST_PLACES = 4
"""Decimals of an amount that a sentence still says in full."""

Inputs = Mapping[tuple[str, str, str], Traced]
"""By id, row and, where it is a month, the month."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One source in both years.

    Attributes
    ----------
    figure, before_figure : str
        Ids of the two figures, for F2.
    name, scope : str
    now, before : str
        What each year printed [tCO2e]; ``""`` where it waits for something.
    change : str
        With its sign [tCO2e]; ``""`` where one of the two is missing.
    percent : str
        With its sign, without the per cent sign; ``""`` where it has no meaning.
    bar : float
        -1 to 1: a drawn copy of the change, the largest of all taken as 1.
    reason : str
    total : bool
    """

    figure: str
    before_figure: str
    name: str
    scope: str
    now: str
    before: str
    change: str
    percent: str
    bar: float
    reason: str
    total: bool = False

    @property
    def said(self) -> str:
        """The row as a screen reader says it."""
        percent = f"{self.percent} %" if self.percent else ""
        parts = (self.name, self.scope, self.before, self.now, self.change, percent, self.reason)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year against the one before.

    Attributes
    ----------
    title : str
        What came of it, in a sentence.
    heads : tuple of str
        Heads of the columns before, now, change, percent.
    rows : tuple of Difference
        The largest change first, what cannot be compared after them, the total last; none where no year is before.
    note : str
        What must be known to read the table.
    """

    title: str
    heads: tuple[str, str, str, str]
    rows: tuple[Difference, ...]
    note: str


def comparison(workbench: Workbench, year: str, language: Language, view: str) -> Comparison | None:
    """A year against the accounting year before it; None while no inventory method is pinned.

    Parameters
    ----------
    view : str
        ``location`` or ``market``.
    """
    inventory = results_view.emissions(workbench)
    if inventory is None:
        return None
    say = wording(workbench, language)
    before = results_view.earlier(workbench, year)
    if not before:
        return Comparison(say("compare.none", year=say.period(year)), ("", "", "", ""), (), "")
    return _Comparing(workbench, inventory, say, year, before, view).told()


class _Comparing:
    """Two years of one view being compared."""

    def __init__(
        self, workbench: Workbench, inventory: Inventory, say: Wording, year: str, before: str, view: str
    ) -> None:
        self.workbench, self.inventory, self.say = workbench, inventory, say
        self.year, self.before, self.view = year, before, view
        self.rounding = inventory.compiled.method.rounding

    def told(self) -> Comparison:
        say, found = self.say, []
        for line in results_view.source_lines(self.inventory, self.view):
            for id_, row in results_view.parts_of(self.inventory, line):
                pair = self._pair(id_, row)
                if all(isinstance(each, Traced) and not each.number for each in pair):
                    continue
                found.append((line, id_, row, pair))
        found.sort(key=lambda each: -abs(_change(each[3])) if _change(each[3]) is not None else 1)  # type: ignore[arg-type]
        most = max(
            (abs(change) for each in found if (change := _change(each[3])) is not None), default=Decimal(0)
        )
        rows = [self._row(line, id_, row, pair, most) for line, id_, row, pair in found]
        total = results_view.total_line(self.inventory, self.view)
        if total is None:
            return Comparison("", ("", "", "", ""), tuple(rows), "")
        whole = self._pair(total.id, "")
        last = self._row(total, total.id, "", whole, Decimal(0))
        unit = say.unit("tCO2e")
        heads = (
            f"{say.period(self.before)} {unit}",
            f"{say.period(self.year)} {unit}",
            say("compare.change", unit=unit),
            say("compare.percent"),
        )
        return Comparison(self._title(rows, last), heads, (*rows, last), self._note(found, whole))

    def _pair(self, id_: str, row: str) -> tuple[Result, Result]:
        return self.inventory.line(id_, self.year, row), self.inventory.line(id_, self.before, row)

    def _row(self, line: Line, id_: str, row: str, pair: tuple[Result, Result], most: Decimal) -> Difference:
        say, held = self.say, self.inventory.compiled.method.lines[id_]
        change = _change(pair)
        percent = lines.change(*pair, self.rounding)
        total = line.total
        name = results_view.row_name(self.workbench, say, row) if row else results_view.short_name(say, line)
        return Difference(
            str(Place(id_, row, self.year)),
            str(Place(id_, row, self.before)),
            say("results.sum") if total else name,
            "" if total else say(f"results.scope.{line.scope}"),
            self._printed(pair[0], held),
            self._printed(pair[1], held),
            self._signed(change, held) if change is not None else "",
            "" if percent == lines.DASH else percent,
            float(CONTEXT.divide(change, most)) if change and most else 0.0,  # a length on the screen
            "" if total and change is not None else self._reason(pair),
            total,
        )

    def _printed(self, result: Result, line: Line) -> str:
        if isinstance(result, Missing):
            return ""
        return lines.number(result.number, self._places(line), self.rounding)

    def _places(self, line: Line) -> int:
        return lines.places_of(self.inventory.compiled.method, line)

    def _signed(self, change: Decimal, line: Line) -> str:
        return _signed(lines.number(change, self._places(line), self.rounding))

    def _title(self, rows: list[Difference], last: Difference) -> str:
        say = self.say
        if not last.change:
            return say("compare.open")
        fell = last.change.startswith(MINUS)
        level = not last.change.strip("0.,")
        key = "compare.level" if level else "compare.fell" if fell else "compare.rose"
        text = say(
            key, year=say.period(self.before), change=last.change.lstrip(f"+{MINUS}"), percent=last.percent
        )
        down = next((row for row in rows if row.change.startswith(MINUS)), None)
        up = next((row for row in rows if row.change.startswith("+")), None)
        named = {"down": down, "up": up}
        values = {key: f"{row.name} {row.change}" for key, row in named.items() if row is not None}
        which = "both" if len(values) == 2 else next(iter(values), "")
        return (text + (say(f"compare.most_{which}", **values) if which else "")).strip()

    def _note(
        self, found: list[tuple[Line, str, str, tuple[Result, Result]]], whole: tuple[Result, Result]
    ) -> str:
        """Which view; a year between that is not in the project; printed parts that do not add up by a digit."""
        say, told = self.say, [self.say(f"compare.view.{self.view}")]
        if int(self.before) != int(self.year) - 1:
            told.append(
                say("compare.gap", year=say.period(str(int(self.year) - 1)), before=say.period(self.before))
            )
        changes, all_ = [_change(pair) for *_, pair in found], _change(whole)
        places, mode = self.rounding.places, self.rounding.mode
        known = [rounded(each, places, mode) for each in changes if each is not None]
        if (
            all_ is not None
            and len(known) == len(changes)
            and sum(known, Decimal(0)) != rounded(all_, places, mode)
        ):
            told.append(say("compare.rounding"))
        return "".join(told).strip()

    # why

    def _reason(self, pair: tuple[Result, Result]) -> str:
        """What the two figures prove about their difference."""
        say, (now, before) = self.say, pair
        if isinstance(now, Missing):
            return say("compare.waits", year=say.period(self.year), n=len(now.gaps))
        if isinstance(before, Missing):
            return say("compare.waits", year=say.period(self.before), n=len(before.gaps))
        if not before.number:
            return say("compare.new", year=say.period(self.before))
        if not now.number:
            return say("compare.gone", year=say.period(self.year))
        amounts = self._changed(self._inputs(now, True), self._inputs(before, True))
        factors = self._changed(self._inputs(now, False), self._inputs(before, False))
        if amounts and factors:
            return say("compare.both", amounts=self._named(amounts), factors=self._named(factors))
        if amounts:
            return say("compare.amounts", what=self._named(amounts))
        if factors:
            return say("compare.factors", what=self._named(factors))
        return say("compare.same")

    def _named(self, changed: list[str]) -> str:
        say, rest = self.say, len(changed) - NAMED
        text = say.join(changed[:NAMED])
        return say("compare.more", what=text, n=rest) if rest > 0 else text

    def _inputs(self, result: Traced, amounts: bool) -> Inputs:
        """The amounts that a figure was made from, or what they were multiplied with, as high up as it has a name."""
        found: dict[tuple[str, str, str], Traced] = {}
        rests: dict[int, bool] = {}

        def on_amounts(item: Traced) -> bool:
            """Whether an amount is below; what is averaged over amounts does not count as one."""
            if id(item) not in rests:
                rests[id(item)] = self._is_amount(item) or (
                    not self._is_coefficient(item) and any(on_amounts(inner) for inner in item.inputs)
                )
            return rests[id(item)]

        stack = list(result.inputs)
        while stack:
            item = stack.pop()
            if self._is_amount(item) or not on_amounts(item):
                if (
                    self._is_amount(item) == amounts
                    and isinstance(item.value, Decimal)
                    and item.kind != "constant"
                ):
                    found.setdefault((item.id, item.row, item.period[4:]), item)
            else:
                stack.extend(reversed(item.inputs))
        return found

    def _is_amount(self, item: Traced) -> bool:
        quantity = self.inventory.compiled.vocabulary.quantities.get(item.id)
        return quantity is not None and quantity.fold == "sum" and isinstance(item.value, Decimal)

    def _is_coefficient(self, item: Traced) -> bool:
        quantity = self.inventory.compiled.vocabulary.quantities.get(item.id)
        return quantity is not None and quantity.fold != "sum"

    def _changed(self, now: Inputs, before: Inputs) -> list[str]:
        """Inputs that are not what they were, the largest difference first, in words."""
        several = len({row for _, row, _ in (*now, *before)}) > 1
        found: list[tuple[Decimal, str]] = []
        for key in dict.fromkeys((*now, *before)):
            new, old = now.get(key), before.get(key)
            one = new or old
            assert one is not None
            if new is not None and old is not None and new.number == old.number:
                continue
            name, unit = self._name(one, several), self.say.unit("" if one.unit == "1" else one.unit)
            told = [self._amount(each) if each is not None else "" for each in (old, new)]
            values = {"what": name, "unit": unit, "before": told[0], "now": told[1]}
            size = abs((new.number if new else Decimal(0)) - (old.number if old else Decimal(0)))
            if old is None or new is None:
                if size:
                    found.append(
                        (size, self.say(f"compare.item_{'new' if old is None else 'gone'}", **values).strip())
                    )
                continue
            text, percent = self.say("compare.item", **values).strip(), self._by(new.number, old.number)
            found.append((size, self.say("compare.item_by", what=text, n=percent) if percent else text))
        return [text for _, text in sorted(found, key=lambda each: -each[0])]

    def _by(self, now: Decimal, before: Decimal) -> str:
        """By how much, with one decimal or, where that shows nothing, two. [%]"""
        if not before:
            return ""
        part = CONTEXT.divide(CONTEXT.subtract(now, before), abs(before))
        percent = CONTEXT.multiply(part, Decimal(100))
        places = 1 if rounded(percent, 1, self.rounding.mode) else 2
        return _signed(lines.number(percent, places, self.rounding))

    def _amount(self, item: Traced) -> str:
        """An input as it is said in a sentence; the chain has all its digits."""
        if self._is_amount(item):
            places = lines.needed((item.number,), 0)
            return lines.number(item.number, places if places <= MOST_PLACES else 2, self.rounding)
        return lines.published(item.number, self.rounding)

    def _name(self, item: Traced, several: bool) -> str:
        """What an input is called; its row is said where there are several."""
        say = self.say
        quantities = self.inventory.compiled.vocabulary.quantities
        line = self.inventory.compiled.method.lines.get(item.id)
        if item.kind == "factor":
            return say.of(naming.factor_words(self.workbench.catalogue, item.source))
        words = (
            quantities[item.id].words if item.id in quantities else line.words if line is not None else None
        )
        name = say.of(words) if words is not None else item.id
        month = f"{say.month(item.period)} " if len(item.period) == 7 else ""
        of = f"{results_view.row_name(self.workbench, say, item.row)} " if item.row and several else ""
        return f"{month}{of}{name}"


def _change(pair: tuple[Result, Result]) -> Decimal | None:
    now, before = pair
    if isinstance(now, Missing) or isinstance(before, Missing):
        return None
    return CONTEXT.subtract(now.number, before.number)


def _signed(text: str) -> str:
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def copied(found: Comparison, heads: Iterable[str]) -> str:
    """The table for a spreadsheet, tabs between its cells."""
    told = ["\t".join(heads)]
    for row in found.rows:
        cells = [row.before, row.now, row.change, row.percent]
        plain = [cell.replace(",", "").replace(MINUS, "-") for cell in cells]
        told.append("\t".join([row.name, row.scope, *plain, row.reason]))
    return "\n".join(told)
