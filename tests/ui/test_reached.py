"""Whatever can be clicked can be reached: by Tab, by the arrows of its list, or by a key that is named on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.drive import press
from tests.ui.test_access import pages, seen
from zcdesk.ui.frame.window import Window


def by_tab(window: Window) -> set[QWidget]:
    """Where Tab stops, going once round the window."""
    found: set[QWidget] = set()
    at: QWidget = window
    while True:
        at = at.nextInFocusChain()
        if at is window:
            return found
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled() and at.isVisible():
            found.add(at)


def by_keys(window: Window, button: QAbstractButton) -> bool:
    """Whether the arrows of its column lead there, or a key is named on it or with it."""
    side = button in window.sidebar._keys._items
    named = any(
        action.keys and action.keys in f"{button.text()} {button.toolTip()}"
        for action in window.actions_table
    )
    return side or named or window.toast.isAncestorOf(button)


def clickable(window: Window) -> list[QWidget]:
    """Buttons, and whatever else shows the hand."""
    hand = Qt.CursorShape.PointingHandCursor
    with_hand = Qt.WidgetAttribute.WA_SetCursor
    return [
        each
        for each in seen(window)
        if each.isEnabled()
        and (
            isinstance(each, QAbstractButton)
            or (each.testAttribute(with_hand) and each.cursor().shape() == hand)
        )
    ]


def by_arrows(window: Window, id_: str, kind: type[QWidget]) -> set[str]:
    """The names to which arrows lead from each of a kind where Tab stops; the page may be built anew by them."""
    found: set[str] = set()
    for number in range(sum(type(each) is kind for each in by_tab(window))):
        for keys in ("Right", "Down"):
            window.show_page(id_)
            [each for each in by_tab(window) if type(each) is kind][number].setFocus()
            for _ in range(80):
                press(keys)
                now = QApplication.focusWidget()
                if now is None or (now.accessibleName() in found and keys == "Down"):
                    break
                found.add(now.accessibleName())
    return found


def test_whatever_can_be_clicked_is_reached_by_keys(window: Window) -> None:
    lost: set[tuple[str, str, str]] = set()
    for id_ in (*pages(window), "importing", "bills", "changing", "merging", "audit"):
        window.show_page(id_)
        QApplication.processEvents()
        stops = by_tab(window)
        left: list[QWidget] = []
        for each in clickable(window):
            if each in stops or (isinstance(each, QAbstractButton) and by_keys(window, each)):
                continue
            inside = each.parentWidget()
            while inside is not None and inside not in stops:
                inside = inside.parentWidget()
            if inside is None:  # what lies in a list or a table is reached in it
                left.append(each)
        named = {(type(each), each.accessibleName()) for each in left}
        for kind in {kind for kind, _ in named}:
            reached = by_arrows(window, id_, kind)
            lost |= {
                (id_, each.__name__, name) for each, name in named if each is kind and name not in reached
            }
    assert lost == set()
