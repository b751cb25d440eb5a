"""The sustainability report: its index names a page or a reason for every item, its figures are the report's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, SettingChange
from zcdesk.domain.document import Document, Heading, Row, Table
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out import documents
from zcdesk.workbench.printing.printing import document_of
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
YEAR = "2025"
INDEX = CATALOGUE.disclosure("index")
CHECKLIST = CATALOGUE.report("esg")["checklist"]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    """The sample factory that has written about water and left out biodiversity with a reason."""
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    with made.file:
        told = {
            Place("esg.water_note", "", YEAR): "水取自市政管网。",
            Place("esg.water_in", "", YEAR): "121900",
        }
        made.commit(
            "写",
            [
                AnswerChange(place, made.project.answers.get(place), Answer(text))
                for place, text in told.items()
            ],
        )
        key = f"skip:{CHECKLIST}:t_biodiversity"
        made.commit("略", [SettingChange(key, made.project.settings.get(key), "厂区周边没有生态敏感区")])
        yield made


def index(document: Document) -> list[Row]:
    table = next(
        each
        for each in document.blocks
        if isinstance(each, Table) and any(cell.page for row in each.rows for cell in row.cells)
    )
    return [row for row in table.rows if row.kind != "group"]


def test_every_item_of_every_framework_has_a_page_or_a_reason_or_says_that_it_has_none(
    sample: Workbench,
) -> None:
    made = documents.document(sample, "esg", YEAR, "zh")
    rows = index(made)
    assert len(rows) == len(INDEX["item"])
    keys = {block.key for block in made.blocks if isinstance(block, Heading)}
    for row, item in zip(rows, INDEX["item"], strict=True):
        assert row.cells[1].text
        page, state, reason = row.cells[2], row.cells[3], row.cells[4]
        assert {"met": page.page in keys, "na": bool(reason.text), "unmet": reason.boxed}[state.mark], item
    by_topic = {item["topic"]: row for row, item in zip(rows, INDEX["item"], strict=True)}
    assert by_topic["water_note"].cells[2].page == "water_note"
    assert by_topic["biodiversity"].cells[4].text == "厂区周边没有生态敏感区"
    assert by_topic["ethics"].cells[3].mark == "unmet"


def test_pages_of_the_index_are_those_where_the_headings_stand(sample: Workbench, tmp_path: Path) -> None:
    to = tmp_path / "esg.pdf"
    documents.print_document(sample, "esg", YEAR, "zh", to)
    texts = [page.extract_text() for page in PdfReader(to).pages]
    headings = {page for page, text in enumerate(texts, 1) if re.search(r"\d\.\d\s+水资源管理", text)} - {
        2,
        3,
    }
    (line,) = [found.group(1) for text in texts for found in re.finditer(r"303-3\s+取水\s+(\d+)", text)]
    assert int(line) in headings


def test_what_it_prints_of_emissions_equals_the_emission_report(sample: Workbench) -> None:
    def totals(document: Document) -> dict[str, str]:
        told: dict[str, str] = {}
        for block in document.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                for cell in row.cells:
                    figure = (
                        document.codes.get(f"{block.number} {cell.code}", "")
                        if isinstance(block, Table)
                        else ""
                    )
                    if cell.code and figure.startswith(("total.", "scope1.", "scope2.")):
                        told.setdefault(figure, cell.text)
        return told

    esg = totals(documents.document(sample, "esg", YEAR, "zh"))
    report = totals(document_of(sample, YEAR, "zh"))
    shared = set(esg) & set(report)
    assert "total.location@2025" in shared
    assert {key: esg[key] for key in shared} == {key: report[key] for key in shared}


def test_topics_of_the_index_are_computed_or_asked() -> None:
    scheme = CATALOGUE.scheme(CHECKLIST, "2026").scheme
    asked = {each.id.removeprefix("t_") for each in scheme.criteria}
    computed = {"scope1", "scope2", "intensity", "energy", "method", "zero", "zero_disclosure"}
    assert {item["topic"] for item in INDEX["item"]} <= asked | computed
    assert {item["framework"] for item in INDEX["item"]} == set(INDEX["framework"])
    assert {item["confidence"] for item in INDEX["item"]} <= {"A", "B", "C"}
