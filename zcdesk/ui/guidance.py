"""Guidance: what a question means, where the number stands, which clause wants it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from zcdesk.domain.form import Question
from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import label
from zcdesk.workbench.strip import Strip

_PARTS = ("what", "where", "how", "evidence", "clause")


class Guidance(QFrame):
    """The card that F1 shows below a page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(0.857), px(0.714), px(0.857), px(0.857))
        self.title = label(desk, "", 1.143, 700)
        outer.addWidget(self.title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(1.143))
        grid.setVerticalSpacing(px(0.429))
        grid.setColumnStretch(1, 1)
        self._texts: dict[str, tuple[QLabel, QLabel]] = {}
        for at, part in enumerate(_PARTS):
            name = label(desk, desk.words(f"entry.guide.{part}"), 0.857, role="quiet")
            text = label(desk, "", 1.0, wrap=True)
            grid.addWidget(name, at, 0)
            grid.addWidget(text, at, 1)
            self._texts[part] = (name, text)
        outer.addLayout(grid)

    def show_question(self, question: Question, told: Strip) -> None:
        """Explain a question."""
        desk = self.desk
        quantity = desk.workbench.catalogue.vocabulary.quantities[question.quantity]
        kinds = desk.workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
        named = [desk.say(kinds[kind].words) for kind in question.evidence if kind in kinds]
        self.title.setText(f"{desk.say(quantity.words)}  {quantity.symbol}".strip())
        said = {
            "what": desk.say(quantity.definition),
            "where": desk.say(quantity.where),
            "how": desk.say(question.hint),
            "evidence": "、".join(named) if desk.language == "zh" else ", ".join(named),
            "clause": told.clause,
        }
        for part, (name, text) in self._texts.items():
            text.setText(said[part])
            name.setVisible(bool(said[part]))
            text.setVisible(bool(said[part]))
