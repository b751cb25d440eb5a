from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.store import evidence
from zcdesk.store.media_type import media_type
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble


@pytest.fixture
def file(tmp_path: Path):  # type: ignore[no-untyped-def]
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as opened:
        yield opened


def test_bytes_come_back(file: ProjectFile, tmp_path: Path) -> None:
    stored = file.add_evidence_bytes(samples.PDF, "发票 3月.pdf")
    assert stored.digest == hashlib.sha256(samples.PDF).hexdigest()
    assert (stored.size, stored.media_type, stored.name) == (
        len(samples.PDF),
        "application/pdf",
        "发票 3月.pdf",
    )
    assert file.evidence_bytes(stored.digest) == samples.PDF
    file.export_evidence(stored.digest, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == samples.PDF
    with pytest.raises(KeyError):
        file.evidence_bytes("00" * 32)


def test_one_content_is_stored_once(file: ProjectFile, tmp_path: Path) -> None:
    (tmp_path / "copy.bin").write_bytes(samples.PDF)
    first = file.add_evidence_bytes(samples.PDF, "a.pdf")
    size = file.path.stat().st_size
    second = file.add_evidence_file(tmp_path / "copy.bin")
    assert (second.digest, second.media_type, second.name) == (first.digest, "application/pdf", "copy.bin")
    assert file.path.stat().st_size == size
    assert file.verify() == ()


def test_a_large_file_is_never_held_whole(file: ProjectFile, tmp_path: Path) -> None:
    block = os.urandom(1 << 20)
    with (tmp_path / "big.bin").open("wb") as big:
        for number in range(40):
            big.write(bytes([number]) + block)
    digest = hashlib.sha256((tmp_path / "big.bin").read_bytes()).hexdigest()
    tracemalloc.start()
    stored = file.add_evidence_file(tmp_path / "big.bin")
    file.export_evidence(stored.digest, tmp_path / "out.bin")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert stored.digest == digest
    assert hashlib.sha256((tmp_path / "out.bin").read_bytes()).hexdigest() == digest
    assert peak < 8 << 20  # of 40 MB
    assert file.verify() == ()


def test_two_gigabytes_are_refused_with_a_sentence(file: ProjectFile, tmp_path: Path) -> None:
    with (tmp_path / "巨大.mp4").open("wb") as huge:
        huge.truncate(2 << 30)  # sparse: takes no room
    used = time.process_time()
    with pytest.raises(FileTrouble) as refused:
        file.add_evidence_file(tmp_path / "巨大.mp4")
    assert time.process_time() - used < 0.5  # not read first
    assert refused.value.code == "evidence_too_large"
    assert refused.value.words.zh.startswith("“巨大.mp4”有 2048 MB，超过每份证据 200 MB 的上限")
    assert "2048 MB" in refused.value.words.en
    with pytest.raises(FileTrouble, match="evidence_too_large"):
        file.add_evidence_bytes(b"x" * 101, "a.txt", limit=100)
    file.add_evidence_bytes(b"x" * 100, "a.txt", limit=100)


_NO_EVIDENCE = [
    (lambda path: None, "not_found"),
    (lambda path: path.mkdir(), "is_folder"),
    (lambda path: path.write_bytes(b""), "evidence_empty"),
]
if sys.platform != "win32":
    _NO_EVIDENCE += [
        (os.mkfifo, "evidence_unreadable"),
        (lambda path: path.symlink_to("/dev/zero"), "evidence_unreadable"),
    ]
if sys.platform == "linux":
    _NO_EVIDENCE += [(lambda path: path.symlink_to("/proc/self/mem"), "evidence_unreadable")]


@pytest.mark.parametrize("make, code", _NO_EVIDENCE)
def test_what_cannot_be_evidence_is_told(file: ProjectFile, tmp_path: Path, make, code: str) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path / "证据.pdf")
    with pytest.raises(FileTrouble) as refused:
        file.add_evidence_file(tmp_path / "证据.pdf")
    assert refused.value.code == code
    assert "证据.pdf" in refused.value.words.zh
    assert file.verify() == ()


def test_a_file_that_changes_while_it_is_read_is_refused(
    file: ProjectFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    source = evidence.Source(tmp_path / "a.txt")
    (tmp_path / "a.txt").write_bytes(b"two")
    with pytest.raises(FileTrouble) as refused:
        file._add(source)
    assert refused.value.code == "evidence_unreadable"
    assert "变化" in refused.value.words.zh
    assert "changed" in refused.value.words.en
    stored = file.add_evidence_file(tmp_path / "a.txt")
    assert file.evidence_bytes(stored.digest) == b"two"
    assert file.verify() == ()


def test_a_file_that_disappears_while_it_is_read_is_told(file: ProjectFile, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    source = evidence.Source(tmp_path / "a.txt")
    (tmp_path / "a.txt").unlink()
    with pytest.raises(FileTrouble) as refused:
        file._add(source)
    assert (refused.value.code, refused.value.path) == ("not_found", tmp_path / "a.txt")
    assert file.verify() == ()


def test_exporting_never_replaces_a_file(file: ProjectFile, tmp_path: Path) -> None:
    stored = file.add_evidence_bytes(b"abc", "a.txt")
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FileTrouble) as refused:
        file.export_evidence(stored.digest, tmp_path / "out")
    assert (refused.value.code, refused.value.path) == ("exists", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
    with pytest.raises(FileTrouble) as refused:
        file.export_evidence(stored.digest, tmp_path / "nowhere" / "out")
    assert (refused.value.code, refused.value.path) == ("not_found", tmp_path / "nowhere" / "out")


def test_damaged_bytes_are_not_handed_out(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 1)
    data = (tmp_path / "a.zcd").read_bytes()
    where = data.index(bytes(range(256)))
    (tmp_path / "a.zcd").write_bytes(data[: where + 7] + b"!" + data[where + 8 :])
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        digest = file.project.evidence["E-001"].digest
        with pytest.raises(FileTrouble, match="damaged"):
            file.evidence_bytes(digest)
        with pytest.raises(FileTrouble, match="damaged"):
            file.export_evidence(digest, tmp_path / "out.pdf")
        assert not (tmp_path / "out.pdf").exists()
        assert [problem.code for problem in file.verify()] == ["content"]


def test_no_row_is_larger_than_a_piece(file: ProjectFile) -> None:
    file.add_evidence_bytes(b"x" * (evidence.PIECE * 2 + 5), "a.txt")
    plain = sqlite3.connect(file.path)
    sizes = plain.execute("SELECT position, length(bytes) FROM chunk ORDER BY position").fetchall()
    plain.close()
    assert sizes == [(0, evidence.PIECE), (1, evidence.PIECE), (2, 5)]


def _zip(*members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member in members:
            archive.writestr(member, os.urandom(70_000))
    return made.getvalue()


@pytest.mark.parametrize(
    "data, kind",
    [
        (b"%PDF-1.4\n...", "application/pdf"),
        (b"\r\n junk before \n%PDF-1.4\n...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"II*\x00\x08\x00\x00\x00\xff", "image/tiff"),
        (_zip("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            _zip("a", "b", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            _zip("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (_zip("Doc_0/x", "OFD.xml"), "application/ofd"),
        (_zip("a.txt"), "application/zip"),
        (b"PK\x05\x06" + bytes(18), "application/zip"),
        (b'<?xml version="1.0"?><a/>', "application/xml"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><a/>", "application/xml"),
        ("表号,读数\n1,2\n".encode(), "text/plain"),
        ("表号,读数\n1,2\n".encode("gb18030"), "text/plain"),
        (("读数" * 40_000).encode(), "text/plain"),  # a character is cut where the peeking ends
        ("读数".encode()[:-1], "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "application/x-ole-storage"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "application/octet-stream"),
        (b"abc\x00def", "application/octet-stream"),
        (b"\x00" * 100, "application/octet-stream"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, kind: str) -> None:
    assert media_type(data[:65536], data[-65536:]) == kind
