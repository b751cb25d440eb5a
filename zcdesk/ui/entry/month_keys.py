"""Month keys: what the keys of a month table do to the project, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from zcdesk.domain.answer import Answer, Place
from zcdesk.ui.entry.form import Form
from zcdesk.ui.entry.month_model import YEAR
from zcdesk.workbench.forms import answering, entry, strip
from zcdesk.workbench.forms.cell_figures import unit_named, unit_said

if TYPE_CHECKING:
    from zcdesk.workbench.forms.paste import Pasted, Target


class MonthKeys:
    """The commands of the month table of one page."""

    def __init__(self, page: Form) -> None:
        self.page = page
        self.desk = page.desk
        self._asked: tuple[str, str, str, int] | None = None

    def moved(self) -> None:
        """One is elsewhere: what was asked about a line is asked no more."""
        self._asked = None

    def do(self, name: str) -> None:
        """Carry out a command by its name."""
        table = self.page.table
        if table is None or table.at[0] < 0 or self.desk.workbench.file.read_only:
            return
        if name == "none":
            self._toggle("none")
        elif name == "default":
            self._toggle("default")
        elif name == "unit":
            self._unit()
        elif name == "counted":
            self._counted(self.page.row_id)
        elif name == "clear":
            self._clear()
        elif name in ("paste", "paste_turned"):
            self._paste(turn=name == "paste_turned")
        elif name == "fill_right":
            self._fill_right()
        elif name == "fix":
            self._fix()

    def typed(self, at: int, column: int, text: str) -> None:
        """Keep what was typed in a cell; a blank takes the answer away."""
        cell, cells = self.page.model.cell(at, column), self.page.model.cells(at)
        if cell is None or cells is None:
            return
        was = f"{cell.typed} {unit_said(self._unit_of(cell.place) or cells.unit, self.desk.language)}".strip()
        over = bool(cell.typed and text.strip())
        if text == cell.typed and (not cell.typed or self._unit_of(cell.place) in ("", cells.unit)):
            return
        bench = self.desk.workbench
        back = answering.contradicted(bench, (cell.place,)) if text.strip() else ()
        self.page.touching((cell.place, *back))
        self.page.give((cell.place,), answering.put(bench, cell.place, text.strip(), cells.unit))
        self._told_back(back)
        if over:
            self.page.replaced(cell.place, was)
        self._warn(at, column)

    def _told_back(self, back: Iterable[Place]) -> None:
        """Figures have taken back what was stated of a line."""
        for place in back:
            self.desk.toast.emit(self._back_words(place))

    def _back_words(self, place: Place) -> str:
        line = strip.place_name(self.desk.workbench, Place(place.quantity, place.row), with_row=True)
        return self.desk.words("entry.taken_back", place=self.desk.say(line))

    def _warn(self, at: int, column: int) -> None:
        """What was left behind cannot be used: said once more, now that one is elsewhere; the cell keeps its mark."""
        cell, cells = self.page.model.cell(at, column), self.page.model.cells(at)
        if cell is None or cells is None or cell.state != "wrong":
            return
        bench, quantity = self.desk.workbench, cells.quantity
        soft = strip.soft_check(bench, quantity, cell.place, cell.typed, self._unit_of(cell.place))
        named = strip.place_name(bench, cell.place, bool(quantity.table))
        self.desk.toast.emit(f"{self.desk.say(named)}: {self.desk.say(soft.problem)}")

    def _unit_of(self, place: Place) -> str:
        answer = self.desk.workbench.project.answers.get(place)
        return answer.unit if answer else ""

    def _line(self) -> tuple[str, str]:
        assert self.page.table is not None
        return self.page.model.lines[self.page.table.at[0]].key

    def _toggle(self, standing: str) -> None:
        quantity, row = self._line()
        assert self.page.table is not None
        if not quantity:
            return
        model, at = self.page.model, self.page.table.at[0]
        fold, cells, year = model.fold(at), model.cells(at), self.desk.year
        if cells is None:
            return
        if fold == "optional" and standing == "none":
            model.opened.add((quantity, row))
            self.page.table.spans()
            self.page.table.stand(at, 1)
            return
        self.page.touching((Place(quantity, row, year), *(cell.place for cell in cells.months)))
        if fold in ("none", "default"):
            self.page.give((), answering.enable(self.desk.workbench, quantity, row, year))
            return
        if standing == "none" and not entry.may_be_none(cells.quantity):
            self.page.give((), None)
            self.page.strip.show_trouble(
                self.desk.words(f"entry.no_none{'' if cells.quantity.optional else '_left'}")
            )
            return
        if standing == "default" and not cells.quantity.optional:
            self.page.give((), None)
            lacks = "_lacks" if entry.may_be_none(cells.quantity) else ""
            self.page.strip.show_trouble(self.desk.words(f"entry.no_default{lacks}"))
            return
        there = sum(bool(cell.typed) for cell in (*cells.months, cells.year))
        ask = (standing, quantity, row, self.desk.workbench.file.head)
        if there and self._asked != ask:
            self.page.give((), None)
            self._asked = ask
            self.page.strip.show_caution(self.desk.words(f"entry.{standing}_again", n=there))
            return
        gone, trouble = answering.declare(
            self.desk.workbench, quantity, row, year, "none" if standing == "none" else "default"
        )
        self.page.give((), trouble)
        if gone and trouble is None:
            self.desk.toast.emit(self.desk.words("entry.declared", n=gone))

    def _unit(self) -> None:
        quantity, row = self._line()
        table, model = self.page.table, self.page.model
        assert table is not None
        cells = model.cells(table.at[0]) if quantity else None
        if cells is not None and not cells.unit and row:
            self._counted(row)
        if cells is None or not cells.unit or len(cells.units) < 2:
            return
        words = self.desk.words
        choices = [(f"show:{unit}", unit_named(unit, self.desk.language), unit) for unit in cells.units]
        given = any(cell.typed for cell in (*cells.months, cells.year))
        if given:
            choices += [
                (
                    f"mean:{unit}",
                    words("entry.units.restate", unit=unit_named(unit, self.desk.language)),
                    unit,
                )
                for unit in cells.units
                if unit != cells.unit
            ]
        bench, year = self.desk.workbench, self.desk.year

        def take(chosen: str) -> None:
            how, _, unit = chosen.partition(":")
            if how == "show":
                self.page.give((), answering.choose_unit(bench, quantity, row, unit))
            else:
                self.page.give((), answering.restate_unit(bench, quantity, row, year, unit))

        from zcdesk.ui.widgets.picker import Picker

        title = words("entry.units.convert" if given else "entry.unit")
        Picker(self.desk, table, choices, take, title, f"show:{cells.unit}", self.page.unit_spot())

    def _counted(self, row: str) -> None:
        """Open the question of what a row counts in: before it is answered, there is no unit to choose."""
        bench = self.desk.workbench
        counted = bench.catalogue.vocabulary.tables[bench.project.rows[row].table].unit_of
        self.page.stand_on(Place(counted, row))
        asked = next((each for each in self.page.card.fields if each.field.quantity.id == counted), None)
        if asked is not None:
            asked.pick("")

    def _clear(self) -> None:
        places = [place for place in self.block() if place in self.desk.workbench.project.answers]
        self.page.touching(places)
        self.page.give(places, answering.put_all(self.desk.workbench, dict.fromkeys(places)))

    def block(self) -> list[Place]:
        """The places of the cells that are selected."""
        assert self.page.table is not None
        top, bottom, left, right = self.page.table.block()
        found = []
        for at in range(top, bottom + 1):
            if self.page.model.fold(at):
                continue
            for column in range(left, right + 1):
                cell = self.page.model.cell(at, column)
                if cell is not None:
                    found.append(cell.place)
        return found

    def _targets(self) -> list[list[Target]]:
        """The lines from the current cell on; folded ones are passed over, but not the one that one stands on."""
        from zcdesk.workbench.forms.paste import Target

        assert self.page.table is not None
        at, column = self.page.table.at
        lines = []
        for line in range(at, self.page.model.rowCount()):
            cells = self.page.model.cells(line)
            folded = self.page.model.fold(line) in ("none", "default", "optional") and line != at
            if cells is None or folded:
                continue
            months = [Target(cell.place, cells.unit) for cell in cells.months[column - 1 :]]
            lines.append([Target(cells.year.place, cells.unit)] if column == YEAR else months)
        return lines

    def _paste(self, turn: bool) -> None:
        from zcdesk.workbench.forms import paste

        cells = paste.block(QApplication.clipboard().text())
        if turn:
            cells = paste.turned(cells)
        found = paste.fit(cells, self._targets(), self.desk.workbench.project.answers)
        if found.problem:
            self._refused(found)
            return
        bench = self.desk.workbench
        held, read = bench.project.answers, answering.with_units(bench, found.answers)
        over = sum(place in held and held[place].text != new.text for place, new in read.items() if new)
        changes = answering.filled(bench, read)
        back = [place for place, new in changes.items() if new is None]
        self.page.touching(changes)
        self.page.give(changes, answering.put_all(bench, changes))
        self.desk.toast.emit(self._pasted(list(found.answers), over, back))

    def _pasted(self, places: list[Place], over: int, back: list[Place]) -> str:
        """How many cells were pasted, what that replaced or took back, and the first that cannot be read."""
        words, model = self.desk.words, self.page.model
        parts = [words("entry.pasted", n=len(places))]
        if over:
            parts.append(words("entry.pasted_over", n=over))
        spots = [spot for place in places if (spot := model.position(place)) is not None]
        cells = [cell for spot in spots if (cell := model.cell(*spot)) is not None]
        wrong = [cell for cell in cells if cell.state == "wrong"]
        if wrong:
            named = strip.place_name(self.desk.workbench, wrong[0].place, with_row=True)
            said = {"n": len(wrong), "place": self.desk.say(named), "text": wrong[0].typed}
            parts.append(words("entry.pasted_wrong", **said))
        parts += [self._back_words(place) for place in back]
        return "".join(parts) if self.desk.language == "zh" else " ".join(parts)

    def _refused(self, found: Pasted) -> None:
        targets = self._targets()
        wide = min((len(line) for line in targets), default=0)
        text = self.desk.words(
            f"entry.paste.{found.problem}",
            rows=found.rows,
            columns=found.columns,
            high=len(targets),
            wide=wide,
        )
        if found.turned_fits and found.problem != "empty":
            text = f"{text} {self.desk.words('entry.paste.turn')}"
        self.page.strip.show_trouble(text)

    def _fill_right(self) -> None:
        assert self.page.table is not None
        top, bottom, left, right = self.page.table.block()
        if left == right:
            left -= 1
        answers = self.desk.workbench.project.answers
        changes: dict[Place, Answer | None] = {}
        for at in range(top, bottom + 1):
            source = self.page.model.cell(at, left)
            held = answers.get(source.place) if source is not None else None
            if held is None or self.page.model.fold(at):
                continue
            for column in range(left + 1, min(right, YEAR - 1) + 1):
                cell = self.page.model.cell(at, column)
                if cell is not None:
                    kept = answers.get(cell.place)
                    cited = kept.evidence if kept else ()
                    changes[cell.place] = Answer(held.text, held.unit, held.standing, "", cited)
        self.page.touching(changes)
        self.page.give(changes, answering.put_all(self.desk.workbench, changes))

    def _fix(self) -> None:
        told = self.page.strip.shown
        assert self.page.table is not None
        if told is not None and told.mend is not None:
            from zcdesk.workbench.forms import mending

            self.page.touching(told.mend.answers)
            self.page.give(told.mend.answers, mending.carry_out(self.desk.workbench, told.mend))
        elif told is not None and told.fix:
            self.typed(*self.page.table.at, told.fix)
