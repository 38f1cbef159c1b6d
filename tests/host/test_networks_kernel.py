"""Threads of the room of networks: one that cannot leave a workload's network does nothing any more."""

import errno
import os

import pytest

from aurae.linux.namespaces import setns
from aurae.networks import kernel as room
from aurae.networks.bridges import look
from aurae.networks.kernel import Kernel, Stranded, within
from tests.support.netspace import moved, namespaces

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


async def test_a_socket_is_of_another_namespace_and_its_thread_is_not():
    with moved(), namespaces(1) as (space,):
        kernel = Kernel()
        try:
            seen = await kernel.run(lambda _: within(space, look))
            assert set(seen.links) == {"lo"}
            assert seen.addresses == {}
            place = await kernel.run(lambda _: os.readlink("/proc/thread-self/ns/net"))
            assert place == os.readlink("/proc/self/ns/net")
            assert (await kernel.run(look)).addresses != {}
        finally:
            await kernel.close()


async def test_a_thread_that_cannot_come_back_is_left_for_another_one(monkeypatch):
    calls = []

    def failing(fd, kind):
        calls.append(fd)
        if len(calls) == 2:
            raise OSError(errno.EPERM, "setns: Operation not permitted")
        setns(fd, kind)

    monkeypatch.setattr(room, "setns", failing)
    with moved(), namespaces(1) as (space,):
        kernel = Kernel()
        try:
            with pytest.raises(Stranded, match="a thread cannot leave a workload's network"):
                await kernel.run(lambda _: within(space, look))
            place = await kernel.run(lambda _: os.readlink("/proc/thread-self/ns/net"))
            assert place == os.readlink("/proc/self/ns/net")
        finally:
            await kernel.close()
