"""Sizes, colours and fixed words of the printed page. All lengths in points unless the name says mm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zcdesk.domain.document import Tone
from zcdesk.domain.words import Language

MM = 72 / 25.4

INK = "#1A1A1A"
GREY = "#5F6466"
DEEP = "#163A4A"
TARGET = "#B4691F"
WARNING = "#9A4A00"
HAIRLINE = "#C9CED0"
TINT = "#EEF2F3"
WATERMARK = "#EDEFF0"
WHITE = "#FFFFFF"
SERIES = (DEEP, "#2F6F7E", "#7FA9AE", "#BCD3D3", "#E3ECEB")
"""Fills in their own order of darkness; `zcdesk.report.charts.charts` chooses those that differ enough side by side."""

TONES: Mapping[Tone, str] = {"normal": INK, "strong": INK, "grey": GREY, "warning": WARNING, "deep": DEEP}

RULE_OUTER, RULE_HEAD, RULE_ROW, RULE_SUBTOTAL, RULE_TOTAL = 1.1, 0.55, 0.25, 0.4, 0.55


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type with its lead and face (a role of `zcdesk.report.typesetting.fonts`). [pt]"""

    role: str
    size: float
    lead: float
    colour: str = INK


BODY = Type("serif", 10.5, 17.0)
CHAPTER = Type("bold", 16.0, 25.5, DEEP)
SECTION = Type("bold", 12.0, 17.0)
SUBSECTION = Type("medium", 10.5, 17.0)
CAPTION = Type("medium", 9.0, 13.0)
NOTE = Type("sans", 7.6, 11.0, GREY)
SMALL = Type("sans", 8.4, 12.5)
HEAD_LINE = Type("sans", 8.0, 11.0, GREY)
FOOT_LINE = Type("sans", 7.2, 10.0, GREY)
PAGE_NUMBER = Type("sans", 8.0, 10.0)


@dataclass(frozen=True, slots=True)
class TableType:
    """Type of one table: body, head, unit, column number, row code; padding above and below a row. [pt]"""

    body: Type
    head: Type
    unit: Type
    number: Type
    code: Type
    pad: float
    gap: float
    """Air between two columns."""

    def shrunk(self, factor: float) -> TableType:
        """The same type in a smaller size, for a table whose figures do not fit the page."""

        def small(one: Type) -> Type:
            return Type(one.role, one.size * factor, one.lead * factor, one.colour)

        return TableType(
            small(self.body),
            small(self.head),
            small(self.unit),
            small(self.number),
            small(self.code),
            pad=self.pad * factor,
            gap=self.gap * factor,
        )


TABLE = TableType(
    body=Type("sans", 8.4, 12.0),
    head=Type("medium", 8.2, 11.6),
    unit=Type("sans", 6.9, 11.6, GREY),
    number=Type("sans", 6.5, 10.4, GREY),
    code=Type("sans", 6.9, 12.0, GREY),
    pad=2.5,
    gap=3.0 * MM,
)
COMPACT = TableType(
    body=Type("sans", 7.4, 10.5),
    head=Type("medium", 7.4, 10.8),
    unit=Type("sans", 6.5, 10.4, GREY),
    number=Type("sans", 6.5, 10.4, GREY),
    code=Type("sans", 6.3, 10.5, GREY),
    pad=1.5,
    gap=2.0 * MM,
)


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page and its text block; the origin is bottom left, `top` and `bottom` are the block's edges. [pt]"""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    head: float
    rule: float
    foot: float

    @property
    def measure(self) -> float:
        """Width of the text block. [pt]"""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """Height of the text block. [pt]"""
        return self.top - self.bottom


def _page(
    width: float, height: float, left: float, right: float, top: float, bottom: float, rule: float
) -> PageSize:
    return PageSize(
        width * MM, height * MM, left * MM, right * MM, (height - top) * MM, bottom * MM,
        head=(height - rule + 2.2) * MM, rule=(height - rule) * MM, foot=(bottom - 12 if left > 22 else 12.5) * MM,
    )  # fmt: skip


PORTRAIT = _page(210, 297, left=28, right=22, top=30, bottom=27, rule=20.9)
LANDSCAPE = _page(297, 210, left=22, right=22, top=33, bottom=19, rule=26.9)

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "table": "表",
        "figure": "图",
        "note": "注：",
        "source": "来源：",
        "continued": "续表",
        "group_continued": "（续）",
        "unrounded": "未修约",
        "company_seal": "报告主体（盖章）",
        "editable": "可编辑副本，以封存的 PDF 为准。",
        "list_of_tables": "表目录",
        "list_of_figures": "图目录",
    },
    "en": {
        "table": "Table",
        "figure": "Figure",
        "note": "Note:",
        "source": "Source:",
        "continued": "Table (continued)",
        "group_continued": " (continued)",
        "unrounded": "Unrounded",
        "company_seal": "Reporting entity (seal)",
        "editable": "An editable copy; the sealed PDF prevails.",
        "list_of_tables": "Tables",
        "list_of_figures": "Figures",
    },
}


def words(language: Language, labels: Mapping[str, str]) -> dict[str, str]:
    """The fixed words of a document: its own labels over those of the language."""
    return {**_WORDS[language], **{key: text for key, text in labels.items() if text}}
