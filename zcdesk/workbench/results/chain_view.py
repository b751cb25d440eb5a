"""The chain of a number for the screen: what it is, how it was made, from what, by whom, and what reads it.

Everything is final text. Inputs are made when their parent is opened, so that a total over thousands of answers
opens as fast as one answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.number import CUT, MINUS, plain, settled, short
from zcdesk.domain.trace import TO_CONFIRM, Flag, Missing, Traced, by_months, flags_of, walk
from zcdesk.domain.words import Language
from zcdesk.formula.compiled import Compiled
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import as_published, leaf_of
from zcdesk.report.telling.spoken import left_side, published_or_exact, spoken, symbols_in
from zcdesk.report.telling.why import name_of
from zcdesk.workbench import naming
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.entry import LastTouched
from zcdesk.workbench.forms.strip import local_time
from zcdesk.workbench.results.chain_links import Link, gap_links, page_of, printed_code, readers_of, wording
from zcdesk.workbench.results.chain_parts import Head, Node
from zcdesk.workbench.results.tracing import Figure, figure_of, of_scheme, scheme_figure, told
from zcdesk.workbench.workbench import Workbench

MOST_READERS = 12
"""Readers of a figure that are named; a factor may have hundreds."""


class Chain:
    """The chain of one figure at one state of the project.

    Parameters
    ----------
    workbench : Workbench
    touched : LastTouched
        Who answered what; shared, since it reads the history.
    id_ : str
        ``fuel.co2[F01]@2025``, or a factor ``cn.grid:grid.regional/CN-EAST/CN/2023``.
    year : str
        Accounting year that is shown.
    language : Language
    whole : bool
        Whether numbers have all their digits; else six that count, and ``…`` where there are more.

    Raises
    ------
    Refused
        If there is no such figure.
    """

    def __init__(
        self,
        workbench: Workbench,
        touched: LastTouched,
        id_: str,
        year: str,
        language: Language,
        whole: bool = False,
    ) -> None:
        self._digits = _all_digits if whole else short
        self.figure: Figure = figure_of(workbench, id_, year, language)
        self.year = year
        self.language: Language = language
        self._workbench = workbench
        self._touched = touched
        self._say = wording(workbench, language)
        self._compiled: Compiled = self.figure.inventory.compiled
        self._scheme, self._at, self._options = of_scheme(id_)
        self._methods = {key: held.compiled for key, held in workbench.inventories().items()}
        self._doubtful = _doubtful(workbench, year, language)
        self._items: dict[tuple[int, ...], Traced] = {}
        self._rests: dict[int, str] = {}
        result = self.figure.result
        if isinstance(result, Traced):
            self._items[()] = result

    @property
    def head(self) -> Head:
        """The figure itself."""
        say, result = self._say, self.figure.result
        plain = naming.parse_place(self.figure.id) if ":" not in self.figure.id else None
        place = self._at if self._scheme else plain
        id_ = place.quantity if place else ""
        if isinstance(result, Missing):
            name = name_of(self._compiled, id_, say)
            where = self._where(place.row if place else "", place.period if place else "")
            links = gap_links(self._workbench, result.gaps, say)
            text = say("chain.missing", n=len(result.gaps))
            return Head(self.figure.id, name, where, "", "", missing=text, gaps=links, place=links[0].place)
        node = self._node((), result, {})
        formula = numbers = unrounded = printed = clause = document = ""
        if result.kind == "line":
            compiled = self._of(result)
            told_ = spoken(compiled, result, say, self._digits, lambda each: self._count(compiled, each))
            formula, numbers = (
                f"{left_side(compiled, result.id, say)} = {told_.symbols}",
                told_.numbers,
            )
            if not isinstance(result.value, bool):
                unrounded, printed = self._unrounded(result), self._rule(result, node.value)
            clause = say.clause(result.because)
            document = say.of(compiled.method.document)
        flags = tuple(dict.fromkeys(self._flag(flag) for flag in flags_of(result)))
        doubts = tuple(
            dict.fromkeys(
                self._doubtful[at] for item in walk(result) if (at := _place_of(item)) in self._doubtful
            )
        )
        return Head(
            self.figure.id,
            node.name,
            self._where(result.row, result.period),
            node.value,
            node.unit,
            formula,
            numbers,
            unrounded,
            printed,
            "" if formula else node.note,
            node.who,
            node.evidence,
            clause,
            document,
            flags,
            doubts,
            place=node.place,
            cut=any(CUT in text for text in (numbers, unrounded, node.value)),
        )

    def inputs(self, path: tuple[int, ...] = ()) -> tuple[Node, ...]:
        """What the node at `path` was made from, in the order of reading."""
        parent = self._items.get(path)
        if parent is None:
            return ()
        compiled = self._of(parent)
        computed = parent.kind == "line" and parent.id in compiled.lines
        symbols = symbols_in(compiled, parent.id, self._say) if computed else {}
        found: list[Node] = []
        for index, item in enumerate(_once(parent.inputs)):
            here = (*path, index)
            self._items[here] = item
            found.append(self._node(here, item, symbols))
        return tuple(found)

    def readers(self) -> tuple[Link, ...]:
        """The figures that read this one, with their values."""
        say = self._say
        found: list[Link] = []
        for inventory, id_, row, period in readers_of(self._workbench, self.figure, self.year):
            compiled = inventory.compiled
            if id_ in compiled.lines:
                result = inventory.line(id_, period, row)
            else:
                result = inventory.quantity(id_, period, row)
            name = name_of(compiled, id_, say)
            if row:
                held = naming.row_words(self._workbench.project, compiled.vocabulary, row)
                name = f"{say.of(held)} {name}"
            value = self._shown(result, compiled) if isinstance(result, Traced) else say("chain.gap")
            period_told = f" {say.period(period)}" if year_of(period) != self.year else ""
            figure = str(Place(id_, row, period))
            if self._scheme:
                figure = scheme_figure(self._scheme, Place(id_, row, period), self._options)
            found.append(Link(f"{name}{period_told} {value}", figure=figure))
            if len(found) == MOST_READERS:
                break
        return tuple(found)

    def copied(self) -> str:
        """The whole chain as text, with all digits of the figure and of what it was made from."""
        said = told(self._workbench, self.figure, self.language)
        result = self.figure.result
        if isinstance(result, Missing):
            return "\n".join(said)
        counted = [result, *_once(result.inputs)] if result.kind == "line" else [result]
        whole = [
            f"  {self._name(item, ())} = {_all_digits(item.number)}"
            f" {'' if item.unit == '1' else self._say.unit(item.unit)}".rstrip()
            for item in counted
            if isinstance(item.value, Decimal)
        ]
        return "\n".join([*said, self._say("chain.all_digits"), *whole] if whole else said)

    def page_of(self, place: Place) -> str:
        """The page on which a place is answered; ``""`` if on none."""
        return page_of(self._workbench, place)

    def _node(self, path: tuple[int, ...], item: Traced, symbols: Mapping[str, str]) -> Node:
        say, compiled = self._say, self._of(item)
        name = self._name(item, path)
        symbol = symbols.get(item.id, "")
        if item.kind == "factor":
            kind = compiled.vocabulary.kinds.get(item.id.partition("/")[0])
            symbol = kind.symbol if kind else ""
        own = _place_of(item)
        month = item.kind == "answer" and len(item.period) == 7
        return Node(
            path,
            self._figure_of(item),
            own if item.kind == "answer" else _first_answer(item),
            name,
            "" if symbol == name or month else symbol,
            self._shown(item, compiled),
            "" if item.unit in ("1", "") or item.kind == "constant" else say.unit(item.unit),
            self._note(item),
            self._who(item),
            self._evidence(item),
            self._flags(item, to_confirm=False),
            self._flags(item, to_confirm=True),
            self._resting(item),
            not item.inputs,
        )

    def _of(self, item: Traced) -> Compiled:
        """The method that computed a line: a scheme takes lines of others."""
        return self._methods.get(item.source, self._compiled)

    def _figure_of(self, item: Traced) -> str:
        """Id of an input, to explain it by itself."""
        if item.kind == "factor":
            return item.source
        own = _place_of(item)
        if item.kind == "constant" or own is None:
            return ""
        if self._scheme and item.kind == "line" and item.source == self._compiled.method.key:
            return scheme_figure(self._scheme, own, self._options)
        return str(own)

    def _name(self, item: Traced, path: tuple[int, ...]) -> str:
        say = self._say
        parent = self._items.get(path[:-1]) if path else None
        if (
            parent is not None
            and len(item.period) == 7
            and (parent.kind == "fold" or item in by_months(parent))
        ):
            return say("chain.month", month=say.month(item.period))
        if item.kind == "factor":
            words = naming.factor_words(self._workbench.catalogue, item.source)
            return say.of(words)
        name = name_of(self._of(item), item.id, say)
        if item.row and parent is not None and parent.row != item.row:
            row = naming.row_words(self._workbench.project, self._compiled.vocabulary, item.row)
            return f"{say.of(row)} {name}"
        return name

    def _count(self, compiled: Compiled, id_: str) -> int:
        """Rows of the table of a quantity or line."""
        line = compiled.method.lines.get(id_)
        table = line.over if line is not None else compiled.vocabulary.quantities[id_].table
        return len(self._workbench.project.rows_of(table))

    def _note(self, item: Traced) -> str:
        say = self._say
        if by_months(item):
            return spoken(self._of(item), item, say).symbols
        if item.kind == "line" and item.id in self._of(item).lines:
            leaf = self._leaf(item)
            return self._note(leaf) if leaf is not item else spoken(self._of(item), item, say).symbols
        if item.kind == "fold":
            return say(
                "chain.fold.sum" if self._folds(item) == "sum" else "chain.fold.mean", n=len(item.inputs)
            )
        if item.kind == "answer":
            quantity = self._compiled.vocabulary.quantities.get(item.id)
            number, _, unit = item.because.rpartition(" ")
            typed = f"{number} {say.unit(unit)}" if number else item.because
            shown = f"{self._shown(item, self._of(item))} {say.unit(item.unit)}"
            if item.because == "none":
                return say("why.none")
            if quantity is not None and quantity.kind != "number":
                return ""
            return "" if typed.replace(",", "") == shown.replace(",", "") else say("why.answer", text=typed)
        return say.either(item.because)

    def _leaf(self, item: Traced) -> Traced:
        """Where a value that was only picked comes from; else the value itself."""
        if item.kind != "line" or item.id not in self._compiled.lines or self._of(item) is not self._compiled:
            return item
        return leaf_of(self.figure.inventory, item)

    def _folds(self, item: Traced) -> str:
        quantity = self._compiled.vocabulary.quantities.get(item.id)
        return quantity.fold if quantity else "sum"

    def _who(self, item: Traced) -> str:
        parts = item.inputs if item.kind == "fold" else (item,) if item.kind == "answer" else ()
        told_ = {self._touched.of(Place(part.id, part.row, part.period)) for part in parts}
        if len(told_) != 1:
            return ""
        by, at = told_.pop()
        return f"{by} {local_time(at)}".strip()

    def _evidence(self, item: Traced) -> str:
        parts = item.inputs if item.kind == "fold" else (item,) if item.kind == "answer" else ()
        pages: dict[str, list[str]] = {}
        lacking = 0
        for part in parts:
            answer = self._workbench.project.answers.get(Place(part.id, part.row, part.period))
            lacking += not (answer and answer.evidence)
            for cite in answer.evidence if answer else ():
                pages.setdefault(cite.evidence, []).append(cite.pages)
        said = []
        for id_, cited in pages.items():
            where = self._say.pages(cited)
            said.append(f"{id_} {where}" if where else id_)
        text = self._say.join(said)
        if text and lacking:
            text = self._say("chain.evidence.partly", text=text, n=lacking)
        return text

    def _flags(self, item: Traced, to_confirm: bool) -> tuple[str, ...]:
        """Flags of a step, and of what it was picked from."""
        flags = (
            flag for flag in (*item.flags, *self._leaf(item).flags) if (flag.code in TO_CONFIRM) == to_confirm
        )
        return tuple(dict.fromkeys(map(self._flag, flags)))

    def _flag(self, flag: Flag) -> str:
        say, details = self._say, dict(flag.details)
        mine, theirs = f"chain.flag.{flag.code}", f"why.flag.{flag.code}"
        if say.has(mine):
            return say(mine, **details)
        return say(theirs) if say.has(theirs) else flag.code

    def _resting(self, item: Traced) -> str:
        key = id(item)
        if key not in self._rests:
            place = _place_of(item)
            own = self._doubtful.get(place, "") if place else ""
            below = any(self._resting(part) for part in item.inputs)
            self._rests[key] = own or (self._say("chain.rests") if below else "")
        return self._rests[key]

    def _unrounded(self, item: Traced) -> str:
        """The value before rounding, told far enough to see which way it is rounded."""
        compiled = self._of(item)
        if self._digits is _all_digits or as_published(compiled, item.id):
            return self._digits(item.number)
        places = lines.places_of(compiled.method, compiled.method.lines[item.id])
        short = self._digits(item.number)
        more = lines.exact(item.number, places + 2)
        return max(short, more, key=len) if CUT in short else short

    def _rule(self, item: Traced, value: str) -> str:
        compiled = self._of(item)
        rounding = compiled.method.rounding
        if as_published(compiled, item.id):
            return self._say("chain.as_published", value=value)
        places = lines.places_of(compiled.method, compiled.method.lines[item.id])
        return self._say("chain.printed", value=value, n=places, rule=rounding.rule or rounding.mode)

    def _shown(self, item: Traced, compiled: Compiled) -> str:
        """The value as text: a line as printed, anything else with the digits it has, as far as these are told."""
        say = self._say
        if isinstance(item.value, bool):
            return say("chain.yes" if item.value else "chain.no")
        if isinstance(item.value, str):
            option = (
                compiled.vocabulary.option(item.id, item.value)
                if item.id in compiled.vocabulary.quantities
                else None
            )
            return say.of(option.words) if option else item.value
        if item.kind == "constant":
            return item.formula
        if item.kind != "line" or item.id not in compiled.lines:
            return published_or_exact(item, self._digits)
        rounding = compiled.method.rounding
        if as_published(compiled, item.id):
            return lines.published(item.number, rounding)
        return lines.number(
            item.number, lines.places_of(compiled.method, compiled.method.lines[item.id]), rounding
        )

    def _where(self, row: str, period: str) -> str:
        vocabulary = self._compiled.vocabulary
        said = self._say.of(naming.row_words(self._workbench.project, vocabulary, row)) if row else ""
        when = self._say.period(period) if period else ""
        return " · ".join(part for part in (said, when) if part)


def _once(inputs: Sequence[Traced]) -> list[Traced]:
    """What was read, each thing once: a formula may read it several times."""
    return list({(item.id, item.row, item.period, item.source): item for item in reversed(inputs)}.values())[
        ::-1
    ]


def _all_digits(value: Decimal) -> str:
    """All digits that a value was computed with, thousands separated."""
    whole, point, rest = plain(settled(value).copy_abs()).partition(".")
    return f"{MINUS if value < 0 else ''}{int(whole):,}{point}{rest}"


def _place_of(item: Traced) -> Place | None:
    return None if item.kind in ("factor", "constant") else Place(item.id, item.row, item.period)


def _first_answer(item: Traced) -> Place | None:
    return next((_place_of(part) for part in walk(item) if part.kind == "answer" and _is_number(part)), None)


def _is_number(item: Traced) -> bool:
    return not isinstance(item.value, str | bool)


def _doubtful(workbench: Workbench, year: str, language: Language) -> dict[Place, str]:
    """Places of the year about which something must still be looked at, with what it is."""
    found: dict[Place, str] = {}
    for finding in workbench.findings(year):
        place = guide.place_of(finding)
        if place is not None and (finding.severity == "warning" or finding.code in TO_CONFIRM):
            found.setdefault(place, workbench.say(finding).into(language))
    return found


__all__ = ["Chain", "Head", "Link", "Node", "gap_links", "page_of", "printed_code", "wording"]
