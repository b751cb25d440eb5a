"""Small makers of WordprocessingML: runs, paragraphs, borders, fields. Lengths are in points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
"""An lxml element; python-docx has no public type for it."""

_DROPPED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535))
"""Characters that XML does not hold."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run differs from its style; ``""``, 0 and False leave the style as it is. Size in points."""

    colour: str = ""
    bold: bool = False
    size: float = 0.0


PLAIN = Ink()


def node(tag: str, attributes: Mapping[str, str] | None = None, *parts: Element) -> Element:
    """An element such as ``w:tc`` with its attributes (``w:val``) and children."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    for part in parts:
        made.append(part)
    return made


def twips(points: float) -> str:
    """Twentieths of a point."""
    return str(round(points * 20))


def clean(text: str) -> str:
    """A text that XML can hold."""
    return text.translate(_DROPPED).replace("\u200b", "")


def run(text: str, ink: Ink = PLAIN) -> Element:
    """A run; ``\\n`` breaks the line, ``\\t`` goes to the next stop."""
    made = node("w:r")
    if ink != PLAIN:
        made.append(_ink(ink))
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(node("w:br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append(node("w:tab"))
            if part:
                held = node("w:t", {"xml:space": "preserve"})
                held.text = part
                made.append(held)
    return made


def _ink(ink: Ink) -> Element:
    made = node("w:rPr")
    if ink.bold:
        made.append(node("w:b"))
        made.append(node("w:bCs"))
    if ink.colour:
        made.append(node("w:color", {"w:val": ink.colour.lstrip("#")}))
    if ink.size:
        half = str(round(ink.size * 2))
        made.append(node("w:sz", {"w:val": half}))
        made.append(node("w:szCs", {"w:val": half}))
    return made


def paragraph(
    style: str,
    *runs: Element,
    align: str = "",
    before: bool = False,
    indent: float = 0.0,
    tabs: Sequence[tuple[float, str, str]] = (),
    keep: bool = False,
) -> Element:
    """A paragraph in a style.

    Parameters
    ----------
    style : str
        Id of the style.
    align : str
        ``left``, ``right``, ``center``; ``""`` as the style.
    before : bool
        Begins a page.
    indent : float
        From the left. [pt]
    tabs : sequence of (float, str, str)
        Place [pt], kind (``right``) and leader (``""``, ``dot``, ``underscore``).
    keep : bool
        Stays with the next paragraph.
    """
    made = node("w:p")
    told = node("w:pPr", None, node("w:pStyle", {"w:val": style}))
    if keep:
        told.append(node("w:keepNext"))
    if before:
        told.append(node("w:pageBreakBefore"))
    if tabs:
        stops = node("w:tabs")
        for place, kind, leader in tabs:
            stop = node("w:tab", {"w:val": kind})
            if leader:
                stop.set(qn("w:leader"), leader)
            stop.set(qn("w:pos"), twips(place))
            stops.append(stop)
        told.append(stops)
    if indent:
        told.append(node("w:ind", {"w:left": twips(indent)}))
    if align:
        told.append(node("w:jc", {"w:val": align}))
    made.append(told)
    for part in runs:
        made.append(part)
    return made


def field(instruction: str, shown: str = "", *, stale: bool = False) -> list[Element]:
    """The runs of a field: ``PAGE``, ``NUMPAGES``; a stale one is counted anew on opening."""
    begin = node("w:fldChar", {"w:fldCharType": "begin"})
    if stale:
        begin.set(qn("w:dirty"), "true")
    told = node("w:instrText", {"xml:space": "preserve"})
    told.text = f" {instruction} "
    return [
        node("w:r", None, begin),
        node("w:r", None, told),
        node("w:r", None, node("w:fldChar", {"w:fldCharType": "separate"})),
        run(shown or "1"),
        node("w:r", None, node("w:fldChar", {"w:fldCharType": "end"})),
    ]


def border(side: str, weight: float, colour: str) -> Element:
    """One border; its weight is in points."""
    return node(
        f"w:{side}",
        {
            "w:val": "single" if weight else "nil",
            "w:sz": str(max(2, round(weight * 8))),
            "w:space": "0",
            "w:color": colour.lstrip("#"),
        },
    )


def bookmarked(target: str, number: int, parts: Sequence[Element]) -> list[Element]:
    """Runs inside a bookmark."""
    key = {"w:id": str(number)}
    return [
        node("w:bookmarkStart", {**key, "w:name": target}),
        *parts,
        node("w:bookmarkEnd", key),
    ]


def linked(target: str, parts: Sequence[Element]) -> Element:
    """Runs that lead to a bookmark."""
    return node("w:hyperlink", {"w:anchor": target, "w:history": "1"}, *parts)
