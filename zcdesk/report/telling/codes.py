"""定位码: which printed figure is which result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Codes:
    """The codes given while a report is told.

    Attributes
    ----------
    figures : dict
        ``3-1 F01.7`` to ``fuel.co2[F01]@2025``.
    """

    def __init__(self) -> None:
        self.figures: dict[str, str] = {}
        self._first: dict[str, tuple[str, str]] = {}

    def give(self, table: str, code: str, figure: str) -> None:
        """A figure stands in a table under a code; its first place is its own.

        Raises
        ------
        ValueError
            If another figure has the code: a code that leads to two figures leads to none.
        """
        if self.figures.setdefault(f"{table} {code}", figure) != figure:
            raise ValueError(f"{table} {code} is {self.figures[f'{table} {code}']} and {figure}")
        self._first.setdefault(figure, (table, code))

    def place(self, figure: str) -> tuple[str, str] | None:
        """Table and code of the first place where a figure stands."""
        return self._first.get(figure)

    def shown(self, figure: str) -> str:
        """``3-1 F01.7``; ``""`` if the figure is nowhere."""
        found = self._first.get(figure)
        return " ".join(found) if found else ""


def numbered(letter: str, ids: Iterable[str]) -> Mapping[str, str]:
    """Row codes of rows that are always the same: ``S01``, ``S02`` … by their place in the method or template."""
    return {id_: f"{letter}{index:02d}" for index, id_ in enumerate(ids, start=1)}


def aspect(row: str, index: int) -> str:
    """Code of a further line of one row in a table that gives it several: ``R01``, ``R01b``, ``R01c``."""
    return row if not index else f"{row}{chr(ord('a') + index)}"
