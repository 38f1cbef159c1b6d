"""The kernel's links, reached from threads: a request waits for others, and for minutes-old RCU.

One thread asks and changes, in order. Another one removes: that takes the kernel 20 ms for each link,
and it does so by itself when the namespace of the other end goes.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

from aurae.linux import rtnetlink
from aurae.linux.namespaces import CLONE_NEWNET, setns
from aurae.linux.netlink import Netlink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

PATIENCE = 0.5
"""Seconds that the kernel has to remove a link by itself."""
GONE = frozenset({errno.ENODEV, errno.EINVAL})

_log = logging.getLogger("aurae.networks")


class Kernel:
    """The network namespace that the daemon is in."""

    def __init__(self) -> None:
        """Nothing is opened before it is needed."""
        self._asking = _one_thread("networks")
        self._lost = threading.Event()
        self._removing = _one_thread("networks-removing")
        self._socket: Netlink | None = None
        self._leaving: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    async def run(self, function: Callable[[Netlink], T]) -> T:
        """Return what a function does with the socket; raises OSError."""
        loop, asking = asyncio.get_running_loop(), self._asking
        try:
            return await loop.run_in_executor(asking, self._with_socket, function, self._lost)
        except Stranded:
            if asking is self._asking:
                _log.error("a thread is lost in a workload's network; another one goes on")
                self._asking, self._lost = _one_thread("networks"), threading.Event()
                asking.shutdown(wait=False)
            raise

    async def remove(self, names: Iterable[str]) -> None:
        """Remove links now; those that are not there are no error. Raises OSError."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._removing, _remove, list(names))

    def let_go(self, names: Iterable[str]) -> None:
        """Remove links soon, if the kernel has not by then."""
        self._leaving.update(names)
        if self._timer is None and self._leaving:
            self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._sweep)

    def has_gone(self, name: str) -> None:
        """Take note that the kernel has removed a link."""
        self._leaving.discard(name)

    async def close(self) -> None:
        """Remove what is to go, and end the threads."""
        if self._timer is not None:
            self._timer.cancel()
            self._sweep()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self._end)

    def _sweep(self) -> None:
        self._timer = None
        names, self._leaving = self._leaving, set()
        if names:
            self._removing.submit(_remove_and_tell, list(names))

    def _with_socket(self, function: Callable[[Netlink], T], lost: threading.Event) -> T:
        if lost.is_set():
            raise Stranded(errno.EAGAIN, "a thread is lost in a workload's network")
        if self._socket is None:
            self._socket = Netlink()
        try:
            return function(self._socket)
        except BaseException as error:
            if isinstance(error, Stranded):
                lost.set()
            # An answer that was not read would be taken for one to the next question.
            self._socket.close()
            self._socket = None
            raise

    def _end(self) -> None:
        self._asking.shutdown()
        self._removing.shutdown()
        if self._socket is not None:
            self._socket.close()


def _one_thread(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix=name)


class Stranded(OSError):
    """The thread is in a network namespace that is not ours, and cannot leave it."""


def within(namespace: int, function: Callable[[Netlink], T]) -> T:
    """Return what a function does with a socket of another network namespace; raises OSError.

    Only while the socket is opened is this thread there, which must be one of `Kernel.run`: one that
    cannot come back does nothing any more.
    """
    with ExitStack() as stack:
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        stack.callback(os.close, home)
        setns(namespace, CLONE_NEWNET)
        try:
            socket = stack.enter_context(Netlink())
        finally:
            _come_back(home)
        return function(socket)


def _come_back(home: int) -> None:
    try:
        setns(home, CLONE_NEWNET)
    except OSError as error:
        why = f"a thread cannot leave a workload's network: {error.strerror}"
        raise Stranded(error.errno, why) from None


def _remove(names: list[str]) -> None:
    with Netlink() as socket:
        for name in names:
            for _, _, error in socket.attempt(rtnetlink.delete_link(name)):
                if error.errno not in GONE:
                    raise OSError(error.errno, f"remove {name}: {error.strerror}")


def _remove_and_tell(names: list[str]) -> None:
    try:
        _remove(names)
    except OSError as error:
        _log.error("cannot clear away links: %s", error)


def has_ipv6() -> bool:
    """Say whether new interfaces of this network namespace have IPv6."""
    try:
        with open("/proc/sys/net/ipv6/conf/default/disable_ipv6") as file:  # at once
            return file.read().strip() == "0"
    except OSError:
        return False


def knows_ipv6() -> bool:
    """Say whether the kernel has IPv6 at all."""
    return os.path.exists("/proc/net/if_inet6")  # as above
