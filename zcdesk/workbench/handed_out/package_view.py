"""What the view of a verification package shows: what the checker reads, and words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Place
from zcdesk.domain.factor import Factor, Source
from zcdesk.domain.words import Language, Words, same
from zcdesk.exchange import findings as findings_file
from zcdesk.exchange import package as told_as
from zcdesk.workbench import naming, tasks
from zcdesk.workbench.workbench import Workbench

_FLAG = "why.flag."


def view_data(
    workbench: Workbench,
    figures: dict[str, Any],
    factors: Mapping[str, Factor],
    reports: Mapping[str, str],
    language: Language,
    at: str,
) -> dict[str, Any]:
    """Everything that ``view.html`` shows.

    Parameters
    ----------
    figures : dict
        As `zcdesk.exchange.package.Told.as_json` gives them.
    factors : mapping of str to Factor
        The rows of factor tables that were used.
    reports : mapping of str to str
        Files of reports in the package, each with what it says of being a draft; ``""`` for one that is none.
    at : str
        When the package is made.
    """
    file, project, catalogue = workbench.file, workbench.project, workbench.catalogue
    answers = told_as.answers(project)
    plant = project.answers.get(Place("site.name"))
    found = tasks.told(workbench)
    texts = catalogue.texts("report")
    told = told_as.factors(factors, sources_of(workbench, factors))
    return {
        "language": language,
        "project": {
            "plant": plant.text if plant is not None else file.path.stem,
            "id": file.digest(1) if file.head else "",
            "edits": file.head,
            "digest": file.digest(file.head),
            "made": at,
        },
        "years": list(project.years),
        "methods": [
            {"key": each.compiled.method.key, "words": _two(each.compiled.method.words)}
            for each in sorted(workbench.inventories().values(), key=_after)  # emissions are looked at first
        ],
        "nodes": figures["nodes"],
        "figures": figures["figures"],
        "missing": figures["missing"],
        "names": _names(workbench, figures, answers),
        "rows": {row: _two(_label(workbench, row)) for row in project.rows},
        "answers": [each | {"words": _option(workbench, each)} for each in answers["answers"]],
        "evidence": [each | {"kind_words": _kind(workbench, each["kind"])} for each in answers["evidence"]],
        "factors": [
            each | {"words": _two(naming.factor_words(catalogue, each["id"]))} for each in told["factors"]
        ],
        "sources": {f"{each['set']}|{each['id']}": each for each in told["sources"]},
        "flags": {
            key.removeprefix(_FLAG): _two(words) for key, words in texts.items() if key.startswith(_FLAG)
        },
        "reports": list(reports),
        "drafts": {name: draft for name, draft in reports.items() if draft},
        "edits": [[step.number, step.at, step.by, step.label] for step in file.steps()],
        "findings": [{name: getattr(each, name) for name in findings_file.HEADS} for each in found.findings],
    }


def sources_of(workbench: Workbench, factors: Mapping[str, Factor]) -> dict[tuple[str, str], Source]:
    """The publications of factors, by factor set and id of the source; a set that is not at hand gives none."""
    found: dict[tuple[str, str], Source] = {}
    sets = {each.id: each for inventory in workbench.inventories().values() for each in inventory.book.sets}
    for id_, factor in factors.items():
        set_ = id_.partition(":")[0]
        source = sets[set_].sources.get(factor.source) if set_ in sets else None
        if source is not None:
            found[set_, factor.source] = source
    return found


def _after(inventory: Inventory) -> bool:
    return inventory.compiled.method.kind != "inventory"


def _two(words: Words) -> list[str]:
    return [words.zh, words.en]


def _names(workbench: Workbench, figures: dict[str, Any], answers: dict[str, Any]) -> dict[str, list[str]]:
    """What the quantities, constants and kinds of factors that are shown are called."""
    vocabulary = workbench.catalogue.vocabulary
    named = {id_: each.words for id_, each in vocabulary.quantities.items()}
    named |= {id_: each.words for id_, each in vocabulary.constants.items()}
    named |= {f"{id_}/": each.words for id_, each in vocabulary.kinds.items()}
    named |= {id_: each.words for id_, each in vocabulary.tables.items()}
    used = {node["id"] for node in figures["nodes"]} | {each["place"][0] for each in answers["answers"]}
    used |= {f"{id_.partition('/')[0]}/" for id_ in used if "/" in id_}
    return {id_: _two(words) for id_, words in named.items() if id_ in used}


def _label(workbench: Workbench, row: str) -> Words:
    """What people call a row, without its code."""
    named = naming.row_words(workbench.project, workbench.catalogue.vocabulary, row)
    return Words(named.zh.removeprefix(row).strip() or row, named.en.removeprefix(row).strip() or row)


def _option(workbench: Workbench, answer: dict[str, Any]) -> list[str]:
    """The words of a choice; the text itself where it is none."""
    vocabulary, quantity = workbench.catalogue.vocabulary, answer["place"][0]
    option = vocabulary.option(quantity, answer["text"]) if quantity in vocabulary.quantities else None
    return _two(option.words) if option is not None else []


def _kind(workbench: Workbench, kind: str) -> list[str]:
    kinds = workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
    return _two(kinds[kind].words if kind in kinds else same(kind))
