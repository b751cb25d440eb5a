"""Search: one list over commands, pages, fields, printed codes, figures and the handbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from zcdesk.calc.checks import total_lines
from zcdesk.domain.answer import Place
from zcdesk.domain.number import printed
from zcdesk.domain.trace import Missing
from zcdesk.domain.unit import pretty
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Language, Words, same
from zcdesk.workbench import guide, naming
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

CODE = re.compile(
    r"(?:(?P<table>[A-Z]?-?\d+(?:-\d+)?)\s+)?(?P<code>[A-Z]\d{2}[a-z]?(?:\.\d+[a-z]?)?)", re.IGNORECASE
)
"""A short code as printed: ``3-1 F01.7``, ``F01.7``, ``F01``."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be found.

    Attributes
    ----------
    kind : str
        ``action``, ``page``, ``field``, ``figure``, ``year`` or ``topic``.
    id : str
        Action, page, place, figure, year or handbook entry.
    words, note : Words
        What it is; where it is or what it says now.
    seek : str
        Further words by which it is found.
    keys : str
        Key that does the same.
    page : str
        Page of a field.
    """

    kind: str
    id: str
    words: Words
    note: Words = NOTHING
    seek: str = ""
    keys: str = ""
    page: str = ""


def found(targets: Iterable[Target], text: str, language: Language, most: int = 40) -> tuple[Target, ...]:
    """The targets that fit a text, best first; earlier ones first among equals."""
    wanted = text.strip().lower()
    ranked: list[tuple[int, int, Target]] = []
    for at, target in enumerate(targets):
        rank = fit(wanted, target, language)
        if rank:
            ranked.append((-rank, at, target))
    ranked.sort(key=lambda each: each[:2])
    return tuple(target for _, _, target in ranked[:most])


def fit(wanted: str, target: Target, language: Language) -> int:
    """How well a target fits; 0 not at all. Every word of the text has to be met."""
    shown, other = target.words.into(language), target.words.into("en" if language == "zh" else "zh")
    total = 0
    for word in wanted.split():
        best = max(
            _fit(word, shown.lower()) * 3,
            _fit(word, other.lower()) * 2,
            _fit(word, target.id.lower()) * 2,
            _fit(word, f"{target.note.into(language)} {target.seek}".lower()),
        )
        if not best:
            return 0
        total += best
    return total


def _fit(word: str, text: str) -> int:
    """100 the whole text, 80 its beginning, 60 a part of it, up to 40 its signs in order; 0 not."""
    if word == text:
        return 100
    at = text.find(word)
    if at >= 0:
        return 80 if at == 0 else 60
    if len(word) < 2:
        return 0
    start = end = -1
    for sign in word:
        end = text.find(sign, end + 1)
        if end < 0:
            return 0
        start = end if start < 0 else start
    spread = end - start + 1
    return 40 * len(word) // spread if spread <= 4 * len(word) else 0


def fields(workbench: Workbench, year: str) -> tuple[Target, ...]:
    """Every field of the pages that are shown, row by row."""
    vocabulary, project = workbench.catalogue.vocabulary, workbench.project
    listed: list[Target] = []
    for page in guide.pages(workbench):
        rows = [row.id for row in project.rows_of(page.table)] if page.table else [""]
        for row in rows:
            for question in guide.asked(workbench, page, row, year):
                quantity = vocabulary.quantities[question.quantity]
                period = "" if quantity.per == "project" else year
                place = Place(quantity.id, row, period)
                where = naming.row_words(project, vocabulary, row) if row else page.words
                listed.append(
                    Target(
                        "field",
                        str(place),
                        quantity.words,
                        where,
                        f"{quantity.id} {quantity.symbol}",
                        "",
                        page.id,
                    )
                )
    return tuple(listed)


def figures(workbench: Workbench, year: str) -> tuple[Target, ...]:
    """The totals of a year under each method, with what they say."""
    listed: list[Target] = []
    for inventory in workbench.inventories().values():
        method = inventory.compiled.method
        for id_ in total_lines(inventory):
            line = method.lines[id_]
            if line.over:
                continue
            result = inventory.line(id_, year)
            if isinstance(result, Missing):
                said = Words(f"缺 {len(result.gaps)} 项", f"{len(result.gaps)} missing")
            else:
                rounding = method.rounding
                said = same(f"{printed(result.number, rounding.places, rounding.mode)} {pretty(result.unit)}")
            listed.append(
                Target("figure", f"{id_}@{year}", line.words, said, f"{id_} {line.symbol} {method.words.zh}")
            )
    return tuple(listed)


def codes(workbench: Workbench, year: str, language: Language) -> tuple[Target, ...]:
    """Every short code of the report, with the figure it stands for; none where there is no report."""
    from zcdesk.workbench.printing import document_of  # ReportLab is not needed before a report is

    try:
        given = document_of(workbench, year, language).codes
    except Refused:
        return ()
    listed: list[Target] = []
    for code, figure in given.items():
        place = naming.parse_place(figure)
        words = naming.place_words(workbench.project, workbench.catalogue, place) if place else same(figure)
        listed.append(Target("figure", figure, same(code), words, figure))
    return tuple(listed)


def by_code(targets: Iterable[Target], text: str) -> tuple[Target, ...]:
    """Printed figures whose code is asked for: with its table exactly, without it in every table."""
    asked = CODE.fullmatch(text.strip())
    if asked is None:
        return ()
    table, code = asked["table"], asked["code"].upper()
    exact: list[Target] = []
    begun: list[Target] = []
    for target in targets:
        held, _, own = target.words.zh.rpartition(" ")
        if table and held.upper() != table.upper():
            continue
        if own.upper() == code:
            exact.append(target)
        elif own.upper().startswith(code):
            begun.append(target)
    return (*exact, *begun)
