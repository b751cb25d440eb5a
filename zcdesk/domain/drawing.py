"""Drawing: a document, a label or a meter as people know it, and the line on it where a number stands."""

from __future__ import annotations

from typing import Literal

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words

Style = Literal["paper", "plate", "meter"]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of a drawing.

    Attributes
    ----------
    id : str
    words : Words
        As printed on the document.
    value : str
        What might stand there; made up, it only shows the place.
    """

    id: str
    words: Words
    value: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A document.

    Attributes
    ----------
    id : str
    words : Words
        Its title.
    style : Style
    lines : tuple of DrawnLine
    """

    id: str
    words: Words
    style: Style
    lines: tuple[DrawnLine, ...]

    def line(self, id_: str) -> DrawnLine | None:
        """A line by its id."""
        return next((line for line in self.lines if line.id == id_), None)
