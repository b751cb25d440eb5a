"""What a report reads of a scheme: its criteria judged, through doors as narrow as printing needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from zcdesk.domain.scheme import Criterion, Measure, Verdict
from zcdesk.domain.trace import Result, Traced
from zcdesk.formula.schemes import CompiledScheme
from zcdesk.report.telling.results import Figures


class Measured(Protocol):
    """What would close a gap."""

    @property
    def measure(self) -> Measure: ...
    @property
    def amount(self) -> Result: ...
    @property
    def most(self) -> Result | None: ...
    @property
    def enough(self) -> bool | None: ...


class Scored(Protocol):
    """Points of a group, or of the whole scheme."""

    @property
    def group(self) -> str: ...
    @property
    def known(self) -> Traced: ...
    @property
    def judged(self) -> Decimal: ...
    @property
    def most(self) -> Traced: ...
    @property
    def total(self) -> Result: ...
    @property
    def unknown(self) -> Sequence[str]: ...
    @property
    def bare(self) -> Sequence[str]: ...


class Judged(Protocol):
    """A criterion at one level in one reading."""

    @property
    def level(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def threshold(self) -> Result | None: ...
    @property
    def gap(self) -> Result | None: ...
    @property
    def chain(self) -> Result | None: ...
    @property
    def because(self) -> str: ...
    @property
    def by(self) -> Sequence[str]: ...
    @property
    def measures(self) -> Sequence[Measured]: ...


class Reading(Protocol):
    """A criterion in one reading of what the text leaves open."""

    @property
    def options(self) -> Mapping[str, str]: ...
    @property
    def value(self) -> Result | None: ...
    @property
    def levels(self) -> Sequence[Judged]: ...
    @property
    def points(self) -> Result | None: ...
    @property
    def score(self) -> Result | None: ...


class Assessed(Protocol):
    """A criterion in every reading, and the verdicts that hold."""

    @property
    def criterion(self) -> Criterion: ...
    @property
    def choices(self) -> Sequence[str]: ...
    @property
    def readings(self) -> Sequence[Reading]: ...
    @property
    def chosen(self) -> Reading | None: ...
    @property
    def levels(self) -> Sequence[Judged]: ...
    @property
    def verdict(self) -> Verdict: ...


class Verdicts(Protocol):
    """A scheme over one project."""

    @property
    def compiled(self) -> CompiledScheme: ...
    @property
    def inventory(self) -> Figures: ...

    def assessed(self, year: str) -> Sequence[Assessed]:
        """Every criterion in a year, gates first."""

    def scores(self, year: str) -> Sequence[Scored]:
        """The whole scheme, then each group that has points; empty where it has none."""

    def recorded(self, choices: tuple[str, ...]) -> Mapping[str, str]:
        """The options that the plant has recorded."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of an application as it is handed in.

    Attributes
    ----------
    number : str
        ``01-05``: folder and place in it.
    title, issuer, date : str
        Of the evidence; the title of what is wanted where there is none yet.
    criteria : tuple of str
        Numbers of the criteria that it serves.
    evidence : str
        Its id in the project, ``E-012``; ``""`` where it is lacking.
    present : bool
    name : str
        File name under which it is exported, ``01-05 绿证核销凭证.pdf``; ``""`` where it is lacking.
    """

    number: str
    title: str
    issuer: str
    date: str
    criteria: tuple[str, ...]
    evidence: str
    present: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of evidence, ``01_源头减碳``."""

    name: str
    files: tuple[Filed, ...]
