"""What a verification package says, as plain data: figures with all that they follow from, trees, answers, factors.

``resources/package/check.py`` reads these and nothing else; it shares no code with the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.factor import Factor, Source
from zcdesk.domain.method import Line, is_coefficient, places_of, printed_value
from zcdesk.domain.number import MINUS, plain
from zcdesk.domain.project import Project, Row
from zcdesk.domain.trace import Result, Traced
from zcdesk.domain.unit import UnitError
from zcdesk.formula.compiled import Compiled
from zcdesk.formula.syntax import Call, Literal, Name, Node, Operation, Scaled, names

FIGURES, ANSWERS, FACTORS = "zcdesk.figures/1", "zcdesk.answers-of-package/1", "zcdesk.factors-of-package/1"


class Book(Protocol):
    """Where factors were taken from."""

    def factor(self, id_: str) -> Factor | None:
        """The row that a trace's ``source`` names."""


class Figures(Protocol):
    """Results of one method over one project."""

    @property
    def compiled(self) -> Compiled: ...
    @property
    def book(self) -> Book: ...

    def line(self, id_: str, period: str, row: str = "") -> Result:
        """Value of a line."""

    def quantity(self, id_: str, period: str, row: str = "") -> Result:
        """Value of a quantity."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table."""


@dataclass(slots=True)
class Told:
    """The figures of a package in the making.

    Attributes
    ----------
    nodes : list of dict
        Every value, inputs before what follows from them.
    figures : list of dict
        Lines of the methods by year, each with its node and how it is printed.
    missing : list of dict
        Lines that have no value, with how many things each waits for.
    factors : dict of str to Factor
        The rows that were used, by ``set:kind/key/region/year``.
    """

    nodes: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    missing: list[dict[str, Any]] = field(default_factory=list)
    trees: dict[str, dict[str, Any]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    factors: dict[str, Factor] = field(default_factory=dict)
    _known: dict[int, int] = field(default_factory=dict)
    _held: list[Traced] = field(default_factory=list)

    def add(self, figures: Figures, years: tuple[str, ...], project: Project) -> None:
        """All lines of a method in these years."""
        compiled = figures.compiled
        method = compiled.method
        self.trees[method.key] = {id_: tree(each.tree) for id_, each in compiled.lines.items()}
        for id_, constant in compiled.vocabulary.constants.items():
            self.constants[id_] = constant.value
        for each in compiled.lines.values():
            for name in (each.line.id, *names(each.tree)):
                self.tables[name] = _table_of(compiled, name)
        for year in years:
            for each in compiled.lines.values():
                for row in [row.id for row in figures.rows(each.line.over)] if each.line.over else [""]:
                    self._line(figures, each.line, year, row, project)

    def as_json(self, project: Project) -> dict[str, Any]:
        """The whole, ready for JSON."""
        rows: dict[str, list[str]] = {}
        for row in project.rows.values():
            rows.setdefault(row.table, []).append(row.id)
        return {
            "schema": FIGURES,
            "nodes": self.nodes,
            "figures": self.figures,
            "missing": self.missing,
            "trees": self.trees,
            "constants": self.constants,
            "tables": self.tables,
            "rows": rows,
        }

    def _line(self, figures: Figures, line: Line, year: str, row: str, project: Project) -> None:
        method, result = figures.compiled.method, figures.line(line.id, year, row)
        name = {"zh": line.words.zh, "en": line.words.en}
        if not isinstance(result, Traced):
            waits = {"method": method.key, "year": year, "id": line.id, "row": row, "words": name}
            self.missing.append(waits | {"gaps": len(result.gaps)})
            return
        number = isinstance(result.value, Decimal)
        published = is_coefficient(method, line)
        self.figures.append(
            {
                "method": method.key,
                "year": year,
                "id": line.id,
                "row": row,
                "name": line.words.zh,
                "words": name,
                "unit": result.unit,
                "total": line.total and not line.over,
                "clause": line.clause,
                "node": self._node(figures, result, project),
                "printed": printed_value(method, line, result).replace(",", "").replace(MINUS, "-")
                if number
                else str(result.value),
                "places": places_of(method, line) if number and not published else None,
                "mode": method.rounding.mode,
            }
        )

    def _node(self, figures: Figures, item: Traced, project: Project) -> int:
        found = self._known.get(id(item))
        if found is not None:
            return found
        inputs = [self._node(figures, part, project) for part in item.inputs]
        number = isinstance(item.value, Decimal)
        entry: dict[str, Any] = {
            "kind": item.kind,
            "id": item.id,
            "row": item.row,
            "period": item.period,
            "value": plain(item.value) if isinstance(item.value, Decimal) else item.value,
            "form": "number" if number else "yes_no" if isinstance(item.value, bool) else "text",
            "unit": item.unit,
            "because": item.because,
            "source": item.source,
            "formula": item.formula,
            "flags": [flag.code for flag in item.flags],
            "inputs": inputs,
        }
        if item.kind == "answer":
            quantity = figures.compiled.vocabulary.quantities[item.id]
            entry["date"] = quantity.kind == "date"
            held = project.answers.get(Place(item.id, item.row, item.period))
            entry["ratio"] = _ratio(figures.compiled, held, item) if number else ["1", "1"]
            entry["evidence"] = [[cite.evidence, cite.pages] for cite in held.evidence] if held else []
        elif item.kind == "factor":
            row = figures.book.factor(item.source)
            if row is not None:
                self.factors[item.source] = row
                entry["ratio"] = _between(figures.compiled, row.unit, item.unit)
        elif item.kind == "fold" and item.formula.startswith("mean("):
            weight = item.formula[len("mean(") : -1]
            weights = [figures.quantity(weight, month, item.row) for month in months_of(item.period)]
            entry["weights"] = [
                self._node(figures, each, project) for each in weights if isinstance(each, Traced)
            ]
        self.nodes.append(entry)
        self._held.append(item)  # so that no other object gets its identity
        self._known[id(item)] = len(self.nodes) - 1
        return len(self.nodes) - 1


def tree(node: Node) -> list[Any]:
    """A checked formula as nested lists: ``["operation", "*", a, b]``."""
    match node:
        case Literal(value):
            return ["text", value] if isinstance(value, str) else ["number", plain(value)]
        case Name(id_):
            return ["name", id_]
        case Scaled(inner, factor):
            return ["scaled", tree(inner), str(factor)]
        case Operation(op, parts):
            return ["operation", op, *map(tree, parts)]
        case Call(function, parts):
            return ["call", function, *map(tree, parts)]


def answers(project: Project) -> dict[str, Any]:
    """All answers with their evidence, in the order of their places."""
    return {
        "schema": ANSWERS,
        "answers": [
            {
                "place": [place.quantity, place.row, place.period],
                "text": held.text,
                "unit": held.unit,
                "standing": held.standing,
                "note": held.note,
                "evidence": [[cite.evidence, cite.pages] for cite in held.evidence],
            }
            for place, held in sorted(project.answers.items())
        ],
        "evidence": [
            {
                "id": item.id,
                "file": evidence_name(item.id, item.name) if item.digest else "",
                "title": item.title,
                "kind": item.kind,
                "date": item.date,
                "issuer": item.issuer,
                "sha256": item.digest,
            }
            for item in project.evidence.values()
        ],
    }


def factors(used: Mapping[str, Factor], sources: Mapping[tuple[str, str], Source]) -> dict[str, Any]:
    """The rows of factor tables that were used, with clause and confidence, and the publications they are from.

    Parameters
    ----------
    used : mapping of str to Factor
        By ``set:kind/key/region/year``.
    sources : mapping of (str, str) to Source
        Publications by factor set and id.
    """
    return {
        "schema": FACTORS,
        "factors": [
            {
                "id": id_,
                "value": plain(row.value),
                "unit": row.unit,
                "source": row.source,
                "clause": row.clause,
                "year": row.year,
                "region": row.region,
                "confidence": row.confidence,
            }
            for id_, row in sorted(used.items())
        ],
        "sources": [
            {
                "set": set_,
                "id": id_,
                "title": {"zh": source.title.zh, "en": source.title.en},
                "number": source.number,
                "issuer": {"zh": source.issuer.zh, "en": source.issuer.en},
                "date": source.date,
            }
            for (set_, id_), source in sorted(sources.items(), key=lambda item: item[0])
        ],
    }


def evidence_name(id_: str, name: str) -> str:
    """Where a file of evidence lies in the package; a project made to do harm may name it by a way out of a folder."""
    named = "".join("_" if each in '\\/:*?"<>|' or ord(each) < 32 else each for each in f"{id_}-{name}")
    return f"evidence/{named}"


def _table_of(compiled: Compiled, name: str) -> str:
    line = compiled.lines.get(name)
    quantity = compiled.vocabulary.quantities.get(name)
    return line.line.over if line else quantity.table if quantity else ""


def _ratio(compiled: Compiled, held: Answer | None, item: Traced) -> list[str]:
    """Of the unit typed to that of the value, through a density where there is one."""
    if held is None or not held.unit:
        return ["1", "1"]
    density = next((part.unit for part in item.inputs if part.kind == "factor"), "")
    return _between(compiled, held.unit, item.unit, density)


def _between(compiled: Compiled, given: str, wanted: str, by: str = "") -> list[str]:
    units = compiled.vocabulary.units
    if given == wanted and not by:
        return ["1", "1"]
    try:
        one, other = units.parse(given), units.parse(wanted)
        whole = one.times(units.parse(by), 1) if by else one
    except UnitError:
        return ["1", "1"]
    ratio = Fraction(whole.scale) / Fraction(other.scale)
    return [str(ratio.numerator), str(ratio.denominator)]


def reading_order(told: Told) -> Iterator[dict[str, Any]]:
    """The figures in the order of the methods, years and lines."""
    yield from told.figures
