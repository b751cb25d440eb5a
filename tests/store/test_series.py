"""Series in the file: undone and replayed with the rest, read back to the digit, and damage told."""

from __future__ import annotations

import sqlite3
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store import samples
from zcdesk.domain.change import Edit, inverse
from zcdesk.domain.series import MEDIA_TYPE, NONE, NotASeries, pack, unpack, whole_numbers
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble


@given(st.lists(st.integers(NONE, -NONE - 1), max_size=40))
def test_readings_come_back_as_they_were(numbers: list[int]) -> None:
    content = pack(array("q", numbers).tobytes())
    assert whole_numbers(unpack(content, len(numbers))).tolist() == numbers


@pytest.mark.parametrize(
    "content, count",
    [
        (b"", 4),
        (pack(samples.READINGS)[:-1], 4),
        (pack(samples.READINGS) + b"x", 4),
        (pack(samples.READINGS), 3),
        (pack(samples.READINGS), 5),
        (pack(bytes(8 * 1_000_000)), 4),  # 8 MB in 8 kB: no more than asked for is unpacked
        (pack(samples.READINGS), -1),
        (pack(samples.READINGS), 10**12),
    ],
)
def test_what_is_no_such_series_is_refused(content: bytes, count: int) -> None:
    with pytest.raises(NotASeries):
        unpack(content, count)


def test_a_series_is_undone_replayed_and_copied_like_an_answer(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        edit = samples.with_series(file)
        file.commit(edit)
        held = file.project
        file.commit(Edit("撤下", inverse(edit.changes), "李工", samples.AT, undoes=1))
        assert file.project.series == {}
        file.commit(Edit("再来", edit.changes, "李工", samples.AT, redoes=2))
        assert (file.project, file.state_at(1), file.verify()) == (held, held, ())
        assert file.save_copy(tmp_path / "b.zcd") is None
    with ProjectFile.open(tmp_path / "b.zcd") as copy:
        assert copy.project == held
        series = copy.project.series["S-001"]
        readings = whole_numbers(unpack(copy.evidence_bytes(series.digest), series.count))
        assert readings.tolist() == [1250, 1300, NONE, 990]
        (kind,) = copy._session.database.execute_sql("SELECT media_type FROM content").fetchone()
        assert kind == MEDIA_TYPE


def test_a_copy_from_memory_has_the_series_without_its_readings(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        file.commit(samples.with_series(file))
        (tmp_path / "a.zcd").write_bytes(b"")
        lacking = file.save_copy(tmp_path / "b.zcd")
        assert lacking is not None
        assert "表计读数" in lacking.zh
        held = file.project
    with ProjectFile.open(tmp_path / "b.zcd") as copy:
        assert copy.project == held
        assert {problem.code for problem in copy.verify()} == {"content", "series"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE series SET count = 3",
        "UPDATE series SET kind = 'gas'",
        "UPDATE series SET start = '2024-13-01T00:00'",
        "UPDATE series SET exponent = 40",
        "DELETE FROM series",
    ],
)
def test_a_series_that_was_tampered_with_is_not_opened(tmp_path: Path, statement: str) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        file.commit(samples.with_series(file))
    plain = sqlite3.connect(tmp_path / "a.zcd")
    with plain:
        plain.execute(statement)
    plain.close()
    with pytest.raises(FileTrouble, match="damaged"):
        ProjectFile.open(tmp_path / "a.zcd")
