"""When the virtual environment is ready, and when it is made anew."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

import environment
from console import Trouble
from environment import STAMP, Stamp, State, digest, judge, python_of, read_stamp, write_stamp
from packages import NothingTouched

WANTED = {"requirements.lock": "aa"}
WHOLE = Stamp("3.11", {"requirements.lock": "aa", "requirements-dev.lock": "bb"}, whole=True)


@pytest.mark.parametrize(
    ("stamp", "running", "state"),
    [
        (WHOLE, "3.11", State.READY),
        (Stamp("3.11", {"requirements.lock": "old"}, whole=True), "3.11", State.FILL),
        (Stamp("3.11", {}, whole=True), "3.11", State.FILL),
        (None, "3.11", State.FILL),  # made by hand: used as it is
        (Stamp("3.11", WANTED, whole=False), "3.11", State.MAKE),  # the work was stopped
        (WHOLE, None, State.MAKE),  # its interpreter is gone
        (WHOLE, "3.13", State.MAKE),  # the system's Python was replaced under it
        (None, "3.14", State.MAKE),
        (None, None, State.MAKE),
    ],
)
def test_state_follows_from_stamp_and_interpreter(
    stamp: Stamp | None, running: str | None, state: State
) -> None:
    assert judge(stamp, running, WANTED) is state


def test_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_stamp(tmp_path, WHOLE)
    assert read_stamp(tmp_path) == WHOLE
    assert [path.name for path in tmp_path.iterdir()] == [STAMP]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"python": "3.11"}', '{"python": "3.11", "locks": [], "whole": true}']
)
def test_a_stamp_that_cannot_be_understood_counts_as_unfinished(tmp_path: Path, text: str) -> None:
    (tmp_path / STAMP).write_text(text, encoding="utf-8")
    stamp = read_stamp(tmp_path)
    assert stamp is not None
    assert not stamp.whole


def test_no_stamp_is_told_from_a_bad_one(tmp_path: Path) -> None:
    assert read_stamp(tmp_path) is None


def test_digest_does_not_depend_on_line_ends(tmp_path: Path) -> None:
    unix, windows = tmp_path / "unix", tmp_path / "windows"
    unix.write_bytes(b"a==1\nb==2\n")
    windows.write_bytes(b"a==1\r\nb==2\r\n")
    assert digest(unix) == digest(windows)
    unix.write_bytes(b"a==1\nb==3\n")
    assert digest(unix) != digest(windows)


def test_the_interpreter_stands_where_each_system_puts_it() -> None:
    assert python_of(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert python_of(Path("v"), windows=False) == Path("v/bin/python")


class Pip:
    """Stands for the filling: notes each call, fails as told."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.calls = 0
        self.seen: Stamp | None = None

    def __call__(self, base: str, python: Path, lock: Path) -> None:
        self.calls += 1
        self.seen = read_stamp(python.parent.parent)
        if self.failure is not None:
            raise self.failure


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text("peewee==4.5.3\n", encoding="utf-8")
    return path


def prepare(tmp_path: Path, lock: Path, pip: Pip, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("packages.install", pip)
    base = getattr(sys, "_base_executable", sys.executable)
    return environment.prepare(tmp_path / ".venv", base, lock, {lock.name: digest(lock)})


def test_a_second_call_fills_nothing(tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = Pip()
    python = prepare(tmp_path, lock, pip, monkeypatch)
    assert python.exists()
    assert pip.seen is not None
    assert not pip.seen.whole  # while it is being filled, whoever looks sees it unfinished
    assert prepare(tmp_path, lock, pip, monkeypatch) == python
    assert pip.calls == 1


def test_a_changed_lock_fills_the_same_environment_again(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pip = Pip()
    prepare(tmp_path, lock, pip, monkeypatch)
    kept = tmp_path / ".venv" / "kept"
    kept.touch()
    lock.write_text("peewee==4.5.4\n", encoding="utf-8")
    prepare(tmp_path, lock, pip, monkeypatch)
    assert pip.calls == 2
    assert kept.exists()


def test_an_interrupted_filling_is_started_afresh(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        prepare(tmp_path, lock, Pip(KeyboardInterrupt()), monkeypatch)
    half = tmp_path / ".venv" / "half"
    half.touch()
    prepare(tmp_path, lock, Pip(), monkeypatch)
    assert not half.exists()
    stamp = read_stamp(tmp_path / ".venv")
    assert stamp is not None
    assert stamp.whole


def test_an_unreachable_index_leaves_the_old_environment_in_use(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path, lock, Pip(), monkeypatch)
    before = read_stamp(tmp_path / ".venv")
    old = lock.read_text(encoding="utf-8")
    lock.write_text("peewee==4.5.4\n", encoding="utf-8")
    with pytest.raises(NothingTouched):
        prepare(tmp_path, lock, Pip(NothingTouched("不通", "unreachable")), monkeypatch)
    assert read_stamp(tmp_path / ".venv") == before
    lock.write_text(old, encoding="utf-8")
    pip = Pip()
    prepare(tmp_path, lock, pip, monkeypatch)
    assert pip.calls == 0


@pytest.mark.parametrize("kind", ["file", "empty folder", "dangling link"])
def test_something_else_in_its_place_is_replaced(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    place = tmp_path / ".venv"
    if kind == "file":
        place.touch()
    elif kind == "empty folder":
        place.mkdir()
    else:
        place.symlink_to(tmp_path / "gone")
    assert prepare(tmp_path, lock, Pip(), monkeypatch).exists()


def test_two_at_once_fill_it_once(tmp_path: Path, lock: Path) -> None:
    script = tmp_path / "one.py"
    script.write_text(
        "import sys, time\n"
        "from pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(environment.__file__).parent)!r})\n"
        "import environment, packages\n"
        f"here = Path({str(tmp_path)!r})\n"
        "def install(base, python, lock):\n"
        "    with (here / 'calls').open('a') as calls:\n"
        "        calls.write('x')\n"
        "    end = time.monotonic() + 30\n"
        "    while not (here / 'waited').exists() and time.monotonic() < end:\n"
        "        time.sleep(0.02)\n"
        "packages.install = install\n"
        "lock = here / 'requirements.lock'\n"
        "base = getattr(sys, '_base_executable', sys.executable)\n"
        "environment.prepare(here / '.venv', base, lock, {lock.name: environment.digest(lock)})\n",
        encoding="utf-8",
    )
    first = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, encoding="utf-8")
    deadline = time.monotonic() + 30
    while not (tmp_path / "calls").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    second = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-u", str(script)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert second.stdout is not None
    told = second.stdout.readline()
    (tmp_path / "waited").touch()
    first.communicate()
    second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert "waiting" in told
    assert (tmp_path / "calls").read_text(encoding="utf-8") == "x"


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("packages.install", Pip())
    place = tmp_path / "no" / "such" / ".venv"
    with pytest.raises(Trouble, match="cannot be written") as caught:
        environment.prepare(place, sys.executable, lock, {lock.name: digest(lock)})
    assert str(tmp_path / "no" / "such") in caught.value.zh
