"""A workbook of another program, opened with care: measured before it is read, refused in a sentence."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from zcdesk.domain.words import Words
from zcdesk.exchange.guards import NotReadable

LARGEST = 32 * 1024 * 1024
"""Size of a workbook that is still read. [bytes]"""

UNPACKED = 256 * 1024 * 1024
"""Size that its content may have. [bytes]"""

PARTS = 2000
"""Files that it may be made of."""

TALLEST, WIDEST, CELLS = 200_000, 512, 6_000_000
"""Rows and columns of a sheet, and cells of the workbook as the reader lays them out."""

TEXTS = 128 * 1024 * 1024
"""Text that its cells may hold, where one that many cells share is counted in each. [bytes or characters]"""

DECLARED = 10_000_000
"""Shared texts that a workbook may say it has; one that is read does not have as many."""

BOXES = 4000
"""Merged cells of a sheet that are looked at."""

_PIECE, _SHARED, _HEAD = 1 << 20, 1 << 25, 1 << 17
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODD = (b"r='", b"r =", b"r= ", b"r\t", b"r\n", b"r\r", b"=\t", b"=\n", b"\tr=", b"\nr=", b"\rr=")
"""How no program writes the place of a cell, and XML allows it to be written."""

_ROW = tuple(re.compile(rb' r="[A-Za-z]*(\d{%d,})' % digits) for digits in (5, 4))
_COLUMN = re.compile(rb' r="([A-Za-z]{2,})')
_ODD_ROW = re.compile(rb"""\sr\s*=\s*["']\s*[A-Za-z]*(\d+)""")
_ODD_COLUMN = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]+)""")
_SHORT, _NARROW = 999, 26
"""Rows and columns that a sheet is taken to have where none of its cells lies beyond."""

_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3}\d{1,7})["'][^>]*?(?<!/)>\s*<(?:\w+:)?f[\s/>]"""
)

_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*?\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Za-z]{1,3}\d{1,7})["']"""
)
_SHARED_END = re.compile(rb"</(?:\w+:)?si\s*>")
_POINTS = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,9})""")
"""A cell whose text stands among the shared ones, and where."""

_DECLARED = re.compile(rb"""niqueCount\s*=\s*["'](\d+)""")
"""How many shared texts a workbook says it has; the reader takes room for as many at once, and ends the program if it
cannot have it."""

_NO_CELLS: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

_F = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b"<f\n", b"<f\t")

NO_WORKBOOK = Words(
    "读不出来：不是 Excel 工作簿（.xlsx），或文件已损坏。用 Excel、WPS 或 LibreOffice 打开，另存为 .xlsx 再试。",
    "Not readable: no Excel workbook (.xlsx), or a damaged one. Open it in Excel, WPS or LibreOffice and save it "
    "as .xlsx.",
)
PROTECTED = Words(
    "工作簿加了打开密码。去掉密码，保存后再读。",
    "The workbook is protected by a password. Take the password off, save it, and read it again.",
)
OLD = Words(
    "是旧式的 .xls 文件。另存为 .xlsx 后再读。",
    "This is a .xls file of the old kind. Save it as .xlsx and read it again.",
)
OTHER = Words(
    "是 {kind} 文件，不是 .xlsx。另存为 .xlsx 后再读。",
    "This is a file of the kind {kind}, not .xlsx. Save it as .xlsx.",
)
TOO_LARGE = Words(
    "文件太大：{size} MB，最多 {most} MB。不是填报工作簿，或里面有别的内容。",
    "The file is too large: {size} MB of at most {most} MB. It is no entry workbook, or holds other things.",
)
BOMB = Words(
    "解开后超过 {most} MB，没有读。不是填报工作簿，或里面有别的内容。",
    "Unpacked it is more than {most} MB and was not read. It is no entry workbook, or holds other things.",
)
TOO_MANY = Words(
    "有一张表大到 {rows} 行、{columns} 列，没有读；最多 {most_rows} 行、{most_columns} 列。删去下面和右边的空行空列，"
    "保存后再读。",
    "A sheet has {rows} rows and {columns} columns and was not read; at most {most_rows} rows and "
    "{most_columns} columns are. Delete the empty ones below and to the right, save, and read it again.",
)
MACROS = Words("工作簿带宏；宏没有运行，也没有读。", "The workbook holds macros; none was run or read.")


class NoWorkbook(NotReadable):
    """A file that cannot be read as a workbook; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes
    ----------
    name : str
    rows : list of list
        Cells from A1 on: text, float, bool, date, datetime or ``""``.
    formulas : frozenset of str
        Cells that are formulas; what stands in them is what they came to when the file was saved.
    merged : tuple of (int, int, int, int)
        First row and column, last row and column of merged cells, counted from 0, where that was asked for.
    errors : frozenset of str
        Cells in which a formula failed (``#REF!``); the reader gives ``""`` for them.
    """

    name: str
    rows: list[list[Any]]
    formulas: frozenset[str]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    errors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook as it was read, and what is to be said of it."""

    grids: tuple[Grid, ...]
    notes: tuple[Words, ...]


def opened(data: bytes, merged: bool = False, rows: int | None = None) -> Opened:
    """Read a workbook; with `merged`, which of its cells are merged as well; of each sheet as many rows as are wanted.

    Raises
    ------
    NoWorkbook
        If it is none, is protected, or is larger than is read; each with its own words.
    """
    if len(data) > LARGEST:
        raise NoWorkbook(TOO_LARGE.fill(size=len(data) // 1_000_000, most=LARGEST // 1_000_000))
    if data.startswith(_COMPOUND):
        raise NoWorkbook(PROTECTED if _ENCRYPTED in data else OLD)
    if not data.startswith(b"PK"):
        raise NoWorkbook(OTHER.fill(kind=kind) if (kind := _kind(data)) else NO_WORKBOOK)
    looked, _LOOKED[:] = [each for each in _LOOKED if each.data is data], []
    file = looked[0] if looked else _laid_out(data)
    if rows is not None:
        _LOOKED[:] = [file]
    return Opened(_grids(file, merged, rows), (MACROS,) if file.macros else ())


@dataclass(frozen=True, slots=True)
class _File:
    """A workbook that was measured and laid out: what is told of its parts, and its sheets by name."""

    data: bytes
    parts: dict[str, _Cells]
    macros: bool
    sheets: dict[str, Any]


_LOOKED: list[_File] = []
"""The file that was last looked at for what kind it is: the reading that follows takes it from here, once."""


def boxes_of(sheet: Any) -> tuple[tuple[int, int, int, int], ...]:
    """The merged cells of a sheet of the reader, as many as a table of people has."""
    found = sheet.merged_cell_ranges or ()
    return tuple((*first, *last) for first, last in found[:BOXES])


def holds(data: bytes, *texts: str) -> bool:
    """Whether a cell of a workbook holds just one of these texts; False for what is no workbook. Never raises.

    Of sheets only the beginning is looked at: texts stand apart from them, or are heads.
    """
    if not data.startswith(b"PK") or len(data) > LARGEST:
        return False
    said = b"|".join(
        b"".join(
            rb"(?:%b|&#%d;|&#x0*%x;)" % (re.escape(each.encode()), ord(each), ord(each)) for each in text
        )
        for text in texts
    )
    wanted = re.compile(rb">\s*\*?\s*(?:%b)\s*\*?\s*<" % said, re.IGNORECASE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for each in packed.infolist()[:PARTS]:
                shared = re.search(r"sharedStrings\.xml$", each.filename, re.IGNORECASE)
                if shared or re.search(r"sheets?/[^/]*\.xml$", each.filename, re.IGNORECASE):
                    with packed.open(each) as file:
                        content = file.read(_SHARED if shared else _HEAD)
                    # looking for the bare text is the quicker way to see that it is not there
                    maybe = b"&#" in content or any(each.encode() in content for each in texts)
                    if maybe and wanted.search(content):
                        return True
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, RuntimeError, OSError, ValueError):
        return False
    return False


def address(row: int, column: int) -> str:
    """``D9`` of row 8 and column 3, both counted from 0."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row + 1}"


def spot(address_: str) -> tuple[int, int]:
    """Row 8 and column 3 of ``D9``, both counted from 0."""
    letters = address_.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address_[len(letters) :] or 1) - 1, column - 1


def _kind(data: bytes) -> str:
    starts = {
        b"%PDF": "PDF",
        b"\xff\xd8\xff": "JPEG",
        b"\x89PNG": "PNG",
        b"{\\rtf": "RTF",
        b"SQLite format 3": ".zcd",
    }
    return next((kind for start, kind in starts.items() if data.startswith(start)), "")


_Cells = tuple[frozenset[str], frozenset[str]]


def _parts(data: bytes) -> tuple[dict[str, _Cells], bool]:
    """Formulas and errors of each part that is a sheet, and whether there are macros.

    Every part is unpacked and measured.
    """
    found: dict[str, _Cells] = {}
    left, cells = UNPACKED, 0
    shared: list[int] = []
    values = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            listed = packed.infolist()
            names = {each.filename for each in listed}
            if len(listed) > PARTS or len(names) != len(listed):
                raise NoWorkbook(NO_WORKBOOK)
            if "xl/workbook.bin" in names or "mimetype" in names:
                raise NoWorkbook(OTHER.fill(kind=".xlsb" if "xl/workbook.bin" in names else ".ods"))
            if any(each.flag_bits & 1 for each in listed):
                raise NoWorkbook(PROTECTED)
            if sum(each.file_size for each in listed) > UNPACKED:
                raise NoWorkbook(BOMB.fill(most=UNPACKED // 1_000_000))
            for each in listed:
                content = _unpacked(packed, each, left)
                left -= len(content)
                if any(int(said.lstrip(b"0")[:12] or 0) > DECLARED for said in _DECLARED.findall(content)):
                    raise NoWorkbook(NO_WORKBOOK)
                if each.filename.lower().endswith("sharedstrings.xml"):
                    shared = [len(text) for text in _SHARED_END.split(content)[:-1]]
                if re.search(r"sheets?/[^/]*\.xml$", each.filename, re.IGNORECASE):
                    rows, columns = _size(content)
                    cells += rows * columns
                    if rows > TALLEST or columns > WIDEST or cells > CELLS:
                        told = TOO_MANY.fill(
                            rows=rows, columns=columns, most_rows=TALLEST, most_columns=WIDEST
                        )
                        raise NoWorkbook(told)
                    values += _values(content)
                    formulas = _FORMULA.findall(content) if _has_formulas(content) else []
                    errors = _ERROR.findall(content) if b't="e"' in content or b"t='e'" in content else []
                    found[each.filename] = (_named(formulas), _named(errors))
            if max(shared, default=0) * values > TEXTS:
                sheets = (_unpacked(packed, each, UNPACKED) for each in listed if each.filename in found)
                if sum(_told(sheet, shared) for sheet in sheets) > TEXTS:
                    raise NoWorkbook(BOMB.fill(most=TEXTS // 1_000_000))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as bad:
        raise NoWorkbook(NO_WORKBOOK) from bad
    return found, any(name.lower().endswith("vbaproject.bin") for name in names)


def _values(content: bytes) -> int:
    """How many cells of a sheet hold a value, at most."""
    return content.count(b"<v") + content.count(b":v")


def _told(content: bytes, shared: Sequence[int]) -> int:
    """How much text the cells of a sheet point at, at most where they are written as no program writes them."""
    found = [int(each) for each in _POINTS.findall(content)]
    odd = 0 if _plainly(content) and b't="&' not in content else _values(content) - len(found)
    return sum(shared[at] for at in found if at < len(shared)) + odd * max(shared)


def _has_formulas(content: bytes) -> bool:
    return (b"<f" in content or b":f" in content) and any(each in content for each in _F)


def _named(cells: list[bytes]) -> frozenset[str]:
    return frozenset(at.decode("ascii").upper() for at in cells)


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """A part, read piece by piece and checked against its own sum; what its head says of its size is not believed."""
    pieces, size = [], 0
    with packed.open(part) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > left:
                raise NoWorkbook(BOMB.fill(most=UNPACKED // 1_000_000))
            pieces.append(piece)
    return b"".join(pieces)


def _plainly(content: bytes) -> bool:
    """Whether all attributes are written the way every program writes them; told by counting, which is quick."""
    if content.count(b"=") == content.count(b'="'):
        # most parts have no line ends but one after their first line, and looking for one character is the quickest
        breaks = any(each in content for each in (b"\t", b"\r")) or content.find(b"\n", 200) >= 0
        return not breaks and b" =" not in content
    return not any(each in content for each in _ODD)


def _size(content: bytes) -> tuple[int, int]:
    """Rows and columns of a sheet, at least, as far as its cells say where they are."""
    if not _plainly(content):
        rows, columns = _ODD_ROW.findall(content), _ODD_COLUMN.findall(content)
    else:
        rows = next((found for each in _ROW if (found := each.findall(content))), [])
        columns = _COLUMN.findall(content)
    tallest = max((int(each[:10]) for each in set(rows)), default=0)
    widest = 0
    for each in set(columns):
        number = 0
        for letter in each.upper()[:4]:
            number = number * 26 + letter - 64
        widest = max(widest, number)
    return max(tallest, _SHORT, content.count(b"<row")), max(widest, _NARROW)


def _laid_out(data: bytes) -> _File:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    parts, macros = _parts(data)
    with _refusing():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        kept = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        return _File(data, parts, macros, {name: book.get_sheet_by_name(name) for name in kept})


@contextmanager
def _refusing() -> Iterator[None]:
    """What the reader stumbles over makes a file no workbook."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError, OverflowError) as bad:
        raise NoWorkbook(NO_WORKBOOK) from bad
    except BaseException as bad:
        if type(bad).__name__ == "PanicException":  # the reader gave up on what no workbook holds
            raise NoWorkbook(NO_WORKBOOK) from bad
        raise


def _grids(file: _File, merged: bool, wanted: int | None) -> tuple[Grid, ...]:
    where = _sheet_parts(file.data)
    found = []
    with _refusing():
        for name, sheet in file.sheets.items():
            formulas, errors = file.parts.get(where.get(name, ""), _NO_CELLS)
            boxes = boxes_of(sheet) if merged else ()
            rows = sheet.to_python(skip_empty_area=False, nrows=wanted)
            found.append(Grid(name, rows, formulas, boxes, errors))
    return tuple(found)


def _sheet_parts(data: bytes) -> dict[str, str]:
    """Name of each sheet to the part it lies in; empty where that cannot be told."""
    from xml.etree import ElementTree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            texts = [packed.read(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")]
        if any(b"<!DOCTYPE" in each or b"<!ENTITY" in each for each in texts):
            return {}
        book, relations = (ElementTree.fromstring(each) for each in texts)
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, ValueError, LookupError):
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found: dict[str, str] = {}
    for each in book.iter():
        if each.tag.rpartition("}")[2] == "sheet":
            id_ = next((value for key, value in each.items() if key.rpartition("}")[2] == "id"), "")
            target = targets.get(id_, "")
            found[each.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found
