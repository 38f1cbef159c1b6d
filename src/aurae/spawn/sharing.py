"""How a container's first process is born in namespaces that are there already; see `child`.

A middle child of init enters them and clones it, with CLONE_PARENT: so init stays its parent, and has
never been in them itself. Who is in them sees it from its birth on, when all its namespaces are its own.
"""

from __future__ import annotations

import errno
import os

from aurae.linux import namespaces, privileges
from aurae.linux.clone import CLONE_PARENT, clone3
from aurae.spawn.child import PID, fail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

Share = tuple[int, int]
"""A descriptor, of a namespace or a pidfd, and the kinds that are entered by it, CLONE_NEW*."""


def enter(shares: Sequence[Share]) -> None:
    """Enter namespaces, whose user namespace comes last: it takes the rights over what is entered before.

    Raises OSError.
    """
    for fd, kinds in shares:
        namespaces.setns(fd, kinds)
    # Entering users may have changed that (fs.suid_dumpable).
    privileges.prctl(privileges.PR_SET_DUMPABLE, 0)


def refusal(error: OSError) -> tuple[int, str]:
    """Return what says why nobody is born there: an errno and a text."""
    if error.errno == errno.ENOMEM:  # what the kernel says where PID 1 has gone
        return errno.ESRCH, "share namespaces: its PID 1 has ended"
    return error.errno or errno.EIO, f"share namespaces: {error.strerror or error}"


def become(shares: Sequence[Share], leaf: int, flags: int, birth: int) -> None:
    """Turn this child of init into a process that is born in `leaf` in the namespaces of `shares`.

    `flags` are of what is new. Tells its pid, or a failure, on the pipe `birth`; returns in the process
    that is born.
    """
    try:
        enter(shares)
        pid, _ = clone3(leaf, flags | CLONE_PARENT, 0)
        if not pid:
            return
        os.write(birth, PID.pack(pid))
    except OSError as error:
        fail(birth, *refusal(error))
    except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
        fail(birth, errno.EIO, f"share namespaces: {type(error).__name__}: {error}")
    os._exit(0)
