"""Bill adding: figures of bills put together into one answer, as a person would type the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer
from zcdesk.domain.number import LONGEST, NotANumber, plain, read, scaled, settled
from zcdesk.domain.words import Words

UNITS = Words(
    "单位不同（{first}、{other}），换算不尽，不能相加；合在一起填。",
    "The units {first} and {other} do not convert without a remainder: add them by hand.",
)
UNREAD = Words("已填的“{text}”不是数，不能在它上面加。", "What is there, '{text}', is no number to add to.")
NEGATIVE = Words("冲减后是负数：{text}。", "After the reduction it is negative: {text}.")


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures as one answer, or why they cannot be one."""

    answer: Answer | None
    wrong: Words | None = None


def summed(inventory: Inventory, before: Answer | None, amounts: Sequence[tuple[str, str]], add: bool) -> Sum:
    """The answer that these amounts make.

    Parameters
    ----------
    before : Answer or None
        As it is answered.
    amounts : sequence of (str, str)
        Numbers and their units.
    add : bool
        Whether they are added to what is there, or stand in its place.

    Returns
    -------
    Sum
        A single amount as it is; several as ``=81705+60300``, in the unit of the first; too long to be typed, as their
        value.
    """
    base = before if add and before is not None and before.standing == "given" else None
    unit = base.unit if base is not None and base.unit else amounts[0][1]
    parts: list[str] = []
    if base is not None:
        try:
            read(base.text)
        except NotANumber:
            return Sum(None, UNREAD.fill(text=base.text[:40]))
        parts.append(base.text.strip().removeprefix("="))
    for text, given in amounts:
        value = _in(inventory, Decimal(text), given, unit)
        if value is None:
            return Sum(None, UNITS.fill(first=unit, other=given))
        parts.append(value)
    if len(parts) == 1:
        text = parts[0]
    else:
        text = "=" + parts[0] + "".join(part if part.startswith("-") else f"+{part}" for part in parts[1:])
        if len(text) > LONGEST:
            # each part is short enough by itself
            text = plain(sum((read(f"={part}") for part in parts), Decimal(0)))
    if read(text) < 0:
        return Sum(None, NEGATIVE.fill(text=text))
    note = before.note if before is not None else ""
    evidence = before.evidence if before is not None else ()
    return Sum(Answer(text, unit, note=note, evidence=evidence))


def _in(inventory: Inventory, value: Decimal, given: str, unit: str) -> str | None:
    """The amount in another unit, exactly; None where it does not end or does not convert."""
    if given == unit:
        return plain(value)
    ratio = inventory.resolver.ratio(given, unit)
    if ratio is None:
        return None
    made = settled(scaled(value, ratio))
    return plain(made) if len(made.as_tuple().digits) <= 30 else None
