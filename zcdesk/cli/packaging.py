"""``package``."""

from __future__ import annotations

from argparse import Namespace

from zcdesk.cli.output import DONE, Output
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.packaging import write_package
from zcdesk.workbench.workbench import Workbench


def package(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """Write the verification package of a project."""
    with ProjectFile.open(arguments.file, arguments.by, read_only=True) as file:
        workbench = Workbench(catalogue, file, arguments.by)
        made = write_package(workbench, arguments.out, output.language, arguments.replace)
    output.say(
        Words(
            f"{made.path}：{made.files} 个文件，{made.figures} 行结果，{made.nodes} 个数。"
            f"清单摘要 {made.digest}，请另行告知核查员。核对：python3 check.py",
            f"{made.path}: {made.files} files, {made.figures} lines, {made.nodes} values. "
            f"Digest of the manifest {made.digest}, to be told to the verifier by another way. "
            "To check: python3 check.py",
        )
    )
    output.give(
        {
            "schema": "zcdesk.packed/1",
            "file": str(made.path),
            "files": made.files,
            "figures": made.figures,
            "values": made.nodes,
            "manifest_sha256": made.digest,
        }
    )
    return DONE
