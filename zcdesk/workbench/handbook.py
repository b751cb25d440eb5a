"""Handbook: made from what the program itself works by, so that it cannot say anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zcdesk.domain.form import Page, Question
from zcdesk.domain.method import Method
from zcdesk.domain.unit import pretty
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Language, Words, same
from zcdesk.packs.catalogue import Catalogue

_PLACE = re.compile(r"^\{(?:place|place_of|file|factor)\}[^：:]{0,12}[：:] ?")
"""What stands before a message: where it was found."""
_BLANK = re.compile(r"\{(\w+)\}")
_BRACKETS = re.compile(r" ?[（(][^（）()]*\{[^（）()]*[）)]")
"""What a message adds in brackets about a blank."""
_UNIT = re.compile(r"\{(\w+)\} ?\{unit\}")
_YEAR = re.compile(r"\{\w+\} ?年(?=[的不，。])")

CHAPTERS: dict[str, Words] = {
    "start": Words("怎么用", "How to work"),
    "pages": Words("每一页问什么", "What each page asks"),
    "fields": Words("每个数", "Every figure that is asked"),
    "methods": Words("核算方法", "Methods"),
    "findings": Words("检查说什么", "What the checks say"),
    "keys": Words("快捷键", "Keys"),
}
"""Chapters in reading order."""

_HEADS = {
    "what": Words("是什么", "What it is"),
    "where": Words("在哪里找", "Where to find it"),
    "how": Words("怎么填", "How to fill it in"),
    "unit": Words("单位", "Unit"),
    "usual": Words("常见范围", "Usual range"),
    "evidence": Words("证据", "Evidence"),
    "clause": Words("哪里用到，条款", "Where it is used, clause"),
    "document": Words("文件", "Document"),
    "boundary": Words("边界", "Boundary"),
    "lines": Words("公式与条款", "Formulas and clauses"),
    "open": Words("没有核实的地方", "What is not confirmed"),
    "asks": Words("这一页的问题", "What is asked"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the handbook.

    Attributes
    ----------
    id : str
        ``field:fuel.amount``, ``page:fuel``, ``method:cn.machinery@2015``, ``finding:missing_answer`` …
    chapter : str
        Key of `CHAPTERS`.
    title : Words
    parts : tuple of (Words, Words)
        Heads (may be empty) and texts.
    """

    id: str
    chapter: str
    title: Words
    parts: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key for the handbook: what is pressed, what happens, where it works."""

    keys: str
    words: Words
    group: Words


def entries(
    catalogue: Catalogue,
    methods: Sequence[Method],
    keys: Iterable[Key],
    texts: Iterable[tuple[str, Words, Words]],
) -> tuple[Entry, ...]:
    """The whole handbook, in reading order.

    Parameters
    ----------
    catalogue : Catalogue
    methods : sequence of Method
        Those of the project, or all.
    keys : iterable of Key
    texts : iterable of (id, title, text)
        The first chapter: how one works with the program.
    """
    made = [Entry(f"start:{id_}", "start", title, ((same(""), text),)) for id_, title, text in texts]
    pages = list(catalogue.pages.values())
    made += [_page(catalogue, page) for page in pages]
    seen: set[str] = set()
    for page in pages:
        for question in page.questions:
            if question.quantity not in seen:
                seen.add(question.quantity)
                made.append(_field(catalogue, page, question, methods))
    made += [_method(method) for method in methods]
    named = {key.partition(".")[2]: words for key, words in catalogue.texts("blanks").items()}
    made += [
        _finding(code, text, named)
        for code, text in catalogue.texts("findings").items()
        if not code.startswith("because.")  # part of another message, nothing by itself
    ]
    made += _keys(keys)
    return tuple(made)


def found(listed: Iterable[Entry], text: str, language: Language) -> tuple[Entry, ...]:
    """Entries in which every word of the text stands; those with it in the title first."""
    wanted = text.lower().split()
    ranked: list[tuple[int, int, Entry]] = []
    for at, entry in enumerate(listed):
        title = f"{entry.title.into(language)} {entry.id}".lower()
        body = " ".join(part.into(language) for pair in entry.parts for part in pair).lower()
        if all(word in title or word in body for word in wanted):
            ranked.append((sum(word not in title for word in wanted), at, entry))
    ranked.sort(key=lambda each: each[:2])
    return tuple(entry for _, _, entry in ranked)


def entry_of(listed: Iterable[Entry], id_: str) -> Entry | None:
    """The entry of an id; None if there is none."""
    return next((entry for entry in listed if entry.id == id_), None)


def _page(catalogue: Catalogue, page: Page) -> Entry:
    named = [catalogue.vocabulary.quantities[question.quantity].words for question in page.questions]
    return Entry(
        f"page:{page.id}",
        "pages",
        page.words,
        _kept((same(""), page.intro), (_HEADS["asks"], _joined(named))),
    )


def _field(catalogue: Catalogue, page: Page, question: Question, methods: Sequence[Method]) -> Entry:
    quantity = catalogue.vocabulary.quantities[question.quantity]
    kinds = catalogue.vocabulary.lists.get("evidence_kind", {})
    proofs = _joined([kinds[kind].words for kind in question.evidence if kind in kinds])
    title = Words(
        f"{quantity.words.zh} {quantity.symbol}".strip(), f"{quantity.words.en} {quantity.symbol}".strip()
    )
    home = Words(f"页：{page.words.zh}", f"Page: {page.words.en}")
    return Entry(
        f"field:{quantity.id}",
        "fields",
        title,
        _kept(
            (_HEADS["what"], quantity.definition),
            (_HEADS["where"], quantity.where),
            (_HEADS["how"], question.hint),
            (_HEADS["unit"], same("" if "-unit" in quantity.unit else pretty(quantity.unit))),
            (_HEADS["usual"], _usual(quantity)),
            (_HEADS["evidence"], proofs),
            (_HEADS["clause"], _used(quantity, methods)),
            (same(""), home),
        ),
    )


def _usual(quantity: Quantity) -> Words:
    if len(quantity.usual) != 2:
        return same("")
    low, high = quantity.usual
    unit = pretty(quantity.unit)
    return Words(f"{low} 至 {high} {unit}".strip(), f"{low} to {high} {unit}".strip())


def _used(quantity: Quantity, methods: Sequence[Method]) -> Words:
    lines = [
        (method, line) for method in methods for line in method.lines.values() if quantity.id in line.formula
    ]
    return Words(
        "\n".join(f"{line.words.zh}：{line.clause}（{method.words.zh}）" for method, line in lines),
        "\n".join(f"{line.words.en}: {line.clause} ({method.words.en})" for method, line in lines),
    )


def _method(method: Method) -> Entry:
    lines = list(method.lines.values())
    told = Words(
        "\n".join(
            f"{line.words.zh} [{pretty(line.unit)}]\n  {line.formula}\n  {line.clause}" for line in lines
        ),
        "\n".join(
            f"{line.words.en} [{pretty(line.unit)}]\n  {line.formula}\n  {line.clause}" for line in lines
        ),
    )
    unsure = Words(
        "\n".join(words.zh for words in method.unconfirmed.values()),
        "\n".join(words.en for words in method.unconfirmed.values()),
    )
    return Entry(
        f"method:{method.key}",
        "methods",
        Words(f"{method.words.zh} {method.edition}", f"{method.words.en} {method.edition}"),
        _kept(
            (_HEADS["document"], method.document),
            (_HEADS["boundary"], method.boundary),
            (_HEADS["open"], unsure),
            (_HEADS["lines"], told),
        ),
    )


def _finding(code: str, text: Words, named: Mapping[str, Words]) -> Entry:
    zh, en = _without_places(text.zh, "zh", named), _without_places(text.en, "en", named)
    title = Words(_title(text.zh), _title(text.en))
    return Entry(f"finding:{code}", "findings", title, ((same(""), Words(zh, en)),))


def _title(text: str) -> str:
    """A message's first sentence up to its first blank; where it begins with one, what follows."""
    text = _BRACKETS.sub("", _PLACE.sub("", text.replace("{{", "").replace("}}", "")))
    first = _first(_YEAR.sub("某年", text))
    parts = re.split(r"(，|：|, |: )", first)
    if _BLANK.search(first) and not _BLANK.search(parts[0]):
        blank = next(at for at, part in enumerate(parts) if _BLANK.search(part))
        first = "".join(parts[: blank - 1])
    opened = re.sub(r"…(?: ?…)+", "…", _BLANK.sub("…", _UNIT.sub(r"{\1}", first)))
    return opened.strip("：:， ").lstrip("… ")


def _without_places(text: str, language: Language, named: Mapping[str, Words]) -> str:
    """A message of which every blank is said in words: ``某年的值尚未公布``; the place in front goes."""
    text = _PLACE.sub("", text.replace("{{", "").replace("}}", ""))
    text = _UNIT.sub(r"{\1}", _YEAR.sub("某年", text))
    return _BLANK.sub(lambda found: named[found[1]].into(language) if found[1] in named else "…", text)


def _first(text: str) -> str:
    end = re.search(r"(?<=.)(?:[。;；]|\.(?!\d))", text)
    cut = end.start() if end else len(text)
    return text[:cut].strip("：: …") or text


def _keys(keys: Iterable[Key]) -> list[Entry]:
    groups: dict[Words, list[Key]] = {}
    for key in keys:
        groups.setdefault(key.group, []).append(key)
    return [
        Entry(
            f"keys:{number}",
            "keys",
            group,
            tuple((same(key.keys), key.words) for key in listed),
        )
        for number, (group, listed) in enumerate(groups.items(), start=1)
    ]


def _joined(named: Sequence[Words]) -> Words:
    return Words("、".join(each.zh for each in named), ", ".join(each.en for each in named))


def _kept(*parts: tuple[Words, Words]) -> tuple[tuple[Words, Words], ...]:
    return tuple((head, text) for head, text in parts if text.zh)
