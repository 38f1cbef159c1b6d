"""What is done with any container is done with one of a pod: its files, its processes, its pause, sessions in it."""

from __future__ import annotations

import time
from contextlib import aclosing

import pytest

from aurae.containers import top
from aurae.containers.attending import Running
from aurae.containers.containers import Containers
from aurae.containers.copying import copy_out
from aurae.containers.differences import diff
from aurae.images.unpackers import Unpackers
from aurae.model.container_state import ContainerState
from tests.support.contained import container_world
from tests.support.podded import begin, make_pod, said

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


@pytest.mark.parametrize("process", [False, True])
async def test_a_member_is_looked_into_copied_paused_and_measured_as_any_container(
    process: bool,
) -> None:
    async with container_world() as node:
        await make_pod(node, process=process)
        await begin(node, "other", "echo theirs >/made; exec sleep 999")
        run = await begin(node, "one", "echo mine >/made; echo up >/shared/up; exec sleep 1000")
        means = node.means
        containers = Containers(
            node.services, node.supervisor, means.leaves, means.tasks, means.register.next_id
        )
        assert (await containers.pause("pod", "one")).state is ContainerState.PAUSED
        assert (await containers.find("pod", "other", "get")).state is ContainerState.RUNNING
        assert (await containers.resume("pod", "one")).state is ContainerState.RUNNING
        while await said(node, "one", "cat /made") != "mine\n":
            pass
        found = await containers.find("pod", "one", "top")
        listed = top.processes(containers.processes(found), time.time_ns())
        assert [item.command for item in listed] == ["sleep 1000"]
        assert (listed[0].inner_pid == 1) is not process
        assert listed[0].user == 0
        unpackers = Unpackers(node.init, means.register.next_id, means.tasks, 0)
        root = node.preparer.root_of_run(run, "copy")
        running = Running(run.pid, run.leaf)
        told = bytearray()
        async with aclosing(copy_out(unpackers, root, running, "/made")) as pieces:
            async for piece in pieces:
                told += piece
        assert b"mine\n" in told
        assert b"theirs" not in told
        changed = [change.path for change in await diff(unpackers, root, running)]
        assert "/made" in changed
        assert not any(path.startswith("/dev/shm") for path in changed)
        await node.cells.freeze("pod")
        await node.cells.thaw("pod")
        assert (await said(node, "one", "hostname")) == "pod\n"
