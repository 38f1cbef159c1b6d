"""What a child gives up before it reads the first byte of a layer: all but the layer's own folder.

It was born in namespaces of its own. Its root becomes the layer's folder, where nothing else is to be
seen; it keeps the capabilities to make files as an archive has them, and the system calls for that.
"""

from __future__ import annotations

import os
import resource
import sys

from aurae.linux import namespaces, privileges, process, root

NAMESPACES = (
    namespaces.CLONE_NEWNS
    | namespaces.CLONE_NEWNET
    | namespaces.CLONE_NEWIPC
    | namespaces.CLONE_NEWUTS
    | namespaces.CLONE_NEWPID
    | namespaces.CLONE_NEWCGROUP
)
CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID, CAP_MKNOD, CAP_SETFCAP = 0, 1, 3, 4, 27, 31
KEPT = (
    1 << CAP_CHOWN
    | 1 << CAP_DAC_OVERRIDE
    | 1 << CAP_FOWNER
    | 1 << CAP_FSETID
    | 1 << CAP_MKNOD
    | 1 << CAP_SETFCAP
)
PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
SIGKILL = 9
MEMORY = 1 << 30
"""Bytes of address space: what the codecs ask for at most, and the interpreter."""
OPEN_FILES = 1024

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def enter(
    tree: int,
    program: bytes,
    size: int,
    seconds: int,
    kept: int = KEPT,
    user: int = -1,
    dropped: Sequence[bytes] = (),
) -> int:
    """Enter the confinement; returns a descriptor of the layer's folder, and closes those given. Raises OSError.

    `tree` is the folder, mounted nowhere; `program` the filter of system calls; no file gets larger than
    `size` bytes, and no more than `seconds` of CPU time are used. The capabilities `kept` are those of the
    user namespace that the descriptor `user` leads to, if there is one; what is mounted at the paths
    `dropped` is not to be seen.
    """
    # From here on paths are those of a stranger's files: nothing is ever imported from there.
    sys.meta_path.clear()
    sys.path.clear()
    root.enter(tree)
    os.close(tree)
    for path in dropped:
        root.leave(path)
    if user >= 0:
        os.setgroups([])
        namespaces.setns(user, namespaces.CLONE_NEWUSER)
        os.close(user)
        os.setresgid(0, 0, 0)
        os.setresuid(0, 0, 0)
    top = os.open("/", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    os.umask(0)
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, max(seconds, 1)),
        (resource.RLIMIT_FSIZE, min(size, (1 << 63) - 1)),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(limit, (most, most))
    privileges.keep_bounding(kept)
    privileges.set_capabilities(kept, kept, 0)
    privileges.prctl(PR_SET_DUMPABLE, 0)
    # After the capabilities: to change them takes it back.
    privileges.prctl(PR_SET_PDEATHSIG, SIGKILL)
    privileges.prctl(privileges.PR_SET_NO_NEW_PRIVS, 1)
    privileges.filter_system_calls(program)
    return top


def drop_descriptors(kept: set[int]) -> None:
    """Close every descriptor but the standard ones, which lead nowhere, and those `kept`."""
    null = os.open("/dev/null", os.O_RDWR | os.O_CLOEXEC)
    for number in range(3):
        os.dup2(null, number)
    process.close_all_but(3, kept)
