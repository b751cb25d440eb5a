"""A `Document` as pages of boxes: which block becomes which box, on which kind of page, under which name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zcdesk.domain.document import (
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Proof,
    Statement,
    Table,
)
from zcdesk.report.pages.facts import facts_box
from zcdesk.report.pages.figures import chart_box
from zcdesk.report.pages.flow import Box, Page, Stretch, flow
from zcdesk.report.pages.front import ContentsBox, CoverBox, Entry, SignatureBox, centred_title
from zcdesk.report.pages.proofs import calculation_name, proof_box
from zcdesk.report.pages.prose import TextBox, heading, paragraph
from zcdesk.report.pages.tables import table_box
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting import style
from zcdesk.report.typesetting.style import PageSize
from zcdesk.report.typesetting.typeset import Typesetter

LISTED_FROM = 15
"""From this many tables (or figures) on, the contents list them."""

_NEAR = 60 * style.MM
_INTRO = 60 * style.MM
"""A text up to this height introduces what stands below it. [pt]"""
_SHORT_TEXT = 700


@dataclass(slots=True)
class Laid:
    """Pages, and what the bookmarks say.

    Attributes
    ----------
    pages : list of Page
    outline : list of Entry
        Bookmarks in reading order.
    numbers : dict
        Destination to page number as printed; filled before anything is drawn.
    targets : frozenset of str
        All destinations that links may use.
    """

    pages: list[Page]
    outline: list[Entry]
    numbers: dict[str, int]
    targets: frozenset[str]


@dataclass(slots=True)
class Run:
    """Blocks that begin on a new page together."""

    blocks: list[tuple[int, Block]] = field(default_factory=list)
    wide: bool = False


_PASSES = 3
"""Layouts until page numbers inside tables stand still; each number is as wide as the last, so two are enough."""


def lay_out(document: Document, setter: Typesetter, root: Node) -> Laid:
    """Place everything, page numbers inside tables included; draws nothing."""
    if not any(cell.page for cell in _cells(document)):
        return _laid(document, setter, root)
    pages: dict[str, int] = {}
    for _ in range(_PASSES):
        laid = _laid(_numbered(document, pages), setter, Node("Document"))
        keyed = {
            block.key: laid.numbers[f"section:{index}"]
            for index, block in enumerate(document.blocks)
            if isinstance(block, Heading) and block.key
        }
        if keyed == pages:
            break
        pages = keyed
    return _laid(_numbered(document, pages), setter, root)


def _cells(document: Document) -> Iterator[Cell]:
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            yield from row.cells


def _numbered(document: Document, pages: Mapping[str, int]) -> Document:
    """The document with the page numbers in their cells; ``000`` keeps their place while they are not known."""

    def cell(one: Cell) -> Cell:
        return replace(one, text=str(pages.get(one.page, "000"))) if one.page else one

    def block(one: Block) -> Block:
        if not isinstance(one, Table):
            return one
        return replace(one, rows=tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in one.rows))

    return replace(document, blocks=tuple(map(block, document.blocks)))


def _laid(document: Document, setter: Typesetter, root: Node) -> Laid:
    fixed = style.words(document.language, document.labels)
    names = _names(document.blocks)
    outline = [
        Entry(text, level, names[index])
        for index, block in enumerate(document.blocks)
        for text, level in _outlined(block)
    ]
    contents = [entry for entry in outline if entry.level <= 2 and not _is_contents(document, names, entry)]
    numbers: dict[str, int] = {}
    maker = _Maker(document, setter, root, fixed, names, contents, numbers)
    pages = flow([maker.stretch(run) for run in runs_of(document)])
    for count, page in enumerate(pages, start=1):
        for box, _ in page.items:
            if box.name:
                numbers.setdefault(box.name, count)
    return Laid(pages, outline, numbers, _targets(document, names))


@dataclass(slots=True)
class _Maker:
    document: Document
    setter: Typesetter
    root: Node
    fixed: dict[str, str]
    names: dict[int, str]
    contents: list[Entry]
    numbers: dict[str, int]

    def stretch(self, run: Run) -> Stretch:
        """The boxes of blocks that share a kind of page."""
        size = style.LANDSCAPE if run.wide else style.PORTRAIT
        boxes: list[Box] = []
        for place, (index, block) in enumerate(run.blocks):
            made = self._boxes(index, block, size)
            after = run.blocks[place + 1][1] if place + 1 < len(run.blocks) else None
            if isinstance(block, Paragraph) and isinstance(after, Table | Chart | Proof):
                made[-1].keep = made[-1].height <= _INTRO  # what names a table is not left behind by it
            boxes.extend(made)
        bare = bool(run.blocks) and isinstance(run.blocks[0][1], Cover)
        return Stretch(size, boxes, bare)

    def _boxes(self, index: int, block: Block, size: PageSize) -> Sequence[Box]:
        setter, root, measure = self.setter, self.root, size.measure
        match block:
            case Heading():
                box = heading(setter, block, measure, root, self.names[index])
                box.reserve = _NEAR if block.level == 1 else 0.0
                return [box]
            case Paragraph():
                return [paragraph(setter, block, measure, root)]
            case Table():
                return [table_box(setter, block, size, self.fixed, root)]
            case Chart():
                return [chart_box(setter, block, size, self.fixed, root)]
            case Proof():
                return [proof_box(setter, block, measure, self.fixed, root)]
            case Facts():
                return [facts_box(setter, block, measure, root)] if block.items else []
            case Cover():
                return [CoverBox(setter, block, size, self.fixed, root.add("Sect"))]
            case Statement():
                return self._statement(index, block, size)
            case Contents():
                return self._contents(index, block, measure)
            case _:
                return []

    def _statement(self, index: int, block: Statement, size: PageSize) -> list[Box]:
        node = self.root.add("Sect")
        boxes: list[Box] = [centred_title(self.setter, block.title, size.measure, node, self.names[index])]
        boxes += [paragraph(self.setter, Paragraph(text), size.measure, node) for text in block.paragraphs]
        if block.results is not None:
            boxes.append(table_box(self.setter, block.results, size, self.fixed, node))
        if block.signatures or block.seal or block.date_line:
            boxes.append(
                SignatureBox(
                    self.setter, block, self.document.company, size.measure, node, before=26.0, after=30.0
                )
            )
        return boxes

    def _contents(self, index: int, block: Contents, measure: float) -> list[Box]:
        node = self.root.add("TOC")
        boxes: list[Box] = [
            centred_title(self.setter, block.title, measure, self.root, self.names[index]),
            ContentsBox(self.setter, self.contents, self.numbers, measure, node),
        ]
        lists: tuple[tuple[type[Table] | type[Chart], str, str], ...] = (
            (Table, "table", "list_of_tables"),
            (Chart, "figure", "list_of_figures"),
        )
        for kind, word, title in lists:
            listed = [one for one in self.document.blocks if isinstance(one, kind) and one.number]
            if len(listed) < LISTED_FROM:
                continue
            entries = [
                Entry(f"{self.fixed[word]} {one.number}\u3000{one.title}", 2, f"{word}:{one.number}")
                for one in listed
            ]
            lines = self.setter.lines(self.fixed[title], "bold", style.SECTION.size, measure)
            boxes.append(
                TextBox(
                    lines, style.SECTION, self.root.add("H2"), before=17.0, after=4.0, keep=True, together=0
                )
            )
            boxes.append(ContentsBox(self.setter, entries, self.numbers, measure, self.root.add("TOC")))
        return boxes


def runs_of(document: Document) -> list[Run]:
    """Blocks grouped by the page breaks that are known beforehand, each group upright or wide."""
    chapters: list[list[tuple[int, Block]]] = [[]]
    for index, block in enumerate(document.blocks):
        chapter = isinstance(block, Heading) and block.level == 1 and document.chapters_on_new_page
        if (
            chapter
            or isinstance(block, Cover | Statement | Contents | PageBreak)
            or (chapters[-1] and isinstance(chapters[-1][-1][1], Cover))
        ):
            chapters.append([])
        if not isinstance(block, PageBreak):
            chapters[-1].append((index, block))
    runs: list[Run] = []
    for blocks in chapters:
        runs.extend(_turned(blocks))
    return [run for run in runs if run.blocks]


def _turned(blocks: list[tuple[int, Block]]) -> list[Run]:
    """Split one group where the page turns; headings and short texts go with the wide block they stand beside."""
    wide = [isinstance(block, Table | Chart) and block.landscape for _, block in blocks]
    if not any(wide):
        return [Run(blocks)]
    first, last = wide.index(True), len(wide) - 1 - wide[::-1].index(True)
    if _brief(blocks[:first]):
        wide[:first] = [True] * first
    if _brief(blocks[last + 1 :]):
        wide[last + 1 :] = [True] * (len(wide) - last - 1)
    for index in range(len(blocks) - 2, -1, -1):
        if wide[index + 1] and isinstance(blocks[index][1], Heading):
            wide[index] = True
    runs: list[Run] = []
    for turned, item in zip(wide, blocks, strict=True):
        if not runs or runs[-1].wide != turned:
            runs.append(Run([], turned))
        runs[-1].blocks.append(item)
    return runs


def _brief(blocks: Sequence[tuple[int, Block]]) -> bool:
    """Only headings and little text."""
    if not all(isinstance(block, Heading | Paragraph) for _, block in blocks):
        return False
    return sum(len(block.text) for _, block in blocks if isinstance(block, Paragraph)) <= _SHORT_TEXT


def _outlined(block: Block) -> list[tuple[str, int]]:
    match block:
        case Heading() if block.level <= 2:
            return [(block.text, block.level)]
        case Statement() | Contents():
            return [(block.title, 1)]
        case _:
            return []


def _is_contents(document: Document, names: dict[int, str], entry: Entry) -> bool:
    return any(
        isinstance(document.blocks[index], Contents) for index, name in names.items() if name == entry.target
    )


def _names(blocks: Sequence[Block]) -> dict[int, str]:
    """A destination for each heading and front page."""
    kinds = Heading | Statement | Contents
    return {index: f"section:{index}" for index, block in enumerate(blocks) if isinstance(block, kinds)}


def _targets(document: Document, names: dict[int, str]) -> frozenset[str]:
    found = set(names.values())
    for block in document.blocks:
        if isinstance(block, Table):
            found.add(f"table:{block.number}")
            found.update(
                f"{block.number} {cell.code}".strip() for row in block.rows for cell in row.cells if cell.code
            )
        elif isinstance(block, Chart):
            found.add(f"figure:{block.number}")
        elif isinstance(block, Proof):
            found.add(calculation_name(block))
    return frozenset(found)
