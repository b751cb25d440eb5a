"""FileTrouble: what the machine did to a file, said plainly; the one place where its errors are translated."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee

from zcdesk.domain.words import Words

SMALL = 1 << 20
"""Free space below which a failed write is put down to a full disk. [bytes]"""


class FileTrouble(Exception):
    """A file or its place does not allow what was asked.

    Attributes
    ----------
    code : str
        Id of the kind of trouble: a key of `WORDS`.
    words : Words
        What happened and the way out.
    path : Path
        The file concerned.
    backup : Path or None
        The last good backup, where one was looked for and found.
    """

    def __init__(self, code: str, path: Path, **details: object) -> None:
        self.code = code
        self.path = path
        self.backup: Path | None = None
        told = {"detail": "", "who": _SOMEBODY, **details}
        self.words = WORDS[code].fill(name=path.name or str(path), folder=path.parent, **told)
        super().__init__(f"{code}: {path}: {self.words.en}")

    def offering(self, backup: Path | None) -> FileTrouble:
        """The same trouble with a backup named as the way out."""
        self.backup = backup
        if backup is not None:
            more = _BACKUP.fill(backup=backup.name, folder=backup.parent)
            self.words = Words(self.words.zh + more.zh, self.words.en + " " + more.en)
        return self


class Unreadable(ValueError):
    """What a file holds cannot be what was written into it."""


@contextmanager
def translated(path: Path, gone: str = "not_found") -> Iterator[None]:
    """Run a block in which every error that a file can cause becomes a `FileTrouble`; bugs rise as they are.

    Parameters
    ----------
    path : Path
        The file that the block works on.
    gone : str
        Code for a missing file: ``not_found`` when it is first looked for, ``vanished`` when it was there,
        ``disk_error`` when it is being made.
    """
    try:
        yield
    except (
        Unreadable,
        UnicodeDecodeError,
    ) as error:  # the latter from SQLite's texts, and from its messages on them
        raise FileTrouble("damaged", path, detail=error) from error
    except (sqlite3.Error, peewee.PeeweeException) as error:
        trouble = _of_sqlite(database_error(error), path, gone)
        if trouble is None:
            raise
        raise trouble from error
    except OSError as error:
        raise of_os(error, path, gone) from error


def database_error(error: BaseException) -> BaseException:
    """SQLite's own error, which peewee wraps in one of its own that carries no error code."""
    while isinstance(error, peewee.PeeweeException) and error.__context__ is not None:
        error = error.__context__
    return error


def of_os(error: OSError, path: Path, gone: str = "not_found") -> FileTrouble:
    """The trouble that an operating-system error stands for."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileTrouble(gone, path, detail=error.strerror or error)
    bad_name = getattr(error, "winerror", 0) == 123  # Windows has no errno of its own for it
    code = "bad_name" if bad_name else _ERRNO.get(error.errno or 0, "disk_error")
    return FileTrouble(code, path, detail=error.strerror or error)


def _of_sqlite(error: BaseException, path: Path, gone: str) -> FileTrouble | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        undecodable = isinstance(error, sqlite3.OperationalError) and "decode to UTF-8" in str(error)
        return FileTrouble("damaged", path, detail=error) if undecodable else None
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return FileTrouble("unfinished", path)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return FileTrouble("vanished", path)
    match code & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return FileTrouble("not_a_project", path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_FORMAT | sqlite3.SQLITE_TOOBIG:
            return FileTrouble("damaged", path, detail=error)
        case sqlite3.SQLITE_ERROR if "unsupported file format" in str(error):
            return FileTrouble("damaged", path, detail=error)
        case sqlite3.SQLITE_FULL:
            return FileTrouble("disk_full", path)
        case sqlite3.SQLITE_READONLY:
            return FileTrouble("read_only", path)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return FileTrouble("no_permission", path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return FileTrouble("locked", path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return _of_circumstances(error, path, gone, opening=code & 0xFF == sqlite3.SQLITE_CANTOPEN)
    return None


def _of_circumstances(error: BaseException, path: Path, gone: str, opening: bool) -> FileTrouble:
    """SQLite says no more than that the operating system refused: look at what can be seen from here."""
    try:
        if path.is_dir():
            return FileTrouble("is_folder", path)
        path.stat()
        if shutil.disk_usage(path.parent).free < SMALL:
            return FileTrouble("disk_full", path)
    except OSError as seen:
        return of_os(seen, path, gone)
    return FileTrouble("no_permission", path) if opening else FileTrouble("disk_error", path, detail=error)


_ERRNO = {
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EISDIR: "is_folder",
    errno.EEXIST: "exists",
    errno.ENAMETOOLONG: "bad_name",
    errno.ENOLCK: "network_share",
}

_SOMEBODY = Words("另一个程序", "another program")

_BACKUP = Words("可从最近一份完好的备份恢复：{folder} 中的 {backup}。",
                "The last good backup is {backup} in {folder}; restore from it.")  # fmt: skip

WORDS = {
    "not_found": Words(
        "找不到“{name}”。请确认文件未被移动或改名，然后重新选择。",
        "“{name}” is not there. Check whether it was moved or renamed, and choose it again.",
    ),
    "exists": Words(
        "“{name}”已经存在，未作改动。请换一个名称或文件夹。",
        "“{name}” exists already and was left as it is. Choose another name or folder.",
    ),
    "bad_name": Words(
        "“{name}”的名称过长，或含有此处不允许的字符。请换一个较短的名称。",
        "The name “{name}” is too long, or has characters that are not allowed here. Choose a shorter one.",
    ),
    "is_folder": Words(
        "“{name}”是文件夹，不是文件。请选择其中的文件。",
        "“{name}” is a folder, not a file. Choose a file in it.",
    ),
    "not_a_project": Words(
        "“{name}”不是零碳项目文件（.zcd），未作改动。请选择由本程序建立的文件。",
        "“{name}” is not a project file (.zcd) and was left as it is. Choose a file made by this program.",
    ),
    "damaged": Words(
        "“{name}”已损坏（{detail}），未作改动。请从备份恢复，或用另处保存的副本。",
        "“{name}” is damaged ({detail}) and was left as it is. Restore a backup or use a copy kept elsewhere.",
    ),
    "newer": Words(
        "“{name}”由更新版本的程序写成（文件版本 {theirs}，本程序只到 {ours}），未作改动。请升级程序后再打开。",
        "“{name}” was written by a newer program (file version {theirs}; this one knows up to {ours}) and was left "
        "as it is. Update the program and open it again.",
    ),
    "older": Words(
        "“{name}”的文件版本 {theirs} 过旧，本程序无法转换，未作改动。请用写它的版本打开。",
        "“{name}” has file version {theirs}, which this program cannot convert; it was left as it is. Open it with "
        "the version that wrote it.",
    ),
    "locked": Words(
        "“{name}”正由{who}写入。请先在那里关闭，或以只读方式打开。",
        "“{name}” is being written by {who}. Close it there first, or open it read-only.",
    ),
    "read_only": Words(
        "“{name}”或其所在位置只能读取。请以只读方式打开，或把文件复制到可写的文件夹后再打开。",
        "“{name}” or its place can only be read. Open it read-only, or copy it to a folder that can be written.",
    ),
    "unfinished": Words(
        "“{name}”上次写入中断，而此处只能读取，无法复原。请把它和“{name}-journal”一起复制到可写的文件夹后再打开。",
        "The last write to “{name}” was interrupted, and it cannot be undone here, where files can only be read. "
        "Copy it together with “{name}-journal” to a folder that can be written, and open it there.",
    ),
    "foreign_log": Words(
        "“{name}”旁边的“{beside}”不是本程序留下的，照它打开会改动或删除文件，因此没有打开，未作改动。别的程序正开着这个文件的，"
        "请先在那里关闭；是别人给的，把“{beside}”移走再打开，或只要 .zcd 这一个文件。",
        "Beside “{name}” lies “{beside}”, which this program does not leave; opened by it, files would be changed or "
        "deleted, so it was left as it is. Close the file in the program that has it open; if it came from somebody, "
        "move “{beside}” away, or ask for the .zcd alone.",
    ),
    "disk_full": Words(
        "磁盘已满，“{name}”这一步没有存入；此前各步都在。请腾出空间后再做一次。",
        "The disk is full: this step was not saved into “{name}”; all earlier ones were. Free some space and "
        "do it again.",
    ),
    "disk_error": Words(
        "读写“{name}”时磁盘出错（{detail}）；此前已存的各步不受影响。请检查磁盘或连接后再试，或另存一份到别处。",
        "The disk failed while “{name}” was read or written ({detail}); steps saved before are not touched. Check "
        "the disk or its cable and try again, or save a copy elsewhere.",
    ),
    "vanished": Words(
        "“{name}”在打开期间被移动、删除、替换，或所在磁盘已断开；这一步没有存入。请放回原处，或把当前内容另存到别处。",
        "“{name}” was moved, deleted or replaced while it was open, or its disk was unplugged; this step was not "
        "saved. Put it back, or save a copy of what is on the screen elsewhere.",
    ),
    "changed": Words(
        "“{name}”在打开期间被其他程序改动，这一步没有存入。请把当前内容另存到别处，再重新打开。",
        "“{name}” was changed by another program while it was open; this step was not saved. Save a copy of what is "
        "on the screen elsewhere, then open the file again.",
    ),
    "no_permission": Words(
        "没有读写“{name}”的权限。请向管理员申请，或把文件复制到自己的文件夹。",
        "You are not allowed to read or write “{name}”. Ask for the right, or copy it to a folder of your own.",
    ),
    "no_backup": Words(
        "磁盘空间不足，本次没有为“{name}”做备份；已存内容不受影响。请腾出空间后重新打开。",
        "There is no room on the disk for a backup of “{name}”; what is saved is not touched. Free some space and "
        "open it again.",
    ),
    "network_share": Words(
        "“{name}”位于网络共享上，那里的文件锁不可靠，多人同时写入会损坏文件。请复制到本机磁盘后再编辑，或以只读方式打开。",
        "“{name}” is on a network share, where file locks cannot be relied on and two writers can damage it. Copy it "
        "to a disk of this computer to edit it, or open it read-only.",
    ),
    "evidence_too_large": Words(
        "“{name}”有 {size} MB，超过每份证据 {limit} MB 的上限，未存入。请压缩、拆分，或只存相关页。",
        "“{name}” has {size} MB; one piece of evidence may have {limit} MB. It was not stored. Compress or split it, "
        "or keep only the pages that matter.",
    ),
    "evidence_unreadable": Words(
        "“{name}”无法读取（{detail}），未存入。请关闭使用它的程序，或复制到本机磁盘后再试。",
        "“{name}” could not be read ({detail}) and was not stored. Close the program that uses it, or copy it to a "
        "disk of this computer, and try again.",
    ),
    "evidence_empty": Words(
        "“{name}”是空文件，未存入。请检查来源后重新选择。",
        "“{name}” is empty and was not stored. Check where it came from and choose it again.",
    ),
}  # fmt: skip
