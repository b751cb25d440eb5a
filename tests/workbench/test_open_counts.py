"""What the cover of a draft counts is what the desk counts at its foot, and what a seal waits for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.domain.change import SettingChange
from zcdesk.domain.document import Table
from zcdesk.domain.words import LANGUAGES, Language
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import guide
from zcdesk.workbench.printing.printing import document_of, waiting
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
YEAR = "2025"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    """The sample factory with nothing confirmed."""
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    with made.file:
        held = {key: text for key, text in made.project.settings.items() if key.startswith("confirmed:")}
        made.commit("未确认", [SettingChange(key, text, None) for key, text in held.items()])
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workbench]:
    """A plant of which nothing is known yet."""
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    made = create(CATALOGUE, tmp_path / "empty.zcd", "lin", (YEAR,), pins, None)
    with made.file:
        yield made


def agrees(bench: Workbench, year: str, language: Language = "zh") -> dict[str, int]:
    """The counts of a year, once cover and desk have been found to agree."""
    counted = waiting(bench.findings(year))
    missing, doubtful = guide.tally(bench, year)
    assert counted["missing"] + counted["wrong"] == missing
    assert counted["unconfirmed"] <= doubtful
    document = document_of(bench, year, language)
    told = {
        "zh": f"草稿　还差 {counted['missing']} 项，待确认 {counted['unconfirmed']} 项，不得提交",
        "en": f"Draft: {counted['missing']} missing, {counted['unconfirmed']} to confirm, not for submission",
    }
    assert document.draft == (told[language] if any(counted.values()) else "")
    return counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plant_lacks_on_its_cover_what_it_lacks_at_the_foot(
    empty: Workbench, language: Language
) -> None:
    counted = agrees(empty, YEAR, language)
    document = document_of(empty, YEAR, language)
    (listed,) = [each for each in document.blocks if isinstance(each, Table) and each.number == "0-1"]
    assert sum(row.kind != "group" for row in listed.rows) == counted["missing"]
    name = CATALOGUE.vocabulary.quantities["site.name"].words.into(language)
    assert any(name in row.cells[2].text for row in listed.rows if len(row.cells) > 2)


def test_doubts_are_counted_before_the_last_gap_is_filled(sample: Workbench) -> None:
    whole = agrees(sample, YEAR)
    assert whole["missing"] == 0
    assert whole["unconfirmed"]
    sample.set_answer(Place("fuel.amount", "F02", "2025-11"), "")
    open_ = agrees(sample, YEAR)
    assert open_ == whole | {"missing": 1}


def test_what_multiplies_a_stated_zero_is_not_asked_about(sample: Workbench) -> None:
    for year in sample.project.years:
        agrees(sample, year)
