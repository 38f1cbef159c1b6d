"""What the kernel tells of a running main process: whose it is, where it works, what it may."""

import errno
import os
from typing import NamedTuple

ENVIRON_LIMIT = 8 * 1024 * 1024
STATUS_LIMIT = 64 * 1024
FIELDS = ("PPid", "Uid", "Gid", "Groups", "CapBnd", "NoNewPrivs", "Seccomp")


class Rights(NamedTuple):
    """`bounding` is the mask of the capabilities that it and its children can ever have.

    `is_filtered` says that a seccomp filter decides on its system calls.
    """

    parent: int
    uid: int
    gid: int
    groups: tuple[int, ...]
    bounding: int
    no_new_privileges: bool
    is_filtered: bool


class MainProcess(NamedTuple):
    """A main process as it is now; `env` is what it was executed with."""

    rights: Rights
    env: dict[bytes, bytes]
    folder: bytes


class IdMap(NamedTuple):
    """The ids of a user namespace as the host has them: `root` is that of root inside."""

    root: int
    size: int

    def of(self, ident: int) -> int:
        """Return the id inside of one on the host; OSError(EPROTO) for one that is not there."""
        if not self.root <= ident < self.root + self.size:
            raise OSError(errno.EPROTO, f"its id {ident} is none of its user namespace")
        return ident - self.root


def map_of(pid: int) -> IdMap:
    """Return the ids of a process's user namespace. Raises OSError."""
    try:
        with open(f"/proc/{pid}/uid_map", "rb") as file:
            inside, outside, size = map(int, file.read(STATUS_LIMIT).split()[:3])
    except (FileNotFoundError, ValueError):
        raise OSError(errno.ESRCH, "its main process has ended") from None
    if inside:
        raise OSError(errno.EPROTO, "its user namespace has no root")
    return IdMap(outside, size)


def look_at(pid: int, parent: int) -> MainProcess:
    """Look at a child of `parent`; OSError(ESRCH) when it has ended.

    Its number may be another process's in the meantime: all is read through one descriptor of its
    folder, and one that is no child of init is not it.
    """
    folder = os.open(f"/proc/{pid}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        rights = read_rights(_content(folder, "status", STATUS_LIMIT))
        if rights.parent != parent:
            raise OSError(errno.ESRCH, "its main process has ended")
        env = read_environment(_content(folder, "environ", ENVIRON_LIMIT))
        where = os.readlink(b"cwd", dir_fd=folder)
    except FileNotFoundError:
        raise OSError(errno.ESRCH, "its main process has ended") from None
    finally:
        os.close(folder)
    return MainProcess(rights, env, where)


def read_rights(status: bytes) -> Rights:
    """Read /proc/PID/status (proc_pid_status(5)); OSError(EPROTO) when a field is not there."""
    found = {}
    for line in status.decode("ascii", "replace").splitlines():
        name, _, value = line.partition(":")
        # The first line is the name of the process, which may hold what it likes but a line feed.
        if name in FIELDS and name not in found:
            found[name] = value.split()
    try:
        return Rights(
            parent=int(found["PPid"][0]),
            uid=int(found["Uid"][1]),
            gid=int(found["Gid"][1]),
            groups=tuple(map(int, found["Groups"])),
            bounding=int(found["CapBnd"][0], 16),
            no_new_privileges=found["NoNewPrivs"] == ["1"],
            is_filtered=found["Seccomp"] == ["2"],
        )
    except (KeyError, IndexError, ValueError):
        raise OSError(errno.EPROTO, "the kernel tells nothing of its main process") from None


def read_environment(environ: bytes) -> dict[bytes, bytes]:
    """Read /proc/PID/environ, which a process may have written over: only what is a variable counts."""
    pairs = (entry.partition(b"=") for entry in environ.split(b"\0"))
    return {name: value for name, equals, value in pairs if name and equals}


def _content(folder: int, name: str, limit: int) -> bytes:
    fd = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=folder)
    with os.fdopen(fd, "rb") as file:
        return file.read(limit)
