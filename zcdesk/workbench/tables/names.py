"""How alike two names are: a head of a table of others, and what the program calls a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.tables import rows

FILE = "import_names.csv"
"""Other names of quantities (``power.grid``) and of options (``fuel:diesel``), as tables of plants have them."""

LONGEST = 200
"""As much of a head as is compared. [characters]"""

_AMOUNT = re.compile(
    r"^(?:本月|当月|月度|每月|本年|全年|年度|实际|外购|购入|采购|其中|总|月)+|(?:净?消耗总?量|使用量|消费量|耗用量|用量|耗量|总量|数量|"
    r"实物量|合计|小计|\([^()]*(?:\([^()]*\)[^()]*)*\))+$"
)
_NOT_AMOUNT = re.compile(
    r"单价|均价|价格|折标|折算|系数|同比|环比|增长|增减|占比|比例|比率|率$|功率|电压|电流|需量|容量|定额|计划|目标|预算|上年|去年|同期|"
    r"单耗|强度|面积|人数|天数|表底|起数|止数|起码|止码|示数|读数|倍率|排放|标煤|标准煤|"
    r"price|\brate\b|factor|demand|per unit|intensity|ratio|target|budget|reading|multiplier|area|days|degree|"
    r"emission|co2|temperature",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+|[0-9]+")
_LATIN = re.compile(r"[a-z]")
_STOP = frozenset({
    "usage", "use", "used", "consumption", "consumed", "total", "purchased", "bought", "amount", "quantity", "of",
    "the", "in", "and", "net", "monthly", "annual",
})  # fmt: skip
"""Words of English names that do not tell one thing from another."""


def others(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Other names by what they stand for."""
    return _others(catalogue.resources / "text" / FILE)


@lru_cache(maxsize=4)
def _others(path: Path) -> Mapping[str, tuple[str, ...]]:
    return {row["target"]: tuple(row["names"].split("、")) for _, row in rows(path, ("target", "names"))}


def is_no_amount(name: str) -> bool:
    """Whether a head says that it is no amount: a price, a factor, a plan, last year."""
    return bool(_NOT_AMOUNT.search(name))


def alike(given: str, names: Iterable[str]) -> float:
    """How alike a name is to the likest of these, from 0 to 1."""
    told = given[:LONGEST]
    return max((_pair(told, each) for each in names), default=0.0)


@lru_cache(maxsize=65536)
def _pair(given: str, other: str) -> float:
    first, second = known(given), known(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if first.isascii() and second.isascii():
        return _latin(given.casefold(), other.casefold())
    a, b = _core(first), _core(second)
    if a == b and a:
        return 0.95
    short, long = sorted((a, b), key=len)
    if short and short in long and len(short) > 1:
        return 0.6 + 0.3 * len(short) / len(long)
    pairs, more = set(pairwise(a)), set(pairwise(b))
    if not pairs or not more:
        return (
            0.55 if len(short) == 1 and short in long and not _LATIN.search(short) and len(long) < 5 else 0.0
        )
    return 0.8 * 2 * len(pairs & more) / (len(pairs) + len(more))


def _core(name: str) -> str:
    """A name without what many names begin and end with; itself where nothing would be left."""
    return _AMOUNT.sub("", name) or name


def _latin(first: str, second: str) -> float:
    """By their words, without those that say nothing; `known` has taken the spaces out, so words are given."""
    a, b = _words(first), _words(second)
    return 1.0 if a == b else 0.9 * 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _words(text: str) -> frozenset[str]:
    found = frozenset(_WORD.findall(text))
    return (found - _STOP) or found
