"""Proposing: another edition of a method, or newer factors, worked out beside what counts now, before it is accepted.

A proposal is a list of changes. `looked` computes both sides of every year; nothing is written until `accept`, which
is one step with its reason, and one undo takes it back. What was sealed stays: a report is recomputed from the state
and with the factor sets of its day, and a sealed year keeps its factor sets unless somebody restates it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from zcdesk.calc.checks import gaps, total_lines
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.side_by_side import Pair, asked, offered, pairs, unread
from zcdesk.domain.answer import Place
from zcdesk.domain.change import Change, SettingChange
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.trace import Gap, Traced
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import mixing
from zcdesk.workbench.history import tentative
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.results_view import total_line
from zcdesk.workbench.workbench import Changed, Workbench, inventory_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that wait to be accepted.

    Attributes
    ----------
    words : Words
        What is proposed: ``中国钢铁生产企业 2013 → 2025``.
    label : str
        Of the step, in the history.
    changes : tuple of Change
        What accepting does, but for its reason.
    wide : tuple of Change
        The same for every year, the sealed ones too, to be looked at.
    setting : str
        Under which the reason is recorded.
    kept : tuple of str
        Sealed years that stay as they are.
    sealed : mapping of str to int
        Sealed years, with the number of the last report of each.
    """

    words: Words
    label: str
    changes: tuple[Change, ...]
    wide: tuple[Change, ...]
    setting: str
    kept: tuple[str, ...] = ()
    sealed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """One year under one method on both sides.

    Attributes
    ----------
    year : str
    before, after : Inventory
    pairs : tuple of Pair
    asked : tuple of Gap
        What the new side waits for and the old one does not.
    offered : tuple of Place
        What the new side newly reads and may stay open.
    unread : tuple of Place
        Answers that nothing reads any more.
    missing : tuple of int, int
        How many things each side waits for.
    sealed : int
        Number of the sealed report of the year; 0 if there is none.
    kept : bool
        Accepting leaves this year as it is.
    """

    year: str
    before: Inventory
    after: Inventory
    pairs: tuple[Pair, ...]
    asked: tuple[Gap, ...]
    offered: tuple[Place, ...]
    unread: tuple[Place, ...]
    missing: tuple[int, int]
    sealed: int
    kept: bool

    def total(self, view: str) -> tuple[Traced | None, Traced | None]:
        """The total of a view on both sides; None where it is not known. [tCO2e]"""
        found = []
        for side in (self.before, self.after):
            line = total_line(side, view)
            result = side.line(line.id, self.year) if line is not None else None
            found.append(result if isinstance(result, Traced) else None)
        return found[0], found[1]


@dataclass(slots=True)
class _State:
    """The project as it would be, with what its file says of who answered."""

    project: Project
    file: ProjectFile
    by: str = ""
    read_only: bool = True

    @property
    def head(self) -> int:
        return self.file.head

    @property
    def path(self) -> Path:
        return self.file.path

    def last_touch(self, place: Place) -> tuple[str, str] | None:
        return self.file.last_touch(place)

    def evidence_bytes(self, digest: str) -> bytes:
        return self.file.evidence_bytes(digest)


class Proposed(Workbench):
    """The project as it would be after a proposal, to be looked at: its figures have chains like any other.

    Parameters
    ----------
    workbench : Workbench
    changes : iterable of Change
    """

    def __init__(self, workbench: Workbench, changes: Iterable[Change]) -> None:
        state = _State(tentative(workbench.project, changes), workbench.file)
        super().__init__(workbench.catalogue, cast(ProjectFile, state), workbench.by)


def looked(
    catalogue: Catalogue,
    project: Project,
    proposal: Proposal,
    wanted: Callable[[], bool] = lambda: True,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Look, ...] | None:
    """Both sides of every year under every method that differs, oldest year first; None if nobody waits any more.

    On any thread: it reads values and packs only.
    """
    after = tentative(project, proposal.wide)
    sides = _sides(catalogue, project, after)
    others = [inventory_of(catalogue, after, pin) for pin in after.methods()]
    found: list[Look] = []
    for at, year in enumerate(project.years):
        for old, new in sides:
            if not wanted():
                return None
            beside = [each for each in others if each.compiled.method.id != new.compiled.method.id]
            look = Look(
                year,
                old,
                new,
                pairs(old, new, year),
                asked(old, new, year),
                offered(old, new, beside, year),
                unread(old, new, beside, year),
                (len(gaps(old, total_lines(old), year)), len(gaps(new, total_lines(new), year))),
                proposal.sealed.get(year, 0),
                year in proposal.kept,
            )
            found.append(look)
        progress(round(100 * (at + 1) / len(project.years)))
    return tuple(found)


def accept(workbench: Workbench, proposal: Proposal, reason: str) -> Changed:
    """Make the changes of a proposal, with its reason, as one step.

    Raises
    ------
    Refused
        If no reason is given.
    StaleEdit
        If the project is another one by now.
    """
    told = " ".join(reason.split())
    if not told:
        raise Refused(
            "no_reason",
            Words(
                "写明理由再接受，如“主管部门要求自2025年度起采用新版”。",
                "Give a reason, such as 'required by the authority from 2025 on'.",
            ),
        )
    before = workbench.project.settings.get(proposal.setting)
    said = f"{workbench.by}: {told}" if workbench.by else told
    # the same reason twice is a step all the same: the pins change
    reasoned = [SettingChange(proposal.setting, before, said)] if before != said else []
    return workbench.commit(proposal.label, [*proposal.changes, *reasoned])


def sealed_years(workbench: Workbench) -> dict[str, int]:
    """Accounting years of which a report is sealed, with the number of the last one."""
    found: dict[str, int] = {}
    for issue in workbench.file.issues():
        year = issue.document.rpartition(":")[2]
        if year in workbench.project.years:
            found[year] = issue.number
    return found


def emission_looks(project: Project, looks: Iterable[Look]) -> list[Look]:
    """Of each year the look at the method that the report is by, where that one differs."""
    listed = list(looks)
    held = {look.before.compiled.method.key: look.before for look in listed}
    main = mixing.chosen(project, held)
    return [look for look in listed if main is not None and look.before is main]


def _sides(catalogue: Catalogue, project: Project, after: Project) -> list[tuple[Inventory, Inventory]]:
    """Inventories of the methods that are others, or count with other sets, before and after."""
    found = []
    new = {pin.id: pin for pin in after.methods()}
    for pin in project.methods():
        if pin.id not in new:
            continue
        pair = inventory_of(catalogue, project, pin), inventory_of(catalogue, after, new[pin.id])
        if new[pin.id] != pin or _digests(pair[0], project) != _digests(pair[1], after):
            found.append(pair)
    return found


def _digests(inventory: Inventory, project: Project) -> list[tuple[str, str]]:
    books = [inventory.book, *(inventory.book.of_year(year) for year in project.years)]
    return [(set_.id, set_.digest) for book in books for set_ in book.sets]


def pin_words(catalogue: Catalogue, before: Pin, after: Pin) -> Words:
    """A method with both editions."""
    old, new = (catalogue.method(pin.id, pin.edition, pin.digest).method.words for pin in (before, after))
    if old == new:
        told = f"{before.edition} → {after.edition}"
        return Words(f"{new.zh} {told}", f"{new.en} {told}")
    return Words(
        f"{old.zh} {before.edition} → {new.zh} {after.edition}",
        f"{old.en} {before.edition} → {new.en} {after.edition}",
    )
