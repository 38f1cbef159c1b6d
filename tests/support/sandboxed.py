"""Programs in sandboxes on a real init, as the server would have them run."""

import contextlib
import os
import time
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

from aurae.model.account import Account
from aurae.model.execution import Sandbox
from aurae.model.sandbox import for_user, resolve
from aurae.model.surroundings import Surroundings
from aurae.model.workload import Executable
from aurae.processes.init import Init
from aurae.processes.plan import NOTHING, executable_plan
from tests.support.init_process import InitProcess, running_init

ROOT = Account(0, 0, (0,), "root", "/root", "/bin/sh")
NOBODY = Account(65534, 65534, (65534,), "nobody", "/", "/bin/sh")
PYTHON = "/usr/bin/python3"
BOTH = frozenset({1, 2})


async def committed() -> None:
    """Stands for a row that is on disk at once."""


class Sandboxes:
    """Starts programs as services with sandboxes of their own."""

    def __init__(self, process: InitProcess, init: Init) -> None:
        self.process = process
        self.init = init
        self._numbers = count(1)

    async def start(
        self,
        *argv: str,
        sandbox: Sandbox | None = None,
        account: Account = ROOT,
        around: Surroundings = NOTHING,
        hidden: tuple[str, ...] = (),
        service: bool = True,
        **executable: Any,
    ) -> int:
        """Start a program; returns its id once it runs, raises SpawnFailed."""
        ident = next(self._numbers)
        spec = Executable(argv, sandbox=sandbox, **executable)
        plan = executable_plan(spec, account, around, service=service, hidden=hidden)
        resolved = for_user(resolve(sandbox, service=service), is_root=account.uid == 0)
        leaf = self.process.leaves.create(f"_{ident}")
        try:
            await self.init.spawn(
                ident,
                plan,
                leaf_fd=leaf,
                stdin_fd=None,
                logged=BOTH,
                terminal=spec.terminal,
                deadline=10,
                stop_signal=15,
                commit=committed,
                private_processes=resolved.private_processes,
            )
        finally:
            os.close(leaf)
        return ident

    async def output(self, *argv: str, **options: Any) -> str:
        """Run a program to its end and return what it has written, stderr first."""
        ident = await self.start(*argv, **options)
        await self.init.wait_exit(ident)
        await self.init.wait_drained(ident)
        return self.read(ident)

    def read(self, ident: int) -> str:
        """Return what a program has written by now, stderr first."""
        texts = []
        for stream in ("stderr", "stdout"):
            with contextlib.suppress(FileNotFoundError):
                path = self.process.logs / str(ident) / f"{stream}.000000.log"
                texts.append(path.read_text(errors="replace"))
        return "".join(texts)

    async def run(self, script: str, **options: Any) -> str:
        """Run a script of the shell and return what it has written, without the last line feed."""
        return (await self.output("/bin/sh", "-c", script, **options)).strip()

    async def python(self, code: str, **options: Any) -> str:
        """Run a program of Python and return what it has written, without the last line feed."""
        argv = (PYTHON, "-I", "-S", "-c", code)
        return (await self.output(*argv, **options)).strip()


@contextlib.asynccontextmanager
async def sandboxes() -> AsyncIterator[Sandboxes]:
    """Begin an init, and clear it away at the end."""
    async with running_init() as (process, init):
        yield Sandboxes(process, init)


async def milliseconds(boxes: Sandboxes, times: int, **options: Any) -> list[float]:
    """Return how long so many starts took, sorted."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        ident = await boxes.start("/bin/true", **options)
        taken.append((time.perf_counter() - begin) * 1000)
        await boxes.init.wait_exit(ident)
        boxes.init.acknowledge(ident)
    return sorted(taken)
