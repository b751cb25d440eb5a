"""A chart for the screen with its twin, the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zcdesk.domain.document import Chart


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart and its twin.

    Attributes
    ----------
    id : str
        ``month``, ``flow``, ``balance``, ``carbon`` or ``years``.
    title, fact : str
        What it shows; what is to be seen in it, computed.
    chart : Chart or None
        None where nothing can be drawn.
    kinds : mapping of str to int
        Series or node to its place in the chart palette.
    heads : tuple of str
    rows : tuple of tuple of str
        The same numbers as a table.
    figure : str
        What F2 explains where that is not the total of the year: what a balance leaves open.
    """

    id: str
    title: str
    fact: str
    chart: Chart | None
    kinds: Mapping[str, int]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figure: str = ""

    @property
    def copied(self) -> str:
        """The table as text with tabs, for a spreadsheet; thousands are not separated there."""
        table = (self.heads, *self.rows)
        return "\n".join("\t".join(_plain(cell) for cell in row) for row in table)


def _plain(cell: str) -> str:
    """A cell for a spreadsheet: no thousands commas, a plain minus."""
    bare = cell.replace(",", "").replace("\u2212", "-")
    return bare if bare.lstrip("-").replace(".", "", 1).isdigit() else cell
