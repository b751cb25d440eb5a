"""A doubt that a person has answered for: a note with its reason, until the figure is another one."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from tests.calc.plant import inventory, months, project
from zcdesk.calc.review import findings
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import CONFIRM, REASON, Finding, confirm_key
from zcdesk.domain.project import Project

GAS = [("fuel.kind", "F01", "", "natural_gas")]


def gas(now: str, *more: tuple[str, ...]) -> Project:
    """Gas of two years, month by month; ten a month in the earlier one."""
    held = project(
        {"F01": "fuel"},
        *GAS,
        *months("fuel.amount", "F01", "2022", ["10"] * 12),
        *months("fuel.amount", "F01", "2023", [now] * 12),
        *more,
    )
    return replace(held, years=("2022", "2023"))


def jumps(held: Project) -> list[Finding]:
    return [each for each in findings(inventory(held), "2023") if each.code == "jump"]


def test_a_jump_of_a_year_made_from_months_offers_a_key_that_holds_its_figure() -> None:
    (found,) = jumps(gas("17"))  # 12 * 17 = 204
    assert found.severity == "warning"
    assert confirm_key(found).endswith(":fuel.amount[F01]@2023:204")


def test_confirmed_with_a_reason_it_is_a_note_that_says_so() -> None:
    held = gas("17")
    (open_,) = jumps(held)
    said = replace(held, settings=MappingProxyType({confirm_key(open_): "lin: second boiler"}))
    (found,) = jumps(said)
    assert (found.severity, dict(found.details)[REASON]) == ("note", "lin: second boiler")
    assert found.place == open_.place
    assert confirm_key(found) == ""
    assert dict(found.details)[CONFIRM] == confirm_key(open_)


def test_another_figure_is_doubtful_anew() -> None:
    (open_,) = jumps(gas("17"))
    later = replace(gas("18"), settings=MappingProxyType({confirm_key(open_): "lin: second boiler"}))
    assert [each.severity for each in jumps(later)] == ["warning"]


def test_a_remark_beside_one_month_does_not_speak_for_the_year() -> None:
    held = gas("17")
    place = Place("fuel.amount", "F01", "2023-04")
    noted = dict(held.answers) | {place: replace(held.answers[place], note="meter read late")}
    assert [each.severity for each in jumps(replace(held, answers=MappingProxyType(noted)))] == ["warning"]


def test_an_answer_is_settled_as_it_was_typed_and_doubtful_anew_when_it_is_another_one() -> None:
    held = gas("10", ("fuel.ncv_measured", "F01", "2023", "55", "MJ/Nm3"))
    at = Place("fuel.ncv_measured", "F01", "2023")

    def far(held: Project) -> Finding:
        return next(each for each in findings(inventory(held), "2023") if each.code == "far_from_default")

    open_ = far(held)
    assert confirm_key(open_).endswith(":fuel.ncv_measured[F01]@2023:55 MJ/Nm3")
    said = replace(held, settings=MappingProxyType({confirm_key(open_): "lin: LNG, test report 12"}))
    assert far(said).severity == "note"
    later = dict(said.answers) | {at: replace(held.answers[at], text="56", note="LNG, test report 12")}
    assert far(replace(said, answers=MappingProxyType(later))).severity == "warning"


def test_not_known_for_a_measured_value_takes_the_default_as_a_note_and_no_doubt() -> None:
    bare = [(table, "", "", "none") for table in ("heat", "biomass", "weld", "fgas")]
    power = [(f"power.{part}", "", "2023", "none") for part in ("grid", "green_trade", "exported", "direct")]
    power += [("power.pv_self_used", "", "2023", "none"), ("power.certificates", "", "2023", "none")]
    chosen = [("power.factor_level", "", "", "national"), ("power.market_factor", "", "", "location")]
    unknown = ("fuel.oxidation_measured", "F01", "2023", "default")
    held = gas("10", *bare, *power, *chosen, unknown)
    found = [each for each in findings(inventory(held), "2023") if each.code == "default_taken"]
    assert [each.severity for each in found] == ["note"]
