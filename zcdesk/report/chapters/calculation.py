"""The calculation appendix: every emission figure of the year, and what it was computed from."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.document import Block, Heading, Paragraph
from zcdesk.domain.method import Line
from zcdesk.domain.trace import Traced
from zcdesk.formula.syntax import names
from zcdesk.report.chapters.proof import needs_proof, proof
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling.results import Figures, figure_id


def calculation(telling: Telling) -> list[Block]:
    """A block for each computed figure below the emissions and totals of the year, in the method's order."""
    say = telling.say
    blocks: list[Block] = [
        Paragraph(say("intro.calculation", rule=say.clause(telling.method.rounding.rule)), style="lead")
    ]
    spare = 0
    told: set[str] = set()
    for figures in telling.all_figures():
        group: list[Block] = []
        for line in _wanted(figures, telling.proven):
            rows = [row.id for row in figures.rows(line.over)] if line.over else [""]
            for row in rows:
                result = figures.line(line.id, telling.year, row)
                if not isinstance(result, Traced) or not needs_proof(figures, result):
                    continue
                figure = figure_id(line.id, row, telling.year)
                if figure in told:  # a scheme takes it from a method, which has told it
                    continue
                told.add(figure)
                place = telling.codes.place(figure)
                if place is None:
                    spare += 1
                    place = ("", f"Y{spare:02d}")
                    telling.codes.give("Y", f"{place[1]}.1", figure)
                group.append(proof(telling, figures, result, place[1], place[0]))
        if group:
            if figures is not telling.inventory:
                blocks.append(Heading(say.of(figures.compiled.method.words), 2))
            blocks += group
    return blocks


def _wanted(figures: Figures, more: Iterable[str]) -> list[Line]:
    """Emissions and totals of a method with every line that they are made of.

    Of what tables tell beside them only lines that stand alone: rows say by their columns how they come about, and
    a ledger may have hundreds.
    """
    compiled = figures.compiled
    lines = compiled.method.lines
    counted = [line.id for line in lines.values() if (line.scope or line.total) and not line.over]
    found: set[str] = set()
    for stack, rows in ((counted, True), ([id_ for id_ in more if id_ in lines], False)):
        while stack:
            id_ = stack.pop()
            if id_ in found or (lines[id_].over and not rows):
                continue
            found.add(id_)
            stack.extend(name for name in names(compiled.lines[id_].tree) if name in lines)
    return [line for line in lines.values() if line.id in found]
