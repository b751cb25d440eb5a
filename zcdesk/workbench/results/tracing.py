"""From a code on paper back to the figure and its chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.readiness import Options
from zcdesk.domain.answer import Place
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.words import Language
from zcdesk.exchange import results
from zcdesk.report.telling.why import chain
from zcdesk.workbench.naming import parse_place
from zcdesk.workbench.printing.printing import document_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Figure:
    """A traced figure of the project.

    Attributes
    ----------
    code : str
        As printed, ``3-1 F01.7``; ``""`` if it was asked for by id.
    id : str
        ``fuel.co2[F01]@2025``; of a scheme as `scheme_figure` writes it.
    inventory : Inventory
        The method that has it.
    result : Result
    """

    code: str
    id: str
    inventory: Inventory
    result: Result

    def as_json(self) -> dict[str, Any]:
        """The figure with its whole tree, schema ``zcdesk.figure/1``."""
        head: dict[str, Any] = {
            "schema": "zcdesk.figure/1",
            "code": self.code,
            "id": self.id,
            "method": self.inventory.compiled.method.key,
        }
        if isinstance(self.result, Missing):
            gaps = sorted(self.result.gaps)
            missing = [
                {"kind": gap.kind, "place": results.place(gap.place), "what": gap.what} for gap in gaps
            ]
            return head | {"value": None, "missing": missing}
        return head | {"figure": _tree(self.result)}


def scheme_figure(scheme: str, place: Place, options: Options = MappingProxyType({})) -> str:
    """Id of a line or a verdict of a scheme, as the plant reads it or in one reading.

    ``cn.zero-carbon-factory@2026/k1.entry.met@2025?ready.k1_electricity=calorific``.
    """
    told = "&".join(f"{choice}={option}" for choice, option in options.items())
    return f"{scheme}/{place}" + (f"?{told}" if told else "")


def of_scheme(id_: str) -> tuple[str, Place | None, Options]:
    """Scheme, place and reading that `scheme_figure` wrote; the scheme is ``""`` for any other figure."""
    scheme, slash, rest = id_.partition("/")
    if not slash or ":" in id_:
        return "", None, MappingProxyType({})
    place, _, told = rest.partition("?")
    options = dict(each.split("=", 1) for each in told.split("&") if "=" in each)
    return scheme, parse_place(place), options


def figure_of(workbench: Workbench, code: str, year: str, language: Language) -> Figure:
    """The figure of a code as printed (``3-1 F01.7``, or ``F01.7`` where that is one only), or of an id.

    Raises
    ------
    Refused
        If there is none, or the code stands in several tables.
    """
    wanted = " ".join(code.replace("　", " ").replace("表", "").split())
    texts = workbench.catalogue.texts("findings")
    found = by_id(workbench, wanted, year)
    if found is not None:
        return found
    codes: Mapping[str, str] = document_of(workbench, year, language).codes
    fitting = {held: id_ for held, id_ in codes.items() if held == wanted or held.split(" ")[-1] == wanted}
    if len(set(fitting.values())) > 1 and wanted not in fitting:
        raise Refused("ambiguous_code", texts["ambiguous_code"].fill(code=code, codes="、".join(fitting)))
    for held, id_ in fitting.items():
        whole = by_id(workbench, id_, year)
        if whole is not None and (held == wanted or wanted not in fitting):
            return Figure(held, id_, whole.inventory, whole.result)
    raise Refused("unknown_code", texts["unknown_code"].fill(code=code))


def told(workbench: Workbench, figure: Figure, language: Language) -> list[str]:
    """The chain of a figure as lines of text."""
    compiled, texts = figure.inventory.compiled, workbench.catalogue.texts("report")
    others = {key: held.compiled for key, held in workbench.inventories().items()}
    lines = chain(figure.result, compiled, texts, language, workbench.project.answers, others)
    return [f"{figure.code}  {figure.id}".strip(), *lines]


def by_id(workbench: Workbench, id_: str, year: str) -> Figure | None:
    """The figure of an id; None if there is none."""
    if ":" in id_:
        return _factor(workbench, id_, year)
    if "/" in id_:
        return _of_scheme(workbench, id_, year)
    place = parse_place(id_)
    if place is None:
        return None
    period = place.period or year
    for inventory in workbench.inventories().values():
        compiled = inventory.compiled
        line = compiled.lines.get(place.quantity)
        if line is not None and bool(line.line.over) == bool(place.row):
            if place.row and place.row not in {row.id for row in inventory.rows(line.line.over)}:
                return None
            return Figure("", id_, inventory, inventory.line(place.quantity, period, place.row))
        quantity = compiled.vocabulary.quantities.get(place.quantity)
        if quantity is not None and bool(quantity.table) == bool(place.row):
            return Figure("", id_, inventory, inventory.quantity(place.quantity, period, place.row))
    return None


def _of_scheme(workbench: Workbench, id_: str, year: str) -> Figure | None:
    """A line or a verdict of a scheme: ``cn.zero-carbon-factory/k1.entry.met@2025``."""
    scheme, place, options = of_scheme(id_)
    known = [
        *workbench.catalogue.scheme_editions,
        *((pin.id, pin.edition) for pin in workbench.project.schemes()),
    ]
    wanted = [key for key in known if scheme in (key[0], "@".join(key))]
    if place is None or not wanted:
        return None
    found = readiness(workbench, *wanted[-1])
    if any(choice not in found.compiled.scheme.choices for choice in options):
        return None
    inventory = found.under(options)
    line = inventory.compiled.lines.get(place.quantity)
    if line is None or line.line.over or place.row:
        return None
    return Figure("", id_, inventory, inventory.line(place.quantity, place.period or year))


def _factor(workbench: Workbench, id_: str, year: str) -> Figure | None:
    """The published value that a printed factor shows: ``cn.grid:grid.regional/CN-EAST/CN/2023``."""
    other: Figure | None = None
    for inventory in workbench.inventories().values():
        book = inventory.book.of_year(year)
        row = book.factor(id_)
        if row is None:
            continue
        figure = Figure("", id_, inventory, book.choose(row.kind, row.key, row.region, row.year or year))
        if isinstance(figure.result, Traced) and figure.result.source == id_:
            return figure
        other = other or figure  # a method that names the set and takes this factor from another
    return other


def _tree(item: Traced) -> dict[str, Any]:
    entry = results.traced(item)
    if item.inputs:
        entry["inputs"] = [_tree(part) for part in item.inputs]
    return entry
