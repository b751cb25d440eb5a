"""``parts``: every table and chart of a document as files of their own."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.comparing import chosen_base
from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.handed_out import parts as parts_of
from zcdesk.workbench.workbench import Workbench

WRITTEN = Words("{folder}：{n} 个文件。", "{folder}: {n} {n:file|files}.")


def parts(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Write the tables of a document as CSV, its charts as PNG and SVG, and all of it as a workbook."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        base = chosen_base(arguments.base, workbench) if arguments.report == "comparison" else ""
        document = parts_of.made(
            workbench, arguments.report, year, output.language, arguments.scheme or "", base, arguments.view
        )
        written = parts_of.export(workbench, document, arguments.out)
    output.say(WRITTEN.fill(folder=arguments.out, n=len(written)))
    output.give(
        {"schema": "zcdesk.parts/1", "folder": str(arguments.out), "files": [each.name for each in written]}
    )
    return DONE
