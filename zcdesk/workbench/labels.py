"""Labels: what a step is called in the history, and where the history of a project begins."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.answer import Place
from zcdesk.domain.change import PinChange, SettingChange
from zcdesk.domain.project import REHEARSAL, Project
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import naming


def answers_label(project: Project, vocabulary: Vocabulary, places: Iterable[Place]) -> str:
    """What putting these answers is called: row and period where there is one, then up to three quantities."""
    listed = list(places)
    ids = list(dict.fromkeys(place.quantity for place in listed))
    rows = {place.row for place in listed}
    row = naming.row_words(project, vocabulary, rows.pop()).zh if len(rows) == 1 else ""
    periods = {place.period for place in listed}
    period = naming.period_words(periods.pop()).zh if len(periods) == 1 else ""
    named = [vocabulary.quantities[id_].words.zh if id_ in vocabulary.quantities else id_ for id_ in ids[:3]]
    what = "、".join(named) + ("…" if len(ids) > 3 else "")
    return " · ".join(part for part in (row, period, what) if part)


def birth(file: ProjectFile) -> int:
    """Number of the last edit that undo leaves alone: the project's own birth, or a copy of the sample's.

    Without its method and its years a project asks nothing.
    """
    if not file.project.rehearsal:
        for record in file.edits(1, min(2, file.head)):  # a file of answers may bring the method
            pins = [each for each in record.edit.changes if isinstance(each, PinChange)]
            if any(each.before is None and each.key.startswith("method:") for each in pins):
                return record.number
        return 0
    marked = (
        record.number
        for record in file.edits()
        if any(isinstance(each, SettingChange) and each.key == REHEARSAL for each in record.edit.changes)
    )
    return next(marked, 0)
