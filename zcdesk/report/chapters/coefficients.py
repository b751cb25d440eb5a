"""Factors and coefficients: what value, from which document, for which year, how sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from zcdesk.domain.document import Block, Cell, Paragraph, Row, Table
from zcdesk.domain.factor import Factor
from zcdesk.domain.trace import Flag, Traced
from zcdesk.formula.compiled import defaults_of
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads, code_cell, row
from zcdesk.report.chapters.telling import Telling, counted_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import TO_CONFIRM, Figures, figure_id, known_below


@dataclass(slots=True)
class Coefficient:
    """One factor, or one coefficient that the plant measured or was given.

    Attributes
    ----------
    figures : Figures
        Whose.
    traced : Traced
        The leaf.
    group : str
        Words of the source of emission that read it first.
    rows : dict
        Rows of the project that use it.
    flags : dict
        What a reader must see beside it.
    """

    figures: Figures
    traced: Traced
    group: str
    rows: dict[str, None] = field(default_factory=dict)
    flags: dict[Flag, None] = field(default_factory=dict)

    @property
    def figure(self) -> str:
        """What its code leads to: the id of the factor, or of the answer."""
        return self.traced.source or figure_id(self.traced.id, self.traced.row, self.traced.period)

    @property
    def factor(self) -> Factor | None:
        """The published factor; None for a coefficient of the plant's own."""
        return self.figures.book.factor(self.traced.source) if self.traced.kind == "factor" else None


def coefficients(telling: Telling) -> list[Block]:
    """The table of every factor and coefficient behind the printed totals of the year."""
    found = collect(telling)
    if not found:
        return []
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.factor"), width=0.24)
    heads.number("value", say("column.value"))
    heads.words(say("column.unit"))
    heads.words(say("column.source"), width=0.31)
    heads.words(say("column.data_year"))
    heads.words(say("column.confidence"))
    heads.words(say("column.kind"))
    heads.words(say("column.used_in"))
    rows: list[Row] = []
    group = ""
    for position, item in enumerate(found, start=1):
        if item.group != group:
            group = item.group
            rows.append(Row((Cell(group),), "group"))
        rows.append(_row(telling, number, f"X{position:02d}", item))
    below: list[notes.Note] = [(say("note.confidence"), "normal")]
    for figures in telling.all_figures():
        named = [
            (f"X{position:02d}", item.traced)
            for position, item in enumerate(found, start=1)
            if item.figures is figures
        ]
        below += notes.flagged(telling, figures, named)
    below += _remarks(telling, found)
    below += _doubts(telling)
    below += notes.illustrative(telling, [("", item.traced) for item in found])
    title = say("table.coefficients", year=telling.year)
    return [
        Paragraph(say("intro.coefficients", table=number, defaults=_defaults(telling))),
        Table(
            number,
            title,
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(below),
            source=_documents(telling, found),
            compact=True,
        ),
    ]


def collect(telling: Telling) -> list[Coefficient]:
    """Every factor and coefficient below the emissions and totals of the year, in order of reading."""
    found: dict[str, Coefficient] = {}
    for figures in telling.all_figures():
        for line in counted_lines(figures.compiled.method):
            for one in known_below(figures, line.id, telling.year):
                for leaf, at in _leaves(telling, one):
                    made = Coefficient(figures, leaf, telling.say.of(line.words))
                    item = found.setdefault(made.figure, made)
                    item.rows.update({at: None} if at else {})
                    item.flags.update(dict.fromkeys(leaf.flags))
    return sorted(found.values(), key=lambda item: _order(found, item.group))


def standing(telling: Telling, item: Coefficient) -> str:
    """实测、缺省、后备、供应商或企业提供."""
    say = telling.say
    if item.traced.kind == "factor":
        return say(
            "kind.fallback" if any(flag.code == "fallback_set" for flag in item.flags) else "kind.default"
        )
    return say("kind.measured" if item.traced.id in defaults_of(item.figures.compiled) else "kind.given")


def _order(found: dict[str, Coefficient], group: str) -> int:
    return list(dict.fromkeys(item.group for item in found.values())).index(group)


def _leaves(telling: Telling, traced: Traced) -> Iterator[tuple[Traced, str]]:
    """Factors and coefficients below a result, with the row of the project that they serve."""
    seen: set[tuple[int, str]] = set()
    stack = [(traced, "")]
    while stack:
        item, at = stack.pop()
        at = item.row or at
        if (id(item), at) in seen:
            continue
        seen.add((id(item), at))
        if item.kind == "factor" or _is_coefficient(telling, item):
            yield item, at
        stack.extend((inner, at) for inner in reversed(item.inputs))


def _is_coefficient(telling: Telling, item: Traced) -> bool:
    quantity = telling.vocabulary.quantities.get(item.id)
    return (
        quantity is not None
        and isinstance(item.value, Decimal)
        and quantity.fold != "sum"
        and len(item.period) in (0, 4)
    )


def name_of(telling: Telling, item: Coefficient) -> str:
    """What a coefficient is called: of which fuel, gas or row."""
    factor = item.factor
    if factor is not None:
        return notes.factor_name(telling, factor)
    label = telling.label(item.traced.row) if item.traced.row else ""
    name = telling.name(item.traced.id)
    return telling.say("factor.name", of=label, what=name) if label else name


def _row(telling: Telling, number: str, code: str, item: Coefficient) -> Row:
    say, traced, factor = telling.say, item.traced, item.factor
    confidence: str = lines.DASH
    if factor is not None:
        source, year = notes.source_text(telling, item.figures, factor), factor.year or lines.DASH
        confidence = factor.confidence
    else:
        source, year = _own_source(telling, traced), telling.year
    telling.codes.give(number, f"{code}.1", item.figure)
    unsure = any(flag.code in TO_CONFIRM for flag in item.flags)
    return row(
        code_cell(code),
        name_of(telling, item),
        Cell(lines.published(traced.number, item.figures.compiled.method.rounding), code=f"{code}.1"),
        say.unit("" if traced.unit == "1" else traced.unit) or lines.DASH,
        source,
        year,
        Cell(confidence, tone="warning" if confidence == "C" else "normal"),
        Cell(standing(telling, item), tone="warning" if unsure else "normal"),
        say.join(item.rows) or lines.DASH,
    )


def _own_source(telling: Telling, traced: Traced) -> str:
    cited = telling.cited(traced)
    return telling.say("source.unproven") if cited == lines.DASH else cited


def _documents(telling: Telling, found: list[Coefficient]) -> str:
    """The documents cited in the table, in full."""
    texts: dict[str, None] = {}
    for item in found:
        factor = item.factor
        if factor is not None:
            texts.setdefault(notes.document_text(telling, item.figures, factor))
    return telling.say.clauses(text for text in texts if text)


def _defaults(telling: Telling) -> str:
    """The publications that the method's factors come from, in their order."""
    used: dict[str, None] = {}
    for item in collect(telling):
        factor = item.factor
        if factor is not None:
            words = next(
                (telling.say.of(set_.words) for set_ in item.figures.book.sets if set_.id == factor.set),
                factor.set,
            )
            used.setdefault(words)
    return telling.say.clauses(used)


def _remarks(telling: Telling, found: list[Coefficient]) -> list[notes.Note]:
    """What the factor sets remark on the values in use, such as the range that a standard gives."""
    said: dict[str, list[str]] = {}
    for position, item in enumerate(found, start=1):
        factor = item.factor
        text = telling.say.of(factor.note).strip().rstrip("。.") if factor is not None else ""
        if text:
            said.setdefault(text, []).append(f"X{position:02d}")
    return [
        (telling.say("note.factor", rows=telling.say.join(rows), text=text), "normal")
        for text, rows in said.items()
    ]


def _doubts(telling: Telling) -> list[notes.Note]:
    """What in the text of the method itself could not be confirmed."""
    found: list[notes.Note] = []
    for figures in telling.all_figures():
        for id_, words in figures.compiled.method.unconfirmed.items():
            line = figures.compiled.method.lines.get(id_)
            rows = figures.rows(line.over) if line is not None and line.over else ("",)
            if line is not None and rows:
                found.append(
                    (
                        telling.say(
                            "note.method_doubt", what=telling.say.of(line.words), words=telling.say.of(words)
                        ),
                        "warning",
                    )
                )
    return found
