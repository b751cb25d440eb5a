"""``workbook``: an entry workbook for the workshops, and what came back in it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book import entry_out
from zcdesk.exchange.results import words
from zcdesk.exchange.tables.workbook_in import LARGEST, TOO_LARGE, NoWorkbook
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.whole import write_whole
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import translated
from zcdesk.workbench.preview.taking import STATES, Preview, accept
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.workbook import entry_taking
from zcdesk.workbench.workbook.entry_book import layout

SUFFIX = ".xlsx"
TOLD = {
    "new": Words("新的", "new"),
    "changed": Words("改了", "changed"),
    "same": Words("没变", "same"),
    "refused": Words("不能采用", "refused"),
}


def workbook(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Write the workbook of a year, or read one that was filled in: a preview, and with ``--accept`` one step."""
    if arguments.filled is None:
        if arguments.accept:
            told = Words("--accept 要和 --in W.xlsx 一起用。", "--accept goes with --in W.xlsx.")
            raise Refused("accept", told)
        return _write(arguments, output, catalogue)
    if arguments.out is not None:
        told = Words("--in 和 --out 只能用一个。", "Only one of --in and --out can be used.")
        raise Refused("in_and_out", told)
    with translated(arguments.filled):
        size = arguments.filled.stat().st_size
        with arguments.filled.open("rb") as file:
            data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused("not_readable", TOO_LARGE.fill(size=size // 1_000_000, most=LARGEST // 1_000_000))
    with ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.accept) as project:
        workbench = Workbench(catalogue, project, arguments.by)
        try:
            seen = entry_taking.preview(workbench, data, arguments.year or "")
        except NoWorkbook as bad:
            raise Refused("not_readable", bad.words) from bad
        edit, evidence = 0, ""
        if arguments.accept:
            edit, evidence = accept(workbench, seen, data, arguments.filled.name)
    _say(seen, edit, evidence, arguments, output)
    output.give(_document(seen, edit, evidence, arguments))
    return FOUND if seen.count("refused") else DONE


def _say(seen: Preview, edit: int, evidence: str, arguments: Namespace, output: Output) -> None:
    language = output.language
    for note in seen.notes:
        output.say(note)
    for each in seen.cells:
        if each.state == "same":
            continue
        told = TOLD[each.state].into(language)
        what = each.words.into(language)
        at = f"{each.where} {each.cell}"
        if each.reason is not None:
            output.say(f"  {told}  {at}  {what}：{each.reason.into(language)}")
        elif each.before:
            output.say(f"  {told}  {at}  {what}：{each.before} → {each.after}")
        else:
            output.say(f"  {told}  {at}  {what}：{each.after}")
    counted = [seen.count(state) for state in STATES]
    zh = "、".join(f"{TOLD[state].zh} {count} 格" for state, count in zip(STATES, counted, strict=True))
    en = ", ".join(f"{TOLD[state].en} {count}" for state, count in zip(STATES, counted, strict=True))
    output.say(Words(f"{seen.year} 年：{zh}。", f"{seen.year}: {en}."))
    say_taken(seen, edit, evidence, arguments.accept, output)
    if seen.count("refused"):
        again = Words(
            "不能采用的在工作簿里改好，再读一次；已写入的会显示为没变。",
            "Correct what was refused in the workbook and read it again; what was taken is then the same.",
        )
        output.say(again)


def say_taken(seen: Preview, edit: int, evidence: str, accepted: bool, output: Output) -> None:
    """Whether it was taken, and how it would be."""
    if edit:
        output.say(
            Words(
                f"已写入，是第 {edit} 步，可以撤销；原文件存为证据 {evidence}。",
                f"Taken, as step {edit}, which can be undone; the file is kept as evidence {evidence}.",
            )
        )
    elif accepted:
        output.say(Words("没有可写入的，项目未改动。", "There is nothing to take; the project is unchanged."))
    elif seen.changes:
        output.say(
            Words(
                "还没有写入；加 --accept 写入，作为一步。",
                "Nothing is written yet; --accept takes it as one step.",
            )
        )


def _document(seen: Preview, edit: int, evidence: str, arguments: Namespace) -> dict[str, Any]:
    return {
        "schema": "zcdesk.workbook/1",
        "file": arguments.filled.name,
        "year": seen.year,
        "accepted": bool(edit),
        "edit": edit,
        "evidence": evidence,
        "counts": {state: seen.count(state) for state in STATES},
        "rows": list(seen.rows),
        "cells": [
            {
                "state": each.state,
                "sheet": each.where,
                "cell": each.cell,
                "place": None
                if each.place is None
                else {"quantity": each.place.quantity, "row": each.place.row, "period": each.place.period},
                "words": words(each.words),
                "before": each.before,
                "after": each.after,
                "reason": None if each.reason is None else words(each.reason),
            }
            for each in seen.cells
        ],
        "notes": [words(note) for note in seen.notes],
    }


def _write(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        year = _year(workbench, arguments.year)
        made = layout(workbench, year, output.language)
        out = arguments.out or Path(f"{arguments.file.stem}-{year}{SUFFIX}")
        if out.suffix.lower() != SUFFIX:
            told = Words(f"工作簿的文件名要以 {SUFFIX} 结尾。", f"The name of a workbook ends with {SUFFIX}.")
            raise Refused("suffix", told)
        if out.exists() and not arguments.replace:
            told = Words(
                f"{out} 已经有了，可能已填过；换个名字，或加 --replace。",
                f"{out} is there already and may be filled in: another name, or --replace.",
            )
            raise Refused("exists", told)
        data = entry_out.workbook(made, output.language)
        with translated(out):
            write_whole(out, data)
    lines = sum(len(sheet.lines) for sheet in made.sheets)
    output.say(
        Words(
            f"{out}：{year} 年，{len(made.sheets)} 张表，{lines} 行。",
            f"{out}: {year}, {len(made.sheets)} sheets, {lines} lines.",
        )
    )
    output.give(
        {
            "schema": "zcdesk.workbook-written/1",
            "file": str(out),
            "year": year,
            "sheets": len(made.sheets),
            "lines": lines,
        }
    )
    return DONE


def _year(workbench: Workbench, wanted: str | None) -> str:
    years = workbench.project.years
    year = wanted or max(years, default="")
    if year not in years:
        there = "、".join(years)
        told = Words(
            f"项目没有 {year} 年；有 {there}。", f"The project has no year {year}; there is {there}."
        )
        raise Refused("year", told)
    return year
