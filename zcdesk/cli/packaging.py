"""``package``."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from zcdesk.cli.output import DONE, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.handed_out.packaging import write_package
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

DRAFTS = Words(
    "其中 {n} 份报告还是草稿，文件名里写明了：{named}",
    "{n} of its reports are drafts still, as their names say: {named}",
)


def package(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Write the verification package of a project; given up by Ctrl+C it leaves nothing behind."""
    with (
        ProjectFile.open(arguments.file, arguments.by, read_only=True) as file,
        _given_up(),
        _Bar(output) as bar,
    ):
        workbench = Workbench(catalogue, file, arguments.by)
        made = write_package(workbench, arguments.out, output.language, arguments.replace, bar.step)
    output.say(
        Words(
            f"{made.path}：{made.files} 个文件，{made.figures} 行结果，{made.nodes} 个数。"
            f"清单摘要 {made.digest}，请另行告知核查员。核对：python3 check.py",
            f"{made.path}: {made.files} files, {made.figures} lines, {made.nodes} values. "
            f"Digest of the manifest {made.digest}, to be told to the verifier by another way. "
            "To check: python3 check.py",
        )
    )
    if made.drafts:
        named = "、".join(each.removeprefix("report/") for each in made.drafts)
        output.say(DRAFTS.fill(n=len(made.drafts), named=named))
    output.give(
        {
            "schema": "zcdesk.packed/1",
            "file": str(made.path),
            "files": made.files,
            "figures": made.figures,
            "values": made.nodes,
            "manifest_sha256": made.digest,
            "drafts": list(made.drafts),
        }
    )
    return DONE


class _Bar:
    """How far it is, on a terminal; silent where nobody looks."""

    def __init__(self, output: Output) -> None:
        self._shown = sys.stderr.isatty() and not output.as_json
        self._last = -1

    def step(self, done: int, whole: int) -> None:
        percent = 100 * done // max(whole, 1)
        if self._shown and percent != self._last:
            self._last = percent
            sys.stderr.write(f"\r{percent:3d} %")
            sys.stderr.flush()

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and self._last >= 0:
            sys.stderr.write("\r     \r")


@contextmanager
def _given_up() -> Iterator[None]:
    """Ctrl+C, or the system asking the program to end, unwinds the block; it is told as a refusal."""

    def end(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt as given:
        told = Words("已停止，没有写出核查包。", "Given up; no package was written.")
        raise Refused("interrupted", told) from given
    finally:
        signal.signal(signal.SIGTERM, before)
