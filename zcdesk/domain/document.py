"""Document: what is printed, as blocks of final strings.

A `Document` is made by `zcdesk.report.story` and drawn by `zcdesk.report.pages.pdf`. Whoever draws computes nothing,
rounds nothing and looks nothing up: every number is already text. The only thing left to the drawer is where
things stand on the page, and the page numbers that follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Language

Align = Literal["left", "right", "center"]
Tone = Literal["normal", "strong", "grey", "warning", "deep"]
RowKind = Literal["plain", "group", "subtotal", "total", "memo"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes
    ----------
    text : str
        Final text. ``""`` only where the column has no meaning in this row (drawn as nothing).
    tone : Tone
        Weight and colour by role.
    boxed : bool
        Drawn in a warning frame: something is missing here (缺).
    mark : str
        ``""``, or a verdict drawn before the text: ``met``, ``unmet``, ``open``, ``unknown``, ``na``.
    code : str
        定位码 without the table number, e.g. ``F01.7``; ``""`` where the cell is no traced figure. The drawer
        links it to the named destination ``calc:<table> <code>`` where the calculation appendix has one.
    indent : int
        Steps of 1 em from the left, for rows of the kind "其中".
    page : str
        Key of a heading whose page number stands here, found while laying out; the text is then ``""``.
    """

    text: str
    tone: Tone = "normal"
    boxed: bool = False
    mark: str = ""
    code: str = ""
    indent: int = 0
    page: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: head, unit under it, column number under that.

    Attributes
    ----------
    head : str
        Name. May hold ``\\n`` for a wished break.
    unit : str
        Unit in grey under the name, without brackets; ``""`` for none.
    number : str
        ``甲`` ``乙`` for words, ``1`` ``2`` or a rule such as ``7=1×6`` for numbers; ``""`` for none.
    align : Align
        Numbers are right-aligned (on the decimal point, since one column has one number of decimals).
    width : float
        Share of the table's width, or 0 for "as wide as its content needs".
    role : str
        ``code`` (small grey row code), ``words``, ``number``, ``clause``.
    """

    head: str
    unit: str = ""
    number: str = ""
    align: Align = "left"
    width: float = 0.0
    role: str = "words"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; ``cells`` are as many as the table has columns (a group row may have one)."""

    cells: tuple[Cell, ...]
    kind: RowKind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption, head, rows and notes.

    Attributes
    ----------
    number : str
        Table number as printed: ``3-1``, ``A-1``. Also the first half of a 定位码.
    title : str
        Text of the caption without the number.
    unit : str
        ``单位：tCO₂e`` printed right of the caption if one unit serves all; ``""`` for none.
    columns, rows
        See `Column`, `Row`.
    notes : tuple of (str, Tone)
        Lines under the table after 注：.
    source : str
        Text after 来源：; ``""`` for none.
    landscape : bool
        Wants the wide page (month tables of 15 columns and more).
    compact : bool
        Wants the small type of month tables.
    """

    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[tuple[str, Tone], ...] = ()
    source: str = ""
    landscape: bool = False
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is a chapter (new page in the emission report), 2 a section, 3 a subsection.

    A ``key`` lets cells give the page where it stands.
    """

    text: str
    level: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``style`` is ``body``, ``note``, ``lead`` (no indent) or ``small``."""

    text: str
    style: Literal["body", "note", "lead", "small"] = "body"
    tone: Tone = "normal"


@dataclass(frozen=True, slots=True)
class Facts:
    """A two-column list of label and value, e.g. on the cover or in 基本信息; no column numbers, no codes."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart. A value of ``None`` is unknown and drawn as a gap, never as zero.

    ``style`` is the number of a line's look; None takes that of its place among the series.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    style: int | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """One band of a Sankey diagram, from node to node."""

    source: str
    target: str
    value: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart to be drawn by matplotlib, with its caption under it.

    Attributes
    ----------
    number, title, source, alt : str
        Caption number (``2-1``), caption, 来源, and one sentence with the main numbers for those who cannot see.
    kind : str
        ``stack`` (stacked columns per category), ``bars`` (grouped columns), ``hbars`` (one bar per category),
        ``lines``, ``waterfall``, ``sankey``, ``radar`` (two series from 0 to 1: sure, and at most).
    unit : str
        Unit in words, top left.
    categories : tuple of str
        Places on the category axis.
    series : tuple of Series
        Float copies of printed results: charts are the one place beside arrays where float is allowed.
    totals : tuple of str
        Text over each column, already rounded; empty for none.
    flows, nodes
        For ``sankey``: bands, and (id, text, column, side) per node.
    height_mm : float
        Drawn height. [mm]
    landscape : bool
        Wants the wide page.
    marks : Series or None
        For ``stack``: a value per column that a short bar marks, such as the same month of last year.
    open : tuple of str
        For ``sankey``: nodes that ask to be looked at, such as what a balance leaves unexplained.
    """

    number: str
    title: str
    kind: Literal["stack", "bars", "hbars", "lines", "waterfall", "sankey", "radar"]
    unit: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    totals: tuple[str, ...] = ()
    flows: tuple[Flow, ...] = ()
    nodes: tuple[tuple[str, str, int, str], ...] = ()
    source: str = ""
    alt: str = ""
    height_mm: float = 70.0
    landscape: bool = False
    notes: tuple[str, ...] = ()
    marks: Series | None = None
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofInput:
    """One input line under a calculation: symbol, name, value with unit, where it is from, evidence."""

    symbol: str
    name: str
    value: str
    source: str
    evidence: str = "—"
    tone: Tone = "normal"


@dataclass(frozen=True, slots=True)
class Proof:
    """One block of the calculation appendix; it never breaks over a page.

    Attributes
    ----------
    code : str
        Row and column code, ``F01.7``; the block is the named destination ``calc:3-1 F01.7``.
    place : str
        Table the figure stands in: ``表 3-1``.
    name : str
        What was computed.
    result, unit : str
        Rounded result and its unit.
    formula : str
        With symbols: ``E = AD × NCV × CC × OF × 44/12``.
    numbers : str
        The same with numbers and units put in, without the result.
    clause : str
        Clause of the method.
    inputs : tuple of ProofInput
    unrounded : str
        The unrounded value, e.g. ``1700.345279398``.
    flags : tuple of str
        Warnings (沿用, 待确认 …), printed in warning weight.
    """

    code: str
    place: str
    name: str
    result: str
    unit: str
    formula: str
    numbers: str
    clause: str
    inputs: tuple[ProofInput, ...]
    unrounded: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: number, title, year and sector, company, facts between rules, sealing line."""

    number: str
    title: str
    subtitle: str
    company: str
    facts: tuple[tuple[str, str], ...]
    seal_line: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Statement of truth: paragraphs, a small result table, signature lines and the place of the seal."""

    title: str
    paragraphs: tuple[str, ...]
    results: Table | None
    signatures: tuple[str, ...]
    seal: str
    date_line: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Table of contents, two levels, with page numbers found while drawing."""

    title: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Begin a new page here."""


Block = Cover | Statement | Contents | Heading | Paragraph | Facts | Table | Chart | Proof | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is printed, in reading order.

    Attributes
    ----------
    title, company, subject : str
        For head, metadata and bookmarks.
    language : Language
        Language of all texts.
    short_title : str
        Right side of the page head.
    foot : str
        Left side of the page foot: 编号、定稿日期、校验码, or 未封存，无校验码 for a draft.
    draft : str
        ``""``, or the words of the draft tag (草稿　还差 3 项 …); then a watermark is drawn as well.
    watermark : str
        Text of the watermark of a draft.
    page_of : str
        ``第 {page} 页　共 {pages} 页``.
    continued : str
        Prefix of the caption of a table's further parts: ``续表``; and ``（续）`` in ``group_continued``.
    labels : mapping
        Fixed words the drawer needs: ``table``, ``figure``, ``note``, ``source``, ``continued``,
        ``group_continued``, ``unrounded``.
    blocks : tuple of Block
    chapters_on_new_page : bool
        Each chapter begins a page. Otherwise only if less than 60 mm are left (plans, ESG).
    two_sided : bool
        Printed on both sides: the wide margin of upright pages changes with the binding edge.
    codes : mapping
        定位码 (``3-1 F01.7``) to the id of the traced figure (``fuel.co2[F01]@2025``).
    """

    title: str
    company: str
    subject: str
    language: Language
    short_title: str
    foot: str
    page_of: str
    labels: Mapping[str, str]
    blocks: tuple[Block, ...]
    draft: str = ""
    watermark: str = ""
    keywords: str = ""
    chapters_on_new_page: bool = True
    two_sided: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
