"""The client of QEMU's monitor: what is said is read as from a stranger, and a hostile end costs little."""

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.vms import qmp as client
from aurae.vms import qmp_messages, sockets
from aurae.vms.qmp import MOST_EVENTS, Qmp, QmpFailed, QmpGone, QmpLate
from aurae.vms.qmp_messages import Garbage, Lines, read
from tests.support.until import eventually

GREETING = {"QMP": {"version": {"qemu": {"major": 7, "minor": 2, "micro": 22}, "package": "P"}}}


class Peer:
    """Stands for QEMU: the other end of a connection."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        sock.setblocking(False)
        self._rest = b""

    async def say(self, *messages: object) -> None:
        data = b"".join(json.dumps(each).encode() + b"\n" for each in messages)
        await asyncio.get_running_loop().sock_sendall(self.sock, data)

    async def heard(self) -> dict[str, object]:
        while b"\n" not in self._rest:
            got = await asyncio.get_running_loop().sock_recv(self.sock, 65536)
            assert got, "the client has hung up"
            self._rest += got
        line, _, self._rest = self._rest.partition(b"\n")
        found: dict[str, object] = json.loads(line)
        return found

    async def answer(self, **said: object) -> dict[str, object]:
        asked = await self.heard()
        await self.say({"id": asked["id"], **(said or {"return": {}})})
        return asked


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[Qmp, Peer]]:
    ours, theirs = socket.socketpair()
    with theirs:
        qmp, peer = Qmp(ours), Peer(theirs)
        greeting = asyncio.ensure_future(qmp.greet())
        await peer.say(GREETING)
        await peer.answer()
        await greeting
        try:
            yield qmp, peer
        finally:
            qmp.close()


@pytest.mark.asyncio
async def test_a_command_is_answered_or_refused_with_its_reason():
    async with connected() as (qmp, peer):
        assert qmp.greeting.version == (7, 2, 22)
        asking = asyncio.ensure_future(qmp.execute("query-status"))
        asked = await peer.answer(**{"return": {"status": "running"}})
        assert asked["execute"] == "query-status"
        assert await asking == {"status": "running"}
        asking = asyncio.ensure_future(qmp.execute("cont"))
        await peer.answer(error={"class": "CommandNotFound", "desc": "no\x1b[31m\nway"})
        with pytest.raises(QmpFailed, match=r"^cannot cont: no \[31m way$") as caught:
            await asking
        assert caught.value.kind == "CommandNotFound"


@pytest.mark.asyncio
async def test_answers_find_who_asked_whatever_their_order():
    async with connected() as (qmp, peer):
        first, second = (asyncio.ensure_future(qmp.execute(name)) for name in ("one", "two"))
        one, two = await peer.heard(), await peer.heard()
        await peer.say(
            {"return": 2, "id": two["id"]}, {"return": 9, "id": 77}, {"return": 1, "id": one["id"]}
        )
        assert (await first, await second) == (1, 2)


@pytest.mark.asyncio
async def test_descriptors_go_with_a_command():
    async with connected() as (qmp, peer):
        reader, writer = os.pipe()
        asking = asyncio.ensure_future(qmp.execute("getfd", fds=[reader]))
        await asyncio.sleep(0)
        _, fds, _, _ = socket.recv_fds(peer.sock, 65536, 4)
        assert os.path.samestat(os.fstat(fds[0]), os.fstat(reader))
        for fd in (reader, writer, *fds):
            os.close(fd)
        asking.cancel()


@pytest.mark.asyncio
async def test_silence_has_a_limit_and_what_comes_too_late_is_dropped():
    async with connected() as (qmp, peer):
        with pytest.raises(QmpLate, match=r"cannot stop: QEMU gives no answer within 0\.01 s"):
            await qmp.execute("stop", seconds=0.01)
        late = await peer.heard()
        asking = asyncio.ensure_future(qmp.execute("cont"))
        asked = await peer.heard()
        await peer.say({"return": "late", "id": late["id"]}, {"return": 1, "id": asked["id"]})
        assert await asking == 1


@pytest.mark.asyncio
async def test_events_are_kept_in_their_order_and_no_more_than_so_many():
    async with connected() as (qmp, peer):
        count = MOST_EVENTS + 10
        await peer.say(*({"event": f"E{number}"} for number in range(count)))
        await eventually(lambda: qmp.dropped_events == 10, "events are dropped")
        assert [(await qmp.event()).name for _ in range(2)] == ["E10", "E11"]


@pytest.mark.asyncio
async def test_who_waits_is_told_when_qemu_hangs_up():
    async with connected() as (qmp, peer):
        event = asyncio.ensure_future(qmp.event())
        asking = asyncio.ensure_future(qmp.execute("cont"))
        await peer.heard()
        await peer.say({"event": "LAST"})
        peer.sock.close()
        assert (await event).name == "LAST"
        with pytest.raises(QmpGone, match="QEMU has hung up"):
            await asking
        with pytest.raises(QmpGone):
            await qmp.event()


@pytest.mark.parametrize(
    "said",
    [
        b"no json\n",
        b"[]\n",
        b'{"neither": 1}\n',
        b'{"event": 1}\n',
        b"[" * 100_000 + b"\n",
        b'{"return": ' + b"9" * 5000 + b"}\n",
        b"x" * (qmp_messages.LONGEST + 2),
    ],
)
@pytest.mark.asyncio
async def test_who_breaks_the_protocol_is_hung_up_on(said: bytes):
    async with connected() as (qmp, peer):
        asking = asyncio.ensure_future(qmp.execute("cont"))
        await peer.heard()
        await asyncio.get_running_loop().sock_sendall(peer.sock, said)
        with pytest.raises(QmpGone, match="QEMU breaks the protocol"):
            await asking


@pytest.mark.asyncio
async def test_who_floods_is_read_no_faster_than_so_many_bytes_a_second(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(client, "REST", 3600.0)
    async with connected() as (qmp, peer):
        line = json.dumps({"event": "X" * 200, "data": {"x": "y" * 60_000}}).encode() + b"\n"
        sent = 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3):
                while sent < 64 * 1024 * 1024:
                    await asyncio.get_running_loop().sock_sendall(peer.sock, line)
                    sent += len(line)
        assert sent < 3 * client.BUDGET + 5 * client.RATE
        assert not qmp.is_gone


@pytest.mark.asyncio
async def test_it_is_reached_by_the_folder_of_a_machine_however_long_its_path_is(tmp_path: Path):
    folder = tmp_path / ("x" * 100) / ("y" * 100)
    with sockets.listening(folder, is_agent=True) as listening:
        assert (folder.stat().st_mode & 0o777) == 0o700
        connecting = asyncio.ensure_future(Qmp.connect(folder))
        listener = socket.socket(fileno=os.dup(listening.qmp))
        listener.setblocking(False)
        with listener:
            accepted, _ = await asyncio.get_running_loop().sock_accept(listener)
        with accepted:
            peer = Peer(accepted)
            await peer.say(GREETING)
            await peer.answer()
            (await connecting).close()
    with pytest.raises(QmpGone, match="cannot reach QEMU: Connection refused"):
        await Qmp.connect(folder)
    sockets.forget(folder)
    with pytest.raises(QmpGone, match="cannot reach QEMU: No such file"):
        await Qmp.connect(folder)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["QMP", "event", "return", "error", "id", "data", "desc", "timestamp"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
@example(b'{"event": "X", "timestamp": {"seconds": 1e999}}')
@example(b'{"error": {"class": [], "desc": {}}, "id": true}')
def test_whatever_comes_is_a_message_or_garbage(line: bytes):
    try:
        found = read(line)
    except Garbage:
        return
    if isinstance(found, qmp_messages.Failure):
        assert found.why
        assert found.why.isprintable()


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line)), st.data())
def test_lines_are_found_however_they_are_cut(lines: list[bytes], data: st.DataObject):
    stream, parts, found = b"".join(line + b"\n" for line in lines), Lines(), []
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += parts.feed(stream[:cut])
        stream = stream[cut:]
    assert found == [line for line in lines if line.strip()]
