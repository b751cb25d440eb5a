"""Import session: one file on its way in, with what the user said of it; what is shown of it, as values."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zcdesk.domain.project import Project
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.exchange.tables import table_in
from zcdesk.exchange.tables.workbook_in import spot
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.preview.reader import Options, Overlap, Reader
from zcdesk.workbench.preview.taking import STATES, Ask, Preview, State
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.snapshot import Snapshot
from zcdesk.workbench.tables import layouts as table_layouts
from zcdesk.workbench.tables import mapping as table_mapping
from zcdesk.workbench.tables import taking as table_taking
from zcdesk.workbench.tables.mapping import Looked, Proposal
from zcdesk.workbench.tables.targets import Target, shown
from zcdesk.workbench.workbench import Workbench

PASTED = Words("粘贴的表", "the pasted table")
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
LEAVE = "-"
"""Choice that leaves a series out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found.

    Attributes
    ----------
    reader : Reader
    seen : Preview
    looked : Looked or None
        Of a table how it is understood.
    book : Book or None
        The sheets of the file as they came, where something of them is refused; of a table always.
    """

    reader: Reader
    seen: Preview
    looked: Looked | None = None
    book: table_in.Book | None = None

    def sheet(self, name: str) -> table_in.Sheet | None:
        """The sheet of this name as it came."""
        held = self.book.sheets if self.book is not None else ()
        return next((each for each in held if each.name == name), None)


@dataclass(frozen=True, slots=True)
class MapLine:
    """Where a series goes, in texts.

    Attributes
    ----------
    key : str
        `Series.key`.
    where, name, first : str
        Column or row, what it is called, and its first figure.
    target, unit : str
        Where it goes, blank if it is left out; the unit in which its figures are read.
    doubt : str
        What should be looked at.
    fix : str
        The unit that would settle it, as people read it.
    """

    key: str
    where: str
    name: str
    first: str
    target: str
    unit: str
    doubt: str
    fix: str


@dataclass(slots=True)
class Session:
    """One file on its way in.

    Attributes
    ----------
    data, name
        The file.
    year : str
        Accounting year where the file says none.
    folder : Path or None
        Where layouts are remembered.
    overlap : Overlap
    told : dict
        What was said of it by the user: sheet, head, order, several, answers to what a reader asked.
    lines : dict
        What was said of the series of a table, by their keys.
    asked : dict of str to Ask
        Everything that was asked so far, with what was answered: it can be answered otherwise.
    project : Project or None
        The state beside which it was read.
    """

    data: bytes
    name: str
    year: str
    folder: Path | None = None
    overlap: Overlap = "replace"
    told: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, table_layouts.Line] = field(default_factory=dict)
    asked: dict[str, Ask] = field(default_factory=dict)
    project: Project | None = None
    _book: table_in.Book | None = None

    def read(
        self,
        catalogue: Catalogue,
        project: Project,
        path: Path,
        wanted: Callable[[], bool] = lambda: True,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Shown:
        """What the file would change, on any thread; nothing is written.

        Raises
        ------
        Refused
            If it cannot be read, with the reason and the way out.
        """
        self.project = project
        reader = incoming.reader_of(self.data, self.name)
        options = self._options(wanted, progress)
        if reader is not table_taking.READER:
            seen = apart(
                catalogue, path, lambda held: incoming.preview(reader, held, self.data, self.name, options)
            )
            return Shown(reader, seen, None, self._as_it_came(seen))
        bench = Snapshot(catalogue, project)
        book = self._book = self._book or table_mapping.opened(self.data, options)
        progress(20)
        looked = table_mapping.look(bench, book, options)
        progress(60)
        seen = incoming.settled(bench, table_taking.preview(bench, looked, self.data, options), options)
        return Shown(reader, seen, looked, book)

    def _as_it_came(self, seen: Preview) -> table_in.Book | None:
        """The sheets of a file that is read as more than a table; None where nothing leads to a cell of them."""
        refused = [seen.cells[at] for at in rows_of(seen, "refused")]
        if not any(_CELL.fullmatch(each.cell) for each in refused) or not table_in.looks_like_table(
            self.data
        ):
            return None
        if self._book is None:
            with contextlib.suppress(Refused):
                self._book = table_mapping.opened(self.data, Options())
        names = {each.name for each in self._book.sheets} if self._book is not None else ()
        return self._book if any(each.where in names for each in refused) else None

    def say(self, key: str, value: Any) -> None:
        """Something the user says of the file; another sheet or encoding begins anew."""
        if key in ("encoding", "delimiter"):
            self._book = None
        if key in ("encoding", "delimiter", "sheet"):
            self.asked.clear()
        if key == "sheet":
            self.lines.clear()
            self.told.pop("head", None)
        self.told[key] = value

    def ask(self, seen: Preview) -> tuple[tuple[Ask, ...], str]:
        """All questions in the order in which they came up, and the key of the first that waits for its answer."""
        for each in seen.asks:
            if each.key not in self.asked or each.key not in self.told:
                self.asked[each.key] = each
        waiting = (each.key for each in seen.asks if not self.told.get(each.key))
        return tuple(self.asked.values()), next(waiting, "")

    def send(self, proposal: Proposal, target: Target | None, unit: str = "") -> None:
        """Send a series somewhere, or (None) leave it out."""
        key = proposal.series.key
        if target is None:
            self.lines[known(key)] = table_layouts.Line(key, "")
            return
        kept = unit or (proposal.series.unit if proposal.series.unit in target.units else "")
        self.lines[known(key)] = table_layouts.Line(key, target.quantity.id, target.row, "", kept)

    def _options(self, wanted: Callable[[], bool], progress: Callable[[int], None]) -> Options:
        told = dict(self.told)
        if self.lines:
            told["map"] = [table_layouts.vars_of(each) for each in self.lines.values()]
        return Options(self.year, self.overlap, told, self.folder, wanted, progress)

    def accept(self, workbench: Workbench, shown_: Shown, remember: bool = True) -> tuple[int, str]:
        """Take it as one step; of a table its layout is remembered, unless that is not wanted.

        Returns
        -------
        (int, str)
            Number of the edit and of the evidence.
        """
        done = shown_.reader.accept(workbench, shown_.seen, self.data, self.name)
        if remember and shown_.looked is not None and done[0]:
            table_layouts.remember(self.folder, shown_.looked.mark, shown_.looked.layout())
        return done


def pasted(text: str, language: Language) -> tuple[bytes, str]:
    """What came from the clipboard, as a file."""
    return text.encode("utf-8", "replace"), f"{PASTED.into(language)}.txt"


def map_lines(looked: Looked, language: Language) -> tuple[MapLine, ...]:
    """The series of a table and where they go."""
    found = []
    for each in looked.proposals:
        series, target = each.series, each.target
        first = series.entries[0].text if series.entries else series.bad[0].text if series.bad else ""
        name = " · ".join(series.names) or looked.sheet.name or "—"
        if series.unit:
            name = (
                f"{name}（{pretty(series.unit)}）" if language == "zh" else f"{name} ({pretty(series.unit)})"
            )
        found.append(
            MapLine(
                series.key,
                series.where,
                name,
                first,
                target.words.into(language) if target else "",
                pretty(each.unit) if target else "",
                each.doubt.into(language) if each.doubt else "",
                pretty(each.fix),
            )
        )
    return tuple(found)


def choices(proposal: Proposal, targets: Sequence[Target], language: Language) -> list[tuple[str, str, str]]:
    """Where a series can be sent: what its unit fits first; id, words, further names."""
    unit, like = proposal.series.unit, proposal.like
    ranked = sorted(
        targets, key=lambda each: (each is not like, bool(unit) and unit not in each.units, each.new)
    )
    return [
        (
            "|".join(each.key),
            "   ".join(part for part in (each.words.into(language), shown(each.unit)) if part),
            "   ".join((*each.rows, *each.items)),
        )
        for each in ranked
    ]


def chosen(key: str, targets: Sequence[Target]) -> Target | None:
    """The target of a choice."""
    return next((each for each in targets if "|".join(each.key) == key), None)


def rows_of(seen: Preview, state: str | None) -> list[int]:
    """Which cells of a preview are of a state, or in doubt; all where none is named."""
    if state is None:
        return list(range(len(seen.cells)))
    if state == "doubt":
        return [at for at, cell in enumerate(seen.cells) if seen.doubt(cell)] if seen.doubts else []
    return [at for at, cell in enumerate(seen.cells) if cell.state == state]


def counts(seen: Preview) -> dict[State, int]:
    """Cells by state."""
    return {state: seen.count(state) for state in STATES}


def marks(looked: Looked, seen: Preview) -> dict[tuple[int, int], str]:
    """What the cells of the raw sheet are: ``title``, ``head``, ``bad``; by row and column, -1 for a whole row."""
    found: dict[tuple[int, int], str] = {}
    for block in looked.blocks:
        for row in range(block.top, block.bottom):
            found[row, -1] = "head"
        if block is looked.blocks[0]:
            for row in range(block.top):
                found[row, -1] = "title"
    for row in looked.found.skipped:
        found[row, -1] = "skipped"
    return found | refused_marks(seen, looked.sheet.name)


def refused_marks(seen: Preview, sheet: str) -> dict[tuple[int, int], str]:
    """The cells of a sheet that are refused, as `marks` has them."""
    cells = (seen.cells[at] for at in rows_of(seen, "refused")) if seen.count("refused") else ()
    return {spot(each.cell): "bad" for each in cells if each.where == sheet and each.cell}
