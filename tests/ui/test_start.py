"""A start loads what the first page needs and nothing else.

A wall clock says little on a machine that others use as well; what a start loads is the same everywhere, and it is what
made the start slow each time it became slow.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import zcdesk
from tests.loaded import loaded, within

LIBRARIES = (
    "reportlab",
    "PIL",
    "matplotlib",
    "numpy",
    "pypdfium2",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "highspy",
    "dask",
)
"""What sets pages, draws charts, reads workbooks and solves: no page that asks needs any of it."""

READERS = (
    "zcdesk.packs.factors", "zcdesk.packs.forms", "zcdesk.packs.drawings", "zcdesk.packs.frozen",
    "zcdesk.packs.methods", "zcdesk.packs.schemes", "zcdesk.packs.spelling", "zcdesk.packs.uncertainty",
    "zcdesk.packs.vocabulary", "zcdesk.packs.words", "zcdesk.packs.tables",
)  # fmt: skip
"""What reads packs: all that a start needs of them was kept by the start before."""

STORE = (
    "zcdesk.store.evidence", "zcdesk.store.file_name", "zcdesk.store.media_type", "zcdesk.store.migrations",
    "zcdesk.store.replay", "zcdesk.store.rescue", "zcdesk.store.verify",
)  # fmt: skip
"""What only some steps of a project file need."""

PAGES = (
    "zcdesk.report.pages.pdf", "zcdesk.report.story", "zcdesk.report.chapters", "zcdesk.report.pages.layout",
    "zcdesk.domain.document", "zcdesk.workbench.printing.printing", "zcdesk.workbench.printing.printout",
    "zcdesk.workbench.results.tracing", "zcdesk.workbench.results.results_view", "zcdesk.workbench.handbook",
    "zcdesk.workbench.search", "zcdesk.workbench.years.attributing", "zcdesk.workbench.forms.paste",
    "zcdesk.workbench.forms.mending", "zcdesk.ui.report.report_view", "zcdesk.ui.results.results",
    "zcdesk.ui.results.why", "zcdesk.ui.frame.palette", "zcdesk.ui.frame.help", "zcdesk.ui.frame.tour",
    "zcdesk.ui.start.start", "zcdesk.ui.start.new_project", "zcdesk.ui.entry.month_table",
    "zcdesk.ui.entry.month_paint", "zcdesk.ui.entry.attach", "zcdesk.ui.widgets.picker", "zcdesk.ui.frame.rehearsal",
    "zcdesk.ui.frame.past",
)  # fmt: skip
"""Other pages, panels and lists, and what they are made from."""

SELDOM = (
    "difflib",
    "logging.handlers",
    "multiprocessing",
    "asyncio",
    "http",
    "email",
    "xml",
    "unittest",
)
"""Parts of the standard library that come along with something else."""

START = """
import sys
from pathlib import Path
sys.argv = sys.argv[:1] + [sys.argv[1]]
from tests.bench.window import ours
ours(Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def names(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Modules of a process whose window stands on the sample, the second time, with its first page painted."""
    kept = tmp_path_factory.mktemp("kept")
    before = os.environ.get("ZCDESK_CACHE")
    os.environ["ZCDESK_CACHE"] = str(kept)
    try:
        loaded(START, str(sample_file))
        return loaded(START, str(sample_file))
    finally:
        if before is None:
            del os.environ["ZCDESK_CACHE"]
        else:
            os.environ["ZCDESK_CACHE"] = before


@pytest.mark.parametrize("late", [LIBRARIES, READERS, STORE, PAGES, SELDOM])
def test_a_start_loads_nothing_that_the_first_page_does_not_need(
    names: frozenset[str], late: tuple[str, ...]
) -> None:
    assert within(names, late) == []


def test_a_start_loads_little_of_the_program(names: frozenset[str]) -> None:
    assert "zcdesk.ui.entry.form_page" in names
    files = [PROGRAM.joinpath(*name.split(".")).with_suffix(".py") for name in within(names, ("zcdesk",))]
    assert sum(path.stat().st_size for path in files if path.is_file()) <= MOST


PROGRAM = Path(zcdesk.__file__).parent.parent
MOST = 892_000
"""Source that a start may load [bytes]; less than a third of the program. Raise it only together with a measurement."""
