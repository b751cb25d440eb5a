"""A review that follows edits finds what a fresh one finds."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.plant import inventory, months, project
from zcdesk.calc.review import Review, findings
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.project import Project

PLANT = project(
    {"F01": "fuel", "F02": "fuel"},
    *[(table, "", "", "none") for table in ("heat", "biomass", "weld")],
    *[
        (f"power.{part}", "", "2023", "none")
        for part in ("green_trade", "exported", "direct", "pv_self_used")
    ],
    ("power.factor_level", "", "", "regional"),
    ("power.market_factor", "", "", "location"),
    ("site.grid_region", "", "", "CN-EAST"),
    ("fuel.kind", "F01", "", "diesel"),
    *months("fuel.amount", "F01", "2023", [str(number) for number in range(1, 13)]),
    *months("fuel.amount", "F01", "2022", ["10"] * 12),
    *months("site.output_value", "", "2023", ["500"] * 12),
    *months("fuel.cost", "F01", "2023", [str(number) for number in range(1, 13)]),
    *months("site.output_value", "", "2022", ["500"] * 12),
    ("power.grid", "", "2023", "100", "MWh"),
)

_rows = st.sampled_from(["F01", "F02"])
_places = st.one_of(
    st.builds(Place, st.just("fuel.kind"), _rows),
    st.builds(
        Place,
        st.sampled_from(["fuel.amount", "fuel.ncv_measured"]),
        _rows,
        st.sampled_from(["2023-01", "2023-12", "2023", "2022", "2022-03"]),
    ),
    st.builds(Place, st.just("power.grid"), st.just(""), st.sampled_from(["2023", "2023-05", "2022"])),
    st.builds(Place, st.sampled_from(["power.factor_level", "site.grid_region", "heat"])),
    st.builds(
        Place, st.just("fuel.cost"), st.just("F01"), st.sampled_from(["2023-01", "2023-02", "2022-03"])
    ),
    st.builds(
        Place,
        st.just("site.output_value"),
        st.just(""),
        st.sampled_from(["2023-01", "2023-02", "2022-01", "2022"]),
    ),
)
_answers = st.one_of(
    st.none(),
    st.builds(Answer, st.just(""), standing=st.sampled_from(["none", "default"])),
    st.builds(
        Answer,
        st.sampled_from(
            ["1", "-1", "900000", "3..4", "12万", "diesel", "natural_gas", "regional", "CN-EAST"]
        ),
        st.sampled_from(["", "t", "L", "MWh", "万Nm3"]),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_places, _answers), min_size=1, max_size=8))
def test_following_edits_is_looking_afresh(steps: list[tuple[Place, Answer | None]]) -> None:
    kept = inventory(PLANT)
    review = Review(kept)
    review.findings("2023")
    now: Project = PLANT
    for place, answer in steps:
        answers = {**now.answers, place: answer}
        now = replace(
            now, answers=MappingProxyType({key: held for key, held in answers.items() if held is not None})
        )
        kept.update(now, [place])
        review.follow([place])
        for year in ("2022", "2023"):
            assert review.findings(year) == findings(inventory(now), year)


def test_a_new_kind_of_fuel_is_judged_in_all_months_of_its_row() -> None:
    kept = inventory(PLANT)
    review = Review(kept)
    in_litres = {
        **PLANT.answers,
        Place("fuel.amount", "F01", "2023-01"): Answer("1", "L"),
    }
    kept.update(replace(PLANT, answers=in_litres), [Place("fuel.amount", "F01", "2023-01")])
    review.follow([Place("fuel.amount", "F01", "2023-01")])
    assert not [each for each in review.findings("2023") if each.severity == "error"]
    gas = {**in_litres, Place("fuel.kind", "F01"): Answer("natural_gas")}
    kept.update(replace(PLANT, answers=gas), [Place("fuel.kind", "F01")])
    review.follow([Place("fuel.kind", "F01")])
    # litres of diesel have a density, litres of a gas do not
    wrong = [each.place for each in review.findings("2023") if each.severity == "error"]
    assert wrong == [Place("fuel.amount", "F01", "2023-01")]
