"""A `Document` as a file, in the format that its name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zcdesk.domain.document import Document

WORD = ".docx"
MAGIC = {".pdf": b"%PDF-", WORD: b"PK\x03\x04"}
"""How a file of each format begins."""


def is_word(path: Path) -> bool:
    """Whether a name asks for Word; any other is a PDF."""
    return path.suffix.lower() == WORD


def write(document: Document, path: Path, fonts: Path, *, word: bool = False) -> int:
    """Write a document whole or not at all, and give the number of its pages.

    Returns
    -------
    int
        0 for Word, whose pages are counted by whoever opens it.
    """
    if not word:
        from zcdesk.report import pdf  # ReportLab is loaded here and not before

        return pdf.write(document, path, fonts)
    from zcdesk.report.word import write_word  # python-docx is loaded here and not before

    write_word(document, path, fonts)
    return 0
