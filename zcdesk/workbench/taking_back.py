"""Taking back: an answered questionnaire becomes a row of the project, with the file as its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zcdesk.domain.answer import Place
from zcdesk.domain.questionnaire import Questionnaire
from zcdesk.domain.words import Words
from zcdesk.exchange.questionnaire_back import Returned
from zcdesk.workbench.answering import put
from zcdesk.workbench.attaching import attach
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a project took: the row, whether it is new, what its flag says, the number of the evidence."""

    row: str
    new: bool
    says: bool
    evidence: str


def take_back(workbench: Workbench, made: Questionnaire, back: Returned, file: Path, year: str) -> TakenBack:
    """Enter who answered: the row of that name, or a new one; its flag of the year; the workbook as evidence.

    Raises
    ------
    Refused
        If the questionnaire fills in nothing, the name is blank, or the year is none of the project.
    """
    into = made.into
    if into is None:
        raise Refused("questionnaire", Words("这份问卷不写进项目。", "Nothing of a project follows from it."))
    if not back.supplier:
        text = Words(
            "工作簿里没有写名称，不知道是哪一行。", "The workbook names nobody, so that no row can be told."
        )
        raise Refused("no_name", text)
    if year not in workbench.project.years:
        raise Refused("year", Words(f"项目没有 {year} 年。", f"The project has no year {year}."))
    label = workbench.catalogue.vocabulary.tables[into.table].label
    rows = [row.id for row in workbench.project.rows.values() if row.table == into.table]
    named = [row for row in rows if _name(workbench, Place(label, row)) == back.supplier.casefold()]
    row = named[0] if named else workbench.add_row(into.table, back.supplier)
    says = any(id_ in back.answers or back.tables.get(id_) for id_ in into.questions)
    place = Place(into.flag, row, year)
    put(workbench, place, "yes" if says else "no")
    return TakenBack(row, not named, says, attach(workbench, [place], file).id)


def _name(workbench: Workbench, place: Place) -> str:
    held = workbench.project.answers.get(place)
    return held.text.strip().casefold() if held is not None else ""
