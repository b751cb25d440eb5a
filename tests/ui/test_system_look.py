"""The look that the system asks for: light, dark or high contrast, whatever it tells or does not tell."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from zcdesk import places
from zcdesk.ui import system_look
from zcdesk.ui import theme as themes
from zcdesk.ui.system_look import _asked_of, _HighContrast, is_harsh, look


def palette(ground: str, ink: str, field: str = "", button: str = "") -> QPalette:
    """A palette as a system would hand it over."""
    made, role = QPalette(), QPalette.ColorRole
    grounds = ((role.Window, ground), (role.Base, field or ground), (role.Button, button or ground))
    texts = ((role.WindowText, ink), (role.Text, ink), (role.ButtonText, ink))
    for place, colour in (*grounds, *texts):
        made.setColor(place, QColor(colour))
    return made


@pytest.mark.parametrize(
    ("made", "harsh"),
    [
        (palette("#000000", "#ffffff"), True),  # 21
        (palette("#ffffff", "#000000"), True),
        (palette("#000000", "#ffff00"), True),  # yellow on black, 19.6
        (palette("#efefef", "#000000", "#ffffff"), False),  # Fusion
        (palette("#f3f3f3", "#000000", "#ffffff", "#fdfdfd"), False),  # Windows 11, light
        (palette("#202020", "#ffffff", "#2b2b2b"), False),  # Windows 11, dark
        (palette("#000000", "#c0c0c0"), False),  # a black theme with grey text: dark, not harsh; 11.6
        (
            palette("#000000", "#ffffff", "#ffffff"),
            False,
        ),  # white text on a white field would be no palette of it
    ],
)
def test_a_palette_of_high_contrast_is_told_from_a_light_or_a_dark_one(made: QPalette, harsh: bool) -> None:
    assert is_harsh(made) is harsh


@pytest.mark.parametrize(
    ("scheme", "harsh", "id_"),
    [
        (Qt.ColorScheme.Dark, False, "dark"),
        (Qt.ColorScheme.Light, False, "light"),
        (Qt.ColorScheme.Unknown, False, "light"),
        (Qt.ColorScheme.Unknown, True, "contrast"),
        (Qt.ColorScheme.Light, True, "contrast"),
    ],
)
def test_high_contrast_goes_before_light_and_dark(scheme: Qt.ColorScheme, harsh: bool, id_: str) -> None:
    assert look(scheme, harsh) == id_


class Windows:
    """Stands for user32: answers with flags, refuses, or has no such function."""

    def __init__(self, answers: int, flags: int) -> None:
        self._answers, self._flags = answers, flags

    def SystemParametersInfoW(self, ask: int, size: int, into: Any, _: int) -> int:
        assert (ask, size) == (0x42, ctypes.sizeof(_HighContrast))
        told = ctypes.cast(into, ctypes.POINTER(_HighContrast)).contents
        assert told.cbSize == size
        told.dwFlags = self._flags
        return self._answers


@pytest.mark.parametrize(
    ("user32", "on"),
    [
        (Windows(1, 0x7F), True),  # on, with every right to change it
        (Windows(1, 0x7E), False),  # available, not on
        (Windows(0, 0x01), False),  # did not answer: what stands there means nothing
        (object(), False),
    ],
)
def test_windows_is_asked_and_need_not_answer(user32: Any, on: bool) -> None:
    assert _asked_of(user32) is on


def test_the_palette_of_the_system_counts_and_not_the_one_put_over_it(
    application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[QPalette] = []
    monkeypatch.setattr(system_look, "_noted", held)
    system_look.note(palette("#000000", "#ffffff"))
    system_look.note(palette("#efefef", "#000000"))
    assert themes.present("system") == "contrast"
    held.clear()
    system_look.note(palette("#efefef", "#000000"))
    assert themes.present("system") == "light"
    assert themes.load(places.data("resources") / "themes", "system").id == "light"
