"""Descriptors that init keeps for the server: they outlive it, and children get them."""

import asyncio
import contextlib
import ctypes
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator

import pytest

from aurae.init import keeping
from aurae.linux.libc import libc
from aurae.processes import kept
from aurae.processes.init import Init, SpawnFailed, Started
from aurae.wire import messages, plan
from tests.support.holding import Within, end, hold
from tests.support.init_process import InitProcess, running_init, until_async

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

ANSWER = (
    "import os, socket\n"
    "n = int(os.environ['LISTEN_FDS'])\n"
    "assert os.environ['LISTEN_PID'] == str(os.getpid())\n"
    "print(sorted(map(int, os.listdir('/proc/self/fd')))[:-1])\n"
    "for fd in range(3, 3 + n):\n"
    "    channel = socket.socket(fileno=fd).accept()[0]\n"
    "    channel.sendall(b'%d of %d' % (fd, n))\n"
    "    channel.close()\n"
)
"""Accepts once on each descriptor it was passed, and says on which."""


async def committed() -> None:
    """Stands for a row that is on disk at once."""


@contextlib.contextmanager
def listening(count: int = 1) -> Iterator[list[socket.socket]]:
    """Sockets that listen."""
    with contextlib.ExitStack() as closing:
        made = [
            closing.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)
        ]
        yield made


async def start(
    process: InitProcess,
    init: Init,
    ident: int,
    passed: list[int],
    within: Within = Within(),  # noqa: B008
) -> Started:
    """Spawn what answers on the descriptors that it is passed."""
    argv = [os.fsencode(word) for word in (sys.executable, "-I", "-S", "-c", ANSWER)]
    steps: list[plan.Step] = [
        plan.Execve(argv[0], argv, [b"PATH=/usr/bin:/bin", b"LISTEN_FDS=%d" % len(passed)])
    ]
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
            in_cell=bool(within.process),
            passed=passed,
        )
    finally:
        os.close(leaf)


async def said_by(listener: socket.socket) -> str:
    """Connect to a listener and return what it says."""
    reader, writer = await asyncio.open_connection(*listener.getsockname())
    try:
        return (await asyncio.wait_for(reader.read(), 20)).decode()
    finally:
        writer.close()
        await writer.wait_closed()


def descriptors(process: InitProcess) -> int:
    """How many descriptors init has."""
    return len(os.listdir(f"/proc/{process.pid}/fd"))


async def end_of(process: InitProcess, init: Init, ident: int) -> str:
    """Return what a workload wrote that has ended well."""
    status = (await init.wait_exit(ident)).status
    await init.wait_drained(ident)
    init.acknowledge(ident)
    folder = process.logs / str(ident)
    assert status == 0, (folder / "stderr.000000.log").read_text()
    return (folder / "stdout.000000.log").read_text()


def taken(init: Init) -> dict[int, int]:
    """Return the inodes of the kept descriptors that a new server got."""
    return {ident: os.fstat(fd).st_ino for ident, fd in init.kept.items()}


async def test_a_kept_socket_outlives_the_server_and_a_child_accepts_on_it():
    async with running_init(at_once=True) as (process, init):
        with listening() as (listener,):
            await init.keep(2**64 - 1, listener.fileno())
            inode = os.fstat(listener.fileno()).st_ino
            await start(process, init, 1, [2**64 - 1])
            assert await said_by(listener) == "3 of 1"
            assert await end_of(process, init, 1) == "[0, 1, 2, 3]\n"
            os.kill(process.stub, signal.SIGKILL)
            successor = await process.attach()
            assert taken(successor) == {2**64 - 1: inode}
            await start(process, successor, 2, [2**64 - 1])
            assert await said_by(listener) == "3 of 1"
            await end_of(process, successor, 2)
            take_out = successor.kept.pop(2**64 - 1)
            os.close(take_out)


async def test_reexec_keeps_what_is_kept_and_the_trial_closes_nothing():
    async with running_init() as (process, init):
        with listening(3) as listeners:
            for ident, listener in enumerate(listeners, 7):
                await init.keep(ident, listener.fileno())
            before = {
                ident: os.fstat(one.fileno()).st_ino for ident, one in enumerate(listeners, 7)
            }
            assert await init.reexec() == 1
            successor = await process.attach()
            assert taken(successor) == before
            await start(process, successor, 1, [9, 7, 8])
            # In the order in which they were named, whatever their numbers are in init.
            assert await said_by(listeners[2]) == "3 of 3"
            assert await said_by(listeners[0]) == "4 of 3"
            assert await said_by(listeners[1]) == "5 of 3"
            assert await end_of(process, successor, 1) == "[0, 1, 2, 3, 4, 5]\n"


async def test_many_are_passed_over_the_numbers_of_init_itself():
    async with running_init() as (process, init):
        with listening(40) as listeners:
            for ident, listener in enumerate(listeners):
                await init.keep(ident, listener.fileno())
            await start(process, init, 1000, list(range(39, -1, -1)))
            for place, listener in enumerate(reversed(listeners), 3):
                assert await said_by(listener) == f"{place} of 40"
            assert await end_of(process, init, 1000) == f"{list(range(43))}\n"


async def test_the_same_one_can_be_passed_twice():
    async with running_init() as (process, init):
        with listening() as (listener,):
            await init.keep(1, listener.fileno())
            await start(process, init, 5, [1, 1])
            assert [await said_by(listener) for _ in range(2)] == ["3 of 2", "4 of 2"]
            await end_of(process, init, 5)


async def test_a_child_in_a_pid_namespace_is_told_its_own_pid():
    async with running_init() as (process, init):
        await hold(init, 1)
        with listening() as (listener,):
            await init.keep(1, listener.fileno())
            started = await start(process, init, 2, [1], Within(1))
            assert started.inner_pid != started.pid
            assert await said_by(listener) == "3 of 1"
            await end_of(process, init, 2)
        await end(init, 1)


async def test_keeping_again_replaces_and_dropping_closes():
    async with running_init() as (process, init):
        before = descriptors(process)
        with listening(2) as (first, second):
            await init.keep(1, first.fileno())
            await init.keep(1, second.fileno())
            await start(process, init, 1, [1])
            assert await said_by(second) == "3 of 1"
            await end_of(process, init, 1)
            await until_async(lambda: descriptors(process) == before + 1)
            init.drop(1)
            init.drop(1)
            init.drop(2)
            await until_async(lambda: descriptors(process) == before)
            assert await init.reexec() == 1
            assert (await process.attach()).kept == {}


async def test_a_start_that_names_one_that_is_not_kept_fails_by_name():
    async with running_init() as (process, init):
        with listening() as (listener,):
            before = descriptors(process)
            await init.keep(4, listener.fileno())
            with pytest.raises(SpawnFailed) as failure:
                await start(process, init, 1, [4, 5])
            assert str(failure.value) == "pass descriptor 5: init does not keep it"
            init.acknowledge(1)
            await until_async(lambda: descriptors(process) == before + 1)


async def test_no_more_are_kept_than_the_limit():
    assert kept.LIMIT == keeping.LIMIT
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits[1], limits[1]))  # they all come to us
    async with running_init() as (process, init):
        before = descriptors(process)
        read, write = os.pipe()
        try:
            for ident in range(keeping.LIMIT):
                await init.keep(ident, read)
            await init.keep(0, write)  # replaces
            with pytest.raises(OSError, match="init keeps 4096 descriptors already"):
                await init.keep(keeping.LIMIT, read)
            init.drop(1)
            await init.keep(keeping.LIMIT, read)
            await until_async(lambda: descriptors(process) == before + keeping.LIMIT)
            os.kill(process.stub, signal.SIGKILL)
            successor = await process.attach()
            assert set(successor.kept) == {0, *range(2, keeping.LIMIT + 1)}
            with pytest.raises(OSError, match="init keeps 4096 descriptors already"):
                await successor.keep(1, read)
        finally:
            os.close(read)
            os.close(write)
    resource.setrlimit(resource.RLIMIT_NOFILE, limits)


async def test_what_a_new_server_does_not_take_is_closed_when_init_goes():
    async with running_init(at_once=True) as (process, init):
        with listening() as (listener,):
            await init.keep(1, listener.fileno())
            assert await init.reexec() == 1
            successor = await process.attach()
            (fd,) = successor.kept.values()
            os.kill(process.pid, signal.SIGKILL)
            await asyncio.wait_for(successor.gone.wait(), 60)
            assert successor.kept == {}
            await until_async(lambda: not os.path.exists(f"/proc/self/fd/{fd}"))


async def test_an_init_of_before_keeps_nothing():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        hello = messages.HELLO_BODY.pack(1, 0, 0, 0, 0, 0)
        theirs.send(messages.pack(messages.HELLO, body=hello))
        theirs.send(messages.pack(messages.TABLE_END))
        init = await Init.attach(ours.detach())
        with pytest.raises(OSError, match="init is older than the server"):
            await init.keep(1, theirs.fileno())
    await init.gone.wait()


async def test_a_descriptor_that_cannot_be_sent_costs_no_server():
    """One of io_uring(7) is such; older kernels refuse sockets in which others wait, too."""
    ring = int(libc.syscall(425, 4, ctypes.create_string_buffer(120)))
    if ring < 0:
        pytest.skip("no io_uring here")
    async with running_init(at_once=True) as (process, init):
        with listening() as (listener,):
            with pytest.raises(OSError, match="init cannot keep it"):
                await init.keep(1, ring)
            os.close(ring)
            await init.keep(2, listener.fileno())
            await start(process, init, 1, [2])
            assert await said_by(listener) == "3 of 1"
            await end_of(process, init, 1)
