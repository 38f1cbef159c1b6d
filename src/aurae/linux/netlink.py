"""Netlink sockets (netlink(7)): several requests in one message, answers read without trust.

Several requests go out in one sendmsg(2). The kernel runs them in order before that returns, goes on
after one that fails, and answers each that failed; only the last one asks for an acknowledgement,
so that a batch of ten costs two system calls.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Self

NETLINK_ROUTE = 0
NETLINK_NETFILTER = 12

SOL_NETLINK = 270
NETLINK_ADD_MEMBERSHIP = 1
NETLINK_CAP_ACK = 10
NETLINK_EXT_ACK = 11
NETLINK_GET_STRICT_CHK = 12

NLM_F_REQUEST = 0x01
NLM_F_MULTI = 0x02
NLM_F_ACK = 0x04
NLM_F_DUMP_INTR = 0x10
NLM_F_REPLACE = 0x100
NLM_F_EXCL = 0x200
NLM_F_CREATE = 0x400
NLM_F_APPEND = 0x800
NLM_F_DUMP = 0x300
NLM_F_ACK_TLVS = 0x200

NLMSG_ERROR = 0x2
NLMSG_DONE = 0x3
NLMSGERR_ATTR_MSG = 1
NLA_F_NESTED = 1 << 15
NLA_TYPE_MASK = 0x3FFF

HEADER = struct.Struct("=IHHII")
"""struct nlmsghdr: length, type, flags, sequence, port."""
ATTRIBUTE = struct.Struct("=HH")
"""struct nlattr: length with itself, type."""
ERROR = struct.Struct("=i")

LARGEST = 256 * 1024
"""Bytes of one answer; the kernel makes none of more than 32 KiB, events may be larger."""
ROUNDS = 8
"""Dumps that changed while they were read, before that is an error."""

Request = namedtuple("Request", "kind flags body what")
"""A message to the kernel; `what` says it in an error: "add address 10.88.0.5"."""
Message = namedtuple("Message", "kind flags sequence body")


def attribute(kind: int, value: bytes) -> bytes:
    """Return an attribute, padded as the next one needs it."""
    length = ATTRIBUTE.size + len(value)
    return ATTRIBUTE.pack(length, kind) + value + b"\0" * (-length % 4)


def nested(kind: int, *inner: bytes) -> bytes:
    """Return an attribute that holds attributes."""
    return attribute(kind | NLA_F_NESTED, b"".join(inner))


def number(kind: int, value: int) -> bytes:
    """Return an attribute that holds a number of 32 bits."""
    return attribute(kind, struct.pack("=I", value))


def messages(data: bytes) -> Iterator[Message]:
    """Yield the messages of a datagram; what is cut or out of bounds at its end is left out."""
    at = 0
    while at + HEADER.size <= len(data):
        length, kind, flags, sequence, _ = HEADER.unpack_from(data, at)
        if length < HEADER.size or at + length > len(data):
            return
        yield Message(kind, flags, sequence, data[at + HEADER.size : at + length])
        at += length + -length % 4


def attributes(data: bytes, at: int = 0) -> dict[int, bytes]:
    """Return attributes by type, from the offset `at` on; the first that is out of bounds ends it."""
    found: dict[int, bytes] = {}
    while at + ATTRIBUTE.size <= len(data):
        length, kind = ATTRIBUTE.unpack_from(data, at)
        if length < ATTRIBUTE.size or at + length > len(data):
            break
        found[kind & NLA_TYPE_MASK] = data[at + ATTRIBUTE.size : at + length]
        at += length + -length % 4
    return found


def as_number(value: bytes | None) -> int:
    """Return the number of 32 bits that an attribute holds; 0 where it holds none."""
    return int.from_bytes(value, sys.byteorder) if value is not None and len(value) == 4 else 0


def as_text(value: bytes | None) -> str:
    """Return the text that an attribute holds, up to the NUL that ends it; empty for none."""
    return (value or b"").partition(b"\0")[0].decode(errors="surrogateescape")


class Netlink:
    """A socket to the kernel, of the network namespace that its maker was in. One thread at a time."""

    def __init__(self, protocol: int = NETLINK_ROUTE) -> None:
        """Open it; raises OSError."""
        self._socket = socket.socket(
            socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, protocol
        )
        try:
            for option in (NETLINK_CAP_ACK, NETLINK_EXT_ACK, NETLINK_GET_STRICT_CHK):
                self._socket.setsockopt(SOL_NETLINK, option, 1)
            self._socket.bind((0, 0))
        except BaseException:
            self._socket.close()
            raise
        self._sequence = 0

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def __enter__(self) -> Self:
        """Be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def call(self, *requests: Request) -> None:
        """Have the kernel do all of these, in order; raises the OSError of the first that failed.

        Those after one that failed are done as well.
        """
        for index, _, error in self.attempt(*requests):
            raise_error(requests[index], error)

    def attempt(self, *requests: Request) -> list[tuple[int, str, OSError]]:
        """Do as `call` does; return what failed as (index of the request, its `what`, error)."""
        last = len(requests) - 1
        first = self._send(
            [
                request._replace(flags=request.flags | (NLM_F_ACK if index == last else 0))
                for index, request in enumerate(requests)
            ]
        )
        failed = []
        for message in self._answers():
            index = message.sequence - first
            if message.kind == NLMSG_ERROR and 0 <= index <= last:
                if (error := failure(message)) is not None:
                    failed.append((index, requests[index].what, error))
                if index == last:
                    break
        return failed

    def ask(self, request: Request) -> bytes:
        """Return the body of the one answer to a question; raises OSError."""
        sequence = self._send([request])
        for message in self._answers():
            if message.sequence != sequence:
                continue
            if message.kind == NLMSG_ERROR:
                raise_error(request, failure(message) or OSError(0, "no answer"))
            body: bytes = message.body
            return body
        raise AssertionError("unreachable")

    def dump(self, request: Request, having: Collection[bytes] = ()) -> list[bytes]:
        """Return the bodies of all answers to a question; raises OSError.

        With `having`, of those in which one of these texts is somewhere.
        """
        for _ in range(ROUNDS):
            bodies = self._dump(request, having)
            if bodies is not None:
                return bodies
        raise OSError(f"{request.what}: changes all the time")

    def _dump(self, request: Request, having: Collection[bytes]) -> list[bytes] | None:
        """Return the bodies, None when there was a change between two parts."""
        sequence = self._send([request._replace(flags=request.flags | NLM_F_DUMP)])
        bodies, whole = [], True
        for message in self._answers():
            if message.sequence != sequence:
                continue
            whole = whole and not message.flags & NLM_F_DUMP_INTR
            if message.kind == NLMSG_ERROR:
                raise_error(request, failure(message) or OSError(0, "no answer"))
            if message.kind == NLMSG_DONE:
                break
            if not having or any(text in message.body for text in having):
                bodies.append(message.body)
        return bodies if whole else None

    def _send(self, requests: Sequence[Request]) -> int:
        """Send requests; returns the sequence number of the first."""
        first = self._sequence + 1
        self._sequence += len(requests)
        parts: list[bytes] = []
        for sequence, request in enumerate(requests, first):
            flags = request.flags | NLM_F_REQUEST
            length = HEADER.size + len(request.body)
            header = HEADER.pack(length, request.kind, flags, sequence & 0xFFFF_FFFF, 0)
            parts += (header, request.body, b"\0" * (-length % 4))
        self._socket.sendto(b"".join(parts), (0, 0))
        return first

    def _answers(self) -> Iterator[Message]:
        """Yield what the kernel answers, for ever: whoever asked knows the last answer."""
        while True:
            yield from messages(received(self._socket))


class Events:
    """What the kernel tells of its own accord, through a socket that does not block."""

    def __init__(self, groups: Sequence[int], protocol: int = NETLINK_ROUTE) -> None:
        """Join the multicast groups; raises OSError."""
        self._socket = socket.socket(
            socket.AF_NETLINK,
            socket.SOCK_RAW | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK,
            protocol,
        )
        try:
            self._socket.bind((0, 0))
            for group in groups:
                self._socket.setsockopt(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group)
        except BaseException:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """Return the descriptor, readable when something happened."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def read(self) -> list[Message] | None:
        """Return what happened since the last call; None when some of it was lost.

        Raises OSError.
        """
        found: list[Message] = []
        while True:
            try:
                found += messages(received(self._socket))
            except BlockingIOError:
                return found
            except OSError as error:
                if error.errno == _ENOBUFS:
                    return None
                raise


_ENOBUFS = 105


def received(channel: socket.socket) -> bytes:
    """Return one datagram of the kernel's; what somebody else sent is passed over. Raises OSError."""
    while True:
        data, _, flags, sender = channel.recvmsg(LARGEST)
        if flags & socket.MSG_TRUNC:
            raise OSError(f"netlink: an answer of more than {LARGEST} bytes")
        if sender[0] == 0:
            return data


def failure(message: Message) -> OSError | None:
    """Return the error that a message of NLMSG_ERROR tells of; None when it says that all is well.

    Its text is the kernel's own where there is one.
    """
    if len(message.body) < ERROR.size:
        return OSError("netlink: an answer was cut")
    (code,) = ERROR.unpack_from(message.body)
    if not code:
        return None
    text = ""
    if message.flags & NLM_F_ACK_TLVS:
        text = as_text(attributes(message.body, ERROR.size + HEADER.size).get(NLMSGERR_ATTR_MSG))
    return OSError(-code, text or os.strerror(abs(code)))


def raise_error(request: Request, error: OSError) -> None:
    """Raise an error with what was asked before it."""
    text = f"{request.what}: {error.strerror or error}"
    raise OSError(error.errno or 0, text)
