"""The panel that explains a figure: value, formula with its numbers, the tree of inputs, and what reads it."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.ui.results import why_sheet
from zcdesk.ui.results.chain_tree import NODE, ChainModel, ChainTree, NodeDelegate
from zcdesk.ui.results.why_code import PrintedCodes
from zcdesk.ui.widgets.parts import button, chip, clear, key_cap, label
from zcdesk.workbench.forms.entry import LastTouched
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.chain_links import Link
from zcdesk.workbench.results.chain_parts import Node
from zcdesk.workbench.results.chain_view import Chain

_BACK = Qt.Key.Key_Backspace


class WhyPanel(QFrame):
    """What a number is made of. It is opened on a figure and closes back to where it was opened."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("panel")
        self.setAccessibleName(desk.words("chain.title"))
        self.chain: Chain | None = None
        self.trail: list[str] = []
        self._touched = LastTouched(desk.workbench)
        self._came_from: QWidget | None = None
        self._whole = False
        self._digits: QPushButton | None = None
        self._codes = PrintedCodes(desk, self)
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(1.286), px(0.857), px(1.0), px(0.571))
        outer.setSpacing(px(0.43))
        outer.addLayout(self._header())
        self._sheet = QVBoxLayout()
        self._sheet.setSpacing(px(0.43))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(self._sheet)
        left.addStretch(0)
        right.setSpacing(px(0.43))
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(px(0.43))
        self._body.addLayout(left)
        self._body.addLayout(right, 1)
        outer.addLayout(self._body, 1)
        self._made = label(desk, desk.words("chain.made_of"), 0.929, 500)
        right.addWidget(self._made)
        self.tree = self._tree()
        right.addWidget(self.tree, 1)
        self.links = QVBoxLayout()
        holder = QWidget()
        holder.setObjectName("side_clear")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.links)
        inner.addStretch(1)
        self._missing = QScrollArea()
        self._missing.setWidgetResizable(True)
        self._missing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._missing.setWidget(holder)
        right.addWidget(self._missing, 1)
        self._uses = QVBoxLayout()
        self._uses.setSpacing(px(0.286))
        right.addLayout(self._uses)
        outer.addLayout(self._footer())

    # what the window asks

    def show_figure(self, id_: str) -> None:
        """Explain a figure; the focus goes to its inputs, and comes back when the panel closes."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._came_from = focus
            self.trail.clear()
        if not self.trail or self.trail[-1] != id_:
            self.trail.append(id_)
        self._show()
        self._stand()

    def follow(self, id_: str) -> bool:
        """Explain another figure, the one that has the focus in the page; false where nothing is known of it."""
        self._came_from = QApplication.focusWidget()
        self.trail[:] = [id_]
        self._show()
        return self.chain is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What it is made of below its formula; beside it where the panel is low and has the whole width."""
        px = self.desk.theme.px
        beside = self.height() < px(32) and self.width() > px(44)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if beside else down)
        self._body.setSpacing(px(1.143 if beside else 0.43))
        self._body.setStretch(0, 1 if beside else 0)
        edges = px(1.286), px(0.286 if beside else 0.857), px(1.0), px(0.286 if beside else 0.571)
        self.layout().setContentsMargins(*edges)

    def refresh(self) -> None:
        """Show the present state of the same figure; what was open stays open."""
        if not self.trail:
            return
        chosen, opened = self.tree.state()
        self._show()
        for path in opened:
            self.tree.expand(self.tree.index_of(path))
        if chosen is not None:
            index = self.tree.index_of(chosen)
            if index.isValid():
                self.tree.setCurrentIndex(index)

    def setFocus(self, *_: object) -> None:  # type: ignore[override]
        """The focus of the panel is that of its tree, or of the first thing that is missing."""
        self._stand()

    # moving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.tree.viewport().update()
        return False

    def _take(self, event: QKeyEvent) -> bool:
        """Do what a key says here; whether it said anything."""
        key, with_control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        on_tree = self.tree.hasFocus()
        index = self.tree.currentIndex()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif with_control and key == Qt.Key.Key_C:
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and on_tree and not with_control:
            self.go_to_field()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not on_tree and self.links.count():
            self._move_link(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_E and not with_control:
            self.go_to_evidence()
        elif key == Qt.Key.Key_D and not with_control:
            self.show_digits()
        elif key == Qt.Key.Key_F2 and on_tree:
            self.explain_chosen()
        elif key == _BACK or (key == Qt.Key.Key_Left and on_tree and self._at_top(index)):
            self.back()
        else:
            return False
        return True

    def _move_link(self, by: int) -> None:
        """From one missing figure to the next."""
        listed = [
            item.widget() for at in range(self.links.count()) if (item := self.links.itemAt(at)) is not None
        ]
        focus = QApplication.focusWidget()
        at = listed.index(focus) if focus in listed else -by
        listed[(at + by) % len(listed)].setFocus(Qt.FocusReason.TabFocusReason)
        self._missing.ensureWidgetVisible(listed[(at + by) % len(listed)])

    def leave(self) -> None:
        """Close, and give the focus back to where it came from."""
        focus = QApplication.focusWidget()
        inside = focus is None or focus is self or self.isAncestorOf(focus)
        came_from = self._came_from if inside else focus
        self.closed.emit()
        if came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """The figure that was explained before this one."""
        if len(self.trail) > 1:
            self.trail.pop()
            self._show()
            self._stand()

    def explain_chosen(self) -> None:
        """Explain the chosen input by itself."""
        node = self._chosen()
        if node is not None and node.figure:
            self._open(node.figure)

    def go_to_field(self) -> None:
        """Go to where the chosen input is entered."""
        node = self._chosen()
        place = node.place if node is not None else self.chain.head.place if self.chain else None
        page = self.chain.page_of(place) if self.chain and place else ""
        if page:
            self.desk.go(page, place)

    def go_to_evidence(self) -> None:
        """Go to the evidence of the chosen input."""
        node = self._chosen()
        told = node.evidence if node is not None else self.chain.head.evidence if self.chain else ""
        self.desk.go("evidence", Place(told.split()[0].rstrip("，,;；"), "", "") if told else None)

    def show_digits(self) -> None:
        """Tell all digits of every number here, or as few as people read; it stays so from figure to figure."""
        head = self.chain.head if self.chain is not None else None
        if head is None or not (self._whole or head.cut):
            return
        held = QApplication.focusWidget()
        on_button = held is not None and held is self._digits
        self._whole = not self._whole
        self.refresh()
        if on_button and self._digits is not None:
            self._digits.setFocus()

    def copy(self) -> None:
        """Put the whole chain on the clipboard as text."""
        if self.chain is not None:
            QGuiApplication.clipboard().setText(self.chain.copied())
            self.desk.toast.emit(self.desk.words("chain.copied"))

    # building

    def _header(self) -> QHBoxLayout:
        desk = self.desk
        line = QHBoxLayout()
        self._name = label(desk, "", 1.143, 700, wrap=True)
        self._where = label(desk, "", 0.857, role="quiet", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._name)
        left.addWidget(self._where)
        line.addLayout(left, 1)
        self._level = label(desk, "", 0.857, role="quiet")
        line.addWidget(self._level, 0, Qt.AlignmentFlag.AlignTop)
        close = button(desk, "", self.leave, "icon", "x", desk.words("chain.close"), "Esc")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _tree(self) -> ChainTree:
        desk = self.desk
        tree = ChainTree(desk)
        tree.setObjectName("chain")
        tree.setAccessibleName(desk.words("chain.made_of"))
        tree.setHeaderHidden(True)
        tree.setIndentation(desk.theme.px(1.2))
        tree.setItemDelegate(NodeDelegate(desk, tree))
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.doubleClicked.connect(lambda _index: self.go_to_field())
        tree.installEventFilter(self)
        return tree

    def _footer(self) -> QHBoxLayout:
        desk = self.desk
        line = QHBoxLayout()
        line.setSpacing(desk.theme.px(0.571))
        self.field = button(desk, desk.words("chain.to_field"), self.go_to_field, "primary", key="Enter")
        self.proof = button(desk, desk.words("chain.evidence_of"), self.go_to_evidence, key="E")
        self.copied = button(desk, desk.words("chain.copy"), self.copy, key="Ctrl+C")
        for each in (self.field, self.proof, self.copied):
            line.addWidget(each)
        line.addStretch(1)
        self._return = label(desk, f"← {desk.words('chain.back')}", 0.857, role="quiet")
        line.addWidget(self._return)
        line.addWidget(key_cap(desk, "Esc"))
        line.addWidget(label(desk, desk.words("chain.close"), 0.857, role="quiet"))
        return line

    def _show(self) -> None:
        desk = self.desk
        clear(self._sheet)
        clear(self.links)
        clear(self._uses)
        try:
            args = (desk.workbench, self._touched, self.trail[-1], desk.year, desk.language)
            self.chain = Chain(*args, whole=self._whole)
        except Refused as refused:
            self.chain = None
            self._name.setText(desk.words("chain.unknown"))
            self._where.setText(refused.words.into(desk.language))
            self._where.show()
            self._fill_tree()
            self._missing.show()  # its empty space keeps the rest at the top and at the foot
            return
        head = self.chain.head
        self._name.setText(head.name)
        self._where.setText(head.where)
        self._where.setVisible(bool(head.where))
        self._level.setText(desk.words("chain.level", n=len(self.trail)) if len(self.trail) > 1 else "")
        self._return.setVisible(len(self.trail) > 1)
        self._digits = self._all_digits() if head.cut or self._whole else None
        self._sheet.addLayout(why_sheet.value(desk, head, self._digits))
        if head.formula or head.note or head.who or head.evidence:
            self._sheet.addWidget(why_sheet.rules(desk, head))
        for line in why_sheet.flags(desk, head):
            self._sheet.addLayout(line)
        self._fill_links(head.gaps)
        self._fill_tree()
        self._fill_uses()

    def _all_digits(self) -> QPushButton:
        """What shows all digits, and fewer again; it is made anew with every figure."""
        words = self.desk.words("chain.few_digits" if self._whole else "chain.all_digits")
        made = button(self.desk, words, self.show_digits, "link", key="D")
        made.setFont(self.desk.theme.font(0.857))
        made.installEventFilter(self)
        return made

    def _fill_links(self, gaps: tuple[Link, ...]) -> None:
        for gap in gaps:
            made = button(self.desk, gap.text, lambda gap=gap: self.desk.go(gap.page, gap.place), "link")
            room = max(self.width(), self.desk.theme.px(24)) - self.desk.theme.px(4)
            made.setText(made.fontMetrics().elidedText(gap.text, Qt.TextElideMode.ElideMiddle, room))
            made.setToolTip(gap.text if made.text() != gap.text else "")
            made.setEnabled(bool(gap.page))
            made.installEventFilter(self)
            self.links.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            made.show()  # at once, or it cannot take the focus yet
        self._missing.setVisible(bool(gaps))

    def _fill_tree(self) -> None:
        model = ChainModel(self.chain, self)
        old = self.tree.model()
        self.tree.setModel(model)
        if old is not None:
            old.deleteLater()
        known = self.chain is not None and not self.chain.head.missing
        self.tree.setVisible(known)
        self._made.setVisible(known)
        self._made.setText(self.desk.words("chain.made_of" if model.rowCount() else "chain.nothing_below"))
        if model.rowCount():
            self.tree.setCurrentIndex(model.index(0, 0))
        if model.rowCount() <= 3:
            for row in range(model.rowCount()):
                index = model.index(row, 0)
                node = model.node(index)
                if node is not None and not node.leaf and model.rowCount(index) <= 3:
                    self.tree.expand(index)
        node = self._chosen()
        has_place = (node.place if node else self.chain.head.place if self.chain else None) is not None
        self.field.setEnabled(has_place)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self._enable()

    def _enable(self) -> None:
        node, head = self._chosen(), self.chain.head if self.chain else None
        place = node.place if node else head.place if head else None
        self.field.setEnabled(place is not None)
        self.proof.setEnabled(bool(node.evidence if node else head.evidence if head else ""))

    def _fill_uses(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        assert self.chain is not None
        readers = self.chain.readers()
        self._code = label(desk, "", 0.857, role="quiet")
        if readers:
            line: QBoxLayout = QHBoxLayout()
            line.setSpacing(px(0.286))
            line.addWidget(label(desk, desk.words("chain.used_in"), 0.857, role="quiet"))
            for reader in readers[:2]:
                made = button(desk, reader.text, lambda reader=reader: self._open(reader.figure), "link")
                made.setFont(desk.theme.font(0.857))
                room = (max(self.width(), px(24)) - px(12)) // min(2, len(readers))
                metrics = made.fontMetrics()
                made.setText(metrics.elidedText(reader.text, Qt.TextElideMode.ElideMiddle, room))
                made.setToolTip(reader.text if made.text() != reader.text else "")
                made.installEventFilter(self)
                line.addWidget(made)
            if len(readers) > 2:
                more = chip(desk, f"+{len(readers) - 2}")
                more.setToolTip("\n".join(reader.text for reader in readers[2:]))
                more.setAccessibleName("; ".join(reader.text for reader in readers[2:]))
                line.addWidget(more)
            line.addStretch(1)
            self._uses.addLayout(line)
        self._uses.addWidget(self._code)
        self._codes.tell(self._code, self.chain.figure.id)

    def _open(self, id_: str) -> None:
        self.trail.append(id_)
        self._show()
        self._stand()

    def _stand(self) -> None:
        if self.tree.isVisible() and self.tree.model() is not None and self.tree.model().rowCount():
            self.tree.setFocus()
        elif self.links.count() and (first := self.links.itemAt(0).widget()) is not None:
            first.setFocus()
        else:
            self.copied.setFocus()

    def _chosen(self) -> Node | None:
        return self.tree.chosen()

    def _at_top(self, index: QModelIndex) -> bool:
        return index.isValid() and not index.parent().isValid() and not self.tree.isExpanded(index)


__all__ = ["NODE", "WhyPanel"]
