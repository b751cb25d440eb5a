"""``confirm``: doubts that a person has looked at."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.forms.confirming import confirm as record
from zcdesk.workbench.forms.confirming import doubts
from zcdesk.workbench.workbench import Workbench


def confirm(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Confirm doubts by their keys, as one step; without keys list those that are open."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.keys) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        changed = record(workbench, arguments.keys, arguments.reason) if arguments.keys else None
        settings = workbench.project.settings
        open_ = {
            key: item for key, item in doubts(catalogue, workbench.project).items() if key not in settings
        }
        if changed is not None:
            count = len(set(arguments.keys)) if changed.number else 0
            output.say(
                Words(
                    f"已确认 {count} 项，尚待确认 {len(open_)} 项。",
                    f"Confirmed: {count}; still open: {len(open_)}.",
                )
            )
        else:
            for key, item in open_.items():
                output.say(f'"{key}"\n    {workbench.say(item).into(output.language)}')
            output.say(Words(f"待确认 {len(open_)} 项。", f"To confirm: {len(open_)}."))
        output.give(
            {
                "schema": "zcdesk.confirmation/1",
                "edit": changed.number if changed else 0,
                "confirmed": sorted(set(arguments.keys)),
                "open": list(open_),
            }
        )
        return FOUND if open_ and changed is None else DONE
