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
from zcdesk.domain.vocabulary import NOTHING, Quantity
from zcdesk.domain.words import Language, Words, same
from zcdesk.packs.spelling import BEGINNING, INSIDE, WHOLE, Spelling
from zcdesk.workbench import naming
from zcdesk.workbench.forms import guide
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
        ``action``, ``page``, ``field``, ``figure``, ``year``, ``scheme``, ``document`` or ``topic``.
    id : str
        Action, page, place, figure, year, scheme, document or handbook entry.
    words, note : Words
        What it is; where it is or what it says now.
    seek : str
        Further words by which it is found.
    keys : str
        Key that does the same.
    page : str
        Page of a field.
    called : Words
        Other names that people have for it, set apart by spaces; one of them, or its pinyin, is as good as its own.
    """

    kind: str
    id: str
    words: Words
    note: Words = NOTHING
    seek: str = ""
    keys: str = ""
    page: str = ""
    called: Words = NOTHING


KINDS = {"page": 0, "action": 1, "field": 2, "figure": 2, "year": 2, "scheme": 2, "document": 1, "topic": 3}
"""Which kind comes first among those that fit: where one works, what one does, what the project holds, the handbook."""
_CALLED, _EXACT, _FIRM, _LOOSE = range(4)
_SPELLED = {WHOLE: 70, BEGINNING: 65, INSIDE: 50}
_SHORT = 3
"""Letters of a word that is met in English and in ids only where a word begins."""


def found(
    targets: Iterable[Target], text: str, language: Language, spelling: Spelling | None = None, most: int = 40
) -> tuple[Target, ...]:
    """The targets that fit a text, best kind first, then best fit; earlier ones first among equals.

    What is said twice is given once: a handbook entry where anything has its title, the others where the note is
    the same, too.
    """
    wanted = text.strip().lower()
    ranked: list[tuple[int, int, int, int, Target]] = []
    for at, target in enumerate(targets):
        tier, rank = fit(wanted, target, language, spelling)
        if rank:
            ranked.append((tier, KINDS[target.kind], -rank, at, target))
    ranked.sort(key=lambda each: each[:4])
    titles = {target.words for *_, target in ranked if target.kind != "topic"}
    kept: dict[tuple[str, Words, Words, str], Target] = {}
    for *_, target in ranked:
        if target.kind == "topic" and target.words in titles:
            continue
        which = "" if target.kind == "topic" else target.id
        kept.setdefault((target.kind, target.words, target.note, which), target)
    return tuple(kept.values())[:most]


def fit(wanted: str, target: Target, language: Language, spelling: Spelling | None = None) -> tuple[int, int]:
    """How a target fits: exactly, firmly or by its signs in order, and how well; 0 not at all.

    Every word of the text has to be met. Signs in order are sought in the shown title only, and letters not in a
    Chinese one: those are its pinyin.
    """
    shown, other = target.words.into(language), target.words.into("en" if language == "zh" else "zh")
    further = f"{target.note.into(language)} {target.seek}"
    if wanted and _called(wanted, target.called, spelling):
        return _CALLED, 300
    tier = _EXACT if wanted == shown.lower() or wanted in target.seek.lower().split() else _FIRM
    total = 0
    for word in wanted.split():
        best = max(
            _fit(word, shown.lower()) * 3,
            _fit(word, other.lower()) * 2,
            _fit(word, target.id.lower()) * 2,
            _fit(word, further.lower()),
        )
        if spelling is not None:
            best = max(
                best,
                _spelled(word, target.words.zh, spelling) * 3,
                _spelled(word, target.note.zh, spelling),
            )
        if not best and word.isascii() == (language == "en"):
            best, tier = _loose(word, shown.lower()) * 3, _LOOSE
        if not best:
            return _LOOSE, 0
        total += best
    return tier, total


def _called(wanted: str, called: Words, spelling: Spelling | None) -> bool:
    """Whether a text is one of the other names, in either language, or spells one of them in full."""
    if wanted in (*called.zh.lower().split(), *called.en.lower().split()):
        return True
    return spelling is not None and any(
        len(wanted) >= 2 * len(name) > 2 and spelling.rank(wanted, name) == WHOLE
        for name in called.zh.split()
    )


def _fit(word: str, text: str) -> int:
    """100 the whole text, 80 its beginning, 60 a part of it; 0 not. A few letters have to begin a word."""
    if word == text:
        return 100
    if word.isascii() and word.isalpha() and len(word) <= _SHORT:
        begun = re.search(rf"(?<![a-z]){word}", text)
        at = begun.start() if begun else -1
    else:
        at = text.find(word)
    return 0 if at < 0 else 60 if at else 80


def _spelled(word: str, name: str, spelling: Spelling) -> int:
    """How well letters spell a Chinese name, in full or by initials; one letter spells too much."""
    rank = spelling.rank(word, name) if len(word) > 1 and word.isalpha() and name else None
    return 0 if rank is None else _SPELLED[rank]


def _loose(word: str, text: str) -> int:
    """Up to 40: the signs of the word in their order, not too far apart; 0 not."""
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
            asked = guide.asked(workbench, page, row, year)
            for question in sorted(asked, key=lambda each: _after(vocabulary.quantities[each.quantity])):
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


def _after(quantity: Quantity) -> tuple[bool, bool]:
    """Among the questions of a row its amounts come first, then what may stay empty, then kinds and names."""
    return quantity.kind != "number", quantity.optional


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
    from zcdesk.workbench.printing.printing import document_of  # ReportLab is not needed before a report is

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
