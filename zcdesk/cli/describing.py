"""What a method reads, as text: tables with their letters, quantities with period, unit, options and meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zcdesk.domain.form import Question
from zcdesk.domain.unit import BOUND, pretty
from zcdesk.domain.vocabulary import Quantity, TableOf, Vocabulary
from zcdesk.domain.words import Language, Words
from zcdesk.packs.catalogue import Catalogue

REPORT_PAGES = ("site", "output", "product")
"""Pages whose quantities the report prints, whether or not the method reads them."""

_OPTIONS = 12
_PER = {
    "month": Words("按月", "monthly"),
    "year": Words("按年", "yearly"),
    "project": Words("全项目", "once"),
}


def report_quantities(catalogue: Catalogue, read: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Quantities that only the report prints, by id."""
    quantities = catalogue.vocabulary.quantities
    return {
        question.quantity: quantities[question.quantity]
        for id_ in REPORT_PAGES
        if id_ in catalogue.pages
        for question in catalogue.pages[id_].questions
        if question.quantity not in read
    }


def questions(catalogue: Catalogue) -> dict[str, Question]:
    """How each quantity is asked, by id."""
    return {each.quantity: each for page in catalogue.pages.values() for each in page.questions}


def told(
    catalogue: Catalogue,
    quantities: Iterable[Quantity],
    defaults: Mapping[str, dict[str, Any]],
    language: Language,
) -> Iterator[str]:
    """Lines for people: first what stands alone, then table by table."""
    vocabulary, asked = catalogue.vocabulary, questions(catalogue)
    by_table: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        by_table.setdefault(quantity.table, []).append(quantity)
    for table, held in sorted(by_table.items(), key=lambda item: item[0] != ""):
        if table:
            yield ""
            yield _table(vocabulary.tables[table], vocabulary).into(language)
        for quantity in held:
            question = asked.get(quantity.id)
            yield _quantity(quantity, vocabulary, defaults.get(quantity.id)).into(language)
            notes = [quantity.definition, question.hint if question else Words("", ""), quantity.where]
            for words in notes:
                if words.zh:
                    yield f"      {words.into(language)}"
            if quantity.options:
                yield f"      {_options(quantity, vocabulary).into(language)}"


def _table(table: TableOf, vocabulary: Vocabulary) -> Words:
    first = f"{table.letter}01"
    zh, en = (
        f"表 {table.id}  {table.words.zh}，行号 {first} 起",
        f"table {table.id}  {table.words.en}, rows from {first}",
    )
    if table.unit_of:
        unit_of = vocabulary.quantities[table.unit_of]
        units = dict.fromkeys(option.unit for option in vocabulary.lists[unit_of.options].values())
        listed = pretty(" ".join(units))
        zh, en = f"{zh}，单位随 {unit_of.id}：{listed}", f"{en}, unit by {unit_of.id}: {listed}"
    return Words(zh, en)


def _quantity(quantity: Quantity, vocabulary: Vocabulary, default: dict[str, Any] | None) -> Words:
    zh, en = [_PER[quantity.per].zh], [_PER[quantity.per].en]
    if quantity.kind == "number":
        unit = pretty(quantity.unit)
        if BOUND in unit:
            table = vocabulary.tables[quantity.table]
            shown = Words(unit.replace(table.bound, "该行单位"), unit.replace(table.bound, "the row's unit"))
        else:
            shown = Words(unit, unit)
        zh.append(shown.zh)
        en.append(shown.en)
    else:
        names = {
            "choice": Words("选项", "choice"),
            "text": Words("文字", "text"),
            "date": Words("日期", "date"),
            "yes_no": Words("yes/no", "yes/no"),
        }
        zh.append(names[quantity.kind].zh)
        en.append(names[quantity.kind].en)
    if quantity.optional:
        zh.append("选填")
        en.append("optional")
    if default:
        zh.append(f"缺省：{default['words']['zh']}")
        en.append(f"default: {default['words']['en']}")
    name = quantity.words
    return Words(
        f"  {quantity.id}  {name.zh}（{'，'.join(zh)}）", f"  {quantity.id}  {name.en} ({', '.join(en)})"
    )


def _options(quantity: Quantity, vocabulary: Vocabulary) -> Words:
    options = list(vocabulary.lists[quantity.options].values())
    more = len(options) - _OPTIONS
    zh = "、".join(f"{option.id} {option.words.zh}" for option in options[:_OPTIONS])
    en = ", ".join(f"{option.id} ({option.words.en})" for option in options[:_OPTIONS])
    if more <= 0:
        return Words(f"选项：{zh}", f"options: {en}")
    return Words(f"选项共 {len(options)} 个：{zh} ……", f"{len(options)} options: {en} …")
