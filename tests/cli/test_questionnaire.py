"""``questionnaire``: a workbook that goes out, is filled in either language, and comes back as answers and doubts."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.cli.test_commands import SCHEMAS, Run, command  # noqa: F401
from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.domain.questionnaire import Questionnaire
from zcdesk.domain.words import Language
from zcdesk.exchange.questionnaires.questionnaire_back import NoQuestionnaire, Returned, returned, share
from zcdesk.exchange.questionnaires.questionnaire_out import ANSWER, NOTE, workbook
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.workbench import Workbench

MADE: Questionnaire = CATALOGUE.questionnaires["supplier"]
GREEN = {"p01/green_share#own": 300, "p01/green_share#traded": 100, "p01/green_share#certificates": 50}


def filled(
    data: bytes,
    cells: dict[str, Any],
    tables: dict[str, list[list[Any]]] | None = None,
    remarks: dict[str, str] | None = None,
) -> bytes:
    """The workbook as a supplier would send it back: the cells beside these keys filled in."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for name in book.sheet_names:
        sheet = made.add_worksheet(name)
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell not in ("", None):
                    sheet.write(number, place, cell)
            id_ = str(row[0]) if row else ""
            if id_ in cells:
                sheet.write(number, ANSWER, cells[id_])
            if remarks and id_ in remarks:
                sheet.write(number, NOTE, remarks[id_])
        for number, line in enumerate((tables or {}).get(str(rows[0][0]), []), start=3):
            sheet.write_row(number, 1, line)
    made.close()
    return out.getvalue()


def back(cells: dict[str, Any], language: Language = "zh", **more: Any) -> Returned:
    return returned(filled(workbook(MADE, language), cells, **more), MADE)


def whole(id_: str, found: Returned) -> Decimal | None:
    path = next(each for each in MADE.path if each.id == id_.partition("/")[0])
    return share(
        found.answers, path, next(each for each in path.question if each.id == id_.partition("/")[2])
    )


def test_an_empty_one_comes_back_with_nothing_but_the_name() -> None:
    found = returned(workbook(MADE, "zh", "甲公司"), MADE)
    assert found == Returned(supplier="甲公司")


@pytest.mark.parametrize(
    ("language", "level", "yes", "choice"),
    [("zh", "已试点", "是", "2 级"), ("en", "Piloted", "Yes", "Level 2")],
)
def test_it_is_read_in_the_language_it_was_sent_in(
    language: Language, level: str, yes: str, choice: str
) -> None:
    told = {"p02/purchasing": level, "p02/substances": yes, "p04/efficiency": choice, "p11/links#energy": yes}
    assert back(told, language).answers == {
        "p02/purchasing": "piloted", "p02/substances": "yes", "p04/efficiency": "two", "p11/links#energy": "yes",
    }  # fmt: skip


def test_a_share_is_divided_from_its_amounts() -> None:
    found = back({**GREEN, "p01/green_share#all": 1000})
    assert whole("p01/green_share", found) == 45  # (300 + 100 + 50) / 1000
    assert not found.doubts


def test_a_share_waits_for_every_amount_and_is_none_of_nothing() -> None:
    assert whole("p01/green_share", back(GREEN)) is None
    assert whole("p01/green_share", back({**GREEN, "p01/green_share#all": 0})) is None


def test_a_part_above_the_whole_is_doubted() -> None:
    (doubt,) = back({**GREEN, "p01/green_share#all": 400}).doubts
    assert doubt.cell == "p01/green_share"
    assert "100 %" in doubt.words.zh


@settings(max_examples=10, deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_an_amount_comes_back_as_it_was_typed(amount: Decimal) -> None:
    assert back({"p01/capacity": str(amount)}).answers["p01/capacity"] == amount


@pytest.mark.parametrize(
    ("id_", "cell"),
    [
        ("p01/capacity", "很多"), ("p01/capacity", -5), ("p02/purchasing", "七成"), ("p02/substances", "大概"),
        ("p01/green_share#all", "一千度左右"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_doubted_and_not_taken(id_: str, cell: Any) -> None:
    found = back({id_: cell})
    assert id_ not in found.answers
    (doubt,) = found.doubts
    assert str(cell) in doubt.words.zh
    assert doubt.cell.startswith("D")


def test_tables_and_remarks_come_back() -> None:
    rows = {"p00/emissions": [[2025, 1200.5, "3,400", "", "GB/T 32150", "是"], [2024, "很多"]]}
    found = back({}, tables=rows, remarks={"p02/substances": "证书 A-17"})
    assert found.tables["p00/emissions"] == [
        {
            "year": "2025",
            "scope1": Decimal("1200.5"),
            "scope2": Decimal(3400),
            "method": "GB/T 32150",
            "verified": "是",
        },
        {"year": "2024"},
    ]
    (doubt,) = found.doubts
    assert "C5" in doubt.cell
    assert found.remarks == {"p02/substances": "证书 A-17"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a workbook", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(NoQuestionnaire):
        returned(data, MADE)


def test_a_workbook_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.add_worksheet().write(0, 0, "账单")
    made.close()
    with pytest.raises(NoQuestionnaire) as wrong:
        returned(out.getvalue(), MADE)
    assert "不是这份问卷" in wrong.value.words.zh


def test_the_command_writes_and_reads_by_the_schema(command: Run, tmp_path: Path) -> None:  # noqa: F811
    sent = tmp_path / "q.xlsx"
    assert command("questionnaire", "supplier", "--out", sent, "--supplier", "甲公司")[0] == 0
    sent.write_bytes(
        filled(sent.read_bytes(), {**GREEN, "p01/green_share#all": 1000, "p02/purchasing": "七成"})
    )
    code, document = command("questionnaire", sent)
    jsonschema.validate(document, json.loads((SCHEMAS / "questionnaire-1.json").read_text(encoding="utf-8")))
    assert code == 1  # one cell was not taken
    assert (document["supplier"], document["shares"]["p01/green_share"]) == ("甲公司", "45")
    assert [each["cell"][0] for each in document["doubts"]] == ["D"]


def test_the_command_says_what_there_is_and_refuses_the_rest(command: Run, tmp_path: Path) -> None:  # noqa: F811
    assert [each["id"] for each in command("questionnaire")[1]["questionnaires"]] == ["supplier"]
    assert command("questionnaire", "buyer")[1]["error"]["code"] == "questionnaire"
    assert command("questionnaire", tmp_path / "none.xlsx")[1]["error"]["code"] == "not_found"


def test_a_project_takes_it_as_one_row_with_the_workbook_as_evidence(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file, sent = tmp_path / "a.zcd", tmp_path / "q.xlsx"
    command("new", file, "--method", "cn.machinery", "--year", "2025")
    data = workbook(MADE, "zh", "甲公司")
    sent.write_bytes(filled(data, {}))
    first = command("questionnaire", sent, "--into", file)[1]["into"]
    assert (first["new"], first["says"], first["year"]) == (True, False, "2025")
    sent.write_bytes(filled(data, {}, tables={"p00/emissions": [[2025, 10, 20]]}))
    code, document = command("questionnaire", sent, "--into", file, "--year", "2025")
    assert code == 0
    jsonschema.validate(document, json.loads((SCHEMAS / "questionnaire-1.json").read_text(encoding="utf-8")))
    again = document["into"]
    assert (again["row"], again["new"], again["says"]) == (first["row"], False, True)
    with ProjectFile.open(file, "x", read_only=True) as held:
        project = Workbench(CATALOGUE, held, "x").project
    answer = project.answers[Place("supplier.data", again["row"], "2025")]
    assert answer.text == "yes"
    assert again["evidence"] in {cite.evidence for cite in answer.evidence}


def test_nobody_and_no_year_are_refused(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file, sent = tmp_path / "a.zcd", tmp_path / "q.xlsx"
    command("new", file, "--method", "cn.machinery", "--year", "2025")
    sent.write_bytes(workbook(MADE, "zh"))
    assert command("questionnaire", sent, "--into", file)[1]["error"]["code"] == "no_name"
    sent.write_bytes(workbook(MADE, "zh", "甲公司"))
    assert command("questionnaire", sent, "--into", file, "--year", "2020")[1]["error"]["code"] == "year"
