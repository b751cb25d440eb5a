"""What is asked, one thing after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.stepping import step_at, steps
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A new machinery project."""
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2025",), pins, None)
    with made.file:
        yield made


def asked(bench: Workbench) -> list[tuple[str, str]]:
    """Quantity (or table) and row of every step."""
    return [(each.place.quantity, each.row) for each in steps(bench, "2025")]


def test_a_table_without_rows_is_one_question_until_it_is_answered(bench: Workbench) -> None:
    assert ("fuel", "") in asked(bench)
    bench.set_answer(Place("fuel"), "", standing="none")
    assert ("fuel", "") not in asked(bench)


def test_a_row_is_asked_for_its_kind_before_its_months(bench: Workbench) -> None:
    row = bench.add_row("fuel")
    assert [quantity for quantity, of in asked(bench) if of == row] == ["fuel.kind", "fuel.amount"]


def test_what_is_optional_is_not_asked(bench: Workbench) -> None:
    row = bench.add_row("fuel")
    assert ("fuel.ncv_measured", row) not in asked(bench)


def test_a_quantity_goes_when_its_last_month_is_there(bench: Workbench) -> None:
    months = months_of("2025")
    bench.set_answers({Place("power.grid", "", month): Answer("1", "MWh") for month in months[:11]})
    (step,) = [each for each in steps(bench, "2025") if each.place.quantity == "power.grid"]
    assert (step.missing, step.place.period) == (1, "2025-12")
    bench.set_answer(Place("power.grid", "", "2025-12"), "1", "MWh")
    assert ("power.grid", "") not in asked(bench)


def test_a_row_that_is_gone_is_asked_no_more(bench: Workbench) -> None:
    row = bench.add_row("fuel")
    key = ("fuel", row, "fuel.kind")
    assert step_at(bench, key, "2025") is not None
    bench.remove_row(row)
    assert step_at(bench, key, "2025") is None


def test_heat_is_not_asked_in_joules_once_steam_is_given_in_tonnes(bench: Workbench) -> None:
    row = bench.add_row("heat")
    assert ("heat.amount", row) in asked(bench)
    bench.set_answer(Place("heat.steam", row, "2025-01"), "100", "t")
    assert ("heat.amount", row) not in asked(bench)
    bench.set_answer(Place("heat.steam", row, "2025-01"), "")
    bench.set_answer(Place("heat.steam", row, "2025"), "", standing="none")
    assert ("heat.amount", row) in asked(bench)


def test_a_method_that_reads_only_the_heat_still_asks_for_it(tmp_path: Path) -> None:
    pins = (pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, "iso.14064"))
    both = create(CATALOGUE, tmp_path / "b.zcd", "lin", ("2025",), pins, None)
    with both.file:
        row = both.add_row("heat")
        both.set_answer(Place("heat.steam", row, "2025-01"), "100", "t")
        assert ("heat.amount", row) in asked(both)


def test_what_nothing_waits_for_is_asked_as_optional(bench: Workbench) -> None:
    required = {each.place.quantity: each.required for each in steps(bench, "2025")}
    assert required["site.name"]
    assert required["power.grid"]
    assert not required["site.nature"]  # no report waits for it
    assert not required["site.output_value"]  # a ratio needs it, no total does
