"""Decides which cgroup v2 folder holds the workloads; reads texts of /proc, changes nothing."""

from pathlib import Path

from aurae.linux.cgroup import OWN_LEAF as OWN_LEAF


def mount_point(mountinfo: str) -> Path:
    """Find where cgroup v2 is mounted, from the text of /proc/self/mountinfo.

    On a hybrid host that is not /sys/fs/cgroup. Of several mounts the one of the whole hierarchy
    wins, then the first. ValueError when there is none.
    """
    found: list[tuple[bool, str]] = []
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        words = before.split()
        if after.split(" ", 1)[0] == "cgroup2" and len(words) >= 5:
            found.append((words[3] != "/", words[4]))
    if not found:
        raise ValueError("cannot find cgroup v2: it is not mounted")
    return Path(_unescaped(min(found, key=lambda item: item[0])[1]))


def own_cgroup(text: str) -> str:
    """Find this process's cgroup v2, from the text of /proc/self/cgroup; `/` when it has none."""
    for line in text.splitlines():
        if line.startswith("0::/"):
            return line[3:]
    return "/"


def _unescaped(path: str) -> str:
    """Undo the octal escapes of mountinfo: space, tab, line feed and backslash."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        path = path.replace(code, character)
    return path
