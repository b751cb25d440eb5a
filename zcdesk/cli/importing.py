"""``import``: any file of others is recognised, seen cell by cell, and taken as one step."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zcdesk.cli.output import DONE, FOUND, Output
from zcdesk.cli.workbooks import TOLD, say_taken
from zcdesk.domain.words import Words
from zcdesk.exchange.results import words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.whole import write_whole
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import translated
from zcdesk.workbench.intake.incoming import LARGEST, Options, Reader, by_id, preview, reader_of, refused_rows
from zcdesk.workbench.preview.taking import STATES, Ask, Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

PASTED = "pasted.txt"
"""Name of what came on standard input."""

LARGEST_LAYOUT = 1024 * 1024
TOO_LARGE = Words(
    "文件太大：{size} MB，最多 {most} MB。", "The file is too large: {size} MB of at most {most} MB."
)
NO_LAYOUT = Words(
    "{path} 不是 JSON 的版式文件。", "{path} is no layout: a JSON document that says how a table is read."
)
THERE = Words("{path} 已经有了；换个名字。", "{path} is there already: another name.")
RULE = Words("“{words}”不会用 {rule}；能用 {known}。", "'{words}' does not know {rule}, but {known}.")
NOT_TOLD = Words("--told 要写成 KEY=VALUE，不是“{given}”。", "--told takes KEY=VALUE, not '{given}'.")
SUFFIX = ".xlsx"
_NAMED = 5
"""Of how many meters and the like a question says which."""


def import_file(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Show what a file would change; with ``--accept`` take it as one step, the file kept as its evidence."""
    data, name = _source(arguments.source)
    told: dict[str, Any] = {} if arguments.layout is None else {"layout": _layout(arguments.layout)}
    if arguments.sheet:
        told["sheet"] = arguments.sheet
    told |= _told(arguments.told)
    options = Options(year=arguments.year or "", overlap=arguments.overlap, told=told)
    reader = by_id(arguments.reader) if arguments.reader else reader_of(data, name)
    if options.overlap not in reader.overlaps:
        known = "、".join(reader.overlaps)
        raise Refused("overlap", RULE.fill(words=reader.words, rule=options.overlap, known=known))
    _check(arguments.refused)
    with ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.accept) as project:
        workbench = Workbench(catalogue, project, arguments.by)
        seen = preview(reader, workbench, data, name, options)
        edit, evidence = 0, ""
        if arguments.accept:
            edit, evidence = reader.accept(workbench, seen, data, name)
    if arguments.refused is not None and seen.count("refused"):
        with translated(arguments.refused):
            write_whole(arguments.refused, refused_rows(seen, output.language))
    _say(reader, seen, edit, evidence, arguments, output)
    output.give(_document(reader, seen, name, edit, evidence))
    return FOUND if seen.count("refused") else DONE


def _source(source: str) -> tuple[bytes, str]:
    if source == "-":
        data, size, name = sys.stdin.buffer.read(LARGEST + 1), LARGEST + 1, PASTED
    else:
        path = Path(source)
        with translated(path):
            size = path.stat().st_size
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        name = path.name
    if len(data) > LARGEST:
        raise Refused("too_large", TOO_LARGE.fill(size=size // 1_000_000, most=LARGEST // 1_000_000))
    return data, name


def _layout(path: Path) -> dict[str, Any]:
    with translated(path), path.open("rb") as file:
        data = file.read(LARGEST_LAYOUT)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        raise Refused("layout", NO_LAYOUT.fill(path=path.name)) from bad
    if not isinstance(found, dict):
        raise Refused("layout", NO_LAYOUT.fill(path=path.name))
    return found


def _told(pairs: Sequence[str]) -> dict[str, str]:
    """``KEY=VALUE`` as they were given."""
    for each in pairs:
        if "=" not in each:
            raise Refused("told", NOT_TOLD.fill(given=each))
    return {key.strip(): value.strip() for key, _, value in (each.partition("=") for each in pairs)}


def _ask(ask: Ask, output: Output) -> None:
    """A question with what may be said to it."""
    language = output.language
    about = (
        f"（{'、'.join(ask.about[:_NAMED])}{' …' if len(ask.about) > _NAMED else ''}）" if ask.about else ""
    )
    said = " | ".join(f"{value}={words.into(language)}" for value, words in ask.options)
    output.say(f"  ? {ask.words.into(language)}{about}  --told {ask.key}={said or 'N'}")


def _check(out: Path | None) -> None:
    if out is None:
        return
    if out.suffix.lower() != SUFFIX:
        told = Words(f"{out} 的名字要以 {SUFFIX} 结尾。", f"The name of {out} must end with {SUFFIX}.")
        raise Refused("suffix", told)
    if out.exists():
        raise Refused("exists", THERE.fill(path=out))


def _say(
    reader: Reader, seen: Preview, edit: int, evidence: str, arguments: Namespace, output: Output
) -> None:
    language = output.language
    output.say(Words(f"按“{reader.words.zh}”读。", f"Read as: {reader.words.en}."))
    for note in seen.notes:
        output.say(note)
    for ask in seen.asks:
        _ask(ask, output)
    for each in seen.cells:
        if each.state == "same":
            continue
        told, what = TOLD[each.state].into(language), each.words.into(language)
        said = each.after
        if each.reason is not None:
            said = each.reason.into(language)
        elif each.before:
            said = f"{each.before} → {each.after}"
        doubt = seen.doubt(each)
        if doubt is not None:
            said = f"{said}（{doubt.zh}）" if language == "zh" else f"{said} ({doubt.en})"
        output.say(f"  {told}  {each.where} {each.cell}  {what}：{said}")
    counted = [(TOLD[state], seen.count(state)) for state in STATES]
    zh = "、".join(f"{named.zh} {count} 处" for named, count in counted)
    en = ", ".join(f"{named.en} {count}" for named, count in counted)
    about = Words(f"{seen.year} 年：", f"{seen.year}: ") if seen.year else Words("", "")
    output.say(Words(f"{about.zh}{zh}。", f"{about.en}{en}."))
    say_taken(seen, edit, evidence, arguments.accept, output)
    if seen.count("refused") and arguments.refused is not None:
        output.say(
            Words(
                f"不能采用的写在 {arguments.refused}，改好后再读一次。",
                f"What was refused is in {arguments.refused}: correct it and read it again.",
            )
        )


def _document(reader: Reader, seen: Preview, name: str, edit: int, evidence: str) -> dict[str, Any]:
    return {
        "schema": "zcdesk.import/1",
        "file": name,
        "reader": reader.id,
        "year": seen.year,
        "accepted": bool(edit),
        "edit": edit,
        "evidence": evidence,
        "stranger": None if seen.stranger is None else words(seen.stranger),
        "counts": {state: seen.count(state) for state in STATES},
        "layout": None if seen.layout is None else dict(seen.layout),
        "rows": list(seen.rows),
        "asks": [
            {
                "key": ask.key,
                "words": words(ask.words),
                "options": [value for value, _ in ask.options],
                "about": list(ask.about),
            }
            for ask in seen.asks
        ],
        "cells": [
            {
                "state": each.state,
                "where": each.where,
                "cell": each.cell,
                "place": None
                if each.place is None
                else {"quantity": each.place.quantity, "row": each.place.row, "period": each.place.period},
                "words": words(each.words),
                "before": each.before,
                "after": each.after,
                "reason": None if each.reason is None else words(each.reason),
                "doubt": None if (doubt := seen.doubt(each)) is None else words(doubt),
            }
            for each in seen.cells
        ],
        "notes": [words(note) for note in seen.notes],
    }
