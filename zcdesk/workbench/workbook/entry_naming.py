"""Entry naming: rows of an entry workbook that are called otherwise than in the project, or that stand in it no more.

A row is known by its code. Where its name is a text, another name in the workbook renames it. Where its name is an
option (a fuel, a gas), another one would make it another thing: nothing of the row is taken, and its figures are
refused with the reason. A row that is gone from the workbook stays in the project, which is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zcdesk.domain.answer import PROJECT, Answer, Place, writable
from zcdesk.domain.change import AnswerChange
from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book.entry_back import Found, Lost, Named
from zcdesk.exchange.entry_book.entry_sheets import Layout, Sheet, known, means
from zcdesk.workbench import naming
from zcdesk.workbench.preview.taking import Cell
from zcdesk.workbench.workbench import Workbench

LONGEST = 200
"""Characters that a name may have."""

SOME = 6
"""Rows that a note names; the others are counted."""

TWO_NAMES = Words(
    "编号 {code} 在工作簿里有几个名称（{names}），不知道是哪一个；留一个。",
    "{code} has several names in the workbook ({names}): keep one of them.",
)
OTHER_KIND = Words(
    "编号 {code} 在项目里是“{now}”，工作簿里写的是“{name}”，这一行没有采用。名称改回去；真是另一种的，"
    "写在“新增1”那样的新行里。",
    "{code} is '{now}' in the project and '{name}' in the workbook: nothing of the row is taken. Put the name back, or "
    "give another kind a new row, as 'new1'.",
)
TAKEN = Words(
    "“{name}”在项目里是 {row} 的名称，{code} 不能也叫这个；两行换了位置的，把编号一起换。",
    "'{name}' is what {row} is called, so {code} cannot be: if the two rows changed places, their codes go along.",
)
LONG = Words("名称太长：“{name}…”。", "The name is too long: '{name}…'.")
GONE = Words(
    "“{page}”里少了 {n} 行（{rows}）：项目里照旧，没有删。不再用的，到填报页上删去那一行。",
    "'{page}' lacks {n} rows ({rows}): they stay in the project. What is used no more is removed on its page.",
)
RENAME = Words("{row} 的名称", "name of {row}")


@dataclass(slots=True)
class Calling:
    """What the names and codes of a workbook come to.

    Attributes
    ----------
    changes : list of AnswerChange
        Rows that get another name.
    cells : list of Cell
        The same, to be seen.
    lost : list of Lost
        Names that cannot be taken.
    refused : dict of (str, str) to Words
        Rows of which nothing is taken, by sheet and code.
    notes : list of Words
    """

    changes: list[AnswerChange] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    refused: dict[tuple[str, str], Words] = field(default_factory=dict)
    notes: list[Words] = field(default_factory=list)


def read(workbench: Workbench, found: Found, asked: Layout) -> Calling:
    """Compare what rows are called in a workbook with the project."""
    calling = Calling()
    for key, named in found.named.items():
        if _said_below(workbench, found, named[0]):
            continue
        wrong = _take(workbench, calling, named)
        if wrong is not None:
            first = named[0]
            calling.refused[key] = wrong
            calling.lost.append(Lost(first.where, first.cell, first.name, wrong))
    for sheet in asked.sheets:
        gone = _gone(found, sheet)
        if gone:
            rows = "、".join(gone[:SOME]) + ("…" if len(gone) > SOME else "")
            calling.notes.append(GONE.fill(page=sheet.words, n=len(gone), rows=rows))
    return calling


def _said_below(workbench: Workbench, found: Found, named: Named) -> bool:
    """Whether a line of its own says the name anew; one that says the old name gives way."""
    vocabulary = workbench.catalogue.vocabulary
    label = vocabulary.tables[named.sheet.table].label
    place = Place(label, named.line.code, PROJECT)
    held = workbench.project.answers.get(place)
    typed = next((each for each in found.typed if each.at >= 0 and each.line.places[each.at] == place), None)
    if typed is None:
        return False
    option = vocabulary.option(label, held.text) if held is not None else None
    if option is not None:
        return not means(typed.text, option.words) and typed.text != option.id
    if held is None or known(typed.text) != known(held.text):
        return True
    found.typed.remove(typed)
    return False


def _take(workbench: Workbench, calling: Calling, named: list[Named]) -> Words | None:
    """Rename a row, or say why it cannot be."""
    vocabulary, project = workbench.catalogue.vocabulary, workbench.project
    first = named[0]
    code, name = first.line.code, writable(first.name)
    if len(named) > 1:
        return TWO_NAMES.fill(code=code, names="、".join(each.name[:40] for each in named[:4]))
    label = vocabulary.tables[first.sheet.table].label
    place = Place(label, code, PROJECT)
    before = project.answers.get(place)
    if not label or vocabulary.quantities[label].kind != "text":
        return OTHER_KIND.fill(code=code, now=first.line.named, name=name[:60])
    if len(name) > LONGEST:
        return LONG.fill(name=name[:60])
    twin = next(
        (
            row.id
            for row in project.rows_of(first.sheet.table)
            if row.id != code
            and (answer := project.answers.get(Place(label, row.id, PROJECT))) is not None
            and known(answer.text) == known(name)
        ),
        "",
    )
    if twin:
        return TAKEN.fill(name=name[:60], row=twin, code=code)
    after = Answer(name, note=before.note if before else "", evidence=before.evidence if before else ())
    words = RENAME.fill(row=naming.row_words(project, vocabulary, code))
    was = before.text if before is not None else ""
    calling.changes.append(AnswerChange(place, before, after))
    calling.cells.append(Cell("changed" if was else "new", first.where, first.cell, place, words, was, name))
    return None


def _gone(found: Found, sheet: Sheet) -> list[str]:
    """Rows of a page that was read which stand in the workbook no more, as they are called."""
    held = found.codes.get(sheet.id)
    if held is None:
        return []
    lines = {line.code: line for line in sheet.lines if line.code and not line.code.startswith("+")}
    return [f"{code} {line.named.zh}".strip() for code, line in lines.items() if code not in held]
