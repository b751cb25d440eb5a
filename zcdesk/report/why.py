"""The chain of one figure for a terminal: formula, the formula with numbers, and every input down to its source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.words import Language, Words
from zcdesk.formula.compiled import Compiled
from zcdesk.report import lines
from zcdesk.report.results import as_published
from zcdesk.report.spoken import amount, left_side, spoken
from zcdesk.report.wording import Wording

_STEP = "  "
_DEEPEST = 12


def chain(
    result: Result,
    compiled: Compiled,
    texts: Mapping[str, Words],
    language: Language,
    answers: Mapping[Place, Answer] = MappingProxyType({}),
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

    Returns
    -------
    list of str
        Without line ends; deeper steps are indented by two blanks each.
    """
    say = Wording(texts, language)
    if isinstance(result, Missing):
        return [
            say("why.missing"),
            *(
                f"{_STEP}{_gap_text(compiled, say, str(gap.place), gap.kind, gap.what)}"
                for gap in sorted(result.gaps)
            ),
        ]
    out: list[str] = []
    _tell(result, compiled, say, answers, 0, out, set())
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
) -> None:
    pad = _STEP * depth
    where = say("why.where", row=item.row, period=say.period(item.period) if item.period else "").strip()
    name = name_of(compiled, item.id, say)
    out.append(
        f"{pad}{name} [{where}] = {amount(item, say)}" if where else f"{pad}{name} = {amount(item, say)}"
    )
    inner = pad + _STEP
    if id(item) in told and item.inputs:
        out.append(inner + say("why.told"))
        return
    told.add(id(item))
    if item.kind == "line" and item.id in compiled.lines:
        said = spoken(compiled, item, say)
        out.append(f"{inner}{left_side(compiled, item.id, say)} = {said.symbols}")
        out.append(f"{inner}= {said.numbers}")
        out.append(inner + say("why.printed", value=_printed(item, compiled), unit=say.unit(item.unit)))
        out.append(inner + say("why.clause", clause=item.because, method=item.source))
    elif item.kind == "factor":
        out.append(inner + say("why.factor", source=item.because, id=item.source))
    elif item.kind == "fold":
        out.append(inner + say("why.fold", count=len(item.inputs)))
    elif item.kind == "constant":
        out.append(inner + say("why.constant", source=item.because))
    else:
        out.append(inner + say("why.answer", text=item.because))
        held = answers.get(Place(item.id, item.row, item.period))
        cited = [
            say("evidence.cite", id=c.evidence, pages=say.pages([c.pages])) if c.pages else c.evidence
            for c in (held.evidence if held else ())
        ]
        if cited:
            out.append(inner + say("why.evidence", ids=say.clauses(cited)))
    for flag in item.flags:
        details = "，".join(f"{key}={value}" for key, value in flag.details)
        key = f"why.flag.{flag.code}"
        out.append(f"{inner}! {say(key) if say.has(key) else flag.code}{f' ({details})' if details else ''}")
    if depth < _DEEPEST:
        for part in item.inputs:
            _tell(part, compiled, say, answers, depth + 1, out, told)


def _printed(item: Traced, compiled: Compiled) -> str:
    rounding = compiled.method.rounding
    if as_published(compiled, item.id):
        return lines.published(item.number, rounding)
    return lines.number(
        item.number, lines.places_of(compiled.method, compiled.method.lines[item.id]), rounding
    )


def _gap_text(compiled: Compiled, say: Wording, place: str, kind: str, what: str) -> str:
    name = name_of(compiled, place.partition("@")[0].partition("[")[0], say)
    return say(f"gap.{kind}", what=name, detail=what) + f" ({place})"
