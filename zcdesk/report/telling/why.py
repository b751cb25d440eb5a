"""The chain of one figure for a terminal: formula, the formula with numbers, and every input down to its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.method import picked, printed_value
from zcdesk.domain.trace import Flag, Gap, Missing, Result, Traced
from zcdesk.domain.words import Language, Words
from zcdesk.formula.compiled import Compiled
from zcdesk.report.telling.results import key_words
from zcdesk.report.telling.spoken import amount, folded, left_side, spoken
from zcdesk.report.telling.wording import Wording

_STEP = "  "
_DEEPEST = 12


def chain(
    result: Result,
    compiled: Compiled,
    texts: Mapping[str, Words],
    language: Language,
    answers: Mapping[Place, Answer] = MappingProxyType({}),
    others: Mapping[str, Compiled] = MappingProxyType({}),
) -> list[str]:
    """A figure explained, as lines of plain text.

    Parameters
    ----------
    result : Result
    compiled : Compiled
        The method that computed it.
    texts : mapping of str to Words
        ``resources/text/report.toml``.
    language : Language
    answers : mapping of Place to Answer
        Those of the project; with them, each answer names its evidence.
    others : mapping of str to Compiled
        Methods by key, for figures that were taken from them.

    Returns
    -------
    list of str
        Without line ends; deeper steps are indented by two blanks each.
    """
    say = Wording(texts, language)
    if isinstance(result, Missing):
        return [
            say("why.missing"),
            *(f"{_STEP}{_gap_text(gap, compiled, say, answers)}" for gap in sorted(result.gaps)),
        ]
    out: list[str] = []
    _tell(result, compiled, say, answers, 0, out, set(), others)
    return out


def name_of(compiled: Compiled, id_: str, say: Wording) -> str:
    """What a line, quantity, constant or factor is called."""
    vocabulary = compiled.vocabulary
    named = (
        compiled.method.lines.get(id_)
        or vocabulary.quantities.get(id_)
        or vocabulary.constants.get(id_)
        or vocabulary.kinds.get(id_.partition("/")[0])
    )
    return say.of(named.words) if named is not None else id_


def _tell(
    item: Traced,
    compiled: Compiled,
    say: Wording,
    answers: Mapping[Place, Answer],
    depth: int,
    out: list[str],
    told: set[int],
    others: Mapping[str, Compiled],
) -> None:
    pad = _STEP * depth
    compiled = others.get(item.source, compiled)
    row = _row(item.row, compiled, say, answers) if item.row else ""
    where = say("why.where", row=row, period=say.period(item.period) if item.period else "").strip()
    name = _full_name(item, compiled, say)
    value = _value(item, compiled, say)
    out.append(f"{pad}{name} [{where}] = {value}" if where else f"{pad}{name} = {value}")
    inner = pad + _STEP
    if id(item) in told and item.inputs:
        out.append(inner + say("why.told"))
        return
    told.add(id(item))
    out += [inner + line for line in _reasons(item, compiled, say, answers)]
    out += [f"{inner}! {_doubt(flag, say)}" for flag in item.flags]
    if depth < _DEEPEST:
        for part in item.inputs:
            _tell(part, compiled, say, answers, depth + 1, out, told, others)


def _reasons(
    item: Traced, compiled: Compiled, say: Wording, answers: Mapping[Place, Answer]
) -> Iterator[str]:
    """How a value was computed or where it was found, a line each."""
    if item.kind == "line" and item.id in compiled.lines:
        if picked(item) is item:
            said = spoken(compiled, item, say)
            yield f"{left_side(compiled, item.id, say)} = {said.symbols}"
            yield f"= {said.numbers}"
        else:
            yield say("why.taken")
        if isinstance(item.value, Decimal):
            text = printed_value(compiled.method, compiled.method.lines[item.id], item)
            yield say("why.printed", value=text, unit=say.unit("" if item.unit == "1" else item.unit)).strip()
        yield say("why.clause", clause=say.clause(item.because), method=say.of(compiled.method.words))
    elif item.kind == "factor":
        yield say("why.factor", source=say.clause(item.because))
    elif item.kind == "fold":
        yield folded(item, say, lambda id_: name_of(compiled, id_, say))
    elif item.kind == "constant":
        yield say("why.constant", source=say.either(item.because))
    else:
        yield from _answered(item, compiled, say, answers)


def _answered(
    item: Traced, compiled: Compiled, say: Wording, answers: Mapping[Place, Answer]
) -> Iterator[str]:
    held = answers.get(Place(item.id, item.row, item.period))
    if (held is not None and held.standing == "none") or item.because == "none":
        yield say("why.none")
        return
    if held is not None and held.standing == "default":
        yield say("why.unknown")
        return
    option = compiled.vocabulary.option(item.id, str(item.value)) if isinstance(item.value, str) else None
    yield say("why.answer", text=say.of(option.words) if option else item.because)
    cited = [
        say("evidence.cite", id=c.evidence, pages=say.pages([c.pages])) if c.pages else c.evidence
        for c in (held.evidence if held else ())
    ]
    if cited:
        yield say("why.evidence", ids=say.clauses(cited))
    elif held is not None and isinstance(item.value, Decimal):
        yield say("why.bare")


def _full_name(item: Traced, compiled: Compiled, say: Wording) -> str:
    """What a value is called; a factor with the fuel, gas or region that it holds for."""
    name = name_of(compiled, item.id, say)
    key = item.id.partition("/")[2] if item.kind == "factor" else ""
    words = key_words(compiled.vocabulary, key) if key else None
    return say("factor.name", of=say.of(words), what=name) if words else name


def _row(row: str, compiled: Compiled, say: Wording, answers: Mapping[Place, Answer]) -> str:
    """A row by its code and by what people call it."""
    vocabulary = compiled.vocabulary
    for table in vocabulary.tables.values():
        held = answers.get(Place(table.label, row)) if table.label else None
        if held is not None and held.standing == "given":
            option = vocabulary.option(table.label, held.text)
            return say("why.row", row=row, label=say.of(option.words) if option else held.text)
    return row


def _value(item: Traced, compiled: Compiled, say: Wording) -> str:
    """A number with its unit; a choice in words."""
    if isinstance(item.value, bool):
        return say("why.yes" if item.value else "why.no")
    if isinstance(item.value, str):
        option = (
            compiled.vocabulary.option(item.id, item.value)
            if item.id in compiled.vocabulary.quantities
            else None
        )
        return say.of(option.words) if option else item.value
    if item.kind == "constant" and item.formula:
        return f"{item.formula} {say.unit('' if item.unit == '1' else item.unit)}".strip()
    return amount(item, say)


def _doubt(flag: Flag, say: Wording) -> str:
    """A flag in words, with the years, densities or dates that it names; ids stay out."""
    details = {key: say.unit(value) if key == "unit" else value for key, value in flag.details}
    key = f"why.doubt.{flag.code}"
    if say.has(key):
        return say(key, **details)
    plain = f"why.flag.{flag.code}"
    return say(plain) if say.has(plain) else flag.code


def _gap_text(gap: Gap, compiled: Compiled, say: Wording, answers: Mapping[Place, Answer]) -> str:
    """What is missing, and for which row and period."""
    name, detail = name_of(compiled, gap.place.quantity, say), ""
    if gap.kind == "factor":
        kind, key, *_, year = (*gap.what.split("/"), "")[:4] if gap.what.count("/") >= 3 else ("", "", "")
        words = key_words(compiled.vocabulary, key)
        name = name_of(compiled, kind, say) if kind else name
        name = say("factor.name", of=say.of(words), what=name) if words else name
        detail = say.period(year) if year.isdigit() else say("gap.any_year")
    row = _row(gap.place.row, compiled, say, answers) if gap.place.row else ""
    period = say.period(gap.place.period) if gap.place.period else ""
    where = say("why.where", row=row, period=period).strip()
    text = say(f"gap.{gap.kind}", what=name, detail=detail)
    return f"{text} [{where}]" if where else text
