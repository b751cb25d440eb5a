"""``compute`` and ``check``."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.calc.checks import gaps, total_lines, worst
from zcdesk.calc.review import findings
from zcdesk.cli.output import DONE, FOUND, Output, collapsed, table, told
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import printed
from zcdesk.domain.trace import Missing
from zcdesk.domain.words import Words
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.naming import series
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.schemes.readiness import shown
from zcdesk.workbench.schemes.verdicts import told as told_scheme
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import base_finding


def chosen_years(arguments: Namespace, workbench: Workbench, all_years: bool = True) -> tuple[str, ...]:
    """The year asked for, or all (or the latest) of the project.

    Raises
    ------
    Refused
        If the project does not have that year.
    """
    years = workbench.project.years
    if arguments.year is None:
        return years if all_years else years[-1:]
    if arguments.year not in years:
        text = workbench.catalogue.texts("findings")["unknown_year"]
        raise Refused("unknown_year", text.fill(year=arguments.year, years=series(years)))
    return (arguments.year,)


def compute(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Compute a project: totals for people, everything for programs."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        years = chosen_years(arguments, workbench)
        inventories = workbench.inventories()
        if output.as_json:
            found = [
                results.year(
                    inventory,
                    year,
                    gaps(inventory, total_lines(inventory), year),
                    findings(inventory, year),
                    workbench.say,
                )
                for year in years
                for inventory in inventories.values()
            ]
            sets = {set_.id: set_ for inventory in inventories.values() for set_ in inventory.book.sets}
            output.give(
                results.document(
                    found,
                    [inventory.compiled for inventory in inventories.values()],
                    list(sets.values()),
                    [
                        told_scheme(scheme, year, workbench.say)
                        for year in years
                        for scheme in shown(workbench)
                    ],
                )
            )
            wrong = any(item["severity"] == "error" for each in found for item in each["findings"])
            return FOUND if wrong or any(each["missing"] for each in found) else DONE
        missing, errors = 0, set[Finding]()
        for year in years:
            for inventory in inventories.values():
                method = inventory.compiled.method
                output.say(
                    f"\n{year}  {method.words.into(output.language)}  {method.document.into(output.language)}"
                )
                rows = []
                for id_ in total_lines(inventory):
                    line, result = method.lines[id_], inventory.line(id_, year)
                    places = method.rounding.places if line.places is None else line.places
                    if isinstance(result, Missing):
                        text = Words(
                            f"未计，缺 {len(result.gaps)} 项", f"not counted, missing: {len(result.gaps)}"
                        )
                        rows.append((line.words.into(output.language), text.into(output.language), ""))
                    else:
                        rows.append(
                            (
                                line.words.into(output.language),
                                printed(result.number, places, method.rounding.mode),
                                result.unit,
                            )
                        )
                for text_line in table(rows, frozenset({1})):
                    output.say(f"  {text_line}")
                errors |= {item for item in findings(inventory, year) if item.severity == "error"}
                missing += len(gaps(inventory, total_lines(inventory), year))
        if missing:
            output.say(
                Words(
                    f"\n还差 {missing} 项；zcdesk check 逐项列出。",
                    f"\nMissing: {missing}; zcdesk check lists them.",
                )
            )
        if errors:
            output.say(
                Words(
                    f"\n数据有 {len(errors)} 处错误，以上各数不可采用；zcdesk check 逐处列出。",
                    f"\nErrors in the data: {len(errors)}; do not use the figures above. zcdesk check lists them.",
                )
            )
        return FOUND if missing or errors else DONE


def check(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Everything missing, wrong, doubtful or good to know."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        watch = base_finding.BaseWatch(workbench)
        if watch.waits():
            watch.take(base_finding.learn(workbench))
        by_year: dict[str, tuple[Finding, ...]] = {
            year: workbench.findings(year) for year in chosen_years(arguments, workbench)
        }
        output.give(
            {
                "schema": "zcdesk.findings/1",
                "years": [
                    {"year": year, "findings": [results.finding(item, workbench.say) for item in found]}
                    for year, found in by_year.items()
                ],
            }
        )
        names = {
            "error": Words("错误", "error"),
            "missing": Words("缺项", "missing"),
            "warning": Words("待确认", "to confirm"),
            "note": Words("提示", "note"),
        }
        confirmable = 0
        for year, found in by_year.items():
            output.say(f"\n{year}")
            for severity, name in names.items():
                same_kind = [
                    results.finding(item, workbench.say) for item in found if item.severity == severity
                ]
                for document, more in collapsed(same_kind):
                    output.say(f"  [{name.into(output.language)}] {told(document, more, output.language)}")
                    if "confirm" in document:
                        confirmable += 1
                        output.say(
                            Words(
                                f'      确认键："{document["confirm"]}"',
                                f'      key: "{document["confirm"]}"',
                            )
                        )
            if not found:
                output.say(Words("  没有缺项，也没有疑点。", "  Nothing is missing and nothing is doubtful."))
        if confirmable:
            output.say(
                Words(
                    f'\n看过以后，用 zcdesk confirm {arguments.file.name} "确认键" --reason "理由" 确认；'
                    "或写进答案文件的 project.settings，值写谁、为什么。",
                    f'\nOnce looked at, confirm with: zcdesk confirm {arguments.file.name} "KEY" --reason "WHY"; '
                    "or put the key into project.settings of an answers file, with who and why as its value.",
                )
            )
        grave = worst([item for found in by_year.values() for item in found])
        return FOUND if grave in ("error", "missing") else DONE
