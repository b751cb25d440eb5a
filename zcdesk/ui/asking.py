"""Asking: the answers to a question as a row of segments, of which the one that was given is marked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import button, row
from zcdesk.workbench.taking import Ask


def answers(
    desk: Desk, ask: Ask, given: str, act: Callable[[str], object]
) -> tuple[QFrame, list[QPushButton]]:
    """The answers to a question that offers some; whoever puts the frame into a layout shows it there.

    Parameters
    ----------
    given : str
        The one that was given; ``""`` while it is asked.
    act : callable
        Is told the one that is chosen.
    """
    frame = QFrame()
    frame.setObjectName("segments")
    inside = row(space=desk.theme.px(0.143))
    edge = desk.theme.px(0.143)
    inside.setContentsMargins(edge, edge, edge, edge)
    frame.setLayout(inside)
    made = []
    for value, words in ask.options:
        each = button(desk, desk.say(words), partial(act, value), "segment")
        each.setCheckable(True)
        each.setChecked(value == given)
        inside.addWidget(each)
        made.append(each)
    return frame, made
