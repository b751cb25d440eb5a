"""A report with something missing or unconfirmed: no number is made up, and everything that is open is listed."""

from __future__ import annotations

import re
from random import Random

import pytest

from tests.report.plants import answering, confirmed, machinery, project_of, report, small, without
from tests.report.test_story import cell, coded, row, table, tables
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.document import Chart, Document, Paragraph, Proof, Statement
from zcdesk.domain.words import LANGUAGES, Language

NOVEMBER = Place("fuel.amount", "F02", "2025-11")
DECEMBER = Place("fuel.amount", "F02", "2025-12")


@pytest.fixture(scope="module")
def draft() -> Document:
    return report(without(confirmed(machinery()), NOVEMBER, DECEMBER), check_code="7F3A-91C2-0E5D")


def test_missing_months_are_boxed_and_counted(draft: Document) -> None:
    amount = cell(draft, "3-1 F02.1")
    assert (amount.text, amount.boxed) == ("缺 2 个月", True)
    assert cell(draft, "A-1 F02.11").boxed
    assert cell(draft, "A-1 F02.10").text == "4.2336"  # 9 % of 56,000 L at 0.84 kg/L


def test_no_total_that_reads_a_gap_prints_a_number(draft: Document) -> None:
    for locator in (
        "3-1 F02.7",
        "3-1 S01.7",
        "2-1 S01.3",
        "2-1 S04.3",
        "2-1 S08.3",
        "2-2 S08.2",
        "A-1 S08.13",
    ):
        each = cell(draft, locator)
        assert each.boxed
        assert not re.search(r"\d[\d,]*\.\d", each.text), locator
    assert cell(draft, "2-1 S08.3").text == "未计，缺 2 项"
    assert cell(draft, "2-1 S07.3").text == "6,948.10"  # electricity and heat are whole


def test_sum_of_the_rows_present_is_grey_and_no_total(draft: Document) -> None:
    (present,) = [one for one in table(draft, "化石燃料").rows if one.kind == "memo"]
    assert present.cells[1].text == "已有各行之和"
    assert present.cells[9].tone == "grey"
    assert present.cells[9].code == ""
    # 1,700.3453 + 35.2935 + 26.8800 + 10.3177, without diesel
    assert present.cells[9].text == "1,772.84"


def test_rows_say_whether_they_are_whole(draft: Document) -> None:
    def states(document: Document) -> dict[str, str]:
        rows = table(document, "化石燃料").rows
        return {one.cells[0].text: one.cells[-1].mark for one in rows if one.kind == "plain"}

    whole = {"F01": "met", "F02": "unmet", "F03": "met", "F04": "met", "F05": "met"}
    assert states(draft) == whole
    assert states(report(without(machinery(), NOVEMBER))) == {**whole, "F05": "unknown"}


def test_ledger_keeps_its_columns_when_something_is_missing() -> None:
    document = report(without(confirmed(machinery()), Place("weld.closing", "P01", "2025")))
    heads = [column.head for column in table(document, "保护焊用气").columns]
    assert heads[3:7] == ["期初库存", "购入量", "期末库存", "向外销售或异地使用量"]
    assert cell(document, "3-4 P01.3").text == "缺"
    assert table(document, "缺项与待确认清单").rows[1].cells[1].text == "3-4 P01.3"


def test_list_of_what_is_missing(draft: Document) -> None:
    first = table(draft, "缺项与待确认清单").rows[1].cells
    assert first[1].text == "3-1 F02.1"
    assert first[2].text == "柴油　2025年11月净消耗量"
    assert first[3].text == "燃气结算单、加油卡对账单、煤炭入炉计量或库存台账"
    assert first[5].text.split("、")[:3] == ["F02", "S01", "S04"]


def test_draft_is_marked_and_never_sealed(draft: Document) -> None:
    assert draft.draft == "草稿　还差 2 项，待确认 0 项，不得提交"
    assert draft.watermark == "草稿"
    assert draft.foot == "编号 ZC-ER-2025-01　草稿 2026-03-18 16:42　未封存"
    (statement,) = [
        block for block in draft.blocks if isinstance(block, Statement) and block.results is not None
    ]
    assert statement.results is not None
    assert statement.results.rows[0].cells[2].boxed
    assert statement.results.rows[-1].cells[2].text == "2 / 0"


def test_missing_months_are_told_in_the_text(draft: Document) -> None:
    told = [
        block.text
        for block in draft.blocks
        if isinstance(block, Paragraph) and "柴油11月、12月" in block.text
    ]
    assert len(told) == 1
    assert "不以零代替" in told[0]


def test_a_year_without_total_has_no_column(draft: Document) -> None:
    (chart,) = [block for block in draft.blocks if isinstance(block, Chart) and block.number == "2-1"]
    assert all(series.values[-1] is None for series in chart.series)
    assert chart.totals[-1] == "未计"


def test_what_is_missing_has_no_calculation(draft: Document) -> None:
    codes = {block.code for block in draft.blocks if isinstance(block, Proof)}
    assert "F01.7" in codes
    assert not {"F02.7", "S01.3", "S08.3"} & codes


def test_unconfirmed_flags_are_listed_with_what_rests_on_them() -> None:
    document = report(machinery())
    found = table(document, "缺项与待确认清单")
    assert found.rows[0].cells[0].text == "待确认（7）"
    grid = [one.cells for one in found.rows if one.kind == "plain" and "省级电力平均" in one.cells[2].text]
    assert len(grid) == 1
    assert "沿用2023年的值" in grid[0][2].text
    assert "S05" in grid[0][5].text
    assert re.fullmatch(r"4-1 X\d\d\.1", grid[0][1].text)
    assert "待确认 7 项" in document.draft


def test_flags_are_asked_about_even_where_the_total_is_missing() -> None:
    whole = report(machinery())
    open_ = report(without(machinery(), NOVEMBER))
    assert "待确认 7 项" in whole.draft
    assert "还差 1 项，待确认 7 项" in open_.draft


def test_a_table_nobody_spoke_of_is_boxed() -> None:
    document = report(without(confirmed(machinery()), Place("biomass")))
    (first,) = table(document, "生物质燃料").rows[:1]
    assert first.cells[1].boxed
    assert cell(document, "2-1 S12.3").text == "未计，缺 1 项"


def test_unreadable_answer_is_not_a_blank() -> None:
    place = Place("power.grid", "", "2025-03")
    document = report(answering(confirmed(machinery()), {place: Answer("about 7", "MWh")}))
    assert cell(document, "3-2 W01.3").text == "无法采用"
    assert "还差 1 项" in document.draft


def test_errors_of_the_checks_make_a_draft() -> None:
    # more gas left than there ever was: 3.5 + 40 - 90 < 0
    place = Place("weld.closing", "P01", "2025")
    document = report(answering(confirmed(machinery()), {place: Answer("90", "t")}))
    assert document.draft.startswith("草稿　还差 0 项，有误 1 项")
    assert any(one.cells[0].text == "有误（1）" for one in table(document, "缺项与待确认清单").rows)


def test_missing_factor_is_named() -> None:
    # there is no official provincial value for Tibet
    document = report(small(site_province="CN-XZ"))
    texts = [one.cells[2].text for one in table(document, "缺项与待确认清单").rows if len(one.cells) > 2]
    assert any("省级电力平均二氧化碳排放因子" in text and "没有适用的公布值" in text for text in texts)
    assert cell(document, "2-1 S10.1").boxed


def test_quantity_that_nothing_waits_for_is_no_gap() -> None:
    months = (Place("power.pv_generated", "", month) for month in months_of("2025"))
    document = report(without(confirmed(machinery()), *months))
    assert document.draft == ""
    assert [each.text for each in row(table(document, "电力消费与间接排放"), "W10").cells[2:5]] == [
        "2,500.00",
        "2,500.00",
        "—",
    ]


def test_a_total_that_nothing_waits_for_leaves_the_report_whole() -> None:
    plant = confirmed(machinery())
    printed = report(without(plant, Place("energy.primary_factor", "", "2025")), check_code="1234")
    assert not printed.draft
    energy = table(printed, "综合能源消费量")
    cells = [each for line in energy.rows for each in line.cells]
    assert [each.text for each in cells if each.boxed] == []
    assert [each.text for each in cells].count("未填报") == 2
    tables_ = [block.results for block in printed.blocks if isinstance(block, Statement) and block.results]
    (told,) = (each.cells for of in tables_ for each in of.rows if each.cells[1].text == "综合能耗（等价值）")
    assert (told[2].text, told[2].boxed) == ("未填报", False)


def test_an_optional_fact_of_the_plant_is_not_boxed_and_a_needed_one_is() -> None:
    plant = without(confirmed(machinery()), Place("site.email"), Place("site.phone"))
    cells = [each for line in table(report(plant), "报告主体基本信息").rows for each in line.cells]
    after = {left.text: right for left, right in zip(cells[::2], cells[1::2], strict=True)}
    assert (after["电子邮箱"].text, after["电子邮箱"].boxed) == ("未填报", False)
    assert (after["联系电话"].text, after["联系电话"].boxed) == ("未填", True)


def test_codes_of_missing_figures_still_lead_somewhere(draft: Document) -> None:
    assert draft.codes["3-1 F02.1"] == "fuel.amount[F02]@2025"
    assert all(locator in draft.codes for locator, _ in coded(draft))


def test_every_box_says_what_it_means(draft: Document) -> None:
    boxed = {each.text for of in tables(draft) for one in of.rows for each in one.cells if each.boxed}
    assert boxed == {"缺 1 个月", "缺 2 个月", "未计", "未计，缺 2 项"}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_missing_the_report_prints(seed: int) -> None:
    random = Random(seed)
    whole = machinery()
    gone = [place for place in whole.answers if random.random() < (seed + 1) / 9]
    for language in LANGUAGES:
        document = report(without(whole, *gone), language)
        assert document.draft
        assert all(locator in document.codes for locator, _ in coded(document))


def test_an_empty_project_prints_as_a_draft() -> None:
    for method in ("cn.machinery", "cn.industrial-other"):
        document = report(project_of(("2025",), (method, "cn.energy"), {}, {}, {}))
        assert document.company == "未填"
        assert cell(document, "2-1 S01.1").boxed
        assert not any(isinstance(block, Proof) and block.result != "0.00" for block in document.blocks)


@pytest.mark.parametrize(("language", "said"), [("zh", "计量单位未定"), ("en", "unit not chosen")])
def test_a_unit_that_is_not_chosen_is_said_and_no_inner_name_is_printed(
    language: Language, said: str
) -> None:
    made = report(without(confirmed(machinery()), Place("product.unit", "C01")), language)
    assert made.draft
    assert said in repr(made)
    assert "product-unit" not in repr(made)
