"""Forms: the pages that ask."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zcdesk.domain.form import Page, Question
from zcdesk.domain.record import dataclass
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, short, structure, table


@dataclass(frozen=True, slots=True)
class _Page:
    words: Words
    question: tuple[Question, ...] = ()
    table: str = ""
    intro: Words = NOTHING
    icon: str = "file-text"
    schemes: tuple[str, ...] = ()


def pages(folder: Path) -> Mapping[str, Page]:
    """Every page of ``forms/``, in the order of files and pages.

    Raises
    ------
    PackError
        If a page stands twice or has a mistake.
    """
    found: dict[str, Page] = {}
    for path in sorted(folder.glob("**/*.toml")):
        data = load(path)
        only(data, ("page",), path)
        group = path.relative_to(folder).parts[0] if path.parent != folder else "inventory"
        for id_, raw in table(data, "page", path).items():
            if id_ in found:
                raise PackError(f"{short(path)}: page {id_} stands twice")
            page = structure(raw, _Page, path, f"page.{id_}")
            found[id_] = Page(
                id_, page.words, page.question, page.table, page.intro, page.icon, group, page.schemes
            )
    return found
