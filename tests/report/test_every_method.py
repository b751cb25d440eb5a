"""Every inventory method of the catalogue as a printed report: its fullest worked example, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import pytest

from tests.report import plants
from tests.report.plants import CATALOGUE
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.document import Document, Table
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.words import Language
from zcdesk.packs.examples import Example, examples
from zcdesk.report.pages import pdf
from zcdesk.report.pages.layout import lay_out
from zcdesk.report.pages.strings import drawn_strings
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting import fonts
from zcdesk.report.typesetting.typeset import Typesetter

FONTS = plants.ROOT / "resources" / "fonts"
EDITIONS = [
    (id_, edition)
    for id_, editions in CATALOGUE.editions.items()
    for edition in editions
    if CATALOGUE.method(id_, edition).method.kind == "inventory"
]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def fullest(id_: str, edition: str) -> Example:
    """The example that reaches most lines."""
    folder = CATALOGUE.resources / "methods" / id_ / edition
    found = examples(folder, CATALOGUE.method(id_, edition))
    return max(found, key=lambda each: len({expected.line for expected in each.expect}))


@cache
def printed(id_: str, edition: str, language: Language) -> Document:
    """Its report: the plant of the tests with the answers of the example."""
    compiled, example = CATALOGUE.method(id_, edition), fullest(id_, edition)
    pin = Pin("method", id_, edition, compiled.method.digest)
    held = example.project(pin, CATALOGUE.vocabulary)
    site = {place: answer for place, answer in plants.site_answers().items() if place not in held.answers}
    project = Project(
        years=held.years,
        pins=held.pins,
        rows=held.rows,
        answers=MappingProxyType({**site, **held.answers}),
    )
    sets = [
        CATALOGUE.factor_set(each) for each in dict.fromkeys((*example.sets, *compiled.method.factor_sets))
    ]
    book = FactorBook([example.published_factors(), *sets], CATALOGUE.vocabulary)
    return plants.document(project, Inventory(compiled, book, project), language=language, year=example.year)


@pytest.fixture(params=EDITIONS, ids="@".join)
def edition(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param  # type: ignore[no-any-return]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_of_a_method_stands_on_its_pages(edition: tuple[str, str], language: Language) -> None:
    made = printed(*edition, language)
    assert pdf.missing_glyphs(made, FONTS) == set()
    pages = lay_out(made, Typesetter(fonts.load(FONTS), made.language), Node("Document")).pages
    assert len(pages) > 5
    for page in pages:
        assert page.items
        for box, top in page.items:
            assert top >= 0
            assert top + box.height <= page.size.room + 0.01
        for (upper, top), (_, below) in pairwise(page.items):
            assert top + upper.height <= below + 0.01


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_raw_is_printed(edition: tuple[str, str], language: Language) -> None:
    said = "\n".join(text for text, _ in drawn_strings(printed(*edition, language)))
    for raw in ("-unit", "Missing(", "Traced(", "{", "}"):
        assert raw not in said, said[max(0, said.index(raw) - 80) : said.index(raw) + 80]


@pytest.mark.slow
def test_english_heads_are_english(edition: tuple[str, str]) -> None:
    for head in heads(printed(*edition, "en")):
        assert not _CHINESE.search(head), head


def heads(document: Document) -> Iterator[str]:
    """Captions and column heads of the tables."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield block.title
            for column in block.columns:
                yield column.head
