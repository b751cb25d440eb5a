"""Billing: electronic bills as a preview of what they would answer, several at once.

A bill is taken once: its number is kept with the evidence it became, so that a second copy of it, in whichever form, is
refused while an answer rests on the first. Bills of one month add up in the answer as they would be typed,
``=81705+60300``; a red-letter invoice takes its original back in the month where that was put.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zcdesk.calc.checks import judge
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import PROJECT, Answer, Place, writable
from zcdesk.domain.bill import Bill
from zcdesk.domain.change import AnswerChange, Change, RowChange
from zcdesk.domain.project import Project
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Words, same
from zcdesk.exchange.bills.reading import bill_of
from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.exchange.guards import NotReadable
from zcdesk.workbench import naming
from zcdesk.workbench.bills.adding import Sum, summed
from zcdesk.workbench.bills.figures import Figure, figures, is_red, key, shown, title
from zcdesk.workbench.bills.places import NOT_ASKED, Placer
from zcdesk.workbench.forms.answering import contradicted
from zcdesk.workbench.history import tentative
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taken_once import taken_as
from zcdesk.workbench.preview.taking import Cell, Preview, State
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, inventory_of

READ = "bill."
"""How the setting of a bill that was read begins; behind it stands its number, in it the evidence it became."""

MOST = 500
"""Bills that are read at once."""

LONGEST_NOTE = 1000

AGAIN = Words(
    "这张账单（{number}）已经读过，是证据 {evidence}，没有再读。",
    "This bill ({number}) was read before, as evidence {evidence}, and is not taken again.",
)
TWICE = Words(
    "与“{name}”是同一张账单（{number}），只用前面的。",
    "The same bill as '{name}' ({number}); the first is taken.",
)
RED_ALONE = Words(
    "红字发票，冲的是 {number}；项目里没有那张的数，没有可以冲减的。",
    "A red-letter invoice that takes {number} back; the project has no figure of that one to reduce.",
)
RED_UNKNOWN = Words(
    "红字发票，没有写冲的是哪张，冲减不了；照原来那张的数改。",
    "A red-letter invoice that does not say which one it takes back: correct the figure of that one by hand.",
)
RED = Words("红字发票，冲减 {number}。", "A red-letter invoice; it takes {number} back.")
BUYER = Words(
    "购买方是“{buyer}”，项目的企业是“{plant}”。", "The buyer is '{buyer}', the project's plant '{plant}'."
)
OTHER_BILLS = Words(
    "这个月已有别的账单的数（{text}），加在一起。",
    "The month has a figure of other bills already ({text}); the two are added.",
)
TOO_MANY = Words("一次最多读 {most} 张，选了 {n} 张。", "At most {most} bills are read at once, not {n}.")
FLAG = Words("{bill}：{flag}", "{bill}: {flag}")


@dataclass(frozen=True, slots=True)
class Read:
    """A figure of a bill with the cell of the preview that is about it."""

    figure: Figure
    cell: Cell


@dataclass(frozen=True, slots=True)
class BillSeen:
    """One file.

    Attributes
    ----------
    name : str
    data : bytes
    bill : Bill or None
        None where it could not be read.
    trouble : Words or None
        Why it was not read, or not taken.
    read : tuple of Read
    """

    name: str
    data: bytes
    bill: Bill | None
    trouble: Words | None
    read: tuple[Read, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What several bills would change.

    Attributes
    ----------
    preview : Preview
    bills : tuple of BillSeen
        In the order of the files.
    rests : mapping of Place to tuple of int
        The bills, by their place in `bills`, that each answer rests on.
    """

    preview: Preview
    bills: tuple[BillSeen, ...]
    rests: Mapping[Place, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Held:
    """A figure on its way to its place."""

    at: int
    figure: Figure
    flags: list[Words]
    place: Place | None = None
    wrong: Words | None = None

    @property
    def reason(self) -> Words | None:
        return self.figure.wrong or self.wrong


def preview_bills(
    workbench: Workbench, files: Sequence[tuple[bytes, str]], options: Options | None = None
) -> Seen:
    """What bills would change; nothing is written.

    Parameters
    ----------
    files : sequence of (bytes, str)
        Contents and names.
    options : Options
        ``told["months"]``: month of a bill by its number or file name, ``2025-03``. ``told["rows"]``: row of a table by
        the id of what is answered (``natural_gas``), or ``new``. Overlap: ``add`` adds to a figure that was typed,
        ``replace`` puts the bills in its place; a figure that rests on other bills is always added to.

    Raises
    ------
    Refused
        If there are too many, or the project has no method.
    """
    options = options or Options()
    if len(files) > MOST:
        raise Refused("too_many", TOO_MANY.fill(most=MOST, n=len(files)))
    placer = Placer(workbench, options)
    bills, troubles = _opened(workbench, files)
    plant = workbench.project.answers.get(Place("site.name"))
    held: list[_Held] = []
    for at, bill in bills.items():
        if at in troubles:
            continue
        buyer = bill.text("buyer")
        other = plant is not None and bool(buyer) and known(buyer) != known(plant.text)
        for figure in figures(bill, workbench.catalogue.bills, _month(options, bill, files[at][1])):
            each = _Held(at, figure, list(figure.flags))
            if other and plant is not None:
                each.flags.append(BUYER.fill(buyer=buyer, plant=plant.text))
            if figure.wrong is None and not is_red(bill):
                each.place, each.wrong = placer.place(figure, bill)
            held.append(each)
    _red(workbench.project, bills, held)
    base = tentative(workbench.project, placer.changes) if placer.changes else workbench.project
    sums = _sums(workbench, base, bills, held, options)
    cells = {id(each): _cell(workbench, base, files[each.at][1], each, sums) for each in held}
    seen = tuple(
        BillSeen(
            name,
            data,
            bills.get(at),
            troubles.get(at),
            tuple(
                Read(replace(each.figure, flags=tuple(dict.fromkeys(each.flags))), cells[id(each)])
                for each in held
                if each.at == at
            ),
        )
        for at, (data, name) in enumerate(files)
    )
    rests: dict[Place, tuple[int, ...]] = {}
    for each in held:
        if each.place is not None and each.reason is None:
            rests[each.place] = tuple(dict.fromkeys((*rests.get(each.place, ()), each.at)))
    return Seen(_whole(seen, _changes(workbench, placer, base, sums), placer.codes, sums), seen, rests)


def _opened(
    workbench: Workbench, files: Sequence[tuple[bytes, str]]
) -> tuple[dict[int, Bill], dict[int, Words]]:
    """The bills that can be read, and why each of the others is not taken."""
    layouts = workbench.catalogue.bills.layouts
    bills: dict[int, Bill] = {}
    troubles: dict[int, Words] = {}
    numbers: dict[str, int] = {}
    for at, (data, _) in enumerate(files):
        try:
            bill = bill_of(data, layouts)
        except NotReadable as bad:
            troubles[at] = bad.words
            continue
        bills[at] = bill
        number = key(bill)
        if number and number in numbers:
            troubles[at] = TWICE.fill(name=files[numbers[number]][1], number=number)
        elif number and (evidence := taken_as(workbench.project, READ + number)):
            troubles[at] = AGAIN.fill(number=number, evidence=evidence)
        elif number:
            numbers[number] = at
    return bills, troubles


def _month(options: Options, bill: Bill, name: str) -> str:
    months = options.told.get("months", {})
    return str(months.get(key(bill)) or months.get(name) or "") if isinstance(months, Mapping) else ""


def _red(project: Project, bills: Mapping[int, Bill], held: Sequence[_Held]) -> None:
    """Red-letter invoices go where the one they take back was put, in this batch or before it."""
    for each in held:
        bill = bills[each.at]
        if each.figure.wrong is not None or not is_red(bill) or each.figure.rule is None:
            continue
        number, quantity = bill.text("reverses"), each.figure.rule.quantity
        if not number:
            each.wrong = RED_UNKNOWN
            continue
        here = (
            other.place
            for other in held
            if other.place is not None
            and other.reason is None
            and key(bills[other.at]) == number
            and other.place.quantity == quantity
        )
        each.place = next(here, None) or _place_of(project, number, quantity)
        if each.place is None:
            each.wrong = RED_ALONE.fill(number=number)
        else:
            each.flags.append(RED.fill(number=number))


def _place_of(project: Project, number: str, quantity: str) -> Place | None:
    id_ = taken_as(project, READ + number)
    return next(
        (
            place
            for place, answer in sorted(project.answers.items())
            if place.quantity == quantity and any(cite.evidence == id_ for cite in answer.evidence)
        ),
        None,
    )


def _sums(
    workbench: Workbench,
    base: Project,
    bills: Mapping[int, Bill],
    held: Iterable[_Held],
    options: Options,
) -> dict[Place, Sum]:
    """What the figures of each place come to."""
    inventory = inventory_of(workbench.catalogue, base, next(iter(workbench.project.methods())))
    evidence = {value for id_, value in base.settings.items() if id_.startswith(READ)}
    by_place: dict[Place, list[_Held]] = {}
    for each in held:
        if each.place is not None and each.reason is None:
            by_place.setdefault(each.place, []).append(each)
    sums: dict[Place, Sum] = {}
    for place, group in by_place.items():
        before = base.answers.get(place)
        on_bills = before is not None and any(cite.evidence in evidence for cite in before.evidence)
        if on_bills and before is not None:
            told = OTHER_BILLS.fill(text=f"{before.text} {pretty(before.unit)}")
            for each in group:
                each.flags.append(told)
        add = on_bills or options.overlap == "add"
        amounts = [(each.figure.text, each.figure.unit) for each in group]
        made = summed(inventory, before, amounts, add)
        if made.answer is not None:
            names = [title(bills[each.at]).zh for each in group]
            note = _note(
                made.answer.note, [*names, *(flag.zh for each in group for flag in each.figure.flags)]
            )
            made = _judged(workbench, base, place, replace(made.answer, note=note), inventory)
        sums[place] = made
    return sums


def _judged(workbench: Workbench, base: Project, place: Place, answer: Answer, inventory: Inventory) -> Sum:
    errors = judge(base, workbench.catalogue.vocabulary, place, answer, inventory)
    bad = next((each for each in errors if each.severity == "error"), None)
    return Sum(answer, naming.say(bad, base, workbench.catalogue) if bad else None)


def _note(before: str, told: Iterable[str]) -> str:
    """What is kept beside the answer: the bills, and what was taken for granted."""
    parts = [each for each in dict.fromkeys(text.rstrip("。") for text in told) if each not in before]
    return writable("；".join([before, *parts] if before else parts))[:LONGEST_NOTE]


def _changes(
    workbench: Workbench, placer: Placer, base: Project, sums: Mapping[Place, Sum]
) -> tuple[Change, ...]:
    wanted = {place: made.answer for place, made in sums.items() if made.answer and made.wrong is None}
    rows = {place.row for place in wanted}
    taken: dict[Place, Answer | None] = dict.fromkeys(contradicted(workbench, wanted))
    for row in rows - {""}:  # rows of a table that was said to be none
        none = Place(base.rows[row].table, "", PROJECT)
        if none in base.answers:
            taken[none] = None
    taken |= wanted
    fresh = [
        change
        for change in placer.changes
        if (isinstance(change, RowChange) and change.id in rows)
        or (isinstance(change, AnswerChange) and change.place.row in rows)
    ]
    answers = [
        AnswerChange(place, base.answers.get(place), after)
        for place, after in taken.items()
        if base.answers.get(place) != after
    ]
    return (*fresh, *answers)


def _cell(workbench: Workbench, base: Project, name: str, held: _Held, sums: Mapping[Place, Sum]) -> Cell:
    figure, place = held.figure, held.place
    at = figure.said[0].at if figure.said else ""
    if place is None:
        told = next((each.text for each in figure.said), "")
        words = figure.rule.words if figure.rule is not None else same(told[:60])
        reason = held.reason or NOT_ASKED.fill(what=words)
        return Cell("refused", name, at, None, words, "", shown(figure), reason)
    made, before = sums.get(place), workbench.project.answers.get(place)
    reason_ = held.reason or (made.wrong if made is not None else None)
    own = shown(figure)
    if made is not None and made.answer is not None and made.answer.text != figure.text:
        own = f"{made.answer.text} {pretty(made.answer.unit)} ({'' if own.startswith('-') else '+'}{own})"
    stood = "" if before is None else f"{before.text} {pretty(before.unit)}".strip()
    state: State = "refused" if reason_ else "changed" if before else "new"
    words = naming.place_words(base, workbench.catalogue, place)
    return Cell(state, name, at, place, words, stood, own, reason_)


def _whole(
    seen: tuple[BillSeen, ...], changes: tuple[Change, ...], codes: tuple[str, ...], sums: Mapping[Place, Sum]
) -> Preview:
    """The bills as one preview: their cells, then the files that were not taken."""
    cells = [each.cell for bill in seen for each in bill.read]
    cells += [
        Cell(
            "refused",
            each.name,
            "",
            None,
            title(each.bill) if each.bill else same(each.name),
            "",
            "",
            each.trouble,
        )
        for each in seen
        if each.trouble is not None
    ]
    notes = dict.fromkeys(
        FLAG.fill(bill=bill.name, flag=flag)
        for bill in seen
        for each in bill.read
        if each.cell.state != "refused"
        for flag in each.figure.flags
    )
    years = sorted({place.period[:4] for place, made in sums.items() if made.wrong is None})
    rows = {change.place.row for change in changes if isinstance(change, AnswerChange)}
    return Preview(
        years[0] if len(years) == 1 else "",
        tuple(cells),
        tuple(notes),
        changes,
        tuple(each for each in codes if each in rows),
    )
