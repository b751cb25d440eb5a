"""The uncertainty of a year for the screen: the range of the total, what it comes from, how good the data are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zcdesk.calc.sampling import DRAWS, Cancelled
from zcdesk.calc.uncertainty import LineSpread, Share
from zcdesk.domain.answer import Place
from zcdesk.domain.method import printed_value
from zcdesk.domain.uncertainty import band_text, short
from zcdesk.domain.words import Language, Words
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import uncertain
from zcdesk.workbench.forms.grades import grade_words
from zcdesk.workbench.results.chain_links import page_of, wording
from zcdesk.workbench.uncertain import Assessed
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class LineRow:
    """A source with its range.

    Attributes
    ----------
    figure : str
        Id, for F2.
    name, value, band, note, quality : str
        `band` by the error formula; `note` what the draws say.
    """

    figure: str
    name: str
    value: str
    band: str
    note: str
    quality: str

    head: bool = False

    @property
    def said(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.name, self.value, self.band, self.note, self.quality) if part)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """An origin of the spread.

    Attributes
    ----------
    name, share, note : str
        `note`: its class, and what bettering it would bring.
    bar : float
        Part of the variance, 0 to 1: a drawn copy of the share.
    page : str
        Page on which it can be changed; ``""`` for a published value.
    place : Place or None
    figure : str
        Id, for F2.
    """

    name: str
    share: str
    note: str
    bar: float
    page: str
    place: Place | None
    figure: str

    head: bool = False

    @property
    def said(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join((self.name, self.share, self.note))


@dataclass(frozen=True, slots=True)
class SpreadView:
    """The uncertainty of a year in one view.

    Attributes
    ----------
    made : Assessed
        What can be recorded.
    title, ways, quality : str
        The range; by which two ways; data quality and what lacks evidence.
    lines : tuple of LineRow
    shares : tuple of ShareRow
    recorded : bool
        Whether the report prints it already.
    """

    made: Assessed
    title: str
    ways: str
    quality: str
    lines: tuple[LineRow, ...]
    shares: tuple[ShareRow, ...]
    recorded: bool


def spread_view(
    workbench: Workbench,
    year: str,
    language: Language,
    view: str,
    going_on: Callable[[], bool] = lambda: True,
    progress: Callable[[int], None] = lambda _: None,
    draws: int = DRAWS,
) -> SpreadView | None:
    """The uncertainty of a year; None while the total is missing, or when nobody waits any more."""
    try:
        made = uncertain.assessed(workbench, year, view, draws=draws, going_on=going_on, progress=progress)
    except Cancelled:
        return None
    if made is None:
        return None
    texts = workbench.catalogue.texts("ui_uncertainty")

    def text(key: str, **values: object) -> str:
        return texts[key].fill(**values).into(language) if values else texts[key].into(language)

    say, found = wording(workbench, language), made.found
    total = found.total
    drawn = total.drawn_percent
    assert total.drawn is not None
    title = text(
        "uncertainty.total",
        value=_value(made, total),
        unit=say.unit(total.result.unit),
        low=f"{total.drawn.low:,.0f}",
        high=f"{total.drawn.high:,.0f}",
    )
    ways = text(
        "uncertainty.both",
        formula=band_text(total.low, total.high),
        drawn=band_text(*drawn) if drawn is not None else "—",
        draws=f"{found.draws:,}",
        seed=found.seed,
    )
    if found.agree is False:
        ways = f"{ways}{text('uncertainty.apart')}"
    quality = [
        text("uncertainty.quality", points=uncertain.quality_words(workbench, total.points).into(language))
    ]
    bare = sum(1 for origin in made.taped.origins if origin.place is not None and not origin.proven)
    quality += [text("uncertainty.without", n=bare)] if bare else []
    lines = sorted(found.lines, key=lambda line: -abs(line.result.number))
    return SpreadView(
        made,
        title,
        ways,
        "　".join(quality) if language == "zh" else "; ".join(quality),
        tuple(_line(workbench, made, line, say, language, text) for line in lines if line.result.number),
        tuple(_share(workbench, share, year, language, text) for share in found.ranking),
        uncertain.recorded(workbench, year) is not None,
    )


def _value(made: Assessed, line: LineSpread) -> str:
    method = made.inventory.compiled.method
    return printed_value(method, method.lines[line.id], line.result)


def _line(
    workbench: Workbench,
    made: Assessed,
    line: LineSpread,
    say: Wording,
    language: Language,
    text: Callable[..., str],
) -> LineRow:
    drawn = line.drawn_percent
    quality = uncertain.quality_words(workbench, line.points).into(language)
    note = text("uncertainty.drawn", drawn=band_text(*drawn)) if drawn is not None else ""
    return LineRow(
        str(Place(line.id, line.row, made.year)),
        uncertain.line_words(workbench, made, line).into(language),
        f"{_value(made, line)} {say.unit(line.result.unit)}",
        band_text(line.low, line.high),
        note,
        quality,
    )


def _share(
    workbench: Workbench, share: Share, year: str, language: Language, text: Callable[..., str]
) -> ShareRow:
    origin = share.origin
    what = grade_words(origin.grade)
    told = [what.into(language)]
    if origin.place is not None and not origin.proven:
        told.append(text("uncertainty.unproven"))
    advice = uncertain.advice(workbench, share)
    if advice.zh:
        told.append(advice.into(language))
    place = Place(origin.place.quantity, origin.place.row, year) if origin.place is not None else None
    return ShareRow(
        uncertain.origin_words(workbench, share).into(language),
        f"{short(100 * share.amount)} %",
        Words("；".join(told), "; ".join(told)).into(language),
        share.amount,
        page_of(workbench, place) if place is not None else "",
        place,
        str(place) if place is not None else origin.factor,
    )
