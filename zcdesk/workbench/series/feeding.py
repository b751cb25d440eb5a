"""Feeding: months of meter series as answers, seen first, and a finding where an answer no longer follows from them.

Which quantity takes what is data (``resources/guide/series.toml``). An answer that was taken says so in its note and
cites the files of its series; a setting beside it keeps the series, by name and digest, so that it can be held against
them after every step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from zcdesk.calc.checks import judge
from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.change import AnswerChange, Change, SettingChange
from zcdesk.domain.number import NotANumber, plain, read
from zcdesk.domain.series import FED, Series
from zcdesk.domain.unit import UnitError, pretty
from zcdesk.domain.words import Words, same
from zcdesk.workbench import naming
from zcdesk.workbench.forms.answering import contradicted
from zcdesk.workbench.history import tentative
from zcdesk.workbench.metered import Feed, Sum, feeds, match, of_kind, text_of, told_of
from zcdesk.workbench.preview.taking import Ask, Cell, Preview, State
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Changed, Workbench, inventory_of

_PLACES = 9
"""Decimals of a sum that does not end."""

LACKING = Words(
    "缺 {share} % 的读数；已知部分合计 {sum}。要按已知部分填，说明接受缺多少。",
    "{share} % of the readings are missing; what is known adds up to {sum}. To take that, say how much may be missing.",
)
NOTHING = Words(
    "项目里没有可以填到数据项的表计序列。",
    "The project has no meter series that an answer could be taken from.",
)
NO_YEAR = Words("{year} 年没有表计读数。", "There are no readings of meters in {year}.")
NOTE = Words(
    "取自表计 {meters} 的读数，按月合计{way}{lacking}",
    "Taken from readings of {meters}, summed by month{way}{lacking}",
)
WAYS = {
    "": Words("", ""),
    "metered": Words("：发电表减上网表", ": PV meter less feed-in meter"),
    "matched": Words("：发电与用电逐时段比较", ": PV held against use interval by interval"),
}
PART = Words("；缺 {share} % 的读数，只计已知部分", "; {share} % of the readings are missing and not counted")
NO_USE = Words(
    "光伏自用算不出：还要用电表或上网表的读数。",
    "PV self-use cannot be told: it takes readings of use or of feed-in.",
)
ASK_LACKING = Words(
    "有的月份缺读数。最多接受缺多少？", "Readings are missing in some months. How much may be missing?"
)
SHARES = (Decimal("0.005"), Decimal("0.01"), Decimal("0.05"), Decimal("0.10"))
"""Offered shares of a month that may be missing. [-]"""

SEVERAL = Words(
    "光伏自用按 {n} 块用电表之和算：{meters}。总表和它下面的分表不要都算成用电，否则自用会偏大。",
    "PV self-use is held against the sum of {n} meters of use: {meters}. A main meter and the meters below it must not "
    "both count as use, or self-use comes out too high.",
)
LABEL = Words("表计月度合计", "monthly sums of meters")


def ask(lacking: Decimal) -> Ask:
    """The question how much of a month may be missing, with answers beyond what is accepted already."""
    shares = [each for each in SHARES if each > lacking]
    options = tuple((str(each), same(f"{plain((each * 100).normalize())} %")) for each in shares)
    return Ask("lacking", ASK_LACKING, options)


def preview(workbench: Workbench, year: str, lacking: Decimal = Decimal(0)) -> Preview:
    """What the monthly sums of a year would change; nothing is written.

    Parameters
    ----------
    lacking : Decimal
        Share of a month's readings that may be missing. [-]

    Raises
    ------
    Refused
        If there is no series, or none of the year.
    """
    found = feeds(workbench)
    if not found:
        raise Refused("no_series", NOTHING)
    wanted: dict[Place, tuple[Feed, Sum]] = {}
    for feed in found:
        for period, made in feed.months.items():
            if period.startswith(f"{year}-"):
                wanted[Place(feed.quantity, "", period)] = feed, made
    if not wanted:
        raise Refused("no_year", NO_YEAR.fill(year=year))
    notes = []
    if of_kind(workbench, "pv") and match(workbench) is None:
        notes.append(NO_USE)
    loads = loads_of(found)
    if len(loads) > 1:
        notes.append(SEVERAL.fill(n=len(loads), meters="、".join(each.name for each in loads)))
    answered = {place: _answer(*taken, lacking) for place, taken in wanted.items()}
    given = [place for place, (answer, _) in answered.items() if answer is not None]
    changes = _changes(workbench, wanted, {place: answered[place][0] for place in given})
    cells = _cells(workbench, wanted, answered, changes)
    refused = {cell.place for cell in cells if cell.state == "refused"}
    kept = [each for each in changes if _place_of(each) not in refused]
    return Preview(year, cells, tuple(notes), tuple(kept))


def accept(workbench: Workbench, seen: Preview) -> Changed:
    """Take what can be taken, as one step.

    Raises
    ------
    FileTrouble
        If the project cannot be written; it stays as it was.
    """
    return workbench.commit(f"{LABEL.zh} {seen.year}", seen.changes)


def loads_of(found: Sequence[Feed]) -> tuple[Series, ...]:
    """The meters of use against which PV is held; none where a feed-in meter tells it."""
    matched = next((each for each in found if each.way == "matched"), None)
    return tuple(each for each in matched.series if each.kind == "load") if matched is not None else ()


def _answer(feed: Feed, made: Sum, lacking: Decimal) -> tuple[Answer | None, Words | None]:
    """A month as an answer, or why it is none."""
    share = plain((made.lacking * 100).quantize(Decimal("0.01")).normalize())
    if made.lacking > lacking:
        return None, LACKING.fill(share=share, sum=_grouped(text_of(made.energy)))
    part = PART.fill(share=share) if made.lacking else Words("", "")
    meters = "、".join(dict.fromkeys(each.name for each in feed.series))
    note = NOTE.fill(meters=meters, way=WAYS[feed.way], lacking=part).zh
    cites = dict.fromkeys(Cite(cite.evidence) for each in feed.series for cite in each.evidence)
    return Answer(text_of(made.energy), "kWh", "given", note, tuple(cites)), None


def _changes(
    workbench: Workbench, wanted: Mapping[Place, tuple[Feed, Sum]], answers: Mapping[Place, Answer | None]
) -> list[Change]:
    project = workbench.project
    changes: list[Change] = [
        AnswerChange(place, project.answers[place], None) for place in contradicted(workbench, answers)
    ]
    for place, after in answers.items():
        before = project.answers.get(place)
        if after is None:
            continue
        if before != after:
            changes.append(AnswerChange(place, before, after))
        key, told = FED + str(place), told_of(wanted[place][0], after.text)
        if project.settings.get(key) != told:
            changes.append(SettingChange(key, project.settings.get(key), told))
    return changes


def _place_of(change: Change) -> Place | None:
    if isinstance(change, AnswerChange):
        return change.place
    return naming.parse_place(change.key.removeprefix(FED)) if isinstance(change, SettingChange) else None


def _grouped(text: str) -> str:
    """Kilowatt-hours with all their digits, thousands apart."""
    return f"{read(text):,} kWh"


def _said(workbench: Workbench, before: Answer | None) -> str:
    """An answer as it stood, in kilowatt-hours where its unit is one of energy: to be held against the sum."""
    if before is None:
        return ""
    if before.standing != "given":
        return "—"
    units = workbench.catalogue.vocabulary.units
    try:
        one, wanted = units.parse(before.unit), units.parse("kWh")
        if one.dimensions == wanted.dimensions:
            ratio = one.scale / wanted.scale
            energy = read(before.text) * Decimal(ratio.numerator) / Decimal(ratio.denominator)
            return _grouped(text_of(energy))
    except (NotANumber, UnitError):
        pass
    return f"{before.text} {pretty(before.unit)}".strip()


def _cells(
    workbench: Workbench,
    wanted: Mapping[Place, tuple[Feed, Sum]],
    answered: Mapping[Place, tuple[Answer | None, Words | None]],
    changes: Sequence[Change],
) -> tuple[Cell, ...]:
    project, catalogue = workbench.project, workbench.catalogue
    pin = next(iter(project.methods()), None)
    wished = tentative(project, changes)
    inventory = inventory_of(catalogue, wished, pin) if pin is not None else None
    cells = []
    for place, (after, reason) in answered.items():
        before = project.answers.get(place)
        was = _said(workbench, before)
        if after is not None and inventory is not None:
            found = judge(wished, catalogue.vocabulary, place, after, inventory)
            wrong = next((each for each in found if each.severity == "error"), None)
            reason = naming.say(wrong, wished, catalogue) if wrong is not None else None
        same = after is not None and before == after
        state: State = "refused" if reason else "same" if same else "changed" if before else "new"
        text = _grouped(after.text if after is not None else text_of(wanted[place][1].energy))
        meters = "、".join(dict.fromkeys(each.name for each in wanted[place][0].series))
        words = naming.place_words(wished, catalogue, place)
        cells.append(Cell(state, meters, "", place, words, was, text, reason))
    return tuple(cells)
