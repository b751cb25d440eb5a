"""The balance of energy for the screen: what goes in, what it is used for, and what sub-meters leave unexplained."""

from __future__ import annotations

from decimal import Decimal

from zcdesk.domain.document import Chart, Flow
from zcdesk.domain.words import Language
from zcdesk.report.chapters.balance_flow import OPEN, bands, total
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import figure_id
from zcdesk.report.telling.template import Part, template
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.results.results_view import DIRECT, HEAT, OTHER, POWER, energy, row_name
from zcdesk.workbench.workbench import Workbench

_IN = {"power": POWER, "heat": HEAT}
"""What a side of the balance is drawn as, by the key of its words; rows are fuels."""


def has_balance(workbench: Workbench) -> bool:
    """Whether the plant has rows for a balance of energy: then there is one to draw."""
    burnt, part = energy(workbench), _part(workbench)
    if burnt is None or part is None or not burnt.rows(part.table):
        return False
    return all(row["value"] in burnt.compiled.lines for row in part.rows)


def balance(workbench: Workbench, year: str, language: Language) -> ChartView:
    """The flow that the template of the report describes, and its table."""
    say = wording(workbench, language)
    title = say("results.balance")
    burnt, part = energy(workbench), _part(workbench)
    found = bands(part.rows, burnt, year) if burnt is not None and part is not None else ()
    if burnt is None or part is None or not found:
        return ChartView("balance", title, "", None, {}, (), ())
    method = burnt.compiled.method
    whole, unit = total(found), say.unit(found[0].result.unit)

    def whole_number(value: Decimal) -> str:
        return lines.number(value, 0, method.rounding)

    nodes = [("plant", f"{say('results.chart.plant')}\n{whole_number(whole)} {unit}", 1, "inside")]
    flows: list[Flow] = []
    kinds: dict[str, int] = {}
    rows: list[tuple[str, ...]] = []
    fact = say("results.chart.closed")
    for index, each in enumerate(found):
        key, value, left = f"{each.side}{index}", each.result.number, each.side == "in"
        if each.row:
            name = row_name(workbench, say, each.row)
        elif each.words:
            name = say(f"row.{part.id}.{each.words}")
        else:
            name = say.of(method.lines[each.result.id].words)
        nodes.append((key, f"{name} {whole_number(value)}", 0 if left else 2, "left" if left else "right"))
        flows.append(
            Flow(*((key, "plant") if left else ("plant", key)), float(value))
        )  # a width on the screen
        if left:
            kinds[key] = _IN.get(each.words, DIRECT)
        elif each.side == OPEN:
            share = lines.share(value, whole, method.rounding)
            fact = say("results.chart.open", value=whole_number(value), unit=unit, share=share)
        else:
            kinds[key] = OTHER
        side = say("results.chart.energy" if left else "results.chart.use")
        rows.append((side, name, lines.number(value, method.rounding.places, method.rounding), unit))
    drawn = Chart(
        "",
        title,
        "sankey",
        "",
        flows=tuple(flows),
        nodes=tuple(nodes),
        alt=f"{title}: {fact}",
        open=tuple(key for key, *_ in nodes if key.startswith(OPEN)),
    )
    heads = tuple(say(f"results.chart.{key}") for key in ("side", "what", "amount"))
    unexplained = next((figure_id(each.result.id, each.row, year) for each in found if each.side == OPEN), "")
    return ChartView(
        "balance", title, fact, drawn, kinds, (*heads, say("column.unit")), tuple(rows), unexplained
    )


def _part(workbench: Workbench) -> Part | None:
    """The flow that the template of the report describes."""
    parts = template(workbench.catalogue.report("inventory")).parts
    return next((part for part in parts if part.kind == "flow"), None)
