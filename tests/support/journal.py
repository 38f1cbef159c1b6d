"""A real journal process with the test in the place of init."""

import fcntl
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import tty
from pathlib import Path
from types import TracebackType
from typing import Self

import aurae
from aurae.wire.messages import DRAINED, LIMIT, STDERR, STDOUT, STREAM, TERMINAL, pack, unpack
from aurae.wire.segments import INDEX, LOG, Record, file_name, parse_name
from aurae.wire.segments import unpack as unpack_index
from tests.support.until import until

PACKAGE = Path(aurae.__path__[0])
CONTROL = 3
COUNTER = """
import os, sys
at, count = 0, int(sys.argv[1])
while at < count:
    block = b"".join([b"%d\\n" % number for number in range(at, min(at + 500, count))])
    at += 500
    while block:
        block = block[os.write(1, block):]
"""


class JournalProcess:
    """A journal that can be killed and started again, and the pipes it is given.

    `package` is the copy of aurae whose journal runs. `drained` holds (workload, stream) of every
    DRAINED message received.
    """

    def __init__(
        self,
        *,
        segment_size: int = 1 << 24,
        max_size: int = 0,
        max_age: float = 0,
        package: Path = PACKAGE,
        log_dir: Path | None = None,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="aurae-journal-"))
        self.log_dir = log_dir or self.folder / "log"
        self.log_dir.mkdir(exist_ok=True)
        self.stderr = self.folder / "stderr"
        self.arguments = [str(self.log_dir), str(segment_size), str(max_size), str(max_age)]
        self.package = package
        self.streams: dict[tuple[int, int], list[int]] = {}
        self.drained: set[tuple[int, int]] = set()
        self.process: subprocess.Popen[bytes] | None = None
        self.control = socket.socket()
        self.starts = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self.control.close()
        for fds in self.streams.values():
            for fd in fds:
                os.close(fd)
        shutil.rmtree(self.folder)

    def start(self) -> None:
        """Start the journal and hand it every stream that is not drained, as init does."""
        self.control.close()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        entry = str(self.package / "journal/__main__.py")
        command = [sys.executable, "-I", "-S", entry, *self.arguments]
        # The shell puts the socket where the journal looks for it, and becomes the journal.
        with theirs, self.stderr.open("ab") as errors:
            self.process = subprocess.Popen(
                [
                    "/bin/bash",
                    "-c",
                    f'exec "$@" {CONTROL}<&{theirs.fileno()}',
                    "journal",
                    *command,
                ],
                pass_fds=[theirs.fileno()],
                stderr=errors,
            )
        self.starts += 1
        for key in self.streams:
            self._send(*key)

    def kill(self) -> None:
        """SIGKILL, and the wait that init does before it starts another."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _send(self, ident: int, stream: int) -> None:
        fds = self.streams[ident, stream]
        flags = stream | (TERMINAL if len(fds) > 1 else 0)
        socket.send_fds(self.control, [pack(STREAM, ident, flags)], fds)

    def pipe(self, ident: int, stream: int = STDOUT, size: int = 0) -> int:
        """Attach a new pipe and return its write end."""
        read, write = os.pipe2(os.O_CLOEXEC)
        if size:
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, size)
        self.attach(ident, stream, [read])
        return write

    def terminal(self, ident: int) -> int:
        """Attach a new raw terminal and return its slave end."""
        master, slave = pty.openpty()
        tty.setraw(slave)
        read, write = os.pipe2(os.O_CLOEXEC)
        self.attach(ident, STDOUT, [master, read, write])
        return slave

    def attach(self, ident: int, stream: int, fds: list[int]) -> None:
        """Hand over a stream; its descriptors stay open here until it is drained."""
        self.streams[ident, stream] = fds
        self._send(ident, stream)

    def read_replies(self, limit: float = 0.0) -> None:
        """Take in what the journal said, waiting at most `limit` seconds for the first of it."""
        self.control.settimeout(limit)
        try:
            while data := self.control.recv(LIMIT):
                message = unpack(data)
                assert message.kind == DRAINED
                for stream in (one for one in (STDOUT, STDERR) if one & message.flags):
                    self.drained.add((message.id, stream))
                    for fd in self.streams.pop((message.id, stream), []):
                        os.close(fd)
                self.control.settimeout(0)
        except (BlockingIOError, TimeoutError, ConnectionResetError):
            pass

    def is_drained(self, ident: int, stream: int = STDOUT) -> bool:
        """Whether the journal has said that it has all of a stream."""
        self.read_replies()
        return (ident, stream) in self.drained

    def wait_drained(self, limit: float = 60.0) -> None:
        """Wait until every attached stream is drained."""

        def look() -> bool:
            self.read_replies()
            return not self.streams

        until(look, "the journal drains all streams", limit)

    def descriptors(self) -> list[str]:
        """What the descriptors of the journal are open on."""
        assert self.process
        folder = Path(f"/proc/{self.process.pid}/fd")
        found = []
        for entry in folder.iterdir():
            try:
                found.append(os.readlink(entry))
            except FileNotFoundError:
                continue
        return found

    def segments(self, ident: int, stream: int = STDOUT) -> list[Path]:
        """The segments of a stream, oldest first."""
        folder = self.log_dir / str(ident)
        names = [parse_name(path.name) for path in folder.glob("*.log")] if folder.is_dir() else []
        numbers = sorted(name.number for name in names if name and name.stream == stream)
        return [folder / file_name(stream, number, LOG) for number in numbers]

    def content(self, ident: int, stream: int = STDOUT) -> bytes:
        """All bytes of a stream that are on disk."""
        return b"".join(path.read_bytes() for path in self.segments(ident, stream))


def count_to(number: int, stdout: int) -> subprocess.Popen[bytes]:
    """Start a child that writes the numbers below `number` as lines; `stdout` is closed here."""
    command = [sys.executable, "-I", "-S", "-c", COUNTER, str(number)]
    child = subprocess.Popen(command, stdout=stdout)
    os.close(stdout)
    return child


def numbers(count: int) -> bytes:
    """What such a child writes."""
    return b"".join(b"%d\n" % number for number in range(count))


def records(
    journal: JournalProcess, ident: int, number: int, stream: int = STDOUT
) -> list[Record]:
    """The index of a segment; empty when there is none."""
    path = journal.log_dir / str(ident) / file_name(stream, number, INDEX)
    return unpack_index(path.read_bytes()) if path.exists() else []


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data` and close `fd`."""
    with open(fd, "wb") as file:
        file.write(data)
