"""Series taking: a file of readings as meters that are new, changed, same or refused, and as one step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from zcdesk.calc import series as calc
from zcdesk.domain.answer import Cite
from zcdesk.domain.change import Change, SeriesChange, SettingChange
from zcdesk.domain.number import plain
from zcdesk.domain.series import LARGEST, NONE, Series, pack, unpack
from zcdesk.domain.words import Words
from zcdesk.exchange.series.series_in import Meter, Readings, looks_like, read
from zcdesk.exchange.series.series_workbook import holds_readings, is_workbook, text_of
from zcdesk.exchange.series.text import NoReadings
from zcdesk.workbench.preview.reader import Options, Reader
from zcdesk.workbench.preview.taking import Ask, Cell, Preview, State
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series.metering import KIND_WORDS, new_ids, readings_told, told_key, told_out
from zcdesk.workbench.workbench import Workbench

_NOTES = 300
"""Findings that a preview lists; of more only the number is said."""

ASKED = Words("先说明上面问的。", "Say first what is asked above.")
OTHER_KIND = Words(
    "项目里这块表计的是{held}，文件说的是{told}。一致了再读，或先撤下原来的。",
    "The project has this meter as {held}, the file as {told}. Make them agree, or take the old one away first.",
)
OTHER_STEP = Words(
    "项目里这块表是 {held} 分钟一个{reading}，文件里是 {told} 分钟；不能接在一起。先撤下原来的再读。",
    "The project has {reading} of this meter every {held} minutes, the file every {told}: they cannot be joined. Take "
    "the old one away first.",
)
OTHER_READING = Words(
    "项目里这块表的读数是{held}，这个文件说的是{told}；不能接在一起。"
    "项目里的读错了，在“表计序列”页选中它按 R 改，或撤下（Del）再读。",
    "The project has {held} of this meter, this file {told}: they cannot be joined. If the project is wrong, R on the "
    "page of meter series changes it, or take the meter away (Del) and read again.",
)
TOO_FAR = Words(
    "与项目里这块表的时间相隔太远，不能接成一条。",
    "Its time lies too far from what the project has of this meter.",
)
MORE = Words(
    "另有 {n} 条，导入后在“表计序列”页看。",
    "{n} more; see them on the page of meter series after the import.",
)
TWICE = Words(
    "文件里“{name}”出现两次，只取第一次的。", "'{name}' stands twice in the file; the first counts."
)
FAR_DIGITS = Words("读数位数与项目里的相差太多，不能接在一起。",
                   "The readings have far more digits than those of the project: they cannot be joined.")  # fmt: skip
STOPPED = Words("已停止。", "Stopped.")
_READING = {"power": Words("功率", "power"), "energy": Words("电量", "energy")}
_LONGEST_GAP = 20
"""Years between two stretches of one meter that still make one series."""


def preview(workbench: Workbench, data: bytes, name: str, options: Options) -> Preview:
    """What a file of readings would change; nothing is written.

    Raises
    ------
    Refused
        If it cannot be read, with the reason.
    """

    def went(share: int) -> None:
        if not options.wanted():
            raise Refused("stopped", STOPPED)
        options.progress(share)

    told = {str(key): str(value) for key, value in options.told.items() if isinstance(value, str | int)}
    if "kind" not in told:  # what is known of a meter is not asked again
        held = {f"kind:{each.meter}": each.kind for each in workbench.project.series.values()}
        told = {**held, **told}
    if "reading" not in told:
        told = {**readings_told(workbench), **told}
    try:
        found = read(text_of(data) if is_workbook(data) else data, name, told, went)
    except NoReadings as bad:
        raise Refused("not_readable", bad.words) from bad
    return _preview(workbench, found, options)


def _preview(workbench: Workbench, found: Readings, options: Options) -> Preview:
    cells: list[Cell] = []
    notes = list(found.notes)
    changes: list[Change] = []
    contents: list[tuple[bytes, str]] = []
    ids, seen = iter(new_ids(workbench)), set()
    held = {each.meter: each for each in workbench.project.series.values()}
    years: set[str] = set()
    listed = 0
    for meter in found.meters:
        if meter.name in seen:
            notes.append(TWICE.fill(name=meter.name))
            continue
        seen.add(meter.name)
        words = Words(*(f"{meter.name} {meter.title}".strip() for _ in range(2)))
        before = held.get(meter.name)
        was = _said(before, None, workbench) if before is not None else ""
        why = meter.refused or (ASKED if meter.asks else None) or (_misfit(before, meter) if before else None)
        if why is not None or meter.kind is None:
            cells.append(Cell("refused", "", "", None, words, was, meter.name, why or ASKED))
            continue
        made, content, told = _made(workbench, before, meter, options.overlap, ids)
        years |= {str(year) for year in range(made.first.year, (made.end - timedelta(minutes=1)).year + 1)}
        state: State = "new" if before is None else "same" if before.digest == made.digest else "changed"
        cells.append(
            Cell(state, "", KIND_WORDS[made.kind].zh, None, words, was, _said(made, content, workbench))
        )
        if state != "same":
            changes.append(SeriesChange(made.id, before, made))
            contents.append((content, made.id))
            settings = workbench.project.settings
            if before is not None and told_key(before.digest) in settings:
                old = told_key(before.digest)
                changes.append(SettingChange(old, settings[old], None))
            if told:
                key = told_key(made.digest)
                changes.append(SettingChange(key, settings.get(key), told))
        for each in meter.problems:
            listed += 1
            if listed <= _NOTES:
                notes.append(Words(f"{meter.name}：{each.words.zh}", f"{meter.name}: {each.words.en}"))
    if listed > _NOTES:
        notes.append(MORE.fill(n=f"{listed - _NOTES:,}"))
    asks = tuple(Ask(each.key, each.words, each.options, each.meters) for each in found.asks)
    year = "、".join(sorted(years)) if len(years) < 4 else f"{min(years)}—{max(years)}"
    return Preview(
        year or options.year, tuple(cells), tuple(notes), tuple(changes), (), None, asks, tuple(contents)
    )


def _misfit(held: Series, meter: Meter) -> Words | None:
    """Why the readings of a file cannot go on with those of the project."""
    if meter.kind is not None and held.kind != meter.kind:
        return OTHER_KIND.fill(held=KIND_WORDS[held.kind], told=KIND_WORDS[meter.kind])
    if held.step == meter.step and held.reading != meter.reading:
        return OTHER_READING.fill(held=_READING[held.reading], told=_READING[meter.reading])
    if (held.step, held.reading) != (meter.step, meter.reading):
        return OTHER_STEP.fill(held=held.step, told=meter.step, reading=_READING[held.reading])
    apart = abs((held.first - _first(meter)).days)
    if apart > 366 * _LONGEST_GAP or (held.first - _first(meter)) % timedelta(minutes=held.step):
        return TOO_FAR
    return None


def _first(meter: Meter) -> datetime:
    return datetime.fromisoformat(meter.start)


def _made(
    workbench: Workbench, before: Series | None, meter: Meter, overlap: str, ids: Iterator[str]
) -> tuple[Series, bytes, str]:
    """The series with the readings of the file, its packed content, and what is kept of the findings."""
    assert meter.kind is not None
    values, exponent, start = meter.values, meter.exponent, _first(meter)
    if before is not None:
        values, exponent, start = _joined(workbench, before, meter, overlap)
    first = _first(meter)
    span = f"{first:%Y-%m-%d} – {first + timedelta(minutes=meter.step * len(meter.values) - 1):%Y-%m-%d}"
    content = pack(values.astype("<i8").tobytes())
    digest = hashlib.sha256(content).hexdigest()
    id_ = before.id if before is not None else next(ids)
    cites = (*(before.evidence if before is not None else ()), Cite("", span))
    made = Series(
        id_, meter.name, meter.kind, meter.reading, "kW" if meter.reading == "power" else "kWh", meter.step,
        start.isoformat(timespec="minutes"), len(values), exponent, len(content), digest,
        (before.title if before is not None and before.title else meter.title), cites,
    )  # fmt: skip
    if before is not None and before.digest == digest:
        made = before
    older = workbench.project.settings.get(told_key(before.digest), "") if before is not None else ""
    return made, content, told_out(meter.problems, older)


def _joined(
    workbench: Workbench, held: Series, meter: Meter, overlap: str
) -> tuple[NDArray[np.int64], int, datetime]:
    """The readings of the project and of a file on one grid; where both have one, the rule says which counts."""
    old = np.frombuffer(unpack(workbench.file.evidence_bytes(held.digest), held.count), "<i8").astype(
        np.int64
    )
    new, exponent = meter.values, min(held.exponent, meter.exponent)
    old, new = (_finer(part, by - exponent) for part, by in ((old, held.exponent), (new, meter.exponent)))
    step = timedelta(minutes=held.step)
    start = min(held.first, _first(meter))
    ends = (held.end, _first(meter) + step * len(new))
    made = np.full(int((max(ends) - start) / step), NONE, np.int64)
    order = ((old, held.first), (new, _first(meter)))
    for part, first in order if overlap != "keep" else reversed(order):
        at = int((first - start) / step)
        here = made[at : at + len(part)]
        here[part != NONE] = part[part != NONE]
    return made, exponent, start


def _finer(values: NDArray[np.int64], by: int) -> NDArray[np.int64]:
    if by == 0:
        return values
    known = values != NONE
    if known.any() and int(np.abs(values[known]).max()) * 10**by > LARGEST:
        raise Refused("digits", FAR_DIGITS)
    made = values.copy()
    made[known] *= 10**by
    return made


def _said(series: Series | None, content: bytes | None, workbench: Workbench) -> str:
    """A series in a few words."""
    assert series is not None
    packed = content if content is not None else workbench.file.evidence_bytes(series.digest)
    found = calc.flow(series, packed)
    known = int(np.count_nonzero(found.known))
    total = sum((month.energy for month in calc.months(found)), Decimal(0))
    span = f"{series.first:%Y-%m-%d} – {series.end - timedelta(minutes=1):%Y-%m-%d}"
    return f"{span} · {series.step} min · {series.unit} · {known:,} / {series.count:,} · {_short(total)} kWh"


def _short(value: Decimal) -> str:
    return (
        f"{value.quantize(Decimal(1)):,}"
        if abs(value) >= 1000
        else plain(value.quantize(Decimal("0.001")).normalize())
    )


def _sniff(data: bytes, _: str) -> bool:
    return holds_readings(data) if is_workbook(data) else looks_like(data)


READER = Reader(
    "series",
    Words("表计的逐时读数（.csv、.xlsx）", "readings of meters (.csv, .xlsx)"),
    (".csv", ".txt", ".xlsx"),
    _sniff,
    preview,
)
