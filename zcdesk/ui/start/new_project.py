"""Guide to a new project: sector, plant, years, methods with their reasons, file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.ui.start import new_project_parts as parts
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import IconLabel, button, clear, column, label, row
from zcdesk.ui.widgets.tick import Tick
from zcdesk.workbench import beginning
from zcdesk.workbench.beginning import Draft
from zcdesk.workbench.updates import offers
from zcdesk.workbench.updates.offers import Offer

STEPS = ("sector", "place", "years", "methods", "file")


class NewProject(QWidget):
    """The guide.

    Parameters
    ----------
    front : Front
        Texts and look.
    catalogue : Catalogue
    folder : Path
        Where projects go unless somebody says otherwise.
    back : callable
        Leave the guide.
    make : callable
        Make the project of a draft at a place, beside the window; `tell` is called with what came of it.
    cancel : callable
        Call the making off.
    """

    def __init__(
        self,
        front: Any,
        catalogue: Catalogue,
        folder: Path,
        back: Callable[[], None],
        make: Callable[[Draft, Path], None],
        cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        self.front, self.catalogue, self.folder = front, catalogue, folder
        self._back, self._make, self._cancel = back, make, cancel
        self.making = False
        self.known = offers.sectors(catalogue)
        self.draft = Draft(years=beginning.usual_years(datetime.now().astimezone().date(), 2)[::-1])
        self.name = ""
        self.step = STEPS[0]
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        px = front.theme.px
        self.side = QFrame()
        self.side.setObjectName("sidebar")
        self.side.setFixedWidth(px(20))
        self.steps = QVBoxLayout(self.side)
        self.steps.setContentsMargins(px(1.143), px(2.2), px(1.143), px(1.143))
        self.steps.setSpacing(px(0.4))
        line.addWidget(self.side)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.main = QVBoxLayout()
        self.main.setContentsMargins(px(2.6), px(2), px(2.6), px(1.143))
        self.main.setSpacing(px(0.857))
        right.addWidget(parts.scrolled(self.main), 1)  # a low window has no room for some steps
        right.addWidget(self._foot())
        line.addLayout(right, 1)
        self._first: QWidget = self
        self._hints = parts.Hints(front)
        self.show_step(STEPS[0])

    def stand(self) -> None:
        """Put the focus where the step begins."""
        self._first.setFocus()

    def _foot(self) -> QFrame:
        front, px = self.front, self.front.theme.px
        foot = QFrame()
        foot.setObjectName("guide_foot")
        foot.setFixedHeight(px(3.9))
        line = QHBoxLayout(foot)
        line.setContentsMargins(px(2), 0, px(2), 0)
        self.wrong = label(front, "", 1.0, 500, "bad", wrap=True)
        cancel = button(front, front.words("around.new.cancel"), self.leave, "link", key="Esc")
        self.previous = button(front, front.words("around.new.back"), self.turn_back, key="Shift+Enter")
        self.next = button(front, front.words("around.new.next"), self.turn, "primary", key="Enter")
        line.addWidget(cancel)
        line.addSpacing(px(1))
        line.addWidget(self.wrong, 1)
        line.addWidget(self.previous)
        line.addWidget(self.next)
        return foot

    def show_step(self, step: str) -> None:
        """Show a step of the guide."""
        self.step = step
        self._say(None)
        parts.steps(self.front, self.steps, STEPS, self.step)
        clear(self.main)
        self._hints.clear()
        title = label(self.front, self.front.words(f"around.new.step_{step}"), 1.429, 700)
        self.main.addWidget(title)
        getattr(self, f"_{step}")()
        last = step == STEPS[-1]
        words = self.front.words("around.new.make" if last else "around.new.next")
        self.next.setText(f"{words}  Enter")
        self.next.setAccessibleName(words)
        self.previous.setEnabled(step != STEPS[0])
        self.stand()

    # the steps

    def _note(self, key: str, **values: object) -> None:
        self.main.addWidget(
            label(self.front, self.front.words(f"around.new.{key}", **values), 0.929, role="quiet", wrap=True)
        )

    def _field(self, key: str, text: str, hint: str = "") -> QLineEdit:
        field = Line(text)
        field.setFont(self.front.theme.font())
        field.setMinimumWidth(self.front.theme.px(26))
        field.setAccessibleName(self.front.words(f"around.new.{key}"))
        if hint:
            field.setAccessibleDescription(self.front.words(f"around.new.{hint}"))
        field.installEventFilter(self)
        return field

    def _sector(self) -> None:
        front, px = self.front, self.front.theme.px
        self._note("sector_note")
        chosen = self.draft.sector
        self.search = self._field("sector_search", chosen.code if chosen else "", "sector_hint")
        self.search.setPlaceholderText(front.words("around.new.sector_search"))
        self.main.addLayout(self._hints.put(self.search, front.words("around.new.sector_hint")))
        self._hints.arrange(self.width())
        self.list = Listing(RowPainter(front, lead_em=4.2), front.words("around.new.step_sector"))
        self.list.setMaximumWidth(px(48))
        self.list.opened.connect(lambda _: self.turn())
        self.list.stood.connect(self._sector_stood)
        self.list.left_up.connect(self.search.setFocus)
        self.none = label(front, front.words("around.new.sector_none"), 1.0, role="quiet")
        self.main.addWidget(self.list)
        self.main.addWidget(self.none)
        self.main.addStretch(1)
        self.search.textChanged.connect(self._seek)
        self._seek(self.search.text())
        self._first = self.search

    def _seek(self, text: str) -> None:
        self._say(None)
        items = parts.sectors(self.front, self.known, text)
        self.list.put(items)
        self.list.setVisible(bool(items))
        self.list.fit(10)
        self.none.setVisible(bool(text.strip()) and not items)
        if not items:
            self.draft = replace(self.draft, sector=None, methods=())

    def _sector_stood(self, item: Item | None) -> None:
        if item is None:
            return
        sector = self.known.of(item.id)
        if sector is not None and sector != self.draft.sector:
            listed = offers.offers(self.catalogue, self.known, sector.code)
            self.draft = replace(
                self.draft, sector=sector, methods=tuple(each for each in listed if each.chosen), reason=""
            )

    def _place(self) -> None:
        front, px = self.front, self.front.theme.px
        self._note("place_note")
        self.plant = self._field("name", self.draft.name, "name_hint")
        self.plant.setMaxLength(120)
        self.plant.textChanged.connect(lambda text: self._put(name=text))
        self._labelled("name", self.plant, "name_hint")
        self.search = self._field("province", "", "province_hint")
        self.search.setPlaceholderText(front.words("around.new.province_search"))
        self.list = Listing(RowPainter(front), front.words("around.new.province"))
        self.list.setFixedWidth(px(26))
        self.list.left_up.connect(self.search.setFocus)
        self.list.stood.connect(lambda item: self._put(province=item.id if item else ""))
        self.list.opened.connect(lambda _: self.turn())
        both = QWidget()
        inside = column(self.search, self.list, None, space=px(0.4))
        inside.setContentsMargins(0, 0, 0, 0)
        both.setLayout(inside)
        self._labelled("province", both, "province_hint")
        self.search.textChanged.connect(self._seek_province)
        self._seek_province("")
        self.main.addStretch(1)
        self._first = self.plant

    def _seek_province(self, text: str) -> None:
        """The provinces whose name holds the text or is spelled so; all of them without one."""
        front = self.front
        items = parts.provinces(front, self.catalogue, text)
        held = next((number for number, item in enumerate(items) if item.id == self.draft.province), 0)
        self.list.put(items, 0 if text.strip() else held)
        self.list.setVisible(bool(items))
        self.list.fit(9)
        self._say(None if items else front.texts["around.new.no_province"])
        if not items:
            self.draft = replace(self.draft, province="")

    def _years(self) -> None:
        front = self.front
        self._note("years_note")
        offered = sorted(
            {
                *beginning.usual_years(datetime.now().astimezone().date(), 6),
                str(datetime.now().astimezone().date().year),
                *self.draft.years,
            }
        )
        frame = QFrame()
        frame.setObjectName("card")
        inside = column(space=front.theme.px(0.3))
        inside.setContentsMargins(*[front.theme.px(0.857)] * 4)
        self.boxes: dict[str, QCheckBox] = {}
        for year in reversed(offered):
            box = Tick(front.theme, front.words("nav.year", year=year))
            box.setFont(front.theme.font())
            box.setChecked(year in self.draft.years)
            box.toggled.connect(lambda _: self._years_put())
            box.installEventFilter(self)
            self.boxes[year] = box
            inside.addWidget(box)
        frame.setLayout(inside)
        frame.setMaximumWidth(front.theme.px(26))
        self.main.addWidget(frame)
        self._note("years_hint")
        self.main.addStretch(1)
        self._first = next(box for box in self.boxes.values() if box.isChecked() or not self.draft.years)

    def _years_put(self) -> None:
        self._put(years=tuple(sorted(year for year, box in self.boxes.items() if box.isChecked())))

    def _methods(self) -> None:
        front, sector = self.front, self.draft.sector
        assert sector is not None
        self._note("methods_note", code=sector.code, name=front.say(sector.words))
        lacks = offers.lacking(self.catalogue, self.known, sector.code)
        if lacks is not None:
            banner = QFrame()
            banner.setObjectName("banner_doubt")
            line = row(
                IconLabel(front, "info", "doubt", 1.15), label(front, front.say(lacks), 1.0, wrap=True)
            )
            line.setContentsMargins(*[front.theme.px(0.571)] * 4)
            line.setStretch(1, 1)
            banner.setLayout(line)
            self.main.addWidget(banner)
        self.marks: dict[str, QCheckBox] = {}
        listed = offers.offers(self.catalogue, self.known, sector.code)
        held = parts.Offers(front)
        for offer in listed:
            held.add(self._offer(offer), self.marks[offer.key])
        self.main.addWidget(held, 1)
        self.reason = self._field("why", self.draft.reason)
        self.reason.setMaxLength(200)
        self.reason.textChanged.connect(lambda text: self._put(reason=text))
        self.reason_row = self._labelled("why", self.reason)
        self._listed = listed
        self._marked()
        self._first = next(iter(self.marks.values()))

    def _offer(self, offer: Offer) -> QFrame:
        frame, mark = parts.offer(self.front, offer, offer.key in {each.key for each in self.draft.methods})
        mark.toggled.connect(lambda on: self._marked(offer if on else None))
        mark.installEventFilter(self)
        self.marks[offer.key] = mark
        return frame

    def _marked(self, last: Offer | None = None) -> None:
        """Take what is marked; of two editions of one method the one marked last."""
        for other in self._listed if last else ():
            if other.id == last.id and other.key != last.key and self.marks[other.key].isChecked():
                self.marks[other.key].setChecked(False)
        chosen = tuple(offer for offer in self._listed if self.marks[offer.key].isChecked())
        self._put(methods=chosen)
        wants = any(offer.standing in ("reason", "stand_in") for offer in chosen)
        self.reason_row.setVisible(wants)

    def _file(self) -> None:
        front, px = self.front, self.front.theme.px
        self._put(by=self.draft.by or front.preferences.by)
        self._note("file_note")
        wanted = self.name or beginning.free(self.folder, beginning.file_name(self.draft)).name
        self.file_field = self._field("file_name", wanted)
        self.file_field.setMaxLength(120)
        self._labelled("file_name", self.file_field)
        self.where = label(front, str(self.folder), 1.0, wrap=True)
        browse = button(front, front.words("around.new.browse"), self._browse)
        holder = QWidget()
        inside = row(self.where, browse, None, space=px(0.857))
        holder.setLayout(inside)
        self._labelled("folder", holder)
        self.author = self._field("by", self.draft.by or front.preferences.by, "by_hint")
        self.author.setMaxLength(40)
        self.author.textChanged.connect(lambda text: self._put(by=" ".join(text.split())))
        self._labelled("by", self.author, "by_hint")
        sector, provinces = self.draft.sector, self.catalogue.vocabulary.lists["province"]
        said = [
            self.draft.name or front.words("around.new.unnamed"),
            f"{sector.code} {front.say(sector.words)}" if sector else "",
            front.say(provinces[self.draft.province].words) if self.draft.province else "",
            "  ".join(self.draft.years),
            *(f"{front.say(offer.words)} {offer.edition}" for offer in self.draft.methods),
        ]
        self.main.addWidget(parts.summary(front, said))
        self.main.addStretch(1)
        self._first = self.author if not self.draft.by else self.file_field

    def _labelled(self, key: str, field: QWidget, hint: str = "") -> QWidget:
        front, px = self.front, self.front.theme.px
        holder = QWidget()
        line = row(space=px(0.857))
        name = label(front, front.words(f"around.new.{key}"), 1.0, 500)
        name.setFixedWidth(px(8 if front.language == "zh" else 11))
        name.setMinimumHeight(px(2.143))  # it stands in the middle of the first line, as what is typed does
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        if hint:
            line.addLayout(self._hints.put(field, front.words(f"around.new.{hint}")), 1)
            self._hints.arrange(self.width())
        else:
            line.addWidget(field)
            line.addStretch(1)
        holder.setLayout(line)
        self.main.addWidget(holder)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hints.arrange(self.width())

    # moving

    def _put(self, **values: Any) -> None:
        self.draft = replace(self.draft, **values)
        self._say(None)

    def leave(self) -> None:
        """Call the making off, or leave the guide."""
        if self.making:
            self._cancel()
        else:
            self._back()

    def turn(self) -> None:
        """The next step, or the project."""
        if self.making:
            return
        wrong = beginning.fault(self.draft, self.step)
        if wrong is not None:
            self._say(wrong)
            if self.step == "methods" and self.reason_row.isVisible():
                self.reason.setFocus()
            return
        if self.step != STEPS[-1]:
            self.show_step(STEPS[STEPS.index(self.step) + 1])
            return
        name = self.file_field.text().strip()
        if not name or name in (".", "..", ".zcd"):
            self._say(self.front.texts["around.new.no_name"])
            return
        path = self.folder / (name if name.lower().endswith(".zcd") else f"{name}.zcd")
        if path.exists():
            self._say(self.front.texts["around.new.exists"].fill(name=path.name))
            return
        self.name = name
        self.making = True
        self._make(self.draft, path)

    def tell(self, words: Words | None, making: bool = False) -> None:
        """Say how far the making is, or what stood in its way."""
        self.making = making
        role = "quiet" if making else "bad"
        if self.wrong.property("role") != role:
            self.wrong.setProperty("role", role)
            self.wrong.style().polish(self.wrong)
        self._say(words)

    def turn_back(self) -> None:
        """The step before."""
        if self.step != STEPS[0] and not self.making:
            self.show_step(STEPS[STEPS.index(self.step) - 1])

    def _say(self, words: Words | None) -> None:
        self.wrong.setText(self.front.say(words) if words else "")

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.front.words("around.new.folder"), str(self.folder)
        )
        if chosen:
            self.folder = Path(chosen)
            self.where.setText(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            sought = self.step in ("sector", "place") and watched is self.search
            if sought and key == Qt.Key.Key_Down and self.list.isVisible():
                self.list.setFocus()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter(event)
                return True
            if isinstance(watched, QCheckBox) and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.focusNextPrevChild(key == Qt.Key.Key_Down)
                return True
        return super().eventFilter(watched, event)

    def _enter(self, event: QKeyEvent) -> None:
        method = QGuiApplication.inputMethod()
        if method is not None and method.isVisible() and event.text() == "":
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.turn_back()
        elif self.focusWidget() is not None and self.focusWidget() is getattr(self, "plant", None):
            self.search.setFocus()  # the province is asked on the same step
        else:
            self.turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event)
        else:
            super().keyPressEvent(event)
