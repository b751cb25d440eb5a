"""A `Document` as stable text, one line per thing that is printed, for comparison with a golden file.

``python -m tests.report.dump`` writes the golden files anew; the commit says why they changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.report.plants import report, small
from zcdesk.domain.document import (
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    Paragraph,
    Proof,
    Statement,
    Table,
)
from zcdesk.domain.words import LANGUAGES, Language

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def golden_file(language: Language) -> Path:
    """Where the golden text of the small plant lies."""
    return GOLDEN / f"story_small_{language}.txt"


def dump(document: Document) -> str:
    """Everything that is printed, in reading order, then the codes."""
    head = (document.title, document.short_title, document.foot, document.draft, document.watermark)
    lines = [f"| {text}" for text in head]
    for block in document.blocks:
        lines += _block(block)
    lines += [f"@ {code} = {figure}" for code, figure in document.codes.items()]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield f"[{block.style}] {block.text}"
        case Facts():
            yield from (f"{label}: {value}" for label, value in block.items)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)
        case Proof():
            yield from _proof(block)
        case Cover():
            yield f"cover {block.number} / {block.title} / {block.subtitle} / {block.company} / {block.seal_line}"
            yield from (f"  {label}: {value}" for label, value in block.facts)
        case Statement():
            yield f"statement {block.title}"
            yield from (
                f"  {text}" for text in (*block.paragraphs, *block.signatures, block.seal, block.date_line)
            )
            if block.results is not None:
                yield from _table(block.results)
        case Contents():
            yield f"contents {block.title}"
        case _:
            yield "page break"


def _table(table: Table) -> Iterator[str]:
    yield f"table {table.number} {table.title} {table.unit}".rstrip()
    yield "  = " + " | ".join(f"{c.head} [{c.unit}] {c.number}" for c in table.columns)
    for row in table.rows:
        yield f"  {row.kind[0]} " + " | ".join(_cell(cell) for cell in row.cells)
    yield from (f"  ({tone}) {note}" for note, tone in table.notes)
    if table.source:
        yield f"  source {table.source}"


def _cell(cell: Cell) -> str:
    text = f"[{cell.text}]" if cell.boxed else cell.text
    return f"{cell.mark} {text}".strip() + (f" <{cell.code}>" if cell.code else "")


def _chart(chart: Chart) -> Iterator[str]:
    yield f"chart {chart.number} {chart.kind} {chart.title} [{chart.unit}]"
    yield "  = " + " | ".join(chart.categories)
    for series in chart.series:
        yield f"  {series.name}: " + " | ".join("-" if v is None else f"{v:.4f}" for v in series.values)
        yield f"    {' | '.join(series.labels)}"
    yield from (f"  {text!r} {column} {side}" for _, text, column, side in chart.nodes)
    yield from (f"  {flow.source} > {flow.target} {flow.value:.4f}" for flow in chart.flows)
    yield from (f"  note {note}" for note in chart.notes)
    yield f"  alt {chart.alt}"


def _proof(proof: Proof) -> Iterator[str]:
    yield f"proof {proof.place} {proof.code} {proof.name} = {proof.result} {proof.unit} ({proof.clause})"
    yield f"  {proof.formula}"
    yield f"  = {proof.numbers}"
    for one in proof.inputs:
        yield f"  {one.symbol} | {one.name} | {one.value} | {one.source} | {one.evidence}"
    yield f"  unrounded {proof.unrounded}"
    yield from (f"  ! {flag}" for flag in proof.flags)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in LANGUAGES:
        golden_file(each).write_text(dump(report(small(), each)), encoding="utf-8")
