"""A process of a service that does what a test tells it, one line of Python at a time."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from tests.support.services import plain
from tests.support.until import until

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
import os, signal, socket, subprocess, sys, time
def say(text, *fds):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.connect(os.environ["NOTIFY_SOCKET"])
        socket.send_fds(sender, [text.encode()], fds)
def child(words, **more):
    return subprocess.Popen(words, **more).pid
def answer(text):
    os.write(answers, (repr(text) + chr(10)).encode())
answers = os.open(sys.argv[1] + ".answers", os.O_RDWR)
orders = open(os.open(sys.argv[1], os.O_RDWR), closefd=True)
exec(sys.argv[2])
for line in orders:
    try:
        result = eval(line)
    except SyntaxError:
        result = exec(line)
    except Exception as error:
        result = str(error)
    answer(result)
"""


class Puppet:
    """What such a process is started with, and how it is told; a later process takes its place.

    `say(text, *fds)` sends a notification and `child(words)` starts a process, which lives on.
    """

    def __init__(self, folder: Path, name: str = "puppet", first: str = "") -> None:
        """`first` is what each process does at once."""
        path = folder / name
        self.name = name
        for one in (path, folder / f"{name}.answers"):
            os.mkfifo(one)
        self._orders = os.open(path, os.O_RDWR)
        self._answers = os.open(f"{path}.answers", os.O_RDWR | os.O_NONBLOCK)
        self.argv = [sys.executable, "-I", "-S", "-c", CODE, str(path), first or "pass"]
        self._heard = b""

    def spec(self, **service: Any) -> dict[str, Any]:
        """Return the specification of the service."""
        return plain(self.name, *self.argv, **service)

    def do(self, line: str) -> str:
        """Have it run a line, and return what that gives, as text."""
        self.tell(line)
        return until(self._answer, f"{self.name} answers {line!r}")

    def tell(self, line: str) -> None:
        """Have it run a line that may end it."""
        os.write(self._orders, line.encode() + b"\n")

    def close(self) -> None:
        """Let go of the pipes."""
        os.close(self._orders)
        os.close(self._answers)

    def _answer(self) -> str:
        try:
            self._heard += os.read(self._answers, 65536)
        except BlockingIOError:
            return ""
        line, newline, rest = self._heard.partition(b"\n")
        if not newline:
            return ""
        self._heard = rest
        return line.decode()
