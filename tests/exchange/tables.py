"""Small tables in the layouts that plants have, as files."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from typing import Any

from tests.conftest import CATALOGUE
from zcdesk.exchange.tables import table_in, xls_in
from zcdesk.exchange.tables.find import blocks
from zcdesk.exchange.tables.values import Found, figures
from zcdesk.workbench.tables.targets import unit_reader

UNITS = unit_reader(CATALOGUE.vocabulary.units)


def said(data: bytes | str, year: str = "", order: Any = "") -> Found:
    """What the first sheet of a file says."""
    book = table_in.read(data.encode() if isinstance(data, str) else data)
    sheet = book.sheets[0]
    return figures(sheet, blocks(sheet, UNITS, order=order), UNITS, year)


def told(found: Found) -> dict[str, dict[str, str]]:
    """The figures by series and period."""
    return {
        key: {entry.period: entry.text for entry in series.entries} for key, series in found.series.items()
    }


def xlsx(write: Callable[[Any, Any], None]) -> bytes:
    """A workbook of one sheet."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    write(book, book.add_worksheet("电"))
    book.close()
    return made.getvalue()


def record(kind: int, body: bytes) -> bytes:
    """A record of an old workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def xls_shared(texts: Sequence[str], rows: int) -> bytes:
    """An old workbook whose cells point at shared texts, each of which runs on in the next record."""
    shared = record(0x00FC, struct.pack("<II", len(texts) * rows, len(texts)))
    for text in texts:
        half = len(text) // 2
        first, second = text[:half].encode("utf-16-le"), text[half:].encode("utf-16-le")
        for at in range(0, max(len(first), 1), 8000):
            head = struct.pack("<HB", len(text), 1) if not at else b"\1"
            shared += record(0x003C, head + first[at : at + 8000])
        shared += b"".join(
            record(0x003C, b"\1" + second[at : at + 8000]) for at in range(0, len(second), 8000)
        )
    places = [(row, column) for row in range(rows) for column in range(len(texts))]
    cells = b"".join(record(0x00FD, struct.pack("<HHHI", *at, 0, at[1])) for at in places)
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    head = record(0x0809, begin) + shared
    bound = struct.pack("<BBBB", 0, 0, 1, 0) + b"a"
    offset = len(head) + 4 + 4 + len(bound) + 4
    stream = head + record(0x0085, struct.pack("<I", offset) + bound) + record(0x000A, b"")
    stream += record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:]) + cells + record(0x000A, b"")
    return xls_in._compound(stream.ljust(-(-len(stream) // 4096) * 4096, b"\0"))


def xls(rows: Sequence[Sequence[Any]], corner: tuple[int, int] | None = None, locked: bool = False) -> bytes:
    """An old workbook of one sheet: BIFF8 in a compound file of 512-byte sectors. `corner` puts a cell far away."""

    cells = b""
    placed = [(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell != ""]
    placed += [(*corner, 1.0)] if corner else []
    for row, column, cell in placed:
        if isinstance(cell, str):
            text = cell.encode("utf-16-le")
            body = struct.pack("<HHHHB", row, column, 0, len(cell), 1) + text
            cells += record(0x0204, body)
        else:
            cells += record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = "电".encode("utf-16-le")
    head = (
        record(0x0809, begin)
        + (record(0x002F, bytes(6)) if locked else b"")
        + record(0x0042, struct.pack("<H", 1200))
    )
    bound = struct.pack("<IBBBB", 0, 0, 0, 1, 1) + name
    offset = len(head) + 4 + len(bound) + 4
    bound = struct.pack("<I", offset) + bound[4:]
    sheet = record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:]) + cells + record(0x000A, b"")
    stream = head + record(0x0085, bound) + record(0x000A, b"") + sheet
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    fat_sectors = -(-(count + 2) // 126)
    chain = [*range(1, count), 0xFFFFFFFE]
    fat = [*chain, 0xFFFFFFFE, *([0xFFFFFFFD] * fat_sectors)]
    fat += [0xFFFFFFFF] * (fat_sectors * 128 - len(fat))

    def entry(name_: str, kind: int, child: int, first: int, size: int) -> bytes:
        wide = name_.encode("utf-16-le").ljust(64, b"\0")
        length = 2 * len(name_) + 2 if name_ else 0
        return wide + struct.pack(
            "<HBBIII16sIQQIII", length, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, b"", 0, 0, 0, first, size, 0
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 0, len(stream))
    directory += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    top = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    top += struct.pack(
        "<HHHHH6xIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        fat_sectors,
        count,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    top += struct.pack(f"<{fat_sectors}I", *range(count + 1, count + 1 + fat_sectors))
    return top.ljust(512, b"\xff") + stream + directory + struct.pack(f"<{len(fat)}I", *fat)
