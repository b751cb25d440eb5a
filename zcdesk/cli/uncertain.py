"""``uncertainty``: how far the total may be off, which meter is worth buying, how good the data are."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, Output, table
from zcdesk.domain.uncertainty import band_text
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.forms.grades import grade_words
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.uncertain import (
    Assessed,
    advice,
    assessed,
    line_words,
    origin_words,
    quality_words,
    record,
    recorded,
    told,
)
from zcdesk.workbench.workbench import Workbench

MOST_DRAWS = 1_000_000
_TOLD = 10


def uncertainty(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Assess the total of the latest or of the named year; with ``--record`` keep it in the project."""
    if not 0 <= arguments.draws <= MOST_DRAWS or arguments.seed < 0:
        text = catalogue.texts("findings")["draws_wrong"]
        raise Refused("draws_wrong", text.fill(most=f"{MOST_DRAWS:,}"))
    with ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.record) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        made = assessed(workbench, year, arguments.view, draws=arguments.draws, seed=arguments.seed)
        if made is None:
            text = catalogue.texts("findings")["uncertainty_missing"]
            raise Refused("uncertainty_missing", text.fill(year=year))
        if arguments.record:
            record(workbench, made)
        kept = recorded(workbench, year) is not None
        output.give({"schema": "zcdesk.uncertainty/1", "years": [told(workbench, made) | {"recorded": kept}]})
        if not output.as_json:
            _say(workbench, made, output, kept)
        return DONE


def _say(workbench: Workbench, made: Assessed, output: Output, kept: bool) -> None:
    language, found = output.language, made.found
    rows = []
    for line in (found.total, *found.lines):
        drawn = line.drawn_percent
        rows.append(
            (
                line_words(workbench, made, line).into(language),
                f"{line.result.number:,.2f}",
                line.result.unit,
                band_text(line.low, line.high),
                band_text(*drawn) if drawn is not None else "",
                quality_words(workbench, line.points).into(language),
            )
        )
    heads = Words(
        "排放|数值|单位|误差公式|蒙特卡洛|数据品质", "Emission|Value|Unit|Formula|Monte Carlo|Quality"
    )
    output.say(f"\n{made.year}  95 %")
    for text in table([tuple(heads.into(language).split("|")), *rows], frozenset({1})):
        output.say(f"  {text}")
    output.say(Words("\n不确定性从哪里来（占合计方差）", "\nWhere it comes from (share of the variance)"))
    ranked = [
        (
            f"{100 * share.amount:.1f} %",
            origin_words(workbench, share).into(language),
            grade_words(share.origin.grade).into(language),
            advice(workbench, share).into(language),
        )
        for share in found.ranking[:_TOLD]
    ]
    for text in table(ranked, frozenset({0})):
        output.say(f"  {text}")
    if kept:
        output.say(Words("\n已记入报告。", "\nRecorded for the report."))
