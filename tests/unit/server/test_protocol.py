"""The protocol under noise: whatever arrives, nothing raises and no call is left behind."""

import asyncio
import struct
from collections.abc import Coroutine
from typing import TYPE_CHECKING

import pytest
from google.protobuf.wrappers_pb2 import BytesValue
from grpclib.const import Cardinality, Handler, Status
from grpclib.exceptions import GRPCError
from grpclib.server import Stream
from hpack import Encoder
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.server.caller import Caller
from aurae.server.calls import Authorize, Permission
from aurae.server.frames import PREFACE
from aurae.server.inbox import Budget
from aurae.server.protocol import ServerProtocol, Service

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

CALLER = Caller(None, 0, 1, "login")


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = False

    @override
    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    @override
    def is_closing(self) -> bool:
        return self.closed

    @override
    def close(self) -> None:
        self.closed = True

    @override
    def abort(self) -> None:
        self.closed = True

    @override
    def pause_reading(self) -> None:
        pass

    @override
    def resume_reading(self) -> None:
        pass


async def echo(stream: Stream[BytesValue, BytesValue]) -> None:
    message = await stream.recv_message()
    assert message is not None
    await stream.send_message(message)


ROUTES = {"/t.T/Echo": Handler(echo, Cardinality.UNARY_UNARY, BytesValue, BytesValue)}


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def call(stream: int, payload: bytes, *extra: tuple[str, str]) -> bytes:
    headers = Encoder().encode(
        [
            (":method", "POST"),
            (":path", "/t.T/Echo"),
            ("te", "trailers"),
            ("content-type", "application/grpc"),
            *extra,
        ]
    )
    return frame(1, 4, stream, headers) + frame(0, 1, stream, payload)


def everyone(path: str, caller: Caller) -> Permission:
    return None


async def feed(pieces: list[bytes], authorize: Authorize = everyone) -> Wire:
    """Give bytes to a protocol, turn by turn, and check that everything ends."""
    wire = Wire()
    loop_errors: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: loop_errors.append(context))
    async with asyncio.TaskGroup() as tasks:

        def spawn(work: Coroutine[None, None, None]) -> asyncio.Task[None]:
            return tasks.create_task(work)

        service = Service(ROUTES, authorize, spawn, Budget(1 << 20), 1 << 16)
        protocol = ServerProtocol(service, lambda _: CALLER, lambda _: None)
        protocol.connection_made(wire)
        for piece in pieces:
            protocol.data_received(piece)
            for _ in range(4):
                await asyncio.sleep(0)
        protocol.connection_lost(None)
    assert protocol.open_calls == 0
    assert not loop_errors
    return wire


FRAMES = st.builds(
    frame,
    st.integers(0, 20),
    st.integers(0, 255),
    st.integers(0, 9),
    st.binary(max_size=60),
)
CALLS = st.builds(
    call,
    st.integers(0, 4).map(lambda number: 2 * number + 1),
    st.one_of(
        st.binary(max_size=40),
        st.binary(max_size=40).map(lambda data: struct.pack(">BI", 0, len(data)) + data),
    ),
)


@settings(deadline=None)
@given(st.lists(st.one_of(FRAMES, CALLS, st.binary(max_size=30)), max_size=12))
def test_no_bytes_make_the_protocol_raise_or_leak_a_call(pieces: list[bytes]) -> None:
    asyncio.run(feed([PREFACE + frame(4, 0, 0, b""), *pieces]))


@given(st.binary(max_size=80))
def test_noise_instead_of_a_greeting_is_answered_with_a_goaway(noise: bytes) -> None:
    wire = asyncio.run(feed([b"X" + noise]))
    assert b"this is not HTTP/2" in wire.written


def test_a_call_among_other_frames_is_answered() -> None:
    message = struct.pack(">BI", 0, 4) + b"\x0a\x02hi"
    wire = asyncio.run(feed([PREFACE + frame(4, 0, 0, b"") + call(1, message)]))
    assert b"\x0a\x02hi" in wire.written


def test_header_values_that_are_no_ascii_harm_one_call_alone() -> None:
    bad = call(1, b"\0\0\0\0\0", ("x-bin", "\u00ff\u00ff"))
    good = call(3, struct.pack(">BI", 0, 4) + b"\x0a\x02hi")
    wire = asyncio.run(feed([PREFACE + frame(4, 0, 0, b"") + bad + good]))
    assert b"\x0a\x02hi" in wire.written


@pytest.mark.parametrize("member", [True, False])
def test_a_permission_that_has_to_be_asked_for_is_awaited(member: bool) -> None:
    async def ask() -> None:
        await asyncio.sleep(0)
        if not member:
            raise GRPCError(Status.PERMISSION_DENIED, "cannot call Echo: no")

    def authorize(path: str, caller: Caller) -> Permission:
        return ask

    pieces = [PREFACE + frame(4, 0, 0, b""), call(1, b"\0\0\0\0\0"), b""]
    wire = asyncio.run(feed(pieces, authorize))
    assert (b"\0\0\x05\0\0\0\0\0\x01" in wire.written) is member  # DATA of the empty answer
