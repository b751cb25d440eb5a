"""PACT product footprints written as JSON of version 3; what would not be one is refused with everything it lacks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from zcdesk.domain.number import plain
from zcdesk.domain.product_footprint import ProductFootprint
from zcdesk.domain.words import Words
from zcdesk.exchange.footprints import pact_rules


class NotPact(Exception):
    """A footprint that lacks what the specification needs.

    Attributes
    ----------
    name : str
        The product.
    problems : tuple of Words
    """

    def __init__(self, name: str, problems: tuple[Words, ...]) -> None:
        super().__init__(f"{name}: {' '.join(each.en for each in problems)}")
        self.name = name
        self.problems = problems


def written(made: Iterable[ProductFootprint]) -> bytes:
    """Footprints as a file: one as a record, several as the answer of a PACT service, ``{"data": [...]}``.

    Raises
    ------
    NotPact
        If one is not as version 3 has it; nothing is written then.
    """
    records = [record(each) for each in made]
    whole: object = records[0] if len(records) == 1 else {"data": records}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def record(given: ProductFootprint) -> dict[str, Any]:
    """A footprint by the names of version 3; numbers are texts there, so that none of their digits is lost.

    Raises
    ------
    NotPact
    """
    made = replace(given, version=pact_rules.CURRENT)
    wrong = (*pact_rules.problems(made), *(_no_part(name) for name in pact_rules.unknown(made.parts)))
    if wrong:
        raise NotPact(made.product, tuple(wrong))
    told: dict[str, Any] = {
        "id": made.id,
        "specVersion": made.version,
        "created": made.created,
        "status": made.status,
        "validityPeriodStart": made.valid_from,
        "validityPeriodEnd": made.valid_to,
        "companyName": made.company,
        "companyIds": list(made.company_ids),
        "productDescription": made.description,
        "productIds": list(made.product_ids),
        "productClassifications": list(made.classes),
        "productNameCompany": made.product,
        "comment": made.comment,
        "pcf": _pcf(made),
    }
    kept = ("productDescription",)  # may be empty, must be there
    return {name: value for name, value in told.items() if name in kept or value not in ("", [])}


def _pcf(made: ProductFootprint) -> dict[str, Any]:
    where, value = made.place
    told: dict[str, Any] = {
        "declaredUnitOfMeasurement": made.unit,
        "declaredUnitAmount": _number(made.amount),
        "productMassPerDeclaredUnit": _number(made.mass),
        "referencePeriodStart": made.start,
        "referencePeriodEnd": made.end,
        **({where: value} if where else {}),
        "boundaryProcessesDescription": made.boundary,
        "pcfExcludingBiogenicUptake": _number(made.excluding),
        "pcfIncludingBiogenicUptake": _number(made.including),
        **{name: _number(part) for name, part in made.parts.items()},
        "packagingEmissionsIncluded": made.packaging,
        "ipccCharacterizationFactors": list(made.potentials),
        "crossSectoralStandards": list(made.standards),
        "productOrSectorSpecificRules": [
            {"operator": "Other", "ruleNames": list(made.rules), "otherOperatorName": made.rules[0]}
        ]
        if made.rules
        else [],
        "exemptedEmissionsPercent": _number(made.exempted),
        "exemptedEmissionsDescription": made.exempted_why,
        "allocationRulesDescription": made.allocation,
        "secondaryEmissionFactorSources": [
            {"name": name, "version": version} for name, version in made.sources
        ],
        "primaryDataShare": _number(made.primary),
        "dqi": {name: _number(made.quality[name]) for name in pact_rules.QUALITY if name in made.quality},
        "verification": {
            name: text
            for name, text in made.verified.items()
            if name != "coverage" or text in pact_rules.COVERAGE
        },
    }
    return {name: value for name, value in told.items() if value not in ("", None, [], {})}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _no_part(name: str) -> Words:
    return Words(f"第 3 版没有“{name}”。", f"Version 3 has no '{name}'.")
