"""The agent of guests as a process of this machine: all of it but a machine that is its own."""

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from aurae.vms.fields import Fields
from aurae.vms.guest import Guest
from aurae.vms.streams import Stream
from tests.support.guests import agent

Offered = Callable[[Stream, Fields], None]


@cache
def program() -> Path:
    """The agent, compiled from this tree."""
    folder = Path(mkdtemp(prefix="aurae-agent"))
    atexit.register(shutil.rmtree, folder)
    return agent(folder)


class NativeAgent:
    """A process that waits at the other end of a socket. `sock` is ours, for who speaks with it by hand."""

    def __init__(self) -> None:
        self.sock, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [program(), "--fd", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={"PATH": os.environ["PATH"]},
            )

    def again(self) -> socket.socket:
        """Our end once more, as a server that was restarted has it."""
        return self.sock.dup()

    def close(self) -> None:
        """End it."""
        self.sock.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(20)


@asynccontextmanager
async def native_guest(offered: Offered | None = None) -> AsyncIterator[Guest]:
    """A guest whose agent has answered."""
    agent = NativeAgent()
    try:
        guest = await Guest.meet(agent.again(), offered)
        try:
            yield guest
        finally:
            guest.close()
    finally:
        agent.close()
