"""Times of the file, beside the bounds that were set for them. Run by `-m bench` only: a busy machine is slower."""

from __future__ import annotations

import sqlite3
import statistics
import time
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, Edit
from zcdesk.store.project_file import ProjectFile

pytestmark = pytest.mark.bench


def _filled(path: Path, answers: int) -> ProjectFile:
    file = ProjectFile.create(path, "")
    places = [Place(f"q{number % 40}", f"F{number // 40}", "2025") for number in range(answers)]
    changes = tuple(AnswerChange(place, None, Answer("12.5", "万Nm³")) for place in places)
    file.commit(Edit("粘贴", changes, "", ""))
    return file


@pytest.mark.parametrize("answers", [100, 18_000])
def test_a_commit_takes_at_most_5_milliseconds(tmp_path: Path, answers: int) -> None:
    """Unless the disk is slow: then hardly longer than a bare row with the same safety, written in turn with ours."""
    bare = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    bare.execute("PRAGMA synchronous = EXTRA")
    bare.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, content TEXT)")
    ours, theirs = [], []
    with _filled(tmp_path / "a.zcd", answers) as file:
        for number in range(200):
            edit = samples.put(file.project, f"q{number % 9}", str(number))
            start = time.perf_counter()
            file.commit(edit)
            between = time.perf_counter()
            bare.execute("INSERT INTO row (content) VALUES (?)", ("x" * 250,))
            ours.append(between - start)
            theirs.append(time.perf_counter() - between)
    bare.close()
    median, reference = statistics.median(ours), statistics.median(theirs)
    print(
        f"commit among {answers} answers: median {median * 1000:.2f} ms, worst {max(ours) * 1000:.2f} ms; "
        f"a bare row {reference * 1000:.2f} ms"
    )
    assert median <= max(0.005, 1.5 * reference)


def test_opening_100_000_answers_takes_at_most_a_second(tmp_path: Path) -> None:
    _filled(tmp_path / "a.zcd", 100_000).close()
    times = []
    for _ in range(4):
        start = time.perf_counter()
        file = ProjectFile.open(tmp_path / "a.zcd")
        times.append(time.perf_counter() - start)
        file.close()
    print(f"opening 100,000 answers: with a backup {times[0]:.2f} s, else {min(times[1:]):.2f} s")
    assert max(times) <= 1
