"""Windows on projects: the application object, a window of an open project, and the look that somebody likes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from zcdesk.domain.answer import Place
from zcdesk.domain.words import Language, Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui import theme as themes
from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.actions import Action
from zcdesk.ui.frame.around import Around
from zcdesk.ui.frame.pages import make_page, make_panel
from zcdesk.ui.frame.window import Window
from zcdesk.ui.icons import Icons
from zcdesk.workbench.preferences import Preferences
from zcdesk.workbench.workbench import Workbench

SWITCH = 0.0002
"""How long another thread may compute before the window's gets a turn. [s]

A painted page is hundreds of short calls into Python, each of which waits that long for its turn while a job computes:
with Python's own 5 ms a page takes most of a second to appear beside a running job.
"""


def application(resources: Path) -> QApplication:
    """The one application object, in the program's own face."""
    sys.setswitchinterval(SWITCH)
    if "QT_QPA_PLATFORM" not in os.environ and not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    held = QApplication.instance()
    made = held if isinstance(held, QApplication) else QApplication(["zcdesk"])
    made.setApplicationName("zcdesk")
    themes.install_fonts(resources / "fonts")
    speak(made, "zh")
    return made


def speak(running: QApplication, language: Language) -> None:
    """The language of Qt's own dialogs: English is built in, Chinese is a translation of it."""
    held = running.findChild(QTranslator)
    if held is None:
        held = QTranslator(running)
        held.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    running.removeTranslator(held)
    if language == "zh":
        running.installTranslator(held)


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
    liked: Preferences | None = None,
    keep: Callable[[Preferences], bool] = lambda _: True,
    extra: tuple[Action, ...] = (),
    past: str = "",
) -> Window:
    """A window on an open project file. The application object must exist.

    `liked` stands for `by`, `theme`, `size` and `language`; `keep` is told when somebody wants them otherwise. `past`
    is the day and time of a state that is only looked at.
    """
    liked = liked or Preferences(theme, size, language, by)
    return window_on(Workbench(catalogue, file, by or liked.by), liked, keep, extra, past)


def window_on(
    workbench: Workbench,
    liked: Preferences,
    keep: Callable[[Preferences], bool] = lambda _: True,
    extra: tuple[Action, ...] = (),
    past: str = "",
) -> Window:
    """A window on an open project. The application object must exist."""
    catalogue = workbench.catalogue
    look, icons = dressed(catalogue, liked)
    desk = Desk(workbench, interface_texts(catalogue), look, icons, liked.language)
    desk.preferences, desk.past = liked, past
    around = Around(desk, extra)
    window = Window(desk, lambda id_: make_page(desk, id_), lambda: make_panel(desk), around.actions())
    around.window = window
    window.around = around
    desk.setParent(window)  # with which it goes: what listens to it holds it, where Python does not see that
    desk.preferred.connect(lambda wanted: like(window, wanted, keep))
    desk.system_look.connect(lambda: follow(window))
    desk.wants_past.connect(lambda number, spot: look_back(window, number, spot))
    QGuiApplication.styleHints().colorSchemeChanged.connect(desk.on_system_look)
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    running.applicationStateChanged.connect(desk.on_system_look)  # high contrast has no signal of its own
    window.show_page(window.page_ids()[0])
    return window


def look_back(window: Window, number: int, spot: tuple[str, Place] | None = None) -> None:
    """Every page as it was after an edit, in a window of its own that only shows, at a place of a page."""
    desk = window.desk
    try:
        file = desk.workbench.file.at(number)
    except FileTrouble as trouble:
        desk.toast.emit(desk.say(trouble.words))
        return
    at = datetime.fromisoformat(next(file.steps(number)).at).astimezone()
    past = open_desk(
        desk.workbench.catalogue, file, liked=desk.preferences, past=at.strftime("%Y/%m/%d %H:%M")
    )
    past.desk.show_year((spot[1].period[:4] if spot else "") or desk.year)
    if spot is not None:
        past.show_page(*spot)
    past.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.looking_back = [each for each in window.looking_back if isValid(each)] + [past]
    past.resize(window.size())
    past.show()


def follow(window: Window) -> None:
    """Look as the system does now, if somebody likes it so."""
    liked = window.desk.preferences
    if liked.theme == "system" and themes.present("system") != window.desk.theme.id:
        window.desk.undressing.emit()
        look, icons = dressed(window.desk.workbench.catalogue, liked)
        window.desk.look(look, icons)


def dressed(catalogue: Catalogue, liked: Preferences) -> tuple[themes.Theme, Icons]:
    """The look that somebody likes, put on the whole program."""
    look = themes.load(catalogue.resources / "themes", liked.theme, liked.size)
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    speak(running, liked.language)
    if running.styleSheet() != look.stylesheet():
        themes.dress(running, look)
    return look, Icons(catalogue.resources / "icons", look)


def like(window: Window, wanted: Preferences, keep: Callable[[Preferences], bool]) -> None:
    """Do as somebody wants it, at once, and keep it."""
    desk, before = window.desk, window.desk.preferences
    desk.preferences = wanted
    if not keep(wanted):
        desk.toast.emit(desk.words("around.settings.not_saved"))
    if (before.theme, before.size) != (wanted.theme, wanted.size):
        desk.undressing.emit()
        look, icons = dressed(desk.workbench.catalogue, wanted)
        desk.look(look, icons, wanted.language)
    elif desk.language != wanted.language:
        dressed(desk.workbench.catalogue, wanted)
        desk.look(language=wanted.language)
