"""Judging: the schemes of an open project, fed from its methods and kept from edit to edit.

What an edit touched is remembered and taken in when a scheme is next asked for, so that typing waits for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from zcdesk.calc.inventory import Inventory, fullest
from zcdesk.domain.answer import Place
from zcdesk.domain.evidence import GONE
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.trace import Gap, Missing, Result
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import holding, mixing

if TYPE_CHECKING:
    from zcdesk.calc.readiness import Readiness
    from zcdesk.domain.scheme import Scheme, Taken

SchemeKey = tuple[str, str, str]
"""Id, edition, and the digest of the content; ``""`` that which the program ships."""


class Judges:
    """The schemes that were asked for, each with what it has judged.

    Parameters
    ----------
    catalogue : Catalogue
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._held: dict[SchemeKey, Readiness] = {}
        self._touched: dict[SchemeKey, dict[Place, None]] = {}
        self._gone: dict[Place, tuple[str, ...]] | None = None

    def follow(self, places: Iterable[Place], wide: bool) -> None:
        """Take note of an edit: of these answers, or of anything."""
        if wide:
            self._held.clear()
            self._touched.clear()
            self._gone = None
            return
        for key in self._held:
            self._touched.setdefault(key, {}).update(dict.fromkeys(places))

    def of(
        self, key: SchemeKey, project: Project, inventories: Mapping[str, Inventory], today: str
    ) -> Readiness:
        """A scheme over the project as it stands.

        Raises
        ------
        PackError
            If there is no such scheme, or it has a mistake.
        """
        touched = self._touched.pop(key, {})
        gone = self._evidence(project, touched)
        if key not in self._held:
            self._held[key] = judged(self._catalogue, key, project, inventories, today, gone)
        found = self._held[key]
        if found.inventory.project is not project:
            found.update(project, touched, gone)
        found.on(today)
        return found

    def findings(
        self, project: Project, inventories: Mapping[str, Inventory], today: str, year: str
    ) -> Iterator[Finding]:
        """What keeps verdicts of the followed schemes from standing in a year, and schemes that are others now."""
        for pin in project.schemes():
            named = (("scheme", f"{pin.id}@{pin.edition}"),)
            if not self._catalogue.schemes.has(pin.id, pin.edition, pin.digest):
                yield Finding("scheme_unknown", "warning", None, named)
                continue
            found = self.of((pin.id, pin.edition, pin.digest), project, inventories, today)
            yield from found.findings(year)
            if not found.over and is_other(self._catalogue, pin):
                yield Finding("scheme_reworded", "note", None, named)

    def _evidence(self, project: Project, touched: Iterable[Place]) -> dict[Place, tuple[str, ...]]:
        """The answers whose evidence is gone; all are looked at once, then those of each edit."""
        if self._gone is None:
            self._gone = {}
            touched = [
                place
                for place, answer in project.answers.items()
                if answer.evidence or f"{GONE}{place}" in project.settings
            ]
        for place in touched:
            answer = project.answers.get(place)
            cited = answer.evidence if answer is not None else ()
            lost = tuple(cite.evidence for cite in cited if cite.evidence not in project.evidence)
            if answer is not None and not cited and (taken := project.settings.get(f"{GONE}{place}")):
                lost = (taken,)
            if lost:
                self._gone[place] = lost
            else:
                self._gone.pop(place, None)
        return self._gone


def judged(
    catalogue: Catalogue,
    key: SchemeKey,
    project: Project,
    inventories: Mapping[str, Inventory],
    today: str = "",
    gone: Mapping[Place, tuple[str, ...]] | None = None,
) -> Readiness:
    """A scheme over a project, made anew.

    Raises
    ------
    PackError
        If there is no such scheme, or it has a mistake.
    """
    compiled = catalogue.scheme(*key)
    now, other = _now(catalogue, key)
    outside: Mapping[str, Callable[[str], Result]] = {
        line: partial(_taken, _source(inventories, taken), taken)
        for line, taken in compiled.scheme.taken.items()
    }
    spoken = compiled.compiled.vocabulary
    book = holding.book(catalogue, project, compiled.scheme.method.factor_sets, spoken)
    from zcdesk.calc.readiness import Readiness

    return Readiness(compiled, book, project, outside, today, gone or {}, now, other)


def is_other(catalogue: Catalogue, pin: Pin) -> bool:
    """Whether the program has another content of a followed scheme than the one taken up, in rules or in words."""
    shelf = catalogue.schemes
    return (
        bool(pin.digest)
        and (pin.id, pin.edition) in shelf.editions
        and not shelf.ships(pin.id, pin.edition, pin.digest)
    )


def _now(catalogue: Catalogue, key: SchemeKey) -> tuple[Scheme | None, Literal["", "changed", "lost"]]:
    """What is in force of a scheme where another content of it is judged by, and why that one no longer counts."""
    id_, edition, digest = key
    shelf = catalogue.schemes
    if (id_, edition) not in shelf.editions:
        return None, "lost"
    if not digest or shelf.ships(id_, edition, digest):
        return None, ""
    return shelf.get(id_, edition).scheme, "" if shelf.same_verdicts(id_, edition, digest) else "changed"


def _source(held: Mapping[str, Inventory], taken: Taken) -> Inventory | None:
    """The method that gives a line.

    Two sector methods for one plant may count its electricity twice, and one alone is not the plant: there is then
    none, so that nothing is judged on half of a plant.
    """
    if taken.kind == "energy":
        return fullest(held.values(), "energy")
    found = mixing.inventories(held.values())
    added = [each for each in found if not each.compiled.method.beside]
    if len(added) > 1:
        return None
    return next(iter(added or found), None)


def _taken(source: Inventory | None, taken: Taken, period: str) -> Result:
    line = source.compiled.lines.get(taken.line) if source is not None else None
    if source is None or line is None or line.line.over or line.line.unit != taken.unit:
        return Missing(frozenset({Gap("method", Place(taken.line, "", period))}))
    return source.line(taken.line, period)
