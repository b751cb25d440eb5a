"""Parts: every table of a document as CSV, every chart as PNG and SVG, and all of it as one workbook, in a folder.

Numbers stand as printed in the tables; ``figures.csv`` has each printed figure with all its digits and its unit.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from zcdesk.domain.document import Chart, Document, Statement, Table
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.tables import table_out
from zcdesk.report.books.workbook import Value, render_workbook
from zcdesk.report.charts.pictures import KINDS as PICTURES
from zcdesk.report.charts.pictures import picture
from zcdesk.workbench.handed_out import comparison_page, documents
from zcdesk.workbench.printing.printing import cannot_write, document_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.digits import full_value
from zcdesk.workbench.workbench import Workbench

THERE = Words(
    "“{path}”已经有了，没有覆盖。换一个文件夹名。",
    "{path} is there already and was left. Choose another folder.",
)
NO_FOLDER = Words("没有文件夹“{path}”。先建好它。", "There is no folder {path}. Make it first.")
_HEADS = {
    "zh": ("定位码", "名称", "印出", "全部数位", "单位", "标识"),
    "en": ("Locator", "Name", "Printed", "All digits", "Unit", "Id"),
}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 80


def made(
    workbench: Workbench, report: str, year: str, language: Language, scheme: str = "", base: str = "",
    view: str = "location",
) -> Document:  # fmt: skip
    """A document by its id: ``inventory``, ``comparison``, or one about a scheme.

    Raises
    ------
    Refused
        If there is no such document, or it cannot be made.
    """
    if report == "inventory":
        return document_of(workbench, year, language)
    if report == "comparison":
        return comparison_page.document(workbench, year, language, base, view)
    return documents.document(workbench, report, year, language, "", scheme)


def export(
    workbench: Workbench,
    document: Document,
    to: Path,
    went: Callable[[int, int], None] = lambda _done, _whole: None,
) -> tuple[Path, ...]:
    """Write the parts of a document into a folder that is not there yet; it appears whole or not at all.

    Parameters
    ----------
    went : callable
        Is told what is done and what there is; it may raise to stop.

    Returns
    -------
    tuple of Path
        The files, in the order of the document.

    Raises
    ------
    Refused
        If the folder is there, or cannot be written.
    """
    if to.exists():
        raise Refused("exists", THERE.fill(path=to))
    if not to.parent.is_dir():
        raise Refused("no_folder", NO_FOLDER.fill(path=to.parent))
    fonts, value = workbench.catalogue.resources / "fonts", full_value(workbench)
    fresh: Path | None = None
    try:
        fresh = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
        names = _write(document, fresh, fonts, value, went)
        fresh.chmod(0o755)
        fresh.rename(to)
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    finally:
        if fresh is not None:
            with contextlib.suppress(OSError):
                shutil.rmtree(fresh, ignore_errors=True)
    return tuple(to / name for name in names)


def _write(
    document: Document, folder: Path, fonts: Path, value: Value, went: Callable[[int, int], None]
) -> list[str]:
    tables, charts = _tables(document), [each for each in document.blocks if isinstance(each, Chart)]
    whole, names = len(tables) + len(charts) + 2, list[str]()
    word = document.labels

    def put(name: str, data: bytes) -> None:
        (folder / name).write_bytes(data)
        names.append(name)

    went(0, whole)
    for number, table in enumerate(tables, start=1):
        put(_named(word["table"], table.number or str(number), table.title, ".csv"), _csv(table))
        went(number, whole)
    for number, chart in enumerate(charts, start=1):
        for kind in PICTURES:
            name = _named(word["figure"], chart.number or str(number), chart.title, f".{kind}")
            put(name, picture(chart, kind, fonts, document.language))
        went(len(tables) + number, whole)
    put("figures.csv", _figures(document, value))
    put(f"{_plain(document.subject) or 'tables'}.xlsx", render_workbook(document, value))
    went(whole, whole)
    return names


def _tables(document: Document) -> list[Table]:
    """The tables with rows, in reading order."""
    found = [each for each in document.blocks if isinstance(each, Table)]
    found += [each.results for each in document.blocks if isinstance(each, Statement) and each.results]
    return [each for each in found if each.rows]


def _csv(table: Table) -> bytes:
    """A table as printed, the units of its columns in a line of their own below the heads."""
    heads = [column.head.replace("\n", "") for column in table.columns]
    units = [column.unit or (table.unit if column.align == "right" else "") for column in table.columns]
    rows: list[Sequence[str]] = [units] if any(units) else []
    for row in table.rows:
        rows.append([cell.text for cell in row.cells] + [""] * (len(heads) - len(row.cells)))
    return table_out.csv(heads, rows)


def _figures(document: Document, value: Value) -> bytes:
    """Every printed figure with all its digits and its unit."""
    cells = (
        (table, cell) for table in _tables(document) for row in table.rows for cell in row.cells if cell.code
    )
    printed = {f"{table.number} {cell.code}": cell.text for table, cell in cells}
    rows = []
    for code, id_ in document.codes.items():
        found = value(id_)
        if found is not None:
            name, full, unit = found
            rows.append((code, name, printed.get(code, ""), full, unit, id_))
    return table_out.csv(_HEADS[document.language], rows)


def _named(word: str, number: str, title: str, suffix: str) -> str:
    return f"{_plain(f'{word} {number} {title}')}{suffix}"


def _plain(text: str) -> str:
    return _FORBIDDEN.sub(" ", text).strip().strip(".")[:_LONGEST].strip()
