"""A real init and journal for tests; the test itself sits where the server would."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aurae
from aurae.processes.init import Init, Phase
from aurae.processes.leaf import Leaves
from tests.support.proc import cgroup_mount
from tests.support.until import eventually, until

RUNNER = Path(__file__).with_name("init_runner.py")
SOURCE = Path(aurae.__path__[0]).parent


class InitProcess:
    """One init in folders and a cgroup root of its own."""

    def __init__(self, folder: Path, source: Path = SOURCE, stop_timeout: float = 5.0) -> None:
        self.folder = folder
        self.source = source
        self.logs = folder / "logs"
        self.logs.mkdir(exist_ok=True)
        self.root = cgroup_mount() / f"aurae-test-{os.getpid()}-{time.monotonic_ns()}"
        self.root.mkdir()
        self.leaves = Leaves(self.root)
        self.stop_timeout = stop_timeout
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.listener.bind(str(folder / "stub.sock"))
        self.listener.listen()
        self.listener.settimeout(60)
        self.stub = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> None:
        """Start init; the stub connects soon."""
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-S", RUNNER, self.folder / "stub.sock", self.source),
                *(self.folder, self.root, str(self.stop_timeout), self.logs),
                *(str(1 << 24), str(1 << 32), "86400", "--"),
            ],
            env={**os.environ, **environment},
        )

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    async def attach(self) -> Init:
        """Take the socket that the newest stub hands over and connect as the server does."""
        loop = asyncio.get_running_loop()
        return await Init.attach(await loop.run_in_executor(None, self._accept))

    def _accept(self) -> int:
        channel, _ = self.listener.accept()
        with channel:
            data, fds, _, _ = socket.recv_fds(channel, 64, 1)
        self.stub = int(data)
        return fds[0]

    def stop(self) -> int:
        """Stop init, clean up and return its exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
        if self.process.poll() is None:
            self.process.kill()
        status = self.process.wait()
        self.listener.close()
        for leaf in self.leaves.present().values():
            self.leaves.kill(leaf)
        until(self._is_empty, "nothing lives in the leaves", 20)
        for folder, _, _ in os.walk(self.root, topdown=False):
            os.rmdir(folder)
        return status

    def _is_empty(self) -> bool:
        return not any(map(self.leaves.populated, self.leaves.present().values()))


@contextlib.asynccontextmanager
async def running_init(
    *, at_once: bool = False, within: str | None = None, **options: object
) -> AsyncIterator[tuple[InitProcess, Init]]:
    """Start an init with a folder `within` another, attach, and stop it at the end.

    `at_once`: it replaces servers without a pause.
    """
    with tempfile.TemporaryDirectory(prefix="aurae-init-", dir=within) as folder:
        process = InitProcess(Path(folder), **options)  # type: ignore[arg-type]
        process.start(**({"AURAE_TEST_AT_ONCE": "1"} if at_once else {}))
        try:
            init = await process.attach()
        except BaseException:
            process.stop()
            raise
        try:
            yield process, init
        finally:
            stopped = asyncio.get_running_loop().run_in_executor(None, process.stop)
            while not stopped.done():
                take_ends(init)  # init waits for its server to do so
                await asyncio.sleep(0.005)
            await stopped


def take_ends(init: Init) -> None:
    """Acknowledge every end, as a server that has written them does."""
    for entry in list(init.table.values()):
        if entry.phase in (Phase.EXITED, Phase.FAILED):
            init.acknowledge(entry.id)


async def until_async(condition: Callable[[], object], limit: float = 20.0) -> None:
    """Wait until `condition()` is true, with the event loop running."""
    await eventually(condition, "the condition comes true", limit)
