"""PACT footprints in and out: both versions read, version 3 written and read back whole, and what is wrong said."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.pact_files import ID, PRODUCT, footprint, second
from zcdesk.domain.product_footprint import UNITS, ProductFootprint
from zcdesk.exchange.footprints import openlca_out, pact_rules
from zcdesk.exchange.footprints.pact_in import footprints, looks_like_one
from zcdesk.exchange.footprints.pact_out import NotPact, record, written
from zcdesk.exchange.guards import NotReadable

amounts = st.decimals(
    min_value=Decimal("0.0001"), max_value=Decimal(10) ** 9, allow_nan=False, allow_infinity=False, places=4
)
texts = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
made = st.builds(
    footprint,
    unit=st.sampled_from(sorted(UNITS)),
    amount=amounts,
    mass=amounts | st.just(Decimal(0)),
    excluding=amounts | amounts.map(lambda x: -x),
    including=amounts | amounts.map(lambda x: -x),
    product=texts,
    company=texts,
    boundary=texts | st.just(""),
    primary=amounts | st.none(),
    packaging=st.booleans() | st.none(),
    rules=st.lists(texts, max_size=2, unique=True).map(tuple),
    place=st.sampled_from([("", ""), ("geographyCountry", "CN"), ("geographyCountrySubdivision", "CN-JS")]),
    parts=st.fixed_dictionaries(
        {"fossilGhgEmissions": amounts, "fossilCarbonContent": amounts},
        optional={"biogenicCO2Uptake": amounts.map(lambda x: -x), "aircraftGhgEmissions": amounts},
    ),
)


@given(made)
def test_what_is_written_is_read_back_whole(given_: ProductFootprint) -> None:
    (back,) = footprints(written([given_]))
    assert back.footprint == given_
    assert back.doubts == ()


def test_several_are_the_answer_of_a_service() -> None:
    other = replace(footprint(), id="079e425a-464f-528d-341d-4a944a1dfd70")
    data = written([footprint(), other])
    assert [each.footprint for each in footprints(data)] == [footprint(), other]
    assert len(json.loads(data)["data"]) == 2


def test_numbers_are_written_as_texts_with_all_their_digits() -> None:
    told = record(footprint(excluding=Decimal("0.123456789012345678901234567890")))
    assert told["pcf"]["pcfExcludingBiogenicUptake"] == "0.12345678901234567890123456789"
    assert told["pcf"]["exemptedEmissionsPercent"] == "0"


def test_version_2_is_per_one_of_its_unit_whatever_the_product_holds() -> None:
    (back,) = footprints(second())
    assert back.footprint is not None
    assert (back.footprint.amount, back.footprint.unit, back.footprint.contained) == (1, "kilogram", 25)
    assert back.footprint.excluding == Decimal("1.63")
    assert back.footprint.parts["landUseChangeGhgEmissions"] == Decimal("0.1")  # dLucGhgEmissions
    assert (back.footprint.potentials, back.footprint.verified) == (("AR6",), {})
    assert back.footprint.primary == Decimal("12.9")


LACKING: dict[str, tuple[dict[str, Any], str]] = {
    "no id": ({"id": ""}, "'id' is missing"),
    "an id that is none": ({"id": "7"}, "'id' cannot be '7'"),
    "no company number": ({"company_ids": ()}, "'companyIds' is missing"),
    "a number that is no URN": ({"product_ids": ("Q235B",)}, "'productIds' cannot be"),
    "an unknown unit": ({"unit": "barrel"}, "'declaredUnitOfMeasurement' cannot be 'barrel'"),
    "no mass": ({"mass": None}, "'productMassPerDeclaredUnit' is missing"),
    "nothing declared": ({"amount": Decimal(0)}, "'declaredUnitAmount' cannot be '0'"),
    "no fossil part": ({"parts": {}}, "'fossilGhgEmissions' is missing"),
    "an uptake that is positive": (
        {"parts": {**footprint().parts, "biogenicCO2Uptake": Decimal(1)}}, "wrong sign: 1"
    ),
    "a part that version 3 does not have": (
        {"parts": {**footprint().parts, "dLucGhgEmissions": Decimal(1)}}, "has no 'dLucGhgEmissions'"
    ),
    "no potentials": ({"potentials": ()}, "'ipccCharacterizationFactors' is missing"),
    "a country that is none": ({"place": ("geographyCountry", "China")}, "'geographyCountry' cannot be 'China'"),
    "a period that runs backwards": ({"end": "2023-12-31T00:00:00Z"}, "runs backwards"),
    "a day without its time": ({"start": "2024-01-01"}, "'referencePeriodStart' cannot be '2024-01-01'"),
}  # fmt: skip


@pytest.mark.parametrize(("other", "told"), LACKING.values(), ids=LACKING)
def test_what_version_3_does_not_allow_is_not_written(other: dict[str, Any], told: str) -> None:
    with pytest.raises(NotPact) as bad:
        written([footprint(**other)])
    assert told in str(bad.value)


def test_the_record_has_what_the_published_definition_requires() -> None:
    told = record(footprint())
    assert {"id", "specVersion", "created", "status", "companyName", "companyIds", "productDescription", "productIds",
            "productNameCompany", "pcf"} <= told.keys()  # fmt: skip
    assert {"declaredUnitOfMeasurement", "declaredUnitAmount", "productMassPerDeclaredUnit", "referencePeriodStart",
            "referencePeriodEnd", "pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake", "fossilGhgEmissions",
            "fossilCarbonContent", "ipccCharacterizationFactors", "crossSectoralStandards",
            "exemptedEmissionsPercent"} <= told["pcf"].keys()  # fmt: skip
    assert record(footprint(description=""))["productDescription"] == ""


def changed(**pcf: Any) -> bytes:
    told = json.loads(written([footprint()]))
    told["pcf"].update(pcf)
    told["pcf"] = {name: value for name, value in told["pcf"].items() if value is not None}
    return json.dumps(told).encode()


UNUSABLE: dict[str, tuple[bytes, str]] = {
    "no value": (changed(pcfExcludingBiogenicUptake=None), "'pcfExcludingBiogenicUptake' is missing"),
    "a value that is no number": (changed(pcfExcludingBiogenicUptake="about 2"), "is no number: 'about 2'"),
    "a value out of all measure": (changed(pcfExcludingBiogenicUptake=1e300), "is no number"),
    "a value that is a list": (changed(pcfExcludingBiogenicUptake=[1]), "is no number"),
    "an unknown unit": (changed(declaredUnitOfMeasurement="barrel"), "unit 'barrel' is not known"),
    "no period": (changed(referencePeriodEnd=None), "'referencePeriodEnd' is missing"),
    "another version": (written([footprint()]).replace(b'"3.0.0"', b'"9.0.0"'), "Version 9.0.0"),
}


@pytest.mark.parametrize(("data", "told"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_record_that_cannot_be_used_says_why(data: bytes, told: str) -> None:
    (back,) = footprints(data)
    assert back.footprint is None
    assert told in back.wrong[0].en


def test_what_is_not_as_specified_and_does_not_hinder_is_a_doubt() -> None:
    (back,) = footprints(changed(ipccCharacterizationFactors=["GWP100"], productMassPerDeclaredUnit=None))
    assert back.footprint is not None
    assert {each.en for each in back.doubts} == {
        "'productMassPerDeclaredUnit' is missing.", "'ipccCharacterizationFactors' cannot be 'GWP100'.",
    }  # fmt: skip


REFUSED: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"{", "no sound JSON"),
    "another JSON": (b'{"a": 1}', "no PACT product footprint"),
    "too deep": (b"[" * 100_000, "no sound JSON"),
    "endless digits": (b'{"pcf": ' + b"9" * 100_000 + b"}", "no PACT product footprint"),
    "no number": (b'{"pcf": NaN}', "no sound JSON"),
    "another encoding": ('{"pcf": "产品"}'.encode("gb18030"), "cannot be read as UTF-8"),
    "nothing": (b"", "no sound JSON"),
    "too many": (b"[" + b'{"pcf":{}},' * 6000 + b'{"pcf":{}}]', "at most 5000 are read"),
}


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_file_of_footprints_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(NotReadable) as bad:
        footprints(data)
    assert told in bad.value.words.en


def test_a_file_is_known_without_reading_it_whole() -> None:
    assert looks_like_one(written([footprint()]))
    assert not looks_like_one(b'{"answers": []}')
    assert not looks_like_one(b"")


def test_moments() -> None:
    assert pact_rules.is_moment("2024-02-29T00:00:00Z")
    assert not pact_rules.is_moment("2023-02-29T00:00:00Z")
    assert not pact_rules.is_moment("2024-02-29")


def parts(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: json.loads(packed.read(name)) for name in packed.namelist()}


def test_an_openlca_package_holds_a_process_whose_references_are_all_there() -> None:
    gate = openlca_out.Gate((openlca_out.Input("electricity", Decimal("12.30"), "kWh"),), Decimal("0.4"))
    held = parts(openlca_out.package(footprint(), gate))
    assert held["olca-schema.json"] == {"schemaVersion": 2}
    process = held[f"processes/{ID}.json"]
    assert process["processType"] == "UNIT_PROCESS"
    product, gases, power = process["exchanges"]
    assert (product["amount"], product["isQuantitativeReference"], product["flow"]["name"]) == (
        1000,
        True,
        PRODUCT,
    )
    assert (gases["amount"], gases["isInput"], gases["unit"]["name"]) == (0.4, False, "kg")
    assert (power["amount"], power["isInput"], power["unit"]["name"]) == (12.3, True, "kWh")
    ids = {record["@id"] for name, record in held.items() if "/" in name}
    ids |= {
        unit["@id"]
        for name, record in held.items()
        if name.startswith("unit_groups/")
        for unit in record["units"]
    }
    referred = [
        each[kind]["@id"] for each in process["exchanges"] for kind in ("flow", "unit", "flowProperty")
    ]
    referred += [
        f["flowProperty"]["@id"]
        for n, r in held.items()
        if n.startswith("flows/")
        for f in r["flowProperties"]
    ]
    referred += [r["unitGroup"]["@id"] for n, r in held.items() if n.startswith("flow_properties/")]
    assert set(referred) <= ids


def test_an_openlca_package_without_inputs_states_the_whole_footprint_once() -> None:
    process = parts(openlca_out.package(footprint()))[f"processes/{ID}.json"]
    assert process["processType"] == "LCI_RESULT"
    assert [each["amount"] for each in process["exchanges"]] == [1000, 2140.5]


def test_openlca_amounts_keep_their_digits_and_packages_are_the_same_each_time() -> None:
    given_ = footprint(excluding=Decimal("0.1234567890123456789"))
    data = openlca_out.package(given_)
    assert data == openlca_out.package(given_)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"0.1234567890123456789" in packed.read(f"processes/{ID}.json")
