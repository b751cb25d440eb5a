"""Lists: what a page shows as a list, as a table for a spreadsheet: findings, evidence, edits, sources, entry pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zcdesk.domain.words import Language, Words
from zcdesk.exchange.tables import table_out
from zcdesk.report.books.view_book import book
from zcdesk.report.whole import write_whole
from zcdesk.workbench import looking
from zcdesk.workbench.evidence import filing
from zcdesk.workbench.past import retelling
from zcdesk.workbench.past.joining_view import Looked, by
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.printing.printing import cannot_write
from zcdesk.workbench.readiness.chances import Subject
from zcdesk.workbench.readiness.checklist import Topic
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results import results_view
from zcdesk.workbench.results.comparing import Comparison
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.workbook import entry_book

if TYPE_CHECKING:  # each loads what only its own page needs
    from zcdesk.workbench.handed_out.auditing import Audit
    from zcdesk.workbench.intake.questionnaire_taking import Told
    from zcdesk.workbench.results.spread_view import SpreadView

KINDS = (".xlsx", ".csv")

OTHER = Words("{path} 的名字要以 {known} 结尾。", "The name of {path} must end with {known}.")
NONE = Words("这一页没有列表可以导出。", "This page has no list to be written.")
_HEADS: Mapping[str, Words] = {
    "group": Words("类别", "Kind"),
    "what": Words("内容", "What"),
    "way": Words("怎么办", "What to do"),
    "where": Words("位置", "Where"),
    "asked": Words("核查意见编号", "Verifier's number"),
    "answer": Words("答复", "Answer"),
    "number": Words("编号", "Number"),
    "title": Words("名称", "Title"),
    "file": Words("文件", "File"),
    "kind": Words("种类", "Kind"),
    "date": Words("日期", "Date"),
    "issuer": Words("出具方", "Issued by"),
    "bytes": Words("字节", "Bytes"),
    "supports": Words("支撑的数", "Figures resting on it"),
    "digest": Words("SHA-256", "SHA-256"),
    "source": Words("排放源", "Source"),
    "scope": Words("范围", "Scope"),
    "mark": Words("标记", "Mark"),
    "code": Words("编号", "Code"),
    "name": Words("名称", "Name"),
    "item": Words("数据项", "Item"),
    "unit": Words("单位", "Unit"),
    "whole": Words("全年", "Whole year"),
    "entry": Words("填写", "Entry"),
    "state": Words("状态", "State"),
    "sheet": Words("表", "Sheet"),
    "cell": Words("单元格", "Cell"),
    "before": Words("现在的", "Stands"),
    "after": Words("文件里的", "In the file"),
    "why": Words("说明", "Why"),
    "base": Words("原来的", "Both had"),
    "mine": Words("这边", "Mine"),
    "mine_by": Words("这边谁改的", "Mine by"),
    "theirs": Words("那边", "Theirs"),
    "theirs_by": Words("那边谁改的", "Theirs by"),
    "taken": Words("取哪边", "Taken"),
    "because": Words("原因", "Reason"),
    "criterion": Words("条件或指标", "Gate or indicator"),
    "verdict": Words("判定", "Verdict"),
    "value": Words("数值", "Value"),
    "lack": Words("还缺", "Missing"),
    "skipped": Words("跳过的理由", "Skipped because"),
    "unknown": Words("原文未见的", "Not seen in the original"),
    "clause": Words("条款", "Clause"),
    "confidence": Words("可信度", "Confidence"),
    "subject": Words("方面", "Subject"),
    "region": Words("地区", "Region"),
    "rule": Words("规定", "Rule"),
    "sums": Words("对本厂", "For this plant"),
    "standing": Words("效力", "Standing"),
    "term": Words("期限", "Term"),
    "document": Words("出处", "Source"),
    "range": Words("95 % 区间", "95 % interval"),
    "quality": Words("数据质量", "Data quality"),
    "share": Words("占方差", "Part of the variance"),
    "line": Words("行", "Line"),
    "printed": Words("印出的", "Printed"),
    "computed": Words("算出的", "Computed"),
    "difference": Words("相差", "Difference"),
    "tolerance": Words("舍入可容", "Explained by rounding"),
    "change": Words("改动", "Change"),
}
STATES: Mapping[str, Words] = {
    "new": Words("新的", "new"),
    "changed": Words("改了", "changed"),
    "same": Words("没变", "same"),
    "refused": Words("不能采用", "refused"),
}
_SIDES: Mapping[str, Words] = {"mine": Words("这边", "mine"), "theirs": Words("那边", "theirs")}
_PREVIEW = Words("导入预览", "What an import would change")
_CHECKLIST = Words("逐条核对", "Checklist")
_CHANCES = Words("机会", "Opportunities")
_MERGE = Words("合并对照", "What a merge brings")
_CONFLICT = Words("两边改得不同", "changed differently on both sides")
_UNASKED = Words("直接采用", "taken without question")
_SPREAD = Words("不确定性", "Uncertainty")
_BY_LINE = Words("各排放源", "by source")
_BY_ORIGIN = Words("区间的来历", "what the range comes from")
_AUDIT = Words("核对已发布的报告", "A published report, checked")
_VERDICTS: Mapping[str, Words] = {
    "differs": Words("不符", "differs"),
    "cut_off": Words("截尾", "cut off"),
    "unreadable": Words("读不了", "unreadable"),
}
_QUESTIONNAIRE = Words("供应商问卷", "Questionnaire of a supplier")
_ANSWERED = Words("回答", "answered")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as a table.

    Attributes
    ----------
    title : str
    heads : tuple of str
    rows : tuple of tuple of str
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def has(workbench: Workbench, page: str) -> bool:
    """Whether a page has a list that can be written."""
    return page in _LISTS or page in workbench.catalogue.pages


def listed(workbench: Workbench, page: str, year: str, language: Language) -> Listed:
    """The list of a page: ``findings``, ``evidence``, ``history``, ``results``, or a page that is filled in.

    Raises
    ------
    Refused
        If the page has none.
    """
    if page in _LISTS:
        return _LISTS[page](workbench, year, language)
    if page in workbench.catalogue.pages:
        return _filled(workbench, page, year, language)
    raise Refused("no_list", NONE)


def of_preview(seen: Preview, language: Language) -> Listed:
    """What a file would change, cell by cell, as it is seen before it is taken."""
    keys = ("state", "sheet", "cell", "what", "before", "after", "why")
    return Listed(_PREVIEW.into(language), _heads(language, *keys), tuple(_cells(seen, language)))


def of_questionnaire(seen: Preview, answers: Sequence[Told], language: Language) -> Listed:
    """What a questionnaire that came back would change, and below it every question that was answered."""
    rows = _cells(seen, language)
    said = _ANSWERED.into(language)
    for each in answers:
        if each.answer:
            rows.append((said, "", each.number, each.question.into(language), "", each.answer, ""))
    keys = ("state", "sheet", "cell", "what", "before", "after", "why")
    return Listed(f"{_QUESTIONNAIRE.into(language)} {seen.year}", _heads(language, *keys), tuple(rows))


def of_merge(
    looked: Looked, choices: Mapping[str, str], unasked: Sequence[tuple[str, str]], language: Language
) -> Listed:
    """The conflicts of a merge, with what was chosen of them so far; below them what is taken without question."""
    rows = [
        (_CONFLICT.into(language), each.what, each.base, each.mine, by(each.here, language), each.theirs,
         by(each.there, language), "", _SIDES[choices[each.id]].into(language) if each.id in choices else "")
        for each in looked.collisions
    ]  # fmt: skip
    rows += [(_UNASKED.into(language), what, "", "", "", "", "", change, "") for what, change in unasked]
    keys = ("group", "what", "base", "mine", "mine_by", "theirs", "theirs_by", "change", "taken")
    return Listed(_MERGE.into(language), _heads(language, *keys), tuple(rows))


def of_spread(seen: SpreadView, year: str, language: Language) -> Listed:
    """The uncertainty of a year: each source with its range, then what the range of the total comes from."""
    rows = [
        (_BY_LINE.into(language), each.name, each.value, each.band, each.quality, "", each.note)
        for each in seen.lines
    ]
    rows += [
        (_BY_ORIGIN.into(language), each.name, "", "", "", each.share, each.note) for each in seen.shares
    ]
    keys = ("group", "what", "value", "range", "quality", "share", "why")
    return Listed(f"{_SPREAD.into(language)} {year}", _heads(language, *keys), tuple(rows))


def of_audit(found: Audit, language: Language) -> Listed:
    """What does not agree in a published report, with both figures and what could be behind the difference."""
    rows = tuple(
        (_VERDICTS[told.verdict].into(language), each["name"], each["printed"], each["computed"], each["difference"],
         each["tolerance"], told.what.into(language), told.way.into(language))
        for told, each in zip(found.told, found.document["findings"], strict=True)
    )  # fmt: skip
    keys = ("verdict", "line", "printed", "computed", "difference", "tolerance", "what", "why")
    return Listed(found.title or _AUDIT.into(language), _heads(language, *keys), rows)


def of_comparison(found: Comparison, language: Language) -> Listed:
    """Two sides of a year, or two years, source by source."""
    rows = tuple(
        (each.name, each.scope, each.before, each.now, each.change, each.percent, each.reason)
        for each in found.rows
    )
    first, last = _heads(language, "source", "scope"), _heads(language, "because")
    return Listed(found.title, (*first, *found.heads, *last), rows)


def of_topics(topics: Sequence[Topic], language: Language) -> Listed:
    """What a scheme asks, criterion by criterion, with what each comes to and why."""
    rows = tuple(
        (item.number, item.name, item.text, item.value.text, item.note or each.verdict, item.lack, item.skipped,
         item.unknown, item.clause, item.confidence)
        for each in topics
        for item in (each.item,)
    )  # fmt: skip
    keys = (
        "number",
        "criterion",
        "verdict",
        "value",
        "why",
        "lack",
        "skipped",
        "unknown",
        "clause",
        "confidence",
    )
    return Listed(_CHECKLIST.into(language), _heads(language, *keys), rows)


def of_chances(subjects: Sequence[Subject], language: Language) -> Listed:
    """Rules of which the plant may make use, with where they stand and what they come to for it."""
    rows = tuple(
        (subject.name, each.name, each.where, each.rule, each.value, "；".join(sum_.text for sum_ in each.sums),
         each.standing, each.term, each.source, each.clause, each.confidence, each.unknown)
        for subject in subjects
        for each in subject.chances
    )  # fmt: skip
    keys = ("subject", "title", "region", "rule", "value", "sums", "standing", "term", "document", "clause",
            "confidence", "unknown")  # fmt: skip
    return Listed(_CHANCES.into(language), _heads(language, *keys), rows)


def write(workbench: Workbench, page: str, year: str, language: Language, to: Path) -> int:
    """Write the list of a page as the end of the name says, whole or not at all; how many rows it has.

    Raises
    ------
    Refused
        If the page has none, the name ends otherwise, or the place cannot be written.
    """
    return write_listed(listed(workbench, page, year, language), language, to)


def write_listed(made: Listed, language: Language, to: Path) -> int:
    """Write a list as the end of the name says, whole or not at all; how many rows it has.

    Raises
    ------
    Refused
        If the name ends otherwise, or the place cannot be written.
    """
    if to.suffix.lower() not in KINDS:
        raise Refused("suffix", OTHER.fill(path=to.name, known="、".join(KINDS)))
    try:
        if to.suffix.lower() == ".csv":
            write_whole(to, table_out.csv(made.heads, made.rows))
        else:
            write_whole(to, book(made.title, made.heads, made.rows, (), language))
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    return len(made.rows)


def _heads(language: Language, *keys: str) -> tuple[str, ...]:
    return tuple(_HEADS[key].into(language) for key in keys)


def _cells(seen: Preview, language: Language) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for each in seen.cells:
        doubt = each.reason or seen.doubt(each)
        rows.append(
            (STATES[each.state].into(language), each.where, each.cell, each.words.into(language), each.before,
             each.after, doubt.into(language) if doubt is not None else "")
        )  # fmt: skip
    return rows


def _text(workbench: Workbench, key: str, language: Language) -> str:
    return workbench.catalogue.texts("ui_look")[key].into(language)


def _findings(workbench: Workbench, year: str, language: Language) -> Listed:
    rows = []
    for each in looking.rows(workbench, year, language):
        task = workbench.project.tasks.get(each.task)
        asked = (task.number or task.id, task.answer) if task is not None else ("", "")
        group = _text(workbench, f"look.group_{each.group}", language)
        rows.append((group, each.what, each.way, each.where, *asked))
    title = f"{_text(workbench, 'look.findings', language)} {year}"
    return Listed(title, _heads(language, "group", "what", "way", "where", "asked", "answer"), tuple(rows))


def _evidence(workbench: Workbench, year: str, language: Language) -> Listed:
    del year
    rows = tuple(
        (each.evidence.id, each.evidence.title or each.evidence.name, each.evidence.name, each.kind,
         each.evidence.date, each.evidence.issuer, str(each.evidence.size), str(each.supports), each.evidence.digest)
        for each in filing.filed(workbench, language)
    )  # fmt: skip
    keys = ("number", "title", "file", "kind", "date", "issuer", "bytes", "supports", "digest")
    return Listed(_text(workbench, "look.evidence", language), _heads(language, *keys), rows)


def _history(workbench: Workbench, year: str, language: Language) -> Listed:
    del year
    heads, *rows = retelling.audit(workbench, language)
    return Listed(_text(workbench, "look.history", language), tuple(heads), tuple(tuple(row) for row in rows))


def _results(workbench: Workbench, year: str, language: Language) -> Listed:
    found = results_view.results(workbench, year, language, "both")
    if found is None:
        raise Refused("no_list", NONE)
    rows = tuple(
        (each.name, each.scope, each.value, each.other, each.share, each.change, each.mark)
        for each in found.sources
    )
    first, last = _heads(language, "source", "scope"), _heads(language, "mark")
    return Listed(found.note, (*first, *found.heads, *last), rows)


def _filled(workbench: Workbench, page: str, year: str, language: Language) -> Listed:
    """A page as it is filled in: a line for each item, its months, and what stands for the whole year or alone."""
    layout = entry_book.layout(workbench, year, language)
    sheet = next((each for each in layout.sheets if each.id == page), None)
    if sheet is None:
        raise Refused("no_list", NONE)
    monthly = any(line.monthly for line in sheet.lines)
    rows = []
    for line in sheet.lines:
        if line.code.startswith("+"):
            continue
        lead = (line.code, line.named.into(language), line.item.into(language), line.unit)
        if line.monthly:
            rows.append((*lead, *line.now))
        else:
            rows.append((*lead, *("",) * 12, line.now[0]) if monthly else (*lead, line.now[0]))
    first = _heads(language, "code", "name", "item", "unit")
    months = tuple(f"{year}-{month:02d}" for month in range(1, 13))
    heads = (*first, *months, *_heads(language, "whole")) if monthly else (*first, *_heads(language, "entry"))
    return Listed(f"{sheet.words.into(language)} {year}", heads, tuple(rows))


_LISTS: Mapping[str, Callable[[Workbench, str, Language], Listed]] = {
    "findings": _findings,
    "evidence": _evidence,
    "history": _history,
    "results": _results,
}
