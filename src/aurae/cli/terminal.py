"""The terminal that aer runs in: raw for a while, its size, and what is typed in pieces."""

import asyncio
import contextlib
import os
import select
import signal
import sys
import termios
import tty
from collections.abc import AsyncGenerator, Callable, Iterator

from aurae.proto.runtime_pb2 import TerminalSize

STDIN = 0
TERMINATED = 128 + signal.SIGTERM
"""What is exited with after a SIGTERM."""
PIECE = 32 * 1024
"""Bytes of input in one message."""


def is_terminal() -> bool:
    """Say whether somebody types on standard input."""
    return os.isatty(STDIN)


@contextlib.contextmanager
def raw() -> Iterator[None]:
    """Hand on every key as it is, and put the terminal back whatever happens; nothing without one."""
    if not is_terminal():
        yield
        return
    before = termios.tcgetattr(STDIN)
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    loop.add_signal_handler(signal.SIGTERM, task.cancel)  # which would leave it raw
    try:
        tty.setraw(STDIN, termios.TCSADRAIN)  # what is typed already counts
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        termios.tcsetattr(STDIN, termios.TCSAFLUSH, before)


def size() -> TerminalSize:
    """Return the size of the terminal; unknown, 0 by 0, without one."""
    for fd in (STDIN, 1, 2):
        with contextlib.suppress(OSError):
            found = os.get_terminal_size(fd)
            return TerminalSize(rows=found.lines, columns=found.columns)
    return TerminalSize()


@contextlib.contextmanager
def when_resized(action: Callable[[], None]) -> Iterator[None]:
    """Have `action` called whenever the terminal's size has changed."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGWINCH, action)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGWINCH)


async def typed() -> AsyncGenerator[bytes, None]:
    """Give standard input piece by piece, to its end."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        loop.add_reader(STDIN, ready.set)
    except PermissionError:
        ready.set()  # a file, which can always be read (epoll_ctl(2))
        waits = False
    else:
        waits = True
    try:
        while True:
            await ready.wait()
            if waits:
                ready.clear()
                # It may have been set once more for what is read already, and a read would block.
                if not select.select([STDIN], [], [], 0)[0]:
                    continue
            try:
                data = os.read(STDIN, PIECE)
            except BlockingIOError:
                continue
            except OSError:
                return  # its terminal has hung up
            if not data:
                return
            yield data
    finally:
        if waits:
            loop.remove_reader(STDIN)


def show(stream: int, data: bytes) -> None:
    """Write to standard output (1) or standard error (2) at once."""
    file = (sys.stdout if stream == 1 else sys.stderr).buffer
    file.write(data)
    file.flush()
