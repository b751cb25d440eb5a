"""The verification package: one zip from which a stranger derives every figure again, without this program.

It holds the reports, all answers, every line with formula and inputs, the factor rows used, the evidence, the chain of
edits, a manifest with digests, a view for a browser, and ``check.py``, which checks all of it by itself. It is written
in one go from open streams, so that its size does not matter to memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from zcdesk import __version__
from zcdesk.domain.document import Document
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.words import Language, Words
from zcdesk.exchange import findings
from zcdesk.exchange import package as told_as
from zcdesk.report.pages import pdf
from zcdesk.store import codec
from zcdesk.store.evidence import PIECE
from zcdesk.workbench import tasks
from zcdesk.workbench.handed_out import documents, package_series
from zcdesk.workbench.handed_out.package_view import sources_of, view_data
from zcdesk.workbench.handed_out.submission import safe
from zcdesk.workbench.printing.printing import cannot_write, document_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series import metering
from zcdesk.workbench.workbench import Workbench, now

MANIFEST = "zcdesk.package/1"
_PIECE = 1 << 20
_STORED = (".pdf", ".png", ".jpg", ".jpeg", ".zip", ".xlsx", ".docx")
"""Files that are packed already."""

Progress = Callable[[int, int], None]
"""Called with what is done and what there is; it may raise to cancel."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written.

    Attributes
    ----------
    path : Path
    files : int
    figures, nodes : int
        Lines of the methods, and values in all.
    digest : str
        SHA-256 of the manifest, which names the digest of every other file.
    drafts : tuple of str
        Reports in it that are drafts.
    """

    path: Path
    files: int
    figures: int
    nodes: int
    digest: str
    drafts: tuple[str, ...] = ()


def write_package(
    workbench: Workbench,
    to: Path,
    language: Language = "zh",
    replace: bool = False,
    progress: Progress | None = None,
) -> Packed:
    """Write the verification package of the project as it stands, whole or not at all.

    Raises
    ------
    Refused
        If the place holds something else, or cannot be written.
    """
    _refuse(to, replace)
    step = progress or _unseen
    name = ""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{to.stem}-", suffix=".part", dir=to.parent)
        with os.fdopen(descriptor, "w+b") as handle_:
            packed = _write(workbench, handle_, to, language, step)
            handle_.flush()
            os.fsync(handle_.fileno())
        Path(name).chmod(0o644)
        os.replace(name, to)
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    finally:
        if name:
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)
    return packed


def _unseen(_done: int, _whole: int) -> None:
    """Nobody watches."""


class _Zip:
    """A zip that remembers the digest of each file it takes."""

    def __init__(self, stream: Any, at: str) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        self._at = datetime.fromisoformat(at).timetuple()[:6]
        self.files: list[dict[str, Any]] = []

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """A file from its pieces."""
        info = zipfile.ZipInfo(name, self._at)
        info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_STORED) else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        self.files.append({"name": name, "size": size, "sha256": digest.hexdigest()})

    def __enter__(self) -> _Zip:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def close(self, manifest: dict[str, Any]) -> str:
        """Write the manifest last; its digest."""
        told = json.dumps(manifest | {"files": self.files}, ensure_ascii=False, indent=1).encode()
        self._zip.writestr(zipfile.ZipInfo("manifest.json", self._at), told, zipfile.ZIP_DEFLATED)
        self._zip.close()
        return hashlib.sha256(told).hexdigest()


def _write(workbench: Workbench, stream: Any, to: Path, language: Language, step: Progress) -> Packed:
    project, catalogue = workbench.project, workbench.catalogue
    held = [item for item in project.evidence.values() if item.digest]
    offered = documents.offered(workbench)
    # a piece of evidence counts by its size: the longest of the work, and the one that is given up midway
    series = metering.listed(workbench)
    whole = sum(map(_pieces, held)) + len(project.years) + len(offered) + len(series) + 4
    done = 0

    def went() -> None:
        nonlocal done
        done += 1
        step(done, whole)

    step(0, whole)
    at = now()
    with _Zip(stream, at[:19]) as out:
        source = catalogue.resources / "package"
        out.put("check.py", _file(source / "check.py"))
        out.put("README.txt", _file(source / "README.txt"))
        told = told_as.Told()
        for inventory in workbench.inventories().values():
            told.add(inventory, project.years, project)
        went()
        figures = told.as_json(project)
        out.put("figures.json", _json(figures))
        out.put("answers.json", _json(told_as.answers(project)))
        out.put("factors.json", _json(told_as.factors(told.factors, sources_of(workbench, told.factors))))
        went()
        out.put("chain.jsonl", _chain(workbench))
        out.put("issues.jsonl", _issues(workbench))
        out.put("series.json", _json(package_series.described(workbench)))
        out.put("findings.csv", [findings.as_csv(tasks.told(workbench), language)])
        went()
        reports: dict[str, str] = {}
        fonts = catalogue.resources / "fonts"
        for year in project.years:
            document = document_of(workbench, year, language, issued_at=at[:10])
            name = _report(f"emission-report-{year}", document, language)
            reports[name] = document.draft
            out.put(name, [pdf.render(document, fonts)])
            went()
        for offer in offered:
            made = documents.document(workbench, offer.id, project.years[-1], language, at[:10], offer.scheme)
            name = _report(f"{safe(made.subject)}-{project.years[-1]}", made, language)
            reports[name] = made.draft
            out.put(name, [pdf.render(made, fonts)])
            went()
        drafts = {name: draft for name, draft in reports.items() if draft}
        data = view_data(workbench, figures, told.factors, reports, language, at)
        out.put("view.html", _view(source / "view.html", data))
        went()
        del data, figures
        for each in series:
            out.put(package_series.name_of(each), package_series.readings(workbench, each))
            went()
        for item in held:
            name = told_as.evidence_name(item.id, item.name)
            out.put(name, _told(workbench.file.evidence_pieces(item.digest), went))
        digest = out.close(
            {
                "schema": MANIFEST,
                "made": at,
                "by": workbench.by,
                "program": f"zcdesk {__version__}",
                "years": list(project.years),
                "methods": [inventory.compiled.method.key for inventory in workbench.inventories().values()],
                "project": workbench.file.digest(1) if workbench.file.head else "",
                "edits": workbench.file.head,
                "drafts": drafts,
            }
        )
        return Packed(to, len(out.files) + 1, len(told.figures), len(told.nodes), digest, tuple(drafts))


def _report(stem: str, document: Document, language: Language) -> str:
    """Name of a report in the package: one that is a draft says so."""
    mark = "" if not document.draft else "-草稿" if language == "zh" else "-draft"
    return f"report/{stem}-{language}{mark}.pdf"


def _pieces(item: Evidence) -> int:
    """How many pieces a file of evidence lies in."""
    return max(-(-item.size // PIECE), 1)


def _told(pieces: Iterable[bytes], went: Callable[[], None]) -> Iterator[bytes]:
    """The pieces, each told when it was written."""
    for piece in pieces:
        yield piece
        went()


def _file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _json(told: dict[str, Any]) -> Iterator[bytes]:
    """A document in pieces: the text of a large plant is never held whole."""
    piece: list[str] = []
    size = 0
    for part in json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).iterencode(told):
        piece.append(part)
        size += len(part)
        if size >= _PIECE:
            yield "".join(piece).encode()
            piece, size = [], 0
    yield ("".join(piece) + "\n").encode()


def _chain(workbench: Workbench) -> Iterator[bytes]:
    for record in workbench.file.edits():
        row = {"number": record.number, "digest": record.digest, "content": codec.encode(record.edit)}
        yield (json.dumps(row, ensure_ascii=False) + "\n").encode()


def _issues(workbench: Workbench) -> Iterator[bytes]:
    for issue in workbench.file.issues():
        row = {
            "number": issue.number,
            "document": issue.document,
            "language": issue.language,
            "pdf_sha256": issue.pdf_digest,
            "result_sha256": issue.result_digest,
            "edit": issue.edit,
            "at": issue.at,
            "by": issue.by,
        }
        yield (json.dumps(row, ensure_ascii=False) + "\n").encode()


def _view(path: Path, data: dict[str, Any]) -> Iterator[bytes]:
    before, mark, after = path.read_text(encoding="utf-8").partition("/*DATA*/")
    assert mark
    yield before.encode()
    for piece in _json(data):
        yield piece.replace(b"</", b"<\\/")
    yield after.encode()


def _refuse(to: Path, replace: bool) -> None:
    if not to.parent.is_dir():
        raise Refused(
            "no_folder",
            Words(
                f"没有文件夹“{to.parent}”。先建好它，或换一个位置。",
                f"There is no folder {to.parent}. Make it first, or choose another place.",
            ),
        )
    if to.is_dir():
        raise Refused(
            "is_folder",
            Words(
                f"“{to}”是文件夹。在后面加上文件名，如 package.zip。", f"{to} is a folder. Add a file name."
            ),
        )
    if to.exists():
        with to.open("rb") as stream:
            ours = stream.read(4) == b"PK\x03\x04"
        if not ours or not replace:
            raise Refused(
                "exists",
                Words(
                    f"“{to.name}”已存在，没有覆盖。换一个文件名，或加 --replace（只替换 zip）。",
                    f"{to.name} exists; it was left as it is. Choose another name, or add --replace (for a zip).",
                ),
            )
