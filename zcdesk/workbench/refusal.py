"""Refused: a command that was understood and cannot be done, with the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zcdesk.domain.finding import Finding
from zcdesk.domain.words import Words, same


class Refused(Exception):
    """What was asked cannot be done; nothing changed.

    Attributes
    ----------
    code : str
        For programs.
    words : Words
        What, and the way out.
    year : str
        Accounting year of the project under which it can be done; ``""`` if that is not what is wrong.
    findings : tuple of Finding
        Details, each of which `say` puts into words.
    """

    def __init__(
        self,
        code: str,
        words: Words,
        findings: Sequence[Finding] = (),
        say: Callable[[Finding], Words] | None = None,
        year: str = "",
    ) -> None:
        super().__init__(f"{code}: {words.en}")
        self.code = code
        self.words = words
        self.year = year
        self.findings = tuple(findings)
        self.say = say or (lambda finding: same(finding.code))
