"""``report``, ``why`` and ``verify``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from zcdesk.cli.comparing import chosen_base
from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, FALSE, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import mixing
from zcdesk.workbench.handed_out.comparison_page import print_page
from zcdesk.workbench.handed_out.documents import hand_in, print_document
from zcdesk.workbench.handed_out.verifying import verify as checks_of
from zcdesk.workbench.printing.printing import NotReady, Printed, print_report
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.digits import full_value
from zcdesk.workbench.results.tracing import figure_of, told
from zcdesk.workbench.workbench import Workbench


def report(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Print the emission report of a year."""
    looks = not (arguments.seal or arguments.method)
    with ProjectFile.open(arguments.file, arguments.by, read_only=looks) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        if arguments.method:
            mixing.choose(workbench.inventories(), arguments.method)
            workbench.set_setting(mixing.CHOSEN, arguments.method)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        kind = "" if arguments.report == "inventory" else f"{arguments.report}-"
        stem = f"{arguments.file.stem}-{kind}{year}-{output.language}"
        to: Path = arguments.out or _free(arguments.file, stem)
        try:
            if arguments.report == "comparison":
                printed = _comparison(arguments, workbench, year, output, to)
            elif arguments.report != "inventory":
                printed = _document(arguments, workbench, year, output, to)
            else:
                printed = print_report(
                    workbench,
                    year,
                    output.language,
                    to,
                    arguments.seal,
                    arguments.replace,
                    full_value(workbench),
                )
        except NotReady as wrong:
            count = len(wrong.findings)
            text = Words(
                f"还不能封存：{count} 项缺失或待确认。",
                f"Cannot be sealed yet: {count} things are missing or not confirmed.",
            )
            raise Refused("not_ready", text, wrong.findings, workbench.say) from wrong
    draft = (
        Words("（草稿：有缺项或待确认项）", " (draft: something is missing or not confirmed)")
        if printed.draft
        else Words("", "")
    )
    pages = Words(f"：{printed.pages} 页", f": {printed.pages} pages") if printed.pages else Words("", "")
    output.say(Words(f"{to}{pages.zh}{draft.zh}", f"{to}{pages.en}{draft.en}"))
    output.give(
        {
            "schema": "zcdesk.report/1",
            "file": str(to),
            "pages": printed.pages,
            "draft": printed.draft,
            "issue": printed.issue,
        }
    )
    return DONE


def _comparison(arguments: Namespace, workbench: Workbench, year: str, output: Output, to: Path) -> Printed:
    """The year-comparison page."""
    base = chosen_base(arguments.base, workbench)
    return print_page(
        workbench, year, output.language, to, base, arguments.view, arguments.replace, arguments.seal
    )


def _document(arguments: Namespace, workbench: Workbench, year: str, output: Output, to: Path) -> Printed:
    """A document about a scheme."""
    return print_document(
        workbench,
        arguments.report,
        year,
        output.language,
        to,
        arguments.replace,
        arguments.scheme or "",
        arguments.seal,
    )


def submission(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Export the evidence of a scheme into its numbered folders, with the documents about it."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        held = hand_in(workbench, arguments.scheme, year, output.language, arguments.out)
    lacking = [each for folder in held.folders for each in folder.files if not each.present]
    output.say(
        Words(
            f"{arguments.out}：{held.files} 个文件，{len(held.folders)} 个文件夹；缺 {len(lacking)} 件。",
            f"{arguments.out}: {held.files} files in {len(held.folders)} folders; {len(lacking)} are lacking.",
        )
    )
    for each in lacking:
        output.say(f"  {each.number}  {each.title}（{'、'.join(each.criteria)}）")
    output.give(
        {
            "schema": "zcdesk.submission/1",
            "folder": str(arguments.out),
            "files": held.files,
            "lacking": [
                {"number": each.number, "title": each.title, "criteria": list(each.criteria)}
                for each in lacking
            ],
        }
    )
    return DONE


def _free(file: Path, stem: str) -> Path:
    """A name beside the project that is not taken: ``a-2025-zh.pdf``, ``a-2025-zh-2.pdf`` …"""
    found = file.with_name(f"{stem}.pdf")
    number = 2
    while found.exists():
        found = file.with_name(f"{stem}-{number}.pdf")
        number += 1
    return found


def why(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Where a printed figure comes from, down to answers, factors and evidence."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        figure = figure_of(workbench, arguments.code, year, output.language)
        for line in told(workbench, figure, output.language):
            output.say(line)
        output.give(figure.as_json())
    return DONE


def verify(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Verify the chain, the evidence, the packs and every sealed report."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        checks = checks_of(Workbench(catalogue, file, arguments.by), arguments.pdf)
    for check in checks:
        mark = "·" if check.note else "✓" if check.holds else "✗"
        output.say(f"{mark} {check.words.into(output.language)}")
    holds = all(check.holds for check in checks)
    output.give(
        {
            "schema": "zcdesk.verification/1",
            "holds": holds,
            "checks": [
                {
                    "holds": check.holds,
                    "note": check.note,
                    "message": {"zh": check.words.zh, "en": check.words.en},
                }
                for check in checks
            ],
        }
    )
    return DONE if holds else FALSE
