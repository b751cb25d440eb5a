"""``package`` of a large project: little memory, and nothing left when it is given up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.workbench.changing import plant

MOST = 300
"""What the program may take at its height. [MB]"""

MEASURED = """
import re, sys
from pathlib import Path
from zcdesk.__main__ import main
code = 0
try:
    code = main()
except SystemExit as end:
    code = end.code
status = Path("/proc/self/status").read_text()  # of this program alone: ru_maxrss knows what ran before it, too
print("peak", re.search(r"VmHWM:\\s+(\\d+)", status)[1], file=sys.stderr)
sys.exit(code)
"""

HEEDING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # the tests may run where Ctrl+C is not heeded
from zcdesk.__main__ import main
sys.exit(main())
"""


def large(folder: Path, size: int) -> Path:
    """A food plant with that much evidence, none of which can be packed. [MB]"""
    bench = plant(folder / "plant.zcd")
    for number in range(4):
        path = folder / f"scan {number}.jpg"
        with path.open("wb") as file:
            for _ in range(size // 4):
                file.write(os.urandom(1 << 20))
        bench.add_evidence(path)
        path.unlink()
    bench.file.close()
    return folder / "plant.zcd"


def run(*words: str | Path, code: str = "") -> subprocess.Popen[str]:
    begin = ["-c", code] if code else ["-m", "zcdesk"]
    return subprocess.Popen(
        [sys.executable, *begin, *map(str, words)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip


def height(file: Path, to: Path) -> float:
    """Most memory that writing the package took. [MB]"""
    done = run("package", file, "--out", to, code=MEASURED)
    out, err = done.communicate(timeout=590)
    assert done.returncode == 0, out + err
    return int(err.split("peak ")[1]) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="no measure of memory there")
@pytest.mark.parametrize("size", [64, pytest.param(500, marks=pytest.mark.long)])
def test_a_package_is_written_with_the_same_little_memory_however_large_the_evidence(
    tmp_path: Path, size: int
) -> None:
    small, big = (tmp_path / name for name in ("small", "big"))
    for folder, held in ((small, 4), (big, size)):
        folder.mkdir()
        large(folder, held)
    took = [height(folder / "plant.zcd", folder / "p.zip") for folder in (small, big)]
    assert (big / "p.zip").stat().st_size > size << 20
    assert took[1] < MOST
    assert took[1] - took[0] < size / 4  # it is not held


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_given_up_it_leaves_nothing_behind(tmp_path: Path, kind: signal.Signals) -> None:
    file, out = large(tmp_path, 40), tmp_path / "out"
    out.mkdir()
    working = run("package", file, "--out", out / "p.zip", code=HEEDING)
    until = time.monotonic() + 120
    while time.monotonic() < until and not any(each.stat().st_size > 2 << 20 for each in out.iterdir()):
        assert working.poll() is None, working.communicate()
        time.sleep(0.02)
    working.send_signal(kind)
    told, trouble = working.communicate(timeout=60)
    assert working.returncode == 3, told + trouble
    assert "Traceback" not in trouble
    assert list(out.iterdir()) == []
