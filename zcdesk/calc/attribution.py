"""Two years of a plant compared: the change by output, product mix, energy, fuel mix, factors and processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zcdesk.calc.decomposition import EXACT, LOGS, Chain, Step, effects, total
from zcdesk.calc.year_reading import Reading, Rules, Source

EFFECTS = ("output", "mix", "energy", "fuel", "grid", "factor", "process")
"""Output; product mix; energy intensity; energy mix; grid factor; other factors; what else is emitted per output."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The change between two years, by effect.

    Attributes
    ----------
    before, now : Reading
    effects : mapping of str to mapping of str to Decimal
        By effect in the order of `EFFECTS`, what it does to each source; all together are the change. [tCO2e]
    scale : str
        Quantity that told output; the table of products where they were added up; ``""`` where nothing did.
    notes : tuple of str
        What must be known to read it: ``value_scale``, ``no_output``, ``no_energy``, ``no_mix``, ``mixed``.
    """

    before: Reading
    now: Reading
    effects: Mapping[str, Mapping[str, Decimal]]
    scale: str
    notes: tuple[str, ...]

    @property
    def change(self) -> Decimal:
        """Later less earlier, exactly. [tCO2e]"""
        return EXACT.subtract(self.now.emission, self.before.emission)

    def effect(self, id_: str) -> Decimal:
        """One effect over all sources. [tCO2e]"""
        return total(self.effects.get(id_, {}).values())


def attribute(before: Reading, now: Reading, held: Rules) -> Attribution:
    """The change from one year to another by effect."""
    return _Attributing(before, now, held).told()


class _Attributing:
    """Two readings being put into chains."""

    def __init__(self, before: Reading, now: Reading, held: Rules) -> None:
        self.before, self.now, self.held = before, now, held
        self.notes: list[str] = []
        self.scale, self.top = self._scale()
        self.products = self._split()

    def told(self) -> Attribution:
        """The chains of all sources, and what comes of them."""
        pairs = {source.key: [source, None] for source in self.before.sources}
        for source in self.now.sources:
            pairs.setdefault(source.key, [None, None])[1] = source
        chains = [chain for key, (old, new) in pairs.items() for chain in self._chains(key, old, new)]
        found = effects(chains)
        ordered = {id_: MappingProxyType(dict(found[id_])) for id_ in EFFECTS if id_ in found}
        return Attribution(
            self.before, self.now, MappingProxyType(ordered), self.scale, tuple(dict.fromkeys(self.notes))
        )

    def _scale(self) -> tuple[str, tuple[Step, ...]]:
        """What tells output, and its level."""
        old, new = self.before.products, self.now.products
        units = {product.unit for product in (*old.values(), *new.values())}
        if old and set(old) == set(new) and len(units) == 1:
            amounts = [total(product.amount for product in each.values()) for each in (old, new)]
            if all(amounts):
                return self.held.table, (Step("output", *amounts),)
        for id_ in self.held.totals:
            if id_ in self.before.totals and id_ in self.now.totals:
                if len(units) > 1:
                    self.notes.append("value_scale")
                pair = self.before.totals[id_].number, self.now.totals[id_].number
                return id_, (Step("output", *pair),)
        self.notes.append("no_output")
        return "", ()

    def _split(self) -> tuple[str, ...]:
        """The products whose energy is known in both years, if they and the rest make up the whole."""
        old, new = self.before.products, self.now.products
        if self.before.energy is None or self.now.energy is None:
            self.notes.append("no_energy")
            return ()
        if len(old) < 2 and len(new) < 2:
            return ()
        fits = set(old) == set(new)
        for products, energy in ((old, self.before.energy), (new, self.now.energy)):
            parts = [product.energy for product in products.values()]
            known = [part for part in parts if part is not None and part >= 0]
            fits = fits and len(known) == len(parts) and 0 < total(known) <= energy
        if not fits or not self.scale:
            self.notes.append("no_mix")
            return ()
        self.notes.append("mixed")
        return tuple(old)

    def _chains(self, key: str, old: Source | None, new: Source | None) -> list[Chain]:
        group = (new or old).group  # type: ignore[union-attr]
        zero = Decimal(0)
        emission = (old.emission if old else zero, new.emission if new else zero)
        carrier = self.held.carriers.get(group)
        if carrier is None:
            return [Chain(key, (*self.top, Step("process", *emission)))]
        if self.before.energy is None or self.now.energy is None:
            return [Chain(key, (*self.top, Step("energy", *emission)))]
        whole = Step("energy", self.before.energy, self.now.energy)
        told = [source.energy for source in (old, new) if source is not None]
        own = (
            (Step("fuel", (old and old.energy) or zero, (new and new.energy) or zero),)
            if all(each is not None for each in told)
            else ()
        )
        last = Step(carrier.effect, *emission)
        if not self.products:
            return [Chain(key, (*self.top, whole, *own, last))]
        return self._by_product(key, own, last)

    def _by_product(self, key: str, own: tuple[Step, ...], last: Step) -> list[Chain]:
        """The source shared out to the products by their energy, and to what no product was metered for."""
        before, now = self.before, self.now
        energies = [
            (before.products[row].energy or Decimal(0), now.products[row].energy or Decimal(0))
            for row in self.products
        ]
        assert before.energy is not None
        assert now.energy is not None
        rest = (
            EXACT.subtract(before.energy, total(pair[0] for pair in energies)),
            EXACT.subtract(now.energy, total(pair[1] for pair in energies)),
        )
        shared = [*energies, rest]
        olds = [_shared([pair[0] for pair in shared], step.before) for step in (*own, last)]
        news = [_shared([pair[1] for pair in shared], step.now) for step in (*own, last)]
        chains = []
        for at, pair in enumerate(shared):
            mix: tuple[Step, ...] = ()
            if at < len(self.products):
                row = self.products[at]
                mix = (Step("mix", before.products[row].amount, now.products[row].amount),)
            below = tuple(
                Step(step.effect, old[at], new[at])
                for step, old, new in zip((*own, last), olds, news, strict=True)
            )
            chains.append(Chain(key, (*self.top, *mix, Step("energy", *pair), *below)))
        return chains


def _shared(weights: Sequence[Decimal], amount: Decimal) -> list[Decimal]:
    """An amount shared out by weights; the largest share takes what the quotients leave, so that nothing is lost."""
    whole = total(weights)
    parts = [LOGS.divide(LOGS.multiply(amount, weight), whole) for weight in weights]
    at = max(range(len(weights)), key=lambda each: weights[each])
    parts[at] = EXACT.subtract(amount, total(part for each, part in enumerate(parts) if each != at))
    return parts
