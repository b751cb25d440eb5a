"""Verdicts as shapes, so that they survive a grey printer: tick, cross, half disc, question, dash."""

from __future__ import annotations

import math

from zcdesk.report.pen.ink import Ink
from zcdesk.report.typesetting.style import DEEP, WHITE

WIDTH = 1.35
"""Advance of a mark with its air, in em."""

BOLD = frozenset({"unmet", "open", "unknown"})
"""Marks whose word is set in weight 500: here is something to do."""

_ARC = 0.5523  # control distance of a quarter circle


def draw(ink: Ink, mark: str, x: float, y: float, size: float) -> None:
    """Draw `mark` beside text of `size` with its baseline at `y`; an unknown name draws nothing."""
    radius = 0.40 * size
    centre_x, centre_y = x + 0.48 * size, y + 0.36 * size
    if mark == "met":
        ink.fill(DEEP)
        ink.raw(_disc(centre_x, centre_y, radius) + " f")
        ink.stroke(WHITE, 0.13 * size)
        _line(ink, [(-0.20, 0.0), (-0.05, -0.16), (0.21, 0.15)], centre_x, centre_y, size)
    elif mark == "unmet":
        side = 0.37 * size
        ink.frame(centre_x - side, centre_y - side, 2 * side, 2 * side, 0.10 * size, DEEP)
        ink.stroke(DEEP, 0.13 * size)
        _line(ink, [(-0.17, -0.17), (0.17, 0.17)], centre_x, centre_y, size)
        _line(ink, [(-0.17, 0.17), (0.17, -0.17)], centre_x, centre_y, size)
    elif mark == "open":
        ink.stroke(DEEP, 0.11 * size)
        ink.raw(_disc(centre_x, centre_y, radius * 0.93) + " S")
        ink.fill(DEEP)
        ink.raw(_half(centre_x, centre_y, radius * 0.93) + " f")
    elif mark == "unknown":
        ink.stroke(DEEP, 0.10 * size)
        dash = 2 * math.pi * radius * 0.93 / 16
        ink.raw(f"[{dash:.3f}] 0 d {_disc(centre_x, centre_y, radius * 0.93)} S [] 0 d")
        _question(ink, centre_x, centre_y, size)
    elif mark == "na":
        ink.stroke(DEEP, 0.17 * size)
        _line(ink, [(-0.30, 0.0), (0.30, 0.0)], centre_x, centre_y, size)


def _line(ink: Ink, points: list[tuple[float, float]], x: float, y: float, size: float) -> None:
    places = [f"{x + dx * size:.2f} {y + dy * size:.2f}" for dx, dy in points]
    ink.raw(f"{places[0]} m " + " ".join(f"{place} l" for place in places[1:]) + " S")


def _question(ink: Ink, x: float, y: float, size: float) -> None:
    ink.stroke(DEEP, 0.09 * size)

    def at(dx: float, dy: float) -> str:
        return f"{x + dx * size:.2f} {y + dy * size:.2f}"

    ink.raw(
        f"{at(-0.13, 0.09)} m {at(-0.13, 0.27)} {at(0.14, 0.27)} {at(0.14, 0.09)} c "
        f"{at(0.14, -0.02)} {at(0.0, 0.0)} {at(0.0, -0.10)} c S"
    )
    ink.fill(DEEP)
    ink.raw(_disc(x, y - 0.21 * size, 0.055 * size) + " f")


def _disc(x: float, y: float, r: float) -> str:
    k = r * _ARC
    return (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
    )


def _half(x: float, y: float, r: float) -> str:
    """The right half of a disc."""
    k = r * _ARC
    return (
        f"{x:.2f} {y + r:.2f} m {x + k:.2f} {y + r:.2f} {x + r:.2f} {y + k:.2f} {x + r:.2f} {y:.2f} c "
        f"{x + r:.2f} {y - k:.2f} {x + k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c h"
    )
