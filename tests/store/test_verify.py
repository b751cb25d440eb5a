from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.domain.project import Project
from zcdesk.store import chain, codec, connection, schema, state, verify
from zcdesk.store.loading import put_meta
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

_TRIGGERS = {name: sql for kind, name, _, sql in samples.schema_made() if kind == "trigger"}


def _tampered(path: Path, *statements: str, resealed: bool = False) -> None:
    """Change a file behind the program's back: triggers off and on again, state digest made to fit if asked."""
    plain = sqlite3.connect(path, isolation_level=None)
    for name in _TRIGGERS:
        plain.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        plain.execute(statement)
    for sql in _TRIGGERS.values():
        plain.execute(sql or "")
    plain.close()
    if resealed:
        database = connection.connect(path)
        put_meta(database, state=state.digest(schema.raw(database)))
        database.close()


def _found(path: Path) -> set[tuple[str, str]]:
    """What a full verification finds, whether or not the program would still open the file."""
    database = connection.connect(path, read_only=True)
    problems = verify.verify(database, path)
    database.close()
    for problem in problems:
        assert problem.place in problem.words.zh
        assert problem.place in problem.words.en
    return {(problem.code, problem.place) for problem in problems}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    samples.full(tmp_path / "a.zcd", 4)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        file.record_issue(samples.issue(2))
        file.record_issue(samples.issue(3))
    return tmp_path / "a.zcd"


def test_a_sound_file_has_no_problem(path: Path) -> None:
    assert _found(path) == set()


@pytest.mark.parametrize(
    "statement, code, place",
    [
        ("UPDATE edit SET content = replace(content, '填写', '改写') WHERE number = 3", "chain", "edit 3"),
        ("UPDATE edit SET digest = lower(hex(zeroblob(32))) WHERE number = 2", "chain", "edit 2"),
        ("DELETE FROM edit WHERE number = 2", "chain", "edit 2"),
        ("UPDATE edit SET number = 9 WHERE number = 5", "chain", "edit 5"),
        ("UPDATE issue SET pdf_digest = 'cc' WHERE number = 2", "issue_chain", "2"),
        ("DELETE FROM issue WHERE number = 1", "issue_chain", "1"),
        ("UPDATE answer SET text = '99' WHERE quantity = 'q0'", "state", "answers"),
        ("UPDATE answer SET illustrative = 0", "state", "answers"),
        ("DELETE FROM answer WHERE quantity = 'heat'", "state", "answers"),
        ("INSERT INTO setting VALUES ('a', 'b')", "state", "settings"),
        ("DELETE FROM retired", "state", "retired"),
        ("UPDATE year SET year = '2026' WHERE position = 1", "state", "years"),
        ("UPDATE pin SET edition = '2023'", "state", "pins"),
        ("UPDATE evidence SET title = 'x'", "state", "evidence"),
        ("UPDATE row SET \"table\" = 'heat'", "state", "rows"),
        ("UPDATE meta SET value = '0' WHERE key = 'state'", "state_digest", ""),
    ],
)
def test_tampering_is_found_on_opening_and_in_full(path: Path, statement: str, code: str, place: str) -> None:
    _tampered(path, statement)
    assert any(found == code and where.startswith(place) for found, where in _found(path))
    with pytest.raises(FileTrouble, match="damaged"):
        ProjectFile.open(path, read_only=True)


@pytest.mark.parametrize(
    "statement, problem",
    [
        ("UPDATE answer SET text = '99' WHERE quantity = 'q0'", ("state", "answers")),
        ("UPDATE evidence SET size = size + 1", ("evidence", "E-001")),
        ("UPDATE evidence SET media_type = 'text/html'", ("evidence", "E-001")),
    ],
)
def test_a_forged_state_with_a_fitting_digest_is_found(
    path: Path, statement: str, problem: tuple[str, str]
) -> None:
    _tampered(path, statement, resealed=True)
    with ProjectFile.open(path, read_only=True):
        pass
    assert problem in _found(path)


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM chunk", "UPDATE chunk SET bytes = zeroblob(20)", "UPDATE content SET size = 5"],
)
def test_evidence_that_is_not_what_was_stored_is_found(path: Path, statement: str) -> None:
    _tampered(path, "PRAGMA foreign_keys = OFF", statement)
    codes = {code for code, _ in _found(path)}
    assert "content" in codes


def test_a_state_that_cannot_be_read_is_a_problem_not_a_crash(path: Path) -> None:
    _tampered(path, "UPDATE answer SET standing = 'perhaps'")
    assert {code for code, _ in _found(path)} == {"integrity"}
    with pytest.raises(FileTrouble, match="damaged"):
        ProjectFile.open(path)


def _rechained(path: Path, contents: list[str]) -> None:
    """Forge the whole list of edits, chain included."""
    digest, rows = chain.START, []
    for number, content in enumerate(contents, 1):
        digest = chain.link(digest, number, content)
        rows.append(f"({number}, '{content.replace(chr(39), chr(39) * 2)}', '{digest}')")
    _tampered(path, "DELETE FROM edit", f"INSERT INTO edit VALUES {', '.join(rows)}")


def test_a_forged_history_that_leads_elsewhere_is_found(path: Path) -> None:
    with ProjectFile.open(path, read_only=True) as file:
        contents = [codec.encode(record.edit) for record in file.edits()]
    _rechained(path, contents[:-1])
    assert _found(path) == {("state", "answers")}
    _rechained(path, contents[1:])
    assert _found(path) >= {("state", "years"), ("state", "rows"), ("state", "evidence")}
    _rechained(path, [*contents, contents[-1]])
    assert {code for code, _ in _found(path)} == {"replay"}
    _rechained(path, [*contents, "{}"])
    assert {code for code, _ in _found(path)} == {"edit"}
    _rechained(path, [contents[0].replace(",", ", ", 1), *contents[1:]])
    assert _found(path) == {("edit", "1: not canonical")}


def test_an_issue_of_an_edit_that_does_not_exist_is_found(path: Path) -> None:
    with ProjectFile.open(path) as file:
        file.record_issue(samples.issue(99))
        assert [(problem.code, problem.place) for problem in file.verify()] == [("issue_edit", "3")]


def test_the_digest_of_a_state_follows_every_commit(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "") as file:
        seen = set()
        for number in range(6):
            file.commit(samples.put(file.project, "q", str(number % 3)))
            digest = file._session.loaded.state
            assert digest == state.digest(schema.raw(file._session.database))
            seen.add(digest)
        assert len(seen) == 3  # the same state has the same digest
    assert Project() != file.project
