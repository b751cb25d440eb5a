"""``reading-sheet``: what a month asks, on paper, in the order in which it is typed in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.handed_out.reading_sheet import print_sheet
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

SUFFIX = Words("{path} 的名字要以 .pdf 结尾。", "The name of {path} must end with .pdf.")
THERE = Words(
    "{path} 已经有了；换个名字，或加 --replace。", "{path} is there already: another name, or --replace."
)
WRITTEN = Words("{path}：{pages} 页。", "{path}: {pages} {pages:page|pages}.")


def reading_sheet(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Print the reading sheet of a month."""
    to: Path = arguments.out
    if to.suffix.lower() != ".pdf":
        raise Refused("suffix", SUFFIX.fill(path=to))
    if to.exists() and not arguments.replace:
        raise Refused("exists", THERE.fill(path=to))
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        pages = print_sheet(workbench, year, arguments.month, output.language, to, arguments.page)
    output.say(WRITTEN.fill(path=to, pages=pages))
    output.give(
        {
            "schema": "zcdesk.reading-sheet/1",
            "file": str(to),
            "year": year,
            "month": arguments.month,
            "pages": pages,
        }
    )
    return DONE
