"""Palette: Ctrl+K, one list over commands, pages, fields, figures, printed codes and the handbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words
from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.actions import Action
from zcdesk.ui.frame.palette_targets import targets
from zcdesk.ui.frame.sidebar import KEYS
from zcdesk.ui.widgets.coming_back import come_back, standing
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import label, row
from zcdesk.workbench import search
from zcdesk.workbench.search import Target

ICONS = {
    "action": "keyboard",
    "page": "file-text",
    "field": "list-checks",
    "figure": "route",
    "topic": "book-open",
    "year": "history",
    "scheme": "list-checks",
    "document": "file-text",
}
SHOWN = 9


class Palette(QFrame):
    """The panel under the search field.

    Parameters
    ----------
    window : QWidget
        Over which it lies.
    desk : Desk
    actions : sequence of Action
    topics : callable
        Gives the entries of the handbook as targets, when first asked.
    run : callable
        Is given the chosen target, after the panel has closed.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Sequence[Action],
        topics: Callable[[], Sequence[Target]],
        run: Callable[[Target], None],
    ) -> None:
        super().__init__(window)
        self.desk, self._actions, self._topics, self._run = desk, actions, topics, run
        self.comes_back_to = standing(window.focusWidget())
        self._codes: Sequence[Target] | None = None
        self._targets = self._all()
        self.setObjectName("picker")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(0.571), px(0.571), px(0.571), px(0.429))
        outer.setSpacing(px(0.429))
        self.field = QLineEdit()
        self.field.setFont(desk.theme.font())
        self.field.setPlaceholderText(desk.words("around.palette.hint"))
        self.field.setAccessibleName(desk.words("around.palette.hint"))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = Listing(RowPainter(desk), desk.words("key.search"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(self._choose)
        self.none = label(desk, "", 1.0, role="quiet", wrap=True)
        outer.addWidget(self.field)
        outer.addWidget(self.list)
        outer.addWidget(self.none)
        outer.addLayout(row(label(desk, desk.words("around.palette.keys"), 0.857, role="quiet"), None))
        self._shown: dict[str, Target] = {}
        self._typed("")
        self._stand()
        self.show()
        self.raise_()
        self.field.setFocus()

    def _all(self) -> list[Target]:
        desk = self.desk
        listed = [
            Target(
                "action",
                action.id,
                desk.texts[f"action.{action.id}"],
                keys=action.said,
                called=desk.texts.get(f"called.{action.id}", NOTHING),
            )
            for action in self._actions
            if f"action.{action.id}" in desk.texts and action.id not in ("palette", "findings")
        ]
        pages: list[Target] = []
        for page in desk.workbench.catalogue.pages.values():
            short = desk.texts.get(f"nav.page.{page.id}", page.words)
            called = desk.texts.get(f"called.page.{page.id}", NOTHING)
            pages.append(
                Target("page", page.id, short, NOTHING, page.words.into(desk.language), called=called)
            )
        for id_ in (
            "evidence",
            "series",
            "readiness",
            "checklist",
            "chances",
            "findings",
            "results",
            "report",
            "history",
            "settings",
        ):
            called = desk.texts.get(f"called.{id_}", NOTHING)
            pages.append(Target("page", id_, desk.texts[f"nav.{id_}"], keys=KEYS.get(id_, ""), called=called))
        years = [
            Target(
                "year",
                year,
                desk.texts["nav.year"].fill(year=year),
                NOTHING,
                f"{year} {desk.words('action.year')}",
            )
            for year in reversed(desk.workbench.project.years)
        ]
        shown = set(getattr(self.parent(), "page_ids", tuple)())
        return [
            *(page for page in pages if page.id in shown or not shown),
            *search.figures(desk.workbench, desk.year),
            *search.fields(desk.workbench, desk.year),
            *listed,
            *years,
            *targets(desk),
            *self._topics(),
        ]

    def _typed(self, text: str) -> None:
        desk = self.desk
        found: Sequence[Target] = ()
        if search.CODE.fullmatch(text.strip()):
            if self._codes is None:
                self._codes = search.codes(desk.workbench, desk.year, desk.language)
            found = search.by_code(self._codes, text)
        if text.strip():
            found = (
                *found,
                *search.found(self._targets, text, desk.language, desk.workbench.catalogue.spelling),
            )
        else:
            found = [target for target in self._targets if target.kind in ("page", "action", "year")]
        self._shown = {f"{target.kind}:{target.id}:{target.words.zh}": target for target in found}
        self.list.put([self._item(key, target) for key, target in self._shown.items()])
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        self.none.setText("" if found else desk.words("around.palette.none", text=text.strip()))
        self.list.fit(SHOWN)
        self.adjustSize()

    def _item(self, key: str, target: Target) -> Item:
        desk = self.desk
        kind = target.keys or desk.words(f"around.palette.{target.kind}")
        return Item(key, desk.say(target.words), desk.say(target.note), "", kind, ICONS[target.kind])

    def _stand(self) -> None:
        window, px = self.parentWidget(), self.desk.theme.px
        self.setFixedWidth(min(px(46), window.width() - px(4)))
        self.move((window.width() - self.width()) // 2, px(0.5))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                for _ in range(SHOWN):
                    self.list.step(1 if key == Qt.Key.Key_PageDown else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.current())
                return True
            if key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.leave()
                return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.leave(back=False)
        return super().eventFilter(watched, event)

    def leave(self, back: bool = True) -> None:
        """Close; the focus goes back to where it was."""
        self.hide()
        self.deleteLater()
        if back:
            come_back(self.comes_back_to)

    def _choose(self, item: Item | None) -> None:
        if item is None:
            return
        target = self._shown[item.id]
        self.leave()
        self._run(target)


def topics(listed: Sequence[tuple[str, Words]]) -> tuple[Target, ...]:
    """Handbook entries as targets."""
    return tuple(Target("topic", id_, words) for id_, words in listed)
