"""``python -m zcdesk``: the program without a screen."""

from __future__ import annotations

import sys

from zcdesk.cli.main import run


def main() -> int:
    """Run the command line and give its exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
