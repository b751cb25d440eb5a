"""The pages of a PDF, drawn at the device's own resolution, one at a time as they come into sight.

pypdfium2 is imported with the first PDF: the page of reports stands before there is one.
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from zcdesk.ui.desk import Desk
from zcdesk.ui.report.pdf_figures import number, spots
from zcdesk.workbench.printing.printout import Figure

if TYPE_CHECKING:
    import pypdfium2 as pdfium

KEPT = 6
"""Drawn pages that are kept; each is a few megabytes."""


def drawn(page: pdfium.PdfPage, scale: float) -> QImage:
    """A page as a picture, `scale` pixels for a point."""
    from pypdfium2 import raw

    bitmap = page.render(scale=scale, force_bitmap_format=raw.FPDFBitmap_BGRx)
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
    )
    return image.copy()


class PdfView(QAbstractScrollArea):
    """Pages one under another, as wide as the view.

    Signals
    -------
    stood : int
        Another page is the one in sight, from 0.
    """

    stood = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("pdf")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(desk.words("look.page_view"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document: pdfium.PdfDocument | None = None
        self.zoom = 1.0
        self.page = 0
        self._within = 0.0  # how far below the top of its page one stands [pt]
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[int] = []
        self._made: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._frame: tuple[int, QRectF] | None = None
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def open(self, given: Path | bytes) -> None:
        """Show another file, at the same spot of the same page if it has that."""
        import pypdfium2 as pdfium

        within = self._within
        self.close_document()
        self.document = pdfium.PdfDocument(given if isinstance(given, bytes) else given.read_bytes())
        self._sizes = [self.document.get_page_size(n) for n in range(len(self.document))]
        self._made.clear()
        self._frame = None
        page = min(self.page, len(self._sizes) - 1)
        self._measure()
        self._stand(page, within if page == self.page else 0.0)

    def close_document(self) -> None:
        """Let the file go."""
        if self.document is not None:
            self.document.close()
            self.document = None

    def contents(self) -> list[tuple[int, str, int]]:
        """The bookmarks: level, title, page from 0."""
        found = []
        for mark in self.document.get_toc() if self.document else ():
            to = mark.get_dest()
            if to is not None:
                found.append((mark.level, mark.get_title(), to.get_index() or 0))
        return found

    def figures(self, page: int, known: tuple[Figure, ...], word: str) -> list[Figure]:
        """The coded figures that stand on a page; where a code is only repeated, those whose number is there too."""
        if self.document is None:
            return []
        sheet = self.document[page]
        found = spots(sheet, word)
        return [
            figure
            for figure in known
            if any(
                spot.is_of(figure)
                and (not spot.named or bool(spot.column) or number(sheet, spot, figure.value) is not None)
                for spot in found
            )
        ]

    def frame(self, page: int, figure: Figure | None, word: str) -> None:
        """Draw a frame around a figure's number, or around its row, and bring it into sight."""
        self._frame = None
        if figure is not None and self.document is not None:
            sheet = self.document[page]
            fitting = [spot for spot in spots(sheet, word) if spot.is_of(figure)]
            boxes = [(spot, number(sheet, spot, figure.value)) for spot in fitting]
            spot, found = next((each for each in boxes if each[1] is not None), (boxes or [(None, None)])[0])
            if spot is not None:
                width = self._sizes[page][0] - 2 * spot.box.left()
                row = QRectF(spot.box.left(), spot.box.top(), width, spot.box.height())
                self._frame = (page, found or row)
                self._show_frame(page, self._frame[1])
        self.viewport().update()

    def _show_frame(self, page: int, box: QRectF) -> None:
        y = self._tops[page] + round((self._sizes[page][1] - box.bottom()) * self._scale(page))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + height // 8 < y < bar.value() + height * 7 // 8:
            bar.setValue(y - height // 3)

    def show_page(self, page: int) -> None:
        """Go to the top of a page, from 0."""
        if self._tops:
            self.verticalScrollBar().setValue(
                self._tops[max(0, min(page, len(self._tops) - 1))] - self._gap()
            )
            self._scrolled()

    def _stand(self, page: int, within: float) -> None:
        self.verticalScrollBar().setValue(self._tops[page] - self._gap() + round(within * self._scale(page)))
        self._scrolled()

    def magnify(self, zoom: float) -> None:
        """Show the pages so many times the width of the view."""
        page, self.zoom = self.page, max(0.5, min(3.0, zoom))
        self._measure()
        self.show_page(page)
        self.viewport().update()

    def _gap(self) -> int:
        return self.desk.theme.px(0.857)

    def _scale(self, page: int) -> float:
        room = self.viewport().width() - 2 * self._gap()
        return max(room, 1) * self.zoom / self._sizes[page][0]

    def _measure(self) -> None:
        self._tops, y = [], self._gap()
        for page, (_, height) in enumerate(self._sizes):
            self._tops.append(y)
            y += round(height * self._scale(page)) + self._gap()
        view, bar, across = self.viewport(), self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, max(0, y - view.height()))
        bar.setPageStep(view.height())
        bar.setSingleStep(self.desk.theme.px(3))
        wide = round((view.width() - 2 * self._gap()) * self.zoom) + 2 * self._gap()
        across.setRange(0, max(0, wide - view.width()))
        across.setPageStep(view.width())

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = max((n for n, top in enumerate(self._tops) if top <= middle), default=0)
        if self._tops:
            below = self.verticalScrollBar().value() - self._tops[page] + self._gap()
            self._within = below / self._scale(page)
        if page != self.page:
            self.page = page
            self.stood.emit(page)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        page, within = self.page, self._within
        super().resizeEvent(event)
        if self._sizes:
            self._measure()
            self._stand(page, within)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme = QPainter(self.viewport()), self.desk.theme
        painter.fillRect(self.viewport().rect(), theme.colour("ground"))
        y0, x0 = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        for page, top in enumerate(self._tops):
            scale = self._scale(page)
            size = self._sizes[page]
            box = QRect(self._gap() - x0, top - y0, round(size[0] * scale), round(size[1] * scale))
            if not box.intersects(self.viewport().rect()):
                continue
            painter.drawImage(box, self._image(page, scale * self.devicePixelRatioF()))
            painter.setPen(QPen(theme.colour("rule"), 1))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
            if self._frame is not None and self._frame[0] == page:
                at = self._frame[1]
                painter.setPen(QPen(theme.colour("focus" if not theme.dark else "edge"), 2))
                corner = QPoint(round(at.left() * scale), round((size[1] - at.bottom()) * scale))
                framed = QRect(
                    box.topLeft() + corner,
                    QRect(0, 0, round(at.width() * scale), round(at.height() * scale)).size(),
                )
                painter.drawRoundedRect(framed.adjusted(-5, -5, 5, 5), 3, 3)

    def _image(self, page: int, scale: float) -> QImage:
        key = (page, round(scale * 1000))
        if key not in self._made:
            assert self.document is not None
            self._made[key] = drawn(self.document[page], scale)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        return self._made[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.show_page(self.page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.show_page(0 if key == Qt.Key.Key_Home else len(self._tops) - 1)
        elif key in steps:
            bar.setValue(bar.value() + steps[Qt.Key(key)] * bar.singleStep())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.magnify(self.zoom * (0.8 if key == Qt.Key.Key_Minus else 1.25))
        else:
            event.ignore()
