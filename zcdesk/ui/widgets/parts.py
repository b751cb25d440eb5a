"""Small parts that every page uses: texts by role, cards, buttons, chips, icons painted sharp."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zcdesk.ui.desk import Desk


def label(
    desk: Desk, text: str, em: float = 1.0, weight: int = 400, role: str = "ink", wrap: bool = False
) -> QLabel:
    """A text of a size, weight and colour role."""
    made = QLabel(text)
    made.setFont(desk.theme.font(em, weight))
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def pressed(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by Enter, of which Qt by itself takes only Space; a key that is held presses once."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain
    if enter and not event.isAutoRepeat():
        button.click()
    return enter


class Button(QPushButton):
    """A button that Enter presses as Space does; `ring` is the colour of its focus while its ground is the accent."""

    ring: QColor | None = None

    def keep_words(self) -> None:
        """Never be narrower than what it says: the sheet by itself lets a button be squeezed."""
        self.ensurePolished()
        self.setMinimumWidth(self.sizeHint().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ring is not None and self.property("kind") == "primary" and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.ring, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 2, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed(self, event):
            super().keyPressEvent(event)


def button(
    desk: Desk,
    text: str,
    act: Callable[[], object],
    kind: str = "",
    icon: str = "",
    name: str = "",
    key: str = "",
    of: Callable[[str], QPushButton] = Button,
) -> QPushButton:
    """A button. ``kind``: ``primary``, ``link``, ``icon``, ``side``, ``segment``, ``search`` or ``""``.

    An icon-only button needs `name`, which a screen reader says and the tooltip shows; `key` is printed on it.
    """
    made = of(f"{text}  {key}".strip() if key and text else text)
    made.setProperty("kind", kind)
    made.setFont(desk.theme.font(1.0, 500 if kind == "primary" else 400))
    if isinstance(made, Button):
        made.ring = desk.theme.colour("on_accent")
    if icon:
        role = "on_accent" if kind == "primary" else "accent" if kind == "link" else "ink"
        made.setIcon(desk.icons.icon(icon, role))
        made.setIconSize(QSize(desk.theme.px(1.15), desk.theme.px(1.15)))
    made.setAccessibleName(name or text)
    if name:
        made.setToolTip(f"{name}  {key}".strip())
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: act())
    return made


def chip(desk: Desk, text: str, role: str = "") -> QLabel:
    """A fact in a small box: ``""`` plain, or ``accent``, ``good``, ``doubt``, ``bad``."""
    made = label(desk, text, 0.857)
    made.setObjectName("chip")
    made.setProperty("role", role)
    return made


def key_cap(desk: Desk, text: str) -> QLabel:
    """A key as printed on a keyboard."""
    made = label(desk, text, 0.857, role="quiet")
    made.setObjectName("key")
    return made


class IconLabel(QWidget):
    """An icon painted at the device's own resolution, never resampled."""

    def __init__(self, desk: Desk, name: str, role: str = "quiet", em: float = 1.15, said: str = "") -> None:
        super().__init__()
        self._desk, self._name, self._role, self._em = desk, name, role, em
        self.setFixedSize(desk.theme.px(em), desk.theme.px(em))
        self.setAccessibleName(said)

    def show_icon(self, name: str, role: str, said: str = "") -> None:
        """Show another drawing."""
        self._name, self._role = name, role
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap = self._desk.icons.pixmap(self._name, self._role, self._em, self.devicePixelRatioF())
        painter.drawPixmap(0, 0, pixmap)


def card(name: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A framed surface and its column."""
    frame = QFrame()
    frame.setObjectName(name)
    column = QVBoxLayout(frame)
    return frame, column


def row(*parts: QWidget | int | None, space: int = 8) -> QHBoxLayout:
    """A row of widgets; a number is a gap in pixels, None is stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(space)
    _fill(made, parts)
    return made


def column(*parts: QWidget | int | None, space: int = 4) -> QVBoxLayout:
    """A column of widgets; a number is a gap in pixels, None is stretch."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(space)
    _fill(made, parts)
    return made


def _fill(layout: QBoxLayout, parts: Iterable[QWidget | int | None]) -> None:
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def clear(layout: QBoxLayout, now: bool = False) -> None:
    """Take everything out of a layout; `now` where nothing of it can be at work at this moment."""
    while layout.count():
        item = layout.takeAt(0)
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()  # or Qt, which shows new children a moment later, would show it as a window of its own
            widget.setParent(None)
            widget.deleteLater()
            if now:
                QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
        elif isinstance(inner, QBoxLayout):
            clear(inner, now)


class Page(QWidget):
    """A page of the desk.

    A subclass sets `id`, builds itself in `build`, and shows the present state in `refresh`. It is built anew when
    language, theme or size change, so `build` starts from nothing; what is made in it and is no widget of a layout
    belongs to `holder`, with which it goes.
    """

    id = ""
    bare = False
    """It has no widgets at this moment and is about to be built."""
    only_answers = False
    """It shows nothing but answers and what follows from them: between two changes it need not look again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.body = QVBoxLayout()
        self.rebuild()

    def rebuild(self) -> None:
        """Build from nothing and show the present state."""
        clear(self._outer)
        space = self.desk.theme.px(1.714)
        self.holder = holder = QWidget()
        holder.setObjectName("page_body")
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(space, self.desk.theme.px(1.143), space, self.desk.theme.px(1.143))
        self.body.setSpacing(self.desk.theme.px(0.714))
        scroll = QScrollArea()
        scroll.setObjectName("page")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        self._outer.addWidget(scroll)
        self.bare = False
        self.build()
        self.refresh()

    def unbuild(self) -> None:
        """Take the widgets of a page away that is not in sight: it is built when it is shown, and nothing in vain."""
        clear(self._outer, now=True)
        self.bare = True

    def at_work(self) -> bool:
        """Whether something is under way whose end looks for the widgets of the page."""
        jobs = getattr(self, "jobs", None)
        return self.busy() or (jobs is not None and jobs.at_work)

    def scroll_area(self) -> QScrollArea | None:
        """What scrolls the page."""
        found = self._outer.itemAt(0).widget() if self._outer.count() else None
        return found if isinstance(found, QScrollArea) else None

    def reveal(self, widget: QWidget, bottom: int) -> None:
        """Scroll so that a height of a widget [px] is seen, with a line and the head that may stay over it."""
        area = self.scroll_area()
        if area is not None and area.widget() is not None:
            spot = widget.mapTo(area.widget(), QPoint(0, bottom))
            area.ensureVisible(0, spot.y(), 0, self.desk.theme.px(5.2))

    def build(self) -> None:
        """Make the widgets; put them into ``self.body``."""
        raise AssertionError(f"{type(self).__name__} builds nothing")

    def refresh(self) -> None:
        """Show the present state of the project; keep focus and scroll where they are."""

    def stand_on(self, place: object) -> None:
        """Put the focus on a place, or (None) on the first thing that is missing."""

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        """The keys that matter here and what they do, for the status line."""
        words = self.desk.words
        return (("F1", words("key.help")), ("F2", words("key.why")), ("F8", words("key.next")))

    def go_on(self, by: int) -> bool:
        """One thing on, or back, inside the page; False where the window is to show the next page."""
        return False

    def busy(self) -> bool:
        """Whether something of the page is still being drawn or computed elsewhere."""
        return False

    def head(self, title: str, note: str = "") -> QHBoxLayout:
        """The head of a page: title and a quiet line; further widgets may be added on the right."""
        line = row(space=self.desk.theme.px(0.714))
        named = label(self.desk, title, 1.429, 700)
        named.setObjectName("page_title")
        line.addLayout(column(named), 1)
        whole = column(space=self.desk.theme.px(0.2))
        whole.addLayout(line)
        if note:  # below, over the whole width: beside buttons a narrow window would leave it a word a line
            whole.addWidget(label(self.desk, note, 0.929, role="quiet", wrap=True))
        self.body.addLayout(whole)
        return line
