"""Confirming: a person says that a doubt was looked at, as one step; the key is the one that a check gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zcdesk.calc.checks import total_lines
from zcdesk.calc.review import Review
from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.change import Change, SettingChange
from zcdesk.domain.finding import CONFIRM, Finding
from zcdesk.domain.project import Project
from zcdesk.domain.trace import TO_CONFIRM, confirmation
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.base_year import is_setting
from zcdesk.workbench.following import is_skip
from zcdesk.workbench.forms.grades import is_grade, wrong
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Changed, Workbench, inventory_of

CONFIRMED = "confirmed:"
"""What the key of a confirmation begins with."""

SETTINGS = ("report.number", "sample.source", "sample.note")
"""Settings that are no confirmation and no unit of a row."""

UNIT = "unit:"


def doubts(catalogue: Catalogue, project: Project) -> dict[str, Finding]:
    """Everything in a project that can be confirmed, confirmed or not, by its key."""
    found: dict[str, Finding] = {}
    for pin in project.methods():
        inventory = inventory_of(catalogue, project, pin)
        lines, review = total_lines(inventory), Review(inventory)
        for year in project.years:
            for flag in review.flags(lines, year):
                if flag.code in TO_CONFIRM:
                    key = confirmation(flag.code, flag.details)
                    found.setdefault(key, Finding(flag.code, "warning", None, flag.details))
            for item in review.findings(year):
                if CONFIRM in dict(item.details):
                    found.setdefault(dict(item.details)[CONFIRM], item)
    return found


def unknown_settings(
    catalogue: Catalogue, project: Project, settings: Mapping[str, str], file: str
) -> list[Finding]:
    """Settings of an answers file that nothing in the project, as it would then be, knows."""
    found: list[Finding] = []
    held = doubts(catalogue, project) if any(key.startswith(CONFIRMED) for key in settings) else {}
    for key, value in settings.items():
        if is_grade(key):
            told = wrong(catalogue, project, key, value, file)
            found += [told] if told is not None else []
            continue
        if (
            key in SETTINGS
            or key.startswith(UNIT)
            or is_skip(catalogue, key)
            or is_setting(key)
            or key in held
        ):
            continue
        code = "confirmation_unknown" if key.startswith(CONFIRMED) else "setting_unknown"
        details = {"file": file, "key": key[:120], "known": " ".join(SETTINGS)}
        found.append(Finding(code, "error", None, tuple(details.items())))
    return found


def confirm(workbench: Workbench, keys: Iterable[str], reason: str) -> Changed:
    """Record that these doubts were looked at, with who and why.

    Raises
    ------
    Refused
        If a key is nothing that the project has to confirm; its findings list what it has.
    """
    held = doubts(workbench.catalogue, workbench.project)
    keys_of = {item: key for key, item in held.items()}
    wanted = list(dict.fromkeys(keys))
    for key in wanted:
        if key not in held:
            told = Words(
                f"没有待确认项“{key}”。现有 {len(held)} 项：",
                f"There is nothing '{key}' to confirm. What there is ({len(held)}):",
            )
            raise Refused(
                "unknown_confirmation",
                told,
                tuple(held.values()),
                lambda item: _told(workbench, keys_of[item], item),
            )
    settings = workbench.project.settings
    value = f"{workbench.by}: {reason}" if reason else workbench.by
    changes = [SettingChange(key, settings.get(key), value) for key in wanted if settings.get(key) != value]
    return workbench.commit("确认", changes)


def explained(workbench: Workbench, place: Place, reason: str) -> list[Change]:
    """The confirmation of all that is doubtful about what stands at a place, with the reason.

    An empty reason takes the confirmation back.
    """
    at = year_of(place.period) or workbench.project.years[-1]
    keys = [
        dict(each.details)[CONFIRM]
        for each in workbench.findings(at)
        if each.place == place and CONFIRM in dict(each.details)
    ]
    settings = workbench.project.settings
    after = f"{workbench.by}: {reason.strip()}" if reason.strip() else None
    return [SettingChange(key, settings.get(key), after) for key in keys if settings.get(key) != after]


def _told(workbench: Workbench, key: str, item: Finding) -> Words:
    said = workbench.say(item)
    return Words(f"{key}\n    {said.zh}", f"{key}\n    {said.en}")
