"""A process that sends notifications when it is told to, and the service that it stands for."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from aurae.model.service import NotifyAccess
from aurae.services.notify import Heard
from tests.support.proc import children

CODE = """
import array, json, os, socket, sys
path = sys.argv[1]
if len(sys.argv) > 2:
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
speaker = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
print(os.getpid(), flush=True)
for line in sys.stdin:
    text, count, times = json.loads(line)
    pairs = [os.pipe() for _ in range(count)]
    rights = array.array("i", [ours for _, ours in pairs])
    extra = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)] if count else []
    try:
        for _ in range(times):
            speaker.sendmsg([text.encode("latin-1")], extra, 0, path)
        done = "sent"
    except OSError as error:
        done = type(error).__name__
    for _, ours in pairs:
        os.close(ours)
    print(done, flush=True)
    for theirs, _ in pairs:
        # End of file only once every copy of the other end is closed.
        os.set_blocking(theirs, True)
        print("closed" if not os.read(theirs, 1) else "open", flush=True)
        os.close(theirs)
"""


class Speaker:
    """A child that sends what `tell` gives it."""

    def __init__(self, path: str, uid: int = 0, before: Sequence[str] = ()) -> None:
        own = [str(uid)] if uid else []
        self.process = subprocess.Popen(
            [*before, sys.executable, "-I", "-c", CODE, path, *own],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.inner_pid = int(self.answer())
        found = children(self.process.pid)
        self.pid = found[0] if before and found else self.process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.end()

    def tell(self, text: str, fds: int = 0, times: int = 1) -> None:
        """Have it send a message with the write ends of so many pipes."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            print(json.dumps([text, fds, times]), file=self.process.stdin, flush=True)

    def say(self, text: str) -> None:
        """Have it send a message, and wait until it is sent."""
        self.tell(text)
        assert self.answer() == "sent"

    def answer(self) -> str:
        """Return its next line."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        """Kill it, and reap it."""
        if self.process.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()


class Served:
    """What a daemon would know of a service, and what it was told."""

    def __init__(self, access: NotifyAccess = NotifyAccess.ALL) -> None:
        self.access = access
        self.main_pid = 0
        self.command_pids: Collection[int] = ()
        self.ours: set[int] = set()
        self.heard: list[Heard] = []

    async def settle(self) -> None:
        """Every process is known."""

    def belongs(self, pid: int, pidfd: int) -> bool | None:
        """Say so of the processes in `ours`; None when it was reaped."""
        if pidfd < 0 or not Path(f"/proc/{pid}").exists():
            return None
        return pid in self.ours

    def members(self) -> Collection[int]:
        """Return the processes in `ours`."""
        return self.ours

    async def deliver(self, heard: Heard) -> None:
        """Take a message, and keep a new main process by its pidfd alone."""
        self.heard.append(Heard(heard.said, heard.sender, heard.fds[:], heard.main_pid))


def descriptors() -> int:
    """Return how many descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))


def connects(path: str) -> bool:
    """Tell whether somebody listens at a path."""
    with socket.socket(socket.AF_UNIX) as client:
        return not client.connect_ex(path)
