"""A `Document` as a file, in the format that its name asks for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zcdesk.domain.document import Document
    from zcdesk.report.books.workbook import Value

WORD, WORKBOOK = ".docx", ".xlsx"
MAGIC = {".pdf": b"%PDF-", WORD: b"PK\x03\x04", WORKBOOK: b"PK\x03\x04"}
"""How a file of each format begins."""

BY = b"<cp:lastModifiedBy>zcdesk "
"""Who wrote a Word file or a workbook last, as its core properties say."""


def format_of(path: Path) -> str:
    """The format that a name asks for: ``.docx``, ``.xlsx``, and ``.pdf`` for any other."""
    suffix = path.suffix.lower()
    return suffix if suffix in MAGIC else ".pdf"


def is_printed(held: bytes, path: Path) -> bool:
    """Whether bytes are a report of the format that a name asks for.

    Word files and workbooks begin alike, and those of a plant hold its own work: only what this program wrote last
    counts as one of its reports. Office programs put their user's name there when they save.
    """
    if not held.startswith(MAGIC[format_of(path)]):
        return False
    if format_of(path) == ".pdf":
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(held)) as parts:
            return BY in parts.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def is_word(path: Path) -> bool:
    """Whether a name asks for Word."""
    return format_of(path) == WORD


def write(
    document: Document, path: Path, fonts: Path, *, form: str = ".pdf", value: Value | None = None
) -> int:
    """Write a document whole or not at all, and give the number of its pages.

    Parameters
    ----------
    form : str
        As `format_of` gives it; `path` itself may have any name.
    value : callable or None
        For a workbook: the unrounded value of a figure by its id.

    Returns
    -------
    int
        0 for Word and workbooks, which have no pages of their own.
    """
    if form == WORD:
        from zcdesk.report.word import write_word  # python-docx is loaded here and not before

        write_word(document, path, fonts)
        return 0
    if form == WORKBOOK:
        from zcdesk.report.books.workbook import write_workbook  # XlsxWriter as well

        write_workbook(document, path, value)
        return 0
    from zcdesk.report.pages import pdf  # ReportLab is loaded here and not before

    return pdf.write(document, path, fonts)
