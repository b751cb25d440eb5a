"""Figures of a scheme are explained like any others: as the plant reads the text, and in each reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.entry import LastTouched
from zcdesk.workbench.results.chain_view import Chain
from zcdesk.workbench.results.tracing import of_scheme, scheme_figure
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
SCHEME = "cn.zero-carbon-factory@2026"
CALORIFIC = {
    "ready.k1_electricity": "calorific",
    "ready.k1_grid": "report",
    "ready.k1_green": "zero",
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    told = {
        Place("power.green_proven", "", "2025"): Answer("yes"),
        Place("capture"): Answer("", standing="none"),
    }
    made.set_answers({**told, Place("green.claimed_away", "", "2025"): Answer("0")})
    yield made
    made.file.close()


def chain(bench: Workbench, id_: str) -> Chain:
    return Chain(bench, LastTouched(bench), id_, "2025", "zh")


def test_id_is_read_as_it_was_written() -> None:
    place = Place("k1.entry.met", "", "2025")
    assert of_scheme(scheme_figure(SCHEME, place, CALORIFIC)) == (SCHEME, place, CALORIFIC)
    assert of_scheme("fuel.co2[F01]@2025")[0] == ""
    assert of_scheme("cn.grid:grid.regional/CN-EAST/CN/2023")[0] == ""


def test_value_in_a_reading_leads_to_its_inputs_in_the_same_reading(bench: Workbench) -> None:
    found = chain(bench, scheme_figure(SCHEME, Place("national.intensity", "", "2025"), CALORIFIC))
    assert found.head.formula == "I = C ÷ E"
    carbon, energy = found.inputs()
    assert carbon.figure == scheme_figure(SCHEME, Place("national.carbon", "", "2025"), CALORIFIC)
    assert chain(bench, carbon.figure).head.value == carbon.value
    taken = found.inputs(energy.path)[-1]
    assert taken.figure == "energy.total@2025"  # of another method, which explains it by its own formula
    assert chain(bench, taken.figure).head.value == taken.value


def test_verdict_says_yes_or_no_and_is_not_rounded(bench: Workbench) -> None:
    head = chain(bench, scheme_figure(SCHEME, Place("k1.entry.met", "", "2025"), CALORIFIC)).head
    assert head.value == "否"
    assert head.unrounded == ""
    assert "≤" in head.numbers


def test_readers_of_a_line_are_lines_of_the_scheme(bench: Workbench) -> None:
    readers = chain(
        bench, scheme_figure(SCHEME, Place("national.intensity", "", "2025"), CALORIFIC)
    ).readers()
    assert scheme_figure(SCHEME, Place("k1.entry.gap", "", "2025"), CALORIFIC) in [
        each.figure for each in readers
    ]


def test_without_a_choice_the_chain_says_what_is_to_be_chosen(bench: Workbench) -> None:
    head = chain(bench, scheme_figure(SCHEME, Place("national.intensity", "", "2025"))).head
    assert {link.place.quantity for link in head.gaps if link.place} == set(CALORIFIC)


def test_evidence_of_an_answer_is_reached_from_a_verdict(bench: Workbench) -> None:
    found = chain(bench, scheme_figure(SCHEME, Place("k3.entry.met", "", "2025")))
    share = found.inputs()[0]
    below = [node for each in found.inputs(share.path) for node in (each, *found.inputs(each.path))]
    assert any(node.figure == "power.pv_self_used@2025" for node in below)
