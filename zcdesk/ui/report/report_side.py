"""What stands beside a report: its contents, the numbers of a page, what is in the way, and what was sealed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.listing import Listing, RowPainter
from zcdesk.ui.widgets.parts import button, clear, column, label, row
from zcdesk.workbench.forms import guide
from zcdesk.workbench.jobs import told
from zcdesk.workbench.printing import printing
from zcdesk.workbench.refusal import Refused


class FigureList(Listing):
    """The numbers of a page; Enter goes to the field, F2 to the chain."""

    def __init__(self, painter: RowPainter, name: str, why: object) -> None:
        super().__init__(painter, name)
        self.setObjectName("look_list")
        self._why = why

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.current() is not None:
            self._why(self.current())  # type: ignore[operator]
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Side(QFrame):
    """A column at one side of the paper: a head, and a list under it.

    Parameters
    ----------
    desk : Desk
    title : str
    more : QWidget or None
        At the right of the head.
    listed : QWidget
    em : float
        Width. [em]
    edge : str
        ``left`` or ``right``: where its line is.
    """

    def __init__(
        self, desk: Desk, title: str, more: QWidget | None, listed: QWidget, em: float, edge: str
    ) -> None:
        super().__init__()
        px = desk.theme.px
        self.setObjectName("look_side")
        self.setProperty("edge", edge)
        self.setFixedWidth(px(em))
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(0)
        head = row(label(desk, title, 1.0, 700), None, *([more] if more else []))
        head.setContentsMargins(px(0.857), px(0.714), px(0.857), px(0.571))
        self.inside.addLayout(head)
        self.inside.addWidget(listed, 1)


class Foot(QWidget):
    """Under the numbers: what is in the way of a seal, and the last seals.

    Parameters
    ----------
    desk : Desk
    verify : callable
        Recomputes what was sealed.
    named : callable
        What the document of a seal is called.
    """

    def __init__(self, desk: Desk, verify: Callable[[], None], named: Callable[[str], str]) -> None:
        super().__init__()
        self.desk, self._verify, self._named = desk, verify, named
        px = desk.theme.px
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(px(1), px(0.571), px(1), px(0.857))

    def tell(self, blocking: tuple[Finding, ...], unjudged: tuple[str, tuple[str, ...]] = ("", ())) -> None:
        """Say it anew; `unjudged` is the scheme of the document, and its conditions that cannot be judged yet.

        Raises
        ------
        Refused
            If the file cannot be read.
        """
        desk, lines = self.desk, self._lines
        clear(lines)
        if blocking:
            lines.addWidget(label(desk, in_the_way(desk, blocking), 1.0, 500, "doubt", True))
            lines.addWidget(label(desk, desk.words("look.blocked_text"), 0.929, 400, "quiet", True))
            deal = button(desk, desk.words("look.deal"), lambda: desk.go("findings"))
            lines.addWidget(deal, 0, Qt.AlignmentFlag.AlignLeft)
        elif unjudged[1]:
            lines.addWidget(label(desk, unjudged_words(desk, unjudged), 1.0, 500, "doubt", True))
            lines.addWidget(label(desk, desk.words("sealing.unjudged_text"), 0.929, 400, "quiet", True))
            deal = button(desk, desk.words("look.deal"), lambda: to_unjudged(desk, unjudged))
            lines.addWidget(deal, 0, Qt.AlignmentFlag.AlignLeft)
        with told():
            issues = desk.workbench.file.issues()
        if not issues:
            lines.addWidget(label(desk, desk.words("look.sealings_none"), 0.857, 400, "faint"))
            return
        lines.addWidget(label(desk, desk.words("look.sealings"), 0.929, 700))
        for issue in issues[-3:]:
            year, at = issue.document.rpartition(":")[2], issue.at[:10].replace("-", "/")
            by = issue.by or desk.words("look.no_name")
            text = desk.words(
                "look.sealing", n=issue.number, what=self._named(issue.document), year=year, date=at, by=by
            )
            lines.addWidget(label(desk, text, 0.857, 400, "quiet", True))
        check = button(desk, desk.words("look.verify"), self._verify, icon="badge-check")
        check.setToolTip(f"{desk.words('action.verify')}  Ctrl+Shift+R")
        lines.addWidget(check, 0, Qt.AlignmentFlag.AlignLeft)


class StillOpen(QWidget):
    """What a seal does not wait for and leaves open, each with the way there: doubts, and the name of who fills in.

    Parameters
    ----------
    desk : Desk

    Attributes
    ----------
    doubts, name : QPushButton
    before : QLabel
        That the column of the year before will have gaps, which no seal waits for.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.doubts = button(desk, "", lambda: desk.go("findings"), "link", "triangle-alert")
        self.name = button(
            desk,
            desk.words("sealing.write_name"),
            lambda: desk.go("settings", Place("by")),
            "link",
            "settings",
        )
        self.before = label(desk, "", 0.929, role="doubt", wrap=True)
        told = label(desk, desk.words("sealing.open"), 0.929, role="quiet")
        self.ways = QWidget()
        self.ways.setLayout(row(told, self.doubts, self.name, None, space=desk.theme.px(0.857)))
        self.setLayout(column(self.ways, self.before, space=desk.theme.px(0.286)))

    def refresh(self, yearly: bool = True) -> None:
        """Say it anew; nothing open is not shown. A document of one year stands beside the year before."""
        desk = self.desk
        doubts, nameless = still_open(desk)
        self.doubts.setText(desk.words("sealing.doubts", n=doubts))
        self.doubts.setAccessibleName(self.doubts.text())
        self.doubts.setVisible(doubts > 0)
        self.name.setVisible(nameless)
        self.ways.setVisible(doubts > 0 or nameless)
        before = printing.unfilled_before(desk.workbench, desk.year) if yearly else ""
        self.before.setText(desk.words("sealing.before", year=before))
        self.before.setVisible(bool(before))
        self.setVisible(doubts > 0 or nameless or bool(before))


def still_open(desk: Desk) -> tuple[int, bool]:
    """How many doubts a seal would leave as they are, and whether it would bear no name."""
    return guide.tally(desk.workbench, desk.year)[1], not desk.workbench.by.strip()


def ready(desk: Desk) -> str:
    """That it can be sealed, or what that would leave open: the bar has no room for both."""
    words = desk.words
    doubts, nameless = still_open(desk)
    said = [words("sealing.left", n=doubts)] if doubts else []
    said += [words("sealing.nameless")] if nameless else []
    return " · ".join(said) or words("look.ready")


def in_the_way(desk: Desk, blocking: tuple[Finding, ...]) -> str:
    """How much is missing, wrong and to be confirmed, each apart."""
    words = desk.words
    counted = printing.waiting(blocking)
    said = [words(f"look.blocked_{kind}", n=n) for kind, n in counted.items() if n]
    return words("look.blocked", what=("，" if desk.language == "zh" else ", ").join(said))


def unjudged_words(desk: Desk, unjudged: tuple[str, tuple[str, ...]]) -> str:
    """How many conditions of its scheme keep a document a draft."""
    return desk.words("sealing.unjudged", n=len(unjudged[1]))


def to_unjudged(desk: Desk, unjudged: tuple[str, tuple[str, ...]]) -> None:
    """To the first condition that cannot be judged yet."""
    desk.go("checklist", Place(f"{unjudged[0]}/{unjudged[1][0]}"))


def sealed_as(desk: Desk, is_sealed_by: Callable[[str], bool]) -> int:
    """Number of the seal of what is seen: the last one whose name is of it, if nothing was edited since; else 0."""
    file = desk.workbench.file
    try:
        with told():
            issues = [each for each in file.issues() if is_sealed_by(each.document)]
    except Refused:  # said where the seals are listed
        return 0
    return issues[-1].number if issues and issues[-1].edit == file.head else 0
