from __future__ import annotations

from pathlib import Path

import pytest

from tests.store import samples
from tests.store.samples import put
from zcdesk.store import backup
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble


def _backups(folder: Path) -> list[str]:
    return sorted(path.name.split(".")[1] for path in folder.iterdir())


def _edited(path: Path, text: str, backups: Path | None = None) -> None:
    with ProjectFile.open(path, backups=backups) as file:
        file.commit(put(file.project, "q", text))


def test_a_backup_is_made_on_opening_when_something_changed(tmp_path: Path) -> None:
    project = samples.full(tmp_path / "a.zcd", 2)
    folder = tmp_path / "a.zcd.backups"
    ProjectFile.open(tmp_path / "a.zcd", read_only=True).close()
    assert not folder.exists()
    ProjectFile.open(tmp_path / "a.zcd").close()
    ProjectFile.open(tmp_path / "a.zcd").close()
    assert _backups(folder) == ["0001"]
    with ProjectFile.open(next(folder.iterdir()), read_only=True) as file:
        assert file.project == project
        assert file.verify() == ()
    _edited(tmp_path / "a.zcd", "1")
    ProjectFile.open(tmp_path / "a.zcd").close()
    assert _backups(folder) == ["0001", "0002"]


def test_evidence_and_issues_are_changes_too(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 2)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        file.add_evidence_bytes(b"abc", "a.txt")
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        file.record_issue(samples.issue(1))
    ProjectFile.open(tmp_path / "a.zcd").close()
    assert _backups(tmp_path / "a.zcd.backups") == ["0001", "0002", "0003"]


def test_ten_are_kept(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 0)
    for number in range(13):
        _edited(tmp_path / "a.zcd", str(number))
    assert _backups(tmp_path / "a.zcd.backups") == [f"{number:04d}" for number in range(4, 14)]


def test_large_projects_keep_fewer_but_never_less_than_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.full(tmp_path / "a.zcd", 0)
    monkeypatch.setattr(backup, "BUDGET", 1)
    for number in range(4):
        _edited(tmp_path / "a.zcd", str(number))
    assert _backups(tmp_path / "a.zcd.backups") == ["0003", "0004"]


def test_projects_of_one_name_share_a_folder_without_mixing(tmp_path: Path) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        samples.full(tmp_path / place / "a.zcd", 1)
        ProjectFile.open(tmp_path / place / "a.zcd", backups=tmp_path / "backups").close()
    assert len(list((tmp_path / "backups").iterdir())) == 2
    found = backup.last_good_backup(tmp_path / "one" / "a.zcd", tmp_path / "backups")
    assert found is not None
    assert backup.last_good_backup(tmp_path / "two" / "a.zcd", tmp_path / "backups") not in (None, found)
    assert backup.last_good_backup(tmp_path / "one" / "a.zcd") is None


def test_a_backup_that_cannot_be_made_is_told_and_the_file_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = samples.full(tmp_path / "a.zcd", 1)
    (tmp_path / "taken").write_text("a file where the folder should be")
    with ProjectFile.open(tmp_path / "a.zcd", backups=tmp_path / "taken") as file:
        assert file.project == project
        assert len(file.notices) == 1
    monkeypatch.setattr(backup, "_SPARE", 1 << 60)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert "没有为“a.zcd”做备份" in file.notices[0].zh
    assert not (tmp_path / "a.zcd.backups").exists() or not list((tmp_path / "a.zcd.backups").iterdir())


def test_a_damaged_last_backup_is_followed_by_a_new_one(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 1)
    ProjectFile.open(tmp_path / "a.zcd").close()
    first = next((tmp_path / "a.zcd.backups").iterdir())
    first.write_bytes(b"junk")
    ProjectFile.open(tmp_path / "a.zcd").close()
    assert _backups(tmp_path / "a.zcd.backups") == ["0001", "0002"]
    found = backup.last_good_backup(tmp_path / "a.zcd")
    assert found is not None
    assert found != first


def test_a_file_that_is_gone_is_restored(tmp_path: Path) -> None:
    project = samples.full(tmp_path / "a.zcd", 1)
    ProjectFile.open(tmp_path / "a.zcd").close()
    (tmp_path / "a.zcd").unlink()
    found = backup.last_good_backup(tmp_path / "a.zcd")
    assert found is not None
    assert backup.restore_backup(found, tmp_path / "a.zcd") is None
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert file.project == project


def test_strange_files_among_the_backups_are_left_alone(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 1)
    folder = tmp_path / "a.zcd.backups"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "a.9999.zcd").write_text("mine")
    ProjectFile.open(tmp_path / "a.zcd").close()
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "a.9999.zcd").read_text() == "mine"


def test_without_backups_none_is_offered(tmp_path: Path) -> None:
    (tmp_path / "a.zcd").write_bytes(b"junk" * 100)
    assert backup.last_good_backup(tmp_path / "a.zcd") is None
    samples.full(tmp_path / "b.zcd", 1)
    data = (tmp_path / "b.zcd").read_bytes()
    (tmp_path / "b.zcd").write_bytes(data[:-100])
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(tmp_path / "b.zcd")
    assert refused.value.backup is None
