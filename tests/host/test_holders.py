"""Holders of namespaces: made by the real init, entered by real children."""

import asyncio
import errno
import os
import signal
import subprocess
from functools import partial

import pytest

from aurae.processes.init import SpawnFailed
from tests.support.holding import (
    LINKS,
    Within,
    end,
    ended,
    hold,
    mounts,
    name,
    namespaces,
    refused,
    said,
    start,
)
from tests.support.init_process import running_init, until_async
from tests.support.proc import alive, children

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


async def test_a_holder_of_processes_is_pid_1_of_its_own_world():
    async with running_init() as (process, init):
        held = await hold(init, 1, hostname="web-1")
        assert held.inner_pid == 1
        script = f"hostname; cat /proc/sys/kernel/domainname /proc/1/comm; {LINKS}"
        lines = (await said(process, init, 2, script, Within(process=1))).split()
        assert lines[:3] == ["web-1", "web-1", "auraed-holder"]
        outside, inside = namespaces(held.pid), lines[3:]
        assert inside[:5] == outside[:5]
        own = namespaces()
        assert all(one != other for one, other in zip(inside[:4], own[:4], strict=True))
        assert inside[4] == own[4]
        assert inside[5] not in (own[5], outside[5])
        await end(init, 1)


async def test_what_is_in_a_cell_sees_its_own_processes_and_root_of_groups_only():
    async with running_init() as (process, init):
        await hold(init, 1)
        listed = await said(process, init, 2, "ps -eo pid=,comm=", Within(process=1))
        assert {line.split()[1] for line in listed.splitlines()} == {"auraed-holder", "sh", "ps"}
        groups = await said(process, init, 3, "cat /proc/self/cgroup", Within(process=1))
        assert "0::/\n" in groups
        await end(init, 1)


async def test_without_a_holder_a_workload_of_a_cell_has_a_cgroup_namespace_only():
    async with running_init() as (process, init):
        lines = (await said(process, init, 1, LINKS, Within())).split()
        own = namespaces()
        assert lines[:5] == own[:5]
        assert lines[5] != own[5]


async def test_mounts_in_a_cell_stay_in_it():
    async with running_init() as (process, init):
        await hold(init, 1)
        script = "mount -t tmpfs cell /mnt && grep -c ' /mnt ' /proc/self/mounts"
        assert await said(process, init, 2, script, Within(process=1)) == "1\n"
        assert (
            await said(process, init, 3, "grep -c '^cell /mnt ' /proc/self/mounts", Within(1))
            == "1\n"
        )
        assert "cell /mnt " not in mounts()
        await end(init, 1)


async def test_the_inner_pid_and_the_exit_status_arrive():
    async with running_init() as (process, init):
        await hold(init, 1)
        script = 'echo $$; [ "$$" -lt 100 ] && exit 7'
        started = await start(process, init, 2, "sh", "-c", script, within=Within(process=1))
        assert (await init.wait_exit(2)).status == 7 << 8
        await init.wait_drained(2)
        text = (process.logs / "2" / "stdout.000000.log").read_text()
        assert int(text) == started.inner_pid != started.pid
        init.acknowledge(2)
        plain = await start(process, init, 3, "true", within=Within(), in_cell=False)
        assert plain.inner_pid == plain.pid
        await init.wait_exit(3)
        init.acknowledge(3)
        await end(init, 1)


async def test_init_itself_never_stays_in_a_cell():
    async with running_init() as (process, init):
        await hold(init, 1)
        started = await start(process, init, 2, "sleep", "100", within=Within(process=1))
        failure = await refused(start(process, init, 3, "/bin/nope", within=Within(process=1)))
        assert "/bin/nope" in str(failure)
        failure = await refused(start(process, init, 4, "true", within=Within(process=2)))
        assert str(failure) == "enter cell 2: init knows no holder of it"
        link = os.readlink(f"/proc/{process.pid}/ns/pid_for_children")
        assert link == os.readlink("/proc/self/ns/pid")
        plain = await start(process, init, 5, "true", within=Within(), in_cell=False)
        assert plain.inner_pid == plain.pid
        await init.wait_exit(5)
        for ident in (3, 4, 5):
            init.acknowledge(ident)
        assert started.inner_pid > 1
        await end(init, 1)
        assert (await init.wait_exit(2)).status == signal.SIGKILL
        init.acknowledge(2)


async def test_orphans_in_a_cell_are_reaped():
    async with running_init() as (process, init):
        held = await hold(init, 1)
        script = (
            "for i in 1 2 3 4 5 6 7 8; do (sh -c 'exit 3' &); done; (sleep 0.2 &);"
            "while ps -eo stat=,comm= | grep -q '^Z\\|sleep'; do :; done; ps -eo stat="
        )
        async with asyncio.timeout(60):
            states = await said(process, init, 2, script, Within(process=1))
        assert "Z" not in states
        await until_async(lambda: not children(held.pid))
        await end(init, 1)


async def test_signals_from_inside_do_not_reach_a_holder():
    async with running_init() as (process, init):
        held = await hold(init, 1)
        script = "for n in 1 2 3 6 9 11 15 17 19 31 34 64; do kill -$n 1; done; echo still"
        assert await said(process, init, 2, script, Within(process=1)) == "still\n"
        assert alive(held.pid)
        assert await said(process, init, 3, "cat /proc/1/stat", Within(process=1)) != ""
        await end(init, 1)


@pytest.mark.parametrize("process_too", [True, False])
async def test_a_network_of_its_own_has_lo_and_nothing_else(process_too):
    async with running_init() as (process, init):
        held = await hold(init, 1, process=process_too, network=True)
        within = Within(process=1 if process_too else 0, network=1)
        script = "cat /proc/net/dev | tail -n +3 | cut -d: -f1; ip -o addr show lo; readlink /proc/self/ns/net"
        lines = (await said(process, init, 2, script, within)).split("\n")
        assert lines[0].strip() == "lo"
        assert "127.0.0.1/8" in lines[1]
        assert lines[-2] == namespaces(held.pid)[4] != namespaces()[4]
        assert name(held.pid) == "auraed-holder"
        assert held.inner_pid == (1 if process_too else held.pid)
        await end(init, 1)


async def test_a_network_alone_shares_everything_else_with_the_node():
    async with running_init() as (process, init):
        await hold(init, 1, process=False, network=True)
        lines = (await said(process, init, 2, LINKS, Within(network=1))).split()
        assert lines[:4] == namespaces()[:4]
        await end(init, 1)


async def test_a_network_within_isolated_processes_is_entered_with_them():
    async with running_init() as (process, init):
        outer = await hold(init, 1, hostname="outer")
        inner = await hold(init, 2, process=False, network=True, inside=Within(process=1))
        lines = (await said(process, init, 3, f"hostname; {LINKS}", Within(1, 2))).split()
        assert lines[0] == "outer"
        assert lines[1:5] == namespaces(outer.pid)[:4]
        assert lines[5] == namespaces(inner.pid)[4] != namespaces(outer.pid)[4]
        await end(init, 2, 1)


async def test_a_network_within_a_network_is_another():
    async with running_init() as (process, init):
        outer = await hold(init, 1, process=False, network=True)
        inner = await hold(init, 2, process=False, network=True, inside=Within(network=1))
        lines = (await said(process, init, 3, LINKS, Within(network=2))).split()
        assert lines[4] == namespaces(inner.pid)[4] != namespaces(outer.pid)[4]
        await end(init, 1, 2)


async def test_isolated_processes_nest_and_keep_the_network_around_them():
    async with running_init() as (process, init):
        outer = await hold(init, 1, network=True, hostname="outer")
        inner = await hold(init, 2, inside=Within(1, 1), hostname="inner")
        assert inner.inner_pid == 1
        assert inner.pid in children(process.pid)
        assert namespaces(inner.pid)[4] == namespaces(outer.pid)[4]
        within = Within(process=2, network=1)
        lines = (
            await said(process, init, 3, f"hostname; cat /proc/1/comm; {LINKS}", within)
        ).split()
        assert lines[:2] == ["inner", "auraed-holder"]
        assert lines[2:7] == namespaces(inner.pid)[:5]
        seen = await said(process, init, 4, "ps -eo comm=", Within(1, 1))
        assert seen.split().count("auraed-holder") == 2
        seen = await said(process, init, 5, "ps -eo comm=", within)
        assert seen.split().count("auraed-holder") == 1
        await end(init, 2, 1)


async def test_the_end_of_an_outer_holder_ends_all_that_is_within():
    async with running_init() as (process, init):
        await hold(init, 1)
        await hold(init, 2, inside=Within(process=1))
        await hold(init, 3, inside=Within(process=2))
        await start(process, init, 4, "sleep", "100", within=Within(process=3))
        await start(process, init, 5, "sleep", "100", within=Within(process=1))
        init.release(1)
        for ident in (5, 4, 3, 2, 1):
            assert (await init.wait_exit(ident)).status == signal.SIGKILL
            init.acknowledge(ident)


async def test_a_killed_holder_takes_its_workloads_along_and_is_told():
    async with running_init() as (process, init):
        held = await hold(init, 1)
        assert init.table[1].is_holder
        await start(process, init, 2, "sleep", "100", within=Within(process=1))
        assert not init.table[2].is_holder
        os.kill(held.pid, signal.SIGKILL)
        for ident in (1, 2):
            assert (await init.wait_exit(ident)).status == signal.SIGKILL
        failure = await refused(start(process, init, 3, "true", within=Within(process=1)))
        assert str(failure) == "enter cell 1: its holder has ended"
        assert failure.errno == errno.ESRCH
        for ident in (1, 2, 3):
            init.acknowledge(ident)


async def test_starts_that_race_with_the_end_of_their_holder_end_or_say_so():
    async with running_init() as (process, init):
        for turn in range(10):
            ids = [turn * 10 + place for place in range(1, 6)]
            held = await hold(init, ids[0])
            starts = [
                asyncio.ensure_future(
                    start(process, init, ident, "sleep", "100", within=Within(process=ids[0]))
                )
                for ident in ids[1:]
            ]
            await asyncio.sleep(0)
            os.kill(held.pid, signal.SIGKILL)
            for ident, result in zip(
                ids[1:], await asyncio.gather(*starts, return_exceptions=True), strict=True
            ):
                if isinstance(result, BaseException):
                    assert isinstance(result, SpawnFailed)
                    assert str(result).endswith(
                        ("has ended", "ended before execve", "No such process")
                    )
                else:
                    await init.wait_exit(ident)
            await init.wait_exit(ids[0])
            for ident in ids:
                init.acknowledge(ident)


async def test_an_unknown_holder_is_named():
    async with running_init() as (process, init):
        failure = await refused(start(process, init, 1, "true", within=Within(network=9)))
        assert str(failure) == "enter cell 9: init knows no holder of it"
        failure = await refused(hold(init, 2, inside=Within(process=8)))
        assert str(failure) == "enter cell 8: init knows no holder of it"
        for ident in (1, 2):
            init.acknowledge(ident)


async def test_an_id_is_held_once():
    async with running_init() as (process, init):
        first = await hold(init, 1)
        assert await hold(init, 1) == first
        count = len(children(process.pid))
        init.release(1)
        await init.wait_exit(1)
        await until_async(lambda: len(children(process.pid)) == count - 1)
        init.acknowledge(1)


@pytest.mark.parametrize("nested", [False, True])
async def test_a_holder_that_is_late_is_killed(nested):
    async with running_init() as (process, init):
        inside = Within(process=1 if nested else 0)
        await hold(init, 1)
        before = len(children(process.pid))
        failure = await refused(hold(init, 2, inside=inside, deadline=0))
        assert str(failure) == "hold namespaces: no answer within 0 s"
        assert failure.errno == errno.ETIMEDOUT
        await until_async(lambda: len(children(process.pid)) == before)
        init.acknowledge(2)
        await end(init, 1)


@pytest.mark.parametrize("nested", [False, True])
async def test_a_holder_released_on_its_way_leaves_nothing(nested):
    async with running_init() as (process, init):
        inside = Within(process=1 if nested else 0)
        await hold(init, 1)
        before = len(children(process.pid))
        for ident in range(2, 42):
            making = asyncio.ensure_future(hold(init, ident, inside=inside))
            await asyncio.sleep(ident / 10_000)  # each is released at another moment of its start
            init.release(ident)
            await asyncio.wait([making])
            await until_async(partial(ended, init, ident))
            if isinstance(making.exception(), SpawnFailed):
                assert init.table[ident].errno == errno.ECANCELED
            init.acknowledge(ident)
        await until_async(lambda: len(children(process.pid)) == before)
        await end(init, 1)


async def test_a_machine_without_room_for_namespaces_says_so(monkeypatch):
    full = 'for k in pid net; do echo 0 > /proc/sys/user/max_${k}_namespaces; done; exec "$0" "$@"'
    real = subprocess.Popen

    def crowded(command, **options):
        return real(["unshare", "-U", "-r", "sh", "-c", full, *command], **options)

    monkeypatch.setattr(subprocess, "Popen", crowded)
    async with running_init() as (_, init):
        failure = await refused(hold(init, 1))
        assert (failure.errno, str(failure)) == (errno.ENOSPC, "clone3: No space left on device")
        failure = await refused(hold(init, 2, process=False, network=True))
        assert (failure.errno, str(failure)) == (errno.ENOSPC, "unshare: No space left on device")
        for ident in (1, 2):
            init.acknowledge(ident)


async def test_holders_nest_as_deep_as_the_kernel_allows_and_then_say_so():
    async with running_init() as (_, init):
        failure = None
        ident = 0
        while failure is None and ident < 40:
            ident += 1
            try:
                await hold(init, ident, inside=Within(process=ident - 1))
            except SpawnFailed as error:
                failure = error
        assert ident > 20
        assert failure is not None
        assert (failure.errno, str(failure)) == (errno.ENOSPC, "clone3: No space left on device")
        init.acknowledge(ident)
        init.release(1)
        for one in range(1, ident):
            await init.wait_exit(one)
            init.acknowledge(one)
