"""The page of a bill as a picture, with a frame around the value one stands on; drawn at the device's resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zcdesk.ui.desk import Desk

if TYPE_CHECKING:
    import pypdfium2 as pdfium


STRIP = 8
"""Height of what is shown around the frame. [em]"""

NEAR = 1.9
"""Size at which it is shown, at the usual size of text. [px/pt]"""

KEPT = 4
"""Drawn pages that are kept."""


class BillPicture(QWidget):
    """One page at a time, as large as there is room; nothing where a bill has no pages."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.document: pdfium.PdfDocument | None = None
        self.page = 0
        self.box: tuple[float, ...] = ()
        self._made: dict[tuple[int, int], QImage] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(desk.theme.px(22))
        self.setAccessibleName(desk.words("bills.picture"))

    def open(self, data: bytes | None) -> bool:
        """Show the first page of a PDF; whether there is one."""
        import pypdfium2 as pdfium

        self.close_document()
        if data is not None and b"%PDF" in data[:1024]:
            try:
                self.document = pdfium.PdfDocument(data)
                self.document.init_forms()
            except pdfium.PdfiumError:
                self.close_document()
        self.page, self.box = 0, ()
        self.update()
        return self.document is not None

    def close_document(self) -> None:
        """Let the file go."""
        if self.document is not None:
            self.document.close()
            self.document = None
        self._made = {}

    def frame(self, page: int, box: tuple[float, ...]) -> None:
        """Show a page, from 1, with a frame around a part of it. [pt]"""
        self.page, self.box = max(page - 1, 0), box
        told = self.desk.words("bills.page", n=self.page + 1)
        self.setAccessibleName(f"{self.desk.words('bills.picture')} {told}")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        if self.document is None or self.page >= len(self.document):
            return
        wide, tall = self.document.get_page_size(self.page)
        strip = self.desk.theme.px(STRIP) if self.box else 0
        room = max(self.height() - strip - (self.desk.theme.px(0.571) if strip else 0), 1)
        scale = min(self.width() / wide, room / tall)
        painter, theme = QPainter(self), self.desk.theme
        left = (self.width() - wide * scale) / 2
        target = QRectF(left, 0, wide * scale, tall * scale)
        painter.drawImage(target, self._drawn(scale))
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.drawRect(target.adjusted(0, 0, -1, -1))
        if self.box:
            self._ring(painter, scale, left, 0)
            self._near(painter, QRectF(0, self.height() - strip, self.width(), strip))

    def _near(self, painter: QPainter, strip: QRectF) -> None:
        """What stands around the frame, large enough to be read."""
        scale = self.desk.theme.px(1) / 14 * NEAR
        left, top, right, bottom = self.box
        x = max((left + right) / 2 * scale - strip.width() / 2, 0)
        y = max((top + bottom) / 2 * scale - strip.height() / 2, 0)
        painter.save()
        painter.setClipRect(strip)
        painter.fillRect(strip, self.desk.theme.colour("sunk"))
        image, ratio = self._drawn(scale), self.devicePixelRatioF()
        part = QRectF(x * ratio, y * ratio, strip.width() * ratio, strip.height() * ratio)
        painter.drawImage(strip, image, part)
        self._ring(painter, scale, strip.left() - x, strip.top() - y)
        painter.restore()
        painter.setPen(QPen(self.desk.theme.colour("rule"), 1))
        painter.drawRect(strip.adjusted(0, 0, -1, -1))

    def _ring(self, painter: QPainter, scale: float, x: float, y: float) -> None:
        left, top, right, bottom = (each * scale for each in self.box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.desk.theme.colour("focus"), 2, Qt.PenStyle.SolidLine))
        painter.drawRoundedRect(QRectF(x + left - 3, y + top - 3, right - left + 6, bottom - top + 6), 3, 3)

    def _drawn(self, scale: float) -> QImage:
        from zcdesk.ui.report.pdf_view import drawn

        key = (self.page, round(scale * self.devicePixelRatioF() * 1000))
        if key not in self._made:
            assert self.document is not None
            if len(self._made) > KEPT:
                self._made.clear()
            self._made[key] = drawn(self.document[self.page], scale * self.devicePixelRatioF())
        return self._made[key]
