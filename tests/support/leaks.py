"""What a test may have left behind: processes, mounts, cgroups, namespaces, links, rules, descriptors, files.

`Tally` is taken before and after every test that touches the machine. The test process is a child
subreaper, so whatever a test started and lost becomes a descendant of it and is found. Daemons
that outlive a test (`WATCHED`) are looked into: their groups, children, descriptors and files.
"""

import contextlib
import ctypes
import os
import re
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from aurae.linux.netlink import NETLINK_NETFILTER, Netlink, Request, as_text, attributes
from tests.support.netspace import within
from tests.support.proc import (
    SPARE,
    ZOMBIE,
    all_pids,
    cgroup_mount,
    command,
    name_of,
    spares,
    stat_of,
)
from tests.support.until import until

LIMIT = 10.0
"""Seconds that things which are about to go may still be there."""

STEP = 0.02
"""Seconds between two looks, each of which takes some milliseconds from all else that is tested."""

OWN_GROUPS = f"aurae-test-{os.getpid()}-"
PR_SET_CHILD_SUBREAPER = 36
NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "uts")
KEPT = (
    "pipe:",
    "anon_inode:[pidfd]",
    "/memfd:",
    "socket:",
    "/cgroup",
    *(f"{kind}:[" for kind in NAMESPACES),
)
"""Kinds of descriptors that come and go with workloads, cells and calls."""
LINK = re.compile("au[0-9a-f]{8}[be][0-9a-z]{1,4}")
"""Names of daemons' interfaces."""
GET_TABLES = 10 << 8 | 1
"""NFT_MSG_GETTABLE, of nf_tables."""
IMAGES = "/aurae-vm/"
"""Mounts of a guest's image that is being made, perhaps by another run."""
FOLDERS: list[Path] = []
"""Where this run mounts something, if it does so in the temporary directory; empty: anywhere."""


class Watched(Protocol):
    """A daemon that tests share."""

    cgroup: Path
    runtime_dir: Path
    state_dir: Path

    def pids(self) -> dict[str, int]:
        """Return the pids of init, server and journal."""


WATCHED: list[Watched] = []
"""The daemons that run now."""


def become_subreaper() -> None:
    """Become the parent of every orphan below this process (prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Tally:
    """What there is now, as texts: two tallies are compared by what the later one has more."""

    def __init__(self) -> None:
        """Look around."""
        tree = _processes()
        self.things = Counter[str](_mounts())
        self.things.update(_groups())
        self.things.update(_networks(None))
        daemons: set[int] = set()
        for daemon in WATCHED:
            pids = daemon.pids()
            daemons |= set(pids.values())
            self.things.update(_inside(daemon, pids, tree))
            self.things.update(_networks(pids.get("init")))
        own = set(_below(os.getpid(), tree, daemons))
        self.things.update(f"process {pid} {' '.join(command(pid))[:200]}" for pid in own)
        self.things.update(_namespaces({*_below(os.getpid(), tree, set())}))

    def leaked(self, later: "Tally") -> list[str]:
        """Return what the later tally has more."""
        return sorted((later.things - self.things).elements())


def check(before: Tally) -> None:
    """Fail unless everything that came since `before` goes, within `LIMIT` seconds."""
    left: list[str] = []

    def clean() -> bool:
        _reap()
        left[:] = before.leaked(Tally())
        return not left

    try:
        until(clean, "nothing is left of the test", LIMIT, step=STEP)
    except AssertionError:
        raise AssertionError("the test left behind:\n  " + "\n  ".join(left)) from None
    _reap()  # those that ended between the last look and the one before


def _networks(pid: int | None) -> list[str]:
    """Return the links and tables that daemons have in the network of a process, if that is not ours."""

    def look() -> list[str]:
        found = [f"link {name}" for _, name in socket.if_nameindex() if LINK.fullmatch(name)]
        with (
            contextlib.suppress(OSError),
            Netlink(NETLINK_NETFILTER) as kernel,
        ):  # it has no tables
            for body in kernel.dump(Request(GET_TABLES, 0, bytes(4), "list tables")):
                name = as_text(attributes(body, 4).get(1))
                if name.startswith("aurae_"):
                    found.append(f"table {name}")
        return found

    if pid is None:
        return look()
    try:
        place = f"/proc/{pid}/ns/net"
        if os.readlink(place) == os.readlink("/proc/thread-self/ns/net"):
            return []
        fd = os.open(place, os.O_RDONLY)
    except OSError:
        return []
    try:
        return [f"{thing} in the network of {pid}" for thing in within(fd, look)]
    finally:
        os.close(fd)


def _processes() -> dict[int, tuple[int, str]]:
    """Return the parent and the state of every process."""
    found = {pid: stat_of(pid) for pid in all_pids()}
    return {pid: (parent, state) for pid, (state, parent) in found.items() if state}


def _below(root: int, tree: dict[int, tuple[int, str]], but: set[int]) -> Iterator[int]:
    """Give the living descendants of a process, without `but` and what is below those."""
    children: dict[int, list[int]] = {}
    for pid, (parent, _) in tree.items():
        children.setdefault(parent, []).append(pid)
    todo = [root]
    while todo:
        for pid in children.get(todo.pop(), ()):
            if pid not in but:
                todo.append(pid)
                if tree[pid][1] != ZOMBIE:
                    yield pid


def _mounts() -> list[str]:
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    places = [line.split()[4] for line in lines]
    return [f"mount {place}" for place in places if IMAGES not in place and _is_ours(Path(place))]


def _is_ours(place: Path) -> bool:
    """Say whether a mount counts: what is in a temporary folder of another run is not ours."""
    if not FOLDERS or not place.is_relative_to(tempfile.gettempdir()):
        return True
    return any(place.is_relative_to(folder) for folder in FOLDERS)


def _namespaces(pids: set[int]) -> set[str]:
    """Return the namespaces that these processes are in and we are not."""
    found = set()
    for kind in NAMESPACES:
        ours = os.readlink(f"/proc/self/ns/{kind}")
        for pid in pids:
            with contextlib.suppress(OSError):
                if (theirs := os.readlink(f"/proc/{pid}/ns/{kind}")) != ours:
                    found.add(f"namespace {theirs}")
    return found


def _groups() -> list[str]:
    return [f"cgroup {path}" for path in cgroup_mount().glob(f"{OWN_GROUPS}*")]


def _inside(
    daemon: Watched, pids: dict[str, int], tree: dict[int, tuple[int, str]]
) -> Iterator[str]:
    known = set(pids.values())
    for path in daemon.cgroup.glob("**/"):
        if path != daemon.cgroup:
            yield f"cgroup {path}"
    init = pids.get("init", 0)
    for pid, (parent, _) in tree.items():
        if parent == init and pid not in known and name_of(pid) != SPARE:
            yield f"child {pid} of init: {' '.join(command(pid))[:200]}"
    for role, pid in pids.items():
        kinds = _descriptors_but_spares(pid) if pid == init else _descriptors(pid)
        yield from (f"{kind} of {role} in {daemon.cgroup.name}" for kind in kinds)
    yield from (f"loop device of {file}" for file in _loop_files(daemon.state_dir))
    for folder in (daemon.runtime_dir, daemon.state_dir):
        # Not rglob(): what is on its way out may go while it is looked at.
        for above, folders, files in os.walk(folder):
            yield from (
                f"file {above}/{name}" for name in (*folders, *files) if "state.db-" not in name
            )


def _descriptors_but_spares(init: int) -> Iterator[str]:
    found, count = Counter[str](), -1
    while count != (count := len(spares(init))):
        found = Counter(_descriptors(init))
    found -= Counter({"descriptor socket:": count, "descriptor anon_inode:[pidfd]": count})
    return found.elements()


def _loop_files(folder: Path) -> Iterator[str]:
    """Give the files below a folder that are loop devices."""
    for path in Path("/sys/block").glob("loop*/loop/backing_file"):
        with contextlib.suppress(OSError):
            file = path.read_text().strip()
            if file.startswith(f"{folder}/"):
                yield file


def _descriptors(pid: int) -> Iterator[str]:
    # A process may keep the way back to where it is itself.
    with contextlib.suppress(OSError):
        own = {os.readlink(f"/proc/{pid}/ns/{kind}") for kind in NAMESPACES}
        with os.scandir(f"/proc/{pid}/fd") as fds:
            found = [fd.path for fd in fds]
        for path in found:
            with contextlib.suppress(OSError):
                target = os.readlink(path)
                kind = next((one for one in KEPT if one in target), None)
                if kind and target not in own:
                    yield f"descriptor {kind}"


def _reap() -> None:
    """Take the exits of orphans that became ours; nobody else waits for them."""
    for pid, (parent, state) in _processes().items():
        if parent == os.getpid() and state == ZOMBIE:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
