"""A figure in millimetres: bars, lines, texts, legends and value axes that all charts share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from zcdesk.report.typesetting.style import DEEP, GREY, HAIRLINE, INK, MM, SERIES, WHITE
from zcdesk.report.typesetting.typeset import Typesetter

TEXT = 8.0
"""Usual size of text in charts. [pt]"""
SMALL = 7.4
LARGE = 9.0
GAIN = 0.08
"""What a letter of a screen may gain by being rounded to whole pixels. [mm]"""
LINE = 3.9
"""From one line of text to the next. [mm]"""

Anchor = Literal["left", "center", "right"]

_MM_PER_INCH = 25.4


class Fill(NamedTuple):
    """How an area is filled: colour, hatch pattern, colour of the hatch and of the edge."""

    colour: str
    hatch: str = ""
    line: str = DEEP


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours other than those of paper.

    Attributes
    ----------
    colours : mapping of str to str
        Colour of the page to the colour that stands for it here.
    named : mapping of str to str
        Colours of series and nodes by their names, where meaning and not order decides.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)


PAPER = Palette()


def fills(count: int) -> tuple[Fill, ...]:
    """Fills for areas that touch, in stacking order; neighbours differ by 20 L* or more."""
    if count <= 4:
        chosen = {1: (0,), 2: (0, 2), 3: (0, 2, 4), 4: (0, 1, 2, 4)}.get(count, ())
        return tuple(Fill(SERIES[index]) for index in chosen)
    cycle = (SERIES[0], SERIES[2], SERIES[4], SERIES[1], WHITE)
    patterns = ("", "..", "xx", "\\\\")
    out: list[Fill] = []
    for index in range(count):
        colour = cycle[index % len(cycle)]
        pattern = patterns[index // len(cycle) % len(patterns)]
        if colour == WHITE and not pattern:
            pattern = "//"
        out.append(Fill(colour, pattern, DEEP if lightness(colour) > 55 else WHITE))
    return tuple(out)


def lightness(colour: str) -> float:
    """CIE L* of a colour, 0 black to 100 white."""
    linear = []
    for place in (1, 3, 5):
        value = int(colour[place : place + 2], 16) / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    cube: float = luminance ** (1 / 3) if luminance > 0.008856 else 7.787 * luminance + 16 / 116
    return 116 * cube - 16


def ticks(low: float, high: float, most: int = 4) -> tuple[float, ...]:
    """Round values from at most `low` (or zero) up to `high`, some `most` steps apart."""
    span = max(high, 0.0) - min(low, 0.0)
    if not span or not math.isfinite(span):
        return (0.0,)
    rough = span / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 3, 5, 10) if factor * power >= rough * 0.999)
    first = math.ceil(min(low, 0.0) / step - 1e-9)
    last = math.floor(max(high, 0.0) / step + 1e-9)
    return tuple(index * step for index in range(first, last + 1))


def number(value: float) -> str:
    """A tick in figures: thousands comma, no needless decimals, a true minus."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    if abs(value) < 1e-12:
        text = "0"
    return text.replace("-", "−")


class Sheet:
    """A matplotlib figure on which everything is placed in millimetres from the lower left corner."""

    def __init__(self, width: float, height: float, setter: Typesetter, palette: Palette = PAPER) -> None:
        self.width = width
        self.height = height
        self.setter = setter
        self.palette = palette
        self.figure = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH), dpi=72)
        self.figure.patch.set_visible(False)
        self._transform = Affine2D().scale(1 / _MM_PER_INCH) + self.figure.dpi_scale_trans
        self._drawn = 0
        self._fonts: dict[tuple[str, float], FontProperties] = {}

    def fills(self, names: Sequence[str]) -> tuple[Fill, ...]:
        """Fills of series: by their names where the palette has them all, else by their number."""
        named = self.palette.named
        if names and all(name in named for name in names):
            return tuple(Fill(named[name]) for name in names)
        return fills(len(names))

    def colour(self, colour: str) -> str:
        """The colour that stands for one of the page's."""
        return self.palette.colours.get(colour, colour)

    def bar(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Fill,
        *,
        edge: str = "",
        weight: float = 0.5,
    ) -> None:
        """A rectangle; hatched ones and those with an edge are outlined."""
        patch = Rectangle((x, y), width, height, facecolor=self.colour(fill.colour))
        if fill.hatch:
            patch.set_hatch(fill.hatch)
            patch.set_hatchcolor(self.colour(fill.line))
        line = edge or (DEEP if fill.hatch else "")
        patch.set_edgecolor(self.colour(line) if line else "none")
        patch.set_linewidth(weight if line else 0.0)
        self._add(patch)

    def area(self, path: Path, colour: str, alpha: float) -> None:
        """A filled shape through which what lies below shines."""
        self._add(
            PathPatch(path, facecolor=self.colour(colour), edgecolor="none", linewidth=0.0, alpha=alpha)
        )

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        weight: float,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """A line through points; `dashes` in points."""
        drawn = Line2D(
            [x for x, _ in points], [y for _, y in points], color=self.colour(colour), linewidth=weight
        )
        if dashes:
            drawn.set_linestyle((0, tuple(dash / weight for dash in dashes)))
        self._add(drawn)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A round marker."""
        circle = Path.circle((x, y), radius)
        self._add(
            PathPatch(circle, facecolor=self.colour(colour), edgecolor=self.colour(WHITE), linewidth=0.6)
        )

    def text(
        self, x: float, y: float, text: str, *, size: float = TEXT, role: str = "sans", colour: str = INK,
        align: Anchor = "left", ground: bool = False,
    ) -> None:  # fmt: skip
        """One line of text with its baseline at `y`; on a white ground where a line passes."""
        if not text:
            return
        if ground:
            wide = self.measure(text, size, role)
            left = x - wide * ({"left": 0.0, "center": 0.5, "right": 1.0}[align])
            tall = size / MM
            self.bar(left - 0.4, y - 0.18 * tall, wide + 0.8, 1.05 * tall, Fill(WHITE))
        key = (role, size)
        if key not in self._fonts:
            self._fonts[key] = FontProperties(fname=str(self.setter.faces[role].path), size=size)
        placed = Text(
            x, y, text, fontproperties=self._fonts[key], color=self.colour(colour), parse_math=False,
            horizontalalignment=align, verticalalignment="baseline",
        )  # fmt: skip
        self._add(placed)

    def block(
        self, x: float, y: float, texts: Sequence[str], *, size: float = TEXT, role: str = "sans", colour: str = INK,
        align: Anchor = "center",
    ) -> None:  # fmt: skip
        """Lines of text downwards, the first baseline at `y`."""
        for index, text in enumerate(texts):
            self.text(
                x,
                y - index * LINE * size / TEXT * 0.92,
                text,
                size=size,
                role=role,
                colour=colour,
                align=align,
            )

    def wrapped(self, text: str, width: float, size: float = TEXT, role: str = "sans") -> tuple[str, ...]:
        """`text` in lines of at most `width`. [mm]"""
        return tuple(line.text for line in self.setter.lines(text, role, size, width * MM))

    def fitted(self, texts: Sequence[str], width: float) -> tuple[float, list[tuple[str, ...]]]:
        """A size at which no word of `texts` is broken and none has over two lines, if there is one, and the lines."""
        for size in (TEXT, SMALL, 6.8, 6.2):
            lines = [self.wrapped(text, width, size) for text in texts]
            longest = max((self.setter.longest(text, "sans", size) for text in texts), default=0.0)
            if longest <= width * MM and max(map(len, lines), default=1) <= 2:
                break
        return size, lines

    def measure(self, text: str, size: float = TEXT, role: str = "sans") -> float:
        """Width of a text. [mm]"""
        return self.setter.width(text, role, size) / MM if text else 0.0

    def unit(self, text: str) -> None:
        """The unit in words, top left."""
        self.text(0.0, self.height - 3.2, text, colour=GREY)

    def legend(self, names: Sequence[str], drawn: Sequence[Fill], left: float, mark: str = "") -> int:
        """Swatches with names in rows at the top, right-aligned; `mark` names short bars; gives the number of rows."""
        names, drawn = (*names, mark) if mark else names, (*drawn, Fill(INK)) if mark else drawn
        swatch, gap, between = 3.4, 1.4, 5.0
        rows: list[list[tuple[str, Fill, float]]] = [[]]
        used = 0.0
        for name, fill in zip(names, drawn, strict=True):
            gain = 0.0 if self.palette is PAPER else GAIN * len(name)
            wide = swatch + gap + self.measure(name) + gain
            if rows[-1] and used + between + wide > self.width - left:
                rows.append([])
                used = 0.0
            used += wide + (between if rows[-1] else 0.0)
            rows[-1].append((name, fill, wide))
        for index, row in enumerate(rows):
            y = self.height - 3.2 - index * 4.6
            x = self.width - sum(wide for _, _, wide in row) - between * (len(row) - 1)
            for name, fill, wide in row:
                if mark and name == mark:
                    self.line([(x, y + 1.0), (x + swatch, y + 1.0)], INK, 1.1)
                    self.text(x + swatch + gap, y, name)
                    x += wide + between
                    continue
                self.bar(x, y - 0.3, swatch, 2.6, fill, edge=DEEP if lightness(fill.colour) > 85 else "")
                self.text(x + swatch + gap, y, name)
                x += wide + between
        return len(rows)

    def grid(self, values: Sequence[float], place: float, scale: float, left: float, right: float) -> None:
        """Horizontal lines at round values with their figures on the left; zero is the axis."""
        for value in values:
            y = place + value * scale
            if abs(value) > 1e-12:
                self.line([(left, y), (right, y)], HAIRLINE, 0.4)
            self.text(left - 1.2, y - 1.0, number(value), colour=GREY, align="right")

    def _add(self, artist: Rectangle | PathPatch | Line2D | Text) -> None:
        artist.set_transform(self._transform)
        self._drawn += 1
        artist.set_zorder(self._drawn)  # what comes later lies above, whatever it is
        self.figure.add_artist(artist)


def spread(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """The places moved as little as needed to stand `least` apart between `low` and `high`, in their order."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [places[index] for index in order]
    if least * (len(moved) - 1) > high - low and len(moved) > 1:
        least = (high - low) / (len(moved) - 1)
    for index in range(len(moved)):
        floor = low if index == 0 else moved[index - 1] + least
        moved[index] = max(moved[index], floor)
    ceiling = high
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - least
    out = [0.0] * len(places)
    for index, value in zip(order, moved, strict=True):
        out[index] = value
    return out
