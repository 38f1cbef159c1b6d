"""Holders last: they outlive init and its memory, by the hundred, and end with the daemon's stop."""

import asyncio
import os
import signal
import socket
import sys
from functools import partial

import pytest

from aurae.linux import idling
from aurae.processes.init import Init, Phase
from aurae.spawn.child import READY
from tests.support.holding import (
    Within,
    end,
    hold,
    is_named,
    name,
    namespaces,
    said,
    start,
)
from tests.support.init_process import SOURCE, InitProcess, running_init, until_async
from tests.support.proc import alive, memory
from tests.support.until import until

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

MOST_MEMORY = 256 * 1024
"""Private bytes of a holder that runs the program of `linux.idling`."""
PROMISED = 1024 * 1024


@pytest.mark.skipif(
    os.uname().machine not in idling.CODES, reason="a copy of init holds on this machine"
)
async def test_a_holder_costs_next_to_nothing_whatever_init_does():
    async with running_init() as (process, init):
        held = [
            await hold(init, 1, network=True),
            await hold(init, 2, process=False, network=True),
        ]
        held.append(await hold(init, 3, inside=Within(1, 1)))
        assert await init.reexec() == 1  # drops every page that a fork would share with init
        successor = await process.attach()
        for one in held:
            until(partial(is_named, one.pid), "it has its name")
            assert memory(one.pid, "Private_Dirty") <= MOST_MEMORY
            assert os.listdir(f"/proc/{one.pid}/fd") == []
        await end(successor, 3, 2, 1)


async def test_200_holders_are_one_descriptor_each_and_end_together():
    async with running_init() as (process, init):

        def descriptors() -> int:
            return len(os.listdir(f"/proc/{process.pid}/fd"))

        await hold(init, 1000)
        await end(init, 1000)
        before = descriptors()
        held = await asyncio.gather(*(hold(init, ident, network=True) for ident in range(1, 201)))
        assert descriptors() == before + 200
        private = [memory(one.pid, "Private_Dirty") for one in held]
        assert max(private) <= PROMISED
        assert len({namespaces(one.pid)[0] for one in held}) == 200
        await end(init, *range(1, 201))
        await until_async(lambda: descriptors() == before)


async def test_reexec_keeps_holders_and_they_can_be_entered():
    async with running_init() as (process, init):
        held = await hold(init, 1, network=True, hostname="kept")
        started = await start(process, init, 2, "sleep", "100", within=Within(1, 1))
        assert await init.reexec() == 1
        successor = await process.attach()
        row = successor.table[1]
        assert (row.is_holder, row.phase, row.pid) == (True, Phase.RUNNING, held.pid)
        assert await successor.wait_started(2) == started
        assert await hold(successor, 1) == held
        assert await said(process, successor, 3, "hostname", Within(1, 1)) == "kept\n"
        await hold(successor, 4, inside=Within(1, 1))
        successor.release(1)
        for ident in (4, 2, 1):
            assert (await successor.wait_exit(ident)).status == signal.SIGKILL
            successor.acknowledge(ident)


async def kill_init(process: InitProcess, init: Init) -> Init:
    """Kill init and start another in its place."""
    os.kill(process.pid, signal.SIGKILL)
    async with asyncio.timeout(60):
        await init.gone.wait()
    assert process.process is not None
    process.process.wait()
    process.start()
    return await process.attach()


@pytest.mark.parametrize("reexec", [False, True])
async def test_holders_outlive_init_and_a_new_one_takes_them(reexec):
    async with running_init() as (process, init):
        held = await hold(init, 1, network=True, hostname="kept")
        successor = await kill_init(process, init)
        assert alive(held.pid)
        pidfd = os.pidfd_open(held.pid)
        successor.take_holder(1, pidfd)
        successor.take_holder(1, pidfd)
        os.close(pidfd)
        await until_async(lambda: 1 in successor.table)
        assert successor.table[1].is_holder
        assert (successor.table[1].pid, successor.table[1].inner_pid) == (held.pid, 1)
        if reexec:
            await successor.reexec()
            successor = await process.attach()
        assert await said(process, successor, 2, "hostname", Within(1, 1)) == "kept\n"
        await hold(successor, 3, inside=Within(1, 1))
        await end(successor, 3, 1)
        await until_async(lambda: not alive(held.pid))


async def test_a_taken_holder_that_has_ended_is_told_as_ended():
    async with running_init() as (_, init):
        child = await asyncio.create_subprocess_exec("sleep", "100")
        pidfd = os.pidfd_open(child.pid)
        child.kill()
        await child.wait()
        init.take_holder(1, pidfd)
        os.close(pidfd)
        assert (await init.wait_exit(1)).status == signal.SIGKILL
        init.acknowledge(1)
        null = os.open("/dev/null", os.O_RDONLY)
        init.take_holder(2, null)
        os.close(null)
        await until_async(lambda: 2 in init.table and init.table[2].phase is Phase.FAILED)
        assert "is no pidfd" in init.table[2].error
        init.acknowledge(2)


async def test_the_orderly_stop_ends_workloads_before_their_holders():
    async with running_init() as (process, init):
        held = [await hold(init, 1), await hold(init, 2, inside=Within(process=1))]
        held.append(await hold(init, 3, process=False, network=True))
        script = "trap 'sleep 0.3; exit 5' TERM; echo ready; while :; do sleep 0.05; done"
        await start(process, init, 4, "sh", "-c", script, within=Within(2, 3))
        log = process.logs / "4" / "stdout.000000.log"
        await until_async(lambda: log.exists() and log.read_text())
        os.kill(process.pid, signal.SIGTERM)
        assert (await init.wait_exit(4)).status == 5 << 8
        for ident in (1, 2, 3):
            assert (await init.wait_exit(ident)).status == signal.SIGKILL
        for ident in (1, 2, 3, 4):
            init.acknowledge(ident)
        running = process.process
        assert running is not None
        await until_async(lambda: running.poll() is not None)
        assert running.returncode == 0
        assert not any(alive(one.pid) for one in held)


async def test_where_no_program_may_run_from_memory_a_copy_of_init_holds():
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "from aurae.linux import idling, signalfd\n"
        "from aurae.spawn import holder\n"
        "idling.CODES.clear(); signalfd.block_all()\n"
        "holder.become(holder.Order(int(sys.argv[2]), process=False, network=True, hostname=b'x'))\n"
    )
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours:
        with theirs:
            fd = theirs.fileno()
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", "-c", script, SOURCE, str(fd)), pass_fds=[fd]
            )
        ours.settimeout(10)
        try:
            loop = asyncio.get_running_loop()
            assert await loop.run_in_executor(None, ours.recv, 100) == READY
            assert await loop.run_in_executor(None, ours.recv, 100) == b""
            assert name(child.pid) == "auraed-holder"
            os.kill(child.pid, signal.SIGTERM)
            assert os.listdir(f"/proc/{child.pid}/fd") == []
            assert alive(child.pid)
        finally:
            child.kill()
            await child.wait()
