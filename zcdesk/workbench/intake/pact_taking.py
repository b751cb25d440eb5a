"""PACT taking: footprints of suppliers as own factors of purchased goods, each with the file as its evidence.

A project that does not ask for purchased goods keeps the file, and shows what it says.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from zcdesk.calc.checks import judge
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Cite, Place, writable
from zcdesk.domain.change import AnswerChange, Change, RowChange, SettingChange
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.number import plain
from zcdesk.domain.product_footprint import UNITS, ProductFootprint
from zcdesk.domain.project import Project, Row
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Words, same
from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.exchange.footprints.pact_in import Given, footprints, looks_like_one
from zcdesk.exchange.guards import NotReadable
from zcdesk.store.file_name import clean
from zcdesk.workbench import naming
from zcdesk.workbench.history import tentative
from zcdesk.workbench.preview.reader import Options, Reader
from zcdesk.workbench.preview.taken_once import taken_as
from zcdesk.workbench.preview.taking import Cell, Preview, State, filed
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, inventory_of
from zcdesk.workbench.workbook.entry_book import NO_METHOD
from zcdesk.workbench.workbook.entry_reading import alike

READ = "pact."
"""How the setting of a footprint that was taken begins; behind it stands its id, in it the evidence it became."""

TABLE, FACTOR, ITEM, NAME, CATEGORY = (
    "goods",
    "goods.factor_own",
    "goods.item",
    "goods.name",
    "goods.category",
)
"""Purchased goods, as the vocabulary calls them."""

BY_MASS, BY_PIECE, BOUGHT = "other_by_mass", "other_by_piece", "c01"
"""Options that a new row takes: goods by mass or by piece with a factor of their own, in category 1."""

VALID_YEARS = 3
"""Years after its period in which a footprint holds where it states no validity (PACT, version 3, validity period)."""

AGAIN = Words(
    "这个产品碳足迹（{id}）已经读过，是证据 {evidence}，没有再读。",
    "This footprint ({id}) was read before, as evidence {evidence}, and is not taken again.",
)
DEPRECATED = Words(
    "供应商已把它标为停用（Deprecated），请要最新的。",
    "The supplier has marked it as deprecated: ask for the newest one.",
)
NOT_ASKED = Words(
    "项目不问外购商品的排放，没有地方填；文件存为证据，数值照显示的看。",
    "The project does not ask for purchased goods; the file is kept as evidence and its value is the one shown.",
)
NOT_VALID = Words(
    "有效期 {start} 至 {end}，项目的年度都不在里面。",
    "It is valid from {start} to {end}, in which no year of the project lies.",
)
NO_UNIT = Words(
    "申报单位是“{unit}”，和这一行的计量单位 {row} 换不过来；要供应商补每单位的质量。",
    "The declared unit is '{unit}', which does not convert to {row}: ask the supplier for the mass per declared unit.",
)
BY_ITS_MASS = Words(
    "按每申报单位 {mass} kg 折成每千克。", "Brought to a kilogram by the mass of {mass} kg per declared unit."
)
WITHOUT_UPTAKE = Words(
    "取不含生物碳吸收的值；含吸收的是 {including} kgCO₂e。",
    "Taken without biogenic uptake; with it the value is {including} kgCO2e.",
)
DOUBT = Words("{product}：{words}", "{product}: {words}")
ABOUT = Words(
    "{company}《{product}》产品碳足迹 {id}；数据期 {start} 至 {end}；{verified}；{potentials}；边界：{boundary}",
    "Footprint {id} of '{product}' by {company}; data of {start} to {end}; {verified}; {potentials}; boundary: "
    "{boundary}",
)
VERIFIED = Words("{who} 核查", "verified by {who}")
UNVERIFIED = Words("没有核查声明", "no statement of verification")


@dataclass(slots=True)
class _Taking:
    """A reading under way: the project with its new rows."""

    workbench: Workbench
    options: Options
    name: str
    asked: bool
    changes: list[Change]
    cells: list[Cell]
    notes: list[Words]


def preview(workbench: Workbench, data: bytes, name: str, options: Options | None = None) -> Preview:
    """What the footprints of a file would change; nothing is written.

    Parameters
    ----------
    options : Options
        ``year``: the accounting year. ``told["rows"]``: row of the purchased goods by the id of a footprint, or
        ``new``.

    Raises
    ------
    Refused
        If the file cannot be read, or the project has no method.
    """
    if not workbench.inventories():
        raise Refused("no_method", NO_METHOD)
    try:
        given = footprints(data)
    except NotReadable as bad:
        raise Refused("not_readable", bad.words) from bad
    tables = {table for each in workbench.inventories().values() for table in each.compiled.tables}
    taking = _Taking(workbench, options or Options(), name, TABLE in tables, [], [], [])
    for each in given:
        _one(taking, each)
    years = sorted(
        {cell.place.period for cell in taking.cells if cell.place is not None and cell.place.period}
    )
    rows = tuple(change.id for change in taking.changes if isinstance(change, RowChange))
    notes = tuple(dict.fromkeys(taking.notes))
    return Preview(
        years[0] if len(years) == 1 else "", tuple(taking.cells), notes, tuple(taking.changes), rows
    )


def _one(taking: _Taking, given: Given) -> None:
    made = given.footprint
    if made is None:
        taking.cells.append(
            Cell("refused", taking.name, given.name, None, same(given.name), "", "", given.wrong[0])
        )
        return
    value = f"{plain(made.excluding)} kgCO₂e/{_per(made)}"
    project = taking.workbench.project
    taking.notes += [DOUBT.fill(product=made.product, words=each) for each in given.doubts]
    evidence = taken_as(project, READ + made.id)
    wrong = None
    if evidence:
        wrong = AGAIN.fill(id=made.id, evidence=evidence)
    elif made.status == "Deprecated":
        wrong = DEPRECATED
    elif not taking.asked:
        wrong = NOT_ASKED
    year = _year(project, made, taking.options.year) if wrong is None else ""
    if wrong is None and not year:
        start, end = _valid(made)
        wrong = NOT_VALID.fill(start=start, end=end)
    if wrong is not None:
        taking.cells.append(Cell("refused", taking.name, made.id, None, same(made.product), "", value, wrong))
        return
    row, fresh = _row(taking, made)
    base = tentative(project, [*taking.changes, *fresh])
    place = Place(FACTOR, row, year)
    inventory = inventory_of(taking.workbench.catalogue, base, next(iter(project.methods())))
    answer, wrong = _answer(taking, inventory, place, made)
    words = naming.place_words(base, taking.workbench.catalogue, place)
    before = base.answers.get(place)
    stood = "" if before is None else f"{before.text} {pretty(before.unit)}".strip()
    if answer is None or wrong is not None:
        taking.cells.append(Cell("refused", taking.name, made.id, place, words, stood, value, wrong))
        return
    quantity = taking.workbench.catalogue.vocabulary.quantities[FACTOR]
    same_as = before is not None and alike(inventory, quantity, place, before, answer)
    errors = judge(base, taking.workbench.catalogue.vocabulary, place, answer, inventory)
    bad = next((each for each in errors if each.severity == "error"), None)
    reason = naming.say(bad, base, taking.workbench.catalogue) if bad is not None else None
    state: State = "refused" if reason else "same" if same_as else "changed" if before else "new"
    shown = f"{answer.text} {pretty(answer.unit)}"
    taking.cells.append(Cell(state, taking.name, made.id, place, words, stood, shown, reason))
    if state in ("new", "changed"):
        taking.changes += [*fresh, AnswerChange(place, before, answer)]
        taking.changes.append(SettingChange(READ + made.id, project.settings.get(READ + made.id), ""))


def _per(made: ProductFootprint) -> str:
    unit = pretty(UNITS[made.unit]) or made.unit
    return unit if made.amount == 1 else f"{plain(made.amount)} {unit}"


def _valid(made: ProductFootprint) -> tuple[str, str]:
    """First and last day on which a footprint holds."""
    if made.valid_from and made.valid_to:
        return made.valid_from[:10], made.valid_to[:10]
    end = made.end[:10]
    return made.start[:10], f"{int(end[:4]) + VALID_YEARS}{end[4:]}"


def _year(project: Project, made: ProductFootprint, wanted: str) -> str:
    """The newest accounting year that lies in the validity of a footprint, or the one that was said; ``""`` if none."""
    start, end = _valid(made)
    fitting = [year for year in project.years if start[:4] <= year <= end[:4]]
    return wanted if wanted in fitting else "" if wanted else max(fitting, default="")


def _row(taking: _Taking, made: ProductFootprint) -> tuple[str, list[Change]]:
    """The row that a footprint is about, and the changes that make it where there is none."""
    project, vocabulary = taking.workbench.project, taking.workbench.catalogue.vocabulary
    rows = taking.options.told.get("rows", {})
    told = str(rows.get(made.id, "")) if isinstance(rows, dict) else ""
    held = {row.id: project.answers.get(Place(NAME, row.id)) for row in project.rows_of(TABLE)}
    if told in held:
        return told, []
    codes = {known(each.rpartition(":")[2]) for each in made.product_ids} | {known(made.product)}
    if told != "new":
        for row, answer in held.items():
            if answer is not None and known(answer.text) in codes:
                return row, []
    letter = vocabulary.tables[TABLE].letter
    made_now = [change.id for change in taking.changes if isinstance(change, RowChange)]
    used = [*project.rows, *project.retired, *made_now]
    numbers = (
        int(each[len(letter) :])
        for each in used
        if each.startswith(letter) and each[len(letter) :].isdecimal()
    )
    id_ = f"{letter}{1 + max(numbers, default=0):02d}"
    by_piece = made.unit == "piece" and not made.mass
    named = {NAME: writable(made.product)[:200], CATEGORY: BOUGHT, ITEM: BY_PIECE if by_piece else BY_MASS}
    fresh: list[Change] = [RowChange(id_, None, Row(id_, TABLE))]
    fresh += [AnswerChange(Place(quantity, id_), None, Answer(text)) for quantity, text in named.items()]
    return id_, fresh


def _answer(
    taking: _Taking, inventory: Inventory, place: Place, made: ProductFootprint
) -> tuple[Answer | None, Words | None]:
    """The factor in the unit of the row: by the declared unit, or by its mass."""
    resolver = inventory.resolver
    quantity = taking.workbench.catalogue.vocabulary.quantities[FACTOR]
    canonical = resolver.unit_text(quantity, place.row)
    per, by, note = UNITS[made.unit], made.amount, []
    if not per or resolver.ratio(f"kgCO2e/{per}", canonical) is None:
        if not made.mass or resolver.ratio("kgCO2e/kg", canonical) is None:
            return None, NO_UNIT.fill(unit=made.unit, row=pretty(canonical.partition("/")[2] or canonical))
        per, by = "kg", made.mass
        note.append(BY_ITS_MASS.fill(mass=plain(made.mass)))
    text = plain(made.excluding) if by == 1 else f"={plain(made.excluding)}/{plain(by)}"
    if made.including is not None and made.including != made.excluding:
        note.append(WITHOUT_UPTAKE.fill(including=plain(made.including)))
    taking.notes += [DOUBT.fill(product=made.product, words=each) for each in note]
    told = "；".join([_about(made), *(each.zh for each in note)])
    return Answer(text, f"kgCO2e/{per}", note=writable(told)[:1000]), None


def _about(made: ProductFootprint) -> str:
    who = made.verified.get("providerName", "")
    return ABOUT.fill(
        company=made.company, product=made.product, id=made.id, start=made.start[:10], end=made.end[:10],
        verified=VERIFIED.fill(who=who) if who else UNVERIFIED, potentials=" ".join(made.potentials) or "GWP ?",
        boundary=made.boundary[:300] or "?",
    ).zh  # fmt: skip


def accept(workbench: Workbench, seen: Preview, data: bytes, name: str) -> tuple[int, str]:
    """Take the factors as one step with the file as their evidence; where nothing is asked, keep the file alone.

    Raises
    ------
    FileTrouble
        If the project cannot be written; it stays as it was.
    """
    usable = [each.footprint for each in footprints(data) if each.footprint is not None]
    if not seen.changes and (not usable or any(cell.state != "refused" for cell in seen.cells)):
        return 0, ""
    if not seen.changes:
        digest = hashlib.sha256(data).hexdigest()
        held = next((each.id for each in workbench.project.evidence.values() if each.digest == digest), "")
        if held:
            return 0, held

    def described(made: Evidence) -> Evidence:
        companies = "、".join(dict.fromkeys(each.company for each in usable))
        title = "、".join(each.product for each in usable[:3]) + ("…" if len(usable) > 3 else "")
        issued = max((each.created[:10] for each in usable), default="")
        return replace(
            made, kind="certificate", title=writable(f"PACT {title}")[:200], date=issued,
            issuer=writable(companies)[:200],
        )  # fmt: skip

    id_, changes = filed(workbench, data, name, described)
    for change in seen.changes:
        if isinstance(change, SettingChange) and change.key.startswith(READ):
            if change.before == id_:
                continue
            change = replace(change, after=id_)
        elif (
            isinstance(change, AnswerChange) and change.after is not None and change.place.quantity == FACTOR
        ):
            cites = dict.fromkeys((*change.after.evidence, Cite(id_)))
            change = replace(change, after=replace(change.after, evidence=tuple(cites)))
        changes.append(change)
    return workbench.commit(f"{clean(name)} {seen.year}".strip(), changes).number, id_


def _sniff(data: bytes, _: str) -> bool:
    return looks_like_one(data)


READER = Reader(
    "pact",
    Words("供应商产品碳足迹（PACT JSON）", "supplier's product footprint (PACT JSON)"),
    (".json",),
    _sniff,
    preview,
    accept,
)

__all__ = ["READ", "READER", "accept", "preview"]
