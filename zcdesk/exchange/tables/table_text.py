"""A table of text, from a file or the clipboard: which encoding and which delimiter was taken is told, never guessed in
silence."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.exchange.tables.workbook_in import CELLS, TALLEST, TOO_MANY, WIDEST, NoWorkbook

ENCODINGS = ("utf-8", "gb18030", "utf-16", "cp1252")
"""Encodings that may be said beforehand, and that are tried in this order."""

DELIMITERS = ("\t", ",", ";", "|")

NO_TEXT = Words("不是表格：里面有不是文字的内容。", "It is no table: it holds what is no text.")
NOT_IN = Words(
    "不能按 {encoding} 读：第 {at} 个字节不是这种编码的文字。换一种编码再读。",
    "It cannot be read as {encoding}: byte {at} is no text in it. Choose another encoding.",
)
NO_ENCODING = Words(
    "看不出文字的编码。用 Excel 或 WPS 打开，另存为 .xlsx 或“CSV UTF-8”再读。",
    "The encoding of the text cannot be told. Open it in Excel or WPS and save it as .xlsx or as CSV UTF-8.",
)
QUOTES = Words(
    "第 {line} 行起引号没有配对，没有读。改好引号，或另存为 .xlsx 再读。",
    "From line {line} on a quote is never closed. Correct it, or save the table as .xlsx.",
)
READ_AS = Words(
    "编码 {encoding}，{delimiter}分隔；读错了就换一种。",
    "Read as {encoding}, set apart by {delimiter}; choose another if that is wrong.",
)
NAMES = {
    "utf-8": Words("UTF-8", "UTF-8"),
    "gb18030": Words("GB18030（中文）", "GB18030 (Chinese)"),
    "utf-16": Words("UTF-16", "UTF-16"),
    "cp1252": Words("Windows-1252（西文）", "Windows-1252 (Western)"),
}
_DELIMITED = {
    "\t": Words("制表符", "tabs"),
    ",": Words("逗号", "commas"),
    ";": Words("分号", "semicolons"),
    "|": Words("竖线", "vertical bars"),
    "": Words("没有", "nothing"),
}
_LONGEST_CELL = 100_000
_LOOKED = 60
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as cells, and how it was read."""

    rows: list[list[str]]
    encoding: str
    delimiter: str

    @property
    def words(self) -> Words:
        """How it was read, for people."""
        return READ_AS.fill(encoding=NAMES[self.encoding], delimiter=_DELIMITED[self.delimiter])


def lines(data: bytes, encoding: str = "", delimiter: str = "") -> Lines:
    """Read a table of text.

    Parameters
    ----------
    encoding, delimiter : str
        As the user says; ``""`` looks.

    Raises
    ------
    NoWorkbook
        If it is no text, or larger than is read.
    """
    text, used = decoded(data, encoding)
    if _BINARY.search(text):
        raise NoWorkbook(NO_TEXT)
    told = re.match(r"\ufeff?sep=(.)\r?\n", text)
    if told:  # how Excel is told the delimiter
        text, delimiter = text[told.end() :], delimiter or told[1]
    chosen = delimiter or _delimiter(text)
    return Lines(_cells(text, chosen), used, chosen)


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and its encoding."""
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except (UnicodeDecodeError, LookupError) as bad:
            at = bad.start if isinstance(bad, UnicodeDecodeError) else 0
            raise NoWorkbook(NOT_IN.fill(encoding=encoding, at=at)) from bad
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return decoded(data, name)
    if b"\x00" in data[:4096]:
        return _wide(data), "utf-16"
    for name in ("utf-8", "gb18030", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name != "gb18030" or _is_chinese(text):
            return text, name
    raise NoWorkbook(NO_ENCODING)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: of a table half the bytes are zero, all on one side."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        if min(even, odd) > max(even, odd) // 8:
            raise NoWorkbook(NO_TEXT)
        return data.decode(name)
    except UnicodeDecodeError as bad:
        raise NoWorkbook(NO_TEXT) from bad


def _is_chinese(text: str) -> bool:
    """Whether what is no ASCII reads as Chinese: mostly the characters in use, and none that nobody assigned."""
    other = [each for each in text if ord(each) > 127]
    usual = sum(
        "\u4e00" <= each <= "\u9fff"
        or "\u3000" <= each <= "\u303f"
        or "\uff00" <= each <= "\uffef"
        or each in "·—–…‘’“”×÷±℃³²°㎡㎥"
        for each in other
    )
    return usual >= 0.8 * len(other)


def _delimiter(text: str) -> str:
    """The delimiter that sets most lines apart into one and the same number of cells; ``""`` if none does."""
    head = [line for line in text[:200_000].splitlines()[: _LOOKED * 3] if line.strip()][:_LOOKED]
    best, most = "", 0.0
    for each in DELIMITERS:
        try:
            counts = Counter(len(row) for row in csv.reader(head, delimiter=each) if len(row) > 1)
        except csv.Error:  # a quote that is never closed; it is told when the cells are read
            continue
        if not counts:
            continue
        width, often = max(counts.items(), key=lambda item: (item[1], item[0]))
        score = often / len(head) + (0.2 if each == "\t" else 0) + min(width, 20) / 100
        if score > most:
            best, most = each, score
    return best


def _cells(text: str, delimiter: str) -> list[list[str]]:
    limit = csv.field_size_limit(_LONGEST_CELL)
    found: list[list[str]] = []
    widest = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or "\x1f")
    try:
        for row in reader:
            found.append(row)
            widest = max(widest, len(row))
            if len(found) > TALLEST or widest > WIDEST or len(found) * widest > CELLS:
                told = TOO_MANY.fill(rows=len(found), columns=widest, most_rows=TALLEST, most_columns=WIDEST)
                raise NoWorkbook(told)
    except csv.Error as bad:
        raise NoWorkbook(QUOTES.fill(line=len(found) + 1)) from bad
    finally:
        csv.field_size_limit(limit)
    return found
