"""Task leads: where what a verifier found is looked at: a figure with its chain, evidence, a page of the report.

What is no place of the project is told in words: ``factor …`` as the view of a package writes it, a code as printed
(``3-1 F01.7``), a page of the report. Words that lead nowhere are shown as they are.
"""

from __future__ import annotations

import re

from zcdesk.domain.answer import Place
from zcdesk.domain.record import dataclass
from zcdesk.domain.task import Task
from zcdesk.domain.words import Language
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.tasks import factor_of
from zcdesk.workbench.workbench import Workbench

PAGE = "document.page"
"""Quantity of a place that is a page of the report; its period is the number."""

_CODE = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:表\s*)?([A-Z]?-?\d+-\d+|[A-Z]-\d+)\s*[,，]?\s*)?([A-Z]\d{2}[a-z]?\.\d+[a-z]?)(?![A-Za-z0-9.])"
)
_SHEET = re.compile(r"第\s*(\d{1,4})\s*页|\b(?:page|p\.?)\s*(\d{1,4})\b", re.IGNORECASE)
_REPORT = re.compile(r"报告|report|\.pdf", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where one is led.

    Attributes
    ----------
    page : str
    place : Place or None
    figure : str
        Id of the figure whose chain is opened; ``""`` for none.
    year : str
        Year that has to be shown; ``""`` for the one that is.
    """

    page: str
    place: Place | None = None
    figure: str = ""
    year: str = ""


def page_of(task: Task) -> str:
    """The page on which it is looked at, where that does not follow from its place; ``""`` where nothing leads on."""
    if task.evidence:
        return "evidence"
    if task.method or factor_of(task.document) or _CODE.search(task.document):
        return "results"
    return "report" if _REPORT.search(task.document) or _SHEET.search(task.document) else ""


def slow(task: Task) -> bool:
    """Whether the report has to be set to know where it leads."""
    return bool(page_of(task) == "results" and not task.method and not factor_of(task.document))


def lead(workbench: Workbench, task: Task, year: str, language: Language) -> Lead | None:
    """Where a task leads that stands at no field; None where its words name nothing that there is."""
    from zcdesk.workbench.results.tracing import by_id, figure_of

    said = task.document
    told = next((each for each in _YEAR.findall(said) if each in workbench.project.years), "")
    if task.method and task.place is not None:
        when = task.period or year
        place = Place(task.quantity, task.row, when)
        return Lead("results", place, str(place) if by_id(workbench, str(place), when) else "", task.period)
    if id_ := factor_of(said):
        known = next((each for each in (id_, f"{id_}/") if by_id(workbench, each, year)), "")
        return Lead("results", None, known) if known else None
    if found := _CODE.search(said):
        code = " ".join(part for part in found.groups() if part)
        try:
            return Lead("results", None, figure_of(workbench, code, told or year, language).id, told)
        except Refused:
            return None
    sheet = _SHEET.search(said)
    if sheet is None and not _REPORT.search(said):
        return None
    number = next((each for each in sheet.groups() if each), "1") if sheet else "1"
    return Lead("report", Place(PAGE, "", number), "", told)
