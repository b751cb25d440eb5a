"""A year against the one before: what changed, by how much, and what the figures prove of the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.packs.test_examples import computed, each
from zcdesk import places
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.number import read as read_number
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.results.comparing import Comparison, Difference, comparison, copied
from zcdesk.workbench.snapshot import Snapshot
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    with made.file:
        yield made


def told(bench: Workbench, year: str = "2025", view: str = "location") -> Comparison:
    found = comparison(bench, year, "zh", view)
    assert found is not None
    return found


def row(found: Comparison, name: str) -> Difference:
    (one,) = [each for each in found.rows if each.name == name]
    return one


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-").replace("+", ""))


def same_as_last_year(bench: Workbench, quantity: str, row: str = "") -> None:
    """The months of 2025 as those of 2024."""
    answers = bench.project.answers
    pairs = zip(months_of("2025"), months_of("2024"), strict=True)
    bench.set_answers(
        {Place(quantity, row, new): answers.get(Place(quantity, row, old)) for new, old in pairs}
    )


def test_the_largest_change_stands_first_and_the_changes_add_up(sample: Workbench) -> None:
    *rows, total = told(sample).rows
    sizes = [abs(number(each.change)) for each in rows]
    assert sizes == sorted(sizes, reverse=True)
    assert total.total
    assert sum(number(each.change) for each in rows) == number(total.change) == Decimal("-570.37")
    assert (total.before, total.now, total.percent) == ("18,733.24", "18,162.87", "−3.0")
    assert told(sample).title.startswith("比2024年少 570.37 tCO₂e（−3.0 %）。减得最多：净购入电力 −335.34；")


def test_each_number_leads_to_its_chain(sample: Workbench) -> None:
    one = row(told(sample), "柴油")
    assert (one.figure, one.before_figure) == ("fuel.co2[F02]@2025", "fuel.co2[F02]@2024")


def test_an_amount_changed_and_the_factor_did_not(sample: Workbench) -> None:
    one = row(told(sample), "液化石油气")
    assert one.reason == "数量变了，因子没变：净消耗量 3.42 → 5.64 t（+64.9 %）"  # (5.64 - 3.42) / 3.42


def test_a_factor_changed_and_the_amount_did_not(sample: Workbench) -> None:
    same_as_last_year(sample, "heat.amount", "R01")
    one = row(told(sample), "净购入热力")
    # 0.0952 / 0.11 - 1
    assert one.reason == "因子变了，数量没变：热力排放因子 0.11 → 0.0952 tCO₂/GJ（−13.5 %）"


def test_both_changed(sample: Workbench) -> None:
    reason = row(told(sample), "净购入热力").reason
    assert reason.startswith(
        "数量变了：购入热量 9,484.94 → 9,120.8 GJ（−3.8 %）；因子也变了：热力排放因子 0.11"
    )


def test_a_measured_value_in_the_place_of_the_default_is_a_changed_factor(sample: Workbench) -> None:
    same_as_last_year(sample, "fuel.amount", "F02")
    sample.set_answer(Place("fuel.ncv_measured", "F02", "2025"), "42.652", "GJ/t")
    reason = row(told(sample), "柴油").reason
    assert reason.startswith("因子变了，数量没变：平均低位发热量 43.33 → 42.652 GJ/t（−1.6 %）")


def test_nothing_changed(sample: Workbench) -> None:
    same_as_last_year(sample, "fuel.amount", "F02")
    one = row(told(sample), "柴油")
    assert (one.reason, one.change) == ("数量和因子都没变", "0.00")


def test_new_and_gone(sample: Workbench) -> None:
    zero = {Place("fuel.amount", "F05", month): Answer("0", "t") for month in months_of("2024")}
    sample.set_answers(zero)
    one = row(told(sample), "乙炔")
    assert (one.reason, one.percent, one.change) == ("2024年没有这一项", "", "+3.32")
    sample.undo()
    sample.set_answers({Place("fuel.amount", "F05", month): Answer("0", "t") for month in months_of("2025")})
    one = row(told(sample), "乙炔")
    assert (one.reason, one.percent) == ("2025年没有这一项", "−100.0")


def test_what_is_missing_is_not_compared_and_says_so(sample: Workbench) -> None:
    sample.set_answer(Place("fuel.amount", "F02", "2024-05"), "")
    found = told(sample)
    one = row(found, "柴油")
    assert (one.before, one.change, one.reason) == ("", "", "2024年缺 1 项，比不了")
    assert found.rows[-2] == one
    assert found.rows[-1].change == ""
    assert found.title == "还有缺项，合计比不了；能比的在下面。"


def test_the_market_view_compares_market_totals(sample: Workbench) -> None:
    found = told(sample, view="market")
    assert found.rows[-1].change == "−4,691.02"
    assert found.rows[0].figure == "scope2.power_market@2025"


def test_a_year_that_is_not_in_the_project_is_said(sample: Workbench) -> None:
    found = told(sample, "2024")
    assert found.heads[0] == "2019年 tCO₂e"
    assert "项目里没有2023年，与2019年比。" in found.note
    # 22,996.68 - 16,232.39 ... rounded one by one, the parts are 0.01 off
    assert "相加与合计可差末位" in found.note
    assert "电力排放因子 0.7035 → 0.5500 tCO₂/MWh（−21.8 %）" in row(found, "净购入电力").reason


def test_the_first_year_has_nothing_to_compare_with(sample: Workbench) -> None:
    found = told(sample, "2019")
    assert (found.rows, found.title) == ((), "项目里没有比2019年更早的年度，没有可比的。")


def test_without_a_method_there_is_no_comparison(tmp_path: Path) -> None:
    bench = create(CATALOGUE, tmp_path / "e.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.energy"),), None)
    with bench.file:
        assert comparison(bench, "2025", "zh", "location") is None


def test_a_copy_has_plain_numbers(sample: Workbench) -> None:
    text = copied(told(sample), ("a", "b", "c", "d", "e", "f", "g"))
    assert text.splitlines()[1].split("\t")[:6] == [
        "净购入电力",
        "范围二",
        "16232.39",
        "15897.05",
        "-335.34",
        "-2.1",
    ]


@pytest.mark.slow
def test_of_every_published_example_the_changes_add_up_and_each_has_a_reason() -> None:
    """Beside each worked example, a year before with amounts a tenth smaller and contents one per cent larger."""
    compared = 0
    for id_, edition, example in each():
        inventory = computed(id_, edition, example)
        if inventory.compiled.method.kind != "inventory":
            continue
        year, before = example.year, str(int(example.year) - 1)
        answers = dict(inventory.project.answers)
        for place, answer in inventory.project.answers.items():
            if place.period[:4] == year:
                answers[Place(place.quantity, place.row, before + place.period[4:])] = less(place, answer)
        project = replace(inventory.project, years=(before, year), answers=MappingProxyType(answers))
        bench = Snapshot(CATALOGUE, project)
        bench._inventories[f"{id_}@{edition}"] = Inventory(inventory.compiled, inventory.book, project)
        *rows, total = told(bench, year).rows or ((),)
        compared += 1
        assert all(each.reason for each in rows), (id_, edition, example.id)
        if isinstance(total, Difference) and total.change:
            parts = sum(number(each.change) for each in rows)
            assert abs(parts - number(total.change)) <= Decimal("0.01") * len(rows), (
                id_,
                edition,
                example.id,
            )
    assert compared > 50


def less(place: Place, answer: Answer) -> Answer:
    """An amount a tenth smaller, a content one per cent larger; anything else as it was."""
    quantity = CATALOGUE.vocabulary.quantities.get(place.quantity)
    if quantity is None or quantity.kind != "number" or not answer.text:
        return answer
    by = Decimal("0.9") if quantity.fold == "sum" else Decimal("1.01")
    return replace(answer, text=str(read_number(answer.text) * by))
