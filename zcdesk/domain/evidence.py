"""Evidence: a file that proves answers."""

from __future__ import annotations

from zcdesk.domain.record import dataclass

GONE = "evidence.gone:"
"""Beginning of a setting that names the last evidence taken off an answer: ``evidence.gone:site.name``."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file kept in the project.

    Attributes
    ----------
    id : str
        ``E-012``: given once, never reused; gaps stay.
    name : str
        File name as it was brought, without folders or control characters.
    kind : str
        Sort of proof by the vocabulary: ``invoice``, ``meter_reading``, ``certificate``, ``contract``, ``other``.
    media_type : str
        ``application/pdf`` and the like, by content.
    size : int
        Length. [bytes]
    digest : str
        SHA-256 of the content, lower-case hex.
    title : str
        What it is, in the user's words.
    date : str
        Date on the document, ISO; ``""`` unknown.
    issuer : str
        Who issued it; ``""`` unknown.
    """

    id: str
    name: str
    kind: str
    media_type: str
    size: int
    digest: str
    title: str = ""
    date: str = ""
    issuer: str = ""
