"""Asking: the answers to a question as a row of segments, of which the one that was given is marked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import button, row
from zcdesk.workbench.preview.taking import Ask


def beside(desk: Desk, said: str, ask: Ask, room: int) -> bool:
    """Whether a question and its answers have room on one line; before they are shown no widget knows its width.

    Parameters
    ----------
    room : int
        [px]
    """
    letters = QFontMetrics(desk.theme.font(1.0, 500))
    texts = (said, *(desk.say(words) for _, words in ask.options))
    around = desk.theme.px(2.2) * len(texts)
    return sum(letters.horizontalAdvance(text) for text in texts) + around <= room


def answers(
    desk: Desk, ask: Ask, given: str, act: Callable[[str], object], room: int = 0
) -> tuple[QFrame, list[QPushButton]]:
    """The answers to a question that offers some; whoever puts the frame into a layout shows it there.

    Parameters
    ----------
    given : str
        The one that was given; ``""`` while it is asked.
    act : callable
        Is told the one that is chosen.
    room : int
        Width of a line, of which answers that are longer stand one under another; 0 is enough. [px]
    """
    frame = QFrame()
    frame.setObjectName("segments")
    inside = row(space=desk.theme.px(0.143))
    if room and not beside(desk, "", ask, room):
        inside.setDirection(QBoxLayout.Direction.TopToBottom)
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
