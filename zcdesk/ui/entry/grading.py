"""Grading: choosing which meter, record or estimate stands behind an answer, from a list; one undoable step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.words import Words
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.forms import grades


def pick_grade(
    desk: Desk, anchor: QWidget, place: Place, done: Callable[[Place, Words | None], object]
) -> None:
    """Let a class be chosen for the answer at a place; `done` is told the place, and what went wrong if anything."""
    from zcdesk.workbench.forms import regrading

    bench = desk.workbench
    if bench.file.read_only:
        return
    held = grades.grade_at(bench, place)
    if held is None or place not in bench.project.answers:
        desk.toast.emit(desk.words("grade.missing"))
        return
    choices = regrading.choices(bench, place, desk.language)
    current = held.grade.id if held.chosen else regrading.USUAL
    Picker(
        desk, anchor, choices, lambda id_: done(place, regrading.choose(bench, place, id_)),
        desk.words("grade.pick"), current,
    )  # fmt: skip
