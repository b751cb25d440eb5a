"""The words of a report in one language: fixed texts, units, dates, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zcdesk.domain.unit import BOUND
from zcdesk.domain.words import Language, Words, filled

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("23", "²³")
_LENGTH = re.compile(r"(?<![A-Za-z])((?:N?|h|k|c|m)m)([23])\b")
_MARKS = re.compile(r"([/·()])")


@dataclass(frozen=True, slots=True)
class Wording:
    """Says things in one language.

    Attributes
    ----------
    texts : mapping of str to Words
        ``resources/text/report.toml``.
    language : Language
    """

    texts: Mapping[str, Words]
    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its places filled."""
        text = self.texts[key].into(self.language)
        return filled(text, values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts

    def of(self, words: Words) -> str:
        """Words of a pack in this language."""
        return chemical(words.into(self.language))

    def join(self, items: Iterable[str]) -> str:
        """``a、b、c``, or ``a, b, c``."""
        return self("list.and").join(items)

    def either(self, text: str) -> str:
        """The part of this language of a text that stands in both: ``定义 | definition``."""
        zh, _, en = text.partition(" | ")
        return en if self.language == "en" and en else zh

    def clauses(self, items: Iterable[str]) -> str:
        """``a；b``, or ``a; b``."""
        return self("list.clauses").join(items)

    def unit(self, unit: str) -> str:
        """A unit as printed: subscripts and superscripts as characters, and in its language.

        ``万元`` is ``×10⁴ CNY`` in English, so that a figure before it reads as one; behind a stroke ``10⁴ CNY``.
        """
        return "".join(self._unit(part) for part in _MARKS.split(unit)).replace("/×", "/")

    def bound(self, unit: str, name: str) -> str:
        """A unit bound per row, for the head of a column: ``GJ/单位``."""
        if unit == name:
            return self("unit_of_row.alone")
        return "/".join(
            self("unit_of_row.within") if part == name else self.unit(part) for part in unit.split("/")
        )

    def period(self, period: str) -> str:
        """``2025年``, ``2025年11月``."""
        year, _, month = period.partition("-")
        if not month:
            return self("period.year", year=year)
        return self("period.month", year=year, month=int(month), digits=month)

    def month(self, period: str) -> str:
        """``11月`` for ``2025-11``."""
        return self("months").split(",")[int(period[5:7]) - 1]

    def date(self, iso: str) -> str:
        """``2026年3月18日`` from an ISO date or time; the text itself if it is none."""
        found = re.match(r"(\d{4})-(\d{2})-(\d{2})", iso)
        if not found:
            return iso
        year, month, day = found.groups()
        return self("period.date", year=year, month=int(month), day=int(day), iso=f"{year}-{month}-{day}")

    def clause(self, clause: str) -> str:
        """A clause in this language as far as it is made of known phrases; the rest stays as the document has it."""
        if self.language == "zh":
            return clause
        phrases = [words for key, words in self.texts.items() if key.startswith("phrase.")]
        for words in sorted(phrases, key=lambda words: -len(words.zh)):
            clause = clause.replace(words.zh, words.en)
        clause = re.sub(r"表 ?(?=[A-Z0-9])", "Table ", clause)
        clause = re.sub(r"附录 ?(?=[A-Z])", "Annex ", clause)
        clause = re.sub(r"第 ?(\d+) ?章", r"cl. \1", clause)
        clause = re.sub(r"(?<=\d)—(?=\d)", "-", clause)
        return re.sub(r" +", " ", clause.replace("；", "; ").replace("：", ": ")).strip()

    def binding(self, clause: str) -> str:
        """A clause in this language; in English the Chinese text that binds stands beside its rendering."""
        said = self.clause(clause)
        return clause if said == clause else self("clause.binding", said=said, clause=clause)

    def pages(self, pages: Iterable[str]) -> str:
        """``第 1—12 页`` from the pages cited month by month."""
        pages, dash = list(pages), self("list.range")
        numbers = sorted({int(page) for page in pages if page.isdigit()})
        others = list(dict.fromkeys(page.replace("-", dash) for page in pages if page and not page.isdigit()))
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        spans = [f"{run[0]}{dash}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
        return self("evidence.pages", pages=self.join([*spans, *others])) if spans or others else ""

    def _unit(self, part: str) -> str:
        if part.endswith(BOUND):  # what the row counts in is not chosen
            return self("unit_of_row.open")
        if f"unit.{part}" in self.texts:
            return self(f"unit.{part}")
        part = _LENGTH.sub(lambda found: found.group(1) + found.group(2).translate(_SUPERSCRIPTS), part)
        part = re.sub(r"\bm([23])\b", lambda found: "m" + found.group(1).translate(_SUPERSCRIPTS), part)
        return chemical(part)


def chemical(text: str) -> str:
    """A text in which the digits of CO2, CH4, N2O … stand low."""
    return _CHEMICAL.sub(lambda found: found.group(0).translate(_SUBSCRIPTS), text)


_CHEMICAL = re.compile(r"CO2|CH4|N2O|SF6|NF3|C2H2")
