"""The carbon balance for the screen: what carbon comes in with, where it goes, and what nothing explains."""

from __future__ import annotations

from decimal import Decimal

from zcdesk.calc.closure import GAP, Closure, carbon
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.document import Chart, Flow
from zcdesk.domain.method import CARBON
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Missing, Traced
from zcdesk.domain.words import Language
from zcdesk.report.chapters.balance_flow import OPEN, Band
from zcdesk.report.chapters.carbon import carbon_bands, tells
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import figure_id
from zcdesk.report.telling.template import Part, template
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.results.results_view import OTHER, POWER, emissions, energy, row_name
from zcdesk.workbench.workbench import Workbench

_CLOSED = Decimal("0.01")
"""Per cent of what came in below which a balance is told as closed: less than is printed."""


def has_carbon(workbench: Workbench, year: str) -> bool:
    """Whether the method follows carbon through the plant, and the plant has more than one thing that bears it."""
    inventory, part = emissions(workbench), _part(workbench)
    return inventory is not None and part is not None and tells(part, inventory, year)


def carbon_balance(workbench: Workbench, year: str, language: Language) -> ChartView:
    """The flow of carbon, and its table with every row, those without a content as well. [tC]"""
    say = wording(workbench, language)
    title = say("results.carbon")
    inventory, part = emissions(workbench), _part(workbench)
    found = carbon(inventory, year, energy(workbench)) if inventory is not None else None
    if inventory is None or part is None or found is None:
        return ChartView("carbon", title, "", None, {}, (), ())
    fact = _fact(say, found, inventory)
    heads = tuple(say(f"results.chart.{key}") for key in ("side", "what", "amount"))
    rows = _rows(workbench, say, found, inventory)
    drawn, kinds = _drawn(workbench, say, found, inventory, part, year)
    if drawn is None:
        return ChartView("carbon", title, fact, None, {}, (*heads, say("column.unit")), rows)
    nodes, flows, open_ = drawn
    chart = Chart("", title, "sankey", "", flows=flows, nodes=nodes, alt=f"{title}: {fact}", open=open_)
    open_figure = figure_id(GAP, "", year)
    return ChartView("carbon", title, fact, chart, kinds, (*heads, say("column.unit")), rows, open_figure)


def _fact(say: Wording, found: Closure, inventory: Inventory) -> str:
    if found.unknown:
        without = sum(each.contentless for each in found.unknown)
        key = "results.chart.contentless" if without else "results.chart.carbon_waits"
        return say(key, n=without or len(found.unknown))
    gap, share = found.open, found.open_share
    if gap is None or share is None:
        return say("results.chart.carbon_none")
    if abs(share) < _CLOSED:
        return say("results.chart.carbon_closed")
    rounding = inventory.compiled.method.rounding
    told = {"value": lines.number(abs(gap), 0, rounding), "unit": say.unit("tC")}
    told["share"] = lines.number(abs(share), 2, rounding)
    return say("results.chart.open" if gap > 0 else "results.chart.carbon_over", **told)


def _rows(
    workbench: Workbench, say: Wording, found: Closure, inventory: Inventory
) -> tuple[tuple[str, ...], ...]:
    rounding, unit = inventory.compiled.method.rounding, say.unit("tC")
    method = inventory.compiled.method
    made: list[tuple[str, ...]] = []

    def put(side: str, name: str, value: Decimal | None, why: str = "") -> None:
        text = why if value is None else lines.number(value, rounding.places, rounding)
        made.append((say(f"results.carbon.{side}"), name, text, "" if value is None else unit))

    for each in found.flows:
        own = say.of(method.lines[each.line].words)
        name = f"{row_name(workbench, say, each.row)}" if each.row else own
        if isinstance(each.result, Missing):
            why = "contentless" if each.contentless else "waits"
            put(each.side, name, None, say(f"results.carbon.{why}"))
        else:
            put(each.side, name, each.result.number)
    if found.stock is not None:
        put(CARBON[0], say("results.carbon.stock"), found.stock.number)
    if isinstance(found.emitted, Traced):
        put("emitted", say.of(method.lines[found.emitted.id].words), found.emitted.number)
    if found.open is not None:
        put("open", say("results.carbon.gap"), found.open)
    return tuple(made)


def _drawn(
    workbench: Workbench, say: Wording, found: Closure, inventory: Inventory, part: Part, year: str
) -> tuple[
    tuple[tuple[tuple[str, str, int, str], ...], tuple[Flow, ...], tuple[str, ...]] | None, dict[str, int]
]:
    """Nodes, flows and open nodes, and the kinds of the nodes; None where something is unknown."""
    method = inventory.compiled.method
    bands = carbon_bands(part.rows, inventory, year)
    if not bands or found.open is None or found.whole is None:
        return None, {}
    unit = say.unit("tC")

    def told(value: Decimal) -> str:
        return lines.number(value, 0, method.rounding)

    parts = [(each.side, _name(workbench, say, inventory, part, each), each.result.number) for each in bands]
    parts = [each for each in parts if each[0] != OPEN]
    if found.stock is not None and found.stock.number > 0:
        parts.append(("in", say("results.carbon.stock"), found.stock.number))
    if found.whole and abs(CONTEXT.divide(found.open, found.whole)) * 100 >= _CLOSED:
        parts.append((OPEN, say("results.carbon.gap"), found.open))
    nodes: list[tuple[str, str, int, str]] = [
        ("plant", f"{say('results.chart.plant')}\n{told(found.whole)} {unit}", 1, "inside")
    ]
    flows: list[Flow] = []
    kinds: dict[str, int] = {}
    for index, (side, name, value) in enumerate(parts):
        key, left = f"{side}{index}", side == "in" or value < 0
        nodes.append((key, f"{name} {told(value)}", 0 if left else 2, "left" if left else "right"))
        ends = (key, "plant") if left else ("plant", key)
        flows.append(Flow(*ends, abs(float(value))))  # a width on the screen
        if side != OPEN:
            kinds[key] = POWER if left else OTHER
    open_ = tuple(key for key, *_ in nodes if key.startswith(OPEN))
    return (tuple(nodes), tuple(flows), open_), kinds


def _name(workbench: Workbench, say: Wording, inventory: Inventory, part: Part, band: Band) -> str:
    if band.row:
        return row_name(workbench, say, band.row)
    lines_ = inventory.compiled.method.lines
    return say(f"row.{part.id}.{band.words}") if band.words else say.of(lines_[band.result.id].words)


def _part(workbench: Workbench) -> Part | None:
    """The flow of carbon that the template of the report describes."""
    parts = template(workbench.catalogue.report("inventory")).parts
    return next((part for part in parts if part.kind == "carbon_flow"), None)
