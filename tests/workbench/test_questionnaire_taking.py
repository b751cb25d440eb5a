"""An answered questionnaire is seen before it is taken, and taken as one step with the workbook as evidence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_questionnaire import MADE, filled
from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.exchange.questionnaires.questionnaire_out import workbook
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.intake.questionnaire_taking import READER, came, seen, told, write
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import accept
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of

YEARS = ("2024", "2025")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    made = create(CATALOGUE, tmp_path / "q.zcd", "lin", YEARS, (pin_of(CATALOGUE, "cn.machinery"),), None)
    with made.file:
        yield made


def sent(supplier: str = "甲公司", emissions: bool = False, **cells: object) -> bytes:
    """A workbook that came back: with its emissions or without, and these cells filled in."""
    tables = {"p00/emissions": [[2025, 10, 20]]} if emissions else None
    answered = {key.replace("__", "/"): value for key, value in cells.items()}
    return filled(workbook(MADE, "zh", supplier), answered, tables)


def test_what_would_be_written_is_seen_and_nothing_is(bench: Workbench) -> None:
    data = sent(emissions=True, p02__purchasing="七成")
    head = bench.file.head
    found = READER.preview(bench, data, "甲.xlsx", Options())
    assert (found.year, found.rows) == ("2025", ("J01",))
    assert [(cell.state, cell.after) for cell in found.cells] == [
        ("new", "甲公司"), ("new", "是 / Yes"), ("refused", ""),
    ]  # fmt: skip
    assert "七成" in found.cells[-1].reason.zh  # type: ignore[union-attr]
    assert "回答了 1 题" in found.notes[0].zh
    assert (bench.file.head, dict(bench.project.rows)) == (head, {})


def test_it_is_one_step_with_the_workbook_as_evidence_and_is_undone(bench: Workbench) -> None:
    data, head = sent(emissions=True), bench.file.head
    number, evidence = accept(bench, READER.preview(bench, data, "甲.xlsx", Options("2024")), data, "甲.xlsx")
    assert (number, bench.file.head) == (head + 1, head + 1)
    flag = bench.project.answers[Place(MADE.into.flag, "J01", "2024")]  # type: ignore[union-attr]
    assert (flag.text, [cite.evidence for cite in flag.evidence]) == ("yes", [evidence])
    assert bench.file.evidence_bytes(bench.project.evidence[evidence].digest) == data
    bench.undo()
    assert (dict(bench.project.rows), dict(bench.project.evidence)) == ({}, {})


def test_who_answers_again_keeps_its_row(bench: Workbench) -> None:
    first = sent(emissions=True)
    accept(bench, READER.preview(bench, first, "甲.xlsx", Options("2025")), first, "甲.xlsx")
    place = Place(MADE.into.flag, "J01", "2025")  # type: ignore[union-attr]
    bench.set_answers({place: Answer("yes", note="电话核实过")})
    again = sent()
    found = READER.preview(bench, again, "乙.xlsx", Options("2025"))
    assert found.rows == ()
    assert [(cell.state, cell.before, cell.after) for cell in found.cells] == [
        ("changed", "是 / Yes", "否 / No")
    ]
    accept(bench, found, again, "乙.xlsx")
    assert (bench.project.answers[place].text, bench.project.answers[place].note) == ("no", "电话核实过")


def test_without_a_name_or_year_nothing_is_taken(bench: Workbench) -> None:
    with pytest.raises(Refused, match="no_name"):
        READER.preview(bench, sent(""), "a.xlsx", Options())
    with pytest.raises(Refused, match="year"):
        READER.preview(bench, sent(), "a.xlsx", Options("2019"))


def test_the_table_of_readers_knows_it_by_its_mark(bench: Workbench) -> None:
    assert incoming.reader_of(sent(), "anything.xlsx").id == "questionnaire"
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as packed:
        packed.writestr("xl/sharedStrings.xml", "<sst><si><t>zcdesk.questionnaire/1 other</t></si></sst>")
    assert not READER.sniff(plain.getvalue(), "other.xlsx")
    assert not READER.sniff(b"PK\x03\x04broken", "broken.xlsx")


def test_every_question_is_told_in_the_language_of_the_reader(tmp_path: Path, bench: Workbench) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(sent(emissions=True, p12__certified="是"))
    found = came(CATALOGUE, path)
    lines = list(told(found.made, found.back, "en"))
    assert len(lines) == sum(len(each.question) for each in MADE.path)
    assert [line.answer for line in lines if line.answer] == ["1 row", "Yes"]
    assert seen(bench, found.made, found.back, "2025").count("new") == 2


def test_what_cannot_be_read_or_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        came(CATALOGUE, tmp_path / "none.xlsx")
    (tmp_path / "bad.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused) as wrong:
        came(CATALOGUE, tmp_path / "bad.xlsx")
    assert "PDF" in wrong.value.words.zh
    with pytest.raises(FileTrouble):
        write(MADE, "zh", "", tmp_path / "no" / "q.xlsx")
