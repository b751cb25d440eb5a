"""A `Document` as PDF: pages drawn one after another, then written in one go.

The same document and the same fonts give the same bytes: no date is taken from the clock, no name from memory.
"""

from __future__ import annotations

import io
import threading
import unicodedata
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from zcdesk import __version__
from zcdesk.domain.document import Document
from zcdesk.report.pages.furniture import draw_furniture
from zcdesk.report.pages.layout import Laid, lay_out
from zcdesk.report.pages.strings import drawn_strings
from zcdesk.report.pen import objects
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Tags
from zcdesk.report.typesetting import fonts as faces
from zcdesk.report.typesetting.fonts import Faces
from zcdesk.report.typesetting.typeset import Typesetter
from zcdesk.report.whole import write_whole

# A face reads its file at one place at a time, so two documents may not be drawn at once.
_DRAWING = threading.Lock()

# Kinds of characters that leave no ink: controls, joiners, variation marks, spaces.
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})


def render(document: Document, fonts: Path) -> bytes:
    """The PDF of a document.

    Parameters
    ----------
    document : Document
        What is printed.
    fonts : Path
        Folder with the faces named in `zcdesk.report.typesetting.fonts.FILES`.
    """
    return _render(document, fonts)[0]


def write(document: Document, path: Path, fonts: Path) -> int:
    """Write the PDF of a document to `path` and give the number of its pages.

    The file appears whole or not at all: it is written beside its place under another name first.
    """
    data, pages = _render(document, fonts)
    write_whole(path, data)
    return pages


def missing_glyphs(document: Document, fonts: Path) -> set[str]:
    """Characters of a document that no face holds; they are printed as a box in warning colour."""
    held = faces.load(fonts)
    missing: set[str] = set()
    for text, role in drawn_strings(document):
        wanted = held[role]
        missing.update(
            character
            for character in set(text)
            if unicodedata.category(character) not in _UNSEEN and held.holding(character, wanted) is None
        )
    return missing


def _render(document: Document, fonts: Path) -> tuple[bytes, int]:
    with _DRAWING:
        held = faces.load(fonts)
        tags = Tags()
        setter = Typesetter(held, document.language)
        laid = lay_out(document, setter, tags.root)
        return _drawn(document, laid, held, setter, tags), len(laid.pages)


def _drawn(document: Document, laid: Laid, held: Faces, setter: Typesetter, tags: Tags) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pageCompression=1, invariant=1, pdfVersion=(1, 7), initialFontName=held["sans"].name,
        lang=objects.LANGUAGES[document.language],
    )  # fmt: skip
    ink = Ink(canvas, tags, laid.targets)
    outline = {entry.target: entry for entry in laid.outline}
    level = 0
    for number, page in enumerate(laid.pages, start=1):
        size = page.size
        ink.begin_page(size.width, size.height)
        mirrored = document.two_sided and number % 2 == 0 and size.height > size.width
        left = size.right if mirrored else size.left
        draw_furniture(ink, setter, document, size, left, number, len(laid.pages), page.bare)
        for box, top in page.items:
            entry = outline.get(box.name)
            if entry is not None:
                canvas.bookmarkPage(entry.target, fit="XYZ", left=0, top=size.top - top + 6, zoom=0)
                level = min(entry.level - 1, level + 1) if laid.outline[0] is not entry else 0
                canvas.addOutlineEntry(entry.text.replace("\n", ""), entry.target, level, closed=True)
            box.draw(ink, left, size.top - top)
        canvas.showPage()
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if laid.outline:
        canvas.showOutline()
    doc = canvas._doc
    objects.describe(
        doc, document.title, document.company, document.subject, document.keywords, f"zcdesk {__version__}"
    )
    objects.finish(doc, ink.places, tags, document.language)
    canvas.save()
    return buffer.getvalue()
