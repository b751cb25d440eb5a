"""Units: in which unit a line is shown and typed, which others may be chosen, and a unit typed behind a number."""

from __future__ import annotations

import re

from zcdesk.calc.resolve import Resolver
from zcdesk.domain.answer import Place, months_of
from zcdesk.domain.number import NotANumber, read
from zcdesk.domain.unit import BOUND
from zcdesk.domain.vocabulary import Quantity
from zcdesk.workbench.workbench import Workbench

_SUM = ("=", "\uff1d")
_FIGURE = re.compile(r"[-+0-9.,\s]*")
_OFFERED = (
    "MWh", "kWh", "万kWh", "GJ", "MJ", "t", "kg", "L", "万Nm3", "Nm3", "m3(20℃)", "万m3(20℃)", "m3", "万m3",
    "tce", "kgce", "万元", "元", "亿元",
    "台", "万台", "件", "万件", "套", "万套", "辆", "万辆", "只", "万只", "个", "万个", "片", "万片", "百万片",
    "kgCOD", "tCOD", "kgCOD/m3", "%", "GJ/t", "GJ/万Nm3", "GJ/万m3(20℃)", "tCO2/GJ", "tCO2/MWh",
)  # fmt: skip
_UNIT = "unit:"
_NONE = ("无", "没有", "本厂没有", "none")


def may_be_none(quantity: Quantity) -> bool:
    """Whether "none here" answers a number: an amount may be none; a coefficient that is none would count as zero."""
    return quantity.kind == "number" and quantity.fold == "sum"


def says_none(quantity: Quantity, text: str) -> bool:
    """Whether a text typed where a number is asked states that there is none of it."""
    return may_be_none(quantity) and text.strip().casefold() in _NONE


def unit_key(quantity: str, row: str) -> str:
    """The setting that keeps the unit chosen for a row: ``unit:fuel.amount[F01]``."""
    return f"{_UNIT}{Place(quantity, row)}"


def unit_of(workbench: Workbench, quantity: Quantity, row: str, year: str, canonical: str) -> str:
    """The unit chosen for the row, or last typed in it, this year first; else that chosen for another line of the page.

    Then the one in which its bills are written, or the canonical one; ``""`` where what a row counts in is not known.
    """
    if BOUND in canonical:
        return ""
    chosen = workbench.project.settings.get(unit_key(quantity.id, row))
    if chosen:
        return chosen
    answers = workbench.project.answers
    for when in (year, str(int(year) - 1)):
        for period in (when, *reversed(months_of(when))):
            answer = answers.get(Place(quantity.id, row, period))
            if answer is not None and answer.standing == "given":
                return answer.unit or canonical
    begins = quantity.typed_in or _of_kind(workbench, quantity, row, canonical)
    return _of_page(workbench, quantity, canonical) or begins or canonical


def _of_kind(workbench: Workbench, quantity: Quantity, row: str, canonical: str) -> str:
    """The unit in which bills of the kind of this row are written, if it measures the same; ``""`` if none is known."""
    vocabulary = workbench.catalogue.vocabulary
    bound = vocabulary.tables.get(quantity.table)
    kind = vocabulary.quantities.get(bound.unit_of) if bound is not None else None
    answer = workbench.project.answers.get(Place(kind.id, row)) if kind is not None else None
    if kind is None or answer is None:
        return ""
    option = vocabulary.lists.get(kind.options, {}).get(answer.text)
    if option is None or not option.typed_in:
        return ""
    resolver = next(iter(workbench.inventories().values())).resolver
    return option.typed_in if resolver.ratio(option.typed_in, canonical) is not None else ""


def _of_page(workbench: Workbench, quantity: Quantity, canonical: str) -> str:
    """The unit chosen last for another line of the same page, if it measures the same; ``""`` if none was."""
    vocabulary, chosen = workbench.catalogue.vocabulary, dict[str, str]()
    for key, unit in workbench.project.settings.items():
        if key.startswith(_UNIT) and unit:
            chosen[key.removeprefix(_UNIT).partition("[")[0]] = unit
    if not chosen:
        return ""
    resolver = next(iter(workbench.inventories().values())).resolver
    for page in workbench.catalogue.pages.values():
        asked = {question.quantity for question in page.questions}
        if quantity.id not in asked:
            continue
        for id_, unit in reversed(chosen.items()):
            mate = vocabulary.quantities.get(id_)
            alike = (
                mate is not None and id_ in asked and (mate.per, mate.kind) == (quantity.per, quantity.kind)
            )
            if alike and resolver.ratio(unit, canonical) is not None:
                return unit
    return ""


def split_unit(workbench: Workbench, quantity: Quantity, row: str, text: str, unit: str) -> tuple[str, str]:
    """A number with a unit behind it, ``905 L``, as number and unit, if the unit is one that the row may be typed in.

    Anything else comes back as it is, with the unit it came with.
    """
    plain = text.strip()
    if quantity.kind != "number" or _FIGURE.fullmatch(plain):
        return text, unit
    return split(next(iter(workbench.inventories().values())).resolver, quantity, row, text, unit)


def split(resolver: Resolver, quantity: Quantity, row: str, text: str, unit: str) -> tuple[str, str]:
    """The same by the answers that a resolver knows."""
    plain = text.strip()
    if quantity.kind != "number" or _FIGURE.fullmatch(plain) or plain.startswith(_SUM):
        return text, unit
    canonical = resolver.unit_text(quantity, row)
    fitting = offered(resolver, canonical, quantity)
    folded = {each.casefold(): each for each in reversed(fitting)}
    for at in range(1, len(plain)):
        tail = plain[at:].strip()
        meant = tail if tail in fitting else folded.get(tail.casefold(), "")
        if not meant:
            meant = next((each for each in fitting if resolver.ratio(tail, each) == 1), "")
        if meant:
            try:
                read(plain[:at])
            except NotANumber:
                continue
            return plain[:at].strip(), meant
    head, _, tail = plain.rpartition(" ")
    if head and resolver.ratio(tail, canonical) is not None:  # TJ, though it is not offered
        try:
            read(head)
        except NotANumber:
            return text, unit
        return head.strip(), tail
    return text, unit


def offered(resolver: Resolver, canonical: str, quantity: Quantity) -> tuple[str, ...]:
    """The units in which a row may be typed, the canonical one first."""
    found = [unit for unit in _OFFERED if resolver.ratio(unit, canonical) is not None]
    if quantity.bridge and resolver.ratio("t", canonical) is not None:
        found.append("L")
    return tuple(dict.fromkeys([*([] if BOUND in canonical else [canonical]), *found]))
