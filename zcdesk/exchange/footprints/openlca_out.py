"""A footprint as an openLCA data package: JSON-LD in a zip, of schema version 2.

The format is the published one of GreenDelta [1]_, written here by itself: its Python package calls itself pre-alpha
and holds amounts as binary floats, and what is needed of it are five kinds of records. Amounts keep all their digits.

References
----------
.. [1] openLCA schema 2, https://greendelta.github.io/olca-schema: Process, Flow, FlowProperty, UnitGroup, Actor.
"""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zcdesk.domain.number import plain
from zcdesk.domain.product_footprint import UNITS, ProductFootprint

NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""Of the ids made here, by RFC 4122 from what they stand for: the same footprint gives the same package."""

Units = tuple[tuple[str, str, float], ...]

_MASS: tuple[str, str, str, str, Units] = (
    "Mass", "93a60a56-a3c8-11da-a746-0800200b9a66", "Units of mass", "93a60a57-a4c8-11da-a746-0800200c9a66",
    (("kg", "20aadc24-a391-41cf-b340-3e4529f44bde", 1.0),),
)  # fmt: skip
_ENERGY: tuple[str, str, str, str, Units] = (
    "Energy", "f6811440-ee37-11de-8a39-0800200c9a66", "Units of energy", "93a60a57-a3c8-11da-a746-0800200c9a66",
    (("MJ", "52765a6c-3896-43c2-b2f4-c679acf13efe", 1.0), ("kWh", "86ad2244-1f0e-4912-af53-7865283103e4", 3.6)),
)  # fmt: skip
MEASURES: Mapping[str, tuple[str, str, str, str, Units]] = {"kg": _MASS, "MJ": _ENERGY, "kWh": _ENERGY}
"""Measures that openLCA's own reference data have: property and its id, group and its id, units with id and ratio."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Input:
    """What goes into the product: a flow by name, amount and unit.

    Attributes
    ----------
    amount : Decimal
        Per declared unit. [unit]
    """

    name: str
    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What passes the gate of the plant for a declared unit, upstream left to the inputs.

    Attributes
    ----------
    inputs : tuple of Input
    direct : Decimal
        Emitted by the plant itself. [kgCO2e per declared unit]
    """

    inputs: tuple[Input, ...]
    direct: Decimal


def package(made: ProductFootprint, gate: Gate | None = None) -> bytes:
    """A zip that openLCA 2 imports: one process with its product and its greenhouse gases in CO2e.

    Parameters
    ----------
    gate : Gate or None
        Inputs and direct emissions, for a process that openLCA links upstream; None states the whole footprint as the
        emission of a system process. Never both, or upstream would count twice.
    """
    files: dict[str, dict[str, Any]] = {}
    unit = UNITS[made.unit] or made.unit
    product = _flow(files, f"product:{made.company}:{made.product}", made.product, unit, "PRODUCT_FLOW")
    gases = _flow(files, "emission:CO2e", "Greenhouse gases as CO2 equivalent", "kg", "ELEMENTARY_FLOW")
    exchanges = [
        _exchange(1, product, made.amount, unit, files, reference=True),
        _exchange(2, gases, made.excluding if gate is None else gate.direct, "kg", files),
    ]
    for number, each in enumerate(gate.inputs if gate is not None else (), start=3):
        flow = _flow(files, f"input:{each.name}:{each.unit}", each.name, each.unit, "PRODUCT_FLOW")
        exchanges.append(_exchange(number, flow, each.amount, each.unit, files, is_input=True))
    owner = _put(files, "actors", "Actor", f"actor:{made.company}", made.company, {})
    documented = {
        "@type": "ProcessDocumentation",
        "dataSetOwner": owner,
        "timeDescription": f"{made.start[:10]} – {made.end[:10]}",
        "validFrom": made.start[:10],
        "validUntil": (made.valid_to or made.end)[:10],
        "geographyDescription": made.place[1] or "Global",
        "technologyDescription": made.description,
        "completenessDescription": f"{plain(made.exempted)} % left out. {made.exempted_why}".strip(),
        "inventoryMethodDescription": "; ".join((*made.standards, *made.potentials)),
        "dataTreatmentDescription": made.allocation,
        "creationDate": made.created,
    }
    process = {
        "processType": "LCI_RESULT" if gate is None else "UNIT_PROCESS",
        "description": made.boundary,
        "processDocumentation": {name: value for name, value in documented.items() if value},
        "exchanges": exchanges,
        "lastInternalId": len(exchanges),
    }
    _put(files, "processes", "Process", f"process:{made.id}", made.product, process, made.id)
    return _zipped(files)


def _put(
    files: dict[str, dict[str, Any]],
    folder: str,
    kind: str,
    key: str,
    name: str,
    told: Mapping[str, Any],
    id_: str = "",
) -> dict[str, Any]:
    """Add a record, and give what refers to it."""
    id_ = id_ or str(uuid.uuid5(NAMESPACE, key))
    files[f"{folder}/{id_}.json"] = {"@type": kind, "@id": id_, "name": name, "version": "01.00.000", **told}
    return {"@type": kind, "@id": id_, "name": name}


def _measure(files: dict[str, dict[str, Any]], unit: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The property that a unit measures, and the unit, each as what refers to it."""
    property_, property_id, group, group_id, units = MEASURES.get(unit) or _own(unit)
    refers = {"@type": "FlowProperty", "@id": property_id, "name": property_}
    listed = [
        {"@type": "Unit", "@id": id_, "name": name, "isRefUnit": ratio == 1, "conversionFactor": ratio}
        for name, id_, ratio in units
    ]
    _put(
        files,
        "unit_groups",
        "UnitGroup",
        "",
        group,
        {"defaultFlowProperty": refers, "units": listed},
        group_id,
    )
    grouped = {"@type": "UnitGroup", "@id": group_id, "name": group}
    kind = {"flowPropertyType": "PHYSICAL_QUANTITY", "unitGroup": grouped}
    _put(files, "flow_properties", "FlowProperty", "", property_, kind, property_id)
    unit_id = next(id_ for name, id_, _ in units if name == unit)
    return refers, {"@type": "Unit", "@id": unit_id, "name": unit}


def _own(unit: str) -> tuple[str, str, str, str, Units]:
    """A measure that openLCA's reference data do not have, by the name of its unit."""
    property_id, group_id, unit_id = (
        str(uuid.uuid5(NAMESPACE, f"{kind}:{unit}")) for kind in ("p", "g", "u")
    )
    return f"Amount in {unit}", property_id, f"Units of {unit}", group_id, ((unit, unit_id, 1.0),)


def _flow(files: dict[str, dict[str, Any]], key: str, name: str, unit: str, kind: str) -> dict[str, Any]:
    property_, _ = _measure(files, unit)
    factor = {
        "@type": "FlowPropertyFactor",
        "isRefFlowProperty": True,
        "conversionFactor": 1.0,
        "flowProperty": property_,
    }
    return _put(files, "flows", "Flow", f"flow:{key}", name, {"flowType": kind, "flowProperties": [factor]})


def _exchange(
    number: int,
    flow: dict[str, Any],
    amount: Decimal,
    unit: str,
    files: dict[str, dict[str, Any]],
    is_input: bool = False,
    reference: bool = False,
) -> dict[str, Any]:
    property_, one = _measure(files, unit)
    return {
        "@type": "Exchange",
        "internalId": number,
        "amount": amount,
        "isInput": is_input,
        "isAvoidedProduct": False,
        "isQuantitativeReference": reference,
        "flow": flow,
        "unit": one,
        "flowProperty": property_,
    }


def _zipped(files: Mapping[str, dict[str, Any]]) -> bytes:
    """The records as a package; the same records give the same bytes."""
    import msgspec

    encoder = msgspec.json.Encoder(decimal_format="number")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        head = json.dumps({"schemaVersion": 2}).encode()
        for name, content in [("olca-schema.json", head)] + [
            (name, msgspec.json.format(encoder.encode(told), indent=2))
            for name, told in sorted(files.items())
        ]:
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
