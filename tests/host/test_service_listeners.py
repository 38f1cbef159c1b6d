"""Listening for services: where, as whom, and waiting for the first who comes."""

import asyncio
import os
import socket
import stat
from collections.abc import Callable, Coroutine, Iterator

import pytest
import uvloop

from aurae.model.refusal import FailedPrecondition
from aurae.model.service import Listener, ListenerKind
from aurae.services import trigger
from aurae.services.listeners import listen, unlisten
from aurae.services.trigger import Trigger
from aurae.services.within import within
from tests.support.nets import Net
from tests.support.speaker import descriptors
from tests.support.until import eventually

STRANGER = 65534


@pytest.fixture
def run() -> Iterator[Callable[[Coroutine[None, None, None]], None]]:
    """Run a coroutine in the daemon's kind of loop; no descriptor is left afterwards."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(asyncio.sleep(0))
        before = descriptors()
        yield runner.run
        assert descriptors() == before


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


def reaches(address: tuple[str, int]) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET) as client:
        return client.connect_ex(address) == 0


@pytest.mark.parametrize(
    ("form", "reached", "unreached"),
    [
        ("127.0.0.1:{}", ["127.0.0.1"], ["::1"]),
        ("[::1]:{}", ["::1"], ["127.0.0.1"]),
        ("0.0.0.0:{}", ["127.0.0.1"], ["::1"]),
        ("[::]:{}", ["::1"], ["127.0.0.1"]),
        (":{}", ["127.0.0.1", "::1"], []),
    ],
)
def test_a_port_is_reached_where_it_was_said(run, form, reached, unreached):
    async def scene() -> None:
        with Net() as net:
            address = form.format(8080)
            sock = await listen(Listener(address), None, net.pidfd)
            assert sock.getblocking()
            assert not sock.get_inheritable()

            async def reached_inside(host: str) -> bool:
                return await within(net.pidfd, lambda: reaches((host, 8080)), id)

            assert [host for host in reached if not await reached_inside(host)] == []
            assert [host for host in unreached if await reached_inside(host)] == []
            sock.close()

    run(scene())


def test_another_network_is_left_again(run):
    async def scene() -> None:
        ours = os.stat("/proc/thread-self/ns/net").st_ino
        with Net() as net:
            look = lambda: os.stat("/proc/thread-self/ns/net").st_ino  # noqa: E731
            assert await within(net.pidfd, look, id) == os.stat(f"/proc/{net.pid}/ns/net").st_ino
            assert await within(None, look, id) == ours
            assert look() == ours
            port = free_port()
            for _ in range(2):  # the same address in two networks
                sock = await listen(Listener(f"127.0.0.1:{port}"), None, net.pidfd)
                assert not reaches(("127.0.0.1", port))
                sock.close()
            abstract = await listen(Listener("@aurae-test"), None, net.pidfd)
            again = await listen(Listener("@aurae-test"))
            abstract.close()
            again.close()

    run(scene())


def test_a_network_that_has_gone_is_refused(run):
    async def scene() -> None:
        with Net() as net:
            pidfd = os.dup(net.pidfd)
        with pytest.raises(FailedPrecondition, match=r"cannot listen on :8080: setns: No such"):
            await listen(Listener(":8080"), None, pidfd)
        os.close(pidfd)

    run(scene())


def test_a_socket_that_nobody_waits_for_any_more_is_closed(run):
    async def scene() -> None:
        port = free_port()
        begun, go_on = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def slowly() -> socket.socket:
            loop.call_soon_threadsafe(begun.set)
            asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
            return socket.create_server(("127.0.0.1", port))

        undone: list[socket.socket] = []
        async with asyncio.TaskGroup() as tasks:
            waiting = tasks.create_task(within(None, slowly, undone.append))
            await begun.wait()
            waiting.cancel()
        go_on.set()
        await eventually(lambda: undone, "it is given back")
        undone[0].close()

    run(scene())


@pytest.mark.parametrize("kind", ListenerKind)
def test_a_path_has_its_mode_and_owner_and_is_removed(run, tmp_path, kind):
    async def scene() -> None:
        path = str(tmp_path / "web.sock")
        listener = Listener(path, kind=kind, mode=0o620)
        for _ in range(2):
            sock = await listen(listener, (STRANGER, 7))
            found = os.lstat(path)
            assert stat.S_ISSOCK(found.st_mode)
            assert stat.S_IMODE(found.st_mode) == 0o620
            assert (found.st_uid, found.st_gid) == (STRANGER, 7)
            assert sock.getsockname() == path
            sock.close()  # a crash: its file is stale
        sock = await listen(listener)
        unlisten(sock, listener)
        assert os.listdir(tmp_path) == []

    run(scene())


def test_whoever_listens_at_a_path_is_left_alone(run, tmp_path):
    async def scene() -> None:
        path = str(tmp_path / "web.sock")
        sock = await listen(Listener(path))
        with pytest.raises(FailedPrecondition) as refused:
            await listen(Listener(path))
        assert str(refused.value) == f"cannot listen on {path}: another process has that socket"
        sock.settimeout(0)
        with pytest.raises(BlockingIOError):  # nobody came to ask
            sock.accept()
        sock.close()

    run(scene())


@pytest.mark.parametrize("what", ["file", "folder", "link to nowhere", "link to a stale socket"])
def test_anything_else_at_a_path_is_left_alone(run, tmp_path, what):
    async def scene() -> None:
        path, other = str(tmp_path / "web.sock"), str(tmp_path / "other")
        if what == "file":
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o640))
        elif what == "folder":
            os.mkdir(path)
        else:
            if "stale" in what:
                (await listen(Listener(other))).close()
            os.symlink(other, path)
        before = sorted(os.listdir(tmp_path))
        with pytest.raises(FailedPrecondition) as refused:
            await listen(Listener(path, mode=0o777), (STRANGER, STRANGER))
        assert str(refused.value) == f"cannot listen on {path}: exists and is no socket"
        assert sorted(os.listdir(tmp_path)) == before
        assert os.lstat(path).st_uid == 0

    run(scene())


def test_a_path_without_a_folder_and_a_taken_port_are_refused(run, tmp_path):
    async def scene() -> None:
        path = str(tmp_path / "none/web.sock")
        with pytest.raises(FailedPrecondition, match="No such file or directory"):
            await listen(Listener(path))
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            with pytest.raises(FailedPrecondition, match=f"{address}: Address already in use"):
                await listen(Listener(address))

    run(scene())


@pytest.mark.parametrize("kind", ListenerKind)
def test_the_first_who_comes_is_noticed_and_left_to_the_service(run, tmp_path, kind):
    async def scene() -> None:
        path = str(tmp_path / "web.sock")
        idle = await listen(Listener("@aurae-idle"))
        sock = await listen(Listener(path, kind=kind))
        waits = Trigger("web", [idle.fileno(), sock.fileno()])
        async with asyncio.TaskGroup() as tasks:
            first = tasks.create_task(waits.wait())
            await asyncio.sleep(0)
            assert not first.done()
            client = socket.socket(socket.AF_UNIX, sock.type)
            client.connect(path)
            client.send(b"hello")
            async with asyncio.timeout(15):
                await first
        assert sock.getblocking()
        assert os.get_blocking(sock.fileno())  # the loop has not changed what the service shares
        peer = sock if kind is ListenerKind.DATAGRAM else sock.accept()[0]
        assert peer.recv(10) == b"hello"
        waits.close()
        for each in {idle, sock, client, peer}:
            each.close()

    run(scene())


def test_a_service_that_accepts_nothing_is_started_with_pauses(run, caplog, monkeypatch):
    monkeypatch.setattr(trigger, "PAUSE", 0.2)
    monkeypatch.setattr(trigger, "INTERVAL", 60.0)

    async def scene() -> None:
        sock = await listen(Listener("@aurae-lazy"))
        client = socket.socket(socket.AF_UNIX)
        client.connect("\0aurae-lazy")
        waits = Trigger("web", [sock.fileno()])
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(30):
            for _ in range(trigger.BURST):
                await waits.wait()
            began = loop.time()
            async with asyncio.TaskGroup() as tasks:
                task = tasks.create_task(waits.wait())
                await eventually(lambda: waits.paused_until, "it pauses")
                await task
            assert loop.time() - began >= 0.19
            assert waits.paused_until is None
            for _ in range(trigger.BURST):
                await waits.wait()
            assert loop.time() - began >= 0.59  # twice as long
        waits.close()
        client.close()
        sock.close()
        assert caplog.text.count("for connections that it does not accept") == 2
        assert "the next start for one is in 0.4 s" in caplog.text

    run(scene())


def test_nothing_is_refused_while_nobody_accepts(run):
    async def scene() -> None:
        port = free_port()
        sock = await listen(Listener(f"127.0.0.1:{port}", backlog=300))
        clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
        accepted = [sock.accept()[0] for _ in clients]
        for each in (*clients, *accepted, sock):
            each.close()

    run(scene())
