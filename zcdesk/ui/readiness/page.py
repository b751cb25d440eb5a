"""The page of readiness: verdict, gates and indicators of a scheme; schemes side by side, years, what is followed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Literal, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.ui.readiness.choices import ChoiceCard
from zcdesk.ui.readiness.cores import CoreCard
from zcdesk.ui.readiness.head import SchemeButton, into_view, segments
from zcdesk.ui.readiness.items import GateList, ItemGrid
from zcdesk.ui.readiness.schemes import SchemeCard
from zcdesk.ui.readiness.sides import SideCard
from zcdesk.ui.readiness.suppliers import SupplierCard
from zcdesk.ui.readiness.verdict import VerdictCard
from zcdesk.ui.readiness.ways import WayList
from zcdesk.ui.readiness.years import YearsOfScheme
from zcdesk.ui.results.chart_view import ChartCard
from zcdesk.ui.results.results import Quiet
from zcdesk.ui.widgets.asked import pool
from zcdesk.ui.widgets.parts import Page, button, card, label, row
from zcdesk.ui.widgets.pile import Pile
from zcdesk.ui.widgets.sentences import OneLine
from zcdesk.workbench.readiness import sides
from zcdesk.workbench.readiness.parts import Overview
from zcdesk.workbench.readiness.view import overview
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.snapshot import Snapshot

View = Literal["one", "sides", "years", "schemes", "suppliers"]
VIEWS: tuple[View, ...] = ("one", "sides", "years", "schemes", "suppliers")
Below = Literal["items", "ways", "radar", "choices"]
BELOW: tuple[Below, ...] = ("items", "ways", "radar", "choices")


class ReadinessPage(Page):
    """零碳就绪."""

    id = "readiness"

    def __init__(self, desk: Desk) -> None:
        self.view: View = "one"
        self.below: Below = "items"
        self.key = ""
        self._found: Overview | None = None
        self._left: QWidget | None = None
        """What had the focus when one went to the checklist."""
        self._wide: tuple[bool, bool] | None = None
        super().__init__(desk)

    # building

    def build(self) -> None:
        desk = self.desk
        line = self.head(desk.words("readiness.title"))
        left = line.itemAt(0).layout()
        assert isinstance(left, QBoxLayout)
        named = left.takeAt(0).widget()
        self._titled = row(named, None)
        left.addLayout(self._titled)
        self._note = Quiet(desk)
        left.addWidget(self._note)
        self._head_line = line
        controls = self._controls = row(space=desk.theme.px(0.571))
        self.chooser = SchemeButton(desk, self.show_scheme)
        self.which = self.chooser.button
        controls.addWidget(self.which)
        frame, self.segments = segments(desk, VIEWS, "readiness.view", self.choose)
        controls.addWidget(frame)
        self._views = frame
        self.check = button(desk, desk.words("readiness.check"), self.to_list, "primary", "list-checks")
        controls.addWidget(self.check)
        controls.addStretch(1)
        line.addLayout(controls)
        self._verdict()
        self._stack = Pile()
        self._one = QWidget()
        self._lay_one()
        self.sides = SideCard(desk)
        self.sides.opened.connect(self._to_criterion)
        self.years = YearsOfScheme(desk)
        self.years.opened.connect(lambda id_: self._to_criterion(self.key, id_))
        self.schemes = SchemeCard(desk)
        self.schemes.shown.connect(self.show_scheme)
        self.suppliers = SupplierCard(desk)
        for each in (self._one, self.sides, self.years, self.schemes, self.suppliers):
            self._stack.addWidget(each)
        self.body.addWidget(self._stack, 1)
        self._wide = None

    def _verdict(self) -> None:
        """The sentence on top, and what is not known of the scheme."""
        self._top = VerdictCard(self.desk, self._to_first, self._explain_points)
        self.first, self.points = self._top.first, self._top.points
        self._said, self._because = self._top.said, self._top.because
        self._dark, self._incomplete = self._top.dark, self._top.incomplete
        self.body.addWidget(self._top)

    def _lay_one(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        outer = QVBoxLayout(self._one)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(0.714))
        self._upper = QWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._upper)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(px(0.857))
        self.cores = CoreCard(desk)
        self.cores.opened.connect(lambda id_: self._to_criterion(self.key, id_))
        self.cores.chosen.connect(lambda _: self.show_below("choices"))
        self._middle.addWidget(self.cores, 65)
        frame, column = card()
        self._gate_card = frame
        column.setContentsMargins(1, px(0.43), 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(0.857), 0, px(0.857), px(0.29))
        head.addWidget(label(desk, desk.words("readiness.gates"), 1.0, 700))
        self._gate_note = label(desk, "", 0.857, role="quiet", wrap=True)
        self._gate_note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._gate_note, 1)
        column.addLayout(head)
        self.gates = GateList(desk)
        self.gates.asked.connect(desk.why)
        self.gates.opened.connect(lambda row: self._to_criterion(self.key, row.item.id))
        column.addWidget(self.gates, 1)
        self._middle.addWidget(frame, 35)
        outer.addWidget(self._upper, 3)
        bottom, column = card()
        column.setContentsMargins(px(0.857), px(0.43), px(0.857), px(0.43))
        column.setSpacing(px(0.29))
        head = QHBoxLayout()
        head.setSpacing(px(0.571))
        frame, self.parts = segments(desk, BELOW, "readiness.below", self.show_below)
        head.addWidget(frame)
        self._below_note = OneLine(desk, 0.857, "quiet")
        head.addWidget(self._below_note, 1)
        column.addLayout(head)
        self._lower = Pile()
        self.grid = ItemGrid(desk)
        self.grid.opened.connect(lambda id_: self._to_criterion(self.key, id_))
        self.ways = WayList(desk)
        self.ways.asked.connect(desk.why)
        self.ways.opened.connect(lambda row: self._to_criterion(self.key, row.item.id))
        self.radar = ChartCard(desk, self._chart, ("readiness_radar",))
        self.radar.setObjectName("card_bare")
        self.radar.canvas.setMinimumHeight(desk.theme.px(17))
        self.choices = ChoiceCard(desk)
        for each in (self.grid, self.ways, self.radar, self.choices):
            self._lower.addWidget(each)
        column.addWidget(self._lower, 1)
        outer.addWidget(bottom, 2)

    # showing

    def busy(self) -> bool:
        """Whether charts are still being drawn."""
        return pool().activeThreadCount() > 0

    def refresh(self) -> None:
        desk = self.desk
        keys = sides.followed(desk.workbench)
        if self.key not in keys:
            self.key = keys[0] if keys else ""
        shown: View = self.view if keys or self.view == "suppliers" else "schemes"
        for view, segment in self.segments.items():
            segment.setChecked(view == shown)
            segment.setEnabled(bool(keys) or view in ("schemes", "suppliers"))
        self.segments["suppliers"].setVisible(bool(desk.workbench.catalogue.questionnaires))
        self._found = overview(desk.workbench, self.key, desk.year, desk.language) if keys else None
        found = self._found
        self.which.setVisible(found is not None and shown in ("one", "years"))
        self.check.setVisible(found is not None)
        self._top.setVisible(found is not None and shown in ("one", "years"))
        self._note.tell(found.document if found is not None else desk.words("readiness.nothing"))
        self._stack.setCurrentIndex(VIEWS.index(shown))
        self._stack.updateGeometry()
        if shown == "schemes":
            self.schemes.tell()
        if found is None:
            return
        self.chooser.tell(self.key)
        self._lay_head()
        self._top.tell(found)
        if shown == "one":
            self._tell_one(found)
        elif shown == "sides":
            self.sides.tell(keys)
        elif shown == "years":
            self.years.tell(self.key)

    def _to_first(self) -> None:
        """To the first of all that is missing."""
        if self._found is not None and self._found.first is not None:
            self._left = QApplication.focusWidget()
            self.desk.go(self._found.first.page, self._found.first.place)

    def _explain_points(self) -> None:
        if self._found is not None and self._found.points is not None:
            self.desk.why(self._found.points.figure)

    def _tell_one(self, found: Overview) -> None:
        desk = self.desk
        made = self.cores.tell(found.cores)
        self.cores.setVisible(bool(found.cores))
        self.gates.tell(found.gates)
        passed = sum(each.verdict == "met" for each in found.gates)
        note = desk.words("readiness.gates_note", n=len(found.gates), met=passed)
        self._gate_note.setText(" · ".join(part for part in (note, found.left_out) if part))
        self._gate_card.setVisible(bool(found.gates))
        self._upper.setVisible(bool(found.gates or found.cores))
        across = 5 if self.width() >= 66 * desk.theme.px(1) else 3
        made = self.grid.tell(found.dimensions, across) or made
        self.ways.tell(found.items)
        self.parts["ways"].setVisible(bool(self.ways.rows.items))
        self.choices.tell(found.choices, self.key)
        self.parts["choices"].setVisible(bool(found.choices))
        self.parts["radar"].setVisible(len(found.dimensions) > 2)
        if not self.parts[self.below].isVisibleTo(self.parts[self.below].parentWidget()):
            self.below = "items"
        self._tell_below()
        if made:
            self._order()
        QTimer.singleShot(0, self.radar, self._draw)

    def _tell_below(self) -> None:
        found, desk = self._found, self.desk
        if found is None:
            return
        for id_, segment in self.parts.items():
            segment.setChecked(id_ == self.below)
        self._lower.setCurrentIndex(BELOW.index(self.below))
        self._lower.updateGeometry()
        dark = sum(each.state == "text" for each in found.items)
        notes = {
            "items": desk.words("readiness.items_note", n=dark) if dark else "",
            "radar": "",
            "ways": "",
            "choices": desk.words("readiness.choices_note"),
        }
        self._below_note.say(notes[self.below])

    def _draw(self) -> None:
        if self.view == "one" and self.below == "radar" and self._found is not None and self.isVisible():
            self.radar.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(0, self.radar, self._draw)

    def _chart(self, _: str) -> Callable[[Snapshot], ChartView]:
        key, year, language = self.key, self.desk.year, self.desk.language
        return lambda snapshot: sides.radar(snapshot, key, year, language)

    def _order(self) -> None:
        """Tab goes as the page is read."""
        last: QWidget = self.check
        for each in (
            self.first, self.points, *self.cores.rows, self.gates, *self.parts.values(), *self.grid.cells[:1],
            self.ways, *self.radar.stops(), *self.choices.stops(),
        ):  # fmt: skip
            QWidget.setTabOrder(last, each)
            last = each

    # moving

    def stand_on(self, place: object) -> None:
        if isinstance(place, Place) and place.quantity.startswith("back:"):
            self._come_back(place.quantity.removeprefix("back:"))
            return
        if isinstance(place, Place) and place.quantity in VIEWS:
            self.choose(place.quantity)
            return
        if isinstance(place, Place) and place.quantity in sides.followed(self.desk.workbench):
            self.show_scheme(place.quantity)
            return
        if (
            isinstance(place, Place) and place.quantity
        ):  # one that is not followed: among those to choose from
            self.choose("schemes")
            self.schemes.stand_at(place.quantity)
            return
        shown = self._stack.currentWidget()
        if shown is self.schemes:
            self.schemes.list.setFocus()
        elif shown is self.sides:
            self.sides.table.setFocus()
        elif shown is self.years:
            self.years.table.setFocus()
        elif shown is self.suppliers:
            self.suppliers.name.setFocus()
        elif self._found is not None and self._found.gates:
            self.gates.setFocus()
        elif self.cores.rows:
            self.cores.rows[0].setFocus()
        elif self.grid.cells:
            self.grid.cells[0].setFocus()

    def choose(self, view: str) -> None:
        """Show the scheme by itself, schemes side by side, years, or all schemes there are."""
        self.view = cast(View, view)
        self.refresh()
        self.stand_on(None)

    def show_below(self, part: str) -> None:
        """Show the indicators, the radar or the readings below."""
        self.below = cast(Below, part)
        self._tell_below()
        self._draw()
        if part == "radar":
            QTimer.singleShot(0, self.radar, lambda: into_view(self.radar))
        if part == "choices" and self.choices.stops():
            self.choices.stops()[0].setFocus()
        elif part == "radar":
            QTimer.singleShot(0, self.radar, lambda: into_view(self.radar))
        elif part == "ways":
            self.ways.setFocus()
            QTimer.singleShot(0, self.ways, lambda: into_view(self.ways))

    def show_scheme(self, key: str) -> None:
        """Show another scheme by itself."""
        self.key, self.view = key, "one"
        self.refresh()
        self.stand_on(None)

    def to_list(self) -> None:
        """To the questions of this scheme, one after another."""
        self._left = QApplication.focusWidget()
        self.desk.go("checklist", Place(self.key))

    def _come_back(self, key: str) -> None:
        """To where one was when one left for the checklist; else to the scheme that it was about.

        Who left from the list of schemes comes to the scheme itself.
        """
        if self.view == "schemes":
            self.view, self._left = "one", None
            self.refresh()
        if self._left is not None and isValid(self._left) and self._left.isVisible():
            self._left.setFocus()
            return
        if key in sides.followed(self.desk.workbench) and key != self.key:
            self.key = key
            self.refresh()
        self.stand_on(None)

    def _to_criterion(self, key: str, id_: str) -> None:
        self._left = QApplication.focusWidget()
        self.desk.go("checklist", Place(f"{key}/{id_}"))

    def go_on(self, by: int) -> bool:
        """Ctrl+Enter takes a questionnaire that was read."""
        return by > 0 and self.view == "suppliers" and self.suppliers.go_on()

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("Enter", words("readiness.key.open")),
            ("F2", words("key.why")),
            ("Alt+A", words("readiness.key.which")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.chooser.pick()
        elif event.key() == Qt.Key.Key_Escape and self.view != "one":
            self.choose("one")
        else:
            super().keyPressEvent(event)

    def _lay_head(self) -> None:
        """What is chosen stands beside the title, or below it where no button would be whole there."""
        space = self._controls.spacing()
        check = self.check.sizeHint().width() + space
        shown = [each for each in (self.which, self._views) if not each.isHidden()]
        other = sum(each.sizeHint().width() + space for each in shown)
        beside = other + check + self.desk.theme.px(22) <= self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head_line.setDirection(across if beside else down)
        whole = beside or other + check + 2 * self.desk.theme.px(1.714) <= self.width()
        held = self._controls if whole else self._titled
        if held.indexOf(self.check) < 0:
            (self._titled if whole else self._controls).removeWidget(self.check)
            held.insertWidget(2, self.check)
            order = (self.which, *self.segments.values(), self.check)
            order = order if whole else (self.check, *order[:-1])
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_head()
        wide = self.width() >= 70 * self.desk.theme.px(1)
        across = self.width() >= 66 * self.desk.theme.px(1)
        if (wide, across) != self._wide:
            self._wide = (wide, across)
            direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            self._middle.setDirection(direction)
            if self._found is not None and self.view == "one":
                self._tell_one(self._found)
