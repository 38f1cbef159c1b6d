"""A guest without a machine: a network namespace that has the other end of a tap.

Its `eth0` is a tap, too, and a thread hands frames from one descriptor to the other, with their virtio headers:
checksums and long frames of TCP stay as unfinished as a guest's are.
"""

from __future__ import annotations

import contextlib
import os
import queue
import select
import socket
import threading
from typing import TYPE_CHECKING, Self

from aurae.linux import rtnetlink, tap
from aurae.linux.netlink import Netlink, Request, attribute, number
from tests.support import frames
from tests.support.netspace import within

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = 10
"""Bytes of struct virtio_net_hdr."""
LARGEST = 65_536 + 64
ABLE = tap.TUN_F_CSUM | tap.TUN_F_TSO4 | tap.TUN_F_TSO6


class Wire:
    """Frames of a guest, as its device sees them: what it sends by hand, and all that comes."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._limit: float | None = 5
        self._came: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        relay.listeners.append(self._came.put)

    def send(self, frame: bytes) -> None:
        os.write(self._relay.end, bytes(HEAD) + frame)

    def recv(self, size: int) -> bytes:
        try:
            return self._came.get(timeout=self._limit)[:size]
        except queue.Empty:
            raise TimeoutError from None

    def settimeout(self, limit: float) -> None:
        self._limit = limit

    def close(self) -> None:
        with contextlib.suppress(ValueError):
            self._relay.listeners.remove(self._came.put)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class Relay:
    """Hands frames on between the descriptor of a tap, which is closed at the end, and a namespace's `eth0`."""

    def __init__(self, end: int, space: int, mac: str, mtu: int = 1500) -> None:
        self.end = end
        self.listeners: list[Callable[[bytes], None]] = []
        self._inner = within(space, lambda: tap.make("eth0"))
        within(space, lambda: _prepare(mac, mtu))
        for fd in (end, self._inner):
            tap.set_offloads(fd, ABLE)
        self._stop = os.eventfd(0)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        os.eventfd_write(self._stop, 1)
        self._thread.join()
        for fd in (self.end, self._inner, self._stop):
            os.close(fd)

    def _run(self) -> None:
        poll = select.poll()
        for fd in (self.end, self._inner, self._stop):
            poll.register(fd, select.POLLIN)
        while True:
            for fd, _ in poll.poll():
                if fd == self._stop:
                    return
                try:
                    self._hand_on(fd)
                except BlockingIOError:
                    pass
                except OSError:  # the tap has been removed
                    poll.unregister(fd)

    def _hand_on(self, fd: int) -> None:
        for _ in range(64):
            frame = os.read(fd, LARGEST)
            with contextlib.suppress(OSError):  # an interface that is down takes none
                os.write(self._inner if fd == self.end else self.end, frame)
            if fd == self.end:
                for listener in list(self.listeners):
                    listener(frame[HEAD:])


def _prepare(mac: str, mtu: int) -> None:
    index = socket.if_nametoindex("eth0")
    body = rtnetlink.IFINFO.pack(0, 0, index, 0, 0)
    body += attribute(rtnetlink.IFLA_ADDRESS, frames.octets(mac)) + number(rtnetlink.IFLA_MTU, mtu)
    with Netlink() as netlink:
        netlink.call(Request(rtnetlink.RTM_NEWLINK, 0, body, "prepare eth0"))
