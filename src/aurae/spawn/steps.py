"""The taking of a plan's steps, in a child between clone and execve; all but execve itself."""

from __future__ import annotations

import errno
import os
import resource

from aurae.linux import bpf, interface, mount, namespaces, priority, privileges, tree
from aurae.spawn import devices
from aurae.wire import plan, steps_mounts

FILE_TYPE, FIFO, FOLDER = 0o170000, 0o010000, 0o040000
"""S_IFMT, S_IFIFO and S_IFDIR; the module stat is one more to load."""
FAILED = 127
"""Exit status of a child that never came to execve."""
COVER = tree.NOSUID | tree.NODEV


class Explained(OSError):
    """A failure whose text says more than its number."""


class Taker:
    """Takes steps in their order, and keeps what an earlier one has for a later one."""

    __slots__ = ("_covers", "_kept", "_leaf", "_sealed")

    def __init__(self, leaf: int) -> None:
        """Begin with nothing kept: trees by their paths, covers that are to be read-only.

        `leaf` is the own cgroup's directory.
        """
        self._leaf = leaf
        self._kept: dict[bytes, int] = {}
        self._covers: list[bytes] = []
        self._sealed: list[int] = []

    def take(self, item: plan.Step) -> None:
        """Take one step; OSError when it fails."""
        taken = WAYS.get(type(item))
        if taken is not None:
            taken(item)  # type: ignore[arg-type]  # of the kind it is looked up by
        elif isinstance(item, plan.Keep):
            self._keep(item)
        elif isinstance(item, plan.Place):
            self._place(item)
        elif isinstance(item, plan.Cover):
            self._cover(item)
        elif isinstance(item, plan.Devices):
            devices.make(terminal=bool(item.terminal), kept=self._kept)
        elif isinstance(item, plan.DeviceProgram):
            bpf.set_devices(self._leaf, item.program)
        elif isinstance(item, plan.Seal):
            for cover in self._sealed:
                tree.add_attributes(cover, tree.RDONLY | tree.NOEXEC, recursive=False)
                os.close(cover)
            self._sealed.clear()

    def _keep(self, item: plan.Keep) -> None:
        place = _open(item.path, item.flags)
        if place < 0:
            return
        self._kept[item.path] = tree.clone(place)
        os.close(place)

    def _place(self, item: plan.Place) -> None:
        kept = self._kept.pop(item.path, -1)
        if kept < 0:
            return  # it was optional, and is missing
        if item.flags & steps_mounts.READ_ONLY:
            tree.add_attributes(kept, tree.RDONLY)
        place = self._made(item.path, kept)
        tree.move(kept, place)
        os.close(place)
        os.close(kept)

    def _made(self, path: bytes, like: int) -> int:
        """Open a place for a tree; in a cover it is made, a directory or file as the tree's top is."""
        if not any(path.startswith(cover + b"/") for cover in self._covers):
            return tree.open_place(path, direct=False)
        at = 0
        while (at := path.find(b"/", at + 1)) > 0:
            _make_folder(path[:at])
        if os.fstat(like).st_mode & FILE_TYPE == FOLDER:
            _make_folder(path)
        elif not os.path.exists(path):
            os.close(os.open(path, os.O_CREAT | os.O_CLOEXEC | os.O_RDONLY, 0o600))
        return tree.open_place(path, direct=True)

    def _cover(self, item: plan.Cover) -> None:
        place = _open(item.path, item.flags)
        if place < 0:
            return
        if os.fstat(place).st_mode & FILE_TYPE == FOLDER:
            top = tree.new(b"tmpfs", item.options, COVER)
            self._covers.append(item.path)
        else:
            null = tree.open_place(b"/dev/null", direct=False)
            top = tree.clone(null)
            os.close(null)
        tree.move(top, place)
        os.close(place)
        if item.flags & steps_mounts.SEALED and item.path in self._covers:
            self._sealed.append(top)
        else:
            os.close(top)


def _open(path: bytes, flags: int) -> int:
    """Open a path as flags of a step say; -1 for one that may be missing, and is."""
    try:
        return tree.open_place(path, direct=bool(flags & steps_mounts.DIRECT))
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR) and flags & steps_mounts.OPTIONAL:
            return -1
        raise


def _make_folder(path: bytes) -> None:
    try:
        os.mkdir(path, 0o755)
    except FileExistsError:
        pass


def _umask(item: plan.Umask) -> None:
    os.umask(item.mask)


def _rlimit(item: plan.Rlimit) -> None:
    unchanged = item.hard == plan.UNCHANGED
    hard = resource.getrlimit(item.resource)[1] if unchanged else item.hard
    try:
        resource.setrlimit(item.resource, (item.soft, hard))
    except ValueError:  # what the module makes of EINVAL, and of EPERM too
        below = item.soft == -1 or (hard != -1 and item.soft > hard)
        raise OSError(errno.EINVAL if below and hard != -1 else errno.EPERM, "") from None


def _nice(item: plan.Nice) -> None:
    os.setpriority(os.PRIO_PROCESS, 0, item.value)


def _scheduling(item: plan.Scheduling) -> None:
    os.sched_setscheduler(0, item.policy, os.sched_param(item.priority))


def _affinity(item: plan.Affinity) -> None:
    os.sched_setaffinity(0, item.cpus)


def _io_priority(item: plan.IoPriority) -> None:
    priority.set_io_priority(item.io_class, item.level)


def _oom_score(item: plan.OomScore) -> None:
    score = os.open("/proc/self/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC)
    os.write(score, str(item.value).encode())
    os.close(score)


def _stream(item: plan.Stream) -> None:
    how = os.O_WRONLY if item.number else os.O_RDONLY
    # A FIFO that nobody writes yet must not hold up the start.
    fd = os.open(item.path, how | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK)
    os.set_blocking(fd, True)
    os.dup2(fd, item.number, inheritable=True)
    os.close(fd)


def _duplicate(item: plan.Duplicate) -> None:
    os.dup2(item.source, item.target, inheritable=True)


def _chdir(item: plan.Chdir) -> None:
    os.chdir(item.path)


def _credentials(item: plan.Credentials) -> None:
    for fd in (1, 2):
        lend(fd, item.uid)
    os.setgroups(item.groups)
    os.setresgid(item.gid, item.gid, item.gid)
    os.setresuid(item.uid, item.uid, item.uid)


def lend(fd: int, uid: int, gid: int = -1) -> None:
    """Let a user open its pipe or terminal by name, as /dev/stdout say. Never /dev/null!"""
    if fd >= 0 and (os.isatty(fd) or os.fstat(fd).st_mode & FILE_TYPE == FIFO):
        os.fchown(fd, uid, gid)


def _unshare(item: plan.Unshare) -> None:
    namespaces.unshare(item.kinds)
    if item.kinds & namespaces.CLONE_NEWNS:
        mount.mount("none", "/", flags=mount.REC | mount.SLAVE)


def _interface_up(item: plan.InterfaceUp) -> None:
    interface.up(item.name.decode())


def _mount(item: plan.Mount) -> None:
    source, target, kind, data = (os.fsdecode(each) for each in item[:4])
    mount.mount(source, target, kind, item.flags, data)


def _read_only(item: plan.ReadOnly) -> None:
    place = _open(item.path, item.flags)
    if place >= 0:
        tree.add_attributes(place, tree.RDONLY)
        os.close(place)


def _put(item: plan.Put) -> None:
    place = tree.open_place(item.target, direct=True)
    tree.move(item.number, place)
    os.close(place)


def _prctl(item: plan.Prctl) -> None:
    privileges.prctl(item.option, item.value)


def _bounding(item: plan.Bounding) -> None:
    privileges.keep_bounding(item.kept)


def _capabilities(item: plan.Capabilities) -> None:
    privileges.set_capabilities(*item)


def _ambient(item: plan.Ambient) -> None:
    privileges.raise_ambient(item.raised)


def _seccomp(item: plan.Seccomp) -> None:
    privileges.filter_system_calls(item.program)


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Never

    Way = Callable[[Never], None]  # each takes its own kind of step

WAYS: dict[type, Way] = {
    plan.Umask: _umask,
    plan.Rlimit: _rlimit,
    plan.Nice: _nice,
    plan.Scheduling: _scheduling,
    plan.Affinity: _affinity,
    plan.IoPriority: _io_priority,
    plan.OomScore: _oom_score,
    plan.Stream: _stream,
    plan.Duplicate: _duplicate,
    plan.Chdir: _chdir,
    plan.Credentials: _credentials,
    plan.Unshare: _unshare,
    plan.InterfaceUp: _interface_up,
    plan.Mount: _mount,
    plan.ReadOnly: _read_only,
    plan.Put: _put,
    plan.Prctl: _prctl,
    plan.Bounding: _bounding,
    plan.Capabilities: _capabilities,
    plan.Ambient: _ambient,
    plan.Seccomp: _seccomp,
}
