"""What a plant of an industry usually has stands first; what is rare can be stated as none in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import profiles
from zcdesk.workbench.workbench import Workbench, pin_of


@pytest.fixture
def battery(tmp_path: Path) -> Iterator[Workbench]:
    """A battery plant under the method of all other industries."""
    pins = (pin_of(CATALOGUE, "cn.industrial-other"), pin_of(CATALOGUE, "cn.energy"))
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2025",), pins, None)
    with made.file:
        made.set_answer(profiles.CODE, "3841")
        yield made


def ids(workbench: Workbench) -> tuple[list[str], list[str]]:
    usual, seldom = profiles.parted(workbench)
    return [page.id for page in usual], [page.id for page in seldom]


def test_every_profile_names_tables_and_pages_that_are_there() -> None:
    known = profiles.profiles(CATALOGUE)
    assert {"automobile", "battery", "photovoltaic", "light", "building", "transport", "grid"} == set(known)
    for profile in known.values():
        assert set(profile.rare) <= set(CATALOGUE.vocabulary.tables)
        assert set(profile.note) <= set(CATALOGUE.pages)
        for said in (profile.words, *profile.note.values()):
            assert said.zh
            assert said.en


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("C3612", "汽车"),
        ("3841", "锂电池"),
        ("3825", "光伏"),
        ("2221", "轻工"),
        ("8411", "公共建筑"),
        ("5411", "陆上运输"),
        ("4420", "电力供应"),
        ("3110", ""),
    ],
)
def test_the_profile_follows_from_the_code(battery: Workbench, code: str, name: str) -> None:
    battery.set_answer(profiles.CODE, code)
    assert profiles.of(battery).words.zh == name


def test_rare_sources_stand_last_until_something_is_said_of_them(battery: Workbench) -> None:
    usual, seldom = ids(battery)
    assert {"fuel", "power", "heat"} <= set(usual)
    assert "wastewater" in seldom
    battery.add_row("wastewater")
    assert "wastewater" in ids(battery)[0]


def test_none_of_them_is_one_step(battery: Workbench) -> None:
    _, seldom = profiles.parted(battery)
    before, head = len(battery.gaps("2025")), battery.file.head
    profiles.none_of(battery, seldom, "none")
    assert battery.file.head == head + 1
    assert ids(battery)[1] == []
    assert len(battery.gaps("2025")) < before
    battery.undo()
    assert len(battery.gaps("2025")) == before
    assert ids(battery)[1]


def test_without_a_profile_nothing_is_rare(battery: Workbench) -> None:
    battery.set_answer(profiles.CODE, "")
    assert ids(battery)[1] == []
