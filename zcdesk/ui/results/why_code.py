"""Why code: the short code under which a figure stands on paper, told as soon as the report of now is known."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.asked import Asked
from zcdesk.workbench.printing.printing import document_of
from zcdesk.workbench.results.chain_links import printed_code

Codes = tuple[object, dict[str, str]]
"""The state of the project of which they are, and the codes by figures."""


class PrintedCodes(QObject):
    """Writes codes on labels; the report is told once for each state of the project.

    Parameters
    ----------
    desk : Desk
    parent : QObject
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: Codes | None = None
        self._waits: tuple[QLabel, str] | None = None
        self._asked = Asked()
        self._asked.answered.connect(self._take)

    def tell(self, on: QLabel, figure: str) -> None:
        """Write the code of a figure, by its id, on a label, after that stands."""
        self._waits = on, figure
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        desk = self._desk
        year, language = desk.year, desk.language
        state = (desk.workbench.file.head, year, language)
        if self._known is not None and self._known[0] == state:
            self._take(self._known)
            return
        self._asked.ask_of(desk, lambda snapshot: (state, dict(document_of(snapshot, year, language).codes)))

    def _take(self, codes: Codes) -> None:
        self._known = codes
        if self._waits is None or not isValid(self._waits[0]):
            return
        on, figure = self._waits
        code = printed_code(codes[1], figure)
        words = self._desk.words
        on.setText(words("chain.code", code=code) if code else words("chain.no_code"))
