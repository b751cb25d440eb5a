"""One computed figure as a block of the calculation appendix."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from zcdesk.domain.answer import Place
from zcdesk.domain.document import Proof, ProofInput, Tone
from zcdesk.domain.method import printed_value
from zcdesk.domain.trace import Flag, Traced, by_months
from zcdesk.formula.syntax import Literal
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import TO_CONFIRM, Figures, figure_id, leaf_of
from zcdesk.report.telling.spoken import folded, left_side, published_or_exact, spoken, symbols_in

_MANY = 8
"""Rows of a sum up to which each is listed."""


def proof(telling: Telling, figures: Figures, result: Traced, code: str, table: str) -> Proof:
    """The calculation of a line: formula, the formula with numbers, every input with its source."""
    say, compiled = telling.say, figures.compiled
    line = compiled.method.lines[result.id]
    said = spoken(compiled, result, say, count=lambda id_: rows_of(figures, id_))
    taken = isinstance(compiled.lines[result.id].tree, Literal)  # by a scheme, from a method
    name = say.of(line.words)
    if result.row:
        name = say("proof.name", row=telling.label(result.row), what=name)
    found = [flag for flag in _own_flags(figures, result) if flag.code != "single_source"]
    return Proof(
        code=code,
        place=say("proof.place", table=table) if table else "",
        name=name,
        result=printed_value(compiled.method, line, result),
        unit=say.unit("" if result.unit == "1" else result.unit),
        formula=f"{left_side(compiled, result.id, say)} = {say('proof.taken') if taken else said.symbols}",
        numbers="" if taken else said.numbers,
        clause=say.clause(line.clause),
        inputs=tuple(_inputs(telling, figures, result)),
        unrounded=lines.unrounded(result.number, say("proof.cut")),
        flags=tuple(dict.fromkeys(notes.flag_text(telling, figures, flag) for flag in found)),
    )


def rows_of(figures: Figures, id_: str) -> int:
    """How many rows the table of a quantity or line has."""
    line = figures.compiled.method.lines.get(id_)
    table = line.over if line is not None else figures.compiled.vocabulary.quantities[id_].table
    return len(figures.rows(table))


def needs_proof(figures: Figures, result: Traced) -> bool:
    """Whether a line computes something, rather than only picking a value."""
    return result.kind == "line" and isinstance(result.value, Decimal) and leaf_of(figures, result) is result


def _inputs(telling: Telling, figures: Figures, result: Traced) -> list[ProofInput]:
    months = by_months(result)
    if months:
        return [_month(telling, figures, each) for each in months]
    symbols = symbols_in(figures.compiled, result.id, telling.say)
    found: list[ProofInput] = []
    numeric = [item for item in result.inputs if isinstance(item.value, Decimal) and item.kind != "constant"]
    counts: dict[str, int] = {}
    for item in numeric:
        counts[item.id] = counts.get(item.id, 0) + 1
    done: set[tuple[str, str, str]] = set()
    for item in numeric:
        key = (item.id, item.row, item.period)
        if key in done or counts[item.id] > _MANY:
            continue
        done.add(key)
        found.append(
            _input(telling, figures, item, symbols.get(item.id, ""), listed=bool(item.row) and not result.row)
        )
    for id_, count in counts.items():
        if count > _MANY:
            some = [item for item in numeric if item.id == id_]
            total = sum((item.number for item in some), Decimal(0))
            name = telling.say("proof.rows", what=telling.name(id_), count=count)
            here = any(_code_of(telling, figure_id(item.id, item.row, item.period)) for item in some)
            source = telling.say("proof.see_rows" if here else "proof.rows_filed")
            found.append(ProofInput("Σ", name, lines.exact(total), source))
    return found if result.row else found + _said(telling, result)


def _said(telling: Telling, result: Traced) -> list[ProofInput]:
    """Yes and no, and choices, on which a figure hangs."""
    say, told = telling.say, {}
    for item in result.inputs:
        if item.kind != "answer" or item.row or isinstance(item.value, Decimal):
            continue
        quantity = telling.vocabulary.quantities.get(item.id)
        if quantity is None or quantity.kind not in ("yes_no", "choice"):
            continue
        if isinstance(item.value, bool):
            value = say("judged.yes" if item.value else "judged.no")
        else:
            option = telling.vocabulary.option(item.id, str(item.value))
            value = say.of(option.words) if option is not None else str(item.value)
        told[item.id] = ProofInput(
            "", telling.name(item.id), value, _answer_source(telling, item), telling.cited(item)
        )
    return list(told.values())


def _input(telling: Telling, figures: Figures, item: Traced, symbol: str, listed: bool) -> ProofInput:
    say = telling.say
    leaf = leaf_of(figures, item)
    tone: Tone = (
        "warning" if any(flag.code in TO_CONFIRM for flag in (*item.flags, *leaf.flags)) else "normal"
    )
    kinds = telling.vocabulary.kinds
    if item.kind == "factor":
        kind = item.id.partition("/")[0]
        name, symbol = (say.of(kinds[kind].words), kinds[kind].symbol) if kind in kinds else (item.id, symbol)
    else:
        name = telling.name(item.id)
        if listed:
            name = telling.label(item.row)
            symbol = item.row
    unit = say.unit("" if item.unit == "1" else item.unit)
    value = f"{published_or_exact(leaf if leaf is not item else item)} {unit}".strip()
    source, evidence = input_source(telling, figures, leaf)
    return ProofInput(
        symbol if len(symbol) <= 8 and symbol != name else "", name, value, source, evidence, tone
    )


def _month(telling: Telling, figures: Figures, item: Traced) -> ProofInput:
    """A month of a year that was computed month by month: its own formula with its own numbers."""
    unit = telling.say.unit("" if item.unit == "1" else item.unit)
    cited = dict.fromkeys(telling.cited(part) for part in item.inputs if part.kind == "answer")
    evidence = telling.say.join([each for each in cited if each != lines.DASH]) or lines.DASH
    said = spoken(figures.compiled, item, telling.say)
    value = f"{lines.exact(item.number)} {unit}".strip()
    return ProofInput("", telling.say.period(item.period), value, said.numbers, evidence, "normal")


def input_source(telling: Telling, figures: Figures, leaf: Traced) -> tuple[str, str]:
    """Where an input is from, and what proves it."""
    say = telling.say
    teller: dict[str, Callable[[], str]] = {
        "factor": lambda: _factor_source(telling, figures, leaf),
        "line": lambda: (
            say("proof.see", code=code)
            if (code := _code_of(telling, figure_id(leaf.id, leaf.row, leaf.period)))
            else say("proof.filed", row=leaf.row)
            if leaf.row
            else say("proof.line")
        ),
        "fold": lambda: _fold_source(telling, leaf),
        "answer": lambda: _answer_source(telling, leaf),
        "constant": lambda: leaf.because,
    }
    evidence = telling.cited(leaf) if leaf.kind in ("answer", "fold") else lines.DASH
    return teller[leaf.kind](), evidence


def _code_of(telling: Telling, figure: str) -> str:
    """Where a figure stands; one that only this appendix tells is named as its block is."""
    table, code = telling.codes.place(figure) or ("", "")
    return code.partition(".")[0] if table == "Y" else f"{table} {code}".strip()


def _factor_source(telling: Telling, figures: Figures, leaf: Traced) -> str:
    factor = figures.book.factor(leaf.source)
    if factor is None:
        return leaf.because
    say = telling.say
    year = say("proof.data_year", year=factor.year) if factor.year else ""
    own = not any(flag.code == "fallback_set" for flag in leaf.flags)
    return say(
        "proof.factor",
        source=notes.source_text(telling, figures, factor),
        year=year,
        kind=say("kind.default" if own else "kind.fallback"),
    )


def _fold_source(telling: Telling, leaf: Traced) -> str:
    say = telling.say
    text = folded(leaf, say, telling.name)
    kinds = _kinds_of_evidence(telling, leaf)
    return say("proof.with_kind", text=text, kind=kinds) if kinds else text


def _answer_source(telling: Telling, leaf: Traced) -> str:
    say = telling.say
    answer = telling.project.answers.get(Place(leaf.id, leaf.row, leaf.period))
    if answer is not None and answer.standing == "none":
        return say("source.none")
    kinds = _kinds_of_evidence(telling, leaf)
    text = say("proof.typed", text=leaf.because) if leaf.inputs else say("source.answer")
    return say("proof.with_kind", text=text, kind=kinds) if kinds else text


def _kinds_of_evidence(telling: Telling, leaf: Traced) -> str:
    names = telling.vocabulary.lists.get("evidence_kind", {})
    found: dict[str, None] = {}
    for id_ in telling.cites(leaf):
        evidence = telling.project.evidence.get(id_)
        if evidence is not None and evidence.kind in names:
            found.setdefault(telling.say.of(names[evidence.kind].words))
    return telling.say.join(found)


def _own_flags(figures: Figures, result: Traced) -> list[Flag]:
    """Flags of a result and its inputs, down to the next figure that has a calculation of its own."""
    found: dict[Flag, None] = dict.fromkeys(result.flags)
    stack = list(reversed(result.inputs))
    while stack:
        item = stack.pop()
        if item.kind == "line" and needs_proof(figures, item):
            continue
        found.update(dict.fromkeys(item.flags))
        stack.extend(reversed(item.inputs))
    return list(found)
