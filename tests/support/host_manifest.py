"""What of the machine a container must never change, as a manifest: taken before and after, they are the same.

Processes, mounts, cgroups and namespaces are compared after each test anyway; see `leaks`.
"""

import contextlib
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.layers import manifest

SYSCTLS = (
    *("kernel/core_pattern", "kernel/domainname", "kernel/modprobe", "kernel/poweroff_cmd"),
    *("kernel/shmmax", "kernel/shmall", "kernel/shmmni", "kernel/sem", "kernel/msgmax"),
    *("kernel/randomize_va_space", "kernel/kptr_restrict", "kernel/sysrq", "kernel/hotplug"),
    *("kernel/yama/ptrace_scope", "kernel/unprivileged_bpf_disabled", "kernel/panic"),
    *("fs/suid_dumpable", "fs/protected_symlinks", "fs/mqueue/queues_max", "fs/file-max"),
    *("vm/overcommit_memory", "vm/swappiness", "vm/panic_on_oom", "user/max_user_namespaces"),
    *("net/ipv4/ip_forward", "net/ipv4/tcp_syncookies", "net/core/somaxconn"),
)
NAMES = ("/", "/bin", "/usr/bin", "/usr/local/bin", "/var/spool/cron", "/opt", "/srv", "/home")
"""Folders of which only names are compared."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/tty", "/dev/console", "/dev/ptmx")


def host() -> dict[str, object]:
    """Look at the machine."""
    found: dict[str, object] = {"host": socket.gethostname()}
    for name in SYSCTLS:
        with contextlib.suppress(OSError):
            found[name] = Path("/proc/sys", name).read_text()
    for above, folders, files in os.walk("/etc"):
        for name in (*folders, *files):
            with contextlib.suppress(FileNotFoundError):
                path = os.path.join(above, name)
                status = os.lstat(path)
                found[path] = (status.st_mode, status.st_uid, status.st_size, status.st_mtime_ns)
    for folder in NAMES:
        with contextlib.suppress(OSError):
            found[f"{folder}/"] = sorted(os.listdir(folder))
    for path in DEVICES:
        with contextlib.suppress(OSError):
            status = os.stat(path)
            found[path] = (stat.filemode(status.st_mode), status.st_uid, status.st_gid)
    for agent in Path("/sys/fs/cgroup").glob("*/release_agent"):
        with contextlib.suppress(OSError):
            found[str(agent)] = agent.read_text()
    return found


def differences(before: dict[str, object], after: dict[str, object]) -> list[str]:
    """Return what is not as it was."""
    return [
        f"{name}: {before.get(name)} -> {after.get(name)}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


@contextmanager
def unchanged(victim: Path) -> Iterator[None]:
    """Assert that the machine is as it was, and a folder to the last byte."""
    before, files = host(), manifest(victim)
    yield
    changed = differences(before, host())
    assert not changed, changed
    assert manifest(victim) == files, "the victim was changed"
