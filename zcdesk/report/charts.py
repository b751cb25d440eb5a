"""A `Chart` as a matplotlib figure, for the page and for the screen.

The figure is laid out in millimetres by hand: places follow from the widths of our own type, so that the same
figure stands on the page and in a window, and nothing depends on matplotlib's settings. Charts hold floats: they are
drawn copies of numbers that were accounted and rounded elsewhere.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from zcdesk.domain.document import Chart
from zcdesk.report.typeset import Typesetter

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(chart: Chart, width_mm: float, setter: Typesetter, *, height_mm: float | None = None) -> Figure:
    """The drawing of a chart, without its caption.

    Parameters
    ----------
    chart : Chart
        What is drawn; a value of ``None`` is left out, never drawn as zero.
    width_mm, height_mm : float
        Size of the figure; the height is the chart's own if not given. [mm]
    setter : Typesetter
        Measures and breaks the texts, and knows the faces' files and the language.
    """
    prepare()
    from zcdesk.report import charts_bars, charts_lines, charts_sankey
    from zcdesk.report.charts_sheet import Sheet

    sheet = Sheet(width_mm, height_mm or chart.height_mm, setter)
    if chart.kind == "sankey":
        charts_sankey.draw(sheet, chart)
    elif chart.kind == "lines":
        charts_lines.draw(sheet, chart)
    elif chart.kind == "hbars":
        charts_bars.draw_horizontal(sheet, chart)
    elif chart.kind == "waterfall":
        charts_bars.draw_waterfall(sheet, chart)
    else:
        charts_bars.draw_columns(sheet, chart)
    return sheet.figure


def prepare() -> None:
    """Give matplotlib a folder for its font list where the home folder cannot be written. Once, before its import."""
    if "MPLCONFIGDIR" in os.environ:
        return
    home = Path(os.environ.get("XDG_CACHE_HOME") or "~").expanduser()
    if home.is_dir() and os.access(home, os.W_OK):
        return
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"zcdesk-charts-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    os.environ["MPLCONFIGDIR"] = str(folder)
