"""Taking in an answered questionnaire: the row of who answered and its flag, seen first, as one step.

What they answered in detail is nobody's quantities here; it stays in the workbook, which is kept as evidence, and is
told in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath

from zcdesk.domain.answer import Answer, Place, writable
from zcdesk.domain.change import AnswerChange, Change, RowChange
from zcdesk.domain.number import plain
from zcdesk.domain.project import Row
from zcdesk.domain.questionnaire import Asked, Path, Questionnaire
from zcdesk.domain.words import Language, Words, same
from zcdesk.exchange.questionnaires.questionnaire_back import NoQuestionnaire, Returned, returned, share
from zcdesk.exchange.questionnaires.questionnaire_out import MARK, NO, YES, key, workbook
from zcdesk.exchange.tables.workbook_in import holds
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.whole import write_whole
from zcdesk.store.trouble import FileTrouble, translated
from zcdesk.workbench.naming import place_words
from zcdesk.workbench.preview.reader import Options, Reader
from zcdesk.workbench.preview.taking import Cell, Preview, State
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

SHEET = Words("问卷", "Questionnaire")
NOTHING_FOLLOWS = Words("这份问卷不写进项目。", "Nothing of a project follows from it.")
NO_NAME = Words(
    "工作簿里没有写名称，不知道是哪一行。", "The workbook names nobody, so that no row can be told."
)
NO_YEAR = Words("项目没有 {year} 年。", "The project has no year {year}.")
NONE_HERE = Words("没有问卷。", "There is no questionnaire.")
ANSWERED = Words(
    "回答了 {n} 题，空着 {left} 题；明细留在证据里。",
    "{n} questions answered, {left} left blank; the workbook has the details.",
)
ROW_THERE = Words("{name} 已有一行：{row}。", "{name} has a row already: {row}.")
ROWS = Words("{n} 行", "{n} {n:row|rows}")


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its answer in words; ``""`` where it was left blank."""

    number: str
    question: Words
    answer: str


@dataclass(frozen=True, slots=True)
class Came:
    """A workbook that came back: its bytes and name, which questionnaire it is, and what stands in it."""

    data: bytes
    name: str
    made: Questionnaire
    back: Returned


def write(made: Questionnaire, language: Language, supplier: str, to: FilePath) -> None:
    """Write a questionnaire as a workbook to be sent.

    Raises
    ------
    FileTrouble
        If the place cannot be written.
    """
    with translated(to):
        write_whole(to, workbook(made, language, supplier))


def came(catalogue: Catalogue, path: FilePath) -> Came:
    """A workbook that came back, on any thread.

    Raises
    ------
    Refused
        If it cannot be read, or is no questionnaire.
    """
    try:
        with translated(path):
            data = path.read_bytes()
    except FileTrouble as trouble:
        raise Refused("not_readable", trouble.words) from trouble
    made, back = found_in(catalogue, data)
    return Came(data, path.name, made, back)


def found_in(catalogue: Catalogue, data: bytes) -> tuple[Questionnaire, Returned]:
    """The questionnaire that a workbook is, and what came back in it.

    Raises
    ------
    Refused
        If it is none of those there are, or cannot be read.
    """
    wrong = NONE_HERE
    for made in catalogue.questionnaires.values():
        try:
            return made, returned(data, made)
        except NoQuestionnaire as bad:
            wrong = bad.words
    raise Refused("questionnaire", wrong)


def seen(workbench: Workbench, made: Questionnaire, back: Returned, year: str) -> Preview:
    """What an answered questionnaire would change; nothing is written.

    Raises
    ------
    Refused
        If the questionnaire fills in nothing, the name is blank, or the year is none of the project.
    """
    into, project = made.into, workbench.project
    if into is None:
        raise Refused("questionnaire", NOTHING_FOLLOWS)
    if not back.supplier:
        raise Refused("no_name", NO_NAME)
    if year not in project.years:
        raise Refused("year", NO_YEAR.fill(year=year))
    vocabulary = workbench.catalogue.vocabulary
    table = vocabulary.tables[into.table]
    rows = [row.id for row in project.rows_of(into.table)]
    row = next(
        (row for row in rows if _name(workbench, Place(table.label, row)) == back.supplier.casefold()), ""
    )
    changes: list[Change] = []
    cells: list[Cell] = []
    notes: list[Words] = []
    answered = sum(bool(each.answer) for each in told(made, back, "zh"))
    whole = sum(len(path.question) for path in made.path)
    notes.append(ANSWERED.fill(n=answered, left=whole - answered))
    name = writable(back.supplier)
    new = not row
    if new:
        used = [*project.rows, *project.retired]
        numbers = (int(id_[len(table.letter) :]) for id_ in used if id_.startswith(table.letter))
        row = f"{table.letter}{1 + max(numbers, default=0):02d}"
        changes.append(RowChange(row, None, Row(row, into.table)))
        changes.append(AnswerChange(Place(table.label, row), None, Answer(name)))
        label = vocabulary.quantities[table.label].words
        cells.append(Cell("new", SHEET.zh, "", Place(table.label, row), label, "", name))
    else:
        notes.append(ROW_THERE.fill(name=name, row=row))
    place = Place(into.flag, row, year)
    before = project.answers.get(place)
    says = any(id_ in back.answers or back.tables.get(id_) for id_ in into.questions)
    text = "yes" if says else "no"
    after = Answer(text, "", "given", before.note if before else "", before.evidence if before else ())
    state: State = "new" if before is None else "same" if before.text == text else "changed"
    changes.append(AnswerChange(place, before, after))  # though it says the same, the workbook now proves it
    words = place_words(project, workbench.catalogue, place)
    was = {"yes": YES, "no": NO}.get(before.text, same(before.text)) if before is not None else same("")
    cells.append(Cell(state, SHEET.zh, "", place, words, _both(was), _both(YES if says else NO)))
    cells += [
        Cell("refused", SHEET.zh, doubt.cell, None, same(doubt.cell), "", "", doubt.words)
        for doubt in back.doubts
    ]
    return Preview(year, tuple(cells), tuple(notes), tuple(changes), (row,) if new else ())


def preview(workbench: Workbench, data: bytes, name: str, options: Options) -> Preview:
    """What a filled questionnaire would change, in the year named or the latest; nothing is written.

    Raises
    ------
    Refused
        As `found_in` and `seen`.
    """
    del name
    made, back = found_in(workbench.catalogue, data)
    return seen(workbench, made, back, options.year or max(workbench.project.years, default=""))


def told(made: Questionnaire, back: Returned, language: Language) -> Iterator[Told]:
    """Every question with its answer, in the order of the questionnaire."""
    for path in made.path:
        for asked in path.question:
            yield Told(path.number, asked.words, _told(made, path, asked, back, language))


def _told(made: Questionnaire, path: Path, asked: Asked, back: Returned, language: Language) -> str:
    id_ = key(path, asked)
    if asked.kind == "table":
        count = len(back.tables.get(id_, []))
        return ROWS.fill(n=count).into(language) if count else ""
    if asked.kind == "percent":
        found = share(back.answers, path, asked)
        return "" if found is None else f"{found.quantize(Decimal('0.1'))} %"
    if asked.kind == "choices":
        yes = [each.words for each in asked.options if back.answers.get(key(path, asked, each.id)) == "yes"]
        return ("、" if language == "zh" else ", ").join(each.into(language) for each in yes)
    value = back.answers.get(id_)
    if isinstance(value, Decimal):
        return f"{plain(value)} {asked.unit}"
    known = {"yes": YES, "no": NO} if asked.kind == "yes_no" else {}
    known |= {each.id: each.words for each in (*made.level, *asked.options)} if not known else {}
    return known[value].into(language) if value in known else value or ""


def _both(words: Words) -> str:
    return " / ".join(dict.fromkeys(part for part in (words.zh, words.en) if part))


def _name(workbench: Workbench, place: Place) -> str:
    held = workbench.project.answers.get(place)
    return held.text.strip().casefold() if held is not None else ""


def _sniff(data: bytes, name: str) -> bool:
    """Whether a workbook bears the mark of a questionnaire."""
    del name
    return data.startswith(b"PK") and holds(data, f"{MARK} supplier")


READER = Reader(
    "questionnaire",
    Words("供应商问卷（填好的工作簿）", "answered questionnaires of suppliers"),
    (".xlsx",),
    _sniff,
    preview,
    overlaps=("replace",),
)
