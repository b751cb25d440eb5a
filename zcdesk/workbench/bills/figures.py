"""Bill figures: what a bill says about activity: which quantity, how much, in which month, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zcdesk.domain.bill import Answers, Bill, Bills, Said, UnitOn
from zcdesk.domain.number import CONTEXT, plain
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Words

LONGEST = 45
"""Days of a billing period that still belongs to one month."""

BACK = 12
"""Months before its date of which an invoice may be."""

UNCONFIRMED = Words(
    "这种账单的版式没有核对过，逐个数对照原件。",
    "The layout of this bill is unconfirmed: compare every figure with the original.",
)
LACKS = Words("{what}读不出来，照原件填。", "{what} could not be read: type it from the original.")
NO_LINES = Words("明细读不出来，照原件填。", "The lines could not be read: type them from the original.")
NO_RULE = Words(
    "这一行不是电、燃料、热或水，没有要填的。",
    "This line is no electricity, fuel, heat or water; it answers nothing.",
)
NO_QUANTITY = Words(
    "这一行没有数量，只有金额，读不出用了多少。",
    "This line has an amount of money and no quantity; how much was used is not told.",
)
NO_UNIT = Words(
    "单位“{unit}”不会换算成{what}；照原件换算后填。",
    "The unit '{unit}' does not convert for {what}: convert it by hand.",
)
NO_UNIT_SAID = Words(
    "发票没有写单位，按单价也看不出来；照结算单填。",
    "The invoice states no unit, and its price does not tell: type it from the bill.",
)
GREEN = Words(
    "账单里有绿电（{what}），总电量 {amount} 里含绿电的要先减去；照账单分开填。",
    "The bill contains green electricity ({what}), which has to come off the total of {amount}: enter the two apart.",
)
BY_DATE = Words(
    "发票上没有写是哪个月的，按开票日期记在 {month}；实际是上个月的，把月份改过来。",
    "The invoice names no month; by its date it is put into {month}. If it is for the month before, change that.",
)
BY_WORDS = Words("按“{words}”记在 {month}。", "Put into {month}, by '{words}'.")
ACROSS = Words(
    "账单周期 {start} 至 {end} 跨月，按结束的月记在 {month}。",
    "The billing period {start} to {end} crosses months; it is put into {month}, in which it ends.",
)
TOO_LONG = Words(
    "账单周期 {start} 至 {end} 有 {days} 天，分不到各月；照各月的账单填。",
    "The billing period {start} to {end} is {days} days and belongs to no single month: enter the months apart.",
)
BACKWARDS = Words(
    "账单周期写反了：{start} 至 {end}。", "The billing period runs backwards: {start} to {end}."
)
SUM = Words(
    "账单总电量 {told}，电量明细合计 {sum}，对不上。", "The bill's total is {told}, its rows come to {sum}."
)
READING = Words(
    "{what}：（{now}−{before}）×{ratio} 是 {made}，账单写 {told}。",
    "{what}: ({now} - {before}) x {ratio} is {made}, the bill says {told}.",
)
FED_IN = Words(
    "账单有反向有功电量 {amount} 千瓦时（上网），没有读入。",
    "The bill also has {amount} kWh fed in, which was not taken.",
)

_MONTH = re.compile(r"(?<!\d)(20\d\d)\s*(?:[年./-]\s*(0?[1-9]|1[0-2])(?!\d)|(0[1-9]|1[0-2])(?!\d))月?")
_TOTAL = re.compile(r"[（(]\s*总\s*[)）]|有功总")
_PARTS = re.compile(r"尖|峰|平|谷")
_ACTIVE = re.compile(r"无功|反向")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a bill states.

    Attributes
    ----------
    rule : Answers or None
        What it answers; None where the line is about nothing that is asked.
    text, unit : str
        The amount and the unit it is typed in; ``""`` where there is none.
    said : tuple of Said
        What it was read from.
    month : str
        ``2025-03``; ``""`` where it cannot be told.
    flags : tuple of Words
        What is taken for granted, and what has to be looked at.
    wrong : Words or None
        Why it cannot be taken.
    """

    rule: Answers | None
    text: str
    unit: str
    said: tuple[Said, ...]
    month: str
    flags: tuple[Words, ...] = ()
    wrong: Words | None = None


def key(bill: Bill) -> str:
    """What tells one bill from every other: its number, or account and period; ``""`` if neither can be read."""
    if bill.layout.about == "invoice":
        return f"{bill.text('code')}{bill.text('number')}"
    period = f"{bill.text('start')}..{bill.text('end')}"
    return f"{bill.text('account')} {period}" if bill.text("account") and len(period) == 22 else ""


def is_red(bill: Bill) -> bool:
    """Whether it takes another invoice back."""
    if bill.layout.about != "invoice":
        return False
    return bill.text("blue") == "N" or bill.text("total").startswith("-") or bool(bill.text("reverses"))


def figures(bill: Bill, bills: Bills, month: str = "") -> Iterator[Figure]:
    """Every figure of a bill, those that cannot be taken as well.

    Parameters
    ----------
    month : str
        The month in which it is put, where that was said; ``""`` to tell it from the bill.
    """
    flags = [*bill.notes, *([UNCONFIRMED] if bill.layout.confidence == "C" else [])]
    lacking = [bill.layout.field[id_].words if id_ in bill.layout.field else NO_LINES for id_ in bill.unread]
    if lacking:
        words = next((NO_LINES for each in lacking if each is NO_LINES), LACKS.fill(what=lacking[0]))
        yield Figure(None, "", "", tuple(bill.said.values())[:3], "", tuple(flags), words)
        return
    if bill.layout.about == "power":
        yield _power(bill, bills, month, flags)
    else:
        yield from _invoice(bill, bills, month, flags)


def _power(bill: Bill, bills: Bills, month: str, flags: list[Words]) -> Figure:
    start, end = (date.fromisoformat(bill.text(each)) for each in ("start", "end"))
    days = (end - start).days + 1
    when = month or f"{end:%Y-%m}"
    wrong: Words | None = None
    if days < 1:
        wrong = BACKWARDS.fill(start=start, end=end)
    elif days > LONGEST:
        wrong = TOO_LONG.fill(start=start, end=end, days=days)
    elif (start.day, (end + timedelta(days=1)).day) != (1, 1) or start.month != end.month:
        flags.append(ACROSS.fill(start=start, end=end, month=when))
    rows, rows_said = _energy(bill)
    told = bill.said.get("energy")
    amount = Decimal(told.text) if told is not None else rows
    if told is not None and rows is not None and rows != amount:
        flags.append(SUM.fill(told=told.text, sum=plain(rows)))
    flags += list(_readings(bill))
    fed = sum((_decimal(row, "billed") for row in bill.lines if "反向" in _type(row)), Decimal(0))
    if fed:
        flags.append(FED_IN.fill(amount=plain(fed)))
    rule = next((each for each in bills.answers if each.quantity == "power.grid"), None)
    if rule is None or amount is None:
        return Figure(None, "", "", tuple(rows_said), when, tuple(flags), wrong or NO_LINES)
    green = bill.said.get("green")
    if green is not None and wrong is None:
        wrong = GREEN.fill(what=green.words, amount=plain(amount))
    said = ((told,) if told is not None else ()) + tuple(rows_said)
    return Figure(rule, plain(amount), "kWh", said, when, tuple(flags), wrong)


def _energy(bill: Bill) -> tuple[Decimal | None, list[Said]]:
    """Electricity by the rows: of the totals where there are any, or else of their parts."""
    active = [row for row in bill.lines if "billed" in row and not _ACTIVE.search(_type(row))]
    totals = [row for row in active if _TOTAL.search(_type(row))]
    summed = {row["billed"].page for row in totals}  # a metering point without a total has a page of its own
    parts = [row for row in active if _PARTS.search(_type(row)) and row["billed"].page not in summed]
    taken = totals + parts
    if not taken:
        return None, []
    return sum((_decimal(row, "billed") for row in taken), Decimal(0)), [row["billed"] for row in taken]


def _readings(bill: Bill) -> Iterator[Words]:
    """Rows whose readings do not make what was metered."""
    for row in bill.lines:
        if not {"before", "now", "ratio", "metered"} <= row.keys():
            continue
        made = CONTEXT.multiply(_decimal(row, "now") - _decimal(row, "before"), _decimal(row, "ratio"))
        if abs(made - _decimal(row, "metered")) > 1:  # bills round to whole kilowatt-hours
            given = {each: row[each].text for each in ("now", "before", "ratio")}
            yield READING.fill(what=_type(row), made=plain(made), told=row["metered"].text, **given)


def _type(row: Mapping[str, Said]) -> str:
    return row["type"].text if "type" in row else ""


def _decimal(row: Mapping[str, Said], column: str) -> Decimal:
    return Decimal(row[column].text) if column in row else Decimal(0)


def _invoice(bill: Bill, bills: Bills, month: str, flags: list[Words]) -> Iterator[Figure]:
    when, told = (month, None) if month else _month(bill)
    for line in bill.lines:
        said = tuple(line.values())
        name = line["name"].text if "name" in line else ""
        rule, unit = _rule(line, name, bills)
        if rule is None:
            yield Figure(None, "", "", said, when, (), NO_RULE)
            continue
        more = [*flags, *([told] if told else []), *([rule.flag] if rule.flag.zh else [])]
        if "quantity" not in line:
            yield Figure(rule, "", "", said, when, tuple(more), NO_QUANTITY)
        elif unit is None:
            stated = line["unit"].text if "unit" in line else ""
            wrong = NO_UNIT.fill(unit=stated, what=rule.words) if stated else NO_UNIT_SAID
            yield Figure(rule, line["quantity"].text, "", said, when, tuple(more), wrong)
        else:
            more += [unit.assumed] if unit.assumed.zh else []
            amount = _signed(line)
            yield Figure(rule, amount, unit.unit, said, when, tuple(more))


def _signed(line: Mapping[str, Said]) -> str:
    """The quantity; negative where the money is, though some red letters print it without its sign."""
    amount = line["quantity"].text
    paid = line["amount"].text if "amount" in line else ""
    return f"-{amount}" if paid.startswith("-") and not amount.startswith("-") else amount


def _rule(line: Mapping[str, Said], name: str, bills: Bills) -> tuple[Answers | None, UnitOn | None]:
    """The first rule that the goods fit and that knows the unit, or else the first that they fit."""
    fitting = [
        rule
        for rule in bills.answers
        if re.search(rule.name, name) and not (rule.unless and re.search(rule.unless, name))
    ]
    spelled = re.sub(r"\s", "", line["unit"].text if "unit" in line else "").casefold()
    for rule in fitting:
        for unit in rule.units:
            if spelled in unit.on and (spelled or _priced(line, unit)):
                return rule, unit
    return (fitting[0] if fitting else None), None


def _priced(line: Mapping[str, Said], unit: UnitOn) -> bool:
    """Whether the price is that of this unit."""
    if "price" in line:
        price = Decimal(line["price"].text)
    elif "amount" in line and _decimal(line, "quantity"):
        price = CONTEXT.divide(_decimal(line, "amount"), _decimal(line, "quantity"))
    else:
        return False
    least, most = map(Decimal, unit.price)
    return least <= abs(price) <= most


def _month(bill: Bill) -> tuple[str, Words | None]:
    """The month an invoice is for: as its words name it, or else of its date; and how that was told."""
    issued = bill.text("date")[:7]
    lines = [line[each].text for line in bill.lines for each in ("name", "spec") if each in line]
    for text in (bill.text("remark"), *lines):
        named = {}
        for match in _MONTH.finditer(text):
            month = f"{match[1]}-{int(match[2] or match[3]):02d}"
            if 0 <= _months(issued) - _months(month) <= BACK:
                named[month] = match[0]
        if named and _months(max(named)) - _months(min(named)) <= 1:
            month = max(named)
            return month, BY_WORDS.fill(words=named[month], month=month)
    return issued, BY_DATE.fill(month=issued)


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])


def shown(figure: Figure) -> str:
    """The amount with its unit, as people read it."""
    return f"{figure.text} {pretty(figure.unit)}".strip()


def title(bill: Bill) -> Words:
    """What a bill is called: its kind and number."""
    told = bill.text("number") or bill.text("account")
    return Words(f"{bill.layout.words.zh} {told}".strip(), f"{bill.layout.words.en} {told}".strip())
