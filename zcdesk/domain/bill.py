"""Bill: how a kind of electronic bill is known and read, and what one says.

Every value goes with the words of the bill that it was read from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from zcdesk.domain.record import dataclass
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words

Form = Literal["xml", "page"]
Confidence = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class Where:
    """Where a value stands on a kind of bill.

    Attributes
    ----------
    words : Words
        What it is called on the bill.
    path : tuple of str
        In XML: names from the root down, the first that is there counts.
    label : tuple of str
        On a page: regular expressions of the words before it; the value stands to the right, or below.
    nth : int
        Which of the places where a label stands, in reading order, from 1.
    between : tuple of str
        On a page: regular expressions of the line above and the line below; everything between them is the value.
    value : str
        Regular expression of the value; its first group counts, or else all of it.
    kind : str
        ``text``, ``number`` or ``day``.
    needed : bool
        Without it the bill is of no use, and that is said; of a head on a page, that the table is known by it.
    """

    words: Words
    path: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    nth: int = 1
    between: tuple[str, ...] = ()
    value: str = ""
    kind: Literal["text", "number", "day"] = "text"
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The lines of a bill.

    Attributes
    ----------
    path : tuple of str
        In XML: the element of a line.
    column : mapping of str to Where
        In XML under the line; on a page the heads of a table, in their order.
    row : str
        On a page: regular expression that a row begins with; its first group, or all of it, is the first column.
        ``""``: rows are told by the column that `begins` them.
    begins : str
        Column that has a value in the first line of each row; what has none goes on from the row above.
    end : str
        On a page: regular expression of the line below the table.
    """

    column: Mapping[str, Where]
    path: tuple[str, ...] = ()
    row: str = ""
    begins: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class BillLayout:
    """One kind of bill, as data.

    Attributes
    ----------
    id, words
    form : Form
        ``xml``: a tree. ``page``: words and where they stand, of a PDF or an OFD.
    about : str
        ``invoice``: its lines say what was bought. ``power``: its rows are meters.
    know : tuple of str
        In XML: paths that must be there. On a page: regular expressions that all must be found.
    source : str
        Where the layout was seen.
    confidence : Confidence
        A: its publisher's own description. B: programs of others that read it. C: unconfirmed.
    field : mapping of str to Where
    line : Columns or None
    unread : Words
        What is said where the bill is known by its title alone, and cannot be read.
    """

    id: str
    words: Words
    form: Form
    about: Literal["invoice", "power"]
    know: tuple[str, ...]
    source: str
    confidence: Confidence
    field: Mapping[str, Where] = field(default_factory=dict)
    line: Columns | None = None
    unread: Words = NOTHING


@dataclass(frozen=True, slots=True)
class UnitOn:
    """A unit as bills write it, and the unit in which the answer is then typed.

    Attributes
    ----------
    on : tuple of str
        Spellings on bills; ``""`` where a bill states none.
    unit : str
        Unit of the vocabulary.
    assumed : Words
        What is taken for granted with it, said beside the figure; empty where nothing is.
    price : tuple of Decimal
        Least and most that one of it costs; a unit that is not stated is taken only within. [CNY]
    """

    on: tuple[str, ...]
    unit: str
    assumed: Words = NOTHING
    price: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What a line of a bill answers.

    Attributes
    ----------
    name : str
        Regular expression of the goods as invoices name them.
    unless : str
        Regular expression that rules it out.
    quantity : str
        Quantity of the vocabulary.
    option : str
        Option of the row's choice (``natural_gas``); ``""`` where the quantity stands alone or rows are named freely.
    units : tuple of UnitOn
    flag : Words
        What has to be looked at before it is taken; said beside the figure.
    source : str
    confidence : Confidence
        Of `name`: B if goods were seen to be named so, C if not.
    """

    id: str
    words: Words
    name: str
    quantity: str
    units: tuple[UnitOn, ...]
    confidence: Confidence = "C"
    unless: str = ""
    option: str = ""
    flag: Words = NOTHING
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bills:
    """Every layout, and what lines of bills answer."""

    layouts: tuple[BillLayout, ...] = ()
    answers: tuple[Answers, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A value as a bill states it.

    Attributes
    ----------
    text : str
        The value: a number without its separators, a day as ``2025-03-31``.
    words : str
        The words of the bill it was read from.
    at : str
        Page and line, or path in the XML, for people.
    page : int
        From 1; 0 where there are no pages.
    box : tuple of float
        Left, top, right, bottom on its page, from the upper left corner; empty where there is none. [pt]
    """

    text: str
    words: str
    at: str
    page: int = 0
    box: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """What one bill says.

    Attributes
    ----------
    layout : BillLayout
    said : mapping of str to Said
        By the ids of the layout's fields.
    lines : tuple of mapping
        Its lines, by the ids of their columns.
    unread : tuple of str
        Fields that are needed and could not be read.
    notes : tuple of Words
        What does not add up.
    """

    layout: BillLayout
    said: Mapping[str, Said]
    lines: tuple[Mapping[str, Said], ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[Words, ...] = ()

    def text(self, field_: str) -> str:
        """The value of a field; ``""`` if it could not be read."""
        found = self.said.get(field_)
        return found.text if found else ""
