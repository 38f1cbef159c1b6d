"""The host's end of the agent's port."""

import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LONGEST = 64 << 20
"""Bytes of one line; a guest that sends a longer one is not listened to any more."""

START_LIMIT = 20.0
"""Seconds until QEMU has opened its sockets."""


class Closed(Exception):
    """The guest's end has gone: the machine is off."""


class Channel:
    """Messages to and from the agent; what is no message is passed over."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._pieces: list[bytes] = []
        self._size = 0
        self._lines: list[bytes] = []

    def send(self, message: dict[str, Any], limit: float = 10.0) -> None:
        """Send a message; Closed when nobody takes it within `limit` seconds."""
        self._connection.settimeout(limit)
        try:
            self._connection.sendall(json.dumps(message).encode() + b"\n")
        except OSError as error:
            raise Closed(f"cannot send to the guest: {error}") from None
        finally:
            self._connection.setblocking(False)

    def receive(self, limit: float) -> dict[str, Any] | None:
        """Return the next message, None when none came within `limit` seconds."""
        end = time.monotonic() + limit
        while True:
            while self._lines:
                message = parsed(self._lines.pop(0))
                if message is not None:
                    return message
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._connection], [], [], left)[0]:
                return None
            self._read()

    def close(self) -> None:
        """Close our end."""
        self._connection.close()

    def _read(self) -> None:
        try:
            data = self._connection.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            raise Closed("the machine went off")
        first, *rest = data.split(b"\n")
        self._pieces.append(first)
        self._size += len(first)
        if self._size > LONGEST:
            raise Closed(f"the guest sent a line of more than {LONGEST} bytes")
        for piece in rest:
            self._lines.append(b"".join(self._pieces))
            self._pieces, self._size = [piece], len(piece)


def parsed(line: bytes) -> dict[str, Any] | None:
    """Return the message in a line; None when it is none."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


@contextmanager
def listening(place: Path) -> Iterator[socket.socket]:
    """Listen on a Unix socket, to which QEMU connects."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(place))
        listener.listen(1)
        listener.settimeout(START_LIMIT)
        yield listener
    place.unlink()
