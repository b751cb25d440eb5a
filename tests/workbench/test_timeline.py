"""Any two states compared, in words."""

from __future__ import annotations

from decimal import Decimal

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.project import Project
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.past.timeline import Total, differences, gap

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
PLACE = Place("power.grid", "", "2025-03")


def test_a_difference_says_before_and_after() -> None:
    then = Project(answers={PLACE: Answer("62", "MWh")})
    today = Project(answers={PLACE: Answer("6.2", "MWh")})
    (found,) = differences(CATALOGUE, then, today, "zh")
    assert (found.before, found.after) == ("62 MWh", "6.2 MWh")


def test_a_gap_is_signed_and_empty_where_a_total_is_not_counted() -> None:
    assert gap(Total("1", "t", Decimal(1)), Total("3.5", "t", Decimal("3.5"))) == "+2.50"  # 3.5 - 1
    assert gap(Total("—", "", None), Total("3.5", "t", Decimal("3.5"))) == ""
