"""Files: the dialogs of the system, which begin in the folder one was in last, or in Documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from zcdesk.ui.desk import Desk


def folder(last: str) -> str:
    """Where a dialog begins: the folder of last time if it is there still, else Documents, else home."""
    if last and Path(last).is_dir():
        return last
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if documents and Path(documents).is_dir() else str(Path.home())


def ask_file(desk: Desk, parent: QWidget, title: str) -> Path | None:
    """One file to read; None if nothing was chosen."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, folder(desk.preferences.folder))
    return _chosen(desk, chosen)


def ask_files(desk: Desk, parent: QWidget, title: str) -> list[Path]:
    """Several files to read."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, folder(desk.preferences.folder))
    if chosen:
        _chosen(desk, chosen[0])
    return [Path(each) for each in chosen]


def ask_place(desk: Desk, parent: QWidget, title: str, name: str, kinds: str = "") -> Path | None:
    """Where a file of this name is to be written; None if nothing was chosen."""
    start = str(Path(folder(desk.preferences.folder)) / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
    return _chosen(desk, chosen)


def ask_beside(parent: QWidget, title: str, path: Path, kinds: str) -> Path | None:
    """Where a file is to be written, beginning at this path; None if nothing was chosen."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(path), kinds)
    return Path(chosen) if chosen else None


def _chosen(desk: Desk, chosen: str) -> Path | None:
    if not chosen:
        return None
    held = str(Path(chosen).parent)
    if held != desk.preferences.folder:
        desk.preferred.emit(replace(desk.preferences, folder=held))
    return Path(chosen)
