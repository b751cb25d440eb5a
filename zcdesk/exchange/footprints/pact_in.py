"""PACT product footprints read from JSON, versions 2 and 3: each as plain values, or what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zcdesk.domain.product_footprint import UNITS, ProductFootprint
from zcdesk.domain.words import Words
from zcdesk.exchange import guards
from zcdesk.exchange.footprints import pact_rules
from zcdesk.exchange.guards import NotReadable

LARGEST = 16 * 1024 * 1024
"""Size of a file that is still read. [bytes]"""

MOST = 5000
"""Footprints of one file that are read."""

LONGEST = 4000
"""Characters of a text."""

NO_JSON = Words(
    "不是完好的 JSON（第 {line} 行）。请供应商重新导出。",
    "This is no sound JSON (line {line}). Ask the supplier to export it again.",
)
NO_TEXT = Words("JSON 的文字编码读不出来；应为 UTF-8。", "The JSON cannot be read as UTF-8.")
NO_PACT = Words(
    "里面没有 PACT 产品碳足迹：找不到有 pcf 的记录。",
    "It holds no PACT product footprint: there is no record with a 'pcf'.",
)
TOO_MANY = Words("里面有 {n} 个产品，最多读 {most} 个。", "It holds {n} products; at most {most} are read.")
OTHER_VERSION = Words(
    "规范版本 {version} 不认识；能读 2 和 3。",
    "Version {version} of the specification is not known: 2 and 3 are.",
)
NO_UNIT = Words("申报单位“{unit}”不认识。", "The declared unit '{unit}' is not known.")
NO_NUMBER = Words("“{name}”的值“{value}”不是数。", "'{name}' is no number: '{value}'.")
LACKS = pact_rules.LACKS


@dataclass(frozen=True, slots=True)
class Given:
    """One record of a file.

    Attributes
    ----------
    name : str
        The product, or the id, or its number in the file.
    footprint : ProductFootprint or None
        None where it cannot be used.
    wrong : tuple of Words
        Why it cannot be used.
    doubts : tuple of Words
        What of it is not as the specification has it, and does not hinder.
    """

    name: str
    footprint: ProductFootprint | None
    wrong: tuple[Words, ...] = ()
    doubts: tuple[Words, ...] = ()


class _Wrong(Exception):
    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def looks_like_one(data: bytes) -> bool:
    """Whether a file may hold PACT footprints: quick, and never raises."""
    return (
        data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")
        and b'"pcf"' in data
        and b'"specVersion"' in data
    )


def footprints(data: bytes) -> tuple[Given, ...]:
    """Every footprint of a file: a single one, a list, the answer of a PACT service, or an event of one.

    Raises
    ------
    NotReadable
        If it is no JSON, is too large, or holds none.
    """
    guards.measured(data, LARGEST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise NotReadable(NO_TEXT) from bad
    try:
        whole = json.loads(text, parse_float=_decimal, parse_int=_decimal, parse_constant=_refuse)
    except json.JSONDecodeError as bad:
        raise NotReadable(NO_JSON.fill(line=bad.lineno)) from bad
    except (ValueError, RecursionError, ArithmeticError) as bad:
        raise NotReadable(NO_JSON.fill(line=1)) from bad
    records = list(_records(whole))
    if not records:
        raise NotReadable(NO_PACT)
    if len(records) > MOST:
        raise NotReadable(TOO_MANY.fill(n=len(records), most=MOST))
    return tuple(_given(record, number) for number, record in enumerate(records, start=1))


def _decimal(text: str) -> Decimal | str:
    """A number with all its digits; one that is out of all measure stays a text, and is no number then."""
    return Decimal(text) if len(text) <= 80 and "e" not in text.lower() else text


def _refuse(text: str) -> None:
    raise ValueError(text)


def _records(whole: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(whole, list):
        yield from (each for each in whole if isinstance(each, dict) and isinstance(each.get("pcf"), dict))
    elif isinstance(whole, dict):
        if isinstance(whole.get("pcf"), dict):
            yield whole
            return
        inner = whole.get("data")
        if isinstance(inner, dict) and isinstance(inner.get("pfs"), list):
            inner = inner["pfs"]
        if isinstance(inner, (dict, list)):
            yield from _records(inner if isinstance(inner, list) else [inner])


def _given(record: Mapping[str, Any], number: int) -> Given:
    name = _text(record, "productNameCompany") or _text(record, "id") or f"#{number}"
    version = _text(record, "specVersion")
    try:
        if not version.startswith(("2.", "3.")):
            raise _Wrong(OTHER_VERSION.fill(version=version[:20] or "?"))
        made = _third(record) if version.startswith("3.") else _second(record)
    except _Wrong as bad:
        return Given(name[:120], None, (bad.words,))
    return Given(name[:120], made, (), pact_rules.problems(made) if version.startswith("3.") else ())


def _third(record: Mapping[str, Any]) -> ProductFootprint:
    pcf = record["pcf"]
    names = (*pact_rules.POSITIVE, *pact_rules.NEGATIVE)
    parts = {name: value for name in names if (value := _number(pcf, name)) is not None}
    verified = pcf.get("verification")
    return _made(
        record,
        pcf,
        unit=_text(pcf, "declaredUnitOfMeasurement"),
        amount=_needed(pcf, "declaredUnitAmount"),
        mass=_number(pcf, "productMassPerDeclaredUnit"),
        excluding=_needed(pcf, "pcfExcludingBiogenicUptake"),
        including=_number(pcf, "pcfIncludingBiogenicUptake"),
        parts=parts,
        potentials=_texts(pcf, "ipccCharacterizationFactors"),
        standards=_texts(pcf, "crossSectoralStandards"),
        verified=_told(verified),
    )


def _second(record: Mapping[str, Any]) -> ProductFootprint:
    """A footprint of version 2: per one of its unit, however much of it the product holds."""
    pcf = record["pcf"]
    parts: dict[str, Decimal] = {}
    for name in (*pact_rules.POSITIVE, *pact_rules.NEGATIVE, *pact_rules.RENAMED):
        value = _number(pcf, name)
        if value is not None:
            parts[pact_rules.RENAMED.get(name, name)] = value
    assured = pcf.get("assurance")
    held = isinstance(assured, dict) and assured.get("assurance") is not False
    single = (_text(pcf, "characterizationFactors"),)
    return _made(
        record,
        pcf,
        unit=_text(pcf, "declaredUnit"),
        amount=Decimal(1),
        mass=_number(pcf, "productMassPerDeclaredUnit"),
        excluding=_needed(pcf, "pCfExcludingBiogenic"),
        including=_number(pcf, "pCfIncludingBiogenic"),
        parts=parts,
        potentials=_texts(pcf, "ipccCharacterizationFactors")
        or _texts(pcf, "ipccCharacterizationFactorsSources")
        or tuple(each for each in single if each),
        standards=_texts(pcf, "crossSectoralStandards") or _texts(pcf, "crossSectoralStandardsUsed"),
        verified=_told(assured) if held else {},
        contained=_number(pcf, "unitaryProductAmount"),
    )


def _made(record: Mapping[str, Any], pcf: Mapping[str, Any], unit: str, **told: Any) -> ProductFootprint:
    if not unit:
        raise _Wrong(LACKS.fill(name="declaredUnit"))
    if unit not in UNITS:
        raise _Wrong(NO_UNIT.fill(unit=unit[:40]))
    if told["amount"] <= 0:
        raise _Wrong(pact_rules.WRONG.fill(name="declaredUnitAmount", value=told["amount"]))
    for name in ("id", "productNameCompany", "companyName"):
        if not _text(record, name):
            raise _Wrong(LACKS.fill(name=name))
    start, end = (_text(pcf, f"referencePeriod{each}") for each in ("Start", "End"))
    for name, moment in (("referencePeriodStart", start), ("referencePeriodEnd", end)):
        if not pact_rules.is_moment(moment):
            raise _Wrong(
                pact_rules.WRONG.fill(name=name, value=moment[:40]) if moment else LACKS.fill(name=name)
            )
    quality = pcf.get("dqi")
    ratings = (
        {name: _number(quality, name) for name in pact_rules.QUALITY} if isinstance(quality, dict) else {}
    )
    places = [(name, value) for name in pact_rules.PLACES if (value := _text(pcf, name))]
    rules = pcf.get("productOrSectorSpecificRules")
    sources = pcf.get("secondaryEmissionFactorSources")
    packaging = pcf.get("packagingEmissionsIncluded")
    return ProductFootprint(
        id=_text(record, "id"),
        version=_text(record, "specVersion"),
        created=_text(record, "created"),
        status=_text(record, "status") or "Active",
        company=_text(record, "companyName"),
        company_ids=_texts(record, "companyIds"),
        product=_text(record, "productNameCompany"),
        product_ids=_texts(record, "productIds"),
        description=_text(record, "productDescription"),
        unit=unit,
        start=start,
        end=end,
        place=places[0] if places else ("", ""),
        rules=tuple(
            name for each in (rules if isinstance(rules, list) else ()) if isinstance(each, dict)
            for name in _texts(each, "ruleNames")
        ),
        exempted=_number(pcf, "exemptedEmissionsPercent") or Decimal(0),
        exempted_why=_text(pcf, "exemptedEmissionsDescription"),
        allocation=_text(pcf, "allocationRulesDescription"),
        boundary=_text(pcf, "boundaryProcessesDescription"),
        comment=_text(record, "comment"),
        classes=_texts(record, "productClassifications"),
        sources=tuple(
            (_text(each, "name"), _text(each, "version"))
            for each in (sources if isinstance(sources, list) else ())[:50]
            if isinstance(each, dict)
        ),
        primary=_number(pcf, "primaryDataShare"),
        quality={name: value for name, value in ratings.items() if value is not None},
        packaging=packaging if isinstance(packaging, bool) else None,
        valid_from=_text(record, "validityPeriodStart"),
        valid_to=_text(record, "validityPeriodEnd"),
        **told,
    )  # fmt: skip


def _told(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    names = ("coverage", "providerName", "completedAt", "standardName", "comments")
    return {name: text for name in names if (text := _text(value, name))}


def _text(record: object, name: str) -> str:
    value = record.get(name) if isinstance(record, dict) else None
    text = value.strip()[:LONGEST] if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _texts(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name)
    listed = value[:50] if isinstance(value, list) else ()
    return tuple(
        dict.fromkeys(text for each in listed if isinstance(each, str) and (text := each.strip()[:LONGEST]))
    )


def _number(record: object, name: str) -> Decimal | None:
    """A number written as one or as a text; None where there is none."""
    value = record.get(name) if isinstance(record, dict) else None
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if not pact_rules.DECIMAL.fullmatch(value):
            raise _Wrong(NO_NUMBER.fill(name=name, value=value[:40]))
        return Decimal(value)
    if isinstance(value, Decimal):
        return value
    raise _Wrong(NO_NUMBER.fill(name=name, value=str(value)[:40]))


def _needed(record: object, name: str) -> Decimal:
    value = _number(record, name)
    if value is None:
        raise _Wrong(LACKS.fill(name=name))
    return value
