"""Beside: how what stands beside a page shares the width with it; in a narrow window it lies over the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget


def stand_beside(widget: QWidget, line: QBoxLayout, wide: int) -> None:
    """Stand in the line with the page, so wide. [px]"""
    if line.indexOf(widget) < 0:
        line.addWidget(widget)
    widget.setFixedWidth(wide)


def lie_over(widget: QWidget, line: QBoxLayout, page: QWidget) -> None:
    """Take the place of the page, which stays as it is beneath; the focus comes along, as the page is out of sight."""
    line.removeWidget(widget)
    if widget.parentWidget() is not page.parentWidget():
        widget.setParent(page.parentWidget())
    widget.setFixedWidth(page.width())
    widget.setGeometry(page.geometry())
    widget.show()
    widget.raise_()
    held = page.window().focusWidget()
    if held is None or not widget.isAncestorOf(held):
        stops = (
            each for each in widget.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        first = next((each for each in stops if each.isVisible()), None)
        if first is not None:
            first.setFocus()
