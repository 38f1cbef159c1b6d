"""A pod's cell and the containers in it, on a real init: what they share, and what they may not say."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from aurae.model.cell import Cell, CellSpec
from aurae.model.container import Dns, Network, UserNamespace
from aurae.model.pod_namespaces import PodNamespaces
from aurae.model.refusal import FailedPrecondition, InvalidField
from aurae.wire import messages
from tests.support.contained import container_world
from tests.support.podded import begin, make_pod, member, said
from tests.support.supervised import OWNER, spec
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


async def test_containers_of_a_pod_have_one_name_network_memory_and_users() -> None:
    async with container_world() as node:
        await make_pod(
            node,
            hostname="db-1",
            sysctls={"net.ipv4.ip_unprivileged_port_start": "7"},
            dns=Dns(("192.0.2.7",), ("pod.test",)),
            extra_hosts=("peer:192.0.2.9",),
            shm_size=3 << 20,
        )
        for name in ("one", "other"):
            await begin(node, name)
        out = await said(
            node,
            "one",
            "hostname; cat /etc/hostname /etc/resolv.conf /etc/hosts; df -m /dev/shm | tail -1; echo x >/dev/shm/y",
        )
        lines = out.splitlines()
        assert lines[:4] == ["db-1", "db-1", "nameserver 192.0.2.7", "search pod.test"]
        assert "192.0.2.9\tpeer" in lines
        assert lines[-1].split()[1] == "3"
        script = "cat /dev/shm/y /proc/sys/net/ipv4/ip_unprivileged_port_start; ls /proc | grep -c '^[0-9]'"
        assert (await said(node, "other", script)).split()[:2] == ["x", "7"]
        spaces = [
            [os.stat(f"/proc/{run.pid}/ns/{name}").st_ino for run in node.supervisor.living("pod")]
            for name in ("user", "net", "ipc", "uts", "pid", "mnt")
        ]
        assert [len(set(each)) for each in spaces] == [1, 1, 1, 1, 2, 2]
        await node.agreed()
        await node.cells.free("pod", 0)
        await node.agreed()


async def test_with_processes_shared_they_see_each_other_and_end_each_for_itself() -> None:
    async with container_world() as node:
        await make_pod(node, process=True)
        first = await begin(node, "one", "sleep 4321 & exec sleep 1234")
        await begin(node, "other")
        out = await said(
            node, "other", "cat /proc/1/comm; cat /proc/[0-9]*/cmdline | tr '\\0' ' '"
        )
        assert out.startswith("auraed-pod\n")
        assert "sleep 1234" in out
        assert "sleep 4321" in out
        os.kill(first.pid, signal.SIGKILL)
        await node.supervisor.wait("pod", "one", 20)
        out = await said(node, "other", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
        assert "sleep 4321" not in out
        await begin(node, "one")
        await node.agreed()
        await node.cells.free("pod", 0)
        await node.agreed()


@pytest.mark.parametrize(
    ("field", "how"),
    [
        ("hostname", {"hostname": "other"}),
        ("network", {"network": Network.HOST}),
        ("network", {"network": Network.NONE}),
        ("sysctls", {"sysctls": {"net.core.somaxconn": "7"}}),
        ("dns", {"dns": Dns(("192.0.2.7",))}),
        ("extra_hosts", {"extra_hosts": ("a:192.0.2.7",)}),
        ("shm_size", {"shm_size": 4096}),
        ("user_namespace", {"user_namespace": UserNamespace.HOST}),
        ("privileged", {"privileged": True}),
        ("network_of", {"network_of": "pod/one"}),
    ],
)
async def test_what_is_the_pods_no_container_of_it_says_for_itself(
    field: str, how: dict[str, Any]
) -> None:
    async with container_world() as node:
        await make_pod(node)
        with pytest.raises(InvalidField, match=f"container.{field}"):
            await begin(node, "one", **how)
        await node.agreed()


async def test_only_containers_start_in_a_pod_and_no_cell_is_in_it() -> None:
    async with container_world() as node:
        await make_pod(node)
        with pytest.raises(FailedPrecondition, match="in which only containers start"):
            await node.cells.start("pod", spec("true"), OWNER)
        with pytest.raises(FailedPrecondition, match="is a pod, which has no cells"):
            await node.cells.allocate(CellSpec("pod/below"), OWNER)
        await node.cells.allocate(CellSpec("apart", isolate_network=True), OWNER)
        with pytest.raises(FailedPrecondition, match="is isolated"):
            await make_pod(node, "apart/pod")
        with pytest.raises(InvalidField, match="excludes isolation"):
            await node.cells.allocate(
                CellSpec("x", isolate_process=True, pod=PodNamespaces()), OWNER
            )
        with pytest.raises(InvalidField, match=r"pod\.hostname"):
            await make_pod(node, "y", hostname="no name")
        await node.agreed()
        stranger = OWNER.replace("root", "stranger")
        with pytest.raises(FailedPrecondition, match="users are not those of the pod"):
            await node.cells.start("pod", member(node, "theirs"), stranger)


async def test_a_pod_of_the_hosts_users_and_network() -> None:
    async with container_world() as node:
        await make_pod(node, first_id=0, network=False)
        how: dict[str, Any] = {"user_namespace": UserNamespace.HOST, "network": Network.HOST}
        await begin(node, "one", **how)
        out = await said(
            node, "one", "cat /proc/self/uid_map; readlink /proc/self/ns/net; hostname"
        )
        assert out.split()[:4] == ["0", "0", "4294967295", os.readlink("/proc/self/ns/net")]
        assert out.split()[-1] == "pod"
        await node.cells.free("pod", 0)
        await node.agreed()


async def test_a_pod_outlives_servers_and_new_programs_of_init() -> None:
    async with container_world() as node:
        cell = await make_pod(node)
        run = await begin(node, "one", "echo kept >/dev/shm/x; sleep 1000")
        for reexecuted in (False, True):
            node.is_reexecuted = reexecuted
            await node.restart()
            await node.agreed()
            found = node.standing()[0]
            assert (found.id, found.spec) == (cell.id, cell.spec)
            assert node.supervisor.living("pod")[0].pid == run.pid
        await begin(node, "other")
        assert await said(node, "other", "cat /dev/shm/x") == "kept\n"
        await node.cells.free("pod", 0)
        await node.agreed()
        assert replace(cell.spec) == cell.spec


@pytest.mark.parametrize("process", [False, True])
async def test_a_new_init_is_given_the_namespaces_that_somebody_lives_in(process: bool) -> None:
    async with container_world() as node:
        await make_pod(node, process=process)
        run = await begin(node, "one")
        before = spaces_of(run.pid)
        await node.replace_init()
        cell = node.standing()[0]
        assert node.init.table[cell.id].is_holder
        found = []
        for kind in (messages.POD_USER, messages.POD_NETWORK, messages.POD_IPC, messages.POD_UTS):
            fd = await node.init.pods.namespace(cell.id, kind)
            assert fd is not None
            found.append(os.fstat(fd).st_ino)
            os.close(fd)
        assert found == before
        with pytest.raises(FailedPrecondition, match="has gone with the init that made it"):
            await begin(node, "other")
        freeing = asyncio.ensure_future(node.cells.free("pod", 0))
        with suppress(ChildProcessError):  # an orphan is ours to reap, as PID 1 would
            await asyncio.to_thread(os.waitpid, run.pid, 0)
        await freeing
        await node.cells.allocate(CellSpec("pod", pod=cell.spec.pod), OWNER)
        await begin(node, "other")
        await node.cells.free("pod", 0)
        await node.agreed()


async def test_a_hundred_pods_are_made_and_freed_at_once() -> None:
    async with container_world() as node:
        names = [f"pod-{number}" for number in range(100)]
        await asyncio.gather(*(make_pod(node, name) for name in names))
        await node.agreed()
        await asyncio.gather(*(node.cells.free(name, 0) for name in names))
        await node.agreed()


async def test_whose_pid_1_has_died_has_new_namespaces_at_the_next_start() -> None:
    async with container_world() as node:
        told: list[str] = []

        async def held(one: Cell) -> None:
            told.append(one.name)

        node.cells.when_held(held)
        cell = await make_pod(node, process=True)
        await begin(node, "one")
        assert told == ["pod"]
        os.kill(cell.holder_pid, signal.SIGKILL)
        await node.supervisor.wait("pod", "one", 20)
        await eventually(lambda: cell.id not in node.init.table, "its end is known")
        await begin(node, "other")
        assert told == ["pod", "pod"]
        assert (await said(node, "other", "cat /proc/1/comm")) == "auraed-pod\n"
        await node.agreed()


def spaces_of(pid: int) -> list[int]:
    """Return the numbers of the namespaces that a pod has."""
    return [os.stat(f"/proc/{pid}/ns/{name}").st_ino for name in ("user", "net", "ipc", "uts")]
