"""A window and a project in a process of its own: what it takes to be usable. Run by `tests.bench.desk`."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def bare() -> None:
    """The smallest window that can be typed in."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

    running = QApplication([])
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    window.resize(1366, 698)
    window.show()
    field.setFocus()
    running.processEvents()
    window.grab()
    print(memory())


def ours(path: Path) -> None:
    """The desk on a project, up to its first painted page, as ``python -m zcdesk desk`` starts it."""
    gc.disable()
    from zcdesk import app, places
    from zcdesk.packs.catalogue import Catalogue
    from zcdesk.store.project_file import ProjectFile

    catalogue = Catalogue(places.data("resources"), places.data("forms"), places.cache())
    running = app.application(catalogue.resources)
    with ProjectFile.open(path, "bench") as file:
        window = app.open_desk(catalogue, file, "bench")
        window.resize(1366, 698)
        window.show()
        running.processEvents()
        window.grab()
        app.settled()
    print(memory())


def memory() -> float:
    """The most memory that this process itself ever held. [MB]"""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("/proc/self/status: VmHWM")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ours(Path(sys.argv[1]))
    else:
        bare()
