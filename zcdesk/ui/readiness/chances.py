"""The page of opportunities: rules by subject on the left, the one one stands on with its arithmetic on the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zcdesk.ui.readiness.head import scrolled, segments
from zcdesk.ui.widgets.listing import ROW, Listing, RowPainter
from zcdesk.ui.widgets.parts import IconLabel, Page, button, card, chip, clear, label, row
from zcdesk.workbench.readiness import chances
from zcdesk.workbench.readiness.chances import Chance, Subject, Sum

SHOWN = ("mine", "everything")


class ChanceRow:
    """A rule, or the head of a subject, as the list holds it."""

    def __init__(self, subject: Subject, chance: Chance | None = None) -> None:
        self.subject, self.chance = subject, chance

    @property
    def head(self) -> bool:
        """Whether it only says what follows."""
        return self.chance is None

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return self.chance.said if self.chance is not None else self.subject.name


class ChancePainter(RowPainter):
    """Paints a rule: mark of its term, for whom, where and until when, its value."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        held = index.data(ROW)
        return QSize(self.theme.px(8), self.theme.px(2.5 if held is not None and held.head else 3.4))

    def content(self, painter: QPainter, box: QRect, item: ChanceRow, selected: bool) -> None:
        px = self.theme.px
        if item.chance is None:
            low = box.adjusted(0, px(0.6), 0, 0)
            used = self.text(painter, low, item.subject.name, 1.0, 700, "ink") + px(0.571)
            count = str(len(item.subject.chances))
            self.text(painter, low.adjusted(used, 0, 0, 0), count, 0.857, 400, "quiet")
            return
        chance = item.chance
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.desk.icons.pixmap(chance.icon, chance.role, 1.0, ratio)
        painter.drawPixmap(box.left(), box.top() + px(0.57), pixmap)
        left = box.left() + px(1.6)
        upper = QRect(left, box.top() + px(0.3), box.right() - left, px(1.45))
        right = self.text(painter, upper, chance.value, 0.929, 500, "ink", Qt.AlignmentFlag.AlignRight)
        name = upper.adjusted(0, 0, -right - px(0.571), 0)
        self.text(
            painter, name, chance.name, 0.929, 500 if chance.mine else 400, "ink" if chance.mine else "quiet"
        )
        lower = upper.translated(0, px(1.36))
        role = "doubt" if chance.expired else "quiet"
        end = self.text(painter, lower, chance.term, 0.857, 400, role, Qt.AlignmentFlag.AlignRight)
        rest = lower.adjusted(0, 0, -end - px(0.571), 0)
        self.text(painter, rest, f"{chance.where} · {chance.standing}", 0.857, 400, "quiet")


class ChancesPage(Page):
    """机会."""

    id = "chances"

    def __init__(self, desk: object) -> None:
        self.everything = False
        super().__init__(desk)

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("chances.title"))
        self._note = label(desk, "", 0.929, role="quiet", wrap=True)
        left = line.itemAt(0).layout()
        left.addWidget(self._note)
        frame, self.segments = segments(desk, SHOWN, "chances", self.show_which)
        line.addWidget(frame)
        self._empty = label(desk, desk.words("chances.none"), 1.143, 500, wrap=True)
        self.body.addWidget(self._empty)
        middle = QHBoxLayout()
        middle.setSpacing(px(0.857))
        self.list = Listing(ChancePainter(desk), desk.words("chances.title"))
        self.list.setUniformItemSizes(False)
        self.list.clicked.disconnect()
        self.list.stood.connect(lambda _: self._tell())
        self.list.opened.connect(lambda _: self._first())
        middle.addWidget(self.list, 10)
        self._card, column = card()
        column.setContentsMargins(px(1.143), px(0.857), px(0.571), px(0.857))
        holder = QWidget()
        holder.setObjectName("side_clear")
        self._detail = QVBoxLayout(holder)
        self._detail.setContentsMargins(0, 0, px(0.571), 0)
        self._detail.setSpacing(px(0.43))
        column.addWidget(scrolled(holder))
        middle.addWidget(self._card, 11)
        self.body.addLayout(middle, 1)
        self.numbers: list[QPushButton] = []

    def refresh(self) -> None:
        desk = self.desk
        found = chances.subjects(desk.workbench, desk.year, desk.language, self.everything)
        self._note.setText(chances.plant(desk.workbench, desk.language))
        for id_, segment in self.segments.items():
            segment.setChecked((id_ == "everything") == self.everything)
        rows: list[ChanceRow] = []
        for subject in found:
            rows.append(ChanceRow(subject))
            rows += [ChanceRow(subject, each) for each in subject.chances]
        held = self.list.current()
        key = held.chance.id if held is not None and held.chance is not None else ""
        at = next((n for n, each in enumerate(rows) if each.chance is not None and each.chance.id == key), 0)
        top = self.list.verticalScrollBar().value()
        self.list.put(rows, at)
        self.list.verticalScrollBar().setValue(top)
        for each, there in ((self.list, bool(rows)), (self._card, bool(rows)), (self._empty, not rows)):
            each.setVisible(there)
        self._tell()

    def _tell(self) -> None:
        """The rule one stands on."""
        desk, px = self.desk, self.desk.theme.px
        clear(self._detail)
        self.numbers = []
        held = self.list.current()
        if held is None or held.chance is None:
            return
        chance: Chance = held.chance
        self._detail.addWidget(label(desk, chance.name, 1.143, 700, wrap=True))
        chips = [
            chip(desk, chance.standing),
            chip(desk, desk.words("chances.grade", grade=chance.confidence)),
        ]
        if not chance.mine:
            chips.insert(0, chip(desk, desk.words("chances.others")))
        self._detail.addLayout(row(*chips, None, space=px(0.43)))
        self._detail.addWidget(label(desk, chance.where, 0.929, role="quiet", wrap=True))
        self._part("chances.rule", chance.rule)
        if chance.mine:
            self._head("chances.sums")
            for each in chance.sums:
                self._sum(each)
            if not chance.sums:
                self._detail.addWidget(
                    label(desk, desk.words("chances.sums_none"), 0.929, role="quiet", wrap=True)
                )
        term = row(IconLabel(desk, chance.icon, chance.role, 1.0), space=px(0.43))
        told = "; ".join(part for part in (chance.term, chance.late) if part)
        doubtful = chance.expired or bool(chance.late)
        term.addWidget(label(desk, told, 0.929, role="doubt" if doubtful else "ink", wrap=True), 1)
        self._head("chances.term_head")
        self._detail.addLayout(term)
        self._part("chances.source", "\n".join(part for part in (chance.source, chance.clause) if part))
        self._part("chances.unknown", chance.unknown, "doubt")
        self._part("chances.note", held.subject.note, "quiet")
        self._detail.addStretch(1)
        last: QWidget = self.list
        for made in self.numbers:
            QWidget.setTabOrder(last, made)
            last = made

    def _head(self, key: str) -> None:
        made = label(self.desk, self.desk.words(key), 0.857, role="quiet")
        made.setContentsMargins(0, self.desk.theme.px(0.43), 0, 0)
        self._detail.addWidget(made)

    def _part(self, key: str, text: str, role: str = "ink") -> None:
        if text:
            self._head(key)
            self._detail.addWidget(label(self.desk, text, 0.929, role=role, wrap=True))

    def _sum(self, each: Sum) -> None:
        """A line of arithmetic, then the plant's numbers in it, each to be explained."""
        desk, px = self.desk, self.desk.theme.px
        line = row(space=px(0.43))
        if each.met is not None:
            icon, role = ("circle-check", "good") if each.met else ("circle-x", "bad")
            line.addWidget(IconLabel(desk, icon, role, 1.0), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(desk, each.text, 0.929, 500, wrap=True), 1)
        self._detail.addLayout(line)
        for piece in each.pieces:
            made = button(
                desk, piece.said, lambda piece=piece: desk.why(piece.figure), "link", "route", key="F2"
            )
            self.numbers.append(made)
            self._detail.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    # moving

    def stand_on(self, place: object) -> None:
        (self.list if self.list.isVisibleTo(self) else self.segments["everything"]).setFocus()

    def show_which(self, which: str) -> None:
        """Show the rules for this plant, or all there are."""
        self.everything = which == "everything"
        self.refresh()
        self.stand_on(None)

    def explain(self) -> None:
        """Where the first of the plant's numbers comes from."""
        if self.numbers:
            self.numbers[0].click()

    def _first(self) -> None:
        if self.numbers:
            self.numbers[0].setFocus()

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (("Enter", words("chances.sums")), ("F2", words("key.why")), ("F1", words("key.help")))

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_F2:
            focus = self.focusWidget()
            (focus.click if focus in self.numbers else self.explain)()
        else:
            super().keyPressEvent(event)
