"""Choices: the editions and the factor updates of a project as rows to choose from, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zcdesk.domain.words import Language
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.editions import Edition
from zcdesk.workbench.factor_updates import Update

ALL = "*"
"""The choice that stands for every set with a newer content."""

PENDING = ("content", "lost", "loose")
"""Kinds of updates of the very sets that count."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row.

    Attributes
    ----------
    id : str
        ``cn.steel@2025``, a factor set, or `ALL`.
    title, note, mark : str
    about : str
        What choosing it means.
    now : bool
        It is what counts; there is nothing to accept.
    """

    id: str
    title: str
    note: str
    mark: str = ""
    about: str = ""
    now: bool = False


def of_editions(catalogue: Catalogue, found: Sequence[Edition], language: Language) -> list[Choice]:
    """The editions of each method that has several, newest first."""
    texts = catalogue.texts("ui_changing")
    several = {each.id for each in found if not each.now}
    listed = []
    for each in found:
        if each.id not in several:
            continue
        marks = [texts["changing.now"].into(language)] if each.now else []
        marks += [texts["changing.newest"].into(language)] if each.fresh else []
        document = each.document.into(language)
        title = f"{each.edition} {each.words.into(language)}"
        listed.append(
            Choice(f"{each.id}@{each.edition}", title, document, " · ".join(marks), document, each.now)
        )
    return listed


def of_updates(catalogue: Catalogue, found: Sequence[Update], language: Language) -> list[Choice]:
    """What is newer among the factors; all newer contents together first, where there are several."""
    texts = catalogue.texts("ui_changing")
    listed = []
    pending = [each for each in found if each.kind in PENDING]
    if len(pending) > 1:
        title = texts["changing.all_pending"].fill(n=len(pending)).into(language)
        listed.append(Choice(ALL, title, "", about=texts["changing.kind.about.content"].into(language)))
    for each in found:
        kind = texts[f"changing.kind.{each.kind}"].into(language)
        about = texts[f"changing.kind.about.{each.kind}"].into(language)
        if each.date:
            published = texts["changing.published"].fill(publisher=each.publisher, date=each.date)
            about = f"{published.into(language)}　{about}"
        note = " · ".join(part for part in (kind, each.date) if part)
        listed.append(Choice(each.id, each.words.into(language), note, about=about))
    return listed


def sets_of(choice: Choice, found: Sequence[Update]) -> list[str]:
    """The factor sets that a choice stands for."""
    return [each.id for each in found if each.kind in PENDING] if choice.id == ALL else [choice.id]
