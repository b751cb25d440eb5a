"""What guards let through and what they refuse, each in a sentence."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from tests.conftest import CATALOGUE
from zcdesk.exchange.bills.xml_in import parsed
from zcdesk.exchange.guards import NotReadable, kind, measured, unzipped
from zcdesk.exchange.printed import PrintedError, load
from zcdesk.exchange.questionnaires.questionnaire_back import NoQuestionnaire, returned


def test_a_cell_far_away_in_a_questionnaire_is_refused_and_not_made_room_for() -> None:
    """A reader that makes room for every cell up to it asks for a terabyte and takes the program along."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="4294967295"><c r="ZZZ4294967295"><v>1</v></c></row></sheetData></worksheet>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(NoQuestionnaire) as bad:
        returned(out.getvalue(), CATALOGUE.questionnaires["supplier"])
    assert "was not read" in bad.value.words.en


def test_a_table_of_printed_lines_takes_any_line_end_and_refuses_an_endless_field(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.csv"
    path.write_bytes("编号,名称,数值,单位\ra,柴油,12.5,tCO2\r".encode())
    assert load(path).lines[0].name == "柴油"
    path.write_bytes(b'id,name,value,unit\na,"' + b"x" * (csv.field_size_limit() + 1) + b'",1,t\n')
    with pytest.raises(PrintedError):
        load(path)


def test_kinds_of_files_by_their_first_bytes() -> None:
    assert kind(b"\x89PNG\r\n") == "PNG"
    assert kind(b"\xff\xd8\xff\xe0") == "JPEG"
    assert kind(b"text") == ""


def test_what_is_too_large_is_measured_before_it_is_read() -> None:
    measured(b"1234", 4)
    with pytest.raises(NotReadable):
        measured(b"12345", 4)


def test_only_wanted_parts_are_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.xml", "<a/>")
        packed.writestr("b.bin", b"0" * 5000)
    found = unzipped(out.getvalue(), 100, 10, lambda name: name.endswith(".xml"))
    assert found == {"a.xml": b"<a/>"}
    with pytest.raises(NotReadable):
        unzipped(out.getvalue(), 100, 10)
    with pytest.raises(NotReadable):
        unzipped(out.getvalue(), 100_000, 1)


def test_text_between_many_children_is_read_in_one_go() -> None:
    data = b"<a>" + b"x<b/>" * 50_000 + b"</a>"
    assert len(parsed(data).text) == 50_000
