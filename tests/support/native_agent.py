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

from aurae.vms.channel import Channel
from aurae.vms.fields import Fields
from aurae.vms.guest import Guest
from aurae.vms.streams import Stream
from tests.support.require import need

ROOT = Path(__file__).parents[2]
Offered = Callable[[Stream, Fields], None]


@cache
def program() -> Path:
    """The agent, compiled from this tree."""
    need("gcc")
    folder = Path(mkdtemp(prefix="aurae-agent"))
    atexit.register(shutil.rmtree, folder)
    subprocess.run(
        [os.environ.get("BUILD_GUEST", ROOT / "tools/build_guest.sh"), folder / "agent"],
        check=True,
    )
    return folder / "agent"


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


def channel_of(agent: NativeAgent) -> Channel:
    """A channel to it that has not begun."""
    return Channel(agent.again())
