"""Sums over the rows that fulfil a condition: what is read, what is missing, what follows an edit, what is printed."""

from __future__ import annotations

from decimal import Decimal

from tests.calc.plant import answers, gaps, project, small
from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.project import Project, Row
from zcdesk.domain.trace import Traced
from zcdesk.report.telling.spoken import Spoken, spoken
from zcdesk.report.telling.wording import Wording

LINES = {
    "heat.large": ("sum_if(heat.amount, heat.amount > power.grid)", "GJ", ""),
    "heat.share": ("heat.large / sum(heat.amount)", "1", ""),
    "fuel.heat": ("sum_if(heat.amount, fuel.kind == 'coke' and heat.amount > power.grid)", "GJ", "fuel"),
}


def plant(*more: tuple[str, ...]) -> Project:
    rows = {"R01": "heat", "R02": "heat", "R03": "heat"}
    given = [
        ("heat.amount", "R01", "2023", "100"),
        ("heat.amount", "R02", "2023", "20"),
        ("heat.amount", "R03", "2023", "500"),
        ("power.grid", "", "2023", "10", "MWh"),  # 36 GJ
    ]
    return project(rows, *given, *more)


def lines(*ids: str) -> dict[str, tuple[str, str, str]]:
    return {id_: LINES[id_] for id_ in ids}


def test_rows_that_fulfil_the_condition_are_added() -> None:
    inventory = small(lines("heat.large", "heat.share"), plant())
    large = inventory.line("heat.large", "2023")
    assert isinstance(large, Traced)
    assert large.number == 600
    share = inventory.line("heat.share", "2023")
    assert isinstance(share, Traced)
    assert share.number == CONTEXT.divide(Decimal(600), Decimal(620))


def test_a_line_over_one_table_picks_rows_of_another() -> None:
    held = plant(("fuel.kind", "F01", "", "coke"), ("fuel.kind", "F02", "", "diesel"))
    rows = {**held.rows, "F01": Row("F01", "fuel"), "F02": Row("F02", "fuel")}
    inventory = small(lines("fuel.heat"), Project(held.years, rows=rows, answers=held.answers))
    found = [inventory.line("fuel.heat", "2023", row) for row in ("F01", "F02")]
    assert [each.number for each in found if isinstance(each, Traced)] == [600, 0]


def test_of_other_rows_only_the_condition_is_read() -> None:
    table = {"heat.bought": ("sum_if(heat.exported, heat.amount > power.grid)", "GJ", "")}
    given = [("heat.exported", "R01", "2023", "3"), ("heat.exported", "R03", "2023", "4")]
    bought = small(table, plant(*given)).line("heat.bought", "2023")
    assert isinstance(bought, Traced)
    assert bought.number == 7
    lacking = small(table, plant(given[0])).line("heat.bought", "2023")
    assert gaps(lacking) == ["answer heat.exported[R03]@2023"]


def test_a_condition_that_is_not_known_is_a_gap() -> None:
    held = plant()
    rest = {place: answer for place, answer in held.answers.items() if place.row != "R02"}
    result = small(lines("heat.large"), Project(held.years, rows=held.rows, answers=rest)).line(
        "heat.large", "2023"
    )
    assert gaps(result) == ["answer heat.amount[R02]@2023"]


def test_no_rows_are_a_gap_unless_there_are_none() -> None:
    assert gaps(small(lines("heat.large"), project({})).line("heat.large", "2023")) == ["rows heat@2023"]
    none = project({}, ("heat", "", "", "none"))
    result = small(lines("heat.large"), none).line("heat.large", "2023")
    assert isinstance(result, Traced)
    assert result.number == 0


def test_an_edit_of_the_condition_alone_is_followed() -> None:
    inventory = small(lines("heat.large"), plant())
    inventory.line("heat.large", "2023")
    place = Place("power.grid", "", "2023")
    held = plant()
    changed = Project(
        held.years,
        rows=held.rows,
        answers={**held.answers, **answers(("power.grid", "", "2023", "50", "MWh"))},
    )
    inventory.update(changed, [place])
    large = inventory.line("heat.large", "2023")
    assert isinstance(large, Traced)
    assert large.number == 500


def test_what_is_printed_are_the_rows_that_were_added() -> None:
    inventory = small(lines("heat.large"), plant())
    large = inventory.line("heat.large", "2023")
    assert isinstance(large, Traced)
    told = spoken(inventory.compiled, large, Wording(CATALOGUE.texts("report"), "zh"))
    assert told == Spoken("ΣAD[AD > D₁ × 18/5]", "100 + 500")
