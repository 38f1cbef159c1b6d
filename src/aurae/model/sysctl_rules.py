"""Which parameters of the kernel (sysctl(8)) a container may set: those that a namespace of its own has.

Theory. A parameter's name becomes a path below /proc/sys, and most parameters are the machine's.
So names are of known families and of plain characters, written with dots only, and a value is one
plain line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 64
LONGEST_VALUE = 1024

OF_IPC = frozenset(
    (
        *("kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall"),
        *("kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced"),
    )
)
"""Those of an IPC namespace."""
QUEUES = "fs.mqueue."
"""Likewise."""
NETWORK = "net."

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){1,7}", re.ASCII)
_VALUE = re.compile(r"[A-Za-z0-9_:,./ \t-]+", re.ASCII)


def check_sysctls(
    sysctls: Mapping[str, str], *, own_network: bool, own_kernel: bool = False
) -> None:
    """BadValue for the first parameter that no namespace of a container has, or for its value.

    With `own_kernel` they are a guest's, all of them.
    """
    if len(sysctls) > MOST:
        raise BadValue("sysctls", f"has {len(sysctls)} entries, at most {MOST} are allowed")
    for name, value in sysctls.items():
        field = f"sysctls[{name[:80]!r}]"
        if not _NAME.fullmatch(name):
            raise BadValue(field, "is no name of a parameter: words joined by dots")
        if name.startswith(NETWORK):
            if not own_network:
                raise BadValue(field, "is the host's: the container has the host's network")
        elif not own_kernel and name not in OF_IPC and not name.startswith(QUEUES):
            raise BadValue(field, "is the whole machine's, and no container's")
        if len(value) > LONGEST_VALUE or not _VALUE.fullmatch(value):
            raise BadValue(field, "has a value that is not one line of plain words and numbers")
