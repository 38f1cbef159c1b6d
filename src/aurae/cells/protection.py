"""Whether the kernel protects the memory of workloads by what their cell is promised. Pure.

Pages are charged to the leaf that a workload runs in, and a leaf has no memory.min of its own. What its
cell has reaches it by the mount option memory_recursiveprot alone (cgroup-v2.rst, "Mounting").
"""

from __future__ import annotations

import os

OPTION = "memory_recursiveprot"


def is_recursive(mountinfo: str, device: int) -> bool:
    """Tell whether the cgroup v2 file system with this st_dev has the option.

    `mountinfo` is the text of /proc/self/mountinfo (proc_pid_mountinfo(5)): the third field is the
    device, and behind the separator ` - ` come type, source and the options of the file system.
    """
    number = f"{os.major(device)}:{os.minor(device)}"
    for line in mountinfo.splitlines():
        mount, _, system = line.partition(" - ")
        if mount.split()[2:3] == [number]:
            kind, _, *options = system.split()
            return kind == "cgroup2" and OPTION in ",".join(options).split(",")
    return False
