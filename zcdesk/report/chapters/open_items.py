"""What is missing and what is to be confirmed: the list that keeps a report a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from zcdesk.domain.document import Block, Cell, Column, Paragraph, Row, Table
from zcdesk.domain.finding import Finding
from zcdesk.domain.trace import Flag, Gap, GapKind, Missing, bearing_flags_of
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.telling import Telling, counted_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import TO_CONFIRM, Figures, figure_id, known_below


@dataclass(frozen=True, slots=True)
class OpenGap:
    """A missing thing and the codes of what waits for it."""

    figures: Figures
    gap: Gap
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A flag that nobody has confirmed, and the codes of what rests on it."""

    figures: Figures
    flag: Flag
    blocks: tuple[str, ...]


def missing_items(telling: Telling) -> list[OpenGap]:
    """Everything that the emissions and totals of the year, and the report itself, wait for, each once."""
    waiting: dict[Gap, tuple[Figures, dict[str, None]]] = {}
    for figures in telling.all_figures():
        for line in counted_lines(figures.compiled.method):
            result = figures.line(line.id, telling.year)
            for gap in result.gaps if isinstance(result, Missing) else ():
                waiting.setdefault(gap, (figures, {}))[1][_code(telling, line.id)] = None
    places = {gap.place for gap in waiting}
    for each in telling.findings:  # the report waits for more than its totals do: name, addresses, boundary
        if each.severity == "missing" and each.place is not None and each.place not in places:
            kind = cast(GapKind, each.code.removeprefix("missing_"))
            gap = Gap(kind, each.place, dict(each.details).get("what", ""))
            waiting.setdefault(gap, (telling.inventory, {}))
    ordered = sorted(waiting.items(), key=lambda item: item[0])
    return [OpenGap(figures, gap, tuple(codes)) for gap, (figures, codes) in ordered]


def unconfirmed_items(telling: Telling) -> list[OpenFlag]:
    """Every flag below the emissions and totals of the year that a person must have seen and has not.

    Also below totals that are missing: what is known of them is asked about now, not when the last gap is filled.
    """
    found: dict[Flag, tuple[Figures, dict[str, None]]] = {}
    for figures in telling.all_figures():
        for line in counted_lines(figures.compiled.method):
            for result in known_below(figures, line.id, telling.year):
                for flag in bearing_flags_of(result):
                    if notes.is_open(telling, flag):
                        found.setdefault(flag, (figures, {}))[1][_code(telling, line.id)] = None
    return [OpenFlag(figures, flag, tuple(codes)) for flag, (figures, codes) in found.items()]


def errors(telling: Telling) -> list[Finding]:
    """What the checks call an error, as far as it is not among what is missing."""
    missing = {item.gap.place for item in missing_items(telling)}
    found = (item for item in telling.findings if item.severity == "error" and item.place not in missing)
    return list(dict.fromkeys(found))


def counts(telling: Telling) -> tuple[int, int, int]:
    """How many things are missing, wrong, to be confirmed."""
    return len(missing_items(telling)), len(errors(telling)), len(unconfirmed_items(telling))


def open_items(telling: Telling) -> list[Block]:
    """Table 0-1; nothing where nothing is open."""
    say = telling.say
    missing, wrong, unconfirmed = missing_items(telling), errors(telling), unconfirmed_items(telling)
    if not missing and not wrong and not unconfirmed:
        return []
    rows: list[Row] = []
    if missing:
        rows.append(Row((Cell(say("open.missing", count=len(missing))),), "group"))
        rows += [_missing_row(telling, index, item) for index, item in enumerate(missing, start=1)]
    if wrong:
        rows.append(Row((Cell(say("open.wrong", count=len(wrong))),), "group"))
        rows += _finding_rows(telling, wrong, len(missing))
    if unconfirmed:
        rows.append(Row((Cell(say("open.unconfirmed", count=len(unconfirmed))),), "group"))
        start = len(missing) + len(wrong) + 1
        rows += [_flag_row(telling, index, item) for index, item in enumerate(unconfirmed, start=start)]
    doubtful = [
        item
        for item in dict.fromkeys(telling.findings)
        if item.severity == "warning" and item.code not in TO_CONFIRM
    ]
    if doubtful:
        rows.append(Row((Cell(say("open.other", count=len(doubtful))),), "group"))
        rows += _finding_rows(telling, doubtful, len(missing) + len(wrong) + len(unconfirmed))
    columns = (
        Column(say("column.order")),
        Column(say("column.locator"), role="clause"),
        Column(say("column.what_missing"), width=0.26),
        Column(say("column.where"), width=0.26),
        Column(say("column.page")),
        Column(say("column.blocks"), width=0.14),
    )
    return [
        Paragraph(say("intro.open_rehearsal" if telling.project.rehearsal else "intro.open")),
        Table("0-1", say("table.open"), columns, tuple(rows), notes=((say("note.open"), "normal"),)),
    ]


def _code(telling: Telling, line: str) -> str:
    place = telling.codes.place(f"{line}@{telling.year}")
    return place[1].partition(".")[0] if place else telling.summary.get(line, line)


def _missing_row(telling: Telling, index: int, item: OpenGap) -> Row:
    say, gap = telling.say, item.gap
    place = gap.place
    row = telling.label(place.row) if place.row else ""
    what = _what(telling, gap)
    period = say.period(place.period) if place.period else ""
    text = say("open.what", row=row, period=period, what=what).strip()
    quantity = telling.vocabulary.quantities.get(place.quantity)
    where = say.of(quantity.where) if quantity else ""
    where = where or say(f"gap.where.{gap.kind}")
    return Row(
        (
            Cell(str(index)),
            Cell(_locator(telling, gap) or lines.DASH),
            Cell(text),
            Cell(where),
            Cell(_page(telling, place.quantity, row)),
            Cell(say.join(_chain(item)) or say("open.whole_report")),
        )
    )


def _what(telling: Telling, gap: Gap) -> str:
    say = telling.say
    if gap.kind == "factor":
        year = gap.what.rpartition("/")[2]
        when = say.period(year) if year.isdigit() else say("gap.any_year")
        return say("gap.factor", what=notes.asked_factor(telling, gap.what), detail=when)
    return say(f"gap.{gap.kind}", what=telling.name(gap.place.quantity), detail=gap.what)


def _locator(telling: Telling, gap: Gap) -> str:
    """The code of the figure that the missing thing belongs to: that of the year for a month."""
    place = gap.place
    for period in (place.period[:4], place.period, telling.year, ""):
        found = telling.codes.shown(figure_id(place.quantity, place.row, period))
        if found:
            return found
    return ""


def _chain(item: OpenGap) -> list[str]:
    return [*([item.gap.place.row] if item.gap.place.row else []), *item.blocks]


def _page(telling: Telling, quantity: str, row: str = "") -> str:
    """The page of the program that asks for a quantity or lists a table."""
    held = telling.vocabulary.quantities.get(quantity)
    for page in telling.pages.values():
        asked = any(question.quantity == quantity for question in page.questions)
        listed = page.table and page.table in (quantity, held.table if held else "")
        if asked or listed:
            name = telling.say.of(page.words)
            return telling.say("open.page", page=name, row=row) if row else name
    return lines.DASH


def _flag_row(telling: Telling, index: int, item: OpenFlag) -> Row:
    say, flag = telling.say, item.flag
    details = dict(flag.details)
    factor = details.get("factor", "")
    code = telling.codes.shown(factor) if factor else _place_code(telling, details.get("place", ""))
    key = f"confirm.{flag.code}"
    return Row(
        (
            Cell(str(index)),
            Cell(code or lines.DASH),
            Cell(notes.flag_text(telling, item.figures, flag)),
            Cell(say(key) if say.has(key) else say("confirm.any")),
            Cell(_flag_page(telling, details)),
            Cell(say.join(item.blocks)),
        )
    )


def _flag_page(telling: Telling, details: dict[str, str]) -> str:
    place = details.get("place", "")
    if place:
        return _page(telling, place.partition("@")[0].partition("[")[0])
    return telling.say("open.factors_page")


def _place_code(telling: Telling, place: str) -> str:
    return telling.codes.shown(place) if place else ""


def _finding_rows(telling: Telling, found: list[Finding], before: int) -> list[Row]:
    """Findings of the checks, each with the words of the catalogue."""
    say = telling.say
    rows: list[Row] = []
    for index, finding in enumerate(found, start=before + 1):
        place = finding.place
        row = telling.label(place.row) if place is not None and place.row else ""
        what = telling.name(place.quantity) if place is not None else ""
        period = say.period(place.period) if place is not None and place.period else ""
        code = (
            telling.codes.shown(figure_id(place.quantity, place.row, place.period))
            if place is not None
            else ""
        )
        text = say("open.what", row=row, period=period, what=what).strip()
        words = _filled(telling, finding.code, dict(finding.details))
        page = _page(telling, place.quantity, row) if place is not None else lines.DASH
        cells = (str(index), code or lines.DASH, text or lines.DASH, words, page, lines.DASH)
        rows.append(Row(tuple(map(Cell, cells))))
    return rows


def _filled(telling: Telling, code: str, details: dict[str, str]) -> str:
    """The words of a finding; its place stands in a column of its own, and what it does not fill reads as a dash."""
    if code not in telling.finding_texts:
        return code
    text = telling.finding_texts[code].into(telling.say.language)
    return text.format_map(_Blank(details | {"place": ""})).lstrip("：: ")


class _Blank(dict[str, str]):
    """Details of a finding; what it does not say reads as a dash."""

    def __missing__(self, key: str) -> str:
        return lines.DASH
