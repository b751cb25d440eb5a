"""Answers to values in canonical units: standing, months to years, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from zcdesk.calc.factors import FactorBook
from zcdesk.domain.answer import PROJECT, Answer, Place, months_of, year_of
from zcdesk.domain.number import CONTEXT, NotANumber, read, scaled
from zcdesk.domain.trace import Flag, Gap, Missing, Result, Traced
from zcdesk.domain.unit import BOUND, Unit, UnitError
from zcdesk.domain.vocabulary import Quantity, Vocabulary

ILLUSTRATIVE = Flag("illustrative")


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
        self.answers = answers
        self._book = book
        self._units: dict[str, Unit | None] = {}
        self._bound: dict[tuple[str, str], str] = {}

    def forget_row(self, row: str) -> None:
        """Forget what a row's bound unit was; its choice has changed."""
        self._bound = {key: unit for key, unit in self._bound.items() if key[1] != row}

    def bound_unit(self, quantity: Quantity, row: str) -> str:
        """What the row-bound unit of a quantity stands for in a row (``万Nm3``); ``""`` if not known."""
        key = (quantity.table, row)
        if key not in self._bound:
            table = self._vocabulary.tables[quantity.table]
            answer = self.answers.get(Place(table.unit_of, row, PROJECT)) if table.unit_of else None
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
            return self._answer(quantity, Place(quantity.id, row, PROJECT))
        year = year_of(period)
        if period == year:
            return self._year(quantity, row, year)
        answer = self.answers.get(Place(quantity.id, row, period))
        if answer is not None:
            return self._answer(quantity, Place(quantity.id, row, period))
        whole = self.answers.get(Place(quantity.id, row, year))
        if whole is not None and (quantity.fold != "sum" or whole.standing == "none"):
            return self._answer(quantity, Place(quantity.id, row, year))
        return Missing(frozenset({Gap("answer", Place(quantity.id, row, period))}))

    def _year(self, quantity: Quantity, row: str, year: str) -> Result:
        whole = Place(quantity.id, row, year)
        if quantity.per == "year":
            return self._answer(quantity, whole)
        months = [Place(quantity.id, row, month) for month in months_of(year)]
        answered = [place for place in months if place in self.answers]
        if whole in self.answers and len(answered) < len(months):
            return self._answer(quantity, whole)
        if not answered:
            return Missing(frozenset({Gap("answer", whole)}))
        results = [self._answer(quantity, place) for place in months]
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

    def _answer(self, quantity: Quantity, place: Place) -> Result:
        answer = self.answers.get(place)
        if answer is None:
            return Missing(frozenset({Gap("answer", place)}))
        if answer.standing == "default":
            return Missing(frozenset({Gap("unknown", place)}))
        flags = (ILLUSTRATIVE,) if answer.illustrative else ()
        if quantity.kind == "number":
            return self._number(quantity, place, answer, flags)
        if answer.standing == "none":
            return Missing(frozenset({Gap("unknown", place)}))
        if quantity.kind == "choice" and self._vocabulary.option(quantity.id, answer.text) is None:
            return Missing(frozenset({Gap("invalid", place)}))
        value: str | bool = answer.text
        if quantity.kind == "yes_no":
            if answer.text not in ("yes", "no"):
                return Missing(frozenset({Gap("invalid", place)}))
            value = answer.text == "yes"
        return Traced(quantity.id, place.row, place.period, value, "", "answer", "", answer.text, (), flags)

    def _number(self, quantity: Quantity, place: Place, answer: Answer, flags: tuple[Flag, ...]) -> Result:
        unit = self.unit_text(quantity, place.row)
        if answer.standing == "none":
            return Traced(
                quantity.id, place.row, place.period, Decimal(0), unit, "answer", "", "none", (), flags
            )
        invalid = Missing(frozenset({Gap("invalid", place)}))
        if BOUND in unit:  # what the row counts in is not known yet: that is what is missing
            counted = self._vocabulary.tables[quantity.table].unit_of
            chosen = self.value(self._vocabulary.quantities[counted], place.row, PROJECT)
            return chosen if isinstance(chosen, Missing) else invalid
        try:
            typed = read(answer.text)
        except NotANumber:
            return invalid
        because = f"{answer.text} {answer.unit}".strip()
        inputs: tuple[Traced, ...] = ()
        ratio = self.ratio(answer.unit or unit, unit)
        if ratio is None:
            density = self._density(quantity, place, answer.unit, unit)
            if density is None:
                return invalid
            ratio, used = density
            typed = CONTEXT.multiply(typed, used.number)
            flags = (
                *flags,
                Flag("density", (("place", str(place)), ("value", str(used.value)), ("unit", used.unit))),
            )
            inputs = (used,)
        value = typed if ratio == 1 else scaled(typed, ratio)
        if (quantity.least is not None and value < quantity.least) or (
            quantity.most is not None and value > quantity.most
        ):
            return invalid
        return Traced(quantity.id, place.row, place.period, value, unit, "answer", "", because, inputs, flags)

    def ratio(self, given: str, wanted: str) -> Fraction | None:
        """How many of the wanted unit one of the given is; None if they do not fit or are not known."""
        if given == wanted:
            return Fraction(1)
        a, b = self._unit(given), self._unit(wanted)
        if a is None or b is None or not a.fits(b):
            return None
        return a.scale / b.scale

    def _density(
        self, quantity: Quantity, place: Place, given: str, wanted: str
    ) -> tuple[Fraction, Traced] | None:
        """Litres of a fuel counted in tonnes: the published density, as a visible step."""
        if not quantity.bridge:
            return None
        chosen = self.answers.get(Place(quantity.bridge_key, place.row, PROJECT))
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
