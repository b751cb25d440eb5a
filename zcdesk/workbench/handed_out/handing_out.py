"""Handing out: what a page shows as a file of its own, a chart as PNG or SVG, its table as Excel or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zcdesk.domain.words import Language, Words
from zcdesk.exchange.tables import table_out
from zcdesk.report.books.view_book import Full, book, full_values
from zcdesk.report.charts.pictures import write_picture
from zcdesk.report.whole import write_whole
from zcdesk.workbench.printing.printing import cannot_write
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.chart_data import ChartView

KINDS = (".png", ".svg", ".xlsx", ".csv")

OTHER = Words("{path} 的名字要以 {known} 结尾。", "The name of {path} must end with {known}.")
NOTHING = Words("画不出来：{fact}", "Nothing can be drawn: {fact}")


def write_view(
    view: ChartView, to: Path, faces: Path, language: Language, full: Sequence[Full] | None = None
) -> None:
    """Write a chart, or the table of it, as the end of the name says; it appears whole or not at all.

    Parameters
    ----------
    faces : Path
        Folder of the faces.
    full : sequence of Full or None
        What a workbook says with all digits; None for what is drawn.

    Raises
    ------
    Refused
        If the name ends otherwise, nothing is there to be drawn, or the place cannot be written.
    """
    suffix = to.suffix.lower()
    if suffix not in KINDS:
        raise Refused("suffix", OTHER.fill(path=to.name, known="、".join(KINDS)))
    if suffix in (".png", ".svg") and view.chart is None:
        raise Refused("nothing", NOTHING.fill(fact=view.fact or view.title))
    try:
        if suffix == ".csv":
            write_whole(to, table_out.csv(view.heads, view.rows))
        elif suffix == ".xlsx":
            if full is None:
                full = full_values(view.chart) if view.chart is not None else ()
            write_whole(to, book(view.title, view.heads, view.rows, full, language))
        elif view.chart is not None:
            write_picture(view.chart, to, faces, language)
    except OSError as bad:
        raise cannot_write(to, bad) from bad
