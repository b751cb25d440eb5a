"""Regions: sidebar, strip of a rehearsal, page, what stands beside it, counts at the foot; F6 goes round them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zcdesk.ui.frame.sidebar import Sidebar
from zcdesk.ui.frame.status_line import StatusLine
from zcdesk.ui.widgets.parts import Page

if TYPE_CHECKING:
    from zcdesk.ui.frame.rehearsal import RehearsalStrip

Region = tuple[QWidget, Callable[[], object]]
"""What holds the focus, and how the focus is brought there."""


class Regional(Protocol):
    """What has the regions: the window, with its parts."""

    sidebar: Sidebar
    strip: RehearsalStrip | None
    panel: QWidget | None
    side: QWidget | None
    status: StatusLine

    @property
    def current(self) -> Page | None:
        """The page that is shown."""

    def focusWidget(self) -> QWidget:
        """What has the focus in it."""

    def stand_in_sidebar(self) -> None:
        """Focus on the item of the page that is shown."""


def go_round(window: Regional, by: int) -> None:
    """Bring the focus to the next region (1) or the one before (-1); where nothing has it, one is on the page."""
    listed = _regions(window)
    focus, current = window.focusWidget(), window.current
    at = next(
        (at for at, (held, _) in enumerate(listed) if focus is held or held.isAncestorOf(focus)),
        next((at for at, (held, _) in enumerate(listed) if held is current), 0),
    )
    listed[(at + by) % len(listed)][1]()


def _regions(window: Regional) -> list[Region]:
    """The regions in sight, as they are read."""
    found: list[Region] = [(window.sidebar, window.stand_in_sidebar)]
    strip, current = window.strip, window.current
    if strip is not None and strip.isVisible():
        found.append((strip, strip.stand))
    if current is not None and current.isVisible():
        page = current
        found.append((page, lambda: page.stand_on(getattr(page, "current_place", None))))
    panel, side = window.panel, window.side
    if panel is not None and panel.isVisible():
        found.append((panel, panel.setFocus))
    if side is not None and side.isVisible():
        found.append((side, lambda: _stand_in(side)))
    if window.status.stops():
        status = window.status
        found.append((status, lambda: _stand_in(status)))
    return found


def _stand_in(widget: QWidget) -> None:
    """On what takes keys in something that stands beside the page: itself, or the first inside where Tab stops."""
    stops = (
        each
        for each in (widget, *widget.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each.isVisible()
    )
    next(stops, widget).setFocus(Qt.FocusReason.TabFocusReason)
