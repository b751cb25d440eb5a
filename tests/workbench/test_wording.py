"""Words of the program that a user reads: no marks of the inside, no second language in between."""

from __future__ import annotations

import re

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.words import Words
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import handbook, naming
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.entry import LastTouched
from zcdesk.workbench.results.chain_view import Chain
from zcdesk.workbench.updates import offers
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The sample."""
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    return create(CATALOGUE, tmp_path_factory.mktemp("s") / "s.zcd", "lin", answers.years, (), answers)


def test_the_handbook_says_its_blanks_in_words() -> None:
    for entry in handbook.entries(CATALOGUE, [], [], []):
        if entry.chapter == "findings":
            for words in (entry.title, *(part for pair in entry.parts for part in pair)):
                assert "{" not in words.zh + words.en, entry.id
                assert not words.zh.startswith("…"), entry.id
    titles = {
        entry.id: entry.title.zh
        for entry in handbook.entries(CATALOGUE, [], [], [])
        if entry.chapter == "findings"
    }
    assert titles["finding:older_year"] == "某年的值尚未公布，沿用 某年的公布值"


def test_why_a_method_fits_is_said_without_a_mark() -> None:
    known = offers.sectors(CATALOGUE)
    for code in ("3421", "34", "1711"):
        for offer in offers.offers(CATALOGUE, known, code):
            assert "把握" not in offer.reason.zh
            assert "confidence" not in offer.reason.en


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_source_of_a_constant_is_in_one_language(language: str) -> None:
    said = [
        constant.source.partition(" | ")[0 if language == "zh" else 2]
        for constant in CATALOGUE.vocabulary.constants.values()
    ]
    assert all(said)
    for text in said:
        if language == "en":
            assert not re.search("[\u4e00-\u9fff]", text), text
        else:
            assert not re.search("[a-z]{3,} [a-z]{3,}", text), text


def test_what_the_plant_has_none_of_is_said_so_in_the_chain(bench: Workbench) -> None:
    bench.set_answers({Place("power.direct", "", month): Answer("", "", "none") for month in ("2025-01",)})
    notes = [
        node.note for node in Chain(bench, LastTouched(bench), "power.direct@2025", "2025", "zh").inputs()
    ]
    assert not [note for note in notes if "none" in note]
    assert notes[0] == "回答“没有”，按零计"


@pytest.mark.parametrize(
    ("periods", "zh", "en"),
    [
        (["2025-03"], "3 月", "Mar"),
        (
            ["2025-05", "2025-01", "2025-02", "2025-03"],
            "1 至 3 月、5 月，共 4 个月",
            "Jan to Mar, May (4 months)",
        ),
        ([f"2025-{month:02d}" for month in range(1, 13)], "12 个月", "all 12 months"),
        (["2025"], "全年的数", "the year's figure"),
    ],
)
def test_months_are_said_in_runs(periods: list[str], zh: str, en: str) -> None:
    assert naming.months_words(periods) == Words(zh, en)
