"""Suppliers' footprints taken as own factors of purchased goods, or kept where none are asked for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CATALOGUE
from tests.exchange.pact_files import ID, PRODUCT, footprint, second
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, RowChange
from zcdesk.domain.product_footprint import ProductFootprint
from zcdesk.domain.project import Row
from zcdesk.exchange.footprints.pact_out import written
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.intake.pact_taking import READER, accept, preview
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of


def plant(path: Path, method: str = "iso.14064") -> Workbench:
    return create(CATALOGUE, path, "lin", ("2024", "2025"), (pin_of(CATALOGUE, method),), None)


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return plant(tmp_path / "a.zcd")


def seen(bench: Workbench, *made: ProductFootprint, **options: Any) -> Preview:
    return preview(bench, written(made), "pcf.json", Options(**options))


def reason(found: Preview) -> str:
    (cell,) = found.cells
    assert cell.state == "refused"
    assert cell.reason is not None
    return cell.reason.en


def with_row(bench: Workbench, name: str, item: str) -> None:
    named = {"goods.name": name, "goods.category": "c01", "goods.item": item}
    changes = [AnswerChange(Place(quantity, "P01"), None, Answer(text)) for quantity, text in named.items()]
    bench.commit("row", [RowChange("P01", None, Row("P01", "goods")), *changes])


def test_a_footprint_makes_a_row_with_its_factor_and_its_file(bench: Workbench) -> None:
    data = written([footprint()])
    assert incoming.reader_of(data, "pcf.json") is READER
    found = seen(bench, footprint())
    (cell,) = found.cells
    assert (cell.state, found.year, found.rows) == ("new", "2025", ("P01",))
    number, evidence = accept(bench, found, data, "pcf.json")
    assert number
    answers = bench.project.answers
    assert answers[Place("goods.name", "P01")].text == PRODUCT
    factor = answers[Place("goods.factor_own", "P01", "2025")]
    assert (factor.text, factor.unit) == ("=2140.5/1000", "kgCO2e/kg")  # per 1000 kg
    assert [cite.evidence for cite in factor.evidence] == [evidence]
    assert "采矿至出厂" in factor.note
    assert "某认证公司 核查" in factor.note
    held = bench.project.evidence[evidence]
    assert (held.kind, held.issuer, held.date) == ("certificate", "江城钢铁有限公司", "2025-04-30")
    (inventory,) = bench.inventories().values()
    resolved = inventory.resolver.unit_text(CATALOGUE.vocabulary.quantities["goods.factor_own"], "P01")
    assert inventory.resolver.ratio("kgCO2e/kg", resolved) == 1  # kg per kg is t per t
    bench.undo()
    assert not bench.project.rows
    assert not bench.project.evidence


def test_a_row_of_that_name_or_number_is_used(bench: Workbench) -> None:
    with_row(bench, "Q235B", "hot_strip")  # the number in the product's URN
    found = seen(bench, footprint())
    assert found.rows == ()
    assert found.cells[0].place == Place("goods.factor_own", "P01", "2025")


def test_a_row_by_mass_takes_a_piece_by_its_mass(bench: Workbench) -> None:
    with_row(bench, PRODUCT, "other_by_mass")
    piece = footprint(
        unit="piece",
        amount=Decimal(1),
        mass=Decimal("2.5"),
        excluding=Decimal("7.7"),
        including=Decimal("7.2"),
    )
    found = seen(bench, piece)
    assert found.cells[0].after == "=7.7/2.5 kgCO₂e/kg"
    assert {"by the mass of 2.5 kg", "biogenic uptake"} <= {
        part
        for note in found.notes
        for part in ("by the mass of 2.5 kg", "biogenic uptake")
        if part in note.en
    }


def test_a_unit_that_does_not_convert_is_refused(bench: Workbench) -> None:
    with_row(bench, PRODUCT, "other_by_piece")
    assert "does not convert to 件" in reason(seen(bench, footprint(mass=Decimal(0))))


def test_the_year_is_the_newest_in_which_it_holds(bench: Workbench) -> None:
    assert seen(bench, footprint(), year="2024").year == "2024"
    old = footprint(start="2019-01-01T00:00:00Z", end="2019-12-31T00:00:00Z")
    assert "no year of the project lies" in reason(seen(bench, old))
    short = footprint(valid_from="2024-01-01T00:00:00Z", valid_to="2024-12-31T00:00:00Z")
    assert seen(bench, short).year == "2024"


def test_a_footprint_is_taken_once_and_a_withdrawn_one_never(bench: Workbench) -> None:
    data = written([footprint()])
    accept(bench, seen(bench, footprint()), data, "pcf.json")
    assert f"({ID}) was read before, as evidence E-001" in reason(seen(bench, footprint()))
    assert "deprecated" in reason(
        seen(bench, footprint(id="079e425a-464f-528d-341d-4a944a1dfd70", status="Deprecated"))
    )


def test_version_2_is_taken_per_kilogram(bench: Workbench) -> None:
    found = preview(bench, second(), "pcf.json")
    assert found.cells[0].after == "1.63 kgCO₂e/kg"


def test_several_products_of_one_file_have_a_row_each(bench: Workbench) -> None:
    other = footprint(id="079e425a-464f-528d-341d-4a944a1dfd70", product="角钢", product_ids=("urn:a:b:L50",))
    found = seen(bench, footprint(), other)
    assert found.rows == ("P01", "P02")
    number, _ = accept(bench, found, written([footprint(), other]), "pcf.json")
    assert number
    assert len(bench.project.evidence) == 1


def test_a_project_that_asks_for_no_goods_keeps_the_file(tmp_path: Path) -> None:
    bench = plant(tmp_path / "b.zcd", "cn.machinery")
    found = seen(bench, footprint())
    assert "does not ask for purchased goods" in reason(found)
    assert found.cells[0].after == "2140.5 kgCO₂e/1000 kg"
    number, evidence = accept(bench, found, written([footprint()]), "pcf.json")
    assert number
    assert PRODUCT in bench.project.evidence[evidence].title


def test_what_cannot_be_read_changes_nothing(bench: Workbench) -> None:
    with pytest.raises(Refused):
        preview(bench, b"{", "pcf.json")
    broken = written([footprint()]).replace(b'"2140.5"', b'"about"')
    found = preview(bench, broken, "pcf.json")
    assert "no number" in reason(found)
    assert accept(bench, found, broken, "pcf.json") == (0, "")
