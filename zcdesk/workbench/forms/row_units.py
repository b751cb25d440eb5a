"""Row units: what a row counts in, where a file gives its amounts in a unit that makes it plain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zcdesk.calc.resolve import Resolver
from zcdesk.domain.answer import PROJECT, Answer, Place
from zcdesk.domain.change import AnswerChange
from zcdesk.domain.unit import BOUND
from zcdesk.domain.vocabulary import Option, Quantity, Vocabulary
from zcdesk.domain.words import Words
from zcdesk.workbench.forms.units import offered

CHOSEN = Words(
    "{row}：按文件里的单位“{unit}”，“{counted}”选“{option}”。",
    "{row}: by the unit '{unit}' of the file, '{counted}' is '{option}'.",
)

_TAIL = re.compile(r"[-+0-9.,，\s]+(\D.*)")


def is_open(resolver: Resolver, quantity: Quantity, row: str) -> bool:
    """Whether the amounts of a row have a unit that nobody has chosen yet."""
    return bool(quantity.table and row) and BOUND in resolver.unit_text(quantity, row)


def told(text: str, unit: str) -> str:
    """The unit of a cell: beside the number, or written behind it."""
    found = _TAIL.fullmatch(text.strip())
    return unit or (found[1].strip() if found else "")


def option_of(vocabulary: Vocabulary, resolver: Resolver, quantity: Quantity, unit: str) -> Option | None:
    """The one option of a row's unit that an amount in a unit can mean: ``万件`` is counted in ``件``.

    One that is the unit itself is before those that it only converts into; None where there are several, or none.
    """
    table = vocabulary.tables[quantity.table]
    if not table.bound or not table.unit_of or not unit:
        return None
    options = vocabulary.lists.get(vocabulary.quantities[table.unit_of].options, {}).values()
    ratios = {
        option.id: resolver.ratio(unit, quantity.unit.replace(table.bound, option.unit))
        for option in options
        if option.unit
    }
    fits = [option for option in options if ratios.get(option.id) is not None]
    same = [option for option in fits if ratios[option.id] == 1]
    found = same or fits
    return found[0] if len(found) == 1 else None


def units_told(vocabulary: Vocabulary, resolver: Resolver, quantity: Quantity) -> tuple[str, ...]:
    """The units of all options of a row's unit, while none is chosen."""
    table = vocabulary.tables[quantity.table]
    counted = vocabulary.quantities.get(table.unit_of)
    options = vocabulary.lists.get(counted.options, {}).values() if counted is not None else ()
    own = [quantity.unit.replace(table.bound, each.unit) for each in options if each.unit]
    return tuple(dict.fromkeys(unit for each in own for unit in offered(resolver, each, quantity)))


def chosen(
    vocabulary: Vocabulary,
    resolver: Resolver,
    given: Iterable[tuple[Quantity, str, str]],
    answered: Iterable[Place] = (),
) -> list[tuple[AnswerChange, Option, str]]:
    """The answers to what rows count in, from the units that their amounts are given in.

    Parameters
    ----------
    given : iterable of (Quantity, str, str)
        Quantity, row and unit of each amount.
    answered : iterable of Place
        What the file answers itself.

    Returns
    -------
    list of (AnswerChange, Option, str)
        With the option and the unit that told it. A row whose amounts do not agree is left out.
    """
    held = set(answered)
    found: dict[Place, dict[str, tuple[Option, str]]] = {}
    for quantity, row, unit in given:
        if not unit or not is_open(resolver, quantity, row):
            continue
        place = Place(vocabulary.tables[quantity.table].unit_of, row, PROJECT)
        option = option_of(vocabulary, resolver, quantity, unit)
        if option is not None and place.quantity and place not in held:
            found.setdefault(place, {})[option.id] = (option, unit)
    made: list[tuple[AnswerChange, Option, str]] = []
    for place, options in found.items():
        if len(options) == 1:
            option, unit = next(iter(options.values()))
            made.append((AnswerChange(place, None, Answer(option.id)), option, unit))
    return made
