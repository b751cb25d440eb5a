"""Project: one factory, its periods and pins, and everything answered, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.record import dataclass
from zcdesk.domain.series import Series
from zcdesk.domain.task import Task

REHEARSAL = "rehearsal"
"""Setting of a project that is a copy of the sample, to practise on."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row of a table of the project.

    Attributes
    ----------
    id : str
        Row code: the table's letter and two or three digits, given at birth, never reused (``F01``).
    table : str
        Id of the table it belongs to (``fuel``).
    """

    id: str
    table: str


@dataclass(frozen=True, slots=True)
class Pin:
    """What a project is bound to, by edition, so that a report can be recomputed years later.

    Attributes
    ----------
    kind : str
        ``method`` (computed), ``scheme`` (followed), ``factors`` (a factor set put in the place of
        the method's own for its kinds),
        ``set`` (a factor set of a method, held at the content it had). ``factors@2023`` and ``set@2023`` hold for
        that accounting year alone, whose report is sealed.
    id : str
        Id of the pack: ``cn.machinery``.
    edition : str
        Edition of the pack: ``2015``; ``""`` where the kind has none.
    digest : str
        SHA-256 of the pack's content when it was pinned; ``""`` if not recorded.
    """

    kind: str
    id: str
    edition: str = ""
    digest: str = ""

    @property
    def key(self) -> str:
        """``method:cn.machinery``: what makes two pins the same one."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Project:
    """Everything a project says.

    Attributes
    ----------
    years : tuple of str
        Accounting years, oldest first: ``("2023", "2024", "2025")``.
    pins : mapping of str to Pin
        By `Pin.key`.
    rows : mapping of str to Row
        By row id.
    retired : frozenset of str
        Ids of rows that were removed; never given again.
    answers : mapping of Place to Answer
    evidence : mapping of str to Evidence
        By evidence id.
    settings : mapping of str to str
        Recorded choices that are not quantities: ``report.number``, ``report.language`` …
    series : mapping of str to Series
        What meters registered, by series id.
    tasks : mapping of str to Task
        What verifiers found, by task id.
    """

    years: tuple[str, ...] = ()
    pins: Mapping[str, Pin] = field(default_factory=lambda: MappingProxyType({}))
    rows: Mapping[str, Row] = field(default_factory=lambda: MappingProxyType({}))
    retired: frozenset[str] = frozenset()
    answers: Mapping[Place, Answer] = field(default_factory=lambda: MappingProxyType({}))
    evidence: Mapping[str, Evidence] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    series: Mapping[str, Series] = field(default_factory=lambda: MappingProxyType({}))
    tasks: Mapping[str, Task] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rehearsal(self) -> bool:
        """Whether it is a copy of the sample, to practise on."""
        return self.settings.get(REHEARSAL) == "yes"

    def rows_of(self, table: str) -> tuple[Row, ...]:
        """The rows of one table in the order of their ids."""
        return tuple(sorted(row for row in self.rows.values() if row.table == table))

    def methods(self) -> tuple[Pin, ...]:
        """The pinned methods, in the order of their ids."""
        return self._pinned("method")

    def schemes(self) -> tuple[Pin, ...]:
        """The schemes that it follows, in the order of their ids."""
        return self._pinned("scheme")

    def bound(self) -> tuple[Pin, ...]:
        """Everything that counts with factor sets of its own: the methods, then the schemes."""
        return self.methods() + self.schemes()

    def _pinned(self, kind: str) -> tuple[Pin, ...]:
        return tuple(sorted((p for p in self.pins.values() if p.kind == kind), key=lambda p: p.id))
