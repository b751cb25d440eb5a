"""Metering: the series of a project as energy, with what was told of each when it was read, and new ids for more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zcdesk.calc import series as calc
from zcdesk.domain.change import Change, SeriesChange, SettingChange
from zcdesk.domain.series import KINDS, TOLD, MeterKind, Series, unpack
from zcdesk.domain.words import Words
from zcdesk.exchange.series.checks import Laid, Problem, doubts, problem
from zcdesk.workbench.metered import flow_in
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

KIND_WORDS: dict[MeterKind, Words] = {
    "import": Words("电网购电", "grid import"),
    "load": Words("用电", "use"),
    "pv": Words("光伏发电", "PV generation"),
    "export": Words("上网", "feed-in"),
}

_MOST = 200
"""Findings of a reading that are kept for one series."""

NO_SERIES = Words("没有表计序列 {id}；有 {known}。", "There is no series {id}; there is {known}.")
NONE_AT_ALL = Words("项目里还没有表计序列。", "The project holds no meter series yet.")


def flow(workbench: Workbench, series: Series) -> calc.Flow:
    """The readings of a series as energy.

    Raises
    ------
    FileTrouble
        If they are not in the file, or damaged.
    """
    return flow_in(workbench.file, series)


def listed(workbench: Workbench) -> tuple[Series, ...]:
    """All series: by kind, then by id."""
    return tuple(
        sorted(workbench.project.series.values(), key=lambda each: (KINDS.index(each.kind), each.id))
    )


def one(workbench: Workbench, id_: str) -> Series:
    """A series by its id or the name of its meter.

    Raises
    ------
    Refused
        If there is none.
    """
    series = workbench.project.series
    if id_ in series:
        return series[id_]
    named = [each for each in series.values() if id_ in (each.meter, each.title)]
    if len(named) != 1:
        known = "、".join(series)
        raise Refused("no_series", NO_SERIES.fill(id=id_, known=known) if known else NONE_AT_ALL)
    return named[0]


def new_ids(workbench: Workbench) -> Iterable[str]:
    """Ids that were never given."""
    ever = set(workbench.project.series)
    for record in workbench.file.edits():
        ever |= {change.id for change in record.edit.changes if isinstance(change, SeriesChange)}
    number = max((int(each[2:]) for each in ever if each[2:].isdecimal()), default=0)
    while True:
        number += 1
        yield f"S-{number:03d}"


def removed(workbench: Workbench, ids: Iterable[str]) -> tuple[Change, ...]:
    """The changes that take series off the list."""
    project = workbench.project
    changes: list[Change] = []
    for id_ in ids:
        changes.append(SeriesChange(id_, project.series[id_], None))
        key = told_key(project.series[id_].digest)
        if key in project.settings:
            changes.append(SettingChange(key, project.settings[key], None))
    return tuple(changes)


def told_key(digest: str) -> str:
    """The setting that keeps what was found when readings were read."""
    return f"{TOLD}{digest[:24]}"


def told_out(problems: Iterable[Problem], before: str = "") -> str:
    """What is kept of the findings of a reading: those that the readings no longer show; after older ones."""
    older = _told(before)
    new = (each for each in problems if each.code not in _SHOWN)
    kept = [*older, *(each for each in new if each.code != "reading" or each not in older)]
    rows = [[each.code, each.first, each.last, each.count, dict(each.details)] for each in kept[:_MOST]]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


_SHOWN = ("gap", "gaps", "negative", "spike", "stuck")


def told(workbench: Workbench, series: Series) -> tuple[Problem, ...]:
    """What was found when a series was read, and what was said of it then."""
    return _told(workbench.project.settings.get(told_key(series.digest), ""))


def readings_told(workbench: Workbench) -> dict[str, str]:
    """What the readings of meters were said to be where their files did not say it: answers of a reader, by meter."""
    return {
        f"reading:{series.meter}": dict(each.details).get("reading", "")
        for series in workbench.project.series.values()
        for each in told(workbench, series)
        if each.code == "reading"
    }


def readings(workbench: Workbench, series: Series) -> NDArray[np.int64]:
    """The readings of a series as they are kept: whole numbers, `NONE` where there is none.

    Raises
    ------
    NotASeries
        If the content is damaged.
    """
    content = unpack(workbench.file.evidence_bytes(series.digest), series.count)
    return np.frombuffer(content, "<i8").astype(np.int64)


def problems(workbench: Workbench, series: Series) -> tuple[Problem, ...]:
    """What was found when a series was read, and what its readings show."""
    found = flow(workbench, series)
    return (*told(workbench, series), *_doubts(series, found))


@lru_cache(maxsize=1024)
def _told(text: str) -> tuple[Problem, ...]:
    try:
        rows: Any = json.loads(text) if text else []
        return tuple(
            problem(str(code), str(first), str(last), int(count), **{str(k): str(v) for k, v in more.items()})
            for code, first, last, count, more in rows
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()


_KEPT = 512
_DOUBTS: dict[Series, tuple[Problem, ...]] = {}


def _doubts(series: Series, found: calc.Flow) -> tuple[Problem, ...]:
    if series not in _DOUBTS:
        while len(_DOUBTS) > _KEPT:
            del _DOUBTS[next(iter(_DOUBTS))]
        _DOUBTS[series] = tuple(doubts(Laid(found.start, found.step, found.values)))
    return _DOUBTS[series]
