"""Profiles: what a plant of an industry usually has on each page, and which sources are rare there.

A profile follows from the industry code of the plant and changes the order of pages and what is said on them, never a
result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from zcdesk.domain.answer import PROJECT, Answer, Place
from zcdesk.domain.form import Page
from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.forms import guide
from zcdesk.workbench.workbench import Changed, Workbench

CODE = Place("site.industry_code")


@dataclass(frozen=True, slots=True)
class Profile:
    """An industry.

    Attributes
    ----------
    words : Words
    codes : tuple of str
        Beginnings of its codes of GB/T 4754.
    rare : tuple of str
        Tables that its plants seldom have.
    note : mapping of str to Words
        What they usually have, by page.
    """

    words: Words
    codes: tuple[str, ...]
    rare: tuple[str, ...] = ()
    note: Mapping[str, Words] = field(default_factory=dict)


NOBODY = Profile(Words("", ""), ())


@lru_cache(maxsize=4)
def profiles(catalogue: Catalogue) -> Mapping[str, Profile]:
    """Those of ``resources/guide/profiles.toml``."""
    return {
        id_: Profile(
            Words(**raw["words"]),
            tuple(raw["codes"]),
            tuple(raw.get("rare", ())),
            {page: Words(**said) for page, said in raw.get("note", {}).items()},
        )
        for id_, raw in catalogue.guide("profiles").get("profile", {}).items()
    }


def of(workbench: Workbench) -> Profile:
    """The profile of the plant: the one with the longest beginning of its code."""
    answer = workbench.project.answers.get(CODE)
    code = answer.text.strip().upper().lstrip("ABCDEFGHIJKLMNOPQRST") if answer else ""
    found = [
        (len(start), profile)
        for profile in profiles(workbench.catalogue).values()
        for start in profile.codes
        if code.startswith(start)
    ]
    return max(found, key=lambda each: each[0])[1] if found else NOBODY


def parted(workbench: Workbench) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """The pages of the inventory: usual ones, and those of rare tables of which nothing was said yet."""
    rare = of(workbench).rare
    usual: list[Page] = []
    seldom: list[Page] = []
    used = {row.table for row in workbench.project.rows.values()}
    for page in (each for each in guide.pages(workbench) if each.group == "inventory"):
        said = page.table in used or Place(page.table, "", PROJECT) in workbench.project.answers
        (seldom if page.table in rare and not said else usual).append(page)
    return tuple(usual), tuple(seldom)


def none_of(workbench: Workbench, pages: tuple[Page, ...], label: str) -> Changed:
    """State that the plant has none of these tables, as one step."""
    return workbench.set_answers(
        {Place(page.table, "", PROJECT): Answer("", "", "none") for page in pages}, label
    )
