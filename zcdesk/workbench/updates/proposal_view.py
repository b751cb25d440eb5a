"""A proposal for people: both sides of a year as a table, what will be asked, and the test of the base year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.side_by_side import TONNES, Pair
from zcdesk.domain.answer import Place
from zcdesk.domain.method import Line, is_coefficient, printed_value
from zcdesk.domain.number import CONTEXT, MINUS, Rounding
from zcdesk.domain.trace import Gap, Missing, Result, Traced, walk
from zcdesk.domain.words import Language, Words
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import naming
from zcdesk.workbench.results.chain_links import Link, gap_links
from zcdesk.workbench.results.comparing import Comparison, Difference
from zcdesk.workbench.results.results_view import VIEWS, row_name, total_line
from zcdesk.workbench.updates.proposing import Look
from zcdesk.workbench.workbench import Workbench

_MOST_PLACES = 5
"""Decimals of a per cent that a change shows at most; what is smaller is said to be so."""

NAMED = 3
"""How many factors, or questions, a sentence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What a proposal does to what is asked in a year.

    Attributes
    ----------
    asked : str
        ``换后要补填 3 项：``; ``""`` if nothing.
    links : tuple of Link
        Each of these, with the page on which it will be answered.
    notes : tuple of str
        What may be answered, and what is no longer read.
    """

    asked: str
    links: tuple[Link, ...]
    notes: tuple[str, ...]


def views(look: Look) -> tuple[tuple[str, str], ...]:
    """The views of a year whose totals are to be said, with how each is called: where both are alike only one."""
    method = look.after.compiled.method
    found = [total_line(look.after, view) for view in ("location", "market")]
    if found[0] is found[1] or method.kind != "inventory":
        return (("location", "one"),)
    totals = [[None if each is None else each.number for each in look.total(view)] for view in VIEWS[:2]]
    return (("location", "both"),) if totals[0] == totals[1] else (("location",) * 2, ("market",) * 2)


def view_words(say: Wording, named: str) -> str:
    """How a view is said behind a total; ``""`` where there is one only."""
    return "" if named == "one" else say(f"changing.view.{named}")


def wording(workbench: Workbench, language: Language) -> Wording:
    """The words of reports, results and of this page."""
    catalogue = workbench.catalogue
    texts: dict[str, Words] = {}
    for name in ("report", "ui_results", "ui_changing"):
        texts |= catalogue.texts(name)
    return Wording(texts, language)


def table(workbench: Workbench, look: Look, language: Language, everything: bool = False) -> Comparison:
    """Both sides of a year: the emissions and totals, or every line row by row.

    Parameters
    ----------
    workbench : Workbench
        The project as it would be: its pages know what the rows are called.
    """
    return _Telling(workbench, look, wording(workbench, language)).table(everything)


def questions(workbench: Workbench, look: Look, language: Language) -> Questions:
    """What will be asked in a year, what may be, and what is read no longer."""
    say = wording(workbench, language)
    links = gap_links(workbench, look.asked, say)
    notes = []
    for key, places in (("offered", look.offered), ("unread", look.unread)):
        if places:
            named = [_place(workbench, say, place) for place in places]
            notes.append(say(f"changing.{key}", n=len(places), what=_some(say, named)))
    if not links and not notes:
        notes.append(say("changing.no_questions"))
    return Questions(say("changing.asked", n=len(links)) if links else "", links, tuple(notes))


def slight(part: Decimal, rounding: Rounding) -> str:
    """A change that a tenth of a per cent does not show, with its sign and the digits that it needs. [%]"""
    places = min(max(3, -part.adjusted()), _MOST_PLACES)
    text = lines.number(part, places, rounding)
    if not text.strip(f"0.,{MINUS}"):
        return f"<{lines.number(Decimal(1).scaleb(-places), places, rounding)}"
    return text if text.startswith(MINUS) else f"+{text}"


class _Telling:
    def __init__(self, workbench: Workbench, look: Look, say: Wording) -> None:
        self.workbench, self.look, self.say = workbench, look, say
        self.rounding = look.after.compiled.method.rounding

    def table(self, everything: bool) -> Comparison:
        say = self.say
        shown = [pair for pair in self.look.pairs if everything or _is_main(pair.line)]
        if everything is False:
            shown = [pair for pair in shown if not _is_empty(pair)]
        sizes = [abs(pair.difference) for pair in shown if pair.difference and _is_source(pair.line)]
        most = max(sizes, default=Decimal(0))
        unit = say.unit("tCO2e")
        heads = (
            say("changing.head_before"),
            say("changing.head_after"),
            say("changing.head_change"),
            say("compare.percent"),
        )
        if not everything and self.look.after.compiled.method.kind == "inventory":
            heads = (f"{heads[0]} {unit}", f"{heads[1]} {unit}", f"{heads[2]} {unit}", heads[3])
        rows = [self._row(pair, most, everything) for pair in shown]
        return Comparison(self.title(), heads, tuple(rows), self._note())

    def title(self) -> str:
        """What comes of it in this year, in sentences."""
        say, look = self.say, self.look
        if look.after.compiled.method.kind != "inventory":
            return say.of(look.after.compiled.method.words)
        return "".join(dict.fromkeys(self._total(view, named) for view, named in views(look)))

    def _total(self, view: str, named: str) -> str:
        say, look = self.say, self.look
        year = say.period(look.year)
        old, new = look.total(view)
        if old is None or new is None:
            return say("changing.title_open", year=year)
        number = self.rounding.places
        told = {
            "year": year,
            "view": view_words(say, named),
            "before": lines.number(old.number, number, self.rounding),
            "after": lines.number(new.number, number, self.rounding),
        }
        if old.number == new.number:
            return say("changing.title_level", **told)
        step = self._step(CONTEXT.subtract(new.number, old.number), number)
        return say("changing.title_known", **told, change=step, percent=self._percent(new, old))

    def _note(self) -> str:
        say, look = self.say, self.look
        if look.kept:
            return say("changing.title_kept", n=look.sealed)
        return say("changing.title_sealed", n=look.sealed) if look.sealed else ""

    def _row(self, pair: Pair, most: Decimal, everything: bool) -> Difference:
        look, line = self.look, pair.line
        id_ = str(Place(line.id, pair.row, look.year))
        counts = bool(pair.difference) and bool(most) and _is_source(line)
        bar = float(CONTEXT.divide(pair.difference, most)) if counts and pair.difference else 0.0  # a length
        return Difference(
            id_ if pair.after is not None else "",
            id_ if pair.before is not None else "",
            self._name(pair, everything),
            "" if line.total or not line.scope else self._scope(line),
            self._value(look.after, pair.after, line),
            self._value(look.before, pair.before, line),
            self._step(pair.difference, self._places(line), is_coefficient(look.after.compiled.method, line))
            if pair.difference
            else "0"
            if pair.difference is not None
            else "",
            self._percent(pair.after, pair.before),
            bar,
            self._reason(pair),
            line.total,
        )

    def _scope(self, line: Line) -> str:
        key = f"results.scope.{line.scope}"
        return self.say(key) if self.say.has(key) else ""

    def _name(self, pair: Pair, everything: bool) -> str:
        say, line = self.say, pair.line
        name = say.of(line.words)
        if pair.row:
            name = f"{row_name(self.workbench, say, pair.row)} · {name}"
        if everything or line.unit not in TONNES:
            unit = next(
                (each.unit for each in (pair.after, pair.before) if isinstance(each, Traced)), line.unit
            )
            told = say.unit("" if unit == "1" else unit)
            name = f"{name} · {told}" if told else name
        return name

    def _value(self, side: Inventory, result: Result | None, line: Line) -> str:
        if result is None:
            return lines.DASH
        if isinstance(result, Missing):
            return ""
        held = side.compiled.method.lines[line.id]
        return printed_value(side.compiled.method, held, result)

    def _places(self, line: Line) -> int:
        return self.rounding.places if line.places is None else line.places

    def _step(self, step: Decimal, places: int, whole: bool = False) -> str:
        """A difference with its sign; with the digits it needs where rounding would hide it."""
        text = lines.number(step, places, self.rounding)
        if whole or not text.strip(f"0.,{MINUS}"):
            text = lines.published(step, self.rounding)
        return text if text.startswith(MINUS) else f"+{text}"

    def _percent(self, after: Result | None, before: Result | None) -> str:
        text = lines.change(after, before, self.rounding)
        if text.strip(f"+0.,{MINUS}") or not isinstance(after, Traced) or not isinstance(before, Traced):
            return "" if text == lines.DASH else text
        step = CONTEXT.subtract(
            after.number, before.number
        )  # not nothing, though a tenth of a per cent shows none
        if not step:
            return text
        part = CONTEXT.multiply(CONTEXT.divide(step, abs(before.number)), Decimal(100))
        return slight(part, self.rounding)

    # why

    def _reason(self, pair: Pair) -> str:
        say, old, new = self.say, pair.before, pair.after
        if old is None:
            return say("changing.only_after", clause=say.clause(pair.line.clause))
        if new is None:
            return say("changing.only_before", clause=say.clause(pair.line.clause))
        if isinstance(old, Missing) or isinstance(new, Missing):
            return self._waits(old, new)
        if pair.same:
            return ""
        told = [] if pair.line.total else self._factors(old, new)
        if not pair.line.total and old.because != new.because:
            told.append(
                say("changing.clause_step", before=say.clause(old.because), after=say.clause(new.because))
            )
        if not pair.line.total and not told and old.formula != new.formula:
            told.append(say("changing.formula_step"))
        return say.clauses(told)

    def _waits(self, old: Result, new: Result) -> str:
        """What either side waits for."""
        sides = [("before", old), ("after", new)]
        if isinstance(old, Missing) and isinstance(new, Missing) and old.gaps == new.gaps:
            sides = [("both", old)]
        told = []
        for key, result in sides:
            if isinstance(result, Missing):
                gaps = dict.fromkeys(_gap(self.workbench, self.say, gap) for gap in sorted(result.gaps))
                text = self.say(f"changing.waits_{key}", n=len(result.gaps), what=_some(self.say, gaps))
                told.append(text)
        return self.say.clauses(told)

    def _factors(self, old: Traced, new: Traced) -> list[str]:
        """Factors below that are others, in words."""
        sides = _factors_of(old), _factors_of(new)
        found = []
        for key in dict.fromkeys((*sides[0], *sides[1])):
            was, is_ = sides[0].get(key), sides[1].get(key)
            one = is_ or was
            assert one is not None
            if was is not None and is_ is not None and was.value == is_.value:
                continue
            what = self.say.of(naming.factor_words(self.workbench.catalogue, one.source))
            told = {
                "what": what,
                "unit": self.say.unit("" if one.unit == "1" else one.unit),
                "before": lines.published(was.number, self.rounding) if was is not None else "",
                "after": lines.published(is_.number, self.rounding) if is_ is not None else "",
            }
            kind = "new" if was is None else "gone" if is_ is None else "step"
            found.append(self.say(f"changing.factor_{kind}", **told).strip())
        if len(found) > NAMED:
            return [*found[:NAMED], self.say("changing.more", n=len(found) - NAMED)]
        return found


def _factors_of(result: Traced) -> Mapping[tuple[str, str], Traced]:
    return {
        (item.id, item.source.rpartition("/")[0].partition(":")[2].rpartition("/")[2]): item
        for item in walk(result)
        if item.kind == "factor" and isinstance(item.value, Decimal)
    }


def _is_main(line: Line) -> bool:
    return not line.over and (bool(line.scope) or line.total)


def _is_source(line: Line) -> bool:
    return _is_main(line) and not line.total and line.unit in TONNES


def _is_empty(pair: Pair) -> bool:
    """Nothing on either side: zero on both, or on the one that has it."""
    held = [each for each in (pair.before, pair.after) if each is not None]
    return not pair.line.total and all(isinstance(each, Traced) and not each.number for each in held)


def _place(workbench: Workbench, say: Wording, place: Place) -> str:
    alone = Place(place.quantity, place.row)
    return say.of(naming.place_words(workbench.project, workbench.catalogue, alone))


def _gap(workbench: Workbench, say: Wording, gap: Gap) -> str:
    if gap.kind == "factor" and gap.what.count("/") == 3:
        return say.of(naming.factor_words(workbench.catalogue, f":{gap.what}"))
    return _place(workbench, say, gap.place)


def _some(say: Wording, named: Iterable[str]) -> str:
    listed = list(named)
    rest = len(listed) - NAMED
    text = say.join(listed[:NAMED])
    return f"{text} …" if rest > 0 else text
