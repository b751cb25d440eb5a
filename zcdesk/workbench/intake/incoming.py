"""Incoming: every kind of file that can be taken in. The import page and the command line know this table alone.

The order is that in which a file is asked whose it is: the particular before the general.
"""

from __future__ import annotations

import gc
from dataclasses import replace

from zcdesk.domain.change import AnswerChange
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.tables import refused_out
from zcdesk.workbench.bills import taking as bill_taking
from zcdesk.workbench.intake import pact_taking, questionnaire_taking, task_taking
from zcdesk.workbench.naming import series
from zcdesk.workbench.preview.reader import OVERLAPS, Options, Overlap, Reader
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series import taking as series_taking
from zcdesk.workbench.tables import taking as table_taking
from zcdesk.workbench.tables.sizes import leaps
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.workbook import entry_taking

__all__ = [
    "LARGEST",
    "OVERLAPS",
    "READERS",
    "Options",
    "Overlap",
    "Reader",
    "by_id",
    "preview",
    "reader_of",
    "refused_rows",
    "settled",
]

LARGEST = 512 * 1024 * 1024
"""Size of a file that is still looked at; a reader may draw the line far lower. [bytes]"""

READERS: tuple[Reader, ...] = (
    entry_taking.READER,
    questionnaire_taking.READER,
    task_taking.READER,
    pact_taking.READER,
    bill_taking.READER,
    series_taking.READER,
    table_taking.READER,
)

NO_READER = Words(
    "认不出这是什么文件。能读的有：{known}。",
    "It cannot be told what this file is. What can be read: {known}.",
)
UNKNOWN = Words("没有“{id}”这种读法；有 {known}。", "There is no reader '{id}'; there is {known}.")
KEPT = Words(
    "{n} 处与已填的不同，按选择保留已填的。", "{n} differ from what was answered; what was answered is kept."
)
LEAPS = Words(
    "{n} 处和现在的数差 5 倍以上，导入前先看。",
    "{n} figures are more than five times what stands, or less than a fifth of it: look at them first.",
)


def by_id(id_: str) -> Reader:
    """A reader by its id.

    Raises
    ------
    Refused
        If there is none.
    """
    found = next((each for each in READERS if each.id == id_), None)
    if found is None:
        raise Refused("reader", UNKNOWN.fill(id=id_, known="、".join(each.id for each in READERS)))
    return found


def reader_of(data: bytes, name: str) -> Reader:
    """The reader whose file this is.

    Raises
    ------
    Refused
        If it is of none of them.
    """
    found = next((each for each in READERS if each.sniff(data, name)), None)
    if found is None:
        raise Refused("unknown_file", NO_READER.fill(known=series(each.words for each in READERS)))
    return found


def preview(reader: Reader, workbench: Workbench, data: bytes, name: str, options: Options) -> Preview:
    """What a file would change under the rule for what is there already; nothing is written.

    Raises
    ------
    Refused
        If the file cannot be read, with the reason and the way out.
    """
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of cells are made and none let go: no use looking for circles among them
    try:
        seen = reader.preview(workbench, data, name, options)
    finally:
        if collecting:
            gc.enable()
    return settled(workbench, seen, options)


def settled(workbench: Workbench, seen: Preview, options: Options) -> Preview:
    """A preview under the rule for what is there already, and with what looks wrong beside it.

    Every reader leaves both to this place.
    """
    if options.overlap == "keep":
        return _keeping(seen)
    found = leaps(workbench, seen.changes)
    return replace(seen, doubts=found, notes=(*seen.notes, LEAPS.fill(n=len(found)))) if found else seen


def _keeping(seen: Preview) -> Preview:
    """The preview without the changes of answers that the project has."""
    held = {cell.place for cell in seen.cells if cell.state == "changed"}
    if not held:
        return seen
    changes = tuple(
        each for each in seen.changes if not (isinstance(each, AnswerChange) and each.place in held)
    )
    return replace(seen, changes=changes, notes=(*seen.notes, KEPT.fill(n=len(held))))


def refused_rows(seen: Preview, language: Language) -> bytes:
    """What was refused as a workbook: of a table its heads and rows, to be corrected and read again; else a list."""
    if seen.back:
        lines = [
            (
                *each.texts,
                refused_out.MARK if each.last_head else "\n".join(why.into(language) for why in each.why),
            )
            for each in seen.back
        ]
        heads = next((at for at, each in enumerate(seen.back, start=1) if each.last_head), 1)
        marked = {(at, column) for at, each in enumerate(seen.back) for column in each.refused}
        return refused_out.workbook(lines, language, heads, marked)
    rows = [
        (each.where, each.cell, each.after, each.words.into(language), each.reason.into(language))
        for each in seen.cells
        if each.reason is not None
    ]
    return refused_out.workbook(rows, language)
