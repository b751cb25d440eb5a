"""Bounds: what a project may hold to be worked with; a file with more, or with years that are none, is refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zcdesk.domain.answer import is_period
from zcdesk.domain.change import Change, RowChange, YearsChange
from zcdesk.domain.project import Project
from zcdesk.domain.words import Words
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.refusal import Refused

ROWS = 5000
"""Rows of all tables together. A large plant has some hundreds; with tens of thousands nothing would answer."""
YEARS = 100
"""Accounting years."""

_MANY_ROWS = Words("表行 {n} 行，最多 {most} 行", "{n} rows in tables, {most} at most")
_MANY_YEARS = Words("年度 {n} 个，最多 {most} 个", "{n} years, {most} at most")
_NO_YEAR = Words("“{text}”不是年度", "'{text}' is no year")
_NO_PERIOD = Words("“{text}”不是年或月", "'{text}' is neither a year nor a month")
_TOO_MANY = Words(
    "各表共有 {n} 行，最多 {most} 行，没有写入。请把同类的合并成一行，再填。",
    "That would make {n} rows in tables; {most} is the most, and nothing was written. Put like things into one row.",
)


def refuse_unworkable(project: Project, path: Path) -> None:
    """Refuse a project with which nothing could be done.

    Raises
    ------
    FileTrouble
        If a year or period is none, or there are more rows or years than a plant can have.
    """
    if len(project.rows) > ROWS:
        raise FileTrouble("damaged", path, detail=_MANY_ROWS.fill(n=len(project.rows), most=ROWS))
    if (wrong := _wrong_years(project.years)) is not None:
        raise FileTrouble("damaged", path, detail=wrong)
    periods = {place.period for place in project.answers} | {task.period for task in project.tasks.values()}
    for period in periods:
        if not is_period(period):
            raise FileTrouble("damaged", path, detail=_NO_PERIOD.fill(text=_short(period)))


def refuse_too_much(project: Project, changes: Iterable[Change]) -> None:
    """Refuse a step after which the file would not be opened again.

    Raises
    ------
    Refused
        If it adds rows or years beyond what is opened, or a year that is none.
    """
    changes = tuple(changes)
    for each in changes:
        if isinstance(each, YearsChange) and (wrong := _wrong_years(each.after)) is not None:
            raise Refused("years", wrong)
    more = sum(
        (each.after is not None) - (each.before is not None)
        for each in changes
        if isinstance(each, RowChange)
    )
    if more > 0 and len(project.rows) + more > ROWS:
        raise Refused("too_many_rows", _TOO_MANY.fill(n=len(project.rows) + more, most=ROWS))


def _wrong_years(years: tuple[str, ...]) -> Words | None:
    if len(years) > YEARS:
        return _MANY_YEARS.fill(n=len(years), most=YEARS)
    odd = next((year for year in years if len(year) != 4 or not is_period(year)), None)
    return None if odd is None else _NO_YEAR.fill(text=_short(odd))


def _short(text: str) -> str:
    """What can be printed of a text, and not more than can be read."""
    return "".join(char if char.isprintable() else "�" for char in text[:20])
