"""Going out: a report on paper, after the system's dialog, and the file that one wants it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.ui.report.pdf_view import drawn
from zcdesk.workbench.printing import printing

DPI = 300


def ask_path(desk: Desk, page: QWidget, title: str, document: str, draft: bool = False) -> Path | None:
    """Ask where a document goes, under a name that says what it is; None if nowhere.

    Parameters
    ----------
    desk : Desk
    page : QWidget
        Over which the dialog stands.
    title : str
        Key of the words over the dialog: ``look.save`` or ``look.seal_file``.
    document : str
        What the document is called.
    draft : bool
        It is a draft whatever the checks find: its scheme cannot be judged yet.
    """
    plant = desk.workbench.project.answers.get(Place("site.name"))
    name = f"{plant.text.strip()} " if plant is not None and plant.text.strip() else ""
    name = f"{name}{document} {desk.year}"
    if title == "look.seal_file":
        name = desk.words("look.seal_name", name=name, n=len(desk.workbench.file.issues()) + 1)
    elif draft or printing.standing_in_the_way(desk.workbench.findings(desk.year)):
        name = desk.words("look.draft_name", name=name)
    name = re.sub(r'[\\/:*?"<>|]', "", name)
    name = f"{name}.pdf"
    start = str(desk.workbench.file.path.with_name(name))
    kinds = {desk.words("look.pdf_files"): ".pdf"}
    if title != "look.seal_file":
        kinds |= {desk.words("handing.word_files"): ".docx", desk.words("handing.workbook_files"): ".xlsx"}
    chosen, kind = QFileDialog.getSaveFileName(page, desk.words(title), start, ";;".join(kinds))
    if not chosen:
        return None
    path = Path(chosen)
    wanted = kinds.get(kind, ".pdf")
    if path.suffix.lower() in kinds.values() and (path.suffix.lower() == wanted or path.name != name):
        return path
    return path.with_suffix(wanted) if path.name == name else Path(f"{chosen}{wanted}")


def print_pages(desk: Desk, page: QWidget, path: Path, pages: int, done: Callable[[], None]) -> None:
    """Ask for printer, paper and pages, and print those, a page at a time; it is told at the foot meanwhile.

    Parameters
    ----------
    desk : Desk
    page : QWidget
        Over which the dialog stands.
    path : Path
        The PDF as it stands now: it may be set anew while it is printed.
    pages : int
        How many it has.
    done : callable
        Called when the last page was given to the printer.
    """
    import pypdfium2 as pdfium

    from zcdesk.ui.widgets.works import works

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    dialog = QPrintDialog(printer, page)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if not dialog.exec():
        return
    document = pdfium.PdfDocument(path.read_bytes())
    parts = paint(document, printer, printer.fromPage() or 1, printer.toPage() or pages)
    words = desk.words
    works(desk).turn("paper", words("works.paper"), parts, done, words("works.paper_cancelled"))


def paint(document: Any, printer: QPrinter, first: int, last: int) -> Generator[int, None, None]:
    """Draw pages on a printer, each as large as the paper allows; gives after each how far it is. [%]

    Closed before its end it takes back what was given to the printer, as far as that lets it.
    """
    painter: QPainter | None = None
    try:
        for number in range(first - 1, last):
            painter = _sheet(document[number], printer, painter)
            yield 100 * (number + 2 - first) // (last + 1 - first)
    except GeneratorExit:
        printer.abort()
    finally:
        if painter is not None:
            painter.end()


def _sheet(page: Any, printer: QPrinter, painter: QPainter | None) -> QPainter:
    """Draw a page on the next sheet; the painter comes with the first, which has its orientation by then."""
    wide = page.get_width() > page.get_height()
    sense = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(sense)
    if painter is None:
        painter = QPainter(printer)
    else:
        printer.newPage()
    image = drawn(page, DPI / 72)
    room: QSize = painter.viewport().size()
    size = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(0, 0, size.width(), size.height()), image)
    return painter
