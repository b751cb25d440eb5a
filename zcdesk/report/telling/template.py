"""The template of a report: which blocks in which order, told by ids and never by sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any


class TemplateError(ValueError):
    """A template that cannot be followed: ``reports/inventory: block[7] ledger: no such key: tabel``."""


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a template.

    Attributes
    ----------
    kind : str
        What is printed; `zcdesk.report.story` knows the kinds.
    id : str
        Part of the keys of its texts: ``table.<id>``, ``intro.<id>``, ``column.<id>.<key>``.
    section : str
        Key of the section heading above it; dropped with it.
    number : str
        For a chapter: ``auto`` counts on, ``A`` names an appendix, ``0`` and ``T`` name special parts, ``-`` none.
    table : str
        Table of the project whose rows it lists, or without whose rows it says nothing.
    needs : str
        Line without which in the method it says nothing.
    letter : str
        First letter of the codes of rows that are always the same.
    figures : str
        ``inventory`` or ``energy``: whose results.
    columns : tuple of str
        Quantities, lines or keys of `rows`, in their order; ``years`` stands for one column per year.
    units : mapping of str to str
        Unit of a column, where it is not that of its figures.
    rules : mapping of str to str
        How a column follows from others, by their keys: ``amount*factor``.
    rows : tuple of mapping
        Rows that are always the same: column key to line or quantity (``a%b``: the share of one in the other);
        ``over`` for the rows of a table, ``by`` for their sums by a text of theirs; ``kind``; ``side`` of a flow.
    quantities : tuple of str
        Quantities that it lists.
    view : str
        View of scope 2 that it shows.
    texts : tuple of str
        Keys of paragraphs or notes.
    tag : str
        By what the form to be handed in knows its table: ``Z3``; it stands in the title.
    absent : str
        Key of what is said where it has nothing to tell; ``""`` nothing.
    """

    kind: str
    id: str = ""
    section: str = ""
    number: str = "auto"
    table: str = ""
    needs: str = ""
    letter: str = ""
    figures: str = "inventory"
    columns: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rows: tuple[Mapping[str, str], ...] = ()
    quantities: tuple[str, ...] = ()
    view: str = ""
    texts: tuple[str, ...] = ()
    tag: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A report.

    Attributes
    ----------
    id : str
    years : int
        Years that stand side by side at most, the reported one last.
    parts : tuple of Part
    head : str
        Beginning of the keys of its title: ``report.title``, ``report.short_title``.
    scheme : str
        Id of the scheme that it is about; ``""`` none.
    new_pages : bool
        Each chapter begins a page.
    disclosure : str
        Name of the index of disclosures in ``resources/disclosure``; ``""`` none.
    checklist : str
        Id of the scheme whose criteria ``t_<topic>`` are the topics of that index; why one is left out is said there.
    """

    id: str
    years: int
    parts: tuple[Part, ...]
    head: str = "report"
    scheme: str = ""
    new_pages: bool = True
    disclosure: str = ""
    checklist: str = ""


def template(data: Mapping[str, Any]) -> Template:
    """Read a decoded ``resources/reports/*.toml``.

    Raises
    ------
    TemplateError
        If a key is not known or a value has the wrong shape.
    """
    for key in data:
        if key not in ("id", "years", "block", "head", "scheme", "new_pages", "disclosure", "checklist"):
            raise TemplateError(f"reports: no such key: {key}")
    id_, years, blocks = data.get("id"), data.get("years", 3), data.get("block", [])
    if not isinstance(id_, str) or not isinstance(years, int) or not isinstance(blocks, list):
        raise TemplateError("reports: id is a text, years a whole number, block an array of tables")
    return Template(
        id_,
        years,
        tuple(_part(raw, f"reports/{id_}: block[{i}]") for i, raw in enumerate(blocks)),
        _text(data.get("head", "report"), f"reports/{id_}: head"),
        _text(data.get("scheme", ""), f"reports/{id_}: scheme"),
        data.get("new_pages", True) is True,
        _text(data.get("disclosure", ""), f"reports/{id_}: disclosure"),
        _text(data.get("checklist", ""), f"reports/{id_}: checklist"),
    )


def _part(raw: Mapping[str, Any], where: str) -> Part:
    known = {each.name for each in fields(Part)}
    where = f"{where} {raw.get('kind', '')}".strip()
    made: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            raise TemplateError(f"{where}: no such key: {key}")
        if key in ("columns", "quantities", "texts"):
            made[key] = tuple(_text(item, f"{where}.{key}") for item in _list(value, f"{where}.{key}"))
        elif key in ("units", "rules"):
            made[key] = _mapping(value, f"{where}.{key}")
        elif key == "rows":
            made[key] = tuple(_mapping(item, f"{where}.rows") for item in _list(value, f"{where}.rows"))
        else:
            made[key] = _text(value, f"{where}.{key}")
    if not made.get("kind"):
        raise TemplateError(f"{where}: kind is missing")
    return Part(**made)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise TemplateError(f"{where}: {value!r} is not a text")
    return value


def _list(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise TemplateError(f"{where}: not a list")
    return value


def _mapping(value: object, where: str) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise TemplateError(f"{where}: not a table")
    return MappingProxyType({str(key): _text(item, where) for key, item in value.items()})
