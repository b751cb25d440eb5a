"""The language: what it reads, and that it refuses everything else in plain words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formula.reading import Dictionary
from zcdesk.formula.evaluate import compile_tree
from zcdesk.formula.explain import render
from zcdesk.formula.syntax import (
    LONGEST,
    Call,
    FormulaError,
    Literal,
    Name,
    Node,
    Operation,
    calls,
    names,
    parse,
)


@pytest.mark.parametrize(
    "text, part",
    [
        ("", "not a formula"),
        ("1 +", "not a formula"),
        ("a = 1", "not a formula"),
        ("import os", "not a formula"),
        ("__import__('os')", "no such function: __import__"),
        ("open('x')", "no such function: open"),
        ("eval('1')", "no such function: eval"),
        ("().__class__.__bases__", "a name is words joined by dots"),
        ("a.__class__", "a name does not begin with _"),
        ("_a", "a name does not begin with _"),
        ("a.b()", "not in the language"),
        ("a[0]", "not in the language"),
        ("[a, b]", "not in the language"),
        ("(a, b)", "not in the language"),
        ("{'a': 1}", "not in the language"),
        ("lambda: 1", "not in the language"),
        ("[x for x in a]", "not in the language"),
        ("a if b else c", "not in the language"),
        ("(a := 1)", "not in the language"),
        ("f'{a}'", "not in the language"),
        ("a ** 2", "not in the language"),
        ("a % 2", "not in the language"),
        ("a // 2", "not in the language"),
        ("a @ b", "not in the language"),
        ("a | b", "not in the language"),
        ("~a", "not in the language"),
        ("+a", "not in the language"),
        ("1 < a < 2", "not in the language"),
        ("a is b", "not in the language"),
        ("a in b", "not in the language"),
        ("True", "not in the language"),
        ("None", "not in the language"),
        ("...", "not in the language"),
        ("1j", "not in the language"),
        ("b'a'", "not in the language"),
        ("0x10", "not a plain number"),
        ("sum(*a)", "not in the language"),
        ("sum(name=a)", "not in the language"),
        ("sum(a, b)", "sum takes 1 to 1 arguments, not 2"),
        ("sum_if(a)", "sum_if takes 2 to 2 arguments, not 1"),
        ("sum_if(a + b, c)", "sum_if takes a name"),
        ("sum_if(a, sum_if(b, c) > 0)", "no sum_if inside the condition of another"),
        ("sum(a * b)", "sum takes a name"),
        ("prior(1)", "prior takes a name"),
        ("given('a')", "given takes a name"),
        ("first(a)", "first takes 2 to 9 arguments, not 1"),
        ("if_(a, b)", "if_ takes 3 to 3 arguments, not 2"),
        ("factor(kind, key)", "factor takes a quoted kind first"),
        ("factor('kind')", "factor takes 2 to 3 arguments, not 1"),
        ("step(a, 1, 2, 3)", "step takes a value, then pairs"),
        ("max(a, nonsense(b))", "no such function: nonsense"),
        ("(" * 70 + "-" * 70 + "1" + ")" * 70, "nested too deeply"),
        ("+".join(["1"] * 200), "nested too deeply"),
        ("-" * 1900 + "1", ""),
        ("(" * 900 + "1" + ")" * 900, ""),
        ("a" + ".a" * 990 + "()", "not in the language"),
        ("1" * (LONGEST + 1), f"longer than {LONGEST}"),
        ("a\x00b", "not a formula"),
        ("\ud800", "not a formula"),
    ],
)
def test_what_is_not_in_the_language_is_refused(text: str, part: str) -> None:
    with pytest.raises(FormulaError) as bad:
        parse(text)
    assert part in str(bad.value)
    assert len(str(bad.value)) < 200


def test_a_long_chain_of_dots_is_one_name() -> None:
    assert parse("a" + ".a" * 990) == Name("a" + ".a" * 990)


@given(st.text(max_size=60) | st.text(alphabet="ab.()+-*/<>=!,'\" 0123456789_\n", max_size=60))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError:
        return
    assert all(call.function for call in calls(tree))


def test_numbers_are_taken_as_written() -> None:
    assert parse("0.10") == Literal(Decimal("0.10"))
    assert parse("1e400") == Literal(Decimal("1e400"))
    assert (
        str(parse("3.14159265358979323846264338327950288").value) == "3.14159265358979323846264338327950288"
    )  # type: ignore[union-attr]


def test_a_line_of_a_guideline_is_read() -> None:
    assert parse("fuel.amount * factor('fuel.ncv', fuel.kind)") == Operation(
        "*", (Name("fuel.amount"), Call("factor", (Literal("fuel.ncv"), Name("fuel.kind"))))
    )


def test_names_and_calls_are_found_in_reading_order() -> None:
    tree = parse("first(a.b, factor('k', c)) + sum(d) * -a.b")
    assert list(names(tree)) == ["a.b", "c", "d", "a.b"]
    assert [call.function for call in calls(tree)] == ["first", "factor", "sum"]


NAMES = ("a", "b.c", "d")
leaves: st.SearchStrategy[Node] = st.sampled_from(NAMES).map(Name) | st.integers(1, 999).map(
    lambda number: Literal(Decimal(number) / 100)
)


def grown(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pair = st.tuples(children, children)
    return (
        st.builds(Operation, st.sampled_from("+-*/"), pair)
        | st.builds(Operation, st.just("neg"), st.tuples(children))
        | st.builds(Call, st.sampled_from(["min", "max", "first"]), pair)
    )


def source(tree: Node) -> str:
    """A printed formula in the spelling of the language."""
    text = render(tree, str, lambda _: "", str)
    for shown, typed in (("×", "*"), ("÷", "/"), ("\u2212", "-")):
        text = text.replace(shown, typed)
    return text


@given(st.recursive(leaves, grown, max_leaves=12))
def test_a_printed_formula_reads_back_with_the_same_value(tree: Node) -> None:
    values = {"a": Decimal("3.7"), "b.c": Decimal("-0.25"), "d": Decimal(11)}
    before = compile_tree(tree)(Dictionary(values))
    after = compile_tree(parse(source(tree)))(Dictionary(values))
    if before is None:
        assert after is None
    else:
        assert isinstance(before, Decimal)
        assert isinstance(after, Decimal)
        # a sum printed without its brackets is added in another order
        assert abs(Fraction(before) - Fraction(after)) <= max(abs(Fraction(before)), 1) * Fraction(1, 10**30)


@pytest.mark.parametrize(
    "text",
    [
        "a + b",
        "a - (b - c)",
        "a / (b * c)",
        "(a + b) * c",
        "-a * b",
        "first(a, b)",
        "min(a, b + c)",
        "a * b / c - d",
    ],
)
def test_reading_what_was_printed_gives_the_same_tree(text: str) -> None:
    assert parse(source(parse(text))) == parse(text)
