"""Metered: what meter series say of the quantities of a project, and whether answers taken from them still follow.

Which quantity takes what is data (``resources/guide/series.toml``). It knows a project, its file and the packs, and not
the workbench, which asks it after every step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from zcdesk.calc import series as calc
from zcdesk.domain.answer import Answer
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import NotANumber, plain, read
from zcdesk.domain.project import Project
from zcdesk.domain.series import FED, KINDS, MeterKind, NotASeries, Series
from zcdesk.domain.unit import UnitError, pretty
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench import naming

_PLACES = 9
"""Decimals of a sum that does not end."""

_KEPT = 128
_FLOWS: dict[Series, calc.Flow] = {}
"""Flows by their series, which names the digest of its readings: they are the same wherever they are found."""


_FEEDS: dict[tuple[tuple[tuple[str, str], ...], frozenset[Series]], tuple[Feed, ...]] = {}
"""What series say, by what is asked of them and by themselves."""


class Held(Protocol):
    """A project in its file, with the packs: a held."""

    @property
    def catalogue(self) -> Catalogue:
        """The packs."""

    @property
    def file(self) -> ProjectFile:
        """The file."""

    @property
    def project(self) -> Project:
        """The project."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A month of a feed.

    Attributes
    ----------
    energy : Decimal
        Of what is known. [kWh]
    lacking : Decimal
        Share of the month that is not known. [-]
    """

    energy: Decimal
    lacking: Decimal


@dataclass(frozen=True, slots=True)
class Feed:
    """What series say of one quantity.

    Attributes
    ----------
    quantity : str
    series : tuple of Series
    way : str
        ``metered``, ``matched`` or ``""``: how it is made of them.
    months : mapping of str to Sum
    """

    quantity: str
    series: tuple[Series, ...]
    way: str
    months: Mapping[str, Sum]


def flow_in(file: ProjectFile, series: Series) -> calc.Flow:
    """The readings of a series as energy, on any thread.

    Raises
    ------
    FileTrouble
        If they are not in the file, or damaged.
    """
    found = _FLOWS.get(series)
    if found is None:
        try:
            found = calc.flow(series, file.evidence_bytes(series.digest))
        except (NotASeries, KeyError) as bad:
            raise FileTrouble("damaged", file.path, detail=series.id) from bad
        _FLOWS[series] = found
        while len(_FLOWS) > _KEPT:
            del _FLOWS[next(iter(_FLOWS))]
    return found


def of_kind(held: Held, kind: MeterKind) -> tuple[Series, ...]:
    """The series of a kind, in the order of their ids."""
    return tuple(
        sorted((each for each in held.project.series.values() if each.kind == kind), key=lambda each: each.id)
    )


def feeds(held: Held) -> tuple[Feed, ...]:
    """What the series of the project say of its quantities."""
    told = held.catalogue.guide("series").get("feed", [])
    quantities = held.catalogue.vocabulary.quantities
    asked = tuple((each["quantity"], each["of"]) for each in told if each["quantity"] in quantities)
    key = asked, frozenset(held.project.series.values())
    if key not in _FEEDS:  # findings are looked for after every step
        while len(_FEEDS) > _KEPT // 8:
            del _FEEDS[next(iter(_FEEDS))]
        found = [_feed(held, quantity, of) for quantity, of in asked]
        _FEEDS[key] = tuple(each for each in found if each is not None)
    return _FEEDS[key]


def match(held: Held, year: str = "") -> tuple[tuple[calc.Match, ...], tuple[Series, ...], str] | None:
    """PV and its use by month, the series it rests on, and the way; None if they do not tell it."""
    pv, load, fed = (of_kind(held, kind) for kind in ("pv", "load", "export"))
    if pv and fed:
        found, used, way = calc.metered(_all(held, pv), _all(held, fed)), (*pv, *fed), "metered"
    elif pv and load:
        found, used, way = calc.matched(_all(held, pv), _all(held, load)), (*pv, *load), "matched"
    else:
        return None
    return tuple(each for each in found if each.period.startswith(year)), used, way


def findings(held: Held, year: str) -> Iterator[Finding]:
    """Answers of a year that no longer follow from the series they were taken from."""
    settings = [key for key in held.project.settings if key.startswith(FED)]
    if not settings:
        return
    sums: dict[str, Feed] | None = None
    for key in settings:
        place = naming.parse_place(key.removeprefix(FED))
        if place is None or not place.period.startswith(year):
            continue
        answer = held.project.answers.get(place)
        told = read_told(held.project.settings[key])
        if answer is None or told is None:
            continue
        there = {each.meter for each in held.project.series.values()}
        meters = "、".join(told["of"])
        now = f"{answer.text} {pretty(answer.unit)}".strip()
        if not set(told["of"]) <= there:
            yield Finding("series_gone", "warning", place, (("meters", meters), ("now", now)))
            continue
        kinds = {each.kind for each in held.project.series.values() if each.meter in told["of"]}
        now_of = {each.meter: mark(each) for each in held.project.series.values() if each.kind in kinds}
        if told["of"] != now_of or answer.text != told["text"]:  # a further meter of the kind counts as well
            sums = {feed.quantity: feed for feed in feeds(held)} if sums is None else sums
            made = sums[place.quantity].months.get(place.period) if place.quantity in sums else None
            if made is None:
                yield Finding("series_gone", "warning", place, (("meters", meters), ("now", now)))
            elif not _equal(held, answer, text_of(made.energy)):
                said = f"{text_of(made.energy)} kWh"
                yield Finding(
                    "series_differs", "warning", place, (("meters", meters), ("now", now), ("sum", said))
                )


def _feed(held: Held, quantity: str, of: str) -> Feed | None:
    if of in KINDS:
        series = of_kind(held, of)
        if not series:
            return None
        months = {each.period: Sum(each.energy, each.lacking) for each in calc.months(_all(held, series))}
        return Feed(quantity, series, "", _touched(months))
    if of == "fed":
        metered = _feed(held, quantity, "export")
        if metered is not None:
            return metered
    found = match(held)
    if found is None:
        return None
    matches, series, way = found
    take: Callable[[calc.Match], Decimal] = (
        (lambda each: each.used) if of == "self_used" else (lambda each: each.exported)
    )
    return Feed(
        quantity, series, way, _touched({each.period: Sum(take(each), each.lacking) for each in matches})
    )


def _touched(months: Mapping[str, Sum]) -> dict[str, Sum]:
    """Months of which anything is known."""
    return {period: each for period, each in months.items() if each.lacking < 1}


def _all(held: Held, series: Sequence[Series]) -> calc.Flow:
    flows = [flow_in(held.file, each) for each in series]
    return calc.added(flows) if len(flows) > 1 else flows[0]


def mark(series: Series) -> str:
    """By which the readings of a series are known again: the same numbers as power and as energy are not the same."""
    return series.digest if series.reading == "energy" else f"{series.digest}:{series.reading}"


def told_of(feed: Feed, text: str) -> str:
    """What is kept beside an answer that was taken."""
    of = {each.meter: mark(each) for each in feed.series}
    return json.dumps({"of": of, "text": text}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_told(text: str) -> dict[str, Any] | None:
    """What `told_of` kept; None if it is none."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    sound = isinstance(told, dict) and isinstance(told.get("of"), dict) and isinstance(told.get("text"), str)
    return told if sound else None


def text_of(energy: Decimal) -> str:
    """A sum as it is typed: all its digits, and nine decimals where they do not end."""
    short = energy.quantize(Decimal(1).scaleb(-_PLACES))
    return plain(short.normalize() if short != 0 else Decimal(0))


def _equal(held: Held, answer: Answer, text: str) -> bool:
    """Whether an answer says so many kilowatt-hours, in whatever unit."""
    if answer.standing != "given":
        return False
    units = held.catalogue.vocabulary.units
    try:
        typed = read(answer.text)
        ratio = units.parse(answer.unit).scale / units.parse("kWh").scale
    except (NotANumber, UnitError):
        return False
    return typed * Decimal(ratio.numerator) == read(text) * Decimal(ratio.denominator)
