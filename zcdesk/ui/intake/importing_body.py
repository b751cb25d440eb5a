"""What stands on the import page: the sheet beside where it goes, the rules, the cells, and the way to take them."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zcdesk.ui.desk import Desk
from zcdesk.ui.intake.filling import write_workbook
from zcdesk.ui.intake.importing_lists import CellItem, CellPainter, MapItem, MapList
from zcdesk.ui.intake.importing_sheet import SheetView
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.asking import answers, beside
from zcdesk.ui.widgets.jobs import Jobs
from zcdesk.ui.widgets.listing import Listing
from zcdesk.ui.widgets.parts import IconLabel, button, card, clear, label, row
from zcdesk.ui.widgets.sentences import OneLine
from zcdesk.ui.widgets.tick import Tick
from zcdesk.workbench.intake import import_session as sessions
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.intake.import_session import Session, Shown
from zcdesk.workbench.preview.reader import OVERLAPS, Overlap
from zcdesk.workbench.preview.taking import STATES, Cell

_NAMED = 3
"""Of how many meters and the like a question says which."""


class Importing(Protocol):
    """What does what is asked for: the page."""

    jobs: Jobs
    session: Session | None
    shown: Shown | None
    aside: list[tuple[Session, Shown]]
    trouble: str
    year: str
    done: str
    other: QPushButton

    def ask(self) -> None: ...
    def paste(self) -> None: ...
    def stop(self) -> None: ...
    def carry_on(self, at: int) -> None: ...
    def accept(self) -> None: ...
    def hand_back(self) -> None: ...
    def forget(self) -> None: ...
    def turn_year(self) -> None: ...
    def busy(self) -> bool: ...
    def ready(self) -> int: ...
    def show_rows(self) -> None: ...
    def say(self, key: str, value: object) -> None: ...
    def say_heads(self, first: int, below: int) -> None: ...
    def turn_overlap(self, rule: Overlap) -> None: ...
    def turn_filter(self, wanted: str) -> None: ...
    def choose_target(self, item: MapItem) -> None: ...
    def choose_unit(self, item: MapItem) -> None: ...
    def fix(self, item: MapItem) -> None: ...
    def leave_out(self, item: MapItem) -> None: ...


class ImportBody(QWidget):
    """The parts of the page below its head.

    Parameters
    ----------
    desk : Desk
    page : Importing
        Does what is asked for.
    """

    def __init__(self, desk: Desk, page: Importing) -> None:
        super().__init__()
        self.desk, px = desk, desk.theme.px
        self._page = page
        self._sheet = ""  # which the raw sheet shows, where the file is no table
        self.first: QWidget | None = None  # of the question that waits for its answer
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(0.571))
        self.trouble = self._banner(outer)
        self.empty = self._empty()
        outer.addWidget(self.empty)
        self.waiting = self._waiting()
        outer.addWidget(self.waiting)
        self.table = self._table()
        outer.addWidget(self.table, 5)
        self.asks = QVBoxLayout()
        self.asks.setSpacing(px(0.286))
        outer.addLayout(self.asks)
        self.rules = self._rules()
        outer.addWidget(self.rules)
        self.found = self._found()
        outer.addWidget(self.found, 6)
        self.foot = self._foot()
        outer.addWidget(self.foot)
        self.space = QWidget()
        outer.addWidget(self.space, 1)
        for each in (
            self.raw,
            self.map,
            self.cells,
        ):  # as high as there is room, not as they would like to be
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        stops = (self.raw, self.map, *self.overlaps.values(), self.forgetting, self.remember,
                 *self.filters.values(), self.cells, self.back, self.cancel, self.accept)  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # building

    def _banner(self, outer: QVBoxLayout) -> QFrame:
        px = self.desk.theme.px
        frame = QFrame()
        frame.setObjectName("banner_bad")
        line = QHBoxLayout(frame)
        line.setContentsMargins(px(0.857), px(0.429), px(0.857), px(0.429))
        self.trouble_icon = IconLabel(self.desk, "circle-x", "bad", 1.15)
        line.addWidget(self.trouble_icon)
        self.trouble_text = label(self.desk, "", 1.0, wrap=True)
        line.addWidget(self.trouble_text, 1)
        self.turn_year = button(self.desk, "", self._page.turn_year)
        line.addWidget(self.turn_year)
        outer.addWidget(frame)
        return frame

    def _empty(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        frame, inside = card()
        inside.setContentsMargins(px(1.143), px(1.143), px(1.143), px(1.143))
        inside.setSpacing(px(0.571))
        inside.addWidget(label(desk, desk.words("importing.empty"), 1.143, 700, wrap=True))
        inside.addWidget(label(desk, desk.words("importing.ways"), 1.0, role="quiet", wrap=True))
        self.choose = button(desk, desk.words("importing.choose"), self._page.ask, "primary", "folder-open")
        self.paste = button(
            desk, desk.words("importing.paste"), self._page.paste, icon="clipboard-paste", key="Ctrl+V"
        )
        self.fill = button(
            desk, desk.words("filling.link"), partial(write_workbook, desk, self), "link", "table"
        )
        inside.addLayout(row(self.choose, self.paste, self.fill, None, space=px(0.571)))
        self.going_on: list[QPushButton] = []
        for at, (session, shown) in enumerate(self._page.aside):
            text = desk.words("importing.carry_on", name=session.name, n=len(shown.seen.changes))
            self.going_on.append(button(desk, text, partial(self._page.carry_on, at), icon="undo-2"))
            inside.addLayout(row(self.going_on[-1], None))
        inside.addSpacing(px(0.571))
        inside.addWidget(label(desk, desk.words("importing.known"), 0.929, role="quiet"))
        for reader in incoming.READERS:
            text = label(desk, f"·  {desk.say(reader.words)}", 0.929, wrap=True)
            inside.addWidget(text)
        return frame

    def _waiting(self) -> QWidget:
        desk, px = self.desk, self.desk.theme.px
        holder = QWidget()
        self.said = label(desk, "", 1.0, 500)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(px(14))
        self.stop = button(desk, desk.words("importing.stop"), self._page.stop, key="Esc")
        line = row(self.said, self.progress, self.stop, None, space=px(0.857))
        holder.setLayout(line)
        return holder

    def _table(self) -> QWidget:
        desk, px = self.desk, self.desk.theme.px
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(0.857))
        self.raw = SheetView(desk)
        self.raw.heads.connect(self._page.say_heads)
        self.map = MapList(desk)
        self.map.opened.connect(self._page.choose_target)
        self.map.unit.connect(self._page.choose_unit)
        self.map.fix.connect(self._page.fix)
        self.map.dropped.connect(self._page.leave_out)
        self.map.stood.connect(lambda item: self.raw.stand_at(item.line.where) if item is not None else None)
        for widget, key, share in ((self.raw, "raw", 5), (self.map, "map", 6)):
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(px(0.286))
            title = label(desk, desk.words(f"importing.{key}"), 1.0, 700)
            keys = label(desk, desk.words(f"importing.{key}_keys"), 0.857, role="faint")
            column.addLayout(row(title, None, keys, space=px(0.571)))
            column.addWidget(widget, 1)
            line.addWidget(part, share)
            if key == "raw":
                self.raw_title, self.raw_keys = title, keys
            else:
                self.sending = part
        holder.setMinimumHeight(px(9))
        return holder

    def _segments(
        self, names: tuple[str, ...], key: str, act: object
    ) -> tuple[QFrame, dict[str, QPushButton]]:
        desk, px = self.desk, self.desk.theme.px
        frame = QFrame()
        frame.setObjectName("segments")
        inside = row(space=px(0.143))
        inside.setContentsMargins(px(0.143), px(0.143), px(0.143), px(0.143))
        frame.setLayout(inside)
        made: dict[str, QPushButton] = {}
        for name in names:
            text = desk.words(f"importing.{key}.{name}") if key else ""
            made[name] = button(desk, text, partial(act, name), "segment")  # type: ignore[arg-type]
            made[name].setCheckable(True)
            inside.addWidget(made[name])
        return frame, made

    def _rules(self) -> QWidget:
        desk, px = self.desk, self.desk.theme.px
        holder = QWidget()
        line = row(space=px(0.571))
        self.overlap_frame, self.overlaps = self._segments(OVERLAPS, "overlaps", self._page.turn_overlap)
        line.addWidget(label(desk, desk.words("importing.overlap"), 1.0, 500))
        line.addWidget(self.overlap_frame)
        line.addStretch(1)
        self.kept = label(desk, desk.words("importing.kept"), 0.929, role="quiet")
        self.forgetting = button(desk, desk.words("importing.forget"), self._page.forget, "link")
        self.remember = Tick(desk.theme, desk.words("importing.remember"))
        self.remember.setChecked(True)
        for each in (self.kept, self.forgetting, self.remember):
            line.addWidget(each)
        holder.setLayout(line)
        return holder

    def _found(self) -> QWidget:
        desk, px = self.desk, self.desk.theme.px
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(0.286))
        frame, self.filters = self._segments(("", *STATES, "doubt", "notes"), "", self._page.turn_filter)
        self.filter_frame = frame
        column.addLayout(
            row(label(desk, desk.words("importing.preview"), 1.0, 700), frame, None, space=px(0.857))
        )
        self.cells = Listing(CellPainter(desk), desk.words("importing.preview"))
        column.addWidget(self.cells, 1)
        self.cells.stood.connect(self.explain)
        self.reason = label(desk, "", 0.929, role="bad", wrap=True)
        self.reason.hide()
        column.addWidget(self.reason)
        self.none = label(desk, desk.words("importing.no_rows"), 0.929, role="quiet")
        column.addWidget(self.none)
        holder.setMinimumHeight(px(8))
        return holder

    def _foot(self) -> QWidget:
        desk, px = self.desk, self.desk.theme.px
        holder = QWidget()
        self.step = OneLine(desk, 0.929, "quiet")
        self.step.say(desk.words("importing.step"))
        self.back = button(desk, desk.words("importing.hand_back"), self._page.hand_back, icon="download")
        self.cancel = button(desk, desk.words("importing.cancel"), self._page.stop, key="Esc")
        self.accept = button(desk, "", self._page.accept, "primary")
        line = row(space=px(0.571))
        line.addWidget(self.step, 1)
        for each in (self.back, self.cancel, self.accept):
            line.addWidget(each)
        holder.setLayout(line)
        return holder

    # showing

    def explain(self, item: object) -> None:
        """Say in full why the cell on which one stands is refused, and mark it in the sheet as it came."""
        if isinstance(item, CellItem) and (item.cell.reason is not None or item.doubt):
            self._lead(item.cell)
        refused = isinstance(item, CellItem) and item.cell.reason is not None
        self.reason.setVisible(refused)
        if isinstance(item, CellItem) and refused:
            where = " ".join(part for part in (item.cell.where, item.cell.cell) if part)
            self.reason.setText(
                f"{where}　{item.what}：{item.told}"
                if self.desk.language == "zh"
                else f"{where}  {item.what}: {item.told}"
            )

    def _lead(self, cell: Cell) -> None:
        """Bring the sheet of a cell into sight, of an entry workbook the one on which it stands, and mark the cell."""
        shown = self._page.shown
        if shown is None or shown.book is None:
            return
        if shown.looked is None and self._sheet != cell.where:
            sheet = shown.sheet(cell.where)
            self.raw.put(sheet, sessions.refused_marks(shown.seen, cell.where))
            self._sheet = cell.where
            self.raw_title.setText(f"{self.desk.words('importing.raw')}　{cell.where}")
        self.raw.stand_on_cell(cell.cell)

    def wait(self, text: str) -> None:
        """Say what is being read."""
        self.said.setText(text)
        self.progress.setValue(0)
        self.empty.hide()
        self.waiting.show()
        self.accept.setEnabled(False)

    def show_state(self, page: Importing) -> None:
        """Show what there is by now."""
        shown, session = page.shown, page.session
        reading = page.jobs.running("look")
        told = page.done or page.trouble or (self._stranger(page) if shown is not None else "")
        self._tell(told, "banner_good" if page.done else "banner_bad")
        self.turn_year.setVisible(bool(page.year and not page.done))
        self.turn_year.setText(self.desk.words("importing.turn_year", year=page.year))
        stuck = shown is None and bool(page.trouble) and not page.year  # what can be read, and the way out
        self.empty.setVisible((session is None or stuck) and not reading)
        self.waiting.setVisible(reading)
        looked = shown.looked if shown is not None else None
        self.table.setVisible(shown is not None and shown.book is not None)
        self.sending.setVisible(looked is not None)
        self.raw_keys.setVisible(looked is not None)
        for part in (self.rules, self.found, self.foot):
            part.setVisible(shown is not None)
        self.space.setVisible(shown is None)
        if shown is None or session is None:
            clear(self.asks)
            return
        desk, seen = self.desk, shown.seen
        self._sheet = ""
        if looked is None:
            self.raw.put(None, {})
        else:
            self.raw_title.setText(desk.words("importing.raw"))
            self.raw.put(looked.sheet, sessions.marks(looked, seen))
            self.map.show_lines(sessions.map_lines(looked, desk.language))
        for name, segment in self.overlaps.items():
            segment.setChecked(name == session.overlap)
            segment.setVisible(name in shown.reader.overlaps)
        self.kept.setVisible(looked is not None and looked.kept)
        self.forgetting.setVisible(looked is not None and looked.kept)
        self.remember.setVisible(looked is not None)
        self._ask(page)
        counted = sessions.counts(seen)
        for name, segment in self.filters.items():
            if name in counted:
                text = f"{desk.words(f'importing.state.{name}')} {counted[name]}"  # type: ignore[index]
            elif name == "doubt":
                text = desk.words("importing.doubts", n=len(seen.doubts))
                segment.setVisible(bool(seen.doubts))
            elif name:
                text = desk.words("importing.notes", n=len(seen.notes))
            else:
                text = desk.words("importing.all", n=len(seen.cells))
            segment.setText(text)
            segment.setAccessibleName(text)
            segment.updateGeometry()
        self.filter_frame.layout().activate()
        page.show_rows()
        if looked is None and not self._sheet and counted["refused"]:
            self._lead(seen.cells[sessions.rows_of(seen, "refused")[0]])
        count = page.ready()
        text = desk.words("importing.accept", n=count) if count else desk.words("importing.nothing")
        self.accept.setText(f"{text}  Ctrl+Enter" if count else text)
        self.accept.setAccessibleName(text)
        self.accept.setEnabled(bool(count))
        self.back.setVisible(bool(counted["refused"]))
        read_only = desk.workbench.file.read_only
        told = desk.words("importing.read_only" if read_only else "importing.step")
        doubts = len(seen.doubts) if count and not read_only else 0
        self.step.say(desk.words("importing.look_first", n=doubts) if doubts else told)

    def stand(self, page: Importing) -> None:
        """Focus on what is to be done first."""
        if page.shown is None:
            first = self.going_on[0] if self.going_on else self.choose
            (self.stop if page.busy() else first if page.session is None else page.other).setFocus()
        elif self.first is not None and not page.done:
            self.first.setFocus()
        elif page.shown.looked is not None and not page.done:
            self.map.setFocus()
        else:
            self.cells.setFocus()

    def _stranger(self, page: Importing) -> str:
        stranger = page.shown.seen.stranger if page.shown is not None else None
        return self.desk.say(stranger) if stranger is not None else ""

    def _tell(self, text: str, kind: str) -> None:
        self.trouble.setVisible(bool(text))
        self.trouble_text.setText(text)
        if self.trouble.objectName() != kind:
            self.trouble.setObjectName(kind)
            self.trouble.style().polish(self.trouble)
        icon, role = ("circle-check", "good") if kind == "banner_good" else ("circle-x", "bad")
        self.trouble_icon.show_icon(icon, role)

    def _ask(self, page: Importing) -> None:
        """What a reader asks before more can be taken."""
        desk, px = self.desk, self.desk.theme.px
        clear(self.asks)
        self.first = None
        if page.shown is None or page.session is None:
            return
        asked, waiting = page.session.ask(page.shown.seen)
        stops: list[QWidget] = []
        frames: list[QWidget] = []
        for ask in asked:
            about = "、".join(ask.about[:_NAMED]) + (" …" if len(ask.about) > _NAMED else "")
            said = desk.say(ask.words) + (f"  {about}" if about else "")
            line = row(label(desk, said, 1.0, 500), space=px(0.571))
            before = len(stops)
            if ask.options:
                told = str(page.session.told.get(ask.key, ""))
                frame, choices = answers(desk, ask, told, partial(page.say, ask.key))
                stops += choices
                if not beside(desk, said, ask, self.width()):
                    line.addStretch(1)
                    self.asks.addLayout(line)
                    line = row(space=px(0.571))
                line.addWidget(frame)
                frames.append(frame)
            if not ask.options:
                field = Line()
                field.setFont(desk.theme.font())
                field.setFixedWidth(px(9))
                field.setAccessibleName(desk.say(ask.words))
                field.setText(str(page.session.told.get(ask.key, "")))
                field.returnPressed.connect(
                    lambda key=ask.key, field=field: page.say(key, field.text().strip())
                )
                line.addWidget(field)
                stops.append(field)
            if ask.key == waiting:
                self.first = stops[before]
            line.addStretch(1)
            self.asks.addLayout(line)
        for stop in (*frames, *stops):
            stop.show()  # it takes the focus before the layout shows it
        for one, other in pairwise((self.map, *stops, *self.overlaps.values())):
            QWidget.setTabOrder(one, other)
