"""Edits are found by a value that was typed or replaced, by the place, by who and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.past.finding_edits import Touch, found, touches
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
MARCH = Place("power.grid", "", "2025-03")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A machinery project: March typed twice, a row of diesel, twelve months pasted."""
    made = create(
        CATALOGUE, tmp_path / "a.zcd", "lin", ("2024", "2025"), (pin_of(CATALOGUE, "cn.machinery"),), None
    )
    made.set_answer(MARCH, "1,284.5", "MWh")  # 2
    made.set_answer(MARCH, "1,290", "MWh")  # 3
    row = made.add_row("fuel")  # 4
    made.set_answer(Place("fuel.kind", row), "diesel")  # 5
    pasted = {
        Place("fuel.amount", row, month): Answer(f"{n}.25", "t")
        for n, month in enumerate(months_of("2025"), 1)
    }
    made.set_answers(pasted)  # 6
    with made.file:
        yield made


def numbers(bench: Workbench, words: str, head: str = "") -> list[int]:
    """The edits that have these words."""
    return [number for number, touched in touches(bench, "zh").items() if found(words, head, touched)]


def test_by_a_value_with_or_without_separators_also_the_one_that_was_replaced(bench: Workbench) -> None:
    assert numbers(bench, "1284.5") == [2, 3]
    assert numbers(bench, "1,284.5") == [2, 3]
    assert numbers(bench, "1290") == [3]


def test_by_the_place_in_words_by_its_row_or_by_its_id(bench: Workbench) -> None:
    assert numbers(bench, "电网购电 2025年3月") == [2, 3]
    assert numbers(bench, "power.grid@2025-03") == [2, 3]
    assert numbers(bench, "F01 柴油") == [4, 5, 6]


def test_all_words_must_fit_one_change(bench: Workbench) -> None:
    assert numbers(bench, "柴油 2025年3月 3.25") == [6]
    assert numbers(bench, "柴油 2025年3月 4.25") == []  # that was typed in April


def test_of_a_block_it_is_said_which_cell(bench: Workbench) -> None:
    hit = found("柴油 7.25", "", touches(bench, "zh")[6])
    assert isinstance(hit, Touch)
    assert hit.told == "F01 柴油 · 2025年7月 · 净消耗量 空 → 7.25 t"


def test_who_and_when_go_with_what(bench: Workbench) -> None:
    touched = touches(bench, "zh")[2]
    assert found("LIN 2026/03", "电网购电 lin 2026/03/18 09:05", touched) is True
    assert isinstance(found("lin 1284.5", "电网购电 lin 2026/03/18 09:05", touched), Touch)
    assert found("wu 1284.5", "电网购电 lin 2026/03/18 09:05", touched) is False


def test_only_what_came_later_is_read(bench: Workbench) -> None:
    assert list(touches(bench, "en", 5)) == [5, 6]
    assert numbers(bench, "diesel") == [5]  # as it was typed, whatever the language
