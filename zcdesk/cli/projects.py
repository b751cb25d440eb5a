"""``new`` and ``import-answers``."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, Output
from zcdesk.domain.project import Pin
from zcdesk.domain.words import Words
from zcdesk.exchange.answers import Answers, read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import bring, create
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import UnknownMethod, Workbench, pin_of


def new(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Make a project."""
    answers = read(arguments.answers) if arguments.answers else None
    years = tuple(sorted({*arguments.year, *(answers.years if answers else ())}))
    _refuse_years(years, catalogue)
    pins = tuple(method_pin(catalogue, name) for name in arguments.method)
    if not pins and not (answers and answers.methods):
        told = Words(
            "没有核算方法。请用 --method 给出；zcdesk methods 列出全部。",
            "No method. Give --method; zcdesk methods lists them.",
        )
        raise Refused("no_method", told)
    workbench = create(catalogue, arguments.file, arguments.by, years, pins, answers)
    with workbench.file:
        _tell(output, workbench, Words(f"已建立 {arguments.file.name}。", f"Made {arguments.file.name}."))
    return DONE


def import_answers(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Bring an answers file into a project, as one step."""
    answers: Answers = read(arguments.answers)
    with ProjectFile.open(arguments.file, arguments.by) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        label = f"导入 {arguments.answers.name}"
        changed = bring(workbench, answers, label)
        count = len(changed.places)
        _tell(
            output, workbench, Words(f"已导入，改动 {count} 项答案。", f"Taken in, {count} answers changed.")
        )
    return DONE


def method_pin(catalogue: Catalogue, name: str) -> Pin:
    """The pin of ``ID`` or ``ID@EDITION``.

    Raises
    ------
    Refused
        Naming the methods there are.
    """
    id_, _, edition = name.partition("@")
    try:
        return pin_of(catalogue, id_, edition)
    except UnknownMethod as unknown:
        known = "、".join(
            f"{each}@{edition}" for each, found in catalogue.editions.items() for edition in found
        )
        text = catalogue.texts("findings")["unknown_method"].fill(id=name, known=known)
        raise Refused("unknown_method", text) from unknown


def _refuse_years(years: tuple[str, ...], catalogue: Catalogue) -> None:
    texts = catalogue.texts("findings")
    if not years:
        raise Refused("no_years", texts["no_years"])
    for year in years:
        if len(year) != 4 or not year.isdigit() or not "1990" <= year <= "2100":
            raise Refused("year_text", texts["year_text"].fill(file="--year", id=year))


def _tell(output: Output, workbench: Workbench, words: Words) -> None:
    project = workbench.project
    for notice in workbench.file.notices:
        output.say(notice)
    output.say(words)
    output.give(
        {
            "schema": "zcdesk.project/1",
            "file": workbench.file.path.name,
            "edit": workbench.file.head,
            "years": list(project.years),
            "methods": [f"{pin.id}@{pin.edition}" for pin in project.methods()],
            "rows": len(project.rows),
            "answers": len(project.answers),
            "evidence": len(project.evidence),
            "notices": [{"zh": notice.zh, "en": notice.en} for notice in workbench.file.notices],
        }
    )
