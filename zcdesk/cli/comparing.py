"""``compare``: a year against the base year. ``base-year``: base year, threshold and boundary as recorded choices."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, FOUND, Output, table
from zcdesk.domain.number import plain
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.comparison import EffectLine, Told, YearLine
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import base_year
from zcdesk.workbench.naming import series as listed
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import attributing, published

SCHEMA = "zcdesk.comparison/1"


def compare(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """What made a year emit more or less than the base year; and the years as published and as restated."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        base = chosen_base(arguments.base, workbench)
        years = published.series(workbench, arguments.view)
        told = {
            language: attributing.told(workbench, year, base, language, arguments.view, years)
            for language in (("zh", "en") if output.as_json else (output.language,))
        }
        one = told.get(output.language) or next(iter(told.values()))
        if one is None:
            raise Refused(
                "no_inventory",
                Words("项目没有温室气体核算方法，没有可比的。", "The project has no greenhouse-gas method."),
            )
        if output.as_json:
            zh, en = told["zh"], told["en"]
            assert zh is not None
            assert en is not None
            output.give(document(zh, en, base_year.policy(workbench)))
        else:
            _say(output, one)
    return DONE if one.effects else FOUND


def chosen_base(base: str | None, workbench: Workbench) -> str:
    """The year to compare with; ``""`` for the base year of the project.

    Raises
    ------
    Refused
        If the project does not have it.
    """
    years = workbench.project.years
    if base is not None and base not in years:
        text = workbench.catalogue.texts("findings")["unknown_year"]
        raise Refused("unknown_year", text.fill(year=base, years=listed(years)))
    return base or ""


def document(zh: Told, en: Told, policy: base_year.Policy) -> dict[str, Any]:
    """The comparison as JSON: schema ``zcdesk.comparison/1``, ``resources/schema/comparison-1.json``."""
    return {
        "schema": SCHEMA,
        "year": zh.year,
        "base": zh.base,
        "view": zh.view,
        "unit": "tCO2e",
        "title": _both(zh.title, en.title),
        "before": {"figure": zh.before_figure, "printed": _plain(zh.before)},
        "now": {"figure": zh.now_figure, "printed": _plain(zh.now)},
        "change": {
            "value": None if zh.amount is None else plain_exact(zh.amount),
            "printed": _plain(zh.change),
        },
        "effects": [_effect(one, two) for one, two in zip(zh.effects, en.effects, strict=True)],
        "sentences": [_both(one, two) for one, two in zip(zh.sentences, en.sentences, strict=True)],
        "series": [_year(one, two) for one, two in zip(zh.series, en.series, strict=True)],
        "policy": {
            "base": policy.year,
            "recorded": policy.recorded,
            "threshold": plain(policy.threshold),
            "reason": policy.reason,
            "recalculate": zh.recalculate,
            "sentences": [_both(one, two) for one, two in zip(zh.policy, en.policy, strict=True)],
        },
        "notes": [_both(one, two.strip()) for one, two in zip(zh.notes, en.notes, strict=False)],
    }


def base_year_command(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Record base year, threshold, reason or an adjustment of the boundary; without any, tell what is recorded."""
    wanted = (arguments.year, arguments.threshold, arguments.reason)
    writes = arguments.boundary is not None or any(each is not None for each in wanted)
    with ProjectFile.open(arguments.file, arguments.by, read_only=not writes) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        edit = 0
        if arguments.boundary is not None:
            place, _, amount = arguments.boundary.partition("=")
            year, _, key = place.partition(":")
            edit = base_year.set_boundary(workbench, year, key, amount, arguments.reason or "").number
        elif writes:
            edit = base_year.set_policy(workbench, *wanted).number
        held = base_year.policy(workbench)
        shifts = base_year.adjustments(workbench.project)
        output.give(
            {
                "schema": "zcdesk.base-year/1",
                "edit": edit,
                "base": held.year,
                "recorded": held.recorded,
                "threshold": plain(held.threshold),
                "reason": held.reason,
                "boundary": [
                    {
                        "year": each.year,
                        "source": each.key,
                        "amount": plain(each.amount),
                        "reason": each.reason,
                    }
                    for each in shifts
                ],
            }
        )
        mark = (
            Words("", "")
            if held.recorded
            else Words("（没有定，先用最早的一年）", " (not recorded: the earliest)")
        )
        threshold = plain(held.threshold)
        output.say(
            Words(
                f"基准年 {held.year}{mark.zh}，重算门槛 {threshold} %。{held.reason}",
                f"Base year {held.year}{mark.en}, recalculation from {threshold} % on. {held.reason}",
            )
        )
        for each in shifts:
            output.say(f"  {each.year} {each.key} {plain(each.amount)} tCO2e  {each.reason}")
    return DONE


def plain_exact(value: Any) -> str:
    """All digits of an exact sum, which may be more than the accounting has."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _effect(zh: EffectLine, en: EffectLine) -> dict[str, Any]:
    return {
        "id": zh.id,
        "words": _both(zh.name, en.name),
        "value": None if zh.value is None else plain_exact(zh.value),
        "printed": _plain(zh.text) or None,
        "percent": _plain(zh.percent) or None,
        "because": _both(zh.because, en.because),
        "figure": zh.figure,
        "sources": [{"source": key, "value": plain_exact(value)} for key, _, value in zh.parts],
    }


def _year(zh: YearLine, en: YearLine) -> dict[str, Any]:
    return {
        "year": zh.figure.rpartition("@")[2],
        "published": plain_exact(zh.values[0]),
        "restated": None if zh.values[1] is None else plain_exact(zh.values[1]),
        "printed": {"published": _plain(zh.published), "restated": _plain(zh.restated)},
        "causes": {cause: plain_exact(value) for cause, value in zh.causes.items()},
        "issue": zh.sealed,
        "because": _both(zh.because, en.because),
    }


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _plain(text: str) -> str:
    """A printed number for a program."""
    return text.replace(",", "").replace("\u2212", "-")


def _say(output: Output, told: Told) -> None:
    output.say(told.title)
    for text in told.sentences:
        output.say(text)
    rows = [(each.name, each.text or "—", each.because) for each in told.effects]
    for text in table(rows, frozenset({1})):
        output.say(f"  {text}")
    output.say("")
    for text in told.policy:
        output.say(text)
    years = [(each.year, each.published, each.restated, each.because) for each in told.series]
    for text in table(years, frozenset({1, 2})):
        output.say(f"  {text}")
    output.say("")
    output.say("".join(told.notes).strip())
