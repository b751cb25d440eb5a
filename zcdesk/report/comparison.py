"""The page on which a manager reads why a year emitted more or less than the base year: one page, plain sentences.

Everything it says was worked out elsewhere and is final text: the sentences, the tables and the chart hold the same
strings, so that no number on the page can differ from its twin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from zcdesk.domain.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Series,
    Table,
)
from zcdesk.report.telling import lines
from zcdesk.report.telling.codes import Codes
from zcdesk.report.telling.template import TemplateError
from zcdesk.report.telling.template import template as read_template
from zcdesk.report.telling.wording import Wording

EFFECTS, SERIES = "1-1", "1-2"
"""Numbers of the two tables."""

LEANEST = 3
"""How often a page that is too full may be made again, each time with less on it."""


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One factor of a change.

    Attributes
    ----------
    id, name : str
    value : Decimal or None
        Unrounded; None where it cannot be told apart. [tCO2e]
    text, percent : str
        As printed, with sign; the part of the base year's emission without the per cent sign; ``""`` for None.
    because : str
        What moved, with its figures: what the effect is made of.
    figure : str
        Id of a figure whose chain leads to what moved; ``""`` for none.
    parts : tuple of (str, str, Decimal)
        Key, name and effect of each source, the largest first. [tCO2e]
    """

    id: str
    name: str
    value: Decimal | None
    text: str
    percent: str
    because: str
    figure: str
    parts: tuple[tuple[str, str, Decimal], ...] = ()

    @property
    def said(self) -> str:
        """The line as a screen reader says it."""
        return ", ".join(part for part in (self.name, self.text, self.because) if part)


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of the restated series, as printed; the values unrounded, None where there is none. [tCO2e]"""

    year: str
    figure: str
    published: str
    restated: str
    difference: str
    change: str
    because: str
    values: tuple[Decimal, Decimal | None]
    causes: Mapping[str, Decimal]
    sealed: int = 0
    base: bool = False

    @property
    def said(self) -> str:
        """The line as a screen reader says it."""
        parts = (self.year, self.published, self.restated, self.difference, self.because)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Told:
    """Two years compared, in words and printed figures.

    Attributes
    ----------
    base, year, view : str
    title : str
        The result in a sentence; the reason where there is none.
    before, now, change, percent : str
        As printed; ``""`` where they are not known.
    before_figure, now_figure : str
        Their ids, for F2.
    amount : Decimal or None
        The change, exactly the sum of the effects. [tCO2e]
    effects : tuple of EffectLine
        In the order in which they are told; none where the years cannot be compared.
    sentences : tuple of str
        What made it less, what made it more, that it adds up.
    series : tuple of YearLine
    policy : tuple of str
        Base year and threshold; what the test of the threshold says.
    recalculate : bool
    notes : tuple of str
        What must be known to read it.
    unit : str
    """

    base: str
    year: str
    view: str
    title: str
    before: str = ""
    now: str = ""
    change: str = ""
    percent: str = ""
    before_figure: str = ""
    now_figure: str = ""
    amount: Decimal | None = None
    effects: tuple[EffectLine, ...] = ()
    sentences: tuple[str, ...] = ()
    series: tuple[YearLine, ...] = ()
    policy: tuple[str, ...] = ()
    recalculate: bool = False
    notes: tuple[str, ...] = ()
    unit: str = ""


def page(
    told: Told,
    *,
    template: Mapping[str, Any],
    say: Wording,
    company: str,
    about: str,
    issued_at: str,
    draft: str = "",
    watermark: str = "",
    leaner: int = 0,
    check_code: str = "",
) -> Document:
    """The comparison as a document of one page.

    Parameters
    ----------
    template : mapping
        Decoded ``resources/reports/comparison.toml``.
    company : str
    about : str
        How it was counted, under the title.
    draft, watermark : str
        Words of the tag and of the mark across the page where it is a draft.
    leaner : int
        0 for all; 1 to `LEANEST` where all does not fit one page: a lower chart; none; and at last no other years
        than the base year and the two that are compared.

    check_code : str
        校验码 of its seal; ``""`` while it is not sealed.

    Raises
    ------
    TemplateError
        If the template has a kind of block that there is not.
    """
    making = _Making(told, say, about, leaner)
    blocks: list[Block] = []
    for index, part in enumerate(read_template(template).parts):
        if part.kind not in _TELLERS:
            raise TemplateError(f"reports/comparison: block[{index}]: no such kind: {part.kind}")
        made = _TELLERS[part.kind](making)
        if made and part.section:
            blocks.append(Heading(say(f"years.section.{part.section}"), 3))
        blocks += made
    span = {"base": told.base, "year": told.year}
    return Document(
        title=say("years.full_title", company=company, **span),
        company=company,
        subject=say("years.title"),
        language=say.language,
        short_title=say("years.short_title", **span),
        foot=_foot(say, issued_at, check_code),
        page_of=say("page.of"),
        labels={key: say(f"label.{key}") for key in _LABELS},
        blocks=tuple(blocks),
        draft=draft,
        watermark=watermark,
        keywords=say("years.keywords", **span),
        codes=MappingProxyType(dict(making.codes.figures)),
    )


_LABELS = (
    "table", "figure", "note", "source", "continued", "group_continued", "unrounded", "company_seal",
    "list_of_tables", "list_of_figures",
)  # fmt: skip


def _foot(say: Wording, issued_at: str, check_code: str) -> str:
    date = issued_at[:10]
    if check_code:
        return "\u3000".join((say("foot.issued", date=date), say("foot.check", code=check_code)))
    return "\u3000".join((*((say("foot.print", date=date),) if date else ()), say("foot.unsealed")))


class _Making:
    """One page being made."""

    def __init__(self, told: Told, say: Wording, about: str, leaner: int) -> None:
        self.told, self.say, self.about, self.leaner = told, say, about, leaner
        self.codes = Codes()

    def heading(self) -> list[Block]:
        """Whose years, and how they were counted."""
        return [Heading(self.say("years.title"), 1), Paragraph(self.about, "small")]

    def result(self) -> list[Block]:
        """The sentence that matters."""
        return [Paragraph(self.told.title, "lead")]

    def sentences(self) -> list[Block]:
        """What made it less and more."""
        joined = ("" if self.say.language == "zh" else " ").join(self.told.sentences)
        return [Paragraph(joined, "lead" if self.leaner < 2 else "small")] if joined else []

    def effects(self) -> list[Block]:
        """The factors with what moved, and the whole."""
        told, say = self.told, self.say
        if not told.effects:
            return []
        rows = [
            Row(
                (
                    Cell(each.name),
                    Cell(each.text or lines.DASH),
                    Cell(each.percent or lines.DASH),
                    Cell(each.because),
                )
            )
            for each in told.effects
        ]
        rows.append(
            Row((Cell(say("years.row.total")), Cell(told.change), Cell(told.percent), Cell("")), "total")
        )
        columns = (
            Column(say("years.column.effect")),
            Column(say("years.column.value"), told.unit, align="right", role="number"),
            Column(
                say("years.column.percent", base=say.period(told.base)), "%", align="right", role="number"
            ),
            Column(say("years.column.because"), width=0.55),
        )
        return [Table(EFFECTS, say("years.table.effects"), columns, tuple(rows), compact=True)]

    def chart(self) -> list[Block]:
        """A bar for each factor that can be told apart."""
        told, say = self.told, self.say
        bars = [each for each in told.effects if each.value]
        if len(bars) < 2 or self.leaner > 1:
            return []
        values = tuple(float(each.value or 0) for each in bars)  # a length on the page
        alt = say("years.chart.alt", what=say.clauses(f"{each.name} {each.text}" for each in bars))
        series = Series(say.period(told.year), values, tuple(each.text for each in bars))
        names = tuple(each.name for each in bars)
        tall = 9.0 + (4.0 if self.leaner < 1 else 3.2) * len(bars)
        return [
            Chart(
                "1", say("years.chart.effects"), "hbars", told.unit, names, (series,), alt=alt, height_mm=tall
            )
        ]

    def series(self) -> list[Block]:
        """The years as published and as restated."""
        told, say = self.told, self.say
        if not told.series:
            return []
        rows = []
        shown = told.series
        if self.leaner == LEANEST:
            shown = tuple(
                each for each in shown if each.figure in (told.before_figure, told.now_figure) or each.base
            )
        for at, each in enumerate(shown, 1):
            code = f"N{at:02d}"
            self.codes.give(SERIES, f"{code}.1", each.figure)
            rows.append(
                Row(
                    (
                        Cell(code, tone="grey"),
                        Cell(each.year),
                        Cell(each.published, code=f"{code}.1"),
                        Cell(each.restated),
                        Cell(each.difference),
                        Cell(each.change),
                        Cell(each.because),
                    )
                )
            )
        number = {"align": "right", "role": "number"}
        columns = (
            Column(say("column.code"), role="code"),
            Column(say("years.column.year")),
            Column(say("years.column.published"), told.unit, "1", **number),  # type: ignore[arg-type]
            Column(say("years.column.restated"), told.unit, "2", **number),  # type: ignore[arg-type]
            Column(say("years.column.difference"), told.unit, "3=2−1", **number),  # type: ignore[arg-type]
            Column(say("years.column.change"), "%", "4", **number),  # type: ignore[arg-type]
            Column(say("years.column.causes"), width=0.3),
        )
        return [Table(SERIES, say("years.table.series"), columns, tuple(rows), compact=True)]

    def policy(self) -> list[Block]:
        """Base year, threshold, and what the test says."""
        joined = ("" if self.say.language == "zh" else " ").join(self.told.policy)
        return [Paragraph(joined, "small")] if joined else []

    def notes(self) -> list[Block]:
        """What must be known to read it."""
        return [Paragraph("".join(self.told.notes), "note")] if self.told.notes else []


_TELLERS: Mapping[str, Callable[[_Making], list[Block]]] = MappingProxyType(
    {
        "heading": _Making.heading,
        "result": _Making.result,
        "sentences": _Making.sentences,
        "effects": _Making.effects,
        "effects_chart": _Making.chart,
        "series": _Making.series,
        "policy": _Making.policy,
        "notes": _Making.notes,
    }
)
