"""Coming back: where the focus goes when something that lay over the window is closed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def standing(focus: QWidget | None) -> QWidget | None:
    """Where one stands: the focus, or under what lies over the window the place to which that goes back itself."""
    at: QWidget | None = focus
    while at is not None:
        below = getattr(at, "comes_back_to", None)
        if isinstance(below, QWidget):
            return below if isValid(below) else None
        at = at.parentWidget()
    return focus


def come_back(*places: QWidget | None) -> None:
    """Put the focus on the first of these places that is still there and seen."""
    for place in places:
        if place is not None and isValid(place) and place.isVisible():
            place.setFocus()
            return
