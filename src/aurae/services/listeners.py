"""Sockets that the daemon listens on for services."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.address import check_listener
from aurae.model.refusal import FailedPrecondition
from aurae.model.service import ListenerKind
from aurae.services import socket_file
from aurae.services.within import within

if TYPE_CHECKING:
    from aurae.model.address import Address
    from aurae.model.service import Listener
    from aurae.services.socket_file import Owner

USUAL_MODE = 0o666

_TYPES = {
    ListenerKind.STREAM: socket.SOCK_STREAM,
    ListenerKind.DATAGRAM: socket.SOCK_DGRAM,
    ListenerKind.SEQPACKET: socket.SOCK_SEQPACKET,
}


async def listen(
    listener: Listener, owner: Owner | None = None, network: int | None = None
) -> socket.socket:
    """Return a socket that listens as said, blocking, as services expect of those handed to them.

    `owner` is of a path, ourselves when None; `network` the namespace by its file or a pidfd of a
    process in it, our own when None. Raises BadValue, and FailedPrecondition "cannot listen on X:
    why".
    """
    address = check_listener(listener)
    whose = owner or (os.geteuid(), os.getegid())
    try:
        return await within(
            network, lambda: _open(listener, address, whose), lambda sock: unlisten(sock, listener)
        )
    except OSError as error:
        why = error.strerror or str(error)
        raise FailedPrecondition(f"listen on {listener.address}", why) from None


def unlisten(sock: socket.socket, listener: Listener) -> None:
    """Close a socket of `listen`, and remove its file if that is still its own."""
    address = check_listener(listener)
    if address.path:
        with suppress(OSError):
            socket_file.remove(sock, address.path)
    sock.close()


def _open(listener: Listener, address: Address, owner: Owner) -> socket.socket:
    if address.is_unix:
        return _opened(socket.AF_UNIX, listener, address, owner)
    if address.host:
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        return _opened(family, listener, address, owner)
    try:
        return _opened(socket.AF_INET6, listener, address, owner)
    except OSError as error:
        if error.errno not in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL):
            raise
        return _opened(socket.AF_INET, listener, address, owner)  # a machine without IPv6


def _opened(
    family: socket.AddressFamily, listener: Listener, address: Address, owner: Owner
) -> socket.socket:
    sock = socket.socket(family, _TYPES[listener.kind])
    try:
        if address.path:
            mode = USUAL_MODE if listener.mode is None else listener.mode
            socket_file.bind(sock, address.path, mode, owner)
        elif address.abstract:
            sock.bind("\0" + address.abstract)
        else:
            _bind_port(sock, address)
        if listener.kind is not ListenerKind.DATAGRAM:
            sock.listen(listener.backlog)
    except BaseException:
        sock.close()
        raise
    return sock


def _bind_port(sock: socket.socket, address: Address) -> None:
    if sock.type is socket.SOCK_STREAM:
        # For UDP it would let another process take the port over.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sock.family is socket.AF_INET6:
        # `[::]:80` leaves `0.0.0.0:80` to others; `:80` has both.
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(bool(address.host)))
    sock.bind((address.host, address.port))
