"""What an entry workbook asks: its sheets and lines as values, and the words by which they are known again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from zcdesk.domain.answer import Place
from zcdesk.domain.vocabulary import NOTHING, Option
from zcdesk.domain.words import Words

Kind = Literal["number", "choice", "yes_no", "text", "date", "absent"]

CODE, NAME, ITEM, UNIT = (
    Words("编号", "Code"),
    Words("名称", "Name"),
    Words("数据项", "Item"),
    Words("单位", "Unit"),
)
ANSWER, LAST, NOTE = Words("填写", "Entry"), Words("上年", "Last year"), Words("说明", "Remarks")
WHOLE, YEAR = Words("全年", "Whole year"), Words("核算年度", "Accounting year")
PLANT = Words("企业", "Plant")
MONTHS = tuple(
    Words(f"{number}月", short)
    for number, short in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
)
ABSENT, UNKNOWN = Words("无", "none"), Words("不知道", "not known")
"""What is written where there is none of it, and where the published default is to be taken."""

YES, NO = Words("是", "Yes"), Words("否", "No")
NEW = Words("新增", "new")
"""Begins the code of a row that is not in the project yet: ``新增1``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet.

    Attributes
    ----------
    code : str
        Code of the row (``F01``); ``""`` for what stands alone. A new row has ``+1``, ``+2``.
    named : Words
        What the row is called.
    item : Words
        What is asked.
    places : tuple of Place
        Twelve months and the year, or one place.
    now, last : tuple of str
        As answered, and last year's, in the words of the sheet's language; as many as `places`.
    unit, units
        Unit of the numbers, and those that may be chosen; ``""`` for what is no number.
    options : tuple of Option
    note : Words
        How and where to find it.
    names : bool
        First line of a new row: its name is to be filled in.
    """

    code: str
    named: Words
    item: Words
    kind: Kind
    places: tuple[Place, ...]
    now: tuple[str, ...]
    last: tuple[str, ...]
    unit: str = ""
    units: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    note: Words = NOTHING
    names: bool = False

    @property
    def monthly(self) -> bool:
        """Whether it has twelve months and a year."""
        return len(self.places) > 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the program.

    Attributes
    ----------
    names : tuple of Option
        Kinds among which a new row is chosen; empty where it is named by a text.
    """

    id: str
    words: Words
    intro: Words
    lines: tuple[Line, ...]
    table: str = ""
    names: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """An entry workbook of a year."""

    plant: str
    year: str
    sheets: tuple[Sheet, ...] = field(default=())


@lru_cache(maxsize=16384)  # the names of a sheet stand in it again and again
def known(text: str) -> str:
    """A text as it is compared: without case, width, spaces and signs of emphasis."""
    return re.sub(r"[\s*＊]+", "", unicodedata.normalize("NFKC", text)).casefold()


def means(text: str, words: Words) -> bool:
    """Whether a text of a sheet is these words, in either language."""
    return bool(text) and known(text) in (known(words.zh), known(words.en))
