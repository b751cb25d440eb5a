"""What an old ``.xls`` claims to hold, looked through before a reader lays it out: size, password, formulas.

A cell at the far corner of a sheet makes a reader lay out sixteen million of them, and a file of a few kilobytes can
have a hundred such sheets. So the records of the workbook are walked first, by [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.exchange.tables.workbook_in import (
    BOMB,
    CELLS,
    MACROS,
    NO_WORKBOOK,
    PROTECTED,
    TALLEST,
    TEXTS,
    TOO_MANY,
    WIDEST,
    NoWorkbook,
    address,
)

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_LAST = 0xFFFFFFFA
_SECTOR = 4096
_BOF, _EOF, _BOUND, _DIMENSIONS, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x0200, 0x002F
_SHARED, _CONTINUE, _LABEL = 0x00FC, 0x003C, 0x00FD
_FORMULA = (0x0006, 0x0206, 0x0406)
_SINGLE = (
    0x00FD,
    0x0203,
    0x027E,
    0x0204,
    0x0205,
    0x00D6,
    0x0201,
    0x0001,
    0x0002,
    0x0003,
    0x0004,
    0x0005,
    0x007E,
    *_FORMULA,
)
_MANY = (0x00BD, 0x00BE)
_SHEETS = 400


@dataclass(frozen=True, slots=True)
class Told:
    """Cells of a sheet that are formulas, and those in which one failed, as ``D9``."""

    formulas: frozenset[str]
    errors: frozenset[str]


NOTHING = Told(frozenset(), frozenset())


def checked(data: bytes) -> tuple[tuple[Told, ...], tuple[Words, ...], bytes]:
    """What the records of each sheet tell, in the order of their names, what is to be said of it, and a sound file.

    Returns
    -------
    tuple
        The last of it is a compound file written anew around the stream of the workbook: the reader follows circles
        of sectors without end, and makes room for as much as a header claims.

    Raises
    ------
    NoWorkbook
        If it is none, is protected, or holds more than is read.
    """
    try:
        streams = _streams(data)
    except (struct.error, IndexError, ValueError) as bad:
        raise NoWorkbook(NO_WORKBOOK) from bad
    if "encryptedpackage" in streams:
        raise NoWorkbook(PROTECTED)
    stream = streams.get("workbook") or streams.get("book")
    if stream is None:
        raise NoWorkbook(NO_WORKBOOK)
    book = bytearray(stream.ljust(-(-len(stream) // _SECTOR) * _SECTOR, b"\0"))
    macros = any(name in streams for name in ("_vba_project", "vba", "_vba_project_cur"))
    return _sheets(book), (MACROS,) if macros else (), _compound(bytes(book))


def _records(book: bytearray, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, first byte and size of the records from a place on."""
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if at + 4 + size > len(book):
            break
        yield kind, at + 4, size
        at += 4 + size


def _sheets(book: bytearray) -> tuple[Told, ...]:
    """Walk the records of the workbook, which tell where each sheet begins, and of the sheets, as the reader does."""
    begins: list[int] = []
    texts: list[int] = []
    for kind, body, size in _records(book, 0):
        if kind == _FILEPASS:
            raise NoWorkbook(PROTECTED)
        if kind == _BOUND and size >= 6:
            begins.append(struct.unpack_from("<I", book, body)[0])
        if kind == _SHARED:
            texts = _lengths(book, body, size)
        if kind == _EOF:
            break
    if len(begins) > _SHEETS:
        raise NoWorkbook(NO_WORKBOOK)
    told: dict[int, Told] = {}
    cells = ended = said = 0
    for begin in sorted(begins):
        if begin < ended or begin > len(book):  # a sheet within another would be laid out twice
            raise NoWorkbook(NO_WORKBOOK)
        told[begin], ended, laid, pointed = _sheet(book, begin)
        cells += laid
        said += sum(count * texts[each] for each, count in pointed.items() if each < len(texts))
        if said > TEXTS:
            raise NoWorkbook(BOMB.fill(most=TEXTS // 1_000_000))
        if cells > CELLS:
            raise NoWorkbook(_too_many(cells // WIDEST, WIDEST))
    return tuple(told[begin] for begin in begins)


def _lengths(book: bytearray, body: int, size: int) -> list[int]:
    """How long each shared text is, as far as they can be followed over the records that continue them."""
    records = [(_SHARED, body, size)]
    for kind, at, more in _records(book, body + size):
        if kind != _CONTINUE:
            break
        records.append((kind, at, more))
    parts = iter([bytes(book[at : at + more]) for _, at, more in records])
    found: list[int] = []
    part, at = next(parts), 8
    try:
        while True:
            if at >= len(part):
                part, at = next(parts), 0
            length, flags = struct.unpack_from("<HB", part, at)
            found.append(length)
            at += 3
            skipped = 0
            if flags & 8:
                skipped += 4 * struct.unpack_from("<H", part, at)[0]
                at += 2
            if flags & 4:
                skipped += struct.unpack_from("<I", part, at)[0]
                at += 4
            while length:
                wide = 1 + (flags & 1)
                taken = min(length, (len(part) - at) // wide)
                length, at = length - taken, at + taken * wide
                if length:
                    part, at = next(parts), 1
                    flags = part[0]
            while skipped > len(part) - at:
                skipped -= len(part) - at
                part, at = next(parts), 0
            at += skipped
    except (StopIteration, struct.error, IndexError):
        return found


def _sheet(book: bytearray, begin: int) -> tuple[Told, int, int, Counter[int]]:
    """What a sheet tells, where it ends, as how many cells it is laid out, and at which shared texts they point.

    What it claims to measure is taken out.
    """
    pointed: Counter[int] = Counter()
    rows = columns = depth = 0
    at, seen = begin, False
    formulas: set[str] = set()
    errors: set[str] = set()
    for kind, body, size in _records(book, begin):
        at = body + size
        if kind == _FILEPASS:
            raise NoWorkbook(PROTECTED)
        if depth:
            depth += (kind == _BOF) - (kind == _EOF)
            continue
        if kind == _BOF:
            depth, seen = int(seen), True
        elif kind == _EOF:
            break
        elif kind == _DIMENSIONS:
            book[body - 4 : body - 2] = bytes(2)
        elif size >= 4 and (kind in _SINGLE or kind in _MANY):
            row, column = struct.unpack_from("<HH", book, body)
            last = struct.unpack_from("<H", book, at - 2)[0] if kind in _MANY and size >= 6 else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
            if kind == _LABEL and size >= 10:
                pointed[struct.unpack_from("<I", book, body + 6)[0]] += 1
            if kind in _FORMULA:
                formulas.add(address(row, column))
                if size >= 14 and book[body + 12 : body + 14] == b"\xff\xff" and book[body + 6] == 2:
                    errors.add(address(row, column))
            elif kind == 0x0205 and size >= 8 and book[body + 7] == 1:
                errors.add(address(row, column))
    if rows > TALLEST or columns > WIDEST or rows * columns > CELLS:
        raise NoWorkbook(_too_many(rows, columns))
    return Told(frozenset(formulas), frozenset(errors)), at, rows * columns, pointed


def _too_many(rows: int, columns: int) -> Words:
    return TOO_MANY.fill(rows=rows, columns=columns, most_rows=TALLEST, most_columns=WIDEST)


def _compound(book: bytes) -> bytes:
    """A compound file that holds one stream, in sectors of 4,096 bytes: the stream, the directory, the table."""
    count = len(book) // _SECTOR
    tables = -(-(count + 2) // (_SECTOR // 4 - 1))
    if tables > 109:
        raise NoWorkbook(NO_WORKBOOK)

    def entry(name: str, kind: int, first: int, size: int) -> bytes:
        wide = name.encode("utf-16-le")
        head = struct.pack(
            "<64sHBBIII", wide, len(wide) + 2, kind, 1, _FREE, _FREE, 1 if kind == 5 else _FREE
        )
        return head + bytes(36) + struct.pack("<IQ", first, size)

    fat = [*range(1, count), _END, _END, *[0xFFFFFFFD] * tables]
    fat += [_FREE] * (tables * _SECTOR // 4 - len(fat))
    parts = [*range(count + 1, count + 1 + tables), *[_FREE] * (109 - tables)]
    head = _MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    head += struct.pack("<IIIIIIIII", 1, tables, count, 0, 4096, 0, 0, _END, 0) + struct.pack("<109I", *parts)
    directory = entry("Root Entry", 5, 0, 0) + entry("Workbook", 2, 0, len(book))
    table = struct.pack(f"<{len(fat)}I", *fat)
    return head.ljust(_SECTOR, b"\0") + book + directory.ljust(_SECTOR, b"\0") + table


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of a compound file by their names in lower case; a chain that goes in circles ends."""
    if not data.startswith(_MAGIC):
        raise ValueError("no compound file")
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise ValueError("sector size")
    size = 1 << shift
    directory, cutoff, small_first = struct.unpack_from("<I4xII", data, 48)
    most = len(data) // size + 2

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    listed = list(struct.unpack_from("<109I", data, 76))
    more, left = struct.unpack_from("<I", data, 68)[0], most
    while more < _LAST and left:
        part = struct.unpack(f"<{size // 4}I", sector(more))
        listed += part[:-1]
        more, left = part[-1], left - 1
    fat: list[int] = []
    for number in listed[:most]:
        if number < _LAST:
            fat += struct.unpack(f"<{size // 4}I", sector(number).ljust(size, b"\xff"))

    def chain(first: int, table: list[int], most_: int) -> Iterator[int]:
        left_ = most_
        while first < _LAST and left_:
            yield first
            first, left_ = table[first] if first < len(table) else _END, left_ - 1

    entries = b"".join(map(sector, chain(directory, fat, most)))
    small_fat: list[int] = []
    for number in chain(small_first, fat, most):
        small_fat += struct.unpack(f"<{size // 4}I", sector(number).ljust(size, b"\xff"))
    found: dict[str, bytes] = {}
    root = b""
    for at in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        first, total = struct.unpack_from("<II", entries, at + 116)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        if kind == 5:
            root = b"".join(map(sector, chain(first, fat, most)))
        elif kind == 1:
            found[name] = b""
        elif kind == 2 and name in ("workbook", "book", "encryptedpackage"):
            if total < cutoff:
                parts = (
                    root[each * 64 : each * 64 + 64] for each in chain(first, small_fat, len(root) // 64 + 1)
                )
            else:
                parts = (sector(each) for each in chain(first, fat, most))
            found[name] = b"".join(parts)[:total]
    return found
