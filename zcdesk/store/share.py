"""Whether a place is on a network share, where file locks cannot be relied on."""

from __future__ import annotations

import sys
from pathlib import Path

_FAR = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "lustre", "davfs", "ncpfs",
     "fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "fuse.gvfsd-fuse",
     "fuse.vmhgfs-fuse", "vboxsf", "prl_fs"}
)  # fmt: skip

_MOUNTS = Path("/proc/self/mountinfo")


def is_share(path: Path) -> bool:
    """Whether an absolute path leads to another computer's disk, as far as the system says."""
    if path.as_posix().startswith("//"):
        return not path.as_posix().startswith(("//?/", "//./")) or path.as_posix().startswith("//?/UNC/")
    return _on_remote_disk(path)


def _file_system(path: Path, mounts: str) -> str:
    """Type of the file system that a path lies in, by the longest mount point that it starts with."""
    best, kind = Path(), ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, types = before.split(" "), after.split(" ")
        if len(fields) < 5:
            continue
        point = Path(_unescaped(fields[4]))
        # a later line covers an earlier one at the same place
        if path.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, types[0]
    return kind


def _unescaped(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # not Linux
        return ""


if sys.platform == "win32":
    import ctypes

    def _on_remote_disk(path: Path) -> bool:
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == 4)

else:

    def _on_remote_disk(path: Path) -> bool:
        return _file_system(path, _mounts()) in _FAR
