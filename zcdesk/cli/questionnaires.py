"""``questionnaire``: what a plant asks of others, as a workbook to fill in, and what came back."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from pathlib import Path
from typing import Any

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.domain.number import plain
from zcdesk.domain.questionnaire import Path as Subject
from zcdesk.domain.questionnaire import Questionnaire
from zcdesk.domain.words import Words
from zcdesk.exchange.questionnaires.questionnaire_back import (
    NoQuestionnaire,
    Returned,
    Value,
    returned,
    share,
)
from zcdesk.exchange.questionnaires.questionnaire_out import key, workbook
from zcdesk.exchange.results import words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.whole import write_whole
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import translated
from zcdesk.workbench.intake.questionnaire_taking import told
from zcdesk.workbench.intake.taking_back import take_back
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

SUFFIX = ".xlsx"


def questionnaire(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List the questionnaires, write one to be sent, or read one that came back."""
    if arguments.what is None:
        for made in catalogue.questionnaires.values():
            output.say(f"{made.id}  {made.words.into(output.language)}")
        ids = [{"id": made.id, "words": words(made.words)} for made in catalogue.questionnaires.values()]
        output.give({"schema": "zcdesk.questionnaires/1", "questionnaires": ids})
        return DONE
    if arguments.what.lower().endswith(SUFFIX):
        return _read(Path(arguments.what), arguments, output, catalogue)
    made = _wanted(arguments.what, catalogue)
    out = arguments.out or Path(f"{made.id}{SUFFIX}")
    with translated(out):
        write_whole(out, workbook(made, output.language, arguments.supplier))
    output.say(Words(f"{out}：可以发出了。", f"{out}: ready to be sent."))
    output.give({"schema": "zcdesk.questionnaire-sent/1", "file": str(out)})
    return DONE


def _wanted(id_: str, catalogue: Catalogue) -> Questionnaire:
    if id_ not in catalogue.questionnaires:
        known = "、".join(catalogue.questionnaires)
        raise Refused(
            "questionnaire",
            Words(f"没有问卷 {id_}；有 {known}。", f"No questionnaire {id_}; there is {known}."),
        )
    return catalogue.questionnaires[id_]


def _read(file: Path, arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    with translated(file):
        data = file.read_bytes()
    wrong: NoQuestionnaire | None = None
    for made in catalogue.questionnaires.values():
        try:
            back = returned(data, made)
        except NoQuestionnaire as bad:
            wrong = bad
            continue
        document = _document(made, back)
        _say(made, back, output)
        if arguments.into is not None:
            document["into"] = _into(made, back, file, arguments, output, catalogue)
        output.give(document)
        return FOUND if back.doubts else DONE
    raise Refused(
        "questionnaire", wrong.words if wrong else Words("没有问卷。", "There is no questionnaire.")
    )


def _into(
    made: Questionnaire,
    back: Returned,
    file: Path,
    arguments: Namespace,
    output: Output,
    catalogue: Catalogue,
) -> dict[str, Any]:
    with ProjectFile.open(arguments.into, arguments.by) as project:
        workbench = Workbench(catalogue, project, arguments.by)
        year = arguments.year or max(workbench.project.years, default="")
        taken = take_back(workbench, made, back, file, year)
    told = Words("新的一行" if taken.new else "原有的一行", "a new row" if taken.new else "its row")
    zh, en = (
        f"写进 {arguments.into}：{taken.row}（{told.zh}），证据 {taken.evidence}。",
        f"Into {arguments.into}: {taken.row}",
    )
    output.say(Words(zh, f"{en} ({told.en}), evidence {taken.evidence}."))
    return {"row": taken.row, "new": taken.new, "says": taken.says, "evidence": taken.evidence, "year": year}


def _say(made: Questionnaire, back: Returned, output: Output) -> None:
    output.say(back.supplier or Words("（没有写供应商名称）", "(no name of the supplier)"))
    last = ""
    for each, path in zip(told(made, back, output.language), _subjects(made), strict=True):
        if path.number != last:
            output.say(f"{path.number}  {path.words.into(output.language)}")
            last = path.number
        output.say(f"    {each.question.into(output.language)}：{each.answer or '—'}")
    for doubt in back.doubts:
        output.say(
            Words(
                f"  没有采用 {doubt.cell}：{doubt.words.zh}", f"  not taken, {doubt.cell}: {doubt.words.en}"
            )
        )


def _subjects(made: Questionnaire) -> list[Subject]:
    """The subject of each question."""
    return [path for path in made.path for _ in path.question]


def _document(made: Questionnaire, back: Returned) -> dict[str, Any]:
    shares = {
        key(path, asked): share(back.answers, path, asked)
        for path in made.path
        for asked in path.question
        if asked.kind == "percent"
    }
    return {
        "schema": "zcdesk.questionnaire/1",
        "questionnaire": made.id,
        "supplier": back.supplier,
        "answers": {id_: _plain(value) for id_, value in back.answers.items()},
        "shares": {id_: None if found is None else plain(found) for id_, found in shares.items()},
        "tables": {
            id_: [{column: _plain(value) for column, value in row.items()} for row in rows]
            for id_, rows in back.tables.items()
        },
        "remarks": back.remarks,
        "doubts": [{"cell": each.cell, "message": words(each.words)} for each in back.doubts],
    }


def _plain(value: Value) -> str:
    return plain(value) if isinstance(value, Decimal) else value
