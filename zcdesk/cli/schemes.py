"""``schemes``: what there is, what fits the plant, what it follows."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, Output
from zcdesk.domain.number import plain
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Words
from zcdesk.exchange.results import words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.following import Offered, drop, follow, offered
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.schemes.following_news import Side, preview
from zcdesk.workbench.schemes.verdict_words import VERDICTS
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
            if arguments.preview:
                return _preview(workbench, arguments, output)
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
        if each.newer:
            output.say(
                Words(
                    f"    有新版 {each.newer}：--preview {scheme.method.id} 看判定有什么不同。",
                    f"    There is a newer edition {each.newer}: --preview {scheme.method.id} shows what differs.",
                )
            )
        if each.changed:
            output.say(
                Words(
                    "    内容与开始对照时不同；再 --follow 一次，记下现在的内容。",
                    "    Its content differs from when it was taken up; --follow it again to record the present one.",
                )
            )
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
                | (_of_project(each) if arguments.file is not None else {})
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


def _of_project(found: Offered) -> dict[str, object]:
    return {"followed": found.followed, "fits": found.fits, "newer": found.newer, "changed": found.changed}


def _preview(workbench: Workbench, arguments: Namespace, output: Output) -> int:
    """What another edition of a followed scheme would judge otherwise."""
    (year,) = chosen_years(arguments, workbench, all_years=False)
    id_, edition = named(arguments.preview)
    differing = preview(workbench, id_, edition, year)
    output.say(
        Words(f"{year}  判定不同 {len(differing)} 条", f"{year}  criteria judged otherwise: {len(differing)}")
    )
    for each in differing:
        side = each.after or each.before
        assert side is not None
        output.say(f"  {side.criterion.number}  {side.criterion.words.into(output.language)}")
        output.say(f"      {_verdicts(each.before, output)} → {_verdicts(each.after, output)}")
    output.give(
        {
            "schema": "zcdesk.preview/1",
            "year": year,
            "criteria": [
                {"id": each.id, "before": _side(each.before), "after": _side(each.after)}
                for each in differing
            ],
        }
    )
    return DONE


def _verdicts(side: Side | None, output: Output) -> str:
    if side is None:
        return "—"
    return " · ".join(VERDICTS[verdict].into(output.language) for _, verdict in side.verdicts)


def _side(side: Side | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {
        "words": words(side.criterion.words),
        "value": plain(side.value.number) if isinstance(side.value, Traced) else None,
        "unit": side.value.unit if isinstance(side.value, Traced) else "",
        "verdicts": [{"level": level, "verdict": verdict} for level, verdict in side.verdicts],
    }
