"""A real listener with small real services, run in a process of its own: `python doors.py FOLDER`.

Prints one line of JSON when it serves: {"pid", "port"}. Ends on SIGTERM after a drain, or at the
end of its standard input. `AURAE_TEST_LIMITS` overrides settings (JSON).
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop
from google.protobuf.wrappers_pb2 import BytesValue, Int64Value
from grpclib.const import Cardinality, Handler, Status
from grpclib.exceptions import GRPCError
from grpclib.server import Stream

from aurae.identity.authority import Authority, Names
from aurae.proto.discovery_grpc import DiscoveryServiceBase
from aurae.proto.discovery_pb2 import DiscoverRequest, DiscoverResponse
from aurae.server.caller import Caller, current
from aurae.server.listener import Listener
from aurae.server.login import LoginService
from aurae.server.protocol import Patience
from aurae.supervise.name_service import NameService

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override


@dataclass(frozen=True)
class DoorSettings:
    """What the listener wants to know."""

    runtime_dir: Path
    listen: str = "127.0.0.1:0"
    max_connections: int = 1024
    max_connections_per_user: int = 64
    message_limit: int = 16 * 1024 * 1024
    svid_ttl: float = 86400
    client_ttl: float = 86400
    group: str = ""
    handshake: float = 5.0
    preface: float = 10.0
    stall: float = 30.0
    expired: float = 30.0
    login: float = 30.0

    @property
    def socket(self) -> Path:
        return self.runtime_dir / "aurae.sock"

    @property
    def login_socket(self) -> Path:
        return self.runtime_dir / "login.sock"


class Discovery(DiscoveryServiceBase):
    """Answers with the caller as the version."""

    @override
    async def Discover(  # noqa: N802 (named by the proto)
        self, stream: Stream[DiscoverRequest, DiscoverResponse]
    ) -> None:
        await stream.recv_message()
        await stream.send_message(DiscoverResponse(healthy=True, version=str(current())))


class Trial:
    """Echo, a long stream, a call that never ends, and one that fails."""

    async def echo(self, stream: Stream[BytesValue, BytesValue]) -> None:
        message = await stream.recv_message()
        assert message is not None
        await stream.send_message(BytesValue(value=message.value[:100]))

    async def pour(self, stream: Stream[Int64Value, BytesValue]) -> None:
        message = await stream.recv_message()
        assert message is not None
        for _ in range(message.value):
            await stream.send_message(BytesValue(value=b"x" * 65536))

    async def tick(self, stream: Stream[BytesValue, BytesValue]) -> None:
        await stream.recv_message()
        while True:
            await stream.send_message(BytesValue(value=b"tick"))
            await asyncio.sleep(0.1)

    async def hang(self, stream: Stream[BytesValue, BytesValue]) -> None:
        await stream.recv_message()
        await asyncio.Event().wait()

    async def total(self, stream: Stream[BytesValue, Int64Value]) -> None:
        size = 0
        async for message in stream:
            size += len(message.value)
        await stream.send_message(Int64Value(value=size))

    async def refuse(self, stream: Stream[BytesValue, BytesValue]) -> None:
        raise GRPCError(Status.NOT_FOUND, "cannot get wéb: no such thing")

    async def bug(self, stream: Stream[BytesValue, BytesValue]) -> None:
        raise ZeroDivisionError

    def __mapping__(self) -> Mapping[str, Handler]:
        one, many = Cardinality.UNARY_UNARY, Cardinality.UNARY_STREAM
        return {
            "/trial.Trial/Echo": Handler(self.echo, one, BytesValue, BytesValue),
            "/trial.Trial/Pour": Handler(self.pour, many, Int64Value, BytesValue),
            "/trial.Trial/Tick": Handler(self.tick, many, BytesValue, BytesValue),
            "/trial.Trial/Hang": Handler(self.hang, one, BytesValue, BytesValue),
            "/trial.Trial/Total": Handler(
                self.total, Cardinality.STREAM_UNARY, BytesValue, Int64Value
            ),
            "/trial.Trial/Refuse": Handler(self.refuse, one, BytesValue, BytesValue),
            "/trial.Trial/Bug": Handler(self.bug, one, BytesValue, BytesValue),
            "/trial.Trial/Forbidden": Handler(self.echo, one, BytesValue, BytesValue),
        }


def authorize(path: str, caller: Caller) -> None:
    """Forbid one method, and one more while there is a file called `removed`."""
    removed = path.endswith("/Tick") and Path(sys.argv[1], "removed").exists()
    if path.endswith("/Forbidden") or removed:
        raise GRPCError(Status.PERMISSION_DENIED, f"cannot call {path}: {caller} may not")


def names_of(settings: DoorSettings) -> Names:
    """Return the names the authority needs."""
    return Names(
        trust_domain="aurae.local",
        node_name="n",
        dns_names=("localhost", "server.unsafe.aurae.io"),
        svid_ttl=timedelta(seconds=settings.svid_ttl),
        client_ttl=timedelta(seconds=settings.client_ttl),
    )


async def serve(settings: DoorSettings) -> None:
    """Serve until told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    authority = Authority(settings.runtime_dir / "pki", names_of(settings))
    login = LoginService(authority, settings.group, NameService())
    async with asyncio.TaskGroup() as tasks:
        listener = Listener(
            [Discovery(), Trial()],
            [login],
            settings,
            authority,
            authorize,
            patience=Patience(
                settings.handshake,
                settings.preface,
                settings.stall,
                settings.expired,
                login=settings.login,
            ),
        )
        await listener.open(tasks)
        loop.add_signal_handler(signal.SIGHUP, listener.renew)
        loop.add_reader(0, stop.set)
        print(json.dumps({"pid": os.getpid(), "port": (listener.tcp_ports or [0])[0]}), flush=True)
        await stop.wait()
        await listener.drain(2.0)
    authority.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    overrides = json.loads(os.environ.get("AURAE_TEST_LIMITS", "{}"))
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(serve(DoorSettings(Path(sys.argv[1]), **overrides)))
