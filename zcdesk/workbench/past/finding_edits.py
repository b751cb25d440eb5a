"""Finding edits: by who, when and what, by any value that was typed or replaced, by any place that was touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zcdesk.domain.answer import Answer
from zcdesk.domain.change import AnswerChange, Change, Edit
from zcdesk.domain.words import Language
from zcdesk.workbench import naming
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.workbench import Workbench

_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3})")


@dataclass(frozen=True, slots=True)
class Touch:
    """One change of an edit: what is looked for in it, and how it is told where it was found."""

    sought: str
    told: str


Touches = Mapping[int, tuple[Touch, ...]]
"""By number of the edit."""


def touches(workbench: Workbench, language: Language, first: int = 1) -> dict[int, tuple[Touch, ...]]:
    """What every edit from `first` on touched; reads the whole history, so it is for another thread."""
    teller = Teller(workbench.catalogue, workbench.project, language)
    return {
        record.number: tuple(_touch(workbench, teller, language, each) for each in record.edit.changes)
        for record in workbench.file.edits(first)
    }


def found(words: str, head: str, touched: Iterable[Touch]) -> Touch | bool:
    """Whether an edit has all words that are looked for: in its head, or with it in one change, which is given then.

    Parameters
    ----------
    words : str
        What is looked for, spaces between; a number with or without thousands separators.
    head : str
        Label, person and time of the edit.
    """
    wanted, named = plain(words).split(), plain(head)
    if all(word in named for word in wanted):
        return True
    rest = [word for word in wanted if word not in named]
    return next((each for each in touched if all(word in each.sought for word in rest)), False)


def plain(text: str) -> str:
    """A text as it is compared: without case and thousands separators."""
    return _THOUSANDS.sub("", text.casefold())


def _touch(workbench: Workbench, teller: Teller, language: Language, change: Change) -> Touch:
    told = teller.edit(Edit("", (change,), "", ""))
    parts = [told.what, told.change]
    if isinstance(change, AnswerChange):
        parts += [naming.place_words(workbench.project, workbench.catalogue, change.place).into(language)]
        parts += [str(change.place), *_typed(change.before), *_typed(change.after)]
    return Touch(plain(" ".join(parts)), f"{told.what} {told.change}".strip())


def _typed(answer: Answer | None) -> tuple[str, ...]:
    return (answer.text, answer.note) if answer is not None else ()
