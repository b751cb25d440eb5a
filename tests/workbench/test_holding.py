"""A project counts with the factor sets it was made with, whatever the program ships later."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.change import PinChange
from zcdesk.domain.project import Pin
from zcdesk.domain.trace import Traced
from zcdesk.exchange.answers import read
from zcdesk.packs import factors
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.toml import PackError
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import holding
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out.verifying import verify
from zcdesk.workbench.opening import opened as opened_by_the_desk
from zcdesk.workbench.printing.printing import print_report
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    made.file.close()
    return tmp_path / "sample.zcd"


@pytest.fixture
def newer(tmp_path: Path) -> Catalogue:
    """The packs with another factor for the grid of East China."""
    shutil.copytree(CATALOGUE.resources, tmp_path / "resources")
    for grid in (tmp_path / "resources" / "factors" / "cn.grid").glob("*.csv"):
        text = grid.read_text(encoding="utf-8")
        changed = text.replace("grid.regional,CN-EAST,0.5500", "grid.regional,CN-EAST,0.6600")
        grid.write_text(changed, encoding="utf-8")
    return Catalogue(tmp_path / "resources", CATALOGUE.forms)


def opened(catalogue: Catalogue, path: Path) -> Iterator[Workbench]:
    with ProjectFile.open(path, "lin") as file:
        yield Workbench(catalogue, file, "lin")


def total(bench: Workbench, year: str = "2025") -> Decimal:
    (inventory,) = [each for key, each in bench.inventories().items() if key.startswith("cn.machinery")]
    result = inventory.line("total.location", year)
    assert isinstance(result, Traced)
    return result.number


@pytest.mark.parametrize("id_", CATALOGUE.set_ids)
def test_a_set_is_read_back_from_its_packed_form_as_it_was(id_: str) -> None:
    found = factors.unpacked(id_, CATALOGUE.packed_set(id_))
    assert found == CATALOGUE.factor_set(id_)
    assert found.digest == CATALOGUE.factor_set(id_).digest


def test_what_is_no_set_is_refused() -> None:
    with pytest.raises(PackError):
        factors.unpacked("cn.grid", b"nothing")


def test_a_new_project_holds_every_set_of_its_methods_and_keeps_their_content(path: Path) -> None:
    for bench in opened(CATALOGUE, path):
        held = {pin.id: pin.digest for pin in bench.project.pins.values() if pin.kind == holding.HELD}
        assert set(held) == set(holding.own_sets(CATALOGUE, bench.project.bound()))
        for id_, digest in held.items():
            assert bench.file.evidence_bytes(digest) == CATALOGUE.packed_set(id_)
        assert not bench.file.verify()


def test_an_update_of_the_program_changes_no_result_by_itself(path: Path, newer: Catalogue) -> None:
    for bench in opened(CATALOGUE, path):
        before = total(bench)
    for bench in opened(newer, path):
        assert newer.factor_set("cn.grid").digest != bench.project.pins["set:cn.grid"].digest
        assert total(bench) == before
        assert holding.lacking(newer, bench.project) == ()


def test_the_new_content_counts_once_it_is_pinned_and_undo_brings_the_old_one_back(
    path: Path, newer: Catalogue
) -> None:
    for bench in opened(newer, path):
        before, held = total(bench), bench.project.pins["set:cn.grid"]
        fresh = Pin(holding.HELD, "cn.grid", "", newer.factor_set("cn.grid").digest)
        bench.commit("电网", [PinChange(held.key, held, fresh)])
        assert total(bench) > before
    for bench in opened(newer, path):  # closed and opened: the old content is no longer recalled by the pins
        bench.undo()
        assert total(bench) == before


def test_a_content_that_is_nowhere_gives_way_to_the_shipped_one_and_is_named(path: Path) -> None:
    for bench in opened(CATALOGUE, path):
        held = bench.project.pins["set:cn.grid"]
        lost = Pin(holding.HELD, "cn.grid", "", "0" * 64)
        before = total(bench)
        bench.commit("电网", [PinChange(held.key, held, lost)])
        assert holding.lacking(CATALOGUE, bench.project) == (lost,)
        assert total(bench) == before


def test_a_year_that_keeps_its_sets_counts_with_them_and_the_others_with_the_new(
    path: Path, newer: Catalogue
) -> None:
    for bench in opened(newer, path):
        before = {year: total(bench, year) for year in bench.project.years}
        held = bench.project.pins["set:cn.grid"]
        fresh = Pin(holding.HELD, "cn.grid", "", newer.factor_set("cn.grid").digest)
        first = bench.project.years[-1]
        bench.commit("电网", [*holding.kept(newer, bench.project, first), PinChange(held.key, held, fresh)])
        assert holding.kept_years(bench.project) == (first,)
        assert total(bench, first) == before[first]
        bench.commit("重述", holding.let_go(bench.project, first))
        assert total(bench, first) > before[first]


def test_a_report_of_a_project_that_held_nothing_is_recomputed_after_an_update(
    path: Path, newer: Catalogue, tmp_path: Path
) -> None:
    """A project of an earlier program: its sets are kept when a report is sealed."""
    for bench in opened(CATALOGUE, path):
        bench.commit("", [PinChange(p.key, p, None) for p in bench.project.pins.values() if p.kind == "set"])
        print_report(bench, "2025", "zh", tmp_path / "report.pdf", seal=True)
    for bench in opened(newer, path):
        (recomputed,) = [check for check in verify(bench) if "重算结果" in check.words.zh]
        assert recomputed.holds


def test_who_opens_a_project_is_told_of_newer_contents(path: Path, newer: Catalogue) -> None:
    def words(catalogue: Catalogue) -> list[str]:
        found = opened_by_the_desk(catalogue, path, "lin", False, lambda _: None, lambda: True)
        assert found is not None
        found.drop()
        return [each.zh for each in found.words]

    assert words(CATALOGUE) == []
    (told,) = words(newer)
    assert "1 套系数的新内容" in told
