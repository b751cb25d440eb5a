"""The named styles of the Word file, so that whoever edits changes a style and not a hundred paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from zcdesk.domain.words import Language
from zcdesk.report.typesetting import style as paper
from zcdesk.report.word.elements import border, node

SERIF = ("Times New Roman", "宋体")
SANS = ("Arial", "黑体")
"""Faces for Latin and for Chinese that every office program in China has."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    faces: tuple[str, str]
    size: float
    lead: float
    colour: str = paper.INK
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    align: str = ""
    keep: bool = False
    first: float = 0.0
    """Indent of the first line, in characters."""
    based: str = "Normal"


BODY, LEAD, NOTE, SMALL = "ZcBody", "ZcLead", "ZcNote", "ZcSmall"
CAPTION, CELL, CELL_COMPACT, HEAD = "Caption", "ZcCell", "ZcCellCompact", "ZcTableHead"
FRONT, COVER_TITLE, COVER_SUB, COVER_COMPANY = "ZcFrontTitle", "Title", "Subtitle", "ZcCompany"
COVER_LABEL, COVER_VALUE, CALCULATION, FORMULA = "ZcFactLabel", "ZcFactValue", "ZcCalculation", "ZcFormula"
PICTURE, SIGN, CONTENTS_1, CONTENTS_2 = "ZcPicture", "ZcSign", "TOC1", "TOC2"

_STYLES: dict[str, _Style] = {
    BODY: _Style("ZC 正文", SERIF, 10.5, 17.0, after=4.0, first=2.0),
    LEAD: _Style("ZC 正文（不缩进）", SERIF, 10.5, 17.0, after=4.0),
    NOTE: _Style("ZC 注", SANS, 8.0, 11.5, paper.GREY, after=1.0),
    SMALL: _Style("ZC 小字", SANS, 8.5, 12.5, after=2.0),
    CAPTION: _Style("Caption", SANS, 9.0, 13.0, before=8.0, after=3.0, keep=True),
    CELL: _Style("ZC 表文", SANS, 8.5, 12.0),
    CELL_COMPACT: _Style("ZC 表文（小）", SANS, 7.0, 10.0),
    HEAD: _Style("ZC 表头", SANS, 8.0, 11.0, bold=True, keep=True),
    FRONT: _Style("ZC 前置标题", SANS, 16.0, 26.0, paper.DEEP, True, after=14.0, align="center", keep=True),
    COVER_TITLE: _Style("Title", SERIF, 32.0, 44.0, paper.DEEP, True, before=120.0, after=10.0),
    COVER_SUB: _Style("Subtitle", SANS, 16.0, 24.0, after=30.0),
    COVER_COMPANY: _Style("ZC 单位名称", SANS, 17.0, 25.0, bold=True),
    COVER_LABEL: _Style("ZC 项目名", SANS, 10.0, 15.0, paper.GREY, before=5.0, after=5.0),
    COVER_VALUE: _Style("ZC 项目值", SERIF, 12.0, 16.0, before=5.0, after=5.0),
    CALCULATION: _Style("ZC 计算", SANS, 9.5, 14.0, before=8.0, keep=True, bold=True),
    FORMULA: _Style("ZC 算式", SANS, 9.0, 13.5, keep=True),
    PICTURE: _Style("ZC 图", SANS, 9.0, 0.0, before=8.0, keep=True),
    SIGN: _Style("ZC 签字", SANS, 10.5, 30.0),
    CONTENTS_1: _Style("toc 1", SANS, 10.5, 18.0, bold=True, before=4.0),
    CONTENTS_2: _Style("toc 2", SERIF, 10.0, 17.0),
}
_HEADINGS = (
    _Style("Heading 1", SANS, 16.0, 25.5, paper.DEEP, True, before=18.0, after=8.0, keep=True),
    _Style("Heading 2", SANS, 12.0, 18.0, paper.INK, True, before=14.0, after=4.0, keep=True),
    _Style("Heading 3", SANS, 10.5, 17.0, paper.INK, True, before=9.0, after=2.0, keep=True),
)


def set_styles(word: Any, language: Language) -> None:
    """Give a python-docx document the styles of the page."""
    styles = word.styles
    normal = styles["Normal"]
    _told(normal, _Style("Normal", SERIF, 10.5, 0.0), language)
    normal.paragraph_format.space_after = Pt(0)
    for heading in _HEADINGS:
        _told(styles[heading.name], heading, language)
    for id_, wanted in _STYLES.items():
        held = next((one for one in styles if one.style_id == id_), None)
        if held is None:
            held = styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
            held.element.set(qn("w:styleId"), id_)
            held.base_style = normal
        _told(held, wanted, language)
    for name in ("Header", "Footer"):
        _told(styles[name], _Style(name, SANS, 8.0, 11.0, paper.GREY), language)
        form = styles[name].element.get_or_add_pPr()
        for old in form.findall(qn("w:tabs")):
            form.remove(old)
    indent = styles["toc 2"].paragraph_format if "toc 2" in styles else None
    if indent is not None:
        indent.left_indent = Pt(18)


def _told(held: Any, wanted: _Style, language: Language) -> None:
    font, form = held.font, held.paragraph_format
    font.name, font.size, font.bold, font.italic = wanted.faces[0], Pt(wanted.size), wanted.bold, False
    font.color.rgb = RGBColor.from_string(wanted.colour.lstrip("#"))
    properties = held.element.get_or_add_rPr()
    faces = properties.find(qn("w:rFonts"))
    for name in list(faces.attrib):
        if "heme" in name:
            del faces.attrib[name]
    faces.set(qn("w:hAnsi"), wanted.faces[0])
    faces.set(qn("w:cs"), wanted.faces[0])
    faces.set(qn("w:eastAsia"), wanted.faces[1])
    spoken = properties.find(qn("w:lang"))
    if spoken is not None:
        properties.remove(spoken)
    tongues = {"w:val": "en-US", "w:eastAsia": "zh-CN"}
    properties.append(node("w:lang", tongues if language == "zh" else {**tongues, "w:val": "en-GB"}))
    if held.name.startswith(("Heading", "Title", "Subtitle", "Caption")):
        _plain(held, properties)
    form.space_before, form.space_after = Pt(wanted.before), Pt(wanted.after)
    if wanted.lead:
        form.line_spacing = Pt(wanted.lead)
        spacing = held.element.get_or_add_pPr().find(qn("w:spacing"))
        spacing.set(qn("w:lineRule"), "atLeast")
    form.keep_with_next = wanted.keep
    if wanted.align:
        paragraph = held.element.get_or_add_pPr()
        for old in paragraph.findall(qn("w:jc")):
            paragraph.remove(old)
        paragraph.append(node("w:jc", {"w:val": wanted.align}))
    if wanted.first and language == "zh":
        form.first_line_indent = Pt(wanted.first * wanted.size)
        form.element.get_or_add_pPr().find(qn("w:ind")).set(
            qn("w:firstLineChars"), str(int(wanted.first * 100))
        )


def _plain(held: Any, properties: Any) -> None:
    """Without the rule, the spacing of letters and the theme colours that the built-in style brings."""
    for tag in ("w:spacing", "w:kern"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    colour = properties.find(qn("w:color"))
    for name in list(colour.attrib):
        if "heme" in name:
            del colour.attrib[name]
    paragraph = held.element.get_or_add_pPr()
    for old in paragraph.findall(qn("w:pBdr")) + paragraph.findall(qn("w:contextualSpacing")):
        paragraph.remove(old)


def ruled(weight: float, colour: str) -> Any:
    """A rule under a paragraph."""
    return node("w:pBdr", None, border("bottom", weight, colour))
