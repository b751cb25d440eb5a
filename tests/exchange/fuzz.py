"""Files changed at random: bits, pieces, members of archives, numbers, depth and encodings.

A reader of files of others is a `Format` here: small sound files to begin with, and how one is read. Reading gives
values or raises what the reader documents, with words; anything else is a fault of the reader.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LARGEST = 400_000
"""Where a changed file is cut. [bytes]"""

TOKENS: tuple[bytes, ...] = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc3", b"\r", b"\r\n\r\n", b"\t",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>", b"&x;", b"&#0;", b"&#xD800;", b"]]>",
    b"<![CDATA[", b"<?xml version='1.0' encoding='UTF-7'?>", b"<a>" * 300, b"[" * 3000, b'{"a":' * 3000, b"(" * 3000,
    b"9" * 30, b"9" * 5000, b"-1", b"-0", b"1e999999999", b"1e-999999999", b"NaN", b"Infinity", b"0x10", b"1/0",
    b"99999999999", b"=SUM(A1:A9)", b"=1/0", b"=3*", b"'", b'"', b",", b";", b"../../etc/passwd", b"\\\\host\\share",
    b"null", b"true", b"[]", b"{}", b"2025-13-45", b"0000-00-00", b"9999-12-31T23:59:60Z", b"25:61", b"\x1a",
    *(each.encode() for each in ("二〇二五年", "12万", "\u202e", "\U0001f600", "\uff19\uff19")),
)  # fmt: skip
"""What has broken readers before."""

_NUMBER = re.compile(rb"\d+")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file and its reader.

    Attributes
    ----------
    name : str
    seeds : tuple of bytes
        Sound files.
    read : callable
        Reads one; raises one of `refusals` where it cannot be read.
    refusals : tuple of type
        What reading may raise. Each has ``words`` or ``findings``.
    share : int
        How many of a thousand files of the long form are of this kind; slow readers have few.
    """

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    share: int


def changed(format_: Format, number: int) -> bytes:
    """The file of that number: the same each time."""
    rng = random.Random(f"{format_.name} {number}")
    data = rng.choice(format_.seeds)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        # what damages an archive itself is refused at its door; its members lead further in
        step = _member if data.startswith(b"PK") and rng.random() < 0.75 else rng.choice(_STEPS)
        data = step(rng, data, format_.seeds)[:LARGEST]
    return data


def _bits(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 64))):
        if made:
            made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def _bytes(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 4, 16))):
        if made:
            made[rng.randrange(len(made))] = rng.choice((0, 0x20, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return bytes(made)


def _cut(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _gone(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, length = rng.randrange(len(data) + 1), rng.choice((1, 4, 50, 1000))
    return data[:start] + data[start + length :]


def _twice(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, length, times = (
        rng.randrange(len(data) + 1),
        rng.choice((1, 10, 200, 2000)),
        rng.choice((2, 3, 50)),
    )
    return data[:start] + data[start : start + length] * times + data[start + length :]


def _spliced(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    other = rng.choice(seeds)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _token(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at, gone = rng.randrange(len(data) + 1), rng.choice((0, 0, 1, 8))
    return data[:at] + rng.choice(TOKENS) + data[at + gone :]


def _number(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A number becomes another, mostly an absurd one."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    match = rng.choice(found)
    other = rng.choice(
        (
            b"0",
            b"-1",
            b"1",
            b"65536",
            b"4294967296",
            b"99999999999999999999",
            b"9" * 400,
            b"",
            b"1.5",
            b"1e400",
        )
    )
    return data[: match.start()] + other + data[match.end() :]


def _encoded(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    text = data.decode("utf-8", "replace")
    encoding = rng.choice(
        ("utf-16", "utf-16-be", "utf-32", "gb18030", "shift_jis", "latin-1", "utf-7", "utf-8-sig")
    )
    return text.encode(encoding, "replace")


def _member(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """A file in the archive is changed, named otherwise, left out, or put in twice; the archive itself stays sound."""
    parts = _parts(data)
    if not parts:
        return _token(rng, data, seeds)
    name = rng.choice(sorted(parts))
    change = rng.choice(
        ("content", "content", "content", "content", "name", "gone", "twice", "empty", "large")
    )
    listed = [(each, content) for each, content in parts.items() if each != name]
    held = parts[name]
    if change == "content":
        for _ in range(rng.choice((1, 2, 4))):
            held = rng.choice((_bits, _cut, _gone, _twice, _token, _token, _number, _number, _encoded))(
                rng, held, (held,)
            )
        listed.append((name, held))
    elif change == "name":
        listed.append(
            (rng.choice(("../a.xml", "/a.xml", "C:/a.xml", "a" * 300, "", name.upper(), f"{name}/")), held)
        )
    elif change == "twice":
        listed += [(name, held), (name, held[::-1])]
    elif change == "empty":
        listed.append((name, b""))
    elif change == "large":
        listed.append((name, held + b" " * rng.choice((1_000, 1_000_000))))
    return _packed(rng, listed)


def _parts(data: bytes) -> dict[str, bytes]:
    unsound = (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        EOFError,
        LookupError,
        NotImplementedError,
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            small = [each.filename for each in packed.infolist() if each.file_size < 2_000_000]
            return {name: packed.read(name) for name in small}
    except (*unsound, RuntimeError):
        return {}


def _packed(rng: random.Random, listed: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, content in listed:
            packed.writestr(name or "x", content, rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    return out.getvalue()


_STEPS = (
    _bits, _bytes, _cut, _gone, _twice, _spliced, _token, _token, _token, _number, _number, _number, _encoded,
    _member, _member, _member, _member,
)  # fmt: skip
