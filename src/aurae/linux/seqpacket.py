"""SOCK_SEQPACKET pairs and descriptors sent along (unix(7)), for processes that stay small.

Through `_socket`: the module `socket` brings selectors and a tree of enums, half a megabyte.
"""

from __future__ import annotations

import _socket
import struct

INT = struct.calcsize("i")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

Socket = _socket.socket


def pair() -> tuple[Socket, Socket]:
    """Return two connected sockets, closed by execve; OSError when there is no room."""
    return _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)


def opened(fd: int) -> Socket:
    """Return the socket with this descriptor, set not to block."""
    channel = _socket.socket(fileno=fd)
    channel.setblocking(False)
    return channel


def send(channel: Socket, data: bytes, fds: Sequence[int] = ()) -> None:
    """Send one message; BlockingIOError when the other end has no room, OSError when it has gone."""
    rights = struct.pack(f"{len(fds)}i", *fds)
    ancillary = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, rights)] if fds else []
    channel.sendmsg([data], ancillary, _socket.MSG_NOSIGNAL)


def receive(channel: Socket, size: int, most: int) -> tuple[bytes, list[int]]:
    """Return one message and the descriptors, at most `most`, that came with it.

    The message is empty when the other end has closed. Raises OSError; BlockingIOError when there is none.
    """
    space = _socket.CMSG_SPACE(most * INT)
    data, ancillary, _, _ = channel.recvmsg(size, space, _socket.MSG_CMSG_CLOEXEC)
    fds: list[int] = []
    for level, kind, rights in ancillary:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            count = len(rights) // INT
            fds += struct.unpack(f"{count}i", rights[: count * INT])
    return data, fds


def refuse(channel: Socket) -> None:
    """Let the other end send no more, by EPIPE; what it has sent is still to be received."""
    channel.shutdown(_socket.SHUT_RD)


def tell(path: str, text: bytes) -> None:
    """Send one datagram to the socket at `path` without waiting; `@` begins an abstract name."""
    address = "\0" + path[1:] if path.startswith("@") else path
    channel = _socket.socket(_socket.AF_UNIX, _socket.SOCK_DGRAM)
    try:
        channel.sendto(text, _socket.MSG_NOSIGNAL | _socket.MSG_DONTWAIT, address)
    finally:
        channel.close()
