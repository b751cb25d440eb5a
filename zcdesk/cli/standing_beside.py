"""``beside``: the methods beside the inventory, and taking or leaving one."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, Output, table
from zcdesk.domain.words import Words
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.beside import leave, listed, take
from zcdesk.workbench.workbench import Workbench

_HELD = Words("已选", "taken")


def beside(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List the methods that may stand beside, after taking and leaving what is asked for."""
    changes = bool(arguments.add or arguments.drop)
    with ProjectFile.open(arguments.file, arguments.by, read_only=not changes) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        edits = [take(workbench, id_).number for id_ in arguments.add]
        edits += [leave(workbench, id_).number for id_ in arguments.drop]
        found = listed(workbench)
        language = output.language
        rows = [
            (
                f"{each.id}@{each.edition}",
                _HELD.into(language) if each.held else "",
                each.words.into(language),
            )
            for each in found
        ]
        for line in table(rows):
            output.say(line)
        output.give(
            {
                "schema": "zcdesk.beside/1",
                "methods": [
                    {
                        "id": each.id,
                        "edition": each.edition,
                        "words": results.words(each.words),
                        "held": each.held,
                    }
                    for each in found
                ],
                "edit": max(edits, default=0),
            }
        )
    return DONE
