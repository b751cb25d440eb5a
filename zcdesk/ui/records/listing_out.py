"""Listing out: the list of the page that is shown, written as a workbook or as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_place
from zcdesk.workbench.handed_out import lists
from zcdesk.workbench.handed_out.lists import Listed
from zcdesk.workbench.readiness import chances, checklist
from zcdesk.workbench.refusal import Refused


def ask_list(desk: Desk, over: QWidget, page: Any) -> None:
    """Ask where the list of a page goes, and write it."""
    try:
        made = listed(desk, page)
    except Refused as refused:
        desk.toast.emit(desk.say(refused.words))
        return
    if made is None:
        desk.toast.emit(desk.words("lists.none"))
        return
    name = f"{desk.workbench.file.path.stem}-{made.title.replace('/', ' ')[:60]}.xlsx"
    to = ask_place(desk, over, desk.words("lists.write"), name, desk.words("lists.kinds"))
    if to is not None:
        write_list(desk, made, to if to.suffix.lower() in lists.KINDS else to.with_suffix(".xlsx"))


def listed(desk: Desk, page: Any) -> Listed | None:
    """The list that a page shows: what it looks at by itself, or what the project has of it; None for none.

    Raises
    ------
    Refused
        If the project has nothing of it yet.
    """
    language = desk.language
    match page.id:
        case "importing" if page.shown is not None:
            return lists.of_preview(page.shown.seen, language)
        case "merging" if page.looked is not None:
            return lists.of_merge(page.looked, page.choices, page.unasked(), language)
        case "audit" if page.found is not None and page.found.told:
            return lists.of_audit(page.found, language)
        case "changing" if page.table.found is not None:
            return lists.of_comparison(page.table.found, language)
        case "results" if page.comparing and not page.attributing and page.compared.list.found is not None:
            return lists.of_comparison(page.compared.list.found, language)
        case "results" if page.spreading and page.uncertain.view is not None:
            return lists.of_spread(page.uncertain.view, desk.year, language)
        case "readiness" if page.view == "suppliers":
            read = page.suppliers.read_back()
            return lists.of_questionnaire(*read, language) if read is not None else None
        case "checklist" | "readiness" if page.key:
            topics = checklist.topics(desk.workbench, page.key, desk.year, language)
            return lists.of_topics(topics, language)
        case "chances":
            return lists.of_chances(chances.subjects(desk.workbench, desk.year, language), language)
    if not lists.has(desk.workbench, page.id):
        return None
    return lists.listed(desk.workbench, page.id, desk.year, language)


def write_list(desk: Desk, made: Listed, to: Path) -> None:
    """Write a list to a file, and say so."""
    try:
        count = lists.write_listed(made, desk.language, to)
    except Refused as refused:
        desk.toast.emit(desk.say(refused.words))
        return
    desk.toast.emit(desk.words("lists.written", n=count, path=to))
