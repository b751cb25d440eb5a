"""Text to units: each character run with its face, its advance, and what may happen beside it.

A unit is a single ideograph or mark, or a whole Latin word or number. Here it is decided what a unit is, which
face draws it, how wide it is, what air stands before it, and whether a line may break there. `typeset` then
only fills lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zcdesk.report.typesetting.fonts import REPLACEMENT, Face, Faces

SEAM = 0.20
"""Air between Chinese and Latin; drawn, never typed. [em]"""

GIVE = 0.22
"""What a full-width mark gives at most when a line is a little too long. [em]"""

CLOSING = frozenset("，。、；：！？）》〉」』”’〕】｝］〗")
OPENING = frozenset("（《〈「『“‘〔【｛［〖")
JOINING = frozenset("·…—～／")
NEVER_FIRST = CLOSING | JOINING | frozenset("％‰℃°%/,.;:!?)]}₀₁₂₃₄₅₆₇₈₉²³⁺⁻")
NEVER_LAST = OPENING | frozenset("([{")

# Full-width in the faces, but narrow in what they mean: advance and horizontal scale. [em, -]
NARROWED = {
    "×": (0.66, 1.0), "÷": (0.72, 0.92), "±": (0.72, 0.92), "≈": (0.72, 0.88), "≠": (0.72, 0.88),
    "≤": (0.70, 0.86), "≥": (0.70, 0.86), "→": (0.78, 0.76), "←": (0.78, 0.76), "∑": (0.80, 0.90), "√": (0.80, 0.90),
}  # fmt: skip
# Full-width quotes inside Latin text: advance, and how far the glyph moves left. [em]
_LATIN_QUOTES = {"“": (0.42, 0.59), "”": (0.42, 0.0), "‘": (0.25, 0.76), "’": (0.25, 0.0)}

_OPERATORS = frozenset("×÷±≈≠≤≥→←")
_COUNTERS = frozenset(
    "年月日时台项页人个次吨张号条款章节表种户家份册批套件只辆座栋名级类期周天万亿元米升倍点岁度行列"
)
_BEFORE_NUMBER = frozenset("第表图式")
_UNIT = re.compile(
    r"(?:[kMGTmµ]?(?:t|g|J|W|Wh|Wp|m|m²|m³|m2|m3|Nm³|L|C|V|A|K|Pa|h|d|a|s|ha|°C)|℃|%|‰|t(?:CO₂e?|CO2e?|C|ce|km)|"
    r"(?:k|M|G)?gCO₂e?|kgCO2e?|kgce|gce|tce|CNY|RMB|USD|ppm|ppb|min|pcs|MtCO₂e|ktCO₂e)(?:[/·].*)?[.,;:)\]]*$"
)
_NUMBER = re.compile(r".*[0-9]$")

_TOKEN = re.compile(
    r"(?P<newline>\r?\n)|(?P<space>[ \t\u00a0\u2002-\u200a]+)|(?P<wide>\u3000+)"
    r"|(?P<mark>[，。、；：！？）》〉」』”’〕】｝］〗（《〈「『“‘〔【｛［〖·…～／×÷±≈≠≤≥→←∑√]|—+)"
    r"|(?P<chance>\u200b)|(?P<drop>[\x00-\x08\x0b-\x1f\x7f\ufeff\ufe00-\ufe0f\u200c-\u200f\u2060]+)"
    r"|(?P<latin>[\u0021-\u007e\u00a1-\u1fff\u2010-\u2013\u2015-\u2017\u201a-\u201b\u201e-\u2025\u2030-\u20ff"
    r"\u2100-\u218f\u2191-\u2260\u2262-\u2263\u2266-\u245f]+)"
    r"|(?P<han>.)",
    re.DOTALL,
)

HAN, LATIN, OPEN, CLOSE, JOIN, SPACE, OPERATOR, NEWLINE = range(8)


class Unit(NamedTuple):
    """The smallest piece that is placed on a line. All lengths in em."""

    text: str
    face: Face
    tone: str
    """``""`` for the colour of the surrounding text."""
    width: float
    shift: float
    """How far the glyph is moved to the left inside its advance."""
    scale: float
    kind: int
    lead: float = 0.0
    """Air before it, unless it begins a line."""
    glued: bool = False
    """No line may break before it."""
    trim: float = 0.0
    """What it loses at the end of a line (closing mark) or at its start (opening mark)."""
    give: float = 0.0
    """What it gives when a line is squeezed."""


class Span(NamedTuple):
    """A stretch of text in one face and one colour."""

    text: str
    role: str
    tone: str = ""


def units(spans: Iterable[Span], faces: Faces, latin: bool) -> tuple[Unit, ...]:
    """The units of a text in reading order.

    Parameters
    ----------
    spans : iterable of Span
        The text.
    faces : Faces
        Where faces and widths come from.
    latin : bool
        The text is English: quotation marks and the ellipsis are set narrow, no seams are added at them.
    """
    raw: list[Unit] = []
    for span in spans:
        face = faces[span.role]
        for match in _TOKEN.finditer(span.text):
            kind = match.lastgroup
            text = match.group()
            if kind == "latin":
                raw.extend(_word(text, face, faces, span.tone))
            elif kind == "han":
                raw.append(_single(text, face, faces, span.tone, HAN))
            elif kind == "mark":
                raw.append(_mark(text, face, faces, span.tone, latin))
            elif kind == "space":
                raw.append(Unit(" ", face, span.tone, max(face.widths[" "], 0.2), 0.0, 1.0, SPACE))
            elif kind == "wide":
                raw.append(Unit(text, face, span.tone, float(len(text)), 0.0, 1.0, SPACE))
            elif kind == "newline":
                raw.append(Unit("", face, span.tone, 0.0, 0.0, 1.0, NEWLINE))
            elif kind == "chance":
                raw.append(Unit("", face, span.tone, 0.0, 0.0, 1.0, HAN))
    return tuple(_joined(raw))


def _single(character: str, face: Face, faces: Faces, tone: str, kind: int) -> Unit:
    width = face.widths[character]
    if width >= 0:
        return Unit(character, face, tone, width, 0.0, 1.0, kind)
    other = faces.holding(character, face)
    if other is None:
        sans = faces["sans"]
        shown = REPLACEMENT if REPLACEMENT in sans else "?"
        return Unit(shown, sans, "warning", sans.widths[shown], 0.0, 1.0, kind)
    return Unit(character, other, tone, other.widths[character], 0.0, 1.0, kind)


def _word(text: str, face: Face, faces: Faces, tone: str) -> list[Unit]:
    widths = face.widths
    total = 0.0
    for character in text:
        width = widths[character]
        if width < 0:
            break
        total += width
    else:
        return [Unit(text, face, tone, total, 0.0, 1.0, LATIN)]
    pieces: list[Unit] = []
    for character in text:
        one = _single(character, face, faces, tone, LATIN)
        last = pieces[-1] if pieces else None
        if last is not None and last.face is one.face and last.tone == one.tone:
            pieces[-1] = last._replace(text=last.text + one.text, width=last.width + one.width)
        else:
            pieces.append(one)
    return pieces


def _mark(text: str, face: Face, faces: Faces, tone: str, latin: bool) -> Unit:
    first = text[0]
    one = _single(first, face, faces, tone, JOIN)
    full = one.width > 0.9
    if latin and full and first in _LATIN_QUOTES:
        width, shift = _LATIN_QUOTES[first]
        return one._replace(width=width, shift=shift, kind=LATIN)
    if first in NARROWED:
        if full:
            width, scale = NARROWED[first]
            one = one._replace(width=width, shift=(scale * one.width - width) / 2, scale=scale)
        return one._replace(kind=OPERATOR if first in _OPERATORS else LATIN)
    if first in OPENING:
        return one._replace(kind=OPEN, trim=0.5 if full else 0.0, give=0.0)
    if first in CLOSING:
        return one._replace(kind=CLOSE, trim=0.5 if full else 0.0, give=GIVE if full else 0.0)
    if len(text) > 1 and one.text == first:
        return one._replace(text=text, width=one.width * len(text))
    return one


def _joined(raw: Sequence[Unit]) -> list[Unit]:
    """The units with air, glue and shared widths decided from their neighbours."""
    out: list[Unit] = []
    count = len(raw)
    for index, unit in enumerate(raw):
        previous = out[-1] if out else None
        if previous is None or NEWLINE in (unit.kind, previous.kind):
            out.append(unit)
        elif unit.kind == SPACE:
            if previous.kind == SPACE:
                out[-1] = previous._replace(text=previous.text + unit.text, width=previous.width + unit.width)
                continue
            following = next((other for other in raw[index + 1 : count] if other.kind != SPACE), None)
            if unit.text != " " or not _needless(previous, following):
                out.append(unit._replace(glued=_sticky(previous, following)))
        elif previous.kind == SPACE:
            out.append(unit._replace(glued=previous.glued))
        else:
            out.append(_beside(out, previous, unit))
    return out


def _beside(out: list[Unit], previous: Unit, unit: Unit) -> Unit:
    """A unit as it stands directly behind another; two marks in a row share their empty halves."""
    kind, before = unit.kind, previous.kind
    if unit.text == "·" and before == LATIN and unit.width > 0.9:
        unit = unit._replace(width=0.34, shift=(unit.width - 0.34) / 2)
    glued = before == OPEN or _ends_open(previous) or kind in (CLOSE, JOIN) or _starts_closed(unit)
    if before == CLOSE and kind in (CLOSE, OPEN) and previous.trim:
        out[-1] = halved(previous)
    elif before == OPEN and kind == OPEN and unit.trim:
        unit = unit._replace(width=unit.width - unit.trim, shift=unit.shift + unit.trim, trim=0.0)
    lead = SEAM if _seam(previous, unit) else 0.0
    return unit._replace(lead=lead, glued=glued or _inseparable(previous, unit))


def _needless(previous: Unit, following: Unit | None) -> bool:
    """A typed space that is not set: air is drawn there anyway, or the mark beside it brings its own."""
    if following is None:
        return False
    if _seam(previous, following) or (previous.kind in (CLOSE, OPEN) and previous.width > 0.9):
        return True
    return following.kind in (OPEN, CLOSE) and following.width > 0.9


def _sticky(previous: Unit, following: Unit | None) -> bool:
    """No line breaks at this space."""
    if previous.kind == OPEN or _ends_open(previous):
        return True
    if following is None:
        return False
    return following.kind in (CLOSE, JOIN) or _starts_closed(following) or _measured(previous, following)


def halved(mark: Unit) -> Unit:
    """A closing mark without its empty half."""
    return mark._replace(face=mark.face.half, width=mark.width - mark.trim, trim=0.0, give=0.0)


def _ends_open(unit: Unit) -> bool:
    return unit.kind == LATIN and unit.text[-1:] in NEVER_LAST


def _starts_closed(unit: Unit) -> bool:
    return unit.kind in (LATIN, HAN) and unit.text[:1] in NEVER_FIRST


def _seam(left: Unit, right: Unit) -> bool:
    """Chinese meets Latin here and gets air."""
    if left.kind == HAN and right.kind in (LATIN, OPERATOR):
        head = right.text[:1]
        if left.text in "万亿" and right.text[:1].isalpha() and right.kind == LATIN:
            return False
        return bool(left.text) and left.width > 0.9 and (head.isalnum() or head in "+−-$¥€°<>=≤≥≈±#&@")
    if left.kind in (LATIN, OPERATOR) and right.kind == HAN:
        tail = left.text[-1:]
        if left.kind == OPERATOR:
            return False
        return bool(right.text) and right.width > 0.9 and (tail.isalnum() or tail in "%‰°+$¥€#&@₀₁₂₃₄₅₆₇₈₉²³")
    return False


def _inseparable(left: Unit, right: Unit) -> bool:
    """A number with its counter, a Latin word in several faces, ``万kWh``, ``表 3-1``."""
    if right.kind == LATIN:
        return (
            left.kind in (LATIN, OPERATOR)
            or (left.text in _BEFORE_NUMBER and right.text[0].isdigit())
            or (left.text in ("万", "亿") and right.text[0].isalpha())
        )
    if left.kind != LATIN:
        return False
    if right.kind == OPERATOR:
        return left.text[-1] in "=<>"
    return right.text in _COUNTERS and _NUMBER.match(left.text) is not None


def _measured(left: Unit, right: Unit) -> bool:
    """A number and the unit after its space belong together."""
    return (
        left.kind == LATIN
        and right.kind == LATIN
        and _NUMBER.match(left.text) is not None
        and _UNIT.match(right.text) is not None
    )
