"""What another page answers is not offered to be stated as none: certificates of the ledger."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import carrying, guide
from zcdesk.workbench.workbench import pin_of


def test_certificates_of_the_ledger_are_not_offered_as_none(tmp_path: Path) -> None:
    bench = create(
        CATALOGUE, tmp_path / "c.zcd", "lin", ("2024", "2025"), (pin_of(CATALOGUE, "cn.machinery"),), None
    )
    with bench.file:
        asked = Place("power.certificates", "", "2024")
        bench.set_answers({asked: Answer("", "", "none")})
        offer = carrying.offered(bench, "power", "2025")
        assert offer is not None
        assert [each.place.quantity for each in offer.statements] == ["power.certificates"]
        row = bench.add_row("gec", "GEC 1—400")
        bench.set_answers({Place("gec.count", row): Answer("400", "张")})
        assert carrying.offered(bench, "power", "2025") is None
        quantity = CATALOGUE.vocabulary.quantities["power.certificates"]
        for place, text in (
            ("generated_on", "2025-03"),
            ("retired", "yes"),
            ("retired_on", "2025-12-01"),
            ("sold", "no"),
        ):
            bench.set_answer(Place(f"gec.{place}", row), text)
        assert (
            guide.otherwise(bench, quantity, "", "2025") == "gec.count"
        )  # the line says so, and asks for nothing
        assert "gec" in [page.id for page in guide.pages(bench)]  # without any scheme
