"""Sessions and standard input as init has them: entered namespaces, ends with the server, pipes kept."""

import asyncio
import contextlib
import fcntl
import os
import signal
import struct
import termios
from collections.abc import Iterator

import pytest

from aurae.processes.init import Init, Phase, SpawnFailed, Started
from aurae.wire import messages, plan
from tests.support.holding import Within, end, hold, namespaces
from tests.support.init_process import InitProcess, running_init, until_async
from tests.support.proc import alive

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

ENV = [b"PATH=/usr/sbin:/sbin:/usr/bin:/bin"]
NOWHERE = Within()


async def committed() -> None:
    """Stands for a row that is on disk at once."""


def steps(*argv: str) -> bytes:
    """A plan that executes a command."""
    words = [os.fsencode(word) for word in argv]
    return plan.encode([plan.Chdir(b"/"), plan.Execve(words[0], words, ENV)])


@contextlib.contextmanager
def leaf(process: InitProcess, ident: int) -> Iterator[int]:
    """A descriptor of a workload's leaf, which is made if there is none."""
    with contextlib.suppress(FileExistsError):
        os.close(process.leaves.create(f"_{ident}"))
    fd = os.open(process.root / f"_{ident}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield fd
    finally:
        os.close(fd)


async def start(
    process: InitProcess,
    init: Init,
    ident: int,
    *argv: str,
    terminal: bool = False,
    stdin_open: bool = False,
    within: Within = NOWHERE,
) -> Started:
    """Start a workload."""
    with leaf(process, ident) as fd:
        return await init.spawn(
            ident,
            steps(*argv),
            leaf_fd=fd,
            stdin_fd=None,
            logged=frozenset({1, 2}),
            terminal=terminal,
            deadline=10,
            stop_signal=signal.SIGTERM,
            commit=committed,
            process_holder=within.process,
            network_holder=within.network,
            in_cell=bool(within.process or within.network),
            stdin_open=stdin_open,
        )


async def session(
    process: InitProcess, init: Init, ident: int, beside: int, *argv: str
) -> tuple[Started, int]:
    """Start a session; returns the read end of its standard output, too."""
    read, write = os.pipe2(os.O_CLOEXEC)
    try:
        with leaf(process, beside) as fd:
            started = await init.spawn_session(
                ident,
                steps(*argv),
                beside=beside,
                leaf_fd=fd,
                streams={messages.ROLE_STDOUT: write},
                deadline=10,
            )
    except BaseException:
        os.close(read)
        raise
    finally:
        os.close(write)
    return started, read


def text_of(read: int) -> str:
    """Read a pipe to its end and close it."""
    with os.fdopen(read) as file:
        return file.read()


async def ended(init: Init, ident: int) -> int:
    """Return the wait status of what has ended, and have init forget it."""
    status = (await asyncio.wait_for(init.wait_exit(ident), 60)).status
    init.acknowledge(ident)
    return status


def log(process: InitProcess, ident: int) -> str:
    """What a workload wrote."""
    path = process.logs / str(ident) / "stdout.000000.log"
    return path.read_text() if path.exists() else ""


def descriptors(process: InitProcess) -> int:
    """How many descriptors init has."""
    return len(os.listdir(f"/proc/{process.pid}/fd"))


async def test_a_session_is_where_the_workload_is_and_counts_with_it():
    async with running_init() as (process, init):
        await hold(init, 1, network=True)
        main = await start(process, init, 2, "sleep", "100", within=Within(1, 1))
        script = "for n in pid mnt ipc uts net cgroup; do readlink /proc/self/ns/$n; done; echo $$"
        begun, read = await session(process, init, 3, 2, "sh", "-c", script)
        assert await ended(init, 3) == 0
        *entered, inner = text_of(read).split()
        assert entered == namespaces(main.pid)
        assert int(inner) == begun.inner_pid != begun.pid
        begun, read = await session(process, init, 4, 2, "sleep", "100")
        assert set(process.leaves.processes("_2")) == {main.pid, begun.pid}
        process.leaves.kill("_2")
        assert [await ended(init, ident) for ident in (2, 4)] == [signal.SIGKILL] * 2
        os.close(read)
        await end(init, 1)


async def test_a_session_gets_signals_and_its_end_is_told():
    async with running_init() as (process, init):
        await start(process, init, 1, "sleep", "100")
        _, read = await session(process, init, 2, 1, "sleep", "100")
        init.signal(2, signal.SIGINT)
        assert await ended(init, 2) == signal.SIGINT
        os.close(read)
        assert init.table[1].phase is Phase.RUNNING
        init.signal(1, signal.SIGKILL)
        await ended(init, 1)


async def test_there_is_no_session_beside_what_does_not_run():
    async with running_init() as (process, init):
        await start(process, init, 1, "true")
        await init.wait_exit(1)
        await init.wait_drained(1)
        await hold(init, 5)
        before = descriptors(process)
        for beside in (1, 5, 77):
            with pytest.raises(SpawnFailed) as failure:
                await session(process, init, 10 + beside, beside, "true")
            assert str(failure.value) == f"enter workload {beside}: it does not run"
            init.acknowledge(10 + beside)
        await until_async(lambda: descriptors(process) == before)
        init.acknowledge(1)
        await end(init, 5)


async def test_there_is_no_session_in_a_user_namespace_that_a_workload_has_made():
    async with running_init() as (process, init):
        main = await start(process, init, 1, "unshare", "--user", "sleep", "100")
        own = os.readlink("/proc/self/ns/user")
        await until_async(lambda: os.readlink(f"/proc/{main.pid}/ns/user") != own)
        with pytest.raises(SpawnFailed, match="it has a user namespace of its own"):
            await session(process, init, 2, 1, "true")
        init.acknowledge(2)
        init.signal(1, signal.SIGKILL)
        await ended(init, 1)


async def test_a_session_ends_with_its_server_and_the_workload_goes_on():
    async with running_init() as (process, init):
        main = await start(process, init, 1, "sleep", "100")
        script = "trap 'echo hup > /dev/stdout' HUP; echo up; while :; do sleep 0.1; done"
        begun, read = await session(process, init, 2, 1, "sh", "-c", script)
        assert os.read(read, 10) == b"up\n"
        os.kill(process.stub, signal.SIGKILL)
        successor = await process.attach()
        assert 2 not in successor.table
        # The id was never on disk, so it may be given out again at once.
        again = await start(process, successor, 2, "sleep", "100")
        await until_async(lambda: not alive(begun.pid))
        assert os.read(read, 10) == b"hup\n"
        os.close(read)
        assert alive(main.pid)
        for ident in (1, 2):
            assert successor.table[ident].phase is Phase.RUNNING
            successor.signal(ident, signal.SIGKILL)
            await ended(successor, ident)
        assert not alive(again.pid)


async def test_reexec_ends_sessions_with_the_old_server():
    async with running_init() as (process, init):
        main = await start(process, init, 1, "sleep", "100")
        begun, read = await session(process, init, 2, 1, "sleep", "100")
        before = descriptors(process)
        assert await init.reexec() == 1
        successor = await process.attach()
        assert set(successor.table) == {1}
        await until_async(lambda: not alive(begun.pid))
        os.close(read)
        assert alive(main.pid)
        await until_async(lambda: descriptors(process) < before)
        successor.signal(1, signal.SIGKILL)
        await ended(successor, 1)


async def test_open_standard_input_is_a_pipe_that_outlives_the_server():
    async with running_init() as (process, init):
        before = descriptors(process)
        await start(process, init, 1, "cat", stdin_open=True)
        first = await init.fetch(1)
        assert first is not None
        os.write(first, b"one\n")
        os.close(first)
        assert await init.reexec() == 1
        successor = await process.attach()
        second = await successor.fetch(1)
        assert second is not None
        os.write(second, b"two\n")
        os.close(second)
        await until_async(lambda: log(process, 1) == "one\ntwo\n")
        successor.shut(1)
        assert await ended(successor, 1) == 0
        assert await successor.fetch(1) is None
        await until_async(lambda: descriptors(process) <= before)


async def test_the_pipe_is_closed_when_the_workload_ends_or_never_begins():
    async with running_init() as (process, init):
        before = descriptors(process)
        await start(process, init, 1, "true", stdin_open=True)
        await ended(init, 1)
        with pytest.raises(SpawnFailed):
            await start(process, init, 2, "/bin/nope", stdin_open=True)
        init.acknowledge(2)
        await until_async(lambda: descriptors(process) == before)


async def test_a_terminal_can_be_typed_into_and_sized():
    async with running_init() as (process, init):
        script = 'echo ready; while read line; do stty size; echo "got $line"; done'
        await start(process, init, 1, "sh", "-c", script, terminal=True)
        await until_async(lambda: "ready" in log(process, 1))
        master = await init.fetch(1)
        assert master is not None
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 111, 0, 0))
        os.write(master, b"hello\n")
        await until_async(lambda: "33 111" in log(process, 1) and "got hello" in log(process, 1))
        os.write(master, b"\4")
        assert os.waitstatus_to_exitcode(await ended(init, 1)) == 0
        os.close(master)
        assert await init.fetch(1) is None


async def test_nothing_is_fetched_of_what_takes_no_input():
    async with running_init() as (process, init):
        await start(process, init, 1, "sleep", "100")
        before = descriptors(process)
        waiting = [asyncio.ensure_future(init.fetch(ident)) for ident in (1, 99, 1)]
        assert await asyncio.gather(*waiting) == [None, None, None]
        assert descriptors(process) == before
        init.signal(1, signal.SIGKILL)
        await ended(init, 1)


async def test_who_leaves_before_it_has_come_leaves_no_descriptor_behind():
    async with running_init() as (process, init):
        await start(process, init, 1, "cat", stdin_open=True)
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(5):
            leaving = asyncio.ensure_future(init.fetch(1))
            await asyncio.sleep(0)
            leaving.cancel()
        last = await init.fetch(1)
        assert last is not None
        os.close(last)
        assert len(os.listdir("/proc/self/fd")) <= before  # the start's may be closed meanwhile
        init.shut(1)
        await ended(init, 1)
