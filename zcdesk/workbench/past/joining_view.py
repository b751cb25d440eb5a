"""A merge as people read it: what is taken, and each conflict with both values, who gave them and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
    YearsChange,
)
from zcdesk.domain.task import Task
from zcdesk.domain.words import Language, Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.forms.strip import local_time
from zcdesk.workbench.jobs import told
from zcdesk.workbench.past.joining import Found, Touch, look
from zcdesk.workbench.past.merging import MERGED, Conflict, Side
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.workbench import Workbench

MOST = 2000
"""Lines of what is taken that a page shows."""

KINDS: Mapping[str, Words] = {
    "answers": Words("答案", "answers"),
    "rows": Words("表行", "rows"),
    "evidence": Words("证据", "evidence"),
    "series": Words("表计序列", "meter series"),
    "tasks": Words("核查发现", "findings of verifiers"),
    "pins": Words("方法与因子集", "methods and factor sets"),
    "settings": Words("设定与确认", "settings and confirmations"),
    "years": Words("年度", "years"),
}
"""What can change, in the order in which it is told."""

_KIND: Mapping[type, str] = {
    AnswerChange: "answers",
    RowChange: "rows",
    EvidenceChange: "evidence",
    SeriesChange: "series",
    TaskChange: "tasks",
    PinChange: "pins",
    SettingChange: "settings",
    YearsChange: "years",
}


@dataclass(frozen=True, slots=True)
class Collision:
    """A conflict in words.

    Attributes
    ----------
    id : str
        As of `Conflict.id`.
    what : str
        ``F01 天然气 · 2025年3月 · 消耗量``.
    mine, theirs : str
        Both values.
    here, there : Touch
        Who gave them, and when.
    figure : str
        Figure whose chain tells what stands here now; ``""`` where it is none.
    base : str
        What stood in both before either changed it; a dash where nothing did.
    """

    id: str
    what: str
    mine: str
    theirs: str
    here: Touch
    there: Touch
    figure: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A merge that was looked at, ready to be shown.

    Attributes
    ----------
    found : Found
    collisions : tuple of Collision
    counts : mapping of str to int
        As `counts` gives them, before anything is chosen.
    lines : tuple of (str, str)
        What is taken without question, at most `MOST` of it.
    """

    found: Found
    collisions: tuple[Collision, ...]
    counts: Mapping[str, int]
    lines: tuple[tuple[str, str], ...]

    @property
    def anything(self) -> bool:
        """Whether there is anything to take."""
        return self.found.theirs > 0 and bool(self.collisions or self.counts)


def look_at(catalogue: Catalogue, mine: Path, theirs: Path, language: Language) -> Looked:
    """Look at what another copy would bring, through openings of its own that only read; for another thread.

    Raises
    ------
    Refused
        If one of them cannot be read, or they are not copies of one project.
    """
    with (
        told(),
        ProjectFile.open(mine, read_only=True) as file,
        ProjectFile.open(theirs, read_only=True) as other,
    ):
        workbench = Workbench(catalogue, file)
        found = look(file, other)
        shown = lines(workbench, found, language, MOST)
        return Looked(found, collisions(workbench, found, language), counts(found, {}), shown)


def collisions(workbench: Workbench, found: Found, language: Language) -> tuple[Collision, ...]:
    """The conflicts of a merge, in the order of rows, answers and the rest."""
    teller = Teller(workbench.catalogue, workbench.project, language)
    return tuple(
        Collision(
            each.id,
            *_told(teller, each, language),
            *found.touched[each.id],
            _figure(each),
            _base(teller, each, language),
        )
        for each in sorted(found.conflicts, key=_order)
    )


def counts(found: Found, choices: Mapping[str, Side]) -> dict[str, int]:
    """How many things of each kind change here; kinds of which none does are not named."""
    found_of = dict.fromkeys(KINDS, 0)
    for change in found.changes(choices):
        if not (isinstance(change, SettingChange) and change.key.startswith(MERGED)):
            found_of[_KIND[type(change)]] += 1
    return {kind: number for kind, number in found_of.items() if number}


def lines(
    workbench: Workbench, found: Found, language: Language, most: int = 0
) -> tuple[tuple[str, str], ...]:
    """What is taken without question: what, and from what to what; so many at most, 0 for all."""
    teller = Teller(workbench.catalogue, found.merge.result({}), language)
    told_of: list[tuple[str, str]] = []
    for change in found.changes({}):
        if isinstance(change, SettingChange) and change.key.startswith(MERGED):
            continue
        said = teller.edit(Edit("", (change,), "", ""))
        told_of.append((said.what, said.change))
        if len(told_of) == most:
            break
    return tuple(told_of)


def by(touch: Touch, language: Language) -> str:
    """Who and when: ``王工 2026/03/01 08:00``; a dash where nobody is known."""
    if not touch.at:
        return "—"
    who = touch.by or Words("没有写填报人", "no name given").into(language)
    return f"{who} {local_time(touch.at)}"


_KEPT = Words("保留这一行", "row kept")
_REMOVED = Words("删去这一行", "row removed")
_NONE = Words("没有", "none")
_NOTE = Words("备注：{note}", "note: {note}")


def _figure(conflict: Conflict) -> str:
    place = conflict.key
    return str(replace(place, period=year_of(place.period))) if isinstance(place, Place) else ""


def _base(teller: Teller, conflict: Conflict, language: Language) -> str:
    """What stood in both copies before either changed it."""
    if conflict.base is None:
        return _NONE.into(language)
    _, told, _ = _told(teller, replace(conflict, mine=conflict.base, theirs=conflict.base), language)
    return told


def _order(conflict: Conflict) -> tuple[int, str]:
    return ("row", "answer", "evidence", "series", "task", "pin", "setting").index(conflict.kind), str(
        conflict.key
    )


def _task(teller: Teller, task: Task | None) -> str:
    if task is None:
        return teller.say("empty")
    return teller.say(f"task.{task.state}", what=task.answer)


def _told(teller: Teller, conflict: Conflict, language: Language) -> tuple[str, str, str]:
    change: Change
    values = (conflict.mine, conflict.theirs)
    match conflict.kind:
        case "row":
            change = RowChange(conflict.key, conflict.base, None)
            what = teller.row_name(conflict.key)
            mine, theirs = ((_REMOVED if each is None else _KEPT).into(language) for each in values)
            return what, mine, theirs
        case "answer":
            change = AnswerChange(conflict.key, conflict.mine, conflict.theirs)
            mine, theirs = (teller.answer(change, each) for each in values)
            notes = [each.note if each is not None else "" for each in values]
            if notes[0] != notes[1]:
                said = [_NOTE.fill(note=note).into(language) if note else "" for note in notes]
                mine, theirs = f"{mine}  {said[0]}".strip(), f"{theirs}  {said[1]}".strip()
            return teller.place(conflict.key), mine, theirs
        case "evidence":
            change = EvidenceChange(conflict.key, conflict.mine, conflict.theirs)
            held = conflict.mine or conflict.theirs or conflict.base
            sides = (
                " · ".join(
                    part for part in (each.title or each.name, each.kind, each.date, each.issuer) if part
                )
                if each is not None
                else _NONE.into(language)
                for each in values
            )
            mine, theirs = sides
            return f"{conflict.key} {held.title or held.name}", mine, theirs
        case "series":
            change = SeriesChange(conflict.key, conflict.mine, conflict.theirs)
            meters = (
                f"{each.name} {each.start} × {each.count}" if each is not None else _NONE.into(language)
                for each in values
            )
            mine, theirs = meters
            return teller.edit(Edit("", (change,), "", "")).what, mine, theirs
        case "task":
            held = conflict.mine or conflict.theirs or conflict.base
            mine, theirs = (_task(teller, each) for each in values)
            return f"{held.number} {held.text}", mine, theirs
        case "pin":
            change = PinChange(conflict.key, conflict.mine, conflict.theirs)
            pins = (
                f"{each.id} {each.edition} {each.digest[:8]}".strip()
                if each is not None
                else _NONE.into(language)
                for each in values
            )
            mine, theirs = pins
            return teller.edit(Edit("", (change,), "", "")).what, mine, theirs
        case "setting":
            change = SettingChange(conflict.key, conflict.mine, conflict.theirs)
            what = teller.edit(Edit("", (change,), "", "")).what
            mine, theirs = (teller.value(each).removeprefix(": ") for each in values)
            return what, mine, theirs
