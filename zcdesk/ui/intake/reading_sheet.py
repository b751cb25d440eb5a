"""The reading sheet from the desk: which month, where to, and it is printed beside the window."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_place
from zcdesk.ui.widgets.jobs import Job
from zcdesk.ui.widgets.picker import Picker
from zcdesk.ui.widgets.works import works
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.naming import period_words


class Wanting(Protocol):
    """The window, as far as a reading sheet needs it."""

    desk: Desk

    def say(self, text: str) -> None:
        """Say something briefly."""


def ask_month(window: Wanting, over: QWidget, anchor: QWidget) -> None:
    """Ask for which month of the year shown the sheet is; then where it goes, and print it."""
    desk = window.desk
    months = [f"{desk.year}-{month:02d}" for month in range(1, 13)]
    choices = [(each, desk.say(period_words(each)), "") for each in months]
    answers = desk.workbench.project.answers
    filled = {place.period for place in answers if len(place.period) == 7}
    first = next((each for each in months if each not in filled), months[0])
    Picker(
        desk,
        anchor,
        choices,
        lambda period: _print(window, over, period),
        desk.words("sheet.which"),
        first,
    )


def _print(window: Wanting, over: QWidget, period: str) -> None:
    desk = window.desk
    said = desk.say(period_words(period))
    to = ask_place(
        desk, over, desk.words("sheet.name"), f"{desk.words('sheet.name')} {said}.pdf", "PDF (*.pdf)"
    )
    if to is None:
        return
    catalogue, path, language = desk.workbench.catalogue, desk.workbench.file.path, desk.language

    def work(_: Job) -> int:
        from zcdesk.workbench.handed_out.reading_sheet import print_sheet

        year, month = period.split("-")
        return apart(catalogue, path, lambda bench: print_sheet(bench, year, int(month), language, to))

    def done(pages: int | None) -> None:
        if pages is not None:
            desk.written.emit(desk.words("sheet.printed", path=to, n=pages), to)

    works(desk).begin(f"sheet {to}", desk.words("works.printing", what=desk.words("sheet.name")), work, done)
