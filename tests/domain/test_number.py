"""Typed numbers: every spelling, nothing but a plain refusal, and rounding for print."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.domain.number import LONGEST, NotANumber, as_published, plain, printed, read, rounded, scaled


@pytest.mark.parametrize(
    "typed, value",
    [
        ("0", "0"),
        ("12.50", "12.50"),
        ("1,234.5", "1234.5"),
        ("12,345,678", "12345678"),
        ("12万", "120000"),
        ("1.5 万", "15000"),
        ("3.4亿", "340000000"),
        ("1.2e3", "1200"),
        ("1.2E-3", "0.0012"),
        ("-7", "-7"),
        ("+7", "7"),
        ("\u22127", "-7"),
        ("１２．５", "12.5"),
        ("１，２３４", "1234"),
        ("12。5", "12.5"),
        ("98%", "98"),
        ("９８％", "98"),
        ("  5  ", "5"),
        ("1 234", "1234"),
        (".5", "0.5"),
        ("5.", "5"),
        ("=3*40+5", "125"),
        ("= 3 * (40 + 5)", "135"),
        ("＝３＊４０＋５", "125"),
        ("=3×40÷4", "30"),
        ("=-5+2", "-3"),
        ("=+5", "5"),
        ("=1,234+5", "1239"),
        ("=1.2e3+1", "1201"),
        ("=3万+5", "30005"),
        ("=6/3万", "0.0002"),
        ("=2亿/4", "50000000"),
        ("=100000/389.31*389.31", None),
    ],
)
def test_a_spelling_is_read(typed: str, value: str | None) -> None:
    if value is None:  # fifty digits are kept on the way
        assert abs(read(typed) - 100000) < Decimal("1e-40")
    else:
        assert read(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed, problem",
    [
        ("", "empty"),
        ("   ", "empty"),
        ("abc", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("12kg", "not_a_number"),
        ("1/2", "not_a_number"),
        ("--5", "not_a_number"),
        ("nan", "not_a_number"),
        ("inf", "not_a_number"),
        ("0x10", "not_a_number"),
        ("1_000", "not_a_number"),
        ("十二", "not_a_number"),
        ("12万亿", "not_a_number"),
        ("1,23", "grouping"),
        ("1234,567", "grouping"),
        ("1,2345", "grouping"),
        ("=1,5*2", "grouping"),
        ("=", "formula"),
        ("==1", "formula"),
        ("=1+", "formula"),
        ("=a+1", "formula"),
        ("=2**3", "formula"),
        ("=7//2", "formula"),
        ("=7%2", "formula"),
        ("=1<2", "formula"),
        ("=1 2", "formula"),
        ("=1#2", "formula"),
        ("=0x10", "formula"),
        ("=1_000", "formula"),
        ("=1j", "formula"),
        ("=(3+4)万", "formula"),
        ("='1'", "formula"),
        ("=abs(1)", "formula"),
        ("=__import__('os')", "formula"),
        ("=[1][0]", "formula"),
        ("=1 if 1 else 2", "formula"),
        ("=" + "(" * 150 + "1", "formula"),
        ("=1/0", "division_by_zero"),
        ("=1/(2-2)", "division_by_zero"),
        ("1e31", "too_large"),
        ("=1e20*1e20", "too_large"),
        ("9" * (LONGEST + 1), "too_long"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(typed: str, problem: str) -> None:
    with pytest.raises(NotANumber) as bad:
        read(typed)
    assert bad.value.problem == problem


@given(
    st.text(max_size=40)
    | st.text(alphabet="0123456789.,+-*/()eE=万亿% １．，＝＊", max_size=40)
    | st.text(alphabet="0123456789+-*/(). e", max_size=LONGEST).map("=".__add__)
)
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        value = read(text)
    except NotANumber:
        return
    assert value.is_finite()


amounts = st.decimals(min_value=0, max_value=10**6, places=3).map(abs)


@st.composite
def sums(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    """A typed sum and its exact value."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        number = draw(amounts)
        return f"{number}", Fraction(number)
    a, first = draw(sums(depth=depth - 1))
    b, second = draw(sums(depth=depth - 1))
    op = draw(st.sampled_from("+-*/"))
    if op == "/" and second == 0:
        op = "+"
    value = {"+": first + second, "-": first - second, "*": first * second}.get(op)
    return f"({a}{op}{b})", first / second if value is None else value


@given(sums())
def test_a_sum_is_worked_out_to_fifty_digits(case: tuple[str, Fraction]) -> None:
    text, exact = case
    if len(text) >= LONGEST or abs(exact) > 10**29:
        return
    assert abs(Fraction(read(f"={text}")) - exact) <= max(abs(exact), 1) * Fraction(1, 10**20)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_reads_back_as_it_was_written(value: Decimal) -> None:
    assert read(plain(value)) == value
    assert read(f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}") == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=5), st.integers(0, 4))
def test_print_rounds_half_to_even(value: Decimal, places: int) -> None:
    assert Fraction(rounded(value, places)) == round(Fraction(value), places)


@pytest.mark.parametrize(
    "value, places, text",
    [
        ("0.125", 2, "0.12"),  # GB/T 8170: half to even
        ("0.135", 2, "0.14"),
        ("2.5", 0, "2"),
        ("-2.5", 0, "\u22122"),
        ("1234567.891", 2, "1,234,567.89"),
        ("-0.001", 2, "0.00"),
        ("1E+3", 2, "1,000.00"),
    ],
)
def test_a_figure_is_printed(value: str, places: int, text: str) -> None:
    assert printed(Decimal(value), places) == text


def test_half_up_where_the_rule_says_so() -> None:
    assert printed(Decimal("0.125"), 2, "half-up") == "0.13"


def test_a_published_value_keeps_its_zeros() -> None:
    assert as_published(Decimal("0.5300")) == "0.5300"


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=6),
    st.fractions(min_value=Fraction(1, 999), max_value=999),
)
def test_scaling_is_exact_to_fifty_digits(value: Decimal, factor: Fraction) -> None:
    exact = Fraction(value) * factor
    assert abs(Fraction(scaled(value, factor)) - exact) <= abs(exact) * Fraction(1, 10**48)
