"""Grades in the packs: what ships loads, and what is wrong is refused with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT, VOCABULARY
from zcdesk.packs.toml import PackError
from zcdesk.packs.uncertainty import grading

FOLDER = ROOT / "resources" / "uncertainty"


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """The folder that ships, with one text in place of another."""
    made = folder / "resources" / "uncertainty"
    shutil.copytree(FOLDER, made)
    path = made / f"{file}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return made


def test_every_grade_says_where_its_band_is_published() -> None:
    held = CATALOGUE.grading
    assert all(grade.source in held.sources and grade.clause for grade in held.grades.values())
    assert {grade.confidence for grade in held.grades.values()} <= {"A", "B", "C"}


def test_the_last_presets_fit_everything() -> None:
    held = CATALOGUE.grading
    assert held.presets[-1] == type(held.presets[-1])(held.presets[-1].grade)
    assert held.factor_presets[-1] == type(held.factor_presets[-1])(held.factor_presets[-1].grade)


@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        ("answers", 'source = "gb-17167-2006"', 'source = "gb-1"', "grade.power.05s: no such source: gb-1"),
        ("answers", "tolerance = 0.5", "tolerance = 0.5\nband = 1", "one of tolerance, band, or low with high"),
        ("answers", 'units = ["MWh"]', 'units = ["Mwh"]', "no quantity is counted in Mwh"),
        ("answers", "activity = 1", "activity = 4", "points of data quality are 1, 2 or 3"),
        ("answers", 'better = "power.05s"', 'better = "grid"', "no such grade of answers: grid"),
        ("answers", 'id = "power.10"', 'id = "power.05s"', "grade.power.05s: stands twice"),
        ("answers", "band = 5", "band = 500", "wider than 60 % is lognormal"),
        ("factors", 'clause = "表 A1-1 能源 CO₂，排放因子 7 %"', 'clause = ""', "the clause is empty"),
        ("factors", "low = 90", "low = 100", "nothing lies more than 100 % below"),
        ("presets", 'grade = "power.10"', 'grade = "power.11"', "preset power.11: no such grade of answers"),
        ("presets", '"invoice", "meter_reading"', '"bill"', "no such kind of evidence: bill"),
        ("presets", 'kinds = ["grid."]', 'kinds = ["grids."]', "no such kind of factor: grids."),
        ("presets", "most = 20", "most = 10", "the points do not rise"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, file: str, old: str, new: str, why: str) -> None:
    folder = changed(tmp_path, file, old, new)
    with pytest.raises(PackError, match=r"^resources/uncertainty") as refused:
        grading(folder, VOCABULARY)
    assert why in str(refused.value)


def test_no_folder_is_no_grades(tmp_path: Path) -> None:
    assert not grading(tmp_path / "uncertainty", VOCABULARY).grades
