"""Composition root of the desk: the only file that knows everyone."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from zcdesk import places
from zcdesk.domain.words import Language, Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui import theme as themes
from zcdesk.ui.desk import Desk
from zcdesk.ui.icons import Icons
from zcdesk.ui.pages import make_page, make_panel
from zcdesk.ui.window import Window
from zcdesk.workbench.workbench import Workbench

MAIN_PAGES = (
    "site",
    "fuel",
    "power",
    "weld",
    "product",
    "evidence",
    "findings",
    "results",
    "report",
    "history",
    "settings",
)


def application(resources: Path) -> QApplication:
    """The one application object, in the program's own face."""
    if "QT_QPA_PLATFORM" not in os.environ and not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    held = QApplication.instance()
    made = held if isinstance(held, QApplication) else QApplication(["zcdesk"])
    made.setApplicationName("zcdesk")
    themes.install_fonts(resources / "fonts")
    translator = QTranslator(made)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        made.installTranslator(translator)
    return made


def has_display() -> bool:
    """Whether there is a screen to show a window on."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def interface_texts(catalogue: Catalogue) -> dict[str, Words]:
    """The texts of ``resources/text/ui*.toml``: one file for the window and one for each group of pages."""
    found: dict[str, Words] = {}
    for path in sorted((catalogue.resources / "text").glob("ui*.toml")):
        found |= catalogue.texts(path.stem)
    return found


def open_desk(
    catalogue: Catalogue,
    file: ProjectFile,
    by: str = "",
    theme: str = "light",
    size: str = "normal",
    language: Language = "zh",
) -> Window:
    """A window on an open project file. The application object must exist."""
    look = themes.load(catalogue.resources / "themes", theme, size)
    dressed = QApplication.instance()
    assert isinstance(dressed, QApplication)
    themes.dress(dressed, look)
    workbench = Workbench(catalogue, file, by)
    desk = Desk(
        workbench, interface_texts(catalogue), look, Icons(catalogue.resources / "icons", look), language
    )
    window = Window(desk, lambda id_: make_page(desk, id_), lambda: make_panel(desk))
    window.show_page(window.page_ids()[0])
    return window


def pictures(
    window: Window, folder: Path, pages: Sequence[str] = MAIN_PAGES, prefix: str = "desk"
) -> list[Path]:
    """Write a picture of each page, as it stands, and list them."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    window.show()
    for number, page in enumerate((page for page in pages if page in window.page_ids()), start=1):
        window.show_page(page)
        QApplication.processEvents()  # a grab wants one layout pass; no work of the user is under way
        path = folder / f"{prefix}-{number:02d}-{page}.png"
        window.grab().save(str(path))
        written.append(path)
    return written


def main(words: Sequence[str]) -> int:
    """``zcdesk desk [FILE]``: open the desk; with ``--pictures DIR`` write a picture of each main page instead."""
    parser = argparse.ArgumentParser(prog="zcdesk desk")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--pictures", type=Path, metavar="DIR")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    parser.add_argument("--size", choices=tuple(themes.SIZES), default="normal")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    arguments = parser.parse_args(words)
    catalogue = Catalogue(places.data("resources"), places.data("forms"))
    running = application(catalogue.resources)
    if arguments.file is None:
        parser.error("FILE")
    with ProjectFile.open(arguments.file, read_only=arguments.pictures is not None) as file:
        window = open_desk(catalogue, file, "", arguments.theme, arguments.size, arguments.language)
        if arguments.pictures is not None:
            for path in pictures(window, arguments.pictures):
                print(path)
            return 0
        window.show()
        return running.exec()
