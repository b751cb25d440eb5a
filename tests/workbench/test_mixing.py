"""A plant under several methods: what they would count twice, and which of them the report is by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.workbench import mixing
from zcdesk.workbench.bring import create
from zcdesk.workbench.printing.printing import document_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of


def plant(path: Path, *ids: str) -> Workbench:
    """A foundry that burns ten tonnes of diesel and nothing else."""
    pins = tuple(pin_of(CATALOGUE, id_) for id_ in ids)
    bench = create(CATALOGUE, path, "lin", ("2025",), pins, None)
    bench.add_row("fuel")
    bench.set_answer(Place("fuel.kind", "F01"), "diesel")
    bench.set_answer(Place("fuel.amount", "F01", "2025"), "10", "t")
    return bench


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Workbench]:
    bench = plant(tmp_path / "a.zcd", "cn.machinery", "cn.other-nonferrous", "iso.14064")
    with bench.file:
        yield bench


def told(bench: Workbench) -> list[str]:
    return [bench.say(each).zh for each in bench.findings("2025") if each.code == "counted_twice"]


def test_what_two_methods_count_is_said(mixed: Workbench) -> None:
    (said,) = told(mixed)
    assert "机械设备制造企业" in said
    assert "其他有色金属" in said
    assert "化石燃料燃烧" in said
    assert "ISO" not in said  # it stands beside the others and is not added


def test_one_method_counts_nothing_twice(tmp_path: Path) -> None:
    bench = plant(tmp_path / "a.zcd", "cn.machinery", "cn.energy", "iso.14064")
    with bench.file:
        assert told(bench) == []


def test_nothing_burnt_is_nothing_counted_twice(mixed: Workbench) -> None:
    mixed.set_answer(Place("fuel.amount", "F01", "2025"), "0", "t")
    assert told(mixed) == []


def test_the_report_is_by_the_method_that_was_chosen(mixed: Workbench) -> None:
    first, other = "cn.machinery@2015", "cn.other-nonferrous@2015"
    assert mixing.chosen(mixed.project, mixed.inventories()) is mixed.inventories()[first]
    mixed.set_setting(mixing.CHOSEN, other)
    assert mixing.chosen(mixed.project, mixed.inventories()) is mixed.inventories()[other]
    words = mixed.inventories()[other].compiled.method.document.zh
    assert any(words in str(block) for block in document_of(mixed, "2025", "zh").blocks)
    mixed.undo()
    assert mixing.chosen(mixed.project, mixed.inventories()) is mixed.inventories()[first]


def test_a_method_that_the_project_does_not_have_is_refused(mixed: Workbench) -> None:
    with pytest.raises(Refused) as refused:
        mixing.choose(mixed.inventories(), "cn.steel@2025")
    assert "cn.machinery@2015" in refused.value.words.zh
