"""Questionnaire: what a plant asks of others, whose answers come back in a file and are nobody's quantities here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words

Kind = Literal["level", "yes_no", "choice", "choices", "number", "percent", "text", "table"]
"""``level``: one step of the questionnaire's scale; ``percent``: divided from `amounts`, never typed."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class Amount:
    """One of the amounts of a share: those on ``top`` are added and divided by the one at the ``bottom``."""

    id: str
    words: Words
    unit: str
    side: Literal["top", "bottom"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``""`` in `unit` where it is no number."""

    id: str
    words: Words
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question.

    Attributes
    ----------
    id : str
        Unique in its path: ``p01/green_share`` names it in the questionnaire.
    unit : str
        Of a number or a share.
    options : tuple of Option
        Of a choice.
    amounts : tuple of Amount
        Of a share.
    columns : tuple of Column
        Of a table.
    evidence : Words
        What proves the answer.
    """

    id: str
    words: Words
    kind: Kind
    unit: str = ""
    options: tuple[Option, ...] = ()
    amounts: tuple[Amount, ...] = ()
    columns: tuple[Column, ...] = ()
    evidence: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Path:
    """Questions on one subject, in their order."""

    id: str
    number: str
    part: str
    words: Words
    question: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Into:
    """What of a project an answered questionnaire fills in.

    Attributes
    ----------
    table : str
        Table with a row for each who answers, named by its label.
    flag : str
        Yes-or-no quantity of that table, by year: whether any of `questions` was answered.
    questions : tuple of str
        ``p00/emissions``.
    """

    table: str
    flag: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire.

    Attributes
    ----------
    note : Words
        Where it comes from and what of it is this program's own.
    part : mapping of str to Words
        What several paths belong to.
    level : tuple of Option
        The scale of ``level`` questions, from nothing upwards.
    into : Into or None
        None where nothing of a project follows from it.
    """

    id: str
    words: Words
    note: Words
    part: Mapping[str, Words]
    level: tuple[Option, ...]
    path: tuple[Path, ...]
    into: Into | None = None
