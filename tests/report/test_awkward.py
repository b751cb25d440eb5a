"""Documents nobody wants to print: they come out all the same, whole and inside the page."""

# ruff: noqa: E501 - a table of cases is read by its columns

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.report import specimen
from zcdesk.domain.document import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Document,
    Facts,
    Flow,
    Heading,
    PageBreak,
    Paragraph,
    Proof,
    ProofInput,
    Row,
    Series,
    Statement,
    Table,
)
from zcdesk.report.pages import pdf
from zcdesk.report.pages.flow import Page
from zcdesk.report.pages.layout import lay_out
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting import fonts
from zcdesk.report.typesetting.typeset import Typesetter

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LONG = "内蒙古自治区呼伦贝尔市鄂温克族自治旗大雁矿业集团" * 60


def document(*blocks: Block, **more: object) -> Document:
    return Document(
        "题", "单位", "事", "zh", "短题", "编号", "第 {page} 页　共 {pages} 页", {}, blocks, **more
    )  # type: ignore[arg-type]


def pages_of(made: Document) -> list[Page]:
    """Pages laid out and, to see that nothing raises, drawn; every box stands inside its page."""
    pages = lay_out(made, Typesetter(fonts.load(FONTS), made.language), Node("Document")).pages
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(made, FONTS)))
    assert len(reader.pages) == len(pages)
    for page in pages:
        assert page.items
        for box, top in page.items:
            assert top + box.height <= page.size.room + 0.01
    return pages


def text_of(made: Document) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(made, FONTS)))
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def table(rows: tuple[Row, ...], count: int, **more: object) -> Table:
    columns = tuple(Column(f"列{index}", "t", str(index)) for index in range(count))
    return Table("1-1", "表", columns, rows, **more)  # type: ignore[arg-type]


def test_a_row_higher_than_a_page_goes_over_pages_without_loss():
    made = document(table((specimen.row("a", LONG * 4), specimen.row("b", "短")), 2))
    assert len(pages_of(made)) > 1
    assert text_of(made).count("鄂温克族自治旗") >= 40  # others are cut by a line's end


def test_a_paragraph_over_pages_keeps_two_lines_on_each():
    pages = pages_of(document(*(Paragraph("一二三四五六七八九十" * 7) for _ in range(40))))
    assert len(pages) > 1
    for page in pages:
        for box, _ in page.items:
            assert len(box.lines) >= 2  # type: ignore[attr-defined]


def test_thirty_columns_fit_the_page():
    row = Row(tuple(Cell(f"{12345.678 * index:,.2f}") for index in range(30)))
    columns = tuple(
        Column(f"第 {index} 列", "tCO₂e", str(index), align="right", role="number") for index in range(30)
    )
    made = document(Table("1-1", "宽", columns, (row,) * 5))
    pages_of(made)
    assert "单位" in text_of(made)


def test_a_word_without_end_is_cut_inside_its_cell():
    made = document(
        table((specimen.row("X" * 900, "Y" * 900, "1.00"),), 3), Paragraph("Z" * 900), Heading("H" * 300, 2)
    )
    pages_of(made)
    assert text_of(made).count("X") == 900


def test_tables_without_rows_columns_or_names():
    pages_of(
        document(table((), 3), Table("", "", (), ()), table((Row(()),), 2), table((specimen.group("组"),), 2))
    )


def test_a_table_of_groups_only_still_ends():
    pages_of(document(table(tuple(specimen.group(f"组 {index}") for index in range(200)), 3)))


def test_rows_with_more_or_fewer_cells_than_columns():
    pages_of(document(table((specimen.row("1"), specimen.row("1", "2", "3", "4", "5")), 3)))


def test_headings_alone():
    pages_of(document(*(Heading(f"{index} 标题", 1 + index % 3) for index in range(60))))
    pages_of(document(*(Heading("标题", 2) for _ in range(120))))


def test_a_proof_with_a_hundred_inputs_is_the_only_one_that_breaks():
    inputs = tuple(ProofInput(f"x{index}", "名称", f"{index}.00 t", "来源" * 10) for index in range(100))
    made = document(
        Proof("F01.7", "表 3-1", "名", "1.00", "t", "E = x", "1 × 2", "5.1", inputs, "1.0000", ("待确认",))
    )
    assert len(pages_of(made)) > 1
    assert "x99" in text_of(made)


def test_proofs_do_not_break():
    pages = pages_of(document(*specimen.proofs(True) * 4))
    boxes = [box for page in pages for box, _ in page.items]
    assert len(boxes) == 4 * len(specimen.proofs(True))


def test_an_empty_document_has_no_page_and_says_nothing():
    assert len(pypdf.PdfReader(io.BytesIO(pdf.render(document(Paragraph("")), FONTS))).pages) == 1


def test_page_breaks_in_a_row_make_no_empty_page():
    assert (
        len(
            pages_of(
                document(PageBreak(), Paragraph("一"), PageBreak(), PageBreak(), Paragraph("二"), PageBreak())
            )
        )
        == 2
    )


def test_front_pages_with_everything_too_long():
    name = LONG[:220]
    made = document(
        Cover(
            "编号" * 30,
            name[:80],
            name[:60],
            name,
            tuple((name[:40], name[:90]) for _ in range(5)),
            name[:100],
        ),
        Statement(name[:50], (LONG,), None, tuple(name[:40] for _ in range(5)), name[:40], "年 月 日"),
        Contents("目录"),
        *(Heading(f"{index}、{name[:70]}", 1) for index in range(3)),
        Facts(tuple((name[:40], LONG[:400]) for _ in range(12))),
        draft=name[:120],
        watermark=name[:30],
    )
    pages_of(made)


def test_contents_of_hundreds_of_entries_go_over_pages():
    blocks: list[Block] = [Contents("目录")]
    for index in range(40):
        blocks += [Heading(f"第 {index} 章"), Heading("一节", 2), Heading("二节", 2), Paragraph("文")]
    pages = pages_of(document(*blocks, chapters_on_new_page=False))
    assert len(pages) < 20


def test_many_tables_and_figures_are_listed_behind_the_contents():
    tables = [table((specimen.row("1", "2"),), 2) for _ in range(16)]
    text = text_of(document(Contents("目录"), Heading("章"), *tables))
    assert "表目录" in text
    assert "图目录" not in text


def test_chapters_run_on_where_the_document_wishes_it():
    blocks = [block for index in range(3) for block in (Heading(f"{index} 章"), Paragraph("文" * 100))]
    assert len(pages_of(document(*blocks))) == 3
    assert len(pages_of(document(*blocks, chapters_on_new_page=False))) == 1
    # A chapter does not begin in the last 60 mm of a page: 240 mm hold 40 lines of 6 mm.
    blocks = [Paragraph("文" * 43 * 32), Heading("末章"), Paragraph("文")]
    assert len(pages_of(document(*blocks, chapters_on_new_page=False))) == 2


NONE = Series("无", (None, None))
CHARTS = [
    Chart("1", "空", "stack", "t"),
    Chart("1", "空", "sankey", "t"),
    Chart("1", "空", "waterfall", "t"),
    Chart("1", "空", "lines", "t", ("甲", "乙"), (NONE,)),
    Chart("1", "无", "bars", "t", ("甲", "乙"), (NONE, Series("零", (0.0, 0.0)))),
    Chart("1", "负", "stack", "t", ("甲", "乙"), (Series("一", (-5.0, 3.0)), Series("二", (2.0, -9.0)))),
    Chart("1", "负", "bars", "t", ("甲", "乙"), (Series("一", (-5.0, 3.0), ("−5", "3")),)),
    Chart("1", "负", "hbars", "t", ("甲", "乙"), (Series("一", (-5.0, 3.0), ("−5", "3")),)),
    Chart("1", "少", "stack", "t", ("甲", "乙", "丙"), (Series("一", (1.0,)),), totals=("1",)),
    Chart("1", "多", "bars", "t", tuple(f"第 {n} 类" for n in range(90)), (Series("一", tuple(float(n) for n in range(90))),)),
    Chart("1", "长名", "hbars", "t", tuple(LONG[:60] + str(n) for n in range(9)), (Series(LONG[:80], (1.0,) * 9),)),
    Chart("1", "长名", "lines", "t", tuple(LONG[:30] for _ in range(5)), tuple(Series(LONG[:50], (1.0, None, 3.0, 2.0, 1.0)) for _ in range(7))),
    Chart("1", "长名", "stack", "t", (LONG[:30],) * 8, tuple(Series(LONG[:50] + str(n), (1.0,) * 8) for n in range(9))),
    Chart("1", "小", "lines", "t", ("甲", "乙"), (Series("一", (1e-9, 2e-9)),)),
    Chart("1", "大", "bars", "t", ("甲", "乙"), (Series("一", (1e12, 2e13)),), height_mm=900),
    Chart("1", "降", "waterfall", "t", ("甲", "乙", "丙", "丁"), (Series("", (10.0, -30.0, None, -20.0), ("10", "−30", "", "−20")),)),
    Chart("1", "流", "sankey", "t", flows=(Flow("a", "b", 5.0), Flow("a", "x", 1.0), Flow("b", "a", 0.0)), nodes=(("a", "甲", 0, ""), ("b", "乙", 1, ""))),
    Chart("1", "流", "sankey", "", flows=tuple(Flow(f"a{n}", f"b{n % 7}", 1.0 + n) for n in range(30)),
          nodes=tuple((f"a{n}", f"源 {n}\n{n}", 0, "left") for n in range(30)) + tuple((f"b{n}", LONG[:20], 1, "right") for n in range(7))),
]  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.kind} {chart.title}")
def test_awkward_charts_are_drawn(chart):
    pages_of(document(chart, Paragraph("文")))


CELL = st.builds(
    Cell,
    st.one_of(
        st.text(alphabet="温室气体，。（）abc 0123.%tCO₂e\n", max_size=60),
        st.from_regex(r"\A-?[0-9]{1,7}\.[0-9]{0,4}\Z"),
        st.just("内蒙古自治区呼伦贝尔市" * 20),
    ),
    tone=st.sampled_from(["normal", "strong", "grey", "warning", "deep"]),
    boxed=st.booleans(),
    mark=st.sampled_from(["", "met", "unmet", "open", "unknown", "na"]),
    indent=st.integers(0, 3),
)
COLUMN = st.builds(
    Column,
    st.sampled_from(["代码", "很长的列名称需要折行", "Amount of fuel", "额定\n功率"]),
    st.sampled_from(["", "tCO₂e", "tCO₂/MWh"]),
    st.sampled_from(["", "1", "7=1×6", "6=2×4×5×44/12"]),
    st.sampled_from(["left", "right", "center"]),
    st.sampled_from([0.0, 0.0, 0.2, 0.5]),
    st.sampled_from(["code", "words", "number", "clause"]),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(st.data())
def test_any_table_comes_out_whole(data):
    columns = data.draw(st.lists(COLUMN, min_size=1, max_size=14))
    kinds = st.sampled_from(["plain", "plain", "plain", "group", "subtotal", "total", "memo"])
    rows = data.draw(
        st.lists(
            st.builds(Row, st.lists(CELL, min_size=1, max_size=len(columns)).map(tuple), kinds), max_size=40
        )
    )
    wide, compact = data.draw(st.booleans()), data.draw(st.booleans())
    made = document(
        Paragraph("文" * data.draw(st.integers(0, 1500))),
        Table(
            "1-1",
            "表",
            tuple(columns),
            tuple(rows),
            landscape=wide,
            compact=compact,
            notes=(("注文", "normal"),),
        ),
    )
    pages = pages_of(made)
    held = [box for page in pages for box, _ in page.items if hasattr(box, "whole")]
    assert held[0].start == 0
    assert held[-1].stop == len(held[0].whole.rows)
    assert all(before.stop == after.start for before, after in pairwise(held))
