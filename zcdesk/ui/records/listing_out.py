"""Listing out: the list of the page that is shown, written as a workbook or as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_place
from zcdesk.workbench.handed_out import lists
from zcdesk.workbench.refusal import Refused


def ask_list(desk: Desk, over: QWidget, page: str) -> None:
    """Ask where the list of a page goes, and write it."""
    if not lists.has(desk.workbench, page):
        desk.toast.emit(desk.words("lists.none"))
        return
    try:
        title = lists.listed(desk.workbench, page, desk.year, desk.language).title
    except Refused as refused:
        desk.toast.emit(desk.say(refused.words))
        return
    name = f"{desk.workbench.file.path.stem}-{title.replace('/', ' ')[:60]}.xlsx"
    to = ask_place(desk, over, desk.words("lists.write"), name, desk.words("lists.kinds"))
    if to is not None:
        write_list(desk, page, to if to.suffix.lower() in lists.KINDS else to.with_suffix(".xlsx"))


def write_list(desk: Desk, page: str, to: Path) -> None:
    """Write the list of a page to a file, and say so."""
    try:
        count = lists.write(desk.workbench, page, desk.year, desk.language, to)
    except Refused as refused:
        desk.toast.emit(desk.say(refused.words))
        return
    desk.toast.emit(desk.words("lists.written", n=count, path=to))
