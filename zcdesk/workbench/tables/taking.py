"""Table taking: the figures of a table as answers that are new, changed, same or refused, and as one step."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter

from zcdesk.calc.checks import judge
from zcdesk.domain.answer import PROJECT, Answer, Place, writable
from zcdesk.domain.change import AnswerChange, Change, RowChange
from zcdesk.domain.number import CONTEXT, LONGEST, NotANumber, plain, read, scaled
from zcdesk.domain.unit import pretty
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book.entry_sheets import ABSENT, UNKNOWN
from zcdesk.exchange.tables import table_in
from zcdesk.exchange.tables.cells import Entry, Series
from zcdesk.exchange.tables.workbook_in import address
from zcdesk.workbench import naming
from zcdesk.workbench.forms import row_units
from zcdesk.workbench.forms.answering import contradicted, follows
from zcdesk.workbench.forms.cell_reasons import reason
from zcdesk.workbench.forms.entry import may_be_none
from zcdesk.workbench.history import tentative
from zcdesk.workbench.preview.reader import Options, Reader
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.tables import words as table_words
from zcdesk.workbench.tables.asking import asked, unclear
from zcdesk.workbench.tables.mapping import Looked, look, opened
from zcdesk.workbench.tables.rows import Taking, born, prepare, row_of
from zcdesk.workbench.tables.seen import Cells, Group, Line, back
from zcdesk.workbench.workbench import Workbench, inventory_of
from zcdesk.workbench.workbook.entry_reading import NOT_NONE, alike

TERMS = 16
"""Terms that a sum may have and still be kept as they are."""

_PERIOD = re.compile(r"\d{4}(-\d{2})?")
_SAMPLES = ("示例", "样例", "样表", "模板", "模拟", "sample", "example", "template", "dummy")


def preview(workbench: Workbench, looked: Looked, data: bytes, options: Options) -> Preview:
    """What a table would change, by the proposals as they stand; nothing is written.

    Raises
    ------
    Refused
        If the file was taken before and is to be added once more.
    """
    project = workbench.project
    taking = Taking(workbench, looked, options.overlap, project, next(iter(workbench.inventories().values())))
    taking.year = options.year or max(project.years)
    taking.notes += looked.book.notes
    taking.notes += unclear(looked)
    digest = hashlib.sha256(data).hexdigest()
    twin = next((each for each in project.evidence.values() if each.digest == digest), None)
    if twin is not None:
        if options.overlap == "add":
            raise Refused("taken_before", table_words.NO_ADDING.fill(evidence=twin.id))
        taking.notes.append(table_words.ALREADY.fill(evidence=twin.id))
    if looked.kept:
        taking.notes.append(table_words.KEPT)
    taking.notes += [*looked.found.notes, *(each.words for each in looked.found.totals if not each.agrees)]
    prepare(taking)
    if taking.changes:
        pin = next(iter(project.methods()))
        taking.base = tentative(project, taking.changes)
        taking.inventory = inventory_of(workbench.catalogue, taking.base, pin)
    groups = _groups(taking)
    if _units(taking, groups):
        taking.base = tentative(project, taking.changes)
        taking.inventory = inventory_of(workbench.catalogue, taking.base, next(iter(project.methods())))
    options.progress(30)
    for group in groups:
        _answered(taking, group)
    changes = _changes(taking, groups)
    _judged(taking, groups, changes)
    options.progress(60)
    kept = _changes(taking, groups)
    lines = _lines(taking, groups)
    _say(taking, groups)
    used = {place.row for group in groups if (place := group.place).row and group.state in ("new", "changed")}
    new_rows = born(taking, used)
    years = {group.place.period[:4] for group in groups if group.state != "refused"}
    cells = Cells(looked.sheet.name, lines)
    new = tuple(each.id for each in new_rows if isinstance(each, RowChange))
    year = years.pop() if len(years) == 1 else ""
    return Preview(
        year,
        cells,
        tuple(taking.notes),
        (*new_rows, *kept),
        new,
        layout=looked.layout(),
        back=back(looked, lines),
        asks=asked(looked, taking.year, taking.twice),
    )


def _groups(taking: Taking) -> list[Group]:
    """The figures by the places that they answer."""
    found: dict[tuple[str, str, str], Group] = {}
    for proposal in taking.looked.proposals:
        target = proposal.target
        if target is None:
            continue
        row, id_ = row_of(taking, proposal, target), target.quantity.id
        yearly = target.quantity.per == "year"
        own = proposal.unit
        known_: dict[str, list[tuple[Series, Entry, str]]] = {}
        series = proposal.series
        for entry in series.entries:
            period = entry.period
            into = known_.get(period)
            if into is None:
                place = Place(id_, row, period[:4] if yearly else period)
                key = (id_, row, place.period)
                into = known_[period] = found.setdefault(key, Group(place, target)).entries
            into.append((series, entry, entry.unit or own))
    return list(found.values())


def _units(taking: Taking, groups: Iterable[Group]) -> bool:
    """What rows count in, where only the unit of their amounts says it; whether there was any."""
    vocabulary = taking.workbench.catalogue.vocabulary
    given = [
        (group.target.quantity, group.place.row, unit) for group in groups for _, _, unit in group.entries
    ]
    found = row_units.chosen(vocabulary, taking.inventory.resolver, given)
    for change, option, unit in found:
        row = naming.row_words(taking.base, vocabulary, change.place.row)
        counted = vocabulary.quantities[change.place.quantity].words
        taking.notes.append(
            row_units.CHOSEN.fill(row=row, unit=pretty(unit), counted=counted, option=option.words)
        )
        taking.changes.append(replace(change, before=taking.base.answers.get(change.place)))
    return bool(found)


def _answered(taking: Taking, group: Group) -> None:
    """The answer of a place: as it stands in its one cell, or the sum of its cells."""
    years, quantity = taking.base.years, group.target.quantity
    if group.place.period[:4] not in years:
        group.reason = table_words.NO_YEAR.fill(year=group.place.period[:4], known="、".join(years))
        return
    bare = next(
        (series for series, entry, unit in group.entries if not unit and entry.value is not None), None
    )
    if bare is not None:
        doubts = (each.doubt for each in taking.looked.proposals if each.series is bare)
        group.reason = next(doubts, None) or table_words.NO_UNIT
        return
    given = [each for each in group.entries if each[1].value is not None]
    if len(given) < len(group.entries):
        if given:
            group.reason = table_words.NONE_AND_FIGURES
        elif not may_be_none(quantity):
            group.reason = NOT_NONE
        else:
            _set(taking, group, Answer("", standing="none"))
        return
    if len(given) > 1:
        given = _one(taking, group, given)
    if group.reason is None:
        _set(taking, group, _sum(taking, group, given))


def _one(
    taking: Taking, group: Group, given: list[tuple[Series, Entry, str]]
) -> list[tuple[Series, Entry, str]]:
    """Which of several figures of one month hold: of days, all; of a month that stands twice, as was said."""
    if taking.looked.found.days:
        return given
    apart: dict[int, list[tuple[Series, Entry, str]]] = {}
    for each in given:
        apart.setdefault(id(each[0]), []).append(each)
    if all(len(each) == 1 for each in apart.values()):
        return given
    taking.twice = True
    several = taking.looked.several
    if several == "sum":
        return given
    if several == "last":
        return [each[-1] for each in apart.values()]
    cells = "、".join(address(entry.row, entry.column) for _, entry, _ in given[:6])
    group.reason = table_words.TWICE.fill(period=naming.period_words(group.place.period), cells=cells)
    return given


def _sum(taking: Taking, group: Group, given: Sequence[tuple[Series, Entry, str]]) -> Answer | None:
    """One answer in one unit; a short sum keeps its terms, so that they can be read again."""
    _, first, unit = given[0]
    if len(given) == 1:
        return Answer(writable(first.text), unit)
    resolver = taking.inventory.resolver
    total, terms = Decimal(0), list[Decimal]()
    for _, entry, own in given:
        value = entry.value or Decimal(0)
        if own != unit:
            ratio = resolver.ratio(own, unit)
            if ratio is None:
                group.reason = table_words.UNITS.fill(unit=pretty(own), wanted=pretty(unit))
                return None
            value = scaled(value, ratio)
        total = CONTEXT.add(total, value)
        terms.append(value)
    text = f"={'+'.join(map(plain, terms))}".replace("+-", "-") if len(terms) <= TERMS else ""
    return Answer(text if 0 < len(text) <= LONGEST // 2 else plain(total), unit)


def _set(taking: Taking, group: Group, after: Answer | None) -> None:
    """What the answer comes to beside the one that is there."""
    before = taking.base.answers.get(group.place)
    if after is None:
        return
    group.said = _said(taking, group.place, group.target.quantity, after)
    if before is None:
        group.after, group.state = after, "new"
        return
    if taking.overlap == "add" and not before.illustrative and before.standing == after.standing == "given":
        after = _added(taking, group, before, after)
        if after is None:
            return
    elif (
        alike(taking.inventory, group.target.quantity, group.place, before, after) and not before.illustrative
    ):
        group.state = "same"
        return
    group.after = replace(after, note=before.note, evidence=before.evidence)
    group.state = "changed"


def _added(taking: Taking, group: Group, before: Answer, after: Answer) -> Answer | None:
    """Both amounts in the unit of the one that is there."""
    resolver, quantity = taking.inventory.resolver, group.target.quantity
    canonical = resolver.unit_text(quantity, group.place.row)
    unit = before.unit or canonical
    ratio = resolver.ratio(after.unit or canonical, unit)
    try:
        first, second = read(before.text), read(after.text)
    except NotANumber:
        return after
    if ratio is None:
        group.reason = table_words.UNITS.fill(unit=pretty(after.unit), wanted=pretty(unit))
        return None
    more = scaled(second, ratio)
    group.said = table_words.ADDS.fill(before=before.text, more=f"{plain(more)} {pretty(unit)}").zh
    if f"{before.text}".startswith("=") or not before.text.replace(".", "").isdigit():
        return Answer(plain(CONTEXT.add(first, more)), before.unit or unit)
    return Answer(f"={before.text}+{plain(more)}".replace("+-", "-"), before.unit or unit)


def _changes(taking: Taking, groups: Iterable[Group]) -> list[Change]:
    """What the groups that are not refused change, and what follows from it."""
    wanted: dict[Place, Answer | None] = {
        each.place: each.after for each in groups if each.after is not None and each.reason is None
    }
    taken: dict[Place, Answer | None] = dict.fromkeys(contradicted(taking.workbench, wanted))
    for place, after in wanted.items():
        taken |= follows(taking.workbench, place, after)
    for table in {taking.base.rows[place.row].table for place in wanted if place.row}:
        if Place(table, "", PROJECT) in taking.base.answers:  # it was said to be none
            taken[Place(table, "", PROJECT)] = None
    taken |= wanted
    return [
        AnswerChange(place, taking.base.answers.get(place), after)
        for place, after in taken.items()
        if taking.base.answers.get(place) != after
    ]


def _judged(taking: Taking, groups: Sequence[Group], changes: Sequence[Change]) -> None:
    """Refuse what the program itself could not use."""
    catalogue = taking.workbench.catalogue
    wished = tentative(taking.base, changes)
    inventory = taking.inventory
    for group in groups:
        if group.reason is not None or group.after is None:
            continue
        found = judge(wished, catalogue.vocabulary, group.place, group.after, inventory)
        wrong = next((each for each in found if each.severity == "error"), None)
        if wrong is not None:
            group.reason = reason(wrong, wished, catalogue)


def _lines(taking: Taking, groups: Iterable[Group]) -> list[Line]:
    """One line for each cell of the file that goes anywhere, in the order of the file."""
    catalogue = taking.workbench.catalogue
    lines: list[Line] = []
    for group in groups:
        if group.reason is not None:
            group.state = "refused"
        place = group.place
        group.words = naming.place_words(taking.base, catalogue, place)
        if len(group.entries) > 1 and group.reason is None:
            group.words = table_words.ADDED.fill(words=group.words, n=len(group.entries))
        group.before = _said(taking, place, group.target.quantity, taking.base.answers.get(place))
        lines += [(entry.row, entry.column, entry.text, unit, group) for _, entry, unit in group.entries]
    for proposal in taking.looked.proposals:
        target = proposal.target
        if target is None or not proposal.series.bad:
            continue
        place = Place(target.quantity.id, row_of(taking, proposal, target))
        words = naming.place_words(taking.base, catalogue, place)
        for each in proposal.series.bad:
            if _PERIOD.fullmatch(each.period[:7]):
                place = replace(place, period=each.period[:7])
                words = naming.place_words(taking.base, catalogue, place)
            group = Group(place, target, state="refused", reason=each.reason, words=words, unread=True)
            lines.append((each.row, each.column, each.text[:60], "", group))
    lines.sort(key=itemgetter(0, 1))
    return lines


def _say(taking: Taking, groups: Sequence[Group]) -> None:
    """What is to be said of the whole table."""
    left = [
        " ".join(each.series.names) or each.series.where
        for each in taking.looked.proposals
        if each.target is None
    ]
    if left:
        named = "、".join(left[:8]) + ("…" if len(left) > 8 else "")
        taking.notes.append(table_words.LEFT.fill(names=named))
    illustrated = sum(
        (held := taking.base.answers.get(each.place)) is not None and held.illustrative
        for each in groups
        if each.after is not None and each.reason is None
    )
    if illustrated:
        taking.notes.append(table_words.ILLUSTRATED.fill(n=illustrated))
    titles = [taking.looked.sheet.name, *(text for block in taking.looked.blocks for text in block.titles)]
    said = next((text for text in titles for each in _SAMPLES if each in text.lower()), "")
    if said:
        taking.notes.append(table_words.SAMPLE.fill(text=said[:40]))


def _said(taking: Taking, place: Place, quantity: Quantity, answer: Answer | None) -> str:
    if answer is None:
        return ""
    if answer.standing != "given":
        return (ABSENT if answer.standing == "none" else UNKNOWN).zh
    unit = answer.unit or taking.inventory.resolver.unit_text(quantity, place.row)
    return f"{answer.text} {pretty(unit)}".strip()


def _preview(workbench: Workbench, data: bytes, _: str, options: Options) -> Preview:
    book = opened(data, options)
    options.progress(10)
    return preview(workbench, look(workbench, book, options), data, options)


def _sniff(data: bytes, _: str) -> bool:
    return table_in.looks_like_table(data)


READER = Reader(
    "table",
    Words("表格（.xlsx、.xls、.csv、粘贴的）", "a table (.xlsx, .xls, .csv, pasted)"),
    (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt"),
    _sniff,
    _preview,
    overlaps=("replace", "keep", "add"),
)
