"""Checks: what a person should look at, in one answer, in one result. `review` puts them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zcdesk.calc.inventory import Inventory, same_text
from zcdesk.calc.offers import misfit, nearest
from zcdesk.domain import contact, credit_code
from zcdesk.domain.answer import PROJECT, Answer, Place, is_period, months_of, year_of
from zcdesk.domain.day import day
from zcdesk.domain.finding import Finding, Severity
from zcdesk.domain.number import CONTEXT, NotANumber, plain, read, rounded, scaled
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Gap, Missing, Traced
from zcdesk.domain.unit import BOUND, pretty
from zcdesk.domain.vocabulary import Quantity, Vocabulary

LONGEST_TEXT = 4000
"""Characters that a text answer may have."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def judge(
    project: Project, vocabulary: Vocabulary, place: Place, answer: Answer, inventory: Inventory
) -> list[Finding]:
    """What is wrong or doubtful about one answer by itself.

    Errors mean that the answer is kept as typed but cannot be used.
    """

    def finding(code: str, severity: Severity = "error", **details: str) -> Finding:
        return Finding(code, severity, place, tuple(details.items()))

    quantity = vocabulary.quantities.get(place.quantity)
    if quantity is None:
        if place.quantity in vocabulary.tables:
            return [] if answer.standing == "none" and not place.row else [finding("table_takes_none")]
        return [finding("unknown_quantity", id=place.quantity)]
    wrong = _place(project, quantity, place)
    if wrong is not None:
        return [finding(wrong, period=place.period, row=place.row, years="、".join(project.years))]
    unknown = [cite.evidence for cite in answer.evidence if cite.evidence not in project.evidence]
    found = [finding("unknown_evidence", evidence=id_) for id_ in unknown]
    if answer.standing == "default" and quantity.kind == "number" and not quantity.optional:
        found.append(finding("no_default"))
    if _CONTROL.search(answer.text) or _CONTROL.search(answer.note):
        found.append(finding("control_characters"))
    if answer.standing != "given":
        return found
    match quantity.kind:
        case "number":
            return found + _number(vocabulary, quantity, place, answer, inventory)
        case "choice":
            if vocabulary.option(quantity.id, answer.text) is None:
                options = " ".join(nearest(answer.text, list(vocabulary.lists[quantity.options].values())))
                told = finding(
                    "unknown_option", text=answer.text[:60], list=quantity.options, options=options
                )
                found.append(told)
        case "yes_no":
            if answer.text not in ("yes", "no"):
                found.append(finding("not_yes_or_no", text=answer.text))
        case "date":
            if day(answer.text) is None:
                found.append(finding("not_a_day", text=answer.text[:60]))
        case _:
            if len(answer.text) > LONGEST_TEXT:
                found.append(finding("text_too_long", most=str(LONGEST_TEXT)))
            elif quantity.checked:
                found += slip_of_text(quantity, place, answer.text)
    return found


def gaps(inventory: Inventory, lines: Iterable[str], year: str) -> list[Gap]:
    """Everything that these lines wait for in a year, each once, in a stable order."""
    found: set[Gap] = set()
    for id_ in lines:
        result = inventory.line(id_, year)
        if isinstance(result, Missing):
            found |= result.gaps
    return sorted(found)


def total_lines(inventory: Inventory) -> tuple[str, ...]:
    """Ids of the totals that a report waits for, and of the emissions kept apart."""
    lines = inventory.compiled.method.lines.values()
    return tuple(
        line.id
        for line in lines
        if not line.over and not line.spare and (line.total or line.scope == "biogenic")
    )


def _place(project: Project, quantity: Quantity, place: Place) -> str | None:
    if bool(quantity.table) != bool(place.row):
        return "row_wanted" if quantity.table else "no_row_wanted"
    if quantity.table and (place.row not in project.rows or project.rows[place.row].table != quantity.table):
        return "unknown_row"
    if not is_period(place.period):
        return "not_a_period"
    if quantity.per == "project":
        return "no_period_wanted" if place.period else None
    if quantity.per == "month" and not place.period:
        return "period_wanted"
    if not place.period or (quantity.per == "year" and len(place.period) != 4):
        return "year_wanted"
    return None if year_of(place.period) in project.years else "outside_years"


def slip_of_text(quantity: Quantity, place: Place, text: str, done: bool = True) -> list[Finding]:
    """What looks like a slip in a text that checks itself; while it is typed, only what typing on cannot mend."""
    shown = (("text", text[:40]),)
    if quantity.checked == "phone":
        wrong = contact.phone_wrong(text, done)
        return [Finding(f"phone_{wrong}", "warning", place, shown)] if wrong else []
    if quantity.checked == "mail":
        slip = contact.mail_wrong(text, done)
        return [Finding(f"mail_{slip}", "warning", place, shown)] if slip else []
    return _credit_code(place, text, done) if quantity.checked else []


def _credit_code(place: Place, text: str, done: bool) -> list[Finding]:
    code = credit_code.plain(text)
    odd = "".join(sign for sign in code if sign not in credit_code.ALPHABET)
    unfinished = not done and len(code) < credit_code.LENGTH
    wrong = ("character" if odd else None) if unfinished else credit_code.wrong_with(text)
    if wrong is None:
        return []
    details = {"length": (("length", str(len(code))),), "character": (("text", odd),)}
    return [Finding(f"credit_code_{wrong}", "warning", place, details.get(wrong, (("text", code[:40]),)))]


def _number(
    vocabulary: Vocabulary, quantity: Quantity, place: Place, answer: Answer, inventory: Inventory
) -> list[Finding]:
    def finding(code: str, severity: Severity = "error", **details: str) -> Finding:
        return Finding(code, severity, place, tuple(details.items()))

    try:
        typed = read(answer.text)
    except NotANumber as bad:
        return [finding(f"number_{bad.problem}", text=answer.text[:60])]
    unit = inventory.resolver.unit_text(quantity, place.row)
    if BOUND in unit:  # what the row counts in is not chosen: nobody knows how much this is
        counted = vocabulary.tables[quantity.table].unit_of
        return [
            finding("unit_open", text=f"{answer.text[:40]} {pretty(answer.unit)}".strip(), counted=counted)
        ]
    value = inventory.resolver.value(quantity, place.row, place.period)
    ratio = inventory.resolver.ratio(answer.unit or unit, unit)
    if ratio is None and isinstance(value, Missing):
        unfit = Gap("invalid", place) in value.gaps
        return [misfit(quantity, place, answer.unit, unit, vocabulary.units)] if unfit else []
    amount = value.number if isinstance(value, Traced) and place in inventory.project.answers else None
    if amount is None:
        amount = scaled(typed, ratio) if ratio is not None else typed
    if quantity.least is not None and amount < quantity.least:
        code = "negative" if quantity.least == 0 else "below_least"
        return [finding(code, value=plain(amount), least=plain(quantity.least), unit=unit)]
    if quantity.most is not None and amount > quantity.most:
        return [finding("above_most", value=plain(amount), most=plain(quantity.most), unit=unit)]
    if len(quantity.usual) == 2 and not quantity.usual[0] <= amount <= quantity.usual[1]:
        low, high = (plain(bound) for bound in quantity.usual)
        return [finding("unusual", "warning", value=plain(amount), low=low, high=high, unit=unit)]
    return []


def disagreeing(inventory: Inventory) -> list[Finding]:
    """Two choices of which one implies the other, and the plant says otherwise."""
    answers, vocabulary = inventory.project.answers, inventory.compiled.vocabulary
    found: list[Finding] = []
    for quantity in vocabulary.quantities.values():
        if not quantity.agrees_with:
            continue
        first, second = Place(quantity.id), Place(quantity.agrees_with)
        if first not in answers or second not in answers:
            continue
        option = vocabulary.option(quantity.id, answers[first].text)
        other = vocabulary.option(quantity.agrees_with, answers[second].text)
        if option and other and option.group and option.group != other.id:
            details = (
                ("implies", f"{quantity.id}={option.id}"),
                ("chosen", f"{quantity.agrees_with}={other.id}"),
                ("expected", f"{quantity.agrees_with}={option.group}"),
            )
            found.append(Finding("choices_disagree", "warning", second, details))
    return found


def said_twice(inventory: Inventory) -> list[Finding]:
    """Rows that say what an earlier row of their table said, where only one may: the number of a retirement."""
    found: list[Finding] = []
    for quantity in inventory.compiled.vocabulary.quantities.values():
        if quantity.once:
            told = twice(inventory, quantity, "said_twice", quantity.id, "")
            found += [replace(each, details=(*each.details, ("clause", quantity.once))) for each in told]
    return found


def twice(inventory: Inventory, quantity: Quantity, code: str, at: str, year: str) -> Iterator[Finding]:
    """A finding at each row that says what an earlier row said.

    Parameters
    ----------
    code, at : str
        Of the finding, and the quantity of the row that it points at.
    year : str
        Of which the rows speak, where they say something of each year.
    """
    period = PROJECT if quantity.per == "project" else year
    where = inventory.compiled.vocabulary.quantities[at]
    first: dict[str, str] = {}
    for row in inventory.rows(quantity.table):
        answer = inventory.project.answers.get(Place(quantity.id, row.id, period))
        said = same_text(answer.text) if answer is not None else ""
        if answer is not None and said and said in first:
            place = Place(at, row.id, PROJECT if where.per == "project" else year)
            yield Finding(code, "warning", place, (("first", first[said]), ("text", answer.text)))
        first.setdefault(said, row.id)


def below_zero(inventory: Inventory, lines: Iterable[str], year: str) -> list[Finding]:
    """Totals that came out negative."""
    found: list[Finding] = []
    for id_ in lines:
        result = inventory.line(id_, year)
        if isinstance(result, Traced) and result.number < 0:
            details = (("value", plain(rounded(result.number, 2))), ("unit", result.unit))
            found.append(Finding("negative_total", "warning", Place(id_, "", year), details))
    return found


def conflict(inventory: Inventory, quantity: Quantity, row: str, year: str) -> Finding | None:
    """A year typed beside its twelve months, and the two differ."""
    answers = inventory.project.answers
    place = Place(quantity.id, row, year)
    answer = answers.get(place)
    if quantity.per != "month" or quantity.fold != "sum" or answer is None or answer.standing != "given":
        return None
    if not all(Place(quantity.id, row, month) in answers for month in months_of(year)):
        return None
    folded = inventory.quantity(quantity.id, year, row)
    try:
        typed = read(answer.text)
    except NotANumber:
        return None
    unit = inventory.resolver.unit_text(quantity, row)
    ratio = inventory.resolver.ratio(answer.unit or unit, unit)
    if not isinstance(folded, Traced) or ratio is None:
        return None
    whole = scaled(typed, ratio)
    if CONTEXT.compare(whole, folded.number) == 0:
        return None
    details = (("year", plain(whole)), ("months", plain(folded.number)), ("unit", unit))
    return Finding("year_differs_from_months", "warning", place, details)


def worst(found: Sequence[Finding]) -> Severity | None:
    """The gravest severity among findings."""
    order: tuple[Severity, ...] = ("error", "missing", "warning", "note")
    return next((severity for severity in order if any(item.severity == severity for item in found)), None)
