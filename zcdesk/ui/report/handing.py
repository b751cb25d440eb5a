"""Handing in: a report in another format, the verification package, the files of an application; beside the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.words import Language
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.refusal import Refused

Made = tuple[Path, str]
"""What was written, and what is said of it."""


class Handing(Protocol):
    """The page that hands in: it says what goes on."""

    desk: Desk
    jobs: Jobs
    said: Language

    def tell_written(self, made: Made) -> None:
        """Say what was written."""

    def tell_busy(self, text: str) -> None:
        """Say what goes on, with the way to give it up."""

    def tell_failed(self, refused: Refused) -> None:
        """Say why not."""


class Cancelled(Exception):
    """Nobody waits any more."""


def package(page: Handing, over: QWidget) -> None:
    """Ask where the verification package goes, and write it."""
    desk = page.desk
    name = _named(desk, desk.words("handing.package"), ".zip")
    chosen, _ = QFileDialog.getSaveFileName(over, desk.words("handing.package"), name, "ZIP (*.zip)")
    if not chosen:
        return
    to = Path(chosen if chosen.lower().endswith(".zip") else f"{chosen}.zip")
    catalogue, path, said, words = desk.workbench.catalogue, desk.workbench.file.path, page.said, desk.words
    by = desk.workbench.by

    def work(job: Job) -> Made:
        from zcdesk.workbench.handed_out.packaging import Packed, write_package
        from zcdesk.workbench.workbench import Workbench

        def write(bench: Workbench) -> Packed:
            bench.by = by
            return write_package(bench, to, said, True, step)

        def step(done: int, whole: int) -> None:
            if not job.wanted():
                raise Cancelled
            job.progress(100 * done // max(whole, 1))

        packed = apart(catalogue, path, write)
        told = words("handing.packed", path=to, n=packed.nodes, digest=packed.digest)
        return to, told + (words("handing.drafts", n=len(packed.drafts)) if packed.drafts else "")

    _start(page, work, desk.words("handing.packing"))


def submission(page: Handing, over: QWidget, anchor: QWidget, current: str = "") -> None:
    """Ask of which followed scheme the files are exported, where there are several; then into which folder.

    Parameters
    ----------
    anchor : QWidget
        Under which the schemes are offered.
    current : str
        Id of the scheme that the document shown is about; ``""`` none.
    """
    desk = page.desk
    followed = [each.scheme.method for each in desk.workbench.followed()]
    if not followed:
        page.tell_written((Path(), desk.words("handing.no_scheme")))
        return
    if len(followed) == 1:
        _export(page, over, followed[0].id)
        return
    choices = [(each.id, desk.say(each.words), "") for each in followed]
    Picker(
        desk,
        anchor,
        choices,
        lambda id_: _export(page, over, id_),
        desk.words("handing.which"),
        current or followed[0].id,
    )


def _export(page: Handing, over: QWidget, scheme: str) -> None:
    """Ask into which folder the files of a scheme go, and export them."""
    desk = page.desk
    (method,) = (each.scheme.method for each in desk.workbench.followed() if each.scheme.method.id == scheme)
    title = desk.words("handing.submission", what=desk.say(method.words))
    chosen = QFileDialog.getExistingDirectory(over, title, str(desk.workbench.file.path.parent))
    if not chosen:
        return
    name = re.sub(r'[\\/:*?"<>|]', "", f"{desk.say(method.words)} {desk.year}").strip()
    to = _free(Path(chosen) / name)
    catalogue, path, said, year = desk.workbench.catalogue, desk.workbench.file.path, page.said, desk.year
    words = desk.words

    def work(_: Job) -> Made:
        from zcdesk.workbench.handed_out.documents import hand_in

        held = apart(catalogue, path, lambda bench: hand_in(bench, scheme, year, said, to))
        lacking = sum(not each.present for folder in held.folders for each in folder.files)
        return to, words("handing.exported", path=to, n=held.files, lacking=lacking)

    _start(page, work, desk.words("handing.exporting"))


def save_as(page: Handing, to: Path, document: str, base: str, view: str) -> None:
    """Write the document that is shown as Word or as a workbook.

    Parameters
    ----------
    document : str
        As `zcdesk.ui.report.report_choice` names it: ``inventory``, ``comparison``, ``template``, ``template:scheme``.
    base, view : str
        Of a comparison.
    """
    desk = page.desk
    catalogue, path, said, year = desk.workbench.catalogue, desk.workbench.file.path, page.said, desk.year
    words = desk.words

    def work(_: Job) -> Made:
        from zcdesk.workbench.handed_out import comparison_page, documents
        from zcdesk.workbench.printing import printing
        from zcdesk.workbench.results import digits
        from zcdesk.workbench.workbench import Workbench

        def write(bench: Workbench) -> None:
            if document == "inventory":
                printing.print_report(bench, year, said, to, replace=True, value=digits.full_value(bench))
            elif document == "comparison":
                comparison_page.print_page(bench, year, said, to, base, view, replace=True)
            else:
                id_, _, scheme = document.partition(":")
                documents.print_document(bench, id_, year, said, to, True, scheme)

        apart(catalogue, path, write)
        return to, words("look.saved", path=to)

    _start(page, work, desk.words("handing.writing"))


def parts(page: Handing, over: QWidget, document: str, base: str, view: str) -> None:
    """Ask where the tables and charts of a document go, and write them into a new folder there."""
    desk = page.desk
    chosen = QFileDialog.getExistingDirectory(
        over, desk.words("handing.parts_folder"), str(desk.workbench.file.path.parent)
    )
    if not chosen:
        return
    to = _free(Path(chosen) / Path(_named(desk, f"{desk.words('action.parts')} {desk.year}", "")).name)
    catalogue, path, said, year = desk.workbench.catalogue, desk.workbench.file.path, page.said, desk.year
    words = desk.words

    def work(job: Job) -> Made:
        from zcdesk.workbench.handed_out import parts as parts_of
        from zcdesk.workbench.workbench import Workbench

        def step(done: int, whole: int) -> None:
            if not job.wanted():
                raise Cancelled
            job.progress(100 * done // max(whole, 1))

        def write(bench: Workbench) -> int:
            id_, _, scheme = document.partition(":")
            made = parts_of.made(bench, id_, year, said, scheme, base, view)
            return len(parts_of.export(bench, made, to, step))

        return to, words("handing.parts_written", path=to, n=apart(catalogue, path, write))

    _start(page, work, desk.words("handing.parts_writing"))


def _start(page: Handing, work: Callable[[Job], Made], busy: str) -> None:
    page.tell_busy(busy)
    page.jobs.start("hand", _quietly(work), _done(page), page.tell_failed)


def _quietly(work: Callable[[Job], Made]) -> Callable[[Job], Made | None]:
    """The work; given up, it gives nothing."""

    def done(job: Job) -> Made | None:
        try:
            return work(job)
        except Cancelled:
            return None

    return done


def _done(page: Handing) -> Callable[[Made | None], None]:
    def done(made: Made | None) -> None:
        if made is not None:
            page.tell_written(made)

    return done


def _named(desk: Desk, what: str, suffix: str) -> str:
    plant = desk.workbench.project.answers.get(Place("site.name"))
    name = f"{plant.text.strip() if plant is not None else ''} {what}".strip()
    name = re.sub(r'[\\/:*?"<>|]', "", name)
    return str(desk.workbench.file.path.with_name(f"{name}{suffix}"))


def _free(to: Path) -> Path:
    """A folder that is not there yet."""
    found, number = to, 2
    while found.exists():
        found = to.with_name(f"{to.name} {number}")
        number += 1
    return found
