"""Colours by role: readable in every theme, and nowhere else in the code."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from zcdesk import places
from zcdesk.ui.theme import SIZES, load
from zcdesk.ui.widgets.parts import button

THEMES = places.data("resources") / "themes"
UI = Path(__file__).parents[2] / "zcdesk" / "ui"
GROUNDS = ("surface", "ground", "side", "sunk", "accent_soft", "doubt_soft", "bad_soft", "good_soft")
TEXTS = ("ink", "quiet", "faint", "accent", "good", "doubt", "bad")


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_text_reads_on_every_ground(name: str) -> None:
    theme = load(THEMES, name)
    for text in TEXTS:
        for ground in GROUNDS:
            assert contrast(theme.colour(text), theme.colour(ground)) >= 4.5, (text, ground)
    assert contrast(theme.colour("on_accent"), theme.colour("accent")) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_edges_and_the_focus_ring_are_seen(name: str) -> None:
    theme = load(THEMES, name)
    for ground in ("surface", "ground"):
        assert contrast(theme.colour("edge"), theme.colour(ground)) >= 3
    for ground in GROUNDS:
        assert contrast(theme.colour("focus"), theme.colour(ground)) >= 3


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_focus_ring_of_a_filled_button_is_seen_within_it(application: QApplication, name: str) -> None:
    theme = load(THEMES, name)
    front = SimpleNamespace(theme=theme)
    page, other = QWidget(), QPushButton("B")
    made = button(front, "Agreed", lambda: None, "primary")  # type: ignore[arg-type]
    page.setStyleSheet(theme.stylesheet())
    place = QVBoxLayout(page)
    place.addWidget(made)
    place.addWidget(other)
    page.resize(160, 120)
    page.show()
    seen, words = [], []
    for stands in (other, made):
        stands.setFocus()
        application.processEvents()
        image = made.grab().toImage()
        # a column left of the letters, the outermost pixels left away
        seen.append({image.pixelColor(10, at).name() for at in range(3, 9)})
        words.append(image.copy(made.rect().adjusted(12, 6, -12, -6)))
    page.close()
    fill = theme.colour("accent")
    assert seen[0] == {fill.name()}
    assert max(contrast(QColor(each), fill) for each in seen[1]) >= 3
    assert words[0] == words[1]  # the ring stands off the words


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", sorted(SIZES))
def test_the_stylesheet_has_no_place_left_open(name: str, size: str) -> None:
    assert "$" not in load(THEMES, name, size).stylesheet()


def test_an_unknown_role_is_not_drawn_black_in_silence() -> None:
    with pytest.raises(KeyError):
        load(THEMES, "light").colour("reddish")


def test_all_themes_know_the_same_roles() -> None:
    roles = [set(load(THEMES, name).roles) for name in ("light", "dark", "contrast")]
    assert roles[0] == roles[1] == roles[2]


def test_no_colour_is_written_outside_the_themes() -> None:
    for path in UI.rglob("*.py"):
        found = re.findall(r"[\"']#[0-9a-fA-F]{3,8}[\"']", path.read_text(encoding="utf-8"))
        assert not found, (path.name, found)
