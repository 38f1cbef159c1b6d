"""A grpclib channel that knows why a connection failed.

grpclib drops the reason of a lost connection, and in TLS 1.3 the daemon's judgement of our
certificate comes after our handshake is done. So a connection counts as made only when the
daemon's first bytes (its HTTP/2 SETTINGS) are here, and what ended a connection, an alert of TLS
or a GOAWAY, is kept and told.
"""

import asyncio
import ssl
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from grpclib.client import Channel as GrpclibChannel
from grpclib.client import Handler
from grpclib.config import Configuration
from grpclib.protocol import EventsProcessor, H2Protocol
from h2.config import H2Configuration
from h2.events import ConnectionTerminated, StreamReset

from aurae.client import errors
from aurae.client.address import Address
from aurae.client.identity import Identity, check_daemon

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

CONNECT_TIMEOUT = 5.0
"""Seconds for connecting, handshake and the daemon's first bytes together."""

_WINDOW = 65_535
"""Bytes that the daemon may send ahead, HTTP/2's default. They have room in the buffers of the socket,
so who pauses (`aer logs -f | less`) is waited for, and not closed as one that does not read."""

_CONFIGURATION = Configuration(
    # asyncio wants a server name with TLS on a Unix socket; nothing looks at it.
    ssl_target_name_override="aurae",
    http2_connection_window_size=_WINDOW,
    http2_stream_window_size=_WINDOW,
)


class Protocol(H2Protocol):
    """One connection, which remembers how it ended."""

    def __init__(self, place: str, h2_config: H2Configuration, *, secure: bool) -> None:
        """Prepare a connection to `place`, a text for people, by TLS when `secure`."""
        super().__init__(Handler(), _CONFIGURATION.__for_client__(), h2_config)
        self.place = place
        self.secure = secure
        self.heard = asyncio.Event()
        self.transport: asyncio.Transport | None = None
        self.closed = asyncio.Event()
        self.ended: errors.ClientError | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Put our processor in grpclib's place."""
        super().connection_made(transport)
        self.transport = cast("asyncio.Transport", transport)
        self.processor = Processor(self)

    @override
    def data_received(self, data: bytes) -> None:
        """Note that the daemon speaks."""
        super().data_received(data)
        self.heard.set()

    @override
    def connection_lost(self, exc: BaseException | None) -> None:
        """Keep the reason before grpclib closes everything."""
        if self.ended is None:
            lost = exc or ConnectionResetError()
            if isinstance(lost, ssl.SSLError):
                self.ended = errors.tls(self.place, lost)
            elif self.heard.is_set() or not self.secure:
                self.ended = errors.UnreachableError("the connection to the daemon was lost")
            else:
                self.ended = errors.closed_after_handshake(self.place)
        self.heard.set()
        self.closed.set()
        super().connection_lost(exc)


class Processor(EventsProcessor):
    """grpclib's event processor, which keeps the text of a GOAWAY."""

    def __init__(self, protocol: Protocol) -> None:
        """Take the place of the processor that `protocol` has made."""
        super().__init__(protocol.handler, protocol.connection)
        self.protocol = protocol

    @override
    def process_stream_reset(self, event: StreamReset) -> None:
        """Let a call be that was answered to its end: the daemon only hears no more (RFC 9113, 8.1)."""
        stream = self.streams.get(event.stream_id)
        if event.error_code or stream is None or not stream.buffer._eof:  # noqa: SLF001
            super().process_stream_reset(event)

    @override
    def process_connection_terminated(self, event: ConnectionTerminated) -> None:
        """Keep what the daemon said, then close as grpclib does."""
        said = (event.additional_data or b"").decode("utf-8", "replace")
        if not said:
            # 0 is NO_ERROR: an orderly stop.
            said = "it is stopping" if not event.error_code else f"HTTP/2 {event.error_code!r}"
        self.protocol.ended = errors.UnreachableError(f"the daemon closed the connection: {said}")
        super().process_connection_terminated(event)


class Channel(GrpclibChannel):
    """A connection to the daemon, made at the first call and again when it was lost."""

    def __init__(self, address: Address, identity: Identity | None) -> None:
        """Prepare a channel; without an identity it is plain, as the login socket wants it."""
        self.address = address
        self.identity = identity
        self.daemon_id = ""
        self.last: Protocol | None = None
        context = identity.context if identity else None
        if address.path:
            super().__init__(path=address.path, ssl=context, config=_CONFIGURATION)
        else:
            super().__init__(address.host, address.port, ssl=context, config=_CONFIGURATION)

    @override
    def _protocol_factory(self) -> H2Protocol:
        self.last = Protocol(str(self.address), self._h2_config, secure=self.identity is not None)
        return self.last

    @override
    async def _create_connection(self) -> H2Protocol:
        """Connect; raises ClientError with the one reason that matters."""
        place = str(self.address)
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                protocol = cast("Protocol", await super()._create_connection())
                await protocol.heard.wait()
        except (OSError, TimeoutError) as error:
            raise errors.connecting(place, error) from error
        if protocol.ended is not None:
            raise errors.complete(f"cannot reach the daemon at {place}", protocol.ended)
        if self.identity is not None:
            try:
                self._check(protocol, self.identity, place)
            except errors.ClientError:
                protocol.processor.close()
                raise
        return protocol

    def _check(self, protocol: Protocol, identity: Identity, place: str) -> None:
        assert protocol.transport is not None
        tls = cast("ssl.SSLObject", protocol.transport.get_extra_info("ssl_object"))
        self.daemon_id = check_daemon(tls.getpeercert(True), identity.trust_domain, place)

    @override
    async def __aenter__(self) -> Self:
        return self

    @override
    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        """Close without waiting for the daemon's part of the farewell, which may never come."""
        if self.last is not None and self.last.transport is not None:
            self.last.transport.abort()
            await self.last.closed.wait()
        self.close()
        # A transport whose handshake was given up closes its socket in the next turns of the loop.
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    @property
    def ended(self) -> errors.ClientError | None:
        """Why the last connection ended; None while it lives."""
        return self.last.ended if self.last else None
