"""Set up what is missing on a bare machine and run the program or its tests.

    python3 installer/bootstrap.py run  [--out DIR] [word ...]       the sample factory, its file and its PDFs
    python3 installer/bootstrap.py test [fast | long | bench] [...]  every check

On Windows: ``py installer\\bootstrap.py run``. Needs Python alone: 3.11 to 3.13, or an older one beside it, which
then looks for the right one. The second call finds everything in place and needs no network.

Exit status: that of the program or of the tests; 2 a wrong command, 3 the machine could not be set up.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import environment
import interpreter
import libraries
import packages
from console import Trouble, say, tell, use_utf8

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUNTIME = ROOT / "installer" / "requirements.lock"
DEVELOPMENT = ROOT / "installer" / "requirements-dev.lock"

USAGE = """\
用法 Usage:
  python3 installer/bootstrap.py run  [--out DIR]         计算示例工厂，输出报告 compute the sample, print its reports
  python3 installer/bootstrap.py test [fast|long|bench]   运行检查与测试 run the checks and tests
Windows: py installer\\bootstrap.py run"""


def main(words: Sequence[str]) -> int:
    """Do what the command line says and give the exit status."""
    use_utf8()
    if not words or words[0] not in ("run", "test"):
        asked = bool(words) and words[0] in ("-h", "--help", "help")
        print(USAGE, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        current = interpreter.this_one()
        chosen = interpreter.choose(current, interpreter.other_commands(os.name == "nt"))
        if chosen != current:
            say("使用", f"Using Python {chosen.label}")
            return subprocess.call([chosen.path, str(Path(__file__).resolve()), *words])
        return run(chosen.path, words[1:]) if words[0] == "run" else test(chosen.path, words[1:])
    except Trouble as trouble:
        tell(trouble)
        return 3
    except KeyboardInterrupt:
        return 130


def run(base: str, words: Sequence[str]) -> int:
    """Compute the sample factory into a folder, list what is there, and open the desk on it.

    Without a display a picture of each main page is written instead.
    """
    out, rest = split_out(words, ROOT / "out", Path.cwd())
    shown = has_display(os.environ, os.name)
    python = set_up(base, RUNTIME, (*libraries.FOR_RUN, *(libraries.FOR_SCREEN if shown else ())))
    say("计算示例工厂", "Computing the sample factory …")
    status = _call(python, "zcdesk", "sample", "--out", str(out), *rest)
    if status != 0:
        return status
    desk = ("desk", str(out / "sample.zcd"))
    if not shown:
        say("没有显示器，画出主要页面", "No display: drawing the main pages …")
        status = _call(python, "zcdesk", *desk, "--pictures", str(out))
    say("文件在", f"Files in {out}:")
    for line in listing(out):
        print(line)
    if shown:
        say("打开桌面程序", "Opening the desk …")
        status = _call(python, "zcdesk", *desk)
    return status


def has_display(variables: Mapping[str, str], system: str) -> bool:
    """Whether a window can be shown: always on Windows, elsewhere where a display is named."""
    return system == "nt" or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def test(base: str, words: Sequence[str]) -> int:
    """Run the checks; the last line is the one pytest closes with."""
    return _call(set_up(base, DEVELOPMENT, libraries.FOR_TEST), "tests", *words)


def set_up(base: str, lock: Path, needs: Sequence[libraries.Need]) -> Path:
    """Provide system libraries and packages; give the interpreter to go on with."""
    carried = satisfied_by(lock)
    ready = environment.look(VENV, {lock.name: carried[lock.name]}) is environment.State.READY
    libraries.provide([*needs, *(() if ready else libraries.FOR_FILLING)])
    return environment.prepare(VENV, base, lock, carried)


def satisfied_by(lock: Path) -> dict[str, str]:
    """Lock files whose every pin is in place once a lock file is installed, with their digests.

    The development lock holds all of the runtime's pins.
    """
    locks = (RUNTIME, DEVELOPMENT) if lock == DEVELOPMENT else (lock,)
    return {one.name: environment.digest(one) for one in locks}


def split_out(words: Sequence[str], usual: Path, here: Path) -> tuple[Path, list[str]]:
    """The folder named by ``--out`` (against the caller's own), and the other words."""
    out, rest, pending = usual, [], iter(words)
    for word in pending:
        if word == "--out":
            value = next(pending, "")
        elif word.startswith("--out="):
            value = word[len("--out=") :]
        else:
            rest.append(word)
            continue
        if not value:
            raise Trouble("--out 后面要写文件夹。", "--out wants a folder behind it.")
        out = here / value
    return out, rest


def listing(folder: Path) -> list[str]:
    """One line for each file below a folder: its name there and its size in kB, rounded up."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        f"  {path.relative_to(folder).as_posix()}  {-(-path.stat().st_size // 1000):,} kB" for path in files
    ]


def _call(python: Path, module: str, *words: str) -> int:
    """Run a module of the checkout in the environment; a signal's number becomes 128 plus it, as in a shell."""
    sys.stdout.flush()
    variables = {**packages.clean_environment(), "PYTHONUTF8": "1"}
    status = subprocess.call([str(python), "-m", module, *words], cwd=ROOT, env=variables)
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
