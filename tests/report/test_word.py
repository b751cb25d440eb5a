from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.report import specimen
from zcdesk.domain.document import Cell, Chart, Column, Document, Heading, Proof, Row, Statement, Table
from zcdesk.report.pages.strings import drawn_strings
from zcdesk.report.word import render_word

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
VARIANTS = {
    "zh": {"language": "zh"},
    "en draft, long names": {"language": "en", "draft": True, "long_names": True},
}


@cache
def made(variant: str) -> tuple[Document, bytes]:
    document = specimen.document(**VARIANTS[variant])  # type: ignore[arg-type]
    return document, render_word(document, FONTS)


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def parts(data: bytes) -> dict[str, Any]:
    """Every XML part, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {
            name: etree.fromstring(held.read(name))
            for name in held.namelist()
            if name.endswith((".xml", ".rels"))
        }


def plain(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def test_every_text_of_the_document_stands_in_the_file(variant: str) -> None:
    document, data = made(variant)
    held = parts(data)
    told = [text for part in held.values() for text in part.itertext()]
    drawn = [
        value
        for part in held.values()
        for each in part.iter()
        for name, value in each.attrib.items()
        if name in ("descr", "string")
    ]
    whole = plain("".join(told)) + plain("".join(drawn))
    charts = [one for one in document.blocks if isinstance(one, Chart)]
    pictured = {text for one in charts for text, _ in drawn_strings(_only(document, one))}
    absent = [
        text for text, _ in drawn_strings(document) if text not in pictured and plain(text) not in whole
    ]
    assert absent == []
    for chart in charts:
        assert plain(chart.title) in whole
        assert plain(chart.alt or chart.title) in whole


def _only(document: Document, block: Chart) -> Document:
    return replace(document, blocks=(block,), company="", short_title="", foot="", draft="", watermark="")


def test_the_same_document_gives_the_same_bytes(variant: str) -> None:
    document, data = made(variant)
    assert render_word(document, FONTS) == data


def test_headings_tables_and_calculations_are_styled_and_none_is_lost(variant: str) -> None:
    document, data = made(variant)
    word = docx.Document(io.BytesIO(data))
    headings = [
        (int(str(one.style.style_id)[-1]), one.text)
        for one in word.paragraphs
        if str(one.style.style_id).startswith("Heading")
    ]
    wanted = [
        (min(max(one.level, 1), 3), one.text.replace("\u200b", ""))
        for one in document.blocks
        if isinstance(one, Heading)
    ]
    assert headings == wanted
    calculations = [one for one in word.paragraphs if one.style.style_id == "ZcCalculation"]
    assert len(calculations) == sum(isinstance(one, Proof) for one in document.blocks)
    tables = [one for one in document.blocks if isinstance(one, Table)]
    tables += [one.results for one in document.blocks if isinstance(one, Statement) and one.results]
    bodies = sorted(len(one.rows) for one in tables)
    headed = [one for one in word.tables if one._tbl.findall(".//" + qn("w:tblHeader"))]
    assert sorted(len(one.rows) - 1 for one in headed) == bodies


def test_the_cover_says_that_the_sealed_pdf_prevails() -> None:
    word = docx.Document(io.BytesIO(made("zh")[1]))
    assert "可编辑副本，以封存的 PDF 为准。" in [one.text for one in word.paragraphs]


def test_a_wide_table_stands_on_a_wide_page() -> None:
    document, data = made("zh")
    assert any(isinstance(one, Table | Chart) and one.landscape for one in document.blocks)
    word = docx.Document(io.BytesIO(data))
    wide = [one for one in word.sections if one.page_width > one.page_height]
    upright = [one for one in word.sections if one.page_width < one.page_height]
    assert wide
    assert upright


def test_links_lead_to_bookmarks_that_are_there(variant: str) -> None:
    _, data = made(variant)
    body = parts(data)["word/document.xml"]
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    anchors = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    assert anchors
    assert anchors <= set(names)
    assert all(len(name) <= 40 for name in names)


def test_a_draft_says_so_on_every_page_and_a_final_report_does_not() -> None:
    document, draft = made("en draft, long names")
    heads = [part for name, part in parts(draft).items() if name.startswith("word/header")]
    assert heads
    for head in heads:
        assert plain(document.draft) in plain("".join(head.itertext()))
        assert [one for one in head.iter() if one.get("string") == document.watermark]
    final = [part for name, part in parts(made("zh")[1]).items() if name.startswith("word/header")]
    assert final
    assert not [one for part in final for one in part.iter() if one.get("string")]


def test_paragraph_and_cell_properties_stand_in_the_order_of_the_format(variant: str) -> None:
    """Word calls a file damaged whose properties are out of order."""
    _, data = made(variant)
    paragraphs = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "shd", "tabs", "spacing"]
    paragraphs += ["ind", "jc", "rPr", "sectPr"]
    cells = ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"]
    tables = ["tblStyle", "tblW", "jc", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"]
    runs = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "u", "lang"]
    held = parts(data)
    for name, order in (("pPr", paragraphs), ("tcPr", cells), ("tblPr", tables), ("rPr", runs)):
        seen = 0
        for part in held.values():
            for one in part.iter(qn(f"w:{name}")):
                told = [etree.QName(each).localname for each in one]
                ranked = [order.index(each) for each in told if each in order]
                assert ranked == sorted(ranked), (name, told)
                seen += 1
        assert seen


def test_characters_that_xml_cannot_hold_do_not_break_the_file() -> None:
    document = specimen.document(language="zh")
    table = Table(
        "9-9", "a\x00b", (Column("c\x1f"), Column("d")), (Row((Cell("e\x0bf"), Cell("<&>\ufffe"))),)
    )
    word = docx.Document(io.BytesIO(render_word(replace(document, blocks=(table,)), FONTS)))
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["ef", "<&>"]
