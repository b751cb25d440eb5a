"""What is said below a table: what a figure rests on that a reader must know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.document import Tone
from zcdesk.domain.factor import Factor
from zcdesk.domain.trace import Flag, Missing, Result, Traced
from zcdesk.report.chapters.telling import Telling, flags
from zcdesk.report.telling import lines, results
from zcdesk.report.telling.results import TO_CONFIRM, Figures, confirmation, source_of

Note = tuple[str, Tone]

_NAMED = 8
"""Rows or years up to which a note names each; beyond, it speaks of the table."""
_SILENT = frozenset({"illustrative", "single_source"})
"""Flags that are said once for all: in the note on illustrative data, and in the column of confidence."""


def illustrative(telling: Telling, named: Iterable[tuple[str, Result]]) -> list[Note]:
    """The note that figures of a table rest on data made up for demonstration; with the years or rows meant."""
    found = list(dict.fromkeys(name for name, result in named if telling.is_illustrative([result])))
    if not found:
        return []
    names = [name for name in found if name]
    where = telling.say.join(names) if len(names) <= _NAMED else ""
    text = telling.say("note.illustrative", where=where) if where else telling.say("note.illustrative_here")
    return [(text, "warning")]


def flagged(telling: Telling, figures: Figures, named: Iterable[tuple[str, Result]]) -> list[Note]:
    """One note for each sort of flag, with the rows that it concerns; factors that share a reason are one note."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], _Said] = {}
    for name, result in named:
        for flag in flags(result):
            if flag.code in _SILENT:
                continue
            values = {key: detail(telling, figures, key, value) for key, value in flag.details}
            factor = values.pop("factor", "")
            said = found.setdefault((flag.code, tuple(values.items())), _Said())
            said.factors.update({factor: None} if factor else {})
            said.rows.update({name: None} if name else {})
            said.reasons.update(dict.fromkeys(reasons(telling, flag)))
    notes: list[Note] = []
    for (code, rest), said in found.items():
        values = dict(rest) | ({"factor": telling.say.join(said.factors)} if said.factors else {})
        text = telling.say(f"flag.{code}", **values) if telling.say.has(f"flag.{code}") else code
        if said.reasons:
            text = telling.say("note.confirmed", flag=text, why=telling.say.clauses(said.reasons))
        tone: Tone = "warning" if code in TO_CONFIRM else "normal"
        notes.append(
            (
                telling.say("note.flag", flag=text, rows=telling.say.join(said.rows)) if said.rows else text,
                tone,
            )
        )
    return list(dict.fromkeys(notes))


@dataclass(slots=True)
class _Said:
    """Factors and rows that one flag concerns."""

    factors: dict[str, None] = field(default_factory=dict)
    rows: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)


def reasons(telling: Telling, flag: Flag) -> list[str]:
    """What a person wrote when confirming a flag: why, and who."""
    if flag.code not in TO_CONFIRM:
        return []
    text = telling.project.settings.get(confirmation(flag), "").strip()
    return [text] if text else []


def flag_text(telling: Telling, figures: Figures, flag: Flag) -> str:
    """A flag in words."""
    details = dict(flag.details)
    values: dict[str, str] = {key: detail(telling, figures, key, value) for key, value in details.items()}
    key = f"flag.{flag.code}"
    return telling.say(key, **values) if telling.say.has(key) else flag.code


def detail(telling: Telling, figures: Figures, key: str, value: str) -> str:
    """A detail of a flag in words."""
    if key == "factor":
        factor = figures.book.factor(value)
        return factor_name(telling, factor) if factor else value
    if key in ("set", "own"):
        return next((telling.say.of(set_.words) for set_ in figures.book.sets if set_.id == value), value)
    if key == "unit":
        return telling.say.unit(value)
    if key == "what":
        return asked_factor(telling, value) if "/" in value else place_text(telling, value)
    if key == "place":
        return place_text(telling, value)
    return value


def place_text(telling: Telling, text: str) -> str:
    """``fuel.amount[F02]@2025-11`` in words, without its month: the months of one quantity are one matter."""
    rest, _, period = text.partition("@")
    name, _, row = rest.partition("[")
    row = row.removesuffix("]")
    label = telling.label(row) if row else ""
    return telling.say(
        "place",
        row=label,
        what=telling.name(name),
        period=telling.say.period(year_of(period)) if period else "",
    ).strip()


def factor_name(telling: Telling, factor: Factor) -> str:
    """``天然气 平均低位发热量``."""
    kind = telling.vocabulary.kinds.get(factor.kind)
    what = telling.say.of(kind.words) if kind else factor.kind
    of = key_words(telling, factor.key)
    return telling.say("factor.name", of=of, what=what) if of else what


def asked_factor(telling: Telling, what: str) -> str:
    """A factor that was asked for, ``grid.residual/CN//2025``, in words."""
    kind, key, *_ = (*what.split("/"), "", "")
    words = telling.vocabulary.kinds.get(kind)
    of = key_words(telling, key)
    named = telling.say.of(words.words) if words else kind
    return telling.say("factor.name", of=of, what=named) if of else named


def key_words(telling: Telling, key: str) -> str:
    """What the key of a factor stands for: an option of a list; ``""`` for keys without a name."""
    words = results.key_words(telling.vocabulary, key)
    return telling.say.of(words) if words else ""


def source_text(telling: Telling, figures: Figures, factor: Factor) -> str:
    """Number of the document, or its title where it has none, and the clause."""
    source = source_of(figures, factor)
    if source is None:
        return telling.say.clause(factor.clause)
    document = source.number or telling.say("source.title", title=telling.say.of(source.title))
    return f"{telling.say.clause(document)} {telling.say.clause(factor.clause)}".strip()


def document_text(telling: Telling, figures: Figures, factor: Factor) -> str:
    """The whole document of a factor: number, title, issuer, date."""
    source = source_of(figures, factor)
    if source is None:
        return ""
    say = telling.say
    title = say("source.title", title=say.of(source.title))
    number = say.clause(source.number)
    named = say("source.document", number=number, title=title) if number else title
    key = "source.issued" if source.date else "source.undated"
    return say(key, document=named, issuer=say.of(source.issuer), date=source.date)


def sources(telling: Telling, figures: Figures, quantities: Iterable[str], rows: Sequence[str]) -> str:
    """Where the amounts of the year are from, by the evidence that they really have."""
    say = telling.say
    kinds = telling.vocabulary.lists.get("evidence_kind", {})
    found: list[str] = []
    unproven: list[str] = []
    for id_ in quantities:
        known = [figures.quantity(id_, telling.year, row) for row in rows]
        if not any(isinstance(result, Traced) and result.number for result in known):
            continue
        ids = dict.fromkeys(cited for result in known for cited in telling.cites(result))
        held = [telling.project.evidence[cited].kind for cited in ids if cited in telling.project.evidence]
        named = say.join(dict.fromkeys(say.of(kinds[kind].words) if kind in kinds else kind for kind in held))
        bare = _bare(telling, id_, rows)
        if not named:
            unproven.append(telling.name(id_))
            continue
        if bare:
            where = say("intro.proven_partly", kinds=named, ids=say.join(ids), bare=bare)
        else:
            where = say("intro.proven", kinds=named, ids=say.join(ids))
        found.append(say("intro.source", what=telling.name(id_), where=where))
    if unproven:  # told once for all of them
        found.append(say("intro.source", what=say.join(dict.fromkeys(unproven)), where=say("intro.unproven")))
    return say("intro.sources", sources=say.clauses(found)) if found else ""


def _bare(telling: Telling, quantity: str, rows: Sequence[str]) -> int:
    """Values of a quantity typed for the year, in these rows, that have no evidence."""
    return sum(
        1
        for place, answer in telling.project.answers.items()
        if place.quantity == quantity
        and place.row in rows
        and year_of(place.period) in ("", telling.year)
        and answer.standing == "given"
        and not answer.evidence
    )


def more_digits(telling: Telling, shown: Iterable[tuple[Figures, Result]]) -> list[Note]:
    """The note that coefficients of a table have more digits than are printed."""
    cut = any(
        isinstance(result, Traced)
        and isinstance(result.value, Decimal)
        and result.id in figures.compiled.lines
        and results.as_published(figures.compiled, result.id)
        and not lines.is_whole(result.number)
        for figures, result in shown
    )
    return [(telling.say("note.digits"), "normal")] if cut else []


def parts_do_not_sum(telling: Telling, sums: Iterable[tuple[Sequence[Result], Result, int]]) -> list[Note]:
    """The note on independent rounding, only where printed parts really do not add up."""
    rounding = telling.method.rounding
    if all(lines.sums_up(parts, whole, places, rounding) for parts, whole, places in sums):
        return []
    return [(telling.say("note.rounding", rule=telling.say.clause(rounding.rule)), "normal")]


def missing_months(telling: Telling, figures: Figures, quantities: Iterable[str], row: str) -> list[str]:
    """A sentence for each quantity of a row of which months are missing."""
    found: list[str] = []
    for id_ in quantities:
        result = figures.quantity(id_, telling.year, row)
        if not isinstance(result, Missing):
            continue
        months = sorted({gap.place.period for gap in result.gaps if len(gap.place.period) > 4})
        if months:
            found.append(
                telling.say(
                    "missing.sentence",
                    row=telling.say("missing.of_row", row=telling.label(row)) if row else "",
                    months=telling.say.join(map(telling.say.month, months)),
                    what=telling.name(id_),
                )
            )
    return found


def to_confirm(telling: Telling, found: Iterable[Result]) -> bool:
    """Whether any of these carries a flag that a person must have seen and has not."""
    return any(is_open(telling, flag) for result in found for flag in flags(result))


def is_open(telling: Telling, flag: Flag) -> bool:
    """Whether a flag waits for a person to confirm that it was seen."""
    return flag.code in TO_CONFIRM and confirmation(flag) not in telling.project.settings


def has_answer(telling: Telling, quantity: str, row: str) -> bool:
    """Whether a quantity was answered for the year or one of its months."""
    return (
        any(
            place.quantity == quantity
            and place.row == row
            and place.period[:4] == telling.year
            and answer.standing != "none"
            for place, answer in telling.project.answers.items()
        )
        or Place(quantity, row) in telling.project.answers
    )
