"""Names that mean a part of a whole: a workshop, an office, a sub-meter, the peak hours of a bill.

A figure of a part answers no question about the whole plant, so it is never sent there unasked. A part that the
project itself asks for, or has a row of (``A 车间锅炉``), is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.tables import rows

FILE = "import_parts.csv"
"""Words that mean a part: inside a name, alone, or as a word of its own; and those that say it is the whole."""

_NUMBERED = re.compile(
    r"\d+[#号](?![-+]?\d)(?!(?:轻|重|车用|乙醇)?[柴汽煤机]?油)|#\d+|[一二三四五六七八九十\d]+(?:车间|号线|号炉|号机|号窑)|"
    r"[a-z]\d?(?:车间|线)"
)
"""``1#``, ``2号炉``, ``三车间``; not ``0#柴油``."""


def is_part(catalogue: Catalogue, names: Sequence[str], called: Sequence[str]) -> bool:
    """Whether a name is that of a part of what is asked; not where that part itself is asked, or it is the whole.

    Parameters
    ----------
    names : sequence of str
        What a table calls a series, heads of several rows one by one.
    called : sequence of str
        What the place to which it would go is called.
    """
    words, plain = _words(catalogue.resources / "text" / FILE), tuple(map(known, names))
    if any(known(each) in name for each in words["whole"] for name in plain):
        return False
    wanted = known(" ".join(called))
    named = _parts(words, plain, " ".join(names).casefold())
    if named:
        return any(known(each) not in wanted for each in named)
    return any(known(each) in name for each in words["of"] for name in plain)


def _parts(words: Mapping[str, tuple[str, ...]], plain: Sequence[str], spaced: str) -> list[str]:
    found = [each for each in words["inside"] if any(known(each) in name for name in plain)]
    found += [each for each in words["alone"] if known(each) in plain]
    found += [each for each in words["word"] if re.search(rf"\b{re.escape(each)}\b", spaced)]
    return found + [match[0] for name in plain if (match := _NUMBERED.search(name))]


@lru_cache(maxsize=4)
def _words(path: Path) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(("inside", "alone", "word", "of", "whole"), ())
    for _, row in rows(path, ("how", "names")):
        found[row["how"]] += tuple(row["names"].split("、"))
    return found
