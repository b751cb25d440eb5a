"""The year comparison as a document: made from the open project, written as PDF."""

from __future__ import annotations

import contextlib
from pathlib import Path

from zcdesk.domain.answer import Place
from zcdesk.domain.document import Document
from zcdesk.domain.words import Language, Words
from zcdesk.exchange import results
from zcdesk.report.comparison import LEANEST, page
from zcdesk.report.pages.pdf import write
from zcdesk.report.writing import format_of
from zcdesk.report.writing import write as write_as
from zcdesk.workbench import sources
from zcdesk.workbench.printing import printout
from zcdesk.workbench.printing.printing import (
    Printed,
    cannot_write,
    pinned,
    refuse_place,
    results_of,
    standing_in_the_way,
)
from zcdesk.workbench.printing.printout import Prepared, Preview, Promise, Taken, figures, promised
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.results.digits import full_value
from zcdesk.workbench.workbench import Workbench, now
from zcdesk.workbench.years import attributing

DOCUMENT = "comparison"


def document(
    workbench: Workbench,
    year: str,
    language: Language,
    base: str = "",
    view: str = "location",
    at: str = "",
    leaner: int = 0,
    code: str = "",
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
        check_code=code,
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
    seal: bool = False,
) -> Printed:
    """Print the comparison as PDF, or as Word (``.docx``) or a workbook (``.xlsx``), whole or not at all.

    Parameters
    ----------
    seal : bool
        Also record it, so that `zcdesk.workbench.printing.printing.verify` can recompute what it rests on.

    Raises
    ------
    Refused
        If it cannot be made, or the place cannot be written or holds something that must not be replaced.
    """
    refuse_place(workbench, to, replace)
    if seal:
        return printout.seal(workbench, print_for_seal(workbench, year, language, to, base, view))
    fresh = to.with_name(f".{to.name}.printing")
    try:
        made, pages = _written(workbench, year, language, fresh, base, view)
        try:
            if format_of(to) != ".pdf":
                fonts = workbench.catalogue.resources / "fonts"
                pages = write_as(made, fresh, fonts, form=format_of(to), value=full_value(workbench))
            fresh.replace(to)
        except OSError as bad:
            raise cannot_write(to, bad) from bad
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return Printed(to, pages, bool(made.draft), 0)


def print_for_seal(
    workbench: Workbench,
    year: str,
    language: Language,
    to: Path,
    base: str = "",
    view: str = "location",
    by: str = "",
) -> Prepared:
    """Print the comparison that is to be sealed, beside its place; on any thread.

    Raises
    ------
    Refused
        If something of either year is missing, unusable or not confirmed (``not_ready``), it cannot be made, or its
        place cannot be written.
    """
    told = attributing.told(workbench, year, base, language, view)
    years = {year} if told is None else {told.base, year}
    blocking = tuple(
        found for each in sorted(years) for found in standing_in_the_way(workbench.findings(each))
    )
    if blocking:
        text = Words(
            f"{'、'.join(sorted(years))}年还有 {len(blocking)} 项缺失或待确认，年度对比还不能封存。",
            f"{len(blocking)} things of {', '.join(sorted(years))} are missing or not confirmed; not sealed yet.",
        )
        raise Refused("not_ready", text, blocking, workbench.say)
    catalogue, project, head, at = workbench.catalogue, workbench.project, workbench.file.head, now()
    inventories = workbench.inventories()
    digest = results.digest(results_of(catalogue, project, inventories))
    name = f"{DOCUMENT}:{'—'.join(sorted(years))}"
    promise = Promise(name, digest, at, by or workbench.by, pinned(project, inventories))
    state = Taken(catalogue, project, (), year, language, head)
    fresh = to.with_name(f".{to.name}.printing")
    made, pages = _written(workbench, year, language, fresh, base, view, promise.code(state))
    return promised(state, promise, {**made.codes, "view": view}, fresh, to, pages)


def _written(
    workbench: Workbench, year: str, language: Language, to: Path, base: str, view: str, code: str = ""
) -> tuple[Document, int]:
    """The page in a file: with everything, or with as much less as makes it one page."""
    at, pages = now()[:10], 0
    for leaner in range(LEANEST + 1):
        made = document(workbench, year, language, base, view, at, leaner, code)
        try:
            pages = write(made, to, workbench.catalogue.resources / "fonts")
        except OSError as bad:
            raise cannot_write(to, bad) from bad
        if pages == 1:
            break
    return made, pages
