"""Virtual machines beside a QEMU by hand with the same kernel and initramfs, and what one costs that does nothing."""

import asyncio
import itertools
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.proto import runtime_pb2
from aurae.vms import guest_orders as orders
from bench.client import Client, took
from bench.container_peers import IMAGE, SLEEP, TRUE
from bench.containers import load, medians, taken
from bench.stopwatch import milliseconds
from tests.support.daemon import Daemon
from tests.support.guests import RawGuest, busybox_root
from tests.support.machines import settings
from tests.support.proc import memory

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, IDLE, PAUSE = 7, 6, 0.3
MEMORY = 128
START = "runtime.v0.RuntimeService/Start"
BOOT = runtime_pb2.VirtualMachine
NUMBERS = itertools.count()


def boots(_: Daemon) -> tuple[str, str, str]:
    """From nothing to the entrypoint's execve in the guest: cold, by hand, and from a template."""
    with Daemon(**settings()) as fresh, tempfile.TemporaryDirectory() as folder:
        client = load(fresh)
        root = busybox_root(Path(folder))
        sides: dict[str, Callable[[], float]] = {
            "aurae": partial(_ours, fresh, client, BOOT.BOOT_COLD),
            "qemu": partial(_by_hand, Path(folder), root),
        }
        cold = medians(taken(sides, ROUNDS))
        _await_template(fresh, client)
        warm = medians(taken({"template": partial(_ours, fresh, client, BOOT.BOOT_AUTO)}, ROUNDS))
    share = f"{cold['aurae'] / cold['qemu']:.2f}"
    shown = {name: f"{seconds:.2f} s" for name, seconds in (cold | warm).items()}
    return f"{share} ({shown['aurae']}; QEMU {shown['qemu']})", shown["aurae"], shown["template"]


def idle(_: Daemon) -> str:
    """Memory of our three processes for each machine that is up and does nothing."""
    with Daemon(**settings()) as fresh:
        client = load(fresh)
        client.call(START, _asked("first", BOOT.BOOT_COLD, SLEEP))
        before = sum(map(memory, fresh.pids().values()))
        for number in range(IDLE):
            client.call(START, _asked(f"idle-{number}", BOOT.BOOT_COLD, SLEEP))
        each = (sum(map(memory, fresh.pids().values())) - before) / IDLE
    return f"{each / 1000:.0f} kB"


def _asked(
    name: str, boot: runtime_pb2.VirtualMachine.Boot.ValueType, argv: tuple[str, ...]
) -> runtime_pb2.StartRequest:
    process = runtime_pb2.Executable(argv=argv)
    vm = runtime_pb2.VirtualMachine(image=IMAGE, memory=MEMORY << 20, boot=boot, process=process)
    return runtime_pb2.StartRequest(workload=runtime_pb2.WorkloadSpec(name=name, vm=vm))


def _ours(
    daemon: Daemon, client: Client, boot: runtime_pb2.VirtualMachine.Boot.ValueType
) -> float:
    name = f"vm-{next(NUMBERS)}"
    seconds = took(partial(client.call, START, _asked(name, boot, (TRUE,))))
    daemon.aer("wait", name, limit=60)
    return seconds


def _by_hand(folder: Path, root: Path) -> float:
    """Boot the same by a line of QEMU's that somebody wrote, unconfined."""
    process = orders.Process((TRUE,), {"PATH": "/bin"})
    setup = orders.Setup(orders.Root("root"), upper=orders.Upper(size=16 << 20))

    async def begin() -> float:
        async with machine.met() as guest:
            await guest.set_up(setup, "measure")
            await guest.run(orders.Entrypoint("measured", process), "measure")
            return time.monotonic() - machine.began

    machine = RawGuest(folder, root, memory=str(MEMORY))
    with machine:
        return asyncio.run(begin())


def _await_template(daemon: Daemon, client: Client) -> None:
    """Start machines until one is much quicker than the first of them."""
    first = _ours(daemon, client, BOOT.BOOT_AUTO)
    for _ in range(10):
        time.sleep(PAUSE)
        if _ours(daemon, client, BOOT.BOOT_AUTO) < first / 2:
            return
    sys.stderr.write(f"no template came: the first took {milliseconds(first)}\n")
