"""A project is made ready on one thread and worked with on another."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench import beginning, opening
from zcdesk.workbench.opening import Opened

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file."""
    made = tmp_path / "plant.zcd"
    beginning.rehearse(CATALOGUE, made, "lin").file.close()
    return made


def apart(path: Path, told: list[int], wanted: bool = True) -> Opened | None:
    """Open it on another thread."""
    found: list[Opened | None] = []
    thread = threading.Thread(
        target=lambda: found.append(
            opening.opened(CATALOGUE, path, "lin", False, told.append, lambda: wanted)
        )
    )
    thread.start()
    thread.join()
    return found[0]


def test_what_another_thread_opened_takes_edits_undo_and_history_here(path: Path) -> None:
    told: list[int] = []
    found = apart(path, told)
    assert found is not None
    bench = found.workbench
    assert [opening.stage(each) for each in told] == ["file", "methods", "results"]
    place = Place("power.grid", "", "2025-03")
    before = bench.project.answers[place]
    bench.set_answer(place, "1", before.unit)
    bench.undo()
    assert bench.project.answers[place] == before
    assert bench.file.verify() == ()
    bench.file.close()


def test_the_lock_is_held_between_the_threads(path: Path) -> None:
    found = apart(path, [])
    assert found is not None
    with pytest.raises(FileTrouble, match="locked"):
        ProjectFile.open(path)
    found.drop()
    ProjectFile.open(path).close()


def test_a_file_that_was_changed_between_the_threads_is_noticed(path: Path) -> None:
    found = apart(path, [])
    assert found is not None
    other = path.with_name("other.zcd")
    beginning.rehearse(CATALOGUE, other, "lin").file.close()
    other.replace(path)
    with pytest.raises(FileTrouble, match="vanished"):
        found.workbench.set_answer(Place("power.grid", "", "2025-03"), "1", "MWh")
    found.drop()


def test_nobody_waits_and_the_file_is_let_go(path: Path) -> None:
    assert apart(path, [], wanted=False) is None
    ProjectFile.open(path).close()
    assert path.exists()


def test_a_copy_of_the_sample_that_nobody_waits_for_is_not_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "copy.zcd"
    assert opening.practised(CATALOGUE, path, "lin", lambda _: None, lambda: False) is None
    assert list(tmp_path.iterdir()) == []


def test_a_restored_backup_says_where_the_other_file_went(path: Path) -> None:
    backup = path.with_name("backup.zcd")
    backup.write_bytes(path.read_bytes())
    found = opening.restored(CATALOGUE, backup, path, "lin", lambda _: None, lambda: True)
    assert found is not None
    assert "plant.damaged-1.zcd" in found.words[0].zh
    found.drop()
