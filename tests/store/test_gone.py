"""Files that vanish or cannot grow. Windows lets nobody move or delete an open file, and knows no such limit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store import samples
from tests.store.samples import put
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

_LIMITED = """
import resource, sys
from pathlib import Path
from tests.store.samples import put
from tests.store.test_space import HUGE
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

path = Path(sys.argv[1])
with ProjectFile.open(path) as file:
    project, head = file.project, file.head
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (0, 100, 600, 5000, 40_000, 90_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, hard))
        try:
            file.commit(HUGE)
            raise SystemExit("it fitted")
        except FileTrouble as trouble:
            print(trouble.code)
        assert (file.project, file.head) == (project, head)
        # no file may grow at all: neither the journal nor a copy
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            file.commit(put(file.project, "q", "1"))
            raise SystemExit("it fitted")
        except FileTrouble as trouble:
            print(trouble.code)
        try:
            file.save_copy(path.with_name("copy.zcd"))
            raise SystemExit("it fitted")
        except FileTrouble as trouble:
            print(trouble.code)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.commit(HUGE) == head + 1
    assert file.verify() == ()
"""

if sys.platform != "win32":

    def test_a_file_that_cannot_grow_refuses_the_step_and_the_next_one_works(tmp_path: Path) -> None:
        samples.full(tmp_path / "a.zcd", 3)
        ran = subprocess.run(
            [sys.executable, "-c", _LIMITED, str(tmp_path / "a.zcd")],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
        )
        assert ran.returncode == 0, ran.stderr
        assert set(ran.stdout.split()) <= {"disk_full", "disk_error"}
        assert {path.name for path in tmp_path.iterdir()} == {"a.zcd", "a.zcd.backups"}

    def test_a_vanished_file_is_noticed_and_its_content_saved(tmp_path: Path) -> None:
        project = samples.full(tmp_path / "a.zcd", 3)
        with ProjectFile.open(tmp_path / "a.zcd") as file:
            (tmp_path / "a.zcd").unlink()
            for write in (
                lambda: file.commit(put(file.project, "q", "1")),
                lambda: file.add_evidence_bytes(b"abc", "a.txt"),
                lambda: file.record_issue(samples.issue(1)),
            ):
                with pytest.raises(FileTrouble) as refused:
                    write()
                assert refused.value.code == "vanished"
            assert file.project == project
            assert not (tmp_path / "a.zcd").exists()
            missing = file.save_copy(tmp_path / "b.zcd")
        assert missing is None  # an open file without a name can still be read
        with ProjectFile.open(tmp_path / "b.zcd") as file:
            assert file.project == project
            assert file.verify() == ()

    def test_a_moved_file_that_is_put_back_goes_on(tmp_path: Path) -> None:
        samples.full(tmp_path / "a.zcd", 3)
        with ProjectFile.open(tmp_path / "a.zcd") as file:
            (tmp_path / "a.zcd").rename(tmp_path / "b.zcd")
            with pytest.raises(FileTrouble, match="vanished"):
                file.commit(put(file.project, "q", "1"))
            (tmp_path / "b.zcd").rename(tmp_path / "a.zcd")
            file.commit(put(file.project, "q", "1"))
            assert file.verify() == ()

    def test_a_replaced_file_is_not_written_to(tmp_path: Path) -> None:
        project = samples.full(tmp_path / "a.zcd", 3)
        other = samples.full(tmp_path / "b.zcd", 9)
        with ProjectFile.open(tmp_path / "a.zcd") as file:
            (tmp_path / "b.zcd").replace(tmp_path / "a.zcd")
            with pytest.raises(FileTrouble, match="vanished"):
                file.commit(put(file.project, "q", "1"))
            assert file.save_copy(tmp_path / "c.zcd") is None
        with ProjectFile.open(tmp_path / "a.zcd") as file:
            assert file.project == other
        with ProjectFile.open(tmp_path / "c.zcd") as file:
            assert file.project == project
