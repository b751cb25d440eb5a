"""Ledgers: a kilowatt-hour counts once, a certificate only while it is one, and a rule that is broken spoils."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calc.plant import project
from tests.conftest import CATALOGUE
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.readiness import Readiness
from zcdesk.domain.answer import Place
from zcdesk.domain.trace import Gap, Missing, Result, Traced

NATIONAL = CATALOGUE.scheme("cn.zero-carbon-factory", "2026")
BOOK = FactorBook(
    [CATALOGUE.factor_set(id_) for id_ in NATIONAL.scheme.method.factor_sets], CATALOGUE.vocabulary
)
YEAR = "2025"
Answer = tuple[str, ...]


def judged(rows: dict[str, str], *more: Answer, grid: str = "6000", trade: str = "1000") -> Readiness:
    base: tuple[Answer, ...] = (
        ("power.grid", "", YEAR, grid, "MWh"),
        ("power.green_trade", "", YEAR, trade, "MWh"),
        ("power.green_proven", "", YEAR, "yes"),
        ("power.direct", "", YEAR, "0", "MWh"),
        ("power.pv_self_used", "", YEAR, "3000", "MWh"),
        ("power.exported", "", YEAR, "0", "MWh"),
        ("power.certificates", "", YEAR, "0", "MWh"),
        ("green.claimed_away", "", YEAR, "none"),
        ("capture", "", "", "none"),
        ("ready.k1_electricity", "", "", "calorific"),
    )
    taken = {
        "energy.total": ("2000", "tce"),
        "energy.biomass": ("0", "tce"),
        "energy.power_used": ("10000", "MWh"),
    }

    def result(line: str, period: str) -> Result:
        if line not in taken:
            return Missing(frozenset({Gap("method", Place(line, "", period))}))
        return Traced(line, "", period, Decimal(taken[line][0]), taken[line][1], "line", source="test@1")

    outside = {line: (lambda period, line=line: result(line, period)) for line in NATIONAL.scheme.taken}
    return Readiness(NATIONAL, BOOK, project(rows, *base, *more, years=(YEAR,)), outside)


def number(found: Readiness, line: str, row: str = "") -> Decimal:
    result = found.inventory.line(line, YEAR, row)
    assert isinstance(result, Traced), (line, result)
    return result.number


def batch(
    row: str, count: int, made: str = "2025-03", used: str = "2025-12-20", sold: str = "no"
) -> list[Answer]:
    return [
        ("gec.count", row, "", str(count), "张"),
        ("gec.generated_on", row, "", made),
        ("gec.retired", row, "", "yes" if used else "no"),
        *([("gec.retired_on", row, "", used)] if used else []),
        ("gec.retirement", row, "", f"HX-{row}"),
        ("gec.sold", row, "", sold),
    ]


@given(
    grid=st.integers(0, 20_000),
    deals=st.lists(st.tuples(st.integers(0, 9_000), st.booleans()), min_size=1, max_size=3),
    batches=st.lists(st.integers(0, 9_000), min_size=1, max_size=3),
)
def test_trade_and_certificates_never_exceed_the_grid_offtake(
    grid: int, deals: list[tuple[int, bool]], batches: list[int]
) -> None:
    rows, answers = {}, []
    for index, (settled, proven) in enumerate(deals):
        row = f"J{index + 1:02d}"
        rows[row] = "deal"
        answers += [
            ("deal.settled", row, YEAR, str(settled), "MWh"),
            ("deal.proven", row, YEAR, "yes" if proven else "no"),
        ]
    for index, count in enumerate(batches):
        row = f"J{index + 11}"
        rows[row] = "gec"
        answers += batch(row, count)
    found = judged(rows, *answers, grid=str(grid), trade="0")
    proven_sum = sum(settled for settled, proven in deals if proven)
    green, covered = number(found, "national.green"), number(found, "national.covered")
    assert green == min(proven_sum, grid)
    assert covered == min(sum(batches), grid - green)
    assert number(found, "national.nonfossil") == (3000 + green + covered) * Decimal("0.1229")


@pytest.mark.parametrize(
    ("made", "used", "sold", "counts"),
    [
        ("2025-03", "2025-12-20", "no", 400),
        ("2025-01", "2026-12-31", "no", 400),  # the 24th month from generation, itself counted
        ("2025-01", "2027-01-01", "no", 0),  # the 25th
        ("2024-12", "2025-06-30", "no", 0),  # of another year
        ("2025-03", "", "no", 0),  # not retired
        ("2025-03", "2025-12-20", "yes", 0),  # passed on
    ],
)
def test_a_certificate_counts_for_the_year_of_its_generation_while_it_is_valid(
    made: str, used: str, sold: str, counts: int
) -> None:
    found = judged({"J01": "gec"}, *batch("J01", 400, made, used, sold))
    assert number(found, "national.batch", "J01") == counts


def verdicts(found: Readiness) -> dict[str, str]:
    return {each.criterion.id: each.levels[0].verdict for each in found.assessed(YEAR)}


def test_what_breaks_a_rule_leaves_the_share_unknown_and_the_physical_share_alone() -> None:
    applicant = ("ready.applicant", "", "", "manufacturer")
    good = judged({"J01": "gec", "J02": "gec"}, applicant, *batch("J01", 2000), *batch("J02", 500))
    assert (verdicts(good)["k2"], verdicts(good)["k3"]) == (
        "met",
        "met",
    )  # (3000 + 1000 + 2500) * 0.1229 / 2000
    twice = [each if each[0] != "gec.retirement" else (*each[:3], " hx-j01 ") for each in batch("J02", 500)]
    for broken in (
        twice,
        batch("J02", 500, "2025-01", "2027-03-01"),  # past its validity
        batch("J02", 500, sold="yes"),  # retired and passed on
        batch("J02", 9000),  # more than was taken from the grid
    ):
        spoilt = judged({"J01": "gec", "J02": "gec"}, applicant, *batch("J01", 2000), *broken)
        assert (verdicts(spoilt)["k2"], verdicts(spoilt)["k3"]) == ("unknown", "met"), broken


def test_certificates_that_went_to_others_take_physical_supply_away() -> None:
    found = judged({}, ("green.claimed_away", "", YEAR, "2500", "MWh"), ("gec", "", "", "none"))
    assert number(found, "national.physical") == 500
    assert number(found, "national.physical_share") == Decimal(5)  # [%]


def test_a_meter_that_is_not_required_is_not_counted() -> None:
    points = (("yes", "yes"), ("yes", "no"), ("no", "yes"))
    answers = [
        answer
        for index, (required, automatic) in enumerate(points)
        for answer in (
            ("point.required", f"J{index + 1:02d}", "", required),
            ("point.automatic", f"J{index + 1:02d}", "", automatic),
        )
    ]
    found = judged({f"J{index + 1:02d}": "point" for index in range(3)}, *answers)
    assert number(found, "national.collected") == 50  # [%]


def test_a_row_left_half_filled_leaves_the_rate_unknown() -> None:
    found = judged(
        {"J01": "point", "J02": "point"},
        ("point.required", "J01", "", "yes"),
        ("point.automatic", "J01", "", "yes"),
    )
    assert isinstance(found.inventory.line("national.collected", YEAR), Missing)


def test_a_single_contract_takes_the_trade_of_the_electricity_page_and_several_are_told_each() -> None:
    one = [("deal.proven", "J01", YEAR, "yes")]
    assert number(judged({"J01": "deal"}, *one, trade="700"), "national.traded") == 700
    none = [("deal.proven", "J01", YEAR, "no")]
    assert number(judged({"J01": "deal"}, *none, trade="700"), "national.traded") == 0
    two = [*one, ("deal.proven", "J02", YEAR, "yes"), ("deal.settled", "J02", YEAR, "300", "MWh")]
    result = judged({"J01": "deal", "J02": "deal"}, *two, trade="700").inventory.line("national.traded", YEAR)
    assert isinstance(result, Missing)
    assert {gap.place for gap in result.gaps} == {Place("deal.settled", "J01", YEAR)}


def test_a_single_source_takes_what_the_electricity_page_says_and_several_are_told_each() -> None:
    assert (
        number(judged({"J01": "greensource"}), "national.sources") == 3000
    )  # own PV use 3000 + direct line 0
    found = judged(
        {"J01": "greensource", "J02": "greensource"}, ("greensource.used", "J02", YEAR, "900", "MWh")
    )
    result = found.inventory.line("national.sources", YEAR)
    assert isinstance(result, Missing)
    assert {gap.place for gap in result.gaps} == {Place("greensource.used", "J01", YEAR)}
