"""Damaged files: each opens wholly checked, or is refused with a clear sentence; none is written to."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store import samples
from tests.store.samples import put
from zcdesk.domain.project import Project
from zcdesk.store.backup import last_good_backup, restore_backup
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Project]:
    """A project with 200 edits and its backup, to be copied and damaged."""
    folder = tmp_path_factory.mktemp("sound")
    project = samples.full(folder / "a.zcd", 200)
    with ProjectFile.open(folder / "a.zcd") as file:
        file.record_issue(samples.issue(5))
    return folder, project


def _outcome(path: Path, project: Project) -> str:
    """Open a damaged file as a user would; ``sound``, ``evidence`` or the code of the trouble."""
    before = path.read_bytes()
    trouble = _trouble(lambda: _whole(path, project))
    assert path.read_bytes() == before
    if trouble is None:
        return "sound"
    assert trouble.words.zh
    assert trouble.words.en
    if trouble.path == path.with_name("evidence.pdf"):
        return "evidence"
    if trouble.code == "damaged":
        assert trouble.backup is not None
        assert trouble.backup.name in trouble.words.zh
    return trouble.code


def _whole(path: Path, project: Project) -> None:
    """Nothing in the file is other than it was."""
    with ProjectFile.open(path, read_only=True) as file:
        assert file.project == project
        assert file.head == 201
        problems = {problem.code for problem in file.verify()}
        digest = project.evidence["E-001"].digest
        trouble = _trouble(lambda: file.evidence_bytes(digest))
        if trouble is not None:
            assert trouble.code == "damaged"
            assert problems & {"content", "integrity"}
            raise FileTrouble("damaged", path.with_name("evidence.pdf"))
        assert file.evidence_bytes(digest) == samples.PDF
        # what is left are pages and indexes that only a full check looks at
        assert problems <= {"integrity"}


def _trouble(act: Callable[[], object]) -> FileTrouble | None:
    try:
        act()
    except FileTrouble as trouble:
        return trouble
    return None


def _copy(sound: tuple[Path, Project], to: Path) -> Path:
    shutil.copytree(sound[0], to, dirs_exist_ok=True)
    return to / "a.zcd"


def _flipped(sound: tuple[Path, Project], folder: Path, trials: int, seed: int) -> dict[str, int]:
    path = _copy(sound, folder)
    whole = path.read_bytes()
    chance = random.Random(seed)
    counted: dict[str, int] = {}
    for trial in range(trials):
        data = bytearray(whole)
        # every third one in the first page, where the header and the schema are
        where = chance.randrange(4096 if trial % 3 == 0 else len(data))
        data[where] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        outcome = _outcome(path, sound[1])
        counted[outcome] = counted.get(outcome, 0) + 1
    return counted


def test_a_flipped_bit_is_harmless_or_found(sound: tuple[Path, Project], tmp_path: Path) -> None:
    counted = _flipped(sound, tmp_path, 120, seed=1)
    assert counted["damaged"] > 20
    assert set(counted) <= {
        "sound",
        "evidence",
        "damaged",
        "not_a_project",
        "newer",
        "older",
        "disk_full",
        "disk_error",
    }


@pytest.mark.long
def test_ten_thousand_flipped_bits(sound: tuple[Path, Project], tmp_path: Path) -> None:
    counted = _flipped(sound, tmp_path, 10_000, seed=2)
    print(counted)
    assert counted["damaged"] > 1000


@pytest.mark.parametrize("share", [0.0, 0.001, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.9999])
def test_a_file_cut_short_is_refused(sound: tuple[Path, Project], tmp_path: Path, share: float) -> None:
    path = _copy(sound, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert _outcome(path, sound[1]) in {"damaged", "not_a_project"}


@pytest.mark.parametrize("size", [1, 15, 16, 50, 99, 100, 511, 512, 1000, 4095, 4096, 4097, 8192])
def test_a_file_cut_at_a_border_is_refused(sound: tuple[Path, Project], tmp_path: Path, size: int) -> None:
    path = _copy(sound, tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    assert _outcome(path, sound[1]) in {"damaged", "not_a_project"}


def _zeroed(data: bytes) -> bytes:
    return data[:8192] + bytes(4096) + data[12288:]


def _doubled(data: bytes) -> bytes:
    return data[:4096] + data[8192:12288] + data[8192:]


def _noisy(data: bytes) -> bytes:
    return data[: len(data) // 3] + random.Random(3).randbytes(9000) + data[len(data) // 3 + 9000 :]


@pytest.mark.parametrize("damage", [_zeroed, _doubled, _noisy])
def test_a_lost_page_is_found(
    sound: tuple[Path, Project], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = _copy(sound, tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert _outcome(path, sound[1]) in {"damaged", "evidence"}


def test_more_behind_the_end_does_no_harm(sound: tuple[Path, Project], tmp_path: Path) -> None:
    path = _copy(sound, tmp_path)
    path.write_bytes(path.read_bytes() + b"\x00" * 5000)
    assert _outcome(path, sound[1]) == "sound"


def test_opening_a_damaged_file_for_writing_changes_nothing(
    sound: tuple[Path, Project], tmp_path: Path
) -> None:
    path = _copy(sound, tmp_path)
    data = path.read_bytes().replace("填写".encode(), "填寫".encode(), 1)
    path.write_bytes(data)
    kept = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(path)
    assert refused.value.code == "damaged"
    assert "chain" in refused.value.words.en
    assert path.read_bytes() == data
    assert sorted(tmp_path.rglob("*")) == kept


def test_the_last_good_backup_is_offered_and_restored(sound: tuple[Path, Project], tmp_path: Path) -> None:
    path = _copy(sound, tmp_path)
    with ProjectFile.open(path) as file:
        file.commit(put(file.project, "late", "1"))
    with ProjectFile.open(path) as file:  # a second backup is made of this state, and damaged
        last = file.project
        newest = max((tmp_path / "a.zcd.backups").iterdir())
    newest.write_bytes(newest.read_bytes()[:-5000])
    path.write_bytes(path.read_bytes()[:10_000])
    damaged = path.read_bytes()
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(path)
    backup = refused.value.backup
    assert backup is not None
    assert backup == last_good_backup(path) != newest

    aside = restore_backup(backup, path)
    assert aside is not None
    assert aside.read_bytes() == damaged
    with ProjectFile.open(path) as file:
        assert file.project == sound[1] != last
        assert file.verify() == ()
    # and a second time, to another name
    path.write_bytes(damaged)
    again = restore_backup(backup, path)
    assert again not in (None, aside)


def test_the_journal_of_a_damaged_file_is_not_played_into_the_restored_one(
    sound: tuple[Path, Project], tmp_path: Path
) -> None:
    path = _copy(sound, tmp_path)
    backup = last_good_backup(path)
    assert backup is not None
    journal = path.with_name("a.zcd-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(5000))
    path.write_bytes(b"")
    aside = restore_backup(backup, path)
    assert aside is not None
    assert not journal.exists()
    assert aside.with_name(aside.name + "-journal").exists()


def test_a_bad_backup_is_not_restored(sound: tuple[Path, Project], tmp_path: Path) -> None:
    path = _copy(sound, tmp_path)
    before = path.read_bytes()
    (tmp_path / "bad.zcd").write_bytes(before[:9000])
    with pytest.raises(FileTrouble):
        restore_backup(tmp_path / "bad.zcd", path)
    assert path.read_bytes() == before


def test_a_foreign_journal_beside_the_file_is_survived(sound: tuple[Path, Project], tmp_path: Path) -> None:
    path = _copy(sound, tmp_path)
    path.with_name("a.zcd-journal").write_bytes(random.Random(4).randbytes(3000))
    with ProjectFile.open(path) as file:
        assert file.project == sound[1]
        assert file.verify() == ()
