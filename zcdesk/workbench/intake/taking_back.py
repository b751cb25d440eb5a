"""Taking back: an answered questionnaire becomes a row of the project, with the file as its evidence, as one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zcdesk.domain.questionnaire import Questionnaire
from zcdesk.exchange.questionnaires.questionnaire_back import Returned
from zcdesk.workbench.intake.questionnaire_taking import seen
from zcdesk.workbench.preview.taking import accept
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
    found = seen(workbench, made, back, year)
    _, evidence = accept(workbench, found, file.read_bytes(), file.name)
    place = next(cell.place for cell in reversed(found.cells) if cell.place is not None)
    return TakenBack(place.row, bool(found.rows), workbench.project.answers[place].text == "yes", evidence)
