"""Work for another thread: values go in, values come out, and what the machine does to a file is said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

T = TypeVar("T")


@contextmanager
def told() -> Iterator[None]:
    """Run a block in which a `FileTrouble` becomes a `Refused` with the same words."""
    try:
        yield
    except FileTrouble as trouble:
        raise Refused(trouble.code, trouble.words) from trouble


def apart(catalogue: Catalogue, path: Path, work: Callable[[Workbench], T]) -> T:
    """Do something with the project file on this thread, through an opening of its own that only reads.

    Raises
    ------
    Refused
        If the file cannot be opened or read.
    """
    with told(), ProjectFile.open(path, read_only=True) as file:
        return work(Workbench(catalogue, file))
