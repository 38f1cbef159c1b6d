"""The agent, as a process of this machine, does what it is asked, and says why where it cannot."""

import asyncio
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from aurae.model.refusal import FailedPrecondition, NotFound, Unavailable
from aurae.model.session import SessionSpec, Size
from aurae.supervise.tasks import OwnedTasks
from aurae.vms.frames import Kind
from aurae.vms.guest import Guest
from aurae.vms.guest_answers import State
from aurae.vms.guest_orders import Entrypoint, Process
from aurae.vms.guest_sessions import GuestSessions, command_of, process_of
from aurae.vms.streams import Ended
from tests.support.loops import in_loop
from tests.support.native_agent import NativeAgent, native_guest
from tests.support.until import eventually

PATH = {"PATH": "/usr/bin:/bin"}
SH = Process(("sh",), PATH)


def sh(text: str, **more) -> Process:
    """A shell that does this."""
    return replace(SH, argv=("sh", "-c", text), **more)


async def output(session, number: int = 1) -> bytes:
    """All that it writes."""
    got = b""
    while data := await session.streams.outputs[number].read():
        got += data
    return got


def test_it_says_what_it_is_and_answers():
    async def scene():
        async with native_guest() as guest:
            assert guest.hello.state is State.NEW
            assert not guest.hello.is_pid_1
            await guest.ping("ping it")
            stats = await guest.stats("measure it")
            assert stats.memory_total > stats.memory_available > 0
            assert stats.cpus > 0
            with pytest.raises(FailedPrecondition, match="cannot signal it: "):
                await guest.signal(15, "signal it")

    in_loop(scene())


def test_a_session_has_its_streams_and_its_exit_status():
    async def scene():
        async with native_guest() as guest, asyncio.TaskGroup() as group:
            sessions = GuestSessions(OwnedTasks(group))
            process = sh("cat; echo $A >&2; exit 7", env=PATH | {"A": "b c"}, reads=True)
            async with sessions.opened(guest, process, "exec in it") as session:
                assert (await session.started).pid > 0
                assert session.streams.input is not None
                await session.streams.input.write(b"typed" * 100_000)
                await session.streams.input.end()
                got, wrong = await asyncio.gather(output(session), output(session, 2))
                assert (got, wrong) == (b"typed" * 100_000, b"b c\n")
                assert (await session.exit).status == 7 << 8

    in_loop(scene())


def test_a_session_at_a_terminal_has_its_size_and_hears_signals():
    async def scene():
        async with native_guest() as guest, asyncio.TaskGroup() as group:
            sessions = GuestSessions(OwnedTasks(group))
            text = "trap 'stty size; exit 3' WINCH; stty size; while read line; do :; done"
            process = sh(text, terminal=Size(10, 20), reads=True)
            async with sessions.opened(guest, process, "exec in it") as session:
                assert list(session.streams.outputs) == [1]
                screen = session.streams.outputs[1]
                got = b""
                while b"10 20" not in got:
                    got += await screen.read()
                session.resize(Size(30, 40))
                while b"30 40" not in got:
                    got += await screen.read()
                session.signal(signal.SIGKILL)
                assert (await session.exit).status & 0x7F in (0, signal.SIGKILL)

    in_loop(scene())


def test_a_program_that_is_not_there_is_named():
    async def scene():
        async with native_guest() as guest, asyncio.TaskGroup() as group:
            sessions = GuestSessions(OwnedTasks(group))
            with pytest.raises(NotFound, match=r"cannot exec in it: .*/bin/nope"):
                async with sessions.opened(guest, Process(("/bin/nope",)), "exec in it"):
                    pass

    in_loop(scene())


def test_a_session_ends_with_who_holds_on_to_it():
    async def scene():
        async with native_guest() as guest, asyncio.TaskGroup() as group:
            sessions = GuestSessions(OwnedTasks(group))
            stubborn = sh("trap '' HUP; echo $$; sleep 1000; sleep 1000")
            async with sessions.opened(guest, stubborn, "exec in it") as session:
                pid = int(await session.streams.outputs[1].read())
                assert any(one.pid == pid for one in await guest.top("look"))
            await eventually(lambda: not Path(f"/proc/{pid}").exists(), "it has gone")

    in_loop(scene())


def test_a_command_is_run_to_its_end_however_much_it_writes():
    async def scene():
        async with native_guest() as guest, asyncio.TaskGroup() as group:
            sessions = GuestSessions(OwnedTasks(group))
            loud = command_of(("sh", "-c", "head -c 3000000 /dev/zero; exit 4"), {}, SH)
            assert await sessions.run(guest, loud, "run it") == 4 << 8

    in_loop(scene())


def test_the_main_process_is_found_again_by_a_later_server_and_its_end_is_kept():
    async def scene():
        agent = NativeAgent()
        try:
            guest = await Guest.meet(agent.again())
            entrypoint = Entrypoint("ab" * 16, sh("sleep 0.2; exit 5"))
            main = await guest.run(entrypoint, "start it")
            assert main.pid > 0
            guest.close()
            guest = await Guest.meet(agent.again())
            assert guest.hello.invocation == "ab" * 16
            found = await guest.running("ab" * 16, "find it")
            assert found.pid == main.pid
            end = await found.ended()
            assert end.status == 5 << 8
            guest.close()
            guest = await Guest.meet(agent.again())
            assert guest.hello.state is State.EXITED
            found = await guest.running("ab" * 16, "find it")
            assert (await found.ended()).status == 5 << 8
            await found.acknowledge()
            guest.close()
        finally:
            agent.close()

    in_loop(scene())


def test_nothing_of_an_earlier_connection_disturbs_a_later_one():
    async def scene():
        agent = NativeAgent()
        try:
            for _ in range(5):
                guest = await Guest.meet(agent.again())
                stream = guest.channel.stream()
                await stream.say(Kind.EXEC, b"\1\0")  # cut, and its answer never read
                guest.channel.line.send(b"half a frame")
                guest.close()
            guest = await Guest.meet(agent.again())
            await guest.ping("ping it")
            guest.close()
        finally:
            agent.close()

    in_loop(scene())


def test_a_guest_that_hangs_is_found_out_unless_it_is_paused():
    async def scene():
        agent = NativeAgent()
        try:
            guest = await Guest.meet(agent.again())
            is_paused = True
            async with asyncio.TaskGroup() as group:
                beating = group.create_task(guest.beat(0.3, lambda: is_paused))
                agent.process.send_signal(signal.SIGSTOP)
                done, _ = await asyncio.wait([beating], timeout=1)
                assert not done
                is_paused = False
                async with asyncio.timeout(20):
                    await beating
            with pytest.raises(Unavailable, match="does not answer"):
                await guest.ping("ping it", 0.1)
            agent.process.send_signal(signal.SIGCONT)
            guest.close()
        finally:
            agent.close()

    in_loop(scene())


def test_a_guest_that_has_gone_is_unreachable():
    async def scene():
        agent = NativeAgent()
        guest = await Guest.meet(agent.again())
        agent.close()
        await guest.channel.ended.wait()
        with pytest.raises(Unavailable, match="cannot be reached"):
            await guest.ping("ping it")
        with pytest.raises(Ended):
            await guest.beat(1, lambda: False)

    in_loop(scene())


def test_a_session_has_of_the_main_process_what_it_does_not_say():
    main = Process(
        ("web",),
        {"A": "1", "HOME": "/srv", "NOTIFY_SOCKET": "/run/n"},
        working_directory="/srv",
        user="web",
        groups=("7",),
        bounding=3,
    )
    beside = process_of(SessionSpec(("sh",), {"B": "2"}), main)
    assert beside.env == {"A": "1", "HOME": "/srv", "B": "2"}
    assert (beside.user, beside.groups, beside.working_directory) == ("web", ("7",), "/srv")
    assert (beside.bounding, beside.reads, beside.terminal) == (3, True, None)
    other = process_of(SessionSpec(("sh",), user="0:5", terminal=Size(), no_stdin=True), main)
    assert (other.user, other.group, other.groups) == ("0", "5", ())
    assert other.env == {"A": "1", "TERM": "xterm-256color"}
    assert not other.reads
