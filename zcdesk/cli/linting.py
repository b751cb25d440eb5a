"""``lint``: the packs of this installation."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.lint import lint as complaints_of
from zcdesk.workbench.handed_out.proving import prove


def lint(_arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Check every pack and compute every worked example; errors give exit code 1, warnings do not."""
    complaints = [*complaints_of(catalogue), *prove(catalogue)]
    errors = [each for each in complaints if each.severity == "error"]
    for each in complaints:
        output.say(f"{each.severity}: {each.file}: {each.path}: {each.words.into(output.language)}")
    output.give(
        {
            "schema": "zcdesk.lint/1",
            "complaints": [
                {
                    "severity": each.severity,
                    "file": each.file,
                    "path": each.path,
                    "message": {"zh": each.words.zh, "en": each.words.en},
                }
                for each in complaints
            ],
        }
    )
    warnings = len(complaints) - len(errors)
    output.say(
        Words(f"{len(errors)} 处错误，{warnings} 处提醒。", f"Errors: {len(errors)}; warnings: {warnings}.")
    )
    return FOUND if errors else DONE
