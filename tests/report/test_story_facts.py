"""What a report states about itself is true: evidence, illustrative data, seals, digits, deductions."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from tests.report.dump import dump
from tests.report.plants import CATALOGUE, brewery, confirmed, inventories, machinery, report, small
from tests.report.test_story import cell, proof, row, table, tables
from zcdesk.domain.document import Chart, Cover, Document, Paragraph, Statement, Table
from zcdesk.domain.number import CONTEXT, published, settled
from zcdesk.domain.trace import Traced
from zcdesk.exchange import results
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import figure, parts_of
from zcdesk.report.telling.why import chain
from zcdesk.report.telling.wording import Wording


@pytest.fixture(scope="module")
def brewed() -> Document:
    return report(brewery())


def charts(document: Document) -> list[Chart]:
    return [block for block in document.blocks if isinstance(block, Chart)]


def paragraphs(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def test_the_statement_counts_the_values_that_have_evidence() -> None:
    (statement, _) = [block for block in report(small()).blocks if isinstance(block, Statement)]
    # amount of gas; amount and purity of lime; grid electricity; output value
    assert (
        "2025年度填报的 5 个数值中，1 个附有证据，列于附录 C；其余 4 个未附证据。" in statement.paragraphs[0]
    )
    assert "原始凭证" not in statement.paragraphs[0]


def test_sources_name_the_evidence_that_is_cited_and_nothing_else() -> None:
    text = paragraphs(report(small()))
    assert "净消耗量——发票、结算单（E-001）" in text
    assert "电网购电（不含绿电交易）——未附证据" in text


def test_none_and_not_known_are_no_values() -> None:
    # five kinds of electricity stated as none, for the year; whole tables have no period
    assert "填报 5 个数值（回答“没有”或“不知道”的 5 处不计在内）" in paragraphs(report(small()))


def test_only_a_sealed_report_speaks_of_a_seal() -> None:
    plant = confirmed(machinery())
    sealed, loose = report(plant, check_code="7F3A-91C2-0E5D"), report(plant)
    covers = [next(block for block in one.blocks if isinstance(block, Cover)) for one in (sealed, loose)]
    assert [one.seal_line.split("。")[0] for one in covers] == ["封存校验码 7F3A-91C2-0E5D", "未封存"]
    assert loose.foot.endswith("未封存")
    assert "校验码" not in loose.foot


def test_every_table_and_chart_with_made_up_figures_says_so(brewed: Document) -> None:
    held = inventories(brewery())
    made_up: set[str] = set()
    for locator, id_ in brewed.codes.items():
        if ":" in id_:
            continue
        name, row_id, period = parts_of(id_)
        for each in held.values():
            if name in each.compiled.lines or name in each.compiled.vocabulary.quantities:
                found = figure(each, name, period, row_id)
                if isinstance(found, Traced) and _illustrative(found):
                    made_up.add(locator.split()[0])
                break
    said = {one.number for one in tables(brewed) if any("示例数据" in text for text, _ in one.notes)}
    assert made_up
    assert made_up <= said
    for chart in charts(brewed):
        drawn = set(re.findall(r"[A-Z\d]+-\d+", chart.source)) & made_up
        assert any("演示" in note for note in chart.notes) or not drawn, chart.title
    assert sum(any("演示" in note for note in chart.notes) for chart in charts(brewed)) >= 4
    cover = next(block for block in brewed.blocks if isinstance(block, Cover))
    assert any("示例数据" in value for _, value in cover.facts)


def _illustrative(item: Traced) -> bool:
    return any(flag.code == "illustrative" for flag in item.flags) or any(map(_illustrative, item.inputs))


def test_no_key_of_the_program_is_printed(brewed: Document) -> None:
    assert not re.search(r"Ctrl|F8", dump(brewed) + dump(report(brewery(), "en")))


def test_published_digits_are_never_cut() -> None:
    assert published(Decimal("0.0002571")) == "0.0002571"
    assert published(Decimal("0.28078")) == "0.28078"
    # 1/3 has no end: eight digits
    assert published(CONTEXT.divide(Decimal(1), Decimal(3))) == "0.33333333"
    assert published(CONTEXT.divide(Decimal(1), Decimal(3000))) == "0.00033333333"


def test_the_residue_of_a_mean_is_not_printed() -> None:
    mean = CONTEXT.divide(Decimal("847469.124"), Decimal("55.463"))
    product = CONTEXT.multiply(mean, Decimal("55.463"))
    assert settled(product) == Decimal("847469.124")
    assert lines.exact(product) == "847,469.124"


def test_printed_coefficients_lead_to_the_printed_results() -> None:
    printed = report(confirmed(machinery()))
    for code in ("F01", "F02", "F03", "F04", "F05"):
        amount, result = (
            Decimal(cell(printed, f"3-1 {code}.{column}").text.replace(",", "")) for column in (1, 7)
        )
        factor = Decimal(cell(printed, f"3-1 {code}.6").text)
        assert round(amount * factor, 2) == result, code


def test_json_prints_what_the_report_prints() -> None:
    project = confirmed(machinery())
    printed, held = report(project), inventories(project)["cn.machinery"]
    answer = results.year(held, "2025", [], [], lambda finding: None)  # type: ignore[arg-type, return-value]
    by_id = {(line["id"], line["row"]): line.get("printed") for line in answer["lines"]}
    for locator in ("3-1 F01.2", "3-1 F01.4", "3-1 F01.5", "3-1 F01.6", "3-1 F01.7", "2-1 S08.3"):
        name, row_id, _ = parts_of(printed.codes[locator])
        assert by_id[name, row_id] == cell(printed, locator).text.replace(",", ""), locator


def test_months_behind_a_mean_are_in_the_annex(brewed: Document) -> None:
    months = table(brewed, "活动水平与排放量按月汇总")
    load = row(months, "P02b")
    assert load.cells[3].text == "3.1"
    assert "化学需氧量浓度" in load.cells[1].text


def test_mass_of_methane_is_the_sum_of_its_rows(brewed: Document) -> None:
    emissions = table(brewed, "附表 1")
    # 64.854 t * 21 = 1,361.93; the deduction keeps its sign
    assert [each.text for each in row(emissions, "S03").cells[2:]] == ["CH₄", "64.85", "1,361.93"]
    assert row(emissions, "S04").cells[3].text.startswith("\u2212")


def test_charts_name_their_deductions_and_their_tables(brewed: Document) -> None:
    (ranked,) = [one for one in charts(brewed) if one.kind == "hbars"]
    flow, carbon = [one for one in charts(brewed) if one.kind == "sankey"]
    assert carbon.title.startswith("碳的来源与去向")
    for one in (ranked, flow):
        (note,) = [note for note in one.notes if "扣减" in note]
        assert "CH₄ 回收与销毁（扣减） \u2212354 tCO₂e（\u221217.4%）" in note
        assert "总量 2,030 tCO₂e" in note
    assert ranked.source == "表 2-1。"
    assert flow.source == "表 2-1、3-7。"
    (ordered,) = [one for one in charts(brewed) if one.title.startswith("2025年各月")]
    assert ordered.source == "表 A-1。"
    (left_out,) = [note for note in ordered.notes if note.startswith("图中不含")]
    assert "CO₂ 回收利用（扣减）" in left_out
    assert "工业废水" not in left_out


def test_the_change_of_a_deduction_follows_its_head(brewed: Document) -> None:
    summary: Table = table(brewed, "温室气体排放汇总")
    assert summary.columns[4].number == "3=(2−1)÷|1|"
    # (-39.14 + 29.36) / 29.36: more is taken off
    assert row(summary, "S05").cells[4].text == "\u221233.3"


def test_remarks_on_factors_in_use_are_printed(brewed: Document) -> None:
    said = [text for text, _ in table(brewed, "排放因子与计算系数").notes]
    assert any("11.000—13.300 tce/万Nm³" in text for text in said)
    assert any("0.8—1.0" in text for text in said)


def test_who_confirmed_and_why_stands_with_the_flag() -> None:
    plant = confirmed(machinery())
    keys = dict.fromkeys(plant.settings, "王敏：已核对公告")
    printed = report(replace(plant, settings=MappingProxyType(keys)))
    notes = [text for text, _ in table(printed, "排放因子与计算系数").notes if "沿用" in text]
    assert notes
    assert all("（已确认：王敏：已核对公告）" in text for text in notes)


def test_clauses_have_an_english_form() -> None:
    say = Wording(CATALOGUE.texts("report"), "en")
    assert say.clause("GHG Protocol 范围二指南第 6、7 章") == "GHG Protocol Scope 2 Guidance, ch. 6, 7"
    assert say.clause("第 8 章；附录 A 表 A.1") == "cl. 8; Annex A Table A.1"
    assert say.pages(["1-12"]) == "p. 1–12"


def test_a_chain_is_told_in_words() -> None:
    project = confirmed(machinery())
    held = inventories(project)["cn.machinery"]
    told = "\n".join(
        chain(
            held.line("total.location", "2025"),
            held.compiled,
            CATALOGUE.texts("report"),
            "zh",
            project.answers,
        )
    )
    for raw in ("natural_gas", "CN-EAST", "CN-JS", "place=", "OF = OF", "NCV = NCV", "none", "regional"):
        assert raw not in told, raw
    assert "天然气 碳氧化率 = 99%" in told
    assert "打印为 99 %" in told
    assert "打印为 0.0153 tC/GJ" in told
    assert proof(report(project), "F01.7").result in told
