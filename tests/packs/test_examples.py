"""Every method against worked examples: each expectation at its digits, each line reached."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.project import Pin
from zcdesk.domain.trace import Missing, Traced
from zcdesk.packs.examples import Example, Expectation, examples
from zcdesk.packs.toml import PackError

METHODS = [(id_, edition) for id_, editions in CATALOGUE.editions.items() for edition in editions]


def folder(id_: str, edition: str) -> Path:
    return ROOT / "resources" / "methods" / id_ / edition


def each() -> Iterator[tuple[str, str, Example]]:
    for id_, edition in METHODS:
        for example in examples(folder(id_, edition), CATALOGUE.method(id_, edition)):
            yield id_, edition, example


def computed(id_: str, edition: str, example: Example) -> Inventory:
    compiled = CATALOGUE.method(id_, edition)
    sets = [CATALOGUE.factor_set(name) for name in (*example.sets, *compiled.method.factor_sets)]
    book = FactorBook([example.published_factors(), *sets], CATALOGUE.vocabulary)
    return Inventory(compiled, book, example.project(Pin("method", id_, edition), CATALOGUE.vocabulary))


def arithmetic(text: str) -> Fraction:
    """The value of a written arithmetic, exact and by other means than the program's own."""

    def go(node: ast.expr) -> Fraction:
        match node:
            case ast.Constant():
                return Fraction(ast.get_source_segment(text, node) or "")
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return go(left) + go(right)
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return go(left) - go(right)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return go(left) * go(right)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return go(left) / go(right)
            case _:
                raise AssertionError(text)

    return go(ast.parse(text, mode="eval").body)


CASES = [
    pytest.param(id_, edition, example, id=f"{id_}@{edition}:{example.id}")
    for id_, edition, example in each()
]


@pytest.mark.parametrize("id_, edition, example", CASES)
def test_the_example_is_computed(id_: str, edition: str, example: Example) -> None:
    inventory = computed(id_, edition, example)
    for expected in example.expect:
        result = inventory.line(expected.line, example.year, expected.row)
        assert isinstance(result, Traced), (expected.line, sorted(map(str, getattr(result, "gaps", ()))))
        assert expected.holds(result.number), (expected, result.number)


@pytest.mark.parametrize("id_, edition, example", CASES)
def test_the_arithmetic_beside_a_figure_gives_it(id_: str, edition: str, example: Example) -> None:
    for expected in example.expect:
        if expected.by:
            exact = arithmetic(expected.by)
            value = Decimal(exact.numerator) / Decimal(exact.denominator)
            assert expected.holds(value), (expected, value)


@pytest.mark.parametrize("id_, edition", METHODS)
def test_every_line_is_reached(id_: str, edition: str) -> None:
    reached = {
        expected.line
        for example in examples(folder(id_, edition), CATALOGUE.method(id_, edition))
        for expected in example.expect
    }
    assert sorted(set(CATALOGUE.method(id_, edition).lines) - reached) == []


@pytest.mark.parametrize("id_", ["cn.machinery", "cn.industrial-other"])
def test_fuel_power_and_heat_rest_on_published_figures(id_: str) -> None:
    published = {
        expected.line
        for found, _, example in each()
        if found == id_
        for expected in example.expect
        if not expected.by
    }
    assert {"scope1.fuel", "scope2.power", "scope2.power_market", "scope2.heat"} <= published


def test_a_figure_that_is_off_by_one_digit_is_seen() -> None:
    expected = Expectation("scope1.fuel", "181.80", 2)
    assert expected.holds(Decimal("181.801159"))
    assert not expected.holds(Decimal("181.811159"))


@pytest.mark.parametrize(
    "value, places, mode, holds",
    [
        ("181", 0, "cut", True),
        ("182", 0, "cut", False),
        ("182", 0, "half-even", True),
        ("181000", -3, "half-up", False),
        ("200", -2, "half-even", True),
    ],
)
def test_digits_are_compared_as_the_source_rounded_them(
    value: str, places: int, mode: str, holds: bool
) -> None:
    expected = Expectation("scope1.fuel", value, places, mode=mode)  # type: ignore[arg-type]
    assert expected.holds(Decimal("181.801159")) is holds


HEAD = """
[[example]]
id = "a"
words = { zh = "甲", en = "A" }
source = "own"
year = "2023"
tables = [["F01", "fuel"]]
"""


@pytest.mark.parametrize(
    "body, part",
    [
        ('expect = [{ line = "fuel.co3", value = "1", places = 0 }]', "no such line: fuel.co3"),
        ('expect = [{ line = "fuel.co2", value = "1", places = 0 }]', "'' is no row of fuel"),
        ('expect = [{ line = "scope1.fuel", value = "one", places = 0 }]', "not_a_number"),
        ('answers = [["fuel.mount", "F01", "2023", "1", "t"]]\nexpect = []', "no such quantity: fuel.mount"),
        ('answers = [["fuel.amount", "R01", "2023", "1", "t"]]\nexpect = []', "'R01' is no row of fuel"),
        ('answers = [["power.grid", "F01", "2023", "1", "t"]]\nexpect = []', "it stands alone"),
        ('answers = [["power.grid", "", "2023-13", "1", "t"]]\nexpect = []', "'2023-13' is not a period"),
        ('none = ["weather"]\nexpect = []', "no such quantity or table: weather"),
        ('factors = [["grid.nation", "CN", "1", "tCO2/MWh"]]\nexpect = []', "no such kind: grid.nation"),
        ('factors = [["grid.national", "CN", "1", "t"]]\nexpect = []', "t is not tCO2/MWh"),
        ("expect = []", "expect: is empty"),
        ("expect = []\nexpected = []", "extra fields"),
    ],
)
def test_a_wrong_example_is_refused_by_name(tmp_path: Path, body: str, part: str) -> None:
    (tmp_path / "examples.toml").write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(PackError, match="example") as bad:
        examples(tmp_path, CATALOGUE.method("cn.machinery", "2015"))
    assert part in str(bad.value)


def test_an_example_waits_for_what_it_does_not_say() -> None:
    example = next(example for id_, _, example in each() if id_ == "cn.machinery" and example.id == "gearbox")
    assert isinstance(computed("cn.machinery", "2015", example).line("total.market", "2019"), Missing)
