"""What the set-up says: short lines, Chinese first, English behind, on any console.

A Windows console set to code page 936 and a pipe in the C locale both get UTF-8; a character they cannot hold
becomes a question mark instead of an error.
"""

from __future__ import annotations

import sys


class Trouble(Exception):
    """Something that the person at the machine must know or do; never a fault of this program.

    Attributes
    ----------
    zh, en : str
        One sentence: what is wrong and what to do.
    details : tuple of str
        Last lines of the tool that failed, printed below.
    """

    def __init__(self, zh: str, en: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.details = details


def use_utf8() -> None:
    """Make standard output and error UTF-8, whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def say(zh: str, en: str) -> None:
    """Print one line of progress."""
    print(f"{zh} {en}", flush=True)


def tell(trouble: Trouble) -> None:
    """Print a trouble: the tool's own lines first, the two sentences last, where they are seen."""
    for line in trouble.details:
        print(f"    {line}", file=sys.stderr)
    print(trouble.zh, file=sys.stderr)
    print(trouble.en, file=sys.stderr, flush=True)
