"""``python -m zcdesk``: the program without a screen; ``python -m zcdesk desk FILE`` with one."""

from __future__ import annotations

import gc
import importlib
import os
import sys


def main() -> int:
    """Run the command line and give its exit code."""
    words = sys.argv[1:]
    try:
        if words[:1] == ["desk"]:
            gc.disable()  # nothing is garbage before the first page stands; then `zcdesk.ui.sweeping` looks for it
            app = importlib.import_module("zcdesk.app")  # only then is Qt loaded
            return int(app.main(words[1:]))
        return int(importlib.import_module("zcdesk.cli.main").run(words))
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
