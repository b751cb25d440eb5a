"""A program killed at any moment loses nothing that it was told is saved."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.domain.answer import Place
from zcdesk.store.project_file import ProjectFile

# Edits without end: single answers, pasted tables, evidence. Each number is told after its commit returned.
_EDITOR = """
import sys
from pathlib import Path
from tests.store.samples import put
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, Edit
from zcdesk.store.project_file import ProjectFile

file = ProjectFile.open(Path(sys.argv[1]), backups=Path(sys.argv[2]))
print("open", file.head, flush=True)
while True:
    number = file.head + 1
    if number % 10 == 0:
        places = [Place("pasted", f"R{n}", "2025") for n in range(300)]
        held = file.project.answers
        changes = [AnswerChange(place, held.get(place), Answer(str(number))) for place in places]
        edit = Edit("paste", tuple(changes), "", "")
    else:
        edit = put(file.project, f"q{number % 7}", str(number))
    if number % 25 == 0:
        file.add_evidence_bytes(str(number).encode() * 50_000, "a.txt")
    assert file.commit(edit) == number
    print(number, flush=True)
"""


def _trials(folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """Kill the editor that often, checking what it left each time; numbers of edits told and of journals left."""
    path, backups = folder / "a.zcd", folder / "backups"
    samples.full(path, 0)
    chance = random.Random(seed)
    told, journals = 1, 0
    for _ in range(kills):
        child = subprocess.Popen(
            [sys.executable, "-c", _EDITOR, str(path), str(backups)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert child.stdout is not None
        assert child.stdout.readline() == f"open {told}\n".encode(), "an edit was lost or invented"
        time.sleep(chance.uniform(0, 0.12))
        child.kill()
        lines = child.stdout.read().split()
        child.stdout.close()
        child.wait()
        told = max([told, *map(int, lines)])
        journals += path.with_name("a.zcd-journal").exists()
        told = _checked(path, backups, told)
    return told, journals


def _checked(path: Path, backups: Path, told: int) -> int:
    with ProjectFile.open(path, backups=backups) as file:
        # the kill may fall between the commit and the telling of it
        assert told <= file.head <= told + 1
        assert file.verify() == ()
        last = max((number for number in range(1, file.head + 1) if number % 10 and number > 1), default=0)
        if last:
            assert file.project.answers[Place(f"q{last % 7}")].text == str(last)
        pasted = {answer.text for place, answer in file.project.answers.items() if place.quantity == "pasted"}
        assert pasted <= {str(file.head // 10 * 10)}  # a paste is there whole, or not at all
        head = file.head
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    plain.close()
    left = {entry.name for entry in path.parent.iterdir()}
    assert left == {"a.zcd", "backups"}
    return head


def test_five_kills_lose_nothing(tmp_path: Path) -> None:
    told, _ = _trials(tmp_path, 5, seed=5)
    assert told > 5


@pytest.mark.long
@pytest.mark.timeout(900)
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    told, journals = _trials(tmp_path, 200, seed=200)
    print(f"{told} edits, {journals} journals left by kills")
    assert told > 200
    assert journals > 10, "the kills hardly ever fell into a transaction"
