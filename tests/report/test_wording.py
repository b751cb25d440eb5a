"""Values, units, pages and periods as printed text, and the chain of a figure for a terminal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.report.plants import CATALOGUE, inventories, machinery, small
from zcdesk.domain.number import Rounding
from zcdesk.domain.trace import Traced
from zcdesk.report.telling import lines
from zcdesk.report.telling.codes import Codes, aspect, numbered
from zcdesk.report.telling.spoken import spoken
from zcdesk.report.telling.why import chain
from zcdesk.report.telling.wording import Wording, chemical

ZH = Wording(CATALOGUE.texts("report"), "zh")
EN = Wording(CATALOGUE.texts("report"), "en")
RULE = Rounding(2)


def traced(value: str) -> Traced:
    return Traced("x", "", "2025", Decimal(value), "t", "line")


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        ("tCO2", "tCO₂", "tCO₂"),
        ("tCO2e/MWh", "tCO₂e/MWh", "tCO₂e/MWh"),
        ("GJ/万Nm3", "GJ/万Nm³", "GJ/10⁴\u00a0Nm³"),
        ("kgCOD/m3", "kgCOD/m³", "kgCOD/m³"),
        ("tCO2e/万元", "tCO₂e/万元", "tCO₂e/10⁴\u00a0CNY"),
        ("%", "%", "%"),
        ("kgCH4/TJ", "kgCH₄/TJ", "kgCH₄/TJ"),
    ],
)
def test_units_in_both_languages(unit: str, zh: str, en: str) -> None:
    assert (ZH.unit(unit), EN.unit(unit)) == (zh, en)


def test_only_gases_get_low_digits() -> None:
    assert (
        chemical("CO2 by volume, N2O, GB/T 2589, F01, R-134a") == "CO₂ by volume, N₂O, GB/T 2589, F01, R-134a"
    )


def test_row_bound_units_in_heads() -> None:
    assert ZH.bound("fuel-unit", "fuel-unit") == "见单位栏"
    assert ZH.bound("GJ/fuel-unit", "fuel-unit") == "GJ/单位"


def test_pages_run_together() -> None:
    assert ZH.pages(["3", "1", "2", "7", "", "2"]) == "第 1—3、7 页"
    assert ZH.pages(["1-12"]) == "第 1—12 页"
    assert ZH.pages([""]) == ""


def test_dates_and_periods() -> None:
    assert ZH.date("2026-03-18T16:42:00Z") == "2026年3月18日"
    assert EN.date("2026-03-18") == "2026-03-18"
    assert (ZH.period("2025-11"), EN.period("2025-11"), ZH.period("2025")) == (
        "2025年11月",
        "2025-11",
        "2025年",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.0202", "0.0202"),
        ("98", "98"),
        ("13.300", "13.300"),
        ("1E+2", "100"),
        ("389.4122518", "389.4122518"),
        ("0.0002571", "0.0002571"),
    ],
)
def test_factors_keep_their_digits(value: str, text: str) -> None:
    assert lines.published(Decimal(value), RULE) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1700.345279398", "1700.345279398"),
        ("0.1234567890123", "0.123456789012…~"),
        ("-2.5", "\u22122.5"),
        ("3.00", "3"),
    ],
)
def test_unrounded_value_is_cut_and_never_rounded(value: str, text: str) -> None:
    assert lines.unrounded(Decimal(value), "~") == text


def test_numbers_inside_formulas_are_cut_with_a_mark() -> None:
    assert lines.exact(Decimal("1234.5678919")) == "1,234.567891…"
    assert lines.exact(Decimal("-0.5")) == "\u22120.5"


def test_change_and_share_are_formed_unrounded_and_rounded_once() -> None:
    assert lines.change(traced("0.9996"), traced("1"), RULE) == "0.0"
    assert lines.change(traced("103.25"), traced("100"), RULE) == "+3.2"  # half to even
    assert lines.change(traced("-2"), traced("-1"), RULE) == "\u2212100.0"
    assert lines.change(traced("1"), traced("0"), RULE) == "—"
    assert lines.percent(traced("1"), traced("3"), RULE) == "33.3"
    assert lines.percent(traced("1"), None, RULE) == "—"


def test_decimals_of_a_column_show_all_of_its_values() -> None:
    values = [Decimal("1.5"), Decimal("2.125"), Decimal(3)]
    assert lines.needed(values, 2) == 3
    assert lines.needed([Decimal("1.23456")], 2) == 5
    assert lines.needed([Decimal(1) / Decimal(3)], 2) == 6
    assert lines.needed([Decimal(0)], 2) == 2


def test_a_code_is_given_to_one_figure_only() -> None:
    codes = Codes()
    codes.give("3-1", "F01.7", "fuel.co2[F01]@2025")
    codes.give("3-1", "F01.7", "fuel.co2[F01]@2025")
    codes.give("T-1", "F01.1", "fuel.co2[F01]@2025")
    assert codes.shown("fuel.co2[F01]@2025") == "3-1 F01.7"
    with pytest.raises(ValueError, match=r"3-1 F01\.7"):
        codes.give("3-1", "F01.7", "fuel.co2[F02]@2025")


def test_row_codes() -> None:
    assert numbered("S", ["a", "b"]) == {"a": "S01", "b": "S02"}
    assert [aspect("P01", index) for index in range(3)] == ["P01", "P01b", "P01c"]


def test_formula_shows_the_branch_that_was_taken() -> None:
    held = inventories(machinery())
    market = held["cn.machinery"].line("power.factor", "2025")
    assert isinstance(market, Traced)
    said = spoken(held["cn.machinery"].compiled, market, ZH)
    assert (said.symbols, said.numbers) == ("EF", "0.5827 tCO₂/MWh")
    measured = held["cn.energy"].line("fuel.tce_factor", "2025", "F04")
    assert isinstance(measured, Traced)
    assert spoken(held["cn.energy"].compiled, measured, ZH).numbers == "47.31 GJ/t ÷ 29.3076"


def test_names_that_share_a_symbol_are_written_out() -> None:
    held = inventories(machinery())["cn.machinery"]
    total = held.line("scope1.total", "2025")
    assert isinstance(total, Traced)
    assert "二氧化碳气体保护焊 × GWP(CO₂)" in spoken(held.compiled, total, ZH).symbols


def test_chain_goes_down_to_answer_factor_and_evidence() -> None:
    project = small()
    held = inventories(project)["cn.industrial-other"]
    told = chain(held.line("fuel.co2", "2025", "F01"), held.compiled, ZH.texts, "zh", project.answers)
    text = "\n".join(told)
    assert told[0] == "燃料燃烧排放 [F01 天然气 2025年] = 270.273601… tCO₂"
    assert "= 12.5 万Nm³ × 389.31 GJ/万Nm³ × 0.0153 tC/GJ × 99% × 44/12" in text
    assert "打印为 270.27 tCO₂" in text
    assert "发改办气候〔2015〕1722号 附录二 表2.1" in text
    assert "填报：12.5 万Nm3" in text
    assert "证据：E-001，第 1—3 页" in text


def test_chain_of_a_missing_figure_lists_what_is_missing() -> None:
    project = small(site_province="CN-XZ")
    held = inventories(project)["cn.industrial-other"]
    told = chain(held.line("total.location", "2025"), held.compiled, ZH.texts, "zh")
    assert told[0] == "没有结果，尚缺："
    assert "西藏" in told[1]
    assert "省级电力平均二氧化碳排放因子：没有适用的公布值（2025年）" in told[1]
    assert "grid.provincial" not in told[1]


def test_chain_in_english_has_no_chinese_words_of_ours() -> None:
    held = inventories(small())["cn.industrial-other"]
    told = chain(held.line("total.location", "2025"), held.compiled, EN.texts, "en")
    assert told[0].startswith("Total, location [2025] = ")
    ours = [
        line for line in told if "source:" not in line and "clause:" not in line and "constant:" not in line
    ]
    assert not any("\u4e00" <= character <= "\u9fff" for line in ours for character in line.replace("万", ""))
