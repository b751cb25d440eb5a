"""What a file of readings says of its meters, and what must be asked because it does not say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from zcdesk.domain.series import MeterKind, Reading
from zcdesk.domain.words import Words
from zcdesk.exchange.series import heads as heads_of
from zcdesk.exchange.series import series_fields as fields_of
from zcdesk.exchange.series.checks import Problem
from zcdesk.exchange.series.weighed import QUESTION, Weighed, question
from zcdesk.exchange.series.weighed import options as readings

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the file does not say.

    Attributes
    ----------
    key : str
        ``reading``, ``kind``, ``stamp``, ``multiplier``, ``dates``, ``clock``.
    meters : tuple of str
        Those that it concerns; empty for the whole file.
    words : Words
    options : tuple of (str, Words)
        Answers; empty where a number is asked.
    """

    key: str
    meters: tuple[str, ...]
    words: Words
    options: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """What a file says of one meter.

    Attributes
    ----------
    name, title : str
    kind : MeterKind or None
        None while it is asked.
    reading : Reading
        A counter's stands have become energy.
    step : int
        [min]
    start : str
        Begin of the first interval, ISO.
    values : array of int64
        Whole numbers; `NONE` where there is none.
    exponent : int
        Power of ten of them, to kW or kWh.
    problems : tuple of Problem
    refused : Words or None
        Why nothing of it can be taken.
    asks : tuple of str
        Keys of the questions that it waits for.
    """

    name: str
    title: str
    kind: MeterKind | None
    reading: Reading
    step: int
    start: str
    values: Whole
    exponent: int
    problems: tuple[Problem, ...]
    refused: Words | None = None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readings:
    """What a file of readings says.

    Attributes
    ----------
    meters : tuple of Meter
        In the order of the file.
    asks : tuple of Ask
    notes : tuple of Words
        How it was read, and what was left.
    """

    meters: tuple[Meter, ...]
    asks: tuple[Ask, ...]
    notes: tuple[Words, ...]


@dataclass(slots=True)
class Raw:
    """The readings of one meter before anything is made of them; `span` is the time of its lines, empty ones too."""

    name: str
    title: str
    said: heads_of.Said
    kind: MeterKind | None
    multipliers: tuple[str, ...]
    times: Whole
    digits: Whole
    places: NDArray[np.int8]
    span: tuple[int, int] = (0, 0)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """A file under way: its fields, what was told, and what is asked of it."""

    fields: fields_of.Fields
    heads: heads_of.Heads
    told: Mapping[str, str]
    name: str
    order: str = "ymd"
    late: bool = False
    notes: list[Words] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)
    weighed: list[tuple[Weighed, ...]] = field(default_factory=list)

    def answer(self, key: str, meter: str = "") -> str:
        """What was said of a meter, or of all."""
        return self.told.get(f"{key}:{meter}") or self.told.get(key, "")

    def ask(self, key: str, meter: str) -> str:
        """Note that something is asked of a meter."""
        self.asked.setdefault(key, []).append(meter)
        return key


_OPTIONS: dict[str, tuple[Words, tuple[tuple[str, Words], ...]]] = {
    "reading": (
        QUESTION,
        (),
    ),
    "kind": (
        Words("这块表计的是什么？", "What does the meter count?"),
        (("import", Words("从电网购电（关口表）", "drawn from the grid (gate meter)")),
         ("load", Words("用电（全厂或一个车间）", "use of the plant or a part of it")),
         ("pv", Words("光伏发电", "generation of a PV plant")), ("export", Words("上网电量", "fed into the grid"))),
    ),
    "stamp": (
        Words("时刻是时段的开始还是结束？", "Is a time the begin or the end of its interval?"),
        (("begin", Words("开始", "begin")), ("end", Words("结束", "end"))),
    ),
    "multiplier": (
        Words("倍率（CT×PT）是多少？读数已经乘过的，填 1。",
              "Which multiplier (CT x PT) applies? 1 if the readings hold it already."),
        (),
    ),
    "dates": (
        Words("日期先写日还是先写月？", "Does a date begin with the day or the month?"),
        (("dmy", Words("日/月/年", "day/month/year")), ("mdy", Words("月/日/年", "month/day/year"))),
    ),
    "clock": (
        Words("有一小时出现两次。钟拨过夏令时吗？", "One hour occurs twice. Is the clock put forward and back?"),
        (("summer", Words("拨过夏令时", "yes, summer time")),
         ("fixed", Words("没有拨，是重复", "no, they are duplicates"))),
    ),
}  # fmt: skip


def asks(file: File) -> Iterator[Ask]:
    """What is asked of a file."""
    for key, (words, options) in _OPTIONS.items():
        if key in file.asked:
            if key == "reading":
                words, options = question(file.weighed), readings(file.weighed)
            yield Ask(key, tuple(each for each in file.asked[key] if each), words, options)
