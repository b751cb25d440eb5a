"""A row of a ledger in one line: what it says, and what of it is still to be said."""

from __future__ import annotations

from zcdesk.domain.words import Language
from zcdesk.workbench.forms import entry
from zcdesk.workbench.forms.cell_figures import unit_said
from zcdesk.workbench.forms.entry import Field
from zcdesk.workbench.workbench import Workbench

BETWEEN = " · "


def row_said(workbench: Workbench, page: str, row: str, year: str, language: Language) -> tuple[str, int]:
    """What a row of a page without months holds, in the order of its questions, and how much is left to fill in.

    Returns
    -------
    (str, int)
        ``省外 · 风电 · 1,500 张 · 2024-03 · 已核销：是``; the name of the row is not part of it. Blank questions that
        may stay blank are passed over.
    """
    fields = entry.fields(workbench, page, row, year)
    label = workbench.catalogue.vocabulary.tables[workbench.catalogue.pages[page].table].label
    said = [_said(field, language) for field in fields if field.quantity.id != label]
    left = sum(field.required and not field.quantity.optional and not field.text for field in fields)
    return BETWEEN.join(each for each in said if each), left


def _said(field: Field, language: Language) -> str:
    if not field.text:
        return ""
    name, kind = field.quantity.words.into(language), field.quantity.kind
    if kind == "number":
        unit = "" if field.unit == "1" else unit_said(field.unit, language)
        return f"{field.shown} {unit}" if unit else f"{name} {field.shown}"
    if kind in ("choice", "yes_no"):
        chosen = next(
            (each.words.into(language) for each in field.options if each.id == field.text), field.text
        )
        return f"{name}{'：' if language == 'zh' else ': '}{chosen}" if kind == "yes_no" else chosen
    return field.text
