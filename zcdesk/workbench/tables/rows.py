"""Table rows: the reading of a table under way, and the rows of the project that its series need.

A row that the project does not have is born with the figures that go into it, with a code and a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place, writable
from zcdesk.domain.change import AnswerChange, Change, RowChange
from zcdesk.domain.project import Project, Row
from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.workbench.preview.reader import Overlap
from zcdesk.workbench.tables.mapping import Looked, Proposal
from zcdesk.workbench.tables.targets import NEW, Target
from zcdesk.workbench.workbench import Workbench

LONGEST_NAME = 200
"""Characters that the name of a new row may have."""


@dataclass(slots=True)
class Taking:
    """A reading under way."""

    workbench: Workbench
    looked: Looked
    overlap: Overlap
    base: Project
    inventory: Inventory
    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    twice: bool = False
    year: str = ""


def prepare(taking: Taking) -> None:
    """The rows that the proposals need and the project does not have, each with its code and name."""
    project, vocabulary = taking.base, taking.workbench.catalogue.vocabulary
    used = {*project.rows, *project.retired}
    for proposal in taking.looked.proposals:
        target = proposal.target
        if target is None or not target.new:
            continue
        table = vocabulary.tables[target.quantity.table]
        named = _name(proposal, target, table.words.zh)
        key = (table.id, known(named))
        if key in taking.rows:
            continue
        held = next(
            (
                row.id for row in project.rows_of(table.id)
                if (answer := project.answers.get(Place(table.label, row.id))) and known(answer.text) == known(named)
            ),
            "",
        )  # fmt: skip
        if not held:
            numbers = (id_.removeprefix(table.letter) for id_ in used if id_.startswith(table.letter))
            held = (
                f"{table.letter}{1 + max((int(each) for each in numbers if each.isdecimal()), default=0):02d}"
            )
            used.add(held)
            taking.changes.append(RowChange(held, None, Row(held, table.id)))
            taking.changes.append(AnswerChange(Place(table.label, held), None, Answer(named)))
        taking.rows[key] = held


def row_of(taking: Taking, proposal: Proposal, target: Target) -> str:
    """Code of the row into which a series goes; ``""`` where its quantity has none."""
    if not target.new:
        return target.row
    table = taking.workbench.catalogue.vocabulary.tables[target.quantity.table]
    named = _name(proposal, target, table.words.zh)
    return taking.rows[table.id, known(named)]


def _name(proposal: Proposal, target: Target, otherwise: str) -> str:
    """What a new row is named by: its option, or the name that the table has."""
    return (
        target.row.removeprefix(NEW) or writable(" ".join(proposal.series.names))[:LONGEST_NAME] or otherwise
    )


def born(taking: Taking, used: set[str]) -> list[Change]:
    """The new rows into which something goes."""
    return [
        each
        for each in taking.changes
        if (isinstance(each, RowChange) and each.id in used)
        or (isinstance(each, AnswerChange) and each.place.row in used)
    ]
