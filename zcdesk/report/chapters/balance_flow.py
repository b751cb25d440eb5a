"""The flow of a balance: what goes in on the left, what it is used for on the right, and what nobody can explain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.domain.document import Block, Chart, Flow, Paragraph
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Traced
from zcdesk.report.chapters.grid import speaks
from zcdesk.report.chapters.pictures import chart_notes
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures
from zcdesk.report.telling.template import Part

LEFT, MIDDLE, RIGHT = 0, 1, 2
OPEN = "open"
"""Side of a template's row that holds what is not explained; its band is drawn as one to look at."""


@dataclass(frozen=True, slots=True)
class Band:
    """One band: ``in``, ``out`` or ``open``; the key of its words, the row it is of, and its figure, above zero."""

    side: str
    words: str
    row: str
    result: Traced


def bands(rows: Sequence[Mapping[str, str]], figures: Figures, year: str) -> tuple[Band, ...]:
    """The bands that a template names, in its order; nothing where one of its lines is missing or unknown.

    Parameters
    ----------
    rows : sequence of mapping
        ``side``, ``value`` (a line), and ``over`` for each row of a table or ``words`` for a key of its own.
    figures : Figures
    year : str
    """
    found: list[Band] = []
    for raw in rows:
        id_, over = raw["value"], raw.get("over", "")
        if id_ not in figures.compiled.method.lines:
            return ()
        for row in [each.id for each in figures.rows(over)] if over else [""]:
            result = figures.line(id_, year, row)
            if not isinstance(result, Traced):
                return ()
            if result.number > 0:
                found.append(Band(raw["side"], raw.get("words", ""), row, result))
    sides = {each.side for each in found}
    return tuple(found) if "in" in sides and len(sides) > 1 else ()


def total(found: Sequence[Band]) -> Decimal:
    """What goes in, all together. [unit of the lines]"""
    whole = Decimal(0)
    for each in found:
        if each.side == "in":
            whole = CONTEXT.add(whole, each.result.number)
    return whole


def flow(telling: Telling, part: Part) -> list[Block]:
    """The flow that a template describes; nothing where the plant has no rows of its table."""
    figures = telling.inventory if part.figures == "inventory" else telling.energy
    if figures is None or not speaks(part, figures):
        return []
    return drawn(telling, part, figures, bands(part.rows, figures, telling.year))


def drawn(telling: Telling, part: Part, figures: Figures, found: tuple[Band, ...]) -> list[Block]:
    """The flow of these bands; nothing where there are none.

    What is open below zero (more goes out than comes in) stands on the side of what goes in.
    """
    if not found:
        return []
    say, whole, rounding = telling.say, total(found), figures.compiled.method.rounding
    unit = say.unit(found[0].result.unit)
    number = telling.next_number("chart")
    shown = lines.number(whole, 0, rounding)
    nodes = [("plant", f"{say('chart.plant')}\n{shown} {unit}", MIDDLE, "inside")]
    flows: list[Flow] = []
    for index, each in enumerate(found):
        key = f"{each.side}{index}"
        name = telling.label(each.row) if each.row else named(telling, part, each)
        amount = each.result.number
        value, share = lines.number(amount, 0, rounding), lines.share(amount, whole, rounding)
        text = f"{name}\n{say('chart.value_share', value=value, share=share)}"
        left = each.side == "in" or amount < 0
        nodes.append((key, text, LEFT if left else RIGHT, "left" if left else "right"))
        ends = (key, "plant") if left else ("plant", key)
        flows.append(Flow(*ends, abs(float(amount))))  # a width on paper
    telling.drawn[number] = tuple(each.result for each in found)
    gap = next((each for each in found if each.side == OPEN), None)
    share = lines.share(gap.result.number, whole, rounding) if gap is not None else ""
    alt = (
        say(f"chart.{part.id}.alt_open", total=shown, unit=unit, share=share)
        if gap is not None
        else say(f"chart.{part.id}.alt", total=shown, unit=unit)
    )
    chart = Chart(
        number,
        say(f"chart.{part.id}", year=telling.year),
        "sankey",
        unit,
        flows=tuple(flows),
        nodes=tuple(nodes),
        alt=alt,
        height_mm=84.0,
        notes=tuple(chart_notes(telling, [each.result for each in found])),
        open=tuple(key for key, *_ in nodes if key.startswith(OPEN)),
    )
    return [Paragraph(say(f"intro.{part.id}", chart=number)), chart]


def named(telling: Telling, part: Part, band: Band) -> str:
    """What a band is called."""
    return telling.say(f"row.{part.id}.{band.words}") if band.words else telling.name(band.result.id)
