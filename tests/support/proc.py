"""What /proc and cgroupfs tell about the processes of a test."""

import os
import stat
from pathlib import Path

ZOMBIE = "Z"
SPARE = "auraed-spare"
"""Name of the children that init makes ahead. Each has a socket and a pidfd there: they come and go by themselves."""


def children(pid: int) -> list[int]:
    """Return the direct children of a process; none when it has gone."""
    return [child for child in all_pids() if stat_of(child)[1] == pid]


def spares(init: int) -> list[int]:
    """Return the children that init has made ahead and that wait."""
    return [pid for pid in children(init) if name_of(pid) == SPARE]


def name_of(pid: int) -> str:
    """Return the name that a process has given itself; empty for one that has gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def command(pid: int) -> list[str]:
    """Return the argv of a process; empty for one that has gone, and for a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
    except OSError:
        return []


def alive(pid: int) -> bool:
    """Say whether a process runs; a zombie does not."""
    return stat_of(pid)[0] not in ("", ZOMBIE)


def mentioning(text: str) -> list[int]:
    """Return the processes with `text` in their argv, ourselves left out."""
    return [
        pid
        for pid in all_pids()
        if pid != os.getpid() and any(text in word for word in command(pid))
    ]


def memory(pid: int, kind: str = "Pss") -> int:
    """Return `Pss`, `Rss` or `Private_Dirty` of a process in bytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"no {kind} of process {pid}")


def cgroup_mount() -> Path:
    """Return where cgroup v2 is mounted; LookupError when it is not."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, right = line.split(" - ", 1)
        if right.startswith("cgroup2 "):
            return Path(left.split()[4])
    raise LookupError("cgroup v2 is not mounted")


def cgroup_processes(group: Path) -> list[int]:
    """Return the processes in a cgroup and all below it; none when it has gone."""
    found: list[int] = []
    for procs in group.rglob("cgroup.procs"):
        try:
            found += [int(word) for word in procs.read_text().split()]
        except OSError:
            continue
    return found


def remove_cgroup(group: Path) -> None:
    """Remove a cgroup without processes, and those below it."""
    for folder in sorted(group.rglob("*"), reverse=True):
        if folder.is_dir():
            folder.rmdir()
    if group.exists():
        group.rmdir()


def sockets(folder: Path) -> list[str]:
    """Return the names of the socket files below a folder."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if stat.S_ISSOCK(path.lstat().st_mode)
    )


def all_pids() -> list[int]:
    """Return all processes."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def stat_of(pid: int) -> tuple[str, int]:
    """Return the state and the parent of a process; an empty state when it has gone."""
    # Not by Path, which takes twice as long: each test reads this of all processes.
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            text = file.read()
    except OSError:
        return "", 0
    state, parent = text.rpartition(")")[2].split()[:2]
    return state, int(parent)
