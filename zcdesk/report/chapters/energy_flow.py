"""From energy to emissions: what goes in on the left, what comes out on the right, joined at the plant."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zcdesk.domain.document import Block, Chart, Flow, Paragraph
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Result, Traced
from zcdesk.report.chapters.pictures import chart_notes, deductions, sources, whole_number
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures, exact_sum_of

_LEFT, _MIDDLE, _RIGHT = 0, 1, 2
_MOST = 8
"""Bands on a side; smaller ones are drawn as one."""

_FEW = 4
"""Bands on a side up to which a lower chart shows them as well."""


def energy_flow(telling: Telling) -> list[Block]:
    """The flow from sorts of energy to sources of emission; nothing without energy figures."""
    energy, main = telling.energy, telling.main_total()
    if energy is None or main is None:
        return []
    say = telling.say
    total = telling.inventory.line(main.id, telling.year)
    whole = next((line for line in energy.compiled.method.lines.values() if line.total), None)
    used = energy.line(whole.id, telling.year) if whole else None
    ins, outs = _few(telling, _energy(telling, energy)), _few(telling, sources(telling))
    if not isinstance(total, Traced) or not isinstance(used, Traced) or not ins or not outs:
        return []
    number = telling.next_number("chart")
    shown = [
        say("chart.plant"),
        f"{whole_number(telling, used.number)} {say.unit(used.unit)}",
        f"→{whole_number(telling, total.number)}",
        say.unit(main.unit),
    ]
    nodes = [("plant", "\n".join(shown), _MIDDLE, "inside")]
    flows: list[Flow] = []
    for index, (name, value) in enumerate(ins):
        nodes.append((f"in{index}", f"{name}\n{_label(telling, value, used)}", _LEFT, "left"))
        flows.append(Flow(f"in{index}", "plant", float(value)))
    for index, (name, value) in enumerate(outs):
        nodes.append((f"out{index}", f"{name}\n{_label(telling, value, total)}", _RIGHT, "right"))
        flows.append(Flow("plant", f"out{index}", float(value)))
    telling.drawn[number] = (
        *(result for _, result in _energy(telling, energy)),
        *(result for _, result in sources(telling)),
        used,
        total,
    )
    both = {"energy": whole_number(telling, used.number), "emission": whole_number(telling, total.number)}
    chart = Chart(
        number,
        say("chart.energy_flow", year=telling.year),
        "sankey",
        say("chart.energy_flow.unit"),
        flows=tuple(flows),
        nodes=tuple(nodes),
        alt=say("chart.energy_flow.alt", **both),
        height_mm=106.0 if max(len(ins), len(outs)) > _FEW else 72.0,
        notes=(
            say("chart.energy_flow.note"),
            *deductions(telling, total),
            *chart_notes(telling, [total, used]),
        ),
    )
    return [Paragraph(say("intro.energy_flow", chart=number)), chart]


def _label(telling: Telling, value: Decimal, whole: Traced) -> str:
    share = lines.share(value, whole.number, telling.method.rounding)
    return telling.say("chart.value_share", value=whole_number(telling, value), share=share)


def _few(telling: Telling, found: Sequence[tuple[str, Result]]) -> list[tuple[str, Decimal]]:
    """The largest, the largest first, and the rest as one; what is missing, nothing or deducted is not drawn."""
    bands = [
        (name, result.number) for name, result in found if isinstance(result, Traced) and result.number > 0
    ]
    bands.sort(key=lambda band: -band[1])
    if len(bands) <= _MOST:
        return bands
    rest = Decimal(0)
    for _, value in bands[_MOST - 1 :]:
        rest = CONTEXT.add(rest, value)
    return [*bands[: _MOST - 1], (telling.say("chart.rest", count=len(bands) - _MOST + 1), rest)]


def _energy(telling: Telling, energy: Figures) -> list[tuple[str, Result]]:
    """Sorts of energy: the rows of a line that is their plain sum, else the line."""
    found: list[tuple[str, Result]] = []
    for line in energy.compiled.method.lines.values():
        if line.scope != "energy" or line.total or line.over:
            continue
        inner = energy.compiled.method.lines.get(exact_sum_of(energy.compiled.lines[line.id].tree))
        rows = energy.rows(inner.over) if inner is not None else ()
        if inner is not None and rows:
            found += [(telling.label(row.id), energy.line(inner.id, telling.year, row.id)) for row in rows]
        else:
            found.append((telling.say.of(line.words), energy.line(line.id, telling.year)))
    return found
