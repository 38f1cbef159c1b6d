"""What QEMU itself says, apart from the workload's streams: in memory of a fixed size, which ends up with neither disk nor reader.

It is written from the beginning, and what does not fit is lost: why QEMU could not start, or how the guest went off.
"""

from __future__ import annotations

import errno
import os
import re

from aurae.linux import sealed

SIZE = 64 * 1024
SHOWN = 2000
SHUTDOWN = re.compile(rb"qemu_system_shutdown_request reason=(\d{1,3})")
CAUSES = {
    3: "host-qmp-system-reset",
    4: "host-signal",
    6: "guest-shutdown",
    7: "guest-reset",
    8: "guest-panic",
}
"""Of QEMU's ShutdownCause, which only ever grew at its end: what the event SHUTDOWN calls them."""


def make() -> int:
    """Return a descriptor for `Hardware.words`, which the caller closes. Raises OSError."""
    return sealed.fixed("aurae-vm-words", SIZE)


def found_again(pid: int) -> int:
    """Return a descriptor of the words of a QEMU that an earlier server has started. OSError where it has ended."""
    fd = os.open(f"/proc/{pid}/fd/2", os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    if sealed.is_fixed(fd):
        return fd
    os.close(fd)
    raise OSError(errno.ESTALE, f"descriptor 2 of {pid} is something else")


def said(fd: int) -> str:
    """Return the end of what QEMU has said, on one line, without what it tells of how the guest went off."""
    lines = (line for line in _content(fd).splitlines() if not SHUTDOWN.search(line))
    text = b"; ".join(line.strip() for line in lines if line.strip())
    clean = text.decode(errors="replace").replace("qemu-system-x86_64: ", "")
    return "".join(char if char.isprintable() else " " for char in clean)[-SHOWN:]


def went_off(fd: int, status: str) -> str:
    """Return how a guest went off, in the words of the event SHUTDOWN, when nobody has heard that; empty where it has not.

    `status` is what query-status says: it is paused since. Only of a restart QEMU says nothing.
    """
    if status == "guest-panicked":
        return "guest-panic"
    if status != "shutdown":
        return ""
    found = SHUTDOWN.search(_content(fd))
    return CAUSES.get(int(found[1]), "") if found else "guest-reset"


def _content(fd: int) -> bytes:
    return os.pread(fd, SIZE, 0).rstrip(b"\0")
