"""The rules that packs are held to, each a function that yields complaints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from zcdesk.domain.drawing import Drawing
from zcdesk.domain.factor import Factor, FactorSet
from zcdesk.domain.form import Page
from zcdesk.domain.method import CARBON
from zcdesk.domain.policy import Policies
from zcdesk.domain.questionnaire import Questionnaire
from zcdesk.domain.unit import UnitError
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words, same
from zcdesk.formula.compiled import Compiled, scope_of
from zcdesk.formula.schemes import CompiledScheme
from zcdesk.formula.syntax import Call, FormulaError, Name, Node, Operation, calls, names, parse
from zcdesk.formula.syntax import Literal as Quoted
from zcdesk.formula.units import check
from zcdesk.packs.examples import Example

VARIANT = "__"
"""Parts a factor's key from the name of a second value of the same thing: ``natural_gas__low``."""

KEYS = frozenset({"CN", "any", "biogenic", "default", "equivalent", "fossil", "primary"})
"""Keys that are no option of a list."""

GROUPS = frozenset({"", "fuel", "process", "power", "heat", "biomass", "medium", "chain", *CARBON})
"""Emission categories that tables and charts know, and the sides of a carbon balance."""

RESERVED = frozenset("SWQXYGTAEZ")
"""Letters that the report's own codes begin with; no table has them."""

SHARED = frozenset("PJ")
"""The letters that the tables of processes share, and the ledgers of readiness."""

_NEEDED = frozenset({"words", "document", "boundary", "publisher", "licence", "title", "issuer"})


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in a pack.

    Attributes
    ----------
    severity : str
        ``error``: must be mended. ``warning``: somebody should look.
    file, path : str
        File from ``resources`` or ``forms`` on, and the place in it.
    words : Words
    """

    severity: Literal["error", "warning"]
    file: str
    path: str
    words: Words


@dataclass(frozen=True, slots=True)
class Packs:
    """Whatever could be read, and the day on which it is judged."""

    vocabulary: Vocabulary
    methods: Mapping[str, Compiled]
    sets: Mapping[str, FactorSet]
    pages: Mapping[str, Page]
    drawings: Mapping[str, Drawing]
    examples: Mapping[str, tuple[Example, ...]]
    findings: frozenset[str]
    today: str
    schemes: Mapping[str, CompiledScheme] = field(default_factory=dict)
    policies: Policies = field(default_factory=lambda: Policies({}, {}))
    questionnaires: Mapping[str, Questionnaire] = field(default_factory=dict)

    def compiled(self) -> Iterator[tuple[str, Compiled]]:
        """Every method and every scheme with the file in which its formulas stand."""
        for key, method in self.methods.items():
            yield method_file(key), method
        for key, scheme in self.schemes.items():
            yield scheme_file(key), scheme.compiled


def _languages(packs: Packs) -> Iterator[Complaint]:
    """Both languages, or neither where a text may be left out."""
    everything: list[tuple[str, object]] = [("resources/vocabulary", packs.vocabulary)]
    everything += [(file, compiled.method) for file, compiled in packs.compiled()]
    for key, each in packs.schemes.items():
        everything.append((scheme_file(key), (each.scheme.criteria, each.scheme.measures, each.scheme.city)))
    everything += [(f"resources/factors/{id_}", set_) for id_, set_ in packs.sets.items()]
    everything += [("forms", packs.pages), ("resources/drawings", packs.drawings)]
    everything += [(method_file(key, "examples"), worked) for key, worked in packs.examples.items()]
    for file, value in everything:
        for path, words, needed in _pairs(value, ""):
            if bool(words.zh) != bool(words.en) or (needed and not words.zh):
                yield error(file, path, "缺一种语言", "a language is empty")


def _pairs(value: object, path: str, needed: bool = False) -> Iterator[tuple[str, Words, bool]]:
    if isinstance(value, Words):
        yield path, value, needed
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _pairs(inner, f"{path}.{'/'.join(key) if isinstance(key, tuple) else key}", True)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _pairs(inner, f"{path}[{index}]")
    elif is_dataclass(value):
        for each in fields(value):
            yield from _pairs(
                getattr(value, each.name), f"{path}.{each.name}".lstrip("."), each.name in _NEEDED
            )


def _factors(packs: Packs) -> Iterator[Complaint]:
    """Units, keys and age of every published value."""
    keyed = _keyed(packs)
    options = {id_ for options in packs.vocabulary.lists.values() for id_ in options}
    for set_ in packs.sets.values():
        for row in (row for rows in set_.rows.values() for row in rows):
            file = f"resources/factors/{set_.id}"
            kind = packs.vocabulary.kinds.get(row.kind)
            if kind is None:
                yield error(file, row.id, f"没有 {row.kind} 这种因子", f"no such kind of factor: {row.kind}")
                continue
            wrong = _unit(row, kind.unit, packs.vocabulary)
            if wrong:
                yield error(file, row.id, f"单位不符：{wrong}", wrong)
            if row.key.partition(VARIANT)[0] not in keyed.get(row.kind, options) | KEYS:
                yield error(file, row.id, f"选项表中没有 {row.key}", f"no list has the option {row.key}")
            if row.check_by < packs.today:
                text = f"应于 {row.check_by} 前复核", f"should have been looked at by {row.check_by}"
                yield Complaint("warning", file, row.id, Words(*text))


def _keyed(packs: Packs) -> dict[str, set[str]]:
    """Keys of the kinds that formulas key by a choice: the options of all choices that key kinds of their subject."""
    read: dict[str, set[str]] = {}
    for _, compiled in packs.compiled():
        for call in _factor_calls(compiled):
            kind, key = _quoted(call.arguments[0]), call.arguments[1]
            keys = read.setdefault(kind, set())
            if isinstance(key, Name):
                keys |= set(packs.vocabulary.lists[packs.vocabulary.quantities[key.id].options])
    subjects: dict[str, set[str]] = {}
    for kind, keys in read.items():
        subjects.setdefault(kind.partition(".")[0], set()).update(keys)
    return {kind: subjects[kind.partition(".")[0]] for kind, keys in read.items() if keys}


def _unit(row: Factor, wanted: str, vocabulary: Vocabulary) -> str:
    """What is wrong with a factor's unit; ``""`` if nothing."""
    units = vocabulary.units
    try:
        unit = units.parse(row.unit)
        if not units.parse(wanted).bound:
            return "" if unit.fits(units.parse(wanted)) else f"{row.unit} is not {wanted}"
        for table in vocabulary.tables.values():
            chosen = (
                vocabulary.option(table.unit_of, row.key.partition(VARIANT)[0]) if table.unit_of else None
            )
            if chosen is not None and table.bound in wanted:
                # taken as it stands, so that not even the size may differ
                meant = units.parse(wanted.replace(table.bound, chosen.unit))
                return (
                    ""
                    if unit.fits(meant) and unit.scale == meant.scale
                    else f"{row.unit} is not {meant.text}"
                )
        return f"{row.key} is counted in no unit"
    except UnitError as bad:
        return f"no such unit: {bad}"


def _kinds(packs: Packs) -> Iterator[Complaint]:
    """Every kind has a value; every option that names a row's unit has one."""
    valued = {kind for set_ in packs.sets.values() for kind, _ in set_.rows}
    for id_ in packs.vocabulary.kinds:
        if id_ not in valued:
            yield error(
                "resources/vocabulary/kinds", id_, "没有一个因子集有它的值", "no factor set has a value"
            )
    for table in packs.vocabulary.tables.values():
        options = packs.vocabulary.quantities[table.unit_of].options if table.unit_of else ""
        for option in packs.vocabulary.lists.get(options, {}).values():
            if not option.unit:
                yield error(
                    "resources/vocabulary/lists", f"{options}.{option.id}", "缺计量单位", "has no unit"
                )


def _formulas(packs: Packs) -> Iterator[Complaint]:
    """No number is knowledge in a formula; what may be passed over is optional.

    Points and rules of scoring are knowledge with clause and confidence of their own.
    """
    for file, compiled in packs.compiled():
        for line in (each for each in compiled.method.lines.values() if each.formula):
            tree = parse(line.formula)
            scored = compiled.method.kind == "scheme" and line.id.endswith((".points", ".score"))
            for value in () if scored else _numbers(tree):
                if value not in (0, 1):
                    yield error(
                        file,
                        line.id,
                        f"数值 {value} 应是因子或常数",
                        f"{value}: not a factor or constant",
                    )
            for call in calls(tree):
                passed = call.arguments[:-1] if call.function == "first" else ()
                for name in (name for part in passed for name in names(part)):
                    quantity = packs.vocabulary.quantities.get(name)
                    if quantity is not None and quantity.kind == "number" and not quantity.optional:
                        yield error(file, line.id, f"{name} 不是选填项", f"{name} is not optional")


def _sources(packs: Packs) -> Iterator[Complaint]:
    """The sets that a method names exist, and answer what its formulas ask."""
    for file, compiled in packs.compiled():
        sets = compiled.method.factor_sets
        for id_ in sets:
            if id_ not in packs.sets:
                yield error(file, "factor_sets", f"没有因子集 {id_}", f"no such factor set: {id_}")
        rows = {pair for id_ in sets if id_ in packs.sets for pair in packs.sets[id_].rows}
        for call in _factor_calls(compiled):
            kind, quoted = _quoted(call.arguments[0]), _quoted(call.arguments[1])
            if kind not in {known for known, _ in rows}:
                yield error(file, kind, "所列因子集都没有这种因子", "none of its factor sets has this kind")
            elif quoted and (kind, quoted) not in rows:
                yield error(file, f"{kind}/{quoted}", "所列因子集都没有它", "none of its factor sets has it")


def _letters(packs: Packs) -> Iterator[Complaint]:
    """A row's code says which table it stands in."""
    taken: dict[str, str] = {}
    for table in packs.vocabulary.tables.values():
        where = "resources/vocabulary/quantities", f"table.{table.id}"
        if len(table.letter) != 1 or not "A" <= table.letter <= "Z":
            yield error(*where, "letter 应为一个大写字母", "letter: not one capital letter")
        elif table.letter in RESERVED:
            yield error(
                *where, f"字母 {table.letter} 由报告使用", f"letter {table.letter} belongs to the report"
            )
        elif table.letter not in SHARED and table.letter in taken:
            other = taken[table.letter]
            yield error(
                *where, f"字母 {table.letter} 已属于 {other}", f"letter {table.letter} belongs to {other}"
            )
        taken.setdefault(table.letter, table.id)


def _groups(packs: Packs) -> Iterator[Complaint]:
    """Lines stand in a category that tables and charts know."""
    for key, compiled in packs.methods.items():
        for line in compiled.method.lines.values():
            if line.group not in GROUPS:
                known = ", ".join(sorted(GROUPS - {""}))
                text = (
                    f"没有 {line.group} 这个 group；可用：{known}",
                    f"no such group: {line.group}; there are {known}",
                )
                yield error(method_file(key), line.id, *text)


def _dates(packs: Packs) -> Iterator[Complaint]:
    """Days that there are."""
    for key, compiled in packs.methods.items():
        if not is_day(compiled.method.issued, whole=True):
            yield _no_day(method_file(key), "issued", compiled.method.issued)
    for set_ in packs.sets.values():
        file = f"resources/factors/{set_.id}"
        for source in set_.sources.values():
            if not is_day(source.date):
                yield _no_day(file, f"source.{source.id}", source.date)
        for row in (row for rows in set_.rows.values() for row in rows):
            for day in (row.valid_from, row.valid_to, row.check_by):
                if not is_day(day, whole=True):
                    yield _no_day(file, row.id, day)
            if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
                yield error(file, row.id, "有效期的起讫颠倒", "valid_from is after valid_to")


def is_day(text: str, whole: bool = False) -> bool:
    """Whether there is such a day; a year or a month will do unless a whole date is wanted."""
    if not text:
        return True
    if not whole:
        text += {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return "1900" <= date.fromisoformat(text).isoformat() < "2200"
    except ValueError:
        return False


def _no_day(file: str, path: str, text: str) -> Complaint:
    return error(file, path, f"没有 {text} 这一天", f"no such day: {text}")


def _agreements(packs: Packs) -> Iterator[Complaint]:
    """A choice that another follows from names it, and its options name options there."""
    lists, quantities = packs.vocabulary.lists, packs.vocabulary.quantities
    for quantity in quantities.values():
        where = "resources/vocabulary/quantities", f"quantity.{quantity.id}: agrees_with"
        other = quantities.get(quantity.agrees_with)
        if not quantity.agrees_with:
            continue
        if other is None or other.kind != "choice" or quantity.kind != "choice":
            yield error(
                *where, f"没有选择题 {quantity.agrees_with}", f"no such choice: {quantity.agrees_with}"
            )
            continue
        for option in lists[quantity.options].values():
            if option.group and option.group not in lists[other.options]:
                text = (
                    f"{other.options} 没有选项 {option.group}",
                    f"{other.options} has no option {option.group}",
                )
                yield error("resources/vocabulary/lists", f"{quantity.options}.{option.id}", *text)


def _findings(packs: Packs) -> Iterator[Complaint]:
    """What a check finds has words."""
    told = [(method_file(key), item) for key, each in packs.methods.items() for item in each.method.checks]
    found = [(file, item.id, item.finding) for file, item in told]
    found += [
        (scheme_file(key), item.id, item.finding)
        for key, each in packs.schemes.items()
        for item in each.scheme.checks
    ]
    for file, id_, finding in found:
        if finding not in packs.findings:
            text = f"findings.toml 中没有 {finding}", f"findings.toml has no {finding}"
            yield error(file, f"check {id_}", *text)


def _forms(packs: Packs) -> Iterator[Complaint]:
    """Pages ask what exists, where it belongs, and whatever is read exactly once."""
    asked: dict[str, list[str]] = {}
    kinds = packs.vocabulary.lists.get("evidence_kind", {})
    for page in packs.pages.values():
        for question in page.questions:
            where = f"page.{page.id}: {question.quantity}"
            asked.setdefault(question.quantity, []).append(page.id)
            quantity = packs.vocabulary.quantities.get(question.quantity)
            if quantity is None:
                yield error("forms", where, "没有这个量", "no such quantity")
            elif quantity.table != page.table:
                yield error(
                    "forms", where, f"属于表 {quantity.table!r}", f"belongs to table {quantity.table!r}"
                )
            for kind in question.evidence:
                if kind not in kinds:
                    yield error("forms", where, f"没有证据类型 {kind}", f"no such kind of evidence: {kind}")
            document, _, line = question.drawing.partition(":")
            if question.drawing and (
                document not in packs.drawings or packs.drawings[document].line(line) is None
            ):
                yield error(
                    "forms", where, f"没有样图 {question.drawing}", f"no such drawing: {question.drawing}"
                )
            try:
                if question.when:
                    check(parse(question.when), scope_of(page.table, {}, packs.vocabulary), None)
            except FormulaError as bad:
                yield Complaint("error", "forms", f"{where}: when", same(str(bad)))
    if not packs.pages:
        return
    for id_ in dict.fromkeys(id_ for _, compiled in packs.compiled() for id_ in compiled.quantities):
        pages = asked.get(id_, [])
        if len(pages) != 1:
            text = f"应在一个页面上，现有 {len(pages)} 个", f"stands on {len(pages)} pages, not on one"
            yield error("forms", id_, *text)


def _orphans(packs: Packs) -> Iterator[Complaint]:
    """What nobody uses."""
    quantities = packs.vocabulary.quantities
    used = {question.quantity for page in packs.pages.values() for question in page.questions}
    used |= {id_ for _, compiled in packs.compiled() for id_ in compiled.quantities}
    used |= {other for quantity in quantities.values() for other in (quantity.weight, quantity.bridge_key)}
    if packs.pages:
        for id_ in quantities:
            if id_ not in used:
                yield error(
                    "resources/vocabulary/quantities", id_, "没有页面或方法用它", "no page or method uses it"
                )
    chosen = {quantity.options for quantity in quantities.values()} | {"evidence_kind"}
    keys = {key.partition(VARIANT)[0] for set_ in packs.sets.values() for _, key in set_.rows}
    for id_, options in packs.vocabulary.lists.items():
        if id_ not in chosen and not keys & set(options):
            yield error(
                "resources/vocabulary/lists", id_, "没有量或因子用它", "no quantity or factor uses it"
            )


def _reached(packs: Packs) -> Iterator[Complaint]:
    """Every line has a worked example."""
    for key, compiled in packs.methods.items():
        reached = {expected.line for example in packs.examples.get(key, ()) for expected in example.expect}
        for id_ in compiled.lines:
            if id_ not in reached:
                yield error(
                    method_file(key, "examples"), id_, "没有算例到这一行", "no example reaches this line"
                )


def _factor_calls(compiled: Compiled) -> Iterator[Call]:
    trees = [parse(line.formula) for line in compiled.method.lines.values() if line.formula]
    trees += [parse(text) for item in compiled.method.checks for text in (item.when, item.holds) if text]
    for tree in trees:
        yield from (call for call in calls(tree) if call.function == "factor")


def _numbers(node: Node) -> Iterator[Decimal]:
    match node:
        case Quoted(Decimal() as value):
            yield value
        case Operation(_, parts) | Call(_, parts):
            for part in parts:
                yield from _numbers(part)


def _quoted(node: Node) -> str:
    return node.value if isinstance(node, Quoted) and isinstance(node.value, str) else ""


def method_file(key: str, name: str = "method") -> str:
    """The file of a method, or one beside it."""
    return f"resources/methods/{key}/{name}.toml"


def scheme_file(key: str, name: str = "scheme") -> str:
    """The file of a scheme, or one beside it."""
    return f"resources/schemes/{key}/{name}.toml"


def error(file: str, path: str, zh: str, en: str) -> Complaint:
    """What must be mended."""
    return Complaint("error", file, path, Words(zh, en))


RULES: tuple[Callable[[Packs], Iterator[Complaint]], ...] = (
    _languages, _letters, _agreements, _dates, _factors, _kinds, _groups, _formulas, _sources, _findings, _forms,
    _orphans, _reached,
)  # fmt: skip
"""All of them, in the order of their complaints."""
