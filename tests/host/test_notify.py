"""Notifications of real processes: which count, in which order, and what a hostile one gains."""

import asyncio
import os
import signal
import socket
import stat
import subprocess
from collections.abc import Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvloop

from aurae.model.notification import Notification
from aurae.model.service import NotifyAccess
from aurae.services import notify
from aurae.services.notify import Notify
from aurae.services.notify_socket import LARGEST, NotifySocket
from tests.support.require import need
from tests.support.speaker import Served, Speaker, descriptors
from tests.support.until import eventually

STRANGER = 65534


@pytest.fixture
def run() -> Iterator[Callable[[Coroutine[None, None, None]], None]]:
    """Run a coroutine in the daemon's kind of loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        yield runner.run


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where the socket is."""
    return str(tmp_path / "notify")


@asynccontextmanager
async def hearing(path: str, service: Served, deliver=None):
    """Hear a service; afterwards no descriptor is left open."""
    before = descriptors()
    sock = NotifySocket.create(path, (os.getuid(), os.getgid()))
    hears = Notify(sock, "web", service, deliver or service.deliver)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(hears.run())
        yield hears
        task.cancel()
    os.close(sock.remove())
    await eventually(lambda: descriptors() == before, "every descriptor is closed")
    assert not os.access(path, os.F_OK)


def said(service: Served) -> list[Notification]:
    return [heard.said for heard in service.heard]


def test_a_process_of_the_service_is_heard(run, path):
    async def scene() -> None:
        service = Served()
        async with hearing(path, service):
            with Speaker(path) as speaker:
                service.ours = {speaker.pid}
                speaker.say("READY=1\nSTATUS=here")
                await eventually(lambda: service.heard, "it is heard")
            assert said(service) == [Notification(ready=True, status="here")]
            assert service.heard[0].sender == speaker.pid

    run(scene())


@pytest.mark.parametrize(
    ("access", "role", "counts"),
    [
        (NotifyAccess.NONE, "main", False),
        (NotifyAccess.MAIN, "main", True),
        (NotifyAccess.MAIN, "command", False),
        (NotifyAccess.MAIN, "child", False),
        (NotifyAccess.EXEC, "main", True),
        (NotifyAccess.EXEC, "command", True),
        (NotifyAccess.EXEC, "child", False),
        (NotifyAccess.ALL, "main", True),
        (NotifyAccess.ALL, "child", True),
        (NotifyAccess.ALL, "stranger", False),
        (NotifyAccess.MAIN, "stranger with the number of main", False),
    ],
)
@pytest.mark.parametrize("ended", [False, True])
def test_who_counts_depends_on_the_access(run, path, caplog, access, role, counts, ended):
    async def scene() -> None:
        service = Served(access)
        async with hearing(path, service) as hears, asyncio.timeout(15):
            with Speaker(path) as speaker:
                service.ours = set() if "stranger" in role else {speaker.pid}
                service.main_pid = speaker.pid if "main" in role else 0
                service.command_pids = [speaker.pid] if role == "command" else []
                speaker.say("STATUS=here")
                if ended:
                    speaker.end()
                await hears.drain()
        # Once it is gone nobody can say that it was a stranger, but only the service can send.
        gone = ended and "stranger" in role
        assert bool(service.heard) is (counts or gone)
        assert ("access is" in caplog.text) is not (counts or gone)

    run(scene())


def test_another_user_cannot_send(run, path, tmp_path):
    async def scene() -> None:
        service = Served()
        for folder in (tmp_path, *tmp_path.parents):
            if os.stat(folder).st_uid == os.getuid() and folder != Path("/"):
                os.chmod(folder, stat.S_IMODE(os.stat(folder).st_mode) | 0o011)
        async with hearing(path, service) as hears:
            with Speaker(path, uid=STRANGER) as stranger:
                stranger.tell("READY=1")
                assert stranger.answer() == "PermissionError"
            await hears.drain()
        assert not service.heard

    run(scene())


def test_the_socket_is_its_owners_alone(path):
    sock = NotifySocket.create(path, (STRANGER, STRANGER))
    found = os.lstat(path)
    assert (found.st_uid, found.st_gid) == (STRANGER, STRANGER)
    assert stat.S_IMODE(found.st_mode) == 0o600
    os.close(sock.remove())


def test_what_was_sent_while_nobody_listened_is_heard_later(run, path):
    async def scene() -> None:
        service = Served()
        sock = NotifySocket.create(path, (0, 0))
        kept = os.dup(sock.fileno())
        sock.close()
        with Speaker(path) as speaker:
            service.ours = {speaker.pid}
            speaker.say("READY=1")
            adopted = NotifySocket.adopt(kept, path)
            await Notify(adopted, "web", service, service.deliver).drain()
            os.close(adopted.remove())
        assert said(service) == [Notification(ready=True)]

    run(scene())


def test_a_barrier_ends_when_all_before_it_was_handled(run, path):
    async def scene() -> None:
        service = Served()
        go_on = asyncio.Event()

        async def slowly(heard: notify.Heard) -> None:
            await go_on.wait()
            await service.deliver(heard)

        async with hearing(path, service, slowly):
            with Speaker(path) as speaker:
                service.ours = {speaker.pid}
                speaker.say("STATUS=one")
                speaker.tell("BARRIER=1", fds=1)
                assert speaker.answer() == "sent"
                closed = asyncio.get_running_loop().run_in_executor(None, speaker.answer)
                done, _ = await asyncio.wait([closed], timeout=0.1)
                assert not done
                go_on.set()
                assert await closed == "closed"
                assert [heard.said.status for heard in service.heard] == ["one"]

    run(scene())


@pytest.mark.parametrize(
    "text", ["READY=1", "FDSTORE=1", "BARRIER=1\nREADY=1", "nonsense", "\xff"]
)
@pytest.mark.parametrize("ours", [True, False])
def test_descriptors_that_nobody_takes_are_closed(run, path, text, ours):
    async def scene() -> None:
        service = Served()
        async with hearing(path, service):
            with Speaker(path) as speaker:
                service.ours = {speaker.pid} if ours else set()
                speaker.tell(text, fds=200)
                answers = [speaker.answer] * 201
                got = [await asyncio.to_thread(answer) for answer in answers]
                assert got == ["sent", *["closed"] * 200]

    run(scene())


def test_a_message_that_is_too_long_is_ignored_and_said_once(run, path, caplog):
    async def scene() -> None:
        service = Served()
        async with hearing(path, service) as hears:
            with Speaker(path) as speaker:
                service.ours = {speaker.pid}
                for _ in range(3):
                    speaker.say("READY=1\nSTATUS=" + "x" * LARGEST)
                    await hears.drain()
        assert not service.heard
        assert caplog.text.count("a notification is ignored") == 1

    run(scene())


def test_a_main_process_of_the_service_is_taken_with_its_pidfd(run, path):
    async def scene() -> None:
        service = Served()
        taken = []

        async def take(heard: notify.Heard) -> None:
            taken.append((heard.main_pid, heard.take_main_pidfd()))

        async with hearing(path, service, take) as hears:
            with Speaker(path) as speaker, Speaker(path) as other:
                service.ours = {speaker.pid, other.pid}
                speaker.say(f"MAINPID={other.pid}")
                await hears.drain()
                await eventually(lambda: taken, "it is heard")
                ((pid, pidfd),) = taken
                assert pid == other.pid
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                assert await asyncio.to_thread(other.process.wait) == -signal.SIGKILL
                os.close(pidfd)

    run(scene())


@pytest.mark.parametrize("number", [1, os.getpid(), 2**22])
def test_a_foreign_main_process_is_refused_and_the_rest_counts(run, path, caplog, number):
    async def scene() -> None:
        service = Served()
        async with hearing(path, service) as hears:
            with Speaker(path) as speaker:
                service.ours = {speaker.pid}
                for _ in range(3):
                    speaker.say(f"MAINPID={number}\nREADY=1")
                    await hears.drain()
                await eventually(lambda: len(service.heard) == 3, "all are heard")
        assert [heard.main_pid for heard in service.heard] == [0, 0, 0]
        assert all(heard.said.ready for heard in service.heard)
        assert caplog.text.count(f"MAINPID={number} is no process of the service") == 1

    run(scene())


def test_a_pidfd_that_comes_along_names_the_main_process(run, path):
    async def scene() -> None:
        service = Served()
        service.ours = {os.getpid()}
        async with hearing(path, service) as hears:
            pidfd, null = os.pidfd_open(os.getpid()), os.open("/dev/null", os.O_RDONLY)
            ident = os.fstat(pidfd).st_ino
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaker:
                speaker.connect(path)
                text = f"MAINPID={os.getpid()}\nMAINPIDFD=1\nMAINPIDFDID="
                for fd, number in ((pidfd, ident), (pidfd, ident + 1), (null, ident)):
                    socket.send_fds(speaker, [f"{text}{number}".encode()], [fd])
                    await hears.drain()
            os.close(pidfd)
            os.close(null)
            await eventually(lambda: len(service.heard) == 3, "all are heard")
        assert [heard.main_pid for heard in service.heard] == [os.getpid(), 0, 0]
        assert not any(heard.fds for heard in service.heard)

    run(scene())


def test_numbers_are_those_of_the_senders_pid_namespace(run, path):
    async def scene() -> None:
        service = Served()
        before = ["unshare", "--pid", "--fork", "--kill-child"]
        async with hearing(path, service) as hears:
            with Speaker(path, before=before) as speaker, Speaker(path, before=before) as other:
                assert speaker.inner_pid == other.inner_pid == 1
                for members in ({other.pid, speaker.pid}, {other.pid, speaker.process.pid}):
                    service.ours = members | {speaker.pid}
                    speaker.say("MAINPID=1")
                    await hears.drain()
                service.ours = {speaker.pid, other.pid}
                speaker.say("MAINPID=2")
                await hears.drain()
                await eventually(lambda: len(service.heard) == 3, "all are heard")
            found = [heard.main_pid for heard in service.heard]
            assert found == [speaker.pid, speaker.pid, 0]

    run(scene())


def test_a_flood_is_held_back_and_said_once(run, path, caplog, monkeypatch):
    monkeypatch.setattr(notify, "PAUSE", 0.01)

    async def scene() -> None:
        service = Served()
        turns = 0
        async with hearing(path, service):
            with Speaker(path) as speaker:
                service.ours = {speaker.pid}
                loop = asyncio.get_running_loop()
                began = loop.time()
                speaker.tell("WATCHDOG=1", times=600)
                sent = loop.run_in_executor(None, speaker.answer)
                while not sent.done():
                    turns += 1
                    await asyncio.sleep(0.005)
                assert await sent == "sent"
                # 400 at once and 200 a second: the kernel keeps only a few of them.
                assert loop.time() - began > 0.5
                await eventually(lambda: len(service.heard) == 600, "all are heard")
        assert turns > 20
        assert caplog.text.count("is heard with pauses") == 1

    run(scene())


def test_big_messages_are_a_flood_too(run, path, caplog):
    async def scene() -> None:
        service = Served()
        async with hearing(path, service):
            with Speaker(path) as speaker:
                service.ours = {speaker.pid}
                speaker.tell("X_DATA=" + "x" * 4000, times=180)
                assert await asyncio.to_thread(speaker.answer) == "sent"
        assert caplog.text.count("is heard with pauses") == 1

    run(scene())


def test_a_service_that_is_silent_costs_no_turn_of_the_loop(path):
    """A loop that has nothing to do does not return from its select."""

    async def scene() -> None:
        service = Served()
        async with hearing(path, service):
            await asyncio.sleep(0.05)
            before = turns[0]
            await asyncio.sleep(0.3)
            assert turns[0] - before <= 2

    turns = [0]

    class Counted(asyncio.SelectorEventLoop):
        def _run_once(self) -> None:
            turns[0] += 1
            super()._run_once()  # type: ignore[misc]

    with asyncio.Runner(loop_factory=Counted) as runner:
        runner.run(scene())


def test_a_stale_file_gives_way_and_anything_else_does_not(path):
    NotifySocket.create(path, (0, 0)).close()
    sock = NotifySocket.create(path, (0, 0))
    with pytest.raises(OSError, match="another process has that socket"):
        NotifySocket.create(path, (0, 0))
    os.close(sock.remove())
    Path(path).write_text("precious")
    with pytest.raises(OSError, match="exists and is no socket"):
        NotifySocket.create(path, (0, 0))
    assert Path(path).read_text() == "precious"


def test_a_link_in_its_place_is_not_followed(path, tmp_path):
    target = tmp_path / "target"
    os.symlink(target, path)
    with pytest.raises(OSError, match="exists and is no socket"):
        NotifySocket.create(path, (0, 0))
    assert not target.exists()


def test_a_file_that_is_anothers_by_now_is_left(path):
    sock = NotifySocket.create(path, (0, 0))
    os.unlink(path)
    other = NotifySocket.create(path, (0, 0))
    os.close(sock.remove())
    assert Path(path).exists()
    os.close(other.remove())


def test_what_systemd_notify_sends_is_heard(run, path):
    tool = need("systemd-notify")

    async def scene() -> None:
        service = Served()
        service.ours = {os.getpid()}
        async with hearing(path, service):
            await asyncio.to_thread(
                subprocess.run,
                [tool, "--ready", "--status=here", f"--pid={os.getpid()}"],
                env={"NOTIFY_SOCKET": path},
                check=True,
                timeout=30,
            )
            await eventually(lambda: service.heard, "it is heard")
        assert said(service)[0].status == "here"

    run(scene())
