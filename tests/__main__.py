"""Every check in one call, in order, stopping at the first that fails.

    python -m tests             format, lint, types, imports, packs, tests
    python -m tests fast        lint and the quick tests only, while one works
    python -m tests long        all of it, with the tests that take minutes
    python -m tests bench       times beside a reference (tests/bench)

Further words go to pytest (a path, ``-k name``); behind `bench`, to the benchmarks. The last line of a passing run is
pytest's own closing line. Everything runs with this interpreter and without a display.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
TOOLS = ("ruff", "mypy", "importlinter", "pytest", "xdist")

# import-linter has a program, but no module that `python -m` could start.
_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"


@dataclass(frozen=True, slots=True)
class Step:
    """One tool.

    Attributes
    ----------
    name : str
        What it looks at, in both languages.
    remedy : str
        What to do when it fails, in both languages.
    words : tuple of str
        Arguments of the interpreter.
    shown : bool
        Whether its output is seen while it runs; else only when it fails.
    """

    name: str
    remedy: str
    words: tuple[str, ...]
    shown: bool = False


FORMAT = Step(
    "代码格式 format",
    "请运行 python -m ruff format 后再试。 Run python -m ruff format, then try again.",
    ("-m", "ruff", "format", "--check", "--output-format", "concise"),
)
LINT = Step(
    "代码检查 lint",
    "请按上面逐条修改。 Mend what is listed above; python -m ruff check --fix does part of it.",
    ("-m", "ruff", "check", "--quiet", "--output-format", "concise"),
)
TYPES = Step(
    "类型 types", "请修正上面的类型错误。 Mend the types named above.", ("-m", "mypy", "--no-error-summary")
)
IMPORTS = Step(
    "导入方向 imports",
    "有模块越界导入，见上；规则在 pyproject.toml。 A module imports across a border; pyproject.toml says who may.",
    ("-c", _IMPORTS, "--no-logo", "--cache-dir", str(CACHE / "import-linter")),
)
PACKS = Step(
    "数据包 packs",
    "请修正上面列出的数据文件。 Mend the data files named above (python -m zcdesk lint).",
    ("-m", "zcdesk", "lint"),
)


def tests(marks: str, *words: str) -> Step:
    """pytest with a choice of marks; `words` are its own options and paths."""
    return Step(
        "测试 tests",
        "有测试未通过，见上。 Tests failed, see above.",
        ("-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", "-m", marks, *words),
        shown=True,
    )


def plan(words: Sequence[str]) -> list[Step]:
    """The steps that a command line asks for.

    Raises
    ------
    ValueError
        A word that is neither a form, an option nor a path.
    """
    form, rest = (words[0], words[1:]) if words and words[0] in ("fast", "long", "bench") else ("", words)
    if form == "bench":
        remedy = "没有通过，见上。 They did not pass, see above."
        return [Step("性能 benchmarks", remedy, ("-m", "tests.bench", *rest), shown=True)]
    if rest and not rest[0].startswith("-") and not (ROOT / rest[0].split("::")[0]).exists():
        raise ValueError(rest[0])
    if form == "fast":
        return [LINT, tests("not long and not bench and not slow", "-x", *rest)]
    marks = "not bench" if form == "long" else "not long and not bench"
    return [FORMAT, LINT, TYPES, IMPORTS, PACKS, tests(marks, *rest)]


def main(words: Sequence[str]) -> int:
    """Run the steps and give the exit status of the first that fails."""
    absent = [tool for tool in TOOLS if importlib.util.find_spec(tool) is None]
    if absent:
        print(f"缺少 {', '.join(absent)}：请运行 python3 installer/bootstrap.py test。", file=sys.stderr)
        print(f"Missing: {', '.join(absent)}. Run python3 installer/bootstrap.py test.", file=sys.stderr)
        return 3
    try:
        steps = plan(words)
    except ValueError as wrong:
        print(f"不认识 {wrong}。 {wrong} is not known.", __doc__, sep="\n\n", file=sys.stderr)
        return 2
    for step in steps:
        status = perform(step)
        if status != 0:
            print(f"停在：{step.name}。{step.remedy}", file=sys.stderr, flush=True)
            return status
    return 0


def perform(step: Step) -> int:
    """Run one step from the top of the checkout; a signal's number becomes 128 plus it, as in a shell."""
    started = time.monotonic()
    print(f"── {step.name}", end="\n" if step.shown else " … ", flush=True)
    done = subprocess.run(
        [sys.executable, *step.words],
        cwd=ROOT,
        env=surroundings(),
        stdout=None if step.shown else subprocess.PIPE,
        stderr=None if step.shown else subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if not step.shown:
        # Seconds for the reader only; nothing is decided by them.
        print(
            f"{'好 ok' if done.returncode == 0 else '不好 failed'}, {time.monotonic() - started:.1f} s",
            flush=True,
        )
        if done.returncode != 0:
            print(done.stdout, flush=True)
    return done.returncode if done.returncode >= 0 else 128 - done.returncode


def surroundings() -> dict[str, str]:
    """Variables for the tools: UTF-8 everywhere, no display, a lasting place for matplotlib's list of fonts."""
    return {
        **os.environ,
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "MPLCONFIGDIR": str(CACHE / "matplotlib"),
    }


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
