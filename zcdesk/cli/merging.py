"""``copy`` and ``merge``: a copy of the project for a colleague, and what the colleague did with it taken in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.past import joining, joining_view
from zcdesk.workbench.past.joining import Found
from zcdesk.workbench.past.joining_view import KINDS, Collision
from zcdesk.workbench.past.merging import Side
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

SUFFIX = ".zcd"
SIDES: tuple[Side, ...] = ("mine", "theirs")


def copy(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Write a copy of the project, all of it and as it is at this moment."""
    del catalogue
    to = arguments.out if arguments.out.suffix.lower() == SUFFIX else Path(f"{arguments.out}{SUFFIX}")
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        lacking = file.save_copy(to)
        if lacking is not None:
            output.say(lacking)
        output.say(
            Words(
                f"{to}：到第 {file.head} 步为止的整个项目。改好以后用 zcdesk merge 并回来。",
                f"{to}: the whole project up to step {file.head}. What is changed in it comes back by zcdesk merge.",
            )
        )
        output.give(
            {
                "schema": "zcdesk.copied/1",
                "file": str(to),
                "edits": file.head,
                "digest": file.digest(file.head),
            }
        )
    return DONE


def merge(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """What another copy would bring; with ``--accept`` taken as one step, each conflict as chosen."""
    with (
        ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.accept) as file,
        ProjectFile.open(arguments.theirs, arguments.by, read_only=True) as theirs,
    ):
        workbench = Workbench(catalogue, file, arguments.by)
        found = joining.look(file, theirs)
        clashing = joining_view.collisions(workbench, found, output.language)
        choices = _choices(arguments, clashing)
        counted = joining_view.counts(found, choices)
        open_ = [each for each in clashing if each.id not in choices]
        number = 0
        if arguments.accept:
            if open_:
                raise Refused(
                    "conflicts", _OPEN.fill(n=len(open_), keys=" ".join(each.id for each in open_[:4]))
                )
            number = joining.take(workbench, theirs, found, choices)
    _say(found, clashing, choices, counted, number, arguments, output)
    output.give(
        {
            "schema": "zcdesk.merge/1",
            "file": str(arguments.file),
            "theirs": str(arguments.theirs),
            "ancestor": found.ancestor,
            "edits": {"mine": found.mine, "theirs": found.theirs},
            "counts": {kind: counted.get(kind, 0) for kind in KINDS},
            "renumbered": [list(pair) for pair in found.renumbered],
            "conflicts": [
                {
                    "id": each.id,
                    "what": each.what,
                    "mine": {"value": each.mine, "by": each.here.by, "at": each.here.at},
                    "theirs": {"value": each.theirs, "by": each.there.by, "at": each.there.at},
                    "taken": choices.get(each.id, ""),
                }
                for each in clashing
            ],
            "accepted": bool(number),
            "edit": number,
        }
    )
    return FOUND if open_ else DONE


_OPEN = Words(
    "还有 {n} 处两边改得不同，没有选定：{keys} …。先不加 --accept 看清楚，再用 --take KEY=mine（或 theirs）逐处选，"
    "或 --prefer mine|theirs 一概取一边。",
    "Both sides changed {n} differently, and none is chosen: {keys} … Look first without --accept, then choose each "
    "with --take KEY=mine (or theirs), or take one side throughout with --prefer mine|theirs.",
)

SEALED = Words(
    "那边封存过 {n} 份报告；封存对那边的修改有效，不并入，记在存为证据的修改记录里。",
    "{n} reports were sealed there; their seals hold for the edits there and are not merged, but kept in the log.",
)
_NO_CONFLICT = Words(
    "没有“{word}”这样的选择。写成 KEY=mine 或 KEY=theirs；KEY 有：{known}。",
    "There is no choice '{word}'. Write KEY=mine or KEY=theirs; the keys are: {known}.",
)


def _choices(arguments: Namespace, clashing: tuple[Collision, ...]) -> dict[str, Side]:
    known = {each.id for each in clashing}
    made: dict[str, Side] = dict.fromkeys(known, arguments.prefer) if arguments.prefer else {}
    for word in arguments.take:
        key, _, said = word.rpartition("=")
        side = next((each for each in SIDES if each == said), None)
        if key not in known or side is None:
            raise Refused("no_conflict", _NO_CONFLICT.fill(word=word, known=" ".join(sorted(known)) or "—"))
        made[key] = side
    return made


def _say(
    found: Found,
    clashing: tuple[Collision, ...],
    choices: dict[str, Side],
    counted: dict[str, int],
    number: int,
    arguments: Namespace,
    output: Output,
) -> None:
    language = output.language
    output.say(
        Words(
            f"两份副本到第 {found.ancestor} 步相同；之后这边 {found.mine} 步，“{found.name}” {found.theirs} 步。",
            f"Both copies are alike up to step {found.ancestor}; since then {found.mine} here, "
            f"{found.theirs} in {found.name}.",
        )
    )
    for old, new in found.renumbered:
        output.say(Words(f"  那边的 {old} 在这里是 {new}", f"  their {old} is {new} here"))
    if found.sealed:
        output.say(SEALED.fill(n=found.sealed))
    for each in clashing:
        output.say(f"  ! {each.id}\n    {each.what}")
        for side, value, touch in (("mine", each.mine, each.here), ("theirs", each.theirs, each.there)):
            mark = "*" if choices.get(each.id) == side else " "
            named = Words({"mine": "这边", "theirs": "那边"}[side], side).into(language)
            output.say(f"    {mark} {named}：{value}  ({joining_view.by(touch, language)})")
    if counted:
        zh = "、".join(f"{KINDS[kind].zh} {count}" for kind, count in counted.items())
        en = ", ".join(f"{KINDS[kind].en} {count}" for kind, count in counted.items())
        output.say(Words(f"合并会改动：{zh}。", f"What changes here: {en}."))
    if number:
        output.say(
            Words(
                f"已合并，是第 {number} 步，可以撤销；那边的修改记录存为证据。",
                f"Merged, as step {number}, which can be undone; the edits of the other copy are kept as evidence.",
            )
        )
    elif arguments.accept or not (found.theirs and (counted or clashing)):
        output.say(
            Words("那边没有新的内容，项目未改动。", "There is nothing new there; the project is unchanged.")
        )
    else:
        output.say(
            Words(
                "还没有合并；加 --accept 合并，作为一步。",
                "Nothing is merged yet; --accept merges, as one step.",
            )
        )
