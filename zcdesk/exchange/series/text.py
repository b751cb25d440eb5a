"""The text of a file of readings: its encoding and delimiter found, and every line brought to as many fields."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.exchange.guards import NotReadable

LARGEST = 256 * 1024 * 1024
"""Size of a file that is still read. [bytes]"""

ROWS, COLUMNS, READINGS = 8_000_000, 3_000, 8_000_000
"""Lines, fields of a line, and readings in all that are still read."""

_PIECE = 1 << 22
_HEAD = 60
"""Lines in which the head is looked for."""

_KINDS = (
    (b"PK\x03\x04", Words("Excel 工作簿或压缩包", "an Excel workbook or an archive")),
    (b"\xd0\xcf\x11\xe0", Words("旧式或加密的 Office 文件", "an old or protected Office file")),
    (b"%PDF", Words("PDF", "a PDF")),
    (b"\x89PNG", Words("图片", "a picture")),
    (b"\xff\xd8\xff", Words("图片", "a picture")),
    (b"GIF8", Words("图片", "a picture")),
    (b"SQLite format 3", Words("数据库", "a database")),
    (b"\x1f\x8b", Words("压缩包", "an archive")),
    (b"Rar!", Words("压缩包", "an archive")),
)

NO_TEXT = Words(
    "不是文本表格，是{kind}。把读数另存为 CSV 再读。",
    "This is no table of text but {kind}. Save the readings as CSV.",
)
BINARY = Words("不是文本表格：里面有不是文字的内容。", "This is no table of text: it holds what is no text.")
NO_ENCODING = Words(
    "第 {at} 个字节不是 UTF-8，也不是 GB18030 的文字。用 Excel 或 WPS 另存为“CSV UTF-8”再读。",
    "Byte {at} is text neither in UTF-8 nor in GB18030. Save the table as CSV UTF-8.",
)
TOO_LARGE = Words("文件太大：{size} MB，最多 {most} MB。按年分开再读。",
                  "The file is too large: {size} MB of at most {most} MB. Take it apart by years.")  # fmt: skip
TOO_MANY = Words("读数太多：{found} 个，最多 {most} 个。按年或按表分开再读。",
                 "{found} readings, at most {most} are read. Take the file apart by years or meters.")  # fmt: skip
EMPTY = Words("文件里没有读数。", "The file holds no readings.")
QUOTES = Words(
    "第 {line} 行起引号没有配对，没有读。", "From line {line} on a quote is never closed; nothing was read."
)


class NoReadings(NotReadable):
    """A file that cannot be read as readings of meters; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Text:
    """A table of text.

    Attributes
    ----------
    data : bytes
        UTF-8 without a mark; lines end with LF.
    encoding : str
        What it was: ``UTF-8``, ``GB18030``, ``UTF-16``.
    delimiter : str
    head : tuple of tuple of str
        The fields of its first lines.
    """

    data: bytes
    encoding: str
    delimiter: str
    head: tuple[tuple[str, ...], ...]


def opened(data: bytes) -> Text:
    """Find out how a file is written.

    Raises
    ------
    NoReadings
        If it is no text, or is larger than is read.
    """
    if len(data) > LARGEST:
        raise NoReadings(TOO_LARGE.fill(size=len(data) // 1_000_000, most=LARGEST // 1_000_000))
    for start, kind in _KINDS:
        if data.startswith(start):
            raise NoReadings(NO_TEXT.fill(kind=kind))
    plain, encoding = _utf8(data)
    if plain.find(b"\x00") >= 0:
        raise NoReadings(BINARY)
    if not plain.strip():
        raise NoReadings(EMPTY)
    if b"\r" in plain and b"\n" not in plain:
        plain = plain.replace(b"\r", b"\n")
    told = re.match(rb"sep=(.)\r?\n", plain)
    if told:  # how Excel is told the delimiter; the line is kept, blank, so that numbers of lines hold
        plain = b"\n" + plain[told.end() :]
    first = _first_lines(plain)
    delimiter = told[1].decode("latin-1") if told else _delimiter(first)
    rows = csv.reader(first, delimiter=delimiter)
    try:
        head = tuple(tuple(each.strip() for each in row) for row in rows)
    except csv.Error as bad:
        raise NoReadings(BINARY) from bad
    return Text(plain, encoding, delimiter, head)


def evened(text: Text, first: int, columns: int) -> tuple[bytes, tuple[int, ...]]:
    """The lines from number `first` on written anew with as many fields each, and the numbers of those that had more.

    Quotes, line ends and delimiters within a field are gone afterwards; a field that is not there is empty.

    Raises
    ------
    NoReadings
        If a quote is never closed.
    """
    out, longer = io.BytesIO(), []
    stream = io.TextIOWrapper(io.BytesIO(text.data), encoding="utf-8", errors="replace", newline="")
    limit = csv.field_size_limit(100_000)
    at = 0
    try:
        for row in csv.reader(stream, delimiter=text.delimiter):
            if at < first:
                out.write(b"\n")
            elif any(row):
                if any(row[columns:]):
                    longer.append(at)
                row = [*row[:columns], *[""] * (columns - len(row))]
                out.write(("\x1f".join(map(_single, row)) + "\n").encode())
            else:
                out.write(b"\n")
            at += 1
            if at > ROWS:
                raise NoReadings(TOO_MANY.fill(found=f"> {ROWS:,}", most=f"{READINGS:,}"))
    except csv.Error as bad:
        raise NoReadings(QUOTES.fill(line=at + 1)) from bad
    finally:
        csv.field_size_limit(limit)
    return out.getvalue(), tuple(longer)


def _single(field: str) -> str:
    field = field.replace('"', "")
    return " ".join(field.split()) if "\n" in field or "\r" in field or "\x1f" in field else field


def _utf8(data: bytes) -> tuple[bytes, str]:
    """A file as UTF-8, without a second copy of it where it is that already."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16").encode(), "UTF-16"
        except (UnicodeDecodeError, UnicodeEncodeError) as bad:
            raise NoReadings(BINARY) from bad
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.isascii() or _decodes(data, "utf-8") is None:
        return data, "UTF-8"
    at = _decodes(data, "gb18030")
    if at is not None:
        raise NoReadings(NO_ENCODING.fill(at=f"{at + 1:,}"))
    return b"".join(_recoded(data)), "GB18030"


def _decodes(data: bytes, encoding: str) -> int | None:
    """Where a file stops being text of an encoding; None if nowhere. Reads piece by piece."""
    reader = codecs.getincrementaldecoder(encoding)()
    for at in range(0, len(data), _PIECE):
        try:
            reader.decode(data[at : at + _PIECE], final=at + _PIECE >= len(data))
        except UnicodeDecodeError as bad:
            return at + bad.start
    return None


def _recoded(data: bytes) -> Iterable[bytes]:
    reader = codecs.getincrementaldecoder("gb18030")()
    for at in range(0, len(data), _PIECE):
        yield reader.decode(data[at : at + _PIECE], final=at + _PIECE >= len(data)).encode("utf-8", "replace")


def _first_lines(plain: bytes) -> list[str]:
    lines: list[str] = []
    at = 0
    while at < len(plain) and len(lines) < _HEAD:
        end = plain.find(b"\n", at)
        end = len(plain) if end < 0 else end
        if end - at > 1_000_000:
            raise NoReadings(BINARY)
        lines.append(plain[at:end].decode("utf-8", "replace").rstrip("\r"))
        at = end + 1
    return lines


def _delimiter(lines: list[str]) -> str:
    """What sets most lines apart into one and the same number of fields, more than one."""
    best, most = ",", 0.0
    told = [line for line in lines if line.strip()]
    for each in (",", "\t", ";", "|"):
        counts = Counter(line.count(each) for line in told if line.count(each))
        if counts:
            width, often = max(counts.items(), key=lambda item: (item[1], item[0]))
            score = often / len(told) + min(width, 100) / 1000
            if score > most:
                best, most = each, score
    return best
