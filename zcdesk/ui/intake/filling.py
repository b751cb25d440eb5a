"""Filling: the entry workbook of a year, written for those who fill it in and send it back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from zcdesk.report.whole import write_whole
from zcdesk.store.trouble import translated
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_beside
from zcdesk.ui.widgets.jobs import Job
from zcdesk.ui.widgets.works import step, works
from zcdesk.workbench.jobs import apart, told
from zcdesk.workbench.workbench import Workbench

_SUFFIX = ".xlsx"


def write_workbook(desk: Desk, over: QWidget) -> None:
    """Ask where the entry workbook of the year that is shown goes, and write it on another thread."""
    path, year, words, language = desk.workbench.file.path, desk.year, desk.words, desk.language
    to = ask_beside(over, words("filling.title", year=year), free(path, year), "Excel (*.xlsx)")
    if to is None:
        return
    if to.suffix.lower() != _SUFFIX:
        to = Path(f"{to}{_SUFFIX}")
        if to.exists():  # the dialog has asked about the name without its end
            desk.toast.emit(words("filling.exists", path=to.name))
            return
    catalogue = desk.workbench.catalogue

    def work(job: Job) -> tuple[int, int]:
        from zcdesk.exchange.entry_book import entry_out
        from zcdesk.workbench.workbook.entry_book import layout

        def write(bench: Workbench) -> tuple[int, int]:
            made = layout(bench, year, language)
            step(job, 30)
            data = entry_out.workbook(made, language, lambda part: step(job, 30 + round(60 * part)))
            step(job, 95)
            with translated(to, "disk_error"):
                write_whole(to, data)
            return len(made.sheets), sum(len(sheet.lines) for sheet in made.sheets)

        with told():
            return apart(catalogue, path, write)

    def done(made: tuple[int, int] | None) -> None:
        if made is None:
            return
        said = words("filling.written", path=to.name, year=year, sheets=made[0], n=made[1])
        desk.written.emit(said, to)

    works(desk).begin(f"fill {to}", words("filling.writing", year=year), work, done)


def free(path: Path, year: str) -> Path:
    """Beside the project, a name that no file has yet: what is there may be filled in."""
    found, number = path.with_name(f"{path.stem}-{year}{_SUFFIX}"), 2
    while found.exists():
        found = path.with_name(f"{path.stem}-{year} {number}{_SUFFIX}")
        number += 1
    return found


def show_outside(desk: Desk, path: Path) -> None:
    """Open a file or a folder in the program that the system has for it, or say why not."""
    there = path.exists()
    if not there or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        desk.hint.emit(desk.words("look.cannot_open" if there else "look.no_more", path=path))
