"""Answers to values in canonical units: standing, months to years, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from zcdesk.calc.factors import FactorBook
from zcdesk.domain.answer import PROJECT, Answer, Place, months_of, year_of
from zcdesk.domain.day import day
from zcdesk.domain.number import CONTEXT, NotANumber, read, scaled
from zcdesk.domain.trace import Flag, Gap, Missing, Result, Traced
from zcdesk.domain.unit import BOUND, Unit, UnitError
from zcdesk.domain.vocabulary import Quantity, Vocabulary

ILLUSTRATIVE = Flag("illustrative")

_SAME = Fraction(1)


class Resolver:
    """Reads answers of one project state.

    Parameters
    ----------
    vocabulary : Vocabulary
    answers : mapping of Place to Answer
    book : FactorBook
        For densities where a bill is in litres.
    """

    def __init__(self, vocabulary: Vocabulary, answers: Mapping[Place, Answer], book: FactorBook) -> None:
        self._vocabulary = vocabulary
        self._book = book
        self._units: dict[str, Unit | None] = {}
        self._bound: dict[tuple[str, str], str] = {}
        self._text: dict[tuple[str, str], str] = {}
        self._ratios: dict[tuple[str, str], Fraction | None] = {}
        # by quantity and row, so that a year finds its twelve months without making twelve places
        self._cells: dict[tuple[str, str], dict[str, Answer]] = {}
        for place, answer in answers.items():
            self._cells.setdefault((place.quantity, place.row), {})[place.period] = answer

    @property
    def answered(self) -> Mapping[tuple[str, str], Mapping[str, Answer]]:
        """Answers by period, of each quantity and row that was ever answered."""
        return self._cells

    def take(self, answers: Mapping[Place, Answer], places: Iterable[Place]) -> None:
        """Take a new state in which only these answers differ."""
        for place in places:
            cells = self._cells.setdefault((place.quantity, place.row), {})
            answer = answers.get(place)
            if answer is None:
                cells.pop(place.period, None)
            else:
                cells[place.period] = answer
            if place.row:  # it may be the choice that binds the row's unit
                self._bound = {key: unit for key, unit in self._bound.items() if key[1] != place.row}
                self._text = {key: unit for key, unit in self._text.items() if key[1] != place.row}

    def bound_unit(self, quantity: Quantity, row: str) -> str:
        """What the row-bound unit of a quantity stands for in a row (``万Nm3``); ``""`` if not known."""
        key = (quantity.table, row)
        if key not in self._bound:
            table = self._vocabulary.tables[quantity.table]
            answer = self._cell(table.unit_of, row, PROJECT) if table.unit_of else None
            option = self._vocabulary.option(table.unit_of, answer.text) if answer and table.unit_of else None
            self._bound[key] = option.unit if option else ""
        return self._bound[key]

    def unit_text(self, quantity: Quantity, row: str) -> str:
        """The canonical unit as printed, the row-bound unit put in."""
        if not quantity.table or BOUND not in quantity.unit:
            return quantity.unit
        bound = self._vocabulary.tables[quantity.table].bound
        return quantity.unit.replace(bound, self.bound_unit(quantity, row) or bound)

    def value(self, quantity: Quantity, row: str, period: str) -> Result:
        """The value of a quantity at a period.

        A project-wide quantity is read at ``""``. A year of a monthly quantity is made from its twelve months;
        if some are missing, those months are the gaps, unless the year itself was answered.
        """
        if quantity.per == "project":
            return self._answer(quantity, row, PROJECT)
        year = year_of(period)
        if period == year:
            return self._year(quantity, row, year)
        if self._cell(quantity.id, row, period) is not None:
            return self._answer(quantity, row, period)
        whole = self._cell(quantity.id, row, year)
        if whole is not None and (quantity.fold != "sum" or whole.standing == "none"):
            return self._answer(quantity, row, year)
        return Missing(frozenset({Gap("answer", Place(quantity.id, row, period))}))

    def _cell(self, quantity: str, row: str, period: str) -> Answer | None:
        cells = self._cells.get((quantity, row))
        return cells.get(period) if cells else None

    def _year(self, quantity: Quantity, row: str, year: str) -> Result:
        if quantity.per == "year":
            return self._answer(quantity, row, year)
        cells = self._cells.get((quantity.id, row), {})
        months = months_of(year)
        answered = sum(month in cells for month in months)
        if year in cells and answered < len(months):
            return self._answer(quantity, row, year)
        if not answered:
            return Missing(frozenset({Gap("answer", Place(quantity.id, row, year))}))
        results = [self._answer(quantity, row, month) for month in months]
        gaps = [gap for result in results if isinstance(result, Missing) for gap in result.gaps]
        if gaps:
            return Missing(frozenset(gaps))
        return self._fold(quantity, row, year, [result for result in results if isinstance(result, Traced)])

    def _fold(self, quantity: Quantity, row: str, year: str, months: list[Traced]) -> Result:
        if quantity.fold == "sum":
            return Traced(
                quantity.id, row, year, _total(months), months[0].unit, "fold", "sum", "", tuple(months)
            )
        if quantity.fold == "mean" and quantity.weight:
            weigh = self._vocabulary.quantities[quantity.weight]
            weights = [self.value(weigh, row, month.period) for month in months]
            gaps = [gap for weight in weights if isinstance(weight, Missing) for gap in weight.gaps]
            if gaps:
                return Missing(frozenset(gaps))
            known = [weight for weight in weights if isinstance(weight, Traced)]
            whole = _total(known)
            if whole:
                product = Decimal(0)
                for month, weight in zip(months, known, strict=True):
                    product = CONTEXT.add(product, CONTEXT.multiply(month.number, weight.number))
                mean = CONTEXT.divide(product, whole)
                return Traced(
                    quantity.id,
                    row,
                    year,
                    mean,
                    months[0].unit,
                    "fold",
                    f"mean({quantity.weight})",
                    "",
                    tuple(months),
                )
        mean = CONTEXT.divide(_total(months), Decimal(len(months)))
        return Traced(quantity.id, row, year, mean, months[0].unit, "fold", "mean", "", tuple(months))

    def _answer(self, quantity: Quantity, row: str, period: str) -> Result:
        answer = self._cell(quantity.id, row, period)
        if answer is None:
            return Missing(frozenset({Gap("answer", Place(quantity.id, row, period))}))
        if answer.standing == "default":
            return Missing(frozenset({Gap("unknown", Place(quantity.id, row, period))}))
        flags = (ILLUSTRATIVE,) if answer.illustrative else ()
        if quantity.kind == "number":
            return self._number(quantity, row, period, answer, flags)
        if answer.standing == "none":
            return Missing(frozenset({Gap("unknown", Place(quantity.id, row, period))}))
        if quantity.kind == "choice" and self._vocabulary.option(quantity.id, answer.text) is None:
            return Missing(frozenset({Gap("invalid", Place(quantity.id, row, period))}))
        value: str | bool = answer.text
        if quantity.kind == "yes_no":
            if answer.text not in ("yes", "no"):
                return Missing(frozenset({Gap("invalid", Place(quantity.id, row, period))}))
            value = answer.text == "yes"
        if quantity.kind == "date":
            found = day(answer.text)
            if found is None:
                return Missing(frozenset({Gap("invalid", Place(quantity.id, row, period))}))
            value = found.isoformat()
        return Traced(quantity.id, row, period, value, "", "answer", "", answer.text, (), flags)

    def _number(
        self, quantity: Quantity, row: str, period: str, answer: Answer, flags: tuple[Flag, ...]
    ) -> Result:
        unit = self.unit_text(quantity, row)
        if answer.standing == "none":
            return Traced(quantity.id, row, period, Decimal(0), unit, "answer", "", "none", (), flags)
        if BOUND in unit:  # what the row counts in is not known yet: that is what is missing
            counted = self._vocabulary.tables[quantity.table].unit_of
            chosen = self.value(self._vocabulary.quantities[counted], row, PROJECT)
            if isinstance(chosen, Missing):
                return chosen
        try:
            typed = read(answer.text)
        except NotANumber:
            return Missing(frozenset({Gap("invalid", Place(quantity.id, row, period))}))
        because = f"{answer.text} {answer.unit}" if answer.unit else answer.text
        inputs: tuple[Traced, ...] = ()
        same = not answer.unit or answer.unit == unit
        ratio = _SAME if same else self.ratio(answer.unit, unit)
        if ratio is None:
            place = Place(quantity.id, row, period)
            density = self._density(quantity, place, answer.unit, unit)
            if density is None:
                return Missing(frozenset({Gap("invalid", place)}))
            ratio, used = density
            typed = CONTEXT.multiply(typed, used.number)
            flags = (
                *flags,
                Flag("density", (("place", str(place)), ("value", str(used.value)), ("unit", used.unit))),
            )
            inputs = (used,)
        value = typed if same else scaled(typed, ratio)
        if (quantity.least is not None and value < quantity.least) or (
            quantity.most is not None and value > quantity.most
        ):
            return Missing(frozenset({Gap("invalid", Place(quantity.id, row, period))}))
        return Traced(quantity.id, row, period, value, unit, "answer", "", because, inputs, flags)

    def ratio(self, given: str, wanted: str) -> Fraction | None:
        """How many of the wanted unit one of the given is; None if they do not fit or are not known."""
        key = (given, wanted)
        if key not in self._ratios:
            a, b = self._unit(given), self._unit(wanted)
            fits = a is not None and b is not None and a.fits(b)
            self._ratios[key] = a.scale / b.scale if a is not None and b is not None and fits else None
        return _SAME if given == wanted else self._ratios[key]

    def _density(
        self, quantity: Quantity, place: Place, given: str, wanted: str
    ) -> tuple[Fraction, Traced] | None:
        """Litres of a fuel counted in tonnes: the published density, as a visible step."""
        if not quantity.bridge:
            return None
        chosen = self._cell(quantity.bridge_key, place.row, PROJECT)
        if chosen is None:
            return None
        density = self._book.choose(quantity.bridge, chosen.text, "", year_of(place.period))
        a, b, d = (
            self._unit(given),
            self._unit(wanted),
            self._unit(self._vocabulary.kinds[quantity.bridge].unit),
        )
        if isinstance(density, Missing) or a is None or b is None or d is None:
            return None
        converted = a.times(d)
        return (converted.scale / b.scale, density) if converted.fits(b) else None

    def _unit(self, text: str) -> Unit | None:
        if text not in self._units:
            try:
                self._units[text] = self._vocabulary.units.parse(text)
            except UnitError:
                self._units[text] = None
        return self._units[text]


def _total(parts: Iterable[Traced]) -> Decimal:
    total = Decimal(0)
    for part in parts:
        total = CONTEXT.add(total, part.number)
    return total
