"""A chart as a file: PNG for documents, SVG for whoever prints it larger. The same drawing as on the page."""

from __future__ import annotations

import io
import re
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
MARGIN = 3.0
"""White around the drawing. [mm]"""

_SVG = re.compile(r'<svg [^>]*?width="([0-9.]+)pt" height="([0-9.]+)pt" viewBox="0 0 [0-9. ]+"')


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
        told = {"Date": None, "Title": chart.title} if kind == "svg" else None
        # texts stand at the edges of the figure, and matplotlib moves only what stands within axes: no tight box
        canvas.print_figure(buffer, format=kind, dpi=DPI, facecolor="white", metadata=told)
    return _svg(buffer.getvalue()) if kind == "svg" else _png(buffer.getvalue(), chart.title)


def _png(data: bytes, title: str) -> bytes:
    """The picture without its empty edges, and with white around it."""
    from PIL import Image, ImageChops, ImageOps
    from PIL.PngImagePlugin import PngInfo

    clear = Image.open(io.BytesIO(data)).convert("RGBA")
    drawn = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    box = ImageChops.invert(drawn.convert("L")).getbbox()
    margin = round(MARGIN / 25.4 * DPI)
    made = ImageOps.expand(drawn.crop(box) if box else drawn, margin, "white")
    told, out = PngInfo(), io.BytesIO()
    told.add_itxt("Title", title)
    made.save(out, "PNG", pnginfo=told, dpi=(DPI, DPI), optimize=True)
    return out.getvalue()


def _svg(data: bytes) -> bytes:
    """The drawing with white around it."""
    text = data.decode("utf-8")
    found = _SVG.search(text)
    assert found is not None
    margin = MARGIN / 25.4 * 72
    wide, high = (float(each) + 2 * margin for each in found.groups())
    edge, size = f"{-margin:.4f}", f'width="{wide:.4f}" height="{high:.4f}"'
    head = found[0].split(" width=")[0]
    opened = (
        f'{head} width="{wide:.4f}pt" height="{high:.4f}pt" viewBox="{edge} {edge} {wide:.4f} {high:.4f}"'
    )
    before, rest = text[: found.start()] + opened, text[found.end() :]
    start = rest.index(">") + 1
    return (
        f'{before}{rest[:start]}\n <rect x="{edge}" y="{edge}" {size} fill="#ffffff"/>{rest[start:]}'.encode()
    )


def write_picture(chart: Chart, to: Path, faces: Path, language: Language) -> None:
    """Write a chart under a name that ends in ``.png`` or ``.svg``; it appears whole or not at all."""
    kind: Kind = "svg" if to.suffix.lower() == ".svg" else "png"
    write_whole(to, picture(chart, kind, faces, language))
