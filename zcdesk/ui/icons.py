"""Icons: Lucide drawings, tinted by role and painted at the device's own resolution."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from zcdesk.ui.theme import Theme


class Icons:
    """The drawings of ``resources/icons`` in the colours of one theme."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme
        self._made: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, float, float], QIcon] = {}
        self._drawn: dict[tuple[str, str], QSvgRenderer] = {}

    def pixmap(self, name: str, role: str = "ink", em: float = 1.15, ratio: float = 1.0) -> QPixmap:
        """A drawing in a role's colour, `em` wide, for a screen of a device ratio."""
        size = round(self._theme.px(em) * ratio)
        key = (name, role, size, ratio)
        if key not in self._made:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self._drawing(name, role).render(painter, QRectF(pixmap.rect()))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            self._made[key] = pixmap
        return self._made[key]

    def icon(self, name: str, role: str = "ink", em: float = 1.15) -> QIcon:
        """The same as an icon of a button: sharp on the screen there is, and on one of twice its resolution."""
        here = self._ratio()
        key = (name, role, em, here)
        if key not in self._icons:
            icon = QIcon()
            for ratio in dict.fromkeys((here, 2.0)):
                icon.addPixmap(self.pixmap(name, role, em, ratio))
            self._icons[key] = icon
        return self._icons[key]

    def _drawing(self, name: str, role: str) -> QSvgRenderer:
        """A drawing in a role's colour, read once."""
        if (name, role) not in self._drawn:
            drawing = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            tinted = drawing.replace("currentColor", self._theme.roles[role])
            self._drawn[name, role] = QSvgRenderer(QByteArray(tinted.encode()))
        return self._drawn[name, role]

    @staticmethod
    def _ratio() -> float:
        screen = QGuiApplication.primaryScreen()
        return screen.devicePixelRatio() if screen is not None else 1.0
