"""Guide: which pages there are for this project, what each still lacks, and what is doubtful on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zcdesk.calc.review import counted
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.finding import Finding
from zcdesk.domain.form import Page, Question
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Gap
from zcdesk.domain.vocabulary import Quantity
from zcdesk.formula.compiled import Compiled
from zcdesk.workbench.naming import parse_place
from zcdesk.workbench.workbench import Workbench

ALWAYS = ("site", "output", "product")
"""Pages that every report reads, whatever the method; only what other methods read is not asked on them."""


@dataclass(frozen=True, slots=True)
class PageState:
    """How far a page is.

    Attributes
    ----------
    page : Page
    missing : tuple of Gap
        What the totals wait for on this page.
    wrong, doubtful : tuple of Finding
        Answers that cannot be used; findings to look at or confirm.
    none : bool
        The plant has stated that it has none of the page's table.
    open : bool
        Nothing is missing for the totals, but what the page asks is not all there: output, products, pages of schemes.
    asked : tuple of Gap
        What verdicts of followed schemes wait for on this page; no total waits for it.
    """

    page: Page
    missing: tuple[Gap, ...]
    wrong: tuple[Finding, ...]
    doubtful: tuple[Finding, ...]
    none: bool
    open: bool = False
    asked: tuple[Gap, ...] = ()

    @property
    def complete(self) -> bool:
        """Nothing missing, nothing wrong."""
        return not self.missing and not self.wrong


def pages(workbench: Workbench) -> tuple[Page, ...]:
    """The pages on which a pinned method or a followed scheme reads something, in the author's order.

    A ledger that schemes ask for is shown without one, too, once it has rows: methods may take their figures from it.
    """
    compiled = [each.compiled for each in workbench.inventories().values()]
    judging = [each.compiled for each in workbench.followed()]
    asking = {group: _asking(judging if group == "readiness" else [*compiled, *judging]) for group in _GROUPS}
    known = workbench.catalogue.vocabulary.quantities
    read = {known[id_].table for id_ in _asking(compiled)[0] if id_ in known}
    kept = {row.table for row in workbench.project.rows.values()} & read
    unread = workbench.unread()
    followed = {each.scheme.method.id for each in workbench.followed()}
    return tuple(
        page
        for page in workbench.catalogue.pages.values()
        if page.table in asking[page.group][1]
        or (page.table and page.table in kept)
        or any(each.quantity in asking[page.group][0] for each in page.questions)
        or not followed.isdisjoint(page.schemes)
        or (page.id in ALWAYS and any(each.quantity not in unread for each in page.questions))
    )


_GROUPS = ("inventory", "readiness")


def _asking(compiled: Iterable[Compiled]) -> tuple[set[str], set[str]]:
    """Quantities and tables that some of these read."""
    held = tuple(compiled)
    return {id_ for each in held for id_ in each.quantities}, {
        table for each in held for table in each.tables
    }


def checklists(workbench: Workbench) -> tuple[Page, ...]:
    """The pages that stand by themselves: what schemes ask and no inventory does."""
    return tuple(page for page in pages(workbench) if page.group == "readiness")


def states(workbench: Workbench, year: str) -> Mapping[str, PageState]:
    """The state of every page for a year."""
    shown = pages(workbench)
    home = homes(shown)
    gaps: dict[str, list[Gap]] = {page.id: [] for page in shown}
    wrong: dict[str, list[Finding]] = {page.id: [] for page in shown}
    doubtful: dict[str, list[Finding]] = {page.id: [] for page in shown}
    lacking = wanted(workbench, year)  # an answer that cannot be used is wrong, and not missing besides
    for gap in workbench.gaps(year):
        page = page_of(workbench, home, gap.place) if gap.place in lacking else ""
        if page:
            gaps[page].append(gap)
    asked: dict[str, dict[Gap, None]] = {page.id: {} for page in shown}
    for scheme in workbench.followed():
        method = scheme.scheme.method
        for gap in workbench.judge(method.id, method.edition).gaps(year):
            if gap.kind in ("answer", "rows", "unknown") and gap.place.quantity in home:
                asked[home[gap.place.quantity]][gap] = None
    for finding in workbench.findings(year):
        place = place_of(finding)
        page = page_of(workbench, home, place) if place else ""
        if not page:
            continue
        if finding.severity == "error":
            wrong[page].append(finding)
        elif finding.severity == "warning":
            doubtful[page].append(finding)
    return {
        page.id: PageState(
            page,
            tuple(gaps[page.id]),
            tuple(wrong[page.id]),
            tuple(doubtful[page.id]),
            bool(page.table) and none_of(workbench, page.table, year),
            _open(workbench, page, year) if page.id in ALWAYS else _unsaid(workbench, page, year),
            tuple(asked[page.id]),
        )
        for page in shown
    }


def _open(workbench: Workbench, page: Page, year: str) -> bool:
    """Whether months of a page are not filled in, or its table has no row and was not stated as none."""
    answers, quantities = workbench.project.answers, workbench.catalogue.vocabulary.quantities
    rows = [row.id for row in workbench.project.rows_of(page.table)] if page.table else [""]
    if page.table and none_of(workbench, page.table, year):
        return False
    monthly = [
        quantities[question.quantity]
        for question in page.questions
        if quantities[question.quantity].per == "month" and not quantities[question.quantity].optional
    ]
    return (bool(page.table) and not rows) or any(
        Place(quantity.id, row, year) not in answers
        and any(Place(quantity.id, row, month) not in answers for month in months_of(year))
        for row in rows
        for quantity in monthly
    )


def _unsaid(workbench: Workbench, page: Page, year: str) -> bool:
    """Whether a page of schemes has a question without an answer, or a table without a row that was not stated as none.

    What may stay blank counts only where nothing else is asked.
    """
    if page.group != "readiness" or (page.table and none_of(workbench, page.table, year)):
        return False
    rows = [row.id for row in workbench.project.rows_of(page.table)] if page.table else [""]
    known = workbench.catalogue.vocabulary.quantities
    free = all(known[question.quantity].optional for question in page.questions)
    return not rows or any(
        not _said(workbench, question.quantity, row, year)
        for row in rows
        for question in asked(workbench, page, row, year)
        if free or not known[question.quantity].optional
    )


def none_of(workbench: Workbench, table: str, year: str) -> bool:
    """Whether the plant has stated that it has none of a table."""
    return any(inventory.table_is_none(table, year) for inventory in workbench.inventories().values())


def answered(workbench: Workbench, year: str) -> int:
    """How many answers of a year, and of the whole project, stand on the pages."""
    home = homes(pages(workbench))
    return sum(
        place.quantity in home and place.period[:4] in ("", year) for place in workbench.project.answers
    )


def homes(shown: Iterable[Page]) -> dict[str, str]:
    """Quantity or table to the page that asks for it."""
    found: dict[str, str] = {}
    for page in shown:
        if page.table:
            found[page.table] = page.id
        for question in page.questions:
            found[question.quantity] = page.id
    return found


def page_of(workbench: Workbench, home: Mapping[str, str], place: Place) -> str:
    """The page on which a place is answered; a line's place leads to the page of what it goes over or reads."""
    if place.quantity in home:
        return home[place.quantity]
    for inventory in workbench.inventories().values():
        line = inventory.compiled.lines.get(place.quantity)
        if line is None:
            continue
        if line.line.over in home:
            return home[line.line.over]
        prefix = place.quantity.partition(".")[0]
        return next((page for id_, page in home.items() if id_.startswith(f"{prefix}.")), "")
    return ""


def place_of(finding: Finding) -> Place | None:
    """Where a finding points: its own place, or the one among its details."""
    if finding.place is not None:
        return finding.place
    told = dict(finding.details).get("place")
    return parse_place(told) if told else None


def asked(workbench: Workbench, page: Page, row: str, year: str) -> tuple[Question, ...]:
    """The questions of a page that are asked for a row, in order.

    ``when`` that is known to be false hides one; so does belonging to other methods only, unless it was answered.
    """
    inventory, unread = next(iter(workbench.inventories().values())), workbench.unread()
    return tuple(
        question
        for question in page.questions
        if (question.quantity not in unread or _said(workbench, question.quantity, row, year))
        and (not question.when or inventory.condition(question.when, row, year))
    )


def cells(workbench: Workbench) -> Mapping[tuple[str, str], Mapping[str, Answer]]:
    """Answers by period, of each quantity and row that was ever answered."""
    return next(iter(workbench.inventories().values())).resolver.answered


def _said(workbench: Workbench, quantity: str, row: str, year: str) -> bool:
    held = cells(workbench).get((quantity, row), {})
    return any(period in held for period in ("", year, *months_of(year)))


def tally(workbench: Workbench, year: str) -> tuple[int, int]:
    """How many things of a year are missing or wrong, and how many are doubtful: the count that is shown everywhere."""
    found = workbench.findings(year)
    missing = sum(finding.severity in ("missing", "error") for finding in found)
    return missing, sum(finding.severity == "warning" for finding in found)


def wanted(workbench: Workbench, year: str) -> frozenset[Place]:
    """Where the totals or the report wait for an answer; everything else may be left blank."""
    found = workbench.findings(year)
    places = (place_of(each) if each.severity == "missing" else counted(each) for each in found)
    return frozenset(place for place in places if place is not None)


def otherwise(workbench: Workbench, quantity: Quantity, row: str, year: str) -> str:
    """The quantity by which a row was answered in another way, while nothing waits for this one; else ``""``."""
    answered = next(iter(workbench.inventories().values())).resolver.answered if quantity.instead else {}
    known = workbench.catalogue.vocabulary.quantities
    other = next(
        (
            id_
            for id_ in quantity.instead
            for at in _rows_for(workbench, known[id_], quantity, row)
            for when, answer in answered.get((id_, at), {}).items()
            if when[:4] in ("", year) and answer.standing == "given"
        ),
        "",
    )
    if not other:
        return ""
    waits = any((place.quantity, place.row) == (quantity.id, row) for place in wanted(workbench, year))
    return "" if waits else other


def _rows_for(workbench: Workbench, other: Quantity, quantity: Quantity, row: str) -> tuple[str, ...]:
    """The row itself, or every row of the ledger by which it is answered."""
    if other.table == quantity.table:
        return (row,)
    return tuple(each.id for each in workbench.project.rows_of(other.table))
