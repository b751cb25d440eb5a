"""A certificate is typed in one place: the ledger feeds the inventory; what stands in both is told and counts once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calc.plant import project
from tests.calc.test_ledgers import batch, judged
from tests.calc.test_ledgers import number as judged_number
from tests.conftest import CATALOGUE
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.review import findings
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.trace import Missing, Traced, walk

YEAR = "2025"
METHODS = ("cn.machinery", "iso.14064")
COUNTED = "power.certificates_counted"


def plant(rows: dict[str, str], *more: tuple[str, ...], method: str = "cn.machinery") -> Inventory:
    compiled = CATALOGUE.method(method, CATALOGUE.editions[method][-1])
    sets = [CATALOGUE.factor_set(id_) for id_ in compiled.method.factor_sets]
    base = (
        ("power.grid", "", YEAR, "6000", "MWh"),
        ("power.green_trade", "", YEAR, "none"),
        ("power.exported", "", YEAR, "1000", "MWh"),
    )
    return Inventory(
        compiled, FactorBook(sets, CATALOGUE.vocabulary), project(rows, *base, *more, years=(YEAR,))
    )


def number(found: Inventory, line: str = COUNTED) -> Decimal:
    result = found.line(line, YEAR)
    assert isinstance(result, Traced), result
    return result.number


def twice(found: Inventory) -> list[Finding]:
    return [each for each in findings(found, YEAR) if each.code == "certificates_twice"]


TYPED = ("power.certificates", "", YEAR, "700", "MWh")


@pytest.mark.parametrize("method", METHODS)
def test_the_ledger_feeds_the_market_view(method: str) -> None:
    found = plant({"J01": "gec", "J02": "gec"}, *batch("J01", 400), *batch("J02", 250), method=method)
    assert number(found) == 650  # 400 + 250
    assert number(found, "power.market_covered") == 650
    result = found.line(COUNTED, YEAR)
    assert isinstance(result, Traced)
    used = {(item.id, item.row) for item in walk(result) if item.kind == "answer"}
    assert {("gec.count", "J01"), ("gec.count", "J02")} <= used  # F2 leads to the rows
    assert twice(found) == []


@pytest.mark.parametrize("method", METHODS)
def test_without_a_ledger_the_answer_counts(method: str) -> None:
    assert number(plant({}, TYPED, method=method)) == 700
    assert isinstance(plant({}, method=method).line(COUNTED, YEAR), Missing)  # a missing input is never zero


@pytest.mark.parametrize("method", METHODS)
def test_what_stands_in_both_counts_by_the_ledger_and_is_told(method: str) -> None:
    found = plant({"J01": "gec"}, *batch("J01", 400), TYPED, method=method)
    assert number(found) == 400
    (finding,) = twice(found)
    assert finding.place == Place("power.certificates", "", YEAR)
    assert finding.severity == "warning"
    text = CATALOGUE.texts("findings")["certificates_twice"]
    assert "台账" in text.zh
    assert "{tells_1}" in text.zh
    assert dict(finding.details)["tells_1"].startswith("400")


@pytest.mark.parametrize(
    ("made", "used", "sold", "counts"),
    [
        ("2025-03", "2025-12-20", "no", 400),
        ("2025-01", "2026-12-31", "no", 400),
        ("2025-01", "2027-01-01", "no", 0),  # past its validity
        ("2025-03", "", "no", 0),  # not retired
        ("2025-03", "2025-12-20", "yes", 0),  # passed on
    ],
)
def test_what_does_not_count_in_the_ledger_does_not_come_in_by_the_answer(
    made: str, used: str, sold: str, counts: int
) -> None:
    found = plant({"J01": "gec"}, *batch("J01", 400, made, used, sold), TYPED)
    assert number(found) == counts
    assert len(twice(found)) == 1


def test_a_month_has_no_certificates_of_its_own() -> None:
    found = plant({"J01": "gec"}, *batch("J01", 400))
    assert isinstance(
        found.line(COUNTED, "2025-03"), Missing
    )  # else each of twelve rows would tell those of the year


def test_a_year_of_which_the_ledger_has_nothing_keeps_its_answer() -> None:
    older = batch("J01", 400, "2024-03", "2024-12-20")
    assert number(plant({"J01": "gec"}, *older, TYPED)) == 700
    assert twice(plant({"J01": "gec"}, *older, TYPED)) == []
    assert number(plant({"J01": "gec"}, *older)) == 0  # the ledger is kept, and has none of this year


def test_a_row_that_is_not_filled_in_leaves_it_open() -> None:
    found = plant({"J01": "gec"}, ("gec.count", "J01", "", "400", "张"))
    result = found.line(COUNTED, YEAR)
    assert isinstance(result, Missing)
    assert {gap.place.quantity for gap in result.gaps} == {
        "gec.generated_on",
        "gec.retired",
        "gec.retired_on",
        "gec.sold",
    }


@given(
    counts=st.lists(st.integers(0, 3000), max_size=3),
    typed=st.one_of(st.none(), st.integers(0, 3000)),
    older=st.booleans(),
)
def test_inventory_and_scheme_count_the_same_and_never_both(
    counts: list[int], typed: int | None, older: bool
) -> None:
    rows = {f"J{index:02d}": "gec" for index in range(1, len(counts) + 1)}
    answers = [
        answer
        for index, count in enumerate(counts, start=1)
        for answer in batch(
            f"J{index:02d}", count, *(("2024-05", "2024-12-20") if older and index == 1 else ())
        )
    ]
    if typed is not None or not counts:
        answers.append(("power.certificates", "", YEAR, str(typed or 0), "MWh"))
    here = number(plant(rows, *answers))
    assert judged_number(judged(rows, *answers), "national.certificates") == here
    ledger = sum(count for index, count in enumerate(counts) if not (older and index == 0))
    assert here in (ledger, typed or 0)
    if ledger and typed:
        assert here == ledger  # not ledger + typed


def numbered(first: str, second: str) -> list[Finding]:
    rows = {"J01": "gec", "J02": "gec"}
    told = [("gec.retirement", "J01", "", first), ("gec.retirement", "J02", "", second)]
    plain = [each for row in rows for each in batch(row, 100) if each[0] != "gec.retirement"]
    return [each for each in findings(plant(rows, *plain, *told), YEAR) if each.code == "said_twice"]


def test_a_retirement_entered_twice_is_found_although_no_scheme_is_followed() -> None:
    (found,) = numbered("HX-7", "ＨＸ 7".replace(" ", "-"))
    assert found.place == Place("gec.retirement", "J02")
    details = dict(found.details)
    assert details["first"] == "J01"
    assert "622号" in details["clause"]
    assert numbered("HX-7", "HX-8") == []
