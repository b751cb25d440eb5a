"""Bill files: bills of the disk read for the desk, on another thread and through an opening that only reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from zcdesk.domain.words import Words
from zcdesk.exchange.bills.pdf_in import LARGEST
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.trouble import translated
from zcdesk.workbench.bills.billing import Seen, preview_bills
from zcdesk.workbench.jobs import apart, told
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.refusal import Refused

TOGETHER = 512 * 1024 * 1024
"""Size that bills read at once may have. [bytes]"""

TOO_MUCH = Words(
    "选的文件一共超过 {most} MB，分几次读。",
    "The files chosen are more than {most} MB together: read them in several goes.",
)
STOPPED = Words("不再读了。", "Not read any further.")


def gathered(
    catalogue: Catalogue,
    project: Path,
    held: Seen | None,
    paths: Sequence[Path],
    options: Options,
    wanted: Callable[[], bool] = lambda: True,
    progress: Callable[[int], None] = lambda _: None,
) -> Seen:
    """Bills that were read before and bills of the disk, as one preview.

    Parameters
    ----------
    options : Options
        What is told of them.
    wanted, progress : callable
        As in `Options`. [%]

    Raises
    ------
    Refused
        If a file or the project cannot be read, or nobody waits any more.
    """
    files = [(bill.data, bill.name) for bill in held.bills] if held is not None else []
    size = sum(len(data) for data, _ in files)
    for number, path in enumerate(paths):
        if not wanted():
            raise Refused("stopped", STOPPED)
        progress(100 * number // len(paths))
        with told(), translated(path), path.open("rb") as file:
            data = file.read(LARGEST + 1)  # what is larger is refused by its reader
        size += len(data)
        if size > TOGETHER:
            raise Refused("too_much", TOO_MUCH.fill(most=TOGETHER // 1_000_000))
        files.append((data, path.name))
    return apart(catalogue, project, lambda bench: preview_bills(bench, files, options))
