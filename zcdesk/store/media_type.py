"""What a file is, by its first and last bytes and never by its name."""

from __future__ import annotations

import codecs
import re

from zcdesk.domain.series import MARK, MEDIA_TYPE

PEEK = 1 << 16
"""How many bytes of either end are looked at. [bytes]"""

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (MARK, MEDIA_TYPE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # xls and doc of before 2007
)

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEMBERS = (
    (b"OFD.xml", "application/ofd"),  # GB/T 33190: the format of electronic invoices
    (b"xl/workbook", f"{_OFFICE}.spreadsheetml.sheet"),
    (b"word/document.xml", f"{_OFFICE}.wordprocessingml.document"),
    (b"ppt/presentation.xml", f"{_OFFICE}.presentationml.presentation"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def media_type(head: bytes, tail: bytes) -> str:
    """Media type of a content; ``application/octet-stream`` if nothing is known of it.

    Parameters
    ----------
    head, tail : bytes
        First and last `PEEK` bytes, or all of a shorter content.

    Notes
    -----
    A zip is not unpacked, since its list of members may be made to fill the memory; the names of the members stand
    in plain text at its start or end.
    """
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next(
            (kind for member, kind in _MEMBERS if member in head or member in tail), "application/zip"
        )
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<?xml"):
        return "application/xml"
    return "text/plain" if any(_reads_as(head, encoding) for encoding in ("utf-8", "gb18030")) else _UNKNOWN


_UNKNOWN = "application/octet-stream"


def _reads_as(head: bytes, encoding: str) -> bool:
    try:
        # a character may be cut at the end of what was peeked at
        text = codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < PEEK)
    except UnicodeDecodeError:
        return False
    return bool(text) and _CONTROL.search(text) is None
