from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.store.lock import Lock, beside
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

_HOLDER = """
import sys
from pathlib import Path
from zcdesk.store.project_file import ProjectFile
file = ProjectFile.open(Path(sys.argv[1]), by="王工")
print("open", flush=True)
sys.stdin.read()
file.close()
"""


@pytest.fixture
def other(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Another program that has the project open for writing."""
    samples.full(tmp_path / "a.zcd", 2)
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path / "a.zcd")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"open\n"
    yield child
    child.stdin.close()
    child.wait()
    child.stdout.close()


def test_two_programs_cannot_write_one_file(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(tmp_path / "a.zcd")
    assert refused.value.code == "locked"
    assert "王工" in refused.value.words.zh
    assert str(other.pid) in refused.value.words.en


def test_the_second_may_still_read(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    with ProjectFile.open(tmp_path / "a.zcd", read_only=True) as file:
        assert file.head == 3


def test_a_killed_program_leaves_no_lock(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    other.kill()
    other.wait()
    assert beside(tmp_path / "a.zcd").exists()
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        file.commit(samples.put(file.project, "q", "1"))
    assert not beside(tmp_path / "a.zcd").exists()


def test_a_backup_is_not_restored_over_an_open_file(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    from zcdesk.store.backup import last_good_backup, restore_backup

    backup = last_good_backup(tmp_path / "a.zcd")
    assert backup is not None
    before = (tmp_path / "a.zcd").read_bytes()
    with pytest.raises(FileTrouble, match="locked"):
        restore_backup(backup, tmp_path / "a.zcd")
    assert (tmp_path / "a.zcd").read_bytes() == before


def test_two_windows_of_one_program_cannot_write_one_file(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工"):
        with pytest.raises(FileTrouble, match="locked"):
            ProjectFile.open(tmp_path / "a.zcd")
        with ProjectFile.open(tmp_path / "a.zcd", read_only=True):
            pass
        # neither the refusal nor the reader's closing has given the lock away
        with pytest.raises(FileTrouble, match="locked"):
            ProjectFile.open(tmp_path / "a.zcd")
    ProjectFile.open(tmp_path / "a.zcd").close()


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    file = ProjectFile.create(tmp_path / "a.zcd", "")
    file.close()
    with ProjectFile.open(tmp_path / "a.zcd"):
        file.close()
        with pytest.raises(FileTrouble, match="locked"):
            ProjectFile.open(tmp_path / "a.zcd")


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'{"user": 1}', b"\xff\xfe", b"[" * 100_000, b"x" * 3_000_000]
)
def test_a_lock_file_with_anything_in_it_is_no_trouble(tmp_path: Path, text: bytes) -> None:
    held = Lock(tmp_path / "a.zcd")
    beside(tmp_path / "a.zcd").write_bytes(text)
    with pytest.raises(FileTrouble) as refused:
        Lock(tmp_path / "a.zcd")
    assert "another program" in refused.value.words.en
    held.release()
    Lock(tmp_path / "a.zcd").release()


def test_a_lock_that_has_no_room_to_say_who_holds_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    held = Lock(tmp_path / "a.zcd")
    with pytest.raises(FileTrouble, match="locked"):
        Lock(tmp_path / "a.zcd")
    held.release()
    Lock(tmp_path / "a.zcd", by="\ud800").release()


def test_a_lock_file_removed_by_its_holder_is_not_taken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between our opening and our locking the holder may let go, and a third may lock a new file."""
    first = Lock(tmp_path / "a.zcd")
    thirds: list[Lock] = []
    opened = os.open

    def slow(*words: object, **more: object) -> int:
        file = opened(*words, **more)  # type: ignore[arg-type]
        if not thirds:
            monkeypatch.setattr(os, "open", opened)
            first.release()
            thirds.append(Lock(tmp_path / "a.zcd"))
        return file

    monkeypatch.setattr(os, "open", slow)
    with pytest.raises(FileTrouble, match="locked"):
        Lock(tmp_path / "a.zcd")
    thirds[0].release()
