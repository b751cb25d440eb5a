"""Strip: what is said about one cell or field: how it was read, what is doubtful, where to find it, who gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from zcdesk.calc.checks import slip_of_text
from zcdesk.domain.answer import PROJECT, Place, year_of
from zcdesk.domain.finding import REASON, Finding
from zcdesk.domain.form import Question
from zcdesk.domain.number import CONTEXT, NotANumber, plain, read, scaled
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Traced
from zcdesk.domain.unit import pretty
from zcdesk.domain.vocabulary import Option, Quantity
from zcdesk.domain.words import Language, Words, same
from zcdesk.workbench import task_findings
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.cell_figures import grouped, unit_said
from zcdesk.workbench.forms.cells import CellRow, all_digits, as_shown, cell_row, read_typed
from zcdesk.workbench.forms.entry import YES_NO, LastTouched, clause_of, evidence_names
from zcdesk.workbench.forms.grades import grade_at
from zcdesk.workbench.forms.guiding import default_of, where_of
from zcdesk.workbench.forms.units import split_unit
from zcdesk.workbench.naming import row_words
from zcdesk.workbench.workbench import Workbench

if TYPE_CHECKING:
    from zcdesk.workbench.forms.mending import Mend

FAR = Decimal(5)
"""A month that is more than this many times last year's, or less than its reciprocal, is asked about."""


NO_GRADE = same("")


@dataclass(frozen=True, slots=True)
class Strip:
    """What is said about a place.

    Attributes
    ----------
    place : Words
        ``F01 天然气 · 净消耗量 · 3 月``.
    stands : Words
        What stands there where nothing was typed: none here, a default with its value, the sum of the months.
    typed, read : str
        The text as typed, and the value it was read as, with its unit; `read` is ``""`` where that is no news.
    last : str
        Last year's value with its unit.
    by, at : str
        Who answered last, and when, in local time.
    severity : str
        ``error``, ``warning`` or ``""``.
    finding : Words
        What is wrong or doubtful, and the way out.
    fix : str
        A text that would mend it; ``""`` if none is known.
    note : str
        The user's remark.
    where, hint : Words
        Where to find the number; how to fill it in.
    clause : str
    evidence : tuple of str
        Names of the files tied to it.
    why : str
        Id of the figure that F2 explains.
    mend : Mend or None
        The correction that the finding offers.
    grade : Words
        Which meter, record or estimate stands behind it; empty where it is no number.
    exact : str
        All digits of what was read, where `read` tells fewer.
    """

    place: Words
    stands: Words
    typed: str
    read: str
    last: str
    by: str
    at: str
    severity: str
    finding: Words
    fix: str
    note: str
    where: Words
    hint: Words
    clause: str
    evidence: tuple[str, ...]
    why: str
    mend: Mend | None = None
    grade: Words = NO_GRADE
    exact: str = ""
    asked: bool = False
    """The finding is what a verifier asks; the reason is the answer to it."""


@dataclass(frozen=True, slots=True)
class Soft:
    """What is said while a number is being typed.

    Attributes
    ----------
    reading : str
        ``＝ 1,284,000 kWh``; ``""`` while there is nothing to read.
    problem : Words
        Why it cannot be read or is doubtful; empty if all is well.
    severity : str
        ``error``, ``warning`` or ``""``.
    fix : str
        A text that would mend it.
    """

    reading: str
    problem: Words
    severity: str
    fix: str = ""


NOTHING = Soft("", same(""), "")


def strip(
    workbench: Workbench,
    touched: LastTouched,
    question: Question,
    place: Place,
    unit: str,
    language: Language = "zh",
) -> Strip:
    """Everything that is said about a place.

    Parameters
    ----------
    workbench : Workbench
    touched : LastTouched
    question : Question
        As the page asks it.
    place : Place
        A month, a year, or the whole project.
    unit : str
        Unit in which the line is shown.
    language : Language
        Of the units.
    """
    quantity = workbench.catalogue.vocabulary.quantities[place.quantity]
    answer = workbench.project.answers.get(place)
    typed = _in_words(workbench, quantity, answer.text, language) if answer else ""
    given = (answer.unit if answer else "") or unit
    soft = NOTHING
    if answer is not None and quantity.kind == "number" and answer.standing == "given":
        soft = soft_check(workbench, quantity, place, typed, given, language)
    severity, finding, mend = _found(workbench, place)
    if not severity:
        severity, finding = soft.severity, soft.problem
    asked = task_findings.open_at(workbench.project, place) if severity != "error" else None
    if asked is not None:
        head, said = (task_findings.told(workbench.catalogue, asked, each) for each in ("zh", "en"))
        severity, mend = "warning", None
        finding = Words(f"{head[0]}：{head[1]}", f"{said[0]}: {said[1]}")
    elif answer is not None and answer.note and severity == "warning":
        severity, mend = "", None
    offered = mend.words.into(language) if mend is not None else soft.fix
    by, at = touched.of(place)
    graded = grade_at(workbench, place) if answer is not None and answer.standing == "given" else None
    year = year_of(place.period) or (workbench.project.years[-1] if workbench.project.years else "")
    return Strip(
        place_name(workbench, place, bool(quantity.table)),
        _stands(workbench, quantity, place, language),
        f"{typed} {unit_said(answer.unit, language)}".strip() if answer else "",
        soft.reading.removeprefix("＝ ")
        if soft.reading and _tells(typed, unit_said(given, language), soft.reading)
        else "",
        _last(workbench, quantity, place, unit, language),
        by,
        local_time(at),
        severity,
        finding,
        offered if severity else "",
        "" if asked is not None else answer.note if answer else _reason(workbench, place),
        where_of(workbench.catalogue, question),
        question.hint,
        clause_of(workbench, quantity.id),
        evidence_names(workbench, (place,)),
        str(Place(place.quantity, place.row, year if quantity.per != "project" else PROJECT)),
        mend,
        graded.brief if graded is not None else NO_GRADE,
        all_digits(workbench, quantity, place.row, typed, given) if "…" in soft.reading else "",
        asked=asked is not None,
    )


def _in_words(workbench: Workbench, quantity: Quantity, text: str, language: Language) -> str:
    """An answer as people read it: the option of a choice, not its id."""
    options: tuple[Option, ...] = YES_NO if quantity.kind == "yes_no" else ()
    if quantity.kind == "choice":
        options = tuple(workbench.catalogue.vocabulary.lists.get(quantity.options, {}).values())
    return next((option.words.into(language) for option in options if option.id == text), text)


def _stands(workbench: Workbench, quantity: Quantity, place: Place, language: Language) -> Words:
    """What stands at a place where nothing was typed; empty where something was, or nothing stands."""
    answers = workbench.project.answers
    answer = answers.get(place)
    if answer is None and len(place.period) == 7:
        year = answers.get(replace(place, period=place.period[:4]))
        answer = year if year is not None and year.standing != "given" else None
    if answer is not None and answer.standing == "none":
        return Words("已声明本厂没有", "stated: none here")
    if answer is not None and answer.standing == "default":
        known = default_of(workbench, quantity, place, language)
        if known is None:
            return Words("不知道，用公布的缺省值", "not known: the published default")
        return Words(
            f"不知道，用缺省值 {known[0]}（{known[1]}）", f"not known: default {known[0]} ({known[1]})"
        )
    if answer is not None or quantity.per != "month" or quantity.kind != "number" or len(place.period) != 4:
        return same("")
    row = cell_row(workbench, quantity, place.row, place.period)
    figure = f"{row.total or row.partial} {unit_said(row.unit, language)}".strip()
    if row.total:
        if quantity.fold == "sum":
            return Words(f"12 个月合计 {figure}", f"sum of 12 months: {figure}")
        return Words(f"12 个月平均 {figure}", f"mean of 12 months: {figure}")
    if row.partial:
        return Words(
            f"已填月份合计 {figure}，还缺 {row.missing} 个月",
            f"sum of the months filled: {figure}; {row.missing} to go",
        )
    return same("")


def soft_check(
    workbench: Workbench,
    quantity: Quantity,
    place: Place,
    text: str,
    unit: str,
    language: Language = "zh",
) -> Soft:
    """How a text reads while it is typed, and whether it is far from the same time last year."""
    reading, code = read_typed(workbench, quantity, place.row, text, unit, language)
    text, unit = split_unit(workbench, quantity, place.row, text, unit)
    if code:
        details = _details(workbench, quantity, place, text, unit)
        said = workbench.catalogue.texts("findings")[code].fill(**details)
        return Soft("", Words(_after(said.zh, "："), _after(said.en, ": ")), "error")
    last = _last_value(workbench, quantity, place)
    if not reading or last is None or last <= 0 or quantity.fold != "sum":
        return Soft(reading, same(""), "")
    resolver = next(iter(workbench.inventories().values())).resolver
    ratio = resolver.ratio(unit, resolver.unit_text(quantity, place.row))
    if ratio is None:
        return Soft(reading, same(""), "")
    value = scaled(read(text), ratio)
    times = CONTEXT.divide(value, last)
    if value == 0 or 1 / FAR < times < FAR:
        return Soft(reading, same(""), "")
    much = times >= FAR
    fix = plain(CONTEXT.multiply(read(text), Decimal("0.1") if much else Decimal(10)))
    near = CONTEXT.divide(times, Decimal(10)) if much else CONTEXT.multiply(times, Decimal(10))
    slip = 1 / FAR < near < FAR
    shown = f"{times:.1f}" if much else f"{times:.2f}"
    guess = Words(
        "可能多输一位。" if much else "可能少输一位。",
        "One digit too many?" if much else "One digit too few?",
    )
    problem = Words(
        f"是去年同期的 {shown} 倍。" + (guess.zh if slip else "核对单位和小数点。"),
        f"{shown} times the same time last year. " + (guess.en if slip else "Check unit and decimal point."),
    )
    return Soft(reading, problem, "warning", fix if slip else "")


def soft_text(workbench: Workbench, quantity: Quantity, place: Place, text: str) -> Soft:
    """What is said of a text that checks itself while it is typed: only what no further key would mend."""
    found = slip_of_text(quantity, place, text, done=False) if text.strip() else []
    if not found:
        return NOTHING
    return Soft("", _short(workbench, found[0]), found[0].severity)


def first_wrong(workbench: Workbench, row: CellRow, language: Language) -> tuple[Words, Words] | None:
    """The first month of a row that cannot be used, or its year, and why; None if all can."""
    cell = next((each for each in (*row.months, row.year) if each.state == "wrong"), None)
    if cell is None:
        return None
    unit = workbench.project.answers[cell.place].unit or row.unit
    soft = soft_check(workbench, row.quantity, cell.place, cell.typed, unit, language)
    return month_name(cell.place), soft.problem


def place_name(workbench: Workbench, place: Place, with_row: bool) -> Words:
    """Row, quantity and month of a place, short enough for the head of a strip."""
    vocabulary = workbench.catalogue.vocabulary
    parts = [vocabulary.quantities[place.quantity].words]
    if with_row and place.row:
        parts.insert(0, row_words(workbench.project, vocabulary, place.row))
    if place.period:
        parts.append(month_name(place))
    return Words(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def month_name(place: Place) -> Words:
    """``3 月``, or ``2025 全年`` where it is no month."""
    if len(place.period) != 7:
        return Words(f"{place.period} 全年", f"year {place.period}")
    month = int(place.period[5:])
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return Words(f"{month} 月", names[month - 1])


def local_time(at: str) -> str:
    """``2026/03/18 14:31`` in local time."""
    if not at:
        return ""
    return datetime.fromisoformat(at).astimezone().strftime("%Y/%m/%d %H:%M")


def _found(workbench: Workbench, place: Place) -> tuple[str, Words, Mend | None]:
    """The gravest finding that points at the place, and the correction it offers."""
    found = workbench.findings(year_of(place.period) or workbench.project.years[-1])
    for severity in ("error", "warning"):
        for finding in found:
            if finding.severity == severity and guide.place_of(finding) == place:
                from zcdesk.workbench.forms.mending import mend_of

                return severity, _short(workbench, finding), mend_of(workbench, finding)
    return "", same(""), None


def _reason(workbench: Workbench, place: Place) -> str:
    """What was said when a doubt about a figure that no one typed was confirmed."""
    found = workbench.findings(year_of(place.period) or workbench.project.years[-1])
    return next((dict(each.details).get(REASON, "") for each in found if each.place == place), "")


def _short(workbench: Workbench, finding: Finding) -> Words:
    """A finding without the place, which stands above it already."""
    said = workbench.say(finding)
    return Words(_after(said.zh, "："), _after(said.en, ": "))


def _after(text: str, mark: str) -> str:
    head, found, rest = text.partition(mark)
    return rest if found else head


def _details(workbench: Workbench, quantity: Quantity, place: Place, text: str, unit: str) -> dict[str, str]:
    wanted = next(iter(workbench.inventories().values())).resolver.unit_text(quantity, place.row)
    bound = {"least": quantity.least, "most": quantity.most}
    limits = {name: plain(value) if value is not None else "" for name, value in bound.items()}
    return {
        "place": "",
        "text": text,
        "unit": pretty(unit),
        "wanted": unit_said(wanted, "zh"),
        "value": text,
        **limits,
    }


def _tells(typed: str, unit: str, reading: str) -> bool:
    """Whether the reading says more than the typed text does."""
    try:
        same_figure = grouped(read(typed))
    except NotANumber:
        return False
    return (
        reading != f"＝ {same_figure} {pretty(unit)}".rstrip()
        or not typed.replace(",", "").replace(".", "").isdigit()
    )


def _last_place(place: Place) -> Place | None:
    if not place.period:
        return None
    return Place(place.quantity, place.row, f"{int(place.period[:4]) - 1}{place.period[4:]}")


def _last(workbench: Workbench, quantity: Quantity, place: Place, unit: str, language: Language) -> str:
    before = _last_place(place)
    answer = workbench.project.answers.get(before) if before else None
    if answer is None:
        return ""
    if quantity.kind != "number":
        return _in_words(workbench, quantity, answer.text, language)
    text, state = as_shown(workbench, quantity, answer, place.row, unit)
    return f"{text} {unit_said(unit, language)}".rstrip() if state not in ("wrong", "default") else text


def _last_value(workbench: Workbench, quantity: Quantity, place: Place) -> Decimal | None:
    before = _last_place(place)
    if before is None or before not in workbench.project.answers:
        return None
    result = next(iter(workbench.inventories().values())).quantity(quantity.id, before.period, place.row)
    return result.number if isinstance(result, Traced) else None
