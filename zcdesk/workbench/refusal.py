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
    findings : tuple of Finding
        Details, each of which `say` puts into words.
    """

    def __init__(
        self,
        code: str,
        words: Words,
        findings: Sequence[Finding] = (),
        say: Callable[[Finding], Words] | None = None,
    ) -> None:
        super().__init__(f"{code}: {words.en}")
        self.code = code
        self.words = words
        self.findings = tuple(findings)
        self.say = say or (lambda finding: same(finding.code))
