"""Carry banner: one sentence above a page, of what another year states and this one does not; one key takes it over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import IconLabel, button, label
from zcdesk.workbench.forms import carrying
from zcdesk.workbench.forms.carrying import Carry

KEY = "Alt+3"
MOST = 4
"""Statements that are named; the rest are counted."""


class CarryBanner(QFrame):
    """The offer of one page, or nothing.

    Signals
    -------
    taken : object
        Everything that was offered was stated; the words say why it could not be, None if it was.
    left : no arguments
        It was put away, and the focus has to go somewhere.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, page_id: str, page: QWidget) -> None:
        super().__init__()
        self.desk, self._page = desk, page_id
        self.offer: Carry | None = None
        self._refused: set[str] = set()
        """Years for which it was said that they are not like another."""
        self.setObjectName("banner_note")
        px = desk.theme.px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(0.857), px(0.286), px(0.571), px(0.286))
        line.setSpacing(px(0.571))
        line.addWidget(IconLabel(desk, "info", "accent", 1.0), 0, Qt.AlignmentFlag.AlignVCenter)
        self.text = label(desk, "", 0.929, wrap=True)
        line.addWidget(self.text, 1)
        self.take = button(desk, "", self.carry, "small")
        self.leave = button(desk, desk.words("carrying.leave"), self._leave, "link")
        line.addWidget(self.take)
        line.addWidget(self.leave)
        self.hide()
        keys = QAction(self)
        keys.setShortcut(QKeySequence(KEY))
        keys.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.triggered.connect(lambda _=False: self.carry())
        page.addAction(keys)  # wherever one stands on the page

    def carry(self) -> None:
        """State what is offered, as one step; says so where nothing is."""
        desk, offer = self.desk, self.offer
        if offer is None:
            desk.toast.emit(desk.words("carrying.nothing"))
            return
        trouble = carrying.carry(desk.workbench, offer, desk.language)
        if trouble is None:
            desk.toast.emit(desk.words("carrying.taken", from_=offer.year, n=len(offer.statements)))
        self.taken.emit(trouble)

    def refresh(self) -> None:
        """Offer what there is for the year that is shown."""
        desk = self.desk
        closed = desk.workbench.file.read_only or desk.year in self._refused
        self.offer = None if closed else carrying.offered(desk.workbench, self._page, desk.year)
        self.setVisible(self.offer is not None)
        if self.offer is None:
            return
        named = [desk.say(each.words) for each in self.offer.statements]
        what = ("；" if desk.language == "zh" else "; ").join(named[:MOST])
        if len(named) > MOST:
            what += desk.words("carrying.more")
        from_ = self.offer.year
        said = desk.words("carrying.offer", from_=from_, year=desk.year, n=len(named), what=what)
        self.text.setText(said)
        self.text.setToolTip("\n".join(named))
        self.take.setText(f"{desk.words('carrying.take', from_=from_)}  {KEY}")
        self.take.setAccessibleName(desk.words("carrying.take", from_=from_))
        self.take.setAccessibleDescription(said)

    def _leave(self) -> None:
        self._refused.add(self.desk.year)
        self.refresh()
        self.left.emit()
