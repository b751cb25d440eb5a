"""What is told about a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.domain.form import Question
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.guiding import Told, told
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
QUESTIONS = {question.quantity: question for page in CATALOGUE.pages.values() for question in page.questions}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A new machinery project with one row of diesel."""
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2025",), pins, None)
    with made.file:
        made.add_row("fuel")
        made.set_answer(Place("fuel.kind", "F01"), "diesel")
        yield made


def about(bench: Workbench, quantity: str, row: str = "", period: str = "2025") -> Told:
    """What is told about a quantity, in Chinese."""
    return told(bench, QUESTIONS[quantity], Place(quantity, row, period), "zh")


def test_every_number_is_shown_on_a_document() -> None:
    numbers = [id_ for id_ in QUESTIONS if CATALOGUE.vocabulary.quantities[id_].kind == "number"]
    assert [id_ for id_ in numbers if not QUESTIONS[id_].drawing] == []


def test_a_number_is_shown_on_its_line_of_its_document(bench: Workbench) -> None:
    found = about(bench, "power.grid")
    assert found.drawing is not None
    line = found.drawing.line(found.line)
    assert line is not None
    assert (found.drawing.words.zh, line.words.zh) == (
        "电费核查联（供电公司）",
        "总电量 − 绿电交易电量（自己减）",
    )


def test_where_no_place_is_written_the_document_names_it(bench: Workbench) -> None:
    assert dict(about(bench, "deal.settled").parts)["where"] == "绿色电力交易结算单 · 结算电量"


def test_not_knowing_a_measured_value_takes_a_default_that_is_named(bench: Workbench) -> None:
    said = dict(about(bench, "fuel.ncv_measured", "F01").parts)["unknown"]
    assert "43.33 GJ/t" in said  # diesel in the guideline's table
    assert "Alt+0" in said


def test_not_knowing_an_amount_has_no_default_and_says_so(bench: Workbench) -> None:
    said = dict(about(bench, "power.grid").parts)["unknown"]
    assert "没有默认值" in said
    assert "按空格" in said


def test_a_coefficient_is_not_told_to_be_none(bench: Workbench) -> None:
    said = dict(about(bench, "energy.primary_factor").parts)["unknown"]
    assert "没有默认值" in said
    assert "空格" not in said


def test_a_question_without_a_document_is_told_without_one(bench: Workbench) -> None:
    assert told(bench, Question("site.other_matters"), Place("site.other_matters"), "zh").drawing is None


def test_a_page_asks_what_the_chosen_methods_read(tmp_path: Path) -> None:
    def asked(name: str, *ids: str) -> set[str]:
        pins = tuple(pin_of(CATALOGUE, id_) for id_ in ids)
        made = create(CATALOGUE, tmp_path / name, "lin", ("2025",), pins, None)
        with made.file:
            return {each.quantity for each in guide.asked(made, CATALOGUE.pages["power"], "", "2025")}

    older, newer = {"power.factor_level"}, {"power.green_proven"}
    either = older | newer
    assert asked("a.zcd", "cn.machinery") & either == older
    assert asked("b.zcd", "cn.carbon") & either == newer
    assert asked("c.zcd", "cn.machinery", "cn.carbon") & either == either
    assert "power.pv_exported" in asked("d.zcd", "cn.machinery")  # a check reads it, the report prints it


def test_what_was_answered_stays_on_its_page(tmp_path: Path) -> None:
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None)
    with made.file:
        made.set_answer(Place("power.green_proven", "", "2025"), "yes")
        asked = {each.quantity for each in guide.asked(made, CATALOGUE.pages["power"], "", "2025")}
        assert "power.green_proven" in asked
        made.undo()
        asked = {each.quantity for each in guide.asked(made, CATALOGUE.pages["power"], "", "2025")}
        assert "power.green_proven" not in asked
