"""Sheet of the panel that explains a figure: the figure, how it was made, and what must be known of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import IconLabel, card, label
from zcdesk.workbench.results.chain_parts import Head


def value(desk: Desk, head: Head, digits: QPushButton | None = None) -> QHBoxLayout:
    """The figure, large, with its unit; or what it waits for. `digits` shows all digits of what is told short."""
    px = desk.theme.px
    line = QHBoxLayout()
    line.setSpacing(px(0.286))
    if head.value:
        big = label(desk, head.value, 2.0 if len(head.value) < 16 else 1.143, 700, wrap=len(head.value) >= 16)
        big.setMinimumHeight(px(2.93 if len(head.value) < 16 else 1.6))
        line.addWidget(big, 0 if len(head.value) < 16 else 1, Qt.AlignmentFlag.AlignBottom)
        unit = label(desk, head.unit, 0.929, role="quiet")
        unit.setContentsMargins(0, 0, 0, px(0.36))
        line.addWidget(unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        if digits is not None:
            line.addWidget(digits, 0, Qt.AlignmentFlag.AlignBottom)
    else:
        line.addWidget(IconLabel(desk, "circle-dashed", "ink", 1.15))
        line.addWidget(label(desk, head.missing, 1.0, 500, wrap=True), 1)
    return line


def rules(desk: Desk, head: Head) -> QFrame:
    """Formula, numbers put in, result and clause; or where a figure that was not computed comes from."""
    px = desk.theme.px
    frame, column = card("sunk")
    column.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(0.857))
    grid.setVerticalSpacing(px(0.286))
    grid.setColumnStretch(1, 1)
    result = f"{head.unrounded}  →  {desk.words('chain.prints')} {head.printed}" if head.unrounded else ""
    clause = f"{head.clause}　{head.document}" if head.clause else ""
    source = " · ".join(part for part in (head.note, head.who, head.evidence) if part)
    rows = (
        ("chain.formula", head.formula, "ink", 400),
        ("chain.numbers", head.numbers, "ink", 500),
        ("chain.result", result, "ink", 500),
        ("chain.source", clause or source, "quiet", 400),
    )
    for at, (key, text, role, weight) in enumerate(row for row in rows if row[1]):
        grid.addWidget(label(desk, desk.words(key), 0.857, role="quiet"), at, 0, Qt.AlignmentFlag.AlignTop)
        told = label(desk, text, 0.857 if role == "quiet" else 0.929, weight, role, wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(told, at, 1)
    column.addLayout(grid)
    return frame


def flags(desk: Desk, head: Head) -> list[QHBoxLayout]:
    """What is doubtful and what is good to know, a line each."""
    px, lines = desk.theme.px, list[QHBoxLayout]()
    for doubt in head.doubts[:2]:
        line = QHBoxLayout()
        line.setSpacing(px(0.286))
        line.addWidget(IconLabel(desk, "triangle-alert", "doubt", 0.93), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(desk, doubt, 0.857, role="doubt", wrap=True), 1)
        lines.append(line)
    if head.flags:
        line = QHBoxLayout()
        line.setSpacing(px(0.286))
        line.addWidget(IconLabel(desk, "info", "quiet", 0.93), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(desk, " · ".join(head.flags), 0.857, role="quiet", wrap=True), 1)
        lines.append(line)
    return lines
