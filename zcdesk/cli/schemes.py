"""``schemes``: what there is, what fits the plant, what it follows."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, Output
from zcdesk.domain.words import Words
from zcdesk.exchange.results import words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.following import Offered, drop, follow, offered
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench


def schemes(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List the schemes and what of each is not publicly known; of a project those that fit and those it follows."""
    edits: list[int] = []
    if arguments.file is None:
        if arguments.follow or arguments.drop:
            raise Refused("file_wanted", Words("写上项目文件。", "Name the project file."))
        newest = [Offered(catalogue.scheme(*key).scheme, False, True) for key in catalogue.scheme_editions]
        found = tuple(newest)
    else:
        read_only = not (arguments.follow or arguments.drop)
        with ProjectFile.open(arguments.file, arguments.by, read_only=read_only) as file:
            workbench = Workbench(catalogue, file, arguments.by)
            edits += [follow(workbench, *named(each)).number for each in arguments.follow]
            edits += [drop(workbench, named(each)[0]).number for each in arguments.drop]
            found = offered(workbench, everything=True)
    for each in found:
        scheme = each.scheme
        document = scheme.method.document.into(output.language)
        mark = "  "
        if arguments.file is not None:
            mark = "* " if each.followed else "  " if each.fits else "– "
        output.say(f"{mark}{scheme.key}  {scheme.method.words.into(output.language)}  {document}")
        if scheme.incomplete.zh:
            output.say(f"    {scheme.incomplete.into(output.language)}")
    if arguments.file is not None:
        output.say(
            Words(
                "\n* 正在对照；– 不是这个地区或行业的。--follow ID 开始对照，--drop ID 不再对照。",
                "\n* followed; – for another region or sector. --follow ID follows one, --drop ID leaves it.",
            )
        )
    output.give(
        {
            "schema": "zcdesk.schemes/1",
            "schemes": [
                {
                    "id": each.scheme.method.id,
                    "edition": each.scheme.method.edition,
                    "words": words(each.scheme.method.words),
                    "document": words(each.scheme.method.document),
                    "issued": each.scheme.method.issued,
                    "incomplete": words(each.scheme.incomplete),
                    "criteria": len(each.scheme.criteria),
                    "region": each.scheme.region,
                    "city": words(each.scheme.city),
                    "sectors": list(each.scheme.sectors),
                }
                | ({"followed": each.followed, "fits": each.fits} if arguments.file is not None else {})
                for each in found
            ],
        }
        | ({"edit": max(edits, default=0)} if arguments.file is not None else {})
    )
    return DONE


def named(text: str) -> tuple[str, str]:
    """Id and edition of ``id@edition``."""
    id_, _, edition = text.partition("@")
    return id_, edition
