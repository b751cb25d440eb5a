"""``new`` and ``import-answers``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from zcdesk.cli.output import DONE, Output
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
    YearsChange,
)
from zcdesk.domain.project import Pin
from zcdesk.domain.words import Words
from zcdesk.exchange.answers import Answers, read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import bring, create
from zcdesk.workbench.naming import series
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import UnknownMethod, Workbench, pin_of


def new(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Make a project."""
    path: Path = arguments.file
    if path.suffix.lower() != ".zcd":
        told = Words(
            f"项目文件的名称应以 .zcd 结尾。请写 {path.name}.zcd。",
            f"The name of a project file ends with .zcd. Write {path.name}.zcd.",
        )
        raise Refused("name_ending", told)
    if not path.absolute().parent.is_dir():
        told = Words(
            f"没有文件夹“{path.parent}”。请先建立它，或换一个位置。",
            f"There is no folder '{path.parent}'. Make it first, or choose another place.",
        )
        raise Refused("no_folder", told)
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
        _, changes = bring(workbench, answers, label)
        _tell(output, workbench, _counted(changes))
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
        known = series(f"{each}@{edition}" for each, found in catalogue.editions.items() for edition in found)
        text = catalogue.texts("findings")["unknown_method"].fill(id=name, known=known)
        raise Refused("unknown_method", text) from unknown


def _counted(changes: Sequence[Change]) -> Words:
    """How many things of each kind an import changed."""
    names: tuple[tuple[type[Change], Words], ...] = (
        (AnswerChange, Words("答案", "answers")),
        (RowChange, Words("行", "rows")),
        (EvidenceChange, Words("证据", "evidence")),
        (SeriesChange, Words("表计序列", "meter series")),
        (TaskChange, Words("核查发现", "findings of verifiers")),
        (SettingChange, Words("设置", "settings")),
        (PinChange, Words("方法", "methods")),
        (YearsChange, Words("核算年度", "years")),
    )
    told = [each for each in changes if not isinstance(each, PinChange) or each.key.startswith("method:")]
    counts = [(words, sum(isinstance(change, kind) for change in told)) for kind, words in names]
    found = series(Words(f"{words.zh} {count}", f"{words.en} {count}") for words, count in counts if count)
    if not found.zh:
        return Words(
            "已导入，与项目原有内容相同，没有改动。",
            "Taken in; nothing was new, nothing changed.",
        )
    return Words(f"已导入，改动：{found.zh}。", f"Taken in. Changed: {found.en}.")


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
