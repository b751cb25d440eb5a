"""Evidence card: one piece of evidence beside the list: its first page, what rests on it, what can be done with it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2 as pdfium
from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Project
from zcdesk.domain.words import Words
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.grading import pick_grade
from zcdesk.ui.report.pdf_view import drawn
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import button, label, row
from zcdesk.ui.widgets.picker import Picker
from zcdesk.ui.widgets.sentences import Lines
from zcdesk.workbench import task_findings
from zcdesk.workbench.evidence import filing
from zcdesk.workbench.forms import regrading
from zcdesk.workbench.forms.grades import grade_at
from zcdesk.workbench.refusal import Refused

LARGEST = 20
"""A content larger than this is not drawn beside the list. [MB]"""

SHOWN = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "application/pdf")
OPENED = (
    *SHOWN, "text/plain", "text/csv", "application/ofd",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)  # fmt: skip
"""Kinds of documents that are handed to the system's viewer; nothing that could be a program is."""


class FirstPage(QWidget):
    """A picture, as large as there is room."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.image: QImage | None = None
        self.note = ""
        self.setMinimumHeight(desk.theme.px(5))  # it gives way where the window is low
        self.setMaximumHeight(desk.theme.px(15))

    def sizeHint(self) -> QSize:
        return QSize(self.desk.theme.px(20), self.desk.theme.px(15))

    def show_image(self, image: QImage | None, note: str) -> None:
        """Show a picture, or why there is none."""
        self.image, self.note = image, note
        self.setAccessibleName(self.desk.words("evidence.preview") if image is not None else note)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.desk.theme
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.rect()
        if self.image is None:
            painter.fillRect(box, theme.colour("sunk"))
            painter.setFont(theme.font(0.929))
            painter.setPen(theme.colour("quiet"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.note)
            return
        size = self.image.size().scaled(box.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (box.width() - size.width()) // 2, (box.height() - size.height()) // 2
        target = box.adjusted(left, top, 0, 0)
        target.setSize(size)
        painter.drawImage(target, self.image)
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.drawRect(target.adjusted(-1, -1, 0, 0))


class EvidenceCard(QFrame):
    """One piece of evidence.

    Signals
    -------
    told : str, str
        A sentence for the page, and its role.
    wanted : object
        A place that one wants to go to.
    """

    told = Signal(str, str)
    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.held: Evidence | None = None
        self.setObjectName("card")
        px = desk.theme.px
        self.setFixedWidth(px(24))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(0.857), px(0.714), px(0.857), px(0.714))
        inside.setSpacing(px(0.429))
        self.name = Lines(desk, 1.0, 700)
        self.page = FirstPage(desk)
        self.opener = button(desk, desk.words("evidence.open"), self.open, icon="external-link")
        self.kind = button(desk, "", self.pick_kind, "unit")
        self.away = button(desk, desk.words("evidence.remove"), self.remove, "link", "trash-2")
        self.head = label(desk, "", 0.857, role="quiet", wrap=True)
        self.list = Listing(RowPainter(desk, two_lines=True), desk.words("evidence.supports"))
        self.list.setObjectName("look_list")
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(desk.theme.px(3.6))  # one row and a little is always seen
        self.list.opened.connect(lambda item: self.wanted.emit(self._places.get(item.id)))
        self._places: dict[str, Place] = {}
        self.asked = label(desk, "", 0.929, role="doubt", wrap=True)
        self.asked.hide()
        inside.addWidget(self.name)
        inside.addWidget(self.asked)
        inside.addWidget(self.page)
        inside.addLayout(row(self.kind, None, self.opener))
        inside.addWidget(self.head)
        inside.addWidget(self.list, 1)
        self.grade = button(desk, desk.words("grade.change"), self.pick_grade, "link", key="Shift+F4")
        shortcut = QShortcut(QKeySequence("Shift+F4"), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.pick_grade)
        inside.addLayout(row(self.grade, None, self.away))

    def show_evidence(self, held: Evidence | None) -> None:
        """Show a piece of evidence."""
        desk, words = self.desk, self.desk.words
        other = held is None or self.held is None or held.digest != self.held.digest
        self.held = held
        self.setVisible(held is not None)
        if held is None:
            return
        self.name.say(f"{held.id}  {held.title or held.name}")
        asked = task_findings.about_evidence(desk.workbench.project, held.id)
        told = (task_findings.told(desk.workbench.catalogue, each, desk.language) for each in asked)
        self.asked.setText("\n".join("  ".join(each) for each in told))
        self.asked.setVisible(bool(asked))
        kinds = desk.workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
        said = desk.say(kinds[held.kind].words) if held.kind in kinds else held.kind
        self.kind.setText(said)
        self.kind.setAccessibleName(f"{words('evidence.kind')} {said}")
        found = filing.supported(desk.workbench, held.id, desk.language)
        self._places = {str(place): place for _, place in found}
        chosen = max(self.list.currentIndex().row(), 0)
        self.list.put([Item(str(place), told, self._graded(place)) for told, place in found], chosen)
        self.grade.setVisible(any(self._graded(place) for _, place in found))
        self.list.setVisible(bool(found))
        self.head.setText(words("evidence.supports" if found else "evidence.supports_none"))
        fixed = desk.workbench.file.read_only
        self.kind.setEnabled(not fixed)
        self.away.setEnabled(not fixed)
        self.grade.setEnabled(not fixed)
        if other:
            self.page.show_image(*self._first_page(held))

    def _first_page(self, held: Evidence) -> tuple[QImage | None, str]:
        """A picture of the content, or why there is none."""
        words = self.desk.words
        if held.media_type not in SHOWN:
            return None, words("evidence.no_preview")
        if held.size > LARGEST * 1_000_000:
            return None, words("evidence.too_large", mb=LARGEST)
        data = self.desk.workbench.file.evidence_bytes(held.digest)
        if held.media_type == "application/pdf":
            try:
                document = pdfium.PdfDocument(data)
                image = drawn(document[0], 1.2)
                document.close()
            except pdfium.PdfiumError:
                return None, words("evidence.no_preview")
            return image, ""
        image = QImage.fromData(data)
        return (None, words("evidence.no_preview")) if image.isNull() else (image, "")

    def _graded(self, place: Place) -> str:
        """Which meter, record or estimate stands behind an answer."""
        found = grade_at(self.desk.workbench, place)
        return self.desk.say(found.words) if found is not None else ""

    # commands

    def pick_grade(self) -> None:
        """Choose another class for the answer one stands on."""
        item = self.list.current()
        place = self._places.get(item.id) if item is not None else None

        def done(_: Place, trouble: Words | None) -> None:
            if trouble is not None:
                self.told.emit(self.desk.say(trouble), "bad")

        if place is not None and grade_at(self.desk.workbench, place) is not None:
            pick_grade(self.desk, self.list, place, done)

    def pick_kind(self) -> None:
        """Choose what kind of evidence it is."""
        held, desk = self.held, self.desk
        if held is None:
            return
        kinds = desk.workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
        choices = [
            (id_, desk.say(option.words), f"{option.words.zh} {option.words.en}")
            for id_, option in kinds.items()
        ]

        def take(kind: str) -> None:
            before = desk.workbench.project
            desk.workbench.describe_evidence(held.id, kind=kind)
            self._tell_grades(before)

        Picker(desk, self.kind, choices, take, desk.words("evidence.kind"), held.kind)

    def _tell_grades(self, before: Project) -> None:
        """Say what became of how exact the figures count as."""
        moved = regrading.moved(self.desk.workbench, before, before.answers)
        if moved is not None:
            self.told.emit(self.desk.say(moved), "quiet")

    def open(self) -> None:
        """Show a copy in the system's viewer; only kinds of documents that are known to be no programs."""
        held, words = self.held, self.desk.words
        if held is None:
            return
        if held.media_type not in OPENED:
            self.told.emit(words("evidence.not_opened"), "bad")
            return
        copy = Path(tempfile.mkdtemp(prefix="zcdesk-")) / held.name
        try:
            filing.give_out(self.desk.workbench, held.id, copy)
        except Refused as refused:
            self.told.emit(self.desk.say(refused.words), "bad")
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

    def remove(self) -> None:
        """Take it away, from the project and from every number."""
        held = self.held
        if held is not None:
            before = self.desk.workbench.project
            count = filing.take_away(self.desk.workbench, held.id)
            self._tell_grades(before)
            self.desk.toast.emit(self.desk.words("evidence.removed", id=held.id, n=count))
