"""The year comparison as a document: made from the open project, written as PDF."""

from __future__ import annotations

import contextlib
from pathlib import Path

from zcdesk.domain.answer import Place
from zcdesk.domain.document import Document
from zcdesk.domain.words import Language, Words
from zcdesk.report.comparison import LEANEST, page
from zcdesk.report.pdf import write
from zcdesk.report.writing import is_word
from zcdesk.report.writing import write as write_as
from zcdesk.workbench import attributing, sources
from zcdesk.workbench.chain_links import wording
from zcdesk.workbench.printing import Printed, cannot_write, refuse_place, standing_in_the_way
from zcdesk.workbench.printout import Preview, figures
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, now

DOCUMENT = "comparison"


def document(
    workbench: Workbench,
    year: str,
    language: Language,
    base: str = "",
    view: str = "location",
    at: str = "",
    leaner: int = 0,
) -> Document:
    """The comparison of a year with the base year.

    Raises
    ------
    Refused
        If there is no inventory method, or no other year.
    """
    told = attributing.told(workbench, year, base, language, view)
    inventory = sources.emissions(workbench)
    if told is None or inventory is None:
        raise Refused(
            "no_inventory",
            Words(
                "项目没有温室气体核算方法，印不出年度对比。",
                "The project has no greenhouse-gas method, so there is no comparison.",
            ),
        )
    say, method = wording(workbench, language), inventory.compiled.method
    company = workbench.project.answers.get(Place("site.name"))
    name = company.text if company is not None and company.text else say("missing.blank")
    about = [say.of(method.document), say(f"years.view.{view}")]
    whole = sources.total_line(inventory, view)
    if whole is not None and attributing.illustrative(inventory, (told.base, year), whole.id):
        about.append(say("cover.illustrative_value"))
    blocking = [
        finding for each in {told.base, year} for finding in standing_in_the_way(workbench.findings(each))
    ]
    rehearsal = workbench.project.rehearsal
    draft = mark = ""
    if rehearsal:
        draft, mark = say("draft.rehearsal"), say("draft.rehearsal_watermark")
    elif blocking:
        draft, mark = say("years.draft", n=len(blocking)), say("draft.watermark")
    return page(
        told,
        template=workbench.catalogue.report(DOCUMENT),
        say=say,
        company=name,
        about=say.clauses(about),
        issued_at=at,
        draft=draft,
        watermark=mark,
        leaner=leaner,
    )


def preview(
    workbench: Workbench, year: str, language: Language, to: Path, base: str = "", view: str = "location"
) -> Preview:
    """Print the comparison for looking at.

    Raises
    ------
    Refused
        If it cannot be made or written.
    """
    made, pages = _written(workbench, year, language, to, base, view)
    return Preview(to, pages, made.title, figures(made), made.labels["table"])


def print_page(
    workbench: Workbench,
    year: str,
    language: Language,
    to: Path,
    base: str = "",
    view: str = "location",
    replace: bool = False,
) -> Printed:
    """Print the comparison as PDF, or as Word where the name ends in ``.docx``, whole or not at all.

    Raises
    ------
    Refused
        If it cannot be made, or the place cannot be written or holds something that must not be replaced.
    """
    refuse_place(workbench, to, replace)
    fresh = to.with_name(f".{to.name}.printing")
    try:
        made, pages = _written(workbench, year, language, fresh, base, view)
        try:
            if is_word(to):
                pages = write_as(made, fresh, workbench.catalogue.resources / "fonts", word=True)
            fresh.replace(to)
        except OSError as bad:
            raise cannot_write(to, bad) from bad
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return Printed(to, pages, bool(made.draft), 0)


def _written(
    workbench: Workbench, year: str, language: Language, to: Path, base: str, view: str
) -> tuple[Document, int]:
    """The page in a file: with everything, or with as much less as makes it one page."""
    at, pages = now()[:10], 0
    for leaner in range(LEANEST + 1):
        made = document(workbench, year, language, base, view, at, leaner)
        try:
            pages = write(made, to, workbench.catalogue.resources / "fonts")
        except OSError as bad:
            raise cannot_write(to, bad) from bad
        if pages == 1:
            break
    return made, pages
