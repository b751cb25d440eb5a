"""``readiness``: a project judged by one scheme, what blocks it first."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.calc.progress import progress
from zcdesk.calc.readiness import Assessed, Judged, Measured, Readiness, Reading
from zcdesk.calc.standing import Standing, standings
from zcdesk.cli.computing import chosen_years
from zcdesk.cli.output import DONE, FOUND, Output, table
from zcdesk.cli.schemes import named
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Missing, Traced
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Language, Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.following import scheme_pin
from zcdesk.workbench.naming import place_words, series
from zcdesk.workbench.readiness.waiting import waited_for
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.schemes.readiness import skip
from zcdesk.workbench.schemes.verdict_words import KINDS, POSSIBLE, VERDICTS, printed, reason, rounded_up
from zcdesk.workbench.schemes.verdicts import told
from zcdesk.workbench.workbench import Workbench


def readiness(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Judge the latest or the named year by a scheme: may it apply, then each criterion with its gap."""
    pin = scheme_pin(catalogue, *named(arguments.scheme))
    changes = bool(arguments.choose or arguments.skip)
    with ProjectFile.open(arguments.file, arguments.by, read_only=not changes) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        (year,) = chosen_years(arguments, workbench, all_years=False)
        if arguments.choose:
            _choose(workbench, catalogue.scheme(pin.id, pin.edition).scheme, arguments.choose)
        for each in arguments.skip:
            criterion, _, why = each.partition("=")
            skip(workbench, pin.id, criterion, why)
        found = workbench.judge(pin.id, pin.edition)
        output.give({"schema": "zcdesk.readiness/1", "schemes": [told(found, year, workbench.say)]})
        assessed = found.assessed(year)
        standing = standings(found.compiled.scheme, assessed)
        if not output.as_json:
            _say(workbench, found, assessed, standing, year, output)
    return DONE if standing[0].possible == "yes" else FOUND


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
    workbench: Workbench,
    found: Readiness,
    assessed: tuple[Assessed, ...],
    standing: tuple[Standing, ...],
    year: str,
    output: Output,
) -> None:
    scheme, language = found.compiled.scheme, output.language
    output.say(f"{year}  {scheme.method.words.into(language)}  {scheme.method.document.into(language)}")
    if scheme.incomplete.zh:
        output.say(scheme.incomplete)
    output.say("")
    for each in standing:
        _say_standing(scheme, each, output)
    for finding in found.findings(year):
        output.say(Words(f"  ！{workbench.say(finding).zh}", f"  ! {workbench.say(finding).en}"))
    for kind, words in KINDS.items():
        held = [each for each in assessed if each.criterion.kind == kind]
        if held:
            output.say(f"\n{words.into(language)}")
        for criterion in held:
            _say_criterion(scheme, workbench.catalogue.vocabulary, criterion, output)
    _say_points(scheme, found, year, output)
    _say_progress(scheme, found, output)
    open_ = {
        gap
        for each in assessed
        for judged in each.levels
        if isinstance(judged.chain, Missing)
        for gap in judged.chain.gaps
    }
    gaps = waited_for(workbench, open_)
    if gaps:
        output.say(Words(f"\n缺 {len(gaps)} 项：", f"\nMissing ({len(gaps)}):"))
        for gap in gaps:
            name_ = _name(workbench, scheme, gap.place)
            if gap.kind == "method":
                name_ = Words(
                    f"{name_.zh}（选用的方法里没有，或同时选了几个行业方法）",
                    f"{name_.en} (no chosen method gives it, or several sector methods are chosen)",
                )
            output.say(f"  {name_.into(language)}")


def _say_standing(scheme: Scheme, found: Standing, output: Output) -> None:
    """``申报：有条件未达到：E3 国家绿色工厂；未判定 4 条``."""
    level, possible = scheme.levels[found.level], POSSIBLE[found.possible]
    zh, en = f"{level.zh}：{possible.zh}", f"{level.en}: {possible.en}"
    if found.blocked:
        held = [each.criterion for each in found.blocked]
        names = series(Words(f"{e.number} {e.words.zh}", f"{e.number} {e.words.en}") for e in held)
        zh, en = f"{zh}：{names.zh}", f"{en}: {names.en}"
    skipped = [each for each in found.open if each.levels[0].because == "skipped"]
    for each in skipped:
        why = "、".join(each.levels[0].by)
        zh, en = (
            f"{zh}；{each.criterion.number} 已跳过：{why}",
            f"{en}; {each.criterion.number} skipped: {why}",
        )
    left = [each for each in found.open if each not in skipped]
    if left:
        numbers = series(each.criterion.number for each in left)
        zh, en = f"{zh}；未判定 {numbers.zh}", f"{en}; not judged: {numbers.en}"
    output.say(Words(zh, en))


def _say_points(scheme: Scheme, found: Readiness, year: str, output: Output) -> None:
    scores = found.scores(year)
    if not scores:
        return
    output.say(Words("\n得分", "\nPoints"))
    for each in scores:
        name = scheme.groups[each.group] if each.group else Words("总分", "Total")
        known, most = printed(scheme, each.known), printed(scheme, each.most)
        zh = f"  {name.zh}  已知 {known}，已判定的共 {each.judged} 分，应得 {most} 分"
        en = f"  {name.en}  {known} known of {each.judged} judged, {most} in all"
        if each.unknown:
            zh, en = f"{zh}；未定 {len(each.unknown)} 条", f"{en}; not judged: {len(each.unknown)}"
        if each.bare:
            zh, en = f"{zh}；{len(each.bare)} 条分值未公布", f"{en}; points not public: {len(each.bare)}"
        output.say(Words(zh, en))


def _say_progress(scheme: Scheme, found: Readiness, output: Output) -> None:
    """``K1 · 1.1  2025 2.1 / 2.0 未完成  2026 — / 1.8``."""
    told = [each for each in progress(found) if any(step.plan is not None for step in each.steps)]
    if told:
        output.say(Words("\n逐年（结果 / 计划）", "\nYear by year (result / plan)"))
    done = {True: Words(" 完成", " reached"), False: Words(" 未完成", " missed"), None: Words("", "")}
    for each in told:
        steps = [
            f"{step.year} {_amount(scheme, step.value)} / {_amount(scheme, step.plan)}"
            f"{done[step.met].into(output.language)}"
            for step in each.steps
        ]
        output.say(f"  {each.criterion.number}  {'  '.join(steps)}")


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
    if criterion.points is not None:
        got = found.chosen.score if found.chosen is not None else None
        head += f"  {_amount(scheme, got)} / {criterion.points.most}"
    output.say(head)
    for judged in found.levels:
        output.say(f"      {_judged(scheme, judged, language)}")
        for measured in judged.measures:
            output.say(f"        → {_measure(scheme, measured, language)}")
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
    level, verdict = scheme.levels[judged.level], VERDICTS[judged.verdict]
    text = level.into(language)
    if isinstance(judged.threshold, Traced):
        text += f" {_amount(scheme, judged.threshold)}"
    why = reason(judged)
    text += Words("：", ": ").into(language)
    if why is not None and judged.because == "skipped" and judged.verdict != "not_applicable":
        fell = Words("未达到，", "not met, ").into(language) if judged.verdict == "not_met" else ""
        return text + fell + why.into(language)
    text += verdict.into(language)
    if why is not None:
        text += Words("（", " (").into(language) + why.into(language) + Words("）", ")").into(language)
    if judged.verdict == "not_met" and isinstance(judged.gap, Traced):
        away = _amount(scheme, judged.gap)
        if judged.gap.unit == "%":  # the difference of two shares
            away = away.replace("%", Words("个百分点", "percentage points").into(language))
        text += Words("，差 ", ", short by ").into(language) + away
    return text


def _measure(scheme: Scheme, measured: Measured, language: Language) -> str:
    """``多用自发自用光伏 1,234 MWh（最多 800，不够）``."""
    amount, most = measured.amount, measured.most
    text = "—"
    if isinstance(amount, Traced):
        text = f"{rounded_up(scheme, measured, amount.number)} {'' if amount.unit == '1' else amount.unit}".strip()
    if isinstance(most, Traced):
        bound, enough = _amount(scheme, most), measured.enough
        short = Words("，不够", ", not enough") if enough is False else Words("", "")
        text += Words(f"（最多 {bound}{short.zh}）", f" (at most {bound}{short.en})").into(language)
    return f"{measured.measure.words.into(language)} {text}"


def _amount(scheme: Scheme, result: Traced | Missing | None) -> str:
    if not isinstance(result, Traced):
        return "—"
    return f"{printed(scheme, result)} {'' if result.unit == '1' else result.unit}".strip()
