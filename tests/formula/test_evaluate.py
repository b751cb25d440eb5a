"""Computing: missing is complete, alternatives are taken in order, nothing is zero by accident."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formula.reading import Dictionary, value
from zcdesk.formula.evaluate import compile_tree
from zcdesk.formula.syntax import parse


@pytest.mark.parametrize(
    "text, missing",
    [
        ("a + b + c", ["a", "b", "c"]),
        ("a * 0", ["a"]),  # a product with zero is not known either
        ("min(a, b)", ["a", "b"]),
        ("step(a, b, c)", ["a", "b", "c"]),
        ("first(a, b)", ["a", "b"]),
        ("-a", ["a"]),
        ("a < b", ["a", "b"]),
        ("factor('k', a)", ["a"]),
        ("factor('k', 'x')", ["k/x"]),
        ("sum(a)", ["sum a"]),
        ("prior(a)", ["prior a"]),
        ("not a > 1", ["a"]),
        ("a > 1 and b > 1", ["a", "b"]),
        ("first(a, b) + first(c, d)", ["a", "b", "c", "d"]),
    ],
)
def test_everything_that_is_missing_is_listed(text: str, missing: list[str]) -> None:
    assert value(text) == (None, missing)


@pytest.mark.parametrize(
    "text, values, expected",
    [
        ("first(a, b)", {"a": 1, "b": 2}, 1),
        ("first(a, b)", {"b": 2}, 2),
        ("first(a, b, c)", {"c": 3}, 3),
        ("first(a * b, c)", {"a": 1, "c": 3}, 3),
        ("first(a, b)", {"a": 0, "b": 2}, 0),  # zero is an answer
        ("if_(a > 1, b, c)", {"a": 2, "b": 3}, 3),
        ("if_(a > 1, b, c)", {"a": 1, "c": 4}, 4),
        ("min(a, b, c)", {"a": 3, "b": 1, "c": 2}, 1),
        ("max(a, b)", {"a": 3, "b": 1}, 3),
        ("step(a, 10, 2, 30, 5)", {"a": 9}, 0),
        ("step(a, 10, 2, 30, 5)", {"a": 10}, 2),
        ("step(a, 10, 2, 30, 5)", {"a": 100}, 5),
        ("-a - -b", {"a": 3, "b": 1}, -2),
        ("if_(given(a), 1, 0)", {"a": 0}, 1),
        ("if_(given(a), 1, 0)", {}, 0),
        ("if_(a == 'x', 1, 0)", {"a": "x"}, 1),
        ("if_(a != 'x', 1, 0)", {"a": "x"}, 0),
        ("if_(a > 1 or b > 1, 1, 0)", {"a": 2}, 1),  # decided without b
        ("if_(a > 1 and b > 1, 1, 0)", {"a": 1}, 0),
    ],
)
def test_a_value_is_found(text: str, values: dict[str, object], expected: int) -> None:
    assert value(text, **values)[0] == Decimal(expected)


def test_gaps_that_were_passed_over_are_forgotten() -> None:
    assert value("first(a, b)", b=2) == (Decimal(2), [])


def test_only_the_branch_taken_is_read() -> None:
    reader = Dictionary({"a": Decimal(2), "b": Decimal(3)})
    assert compile_tree(parse("if_(a > 1, b, c)"))(reader) == 3
    assert reader.asked == ["a", "b"]


@pytest.mark.parametrize("text", ["1 / a", "b / (a - a)", "b / a + c", "min(b / a, 1)"])
def test_a_division_by_zero_has_no_value(text: str) -> None:
    assert value(text, a=0, b=1, c=1) == (None, ["undefined"])


def test_a_division_by_zero_does_not_hide_what_else_is_missing() -> None:
    assert value("b / a + c", a=0, b=1) == (None, ["undefined", "c"])


def test_a_ratio_stays_one() -> None:
    reader = Dictionary({"c": Decimal(3), "ratio": Fraction(44, 12)})
    assert compile_tree(parse("c * ratio"))(reader) == 11
    assert compile_tree(parse("ratio * c"))(reader) == 11
    assert compile_tree(parse("c * ratio / ratio"))(reader) == 3
    assert compile_tree(parse("ratio / ratio * c"))(reader) == 3


@given(st.decimals(-(10**6), 10**6, places=30), st.decimals(-(10**6), 10**6, places=30))
def test_thirty_digits_are_kept(a: Decimal, b: Decimal) -> None:
    assert Fraction(value("a + b", a=a, b=b)[0] or 0) == Fraction(a) + Fraction(b)
    assert Fraction(value("-a", a=a)[0] or 0) == -Fraction(a)


@given(
    st.lists(st.tuples(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2)), max_size=8),
    st.decimals(-1000, 1000, places=2),
)
def test_the_rows_that_fulfil_a_condition_and_those_that_do_not_are_all_rows(
    rows: list[tuple[Decimal, Decimal]], border: Decimal
) -> None:
    held = {"x": [amount for amount, _ in rows]}
    reader = Dictionary({"y": [each for _, each in rows], "border": border}, held)  # type: ignore[dict-item]
    some = compile_tree(parse("sum_if(x, y > border)"))(reader)
    others = compile_tree(parse("sum_if(x, not y > border)"))(reader)
    assert isinstance(some, Decimal)
    assert isinstance(others, Decimal)
    assert some == sum((amount for amount, each in rows if each > border), Decimal(0))
    assert some + others == compile_tree(parse("sum(x)"))(reader)


def test_a_row_whose_condition_is_not_known_leaves_no_sum() -> None:
    reader = Dictionary({"y": [Decimal(1), None]}, {"x": [Decimal(5), Decimal(7)]})  # type: ignore[dict-item]
    assert compile_tree(parse("sum_if(x, y > 0)"))(reader) is None
    assert reader.missing == ["y[1]"]


DATES = {"start": "2024-03-15", "end": "2026-02-01", "year": 2025}


@pytest.mark.parametrize(
    "text, gives",
    [
        ("years(start)", 1),
        ("years(end)", -1),
        ("months(start, end)", 23),  # March 2024 to February 2026
        ("months(end, start)", -23),
        ("days(start)", 656),  # 15 March to 31 December 2024: 291, and 365
        ("days(end)", -32),
    ],
)
def test_a_date_counts_towards_the_accounting_year(text: str, gives: int) -> None:
    assert value(text, **DATES)[0] == gives


def test_a_date_that_is_missing_and_a_year_that_is_not_known_give_nothing() -> None:
    assert value("years(start)", year=2025) == (None, ["start"])
    assert value("days(start)", start="2024-03-15")[0] is None
