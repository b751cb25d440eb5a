"""Guiding: what is told about a question: what, where, how, evidence, clause, and what "I do not know" does."""

from __future__ import annotations

from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.drawing import Drawing
from zcdesk.domain.form import Page, Question
from zcdesk.domain.number import plain
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Language, Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import naming
from zcdesk.workbench.forms import profiles
from zcdesk.workbench.forms.cell_figures import unit_said
from zcdesk.workbench.forms.entry import clause_of, may_be_none
from zcdesk.workbench.forms.grades import grade_at
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Told:
    """What is told about a question.

    Attributes
    ----------
    title : str
    parts : tuple of (str, str)
        Key of the part (``what``, ``asks``, ``where``, ``how``, ``evidence``, ``unknown``, ``grade``, ``clause``) and
        its text; empty ones are left out.
    drawing : Drawing or None
    line : str
        Id of the line of the drawing on which the number stands.
    """

    title: str
    parts: tuple[tuple[str, str], ...]
    drawing: Drawing | None
    line: str


def told(workbench: Workbench, question: Question, place: Place, language: Language) -> Told:
    """Everything about a question at a place."""
    catalogue = workbench.catalogue
    vocabulary = catalogue.vocabulary
    quantity = vocabulary.quantities[question.quantity]
    kinds = vocabulary.lists.get("evidence_kind", {})
    named = [kinds[kind].words for kind in question.evidence if kind in kinds]
    document, _, line = question.drawing.partition(":")
    drawing = catalogue.drawings.get(document)
    parts = (
        ("what", quantity.definition.into(language)),
        ("where", where_of(catalogue, question).into(language)),
        ("how", question.hint.into(language)),
        ("evidence", naming.series(named).into(language)),
        ("unknown", _unknown(workbench, quantity, place, language)),
        ("grade", _grade(workbench, place, language)),
        ("clause", clause_of(workbench, quantity.id)),
    )
    title = f"{quantity.words.into(language)}  {quantity.symbol}".strip()
    return Told(title, tuple(part for part in parts if part[1]), drawing, line)


def where_of(catalogue: Catalogue, question: Question) -> Words:
    """On which bill, meter or form a number stands: as written, or the drawing's document and line; else empty."""
    quantity = catalogue.vocabulary.quantities[question.quantity]
    document, _, line = question.drawing.partition(":")
    drawing = catalogue.drawings.get(document)
    drawn = drawing.line(line) if drawing is not None else None
    if quantity.where.zh or drawing is None or drawn is None:
        return quantity.where
    over, on = drawing.words, drawn.words
    return Words(f"{over.zh} · {on.zh}", f"{over.en} · {on.en}")


def told_page(workbench: Workbench, page: Page, language: Language) -> Told:
    """Everything about a page: what belongs on it, what it asks, and how a table begins."""
    quantities = workbench.catalogue.vocabulary.quantities
    usual = profiles.of(workbench).note.get(page.id)
    what = " ".join(words.into(language) for words in (page.intro, usual) if words is not None)
    asks = "\n".join(f"· {quantities[each.quantity].words.into(language)}" for each in page.questions)
    how = workbench.catalogue.texts("ui_page_help")["page_help.rows"].into(language) if page.table else ""
    parts = (("what", what), ("asks", asks), ("how", how))
    return Told(page.words.into(language), tuple(part for part in parts if part[1]), None, "")


def _grade(workbench: Workbench, place: Place, language: Language) -> str:
    """What the band beside a figure means; nothing where there is no figure."""
    answer = workbench.project.answers.get(place)
    held = grade_at(workbench, place) if answer is not None and answer.standing == "given" else None
    if held is None:
        return ""
    return workbench.catalogue.texts("ui_page_help")["grade.told"].fill(grade=held.brief).into(language)


def _unknown(workbench: Workbench, quantity: Quantity, place: Place, language: Language) -> str:
    """What happens where the number is not known."""
    texts = workbench.catalogue.texts("ui_guidance")
    if quantity.kind != "number":
        return ""
    if not quantity.optional:
        return texts[f"guidance.unknown_{'lacks' if may_be_none(quantity) else 'none'}"].into(language)
    found = default_of(workbench, quantity, place, language)
    if found is None:
        return texts["guidance.unknown_left"].into(language)
    value, source = found
    return texts["guidance.unknown_value"].fill(value=value, source=source).into(language)


def default_of(
    workbench: Workbench, quantity: Quantity, place: Place, language: Language
) -> tuple[str, str] | None:
    """The published value that stands in for a measured one, and where it comes from; None while not known."""
    answer = workbench.project.answers.get(place)
    if answer is not None and answer.standing == "given":
        return None
    year = year_of(place.period) or workbench.project.years[-1]
    for inventory in workbench.inventories().values():
        for line in inventory.compiled.method.lines.values():
            if not line.formula.startswith(f"first({quantity.id},"):
                continue
            result = inventory.line(line.id, year, place.row if line.over else "")
            factor = (
                next((each for each in result.inputs if each.kind == "factor"), None)
                if isinstance(result, Traced)
                else None
            )
            if isinstance(result, Traced) and factor is not None:
                value = f"{plain(result.number)} {unit_said(result.unit, language)}".rstrip()
                return value, naming.factor_words(workbench.catalogue, factor.source).into(language)
    return None
