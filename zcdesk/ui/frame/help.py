"""Help: the handbook beside the page; contents, search, and the entry of the field one stands on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QTextBrowser, QVBoxLayout

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import button, clear, label, row
from zcdesk.workbench import handbook
from zcdesk.workbench.handbook import CHAPTERS, Entry


class HelpPane(QFrame):
    """The handbook.

    Signals
    -------
    closed : no arguments
        Esc, or the button.
    """

    closed = Signal()

    def __init__(self, desk: Desk, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.desk, self.entries = desk, entries
        self.setObjectName("panel")
        self.outer = QVBoxLayout(self)
        self.at: Entry | None = None
        self.build()

    def build(self) -> None:
        """Make the pane in the present look and language."""
        desk, px = self.desk, self.desk.theme.px
        clear(self.outer)
        self.outer.setContentsMargins(px(1.143), px(0.857), px(1.143), px(0.571))
        self.outer.setSpacing(px(0.571))
        self.back = button(
            desk, desk.words("around.help.contents"), self.show_contents, "link", "list-checks"
        )
        head = row(
            label(desk, desk.words("around.help.title"), 1.143, 700),
            None,
            self.back,
            button(desk, "", self.leave, "icon", "x", desk.words("around.help.close"), "Esc"),
        )
        self.outer.addLayout(head)
        self.field = QLineEdit()
        self.field.setFont(desk.theme.font())
        self.field.setPlaceholderText(desk.words("around.help.search"))
        self.field.setAccessibleName(desk.words("around.help.search"))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.outer.addWidget(self.field)
        self.list = Listing(RowPainter(desk, height=2.0), desk.words("around.help.contents"))
        self.list.opened.connect(lambda item: self.show_entry(item.id))
        self.list.left_up.connect(self.field.setFocus)
        self.none = label(desk, "", 1.0, role="quiet", wrap=True)
        self.text = QTextBrowser()
        self.text.setObjectName("handbook")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(desk.words("around.help.title"))
        self.outer.addWidget(self.list, 1)
        self.outer.addWidget(self.none)
        self.outer.addWidget(self.text, 1)
        self.outer.addWidget(label(desk, desk.words("around.help.keys"), 0.857, role="quiet"))
        if self.at is None:
            self._list("")
        else:
            self._read(self.at)

    def show_contents(self) -> None:
        """The contents, and the focus in the search."""
        self._list("")
        self.field.clear()
        self.field.setFocus()

    def show_entry(self, id_: str) -> None:
        """An entry; the contents if there is none of that id."""
        entry = handbook.entry_of(self.entries, id_)
        if entry is None:
            self.show_contents()
            return
        self._read(entry)
        self.text.setFocus()

    def leave(self) -> None:
        """Close the pane."""
        self.closed.emit()

    def _typed(self, text: str) -> None:
        self._list(text)

    def _list(self, text: str) -> None:
        desk = self.desk
        self.at = None
        listed = handbook.found(self.entries, text, desk.language) if text.strip() else tuple(self.entries)
        items: list[Item] = []
        chapter = ""
        for entry in listed:
            if entry.chapter != chapter and not text.strip():
                items.append(Item("", desk.say(CHAPTERS[entry.chapter]), head=True))
            chapter = entry.chapter
            right = desk.say(CHAPTERS[entry.chapter]) if text.strip() else ""
            items.append(Item(entry.id, desk.say(entry.title), "", "", right))
        self.list.put(items)
        self.list.setVisible(bool(items))
        self.none.setVisible(not items)
        self.none.setText(desk.words("around.help.none", text=text.strip()) if not items else "")
        self.text.hide()
        self.back.hide()

    def _read(self, entry: Entry) -> None:
        desk, theme = self.desk, self.desk.theme
        self.at = entry
        self.list.hide()
        self.none.hide()
        self.text.clear()
        cursor = QTextCursor(self.text.document())

        def put(text: str, em: float, weight: int, role: str, above: float) -> None:
            block, sign = QTextBlockFormat(), QTextCharFormat()
            block.setTopMargin(theme.px(above))
            block.setLineHeight(130, 1)
            sign.setFont(theme.font(em, weight))
            sign.setForeground(theme.colour(role))
            for line in text.split("\n"):
                cursor.insertBlock(block, sign)
                cursor.insertText(line, sign)
                block.setTopMargin(0)

        put(desk.say(CHAPTERS[entry.chapter]), 0.857, 400, "quiet", 0)
        put(desk.say(entry.title), 1.143, 700, "ink", 0)
        for head, text in entry.parts:
            if desk.say(head):
                put(desk.say(head), 0.857, 500, "quiet", 0.714)
            put(desk.say(text), 1.0, 400, "ink", 0.143 if desk.say(head) else 0.571)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.show()
        self.back.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.list.isVisible():
                self.list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.current() is not None:
                self.show_entry(self.list.current().id)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.at is not None and self.field.text():
                self._list(self.field.text())
                self.field.setFocus()
            else:
                self.leave()
        elif event.key() == Qt.Key.Key_Backspace and self.at is not None:
            self.show_contents()
        else:
            super().keyPressEvent(event)
