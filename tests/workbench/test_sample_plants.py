"""Two more sample plants: what was published of them is in their answers, and the judgement follows by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.calc.standing import standings
from zcdesk.domain.document import Heading, Proof, Statement, Table
from zcdesk.domain.trace import Traced
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out.documents import document
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


def opened(name: str, tmp_path: Path) -> Workbench:
    answers = read(CATALOGUE.resources / "sample" / f"{name}.json")
    return create(CATALOGUE, tmp_path / f"{name}.zcd", "lin", answers.years, (), answers)


@pytest.fixture(params=["data-centre", "battery-plant"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbench]:
    made = opened(request.param, tmp_path)
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


ZHEJIANG, JIANGSU = "cn.zhejiang.zero-carbon-factory@2023", "cn.jiangsu.zero-carbon-factory@2025"
SUZHOU, SHANGHAI = "cn.suzhou.near-zero-carbon-factory@2023", "cn.shanghai.zero-carbon-unit@2025"

LOCAL = [
    ("answers", ZHEJIANG, {"zj1": "met", "zj2": "not_applicable", "zj5": "unknown text", "zj6": "not_met"}),
    ("answers", JIANGSU, {"js1": "met", "js4": "met", "js5": "not_met", "js6": "not_met"}),
    ("battery-plant", JIANGSU, {"js3": "met", "js5": "met", "js6": "not_met"}),
    (
        "battery-plant",
        SUZHOU,
        {"sz2": "met", "sz3": "not_met", "sz6": "unknown missing", "sz9": "unknown text"},
    ),
    ("data-centre", JIANGSU, {"js1": "not_met", "js2": "unknown missing", "js5": "unknown choice"}),
    ("data-centre", SHANGHAI, {"sh1": "unknown expired", "sh4": "unknown expired"}),
]


@pytest.mark.parametrize(("plant", "scheme", "wanted"), LOCAL)
def test_each_plant_is_judged_by_two_local_schemes(
    plant: str, scheme: str, wanted: dict[str, str], tmp_path: Path
) -> None:
    made = opened(plant, tmp_path)
    with made.file:
        id_, _, edition = scheme.partition("@")
        assert (id_, edition) in {(each.id, each.edition) for each in made.project.schemes()}
        year = made.project.years[-1]
        levels = {each.criterion.id: each.levels[0] for each in readiness(made, id_, edition).assessed(year)}
        told = {key: f"{levels[key].verdict} {levels[key].because}".strip() for key in wanted}
    assert told == wanted


def test_a_level_above_waits_for_what_is_asked_at_all_levels(tmp_path: Path) -> None:
    made = opened("answers", tmp_path)
    with made.file:
        read_ = readiness(made, "cn.zhejiang.zero-carbon-factory", "2023")
        found = standings(read_.compiled.scheme, read_.assessed("2025"))
    assert [(each.level, each.possible) for each in found] == [("near", "no"), ("zero", "no")]


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


def test_chapters_are_numbered_without_gaps_and_a_promise_stands_once(tmp_path: Path) -> None:
    made = opened("battery-plant", tmp_path)
    with made.file:
        esg, plan = (document(made, id_, "2022", "zh").blocks for id_ in ("esg", "zero-carbon-plan"))
    chapters = [each.text for each in esg if isinstance(each, Heading) and each.level == 1]
    numbers = [text.split("\u3000")[0] for text in chapters if text[0].isdigit()]
    assert numbers == [str(each) for each in range(1, len(numbers) + 1)]
    assert [each.title for each in plan if isinstance(each, Statement)] == ["承诺书"]
    assert not [each for each in plan if isinstance(each, Heading) and "承诺书" in each.text]


def test_a_result_that_a_scheme_takes_is_told_once_and_a_year_alone_in_one_row(tmp_path: Path) -> None:
    made = opened("battery-plant", tmp_path)
    with made.file:
        blocks = document(made, "zero-carbon-self", "2022", "zh").blocks
    proofs = [each for each in blocks if isinstance(each, Proof)]
    names = [each.name for each in proofs]
    assert [names.count(name) for name in ("综合能耗（当量值）", "用电总量", "净购入热力")] == [1, 1, 1]
    assert not [each.code for each in proofs if "“”" in each.formula + each.numbers]
    months = next(each for each in blocks if isinstance(each, Table) and "Z4" in each.title)
    assert [row.cells[0].text for row in months.rows] == ["全年"]


def test_what_is_asked_by_2030_alone_is_not_told_as_if_it_were_never_asked(tmp_path: Path) -> None:
    made = opened("data-centre", tmp_path)
    with made.file:
        blocks = document(made, "zero-carbon-self", "2023", "zh").blocks
    cells = {
        row.cells[0].text: [cell.text for cell in row.cells]
        for table in blocks
        if isinstance(table, Table)
        for row in table.rows
    }
    assert "申报不适用" in cells["K3"]  # a computing facility has to reach it by 2030
    assert cells["1.3"][-2] == "未达到"  # 0.43 % against the target of 35 %
    assert "不适用" in cells["E1"]  # asked of manufacturers alone
