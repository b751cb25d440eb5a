"""Mapping: what each series of a table is proposed to answer, by name, unit and size, and what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.exchange.tables import table_in
from zcdesk.exchange.tables.cells import Series
from zcdesk.exchange.tables.find import blocks
from zcdesk.exchange.tables.heads import Block, UnitOf
from zcdesk.exchange.tables.periods import Order
from zcdesk.exchange.tables.values import Found, figures
from zcdesk.exchange.tables.workbook_in import NoWorkbook
from zcdesk.workbench.forms.units import unit_of
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.tables import layouts
from zcdesk.workbench.tables.parts import is_part
from zcdesk.workbench.tables.scoring import LEAST, score_of, shadowed
from zcdesk.workbench.tables.sizes import compared
from zcdesk.workbench.tables.targets import Target, by_key, shown, targets, unit_reader
from zcdesk.workbench.workbench import Workbench

MOST = 400
"""Series of a table for which something is proposed; a sheet with more of them lists things that are no amounts."""

NO_TABLE = Words(
    "“{sheet}”里没有认出表头。指定表头行，或换一张工作表。",
    "No heads of a table were found in '{sheet}'. Say in which rows they are, or choose another sheet.",
)
NO_TABLE_AT_ALL = Words(
    "没有认出表头：没有月份，也没有数。指定表头行，或换一个文件。",
    "No heads of a table were found, no months and no figures. Say in which rows they are, or choose another file.",
)
NO_SHEET = Words("没有“{sheet}”这张工作表；有 {known}。", "There is no sheet '{sheet}'; there is {known}.")
NO_METHOD = Words(
    "项目还没有核算方法，没有可填的。", "The project has no method yet, so that nothing is asked."
)
NO_UNIT = Words("没有写单位，按 {unit} 读。", "No unit is given; read as {unit}.")
NO_UNIT_AT_ALL = Words("没有写单位；选一个。", "No unit is given: choose one.")
MISFIT = Words("{unit} 换算不成 {wanted}，选一个单位", "{unit} is no {wanted}: choose a unit")
PART = Words("像是其中一部分，没有预选：{whole}", "seems a part, not chosen for you: {whole}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a series is proposed to go.

    Attributes
    ----------
    series : Series
    target : Target or None
        None leaves it out.
    unit : str
        Unit in which its figures are read; ``""`` where that has to be chosen.
    doubt : Words or None
        What should be looked at.
    fix : str
        The unit that would settle the doubt; ``""`` none.
    source : str
        ``name``, ``kept`` (remembered of this layout) or ``said`` (by the user or a layout file).
    sure : float
        How alike the names are. [-]
    like : Target or None
        Of what it seems to be a part; it goes there only if that is said.
    """

    series: Series
    target: Target | None
    unit: str = ""
    doubt: Words | None = None
    fix: str = ""
    source: str = "name"
    sure: float = 0.0
    like: Target | None = None

    @property
    def ready(self) -> bool:
        """Whether its figures can be taken."""
        return self.target is not None and bool(self.unit)


@dataclass(frozen=True, slots=True)
class Looked:
    """A sheet as it is understood.

    Attributes
    ----------
    book : Book
    at : int
        Which sheet.
    blocks, found, proposals
    targets : tuple of Target
        Everywhere that its figures can go.
    mark : str
        Fingerprint of the layout.
    kept : bool
        A layout was remembered and is used.
    several : str
        What becomes of two figures of one month: ``sum``, ``last``, or ``""`` where that has to be said.
    asked_order : bool
        The dates do not tell day and month apart.
    asked_month : bool
        Its heads speak of "this month", and nothing says which that is.
    """

    book: table_in.Book
    at: int
    blocks: tuple[Block, ...]
    found: Found
    proposals: tuple[Proposal, ...]
    targets: tuple[Target, ...] = field(default=(), repr=False)
    mark: str = ""
    kept: bool = False
    several: str = ""
    asked_order: bool = False
    asked_month: bool = False

    @property
    def sheet(self) -> table_in.Sheet:
        """The sheet itself."""
        return self.book.sheets[self.at]

    @property
    def order(self) -> str:
        """Which number of its dates is the day; ``""`` where that is not needed, or not known."""
        return next((each.order for each in self.blocks if each.order), "")

    def layout(self) -> dict[str, Any]:
        """How it is read, as JSON has it."""
        return layouts.as_document(
            (
                layouts.Line(
                    each.series.key,
                    each.target.quantity.id if each.target else "",
                    each.target.row if each.target else "",
                    each.target.rows[1]
                    if each.target and len(each.target.rows) > 1 and not each.target.new
                    else "",
                    each.unit if each.target and each.unit != each.series.unit else "",
                )
                for each in self.proposals
            ),
            sheet=self.sheet.name,
            order=self.order,
            encoding=self.book.encoding,
            delimiter=self.book.delimiter,
            several=self.several,
        )


def opened(data: bytes, options: Options) -> table_in.Book:
    """A file as sheets of cells.

    Raises
    ------
    Refused
        If it cannot be read.
    """
    told = _told(options)
    try:
        return table_in.read(data, str(told.get("encoding", "")), str(told.get("delimiter", "")))
    except NoWorkbook as bad:
        raise Refused("not_readable", bad.words) from bad


def look(workbench: Workbench, book: table_in.Book, options: Options) -> Looked:
    """What a sheet of a table says, and where its figures are proposed to go.

    Raises
    ------
    Refused
        If no table is found in it, or what was said of it is wrong.
    """
    if not workbench.inventories():
        raise Refused("no_method", NO_METHOD)
    told = _told(options)
    units = unit_reader(workbench.catalogue.vocabulary.units)
    at, made = _sheet(book, told, units)
    sheet = book.sheets[at]
    found = figures(sheet, made, units, options.year, book.delimiter)
    mark = layouts.fingerprint(made)
    several = str(told.get("several", ""))
    said = layouts.lines_of(told.get("map", []))
    kept = layouts.remembered(options.folder, mark)
    held: dict[str, layouts.Line] = {}
    if kept is not None:
        try:
            held = layouts.lines_of(kept.get("map", []))
            several = several or (
                str(kept.get("several", "")) if kept.get("several") in layouts.SEVERAL else ""
            )
        except Refused:
            kept = None
    all_ = targets(workbench)
    settle = partial(_settled, workbench, year=options.year, beside=options.overlap != "add")
    proposals = _proposed(workbench, found, all_, said, held, made, units, settle)
    unsure = any(each.order is None for each in made) or told.get("order") in ("dmy", "mdy")
    dateless = any(each.lacking for each in made) or bool(told.get("month"))
    return Looked(book, at, made, found, proposals, all_, mark, bool(held), several, unsure, dateless)


def _told(options: Options) -> Mapping[str, Any]:
    """What is said of the file: by a layout file, and over it by the user."""
    layout = options.told.get("layout")
    return {**layout, **options.told} if isinstance(layout, dict) else options.told


def _sheet(book: table_in.Book, told: Mapping[str, Any], units: UnitOf) -> tuple[int, tuple[Block, ...]]:
    """The sheet that was named, or the first in which a table is found."""
    wanted = str(told.get("sheet", ""))
    names = [each.name for each in book.sheets]
    head = told.get("head")
    rows = (int(head[0]), int(head[1])) if isinstance(head, list | tuple) and len(head) == 2 else None
    said = told.get("order")
    order: Order = said if said in ("dmy", "mdy") else ""
    month = str(told.get("month", ""))
    if wanted in names:
        at = names.index(wanted)
        made = blocks(book.sheets[at], units, rows, order, month)
        if not made:
            raise Refused("no_table", NO_TABLE.fill(sheet=wanted))
        return at, made
    if wanted and len(names) > 1 and not told.get("layout"):
        raise Refused("no_sheet", NO_SHEET.fill(sheet=wanted, known="、".join(names[:20])))
    best: tuple[int, tuple[Block, ...]] | None = None
    most = 0
    for at, sheet in enumerate(book.sheets[:40]):
        made = blocks(sheet, units, rows, order, month)
        size = sum(
            len(each.of("value", *(("span",) if each.lacking or each.part else ())))
            * min(each.end - each.bottom, 100)
            for each in made
        )
        if size > most:
            best, most = (at, made), size
    if best is None:
        raise Refused("no_table", NO_TABLE.fill(sheet=names[0]) if names and names[0] else NO_TABLE_AT_ALL)
    return best


def _proposed(
    workbench: Workbench,
    found: Found,
    all_: Sequence[Target],
    said: Mapping[str, layouts.Line],
    held: Mapping[str, layouts.Line],
    made: Sequence[Block],
    units: UnitOf,
    settle: Callable[[Proposal], Proposal],
) -> tuple[Proposal, ...]:
    known_ = by_key(all_)
    titles = made[0].titles if made else ()
    result: dict[str, Proposal] = {}
    open_: list[Series] = []
    for series in found.series.values():
        key = known(series.key)
        line = said.get(key) or held.get(key)
        if line is None:
            open_.append(series)
            continue
        target = _there(_target_of(line, known_), series, known_)
        unit = line.unit or series.unit
        made_ = Proposal(series, target, unit, source="said" if key in said else "kept", sure=1.0)
        result[series.key] = settle(made_)
    if len(open_) <= MOST:
        scored: list[tuple[float, int, Series, Target]] = []
        aside = shadowed(found.series.values())
        for at, series in enumerate(open_):
            if series.key in aside:
                continue
            for target in all_:
                score = score_of(series, target, titles, units)
                if score >= LEAST:
                    scored.append((score, -at, series, target))
        taken = {each.target.key for each in result.values() if each.target is not None}
        for score, _, series, target in sorted(scored, key=lambda each: (-each[0], -each[1])):
            if series.key in result:
                continue
            if is_part(workbench.catalogue, series.names, (*target.rows, *target.items)):
                doubt = PART.fill(
                    whole=target.words
                )  # the best fit is the whole: it goes there only if told to
                result[series.key] = Proposal(series, None, series.unit, doubt, like=target)
                continue
            if target.key in taken:
                continue
            taken.add(target.key)
            result[series.key] = settle(Proposal(series, target, series.unit, sure=score))
    return tuple(
        result.get(series.key, Proposal(series, None, series.unit)) for series in found.series.values()
    )


def _target_of(line: layouts.Line, known_: Mapping[tuple[str, str], Target]) -> Target | None:
    """The target that a layout means: by the name of its row, which another project may have under another code."""
    if not line.quantity:
        return None
    if line.named:
        named = (
            each for (quantity, _), each in known_.items()
            if quantity == line.quantity and not each.new and known(line.named) in map(known, each.rows)
        )  # fmt: skip
        same = known_.get((line.quantity, line.row))
        if same is not None and known(line.named) in map(known, same.rows):
            return same
        return next(named, None)
    return known_.get((line.quantity, line.row))


def _there(target: Target | None, series: Series, known_: Mapping[tuple[str, str], Target]) -> Target | None:
    """The row that is there by now instead of a new one of the same name: the figures go to it."""
    if target is None or not target.new:
        return target
    name = known(target.rows[0] if target.rows else " ".join(series.names))
    return next(
        (
            each
            for each in known_.values()
            if each.quantity is target.quantity and not each.new and name in map(known, each.rows)
        ),
        target,
    )


def _settled(workbench: Workbench, given: Proposal, year: str, beside: bool) -> Proposal:
    """A proposal with its unit, and with what is doubtful about it, also beside what stands if that would give way."""
    target = given.target
    if target is None:
        return given
    unit, doubt = given.unit, given.doubt
    when = next((each.period[:4] for each in given.series.entries), year) or max(workbench.project.years)
    own = any(each.unit for each in given.series.entries[:5])
    if not unit and not own:
        unit = "" if target.new else unit_of(workbench, target.quantity, target.row, when, target.unit)
        doubt = NO_UNIT.fill(unit=pretty(unit)) if unit else NO_UNIT_AT_ALL
    elif not unit:
        unit = given.series.entries[0].unit
    if unit and unit not in target.units:
        return replace(given, unit="", doubt=MISFIT.fill(unit=pretty(unit), wanted=shown(target.unit) or "—"))
    made = replace(given, unit=unit, doubt=doubt)
    return made if given.source != "name" and given.unit else _sized(workbench, made, when, beside)


def _sized(workbench: Workbench, given: Proposal, year: str, beside: bool) -> Proposal:
    """A proposal whose figures are compared with those that stand, or with those of the year before."""
    if given.target is None or given.target.new or not given.unit:
        return given
    doubt, fix = compared(workbench, given.target, given.series.entries, given.unit, year, beside)
    return replace(given, doubt=doubt, fix=fix) if doubt is not None else given
