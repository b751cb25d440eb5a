"""Choices: the editions and the factor updates of a project as rows to choose from, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zcdesk.domain.words import Language
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.updates.editions import Edition
from zcdesk.workbench.updates.factor_updates import Update

ALL = "*"
"""The choice that stands for every set with a newer content."""

LOOSE = "="
"""The choice that stands for every set whose content is not recorded yet."""

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
    """The editions of each method that has several, or another content of the one in use, newest first."""
    texts = catalogue.texts("ui_changing")
    several = {each.id for each in found if not each.now or each.changed}
    listed = []
    for each in found:
        if each.id not in several:
            continue
        marks = [texts["changing.now"].into(language)] if each.now else []
        marks += [texts["changing.newest"].into(language)] if each.fresh else []
        marks += [texts["changing.kind.content"].into(language)] if each.changed else []
        document = each.document.into(language)
        about = texts["changing.changed"].into(language) if each.changed else document
        title = f"{each.edition} {each.words.into(language)}"
        listed.append(
            Choice(
                f"{each.id}@{each.edition}",
                title,
                document,
                " · ".join(marks),
                about,
                each.now and not each.changed,
            )
        )
    return listed


def of_updates(catalogue: Catalogue, found: Sequence[Update], language: Language) -> list[Choice]:
    """What is newer among the factors; all newer contents together first, where there are several."""
    texts = catalogue.texts("ui_changing")
    listed = []
    for id_, key, kinds in ((ALL, "content", ("content", "lost")), (LOOSE, "loose", ("loose",))):
        held = [each for each in found if each.kind in kinds]
        if len(held) > 1:
            title = texts[f"changing.all_{key}"].fill(n=len(held)).into(language)
            about = texts[f"changing.kind.about.{key}"].into(language)
            listed.append(Choice(id_, title, texts[f"changing.kind.{key}"].into(language), about=about))
    together = {choice.id for choice in listed}
    for each in found:
        if each.kind == "loose" and LOOSE in together:  # nobody wants to record one and not the other
            continue
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
    kinds = {ALL: ("content", "lost"), LOOSE: ("loose",)}.get(choice.id)
    return [choice.id] if kinds is None else [each.id for each in found if each.kind in kinds]
