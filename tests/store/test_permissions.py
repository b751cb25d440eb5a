"""What an ordinary account may not do. Windows has rights of another kind, which these tests cannot set."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

if sys.platform != "win32":

    def _as_nobody(path: Path, read_only: bool) -> str:
        """Code of the trouble that an ordinary account gets; empty if it can open the file."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            code = "died"
            try:
                if os.geteuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                ProjectFile.open(path, read_only=read_only).close()
                code = ""
            except FileTrouble as trouble:
                code = trouble.code
            finally:
                os.write(writing, code.encode())
                os._exit(0)
        os.close(writing)
        os.waitpid(child, 0)
        with os.fdopen(reading) as answer:
            return answer.read()

    @pytest.mark.parametrize(
        "folder_mode, file_mode, writing, reading",
        [
            (0o777, 0o666, "", ""),
            (0o555, 0o666, "no_permission", ""),  # no lock and no journal can be made beside it
            (0o777, 0o444, "read_only", ""),
            (0o777, 0o000, "no_permission", "no_permission"),
            (0o000, 0o666, "no_permission", "no_permission"),
        ],
    )
    def test_permissions_are_told_plainly(
        folder_mode: int, file_mode: int, writing: str, reading: str
    ) -> None:
        folder = Path(os.path.realpath("/tmp")) / f"zcdesk-permissions-{os.getpid()}"
        folder.mkdir()
        try:
            samples.full(folder / "a.zcd", 1)
            (folder / "a.zcd").chmod(file_mode)
            folder.chmod(folder_mode)
            assert _as_nobody(folder / "a.zcd", read_only=False) == writing
            assert _as_nobody(folder / "a.zcd", read_only=True) == reading
        finally:
            folder.chmod(0o777)
            shutil.rmtree(folder)
