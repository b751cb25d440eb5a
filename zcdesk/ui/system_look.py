"""System look: whether the system is light, dark or in high contrast, read so that no doubt about it hurts."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

_ASK, _ON = 0x0042, 0x0001
"""``SPI_GETHIGHCONTRAST`` and ``HCF_HIGHCONTRASTON`` of winuser.h."""

_LEAST = 19.0
"""Contrast of text and ground that only palettes made for high contrast have: black and white are 21. [-]"""

_noted: list[QPalette] = []


def note(palette: QPalette) -> None:
    """Remember the palette of the system, before the program's own covers it; only the first one counts."""
    if not _noted:
        _noted.append(QPalette(palette))


def look(scheme: Qt.ColorScheme, harsh: bool) -> str:
    """The theme for what the system shows: ``contrast``, ``dark`` or ``light``; what it does not tell is light."""
    if harsh:
        return "contrast"
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def now() -> str:
    """The theme that the system asks for at this moment."""
    palette = _noted[0] if _noted else QGuiApplication.palette()
    return look(QGuiApplication.styleHints().colorScheme(), told_by_windows() or is_harsh(palette))


def is_harsh(palette: QPalette) -> bool:
    """Whether a palette is one of high contrast.

    Its grounds (window, field, button) are all black or all white, and the texts on them as far from that as can be.
    """
    pairs = (
        (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText),
        (QPalette.ColorRole.Base, QPalette.ColorRole.Text),
        (QPalette.ColorRole.Button, QPalette.ColorRole.ButtonText),
    )
    grounds = [_luminance(palette.color(ground)) for ground, _ in pairs]
    even = all(each < 0.004 for each in grounds) or all(each > 0.996 for each in grounds)
    return even and all(_contrast(palette.color(one), palette.color(other)) >= _LEAST for one, other in pairs)


def told_by_windows() -> bool:
    """Whether Windows says that high contrast is on; False on other systems, and where it does not answer."""
    if sys.platform != "win32":
        return False
    return _asked_of(ctypes.windll.user32)  # type: ignore[attr-defined,unused-ignore]


class _HighContrast(ctypes.Structure):
    """``HIGHCONTRASTW`` of winuser.h."""

    _fields_ = (
        ("cbSize", ctypes.c_uint),
        ("dwFlags", ctypes.c_uint),
        ("lpszDefaultScheme", ctypes.c_wchar_p),
    )


def _asked_of(user32: ctypes.CDLL) -> bool:
    told = _HighContrast(ctypes.sizeof(_HighContrast), 0, None)
    try:
        answered = user32.SystemParametersInfoW(_ASK, told.cbSize, ctypes.byref(told), 0)
    except (OSError, AttributeError):
        return False
    return bool(answered) and bool(told.dwFlags & _ON)


def _luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2, 0 to 1."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
