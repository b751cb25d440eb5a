"""Recent: projects that were worked on, as they were when they were last closed; a file that is never trusted."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from zcdesk.domain.answer import Place
from zcdesk.domain.number import printed
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Missing
from zcdesk.domain.words import Language, Words, same
from zcdesk.workbench.counting import DOCUMENT
from zcdesk.workbench.forms import guide
from zcdesk.workbench.preferences import read_json, write_json
from zcdesk.workbench.workbench import Workbench, now

KEPT = 12
"""How many projects are remembered."""

LARGEST = 256 * 1024
LONGEST = 400
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Recent:
    """A project as it was when it was last seen.

    Attributes
    ----------
    path : str
        Where its file was.
    name, year : str
        Name of the plant; accounting year that was shown.
    missing, doubtful, answered : int
        Of that year.
    total : str
        Its total as printed [tCO2e]; ``""`` if it could not be counted.
    at : str
        When it was last open, UTC.
    last : str
        What was changed last.
    page, place : str
        Where one was.
    sealed, rehearsal : bool
        A report of the year is sealed; it is a copy of the sample.
    tried : str
        What has been tried in a copy of the sample: ids with spaces between.
    folded : bool
        What says that it is a copy of the sample is folded away.
    clean : bool
        It was closed as it should be.
    """

    path: str
    name: str = ""
    year: str = ""
    missing: int = 0
    doubtful: int = 0
    answered: int = 0
    total: str = ""
    at: str = ""
    last: str = ""
    page: str = ""
    place: str = ""
    sealed: bool = False
    rehearsal: bool = False
    tried: str = ""
    folded: bool = False
    clean: bool = True

    @property
    def there(self) -> bool:
        """Whether the file is there now."""
        try:
            return Path(self.path).is_file()
        except (OSError, ValueError):
            return False

    @property
    def share(self) -> float:
        """How much of what is asked is answered, for a bar of a few pixels: never a printed figure. [-]"""
        asked = self.answered + self.missing
        return self.answered / asked if asked else 0.0


def load(path: Path) -> tuple[Recent, ...]:
    """The remembered projects, newest first; whatever does not read well is left out."""
    data = read_json(path, LARGEST)
    listed = data.get("projects") if isinstance(data, dict) else None
    found: dict[str, Recent] = {}
    for item in listed if isinstance(listed, list) else []:
        one = _one(item)
        if one is not None:
            found.setdefault(one.path, one)
    return tuple(sorted(found.values(), key=lambda each: each.at, reverse=True)[:KEPT])


def put(path: Path, one: Recent) -> bool:
    """Remember a project at the head of the list."""
    others = [each for each in load(path) if each.path != one.path]
    return write_json(path, {"projects": [asdict(each) for each in [one, *others][:KEPT]]})


def forget(path: Path, project: str) -> bool:
    """Take a project out of the list; its file is not touched."""
    return write_json(path, {"projects": [asdict(each) for each in load(path) if each.path != project]})


def seen(
    workbench: Workbench,
    year: str,
    page: str = "",
    place: str = "",
    clean: bool = True,
    tried: str = "",
    folded: bool = False,
    language: Language = "zh",
) -> Recent:
    """How an open project stands."""
    file, project = workbench.file, workbench.project
    missing, doubtful = guide.tally(workbench, year)
    named = project.answers.get(Place("site.name"))
    head = file.head
    return Recent(
        path=str(file.path),
        name=_short(named.text if named and named.text else file.path.stem),
        year=year,
        missing=missing,
        doubtful=doubtful,
        answered=guide.answered(workbench, year),
        total=_total(workbench, year),
        at=now(),
        last=_short(_last(workbench, head, language)) if head else "",
        page=page,
        place=place,
        sealed=any(issue.document == f"{DOCUMENT}:{year}" for issue in file.issues()),
        rehearsal=project.rehearsal,
        tried=tried,
        folded=folded,
        clean=clean,
    )


def interrupted(listed: tuple[Recent, ...]) -> Recent | None:
    """The newest project, if it was not closed as it should be and is there."""
    return listed[0] if listed and not listed[0].clean and listed[0].there else None


def when(one: Recent, today: datetime) -> Words:
    """When a project was last open, as people say it: today with the time, this year with the day."""
    try:
        moment = datetime.fromisoformat(one.at).astimezone(today.tzinfo)
    except ValueError:
        return same("")
    clock = f"{moment:%H:%M}"
    if moment.date() == today.date():
        return Words(f"今天 {clock}", f"today {clock}")
    if (today.date() - moment.date()).days == 1:
        return Words(f"昨天 {clock}", f"yesterday {clock}")
    if moment.year == today.year:
        return Words(f"{moment.month} 月 {moment.day} 日", f"{moment:%d %b}")
    return same(f"{moment:%Y/%m/%d}")


def closed(one: Recent) -> Recent:
    """The same project, closed as it should be."""
    return replace(one, clean=True)


def _last(workbench: Workbench, head: int, language: Language) -> str:
    """The last edit as history tells it: what, and from what to what."""
    from zcdesk.workbench.past.retelling import Teller

    retold = Teller(workbench.catalogue, workbench.project, language).edit(workbench.file.edit(head))
    return f"{retold.what}  {retold.change}".strip()


def _total(workbench: Workbench, year: str) -> str:
    for inventory in workbench.inventories().values():
        line = inventory.compiled.method.lines.get("total.location")
        if line is not None:
            result = inventory.line(line.id, year)
            rounding = inventory.compiled.method.rounding
            return (
                "" if isinstance(result, Missing) else printed(result.number, rounding.places, rounding.mode)
            )
    return ""


def _one(item: object) -> Recent | None:
    if not isinstance(item, dict) or not isinstance(item.get("path"), str) or not item["path"]:
        return None
    good: dict[str, Any] = {}
    for each in fields(Recent):
        value = item.get(each.name)
        if value is None or type(value).__name__ != each.type:
            continue
        if isinstance(value, str):
            good[each.name] = value if each.name == "path" else _short(value)
        elif isinstance(value, bool) or 0 <= value <= MOST:
            good[each.name] = value
    if len(good["path"]) > 10 * LONGEST or "\0" in good["path"]:
        return None
    return Recent(**good)


def _short(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)[:LONGEST]
