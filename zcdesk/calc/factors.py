"""Choosing a factor: by set, kind, key, region and year; whatever is not the plain choice is flagged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zcdesk.domain.answer import Place
from zcdesk.domain.factor import Factor, FactorSet
from zcdesk.domain.number import scaled
from zcdesk.domain.trace import Flag, Gap, Missing, Result, Traced
from zcdesk.domain.vocabulary import Vocabulary


class FactorBook:
    """The factor sets of one method in their order.

    Parameters
    ----------
    sets : sequence of FactorSet
        The first set that has a kind is that kind's own; taking a value from a later one is a visible fallback.
    vocabulary : Vocabulary
        For the units in which formulas read the kinds.
    kept : mapping of str to sequence of FactorSet
        Accounting years that are counted with other sets: those of the time when their report was sealed.
    """

    def __init__(
        self,
        sets: Sequence[FactorSet],
        vocabulary: Vocabulary,
        kept: Mapping[str, Sequence[FactorSet]] = MappingProxyType({}),
    ) -> None:
        self._sets = tuple(sets)
        self._kept = {year: FactorBook(those, vocabulary) for year, those in kept.items()}
        self._vocabulary = vocabulary
        self._own: dict[str, str] = {}
        for set_ in reversed(self._sets):
            for kind, _ in set_.rows:
                self._own[kind] = set_.id
        self._found: dict[tuple[str, str, str, str], Result] = {}

    @property
    def sets(self) -> tuple[FactorSet, ...]:
        """The sets in their order."""
        return self._sets

    def factor(self, id_: str) -> Factor | None:
        """The factor that a trace's ``source`` names, or None."""
        set_id, _, rest = id_.partition(":")
        for set_ in self._sets:
            if set_.id == set_id:
                kind, key, region, year = rest.split("/")
                for row in set_.rows.get((kind, key), ()):
                    if (row.region, row.year) == (region, year):
                        return row
        found = (book.factor(id_) for book in self._kept.values())
        return next((each for each in found if each is not None), None)

    def of_year(self, year: str) -> FactorBook:
        """The book that an accounting year is counted with: this one, or the one it was sealed with."""
        return self._kept.get(year, self)

    def seen_in(self, year: str) -> FactorBook:
        """The same book, its sets and rows told as those of an accounting year: for what is printed of that year."""
        kept = self._kept.get(year)
        return self if kept is None else _Seen(self, kept)

    def choose(self, kind: str, key: str, region: str, year: str) -> Result:
        """The value of a kind for a key in a year.

        Parameters
        ----------
        kind, key : str
        region : str
            ``""`` for whatever region the key has.
        year : str
            Accounting year. A value of that very year is taken; else the latest earlier one, flagged; never a
            later one.

        Returns
        -------
        Traced or Missing
            In the unit of the kind; where that is bound per row, in the unit of the key's option, which pack
            lint holds every row to.
        """
        if year in self._kept:
            return self._kept[year].choose(kind, key, region, year)
        question = (kind, key, region, year)
        if question not in self._found:
            self._found[question] = self._choose(kind, key, region, year)
        return self._found[question]

    def _choose(self, kind: str, key: str, region: str, year: str) -> Result:
        for set_ in self._sets:
            rows = [row for row in set_.rows.get((kind, key), ()) if not region or row.region == region]
            row = _of_year(rows, year)
            if row is not None:
                return self._traced(row, set_, year)
        what = "/".join((kind, key, region, year))
        return Missing(frozenset({Gap("factor", Place(kind, "", year), what)}))

    def _traced(self, row: Factor, set_: FactorSet, year: str) -> Traced:
        flags: list[Flag] = []
        source = set_.sources[row.source]
        if self._own[row.kind] != set_.id:
            flags.append(
                Flag("fallback_set", (("factor", row.id), ("set", set_.id), ("own", self._own[row.kind])))
            )
        if row.year and row.year != year and _is_yearly(set_.rows[(row.kind, row.key)]):
            flags.append(Flag("older_year", (("factor", row.id), ("year", row.year), ("wanted", year))))
        if row.valid_to and f"{year}-01-01" > row.valid_to:
            flags.append(Flag("expired", (("factor", row.id), ("until", row.valid_to))))
        if row.confidence == "C":
            flags.append(Flag("unconfirmed", (("factor", row.id),)))
        elif row.confidence == "B":
            flags.append(Flag("single_source", (("factor", row.id),)))
        wanted = self._vocabulary.units.parse(self._vocabulary.kinds[row.kind].unit)
        unit = self._vocabulary.units.parse(row.unit)
        value = (
            row.value if wanted.bound or unit.scale == wanted.scale else scaled(row.value, unit.per(wanted))
        )
        number = source.number or source.title.zh
        return Traced(
            id=f"{row.kind}/{row.key}",
            row="",
            period=row.year,
            value=value,
            unit=row.unit if wanted.bound or value is row.value else wanted.text,
            kind="factor",
            because=f"{number} {row.clause}".strip(),
            flags=tuple(flags),
            source=row.id,
        )


class _Seen(FactorBook):
    """A book of which one year keeps sets of its own, seen from that year."""

    def __init__(self, whole: FactorBook, kept: FactorBook) -> None:
        self._whole, self._of = whole, kept

    @property
    def sets(self) -> tuple[FactorSet, ...]:
        return self._of.sets

    def factor(self, id_: str) -> Factor | None:
        return self._of.factor(id_) or self._whole.factor(id_)

    def of_year(self, year: str) -> FactorBook:
        return self._whole.of_year(year)

    def seen_in(self, year: str) -> FactorBook:
        return self._whole.seen_in(year)

    def choose(self, kind: str, key: str, region: str, year: str) -> Result:
        return self._whole.choose(kind, key, region, year)


def _of_year(rows: Sequence[Factor], year: str) -> Factor | None:
    timeless = [row for row in rows if not row.year]
    if timeless:
        return timeless[0]
    dated = [row for row in rows if not year or row.year <= year]
    return max(dated, key=lambda row: row.year, default=None)


def _is_yearly(rows: Sequence[Factor]) -> bool:
    """Whether a publication gives the value year by year; a single dated value is not an older one."""
    return len({row.year for row in rows}) > 1
