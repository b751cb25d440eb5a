"""Rules of the PACT data model: names, what must be there, and how values are written.

References
----------
.. [1] WBCSD, PACT Technical Specifications, version 3.0, data model and OpenAPI definition (spec/v3/openapi.yaml of
       github.com/wbcsd/data-exchange-protocol).
.. [2] The same, version 2.3 (spec/v2), of which versions 2.0 to 2.2 hold a part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from zcdesk.domain.day import day
from zcdesk.domain.product_footprint import UNITS, ProductFootprint
from zcdesk.domain.words import Words

CURRENT = "3.0.0"

POSITIVE = (
    "fossilGhgEmissions", "fossilCarbonContent", "biogenicCarbonContent", "recycledCarbonContent",
    "landUseChangeGhgEmissions", "landCarbonLeakage", "landManagementFossilGhgEmissions",
    "landManagementBiogenicCO2Emissions", "biogenicNonCO2Emissions", "landAreaOccupation", "aircraftGhgEmissions",
    "packagingGhgEmissions", "packagingBiogenicCarbonContent", "outboundLogisticsGhgEmissions", "ccuCarbonContent",
)  # fmt: skip
"""Parts of a footprint that are zero or more."""

NEGATIVE = (
    "landManagementBiogenicCO2Removals", "biogenicCO2Uptake", "ccsTechnologicalCO2Capture", "technologicalCO2Removals",
)  # fmt: skip
"""Parts of a footprint that are zero or less."""

RENAMED = {
    "dLucGhgEmissions": "landUseChangeGhgEmissions",
    "biogenicCarbonWithdrawal": "biogenicCO2Uptake",
    "otherBiogenicGhgEmissions": "biogenicNonCO2Emissions",
}
"""Parts in versions 2, and what version 3 calls them."""

PLACES = {
    "geographyRegionOrSubregion": re.compile(r"[A-Za-z -]{4,40}"),
    "geographyCountry": re.compile(r"[A-Z]{2}"),
    "geographyCountrySubdivision": re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}"),
}
QUALITY = ("technologicalDQR", "geographicalDQR", "temporalDQR")
COVERAGE = ("PCF calculation model", "PCF program", "product level")

UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
URN = re.compile(r"[uU][rR][nN]:\S+")
VERSION = re.compile(r"\d+\.\d+\.\d+(?:-\d{8})?")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})")
POTENTIAL = re.compile(r"AR\d+")
DECIMAL = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?")

LACKS = Words("缺“{name}”。", "'{name}' is missing.")
WRONG = Words("“{name}”的值“{value}”不对。", "'{name}' cannot be '{value}'.")
SIGN = Words("“{name}”的值 {value} 正负号不对。", "'{name}' has the wrong sign: {value}.")
TWO_PLACES = Words("地域写了不止一处。", "More than one geography is stated.")
BACKWARDS = Words(
    "数据期写反了：{start} 至 {end}。", "The reference period runs backwards: {start} to {end}."
)


def problems(made: ProductFootprint) -> tuple[Words, ...]:
    """What of a footprint is not as version 3 has it; nothing where it can be handed on."""
    found: list[Words] = []

    def held(name: str, value: object, good: bool) -> None:
        if value in ("", None, ()):
            found.append(LACKS.fill(name=name))
        elif not good:
            told = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            found.append(WRONG.fill(name=name, value=told[:60]))

    held("id", made.id, bool(UUID.fullmatch(made.id)))
    held("specVersion", made.version, bool(VERSION.fullmatch(made.version)))
    held("status", made.status, made.status in ("Active", "Deprecated"))
    held("companyName", made.company, True)
    held("productNameCompany", made.product, True)
    for name, urns in (("companyIds", made.company_ids), ("productIds", made.product_ids)):
        held(name, urns, all(URN.fullmatch(each) for each in urns))
    if made.classes:
        held("productClassifications", made.classes, all(URN.fullmatch(each) for each in made.classes))
    for name, moment in (
        ("created", made.created),
        ("referencePeriodStart", made.start),
        ("referencePeriodEnd", made.end),
    ):
        held(name, moment, is_moment(moment))
    for name, moment in (("validityPeriodStart", made.valid_from), ("validityPeriodEnd", made.valid_to)):
        if moment:
            held(name, moment, is_moment(moment))
    if is_moment(made.start) and is_moment(made.end) and made.start[:10] > made.end[:10]:
        found.append(BACKWARDS.fill(start=made.start[:10], end=made.end[:10]))
    held("declaredUnitOfMeasurement", made.unit, made.unit in UNITS)
    held("declaredUnitAmount", made.amount, made.amount > 0)
    held("productMassPerDeclaredUnit", made.mass, made.mass is not None and made.mass >= 0)
    held("pcfIncludingBiogenicUptake", made.including, True)
    for name in ("fossilGhgEmissions", "fossilCarbonContent"):
        held(name, made.parts.get(name), True)
    found += [
        SIGN.fill(name=name, value=value) for name, value in made.parts.items() if not _signed(name, value)
    ]
    held(
        "ipccCharacterizationFactors",
        made.potentials,
        all(POTENTIAL.fullmatch(each) for each in made.potentials),
    )
    held("crossSectoralStandards", made.standards, True)
    where, value = made.place
    if where:
        held(where, value, where in PLACES and bool(PLACES[where].fullmatch(value)))
    if made.quality:
        held("dqi", tuple(made.quality), set(made.quality) == set(QUALITY))
    return tuple(found)


def is_moment(text: str) -> bool:
    """Whether a text is a day with its time and zone."""
    match = MOMENT.fullmatch(text)
    return match is not None and day(match[1]) is not None


def _signed(name: str, value: Decimal) -> bool:
    return value >= 0 if name in POSITIVE else value <= 0 if name in NEGATIVE else True


def unknown(parts: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Names of parts that version 3 does not have."""
    return tuple(name for name in parts if name not in (*POSITIVE, *NEGATIVE))
