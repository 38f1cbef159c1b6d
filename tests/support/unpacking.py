"""A real unpack process for tests, without an init."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from aurae.images import confining
from aurae.images.unpacking import DEFAULT_LIMITS, MAIN, Unpacked, Unpacker, UnpackLimits
from aurae.wire import unpacking


class Process:
    """The process and its pid."""

    def __init__(self, unpacker: Unpacker, process: subprocess.Popen[bytes]) -> None:
        self.unpacker = unpacker
        self.process = process
        self.pid = process.pid

    async def unpack(
        self, archive: bytes, folder: Path, limits: UnpackLimits = DEFAULT_LIMITS
    ) -> Unpacked:
        """Unpack bytes into a folder."""
        with tempfile.TemporaryFile() as file:
            file.write(archive)
            file.flush()
            return await self.unpacker.unpack(file.fileno(), folder, limits)


@contextlib.asynccontextmanager
async def running_unpacker(status: int = 0) -> AsyncIterator[Process]:
    """Start one; it has ended with this status at the end."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = _started(theirs)
    ours.setblocking(False)
    ours.send(unpacking.pack(unpacking.FILTER, body=confining.program()))
    unpacker = Unpacker(ours)
    try:
        yield Process(unpacker, process)
    finally:
        unpacker.close()
        assert process.wait(20) == status


def _started(theirs: socket.socket) -> subprocess.Popen[bytes]:
    with theirs:
        return subprocess.Popen(
            [sys.executable, "-I", MAIN],
            stdin=theirs.fileno(),
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        )
