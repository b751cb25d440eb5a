"""Two more sample plants: what was published of them is in their answers, and the judgement follows by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.trace import Traced
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.readiness import readiness
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture(params=["data-centre", "battery-plant"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / f"{request.param}.json")
    made = create(CATALOGUE, tmp_path / f"{request.param}.zcd", "lin", answers.years, (), answers)
    yield made
    made.file.close()


def figure(bench: Workbench, scheme: str, line: str) -> Decimal:
    found = readiness(bench, scheme, "2026").inventory.line(line, bench.project.years[0])
    assert isinstance(found, Traced), line
    return found.number


GREEN = {"data-centre": "95", "battery-plant": "26.6"}  # [%] as published; the electricity used is assumed
PHYSICAL = {"data-centre": Decimal(260) / 600, "battery-plant": Decimal(58000) / 4000}  # [%]


def test_published_share_of_green_electricity_is_reproduced(bench: Workbench) -> None:
    share = figure(bench, "cn.zero-carbon-guiding", "path.green_share")
    assert share == Decimal(GREEN[Path(bench.file.path).stem])


def test_physical_share_counts_own_generation_alone(bench: Workbench) -> None:
    share = figure(bench, "cn.zero-carbon-factory", "national.physical_share")
    assert abs(share - PHYSICAL[Path(bench.file.path).stem]) < Decimal("1e-20")


VERDICTS = {
    "data-centre": {"e6": "met", "e7": "met", "k2": "met", "k3": "not_applicable"},
    "battery-plant": {"e2": "met", "e4": "met", "k2": "not_met", "k3": "met"},
}


def test_the_national_call_is_judged_from_the_ledgers(bench: Workbench) -> None:
    assessed = readiness(bench, "cn.zero-carbon-factory", "2026").assessed(bench.project.years[0])
    verdicts = {each.criterion.id: each.verdict for each in assessed}
    wanted = VERDICTS[Path(bench.file.path).stem]
    assert {id_: verdicts[id_] for id_ in wanted} == wanted
    assert [id_ for id_ in ("e9", "e10", "e11") if verdicts[id_] != "met"] == []


def test_every_figure_that_was_not_published_is_marked(bench: Workbench) -> None:
    published = {"greensource.generated", "greensource.capacity", "power.pv_generated", "project.carbon"}
    bare = {
        place.quantity
        for place, answer in bench.project.answers.items()
        if not answer.illustrative
        and answer.standing == "given"
        and CATALOGUE.vocabulary.quantities[place.quantity].kind == "number"
    }
    assert bare <= published
