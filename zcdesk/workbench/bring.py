"""Bringing answers in: an answers file becomes one Edit, or nothing at all."""

from __future__ import annotations

from pathlib import Path

from zcdesk.calc.checks import judge
from zcdesk.domain.answer import Place
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    EvidenceChange,
    PinChange,
    RowChange,
    SettingChange,
    YearsChange,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Pin, Project
from zcdesk.exchange.answers import Answers, AnswersError
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.evidence import LARGEST
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import holding
from zcdesk.workbench.following import scheme_pin
from zcdesk.workbench.forms.confirming import unknown_settings
from zcdesk.workbench.forms.grades import is_grade
from zcdesk.workbench.history import tentative
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Changed, UnknownMethod, Workbench, inventory_of, pin_of


def changes_of(catalogue: Catalogue, project: Project, answers: Answers) -> tuple[Change, ...]:
    """The changes that an answers file asks of a project, evidence files not yet read.

    Raises
    ------
    AnswersError
        With every finding of severity error: unknown ids, wrong rows, units that do not fit, numbers that cannot be
        read, evidence files that are not there. Then nothing of the file is taken.
    """
    wrong = [*_rows(catalogue, project, answers), *_evidence(answers)]
    pins: list[Pin] = []
    for id_, edition in answers.methods:
        now = project.pins.get(f"method:{id_}")
        if now is not None and edition in ("", now.edition):
            continue
        if now is not None and edition in catalogue.editions.get(id_, ()):
            # another edition is looked at line by line before it is accepted
            details = (("id", id_), ("now", now.edition), ("wanted", edition))
            wrong.append(Finding("edition_differs", "error", None, details))
            continue
        try:
            pins.append(pin_of(catalogue, id_, edition))
        except UnknownMethod as bad:
            known = "、".join(
                f"{name}@{each}" for name, editions in catalogue.editions.items() for each in editions
            )
            wrong.append(Finding("unknown_method", "error", None, (("id", str(bad)), ("known", known))))
    for id_, edition in answers.schemes:
        now = project.pins.get(f"scheme:{id_}")
        if now is None or edition not in ("", now.edition):
            try:
                pins.append(scheme_pin(catalogue, id_, edition))
            except Refused:
                known = "、".join("@".join(key) for key in catalogue.scheme_editions)
                named = f"{id_}@{edition}".rstrip("@")
                wrong.append(Finding("unknown_scheme", "error", None, (("id", named), ("known", known))))
    years = tuple(sorted({*project.years, *answers.years}))
    changes: list[Change] = []
    if years != project.years:
        changes.append(YearsChange(project.years, years))
    changes += [
        PinChange(pin.key, project.pins.get(pin.key), pin) for pin in pins if project.pins.get(pin.key) != pin
    ]
    changes += holding.held(catalogue, project, pins)
    changes += [RowChange(row.id, None, row) for row in answers.rows if row.id not in project.rows]
    for item in answers.evidence:
        placeholder = Evidence(
            item.id, item.path.name, item.kind, "", 0, "", item.title, item.date, item.issuer
        )
        changes.append(EvidenceChange(item.id, project.evidence.get(item.id), placeholder))
    for key, value in answers.settings.items():
        if project.settings.get(key) != value:
            changes.append(SettingChange(key, project.settings.get(key), value))
    if wrong:
        raise AnswersError(*wrong)
    answered: list[Change] = [
        AnswerChange(place, project.answers.get(place), answer)
        for place, answer in answers.answers
        if project.answers.get(place) != answer
    ]
    changes += answered
    wished = tentative(project, changes)
    wrong = _judged(catalogue, wished, [place for place, _ in answers.answers])
    new = {
        key: value
        for key, value in answers.settings.items()
        if key not in project.settings or (is_grade(key) and value != project.settings[key])
    }
    wrong += unknown_settings(catalogue, wished, new, answers.file)
    if wrong:
        refusal = AnswersError(*wrong)
        refusal.project = wished
        raise refusal
    return tuple(changes)


def bring(workbench: Workbench, answers: Answers, label: str) -> tuple[Changed, tuple[Change, ...]]:
    """Take a checked answers file into the open project, evidence files included, as one step.

    Gives what was told to the listeners, and the changes made.

    Raises
    ------
    AnswersError
        As `changes_of`; nothing is written then.
    FileTrouble
        If an evidence file or the project cannot be read or written; the project stays as it was.
    """
    changes = changes_of(workbench.catalogue, workbench.project, answers)
    made = _with_files(workbench.file, changes, answers)
    return workbench.commit(label, made), made


def _with_files(file: ProjectFile, changes: tuple[Change, ...], answers: Answers) -> tuple[Change, ...]:
    paths = {item.id: item.path for item in answers.evidence}
    done: list[Change] = []
    for change in changes:
        if isinstance(change, EvidenceChange) and change.after is not None:
            stored = file.add_evidence_file(paths[change.id])
            said = change.after
            held = Evidence(
                said.id, stored.name, said.kind, stored.media_type, stored.size, stored.digest, said.title, said.date,
                said.issuer,
            )  # fmt: skip
            if held != change.before:
                done.append(EvidenceChange(change.id, change.before, held))
        else:
            done.append(change)
    return tuple(done)


def _rows(catalogue: Catalogue, project: Project, answers: Answers) -> list[Finding]:
    found: list[Finding] = []
    for row in answers.rows:
        table = catalogue.vocabulary.tables.get(row.table)
        details: dict[str, str] = {"file": answers.file, "id": row.id, "table": row.table}
        if table is None:
            found.append(Finding("unknown_table", "error", None, tuple(details.items())))
        elif not row.id.startswith(table.letter):
            details["letter"] = table.letter
            found.append(Finding("row_letter", "error", None, tuple(details.items())))
        elif row.id in project.retired or (row.id in project.rows and project.rows[row.id] != row):
            found.append(Finding("row_taken", "error", None, tuple(details.items())))
    return found


def _evidence(answers: Answers) -> list[Finding]:
    found: list[Finding] = []
    for item in answers.evidence:
        details: dict[str, str] = {"file": answers.file, "id": item.id, "name": item.path.name}
        if not item.path.is_file():
            found.append(Finding("evidence_missing", "error", None, tuple(details.items())))
        elif item.path.stat().st_size > LARGEST:
            details |= {"size": str(item.path.stat().st_size), "most": str(LARGEST)}
            found.append(
                Finding(
                    "file_too_large", "error", None, (("file", item.path.name), *list(details.items())[3:])
                )
            )
    return found


def _judged(catalogue: Catalogue, project: Project, touched: list[Place]) -> list[Finding]:
    pin = next(iter(project.methods()), None)
    if pin is None:
        return []
    inventory = inventory_of(catalogue, project, pin)
    found: list[Finding] = []
    for place in touched:
        for item in judge(project, catalogue.vocabulary, place, project.answers[place], inventory):
            if item.severity == "error":
                found.append(item)
    return found


def create(
    catalogue: Catalogue,
    path: Path,
    by: str,
    years: tuple[str, ...],
    pins: tuple[Pin, ...],
    answers: Answers | None,
) -> Workbench:
    """Make a project file with its years, methods and, if given, the answers of a file: all of it or nothing.

    Raises
    ------
    AnswersError, FileTrouble
        As `bring`; no file is left behind then.
    """
    first: list[Change] = [YearsChange((), years)] if years else []
    first += [PinChange(pin.key, None, pin) for pin in pins]
    first += holding.held(catalogue, Project(), pins)
    if answers is not None:
        changes_of(catalogue, tentative(Project(), first), answers)
    file = ProjectFile.create(path, by)
    finished = False
    try:
        workbench = Workbench(catalogue, file, by)
        workbench.commit(path.stem, first)
        if answers is not None:
            bring(workbench, answers, answers.file)
        finished = True
        return workbench
    finally:
        if not finished:
            file.close()
            path.unlink(missing_ok=True)
