"""The open project: each command is one durable step, and results follow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.domain.trace import Missing, Traced
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import Changed, Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A new machinery project of one year."""
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None)
    with made.file:
        yield made


def gas(bench: Workbench, amount: str = "12.5", unit: str = "万Nm3") -> str:
    """A row of natural gas with a year's amount."""
    row = bench.add_row("fuel")
    bench.set_answer(Place("fuel.kind", row), "natural_gas")
    bench.set_answer(Place("fuel.amount", row, "2025"), amount, unit)
    return row


def burnt(bench: Workbench, row: str) -> Decimal | None:
    """Emission of a row, None if missing."""
    result = bench.inventories()["cn.machinery@2015"].line("fuel.co2", "2025", row)
    return result.number if isinstance(result, Traced) else None


def test_an_edit_is_saved_and_recomputed_at_once(bench: Workbench) -> None:
    row = gas(bench)
    assert burnt(bench, row) == Decimal("270.273601125")  # 12.5 * 389.31 * 0.0153 * 0.99 * 44 / 12
    path = bench.file.path
    bench.set_answer(Place("fuel.amount", row, "2025"), "25", "万Nm3")
    assert burnt(bench, row) == Decimal("540.54720225")
    bench.file.close()
    with ProjectFile.open(path, "lin") as file:
        again = Workbench(CATALOGUE, file)
        assert burnt(again, row) == Decimal("540.54720225")
        assert again.project.answers[Place("fuel.amount", row, "2025")].text == "25"


def test_text_is_kept_as_typed(bench: Workbench) -> None:
    row = gas(bench, "=3*40,000+5,000", "Nm³")
    assert bench.project.answers[Place("fuel.amount", row, "2025")].text == "=3*40,000+5,000"
    assert burnt(bench, row) == Decimal("270.273601125")  # 125,000 Nm³


def test_what_cannot_be_used_is_kept_and_found(bench: Workbench) -> None:
    row = gas(bench)
    changed = bench.set_answer(Place("fuel.amount", row, "2025"), "about 12", "万Nm3")
    assert [item.code for item in changed.findings] == ["number_not_a_number"]
    assert bench.project.answers[Place("fuel.amount", row, "2025")].text == "about 12"
    assert burnt(bench, row) is None


def test_undo_and_redo_survive_a_restart(bench: Workbench) -> None:
    row = gas(bench)
    bench.set_answer(Place("fuel.amount", row, "2025"), "99", "万Nm3")
    path = bench.file.path
    bench.file.close()
    with ProjectFile.open(path, "wang") as file:
        again = Workbench(CATALOGUE, file)
        again.undo()
        assert burnt(again, row) == Decimal("270.273601125")
        again.redo()
        assert again.project.answers[Place("fuel.amount", row, "2025")].text == "99"
        while again.history.can_undo:
            again.undo()
        assert not again.project.answers
        assert not again.project.rows


def test_a_past_state_is_restored_as_one_step(bench: Workbench) -> None:
    row = gas(bench)
    then, head = bench.project, bench.file.head
    bench.set_answer(Place("fuel.amount", row, "2025"), "1", "万Nm3")
    bench.set_answer(Place("power.grid", "", "2025-01"), "10")
    changed = bench.restore(head, "回到之前")
    assert bench.project.answers == then.answers
    assert changed.number == head + 3
    bench.undo()
    assert Place("power.grid", "", "2025-01") in bench.project.answers


def test_row_codes_are_never_given_again(bench: Workbench) -> None:
    first = gas(bench)
    second = bench.add_row("fuel")
    bench.remove_row(second)
    assert (first, second, bench.add_row("fuel")) == ("F01", "F02", "F03")
    assert bench.add_row("weld") == "P01"
    assert bench.add_row("fgas") == "P02"  # tables with one letter share the numbers


def test_removing_a_row_takes_its_answers_and_undo_brings_them_back(bench: Workbench) -> None:
    row = gas(bench)
    bench.remove_row(row)
    assert not [place for place in bench.project.answers if place.row == row]
    bench.undo()
    assert burnt(bench, row) == Decimal("270.273601125")


def test_listeners_hear_each_step_once_with_its_places(bench: Workbench) -> None:
    heard: list[Changed] = []
    bench.listen(heard.append)
    row = gas(bench)
    assert [changed.all for changed in heard] == [True, False, False]
    assert heard[-1].places == {Place("fuel.amount", row, "2025")}
    bench.set_answer(Place("fuel.amount", row, "2025"), "12.5", "万Nm3")  # nothing new
    assert len(heard) == 3


def test_changing_the_fuel_of_a_row_recomputes_all_of_it(bench: Workbench) -> None:
    row = gas(bench)
    assert burnt(bench, row) is not None
    bench.set_answer(Place("fuel.kind", row), "diesel")
    assert burnt(bench, row) is None  # 万Nm3 does not fit a fuel counted in tonnes
    bench.set_answer(Place("fuel.amount", row, "2025"), "10", "t")
    amount = burnt(bench, row)
    assert amount is not None
    assert amount.quantize(Decimal("0.00001")) == Decimal("31.45122")  # 10 * 43.33 * 0.0202 * 0.98 * 44 / 12


def test_evidence_numbers_are_never_given_again(bench: Workbench, tmp_path: Path) -> None:
    paper = tmp_path / "bill.pdf"
    paper.write_bytes(b"%PDF-1.4 bill")
    assert bench.add_evidence(paper, "invoice", "电费") == "E-001"
    bench.undo()
    assert bench.add_evidence(paper, "invoice", "电费") == "E-002"
    assert bench.file.evidence_bytes(bench.project.evidence["E-002"].digest) == b"%PDF-1.4 bill"


def test_eleven_months_leave_exactly_the_twelfth_missing(bench: Workbench) -> None:
    row = gas(bench)
    bench.set_answer(Place("fuel.amount", row, "2025"), "")
    bench.set_answers({Place("fuel.amount", row, f"2025-{m:02d}"): None for m in range(1, 13)})
    for month in range(1, 12):
        bench.set_answer(Place("fuel.amount", row, f"2025-{month:02d}"), "1", "万Nm3")
    result = bench.inventories()["cn.machinery@2015"].line("fuel.co2", "2025", row)
    assert isinstance(result, Missing)
    assert [gap.place for gap in result.gaps] == [Place("fuel.amount", row, "2025-12")]
