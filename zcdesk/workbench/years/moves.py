"""Moves: what moved between two years, with its figures, for each thing that a change is put down to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from zcdesk.calc.attribution import Attribution
from zcdesk.calc.decomposition import EXACT, total
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.year_reading import Reading, Rules
from zcdesk.domain.answer import Place
from zcdesk.domain.number import CONTEXT, rounded
from zcdesk.domain.trace import Traced
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import base_year
from zcdesk.workbench.results import results_view
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years.published import Restated
from zcdesk.workbench.years.restating import signed

NAMED = 2
"""How many products or sources a reason names."""


class Moves:
    """What moved from one year to another.

    Parameters
    ----------
    base, year : str
    view : str
        ``location`` or ``market``.
    """

    def __init__(
        self,
        workbench: Workbench,
        inventory: Inventory,
        energy: Inventory | None,
        say: Wording,
        rules: Rules,
        base: str,
        year: str,
        view: str,
    ) -> None:
        self.workbench, self.inventory, self.energy = workbench, inventory, energy
        self.say, self.rules = say, rules
        self.base, self.year, self.view = base, year, view
        self.rounding = inventory.compiled.method.rounding
        self._tellers: Mapping[str, Callable[[Attribution], tuple[str, str]]] = MappingProxyType(
            {
                "output": self._output,
                "mix": self._mix,
                "energy": self._energy,
                "fuel": self._fuel,
                "grid": self._grid,
                "factor": self._factor,
                "process": self._process,
            }
        )

    def because(self, id_: str, found: Attribution) -> tuple[str, str]:
        """What moved, in words, and a figure whose chain leads there (``""`` for none)."""
        return self._tellers[id_](found)

    def _output(self, found: Attribution) -> tuple[str, str]:
        if found.scale == self.rules.table:
            amounts = [
                total(each.amount for each in held.products.values()) for held in (found.before, found.now)
            ]
            unit = next(iter(found.now.products.values())).unit
            one = next(iter(found.now.products))
            name, figure = self.say("years.because.products"), Place(self.rules.amount, one, self.year)
        else:
            pair = found.before.totals[found.scale], found.now.totals[found.scale]
            amounts, unit = [each.number for each in pair], pair[1].unit
            quantity = self.inventory.compiled.vocabulary.quantities[found.scale]
            name, figure = self.say.of(quantity.words), Place(found.scale, "", self.year)
        texts = [self._amount(each) for each in amounts]
        return self._arrow(
            name, texts[0], texts[1], self.say.unit(unit), self.by(amounts[1], amounts[0])
        ), str(figure)

    def _mix(self, found: Attribution) -> tuple[str, str]:
        say, moved = self.say, []
        old, new = (self._scale(held, found) for held in (found.before, found.now))
        for row, product in found.now.products.items():
            pair = found.before.products[row].amount / old, product.amount / new
            moved.append((abs((pair[1] / pair[0]).ln()), row, pair))
        moved.sort(reverse=True)
        one_unit = found.scale == self.rules.table
        texts = []
        for _, row, pair in moved[:NAMED]:
            name = results_view.row_name(self.workbench, say, row)
            if one_unit:
                shares = [lines.share(each, Decimal(1), self.rounding) for each in pair]
                texts.append(say("years.because.share", what=name, before=shares[0], now=shares[1]))
            else:
                texts.append(say("years.because.by", what=name, n=self.by(pair[1], pair[0])))
        key = "mix_share" if one_unit else "mix_value"
        unit = "" if one_unit else say.unit(found.now.totals[found.scale].unit)
        figure = Place(self.rules.amount, moved[0][1], self.year)
        return say(f"years.because.{key}", what=say.join(texts), unit=unit), str(figure)

    def _energy(self, found: Attribution) -> tuple[str, str]:
        say, before, now = self.say, found.before.energy, found.now.energy
        if before is None or now is None:
            return say("years.because.energy_only", what=self._mostly(found, "energy")), ""
        old_text, new_text = self.number(before), self.number(now)
        text = self._arrow(
            say("years.because.energy"), old_text, new_text, say.unit("tce"), self.by(now, before)
        )
        if found.scale:
            old, new = before / self._scale(found.before, found), now / self._scale(found.now, found)
            one = next(iter(found.now.products.values())).unit if found.scale == self.rules.table else ""
            unit = say.unit(one or found.now.totals[found.scale].unit)
            per = [self._small(each) for each in (old, new)]
            more = say("years.because.per_energy", unit=unit, before=per[0], now=per[1], n=self.by(new, old))
            text = say.clauses((text, more))
        assert self.energy is not None
        lines_of = self.energy.compiled.method.lines.values()
        first = next(line for line in lines_of if line.total and not line.over)
        return text, str(Place(first.id, "", self.year))

    def _fuel(self, found: Attribution) -> tuple[str, str]:
        """Shares of energy: what does not emit, and the carriers that moved most."""
        say, texts = self.say, list[str]()
        old, new = ({each.key: each for each in held.sources} for held in (found.before, found.now))
        if not found.before.energy or not found.now.energy:
            return say("years.because.nothing"), ""
        pair = found.before.energy, found.now.energy
        free = [
            EXACT.subtract(whole, total(each.energy for each in held.values() if each.energy is not None))
            for whole, held in zip(pair, (old, new), strict=True)
        ]
        shares = [self._share(part, whole) for part, whole in zip(free, pair, strict=True)]
        if shares[0] != shares[1]:
            texts.append(
                say("years.because.share", what=say("years.because.free"), before=shares[0], now=shares[1])
            )
        parts = self.parts(found, "fuel")
        for key, name, _ in parts[: NAMED + 1 - len(texts)]:
            held = [each.get(key) for each in (old, new)]
            energies = [each.energy if each and each.energy is not None else Decimal(0) for each in held]
            shares = [self._share(part, whole) for part, whole in zip(energies, pair, strict=True)]
            texts.append(say("years.because.share", what=name, before=shares[0], now=shares[1]))
        if not texts:
            return say("years.because.nothing"), ""
        figure = self._figure(parts[0][0]) if parts else ""
        return say("years.because.shares", what=say.join(texts)), figure

    def _grid(self, found: Attribution) -> tuple[str, str]:
        """The factor of power in both years."""
        say = self.say
        names = [
            each.factor.get(self.view, "") for each in self.rules.carriers.values() if each.effect == "grid"
        ]
        name = next((name for name in names if name in self.inventory.compiled.method.lines), "")
        if not name:
            return self._mostly(found, "grid"), ""
        pair = [self.inventory.line(name, year) for year in (self.base, self.year)]
        if not all(isinstance(each, Traced) for each in pair):
            return self._mostly(found, "grid"), ""
        values = [each.number for each in pair if isinstance(each, Traced)]
        line = self.inventory.compiled.method.lines[name]
        texts = [lines.published(each, self.rounding) for each in values]
        unit, figure = say.unit(line.unit), str(Place(name, "", self.year))
        what = say.of(line.words)
        if values[0] == values[1]:
            return say("years.because.unchanged", what=f"{what} {texts[1]} {unit}"), figure
        return self._arrow(what, texts[0], texts[1], unit, self.by(values[1], values[0])), figure

    def _factor(self, found: Attribution) -> tuple[str, str]:
        return self._mostly(found, "factor"), self._first(found, "factor")

    def _process(self, found: Attribution) -> tuple[str, str]:
        return self._mostly(found, "process"), self._first(found, "process")

    def basis(self, id_: str, base: Restated) -> str:
        say, then = self.say, base.published
        if id_ == "boundary":
            told = [
                say(
                    "years.because.adjusted",
                    source=self.source(each.key),
                    amount=self.signed(each.amount),
                    reason=each.reason,
                )
                for each in base_year.adjustments(self.workbench.project)
                if each.year in (self.base, self.year)
            ]  # fmt: skip
            return say.clauses(told)
        if id_ == "method":
            if then is None or not then.changed:
                return say("years.because.method_unknown")
            return say("years.because.method", what=say.join(map(say.of, then.changed)))
        return say("years.because.data", n=then.edited if then is not None else 0)

    def _mostly(self, found: Attribution, id_: str) -> str:
        parts = self.parts(found, id_)[:NAMED]
        if not parts:
            return self.say("years.because.nothing")
        named = [self.say("years.item", what=name, value=self.signed(value)) for _, name, value in parts]
        return self.say("years.because.sources", what=self.say.join(named))

    def _first(self, found: Attribution, id_: str) -> str:
        parts = self.parts(found, id_)
        return self._figure(parts[0][0]) if parts else ""

    def parts(self, found: Attribution, id_: str) -> tuple[tuple[str, str, Decimal], ...]:
        parts = [(key, self.source(key), value) for key, value in found.effects.get(id_, {}).items() if value]
        return tuple(sorted(parts, key=lambda part: -abs(part[2])))

    # figures as printed

    def number(self, value: Decimal) -> str:
        return lines.number(value, self.rounding.places, self.rounding)

    def signed(self, value: Decimal) -> str:
        return signed(self.number(value))

    def _amount(self, value: Decimal) -> str:
        places = lines.needed((value,), 0)
        return lines.number(value, min(places, self.rounding.places), self.rounding)

    def _small(self, value: Decimal) -> str:
        """A ratio with four significant digits."""
        return lines.number(value, max(3 - value.adjusted(), 0), self.rounding) if value else "0"

    def _share(self, part: Decimal, whole: Decimal | None) -> str:
        return lines.share(part, whole, self.rounding) if whole else lines.DASH

    def by(self, now: Decimal, before: Decimal) -> str:
        if not before:
            return lines.DASH
        part = CONTEXT.multiply(CONTEXT.divide(CONTEXT.subtract(now, before), abs(before)), Decimal(100))
        places = 1 if rounded(part, 1, self.rounding.mode) or not part else 2
        return signed(lines.number(part, places, self.rounding))

    def _arrow(self, what: str, before: str, now: str, unit: str, by: str) -> str:
        return self.say("years.because.arrow_by", what=what, before=before, now=now, unit=unit, n=by)

    def _scale(self, held: Reading, found: Attribution) -> Decimal:
        if found.scale == self.rules.table:
            return total(each.amount for each in held.products.values())
        return held.totals[found.scale].number

    def source(self, key: str) -> str:
        line_id, _, row = key.rstrip("]").partition("[")
        if row:
            return results_view.row_name(self.workbench, self.say, row)
        line = self.inventory.compiled.method.lines.get(line_id)
        return (
            results_view.short_name(self.say, line) if line is not None else line_id or self.say("years.rest")
        )

    def _figure(self, key: str) -> str:
        return f"{key}@{self.year}" if key else ""
