"""``audit-report``: a published report checked against itself."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.handed_out.auditing import audited


def audit_report(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Sums, shares and totals of printed lines that do not agree."""
    found = audited(catalogue, arguments.file)
    if output.as_json:
        output.give(dict(found.document))
        return FOUND if found.told else DONE
    output.say(found.head)
    names = {
        "differs": Words("不符", "differs"),
        "cut_off": Words("截尾", "cut off"),
        "unreadable": Words("读不了", "unreadable"),
    }
    for each in found.told:
        output.say(f"  [{names[each.verdict].into(output.language)}] {each.what.into(output.language)}")
        if each.way.zh:
            output.say(f"      {each.way.into(output.language)}")
    return FOUND if found.told else DONE
