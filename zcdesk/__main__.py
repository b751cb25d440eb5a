"""``python -m zcdesk``: the program without a screen."""

from __future__ import annotations

import os
import sys

from zcdesk.cli.main import run


def main() -> int:
    """Run the command line and give its exit code."""
    try:
        return run(sys.argv[1:])
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
