"""A report of sixty pages with ten charts, by zcdesk and by bare ReportLab."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from tests.report.specimen import appendix_months, document, evidence_table, sankey
from zcdesk.domain.document import Block, Chart, Document, Heading
from zcdesk.report.pages.pdf import write
from zcdesk.workbench.handed_out.documents import print_document
from zcdesk.workbench.workbench import Workbench

CHARTS = 10
LISTS = 5
"""Lists of evidence, nine to ten pages each, that fill the report up to sixty pages."""


def long_document() -> Document:
    """The specimen with ten charts, and lists of evidence that fill sixty pages."""
    base = document("zh")
    blocks: list[Block] = list(base.blocks)
    held = sum(isinstance(block, Chart) for block in blocks)
    blocks += [replace(sankey(True), number=f"D-{index}") for index in range(CHARTS - held)]
    blocks += appendix_months(True)
    for index in range(LISTS):
        blocks += [
            Heading(f"附录 {'DEFGH'[index]}　证据清单（续）"),
            replace(evidence_table(True), number=f"{'DEFGH'[index]}-1"),
        ]
    return replace(base, blocks=tuple(blocks))


def our_report(path: Path, fonts: Path) -> int:
    """Draw it and give the number of pages."""
    return write(long_document(), path, fonts)


FILE = ("zero-carbon-plan", "zero-carbon-self", "esg")
"""What a plant hands in: the construction plan, the self-assessment and the sustainability report."""


def whole_file(bench: Workbench, folder: Path) -> int:
    """Print what a plant hands in, and give the number of its pages."""
    pages = 0
    for id_ in FILE:
        made = print_document(bench, id_, bench.project.years[-1], "zh", folder / f"{id_}.pdf", replace=True)
        pages += made.pages
    return pages


def bare_report(path: Path, fonts: Path, pages: int) -> None:
    """As many pages of a plain ReportLab document: one table a page, ten native charts, no Chinese line breaking."""
    if "Bench" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Bench", str(fonts / "ZCDeskSans-Regular.ttf")))
    style = ParagraphStyle("bench", fontName="Bench", fontSize=9)
    story: list[object] = []
    for page in range(pages):
        story.append(Paragraph(f"第 {page + 1} 页 证据清单", style))
        if page < CHARTS:
            drawing = Drawing(400, 200)
            chart = VerticalBarChart()
            chart.data = [[1, 2, 3, 4]]
            drawing.add(chart)
            story.append(drawing)
        rows = [
            [f"E-{page}{row:02d}", "天然气结算单", "2025-12-31", "3a7f12"]
            for row in range(20 if page < CHARTS else 34)
        ]
        story.append(Table(rows, style=[("FONT", (0, 0), (-1, -1), "Bench", 8)]))
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4).build(story)
