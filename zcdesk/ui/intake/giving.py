"""Giving: a copy of the project for a colleague, and a verifier's findings back with the answers."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from zcdesk.domain.words import Words
from zcdesk.store.file_name import clean
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_place
from zcdesk.ui.widgets.jobs import Job
from zcdesk.ui.widgets.works import step, works
from zcdesk.workbench import tasks
from zcdesk.workbench.jobs import told
from zcdesk.workbench.refusal import Refused

_SUFFIX = ".zcd"


def save_copy(desk: Desk, over: QWidget) -> None:
    """Ask where a copy of the project goes, and write it on another thread."""
    path = desk.workbench.file.path
    to = ask_place(desk, over, desk.words("merging.copy"), copy_name(desk), desk.words("merging.kinds"))
    if to is None:
        return
    if to.suffix.lower() != _SUFFIX:
        to = Path(f"{to}{_SUFFIX}")

    def work(job: Job) -> tuple[Words | None]:
        with told(), ProjectFile.open(path, read_only=True) as file:
            return (file.save_copy(to, partial(step, job)),)

    def done(found: tuple[Words | None] | None) -> None:
        if found is not None:
            lacking = found[0]
            desk.toast.emit(desk.words("merging.copied", path=to) if lacking is None else desk.say(lacking))

    works(desk).begin(f"copy {to}", desk.words("merging.copying"), work, done)


def copy_name(desk: Desk) -> str:
    """A name that tells copies apart: that of the project, who made it and on which day."""
    stem, by = desk.workbench.file.path.stem, clean(desk.workbench.by) if desk.workbench.by else ""
    day = datetime.now().astimezone().date().isoformat()
    return f"{' '.join(part for part in (stem, by, day) if part)}{_SUFFIX}"


def findings_back(desk: Desk, over: QWidget) -> None:
    """Ask where the findings go with their answers, and write them."""
    if not desk.workbench.project.tasks:
        desk.toast.emit(desk.words("merging.findings_none"))
        return
    words = desk.words
    to = ask_place(
        desk,
        over,
        words("merging.findings"),
        f"{words('merging.findings')}.json",
        words("merging.findings_kinds"),
    )
    if to is None:
        return
    if not to.suffix:
        to = to.with_suffix(".json")
    try:
        count = tasks.write(desk.workbench, to, desk.language)
    except (Refused, FileTrouble) as bad:
        desk.toast.emit(desk.say(bad.words))
        return
    desk.toast.emit(words("merging.findings_out", n=count, path=to))
