"""Form: what is asked, page by page; order is the author's."""

from __future__ import annotations

from zcdesk.domain.record import dataclass
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words


@dataclass(frozen=True, slots=True)
class Question:
    """How one quantity is asked on a page.

    Attributes
    ----------
    quantity : str
    when : str
        Formula: asked only where it is not false; ``""`` always.
    evidence : tuple of str
        Kinds of evidence that count for it.
    hint : Words
        How to fill it in.
    drawing : str
        Document and line on which the number stands: ``power_bill:total``.
    """

    quantity: str
    when: str = ""
    evidence: tuple[str, ...] = ()
    hint: Words = NOTHING
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a subject, not a sector.

    Attributes
    ----------
    id, words, intro
    table : str
        Table whose rows it lists; ``""`` for single questions.
    questions : tuple of Question
    icon : str
        File of ``resources/icons`` without its ending.
    group : str
        Folder of ``forms`` it lies in: ``inventory``, or ``readiness``, whose pages stand in the sidebar by themselves.
    schemes : tuple of str
        Ids of schemes with which it is asked though no formula reads it: texts that their documents print.
    """

    id: str
    words: Words
    questions: tuple[Question, ...]
    table: str = ""
    intro: Words = NOTHING
    icon: str = "file-text"
    group: str = "inventory"
    schemes: tuple[str, ...] = ()
