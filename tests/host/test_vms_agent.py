"""The agent of guests as a process of this host, compiled with sanitizers: what it is asked for, and what it is not."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aurae.model.refusal import Refusal
from aurae.model.session import Size
from aurae.supervise.tasks import OwnedTasks
from aurae.vms.fields import Fields, fields
from aurae.vms.forwarding import Target, connected
from aurae.vms.frames import Kind
from aurae.vms.guest import Guest
from aurae.vms.guest_orders import Entrypoint, Process
from aurae.vms.guest_sessions import GuestSession, GuestSessions
from aurae.vms.inflow import Heading
from aurae.vms.streams import Refused, Stream
from aurae.vms.tags import Tag
from tests.support.guests import SANITIZED, agent, native
from tests.support.loops import in_loop
from tests.support.until import eventually

pytestmark = pytest.mark.host

ENV = {"PATH": "/usr/bin:/bin", "HOME": "/"}
HERE = "try it"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the agent with what notices its mistakes."""
    return agent(tmp_path_factory.mktemp("agent"), *SANITIZED)


class Scene:
    """A guest that is a process, and sessions in it."""

    def __init__(self, guest: Guest, tasks: OwnedTasks) -> None:
        self.guest = guest
        self.sessions = GuestSessions(tasks)

    @asynccontextmanager
    async def session(self, *argv: str, **more: object) -> AsyncIterator[GuestSession]:
        """Run a command."""
        process = Process(argv, ENV, **more)  # type: ignore[arg-type]
        async with self.sessions.opened(self.guest, process, HERE) as session:
            yield session

    async def run(self, *argv: str, **more: object) -> tuple[int, bytes, bytes]:
        """Run a command to its end; its status and what it wrote."""
        async with self.session(*argv, **more) as session:
            out, err = await asyncio.gather(
                *(_all(session, number) for number in (1, 2) if number in session.streams.outputs)
            )
            return (await session.exit).status, out, err


async def _all(session: GuestSession, number: int) -> bytes:
    found = bytearray()
    while piece := await session.streams.outputs[number].read():
        found += piece
    return bytes(found)


@asynccontextmanager
async def scene(program: Path) -> AsyncIterator[Scene]:
    """Give an agent that has answered."""
    with native(program) as (sock, process):
        async with asyncio.TaskGroup() as group:
            guest = await Guest.meet(sock.dup(), limit=20)
            yield Scene(guest, OwnedTasks(group))
            await guest.ping(HERE)
            guest.close()
        sock.close()
        await eventually(lambda: process.poll() is not None, "the agent ends with its channel")
        assert (process.returncode, process.stderr and process.stderr.read()) == (0, b"")


def test_it_says_who_it_is_and_how_the_machine_does(program: Path):
    async def played():
        async with scene(program) as here:
            assert not here.guest.hello.is_pid_1
            assert here.guest.hello.kernel == os.uname().release
            stats = await here.guest.stats(HERE)
            assert stats.memory_total > stats.memory_available > 0
            assert any(one.name == "lo" for one in stats.networks)
            assert any(process.pid == os.getpid() for process in await here.guest.top(HERE))

    in_loop(played())


def test_a_session_has_its_streams_its_input_and_its_end(program: Path):
    async def played():
        async with scene(program) as here:
            status, out, err = await here.run("sh", "-c", "echo out; echo err >&2; exit 3")
            assert (os.waitstatus_to_exitcode(status), out, err) == (3, b"out\n", b"err\n")
            status, out, _ = await here.run("sh", "-c", "kill -TERM $$")
            assert (os.waitstatus_to_exitcode(status), out) == (-15, b"")
            assert (await here.run("cat"))[1] == b""  # without input it is at its end at once

    in_loop(played())


def test_what_is_much_comes_whole_both_ways_and_others_have_their_turn(program: Path):
    async def played():
        data = os.urandom(3_000_000)
        async with scene(program) as here, here.session("cat", reads=True) as session:
            assert session.streams.input is not None

            async def give() -> None:
                assert session.streams.input is not None
                await session.streams.input.write(data)
                await session.streams.input.end()

            _, out, (_, echo, _) = await asyncio.gather(
                give(), _all(session, 1), here.run("echo", "hi")
            )
            assert out == data
            assert echo == b"hi\n"
            assert (await session.exit).status == 0

    in_loop(played())


def test_a_session_at_a_terminal_sees_its_size_and_that_it_changes(program: Path):
    async def played():
        async with (
            scene(program) as here,
            here.session(
                "sh",
                "-c",
                "stty size; read word; stty size; tty",
                reads=True,
                terminal=Size(24, 80),
            ) as session,
        ):
            assert session.streams.input is not None
            assert (await session.streams.outputs[1].read()).startswith(b"24 80")
            session.resize(Size(50, 132))
            await session.streams.input.write(b"go\n")
            rest = await _all(session, 1)
            assert b"50 132" in rest
            assert b"/dev/pts/" in rest
            assert (await session.exit).status == 0

    in_loop(played())


def test_output_that_somebody_else_holds_does_not_keep_a_session(program: Path):
    async def played():
        async with scene(program) as here, asyncio.timeout(1.5):
            status, out, _ = await here.run("sh", "-c", "echo said; sleep 2 & exit 4")
            assert (os.waitstatus_to_exitcode(status), out) == (4, b"said\n")

    in_loop(played())


def test_a_session_ends_with_its_stream(program: Path, tmp_path: Path):
    async def played():
        async with scene(program) as here:
            stream = here.guest.channel.stream()
            argv = ("sh", "-c", f"echo $$ > {tmp_path}/pid; exec sleep 100")
            await stream.say(Kind.EXEC, fields(Process(argv, ENV).pairs()))
            await stream.answer(Kind.STARTED)
            await eventually(
                lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text(), "it runs"
            )
            pid = int((tmp_path / "pid").read_text())
            stream.close()
            await eventually(lambda: not Path(f"/proc/{pid}").exists(), "it is gone")

    in_loop(played())


@pytest.mark.parametrize(
    ("process", "why"),
    [
        (Process(("/no/such",), ENV), "execve /no/such: No such file or directory"),
        (Process(("no-such",), ENV), "execve no-such: No such file or directory"),
        (Process(("/etc/passwd",), ENV), "execve /etc/passwd: Permission denied"),
        (Process(("true",), ENV, user="nobody-such"), "the image has no user 'nobody-such'"),
        (Process(("true",), ENV, user="4294967295"), "user '4294967295' is too large a number"),
        (Process(("true",), ENV, group="9no"), "the image has no group '9no'"),
        (
            Process(("true",), ENV, working_directory="/etc/passwd"),
            "chdir /etc/passwd: Not a directory",
        ),
        (Process((), ENV), "there is no command"),
    ],
)
def test_what_cannot_be_started_says_why(program: Path, process: Process, why: str):
    async def played():
        async with scene(program) as here:
            with pytest.raises(Refusal) as refused:
                async with here.sessions.opened(here.guest, process, HERE):
                    pass
            assert why in str(refused.value)
            with pytest.raises(Refusal) as refused:
                await here.guest.run(Entrypoint("one", process), HERE)
            assert why in str(refused.value)

    in_loop(played())


def test_users_are_looked_up_as_containers_do(program: Path, tmp_path: Path):
    async def played():
        async with scene(program) as here:
            shown = "id -u; id -g; id -G; echo $HOME"
            env = {"PATH": ENV["PATH"]}

            async def who(**more: str | tuple[str, ...]) -> list[str]:
                process = Process(("sh", "-c", shown), env, **more)  # type: ignore[arg-type]
                async with here.sessions.opened(here.guest, process, HERE) as session:
                    return (await _all(session, 1)).decode().split("\n")[:-1]

            assert await who() == ["0", "0", "0", "/root"]
            assert (await who(user="daemon"))[:3] == ["1", "1", "1"]
            assert (await who(user="1", group="4"))[:3] == ["1", "4", "4"]
            assert await who(user="54321", groups=("7", "adm")) == ["54321", "0", "0 4 7", "/"]
            place = tmp_path / "made/for/it"
            assert (await here.run("pwd", working_directory=str(place)))[
                1
            ] == f"{place}\n".encode()

    in_loop(played())


def test_the_entrypoint_is_one_and_its_end_is_told_until_it_is_heard(program: Path):
    async def played():
        async with scene(program) as here:
            process = Process(("sh", "-c", "exit 7"), ENV)
            main = await here.guest.run(Entrypoint("first", process), HERE)
            assert os.waitstatus_to_exitcode((await main.ended()).status) == 7
            with pytest.raises(Refusal, match="something else runs"):
                await here.guest.run(Entrypoint("second", process), HERE)
            again = await here.guest.running("first", HERE)
            assert (await again.ended()).status == 7 << 8
            await again.acknowledge()
            with pytest.raises(Refusal, match="no such run"):
                await here.guest.running("first", HERE)
            main = await here.guest.run(Entrypoint("second", Process(("sleep", "99"), ENV)), HERE)
            await here.guest.signal(15, HERE)
            assert (await main.ended()).status == 15

    in_loop(played())


def test_connections_lead_to_ports_and_sockets_and_end_each_way(program: Path, tmp_path: Path):
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        data = await reader.read()
        writer.write(data[::-1])
        writer.close()

    async def played():
        data = os.urandom(1_000_000)
        one = await asyncio.start_server(echo, "127.0.0.1", 0)
        other = await asyncio.start_unix_server(echo, tmp_path / "socket")
        async with one, other, scene(program) as here:
            port = one.sockets[0].getsockname()[1]
            for target in (Target(port=port), Target(path=str(tmp_path / "socket"))):
                stream = await connected(here.guest, target, HERE)
                assert await _through(stream, data) == data[::-1]
                stream.close()
            for target, why in (
                (Target(port=1), "Connection refused"),
                (Target(path="/no/such"), "No such file"),
                (Target(port=80, address="nowhere"), "Invalid argument"),
            ):
                with pytest.raises(Refusal, match=why):
                    await connected(here.guest, target, HERE)

    in_loop(played())


async def _through(stream: Stream, data: bytes) -> bytes:
    found = bytearray()

    async def take() -> None:
        while piece := await stream.read():
            found.extend(piece)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        await stream.write(data)
        stream.end()
    return bytes(found)


async def _walk(guest: Guest, path: Path, options: int = 0) -> list[tuple[bytes, bytes]]:
    with guest.channel.stream() as stream:
        await stream.say(Kind.WALK, fields([(Tag.PATH, str(path)), (Tag.OPTIONS, options)]))
        found: list[tuple[bytes, bytes]] = []
        while (piece := await stream.next()) is not None:
            if isinstance(piece, Heading):
                found.append((piece.payload, b""))
            else:
                found[-1] = (found[-1][0], found[-1][1] + piece)
        await stream.answer(Kind.OK)
        return found


async def _put(
    guest: Guest, path: Path, entries: list[tuple[bytes, bytes]], options: int = 0
) -> int:
    with guest.channel.stream() as stream:
        await stream.say(Kind.PUT, fields([(Tag.PATH, str(path)), (Tag.OPTIONS, options)]))
        await stream.answer(Kind.OK)
        for heading, content in entries:
            await stream.head(heading)
            if content:
                await stream.write(content)
        stream.end()
        return (await stream.answer(Kind.OK))[1].natural(Tag.ENTRIES)


def test_files_that_went_out_go_in_again_as_they_were(program: Path, tmp_path: Path):
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "folder/empty").mkdir(parents=True)
    (source / "folder/big").write_bytes(os.urandom(700_000))
    (source / "folder/nothing").touch()
    (source / "link").symlink_to("folder/big")
    os.link(source / "folder/big", source / "same")
    os.mkfifo(source / "pipe")
    (source / "folder/nothing").chmod(0o4755)
    os.setxattr(source / "folder/nothing", "user.note", b"value")
    os.utime(source / "folder", ns=(5, 5_000_000_123))
    target.mkdir()
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(source / "socket"))

    async def played():
        async with scene(program) as here:
            entries = await _walk(here.guest, source, 4)
            assert [Fields(said).text(Tag.PATH) for said, _ in entries] == [
                *(".", "./folder", "./folder/big", "./folder/empty", "./folder/nothing", "./link"),
                *("./pipe", "./same"),
            ]
            assert await _put(here.guest, target, entries) == 8

    in_loop(played())
    assert (target / "same").read_bytes() == (source / "same").read_bytes()
    assert (target / "same").stat().st_nlink == 2
    assert (target / "folder/nothing").stat().st_mode & 0o7777 == 0o4755
    assert os.getxattr(target / "folder/nothing", "user.note") == b"value"
    assert (target / "folder").stat().st_mtime_ns == 5_000_000_123
    assert os.readlink(target / "link") == "folder/big"
    assert (target / "pipe").is_fifo()


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ([(Tag.PATH, "../out"), (Tag.KIND, ord("f"))], "leads out"),
        ([(Tag.PATH, "a/../../out"), (Tag.KIND, ord("f"))], "leads out"),
        ([(Tag.PATH, "/out"), (Tag.KIND, ord("f"))], "no relative path"),
        ([(Tag.KIND, ord("f"))], "no relative path"),
        ([(Tag.PATH, "x"), (Tag.KIND, ord("z"))], "Invalid argument"),
        ([(Tag.PATH, "folder"), (Tag.KIND, ord("f"))], "is a folder"),
        ([(Tag.PATH, "x"), (Tag.KIND, ord("h")), (Tag.LINK, "../y")], "leads out"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(program: Path, tmp_path: Path, entry, why: str):
    (tmp_path / "inside/folder").mkdir(parents=True)

    async def played():
        async with scene(program) as here:
            with pytest.raises(Refused, match=why):
                await _put(here.guest, tmp_path / "inside", [(fields(entry), b"")])

    in_loop(played())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inside"]


def test_what_is_of_a_whole_machine_is_refused_where_it_is_none(program: Path):
    async def played():
        async with scene(program) as here:
            for kind in (
                Kind.SETUP,
                Kind.RESUMED,
                Kind.TIME,
                Kind.FREEZE,
                Kind.MOUNT,
                Kind.UNMOUNT,
                Kind.SHUTDOWN,
                Kind.MEMORY,
            ):
                with pytest.raises(Refused, match="cannot"), here.guest.channel.stream() as stream:
                    await stream.ask(kind, fields([(Tag.TIME, 1)]))

    in_loop(played())
