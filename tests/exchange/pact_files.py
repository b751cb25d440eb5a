"""PACT footprints as files, made here by the published data model; companies and figures are made up."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from zcdesk.domain.product_footprint import ProductFootprint

ID = "f4b1225a-bd44-4c8e-861d-079e4e1dfd69"
COMPANY, PRODUCT = "江城钢铁有限公司", "热轧卷板 Q235B"


def footprint(**other: Any) -> ProductFootprint:
    """A footprint of a tonne of steel, whole by version 3."""
    told: dict[str, Any] = {
        "id": ID,
        "version": "3.0.0",
        "created": "2025-04-30T00:00:00Z",
        "status": "Active",
        "company": COMPANY,
        "company_ids": ("urn:company:example:jiangcheng",),
        "product": PRODUCT,
        "product_ids": ("urn:pact:jiangcheng.example:product-id:Q235B",),
        "description": "热轧卷板，转炉",
        "unit": "kilogram",
        "amount": Decimal(1000),
        "mass": Decimal(1000),
        "start": "2024-01-01T00:00:00Z",
        "end": "2024-12-31T23:59:59Z",
        "excluding": Decimal("2140.5"),
        "including": Decimal("2140.5"),
        "parts": {"fossilGhgEmissions": Decimal("2140.5"), "fossilCarbonContent": Decimal("1.5")},
        "place": ("geographyCountry", "CN"),
        "potentials": ("AR6",),
        "standards": ("ISO14067", "PACT-3.0"),
        "boundary": "采矿至出厂",
        "sources": (("CLCD", "0.9"),),
        "primary": Decimal("62.5"),
        "quality": {
            "technologicalDQR": Decimal("1.5"),
            "geographicalDQR": Decimal("1.0"),
            "temporalDQR": Decimal("2.4"),
        },
        "verified": {"providerName": "某认证公司", "completedAt": "2025-04-01T00:00:00Z"},
        "packaging": False,
    }
    return ProductFootprint(**{**told, **other})


def second(**other: Any) -> bytes:
    """A footprint of version 2: per kilogram, of a bag of 25 kg."""
    pcf = {
        "declaredUnit": "kilogram",
        "unitaryProductAmount": "25",
        "pCfExcludingBiogenic": "1.63",
        "pCfIncludingBiogenic": "1.85",
        "fossilGhgEmissions": "1.5",
        "fossilCarbonContent": "0",
        "biogenicCarbonContent": "0.41",
        "dLucGhgEmissions": "0.1",
        "characterizationFactors": "AR6",
        "ipccCharacterizationFactorsSources": ["AR6"],
        "crossSectoralStandardsUsed": ["ISO Standard 14067"],
        "boundaryProcessesDescription": "cradle to gate",
        "referencePeriodStart": "2024-01-01T00:00:00Z",
        "referencePeriodEnd": "2025-01-01T00:00:00Z",
        "geographyCountry": "CN",
        "exemptedEmissionsPercent": 0,
        "exemptedEmissionsDescription": "",
        "packagingEmissionsIncluded": False,
        "primaryDataShare": 12.9,
        "assurance": {"assurance": False, "providerName": ""},
        **other,
    }
    record = {
        "id": "91715e5e-fd0b-4d1c-8fab-76290c46e6ed",
        "specVersion": "2.0.0",
        "version": 1,
        "created": "2025-03-01T09:32:20Z",
        "status": "Active",
        "companyName": "Resin Corp",
        "companyIds": ["urn:uuid:1"],
        "productDescription": "Resin",
        "productIds": ["urn:gtin:5695872369587"],
        "productCategoryCpc": "6398",
        "productNameCompany": "Resin R1",
        "comment": "",
        "pcf": pcf,
    }
    return json.dumps({"data": record}).encode()
