"""``schemes`` and ``readiness``."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.calc.readiness import Assessed, Judged, Readiness, Reading
from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, FOUND, Output, table
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Missing, Traced
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.results import words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.following import Offered, drop, follow, offered, scheme_pin
from zcdesk.workbench.naming import place_words
from zcdesk.workbench.readiness import readiness as readiness_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.verdicts import printed, told
from zcdesk.workbench.workbench import Workbench

_VERDICTS = {
    "met": Words("达到", "met"),
    "not_met": Words("未达到", "not met"),
    "not_applicable": Words("不适用", "not applicable"),
    "unknown": Words("未知", "unknown"),
}
_BECAUSE = {
    "missing": Words("缺数据", "data missing"),
    "choice": Words("取决于未定的口径", "depends on an open choice"),
    "text": Words("原文未公布", "text not public"),
}
_KINDS = {
    "gate": Words("门槛", "Gates"),
    "core": Words("核心指标", "Core indicators"),
    "indicator": Words("其他指标", "Other indicators"),
}


def schemes(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List the schemes and what of each is not publicly known; of a project those that fit and those it follows."""
    edits: list[int] = []
    if arguments.file is None:
        if arguments.follow or arguments.drop:
            raise Refused("file_wanted", Words("写上项目文件。", "Name the project file."))
        newest = [Offered(catalogue.scheme(*key).scheme, False, True) for key in catalogue.scheme_editions]
        found = tuple(newest)
    else:
        read_only = not (arguments.follow or arguments.drop)
        with ProjectFile.open(arguments.file, arguments.by, read_only=read_only) as file:
            workbench = Workbench(catalogue, file, arguments.by)
            edits += [follow(workbench, *_named(each)).number for each in arguments.follow]
            edits += [drop(workbench, _named(each)[0]).number for each in arguments.drop]
            found = offered(workbench, everything=True)
    for each in found:
        scheme = each.scheme
        document = scheme.method.document.into(output.language)
        mark = "  "
        if arguments.file is not None:
            mark = "* " if each.followed else "  " if each.fits else "– "
        output.say(f"{mark}{scheme.key}  {scheme.method.words.into(output.language)}  {document}")
        if scheme.incomplete.zh:
            output.say(f"    {scheme.incomplete.into(output.language)}")
    if arguments.file is not None:
        output.say(
            Words(
                "\n* 正在对照；– 不是这个地区或行业的。--follow ID 开始对照，--drop ID 不再对照。",
                "\n* followed; – for another region or sector. --follow ID follows one, --drop ID leaves it.",
            )
        )
    output.give(
        {
            "schema": "zcdesk.schemes/1",
            "schemes": [
                {
                    "id": each.scheme.method.id,
                    "edition": each.scheme.method.edition,
                    "words": words(each.scheme.method.words),
                    "document": words(each.scheme.method.document),
                    "issued": each.scheme.method.issued,
                    "incomplete": words(each.scheme.incomplete),
                    "criteria": len(each.scheme.criteria),
                    "region": each.scheme.region,
                    "city": words(each.scheme.city),
                    "sectors": list(each.scheme.sectors),
                }
                | ({"followed": each.followed, "fits": each.fits} if arguments.file is not None else {})
                for each in found
            ],
        }
        | ({"edit": max(edits, default=0)} if arguments.file is not None else {})
    )
    return DONE


def _named(text: str) -> tuple[str, str]:
    id_, _, edition = text.partition("@")
    return id_, edition


def readiness(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Judge the latest or the named year by a scheme: gates first, then each indicator with its gap."""
    pin = scheme_pin(catalogue, *_named(arguments.scheme))
    id_, edition = pin.id, pin.edition
    with ProjectFile.open(arguments.file, arguments.by, read_only=not arguments.choose) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        if arguments.choose:
            _choose(workbench, catalogue.scheme(id_, edition).scheme, arguments.choose)
        found = readiness_of(workbench, id_, edition)
        output.give({"schema": "zcdesk.readiness/1", "schemes": [told(found, year)]})
        assessed = found.assessed(year)
        if not output.as_json:
            _say(workbench, found, assessed, year, output)
    done = all(
        each.verdict in ("met", "not_applicable") for each in assessed if each.criterion.kind != "indicator"
    )
    return DONE if done else FOUND


def _choose(workbench: Workbench, scheme: Scheme, told_: list[str]) -> None:
    """Record readings: ``ready.k1_grid=national``."""
    vocabulary = workbench.catalogue.vocabulary
    answers: dict[Place, Answer | None] = {}
    for each in told_:
        id_, _, option = each.partition("=")
        options = list(vocabulary.lists[vocabulary.quantities[id_].options]) if id_ in scheme.choices else []
        if option not in options:
            there = "；".join(
                f"{choice}={'|'.join(vocabulary.lists[vocabulary.quantities[choice].options])}"
                for choice in scheme.choices
            )
            raise Refused(
                "unknown_choice",
                Words(f"没有“{each}”这个口径；有 {there}。", f"There is no choice '{each}': {there}."),
            )
        answers[Place(id_)] = Answer(option)
    workbench.set_answers(answers)


def _say(
    workbench: Workbench, found: Readiness, assessed: tuple[Assessed, ...], year: str, output: Output
) -> None:
    scheme, language = found.compiled.scheme, output.language
    vocabulary = workbench.catalogue.vocabulary
    output.say(f"{year}  {scheme.method.words.into(language)}  {scheme.method.document.into(language)}")
    if scheme.incomplete.zh:
        output.say(scheme.incomplete)
    barred = [each for each in assessed if each.criterion.kind == "gate" and each.verdict == "not_met"]
    if barred:
        told_ = [f"{each.criterion.number} {each.criterion.words.into(language)}" for each in barred]
        output.say(
            Words(
                f"\n门槛未达到，不能申报：{'、'.join(told_)}",
                f"\nGates not met, no application: {', '.join(told_)}",
            )
        )
    for kind, name in _KINDS.items():
        held = [each for each in assessed if each.criterion.kind == kind]
        if held:
            output.say(f"\n{name.into(language)}")
        for each in held:
            _say_criterion(scheme, vocabulary, each, output)
    gaps = {
        gap
        for each in assessed
        for judged in each.levels
        if isinstance(judged.chain, Missing)
        for gap in judged.chain.gaps
    }
    if gaps:
        output.say(Words(f"\n缺 {len(gaps)} 项：", f"\nMissing ({len(gaps)}):"))
        for gap in sorted(gaps):
            name_ = _name(workbench, scheme, gap.place)
            if gap.kind == "method":
                name_ = Words(
                    f"{name_.zh}（选用的方法里没有，或同时选了几个行业方法）",
                    f"{name_.en} (no chosen method gives it, or several sector methods are chosen)",
                )
            output.say(f"  {name_.into(language)}")


def _name(workbench: Workbench, scheme: Scheme, at: Place) -> Words:
    line = scheme.method.lines.get(at.quantity)
    if line is not None:
        return line.words
    return place_words(workbench.project, workbench.catalogue, at)


def _say_criterion(scheme: Scheme, vocabulary: Vocabulary, found: Assessed, output: Output) -> None:
    criterion, language = found.criterion, output.language
    head = f"  {criterion.number}  {criterion.words.into(language)}"
    if found.chosen is not None and criterion.value:
        head += f"  {_amount(scheme, found.chosen.value)}"
    output.say(head)
    for judged in found.levels:
        output.say(f"      {_judged(scheme, judged, language)}")
    if found.chosen is not None and found.choices:
        options = _options(vocabulary, found.chosen, language)
        output.say(Words(f"      所选口径：{options}", f"      as chosen: {options}"))
    if any(isinstance(each.value, Traced) for each in found.readings) and found.choices:
        rows = [
            (
                _options(vocabulary, each, language),
                _amount(scheme, each.value),
                *(_judged(scheme, judged, language) for judged in each.levels),
            )
            for each in found.readings
        ]
        for line in table(rows, frozenset({1})):
            output.say(f"        {line}")
    if criterion.unknown.zh:
        output.say(f"      ※ {criterion.unknown.into(language)}")


def _options(vocabulary: Vocabulary, reading: Reading, language: Language) -> str:
    return " · ".join(
        vocabulary.lists[vocabulary.quantities[choice].options][option].words.into(language)
        for choice, option in reading.options.items()
    )


def _judged(scheme: Scheme, judged: Judged, language: Language) -> str:
    """``申报 1.8 tCO2/tce：未达到，差 2.352 tCO2/tce``."""
    level, verdict = scheme.levels[judged.level], _VERDICTS[judged.verdict]
    text = level.into(language)
    if isinstance(judged.threshold, Traced):
        text += f" {_amount(scheme, judged.threshold)}"
    text += Words("：", ": ").into(language) + verdict.into(language)
    if judged.because:
        text += Words("（", " (").into(language) + _BECAUSE[judged.because].into(language)
        text += Words("）", ")").into(language)
    if judged.verdict == "not_met" and isinstance(judged.gap, Traced):
        away = _amount(scheme, judged.gap)
        if judged.gap.unit == "%":  # the difference of two shares
            away = away.replace("%", Words("个百分点", "percentage points").into(language))
        text += Words("，差 ", ", short by ").into(language) + away
    return text


def _amount(scheme: Scheme, result: Traced | Missing | None) -> str:
    if not isinstance(result, Traced):
        return "—"
    return f"{printed(scheme, result)} {'' if result.unit == '1' else result.unit}".strip()
