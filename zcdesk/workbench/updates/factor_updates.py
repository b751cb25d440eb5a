"""Factor updates: where the program has a newer content of a set, or a newer set, than a project counts with.

A content is newer when the set of the same id is not the one that was pinned. A set is newer when it has other values
for factors that the project uses, from a publication of a later date than those; whether the method allows it is for
the plant to know and to say as its reason. Nothing counts before it is accepted, and sealed years keep what they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from zcdesk.calc.checks import total_lines
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.change import Change, PinChange
from zcdesk.domain.factor import Factor, FactorSet
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.trace import Traced, walk
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import holding
from zcdesk.workbench.naming import series
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates.proposing import Proposal, sealed_years
from zcdesk.workbench.workbench import Workbench

REASON = "factors.reason"

Kind = Literal["content", "newer", "chosen", "loose", "lost"]
"""Another content of a set; a newer set; a set that was put in front and can be released; a set that an older project
has not recorded; a set whose recorded content is nowhere."""

ORDER: tuple[Kind, ...] = ("content", "lost", "loose", "newer", "chosen")


@dataclass(frozen=True, slots=True)
class Update:
    """Something newer for one factor set.

    Attributes
    ----------
    kind : Kind
    id : str
    words, publisher : Words
    date : str
        Of the newest publication that it brings for what is used; ISO, may be a year only, ``""`` not known.
    factors : tuple of Difference
        What is used and would be another value.
    digest : str
        Of the content that would count.
    """

    kind: Kind
    id: str
    words: Words
    publisher: Words
    date: str
    factors: tuple[Difference, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A factor that is used, and what it would be.

    Attributes
    ----------
    before, after : Factor or None
        None where there is no such row.
    """

    before: Factor | None
    after: Factor | None

    @property
    def id(self) -> str:
        """Of the factor, as the chain names it."""
        row = self.before or self.after
        assert row is not None
        return row.id


def updates(workbench: Workbench) -> tuple[Update, ...]:
    """Everything newer than what counts, what is only to be recorded, and what could be released."""
    catalogue, project = workbench.catalogue, workbench.project
    used = _used(workbench.inventories().values(), project.years)
    own = holding.own_sets(catalogue, project.bound())
    front = {pin.id: pin for pin in holding.front_pins(project)}
    kinds = frozenset(each.compiled.method.kind for each in workbench.inventories().values())
    ids = frozenset(each.compiled.method.id for each in workbench.inventories().values())
    lost = {pin.id for pin in holding.lacking(catalogue, project)}
    found: list[Update] = []
    for id_ in dict.fromkeys([*front, *own]):
        if id_ not in catalogue.set_ids:
            continue
        shipped, pin = catalogue.factor_set(id_), front.get(id_) or project.pins.get(f"{holding.HELD}:{id_}")
        if pin is None or not pin.digest:
            found.append(_update("loose", shipped, ()))
        elif pin.digest != shipped.digest:
            now = catalogue.factor_set(id_, pin.digest)
            kind: Kind = "lost" if id_ in lost else "content"
            found.append(_update(kind, shipped, _content(now, shipped, used, project.years)))
        elif id_ in front:
            found.append(_update("chosen", shipped, ()))
    for id_ in catalogue.set_ids:
        users = catalogue.users.get(id_, kinds)
        if id_ in own or id_ in front or not kinds & users:  # made for methods of another kind
            continue
        namers = catalogue.namers.get(id_, frozenset())
        if len(namers) == 1 and not namers & ids:  # parameters of another sector alone
            continue
        shipped = catalogue.factor_set(id_)
        newer = _newer(workbench.inventories().values(), shipped, used)
        if newer:
            found.append(_update("newer", shipped, newer))
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.kind), _reversed(each.date), each.id)))


def pending(workbench: Workbench) -> tuple[str, ...]:
    """Ids of the sets whose content is another than the one that counts."""
    return tuple(pin.id for pin in holding.newer(workbench.catalogue, workbench.project))


def propose(workbench: Workbench, ids: Sequence[str], restate: Iterable[str] = ()) -> Proposal:
    """The present contents of these sets; a set that no method names is put in front of those that do.

    A set that was put in front already, and is as it was, is released.

    Parameters
    ----------
    ids : sequence of str
    restate : iterable of str
        Sealed years that shall count with them as well.

    Raises
    ------
    Refused
        If the program has no such set, it is what counts now, or a year is not sealed.
    """
    catalogue, project, sealed = workbench.catalogue, workbench.project, sealed_years(workbench)
    restated = tuple(dict.fromkeys(restate))
    for year in restated:
        if year not in sealed:
            raise Refused(
                "not_sealed",
                Words(
                    f"{year}年没有封存的报告，更新本来就用于它，不用重述。",
                    f"No report of {year} is sealed; the update holds for it anyway.",
                ),
            )
    wide: list[Change] = []
    for id_ in dict.fromkeys(ids):
        wide += _changes(catalogue, project, id_)
    if not wide and not any(year in holding.kept_years(project) for year in restated):
        raise Refused(
            "nothing_newer", Words("没有可更新的系数集。", "There is nothing newer among the factor sets.")
        )
    unkept = [change for year in holding.kept_years(project) for change in holding.let_go(project, year)]
    changes = list(wide)
    kept = tuple(year for year in project.years if year in sealed and year not in restated)
    for year in kept:
        changes += holding.kept(catalogue, project, year)
    for year in restated:
        changes += holding.let_go(project, year)
    told = series(catalogue.factor_set(id_).words for id_ in dict.fromkeys(ids))
    words = Words(f"更新系数：{told.zh}", f"Newer factors: {told.en}")
    if not ids:
        years = "、".join(restated)
        words = Words(f"按现行系数重述 {years}", f"Restated with the factors of today: {years}")
    return Proposal(words, words.zh, tuple(changes), (*wide, *unkept), REASON, kept, sealed)


def _changes(catalogue: Catalogue, project: Project, id_: str) -> list[Change]:
    if id_ not in catalogue.set_ids:
        known = series(catalogue.set_ids)
        raise Refused(
            "unknown_set",
            Words(
                f"本程序没有系数集 {id_}。有：{known.zh}。",
                f"The program has no factor set {id_}. It has: {known.en}.",
            ),
        )
    shipped = catalogue.factor_set(id_)
    front = project.pins.get(f"{holding.FRONT}:{id_}")
    if front is not None:
        same = front.digest in ("", shipped.digest)
        return [PinChange(front.key, front, None if same else Pin(front.kind, id_, "", shipped.digest))]
    if id_ in holding.own_sets(catalogue, project.bound()):
        held = project.pins.get(f"{holding.HELD}:{id_}")
        new = Pin(holding.HELD, id_, "", shipped.digest)
        if held == new:
            raise Refused(
                "set_counts_now",
                Words(
                    f"系数集 {id_} 现在用的就是这一份，没有更新。",
                    f"The factor set {id_} is what counts now; there is nothing newer.",
                ),
            )
        return [PinChange(new.key, held, new)]
    kinds = {kind for kind, _ in shipped.rows}
    gone: list[Change] = [
        PinChange(pin.key, pin, None)
        for pin in holding.front_pins(project)
        if kinds & {kind for kind, _ in catalogue.factor_set(pin.id, pin.digest).rows}
    ]
    pin = Pin(holding.FRONT, id_, "", shipped.digest)
    return [*gone, PinChange(pin.key, None, pin)]


def _used(inventories: Iterable[Inventory], years: Iterable[str]) -> dict[str, Traced]:
    """Factors that the totals rest on, by id of set and row."""
    found: dict[str, Traced] = {}
    years = tuple(years)
    for inventory in inventories:
        for year in years:
            for id_ in total_lines(inventory):
                result = inventory.line(id_, year)
                for item in _counting(result) if isinstance(result, Traced) else ():
                    if item.kind == "factor":
                        found.setdefault(item.source, item)
    return found


def _counting(result: Traced) -> Iterator[Traced]:
    """What a figure rests on, each once; what only multiplies nothing bears on nothing and is left out."""
    return walk(result, lambda item: item.kind != "line" or item.value != 0)


def _content(
    now: FactorSet, shipped: FactorSet, used: Iterable[str], years: Sequence[str]
) -> tuple[Difference, ...]:
    """What is used of a set and is another value in its new content; a later year of it is one as well."""
    found: dict[tuple[str, str, str, str], Difference] = {}
    for id_ in used:
        set_id, _, rest = id_.partition(":")
        if set_id != now.id:
            continue
        kind, key, region, year = rest.split("/")
        old = _row(now, kind, key, region, year)
        new = _row(shipped, kind, key, region, year)
        if old is not None and (new is None or (new.value, new.unit) != (old.value, old.unit)):
            found[kind, key, region, year] = Difference(old, new)
        for row in shipped.rows.get((kind, key), ()):
            later = row.region == region and year < row.year <= max(years, default="")
            if year and later and _row(now, kind, key, region, row.year) is None:
                found[kind, key, region, row.year] = Difference(old, row)
    return tuple(found.values())


def _newer(
    inventories: Iterable[Inventory], shipped: FactorSet, used: Iterable[str]
) -> tuple[Difference, ...]:
    """What is used and has another value, of a later publication, in a set that nothing counts with."""
    books = [inventory.book for inventory in inventories]
    found: list[Difference] = []
    for id_ in used:
        rest = id_.partition(":")[2]
        kind, key, region, year = rest.split("/")
        row = next((each for book in books if (each := book.factor(id_)) is not None), None)
        other = _row(shipped, kind, key, region, year) or _row(shipped, kind, key, region, "")
        if row is None or other is None or (row.value, row.unit) == (other.value, other.unit):
            continue
        before = next((set_ for book in books for set_ in book.sets if set_.id == row.set), None)
        then = before.sources[row.source].date if before is not None else ""
        if _date(shipped, other) > then:
            found.append(Difference(row, other))
    return tuple(found)


def _row(set_: FactorSet, kind: str, key: str, region: str, year: str) -> Factor | None:
    rows = set_.rows.get((kind, key), ())
    return next((row for row in rows if (row.region, row.year) == (region, year)), None)


def _date(set_: FactorSet, row: Factor) -> str:
    return set_.sources[row.source].date


def _update(kind: Kind, shipped: FactorSet, factors: tuple[Difference, ...]) -> Update:
    rows = [each.after for each in factors if each.after is not None]
    dates = [_date(shipped, row) for row in rows] or [source.date for source in shipped.sources.values()]
    return Update(kind, shipped.id, shipped.words, shipped.publisher, max(dates), factors, shipped.digest)


def _reversed(date: str) -> tuple[int, ...]:
    """For sorting: the latest first."""
    return tuple(-ord(char) for char in date) or (0,)
