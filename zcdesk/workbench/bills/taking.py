"""Bill taking: the bills that were seen, taken as one step with their files, and the reader of a single one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from zcdesk.domain.answer import Cite, Place, writable
from zcdesk.domain.change import AnswerChange, Change, SettingChange
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.words import Words
from zcdesk.exchange.bills.reading import looks_like_one
from zcdesk.workbench.bills.billing import READ, BillSeen, Seen, preview_bills
from zcdesk.workbench.bills.figures import key, title
from zcdesk.workbench.preview.reader import Options, Reader
from zcdesk.workbench.preview.taking import Preview, filed
from zcdesk.workbench.workbench import Workbench


def accept_bills(workbench: Workbench, seen: Seen) -> tuple[int, tuple[str, ...]]:
    """Take everything that can be taken as one step, each file kept as evidence of what it answers.

    Returns
    -------
    (int, tuple of str)
        Number of the edit and of the evidence; (0, ()) where there was nothing to take.

    Raises
    ------
    FileTrouble
        If the project cannot be written; it stays as it was.
    """
    changed = [
        each for each in seen.preview.changes if isinstance(each, AnswerChange) and each.after is not None
    ]
    used = sorted({at for change in changed for at in seen.rests.get(change.place, ())})
    if not used:
        return 0, ()
    ids, first = _kept(workbench, seen, used)
    rest: list[Change] = []
    for change in seen.preview.changes:
        if isinstance(change, AnswerChange) and change.after is not None:
            bills = seen.rests.get(change.place, ())
            cites = [Cite(ids[at], _page(seen.bills[at], change.place)) for at in bills]
            kept = dict.fromkeys((*change.after.evidence, *cites))
            change = replace(change, after=replace(change.after, evidence=tuple(kept)))
        rest.append(change)
    name = seen.bills[used[0]].name if len(used) == 1 else f"{len(used)} 张账单"
    number = workbench.commit(f"{name} {seen.preview.year}".strip(), [*first, *rest]).number
    return number, tuple(ids.values())


def _kept(workbench: Workbench, seen: Seen, used: list[int]) -> tuple[dict[int, str], list[Change]]:
    """The evidence that each bill becomes, and the changes that make it so; a file that is held already is that one."""
    ids: dict[int, str] = {}
    changes: list[Change] = []
    for at in used:
        bill = seen.bills[at]
        ids[at], made = filed(workbench, bill.data, bill.name, partial(_described, bill), ids.values())
        changes += made
        number = key(bill.bill) if bill.bill is not None else ""
        before = workbench.project.settings.get(READ + number)
        if number and before != ids[at]:
            changes.append(SettingChange(READ + number, before, ids[at]))
    return ids, changes


def _page(bill: BillSeen, place: Place) -> str:
    page = next((said.page for each in bill.read if each.cell.place == place for said in each.figure.said), 0)
    return str(page) if page else ""


def _described(seen: BillSeen, made: Evidence) -> Evidence:
    """The file as a piece of evidence, told by what it says of itself."""
    bill = seen.bill
    if bill is None:
        return replace(made, kind="invoice")
    date, issuer = bill.text("date") or bill.text("end"), bill.text("seller")
    return replace(made, kind="invoice", title=writable(title(bill).zh), date=date, issuer=writable(issuer))


def _preview(workbench: Workbench, data: bytes, name: str, options: Options) -> Preview:
    return preview_bills(workbench, [(data, name)], options).preview


def _accept(workbench: Workbench, seen: Preview, data: bytes, name: str) -> tuple[int, str]:
    """Take a single bill as it was seen."""
    again = preview_bills(workbench, [(data, name)])
    places = [
        each.place for each in seen.changes if isinstance(each, AnswerChange) and each.after is not None
    ]
    rests = {place: (0,) for place in places if place.period}
    number, ids = accept_bills(workbench, replace(again, preview=seen, rests=rests))
    return number, ids[0] if ids else ""


READER = Reader(
    "bill",
    Words(
        "电子账单：数电票（XML、OFD、PDF），电费账单（PDF）",
        "electronic bill: e-invoice (XML, OFD, PDF), power bill (PDF)",
    ),
    (".xml", ".ofd", ".pdf"),
    looks_like_one,
    _preview,
    _accept,
    ("replace", "keep", "add"),
)
