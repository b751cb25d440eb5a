"""A year judged by one scheme, for the screen: the verdict in a sentence, gates, indicators with their bars, readings.

Everything is final text; every number, threshold, gap and verdict carries the id by which its chain opens. What is
not known is said, and while the text of a scheme leaves a choice, every reading of it stands beside the others.
"""

from __future__ import annotations

from zcdesk.calc.readiness import Assessed, Judged, Measured, Options, Readiness, Reading
from zcdesk.domain.answer import Place
from zcdesk.domain.method import printed_value
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Missing, Result, Traced, walk
from zcdesk.domain.words import Language
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import naming
from zcdesk.workbench.readiness.failing import failing
from zcdesk.workbench.readiness.parts import (
    Bar,
    Choice,
    Figure,
    Item,
    Mark,
    Overview,
    Piece,
    Step,
)
from zcdesk.workbench.readiness.reach import apart, closed, reached
from zcdesk.workbench.readiness.verdict import verdict_of
from zcdesk.workbench.readiness.waiting import Waits, waited_for
from zcdesk.workbench.results.chain_links import Link, wording
from zcdesk.workbench.results.tracing import scheme_figure
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench


def overview(workbench: Workbench, key: str, year: str, language: Language) -> Overview:
    """A year judged by the scheme ``id@edition``."""
    id_, _, edition = key.partition("@")
    return Telling(workbench, readiness(workbench, id_, edition), year, language).overview()


class Telling:
    """One scheme of one year being told."""

    def __init__(self, workbench: Workbench, found: Readiness, year: str, language: Language) -> None:
        self.workbench = workbench
        self.found = found
        self.year = year
        self.assessed = found.assessed(year)
        self.say = wording(workbench, language)
        self.texts = Wording(workbench.catalogue.texts("ui_readiness"), language)
        self._waits = Waits(workbench, self.say)

    @property
    def scheme(self) -> Scheme:
        """The scheme."""
        return self.found.compiled.scheme

    def overview(self) -> Overview:
        """Everything about the year."""
        scheme, say = self.scheme, self.say
        items = self.items()
        gates = tuple(each for each in items if each.kind == "gate")
        asked = tuple(each for each in gates if each.verdict != "not_applicable")
        cores = tuple(each for each in items if each.kind == "core")
        others = tuple(each for each in items if each.kind not in ("gate", "core"))
        state, verdict, because = verdict_of(scheme, self.texts, say, asked, cores, others)
        out = [each for each in gates if each.verdict == "not_applicable"]
        left_out = self.texts("readiness.left_out", what=self._span(gates, out)) if out else ""
        names_ = {id_: say.of(words) for id_, words in scheme.groups.items()}
        groups = list(names_) or [""]
        ranked = [each for each in (*cores, *others) if each.group in names_ or not names_]
        dimensions = tuple(
            (names_.get(group, ""), tuple(each for each in ranked if not names_ or each.group == group))
            for group in groups
        )
        return Overview(
            scheme.key,
            say.of(scheme.method.words),
            say.of(scheme.method.document),
            say.of(scheme.incomplete),
            state,
            verdict,
            because,
            asked,
            cores,
            others,
            left_out,
            tuple(each for each in dimensions if each[1]),
            self.choices(),
            len(waited_for(self.workbench, self.found.gaps(self.year))),
            self._over(),
            self._points(),
            next(
                (
                    link
                    for each in (*asked, *cores)
                    if each.state == "missing"
                    for link in each.waits
                    if link.page
                ),
                None,
            ),
        )

    def items(self) -> tuple[Item, ...]:
        """Every criterion, gates first."""
        return tuple(self._item(each) for each in self.assessed)

    def _over(self) -> str:
        """That the scheme is no longer applied."""
        if (over := self.found.over) in ("", "changed", "lost"):
            return self.texts(f"readiness.over.{over}") if over else ""
        ended = self.found.now if self.found.now.withdrawn or self.found.now.valid_to else self.scheme
        day = ended.withdrawn if over == "withdrawn" else ended.valid_to
        after = self.say.of(naming.successor_words(self.workbench.catalogue, ended.successor))
        return self.texts(f"readiness.over.{over}", day=self.say.date(day), next=after)

    def _points(self) -> Piece | None:
        """Points of the whole scheme: what is judged, what is open, what all are worth."""
        scores = self.found.scores(self.year)
        if not scores:
            return None
        whole = scores[0]
        known, most = lines.exact(whole.known.number), lines.exact(whole.most.number)
        left = CONTEXT.subtract(whole.most.number, whole.judged)
        text = self.texts("readiness.points_of", known=known, open=lines.exact(left), most=most)
        if whole.bare:
            text += self.texts("readiness.points_bare", n=len(whole.bare))
        return Piece(text, self.figure(whole.known.id), text)

    def choices(self) -> tuple[Choice, ...]:
        """What the text leaves open, and what the plant has recorded."""
        vocabulary = self.workbench.catalogue.vocabulary
        made: list[Choice] = []
        for id_ in self.scheme.choices:
            quantity = vocabulary.quantities[id_]
            options = tuple(
                (option.id, self.say.of(option.words))
                for option in vocabulary.lists[quantity.options].values()
            )
            recorded = self.found.recorded((id_,)).get(id_, "")
            made.append(
                Choice(id_, self.say.of(quantity.words), self.say.of(quantity.definition), options, recorded)
            )
        return tuple(made)

    def plan(self, criterion: str, name: str, year: str) -> Piece | None:
        """What the plant means to reach in a year; None where it says nothing."""
        planned = plan_of(self.found, criterion, year)
        if planned is None:
            return None
        value, unit = self.amount(planned)
        figure = scheme_figure(self.scheme.key, Place(f"{criterion}.plan", "", year))
        return Piece(value, figure, self.texts("readiness.plan_of", name=name, value=f"{value} {unit}"), unit)

    def options(self, options: Options) -> str:
        """A reading in words: ``当量值 · 全国因子``."""
        vocabulary = self.workbench.catalogue.vocabulary
        return " · ".join(
            self.say.of(vocabulary.lists[vocabulary.quantities[choice].options][option].words)
            for choice, option in options.items()
        )

    def amount(self, result: Result | None) -> tuple[str, str]:
        """A number of the scheme as printed, and its unit; two empty texts where it is missing."""
        if not isinstance(result, Traced) or isinstance(result.value, bool | str):
            return "", ""
        line = self.scheme.method.lines[result.id]
        unit = "" if result.unit == "1" else self.say.unit(result.unit)
        return printed_value(self.scheme.method, line, result), unit

    def figure(self, line: str, options: Options | None = None) -> Figure:
        """Id of one of its lines in this year."""
        return scheme_figure(self.scheme.key, Place(line, "", self.year), options or {})

    def _span(self, gates: tuple[Item, ...], out: list[Item]) -> str:
        """``E5–E8`` where they follow each other, else one by one."""
        first = gates.index(out[0])
        if len(out) > 2 and list(gates[first : first + len(out)]) == out:
            return f"{out[0].number}–{out[-1].number}"
        return self.say.join(each.number for each in out)

    # one criterion

    def _item(self, found: Assessed) -> Item:
        criterion = found.criterion
        steps = tuple(self._step(found, at) for at in range(len(found.levels)))
        state = state_of(found.levels[0])
        text = steps[0].text
        best = [each for each in steps if each.state == "met"]
        if best:
            state, text = "met", best[-1].text
        if state == "missing":
            text = self.texts("readiness.state.missing", n=self._missing(found))
        waits = self._lacking(found)
        name = self.say.of(criterion.words)
        return Item(
            criterion.id,
            criterion.number,
            name,
            criterion.kind,
            criterion.group,
            found.verdict,
            state,
            text,
            self._value(found, name),
            steps,
            self._bar(found, name),
            self._note(found, waits) if criterion.kind == "gate" else "",
            self.say.of(criterion.unknown),
            self.say.binding(criterion.clause),
            criterion.confidence,
            found.choices if found.chosen is None else (),
            _skipped(found.levels[0]),
            waits,
            self._lacks(waits),
        )

    def _value(self, found: Assessed, name: str) -> Piece:
        line = found.criterion.value
        if not line:
            return Piece("", "", "")
        if found.chosen is not None:
            text, unit = self.amount(found.chosen.value)
            figure = self.figure(line, found.chosen.options)
            return Piece(text or "—", figure, f"{name} {text or self.texts('readiness.none')} {unit}", unit)
        known = [each for each in apart(found.readings) if isinstance(each.value, Traced)]
        if not known:
            figure = self.figure(line, found.readings[0].options)
            return Piece("—", figure, f"{name} {self.texts('readiness.none')}")
        known.sort(key=lambda each: each.value.number)  # type: ignore[union-attr]  # those that are known
        texts = list(dict.fromkeys(self.amount(each.value)[0] for each in known))
        unit = self.amount(known[0].value)[1]
        key = "readiness.or" if len(texts) == 2 else "readiness.range"
        text = texts[0] if len(texts) == 1 else self.texts(key, low=texts[0], high=texts[-1])
        return Piece(text, self.figure(line, known[0].options), f"{name} {text} {unit}", unit)

    def _step(self, found: Assessed, at: int) -> Step:
        judged = found.levels[at]
        criterion, base = found.criterion, f"{found.criterion.id}.{judged.level}"
        options = found.chosen.options if found.chosen is not None else found.readings[0].options
        name = self.say.of(self.scheme.levels[judged.level])
        state = state_of(judged)
        reason = _skipped(judged)
        key = "skipped_unmet" if reason and state == "not_met" else state
        n = len(waited_for(self.workbench, judged.chain.gaps)) if isinstance(judged.chain, Missing) else 0
        key = "missing_some" if state == "missing" and n else key
        text = self.texts(f"readiness.step.{key}", level=name, reason=reason, n=n)
        met = f"{base}.met" if f"{base}.met" in self.scheme.method.lines else criterion.value
        figure = self.figure(met, options)
        if judged.verdict == "not_applicable" and isinstance(judged.chain, Traced):
            figure = self.figure(judged.chain.id, options)
        threshold = gap = None
        if isinstance(judged.threshold, Traced):
            value, unit = self.amount(judged.threshold)
            threshold = Piece(value, self.figure(base, options), f"{name} {value} {unit}", unit)
            if judged.verdict != "not_applicable":
                gap = self._gap(found, at, name)
        measures = self._measures(found, at)
        said = f"{self.say.of(criterion.words)}: {text}"
        return Step(judged.level, name, state, text, Piece(text, figure, said), threshold, gap, measures)

    def _gap(self, found: Assessed, at: int, level: str) -> Piece | None:
        """How far it is from a level: of the reading that holds, or from the least to the greatest."""
        readings = (found.chosen,) if found.chosen is not None else apart(found.readings)
        told: list[tuple[Traced, Reading]] = []
        for each in readings:
            gap = each.levels[at].gap
            if isinstance(gap, Traced):
                told.append((gap, each))
        told.sort(key=lambda pair: pair[0].number)
        if not told or not told[-1][0].number:
            return None
        texts = list(dict.fromkeys(self.amount(gap)[0] if gap.number else "0" for gap, _ in told))
        unit = self.amount(told[0][0])[1]
        if unit == "%":  # the difference of two shares
            unit = self.texts("readiness.points")
        amount = texts[0] if len(texts) == 1 else self.texts("readiness.range", low=texts[0], high=texts[-1])
        text = self.texts("readiness.gap", level=level, amount=f"{amount} {unit}")
        figure = self.figure(f"{found.criterion.id}.{found.levels[at].level}.gap", told[-1][1].options)
        return Piece(text, figure, text)

    def _measures(self, found: Assessed, at: int) -> tuple[Piece, ...]:
        """What would close a gap; from the least to the greatest of the readings."""
        readings = (found.chosen,) if found.chosen is not None else apart(found.readings)
        told: dict[str, list[tuple[Traced, Measured, Reading]]] = {}
        for each in readings:
            for measured in each.levels[at].measures:
                if isinstance(measured.amount, Traced):
                    told.setdefault(measured.measure.id, []).append((measured.amount, measured, each))
        done = any(closed(each.levels[at]) for each in readings)
        made: list[Piece] = []
        for held in told.values():
            held.sort(key=lambda each: each[0].number)
            (least, _, _), (most, measured, reading) = held[0], held[-1]
            low, high = "0" if done else self.amount(least)[0], self.amount(most)[0]
            unit = self.amount(most)[1]
            amount = high if low == high else self.texts("readiness.range", low=low, high=high)
            words, much = self.say.of(measured.measure.words), f"{amount} {unit}".strip()
            notes = [self.say.of(measured.measure.note)]
            if (share := reached(measured)) is not None:
                there = " ".join(self.amount(measured.most)).strip()
                notes.insert(0, self.texts("readiness.reaches", wanted=much, share=share))
                some = done or any(each.enough for _, each, _ in held)
                much = self.texts(f"readiness.{'not_always' if some else 'not_enough'}", most=there)
            said = self.say.clauses([f"{words} {much}", *notes]).strip("；; ")
            made.append(Piece(words, self.figure(most.id, reading.options), said, much))
        return tuple(made)

    def _lacking(self, found: Assessed) -> tuple[Link, ...]:
        """What the first level that waits for something waits for."""
        chain = next((each.chain for each in found.levels if isinstance(each.chain, Missing)), None)
        return self._waits.links(waited_for(self.workbench, chain.gaps)) if chain is not None else ()

    def _lacks(self, waits: tuple[Link, ...]) -> str:
        """What is missing, by the name of its first and the number of the others."""
        if not waits:
            return ""
        more = len(waits) - 1
        what = waits[0].text
        what = self.texts("readiness.waits_more", what=what, n=more + 1, more=more) if more else what
        return self.texts("readiness.waits_for", what=what)

    def _missing(self, found: Assessed) -> int:
        chain = found.levels[0].chain
        return len(waited_for(self.workbench, chain.gaps)) if isinstance(chain, Missing) else 0

    # bars

    def _bar(self, found: Assessed, name: str) -> Bar | None:
        """Readings and thresholds on one scale, which holds floats: places on a screen."""
        criterion = found.criterion
        bounds = [(each.level, each.threshold) for each in found.levels if isinstance(each.threshold, Traced)]
        if not bounds or not criterion.value:
            return None
        readings = (found.chosen,) if found.chosen is not None else apart(found.readings)
        values = [(each, each.value) for each in readings if isinstance(each.value, Traced)]
        numbers = [float(value.number) for _, value in values] + [float(b.number) for _, b in bounds]
        top = max([*numbers, 0.0]) * 1.25 or 1.0
        unit = bounds[0][1].unit
        if unit == "%":
            top = min(top, 100.0) if max(numbers) <= 100 else max(numbers)
        low = min([*numbers, 0.0])
        span = (top - low) or 1.0

        def at(number: float) -> float:
            return (number - low) / span

        marks: list[Mark] = []
        open_ = found.chosen is None
        for reading, value in values:
            text, unit_ = self.amount(value)
            told = self.options(reading.options)
            said = f"{name} {text} {unit_}" + (f", {told}" if told else "")
            piece = Piece(text, self.figure(criterion.value, reading.options), said, unit_)
            marks.append(Mark(at(float(value.number)), text, piece, "open" if open_ else "value"))
        marks.sort(key=lambda mark: mark.at)
        options = found.chosen.options if found.chosen is not None else found.readings[0].options
        best = bounds[-1][0]
        for level, bound in bounds:
            value_, unit_ = self.amount(bound)
            named = self.say.of(self.scheme.levels[level])
            figure = self.figure(f"{criterion.id}.{level}", options)
            piece = Piece(value_, figure, f"{name}, {named} {value_} {unit_}", unit_)
            role = "last" if level == best else "level"
            marks.append(Mark(at(float(bound.number)), f"{named} {value_}", piece, role))
        return Bar(
            tuple(marks),
            criterion.better == "lower",
            at(float(bounds[0][1].number)),
            at(float(bounds[-1][1].number)),
        )

    # gates

    def _note(self, found: Assessed, waits: tuple[Link, ...]) -> str:
        """What decided a gate, or what it waits for."""
        judged = found.levels[0]
        if judged.because == "skipped":
            key = "skipped_unmet" if judged.verdict == "not_met" else "skipped"
            return self.texts(f"readiness.because.{key}", reason=_skipped(judged))
        if judged.verdict == "unknown":
            if judged.because == "missing":
                return self._lacks(waits) or self.texts("readiness.step.missing", level="").lstrip("：: ")
            return self.texts(f"readiness.because.{judged.because or 'text'}")
        if judged.verdict == "not_applicable":
            return self.texts("readiness.step.not_applicable", level="")
        if found.criterion.value and found.chosen is not None:
            amount = " ".join(self.amount(found.chosen.value))
            if not isinstance(judged.threshold, Traced):
                return amount
            sign = "≤" if found.criterion.better == "lower" else "≥"
            bound = " ".join(self.amount(judged.threshold))
            return self.texts("readiness.against", value=amount or "—", bound=f"{sign} {bound}".strip())
        if judged.verdict == "not_met" and isinstance(judged.chain, Traced):
            options = found.chosen.options if found.chosen is not None else found.readings[0].options
            inventory = self.found.under(options)
            told = failing(inventory, judged.chain, self.year, self.say, self.texts)
            if len(told) > 1:
                return self.texts("readiness.failing", n=len(told))
            level = self.say.of(self.scheme.levels[judged.level])
            return told[0] if told else self.texts("readiness.step.not_met", level=level)
        return self._evidence(judged)

    def _evidence(self, judged: Judged) -> str:
        """The first piece of evidence that it rests on."""
        if not isinstance(judged.chain, Traced):
            return ""
        cited = evidence_of(self.workbench, judged.chain)
        return cited[0] if cited else self.texts("readiness.no_evidence")


def plan_of(found: Readiness, criterion: str, year: str) -> Traced | None:
    """The plan of a criterion for a year."""
    line = f"{criterion}.plan"
    if line not in found.compiled.scheme.method.lines:
        return None
    planned = found.inventory.line(line, year)
    return planned if isinstance(planned, Traced) else None


def evidence_of(workbench: Workbench, chain: Traced) -> tuple[str, ...]:
    """Numbers of the evidence behind a verdict, each once, in the order of reading."""
    answers = workbench.project.answers
    found: dict[str, None] = {}
    for item in walk(chain):
        answer = answers.get(Place(item.id, item.row, item.period)) if item.kind == "answer" else None
        for cite in answer.evidence if answer is not None else ():
            found[cite.evidence] = None
    return tuple(found)


def state_of(judged: Judged) -> str:
    """The verdict, or why it is unknown: a key of `ICONS`."""
    if judged.because == "skipped" and judged.verdict != "not_met":
        return "skipped"
    return judged.verdict if judged.verdict != "unknown" else judged.because or "unknown"


def _skipped(judged: Judged) -> str:
    """Why a person skipped it; ``""`` nobody did."""
    return "、".join(judged.by) if judged.because == "skipped" else ""
