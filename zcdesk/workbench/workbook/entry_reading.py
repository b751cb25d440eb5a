"""Entry reading: what stands in a cell of an entry workbook as an answer, and whether it says anything new."""

from __future__ import annotations

import re
from decimal import Decimal

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place, writable
from zcdesk.domain.number import NotANumber, read, scaled
from zcdesk.domain.unit import BOUND, pretty
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book.entry_back import Typed
from zcdesk.exchange.entry_book.entry_sheets import ABSENT, NO, UNKNOWN, YES, Kind, known, means
from zcdesk.workbench.forms.entry import may_be_none
from zcdesk.workbench.forms.units import offered, split

NOT_NONE = Words("这一项不能写“无”。", "This cannot be 'none'.")
NO_DEFAULT = Words(
    "这一项没有缺省值，不能写“不知道”。", "There is no published default, so 'not known' does not answer it."
)
ONLY_NONE = Words("只能写“无”，或留空。", "Only 'none' can stand here, or nothing.")
BOTH = Words(
    "全年写的不是数，又有月份的数；留一处。",
    "The whole year is stated without a figure, and months have one: keep one.",
)

_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月./-](?:(\d{1,2})日?)?)?")


def absent(typed: Typed) -> tuple[Answer | None, Words | None]:
    if means(typed.text, ABSENT) or means(typed.text, YES):
        return Answer("", standing="none"), None
    return None, ONLY_NONE


def answer(
    inventory: Inventory, typed: Typed, quantity: Quantity, row: str
) -> tuple[Answer | None, Words | None]:
    """What was typed as an answer, by the kind of the question; numbers and options are judged later."""
    text = typed.text
    kind: Kind = quantity.kind
    if kind in ("choice", "yes_no"):
        pairs = (
            [("yes", YES), ("no", NO)]
            if kind == "yes_no"
            else [(each.id, each.words) for each in typed.line.options]
        )
        chosen = next((id_ for id_, words in pairs if means(text, words) or text == id_), None)
        if chosen is None and means(text, ABSENT) and kind == "choice":
            return Answer("", standing="none"), None
        return Answer(chosen or writable(text)), None
    if kind == "date":
        return Answer(_day(text)), None
    if kind != "number":
        return Answer(writable(text)), None
    if means(text, ABSENT):
        return (Answer("", standing="none"), None) if may_be_none(quantity) else (None, NOT_NONE)
    if means(text, UNKNOWN):
        return (Answer("", standing="default"), None) if quantity.optional else (None, NO_DEFAULT)
    resolver = inventory.resolver
    canonical = resolver.unit_text(quantity, row)
    fitting = offered(resolver, canonical, quantity)
    unit = typed.unit or typed.line.unit or ("" if BOUND in canonical else canonical)
    meant = next((each for each in fitting if unit in (each, pretty(each))), "")
    meant = meant or next((each for each in fitting if known(pretty(each)) == known(unit)), unit)
    text, meant = split(resolver, quantity, row, text, meant)
    return Answer(writable(text), meant), None


def _day(text: str) -> str:
    """A day as it is kept, from ``2025/3/1`` or ``2025年3月1日``; any other text as it is."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return writable(text)
    return "-".join([found[1], *(each.zfill(2) for each in found.groups()[1:] if each)])


def alike(
    inventory: Inventory, quantity: Quantity | None, place: Place, before: Answer, after: Answer
) -> bool:
    """Whether the two say the same: of numbers, the same amount, in whichever unit and spelling."""
    if before.standing != after.standing or before.standing != "given":
        return before.standing == after.standing
    if quantity is None or quantity.kind != "number":
        return before.text.split() == after.text.split()
    first, second = _value(before.text), _value(after.text)
    if first is None or second is None:
        return before.text == after.text
    canonical = inventory.resolver.unit_text(quantity, place.row)
    given, meant = before.unit or canonical, after.unit or canonical
    ratio = inventory.resolver.ratio(meant, given)
    return first == second if given == meant else ratio is not None and scaled(second, ratio) == first


def _value(text: str) -> Decimal | None:
    try:
        return read(text)
    except NotANumber:
        return None
