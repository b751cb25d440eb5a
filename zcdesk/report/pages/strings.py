"""All strings a document prints, each with the face it is set in."""

from __future__ import annotations

from collections.abc import Iterator

from zcdesk.domain.document import (
    Block,
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


def drawn_strings(document: Document) -> Iterator[tuple[str, str]]:
    """Text and face role of everything that stands on a page, page numbers and fixed words excepted."""
    for text in (document.company, document.short_title, document.foot, document.draft):
        yield text, "sans"
    if document.draft:
        yield document.watermark, "bold"
    for block in document.blocks:
        for text, role in _of(block):
            if text:
                yield text, role


def _of(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Heading():
            yield block.text, "bold" if block.level < 3 else "medium"
        case Paragraph():
            body = block.style in ("body", "lead") and block.tone != "strong"
            yield block.text, "serif" if body else "medium" if block.tone == "strong" else "sans"
        case Facts():
            for label, value in block.items:
                yield label, "sans"
                yield value, "sans"
        case Cover():
            yield block.title, "serif-bold"
            for text in (block.number, block.subtitle, block.seal_line):
                yield text, "sans"
            yield block.company, "medium"
            for label, value in block.facts:
                yield label, "sans"
                yield value, "serif"
        case Statement():
            yield block.title, "bold"
            for text in (*block.paragraphs, block.date_line):
                yield text, "serif"
            for text in (*block.signatures, block.seal):
                yield text, "sans"
            if block.results is not None:
                yield from _of(block.results)
        case Contents():
            yield block.title, "bold"
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)
        case Proof():
            yield from _proof(block)


def _table(block: Table) -> Iterator[tuple[str, str]]:
    yield block.number, "medium"
    yield block.title, "medium"
    yield block.unit, "sans"
    for column in block.columns:
        yield column.head, "medium"
        yield column.unit, "sans"
        yield column.number, "sans"
    for row in block.rows:
        role = "medium" if row.kind in ("group", "subtotal", "total") else "sans"
        for cell in row.cells:
            yield cell.text, role
    for note, _ in block.notes:
        yield note, "sans"
    yield block.source, "sans"


def _chart(block: Chart) -> Iterator[tuple[str, str]]:
    yield block.number, "medium"
    yield block.title, "medium"
    texts = [block.unit, *block.categories, *block.totals, block.source, *block.notes]
    for series in block.series:
        texts += [series.name, *series.labels]
    texts += [flow.label for flow in block.flows]
    texts += [text for _, node, _, side in block.nodes for text in (node, side)]
    for text in texts:
        yield text, "sans"


def _proof(block: Proof) -> Iterator[tuple[str, str]]:
    for text in (block.code, block.name, block.result):
        yield text, "medium"
    for text in (block.place, block.unit, block.formula, block.numbers, block.clause, block.unrounded):
        yield text, "sans"
    for one in block.inputs:
        for text in (one.symbol, one.name, one.value, one.source, one.evidence):
            yield text, "sans"
    for text in block.flags:
        yield text, "medium"
