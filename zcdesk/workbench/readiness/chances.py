"""Opportunities: what places and the state ask or pay, with the arithmetic from the plant's own numbers.

Nothing here enters a verdict. Every rule says its source, its term and how sure it is; what is over is told as over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.calc.inventory import fullest
from zcdesk.domain.answer import Place
from zcdesk.domain.number import CONTEXT, printed
from zcdesk.domain.policy import Policy, Topic
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Language
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench.following import CODE, PROVINCE
from zcdesk.workbench.readiness.parts import Piece
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.workbench import Workbench, now

EXAMPLE = Decimal(1)
"""Share of the electricity bought by which an income is shown; it is said to be an example. [%]"""

_OPEN = ("circle-help", "quiet")
"""Mark of a term that was not seen."""
_STATES = {
    "current": ("circle-check", "good"),
    "future": ("circle-dashed", "ink"),
    "expired": ("circle-x", "doubt"),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of arithmetic.

    Attributes
    ----------
    text : str
        ``自用 3,212.40 ÷ 发电 5,896.10 = 54.5 %``.
    pieces : tuple of Piece
        The plant's own numbers in it, each to be explained.
    met : bool or None
        Whether the plant does what is asked; None where nothing is asked.
    """

    text: str
    pieces: tuple[Piece, ...] = ()
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """A rule.

    Attributes
    ----------
    id, topic, name, where : str
    rule : str
        What it says.
    value : str
    standing, term : str
        A document in force or what else; until when it holds.
    icon, role : str
        Mark of its term.
    expired, mine : bool
        It is over; it is for this plant's province and industry.
    late : str
        That somebody should look whether it still holds; ``""`` not yet.
    source, clause, confidence : str
    unknown : str
        What of it was not seen.
    sums : tuple of Sum
    """

    id: str
    topic: str
    name: str
    where: str
    rule: str
    value: str
    standing: str
    term: str
    icon: str
    role: str
    expired: bool
    mine: bool
    late: str
    source: str
    clause: str
    confidence: str
    unknown: str
    sums: tuple[Sum, ...]

    @property
    def said(self) -> str:
        """As a screen reader says it."""
        return ", ".join(part for part in (self.name, self.where, self.rule, self.term, self.late) if part)


@dataclass(frozen=True, slots=True)
class Subject:
    """Rules of one kind; those of this plant first, what is over last."""

    id: str
    name: str
    note: str
    chances: tuple[Chance, ...]


def subjects(
    workbench: Workbench, year: str, language: Language, everything: bool = False, day: str = ""
) -> tuple[Subject, ...]:
    """The rules for this plant, or all there are.

    Parameters
    ----------
    everything : bool
        Those of other provinces and industries as well.
    day : str
        On which they are read, ISO; ``""`` today.
    """
    telling = _Telling(workbench, year, language, day or now()[:10])
    found: list[Subject] = []
    for topic in workbench.catalogue.policies.topics.values():
        rows = [telling.chance(topic, each) for each in topic.rows]
        rows = [each for each in rows if each.mine or everything]
        rows.sort(key=lambda each: (not each.mine, each.expired))
        if rows:
            found.append(
                Subject(topic.id, telling.say.of(topic.words), telling.say.of(topic.note), tuple(rows))
            )
    return tuple(sorted(found, key=_rank))


def _rank(subject: Subject) -> tuple[bool, bool, bool]:
    """What can be computed for the plant, then what is for it, then the rest; what is over last."""
    return (
        not any(each.sums for each in subject.chances),
        not any(each.mine for each in subject.chances),
        all(each.expired for each in subject.chances),
    )


def plant(workbench: Workbench, language: Language) -> str:
    """For which province and industries the rules were chosen."""
    telling = _Telling(workbench, "", language, "")
    provinces = workbench.catalogue.vocabulary.lists.get("province", {})
    where = telling.say.of(provinces[telling.region].words) if telling.region in provinces else ""
    known = workbench.catalogue.policies.sectors
    industry = telling.say.join(telling.say.of(known[id_].words) for id_ in telling.sectors)
    if not where:
        return telling.texts("chances.nowhere")
    return telling.texts(
        "chances.plant", where=where, industry=industry or telling.texts("chances.any_industry")
    )


class _Telling:
    def __init__(self, workbench: Workbench, year: str, language: Language, day: str) -> None:
        self.workbench, self.year, self.day = workbench, year, day
        self.say = wording(workbench, language)
        self.texts = Wording(workbench.catalogue.texts("ui_readiness"), language)
        answers = workbench.project.answers
        self.region = answers[PROVINCE].text if PROVINCE in answers else ""
        code = answers[CODE].text.strip().lstrip("ABCDEFGHIJKLMNOPQRST") if CODE in answers else ""
        self.sectors = workbench.catalogue.policies.sectors_of(code)

    def chance(self, topic: Topic, policy: Policy) -> Chance:
        """A rule in words, with its arithmetic."""
        say, texts = self.say, self.texts
        state = policy.state(self.day)
        icon, role = _STATES[state] if policy.valid_to or state != "current" else _OPEN
        provinces = self.workbench.catalogue.vocabulary.lists.get("province", {})
        where = (
            say.of(provinces[policy.region].words)
            if policy.region in provinces
            else texts("readiness.everywhere")
        )
        where = " ".join(part for part in (where, say.of(policy.place)) if part)
        industries = self.workbench.catalogue.policies.sectors
        of_it = not policy.sectors or bool(set(policy.sectors) & set(self.sectors))
        mine = policy.holds_in(self.region) and of_it
        if policy.sectors:
            named = say.join(say.of(industries[id_].words) for id_ in policy.sectors if id_ in industries)
            where = f"{where} · {named}"
        value = ""
        if policy.value is not None:
            unit = say.unit(policy.unit)
            counted = say.language == "en" and unit == "个"  # a measure word, for which English has none
            amount = lines.exact(policy.value) if counted else f"{lines.exact(policy.value)} {unit}"
            value = texts(f"chances.{policy.measure}", amount=amount)
        source = policy.source
        told = " ".join(part for part in (say.of(source.title), source.number) if part)
        return Chance(
            policy.id,
            topic.id,
            say.of(policy.words),
            where,
            say.of(policy.rule),
            value,
            texts(f"chances.standing.{policy.standing}"),
            self._term(policy, state),
            icon,
            role,
            state == "expired",
            mine,
            texts("chances.late", day=say.date(policy.check_by)) if policy.check_by < self.day else "",
            say.clauses(part for part in (told, say.of(source.issuer), source.date) if part),
            policy.clause,
            policy.confidence,
            say.of(policy.unknown),
            self._sums(topic.id, policy) if mine and state != "expired" else (),
        )

    def _term(self, policy: Policy, state: str) -> str:
        say, texts = self.say, self.texts
        since, until = say.date(policy.valid_from), say.date(policy.valid_to)
        if state == "expired":
            return texts("chances.term.expired", until=until)
        if state == "future":
            return texts("chances.term.future", since=since)
        if until:
            return texts("chances.term.until", until=until)
        return (
            texts("chances.term.issued", issued=policy.issued)
            if policy.issued
            else texts("chances.term.open")
        )

    # arithmetic

    def _sums(self, topic: str, policy: Policy) -> tuple[Sum, ...]:
        make: dict[str, Callable[[Policy], tuple[Sum, ...]]] = {
            "pv_self_use": self._pv,
            "green_share": self._green,
            "demand_response": self._response,
            "hydrogen_truck": self._truck,
        }
        return make[topic](policy) if topic in make else ()

    def _number(self, quantity: str) -> tuple[Decimal, Piece] | None:
        """An amount of the plant in the year, a quantity or a line, with its chain; None while it is not known."""
        held = tuple(self.workbench.inventories().values())
        at = next((each for each in held if quantity in each.compiled.lines), None)
        if at is not None:
            found, words = at.line(quantity, self.year), at.compiled.method.lines[quantity].words
        elif held and quantity in held[0].compiled.vocabulary.quantities:
            found = held[0].quantity(quantity, self.year)
            words = held[0].compiled.vocabulary.quantities[quantity].words
        else:
            return None
        if not isinstance(found, Traced) or isinstance(found.value, bool | str):
            return None
        named = self.say.of(words)
        return self._piece(named, found, str(Place(quantity, "", self.year)))

    def _used(self) -> tuple[Decimal, Piece] | None:
        """Electricity used in the year, of the energy method."""
        inventory = fullest(self.workbench.inventories().values(), "energy")
        line = "energy.power_used"
        if inventory is None or line not in inventory.compiled.lines:
            return None
        found = inventory.line(line, self.year)
        if not isinstance(found, Traced):
            return None
        named = self.say.of(inventory.compiled.method.lines[line].words)
        return self._piece(named, found, str(Place(line, "", self.year)))

    def _piece(self, name: str, found: Traced, figure: str) -> tuple[Decimal, Piece]:
        amount, unit = lines.exact(found.number), self.say.unit(found.unit)
        return found.number, Piece(f"{name} {amount}", figure, f"{name} {amount} {unit}", unit)

    def _pv(self, policy: Policy) -> tuple[Sum, ...]:
        made, used = self._number("power.pv_generated"), self._number("power.pv_self_used")
        if made is None or used is None:
            return (Sum(self.texts("chances.pv_missing")),)
        if not made[0]:
            return (Sum(self.texts("chances.pv_none")),)
        share = CONTEXT.multiply(CONTEXT.divide(used[0], made[0]), Decimal(100))
        text = self.texts("chances.pv", used=used[1].said, made=made[1].said, share=_round(share, 1))
        pieces = (used[1], made[1])
        if policy.value is None or policy.unit != "%" or policy.measure != "at_least":
            return (Sum(text, pieces),)
        met = share >= policy.value
        wanted = lines.exact(policy.value)
        if met:
            return (Sum(text, pieces), Sum(self.texts("chances.pv_met", wanted=wanted), met=True))
        over = CONTEXT.subtract(made[0], CONTEXT.divide(used[0], CONTEXT.divide(policy.value, Decimal(100))))
        short = self.texts("chances.pv_short", wanted=wanted, over=_round(over, 1), unit=made[1].unit)
        return (Sum(text, pieces), Sum(short, met=False))

    def _green(self, policy: Policy) -> tuple[Sum, ...]:
        if policy.value is None or policy.unit != "%" or policy.measure != "at_least":
            return ()
        used = self._used()
        traded, held = self._number("power.green_trade"), self._number("power.certificates_counted")
        if used is None or traded is None or held is None:
            return (Sum(self.texts("chances.green_missing")),)
        wanted = CONTEXT.multiply(used[0], CONTEXT.divide(policy.value, Decimal(100)))
        have = CONTEXT.add(traded[0], held[0])
        text = self.texts(
            "chances.green", used=used[1].said, share=lines.exact(policy.value), wanted=_round(wanted, 1),
            traded=traded[1].said, held=held[1].said, unit=used[1].unit,
        )  # fmt: skip
        pieces = (used[1], traded[1], held[1])
        if have >= wanted:
            return (Sum(text, pieces), Sum(self.texts("chances.green_met"), met=True))
        short = _round(CONTEXT.subtract(wanted, have), 1)
        return (
            Sum(text, pieces),
            Sum(self.texts("chances.green_short", short=short, unit=used[1].unit), met=False),
        )

    def _response(self, policy: Policy) -> tuple[Sum, ...]:
        bought = self._number("power.grid")
        if bought is None or policy.value is None or policy.unit != "元/kWh":
            return ()
        part = CONTEXT.multiply(bought[0], CONTEXT.divide(EXAMPLE, Decimal(100)))
        income = CONTEXT.divide(
            CONTEXT.multiply(part, policy.value), Decimal(10)
        )  # MWh x yuan/kWh = 1,000 yuan
        text = self.texts(
            "chances.response", bought=bought[1].said, share=lines.exact(EXAMPLE), part=_round(part, 1),
            unit=bought[1].unit, price=lines.exact(policy.value), income=_round(income, 2),
        )  # fmt: skip
        return (Sum(text, (bought[1],)),)

    def _truck(self, policy: Policy) -> tuple[Sum, ...]:
        if policy.value is None or policy.cap is None or policy.unit != "元/km":
            return ()
        far = CONTEXT.divide(policy.cap, policy.value)
        text = self.texts(
            "chances.truck", cap=lines.exact(policy.cap), rate=lines.exact(policy.value), far=_round(far, 0)
        )
        return (Sum(text),)


def _round(value: Decimal, places: int) -> str:
    """A result of arithmetic as it is shown; it enters nothing else."""
    return printed(value, places, "half-even")
