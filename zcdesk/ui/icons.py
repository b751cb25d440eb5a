"""Icons: Lucide drawings, tinted by role and painted at the device's own resolution."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from zcdesk.ui.theme import Theme


class Icons:
    """The drawings of ``resources/icons`` in the colours of one theme."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme
        self._made: dict[tuple[str, str, int, int, float, bool], QPixmap] = {}

    def pixmap(self, name: str, role: str = "ink", em: float = 1.15, ratio: float = 1.0) -> QPixmap:
        """A drawing in a role's colour, `em` wide, for a screen of a device ratio."""
        size = round(self._theme.px(em) * ratio)
        return self.sized(name, role, QSize(size, size), ratio)

    def sized(self, name: str, role: str, size: QSize, ratio: float, faded: bool = False) -> QPixmap:
        """A drawing as large as `size`, in device pixels of a screen of a device ratio."""
        key = (name, role, size.width(), size.height(), ratio, faded)
        if key not in self._made:
            drawing = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            tinted = drawing.replace("currentColor", self._theme.roles[role])
            pixmap = QPixmap(size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setOpacity(0.4 if faded else 1.0)
            QSvgRenderer(QByteArray(tinted.encode())).render(painter, QRectF(pixmap.rect()))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            self._made[key] = pixmap
        return self._made[key]

    def icon(self, name: str, role: str = "ink", em: float = 1.15) -> QIcon:
        """The same as an icon of a button, drawn when it is painted and as sharp as the screen is."""
        return QIcon(_Drawn(self, name, role, em))


class _Drawn(QIconEngine):
    """An icon that is drawn for the size and the screen it is painted on."""

    def __init__(self, icons: Icons, name: str, role: str, em: float) -> None:
        super().__init__()
        self._icons, self._name, self._role, self._em = icons, name, role, em

    def clone(self) -> QIconEngine:
        return _Drawn(self._icons, self._name, self._role, self._em)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._icons.sized(self._name, self._role, size, scale, faded=mode == QIcon.Mode.Disabled)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size() * ratio, mode, state, ratio))
