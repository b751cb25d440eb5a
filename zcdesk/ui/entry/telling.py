"""Telling: what is said of the place one stands on; one key asks for it several times, and it is worked out once."""

from __future__ import annotations

from zcdesk.domain.answer import Place
from zcdesk.domain.form import Question
from zcdesk.domain.project import Project
from zcdesk.ui.desk import Desk
from zcdesk.workbench.forms import strip
from zcdesk.workbench.forms.entry import LastTouched
from zcdesk.workbench.forms.strip import Strip


class Telling:
    """The strip of one page, remembered until something changes or another place is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._edits = LastTouched(desk.workbench)
        self._held: tuple[Project, tuple[object, ...], Strip] | None = None

    def of(self, question: Question, place: Place, unit: str) -> Strip:
        """Everything that is said of a place, its figures in a unit."""
        bench, language = self._desk.workbench, self._desk.language
        asked = (bench.file.head, question, place, unit, language)
        if self._held is None or self._held[0] is not bench.project or self._held[1] != asked:
            said = strip.strip(bench, self._edits, question, place, unit, language)
            self._held = (bench.project, asked, said)
        return self._held[2]
