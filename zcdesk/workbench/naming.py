"""Naming: places, factors and findings in words that people know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from zcdesk.domain.answer import PROJECT, Place
from zcdesk.domain.finding import REASON, Finding
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words, same
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.holding import scheme_of
from zcdesk.workbench.reasons import spelled

_NAMED = 3
"""Amounts that a finding names."""
_SERIES = ("accepted", "codes", "known", "options", "years")
"""Details that are several things in a row."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_PLACE = re.compile(r"(?P<quantity>[a-z0-9_.]+)(?:\[(?P<row>[^\]]*)\])?(?:@(?P<period>.*))?")


def parse_place(text: str) -> Place | None:
    """The place that ``str(place)`` wrote: ``fuel.amount[F01]@2025-03``; None if it is none."""
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        return None
    return Place(found["quantity"], found["row"] or "", found["period"] or PROJECT)


def series(items: Iterable[str | Words]) -> Words:
    """Several things in a row: ``甲、乙`` and ``A, B``."""
    told = [same(item) if isinstance(item, str) else item for item in items]
    return Words("、".join(each.zh for each in told), ", ".join(each.en for each in told))


def period_words(period: str) -> Words:
    """``2025年3月``, ``March 2025`` as ``2025-03``; empty for the whole project."""
    if not period:
        return same("")
    if len(period) == 4:
        return Words(f"{period}年", period)
    return Words(f"{period[:4]}年{int(period[5:])}月", period)


def months_words(periods: Iterable[str]) -> Words:
    """Which months, and how many: ``1 至 3 月、5 月，共 4 个月``; all twelve, or the year, in a word."""
    months = sorted({int(period[5:]) for period in periods if len(period) == 7})
    if not months:
        return Words("全年的数", "the year's figure")
    if len(months) == len(_MONTHS):
        return Words("12 个月", "all 12 months")
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    told = [
        Words(f"{run[0]} 月", _MONTHS[run[0] - 1])
        if len(run) == 1
        else Words(f"{run[0]} 至 {run[-1]} 月", f"{_MONTHS[run[0] - 1]} to {_MONTHS[run[-1] - 1]}")
        for run in runs
    ]
    named = series(told)
    if len(months) == 1:
        return named
    return Words(f"{named.zh}，共 {len(months)} 个月", f"{named.en} ({len(months)} months)")


def row_words(project: Project, vocabulary: Vocabulary, row: str) -> Words:
    """``F01 天然气``: the code and what the row's label says."""
    held = project.rows.get(row)
    if held is None:
        return same(row)
    label = vocabulary.tables[held.table].label if held.table in vocabulary.tables else ""
    answer = project.answers.get(Place(label, row, PROJECT)) if label else None
    if answer is None or not answer.text:
        return same(row)
    option = vocabulary.option(label, answer.text) if vocabulary.quantities[label].kind == "choice" else None
    named = option.words if option else same(answer.text)
    return Words(f"{row} {named.zh}", f"{row} {named.en}")


def place_words(project: Project, catalogue: Catalogue, place: Place) -> Words:
    """Where a place is: table and row, quantity, period."""
    vocabulary = catalogue.vocabulary
    parts: list[Words] = []
    quantity = vocabulary.quantities.get(place.quantity)
    if quantity is not None and quantity.table:
        parts.append(vocabulary.tables[quantity.table].words)
    if place.row:
        parts.append(row_words(project, vocabulary, place.row))
    if quantity is not None:
        parts.append(quantity.words)
    elif place.quantity in vocabulary.tables:
        parts.append(vocabulary.tables[place.quantity].words)
    else:
        parts.append(_line_words(project, catalogue, place.quantity))
    parts.append(period_words(place.period))
    told = [part for part in parts if part.zh]
    return Words(" · ".join(part.zh for part in told), " · ".join(part.en for part in told))


def factor_words(catalogue: Catalogue, id_: str) -> Words:
    """What a factor is: ``区域电力平均二氧化碳排放因子 华东 2023`` from ``cn.grid:grid.regional/CN-EAST/CN/2023``."""
    kind, key, _, year = (*id_.partition(":")[2].split("/"), "", "", "", "")[:4]
    vocabulary = catalogue.vocabulary
    words = vocabulary.kinds[kind].words if kind in vocabulary.kinds else same(kind)
    named = same(key)
    for options in vocabulary.lists.values():
        if key in options:
            named = options[key].words
            break
    else:
        if key in ("default", "any", "CN"):
            named = same("")
    end = f" {year}" if year else ""
    return Words(
        " ".join(f"{words.zh} {named.zh}{end}".split()), " ".join(f"{words.en} {named.en}{end}".split())
    )


def successor_words(catalogue: Catalogue, key: str) -> Words:
    """What took the place of a scheme, with its edition; that none is named where none is."""
    id_, _, edition = key.partition("@")
    if (id_, edition) not in catalogue.scheme_editions:
        return same(key) if edition else Words("没有写明", "none is named")
    words = catalogue.scheme(id_, edition).scheme.method.words
    return Words(f"{words.zh}（{edition}）", f"{words.en} ({edition})")


def say(finding: Finding, project: Project, catalogue: Catalogue) -> Words:
    """A finding in words: what, where, and what to do."""
    text = catalogue.texts("findings")[_text_key(finding, catalogue.vocabulary)]
    details: dict[str, object] = dict(finding.details)
    options = catalogue.vocabulary.lists.get(str(details.get("list")), {})
    for key in _SERIES:
        if key in details:
            items = [item for item in re.split("[、 ]", str(details[key])) if item]
            details[key] = series(
                Words(f"{item}（{options[item].words.zh}）", f"{item} ({options[item].words.en})")
                if item in options
                else item
                for item in items
            )
    for key in ("implies", "chosen", "expected"):
        quantity, found, option = str(details.get(key, "")).partition("=")
        if found:
            chosen = catalogue.vocabulary.option(quantity, option)
            details[key] = chosen.words if chosen else option
    if finding.place is not None:
        details["place"] = place_words(project, catalogue, finding.place)
    if "bare" in details:
        details["bare"] = months_words(str(details["bare"]).split())
    if "lines" in details:  # lines of methods that are named beside them
        ids = [item.removeprefix("line:") for item in str(details["lines"]).split(",")]
        details["lines"] = series(_line_words(project, catalogue, id_) for id_ in ids)
        for key in ("one", "other"):
            id_, _, edition = str(details[key]).partition("@")
            details[key] = catalogue.method(id_, edition).method.words
    id_, _, edition = str(details.get("scheme", "")).partition("@")
    pin = project.pins.get(f"scheme:{id_}") or Pin("scheme", id_, edition)
    if (scheme := scheme_of(catalogue, replace(pin, edition=edition))) is not None:
        details["scheme"] = scheme.scheme.method.words
    if "successor" in details:
        details["successor"] = successor_words(catalogue, str(details["successor"]))
    if isinstance(details.get("clause"), str):
        clause = str(details["clause"])
        from zcdesk.report.telling.wording import Wording  # few findings tell a clause, and no start does

        details["clause"] = Words(clause, Wording(catalogue.texts("report"), "en").clause(clause))
    if "counted" in details:  # the question that says what a row counts in
        details["counted"] = catalogue.vocabulary.quantities[str(details["counted"])].words
    if "against" in details:  # amounts with which another one does not agree
        known = catalogue.vocabulary.quantities
        ids = [id_ for id_ in str(details["against"]).split() if id_ in known]
        details["against"] = series(known[id_].words for id_ in ids[:_NAMED])
    told = details.get("place")
    if isinstance(told, str):
        place = parse_place(told)
        details["place_of"] = place_words(project, catalogue, place) if place else told
    what = details.get("what")
    if (
        isinstance(what, str) and what.count("/") == 3
    ):  # kind/key/region/year of a factor that is not published
        kind, key, region, year = what.split("/")
        details["what"] = factor_words(catalogue, f":{kind}/{key}/{region}/{year}")
    if isinstance(details.get("factor"), str):
        details["factor"] = factor_words(catalogue, str(details["factor"]))
    for key in ("set", "own"):
        if details.get(key) in catalogue.set_ids:
            details[key] = catalogue.factor_set(str(details[key])).words
    said = text.fill(**spelled(details, catalogue.texts("findings")))
    reason = details.get(REASON)
    return _explained(said, str(reason), catalogue) if reason else said


def _explained(said: Words, reason: str, catalogue: Catalogue) -> Words:
    """A doubt that was answered for: what it is, and the reason in the place of what to do."""
    after = catalogue.texts("findings")["explained"].fill(reason=reason)
    return Words(
        f"{said.zh.partition('。')[0]}。{after.zh}", f"{said.en.partition('. ')[0].rstrip('.')}. {after.en}"
    )


def _text_key(finding: Finding, vocabulary: Vocabulary) -> str:
    """Which words a finding is told in: with what can be done about this very one."""
    if finding.code == "unit_does_not_fit" and any(key == "accepted" for key, _ in finding.details):
        return "unit_offered"
    if finding.code != "missing_answer" or finding.place is None:
        return finding.code
    quantity = vocabulary.quantities.get(finding.place.quantity)
    if quantity is not None and quantity.kind == "choice":
        return "missing_choice"
    if quantity is not None and quantity.kind != "number":
        return "missing_text"
    return "missing_answer_default" if quantity is not None and quantity.optional else "missing_answer"


def _line_words(project: Project, catalogue: Catalogue, id_: str) -> Words:
    held = [catalogue.method(pin.id, pin.edition, pin.digest).method for pin in project.methods()]
    schemes = (scheme_of(catalogue, pin) for pin in project.schemes())
    held += [each.scheme.method for each in schemes if each is not None]
    for method in held:
        if id_ in method.lines:
            return method.lines[id_].words
    return same(id_)
