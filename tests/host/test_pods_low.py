"""Namespaces of pods: made and kept by the real init, and containers in them."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aurae.model.pod_namespaces import PodNamespaces
from aurae.processes.asking import Contained
from aurae.processes.init import Phase, SpawnFailed
from aurae.processes.pods import kinds_of
from aurae.wire import messages
from tests.support.boxes import FIRST, Box, said, spawn, steps
from tests.support.holding import end
from tests.support.init_process import running_init, until_async
from tests.support.proc import alive, children, spares

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.processes.init import Init, Started
    from tests.support.init_process import InitProcess

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

POD = PodNamespaces(FIRST)
TOGETHER = replace(POD, process=True)
KINDS = (messages.POD_USER, messages.POD_NETWORK, messages.POD_IPC, messages.POD_UTS)


@pytest.fixture
def boxes(tmp_path: Path) -> list[Box]:
    """Layers and folders of containers."""
    return [Box(tmp_path / f"box{number}") for number in range(3)]


async def hold(init: Init, ident: int, pod: PodNamespaces = POD) -> Started:
    """Have namespaces made."""
    return await init.pods.hold(ident, pod, hostname="pod-1", deadline=10)


def member(pod: PodNamespaces = POD, among: int = 1, *, reaper: bool = False) -> Contained:
    """Return what a member of a pod has of its own."""
    return Contained(True, True, reaper, among, kinds_of(pod))


async def run(
    process: InitProcess, init: Init, ident: int, box: Box, script: str, **how: object
) -> str:
    """Run a script in a member to its end and return what it wrote."""
    contained = how.pop("contained", member())
    assert isinstance(contained, Contained)
    plan = steps(box, "/bin/sh", "-c", f"exec 2>&1; {script}", member=True, **how)  # type: ignore[arg-type]
    await spawn(process, init, ident, plan, contained)
    found = await said(process, init, ident)
    init.acknowledge(ident)
    return found


def spaces_of(pid: int) -> list[int]:
    """Return the numbers of a process's namespaces: those of KINDS, and what a container has for itself."""
    names = ("user", "net", "ipc", "uts", "pid", "mnt", "cgroup")
    return [os.stat(f"/proc/{pid}/ns/{name}").st_ino for name in names]


def open_of(pid: int) -> int:
    """Count the namespaces that a process has open."""
    links = [os.readlink(entry.path) for entry in os.scandir(f"/proc/{pid}/fd")]
    return sum(
        link.startswith(("user:", "net:", "ipc:", "uts:", "pid:", "mnt:")) for link in links
    )


async def test_a_pod_has_namespaces_and_no_process(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        before = set(children(process.pid))
        started = await hold(init, 1)
        assert started.pid == 0
        await until_async(lambda: set(children(process.pid)) == before)
        found = []
        for kind in KINDS:
            fd = await init.pods.namespace(1, kind)
            assert fd is not None
            found.append(os.fstat(fd).st_ino)
            os.close(fd)
        sleep = ("/bin/sleep", "100")
        pids = [
            await spawn(process, init, 2 + place, steps(box, *sleep, member=True), member())
            for place, box in enumerate(boxes)
        ]
        spaces = [spaces_of(pid) for pid in pids]
        assert all(one[:4] == found for one in spaces)
        assert len({number for one in spaces for number in one[4:]}) == 3 * 3
        for ident in (2, 3, 4):
            init.signal(ident, 9)
            await init.wait_exit(ident)
            init.acknowledge(ident)
        assert await init.pods.namespace(1, messages.POD_PROCESS) is None
        await end(init, 1)


async def test_members_share_name_network_memory_and_queues(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        pod = replace(
            POD,
            sysctls={
                "net.ipv4.ip_unprivileged_port_start": "7",
                "kernel.shmmni": "77",
                "fs.mqueue.msg_max": "17",
            },
        )
        await hold(init, 1, pod)
        script = "hostname; ip -o addr show lo; echo left > /dev/shm/x; touch /dev/mqueue/q; id -u"
        out = await run(process, init, 2, boxes[0], script)
        assert out.startswith("pod-1\n")
        assert "127.0.0.1/8" in out
        script = (
            "cat /dev/shm/x; ls /dev/mqueue; stat -c '%u %a' /dev/shm /dev/shm/x;"
            "cd /proc/sys; cat net/ipv4/ip_unprivileged_port_start kernel/shmmni fs/mqueue/msg_max"
        )
        out = await run(process, init, 3, boxes[1], script)
        assert out.split("\n")[:7] == ["left", "q", "0 1777", "0 644", "7", "77", "17"]
        await end(init, 1)


async def test_with_processes_shared_a_reaper_of_ours_is_pid_1(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        started = await hold(init, 1, TOGETHER)
        assert alive(started.pid)
        contained = member(TOGETHER)
        sleeper = steps(boxes[0], "/bin/sleep", "100", member=True)
        await spawn(process, init, 2, sleeper, contained)
        script = "cat /proc/1/comm; for p in /proc/[0-9]*; do cat $p/comm; done; kill -9 1; kill -15 1; echo $$"
        out = await run(process, init, 3, boxes[1], script, contained=contained)
        assert out.startswith("auraed-pod\n")
        assert "sleep\n" in out
        assert out.split()[-1] != "1"
        assert alive(started.pid)
        await end(init, 1)
        assert (await init.wait_exit(2)).status == 9
        init.acknowledge(2)


@pytest.mark.parametrize("pod", [POD, TOGETHER])
async def test_a_pod_outlives_the_re_execution_of_init_and_leaves_nothing(
    boxes: list[Box], pod: PodNamespaces
) -> None:
    async with running_init() as (process, init):
        before = open_of(process.pid)
        await hold(init, 1, pod)
        await run(process, init, 2, boxes[0], "echo kept > /dev/shm/x", contained=member(pod))
        await init.reexec()
        await init.gone.wait()
        again = await process.attach()
        assert again.table[1].phase is Phase.RUNNING
        assert again.table[1].is_holder
        out = await run(process, again, 3, boxes[1], "cat /dev/shm/x", contained=member(pod))
        assert out == "kept\n"
        assert (await hold(again, 1, pod)).pid == again.table[1].pid
        await end(again, 1)
        await until_async(lambda: open_of(process.pid) <= before)
        with pytest.raises(SpawnFailed, match="share namespaces of 1: it is not there"):
            await run(process, again, 4, boxes[1], "true", contained=member(pod))
        again.acknowledge(4)


async def test_what_cannot_be_made_is_said_and_leaves_nothing(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        before = open_of(process.pid), set(children(process.pid))
        for ident, pod, why in (
            (
                1,
                replace(POD, sysctls={"kernel.shmmni": "no number"}),
                "set kernel.shmmni to no number: Inv",
            ),
            (2, replace(POD, sysctls={"net.nowhere": "1"}), "set net.nowhere to 1: No such file"),
            (3, replace(POD, shm_size=-1), "mount tmpfs on : "),
            (4, replace(POD, first_id=2**32 - 65_536), "Invalid argument"),
        ):
            with pytest.raises(SpawnFailed, match=why):
                await hold(init, ident, pod)
            init.acknowledge(ident)
        with pytest.raises(SpawnFailed, match="share namespaces of 9: it is not there"):
            await run(process, init, 5, boxes[0], "true", contained=member(among=9))
        await hold(init, 6)
        with pytest.raises(SpawnFailed, match="share namespaces of 6: it has no such ones"):
            await run(process, init, 7, boxes[0], "true", contained=member(TOGETHER, among=6))
        await end(init, 6)
        for ident in (5, 7):
            init.acknowledge(ident)
        await until_async(lambda: (open_of(process.pid), set(children(process.pid))) == before)


async def test_a_container_can_have_the_network_and_users_of_another(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        await spawn(process, init, 1, steps(boxes[0], "/bin/sleep", "100"))
        shared = messages.POD_USER | messages.POD_NETWORK
        contained = Contained(True, True, among=1, shared=shared)
        plan = steps(boxes[1], "/bin/sleep", "100", lines=b"=")
        pid = await spawn(process, init, 2, plan, contained)
        one, other = spaces_of(init.table[1].pid), spaces_of(pid)
        assert one[:2] == other[:2]
        assert all(first != second for first, second in zip(one[2:], other[2:], strict=True))
        for ident in (1, 2):
            init.signal(ident, 9)
            await init.wait_exit(ident)
            init.acknowledge(ident)


async def test_a_member_can_have_a_reaper_of_its_own(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        await hold(init, 1)
        out = await run(
            process,
            init,
            2,
            boxes[0],
            "cat /proc/1/comm; echo $$; hostname",
            contained=member(reaper=True),
        )
        assert out.split() == ["auraed-reaper", "2", "pod-1"]
        await end(init, 1)


async def test_a_hundred_pods_come_and_go_at_once() -> None:
    async with running_init() as (process, init):
        before = open_of(process.pid), set(children(process.pid))
        idents = range(1, 101)
        await asyncio.gather(*(hold(init, ident) for ident in idents))
        await until_async(lambda: set(children(process.pid)) == before[1])
        await end(init, *idents)
        await until_async(lambda: (open_of(process.pid), set(children(process.pid))) == before)


async def test_a_new_init_takes_a_pod_from_a_member(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        await hold(init, 1)
        pid = await spawn(
            process, init, 2, steps(boxes[0], "/bin/sleep", "100", member=True), member()
        )
        spaces = spaces_of(pid)
        await end(init, 1)
        held = os.pidfd_open(pid)
        assert (await init.pods.take(3, POD, held)).pid == 0
        os.close(held)
        init.signal(2, 9)
        await init.wait_exit(2)
        init.acknowledge(2)
        for kind, number in zip(KINDS, spaces[:4], strict=True):
            fd = await init.pods.namespace(3, kind)
            assert fd is not None
            assert os.fstat(fd).st_ino == number
            os.close(fd)
        await end(init, 3)


@pytest.mark.parametrize("pod", [POD, TOGETHER])
async def test_members_are_born_of_spares_too(boxes: list[Box], pod: PodNamespaces) -> None:
    async with running_init() as (process, init):
        await hold(init, 1, pod)
        spaces = []
        for ident in (2, 3, 4):
            await until_async(lambda ident=ident: ident == 2 or len(spares(process.pid)) == 2)  # type: ignore[misc]
            box = boxes[ident % 3]
            script = "ls -l /proc/self/ns | grep -E -o '(user|net|ipc|uts):.*'; echo $$ >>/dev/shm/x; wc -l </dev/shm/x"
            spaces.append(await run(process, init, ident, box, script, contained=member(pod)))
        shared = [text.rpartition("\n")[0].rpartition("\n")[0] for text in spaces]
        assert len(set(shared)) == 1
        assert [text.split()[-1] for text in spaces] == ["1", "2", "3"]
        await end(init, 1)


async def test_whose_pid_1_has_gone_has_no_further_member(boxes: list[Box]) -> None:
    async with running_init() as (process, init):
        started = await hold(init, 1, TOGETHER)
        await run(process, init, 2, boxes[0], "true", contained=member(TOGETHER))
        await until_async(lambda: len(spares(process.pid)) == 2)
        os.kill(started.pid, 9)
        assert (await init.wait_exit(1)).status == 9
        with pytest.raises(SpawnFailed, match="share namespaces of 1: it is not there"):
            await run(process, init, 3, boxes[1], "true", contained=member(TOGETHER))
        for ident in (1, 3):
            init.acknowledge(ident)


async def test_an_orderly_stop_lets_all_pods_go() -> None:
    async with running_init() as (process, init):
        await hold(init, 1)
        reaper = (await hold(init, 2, TOGETHER)).pid
        assert process.process is not None
    assert process.process.returncode == 0
    assert not alive(reaper)
