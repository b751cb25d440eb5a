"""A chart as a file: PNG for documents, SVG for whoever prints it larger. The same drawing as on the page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

from zcdesk.domain.document import Chart
from zcdesk.domain.words import Language
from zcdesk.report.charts.charts import figure, prepare
from zcdesk.report.typesetting import fonts
from zcdesk.report.typesetting.typeset import Typesetter
from zcdesk.report.whole import write_whole

Kind = Literal["png", "svg"]
KINDS: tuple[Kind, ...] = ("png", "svg")

WIDTH = 180.0
"""Width of a picture. [mm]"""

DPI = 300
_MARGIN = 0.1
"""White around the drawing. [inch]"""


def picture(chart: Chart, kind: Kind, faces: Path, language: Language, width: float = WIDTH) -> bytes:
    """The drawing of a chart as a file's content, on white; texts in an SVG are outlines, so that no face is needed.

    Parameters
    ----------
    faces : Path
        Folder of the faces.
    width : float
        [mm]
    """
    prepare()
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    drawn = figure(chart, width, Typesetter(fonts.load(faces), language))
    buffer = io.BytesIO()
    # nothing of the time or of chance goes into the file
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "zcdesk"}):
        canvas = (FigureCanvasSVG if kind == "svg" else FigureCanvasAgg)(drawn)
        told = {"Date": None, "Title": chart.title} if kind == "svg" else {"Title": chart.title}
        canvas.print_figure(
            buffer,
            format=kind,
            dpi=DPI,
            facecolor="white",
            bbox_inches="tight",
            pad_inches=_MARGIN,
            metadata=told,
        )
    return buffer.getvalue()


def write_picture(chart: Chart, to: Path, faces: Path, language: Language) -> None:
    """Write a chart under a name that ends in ``.png`` or ``.svg``; it appears whole or not at all."""
    kind: Kind = "svg" if to.suffix.lower() == ".svg" else "png"
    write_whole(to, picture(chart, kind, faces, language))
