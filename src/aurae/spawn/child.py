"""The code between clone and execve.

It runs in a copy of init's memory: local variables, `linux` calls and `os._exit` only. Nothing
here may return, or let an exception reach init's own frames below. The close-on-exec status pipe
tells init how it went: READY before filters of system calls and execve, which closes the pipe when
it succeeds, and an errno and one line of text when a step fails.
"""

from __future__ import annotations

import errno
import os
import resource
import struct

from aurae.linux import (
    namespaces,
    pages,
    privileges,
    process,
    seqpacket,
    signalfd,
    succession,
    tree,
)
from aurae.spawn import helper, inside, steps
from aurae.wire import plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

FAILURE = struct.Struct("<i")
READY = b"\xff"
"""Comes when all is prepared: a pipe that ends without it is the end of a child that never got there.
No errno begins with it."""
TEXT_LIMIT = 512
"""Bytes of a failure's text at most; with the errno they fit a pipe write in one piece."""
PLAN_LIMIT = 32 * 1024 * 1024
FIRST_FREE = 3
MOST_IN_PARCEL = 250
"""Descriptors in one message; the kernel takes 253 (SCM_MAX_FD)."""
MANY = 1 << 20
"""Descriptors for init: three a workload. It is also the kernel's usual fs.nr_open."""
LAST_STEPS = (plan.Seccomp, plan.Execve)
WITHDRAWN = "the start was withdrawn"
SURROUNDINGS = namespaces.CLONE_NEWNS | namespaces.CLONE_NEWIPC | namespaces.CLONE_NEWUTS
"""What a process enters of a cell beside its PID namespace."""
EVERYTHING = SURROUNDINGS | namespaces.CLONE_NEWNET | namespaces.CLONE_NEWCGROUP
"""What a session enters of a workload."""
OF_CONTAINER = (
    SURROUNDINGS | namespaces.CLONE_NEWNET | namespaces.CLONE_NEWUSER | namespaces.CLONE_NEWPID
)
PID = struct.Struct("<i")


def become(own: Descriptors, inherited: Inherited) -> NoReturn:
    """Turn this child into the workload that a plan describes.

    Never returns: ends in execve or `_exit(127)`.
    """
    item = None
    try:
        os.setsid()
        contained = own.channel >= 0 or own.apart
        if contained:
            # What a path through /proc/self/fd must not find (CVE-2024-21626), and the keys of the daemon.
            own.born_in, own.leaf = own.leaf, -1
            privileges.join_keyring()
        inherited.reset(of_container=own.channel >= 0)
        items = plan.decode(content(own.plan))
        nulls = _connect(own)
        _lend(items)
        _enter(own)
        # Closed now, not by execve: a child that hangs in a step below would otherwise hold
        # init's sockets and pipes open, and nobody would see them end.
        commit, reaper = _pass(own)
        kept = {own.status, commit, reaper, own.leaf, own.channel, *own.notes} - {-1}
        process.close_all_but(FIRST_FREE + len(own.passed), kept)
        # Not before: init holds more descriptors than a workload may have by then.
        inherited.restore_limit()
        if own.channel >= 0:
            inside.tell(own.channel, helper.RESTORED)
        taker = inside.Inside(own.leaf, own.channel, nulls, is_entered=own.apart)
        item = None
        taker.prepare(items)
        is_ready = False
        for item in items:
            # A filter may forbid both, so that they come before the first.
            if not is_ready and isinstance(item, LAST_STEPS):
                is_ready = True
                taker.finish()
                _await_reaper(reaper)
                _await_commit(commit)
                pages.note(own.notes)
                os.write(own.status, READY)
            if isinstance(item, plan.Execve):
                _execve(item, taker.home, passed=bool(own.passed))
            else:
                taker.take(item)
        fail(own.status, 0, "plan without execve")
    except OSError as error:
        fail(own.status, error.errno or 0, sentence(item, error))
    except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
        fail(own.status, 0, f"cannot follow the plan: {type(error).__name__}: {error}")


class Descriptors:
    """Descriptors of one child, and where it lives; -1 where there is none.

    `process_holder` and `network_holder` are pidfds of those whose namespaces it enters; the PID
    namespace it is born in. `beside` is the pidfd of a workload, all of whose namespaces it enters;
    `parcel` is a socket where more descriptors wait that are passed; `apart` says that it has a user namespace of its own. `in_cell` gives it a cgroup namespace of
    its own. `status` is the pipe
    to init, `leaf` the cgroup it is born in, `plan` the memory file, `stdio` what becomes 0, 1 and 2 (-1 is /dev/null), `terminal`
    the pty that all three are instead, `passed` what becomes 3 and so on, `commit` the pipe that
    lets it go, `reaper` the one that ends when PID 1 of its own PID namespace is ready, `channel` the
    way to the helper of a container, `sharer` the pidfd of a container's reaper, whose namespaces of
    the kinds `shared` it enters, `birth` the pipe that tells the pid of one that enters a container,
    `born_in` the leaf that it is born in then. `shares` are what it enters before its birth, as `sharing` has it,
    `mounts` the mount namespace of the pod that they are of, `notes` where the pages are noted that it has written.
    """

    __slots__ = (
        "apart",
        "beside",
        "birth",
        "born_in",
        "channel",
        "commit",
        "in_cell",
        "leaf",
        "mounts",
        "network_holder",
        "notes",
        "parcel",
        "passed",
        "plan",
        "process_holder",
        "reaper",
        "shared",
        "sharer",
        "shares",
        "status",
        "stdio",
        "terminal",
    )

    def __init__(self, status: int, plan_fd: int, commit: int) -> None:
        """Note those that every child has; the streams are added."""
        self.status = status
        self.plan = plan_fd
        self.commit = commit
        self.stdio = (-1, -1, -1)
        self.terminal = self.leaf = -1
        self.process_holder = self.network_holder = self.beside = self.reaper = -1
        self.channel = self.birth = self.born_in = self.parcel = -1
        self.apart = False
        self.sharer, self.shared = -1, 0
        self.in_cell = False
        self.passed: list[int] = []
        self.shares: list[tuple[int, int]] = []
        self.mounts = -1
        self.notes: list[int] = []


class Inherited:
    """What init has of its own that no workload may inherit; taken once, when init starts.

    Signals are not among it: init has them all blocked, so none needs to be ignored there.
    """

    __slots__ = ("limits", "oom")

    def __init__(self) -> None:
        """Note the limit of descriptors and the OOM score."""
        self.limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        with open("/proc/self/oom_score_adj", encoding="ascii") as score:
            self.oom = int(score.read())

    def raise_limit(self) -> None:
        """Let init itself open MANY descriptors, or as many as the hard limit allows."""
        hard = self.limits[1]
        try:
            most = max(hard, MANY)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        except (ValueError, OSError):  # no CAP_SYS_RESOURCE
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def restore_limit(self) -> None:
        """Go back to the limit that was found; descriptors above it stay open."""
        resource.setrlimit(resource.RLIMIT_NOFILE, self.limits)

    def reset(self, *, of_container: bool = False) -> None:
        """Undo all but the limit in the child, and unblock its signals.

        The score of a container's first process is the helper's to set.
        """
        if self.oom and not of_container:
            # Not open(): it would touch many pages of a fresh fork.
            score = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
            os.write(score, b"0")
            os.close(score)
        signalfd.unblock_all()


def content(fd: int) -> bytes:
    """Return the plan; ValueError when it is too large."""
    size = os.fstat(fd).st_size
    if size > PLAN_LIMIT:
        raise ValueError("plan too large")
    chunks, at = [], 0
    while at < size:
        chunk = os.pread(fd, size - at, at)
        if not chunk:
            break
        chunks.append(chunk)
        at += len(chunk)
    return b"".join(chunks)


def _connect(own: Descriptors) -> list[int]:
    """Connect the streams; return those that are /dev/null."""
    stdio = own.stdio
    if own.terminal >= 0:
        if not own.apart:
            process.take_terminal(own.terminal)
        stdio = (own.terminal, own.terminal, own.terminal)
    null = -1
    # A source below 3 would be overwritten before its turn: lift it first.
    sources = [os.dup(fd) if 0 <= fd < FIRST_FREE else fd for fd in stdio]
    for target, fd in enumerate(sources):
        if fd < 0 and null < 0:
            null = _lent_null() if own.apart else os.open("/dev/null", os.O_RDWR)
        os.dup2(fd if fd >= 0 else null, target, inheritable=True)
    return [target for target, fd in enumerate(sources) if fd < 0]


def _lend(items: list[plan.Step]) -> None:
    """Let who is named have the streams."""
    for item in items:
        if isinstance(item, plan.Lend):
            for fd in (0, 1, 2):
                steps.lend(fd, item.uid, item.uid)


def _lent_null() -> int:
    """Open /dev/null so that nobody can change owner or mode of the machine's own through it."""
    place = tree.open_place(b"/dev", direct=False)
    copy = tree.clone(place)  # a part alone of what the host has mounted is not given
    tree.add_attributes(copy, tree.RDONLY, recursive=False)
    return os.open("null", os.O_RDWR, dir_fd=copy)


def _pass(own: Descriptors) -> tuple[int, int]:
    """Put the passed descriptors at 3 and so on; return where the pipes commit and reaper are now.

    The status pipe is told by `own`: a step that fails below has to find it. So is the leaf.
    """
    if own.parcel >= 0:
        own.passed = own.passed + _unpacked(own.parcel)
    end = FIRST_FREE + len(own.passed)
    own.status, own.leaf = process.lift(own.status, end), process.lift(own.leaf, end)
    own.channel = process.lift(own.channel, end)
    own.notes = [process.lift(fd, end) for fd in own.notes]
    commit, reaper = process.lift(own.commit, end), process.lift(own.reaper, end)
    # A source below `end` would be overwritten before its turn: all are lifted first.
    sources = [process.lift(fd, end) for fd in own.passed]
    for target, fd in enumerate(sources, FIRST_FREE):
        os.dup2(fd, target, inheritable=True)
    return commit, reaper


def _unpacked(parcel: int) -> list[int]:
    """Return the descriptors that the server has sent here, in one message, before it asked for the start."""
    line = seqpacket.opened(parcel)
    _, fds = seqpacket.receive(line, 1, MOST_IN_PARCEL)
    line.detach()
    if not fds:
        raise OSError(errno.EBADF, "take what is passed: there is nothing")
    return fds


def _enter(own: Descriptors) -> None:
    """Enter the namespaces of the cell; OSError names the call."""
    if own.apart:
        # Nobody inside may look into this copy of init (CVE-2019-5736).
        privileges.prctl(privileges.PR_SET_DUMPABLE, 0)
        _enter_container(own)
    elif own.beside >= 0:
        namespaces.setns(own.beside, EVERYTHING)
    if own.sharer >= 0:
        namespaces.setns(own.sharer, own.shared)
        namespaces.unshare(namespaces.CLONE_NEWNS)
        inside.tell(own.channel, helper.ENTERED)
    if own.process_holder >= 0:
        namespaces.setns(own.process_holder, SURROUNDINGS)
    if own.network_holder >= 0:
        namespaces.setns(own.network_holder, namespaces.CLONE_NEWNET)
    if own.in_cell:
        # It is in its leaf by now, which becomes the root that it sees.
        namespaces.unshare(namespaces.CLONE_NEWCGROUP)


def _enter_container(own: Descriptors) -> None:
    """Enter a container that runs, and go on in a sibling, which is a child of init as this one is.

    Those inside see it from its birth on, and by it its namespaces: they must be their own by then.
    """
    kinds = OF_CONTAINER
    users = namespaces.of(own.beside, namespaces.CLONE_NEWUSER)
    if os.path.samestat(os.fstat(users), os.stat("/proc/self/ns/user")):
        kinds &= ~namespaces.CLONE_NEWUSER  # it has the host's, which nobody enters twice
    os.close(users)
    namespaces.setns(own.beside, kinds)
    try:
        pid = succession.succeed(own.born_in, 0)
    except OSError as error:
        if error.errno == errno.ENOMEM:  # what the kernel says where PID 1 has gone
            raise OSError(errno.ESRCH, "it has ended") from None
        raise
    os.write(own.birth, PID.pack(pid))
    os.setsid()
    if own.terminal >= 0:
        process.take_terminal(0)
    namespaces.unshare(namespaces.CLONE_NEWCGROUP)  # it is in the leaf by now
    inside.be_root()


def _await_commit(fd: int) -> None:
    """Wait for the word that the start is on disk; OSError when it is withdrawn instead.

    All of the child's preparation runs while the disk is still busy: only execve waits for it.
    """
    if fd >= 0 and not os.read(fd, 1):
        raise OSError(errno.ECANCELED, WITHDRAWN)


def _await_reaper(fd: int) -> None:
    """Wait until the reaper has become one: before, it is as powerful as init."""
    if fd >= 0:
        os.read(fd, 1)  # closed by its execve; should it fail, the kernel ends us


def _execve(item: plan.Execve, home: bytes, *, passed: bool) -> None:
    env = dict(pair.partition(b"=")[::2] for pair in item.env)
    if home:
        env.setdefault(b"HOME", home)
    # sd_listen_fds(3), sd_watchdog_enabled(3): as seen by the process itself.
    if passed:
        env[b"LISTEN_PID"] = b"%d" % os.getpid()
    if b"WATCHDOG_USEC" in env:
        env[b"WATCHDOG_PID"] = b"%d" % os.getpid()
    if b"/" in item.file:
        os.execve(item.file, item.argv, env)
    denied = None
    for folder in env.get(b"PATH", b"/usr/bin:/bin").split(b":"):
        try:
            os.execve((folder or b".") + b"/" + item.file, item.argv, env)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except PermissionError as error:
            denied = error
    raise denied or FileNotFoundError(errno.ENOENT, "not found in PATH", item.file)


def sentence(item: plan.Step | None, error: OSError) -> str:
    """Return what failed, and why, on one line."""
    said = isinstance(error, steps.Explained) or not error.errno
    reason = error.strerror or str(error) if said else os.strerror(error.errno or 0)
    if error.errno == errno.ECANCELED:
        return WITHDRAWN
    if isinstance(item, plan.Execve):
        return f"execve {plan.shown(error.filename or item.file)}: {reason}"
    return f"{item.describe()}: {reason}" if item else (error.strerror or str(error))


def fail(status: int, number: int, text: str) -> NoReturn:
    """Tell init why this child never got there, and end."""
    try:
        os.write(status, FAILURE.pack(number) + text.encode(errors="replace")[:TEXT_LIMIT])
    finally:
        os._exit(steps.FAILED)
