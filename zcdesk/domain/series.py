"""Series: what one meter registered, interval after interval, as whole numbers of one decimal step.

The readings themselves lie packed among the contents of the project file, once per digest; a `Series` says what they
are. They are no answers: their sums by month are put before the user as answers, which name the series they are from.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from datetime import datetime, timedelta
from typing import Literal

from zcdesk.domain.answer import Cite
from zcdesk.domain.record import dataclass

MeterKind = Literal["load", "pv", "import", "export"]
KINDS: tuple[MeterKind, ...] = ("load", "pv", "import", "export")
"""What a meter counts: use of the plant or of a part, generation of a PV plant, drawn from and fed into the grid."""

Reading = Literal["power", "energy"]
"""Mean power of each interval, or energy of each. A counter's stands are stored as energy: the steps between them."""

NONE = -(2**63)
"""Stands for an interval without a reading."""

LARGEST = 2**62 - 1
"""Largest whole number of a reading, either sign."""

STEPS = (1, 5, 10, 15, 30, 60)
"""Lengths of an interval. [min]"""

FED = "series.fed:"
"""Setting of an answer that was taken from series, by its place."""

TOLD = "series.told:"
"""Setting under which is kept what was found when a series was read, by the digest of its readings."""

MEDIA_TYPE = "application/x-zcdesk-series"

LOWEST = 20
"""Most decimals of a reading."""

LONGEST = 10_000_000
"""Most readings of one series: nineteen years by the minute."""

MARK = b"\x89ZCS1\r\n\x1a"
"""First bytes of packed readings."""

_WIDTH = 8


class NotASeries(ValueError):
    """Bytes that `pack` did not make."""


@dataclass(frozen=True, slots=True)
class Series:
    """Readings of one meter, without a break from the first to the last; some may be missing.

    Attributes
    ----------
    id : str
        ``S-001``: given once, never reused.
    meter : str
        Number or name of the meter as its file has it.
    kind : MeterKind
    reading : Reading
    unit : str
        ``kW`` or ``kWh`` and the like, of the vocabulary.
    step : int
        Length of an interval. [min]
    start : str
        Begin of the first interval, ISO to the minute, by the meter's own clock without summer time:
        ``2024-01-01T00:00``.
    count : int
        Number of intervals.
    exponent : int
        A reading is its whole number times ten to this power; not above 0.
    size : int
        Length of the packed readings. [bytes]
    digest : str
        SHA-256 of the packed readings, which lie in the project file under it.
    title : str
        What the meter is called in the plant; ``""`` where it has only its number.
    evidence : tuple of Cite
        Files that it was read from; in the place of pages the time that each gave.
    """

    id: str
    meter: str
    kind: MeterKind
    reading: Reading
    unit: str
    step: int
    start: str
    count: int
    exponent: int
    size: int
    digest: str
    title: str = ""
    evidence: tuple[Cite, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it says what a series may say, as far as that can be told without its readings."""
        try:
            self.first, self.end  # noqa: B018
        except (ValueError, OverflowError):
            return False
        return (
            self.kind in KINDS
            and self.reading in ("power", "energy")
            and self.step in STEPS
            and 0 < self.count <= LONGEST
            and -LOWEST <= self.exponent <= 0
            and self.start == self.first.isoformat(timespec="minutes")
        )

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.meter

    @property
    def first(self) -> datetime:
        """Begin of the first interval."""
        return datetime.fromisoformat(self.start)

    @property
    def end(self) -> datetime:
        """End of the last interval."""
        return self.first + timedelta(minutes=self.step * self.count)


def pack(readings: bytes) -> bytes:
    """Readings for keeping: the same bytes for the same readings on every machine with the same zlib.

    Parameters
    ----------
    readings : bytes
        Signed whole numbers of eight bytes, the least first; `NONE` where there is none.

    Notes
    -----
    A mark of eight bytes, then zlib over the first bytes of all numbers, the second bytes of all, and so on: numbers
    that lie near each other differ in few of them, so that a year of quarter hours takes about 60 kB.
    """
    return MARK + zlib.compress(b"".join(readings[place::_WIDTH] for place in range(_WIDTH)), 3)


def unpack(content: bytes, count: int) -> bytes:
    """The readings that `pack` was given.

    Raises
    ------
    NotASeries
        If the content is not what `pack` makes of so many readings; no more is unpacked than those take.
    """
    if not content.startswith(MARK):
        raise NotASeries("mark")
    if not 0 <= count <= LONGEST:
        raise NotASeries("count")
    reader = zlib.decompressobj()
    try:
        planes = reader.decompress(content[len(MARK) :], count * _WIDTH + 1)
    except zlib.error as error:
        raise NotASeries(str(error)) from error
    if len(planes) != count * _WIDTH or not reader.eof or reader.unused_data:
        raise NotASeries("length")
    made = bytearray(count * _WIDTH)
    for place in range(_WIDTH):
        made[place::_WIDTH] = planes[place * count : (place + 1) * count]
    return bytes(made)


def whole_numbers(readings: bytes) -> array[int]:
    """Unpacked readings as numbers, without a library."""
    made = array("q", readings)
    if sys.byteorder == "big":
        made.byteswap()
    return made
