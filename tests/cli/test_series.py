"""``import`` and ``series`` on the command line: asked, taken, listed, drawn, filled in, taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.exchange.test_series_in import long, moments
from zcdesk.cli.main import run


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project of 2024 with a month of readings of a gate meter beside it as a file."""
    path = tmp_path / "a.zcd"
    assert run(["new", str(path), "--method", "cn.machinery", "--year", "2024"]) == 0
    rows = [(at, "1.5") for at in moments("2024-03-01T00:00", 31 * 96)]
    (tmp_path / "m.csv").write_bytes(long(rows, "时间,3号表(kWh)"))
    capsys.readouterr()
    return path


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run([*words, "--language", "en"]) == code
    return capsys.readouterr().out


def test_readings_are_asked_about_taken_and_become_answers(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(project.with_name("m.csv"))
    asked = said(capsys, "import", str(project), source, code=1)
    assert "--told kind=import" in asked
    assert "as step" in said(capsys, "import", str(project), source, "--told", "kind=import", "--accept")
    told = json.loads(said(capsys, "series", str(project), "--json"))
    assert [(each["id"], each["energy_kwh"], each["known"]) for each in told["series"]] == [
        ("S-001", "4464", 2976)
    ]
    assert "4,464 kWh" in said(capsys, "series", str(project), "--fill")
    assert "as step" in said(capsys, "series", str(project), "--fill", "--accept")
    assert "Taken away" in said(capsys, "series", str(project), "--remove", "S-001")
    findings = said(capsys, "check", str(project), code=1)
    assert "no longer in the project" in findings


def test_charts_and_readings_are_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "import", str(project), str(project.with_name("m.csv")), "--told", "kind=load", "--accept")
    for name, head in (("d.png", b"\x89PNG"), ("d.svg", b"<?xml"), ("d.csv", '\ufeff"Share'.encode())):
        to = project.with_name(name)
        said(capsys, "series", str(project), "S-001", "--chart", "duration", "--out", str(to))
        assert to.read_bytes().startswith(head)
    to = project.with_name("list.xlsx")
    said(capsys, "series", str(project), "--out", str(to))
    printed, full = load_workbook(to).worksheets
    assert [cell.value for cell in printed[4]][:3] == ["S-001", "3号表", "use"]
    assert [cell.value for cell in full[2]] == ["S-001 3号表", "Sum, kWh", 4464, "kWh"]
    to = project.with_name("r.csv")
    said(capsys, "series", str(project), "--out", str(to))
    assert len(to.read_text(encoding="utf-8").splitlines()) == 1 + 2976
    assert run(["series", str(project), "--out", str(to)]) == 3
    assert run(["series", str(project), "--chart", "pv", "--out", str(project.with_name("p.png"))]) == 3
    assert run(["series", str(project), "--out", str(project.with_name("r.doc"))]) == 3
    assert run(["series", str(project), "--fill", "--lacking", "many"]) == 3
