"""Beside the ledgers: results that no other table shows, and answers that no formula reads."""

from __future__ import annotations

from tests.report import plants
from tests.report.plants import CATALOGUE
from tests.report.test_every_method import printed
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.document import Document, Table
from zcdesk.domain.project import Project
from zcdesk.workbench import counting
from zcdesk.workbench.printing import printing


def cells(document: Document, title: str) -> list[tuple[str, ...]]:
    found = [block for block in document.blocks if isinstance(block, Table) and title in block.title]
    return [tuple(cell.text for cell in row.cells) for table in found for row in table.rows]


def test_the_sums_of_steel_processes_are_printed() -> None:
    told = {row[1]: row[3] for row in cells(printed("cn.steel", "2025", "zh"), "另行给出")}
    assert {"过程排放合计", "工序层级排放"} <= set(told)
    codes = printed("cn.steel", "2025", "zh").codes
    assert any(figure.startswith("steel.processes@") for figure in codes.values())


def test_what_the_total_is_made_of_is_not_told_again() -> None:
    assert cells(printed("cn.machinery", "2015", "zh"), "另行给出") == []


def test_names_and_uses_are_printed_with_their_rows() -> None:
    rows = cells(printed("cn.electronics", "2015", "zh"), "不进入计算")
    assert ("P02", "六氟化硫", "工序", "刻蚀") in rows


def with_use(text: str) -> Project:
    project = plants.machinery()
    told = {Place("fuel.use", "F01"): Answer(text), Place("ready.lawful"): Answer("yes")}
    return Project(project.years, project.pins, project.rows, project.retired, {**project.answers, **told})


def test_only_pages_of_the_method_are_told() -> None:
    project = with_use("热处理炉")
    inventories = counting.inventories_at(CATALOGUE, project)
    document = printing.document_from(CATALOGUE, project, inventories, (), "2025", "zh")
    assert [row[2:] for row in cells(document, "不进入计算")] == [("用途", "热处理炉")]
