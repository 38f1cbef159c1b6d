"""What a service says of itself: one datagram of sd_notify(3), read as its receivers read it.

Of several lines for one thing the first counts. What is unknown, malformed or undefined (READY=0)
is as if it had not been said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from aurae.model.service import NotifyAccess

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LONGEST_TEXT = 1024
"""Characters of a status or of the name of an error; the rest is cut off."""

LONGEST_NAME = 255
"""Characters of the name of a stored descriptor (sd_pid_notify_with_fds(3))."""

MOST_USEC = 2**64 - 1
"""UINT64_MAX, which stands for "never"."""

MOST_PID = 2**22
"""PID_MAX_LIMIT of the kernel."""

_NUMBER = re.compile(r"[0-9]{1,20}\Z", re.ASCII)
_FD_NAME = re.compile(r"[ -9;-~]{1,255}\Z", re.ASCII)


class Watchdog(Enum):
    """What WATCHDOG= says: still alive, or to be treated as if it were not."""

    ALIVE = "1"
    TRIGGER = "trigger"


@dataclass(frozen=True, slots=True)
class Notification:
    """One message; None and False are "not said". Times are microseconds."""

    ready: bool = False
    reloading: bool = False
    stopping: bool = False
    status: str | None = None
    main_pid: int | None = None
    main_pidfd: bool = False
    """The one descriptor that came along is the pidfd of `main_pid`."""
    main_pidfd_id: int | None = None
    """Inode of the pidfd of `main_pid`."""
    monotonic_usec: int | None = None
    watchdog: Watchdog | None = None
    watchdog_usec: int | None = None
    extend_timeout_usec: int | None = None
    errno: int | None = None
    exit_status: int | None = None
    bus_error: str | None = None
    varlink_error: str | None = None
    fd_store: bool = False
    fd_store_remove: bool = False
    fd_name: str | None = None
    fd_poll: bool = True
    notify_access: NotifyAccess | None = None
    restart_reset: bool = False
    barrier: bool = False
    """It is alone: a barrier with anything beside it is refused as a whole."""


NOTHING = Notification()
"""A message that says nothing."""


def parse(data: bytes) -> Notification:
    """Return what a datagram says; `NOTHING` when it is no such message."""
    data = data.removesuffix(b"\0")
    if b"\0" in data:
        return NOTHING
    lines = [line for line in data.split(b"\n") if line]
    if b"BARRIER=1" in lines:
        return Notification(barrier=True) if len(lines) == 1 else NOTHING
    said = _Said(lines)
    return Notification(
        ready=said.has(b"READY=1"),
        reloading=said.has(b"RELOADING=1"),
        stopping=said.has(b"STOPPING=1"),
        status=said.text(b"STATUS"),
        main_pid=said.number(b"MAINPID", 1, MOST_PID),
        main_pidfd=said.has(b"MAINPIDFD=1"),
        main_pidfd_id=said.number(b"MAINPIDFDID", 1, MOST_USEC),
        monotonic_usec=said.number(b"MONOTONIC_USEC", 0, MOST_USEC),
        watchdog=said.one_of(b"WATCHDOG", Watchdog),
        watchdog_usec=said.number(b"WATCHDOG_USEC", 0, MOST_USEC),
        extend_timeout_usec=said.number(b"EXTEND_TIMEOUT_USEC", 0, MOST_USEC),
        errno=said.number(b"ERRNO", 0, 4095),
        exit_status=said.number(b"EXIT_STATUS", 0, 255),
        bus_error=said.text(b"BUSERROR"),
        varlink_error=said.text(b"VARLINKERROR"),
        fd_store=said.has(b"FDSTORE=1"),
        fd_store_remove=said.has(b"FDSTOREREMOVE=1"),
        fd_name=said.fd_name(b"FDNAME"),
        fd_poll=not said.has(b"FDPOLL=0"),
        notify_access=said.one_of(b"NOTIFYACCESS", _access),
        restart_reset=said.has(b"RESTART_RESET=1"),
    )


def fits_fd_name(name: str) -> bool:
    """Tell whether a stored descriptor may be called so: 1 to 255 printable ASCII, no colon."""
    return _FD_NAME.match(name) is not None


class _Said:
    """The lines of a message, asked one key at a time."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines
        self._values: dict[bytes, bytes] = {}
        for line in lines:
            key, equals, value = line.partition(b"=")
            if equals:
                self._values.setdefault(key, value)

    def has(self, line: bytes) -> bool:
        return line in self._lines

    def number(self, key: bytes, least: int, most: int) -> int | None:
        text = self._values.get(key, b"").decode("ascii", "replace")
        if not _NUMBER.match(text):
            return None
        number = int(text)
        return number if least <= number <= most else None

    def text(self, key: bytes) -> str | None:
        """Return one line for people; what would move a terminal's cursor is a space in it."""
        value = self._values.get(key)
        if value is None:
            return None
        try:
            whole = value.decode()
        except UnicodeDecodeError:
            return None
        cut = whole[:LONGEST_TEXT]
        return "".join(letter if letter.isprintable() else " " for letter in cut)

    def one_of(self, key: bytes, kind: Callable[[str], T]) -> T | None:
        try:
            return kind(self._values.get(key, b"").decode("ascii", "replace"))
        except ValueError:
            return None

    def fd_name(self, key: bytes) -> str | None:
        name = self._values.get(key, b"").decode("ascii", "replace")
        return name if fits_fd_name(name) else None


def _access(word: str) -> NotifyAccess:
    if word != word.lower():
        raise ValueError(word)
    return NotifyAccess(word.upper())
