"""A project counts with the methods it was made with, whatever the program ships, or lacks, later."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from tests.workbench.changing import plant, total
from tests.workbench.test_editions import sealed
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import holding
from zcdesk.workbench.handed_out.verifying import Check, verify
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates import choices, editions, method_news
from zcdesk.workbench.updates.proposing import accept, looked
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import published


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The packs with another formula for the CO2 of fuels: twice as much."""
    folder = tmp_path_factory.mktemp("mended")
    shutil.copytree(
        CATALOGUE.resources, folder / "resources", ignore=shutil.ignore_patterns("fonts", "icons")
    )
    path = folder / "resources" / "methods" / "parts" / "fuel.toml"
    text = path.read_text(encoding="utf-8")
    right = "fuel.amount * fuel.ncv * fuel.carbon * fuel.oxidation * c_to_co2"
    assert text.count(right) == 1
    path.write_text(text.replace(right, right + " * 2"), encoding="utf-8")
    return Catalogue(folder / "resources", CATALOGUE.forms)


@pytest.fixture(scope="module")
def poorer(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The packs without the edition of 2015."""
    folder = tmp_path_factory.mktemp("poorer")
    shutil.copytree(
        CATALOGUE.resources, folder / "resources", ignore=shutil.ignore_patterns("fonts", "icons")
    )
    shutil.rmtree(folder / "resources" / "methods" / "cn.food" / "2015")
    return Catalogue(folder / "resources", CATALOGUE.forms)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of which the report of 2023 is sealed."""
    made = plant(tmp_path / "food.zcd")
    sealed(made)
    made.file.close()
    return tmp_path / "food.zcd"


def fresh(catalogue: Catalogue) -> Catalogue:
    """The same packs, knowing nothing of what was taken in before."""
    return Catalogue(catalogue.resources, catalogue.forms)


def said(bench: Workbench, text: str) -> list[Check]:
    return [check for check in verify(bench) if text in check.words.zh]


def test_a_new_project_keeps_its_method(path: Path) -> None:
    with ProjectFile.open(path, read_only=True) as file:
        (pin,) = file.project.methods()
        assert file.evidence_bytes(pin.digest) == CATALOGUE.packed_method("cn.food", "2015")
        assert file.verify() == ()


def test_an_update_of_the_program_changes_nothing_and_a_sealed_year_is_recomputed(
    path: Path, mended: Catalogue
) -> None:
    with ProjectFile.open(path, "lin") as file:
        before = total(Workbench(CATALOGUE, file, "lin"))
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(fresh(mended), file, "lin")
        assert total(bench) == before
        assert holding.lacking(bench.catalogue, bench.project) == ()
        assert all(check.holds for check in verify(bench))
        assert len(said(bench, "重算结果逐位相同")) == 1
        assert len(said(bench, "按当时留存的内容重算")) == 1
        assert len(said(bench, "项目按留存在文件里的内容计算")) == 1


def test_the_new_content_is_said_looked_at_and_accepted_as_one_step(path: Path, mended: Catalogue) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(fresh(mended), file, "lin")
        before, head = total(bench), file.head
        (news,) = method_news.undecided(bench)
        assert news.at_hand
        assert method_news.lost(bench) == ()
        found = editions.editions(bench)
        assert [(each.edition, each.changed) for each in found if each.now] == [("2015", True)]
        row = next(each for each in choices.of_editions(bench.catalogue, found, "zh") if "2015" in each.id)
        assert not row.now
        assert "内容有更新" in row.mark
        proposal = editions.propose(bench, "cn.food", "2015")
        looks = looked(bench.catalogue, bench.project, proposal)
        assert looks is not None
        last = next(look for look in looks if look.year == "2023")
        old, new = last.total("location")
        assert old is not None
        assert new is not None
        # 10 t * 43.33 GJ/t * 0.0202 tC/GJ * 98 % * 44/12 once more
        assert (new.number - old.number).quantize(Decimal("0.01")) == Decimal("31.45")
        assert (last.sealed, total(bench), file.head) == (1, before, head)
        accept(bench, proposal, "更正")
        assert file.head == head + 1
        assert total(bench) == new.number
        assert method_news.renewed(bench) == ()
        assert len(said(bench, "重算结果逐位相同")) == 1
        bench.undo()
        assert total(bench) == before
    with ProjectFile.open(path, "lin") as file:  # opened anew, by a program that has not seen the old content
        bench = Workbench(fresh(mended), file, "lin")
        bench.redo() if bench.history.can_redo else accept(
            bench, editions.propose(bench, "cn.food", "2015"), "x"
        )
        assert total(bench) == new.number
        assert len(said(bench, "重算结果逐位相同")) == 1
        with pytest.raises(Refused, match="edition_counts_now"):
            editions.propose(bench, "cn.food", "2015")


def test_the_year_as_published_stands_beside_the_year_as_it_is_counted_now(
    path: Path, mended: Catalogue
) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(fresh(mended), file, "lin")
        before = total(bench)
        accept(bench, editions.propose(bench, "cn.food", "2015"), "更正")
        last = published.series(bench, "location")[-1]
        assert last.published is not None
        assert (last.published.emission, last.published.reproduced) == (before, True)
        assert last.restatement.restated == total(bench)
        assert any("内容有更新" in words.zh for words in last.published.changed)


def test_a_lost_edition_is_computed_from_the_file(path: Path, poorer: Catalogue) -> None:
    with ProjectFile.open(path, "lin") as file:
        before = total(Workbench(CATALOGUE, file, "lin"))
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(fresh(poorer), file, "lin")
        assert total(bench) == before
        assert all(check.holds for check in verify(bench))
        assert len(said(bench, "重算结果逐位相同")) == 1
        assert len(said(bench, "本程序没有这一版，项目按留存在文件里的内容计算")) == 1
        assert [each.edition for each in editions.editions(bench)] == ["2024", "2015"]
        accept(bench, editions.propose(bench, "cn.food"), "换新版")
        assert bench.project.methods()[0].edition == "2024"
        assert len(said(bench, "重算结果逐位相同")) == 1


def test_a_content_that_is_nowhere_is_said(path: Path, mended: Catalogue) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(fresh(mended), file, "lin")
        (pin,) = bench.project.methods()
        bench.pin(holding.Pin(pin.kind, pin.id, pin.edition, "0" * 64))
        (lost,) = method_news.lost(bench)
        assert not lost.at_hand
        assert any("没有留存" in check.words.zh and not check.holds for check in verify(bench))
        assert isinstance(lost.words, Words)
        assert method_news.take(bench) is None
        assert method_news.renewed(bench) == ()
