"""Help beside: the pane that F1 opens beside one page, kept open from page to page while help is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.form import Page as FormOfPage
from zcdesk.domain.form import Question
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.guidance import Guidance


class HelpBeside(QObject):
    """Brings the pane of a page out and puts it away.

    Parameters
    ----------
    desk : Desk
    page : QWidget
        Whose pane it is.
    opened : callable
        The pane stands there: let the page say what it is to explain.
    back : callable
        The focus was in the pane, which is gone: take it.
    """

    def __init__(
        self, desk: Desk, page: QWidget, opened: Callable[[], object], back: Callable[[], object]
    ) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._opened, self._back = opened, back
        self.pane = Guidance(desk, page)  # the window's while it stands beside the page
        self.pane.hide()
        desk.guided_changed.connect(self.follow)

    def follow(self) -> None:
        """Stand beside the page if help is wanted and the page is in sight; else go."""
        if self._desk.guided and self._page.isVisible():
            self._desk.aside.emit(self.pane)
            self._opened()
        elif self.pane.isVisible():
            inside = self.pane.isAncestorOf(self.pane.window().focusWidget())
            self._desk.aside.emit(None)
            if inside:
                self._back()

    def toggle(self) -> None:
        """Show it, or put it away."""
        self._desk.guide(not self._desk.guided)

    def explain(self, form: FormOfPage, at: tuple[Question, Place] | None) -> None:
        """Explain the question one stands on, or the page where one stands on none."""
        if not self.pane.isVisible():
            return
        if at is None:
            self.pane.show_page(form)
        else:
            self.pane.show_question(*at)

    def page_hidden(self) -> None:
        """The page went out of sight: its pane goes with it, while help stays wanted."""
        if self.pane.isVisible():
            self._desk.aside.emit(None)

    def discard(self) -> None:
        """Take it away for good; the page is built anew."""
        self._desk.guided_changed.disconnect(self.follow)
        self._desk.aside.emit(None)
        self.pane.setParent(None)
        self.pane.deleteLater()
        self.deleteLater()
