"""Method strip: over every page, while a method has changed since it was taken: what it means, what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from zcdesk.domain.answer import Place
from zcdesk.domain.words import Words
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import IconLabel, button, label
from zcdesk.workbench import naming
from zcdesk.workbench.updates import method_news
from zcdesk.workbench.workbench import Workbench


class MethodStrip(QFrame):
    """A sentence and its buttons; hidden while there is nothing to decide.

    Parameters
    ----------
    desk : Desk
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("past")
        px, words = desk.theme.px, desk.words
        self._said = label(desk, "", 0.929, 500, wrap=True)
        self._means = label(desk, words("method.means"), 0.929, role="quiet", wrap=True)
        for each in (self._said, self._means):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._said)
        told.addWidget(self._means)
        self.take = button(
            desk, words("method.take"), lambda: self._do(method_news.take, "method.taken"), "small"
        )
        self.look = button(
            desk, words("method.look"), lambda: desk.go("changing", Place("editions")), "small"
        )
        self.keep = button(
            desk, words("method.keep"), lambda: self._do(method_news.keep, "method.kept"), "small"
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(px(1.143), px(0.357), px(0.714), px(0.357))
        line.setSpacing(px(0.714))
        line.addWidget(IconLabel(desk, "info", "doubt", 1.15))
        line.addLayout(told, 1)
        line.addWidget(self.keep)
        line.addWidget(self.take)
        line.addWidget(self.look)
        self.refresh()

    def refresh(self) -> None:
        """Say which methods it is about, or nothing."""
        bench = self.desk.workbench
        found = () if bench.file.read_only else method_news.undecided(bench)
        said = self.desk.words(
            "method.said", what=self.desk.say(naming.series([each.words for each in found]))
        )
        self._said.setText(said)
        lost = any(not each.at_hand for each in found)
        self._means.setText(self.desk.words("method.lost" if lost else "method.means"))
        self.take.setVisible(lost)
        self.look.setVisible(any(each.at_hand for each in found))
        self.setAccessibleName(said)
        self.setVisible(bool(found))

    def ask(self) -> None:
        """Put the focus on the decision."""
        (self.look if self.take.isHidden() else self.take).setFocus()

    def _do(self, act: Callable[[Workbench], Words | None], key: str) -> None:
        trouble = act(self.desk.workbench)
        self.desk.toast.emit(self.desk.say(trouble) if trouble is not None else self.desk.words(key))
