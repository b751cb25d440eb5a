"""matplotlib draws with our pen: paths and text straight on the page, in the page's own faces."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform

from zcdesk.report.pen.ink import Ink
from zcdesk.report.typesetting.typeset import Typesetter

_HATCH_PITCH = 3.4
_HATCH_WEIGHT = 0.55
_DOT_PITCH = 4.0
_POINTS = 72.0


def draw_figure(figure: Figure, ink: Ink, setter: Typesetter, x: float, y: float) -> None:
    """Draw a figure with its lower left corner at (`x`, `y`). [pt]"""
    figure.set_dpi(_POINTS)
    ink.raw(f"q 1 0 0 1 {x:.2f} {y:.2f} cm")
    ink.forget()
    width, height = figure.get_size_inches() * _POINTS
    figure.draw(CanvasRenderer(ink, setter, float(width), float(height)))
    ink.raw("Q")
    ink.forget()


class CanvasRenderer(RendererBase):
    """A renderer whose pixels are points of the page."""

    def __init__(self, ink: Ink, setter: Typesetter, width: float, height: float) -> None:
        super().__init__()
        self._ink = ink
        self._setter = setter
        self._size = (width, height)
        self._alpha = 1.0

    def flipy(self) -> bool:
        """The origin is at the bottom."""
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size of the figure. [pt]"""
        return self._size

    def points_to_pixels(self, points: Any) -> Any:
        """A pixel is a point."""
        return points

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        """Fill, hatch and stroke a path."""
        shape = " ".join(_operators(path, transform))
        if not shape:
            return
        opacity = 1.0
        if rgbFace is not None and len(rgbFace) == 4:
            opacity = float(rgbFace[3])
        filled = rgbFace is not None and opacity > 0
        weight = float(gc.get_linewidth())
        stroked = weight > 0 and float(gc.get_rgb()[3]) > 0
        if filled:
            self._see_through(opacity)
            self._ink.fill(_hex(rgbFace))
            self._ink.raw(f"{shape} f")
        if gc.get_hatch():
            self._see_through(1.0)
            self._hatch(shape, str(gc.get_hatch()), _hex(gc.get_hatch_color()), _bounds(path, transform))
        if stroked:
            self._see_through(1.0)
            self._ink.stroke(_hex(gc.get_rgb()), weight)
            dashing: Any = gc.get_dashes()
            offset, dashes = dashing
            if dashes is not None and len(dashes):
                pattern = " ".join(f"{float(dash):.2f}" for dash in dashes)
                self._ink.raw(f"[{pattern}] {float(offset or 0):.2f} d {shape} S [] 0 d")
            else:
                self._ink.raw(f"{shape} S")
        self._see_through(1.0)

    def draw_image(self, *args: Any, **kwargs: Any) -> None:
        """Our charts hold no pictures."""

    def draw_text(
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties, angle: float,
        ismath: Any = False, mtext: Text | None = None,
    ) -> None:  # fmt: skip
        """Set one line of text with its baseline's start at (`x`, `y`)."""
        line = self._setter.lines(s, self._role(prop), float(prop.get_size_in_points()), 1e6)[0]
        size, colour = float(prop.get_size_in_points()), _hex(gc.get_rgb())
        if not angle:
            self._ink.text(line, float(x), float(y), size, colour)
            return
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        self._ink.raw(f"q {cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {x:.2f} {y:.2f} cm")
        self._ink.forget()
        self._ink.text(line, 0.0, 0.0, size, colour)
        self._ink.raw("Q")
        self._ink.forget()

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Width, height and descent of one line of text. [pt]"""
        size = float(prop.get_size_in_points())
        return self._setter.width(s, self._role(prop), size), size, 0.14 * size

    def _role(self, prop: FontProperties) -> str:
        file = str(prop.get_file() or "")
        return self._setter.faces.for_file(file.replace("\\", "/").rsplit("/", 1)[-1]).role

    def _see_through(self, opacity: float) -> None:
        if opacity != self._alpha:
            self._alpha = opacity
            self._ink.opacity(opacity)

    def _hatch(self, shape: str, pattern: str, colour: str, box: tuple[float, float, float, float]) -> None:
        """Slanted lines or dots inside a path."""
        x0, y0, x1, y1 = box
        self._ink.raw(f"q {shape} W n")
        self._ink.forget()
        self._ink.stroke(colour, _HATCH_WEIGHT)
        strokes: list[str] = []
        if "/" in pattern or "x" in pattern:
            strokes += _slants(x0, y0, x1, y1, 1)
        if "\\" in pattern or "x" in pattern:
            strokes += _slants(x0, y0, x1, y1, -1)
        if "." in pattern:
            self._ink.raw("1 J")
            self._ink.stroke(colour, 1.0)
            strokes += list(_dots(x0, y0, x1, y1))
        if strokes:
            self._ink.raw(" ".join(strokes) + " S")
        self._ink.raw("Q")
        self._ink.forget()


def _slants(x0: float, y0: float, x1: float, y1: float, way: int) -> list[str]:
    pitch = _HATCH_PITCH * 2**0.5
    tall = y1 - y0
    out = []
    start = math.floor((x0 - tall) / pitch) * pitch
    while start < x1 + tall:
        if way > 0:
            out.append(f"{start:.2f} {y0:.2f} m {start + tall:.2f} {y1:.2f} l")
        else:
            out.append(f"{start:.2f} {y1:.2f} m {start + tall:.2f} {y0:.2f} l")
        start += pitch
    return out


def _dots(x0: float, y0: float, x1: float, y1: float) -> Iterator[str]:
    row = 0
    y = y0 + _DOT_PITCH / 2
    while y < y1:
        x = x0 + (_DOT_PITCH / 2 if row % 2 else _DOT_PITCH)
        while x < x1:
            yield f"{x:.2f} {y:.2f} m {x + 0.01:.2f} {y:.2f} l"
            x += _DOT_PITCH
        y += _DOT_PITCH * 0.75
        row += 1


def _operators(path: Path, transform: Transform) -> Iterator[str]:
    """The operators of a path in points."""
    last: tuple[float, float] = (0.0, 0.0)
    for points, code in path.iter_segments(transform, simplify=False, curves=True):
        values = [float(value) for value in points]
        if not all(map(math.isfinite, values)):
            continue
        if code == Path.MOVETO:
            yield f"{values[0]:.2f} {values[1]:.2f} m"
        elif code == Path.LINETO:
            yield f"{values[0]:.2f} {values[1]:.2f} l"
        elif code == Path.CURVE3:
            (cx, cy, ex, ey), (sx, sy) = values, last
            control = (
                sx + 2 * (cx - sx) / 3,
                sy + 2 * (cy - sy) / 3,
                ex + 2 * (cx - ex) / 3,
                ey + 2 * (cy - ey) / 3,
            )
            yield " ".join(f"{value:.2f}" for value in (*control, ex, ey)) + " c"
        elif code == Path.CURVE4:
            yield " ".join(f"{value:.2f}" for value in values) + " c"
        elif code == Path.CLOSEPOLY:
            yield "h"
            continue
        last = (values[-2], values[-1])


def _bounds(path: Path, transform: Transform) -> tuple[float, float, float, float]:
    box = path.get_extents(transform)
    return float(box.x0), float(box.y0), float(box.x1), float(box.y1)


def _hex(colour: Any) -> str:
    values = np.clip(np.asarray(colour, dtype=float)[:3], 0, 1) * 255
    return "#" + "".join(f"{round(value):02X}" for value in values)
