"""grpc.health.v1.Health/Check, asked of a server that may be hostile.

By hand over h2, with every byte counted: a general client would take messages of any size.
"""

from __future__ import annotations

import asyncio
import struct
from typing import TYPE_CHECKING

from h2 import events
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.exceptions import H2Error
from h2.settings import SettingCodes

from aurae.model.looks import Look

if TYPE_CHECKING:
    import socket

MOST = 32 * 1024
"""Bytes of an answer with all that is around it; within the first window of HTTP/2."""

CHUNK = 4096

_SETTINGS = b"\4"
"""Type of the frame that an HTTP/2 server begins with."""

SERVING = 1
_STATES = {0: "UNKNOWN", 1: "SERVING", 2: "NOT_SERVING", 3: "SERVICE_UNKNOWN"}
_STATUSES = {b"5": "the server does not know the service", b"12": "it has no health service"}
_PREFIX = struct.Struct(">?I")


async def ask(sock: socket.socket, service: str, authority: str) -> Look:
    """Say what the server says of a service. Raises OSError."""
    loop = asyncio.get_running_loop()
    try:
        exchange = Exchange(service, authority)
    except H2Error:
        return Look(False, "the name of the service or of its host is too long")
    while True:
        await loop.sock_sendall(sock, exchange.to_send())
        chunk = await loop.sock_recv(sock, CHUNK)
        if not chunk:
            return Look(False, "the connection was closed without an answer")
        look = exchange.receive(chunk)
        if look is not None:
            return look


class Exchange:
    """One question and its answer, without the socket."""

    def __init__(self, service: str, authority: str) -> None:
        """Make the question."""
        self._h2 = H2Connection(H2Configuration(client_side=True, header_encoding=None))
        self._h2.initiate_connection()
        self._h2.update_settings(
            {SettingCodes.ENABLE_PUSH: 0, SettingCodes.MAX_HEADER_LIST_SIZE: MOST}
        )
        self._received = 0
        self._begin = b""
        self._message = b""
        self._status = b""
        headers = [
            (":method", "POST"),
            (":scheme", "http"),
            (":path", "/grpc.health.v1.Health/Check"),
            (":authority", authority),
            ("te", "trailers"),
            ("content-type", "application/grpc"),
            ("user-agent", "aurae"),
        ]
        self._stream = self._h2.get_next_available_stream_id()
        self._h2.send_headers(self._stream, headers)
        name = service.encode()
        body = b"\x0a" + _varint(len(name)) + name if name else b""
        message = _PREFIX.pack(False, len(body)) + body
        self._h2.send_data(self._stream, message, end_stream=True)

    def to_send(self) -> bytes:
        """Return what the server has to be sent now."""
        return self._h2.data_to_send() or b""

    def receive(self, data: bytes) -> Look | None:
        """Take what the server has sent; returns the outcome once there is one."""
        self._received += len(data)
        if self._received > MOST:
            return Look(False, f"the answer has over {MOST} bytes")
        self._begin += data[: 4 - len(self._begin)]
        if self._begin[3:] not in (b"", _SETTINGS):  # HTTP/1 would be a frame of megabytes
            return Look(False, "the answer is not gRPC")
        try:
            for event in self._h2.receive_data(data):
                look = self._hear(event)
                if look is not None:
                    return look
        except (H2Error, ValueError, LookupError):
            return Look(False, "the answer is not gRPC")
        return None

    def _hear(self, event: events.Event) -> Look | None:
        if isinstance(event, (events.ResponseReceived, events.TrailersReceived)):
            for name, value in event.headers or ():
                if name == b"grpc-status":
                    self._status = bytes(value)
        elif isinstance(event, events.DataReceived):
            self._message += event.data or b""
        elif isinstance(event, (events.StreamReset, events.ConnectionTerminated)):
            return Look(False, "the call was refused")
        elif isinstance(event, events.StreamEnded):
            return self._outcome()
        return None

    def _outcome(self) -> Look:
        if self._status != b"0":
            number = self._status if self._status.isdigit() else b"none"
            text = _STATUSES.get(number, f"gRPC status {number[:3].decode()}")
            return Look(False, text)
        state = serving_status(self._message)
        if state is None:
            return Look(False, "the answer is not gRPC")
        return Look(state == SERVING, _STATES.get(state, f"state {state}"))


def serving_status(data: bytes) -> int | None:
    """Return field 1 of a HealthCheckResponse in its gRPC frame; None when it is not well made."""
    if len(data) < _PREFIX.size:
        return None
    compressed, size = _PREFIX.unpack_from(data)
    body = data[_PREFIX.size :]
    if compressed or size != len(body):
        return None
    found = 0
    try:
        at = 0
        while at < len(body):
            tag, at = _number(body, at)
            value, at = _skip(body, at, tag & 7)
            if tag == 0x08:
                found = value
    except ValueError:
        return None
    return found


def _skip(body: bytes, at: int, kind: int) -> tuple[int, int]:
    """Return the value of a field, if it is a number, and where the next one begins."""
    if kind == 0:
        return _number(body, at)
    if kind == 2:
        size, at = _number(body, at)
    elif kind in (1, 5):
        size = 8 if kind == 1 else 4
    else:
        raise ValueError(kind)
    if at + size > len(body):
        raise ValueError(size)
    return 0, at + size


def _number(body: bytes, at: int) -> tuple[int, int]:
    """Return the varint that begins at `at` and where it ends."""
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(body):
            break
        value |= (body[at] & 0x7F) << shift
        at += 1
        if not body[at - 1] & 0x80:
            return value, at
    raise ValueError(at)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
