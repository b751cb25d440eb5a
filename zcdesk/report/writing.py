"""A `Document` as a file, in the format that its name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zcdesk.domain.document import Document
    from zcdesk.report.workbook import Value

WORD, WORKBOOK = ".docx", ".xlsx"
MAGIC = {".pdf": b"%PDF-", WORD: b"PK\x03\x04", WORKBOOK: b"PK\x03\x04"}
"""How a file of each format begins."""


def format_of(path: Path) -> str:
    """The format that a name asks for: ``.docx``, ``.xlsx``, and ``.pdf`` for any other."""
    suffix = path.suffix.lower()
    return suffix if suffix in MAGIC else ".pdf"


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
        from zcdesk.report.workbook import write_workbook  # XlsxWriter as well

        write_workbook(document, path, value)
        return 0
    from zcdesk.report import pdf  # ReportLab is loaded here and not before

    return pdf.write(document, path, fonts)
