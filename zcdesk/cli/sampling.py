"""``sample``: the sample factory, computed and printed."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from pathlib import Path

from zcdesk.cli.output import DONE, Output
from zcdesk.domain.words import Language, Words
from zcdesk.exchange import results
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create
from zcdesk.workbench.printing.printing import print_report, results_of, standing_in_the_way
from zcdesk.workbench.workbench import Workbench

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def sample(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Make the sample project, compute it, print its reports, and list what was written."""
    folder: Path = arguments.out
    folder.mkdir(parents=True, exist_ok=True)
    answers = read(catalogue.resources / "sample" / "answers.json")
    path = folder / "sample.zcd"
    _make_room(path)
    workbench = create(catalogue, path, arguments.by, answers.years, (), answers)
    written = [path]
    with workbench.file:
        year = workbench.project.years[-1]
        ready = not standing_in_the_way(workbench.findings(year))
        for language in _LANGUAGES:
            pdf = folder / f"emission-report-{year}-{language}.pdf"
            pdf.unlink(missing_ok=True)  # of the sample that was there before
            print_report(workbench, year, language, pdf, seal=ready)
            written.append(pdf)
        found = results_of(catalogue, workbench.project, workbench.inventories())
        inventories = list(workbench.inventories().values())
        sets = {set_.id: set_ for inventory in inventories for set_ in inventory.book.sets}
        document = results.document(
            found, [inventory.compiled for inventory in inventories], list(sets.values())
        )
        computed = folder / "results.json"
        computed.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(computed)
        _tell(output, workbench, written)
    return DONE


def _make_room(path: Path) -> None:
    """An untouched sample is made anew; one that somebody worked in is kept under another name."""
    if not path.exists():
        return
    with ProjectFile.open(path, read_only=True) as file:
        touched = file.head > 2
    if touched:
        path.rename(path.with_name(f"sample-{time.strftime('%Y%m%d-%H%M%S')}.zcd"))
    else:
        path.unlink()


def _tell(output: Output, workbench: Workbench, written: list[Path]) -> None:
    for year in workbench.project.years:
        for inventory in workbench.inventories().values():
            for id_ in ("total.location", "total.market", "energy.total"):
                if id_ in inventory.compiled.lines:
                    line = inventory.compiled.lines[id_].line
                    entry = results.printed_line(inventory, id_, year)
                    output.say(f"{year}  {line.words.into(output.language)}  {entry}")
    for path in written:
        output.say(
            Words(
                f"已写出 {path}（{path.stat().st_size:,} 字节）",
                f"Wrote {path} ({path.stat().st_size:,} bytes)",
            )
        )
    output.give({"schema": "zcdesk.sample/1", "files": [str(path) for path in written]})
