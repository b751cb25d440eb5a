"""The self-assessment holds the tables that the form numbers, Z0 to Z16, what is of the year in no month."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange
from zcdesk.domain.document import Document, Table
from zcdesk.exchange.answers import read
from zcdesk.workbench import beside
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out.documents import document
from zcdesk.workbench.workbench import Workbench

YEAR = "2025"
LEDGERS = {"limit": "Z7", "equipment": "Z8", "capture": "Z9"}
"""Tables that the sample has no rows of, and what the form calls them."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path_factory.mktemp("z") / "s.zcd", "lin", answers.years, (), answers)
    with made.file:
        yield made


def tags(made: Document) -> set[str]:
    titles = [block.title for block in made.blocks if isinstance(block, Table)]
    return {tag for title in titles for tag in re.findall(r"Z\d+", title)}


def test_what_the_plant_has_stands_under_the_numbers_of_the_form(sample: Workbench) -> None:
    found = tags(document(sample, "zero-carbon-self", YEAR, "zh"))
    assert found == {f"Z{n}" for n in range(17)} - set(LEDGERS.values())
    assert tags(document(sample, "zero-carbon-self", YEAR, "en")) == found


def test_the_energy_of_the_form_is_that_of_the_emission_report(sample: Workbench) -> None:
    made = document(sample, "zero-carbon-self", YEAR, "zh")
    energy = next(block for block in made.blocks if isinstance(block, Table) and "Z3" in block.title)
    assert [cell.text for cell in energy.rows[-1].cells][-2:] != ["", ""]
    assert "5,524.73" in [cell.text for cell in energy.rows[-1].cells]


def test_the_evidence_of_certificates_stands_below_the_table_of_electricity(sample: Workbench) -> None:
    made = document(sample, "zero-carbon-self", YEAR, "zh")
    power = next(
        block for block in made.blocks if isinstance(block, Table) and block.title.startswith("电力消费与")
    )
    assert "E-011" in power.source  # cited in the ledger, by the rows that count


def test_certificates_are_of_the_year_and_stand_in_no_month(sample: Workbench) -> None:
    made = document(sample, "zero-carbon-self", YEAR, "zh")
    power = next(block for block in made.blocks if isinstance(block, Table) and "Z4" in block.title)
    column = next(at for at, each in enumerate(power.columns) if "绿证" in each.head)
    told = [row.cells[column].text for row in power.rows]
    assert told == ["—"] * 12 + ["3,000.00"]


def test_ledgers_that_have_rows_stand_there_too(sample: Workbench) -> None:
    beside.take(sample, "cn.energy-balance")
    for table in LEDGERS:
        held = Place(table)
        if held in sample.project.answers:
            sample.commit("rows", [AnswerChange(held, sample.project.answers[held], None)])
        row = sample.add_row(table)
        label = CATALOGUE.vocabulary.tables[table].label
        sample.set_answers({Place(label, row): Answer("甲")})
    assert tags(document(sample, "zero-carbon-self", YEAR, "zh")) == {f"Z{n}" for n in range(17)}
