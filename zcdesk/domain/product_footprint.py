"""Product footprint: what a supplier states of a product's carbon, or what is handed on, as plain values.

The names follow the PACT data model of WBCSD, version 3; versions 2 are brought into it when they are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from zcdesk.domain.record import dataclass

UNITS: Mapping[str, str] = {
    "liter": "L",
    "kilogram": "kg",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "t·km",
    "square meter": "m2",
    "piece": "件",
    "hour": "h",
    "megabit second": "",
}
"""Units of measurement of a declared unit, and the same in the vocabulary; ``""`` where it has none."""


@dataclass(frozen=True, slots=True)
class ProductFootprint:
    """A footprint from cradle to gate.

    Attributes
    ----------
    id : str
        UUID.
    version : str
        Of the specification: ``3.0.0``.
    created, start, end : str
        ISO 8601; the period that the data are of.
    valid_from, valid_to : str
        ISO 8601; ``""`` not stated: three years from `end`.
    status : str
        ``Active`` or ``Deprecated``.
    company, product : str
        Names.
    company_ids, product_ids, classes : tuple of str
        URNs.
    description, comment, boundary : str
    unit : str
        Key of `UNITS`.
    amount : Decimal
        How many of it the declared unit is. [unit]
    contained : Decimal or None
        Only of versions 2: how many of it the product holds. [unit]
    mass : Decimal or None
        Of the product per declared unit, without packaging. [kg]
    excluding, including : Decimal
        Without and with uptake of biogenic carbon. [kgCO2e per declared unit]
    parts : mapping of str to Decimal
        Shares of it and carbon contents, by their names in version 3. [kgCO2e or kgC per declared unit]
    place : (str, str)
        ``geographyCountry`` or the like, and its value; both ``""`` for the world.
    potentials : tuple of str
        ``AR6``.
    standards, rules : tuple of str
    exempted : Decimal
        Share left out. [%]
    exempted_why, allocation : str
    sources : tuple of (str, str)
        Databases of secondary factors with their versions.
    primary : Decimal or None
        Share of primary data. [%]
    quality : mapping of str to Decimal
        Data quality ratings, by their names in version 3. [-]
    verified : mapping of str to str
        Who verified it, when, by which standard; empty where nobody did.
    packaging : bool or None
        Whether packaging is in it.
    """

    id: str
    version: str
    created: str
    status: str
    company: str
    company_ids: tuple[str, ...]
    product: str
    product_ids: tuple[str, ...]
    description: str
    unit: str
    amount: Decimal
    mass: Decimal | None
    start: str
    end: str
    excluding: Decimal
    including: Decimal | None
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    place: tuple[str, str] = ("", "")
    potentials: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    exempted: Decimal = Decimal(0)
    exempted_why: str = ""
    allocation: str = ""
    boundary: str = ""
    comment: str = ""
    classes: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    primary: Decimal | None = None
    quality: Mapping[str, Decimal] = field(default_factory=dict)
    verified: Mapping[str, str] = field(default_factory=dict)
    packaging: bool | None = None
    valid_from: str = ""
    valid_to: str = ""
    contained: Decimal | None = None
