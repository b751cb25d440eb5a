from __future__ import annotations

from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.store import share
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

_MOUNTS = r"""
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
31 22 0:28 / /mnt/factory rw,relatime shared:2 - cifs //server/factory rw,vers=3.0
32 31 8:17 / /mnt/factory/stick rw - vfat /dev/sdb1 rw
33 22 0:29 / /mnt/our\040share rw - nfs4 server:/x rw
34 22 0:30 / /home/li/cloud rw master:3 - fuse.sshfs li@server: rw
35 22 8:1 / /mnt/twice rw - ext4 /dev/sda1 rw
36 22 0:31 / /mnt/twice rw - nfs server:/y rw
37 22 0:32 / /vm rw - 9p host rw
half a line
"""


@pytest.mark.parametrize(
    "path, far",
    [
        ("/home/li/a.zcd", False),
        ("/mnt/factory/2025/a.zcd", True),
        ("/mnt/factory2/a.zcd", False),
        ("/mnt/factory/stick/a.zcd", False),
        ("/mnt/our share/a.zcd", True),
        ("/home/li/cloud/a.zcd", True),
        ("/mnt/twice/a.zcd", True),
        ("/vm/a.zcd", True),
        ("//server/share/a.zcd", True),
        ("//?/C:/a.zcd", False),
        ("//?/UNC/server/share/a.zcd", True),
    ],
)
def test_a_share_is_known_by_its_file_system(path: str, far: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "_mounts", lambda: _MOUNTS)
    assert share.is_share(Path(path)) is far


def test_a_share_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = samples.full(tmp_path / "a.zcd", 2)
    line = f"31 22 0:28 / {tmp_path} rw - cifs //server/x rw"
    monkeypatch.setattr(share, "_mounts", lambda: line)
    for attempt in (
        lambda: ProjectFile.open(tmp_path / "a.zcd"),
        lambda: ProjectFile.create(tmp_path / "b.zcd", ""),
    ):
        with pytest.raises(FileTrouble) as refused:
            attempt()
        assert refused.value.code == "network_share"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zcd"]

    with ProjectFile.open(tmp_path / "a.zcd", read_only=True) as file:
        assert file.project == project
        assert "网络共享" in file.notices[0].zh
    with ProjectFile.open(tmp_path / "a.zcd", on_share=True) as file:
        file.commit(samples.put(file.project, "q", "1"))
        assert "network share" in file.notices[0].en
    ProjectFile.create(tmp_path / "b.zcd", "", on_share=True).close()
