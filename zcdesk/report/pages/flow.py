"""Boxes down the pages: what stands where, decided before anything is drawn.

A box knows its height and may be able to split. Boxes that keep with the next stay with it; a page begins where it
is wished, where the orientation changes, and where nothing fits any more. Since a layout is cheap, a chapter whose
last page would be nearly empty is laid out again with its last full page cut a little shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zcdesk.report.pen.ink import Ink
from zcdesk.report.typesetting.style import PageSize

SPARSE = 0.15
"""Less than this share of a page is too little for a chapter's last page. [-]"""

THIN = 0.30
"""Less than this share is little: the page before gives something, unless it would have to break for it. [-]"""

_EPSILON = 0.01


@dataclass(slots=True, kw_only=True)
class Box:
    """Something that stands on a page. Lengths in points.

    Attributes
    ----------
    before, after : float
        Air wanted above and below, unless the box begins a page; the larger of two neighbours' wishes holds.
    keep : bool
        Stays on one page with the beginning of the next box.
    reserve : float
        Begins a new page unless this much is left.
    name : str
        Named destination at its upper edge, ``""`` for none.
    """

    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    reserve: float = 0.0
    name: str = ""

    @property
    def height(self) -> float:
        """Height. [pt]"""
        raise NotImplementedError

    def split(self, room: float, forced: bool) -> tuple[Box, Box] | None:
        """The part that fits `room` and the rest; none if it must not break here.

        With `forced` the page is empty and the box does not fit it: some part must be given, or none if the box
        cannot break at all.
        """
        return None

    def lower(self, room: float) -> Box | None:
        """The same in a height of at most `room`, if it can be made a little lower."""
        return None

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw with the upper left corner at (`x`, `y`)."""
        raise NotImplementedError


@dataclass(slots=True)
class Page:
    """A page with its boxes and the heights [pt] of their upper edges below the top of the text block."""

    size: PageSize
    bare: bool = False
    """Without head and foot (the cover)."""
    items: list[tuple[Box, float]] = field(default_factory=list)
    used: float = 0.0


@dataclass(slots=True)
class Stretch:
    """Boxes of one orientation that begin a new page together; `flow` sets them."""

    size: PageSize
    boxes: Sequence[Box]
    bare: bool = False


def flow(stretches: Sequence[Stretch]) -> list[Page]:
    """All pages of a document."""
    pages: list[Page] = []
    for stretch in stretches:
        if stretch.boxes:
            pages.extend(_fill(stretch))
    return pages


def _fill(stretch: Stretch) -> list[Page]:
    pages = _lay(stretch, {})
    room = stretch.size.room
    if len(pages) == 1:
        return pages
    for enough, freely in ((THIN, False), (SPARSE, True)):
        if pages[-1].used >= enough * room:
            break
        for share in (0.06, 0.12, 0.18, 0.24, 0.30):
            again = _lay(stretch, {len(pages) - 2: room * (1 - share)})
            whole = freely or _pieces(again) <= _pieces(pages)
            if len(again) == len(pages) and again[-1].used >= enough * room and whole:
                return again
    return pages


def _pieces(pages: Sequence[Page]) -> int:
    """In how many pieces the boxes stand; a box that goes over a page is two."""
    return sum(len(page.items) for page in pages)


def _lay(stretch: Stretch, limits: dict[int, float]) -> list[Page]:
    queue = list(reversed(stretch.boxes))
    pages: list[Page] = [Page(stretch.size, stretch.bare)]
    after = 0.0
    while queue:
        page = pages[-1]
        room = limits.get(len(pages) - 1, stretch.size.room)
        chain = _chain(queue)
        heights, end = _tops(chain, page, after)
        last, top = chain[-1], heights[-1]
        lower = last.lower(room - top) if end > room + _EPSILON else None
        if end <= room + _EPSILON or lower is not None:
            parts: tuple[Box, Box] | None = None
        else:
            fresh = not page.items
            parts = last.split(room - top, forced=fresh and len(chain) == 1) if room > top else None
            if parts is None and not fresh:
                pages.append(Page(stretch.size, stretch.bare))
                after = 0.0
                continue
            if parts is None and len(chain) > 1:
                chain, heights = chain[:1], heights[:1]  # a chain longer than a page: give up keeping
                parts = None
        del queue[-len(chain) :]
        placed: list[Box] = list(chain) if lower is None else [*chain[:-1], lower]
        if parts is not None:
            placed[-1] = parts[0]
            queue.append(parts[1])
        page.items.extend(zip(placed, heights, strict=True))
        page.used = heights[-1] + placed[-1].height
        after = placed[-1].after
        if parts is not None:
            pages.append(Page(stretch.size, stretch.bare))
            after = 0.0
    return pages


def _chain(queue: Sequence[Box]) -> list[Box]:
    """The next box, and those it keeps with."""
    chain = [queue[-1]]
    index = len(queue) - 2
    while chain[-1].keep and index >= 0:
        chain.append(queue[index])
        index -= 1
    return chain


def _tops(chain: Sequence[Box], page: Page, after: float) -> tuple[list[float], float]:
    """Upper edges of the boxes of a chain, and the lower edge of the last."""
    tops: list[float] = []
    y = page.used
    empty = not page.items
    for box in chain:
        if not empty:
            y += max(after, box.before)
        tops.append(y)
        y += box.height
        after, empty = box.after, False
    return tops, max(y, tops[0] + chain[0].reserve)
