"""PDF of others as pages of words, from its text layer; a scan has none, and that is said."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from zcdesk.domain.words import Words
from zcdesk.exchange import guards
from zcdesk.exchange.bills.pages import Box, Page, Word, around, page
from zcdesk.exchange.guards import NotReadable

LARGEST = 32 * 1024 * 1024
"""Size of a PDF that is still read. [bytes]"""

PAGES, CHARACTERS = 40, 60_000
"""Pages and characters that are looked at; no bill has as many."""

NO_PDF = Words("读不出来：不是 PDF，或文件已损坏。", "Not readable: no PDF, or a damaged one.")
NAMED = Words(
    "名字是 PDF，内容是 {kind}，没有读。图片里的字读不了；找供电公司或开票方要原来的 PDF、OFD 或 XML。",
    "The name says PDF, the content is {kind}, and it was not read. Words in a picture cannot be read: ask the "
    "issuer for the PDF, OFD or XML itself.",
)
LOCKED = Words(
    "PDF 加了打开密码。去掉密码后再读。", "The PDF is protected by a password. Take it off and read it again."
)
SCANNED = Words(
    "这份 PDF 是扫描件或图片，没有文字，读不出数。从“网上国网”“南网在线”或开票方下载电子版（PDF、OFD、XML）；"
    "没有电子版的，照着它在页面上填，把它附作证据。",
    "This PDF is a scan without text, so no figure can be read from it. Download the electronic one (PDF, OFD, XML) "
    "from the grid company or the issuer; without one, type the figures in and attach the scan as evidence.",
)
TOO_LONG = Words("PDF 有 {n} 页，最多读 {most} 页。", "The PDF has {n} pages; at most {most} are read.")


def pages_of(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF as words.

    Raises
    ------
    NotReadable
        If it is no PDF, is protected, too large, or has no text.
    """
    import pypdfium2 as pdfium  # type: ignore[import-untyped,unused-ignore]

    guards.measured(data, LARGEST)
    if b"%PDF" not in data[:1024]:
        raise NotReadable(NAMED.fill(kind=kind) if (kind := guards.kind(data)) else NO_PDF)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as bad:
        raise NotReadable(LOCKED if "assword" in str(bad) else NO_PDF) from bad
    try:
        count = len(document)
        if count > PAGES:
            raise NotReadable(TOO_LONG.fill(n=count, most=PAGES))
        pages, left = [], CHARACTERS
        for number in range(count):
            words = list(_words(document, number, left))
            left -= sum(len(word.text) for word in words)
            pages.append(page(number + 1, words))
    except pdfium.PdfiumError as bad:
        raise NotReadable(NO_PDF) from bad
    finally:
        document.close()
    if not any(each.lines for each in pages):
        raise NotReadable(SCANNED)
    return tuple(pages)


def _words(document: object, number: int, left: int) -> Iterator[Word]:
    """The words of a page: characters without a gap between them."""
    from pypdfium2 import raw

    sheet = document[number]  # type: ignore[index]
    _, height = sheet.get_size()
    whole = sheet.get_textpage()
    corner = [ctypes.c_double() for _ in range(4)]
    gathered: list[tuple[str, Box]] = []
    try:
        for at in range(min(raw.FPDFText_CountChars(whole), left)):
            code = raw.FPDFText_GetUnicode(whole, at)
            character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
            if not character.strip() or not character.isprintable():
                yield from _closed(gathered)
                gathered = []
                continue
            if not raw.FPDFText_GetCharBox(whole, at, *corner):
                continue
            low, high, bottom, top = (each.value for each in corner)
            box = (low, height - top, high, height - bottom)
            if gathered and _apart(gathered[-1][1], box):
                yield from _closed(gathered)
                gathered = []
            gathered.append((character, box))
        yield from _closed(gathered)
    finally:
        whole.close()
        sheet.close()


def _apart(before: Box, box: Box) -> bool:
    """Whether a character does not go on where the one before it ended."""
    tall = max(before[3] - before[1], box[3] - box[1], 1.0)
    other_line = abs((before[1] + before[3]) - (box[1] + box[3])) / 2 > tall * 0.7
    return other_line or not -tall * 0.6 <= box[0] - before[2] <= tall * 0.8


def _closed(gathered: list[tuple[str, Box]]) -> Iterator[Word]:
    if gathered:
        yield Word("".join(character for character, _ in gathered), around(box for _, box in gathered))
