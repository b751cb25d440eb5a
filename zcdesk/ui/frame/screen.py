"""Screen: how large a window begins, and how small it may become, on the screen that there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

WANTED = QSize(1366, 698)
"""What a window begins with: a screen of 1366 by 768 without the bars of the system. [px]"""
LEAST = QSize(900, 560)
"""Below this it is not made, unless the screen is smaller: 1366 by 768 at 150 % are 911 by 512. [px]"""
TITLE = 32
"""Height of the bar that the system puts over a window. [px]"""


def sizes(room: QSize) -> tuple[QSize, QSize, bool]:
    """Least and first size of a window [px] where the screen leaves so much room, and whether it fills that."""
    free = QSize(room.width(), room.height() - TITLE)
    first = WANTED.boundedTo(free)
    return LEAST.boundedTo(free), first, first != WANTED


def to_screen(window: QWidget) -> None:
    """Make a window as large as it likes to be, or fill a screen that is too small for that."""
    least, first, whole = LEAST, WANTED, False
    if QGuiApplication.platformName() != "offscreen":  # there is a screen that somebody looks at
        least, first, whole = sizes(window.screen().availableGeometry().size())
    window.setMinimumSize(least)
    window.resize(first)
    if whole:
        window.setWindowState(Qt.WindowState.WindowMaximized)
