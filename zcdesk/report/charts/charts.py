"""A `Chart` as a matplotlib figure, for the page and for the screen.

The figure is laid out in millimetres by hand: places follow from the widths of our own type, so that the same
figure stands on the page and in a window, and nothing depends on matplotlib's settings. Charts hold floats: they are
drawn copies of numbers that were accounted and rounded elsewhere.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zcdesk.domain.document import Chart
from zcdesk.domain.words import Language
from zcdesk.report.typesetting import fonts, style
from zcdesk.report.typesetting.typeset import Typesetter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from zcdesk.report.charts.sheet import Palette

_MM_PER_INCH = 25.4
_TEXT_POINTS = 8.0
"""Usual size of text in charts, as `zcdesk.report.charts.sheet.TEXT`, which is not imported before it is needed."""


@dataclass(frozen=True, slots=True)
class Screen:
    """How a chart is drawn for a window.

    Attributes
    ----------
    fonts : Path
        Folder of the faces.
    language : Language
    width, height : int
        Size of the picture. [device px]
    text : float
        Size of its usual text. [device px]
    roles : mapping of str to str
        Colours of the theme: ``ink``, ``quiet``, ``line``, ``rule``, ``surface``, ``sunk``.
    series : tuple of str
        Chart palette of the theme.
    kinds : mapping of str to int
        Series or node to its place in the palette.
    """

    fonts: Path
    language: Language
    width: int
    height: int
    text: float
    roles: Mapping[str, str]
    series: Sequence[str]
    kinds: Mapping[str, int]


def pixels(chart: Chart, screen: Screen) -> bytes:
    """The same drawing as `figure`, in a theme's colours: rows of RGBA bytes on a clear ground.

    May be called on any thread, but on one at a time.
    """
    prepare()
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    dpi = screen.text * 72 / _TEXT_POINTS
    millimetres = _MM_PER_INCH / dpi
    drawn = figure(
        chart,
        (screen.width + 0.01) * millimetres,
        _setter(screen.fonts, screen.language),
        height_mm=(screen.height + 0.01) * millimetres,
        palette=_palette(screen),
    )
    drawn.set_dpi(dpi)
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()  # type: ignore[no-untyped-call]
    return bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]


@cache
def _setter(folder: Path, language: Language) -> Typesetter:
    return Typesetter(fonts.load(folder), language)


def _palette(screen: Screen) -> Palette:
    from zcdesk.report.charts.sankey import HINGE
    from zcdesk.report.charts.sheet import Palette

    roles = screen.roles
    colours = {
        style.INK: roles["ink"],
        style.GREY: roles["quiet"],
        style.HAIRLINE: roles["line"],
        style.WHITE: roles["surface"],
        style.DEEP: roles["quiet"],
        style.WARNING: roles["doubt"],
        HINGE: roles["sunk"],
    }
    last = len(screen.series) - 1
    return Palette(colours, {name: screen.series[min(kind, last)] for name, kind in screen.kinds.items()})


def figure(
    chart: Chart,
    width_mm: float,
    setter: Typesetter,
    *,
    height_mm: float | None = None,
    palette: Palette | None = None,
) -> Figure:
    """The drawing of a chart, without its caption.

    Parameters
    ----------
    chart : Chart
        What is drawn; a value of ``None`` is left out, never drawn as zero.
    width_mm, height_mm : float
        Size of the figure; the height is the chart's own if not given. [mm]
    setter : Typesetter
        Measures and breaks the texts, and knows the faces' files and the language.
    palette : Palette or None
        Colours other than those of paper.
    """
    prepare()
    from zcdesk.report.charts import bars as charts_bars
    from zcdesk.report.charts import lines as charts_lines
    from zcdesk.report.charts import radar as charts_radar
    from zcdesk.report.charts import sankey as charts_sankey
    from zcdesk.report.charts.sheet import PAPER, Sheet

    sheet = Sheet(width_mm, height_mm or chart.height_mm, setter, palette or PAPER)
    if chart.kind == "sankey":
        charts_sankey.draw(sheet, chart)
    elif chart.kind == "lines":
        charts_lines.draw(sheet, chart)
    elif chart.kind == "radar":
        charts_radar.draw(sheet, chart)
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
