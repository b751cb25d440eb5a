"""Joining: another copy of the project taken in as one step: what both grew out of, what is taken, what collides.

The chain of edits says what two files have in common: the last edit that both hold with one digest. What was merged
before is recorded in the project (`merging.MERGED`), with what the other copy calls its rows and evidence, so that a
second merge takes only what is new since, in either direction. The edits of the other copy are kept as a file of
evidence, so that nothing of its history is lost.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zcdesk.domain.change import (
    AnswerChange,
    Change,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.words import Words
from zcdesk.store import codec
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.history import diff
from zcdesk.workbench.past.merging import MERGED, Conflict, Kind, Merge, Side, merge
from zcdesk.workbench.past.renaming import Names, fresh, renamed, without_settings_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

LOG = "zcdesk.edits/1"
"""Schema of the file in which the edits of the other copy are kept."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Who changed something last, and when (UTC, ISO); ``""`` where nobody did since."""

    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a merge would do.

    Attributes
    ----------
    merge : Merge
        In the codes of the own copy.
    name : str
        File name of the other copy.
    ancestor : int
        Number of the last edit that both have.
    digest : str
        Of the last edit of the other copy.
    mine, theirs : int
        Edits made since on either side.
    names : Names
        What rows and evidence of the other copy are called here.
    touched : mapping of str to (Touch, Touch)
        By conflict: who changed it here, and there.
    sealed : int
        Reports that were sealed in the other copy since; their seals hold for its edits and stay in its log.
    """

    merge: Merge
    name: str
    ancestor: int
    digest: str
    mine: int
    theirs: int
    names: Names
    touched: Mapping[str, tuple[Touch, Touch]]
    sealed: int = 0

    @property
    def renumbered(self) -> tuple[tuple[str, str], ...]:
        """Codes that are others here: ``("F04", "F05")``."""
        return self.names.moved

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What both changed differently."""
        return self.merge.conflicts

    def changes(self, choices: Mapping[str, Side]) -> tuple[Change, ...]:
        """What changes here."""
        return diff(self.merge.mine, self.merge.result(choices))


def look(mine: ProjectFile, theirs: ProjectFile) -> Found:
    """What taking another copy in would do; nothing is written.

    Raises
    ------
    Refused
        ``no_ancestor`` if the two did not grow out of one project.
    FileTrouble
        If one of them cannot be read.
    """
    ancestor = common(mine, theirs)
    if not ancestor:
        raise Refused("no_ancestor", _STRANGERS.fill(name=theirs.path.name))
    root, own, other = mine.state_at(ancestor), mine.project, theirs.project
    names = _names(mine, theirs, root, ancestor)
    base = _base(mine, theirs, root, names)
    found = merge(
        base, own, renamed(without_settings_of(other, other.retired - root.retired - root.rows.keys()), names)
    )
    back = names.inverse()
    touched: dict[str, tuple[Touch, Touch]] = {}
    if found.conflicts:
        here, there = (_touches(file, ancestor) for file in (mine, theirs))
        for each in found.conflicts:
            touched[each.id] = (_touch(here, each, Names()), _touch(there, each, back))
    return Found(
        found,
        theirs.path.name,
        ancestor,
        theirs.digest(theirs.head),
        mine.head - ancestor,
        theirs.head - ancestor,
        names,
        touched,
        sum(issue.edit > ancestor for issue in theirs.issues()),
    )


def common(mine: ProjectFile, theirs: ProjectFile) -> int:
    """Number of the last edit that both files have; 0 if they have none.

    Notes
    -----
    A digest stands for everything before it, so the place where two chains part is found by halving.
    """
    low, high = 0, min(mine.head, theirs.head)
    while low < high:
        middle = (low + high + 1) // 2
        if mine.digest(middle) == theirs.digest(middle):
            low = middle
        else:
            high = middle - 1
    return low


def take(workbench: Workbench, theirs: ProjectFile, found: Found, choices: Mapping[str, Side]) -> int:
    """Take the other copy in as one step, its edits kept as a file of evidence.

    Returns
    -------
    int
        Number of the edit; 0 if there was nothing to take.

    Raises
    ------
    StaleEdit
        If the project changed since it was looked at.
    FileTrouble
        If the project cannot be written or the other copy not read; the project stays as it was.
    """
    for _ in bring(workbench.file, theirs, found):
        pass
    return commit(workbench, theirs, found, choices)


def commit(workbench: Workbench, theirs: ProjectFile, found: Found, choices: Mapping[str, Side]) -> int:
    """The last part of `take`, after `bring`."""
    key = MERGED + found.digest
    if not found.theirs or key in workbench.project.settings:
        return 0
    changes = list(found.changes(choices))
    record: dict[str, Any] = {
        "name": found.name,
        "edits": theirs.head,
        **found.names.each,
    }
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, f"{Path(found.name).stem}-{theirs.head}.jsonl")
        with log.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(log_lines(theirs, found.ancestor))
        stored = workbench.file.add_evidence_file(log)
    used = _ever(workbench.file, EvidenceChange) | set(found.names.evidence.values())
    id_ = fresh("E-001", used)
    title = _LOG.fill(name=found.name).zh
    made = Evidence(id_, stored.name, "other", stored.media_type, stored.size, stored.digest, title)
    changes.append(EvidenceChange(id_, None, made))
    record["log"] = id_
    told = json.dumps(record, ensure_ascii=False, sort_keys=True)
    changes.append(SettingChange(key, None, told))
    return workbench.commit(f"合并 {found.name}", changes).number


def log_lines(file: ProjectFile, after: int) -> Iterator[str]:
    """The edits of a file after one, and its sealed reports, as lines of JSON: a head, then one for each.

    Notes
    -----
    Each edit has the digest that follows from the one before it, as in a verification package; the head names the
    digest with which they begin.
    """
    yield _line({"schema": LOG, "file": file.path.name, "after": after, "digest": file.digest(after)})
    for record in file.edits(after + 1):
        yield _line({"number": record.number, "digest": record.digest, "content": codec.encode(record.edit)})
    for issue in file.issues():
        yield _line(
            {
                "issue": issue.number,
                "document": issue.document,
                "language": issue.language,
                "pdf_sha256": issue.pdf_digest,
                "result_sha256": issue.result_digest,
                "edit": issue.edit,
                "at": issue.at,
                "by": issue.by,
            }
        )


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"


_STRANGERS = Words(
    "“{name}”和这个项目不是同一个项目的两份副本，没有共同的修改记录，不能合并。要用那里的数据，可从表格导入。",
    "{name} and this project are not copies of one project: they have no edit in common and cannot be merged. "
    "To use its figures, bring them in as a table.",
)
_LOG = Words("合并时另一份副本“{name}”的修改记录", "Edits of the other copy, {name}, as it was merged")


# what was merged before


def _merges(project: Project) -> dict[str, Names]:
    """Which states of other copies a project has taken in, with the codes that it gave them."""
    made = {}
    for key, text in project.settings.items():
        if key.startswith(MERGED):
            try:
                told = json.loads(text)
                names = Names(**{kind: dict(told[kind]) for kind in Names().each})
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
            if names.sound:
                made[key.removeprefix(MERGED)] = names
    return made


def _names(mine: ProjectFile, theirs: ProjectFile, root: Project, ancestor: int) -> Names:
    """What everything of the other copy is called here: known from earlier merges, or a code that is free."""
    own, other = mine.project, theirs.project
    here, there = _merges(own), _merges(other)
    known = Names()
    for digest, names in there.items():
        if digest in here:  # both took in the same third copy
            known = known.both(names.inverse().then(here[digest]))
        elif mine.number_of(digest):  # they took this copy in
            known = known.both(names.inverse())
    for digest, names in here.items():
        if theirs.number_of(digest):
            known = known.both(names)
    return Names(
        _row_names(own, other, root, known),
        _names_of(
            EvidenceChange,
            mine,
            theirs,
            other.evidence,
            ancestor,
            known.evidence,
            lambda item: item.digest or item.id,
        ),
        _names_of(
            SeriesChange,
            mine,
            theirs,
            other.series,
            ancestor,
            known.series,
            lambda item: (item.meter, item.digest),
        ),
        _names_of(
            TaskChange,
            mine,
            theirs,
            other.tasks,
            ancestor,
            known.tasks,
            lambda item: (item.number, item.by, item.at),
        ),
    )


def _row_names(own: Project, other: Project, root: Project, known: Names) -> dict[str, str]:
    old = {*root.rows, *root.retired}
    made = {id_: name for id_, name in known.rows.items() if id_ not in old}
    used = {*own.rows, *own.retired, *old, *made.values()}
    for id_ in sorted({*other.rows, *other.retired}):
        if id_ not in old and id_ not in made:
            made[id_] = fresh(id_, used) if id_ in used else id_
            used.add(made[id_])
    return made


def _names_of(
    kind: type[EvidenceChange | SeriesChange | TaskChange],
    mine: ProjectFile,
    theirs: ProjectFile,
    other: Mapping[str, Any],
    ancestor: int,
    known: Mapping[str, str],
    same: Callable[[Any], Any],
) -> dict[str, str]:
    """As for rows; what both brought in and is the same by what `same` gives is one.

    What the other copy took off its list again gets a code too: something may still name it.
    """
    old = _ever(mine, kind, ancestor)
    made = {id_: name for id_, name in known.items() if id_ not in old}
    own = {
        EvidenceChange: mine.project.evidence,
        SeriesChange: mine.project.series,
        TaskChange: mine.project.tasks,
    }
    alike = {
        same(item): id_
        for id_, item in sorted(own[kind].items(), reverse=True)
        if id_ not in old and id_ not in made.values()
    }
    used = _ever(mine, kind) | set(made.values()) | old
    for id_ in sorted(_ever(theirs, kind) | other.keys()):
        if id_ not in old and id_ not in made:
            held = alike.pop(same(other[id_]), "") if id_ in other else ""
            made[id_] = held or (fresh(id_, used) if id_ in used else id_)
            used.add(made[id_])
    return made


def _base(mine: ProjectFile, theirs: ProjectFile, root: Project, names: Names) -> Project:
    """The last state that both have in them, in the codes of the own copy."""
    best: tuple[int, Project] = (0, root)
    for digest in _merges(mine.project):
        number = theirs.number_of(digest)
        if number and number > best[0]:
            best = (number, renamed(theirs.state_at(number), names))
    taken = max((mine.number_of(digest) for digest in _merges(theirs.project)), default=0)
    if not taken:
        return best[1]
    state = mine.state_at(taken)
    # where each took the other in, that state counts which had the other one in it already
    if not best[0] or any(theirs.number_of(digest) >= best[0] for digest in _merges(state)):
        return state
    return best[1]


# who changed what


_Key = tuple[Kind, Any]


def _touches(file: ProjectFile, after: int) -> dict[_Key, Touch]:
    found: dict[_Key, Touch] = {}
    for record in file.edits(after + 1):
        touch = Touch(record.edit.by, record.edit.at)
        for change in record.edit.changes:
            match change:
                case AnswerChange(place):
                    found["answer", place] = touch
                    found["row", place.row] = touch
                case RowChange(id_):
                    found["row", id_] = touch
                case EvidenceChange(id_):
                    found["evidence", id_] = touch
                case PinChange(key):
                    found["pin", key] = touch
                case SettingChange(key):
                    found["setting", key] = touch
                case SeriesChange(id_):
                    found["series", id_] = touch
                case TaskChange(id_):
                    found["task", id_] = touch
    return found


def _touch(found: Mapping[_Key, Touch], conflict: Conflict, names: Names) -> Touch:
    key = conflict.key
    kinds = {"row": names.rows, "evidence": names.evidence, "series": names.series, "task": names.tasks}
    if conflict.kind == "answer":
        key = replace(key, row=names.rows.get(key.row, key.row))
    else:
        key = kinds.get(conflict.kind, {}).get(key, key)
    return found.get((conflict.kind, key), Touch())


# bytes


def bring(mine: ProjectFile, theirs: ProjectFile, found: Found) -> Iterator[tuple[int, int]]:
    """Take over the bytes of evidence, series and pinned contents, one after another; how many, and of how many.

    Also of what the other copy took off its list again. By itself this changes nothing that is shown, so that it may
    be given up at any point.
    """
    own, other = mine.project, found.merge.theirs
    held = {item.digest for side in (own.evidence, own.series) for item in side.values()}
    needed = {item.digest for side in (other.evidence, other.series) for item in side.values()}
    wanted: dict[str, str] = {}
    for record in theirs.edits(found.ancestor + 1):
        for change in record.edit.changes:
            if isinstance(change, EvidenceChange | PinChange | SeriesChange):
                after = change.after
                if after is not None and after.digest not in ("", *held):
                    wanted.setdefault(after.digest, after.id if isinstance(after, Pin) else after.name)
    with tempfile.TemporaryDirectory() as folder:
        for done, (digest, name) in enumerate(wanted.items()):
            yield done, len(wanted)
            to = Path(folder, str(done))
            try:
                theirs.export_evidence(digest, to)
            except KeyError:
                if digest in needed:
                    raise
                continue  # a content that the program ships, or that was never there
            mine.add_evidence_file(to, name)
            to.unlink()


def _ever(
    file: ProjectFile, kind: type[EvidenceChange | SeriesChange | TaskChange], last: int | None = None
) -> set[str]:
    """Codes of evidence, series or tasks that were given up to an edit."""
    named = {EvidenceChange: "evidence", SeriesChange: "series", TaskChange: "task"}[kind]
    return {
        change.id
        for record in file.edits_touching(named, last)
        for change in record.edit.changes
        if isinstance(change, kind)
    }
