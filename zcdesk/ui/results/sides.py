"""Both sides of a proposal as a table: the lines of a year now and as they would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.results.compare_view import CompareColumns, CompareList
from zcdesk.ui.widgets.figure_list import ROW
from zcdesk.workbench.results.comparing import Comparison
from zcdesk.workbench.workbench import Workbench


class SideColumns(CompareColumns):
    """Where the columns of both sides stand: names of lines are long, so the bars give way."""

    def widths(self, room: float) -> Iterable[tuple[str, float]]:
        before, now, change, percent = self.wide
        left = room - sum(self.wide) - self._px(24)
        bar = float(min(left, self._px(8))) if left > self._px(5) else 0.0
        scope = float(self._px(4.6)) if left - bar > self._px(4.6) else 0.0
        return (
            ("percent", percent), ("change", change), ("bar", bar), ("now", now), ("before", before), ("scope", scope),
        )  # fmt: skip


class Sides(CompareList):
    """The lines of a year on both sides; F2 explains the figure of the side that is ringed."""

    def __init__(self, desk: Desk, explain: Callable[[str, bool], None], entered: Callable[[], None]) -> None:
        super().__init__(desk)
        self._explain, self._entered = explain, entered
        self.setAccessibleName(desk.words("changing.title"))
        self.setAccessibleDescription(desk.words("changing.hint"))

    def columns_for(self, found: Comparison) -> CompareColumns:
        return SideColumns(self.desk, found.heads)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._entered()

    def why(self) -> None:
        one = self.currentIndex().data(ROW)
        if one is not None:
            self._explain(self.figure(one), self.year == "now")


def chain_of(desk: Desk, then: Workbench, year: str, figure: str, closed: Callable[[], None]) -> QWidget:
    """Stand the chain of a figure beside the page: of the project as it would be."""
    from zcdesk.ui.results.why import WhyPanel  # only when a figure is asked for

    shadow = Desk(then, desk.texts, desk.theme, desk.icons, desk.language)
    shadow.year = year
    shadow.toast.connect(desk.toast)
    shadow.wants_page.connect(desk.wants_page)
    panel = WhyPanel(shadow)
    shadow.setParent(panel)
    panel.closed.connect(closed)
    desk.aside.emit(panel)
    panel.show_figure(figure)
    return panel
