"""Evidence: every file that proves a number, described in place; files are dropped here or added with Ctrl+E."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
)

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.ui.records.evidence_card import EvidenceCard
from zcdesk.ui.widgets.files import ask_files, ask_place
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import Page, button, card, label
from zcdesk.workbench.evidence import filing
from zcdesk.workbench.forms import guide
from zcdesk.workbench.refusal import Refused

COLUMNS = ("number", "title", "kind", "date", "issuer", "size", "supports")
FIGURES = (5, 6)
YIELD = ((2, 42), (5, 36), (4, 31))
"""Columns that go where the table is narrow, and below which width, so that names are read. [em]"""
EDITED = {1: "title", 3: "date", 4: "issuer"}
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Evidences(QAbstractTableModel):
    """The evidence of the project; a cell that is written is one edit."""

    def __init__(self, page: EvidencePage) -> None:
        super().__init__(page.holder)
        self.page = page
        self.filed: tuple[filing.Filed, ...] = ()

    def put(self, filed: tuple[filing.Filed, ...]) -> None:
        """Show the present evidence; the place one stands on stays."""
        if len(filed) != len(self.filed):
            self.beginResetModel()
            self.filed = filed
            self.endResetModel()
        else:
            self.filed = filed
            if filed:
                self.dataChanged.emit(self.index(0, 0), self.index(len(filed) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.filed)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        across = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        if role == Qt.ItemDataRole.TextAlignmentRole and section in FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self.page.desk.words(f"look.{COLUMNS[section]}") if across else None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        each, words = self.filed[index.row()], self.page.desk.words
        held = each.evidence
        supports = f"{each.supports:,}" if each.supports else words("look.supports_none")
        texts = (held.id, held.title or held.name, each.kind, held.date, held.issuer, each.size, supports)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)
        if role in shown:
            return texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{held.id} {words('look.' + COLUMNS[index.column()])} {texts[index.column()]}"
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        more = Qt.ItemFlag.ItemIsEditable if index.column() in EDITED else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | more

    def setData(self, index: QModelIndex | QPersistentModelIndex, value: object, role: int = 0) -> bool:
        return self.page.describe(self.filed[index.row()].evidence.id, EDITED[index.column()], str(value))


class EvidencePage(Page):
    """证据."""

    id = "evidence"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        for keys, call in (("Ctrl+E", self.add), ("Ctrl+S", self.export)):
            made = QAction(self)
            made.setShortcut(QKeySequence(keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.triggered.connect(lambda _=False, each=call: each())
            self.addAction(made)

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("look.evidence"), desk.words("look.evidence_note"))
        self.out = button(desk, desk.words("look.export"), self.export, icon="download", key="Ctrl+S")
        line.addWidget(self.out)
        self.add_button = button(desk, desk.words("look.add"), self.add, "primary", "paperclip", key="Ctrl+E")
        line.addWidget(self.add_button)
        self.news = label(desk, "", 0.929, 500, "bad", wrap=True)
        self.news.hide()
        self.body.addWidget(self.news)
        self.empty = label(desk, desk.words("look.evidence_none"), 1.0, role="quiet", wrap=True)
        self.empty.setObjectName("table_empty")
        self.body.addWidget(self.empty)
        self.table = QTableView()
        self.table.setObjectName("evidence_table")
        self.table.setAccessibleName(desk.words("look.evidence"))
        self.model = Evidences(self)
        self.table.setModel(self.model)
        self.table.setFont(desk.theme.font(0.929))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(2.2))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setFont(desk.theme.font(0.857))
        for column, em in enumerate((4.2, 0, 7.5, 6.2, 7.6, 5, 6.4)):
            head.resizeSection(column, px(em or 10))
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        left = QVBoxLayout()
        left.setSpacing(px(0.571))
        left.addWidget(self.table, 3)
        self.hint = label(desk, desk.words("look.evidence_hint"), 0.857, role="quiet")
        left.addWidget(self.hint)
        self.lacking_card, inside = card()
        self.lacking_head = label(desk, desk.words("look.lacking"), 1.0, 700)
        inside.addWidget(self.lacking_head)
        self.lacking = Listing(RowPainter(desk), desk.words("look.lacking"))
        self.lacking.setObjectName("look_list")
        self.lacking.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.lacking.setMinimumHeight(px(4.4))
        self.lacking.opened.connect(self._go)
        inside.addWidget(self.lacking, 1)
        left.addWidget(self.lacking_card, 1)
        self._left = left
        left.addStretch(0)
        self.one = EvidenceCard(desk)
        self.one.told.connect(self._tell)
        self.one.wanted.connect(self._to)
        both = QHBoxLayout()
        both.setSpacing(px(0.714))
        both.addLayout(left, 1)
        both.addWidget(self.one)
        self.body.addLayout(both, 1)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_one())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.bare:
            room = self.width() - self.desk.theme.px(28)  # the card and the margins
            for column, em in YIELD:
                self.table.setColumnHidden(column, room < self.desk.theme.px(em))

    def _show_one(self) -> None:
        at = self.table.currentIndex().row()
        self.one.show_evidence(self.model.filed[at].evidence if 0 <= at < len(self.model.filed) else None)

    def _to(self, place: object) -> None:
        if isinstance(place, Place):
            desk = self.desk
            desk.go(guide.page_of(desk.workbench, guide.homes(guide.pages(desk.workbench)), place), place)

    def refresh(self) -> None:
        desk = self.desk
        filed = filing.filed(desk.workbench, desk.language)
        self.model.put(filed)
        self.table.setVisible(bool(filed))
        self.empty.setVisible(not filed)
        self.out.setVisible(bool(filed))
        self.hint.setVisible(bool(filed))
        if filed and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 1))
        self._show_one()
        found = filing.lacking(desk.workbench, desk.year, desk.language)
        self._places: dict[str, Place] = {str(place): place for _, place in found}
        self.lacking.put([Item(str(place), words, right=desk.words("look.fill")) for words, place in found])
        self.lacking.setVisible(bool(found))
        self.lacking_card.setVisible(bool(filed or found))
        self._left.setStretch(2, 1 if found else 0)
        self._left.setStretch(3, 0 if found or filed else 1)
        self.lacking_head.setText(desk.words("look.lacking" if found else "look.lacking_none"))

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        return (*super().keys_here(), ("Ctrl+Shift+X", self.desk.words("lists.short")))

    def stand_on(self, place: object) -> None:
        wanted = place.quantity if isinstance(place, Place) else ""
        found = next((n for n, each in enumerate(self.model.filed) if each.evidence.id == wanted), -1)
        if found >= 0:
            self.table.setCurrentIndex(self.model.index(found, 1))
        elif self.model.filed and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 1))
        (self.table if self.model.filed else self.add_button).setFocus()

    def describe(self, id_: str, field: str, text: str) -> bool:
        """Say anew what a piece of evidence is."""
        self._tell("")
        if field == "date" and text.strip() and not _DATE.fullmatch(text.strip().replace("/", "-")):
            self._tell(self.desk.words("look.bad_date"), "bad")
            return False
        said = {field: text.strip().replace("/", "-") if field == "date" else text}
        self.desk.workbench.describe_evidence(id_, **said)
        return True

    def add(self) -> None:
        """Choose files to take in."""
        self.take(ask_files(self.desk, self, self.desk.words("look.add")))

    def take(self, paths: Iterable[Path]) -> None:
        """Take files in; what cannot be taken is said in the page, and the others go on."""
        said: list[str] = []
        refused_any = False
        for path in paths:
            twin = filing.held_already(self.desk.workbench, path)
            if twin is not None:
                title = twin.title or twin.name
                said.append(self.desk.words("evidence.same", name=path.name, id=twin.id, title=title))
                continue
            try:
                id_ = filing.take_in(self.desk.workbench, path)
                said.append(self.desk.words("look.added", id=id_, name=path.name))
            except Refused as refused:
                refused_any = True
                said.append(self.desk.say(refused.words))
        self._tell("\n".join(said), "bad" if refused_any else "good")

    def export(self) -> None:
        """Write a copy of the piece one stands on."""
        index = self.table.currentIndex()
        if not index.isValid():
            return
        held = self.model.filed[index.row()].evidence
        chosen = ask_place(self.desk, self, self.desk.words("look.export"), held.name)
        if chosen is None:
            return
        try:
            filing.give_out(self.desk.workbench, held.id, chosen)
        except Refused as refused:
            self._tell(self.desk.say(refused.words), "bad")
            return
        self._tell(self.desk.words("look.exported", path=chosen), "good")

    def _tell(self, text: str, role: str = "good") -> None:
        self.news.setText(text)
        self.news.setProperty("role", role)
        self.news.style().polish(self.news)
        self.news.setVisible(bool(text))

    def _go(self, item: Item) -> None:
        desk, place = self.desk, self._places[item.id]
        page = guide.page_of(desk.workbench, guide.homes(guide.pages(desk.workbench)), place)
        desk.go(page, place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
