"""The checklist of a scheme: criterion by criterion what is asked, why, where to find it, and which evidence counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zcdesk.calc.readiness import skip_key
from zcdesk.domain.answer import Place
from zcdesk.domain.form import Page, Question
from zcdesk.domain.scheme import Criterion
from zcdesk.domain.trace import Missing
from zcdesk.domain.words import Language, Words
from zcdesk.formula.schemes import CompiledScheme
from zcdesk.formula.syntax import names, parse
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench import following
from zcdesk.workbench.evidence import attaching
from zcdesk.workbench.evidence.attaching import Attached
from zcdesk.workbench.forms import entry, guide
from zcdesk.workbench.forms.entry import Field
from zcdesk.workbench.readiness.parts import Item
from zcdesk.workbench.readiness.view import Telling
from zcdesk.workbench.readiness.waiting import waited_for
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.chain_links import Link, gap_links
from zcdesk.workbench.schemes import readiness as skipping
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench

SOME = 4
"""So many figures are named from which a criterion is computed; its chain shows all."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of a criterion.

    Attributes
    ----------
    field : Field
        The question as it stands.
    title, why, where, proof, how : str
    options : tuple of (str, str)
        Answers to choose from, id and words; empty where something is typed.
    chosen : str
        Id of the option, ``unknown`` for "I do not know"; ``""`` none.
    answer : str
        What was answered, in words.
    evidence : tuple of (str, str)
        Number and name of what is attached.
    """

    field: Field
    title: str
    why: str
    where: str
    proof: str
    how: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    answer: str
    evidence: tuple[tuple[str, str], ...]

    @property
    def place(self) -> Place:
        """Where the answer stands."""
        return self.field.place

    @property
    def open(self) -> bool:
        """Whether it is not answered and something waits for it."""
        return not self.answer and not self.field.quantity.optional

    @property
    def said(self) -> str:
        """As a screen reader says it."""
        return ", ".join(part for part in (self.title, self.answer) if part)


@dataclass(frozen=True, slots=True)
class Topic:
    """A criterion with its questions.

    Attributes
    ----------
    item : Item
    asks : tuple of Ask
        Those that no earlier criterion has asked.
    links : tuple of Link
        What else it waits for, with the page where that is filled in.
    verdict : str
        The verdict in a sentence.
    blocks : str
        What it bars now; ``""`` nothing.
    made : str
        From what it is computed, where nothing is asked.
    skipped : str
        Why it is left for later, or out; ``""`` it is not.
    asked : str
        What the criterion asks as a whole; it stands above the titles of its questions.
    """

    item: Item
    asks: tuple[Ask, ...]
    links: tuple[Link, ...]
    verdict: str
    blocks: str
    made: str
    skipped: str
    asked: str

    @property
    def left(self) -> int:
        """Questions that are open; none of what is skipped."""
        return 0 if self.skipped else sum(ask.open for ask in self.asks)

    @property
    def done(self) -> int:
        """Questions that are answered, or may stay blank."""
        return sum(not ask.open for ask in self.asks)

    @property
    def applies(self) -> bool:
        """Whether it is asked of this plant."""
        return self.item.verdict != "not_applicable"


def topics(workbench: Workbench, key: str, year: str, language: Language) -> tuple[Topic, ...]:
    """The checklist of the scheme ``id@edition``: gates first, then in the order of the scheme."""
    id_, _, edition = key.partition("@")
    found = readiness(workbench, id_, edition)
    telling = Telling(workbench, found, year, language)
    questions = {
        each.quantity: each for page in workbench.catalogue.pages.values() for each in page.questions
    }
    shown = guide.pages(workbench)
    elsewhere = {each.quantity for page in shown if page.group == "inventory" for each in page.questions}
    seen: set[str] = set()
    made: list[Topic] = []
    assessed = {each.criterion.id: each for each in telling.assessed}
    for item in telling.items():
        facts = facts_of(found.compiled, item.id, only_applies=item.verdict == "not_applicable")
        mine = [
            each
            for each in facts
            if each not in elsewhere and _is_asked(workbench, found.compiled, each, year, questions)
        ]
        new = [each for each in mine if each not in seen]
        criterion = assessed[item.id].criterion
        ledgers = _ledgers(telling, facts, shown)
        asks = [_ask(telling, item, questions.get(each, Question(each)), criterion) for each in new]
        seen.update(mine)
        gaps = {
            gap
            for judged in assessed[item.id].levels
            if isinstance(judged.chain, Missing)
            for gap in judged.chain.gaps
            if gap.kind != "rows" and gap.place.quantity not in {*mine, *telling.scheme.choices}
        }
        links = ledgers
        waiting = waited_for(workbench, gaps)
        links += gap_links(workbench, waiting, telling.say) if waiting else ()
        made.append(_topic(telling, item, tuple(asks), links, facts, telling.say.of(criterion.ask)))
    return tuple(made)


def facts_of(compiled: CompiledScheme, criterion: str, only_applies: bool = False) -> tuple[str, ...]:
    """What a criterion reads, by itself or through lines of the scheme: what decides whether it applies comes first."""
    lines = compiled.compiled.lines
    own = [id_ for id_ in lines if id_.startswith(f"{criterion}.") and ".measure." not in id_]
    order = [id_ for id_ in own if id_.endswith(".applies")]
    if not only_applies:
        order += [id_ for id_ in own if id_ not in order]
        held = next(each for each in compiled.scheme.criteria if each.id == criterion)
        order += [held.value] if held.value else []
    found: dict[str, None] = {}
    seen: set[str] = set()

    def look(id_: str) -> None:
        if id_ in seen:
            return
        seen.add(id_)
        if id_ in compiled.scheme.taken or id_ not in lines:
            found[id_] = None
            return
        for name in compiled.reads(id_):
            look(name)

    for id_ in order:
        look(id_)
    return tuple(found)


def skip(workbench: Workbench, key: str, criterion: str, reason: str) -> Words | None:
    """Leave a criterion for later, or out, with the reason; a blank reason has it asked again. One step."""
    try:
        skipping.skip(workbench, key.partition("@")[0], criterion, reason)
    except (Refused, FileTrouble) as trouble:
        return trouble.words
    return None


def attach(workbench: Workbench, ask: Ask, path: Path) -> Attached:
    """Bring in a file and tie it to an answer."""
    kind = ask.field.question.evidence[0] if ask.field.question.evidence else "other"
    return attaching.attach(workbench, [ask.place], path, kind)


def _is_asked(
    workbench: Workbench, compiled: CompiledScheme, id_: str, year: str, questions: dict[str, Question]
) -> bool:
    """Whether a fact is a single question that may be answered here."""
    quantity = workbench.catalogue.vocabulary.quantities.get(id_)
    if quantity is None or quantity.table or entry.is_monthly(quantity) or id_ in compiled.scheme.choices:
        return False
    when = questions[id_].when if id_ in questions else ""
    inventory = next(iter(workbench.inventories().values()), None)
    if not when or inventory is None:
        return True
    quantities, answers = workbench.catalogue.vocabulary.quantities, workbench.project.answers
    first = (quantities[name] for name in names(parse(when)) if name in quantities)
    known = all(Place(each.id, "", "" if each.per == "project" else year) in answers for each in first)
    return known and inventory.condition(when, "", year)  # what decides it is asked before


def _ask(telling: Telling, item: Item, question: Question, criterion: Criterion) -> Ask:
    """A question in its own words; why it is asked, and what proves it, begin with what the criterion says."""
    workbench, say, texts = telling.workbench, telling.say, telling.texts
    field = entry.field_of(workbench, question, "", telling.year)
    quantity = field.quantity
    answer = workbench.project.answers.get(field.place)
    options = tuple((option.id, say.of(option.words)) for option in field.options)
    named = dict(options)
    chosen = ""
    if answer is not None:
        chosen = "unknown" if answer.standing == "default" else answer.text if answer.text in named else ""
    told = named.get(chosen, field.shown)
    if chosen == "unknown" or (answer is not None and answer.standing == "default"):
        told = texts("checklist.unknown")
    elif answer is not None and answer.standing == "none":
        told = texts("checklist.none")
    elif told and not options and field.unit not in ("", "1"):
        told = f"{told} {say.unit(field.unit)}"
    kinds = workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
    proofs = [say.of(kinds[kind].words) for kind in question.evidence if kind in kinds and kind != "other"]
    evidence = tuple(
        (cite.evidence, (held.title or held.name) if held is not None else "")
        for cite in (answer.evidence if answer is not None else ())
        for held in (workbench.project.evidence.get(cite.evidence),)
    )
    key = "checklist.why_gate" if item.kind == "gate" else "checklist.why_item"
    why = texts(key, number=item.number, name=item.name, scheme=say.of(telling.scheme.method.words))
    if quantity.definition.zh:
        why = f"{say.of(quantity.definition)}\n{why}"
    title = say.of(quantity.words)
    if quantity.kind in ("yes_no", "choice"):
        title = texts("checklist.question", what=title)
    if criterion.why.zh:
        why = f"{say.of(criterion.why)}\n{why}"
    wants = [
        say.of(want.words) if want.words.zh else say.of(kinds[want.kind].words)
        for want in criterion.wants
        if want.words.zh or want.kind in kinds
    ]
    proofs = list(dict.fromkeys((*wants, *proofs)))
    where = [text for text in (say.of(quantity.where), say.of(criterion.source)) if text]
    return Ask(
        field,
        title,
        why,
        "\n".join(where) or texts("checklist.where_none"),
        say.join(proofs) or texts("checklist.proof_none"),
        say.of(question.hint),
        options,
        chosen,
        told,
        evidence,
    )


def _topic(
    telling: Telling,
    item: Item,
    asks: tuple[Ask, ...],
    links: tuple[Link, ...],
    facts: Iterable[str],
    asked: str,
) -> Topic:
    texts, say = telling.texts, telling.say
    levels = list(telling.scheme.levels)
    barred = levels[levels.index(item.steps[0].level) :]
    blocks = ""
    if item.kind == "gate" and item.verdict == "not_met":
        named = say.join(say.of(telling.scheme.levels[level]) for level in barred)
        blocks = texts("checklist.blocks", levels=named, scheme=say.of(telling.scheme.method.words))
        if near := _nearby(telling):
            blocks += f"\n{texts('checklist.nearby', what=say.join(near))}"
    parts = [step.text for step in item.steps]
    if item.state == "missing":
        parts = [item.text]
    parts += [step.gap.text for step in item.steps if step.gap is not None][:1]
    amount = f"{item.value.text} {item.value.unit}".strip() if item.value.text != "—" else ""
    note = item.note if item.kind == "gate" and item.verdict == "not_met" else ""
    if amount and note.startswith(amount):  # the note names the amount and its bound
        parts = [note, *(text for text in parts if text != item.steps[0].text or item.steps[0].gap is None)]
    else:
        parts = [amount, *parts, note]
    lines = [say.of(words) for id_ in facts if (words := _line_words(telling, id_)) is not None]
    made = ""
    if lines and not asks and item.state != "missing":  # what is missing is named by the links, and only that
        some = len(lines) > SOME
        told = say.join(lines[:SOME])
        made = texts(
            "checklist.made", what=texts("checklist.made_some", what=told, n=len(lines)) if some else told
        )
    key = skip_key(telling.scheme.method.id, item.id)
    skipped = telling.workbench.project.settings.get(key, "")
    return Topic(
        item,
        asks,
        links,
        say.clauses(each for each in dict.fromkeys(parts) if each),
        blocks,
        made,
        skipped,
        asked,
    )


def _nearby(telling: Telling) -> tuple[str, ...]:
    """Other schemes of the plant's own province that fit its sector; none while the province is not answered."""
    workbench = telling.workbench
    if following.PROVINCE not in workbench.project.answers:
        return ()
    return tuple(
        telling.say.of(each.scheme.method.words)
        for each in following.offered(workbench)
        if each.fits and each.scheme.region and each.scheme.method.id != telling.scheme.method.id
    )


def _line_words(telling: Telling, id_: str) -> Words | None:
    taken = telling.scheme.taken.get(id_)
    if taken is not None:
        return taken.words
    quantity = telling.workbench.catalogue.vocabulary.quantities.get(id_)
    if quantity is None or id_ in telling.scheme.choices:
        return None
    return quantity.words


def _ledgers(telling: Telling, facts: Iterable[str], shown: tuple[Page, ...]) -> tuple[Link, ...]:
    """The pages of tables that a criterion is judged from."""
    workbench = telling.workbench
    vocabulary, homes = workbench.catalogue.vocabulary, guide.homes(shown)
    tables = dict.fromkeys(
        quantity.table for id_ in facts if (quantity := vocabulary.quantities.get(id_)) is not None
    )
    words = {page.id: page.words for page in shown if page.group == "readiness"}
    made: dict[str, Link] = {}
    for table in tables:
        page = homes.get(table, "") if table else ""
        if page in words:
            count = len(workbench.project.rows_of(table))
            text = telling.texts("checklist.ledger", what=telling.say.of(words[page]), n=count)
            made[page] = Link(text, page)
    return tuple(made.values())
