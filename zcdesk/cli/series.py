"""``series``: the meters of a project, their charts and readings as files, their months as answers."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.cli.workbooks import TOLD
from zcdesk.domain.number import plain
from zcdesk.domain.words import Words
from zcdesk.exchange.results import words
from zcdesk.exchange.series import series_out
from zcdesk.exchange.tables import table_out
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.whole import write_whole
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import translated
from zcdesk.workbench.handed_out.handing_out import KINDS, write_view
from zcdesk.workbench.preview.taking import STATES, Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series import feeding, metering
from zcdesk.workbench.series.view import CHARTS, MeterRow, chart, meters, number, share, table
from zcdesk.workbench.workbench import Workbench

NONE_YET = Words(
    "还没有表计序列。用 zcdesk import FILE 读数.csv 导入。",
    "There are no meter series yet. Take some in with: zcdesk import FILE READINGS.csv",
)
NO_SHARE = Words(
    "--lacking 要写 0 到 100 的百分数，不是“{given}”。",
    "--lacking takes a percentage from 0 to 100, not '{given}'.",
)
THERE = Words(
    "{path} 已经有了；换个名字，或加 --replace。", "{path} is there already: another name, or --replace."
)
SUFFIX = Words(
    "{path} 的名字要以 .csv、.xlsx、.png 或 .svg 结尾。",
    "The name of {path} must end with .csv, .xlsx, .png or .svg.",
)
WHICH = Words("写图要用 --chart 说明哪一种：{known}。", "A picture needs --chart, one of {known}.")
REMOVED = Words("已撤下 {ids}，是第 {number} 步。", "Taken away as step {number}: {ids}.")
WRITTEN = Words("已写入 {path}。", "Written: {path}.")


def series(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List the meters; show one, write its readings or a chart, take the months as answers, take one away."""
    writes = bool((arguments.fill and arguments.accept) or arguments.remove)
    with ProjectFile.open(arguments.file, arguments.by, read_only=not writes) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        if arguments.fill:
            return _fill(arguments, output, workbench)
        if arguments.remove:
            ids = [metering.one(workbench, each).id for each in arguments.remove]
            number_ = workbench.commit("、".join(ids), metering.removed(workbench, ids)).number
            output.say(REMOVED.fill(ids="、".join(ids), number=number_))
            output.give({"schema": "zcdesk.series/1", "removed": ids, "edit": number_})
            return DONE
        if arguments.out is not None:
            return _write(arguments, output, workbench)
        return _list(arguments, output, workbench)


def _list(arguments: Namespace, output: Output, workbench: Workbench) -> int:
    found = meters(workbench)
    shown = [
        each
        for each in found.rows
        if not arguments.id or each.series == metering.one(workbench, arguments.id)
    ]
    if not found.rows:
        output.say(NONE_YET)
    for each in shown:
        _say(each, output, whole=bool(arguments.id))
    output.give({"schema": "zcdesk.series/1", "series": [_told(each) for each in shown]})
    return DONE


def _say(row: MeterRow, output: Output, whole: bool) -> None:
    held = row.series
    counted = f"{row.known:,} / {row.whole:,}  {number(row.energy, 1)} kWh"
    output.say(
        Words(
            f"{held.id}  {held.name}  {row.kind.zh}  {row.span}  {held.step} 分钟  "
            f"{counted}  最高 {number(row.peak, 1)} kW（{row.peak_at}）"
            f"  负荷率 {share(row.factor)}  提醒 {len(row.problems)} 条",
            f"{held.id}  {held.name}  {row.kind.en}  {row.span}  {held.step} min  "
            f"{counted}  peak {number(row.peak, 1)} kW ({row.peak_at})"
            f"  load factor {share(row.factor)}  {len(row.problems)} remarks",
        )
    )
    if whole:
        for each in row.problems:
            output.say(Words(f"    {each.zh}", f"    {each.en}"))


def _told(row: MeterRow) -> dict[str, Any]:
    held = row.series
    return {
        "id": held.id,
        "meter": held.meter,
        "title": held.title,
        "kind": held.kind,
        "reading": held.reading,
        "unit": held.unit,
        "step_minutes": held.step,
        "start": held.start,
        "count": held.count,
        "known": row.known,
        "energy_kwh": None if row.energy is None else plain(row.energy),
        "peak_kw": None if row.peak is None else plain(row.peak),
        "peak_at": row.peak_at,
        "mean_kw": None if row.mean is None else plain(row.mean),
        "load_factor": None if row.factor is None else plain(row.factor),
        "digest": held.digest,
        "evidence": [[cite.evidence, cite.pages] for cite in held.evidence],
        "remarks": [words(each) for each in row.problems],
    }


def _write(arguments: Namespace, output: Output, workbench: Workbench) -> int:
    to: Path = arguments.out
    suffix = to.suffix.lower()
    if suffix not in KINDS:
        raise Refused("suffix", SUFFIX.fill(path=to))
    if to.exists() and not arguments.replace:
        raise Refused("exists", THERE.fill(path=to))
    if suffix == ".csv" and not arguments.chart:
        wanted = [metering.one(workbench, arguments.id)] if arguments.id else list(metering.listed(workbench))
        if not wanted:
            raise Refused("no_series", NONE_YET)
        held = [(each, workbench.file.evidence_bytes(each.digest)) for each in wanted]
        text = "\n".join(series_out.lines(held, output.language)) + "\n"
        with translated(to):
            write_whole(to, (table_out.MARK + text).encode())
    elif suffix == ".xlsx" and not arguments.chart and not arguments.id:
        seen, full = table(workbench, output.language)
        write_view(seen, to, workbench.catalogue.resources / "fonts", output.language, full)
    else:
        if not arguments.chart:
            raise Refused("chart", WHICH.fill(known="、".join(CHARTS)))
        year = arguments.year or ""
        of = arguments.id or next((each.id for each in metering.listed(workbench)), "")
        seen = chart(workbench, arguments.chart, of, year, output.language)
        write_view(seen, to, workbench.catalogue.resources / "fonts", output.language)
    output.say(WRITTEN.fill(path=to))
    output.give({"schema": "zcdesk.series/1", "file": str(to)})
    return DONE


def _fill(arguments: Namespace, output: Output, workbench: Workbench) -> int:
    """Show the monthly sums as answers; with ``--accept`` take them as one step."""
    (year,) = chosen_years(arguments, workbench, all_years=False)
    seen = feeding.preview(workbench, year, _share(arguments.lacking))
    _say_preview(seen, output)
    edit = feeding.accept(workbench, seen).number if arguments.accept else 0
    if edit:
        output.say(
            Words(f"已写入，是第 {edit} 步，可以撤销。", f"Taken, as step {edit}, which can be undone.")
        )
    elif seen.changes and not arguments.accept:
        output.say(
            Words(
                "还没有写入；加 --accept 写入，作为一步。",
                "Nothing is written yet; --accept takes it as one step.",
            )
        )
    output.give(
        {
            "schema": "zcdesk.series-months/1",
            "year": year,
            "edit": edit,
            "counts": {state: seen.count(state) for state in STATES},
            "cells": [
                {
                    "state": each.state,
                    "quantity": each.place.quantity if each.place else "",
                    "period": each.place.period if each.place else "",
                    "meters": each.where,
                    "before": each.before,
                    "after": each.after,
                    "reason": None if each.reason is None else words(each.reason),
                }
                for each in seen.cells
            ],
        }
    )
    return FOUND if seen.count("refused") else DONE


def _say_preview(seen: Preview, output: Output) -> None:
    language = output.language
    for note in seen.notes:
        output.say(note)
    for each in seen.cells:
        if each.state == "same":
            continue
        said = (
            each.reason.into(language)
            if each.reason
            else f"{each.before} → {each.after}"
            if each.before
            else each.after
        )
        output.say(
            f"  {TOLD[each.state].into(language)}  {each.words.into(language)}：{said}  [{each.where}]"
        )
    zh = "、".join(f"{TOLD[state].zh} {seen.count(state)} 处" for state in STATES)
    en = ", ".join(f"{TOLD[state].en} {seen.count(state)}" for state in STATES)
    output.say(Words(f"{seen.year} 年：{zh}。", f"{seen.year}: {en}."))


def _share(given: str) -> Decimal:
    try:
        value = Decimal(given)
    except InvalidOperation as bad:
        raise Refused("lacking", NO_SHARE.fill(given=given)) from bad
    if not (value.is_finite() and 0 <= value <= 100):
        raise Refused("lacking", NO_SHARE.fill(given=given))
    return value / 100
