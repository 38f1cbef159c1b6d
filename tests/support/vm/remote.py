"""Commands in the guest, through its agent."""

import base64
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

from tests.support.vm.channel import Channel, Closed

SPARE = 15.0
"""Seconds that the host waits beyond a limit which the guest keeps."""


class Remote:
    """The agent of one machine; `failed` makes the error that a text is raised as."""

    def __init__(self, connection: socket.socket, failed: Callable[[str], Exception]) -> None:
        self._channel = Channel(connection)
        self._failed = failed
        self._numbers = count(1)

    def wait_serving(self, limit: float) -> None:
        """Return when init serves, for the first time or after a reboot."""
        self._expect(lambda message: "serving" in message, limit, "init does not serve")

    def begin(self, argv: Sequence[str], timeout: float, **more: object) -> int:
        """Have the agent start a command once it is idle; returns the number of its messages."""
        number = next(self._numbers)
        request = {"id": number, "argv": list(argv), "limit": timeout, **more}
        try:
            self._channel.send(request)
        except Closed as error:
            raise self._failed(str(error)) from None
        return number

    def run(
        self,
        argv: Sequence[str],
        timeout: float,
        *,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: str = "/",
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; it fails when the agent had to kill it after `timeout` seconds."""
        text = base64.b64encode(stdin).decode()
        number = self.begin(argv, timeout, stdin=text, env=dict(env or {}), cwd=cwd)
        shown = " ".join(argv[:6])
        message = self.next(number, timeout + SPARE, shown)
        while "ended" not in message:
            message = self.next(number, timeout + SPARE, shown)
        out, err = outputs(message)
        if message.get("late"):
            raise self._failed(f"`{shown}` was killed after {timeout:g} s\n{out}{err}")
        return subprocess.CompletedProcess(list(argv), int(message["ended"]), out, err)

    def next(self, number: int, limit: float, shown: str) -> dict[str, Any]:
        """Return the next message of a command that was begun: a line of it, or its end."""
        return self._expect(
            lambda message: message.get("id") == number, limit, f"`{shown}` says nothing"
        )

    def close(self) -> None:
        """Close the connection."""
        self._channel.close()

    def _expect(
        self, wanted: Callable[[dict[str, Any]], bool], limit: float, what: str
    ) -> dict[str, Any]:
        end = time.monotonic() + limit
        while (left := end - time.monotonic()) > 0:
            try:
                message = self._channel.receive(left)
            except Closed as error:
                raise self._failed(f"{what}: {error}") from None
            if message is not None and wanted(message):
                return message
        raise self._failed(f"waited {limit:.0f} s in vain: {what}")


def outputs(message: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a command that ended wrote to its standard output and error."""
    out, err = (
        base64.b64decode(str(message.get(name, ""))).decode(errors="replace")
        for name in ("stdout", "stderr")
    )
    return out, err
