"""Heads of the pages of readiness: views to choose from, and the scheme that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import button
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.readiness import sides

_LONGEST = 13.0
"""Width of a scheme's name on its button. [em]"""


def segments(
    desk: Desk, ids: Sequence[str], of: str, call: Callable[[str], object]
) -> tuple[QFrame, dict[str, QPushButton]]:
    """Views of the same thing side by side in a frame; ``of.id`` is the text of each."""
    px = desk.theme.px
    frame = QFrame()
    frame.setObjectName("segments")
    frame.setFixedHeight(px(2.57))
    inside = QHBoxLayout(frame)
    inside.setContentsMargins(px(0.143), px(0.143), px(0.143), px(0.143))
    inside.setSpacing(px(0.143))
    made: dict[str, QPushButton] = {}
    for id_ in ids:
        each = button(desk, desk.words(f"{of}.{id_}"), lambda id_=id_: call(id_), "segment")
        each.setCheckable(True)
        made[id_] = each
        inside.addWidget(each)
    return frame, made


def scrolled(holder: QWidget) -> QScrollArea:
    """Something that scrolls upwards and downwards where there is too little room for it."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(holder)
    return scroll


def into_view(widget: QWidget) -> None:
    """Scroll the page so that a part of it is seen, from its top where it is too high."""
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    if isinstance(at, QScrollArea) and at.widget() is not None:
        high = min(widget.height(), at.viewport().height())
        top = widget.mapTo(at.widget(), widget.rect().topLeft()).y()
        at.ensureVisible(0, top + high, 0, 0)
        at.ensureVisible(0, top, 0, 0)


class SchemeButton:
    """The button that names the scheme that is shown, and lets another one be chosen.

    Parameters
    ----------
    desk : Desk
    taken : callable
        Is given the key of the scheme that was chosen.
    """

    def __init__(self, desk: Desk, taken: Callable[[str], object]) -> None:
        self.desk, self._taken, self._key = desk, taken, ""
        self.button = button(desk, "", self.pick, icon="chevron-down")
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def tell(self, key: str) -> None:
        """Name a scheme; dots where the name is too long, and the tooltip has all of it."""
        desk = self.desk
        self._key = key
        name = sides.name_of(desk.workbench, key, desk.language)
        metrics = QFontMetricsF(desk.theme.font(1.0, 500))
        wide = desk.theme.px(_LONGEST)
        self.button.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide))
        self.button.setAccessibleName(name)
        self.button.setToolTip(f"{name}  Alt+A")
        self.button.setEnabled(len(sides.followed(desk.workbench)) > 1)

    def pick(self) -> None:
        """Choose among the schemes that are followed."""
        desk = self.desk
        if not (self.button.isVisible() and self.button.isEnabled()):
            return
        keys = sides.followed(desk.workbench)
        choices = [(key, sides.name_of(desk.workbench, key, desk.language), "") for key in keys]
        Picker(desk, self.button, choices, self._taken, desk.words("readiness.which"), self._key)
