"""A row of a ledger in one line: options in words, blanks that may stay blank left out, what is missing counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.row_summary import row_said
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / "data-centre.json")
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", answers.years, (), answers)
    yield made
    made.file.close()


def test_a_row_says_what_was_answered_in_both_languages(bench: Workbench) -> None:
    row = next(row.id for row in bench.project.rows_of("greensource"))
    assert row_said(bench, "greensource", row, "2023", "zh") == (
        "自有电源自发自用 · 光伏 · 180 kW · 260 MWh", 0,
    )  # fmt: skip
    assert row_said(bench, "greensource", row, "2023", "en")[0].startswith(
        "Own generation, self-used · Solar"
    )


def test_what_is_left_to_say_of_a_row_is_counted(bench: Workbench) -> None:
    row = bench.add_row("gec", "GEC-1")
    text, left = row_said(bench, "gec", row, "2023", "zh")
    assert text == ""
    bench.set_answers({Place("gec.count", row): Answer("300", "张"), Place("gec.retired", row): Answer("no")})
    after, fewer = row_said(bench, "gec", row, "2023", "zh")
    assert after == "300 张 · 已核销：否"
    assert fewer < left
