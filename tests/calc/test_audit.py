"""Published reports against themselves: real ones with real slips, and properties that must always hold."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.calc.audit import Audited, audit, wrong
from zcdesk.domain.printed import PrintedLine, PrintedReport, Relation
from zcdesk.exchange.printed import half_of, load

PUBLISHED = Path(__file__).parent / "published"

SLIPS = {
    # printed 181 is 181.80 cut off
    "cn01": [("cut_off", "NG by NCV x CC x OF x 44/12 (defaults)")],
    # scope 2 of 2022 is printed 8711.8; its own electricity and the total were made with 8911.8
    "cn03": [("differs", "scope 2 2022"), ("differs", "total 2022 with published S2")],
    # an earlier report printed 10 t less and was corrected silently
    "cn08": [("differs", "paper total 2022 (2023 report)")],
    # scopes 1 and 2 of 2022 give 34,580,825; printed is 34,580,465
    "cn18": [("differs", "total 2022")],
    # body text keeps an earlier meter figure; three vehicle lines round each gas before its potential is applied
    "tw01": [
        ("differs", "generator diesel, full precision"),
        ("differs", "vehicle petrol, full precision"),
        ("differs", "vehicle diesel, full precision"),
        ("differs", "electricity text against table"),
    ],
    # a printed 0.1 for 0.01, and a figure that was cut off
    "gd02": [("differs", "transport CH4 with 0.1"), ("cut_off", "transport scope 3")],
}


@pytest.mark.parametrize("name", SLIPS)
def test_the_slips_of_a_published_report_are_found_and_nothing_else(name: str) -> None:
    found = audit(load(PUBLISHED / f"{name}.json"))
    assert [(each.verdict, each.name) for each in wrong(found)] == SLIPS[name]


def test_the_digit_that_would_mend_a_published_sum_is_named() -> None:
    (first, _) = wrong(audit(load(PUBLISHED / "cn03.json")))
    assert [(each.line, each.meant, each.how) for each in first.suspects] == [("s2_22", "8911.8", "digit")]


def lines(*given: tuple[str, ...]) -> tuple[PrintedLine, ...]:
    """Lines as (id, name, text, part_of, share)."""
    return tuple(
        PrintedLine(
            id_, name, text, Decimal(text), half_of(text), "tCO2e", "2023", "result", *more[:1],
            share=Decimal(more[1]) if len(more) > 1 else None,
            share_half=half_of(more[1]) if len(more) > 1 else Decimal(0),
        )
        for id_, name, text, *more in given
    )  # fmt: skip


def of(*given: tuple[str, ...], relations: tuple[Relation, ...] = ()) -> list[Audited]:
    """What does not agree in a report of these lines."""
    return list(wrong(audit(PrintedReport("", "", lines(*given), relations))))


TABLE = [
    ("a", "化石燃料燃烧", "1731.88", "t"),
    ("b", "工业生产过程", "0.00", "t"),
    ("c", "净购入电力", "22996.68", "t"),
]


def test_rounding_alone_is_no_difference() -> None:
    assert (
        of(*TABLE, ("t", "合计", "24728.57")) == []
    )  # 24728.56 and 24728.57 both round from what may be printed so


def test_a_sum_that_is_off_names_the_digit() -> None:
    (found,) = of(*TABLE, ("t", "合计", "24738.56"))
    assert (found.kind, found.computed, found.difference) == ("sum", Decimal("24728.56"), Decimal(10))
    assert ("t", "24728.56", "digit") in [(each.line, each.meant, each.how) for each in found.suspects]


def test_swapped_digits_are_recognised() -> None:
    (found,) = of(*TABLE[:2], ("c", "净购入电力", "22969.68", "t"), ("t", "合计", "24728.56"))
    assert ("c", "22996.68", "swapped") in [(each.line, each.meant, each.how) for each in found.suspects]


def test_shares_are_checked_one_by_one_and_together() -> None:
    rows = [("a", "燃料", "300.0", "t", "30.0"), ("b", "电力", "700.0", "t", "60.0"), ("t", "合计", "1000.0")]
    assert [(each.kind, each.line, each.printed) for each in of(*rows)] == [
        ("share", "b", Decimal("60.0")),
        ("shares", "t", Decimal("90.0")),
    ]


def test_shares_that_are_rounded_to_99_9_agree() -> None:
    third = ("33.33", "t", "33.3")
    assert of(("a", "一", *third), ("b", "二", *third), ("c", "三", *third), ("t", "合计", "100.00")) == []


def test_totals_are_recognised_by_their_names_where_nothing_is_said() -> None:
    bare = [row[:3] for row in TABLE]
    assert of(*bare, ("t", "温室气体排放总量", "24728.56")) == []
    (found,) = of(*bare, ("t", "温室气体排放总量", "24828.56"))
    assert (found.guessed, found.of) == (True, ("a", "b", "c"))


def test_subtotals_and_a_grand_total_are_recognised() -> None:
    rows = [
        ("a", "天然气", "10.0"), ("b", "柴油", "5.0"), ("s1", "范围一小计", "15.0"),
        ("c", "电力", "80.0"), ("d", "热力", "20.0"), ("s2", "范围二小计", "100.0"), ("t", "总计", "115.0"),
    ]  # fmt: skip
    assert of(*rows) == []
    assert [each.line for each in of(*rows[:-1], ("t", "总计", "151.0"))] == ["t"]


def test_the_same_figure_printed_twice_must_be_the_same() -> None:
    (found,) = of(("a", "造纸 2022", "415062.50"), ("b", "造纸 2022", "415052.50"))
    assert (found.kind, found.line, found.of) == ("restated", "b", ("a",))


@pytest.mark.parametrize(
    "formula", ["a +", "a ** 2", "sqrt(a)", "a / (b - b)", "nobody + a", "__import__('os')"]
)
def test_a_formula_that_cannot_be_read_is_told_and_not_run(formula: str) -> None:
    (found,) = of(*[row[:3] for row in TABLE], relations=(Relation("a", formula),))
    assert found.verdict == "unreadable"


@given(st.lists(st.decimals("0.0001", "100000", places=6), min_size=2, max_size=12), st.integers(0, 4))
def test_what_was_rounded_from_true_figures_always_agrees(parts: list[Decimal], places: int) -> None:
    step = Decimal(1).scaleb(-places)
    printed = [(f"p{at}", "", f"{part.quantize(step)}", "t") for at, part in enumerate(parts)]
    whole = sum(parts, Decimal(0)).quantize(step)
    assert of(*printed, ("t", "", f"{whole}")) == []
    assert of(*[row[:3] for row in printed], ("t", "", f"{whole}"),
              relations=(Relation("t", " + ".join(row[0] for row in printed)),)) == []  # fmt: skip


@given(st.lists(st.decimals("1", "100000", places=4), min_size=2, max_size=6), st.integers(1, 3))
def test_what_was_cut_off_is_never_called_a_difference_of_digits(parts: list[Decimal], places: int) -> None:
    step = Decimal(1).scaleb(-places)
    printed = [(f"p{at}", "", f"{part}", "t") for at, part in enumerate(parts)]
    whole = sum(parts, Decimal(0)).quantize(step, rounding=ROUND_DOWN)
    assert all(each.verdict == "cut_off" for each in of(*printed, ("t", "", f"{whole}")))


@pytest.mark.parametrize(
    "text, half",
    [
        ("8,711.80", "0.005"),
        ("12万", "5000"),
        ("1.2e3", "50"),
        ("181", "0.5"),
        ("97.6%", "0.05"),
        ("3.40亿", "500000"),
    ],
)
def test_the_last_digit_says_how_exact_a_figure_is(text: str, half: str) -> None:
    assert half_of(text) == Decimal(half)
