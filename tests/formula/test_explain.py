"""Printing a formula: brackets where they are needed, conversions shown, the alternative that was taken."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.conftest import VOCABULARY
from tests.formula.reading import scope
from zcdesk.formula.explain import render
from zcdesk.formula.syntax import Call, Name, Node, Operation, Scaled, parse
from zcdesk.formula.units import check


def shown(tree: Node, **values: str) -> str:
    def factor(call: Call) -> str:
        return str(call.arguments[0].value)  # type: ignore[union-attr]

    return render(tree, lambda id_: values.get(id_, id_), factor, lambda id_: f"Σ{id_}", lambda _: None)


@pytest.mark.parametrize(
    "text, printed",
    [
        ("a * (b + c)", "a × (b + c)"),
        ("a * b + c", "a × b + c"),
        ("(a * b) + c", "a × b + c"),
        ("a - (b - c)", "a \u2212 (b \u2212 c)"),
        ("a / (b / c)", "a ÷ (b ÷ c)"),
        ("-(a + b)", "\u2212(a + b)"),
        ("0 - sum(a)", "0 \u2212 Σa"),
        ("sum_if(a, b > 1) / c", "Σa[b > 1] ÷ c"),
        ("sum_if(a, b == 'x')", "Σa[b = “x”]"),
        ("factor('k', a) * 1", "k × 1"),
        ("a <= b and not c > d", "a ≤ b 且 非（c > d）"),
        ("a == 'x' or b != 1", "a = “x” 或 b ≠ 1"),
        ("if_(a > 0, b, c)", "if(a > 0, b, c)"),
        ("min(a, b + 1)", "min(a, b + 1)"),
    ],
)
def test_a_formula_is_printed(text: str, printed: str) -> None:
    assert shown(parse(text)) == printed


def test_numbers_stand_for_names() -> None:
    assert shown(parse("a * b"), a="12.5 t", b="0.5 tCO₂/t") == "12.5 t × 0.5 tCO₂/t"


def test_the_alternative_that_was_taken_is_printed() -> None:
    tree = parse("first(a, b) * c")
    assert render(tree, str, str, str, lambda call: call.arguments[1]) == "b × c"


@pytest.mark.parametrize(
    ("alternative", "printed"), [(1, "(steam − out × 1,000) ÷ 1,000"), (2, "amount − out")]
)
def test_what_is_converted_there_and_back_is_printed_without(alternative: int, printed: str) -> None:
    thousand = Fraction(1000)
    bought = Call("if_", (Name("c"), Name("steam"), Scaled(Name("amount"), thousand)))
    tree = Scaled(Operation("-", (bought, Scaled(Name("out"), thousand))), 1 / thousand)
    assert render(tree, str, str, str, lambda call: call.arguments[alternative]) == printed


@pytest.mark.parametrize(
    "text, unit, printed",
    [
        ("small", "t", "small ÷ 1,000"),
        ("mass", "kg", "mass × 1,000"),
        ("(mass + mass) * ratio", "kg", "(mass + mass) × ratio × 1,000"),
        ("heat", "MWh", "heat × 5/18"),
        ("mass * share", "t", "mass × share"),
    ],
)
def test_a_conversion_is_a_visible_step_and_per_cent_is_not(text: str, unit: str, printed: str) -> None:
    assert shown(check(parse(text), scope(), VOCABULARY.units.parse(unit))) == printed
