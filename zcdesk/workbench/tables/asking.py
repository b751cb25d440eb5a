"""Asking: what a table does not say, and what of it is therefore not read."""

from __future__ import annotations

from collections.abc import Iterator

from zcdesk.domain.answer import months_of
from zcdesk.domain.words import Words
from zcdesk.workbench.preview.taking import Ask
from zcdesk.workbench.tables import words as table_words
from zcdesk.workbench.tables.mapping import Looked


def asked(looked: Looked, year: str, twice: bool) -> tuple[Ask, ...]:
    """The questions of a table.

    Parameters
    ----------
    year : str
        Of the months that "this month" may be.
    twice : bool
        A month stands in several rows.
    """
    made = [Ask("several", table_words.SEVERAL, table_words.SEVERAL_WAYS)] if twice else []
    if looked.asked_order:
        made.append(Ask("order", table_words.ORDER, table_words.ORDERS))
    if looked.asked_month:
        months = ((each, table_words.A_MONTH.fill(n=int(each[5:]))) for each in months_of(year))
        made.append(Ask("month", table_words.MONTH.fill(year=year), tuple(months)))
    return tuple(made)


def unclear(looked: Looked) -> Iterator[Words]:
    """What of a table is not read because its time is not said, or is none that is asked for."""
    if any(each.lacking for each in looked.blocks):
        yield table_words.NO_MONTH
    for each in looked.blocks:
        if each.part:
            yield table_words.PART.fill(text=each.part[:40])
