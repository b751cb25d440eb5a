"""Guards: what every reader of a file of others asks before it believes anything in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from zcdesk.domain.words import Words

_PIECE = 1 << 20

TOO_LARGE = Words(
    "文件太大：{size} MB，最多 {most} MB。", "The file is too large: {size} MB of at most {most} MB."
)
DAMAGED = Words(
    "压缩包读不出来，文件已损坏。重新下载后再读。",
    "The archive cannot be unpacked: the file is damaged. Download it again.",
)
LOCKED = Words(
    "文件加了密码。去掉密码后再读。", "The file is protected by a password. Take it off and read it again."
)
BOMB = Words("解开后超过 {most} MB，没有读。", "Unpacked it is more than {most} MB and was not read.")
CLIMBS = Words(
    "压缩包里有指向包外的路径，没有读。", "A path in the archive leads out of it, and the file was not read."
)
KINDS = (
    (b"%PDF", "PDF"), (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG", "PNG"), (b"GIF8", "GIF"), (b"BM", "BMP"),
    (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"),
    (b"SQLite format 3", ".zcd"), (b"\xd0\xcf\x11\xe0", "Office 97—2003"), (b"PK\3\4", "ZIP"),
)  # fmt: skip
"""First bytes of files, and what they are."""


class NotReadable(Exception):
    """A file that cannot be read; nothing of it was taken.

    Attributes
    ----------
    words : Words
        Why, and the way out.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def kind(data: bytes) -> str:
    """What a file is by its first bytes; ``""`` if that is not known."""
    return next((name for start, name in KINDS if data.startswith(start)), "")


def measured(data: bytes, most: int) -> None:
    """Refuse what is larger than is read.

    Parameters
    ----------
    most : int
        [bytes]

    Raises
    ------
    NotReadable
    """
    if len(data) > most:
        raise NotReadable(TOO_LARGE.fill(size=-(-len(data) // 1_000_000), most=most // 1_000_000))


def unzipped(
    data: bytes, unpacked: int, parts: int, wanted: Callable[[str], bool] = lambda _: True
) -> dict[str, bytes]:
    """The files of an archive by their names, each checked against its own sum.

    Parameters
    ----------
    unpacked : int
        Size that all of them may have together. [bytes]
    parts : int
        How many there may be.
    wanted : callable
        Which of them are read; the others are not unpacked.

    Raises
    ------
    NotReadable
        If it is no archive, is damaged, protected, too large, or names a path that leads out of it.
    """
    found: dict[str, bytes] = {}
    left = unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            listed = packed.infolist()
            if len(listed) > parts:
                raise NotReadable(DAMAGED)
            for each in listed:
                name = each.filename.replace("\\", "/")
                if name.startswith("/") or ":" in name or ".." in name.split("/"):
                    raise NotReadable(CLIMBS)
                if name.endswith("/") or not wanted(name):
                    continue
                if each.flag_bits & 1:
                    raise NotReadable(LOCKED)
                if name in found:
                    raise NotReadable(DAMAGED)
                found[name] = piecewise(packed, each, left, BOMB.fill(most=unpacked // 1_000_000))
                left -= len(found[name])
    except (
        zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, RuntimeError, OSError, ValueError,
        MemoryError,
    ) as bad:  # fmt: skip
        raise NotReadable(DAMAGED) from bad
    return found


def piecewise(packed: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, bomb: Words) -> bytes:
    """A part, read piece by piece and checked against its sum; what its head says of its size is not believed.

    Raises
    ------
    NotReadable
        With the words given, if it is larger than what is left.
    """
    pieces, size = [], 0
    with packed.open(part) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > left:
                raise NotReadable(bomb)
            pieces.append(piece)
    return b"".join(pieces)
