"""``workbook``: an entry workbook goes out, is filled in by any program, and comes back by what stands in it."""

# ruff: noqa: F811

from __future__ import annotations

import json
import random
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.test_commands import SCHEMAS, Run, answers, command  # noqa: F401
from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.exchange.answers import read
from zcdesk.exchange.entry_book import entry_out
from zcdesk.exchange.entry_book.entry_back import found_in, said
from zcdesk.exchange.tables import workbook_in
from zcdesk.exchange.tables.workbook_in import NoWorkbook, opened
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.workbook.entry_book import layout

SCHEMA = json.loads((SCHEMAS / "workbook-1.json").read_text(encoding="utf-8"))

FIRST = 5
"""Column of January in a workbook that nobody changed, counted from 1."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plant and its workbook, made once."""
    folder = tmp_path_factory.mktemp("made")
    brought = read(answers(folder))
    bench = create(CATALOGUE, folder / "plant.zcd", "t", brought.years, (), brought)
    (folder / "sent.xlsx").write_bytes(entry_out.workbook(layout(bench, "2025", "zh"), "zh"))
    bench.file.close()
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A plant with natural gas, 12.5 万Nm³ in 2025, and nothing else."""
    return Path(shutil.copy(made / "plant.zcd", tmp_path))


@pytest.fixture
def sent(made: Path, tmp_path: Path) -> Path:
    """Its workbook of 2025."""
    return Path(shutil.copy(made / "sent.xlsx", tmp_path))


def filled(path: Path, *cells: tuple[str, str, str, int, Any]) -> Path:
    """The workbook with cells filled in: page, code, item, column counted from January, value."""
    book = openpyxl.load_workbook(path)
    for page, code, item, column, value in cells:
        sheet = sheet_of(book, page)
        sheet.cell(row_of(sheet, code, item), FIRST + column).value = value
    book.save(path)
    return path


def sheet_of(book: Any, page: str) -> Worksheet:
    return next(each for each in book.worksheets if each.title.endswith(page))


def row_of(sheet: Worksheet, code: str, item: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if (row[0].value or "", row[2].value) == (code, item))


def told(project: Path) -> dict[str, tuple[str, str, str]]:
    with ProjectFile.open(project, "t", read_only=True) as file:
        return {
            str(place): (each.text, each.unit, each.standing) for place, each in file.project.answers.items()
        }


def go(run: Run, *words: str | Path) -> dict[str, Any]:
    _, document = run("workbook", *words)
    jsonschema.validate(document, SCHEMA)
    result: dict[str, Any] = document
    return result


def states(document: dict[str, Any]) -> dict[str, str]:
    return {
        f"{each['place']['quantity']}[{each['place']['row']}]@{each['place']['period']}": each["state"]
        for each in document["cells"]
        if each["place"]
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_nobody_filled_in_is_the_same(
    command: Run, project: Path, tmp_path: Path, language: str
) -> None:
    out = tmp_path / "w.xlsx"
    code, written = command("workbook", project, "--out", out, "--language", language)
    assert (code, written["schema"], written["year"]) == (0, "zcdesk.workbook-written/1", "2025")
    found = go(command, project, "--in", out, "--accept")
    assert found["counts"] == {
        "new": 0,
        "changed": 0,
        "same": 2,
        "refused": 0,
    }  # the kind and the year of the gas
    assert (found["accepted"], found["edit"], found["notes"]) == (False, 0, [])


def test_the_sample_comes_back_the_same_cell_for_cell(command: Run, tmp_path: Path) -> None:
    brought = read(CATALOGUE.resources / "sample" / "answers.json")
    create(CATALOGUE, tmp_path / "s.zcd", "t", brought.years, (), brought).file.close()
    command("workbook", tmp_path / "s.zcd", "--out", tmp_path / "w.xlsx", "--language", "zh")
    counts = go(command, tmp_path / "s.zcd", "--in", tmp_path / "w.xlsx")["counts"]
    assert counts["same"] > 600
    assert counts["new"] == counts["changed"] == counts["refused"] == 0


def test_what_was_typed_is_what_the_project_holds(command: Run, project: Path, sent: Path) -> None:
    filled(
        sent,
        ("电力", "", "电网购电（不含绿电交易）", 0, 120.5),
        ("电力", "", "电网购电（不含绿电交易）", 1, "12万 kWh"),
        (
            "电力",
            "",
            "电网购电（不含绿电交易）",
            2,
            "=3*40",
        ),  # typed as a text would be a sum; here it is a formula
        ("电力", "", "绿电交易电量", 12, "无"),
        ("核算边界与工厂信息", "", "企业名称", 0, "=cmd|' /C calc'!A0"),
        ("核算边界与工厂信息", "", "所在省份", 0, "浙江省"),
        ("化石燃料", "F01", "净消耗量", 12, 13),
    )
    before = told(project)
    seen = go(command, project, "--in", sent)
    assert told(project) == before  # a preview writes nothing
    found = states(seen)
    assert found["fuel.amount[F01]@2025"] == "changed"
    assert found["power.grid[]@2025-01"] == "new"
    taken = go(command, project, "--in", sent, "--accept")
    assert taken["edit"] == 3  # after the birth of the project and its answers
    now = told(project)
    assert now["power.grid@2025-01"] == ("120.5", "kWh", "given")  # its bills are in kWh
    assert now["power.grid@2025-02"] == ("12万", "kWh", "given")
    assert now["power.green_trade@2025"] == ("", "", "none")
    assert now["fuel.amount[F01]@2025"][:2] == ("13", "万Nm3")
    assert not {"power.grid@2025-03", "site.name"} & set(now)
    assert sum(each["state"] == "refused" for each in taken["cells"]) == 2
    with ProjectFile.open(project, "t") as file:
        (held,) = file.project.evidence.values()
        assert (held.id, file.evidence_bytes(held.digest)) == (taken["evidence"], sent.read_bytes())
        assert [
            each.evidence for each in file.project.answers[Place("power.grid", "", "2025-01")].evidence
        ] == ["E-001"]
        Workbench(CATALOGUE, file, "t").undo()
    assert told(project) == before


def test_a_text_that_looks_like_a_formula_is_written_as_a_text(command: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "p.zcd", tmp_path / "w.xlsx"
    evil = '=HYPERLINK("http://x","y")'
    command("new", file, "--answers", answers(tmp_path, {"quantity": "site.name", "value": evil}))
    command("workbook", file, "--out", out, "--language", "zh")
    with zipfile.ZipFile(out) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())
    assert evil in [
        cell.value for row in openpyxl.load_workbook(out).worksheets[1].iter_rows() for cell in row
    ]


def test_rows_and_columns_may_be_moved_and_sheets_renamed(command: Run, project: Path, sent: Path) -> None:
    filled(sent, ("电力", "", "电网购电（不含绿电交易）", 6, 77), ("化石燃料", "F01", "净消耗量", 12, 14))
    book = openpyxl.load_workbook(sent)
    fresh = openpyxl.Workbook()
    fresh.remove(fresh.active)
    for number, sheet in enumerate(reversed(book.worksheets)):
        into = fresh.create_sheet(f"S{number}")
        into.append(["盖章处", None, "2026-01-05"])
        for row in sheet.iter_rows(values_only=True):
            into.append([])
            into.append([None, "", *row[:5], None, *reversed(row[5:]), None])
    fresh.save(sent)
    found = go(command, project, "--in", sent, "--accept")
    assert found["counts"] == {"new": 1, "changed": 1, "same": 1, "refused": 0}
    now = told(project)
    assert now["power.grid@2025-07"] == ("77", "kWh", "given")
    assert now["fuel.amount[F01]@2025"][0] == "14"


def test_a_new_row_is_named_first_and_is_not_made_twice(command: Run, project: Path, sent: Path) -> None:
    filled(
        sent,
        ("化石燃料", "新增1", "净消耗量", -3, "柴油"),
        ("化石燃料", "新增1", "净消耗量", 0, "905 L"),
        ("化石燃料", "新增2", "净消耗量", 0, 3),
        ("化石燃料", "新增3", "净消耗量", -3, "不知何物"),
        ("热力", "新增1", "购入热量", -3, "园区蒸汽"),
        ("热力", "新增1", "购入热量", 11, 8.5),
    )
    taken = go(command, project, "--in", sent, "--accept")
    assert taken["rows"] == ["F02", "R01"]
    now = told(project)
    assert now["fuel.kind[F02]"][0] == "diesel"
    assert now["fuel.amount[F02]@2025-01"] == ("905", "L", "given")
    assert now["heat.amount[R01]@2025-12"][0] == "8.5"
    reasons = [each["reason"]["zh"] for each in taken["cells"] if each["reason"]]
    assert reasons == ["“不知何物”不在可选的名称里。", "先写这一行的名称。"]
    litres = next(each for each in taken["cells"] if (each["place"] or {}).get("row") == "F02")
    assert (litres["state"], litres["before"], litres["after"]) == ("new", "", "905 L")
    again = go(command, project, "--in", sent, "--accept")
    assert (again["edit"], again["rows"], again["counts"]["same"]) == (0, [], 4)


def test_what_is_refused_says_why_and_is_taken_once_corrected(
    command: Run, project: Path, sent: Path
) -> None:
    grid = "电网购电（不含绿电交易）"
    filled(
        sent,
        ("电力", "", grid, 0, "约一百"),
        ("电力", "", grid, 1, -5),
        ("电力", "", grid, 2, "7 t"),
        ("电力", "", grid, 3, 50),
        ("核算边界与工厂信息", "", "所在省份", 0, "火星"),
    )
    book = openpyxl.load_workbook(sent)
    sheet = sheet_of(book, "电力")
    sheet.cell(row_of(sheet, "", "绿电交易电量"), 3).value = "绿电"
    sheet.cell(row_of(sheet, "", "绿电"), FIRST).value = 9
    book.save(sent)
    found = go(command, project, "--in", sent, "--accept")
    assert found["counts"]["refused"] == 5
    assert told(project)["power.grid@2025-04"][0] == "50"
    assert found["cells"][-1]["reason"]["zh"] == "这张表里没有数据项“绿电”。"
    filled(sent, ("电力", "", grid, 0, 100), ("电力", "", grid, 1, 5), ("电力", "", grid, 2, 7),
           ("核算边界与工厂信息", "", "所在省份", 0, "江苏省"), ("电力", "", "绿电", 0, None))  # fmt: skip
    again = go(command, project, "--in", sent, "--accept")
    assert (again["counts"]["refused"], again["counts"]["new"]) == (0, 4)


def test_a_year_stated_as_none_beside_months_is_refused(command: Run, project: Path, sent: Path) -> None:
    filled(sent, ("电力", "", "绿电交易电量", 12, "无"), ("电力", "", "绿电交易电量", 0, 5))
    found = go(command, project, "--in", sent, "--accept")
    assert found["counts"]["refused"] == 2
    assert not any(key.startswith("power.green_trade") for key in told(project))


def test_the_same_line_twice_is_taken_once(command: Run, project: Path, sent: Path) -> None:
    book = openpyxl.load_workbook(sent)
    sheet = sheet_of(book, "电力")
    row = row_of(sheet, "", "电网购电（不含绿电交易）")
    sheet.cell(row, FIRST).value = 5
    copied = row_of(sheet, "", "绿电交易电量")
    sheet.cell(copied, 3).value = "电网购电（不含绿电交易）"
    sheet.cell(copied, FIRST).value = 6
    sheet.cell(copied, FIRST + 1).value = 7
    book.save(sent)
    go(command, project, "--in", sent, "--accept")
    now = told(project)
    assert (now["power.grid@2025-01"][0], now["power.grid@2025-02"][0]) == ("5", "7")


def test_a_workbook_of_another_year_or_of_none_is_refused(command: Run, project: Path, sent: Path) -> None:
    for words, code in ((("--year", "2024"), "year"), ((), "no_sheet")):
        if not words:
            openpyxl.Workbook().save(sent)
            words = ("--year", "2025")
        exit_code, told_ = command("workbook", project, "--in", sent, *words)
        assert (exit_code, told_["error"]["code"]) == (3, code)


def test_a_workbook_of_another_plant_is_seen_and_not_taken(command: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "p.zcd", tmp_path / "w.xlsx"
    command("new", file, "--answers", answers(tmp_path, {"quantity": "site.name", "value": "甲公司"}))
    command("workbook", file, "--out", out, "--language", "zh")
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["B2"] = "乙公司"
    book.save(out)
    filled(out, ("电力", "", "电网购电（不含绿电交易）", 0, 5))
    assert "乙公司" in go(command, file, "--in", out)["notes"][0]["zh"]
    code, wrong = command("workbook", file, "--in", out, "--accept")
    assert (code, wrong["error"]["code"]) == (3, "plant")
    assert "power.grid@2025-01" not in told(file)


def test_a_project_without_a_method_has_nothing_to_fill_in(tmp_path: Path) -> None:
    bench = create(CATALOGUE, tmp_path / "p.zcd", "t", ("2025",), (), None)
    with bench.file, pytest.raises(Refused, match="no_method"):
        layout(bench, "2025", "zh")


def test_a_workbook_that_is_there_is_not_written_over(command: Run, project: Path, sent: Path) -> None:
    before = sent.read_bytes()
    code, told_ = command("workbook", project, "--out", sent)
    assert (code, told_["error"]["code"], sent.read_bytes()) == (3, "exists", before)
    assert command("workbook", project, "--out", sent, "--replace")[0] == 0


def test_cells_are_locked_but_for_the_entries(sent: Path) -> None:
    book = openpyxl.load_workbook(sent)
    sheet = sheet_of(book, "电力")
    row = row_of(sheet, "", "电网购电（不含绿电交易）")
    assert sheet.protection.sheet
    assert sheet.cell(row, 3).protection.locked
    assert not sheet.cell(row, FIRST).protection.locked
    assert not sheet.cell(row, 4).protection.locked  # the unit


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def changed(path: Path, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with the content of its parts changed."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, change(name, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", workbook_in.NO_WORKBOOK),
        ("编号,名称".encode("gb18030"), workbook_in.NO_WORKBOOK),
        (b"%PDF-1.7", workbook_in.OTHER.fill(kind="PDF")),
        (b"PK\x03\x04 cut off", workbook_in.NO_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, workbook_in.OLD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), workbook_in.PROTECTED),
        (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), workbook_in.OTHER.fill(kind=".ods")),
        (packed(xl__workbook_xml=b"no xml"), workbook_in.NO_WORKBOOK),
        (packed(bomb=b"\0" * (workbook_in.UNPACKED + 1)), workbook_in.BOMB.fill(most=workbook_in.UNPACKED // 10**6)),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_a_sentence(data: bytes, words: Any) -> None:
    with pytest.raises(NoWorkbook) as wrong:
        opened(data)
    assert wrong.value.words == words


@pytest.mark.parametrize(
    "far", ['r="A10000000"', 'r="XFD9"', 'r="XFD1048576"', "r='ZZ300000'", '\tr = "AAA7"', 'r="ZZ99999"']
)
def test_a_sheet_of_ten_million_rows_is_refused_before_it_is_laid_out(sent: Path, far: str) -> None:
    cell = f'<row r="9"><c {far}><v>1</v></c></row></sheetData>'.encode()
    data = changed(sent, lambda name, held: held.replace(b"</sheetData>", cell) if "sheet2" in name else held)
    with pytest.raises(NoWorkbook, match="was not read"):
        opened(data)


def test_a_part_that_is_larger_than_it_says_is_refused(sent: Path) -> None:
    data = bytearray(packed(xl__workbook_xml=b"x" * 5000))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")  # its size, as the directory tells it
    with pytest.raises(NoWorkbook):
        opened(bytes(data))


def test_macros_are_left_alone_and_said(command: Run, project: Path, sent: Path) -> None:
    with zipfile.ZipFile(sent, "a") as made:
        made.writestr("xl/vbaProject.bin", b"macro")
    assert go(command, project, "--in", sent)["notes"] == [
        {"zh": workbook_in.MACROS.zh, "en": workbook_in.MACROS.en}
    ]


def test_a_formula_gives_what_it_came_to_and_that_is_said(command: Run, project: Path, sent: Path) -> None:
    filled(sent, ("电力", "", "电网购电（不含绿电交易）", 0, 4711))
    data = changed(sent, lambda _, held: held.replace(b"<v>4711</v>", b"<f>4000+711</f><v>4711</v>"))
    sent.write_bytes(data)
    found = go(command, project, "--in", sent, "--accept")
    assert told(project)["power.grid@2025-01"][0] == "4711"
    assert any("1 格是公式（E" in note["zh"] for note in found["notes"])


def test_numbers_are_those_that_a_spreadsheet_shows() -> None:
    assert [said(each) for each in (0.1 + 0.2, 12.0, 1e15, 1234567.125, True, None)] == [
        "0.3", "12", "1e+15", "1234567.125", "yes", "",
    ]  # fmt: skip


def test_mutated_files_never_break_the_reader(command: Run, project: Path, sent: Path) -> None:
    with ProjectFile.open(project, "t", read_only=True) as file:
        asked = layout(Workbench(CATALOGUE, file, "t"), "2025", "zh")
    whole, dice = sent.read_bytes(), random.Random(20060)
    with zipfile.ZipFile(sent) as held:
        names = [name for name in held.namelist() if name.endswith((".xml", ".rels"))]
    read_, refused = 0, 0
    for number in range(300):
        if number % 2:
            data = bytearray(whole)
            for _ in range(dice.randint(1, 6)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            data = data[: dice.randrange(len(data))] if number % 10 == 1 else data
        else:
            part, at = dice.choice(names), dice.random()

            def broken(name: str, content: bytes, part: str = part, at: float = at) -> bytes:
                if name != part:
                    return content
                place = int(at * len(content))
                return (
                    content[:place]
                    + dice.choice([b"", b"<", b"\xff", b"9" * 30, b'r="ZZZ"'])
                    + content[place + 3 :]
                )

            data = bytearray(changed(sent, broken))
        try:
            found_in(opened(bytes(data)), asked)
            read_ += 1
        except NoWorkbook:
            refused += 1
    assert min(read_, refused) > 20
