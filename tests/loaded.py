"""What a fresh process has loaded after some code: the part of a start that a clock measures badly and a list well."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def loaded(code: str, *arguments: str) -> frozenset[str]:
    """Names of all modules that a process of its own has loaded once it has run `code`."""
    whole = f"{code}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", whole, *arguments], check=False, capture_output=True, text=True, env=around
    )
    assert done.returncode == 0, done.stderr
    return frozenset(json.loads(done.stdout.splitlines()[-1]))


def within(names: frozenset[str], packages: tuple[str, ...]) -> list[str]:
    """Those of the names that are one of the packages or lie in it."""
    return sorted(name for name in names if any(f"{name}.".startswith(f"{each}.") for each in packages))
