"""Log: what the program did, in a file that never grows beyond its bounds; no plant data goes into it."""

from __future__ import annotations

import logging
from pathlib import Path

NAME = "zcdesk"
LARGEST = 512 * 1024
"""Size at which a new log file is begun. [bytes]"""

KEPT = 3
"""How many older log files are kept."""


def start(path: Path) -> logging.Logger:
    """Write the log into a file, from now on.

    A folder that cannot be written is no reason not to work: then nothing is logged.
    """
    from logging.handlers import RotatingFileHandler  # which brings sockets and queues along

    logger = logging.getLogger(NAME)
    stop()
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, "a", LARGEST, KEPT, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    return logger


def stop() -> None:
    """Close the log file."""
    logger = logging.getLogger(NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def note(message: str) -> None:
    """Write a line: what was done, never with a figure or a name of the plant."""
    logging.getLogger(NAME).info(message)


def tail(path: Path, lines: int = 40) -> str:
    """The last lines of a log file; empty if it cannot be read."""
    try:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
