"""Taking in what verifiers found: a file becomes tasks at their places, as one step, with the file kept as evidence."""

from __future__ import annotations

from dataclasses import replace

from zcdesk.domain.answer import Place
from zcdesk.domain.change import Change, TaskChange
from zcdesk.domain.project import Project
from zcdesk.domain.task import Task
from zcdesk.domain.words import Words, same
from zcdesk.exchange import findings as told_as
from zcdesk.exchange.findings import Findings, NoFindings, Raised
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.file_name import clean
from zcdesk.workbench import naming
from zcdesk.workbench.preview.reader import Options, Reader
from zcdesk.workbench.preview.taking import Cell, Preview, State, filed
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.tasks import where_words
from zcdesk.workbench.workbench import Workbench

STRANGER = Words(
    "这份核查意见是对另一个项目提的（{plant}），没有采用。",
    "These findings are about another project ({plant}); nothing was taken.",
)
_NO_TEXT = Words("没有写意见。", "It says nothing.")
_TWICE = Words(
    "编号 {number} 在文件里出现两次；改一个号再读。",
    "Number {number} stands in the file twice; give one another number.",
)
_WEIGHT = Words("级别“{text}”不认识；写 {known}。", "The kind '{text}' is not known; write {known}.")
_STATE = Words("状态“{text}”不认识；写 {known}。", "The state '{text}' is not known; write {known}.")
_NOWHERE = Words(
    "项目里没有位置“{where}”，作为对整个项目的意见收下，位置照录。",
    "The project has no place '{where}'; it is taken as a finding about the project, the place as written.",
)
_SINCE = Words(
    "核查员看的是第 {edits} 步时的项目，之后又有 {n} 步改动。",
    "The verifier saw the project as of step {edits}; {n} were made since.",
)


def known(project: Project, number: str, by: str) -> Task | None:
    """The task that a verifier's number means; one without an author means any."""
    return next(
        (
            each
            for _, each in sorted(project.tasks.items())
            if each.number == number and (each.by == by or not by or not each.by)
        ),
        None,
    )


def preview(workbench: Workbench, data: bytes, name: str, options: Options) -> Preview:
    """What a file of findings would change; nothing is written.

    Raises
    ------
    Refused
        If it cannot be read.
    """
    del options
    try:
        found = told_as.read(data)
    except NoFindings as bad:
        raise Refused("not_readable", bad.words) from bad
    file = workbench.file
    if found.project and file.head and found.project != file.digest(1):
        told_of = STRANGER.fill(plant=found.plant or found.project[:12])
        return Preview("", (), (), (), stranger=told_of)
    notes = []
    later = file.head - found.edits
    if found.edits and later > 0:
        notes.append(_SINCE.fill(edits=found.edits, n=later))
    cells, changes = _taken(workbench, found, name)
    return Preview("", tuple(cells), tuple(notes), tuple(changes))


def _taken(workbench: Workbench, found: Findings, name: str) -> tuple[list[Cell], list[Change]]:
    project, catalogue = workbench.project, workbench.catalogue
    cells: list[Cell] = []
    changes: list[Change] = []
    seen: set[tuple[str, str]] = set()
    used = set(project.tasks) | {
        change.id
        for record in workbench.file.edits_touching("task")
        for change in record.edit.changes
        if isinstance(change, TaskChange)
    }
    last = max((int(id_[2:]) for id_ in used), default=0)
    for line, each in enumerate(found.findings, 1):
        by = each.by or found.by
        number = each.number.strip()
        key = (number, by)
        wrong = _wrong(each, key in seen)
        if wrong is not None:
            cells.append(
                Cell("refused", name, number or str(line), None, same(each.where), "", each.text, wrong)
            )
            continue
        if number:
            seen.add(key)
        before = known(project, number, by) if number else _alike(project, each)
        if before is None:
            last += 1
        made = _task(project, catalogue, each, by, before, f"T-{last:03d}")
        told_at = where_words(project, catalogue, made)
        if before is None and made.document and told_as.where_of(each.where).place is not None:
            told_at = _NOWHERE.fill(where=each.where)
        state: State = "new" if before is None else "same" if made == before else "changed"
        shown = "" if before is None else _shown(before, made)
        cells.append(Cell(state, name, number or str(line), made.place, told_at, shown, _shown(made, before)))
        if state != "same":
            changes.append(TaskChange(made.id, before, made))
    return cells, changes


def _shown(task: Task, beside: Task | None) -> str:
    """What of a task is another beside the other one: its text, or its state."""
    if beside is None or task.text != beside.text:
        return task.text
    return told_as.STATE_WORDS[task.state].zh if task.state != beside.state else task.text


def _wrong(each: Raised, twice: bool) -> Words | None:
    if not each.text.strip():
        return _NO_TEXT
    if twice:
        return _TWICE.fill(number=each.number)
    if told_as.weight_of(each.weight) is None:
        return _WEIGHT.fill(text=each.weight, known=naming.series(told_as.WEIGHT_WORDS.values()))
    if told_as.state_of(each.state) is None:
        return _STATE.fill(text=each.state, known=naming.series(told_as.STATE_WORDS.values()))
    return None


def _alike(project: Project, each: Raised) -> Task | None:
    """A finding without a number is the one that says the same at the same place."""
    text = each.text.strip()
    return next(
        (
            task
            for _, task in sorted(project.tasks.items())
            if not task.number
            and task.text == text
            and told_as.where_text(task) == " ".join(each.where.split())
        ),
        None,
    )


def _task(
    project: Project, catalogue: Catalogue, each: Raised, by: str, before: Task | None, id_: str
) -> Task:
    where = told_as.where_of(each.where)
    if not _there(project, catalogue, where):
        where = told_as.Where(document=" ".join(each.where.split()))
    text, said = each.text.strip(), each.answer.strip()
    state = told_as.state_of(each.state) or "open"
    answer, answered_by, answered_at = said, each.answered_by, each.answered_at
    if before is not None:
        answer, answered_by, answered_at = before.answer, before.answered_by, before.answered_at
        if state != "closed" and said != before.answer:  # the verifier has not seen the answer yet
            state = "open" if text != before.text or not before.answer else before.state
    elif state == "answered" and not said:
        state = "open"
    place = where.place or Place("")
    return Task(
        before.id if before is not None else id_,
        each.number.strip(),
        told_as.weight_of(each.weight) or "question",
        text,
        state,
        by or (before.by if before is not None else ""),
        _time(each.at.strip(), before.at if before is not None else ""),
        place.quantity,
        place.row,
        place.period,
        where.method,
        where.evidence,
        where.pages,
        where.document,
        answer,
        answered_by,
        answered_at,
        before.source if before is not None else "",
    )


def _time(said: str, before: str) -> str:
    """When it was raised; a list has days only, and takes no hour away."""
    return before if before.startswith(said) else said


def _there(project: Project, catalogue: Catalogue, where: told_as.Where) -> bool:
    """Whether the project has what is meant, as far as it can be led to."""
    if where.evidence:
        return where.evidence in project.evidence
    if where.place is None:
        return True
    if where.place.row and where.place.row not in project.rows:
        return False
    if where.method:
        pinned = {f"{pin.id}@{pin.edition}": pin for pin in project.methods()}
        pin = pinned.get(where.method)
        if pin is None:
            return False
        return where.place.quantity in catalogue.method(pin.id, pin.edition, pin.digest).lines
    known = where.place.quantity in catalogue.vocabulary.quantities
    return known or where.place.quantity in catalogue.vocabulary.tables


def accept(workbench: Workbench, seen: Preview, data: bytes, name: str) -> tuple[int, str]:
    """Take the findings as one step, the file kept as evidence, which each of them names.

    Raises
    ------
    Refused
        If the file is about another project.
    FileTrouble
        If the project cannot be written; it stays as it was.
    """
    if seen.stranger is not None:
        raise Refused("plant", seen.stranger)
    if not seen.changes:
        return 0, ""
    id_, changes = filed(workbench, data, name)
    for change in seen.changes:
        if isinstance(change, TaskChange) and change.after is not None:
            changes.append(replace(change, after=replace(change.after, source=id_)))
        else:
            changes.append(change)
    return workbench.commit(f"核查意见 {clean(name)}", changes).number, id_


READER = Reader(
    "findings",
    Words("核查意见（.json、.xlsx、.csv）", "findings of a verifier (.json, .xlsx, .csv)"),
    (".json", ".xlsx", ".csv"),
    told_as.is_findings,
    preview,
    accept,
    ("replace",),
)
