"""Holders and workloads inside them, asked of a real init."""

import contextlib
import os
import signal
from collections.abc import Awaitable
from pathlib import Path
from typing import NamedTuple

import pytest

from aurae.processes.init import Init, Phase, SpawnFailed, Started
from aurae.wire import plan
from tests.support.init_process import InitProcess

ENV = [b"PATH=/usr/sbin:/sbin:/usr/bin:/bin"]


LINKS = "for n in pid mnt ipc uts net cgroup; do readlink /proc/self/ns/$n; done"
"""Prints the namespaces in the order of `namespaces`."""


class Within(NamedTuple):
    """The holders around a new one."""

    process: int = 0
    network: int = 0


async def committed() -> None:
    """Stands for a row that is on disk at once."""


async def hold(
    init: Init,
    ident: int,
    *,
    process: bool = True,
    network: bool = False,
    inside: Within = Within(),  # noqa: B008  a tuple
    hostname: str = "cell",
    deadline: float = 10,
) -> Started:
    """Have a holder made."""
    return await init.hold(
        ident,
        process=process,
        network=network,
        inside=inside,
        hostname=hostname,
        deadline=deadline,
    )


async def end(init: Init, *idents: int) -> None:
    """Release holders, hear of their ends and have them forgotten."""
    for ident in idents:
        init.release(ident)
    for ident in idents:
        assert (await init.wait_exit(ident)).status == signal.SIGKILL
        init.acknowledge(ident)


async def start(
    process: InitProcess,
    init: Init,
    ident: int,
    *argv: str,
    within: Within,
    in_cell: bool = True,
) -> Started:
    """Spawn `argv` in a leaf of its own and in the namespaces of holders."""
    words = [os.fsencode(word) for word in argv]
    steps: list[plan.Step] = [plan.Chdir(b"/"), plan.Execve(words[0], words, ENV)]
    with contextlib.suppress(FileExistsError):
        os.close(process.leaves.create(f"_{ident}"))
    leaf = os.open(process.root / f"_{ident}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        return await init.spawn(
            ident,
            plan.encode(steps),
            leaf_fd=leaf,
            stdin_fd=None,
            logged=frozenset({1, 2}),
            terminal=False,
            deadline=10,
            stop_signal=signal.SIGTERM,
            commit=committed,
            process_holder=within.process,
            network_holder=within.network,
            in_cell=in_cell,
        )
    finally:
        os.close(leaf)


async def said(process: InitProcess, init: Init, ident: int, script: str, within: Within) -> str:
    """Run a shell script to its end inside holders and return what it wrote on both streams."""
    await start(process, init, ident, "sh", "-c", f"exec 2>&1; {script}", within=within)
    await init.wait_exit(ident)
    await init.wait_drained(ident)
    init.acknowledge(ident)
    return (process.logs / str(ident) / "stdout.000000.log").read_text()


def namespaces(pid: int | str = "self") -> list[str]:
    """The namespaces of a process in the order of LINKS."""
    kinds = ("pid", "mnt", "ipc", "uts", "net", "cgroup")
    return [os.readlink(f"/proc/{pid}/ns/{kind}") for kind in kinds]


def mounts() -> str:
    """What is mounted where the test runs."""
    return Path("/proc/self/mounts").read_text()


def name(pid: int) -> str:
    """The name that a process has given itself."""
    return Path(f"/proc/{pid}/comm").read_text().strip()


def is_named(pid: int) -> bool:
    """Whether a holder has come to its sleep."""
    return name(pid) == "auraed-holder"


def ended(init: Init, ident: int) -> bool:
    """Whether init has told an end."""
    return init.table[ident].phase in (Phase.EXITED, Phase.FAILED)


async def refused(waiting: Awaitable[object]) -> SpawnFailed:
    """Return why a start failed."""
    with pytest.raises(SpawnFailed) as failure:
        await waiting
    return failure.value
