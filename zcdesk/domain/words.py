"""Words: a text in both languages, side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from zcdesk.domain.record import dataclass

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """A text that a user reads, in Chinese and in English.

    Attributes
    ----------
    zh, en : str
        The same statement. Neither is empty in a checked pack.
    """

    zh: str
    en: str

    def into(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en

    def fill(self, **values: object) -> Words:
        """The same words with ``{name}`` places filled; a value that is `Words` fills each with its own."""

        def one(text: str, language: Language) -> str:
            given = {k: v.into(language) if isinstance(v, Words) else v for k, v in values.items()}
            return filled(text, given)

        return Words(one(self.zh, "zh"), one(self.en, "en"))


_COUNTED = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text with its places filled; ``{n:figure|figures}`` is the word that goes with a count of one or of others."""
    if "|" in text:
        text = _COUNTED.sub(lambda found: found[2 if str(values[found[1]]) == "1" else 3], text)
    return text.format(**values)


def same(text: str) -> Words:
    """Words that read alike in both languages: a name, a unit, an id."""
    return Words(text, text)
