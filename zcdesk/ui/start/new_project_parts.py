"""Parts of the guide to a new project: the steps at the side, an offered method, the summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zcdesk.packs.catalogue import Catalogue
from zcdesk.ui.widgets.listing import Item
from zcdesk.ui.widgets.parts import IconLabel, chip, clear, column, label, row
from zcdesk.ui.widgets.tick import Tick
from zcdesk.workbench.updates.offers import Offer, Sectors

BESIDE = 80
"""Below this width of the window [em] hints stand below their fields."""
CHIPS = {"recommended": "accent", "also": "", "stand_in": "doubt", "reason": "doubt"}


class Hints:
    """Hints beside their fields, or below them where the window is narrow."""

    def __init__(self, front: Any) -> None:
        self.front = front
        self._held: list[tuple[QHBoxLayout, QLabel]] = []

    def clear(self) -> None:
        """The step is gone."""
        self._held = []

    def put(self, field: QWidget, text: str) -> QHBoxLayout:
        """A field with its hint."""
        told = label(self.front, text, 0.857, role="quiet", wrap=True)
        pair = row(field)
        pair.addWidget(told, 1, Qt.AlignmentFlag.AlignTop)
        self._held.append((pair, told))
        return pair

    def arrange(self, width: int) -> None:
        """For a width of the window. [px]"""
        px = self.front.theme.px
        beside = width >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for pair, told in self._held:
            pair.setDirection(way)
            pair.setSpacing(px(0.857 if beside else 0.2))
            told.setContentsMargins(0, px(0.429) if beside else 0, 0, 0)


def scrolled(inside: QVBoxLayout) -> QScrollArea:
    """What is laid out, scrolling where the window is too low for it."""
    holder = QWidget()
    holder.setObjectName("page_body")
    holder.setLayout(inside)
    area = QScrollArea()
    area.setObjectName("page")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    return area


def steps(front: Any, into: QVBoxLayout, names: Sequence[str], here: str) -> None:
    """The steps one under another: those done are marked, the present one stands out."""
    px = front.theme.px
    clear(into)
    into.addWidget(label(front, front.words("around.new.title"), 1.429, 700))
    note = label(front, front.words("around.new.note"), 0.929, role="quiet", wrap=True)
    note.setContentsMargins(0, 0, 0, px(0.8))
    into.addWidget(note)
    at = names.index(here)
    for number, step in enumerate(names):
        holder = QFrame()
        holder.setObjectName("step_here" if number == at else "step")
        holder.setFixedHeight(px(2.5))
        line = row(space=px(0.7))
        line.setContentsMargins(px(0.714), 0, px(0.571), 0)
        if number < at:
            line.addWidget(IconLabel(front, "circle-check", "good", 1.3))
        else:
            mark = label(front, str(number + 1), 0.857, 500, "accent" if number == at else "quiet")
            mark.setFixedWidth(px(1.3))
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.addWidget(mark)
        weight = 500 if number == at else 400
        line.addWidget(label(front, front.words(f"around.new.step_{step}"), 1.0, weight), 1)
        holder.setLayout(line)
        into.addWidget(holder)
    into.addStretch(1)


class Offers(QScrollArea):
    """The methods one under another; where there is no room for all, they scroll and none is squeezed."""

    def __init__(self, front: Any) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setMinimumHeight(front.theme.px(9))  # one is always seen; else the step scrolls
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setObjectName("page_body")
        self._listed = column(space=front.theme.px(0.714))
        self._listed.addStretch(1)
        holder.setLayout(self._listed)
        self.setWidget(holder)
        self._frames: dict[QObject, QFrame] = {}

    def add(self, frame: QFrame, mark: QCheckBox) -> None:
        """One more; it comes into sight when the focus comes to its mark."""
        self._frames[mark] = frame
        mark.installEventFilter(self)
        self._listed.insertWidget(self._listed.count() - 1, frame)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._frames:
            self.ensureWidgetVisible(self._frames[watched])
        return super().eventFilter(watched, event)


def sectors(front: Any, known: Sectors, text: str) -> list[Item]:
    """The industries that a text means, each once, with code and division."""
    found: list[Item] = []
    for code, sector in {sector.code: sector for sector in known.find(text)}.items():
        lead = f"C {code}" if code < "44" else code
        named = front.say(sector.words)
        if len(code) < 3:
            found.append(Item(code, named, front.words("around.new.division"), lead))
        elif code not in known.sectors:
            found.append(Item(code, named, front.words("around.new.unlisted"), lead))
        else:
            found.append(Item(code, named, "", lead, front.say(known.division(code))))
    return found


def provinces(front: Any, catalogue: Catalogue, text: str) -> list[Item]:
    """The provinces that a text means, best first; without one all of them, after leaving it for later."""
    wanted = text.strip().casefold()
    found: list[tuple[int, Item]] = [] if wanted else [(0, Item("", front.words("around.new.later")))]
    for id_, option in catalogue.vocabulary.lists["province"].items():
        names = (option.words.zh, option.words.en.casefold())
        spelled = catalogue.spelling.rank(wanted, option.words.zh)
        if any(wanted in name for name in names):
            rank = 0 if any(name.startswith(wanted) for name in names) else 1
        elif spelled is None:
            continue
        else:
            rank = 2 + spelled
        found.append((rank, Item(id_, front.say(option.words))))
    return [item for _, item in sorted(found, key=lambda each: each[0])]


def offer(front: Any, offered: Offer, chosen: bool) -> tuple[QFrame, QCheckBox]:
    """A method that may be taken, with its reason, and the box that takes it."""
    px = front.theme.px
    frame = QFrame()
    frame.setObjectName("card")
    mark = Tick(front.theme)
    mark.setChecked(chosen)
    standing = front.words(f"around.new.{offered.standing}")
    named = f"{front.say(offered.words)} {offered.edition}"
    mark.setAccessibleName(f"{named}, {standing}")
    mark.setAccessibleDescription(front.say(offered.reason))
    head = row(
        label(front, named, 1.0, 500), chip(front, standing, CHIPS[offered.standing]), None, space=px(0.571)
    )
    told = column(space=px(0.15))
    told.addLayout(head)
    told.addWidget(label(front, front.say(offered.document), 0.857, role="quiet", wrap=True))
    told.addWidget(label(front, front.say(offered.reason), 0.929, wrap=True))
    line = row(mark, space=px(0.714))
    line.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    line.addLayout(told, 1)
    frame.setLayout(line)
    return frame, mark


def summary(front: Any, said: Iterable[str]) -> QFrame:
    """What will be made, one thing a line."""
    px = front.theme.px
    frame = QFrame()
    frame.setObjectName("sunk")
    told = column(space=px(0.3))
    told.setContentsMargins(*[px(0.857)] * 4)
    told.addWidget(label(front, front.words("around.new.summary"), 0.857, role="quiet"))
    for text in said:
        if text:
            told.addWidget(label(front, text, 1.0, wrap=True))
    frame.setLayout(told)
    frame.setMaximumWidth(px(48))
    return frame
