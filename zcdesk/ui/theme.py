"""Theme: colours by role, lengths in em, one stylesheet for the whole program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.ui import system_look

FAMILY = "ZCDesk Sans"
SIZES: dict[str, int] = {"small": 13, "normal": 14, "large": 16, "huge": 18}
"""Pixels of one em for each setting of the text size."""

_PLACE = re.compile(r"\$([a-z_]+|\d+(?:\.\d+)?em)")


@dataclass(frozen=True, slots=True)
class Theme:
    """One look.

    Attributes
    ----------
    id : str
        ``light``, ``dark`` or ``contrast``.
    words : Words
    dark : bool
    roles : dict of str to str
        Role to colour, ``#rrggbb``.
    series : tuple of str
        Colours of chart series in their order.
    sheet : str
        Template of the stylesheet.
    em : int
        Body size. [px at 96 dpi]
    """

    id: str
    words: Words
    dark: bool
    roles: dict[str, str]
    series: tuple[str, ...]
    sheet: str
    em: int = 14

    def colour(self, role: str) -> QColor:
        """The colour of a role; an unknown role is our mistake and rises."""
        return QColor(self.roles[role])

    def px(self, em: float) -> int:
        """A length in whole pixels."""
        return round(em * self.em)

    def font(self, em: float = 1.0, weight: int = 400) -> QFont:
        """The face at a size in em and a weight of 400, 500 or 700."""
        font = QFont(FAMILY)
        font.setPixelSize(max(10, round(em * self.em)))
        font.setWeight(QFont.Weight(weight))
        return font

    def stylesheet(self) -> str:
        """The one stylesheet, with roles and em put in; fails on an unknown role."""

        def put(found: re.Match[str]) -> str:
            name = found.group(1)
            return f"{round(float(name[:-2]) * self.em)}px" if name.endswith("em") else self.roles[name]

        return _PLACE.sub(put, self.sheet)

    def palette(self) -> QPalette:
        """The palette, all groups, so that nothing of another theme shines through."""
        palette = QPalette()
        pairs = {
            QPalette.ColorRole.Window: "ground",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunk",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.BrightText: "bad",
            QPalette.ColorRole.Highlight: "accent_soft",
            QPalette.ColorRole.HighlightedText: "ink",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.LinkVisited: "accent",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "ink",
            QPalette.ColorRole.PlaceholderText: "faint",
        }
        for role, name in pairs.items():
            for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
                palette.setColor(group, role, self.colour(name))
            faded = name if name in ("ground", "surface", "sunk", "accent_soft") else "faint"
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour(faded))
        return palette


def present(id_: str) -> str:
    """The theme that an id stands for now: ``system`` is light, dark or high contrast as the system is."""
    return system_look.now() if id_ == "system" else id_


def load(folder: Path, id_: str, size: str = "normal") -> Theme:
    """A theme of ``resources/themes``, or the one that the system asks for."""
    id_ = present(id_)
    data = tomllib.loads((folder / f"{id_}.toml").read_text(encoding="utf-8"))
    words = Words(data["words"]["zh"], data["words"]["en"])
    sheet = (folder / "desk.qss").read_text(encoding="utf-8")
    return Theme(
        id_, words, data["dark"], dict(data["role"]), tuple(data["chart"]["series"]), sheet, SIZES[size]
    )


def install_fonts(folder: Path) -> None:
    """Make the program's own face known to Qt; every text of the desk is set in it."""
    for name in ("ZCDeskSans-Regular", "ZCDeskSans-Medium", "ZCDeskSans-Bold"):
        QFontDatabase.addApplicationFont(str(folder / f"{name}.ttf"))


def dress(application: QApplication, theme: Theme) -> None:
    """Put a theme on the whole program at once. The style is set once: each time would polish every widget again."""
    if application.property("dressed") is None:
        system_look.note(application.palette())
        application.setStyle("Fusion")
        application.setProperty("dressed", True)
    application.setPalette(theme.palette())
    application.setFont(theme.font())
    application.setStyleSheet(theme.stylesheet())
