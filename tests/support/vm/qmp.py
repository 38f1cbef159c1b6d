"""As much of QEMU's monitor as says how a machine ended."""

import json
import socket
import time
from typing import Any

LONGEST = 1 << 20
"""Bytes without a line's end after which the monitor is not believed."""


class Monitor:
    """The connection to one QEMU; `events` are those seen until now, oldest first."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._rest = b""
        self._ended = False
        self.events: list[dict[str, Any]] = []
        self._send("qmp_capabilities")

    def read(self, limit: float) -> bool:
        """Take in what QEMU says within `limit` seconds; False once it has closed."""
        if self._ended:
            return False
        self._connection.settimeout(max(limit, 0.001))
        try:
            data = self._connection.recv(65536)
        except TimeoutError:
            return True
        except OSError:
            data = b""
        self._ended = not data or len(self._rest) > LONGEST
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take(line)
        return not self._ended

    def drain(self, limit: float) -> None:
        """Take in everything until QEMU closes, or for `limit` seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self.read(end - time.monotonic()):
            pass

    @property
    def reason(self) -> str:
        """Why the machine went off: `guest-shutdown`, `guest-reset`, `guest-panic`...; "" if unknown."""
        if any(event["event"] == "GUEST_PANICKED" for event in self.events):
            return "guest-panic"
        for event in self.events:
            if event["event"] == "SHUTDOWN":
                return str(event.get("data", {}).get("reason", ""))
        return ""

    def press_power(self) -> None:
        """Press the machine's power button."""
        self._send("system_powerdown")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _send(self, command: str) -> None:
        try:
            self._connection.sendall(json.dumps({"execute": command}).encode() + b"\n")
        except OSError:
            self._ended = True

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            return
        if isinstance(message, dict) and "event" in message:
            self.events.append(message)
