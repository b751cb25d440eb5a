"""Beginning: a new project from what the guide has asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import SettingChange
from zcdesk.domain.project import REHEARSAL
from zcdesk.domain.words import Words
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.updates.offers import Offer, Sector
from zcdesk.workbench.workbench import Workbench, pin_of

EARLIEST = 2005
"""First year for which the guide offers to account."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Draft:
    """What the guide has asked so far.

    Attributes
    ----------
    name : str
        Name of the plant; may stay empty.
    sector : Sector or None
    province : str
        Id of the list of provinces; ``""`` later.
    years : tuple of str
    methods : tuple of Offer
    reason : str
        Why a method was chosen that wants a reason.
    by : str
        Who fills it in.
    """

    name: str = ""
    sector: Sector | None = None
    province: str = ""
    years: tuple[str, ...] = ()
    methods: tuple[Offer, ...] = ()
    reason: str = ""
    by: str = ""


def usual_years(today: date, back: int = 3) -> tuple[str, ...]:
    """The last full years, newest first."""
    return tuple(str(today.year - before) for before in range(1, back + 1))


def further_years(years: tuple[str, ...], today: date) -> tuple[str, ...]:
    """The years that a project may take in next: the one after its last, and the one before its first.

    Not after the year that runs, nor before the first that the program accounts for.
    """
    if not years:
        return usual_years(today, 1)
    later, earlier = int(max(years)) + 1, int(min(years)) - 1
    return tuple(str(year) for year in (later, earlier) if EARLIEST <= year <= today.year)


def file_name(draft: Draft) -> str:
    """A name for the file: plant and years, ``常州东风 2024–2025.zcd``."""
    plant = _NOT_IN_NAMES.sub("", draft.name).strip(" .")[:60] or "zcdesk"
    years = sorted(draft.years)
    if not years:
        return f"{plant}.zcd"
    return f"{plant} {years[0]}.zcd" if len(years) == 1 else f"{plant} {years[0]}–{years[-1]}.zcd"


def free(folder: Path, name: str) -> Path:
    """A place that nothing stands in yet."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}).zcd"
        number += 1
    return path


def fault(draft: Draft, step: str) -> Words | None:
    """What keeps a step of the guide from being done; None if nothing."""
    if step == "sector" and draft.sector is None:
        return Words("还没有选行业。", "No sector chosen yet.")
    if step == "years" and not draft.years:
        return Words("至少选一个年度。", "Choose at least one year.")
    if step == "methods":
        if not any(offer.inventory for offer in draft.methods):
            return Words("至少选一个碳核算方法。", "Choose at least one greenhouse-gas method.")
        wants = [offer for offer in draft.methods if offer.standing in ("reason", "stand_in")]
        if wants and not draft.reason.strip():
            return Words("写明选它的理由。", "Write why it was chosen.")
    return None


def begin(catalogue: Catalogue, draft: Draft, path: Path, by: str) -> Workbench:
    """Make the project file of a draft and open it.

    Raises
    ------
    FileTrouble
        If the place does not allow it; nothing is left behind then.
    """
    pins = tuple(pin_of(catalogue, offer.id, offer.edition) for offer in draft.methods)
    workbench = create(catalogue, path, by, tuple(sorted(draft.years)), pins, None)
    said = {
        "site.name": draft.name.strip(),
        "site.province": draft.province,
        "site.industry": draft.sector.words.zh if draft.sector else "",
        "site.industry_code": draft.sector.code if draft.sector else "",
    }
    vocabulary = catalogue.vocabulary
    for id_ in [id_ for id_, text in said.items() if text]:
        follows = vocabulary.quantities[id_].agrees_with
        option = vocabulary.option(id_, said[id_]) if follows else None
        if option is not None and option.group:  # the grid region of the province
            said[follows] = option.group
    answers = {Place(id_): Answer(text) for id_, text in said.items() if text}
    if answers:
        workbench.set_answers(answers)
    if draft.reason.strip():
        workbench.commit("选用方法的理由", [SettingChange("method.reason", None, draft.reason.strip())])
    return workbench


def rehearse(catalogue: Catalogue, path: Path, by: str) -> Workbench:
    """A copy of the sample factory to practise on, marked so.

    Raises
    ------
    FileTrouble
        If the place does not allow it.
    """
    answers = read(catalogue.resources / "sample" / "answers.json")
    workbench = create(catalogue, path, by, answers.years, (), answers)
    workbench.commit("练习副本", [SettingChange(REHEARSAL, None, "yes")])
    return workbench
