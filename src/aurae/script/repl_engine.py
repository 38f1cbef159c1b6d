"""The engine of the REPL as its front end sees it: a Deno that runs inputs, and what is said to it.

Both are in the terminal's foreground group, so the kernel tells both of Ctrl-C. The engine finds the
socket's number in NODE_CHANNEL_FD; nobody else can reach it.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Message: TypeAlias = dict[str, object]

# Seconds that an interrupted input has until the user may end the engine instead.
GRACE = 1.0
# Seconds until an engine that is asked while a line is edited counts as busy.
PATIENCE = 0.5
STILL = "\nstill running; Ctrl-C again ends the engine, and its variables are gone\n"


class Ended(Exception):
    """The engine has ended; `status` is negative where a signal did it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Stopped(Exception):
    """The user ended an engine that did not come back from an input."""


class Engine:
    """A running engine; `answer_file` gives it the files that inputs import."""

    def __init__(
        self, command: list[str], answer_file: Callable[[str], Message], *, terminal: bool
    ) -> None:
        self._answer_file = answer_file
        self._socket, theirs = socket.socketpair()
        number = theirs.fileno()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own words
                [*_guard(), *command],
                pass_fds=[number],
                env={**os.environ, "NODE_CHANNEL_FD": str(number)},
                # In a pipe the inputs are the front end's alone.
                stdin=None if terminal else subprocess.DEVNULL,
            )
        self._received = b""
        self._messages: deque[Message] = deque()
        self._prints: list[str] = []
        self._numbers = 0

    def fileno(self) -> int:
        """Readable when the engine has said something."""
        return self._socket.fileno()

    def begin(self) -> None:
        """Wait until it can run inputs; Ended where it never can."""
        self._await("ready", True, None)

    def finished(self, text: str) -> bool:
        """Say whether an input is whole; a busy engine lets it pass."""
        answer = self._ask("finished", text)
        return answer is None or bool(answer["finished"])

    def complete(self, text: str) -> tuple[int, list[tuple[str, str]]]:
        """Return where the word at the end of a text begins, and what may stand there."""
        answer = self._ask("complete", text)
        if answer is None:
            return 0, []
        start, candidates = answer["start"], answer["candidates"]
        assert isinstance(start, int)
        assert isinstance(candidates, list)
        return start, [(one["text"], one["about"]) for one in candidates]

    def run(self, text: str) -> None:
        """Run an input to its end; Stopped where the user had to end the engine."""
        number = self._send("run", text)
        with _interrupts() as interrupts:
            first: float | None = None
            said = False
            while True:
                left = (
                    None if first is None or said else max(0.0, first + GRACE - time.monotonic())
                )
                answer = self._await("id", number, left, interrupts)
                if answer is not None:
                    return
                now = time.monotonic()
                again = interrupts.take()
                if again and first is None:
                    first = now
                    again -= 1
                if first is None or now < first + GRACE:
                    interrupts.keep(again)
                elif again:
                    self.kill()
                    raise Stopped
                elif not said:
                    said = True
                    sys.stderr.write(STILL)

    def take_prints(self) -> str:
        """Take what the engine wants printed while a line is edited; does not wait."""
        while self._readable(0.0):
            self._receive()
        for message in self._taken():
            self._notice(message)
        text, self._prints = "".join(self._prints), []
        return text

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._socket.close()

    def close(self) -> None:
        """Let it end; one that does not is killed."""
        self._socket.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ask(self, ask: str, text: str) -> Message | None:
        return self._await("id", self._send(ask, text), PATIENCE)

    def _send(self, ask: str, text: str) -> int:
        self._numbers += 1
        self._write({"id": self._numbers, "ask": ask, "text": text})
        return self._numbers

    def _write(self, message: Message) -> None:
        try:
            self._socket.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            self._end()

    def _await(
        self, name: str, value: object, limit: float | None, interrupts: Interrupts | None = None
    ) -> Message | None:
        """The message with this value; None after `limit` seconds or an interrupt."""
        end = None if limit is None else time.monotonic() + limit
        while True:
            for message in self._taken():
                if message.get(name) == value:
                    return message
                self._notice(message)
            left = None if end is None else max(0.0, end - time.monotonic())
            if not self._readable(left, interrupts):
                return None
            self._receive()

    def _taken(self) -> Iterator[Message]:
        while self._messages:
            yield self._messages.popleft()

    def _notice(self, message: Message) -> None:
        """Do what a message wants that answers nothing; late answers are nobody's."""
        if "file" in message:
            self._write(self._answer_file(str(message["file"])))
        elif "print" in message:
            self._prints.append(str(message["print"]))

    def _readable(self, limit: float | None, interrupts: Interrupts | None = None) -> bool:
        if interrupts is not None and interrupts.fresh():
            return False
        files = [self._socket] if interrupts is None else [self._socket, interrupts.woken]
        readable, _, _ = select.select(files, [], [], limit)
        return self._socket in readable

    def _receive(self) -> None:
        try:
            data = self._socket.recv(65536)
        except OSError:
            data = b""
        if not data:
            self._end()
        *lines, self._received = (self._received + data).split(b"\n")
        for line in filter(None, lines):
            try:
                message = json.loads(line)
            except ValueError:
                message = None
            if not isinstance(message, dict):  # an input has changed what the engine speaks with
                self._process.kill()
                self._end()
            self._messages.append(message)

    def _end(self) -> None:
        self._socket.close()
        raise Ended(self._process.wait())


class Interrupts:
    """Counts SIGINT; `woken` is readable after one."""

    def __init__(self) -> None:
        self.woken, self._wake = socket.socketpair()
        self.woken.setblocking(False)
        self._wake.setblocking(False)
        self._count = 0
        self._kept = 0

    def note(self, *_: object) -> None:
        """Count one: the handler of the signal."""
        self._count += 1
        with contextlib.suppress(BlockingIOError):
            self._wake.send(b"!")

    def fresh(self) -> bool:
        """Say whether there are some that nobody took."""
        return self._count > 0

    def take(self) -> int:
        """Take all, also those that were kept."""
        with contextlib.suppress(BlockingIOError):
            while self.woken.recv(64):
                pass
        taken, self._count, self._kept = self._count + self._kept, 0, 0
        return taken

    def keep(self, count: int) -> None:
        """Keep some for later; they wake nobody."""
        self._kept = count

    def close(self) -> None:
        """Let go of the sockets."""
        self.woken.close()
        self._wake.close()


@contextlib.contextmanager
def _interrupts() -> Iterator[Interrupts]:
    interrupts = Interrupts()
    before = signal.signal(signal.SIGINT, interrupts.note)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)
        interrupts.close()


def _guard() -> list[str]:
    """Words that let the kernel end the engine with its front end, even one that never listens."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []
