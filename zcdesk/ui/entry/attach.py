"""Attach: a file of the disk, or one of the project already, tied to the cells one stands on."""

from __future__ import annotations

from collections.abc import Sequence

from zcdesk.domain.answer import Place
from zcdesk.domain.form import Question
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.form import Form
from zcdesk.ui.widgets.files import ask_file
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.evidence import attaching, filing
from zcdesk.workbench.evidence.attaching import Attached
from zcdesk.workbench.forms import regrading

NEW = "new"


def attach(page: Form, question: Question, wanted: Sequence[Place], in_table: bool) -> None:
    """Ask which file proves the answers at these places, tie it, and say so.

    Where the project has evidence it is offered beneath the way to the disk; else the dialog opens at once.
    """
    desk, bench = page.desk, page.desk.workbench
    places = attaching.provable(bench, wanted)
    if bench.file.read_only:
        return
    if not places:
        page.strip.show_trouble(desk.words("entry.attach_first"))
        return
    kind = question.evidence[0] if question.evidence else "other"

    before = bench.project

    def done(found: Attached) -> None:
        page.give(found.places, found.trouble)
        if found.trouble is None:
            desk.toast.emit(told(desk, found))
            graded = regrading.moved(bench, before, found.places)
            if graded is not None:
                page.strip.show_told(desk.say(graded))

    def take(chosen: str) -> None:
        if chosen != NEW:
            done(attaching.tie(bench, places, chosen))
            return
        path = ask_file(desk, page.strip, desk.words("action.attach"))
        if path is not None:
            done(attaching.attach(bench, places, path, kind))

    held = filing.filed(bench, desk.language)
    if not held:
        take(NEW)
        return
    choices = [(NEW, desk.words("entry.evidence.new"), "new file")]
    choices += [
        (
            each.evidence.id,
            f"{each.evidence.id}  {each.evidence.title or each.evidence.name}",
            f"{each.evidence.name} {each.kind} {each.evidence.issuer}",
        )
        for each in held
    ]
    over, spot = (
        (page.table, page.table.spot()) if in_table and page.table is not None else (page.strip, None)
    )
    Picker(desk, over, choices, take, desk.words("entry.evidence.which", n=len(places)), NEW, spot)


def told(desk: Desk, found: Attached) -> str:
    """What was done, in one sentence."""
    title = desk.workbench.project.evidence[found.id]
    named = f"{found.id} {title.title or title.name}"
    if not found.places:
        return desk.words("entry.evidence.there", id=named)
    key = "entry.evidence.tied_held" if found.held else "entry.evidence.tied"
    return desk.words(key, id=named, n=len(found.places))
