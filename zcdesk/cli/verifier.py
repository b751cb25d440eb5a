"""``findings``: what verifiers found, answering it, and giving it back with the answers."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.domain.words import Words
from zcdesk.exchange import findings as told_as
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import tasks
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench


def findings(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List what verifiers found; ``--answer ID=TEXT`` answers, ``--out`` writes the file for the verifier."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.answer) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        edits = []
        for word in arguments.answer:
            id_, found, text = word.partition("=")
            if not found:
                raise Refused(
                    "answer", Words(f"写成 ID=答复，不是“{word}”。", f"Write ID=ANSWER, not '{word}'.")
                )
            edits.append(tasks.answer(workbench, _id(workbench, id_.strip()), text).number)
        if arguments.out is not None:
            count = tasks.write(workbench, arguments.out, output.language)
            output.say(
                Words(
                    f"{arguments.out}：{count} 条，连同答复，可交核查员；在核查包的 view.html 里读入。",
                    f"{arguments.out}: {count}, with the answers, for the verifier, who reads it into view.html.",
                )
            )
        held = workbench.project.tasks
        for id_, task in sorted(held.items()):
            where = tasks.where_words(workbench.project, catalogue, task).into(output.language)
            state, weight = told_as.STATE_WORDS[task.state], told_as.WEIGHT_WORDS[task.weight]
            head = "  ".join(
                (id_, task.number, state.into(output.language), weight.into(output.language), where)
            )
            output.say(head)
            output.say(f"    {task.by}：{task.text}")
            if task.answer:
                output.say(f"    → {task.answered_by}：{task.answer}")
        open_ = sum(task.state == "open" for task in held.values())
        output.say(Words(f"共 {len(held)} 条，未答复 {open_} 条。", f"{len(held)} in all, {open_} open."))
        output.give(
            {
                "schema": "zcdesk.tasks/1",
                "edits": [number for number in edits if number],
                "open": open_,
                "findings": [
                    {
                        "id": id_,
                        "number": task.number,
                        "where": told_as.where_text(task),
                        "what": {
                            "zh": (said := tasks.where_words(workbench.project, catalogue, task)).zh,
                            "en": said.en,
                        },
                        "weight": task.weight,
                        "text": task.text,
                        "state": task.state,
                        "by": task.by,
                        "at": task.at,
                        "answer": task.answer,
                        "answered_by": task.answered_by,
                        "answered_at": task.answered_at,
                        "source": task.source,
                    }
                    for id_, task in sorted(held.items())
                ],
            }
        )
    return FOUND if open_ else DONE


def _id(workbench: Workbench, said: str) -> str:
    """Id of a task by it, or by the verifier's number where that means one."""
    if said in workbench.project.tasks:
        return said
    numbered = [id_ for id_, task in workbench.project.tasks.items() if task.number == said]
    return numbered[0] if len(numbered) == 1 else said
