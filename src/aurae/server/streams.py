"""grpclib's connection and stream with bounded buffers and one write for each turn of the loop."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from grpclib.config import Configuration
from grpclib.protocol import Connection, Stream
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.exceptions import StreamClosedError
from h2.settings import SettingCodes, Settings
from hyperframe.frame import GoAwayFrame

from aurae.server.frames import MAX_FRAME
from aurae.server.inbox import Budget, Inbox
from aurae.server.outbox import Outbox

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

MAX_STREAMS = 128
"""Calls at the same time on one connection; more are refused, one by one."""
STREAM_WINDOW = 256 * 1024
CONNECTION_WINDOW = 1024 * 1024
MAX_HEADER_LIST = 16 * 1024
_TOLERATED_STREAMS = 10_000
_WRITE_AT = 64 * 1024
_LAST_STREAM = 2**31 - 1

_H2 = H2Configuration(
    client_side=False,
    header_encoding="latin-1",  # never fails; what is no ASCII is refused where it is used
    validate_inbound_headers=False,
    validate_outbound_headers=False,
    normalize_inbound_headers=False,
    normalize_outbound_headers=False,
)
_CONFIG = Configuration(_keepalive_time=None).__for_server__()


def _settings(streams: int) -> Settings:
    return Settings(
        client=False,
        initial_values={
            SettingCodes.MAX_CONCURRENT_STREAMS: streams,
            SettingCodes.MAX_HEADER_LIST_SIZE: MAX_HEADER_LIST,
            SettingCodes.INITIAL_WINDOW_SIZE: STREAM_WINDOW,
            SettingCodes.ENABLE_CONNECT_PROTOCOL: 0,
        },
    )


class _BoundedH2(H2Connection):
    """Remembers fewer closed streams: h2's 65,536 take some eight megabytes on each busy connection."""

    MAX_CLOSED_STREAMS = 4096


def _new_h2() -> H2Connection:
    connection = _BoundedH2(config=_H2)
    connection.local_settings = _settings(MAX_STREAMS)
    connection.decoder.max_header_list_size = MAX_HEADER_LIST
    connection.initiate_connection()
    # A client may open more streams before it has read our settings. h2 would end the whole
    # connection; we refuse the streams, which a client may simply try again.
    connection.local_settings = _settings(_TOLERATED_STREAMS)
    connection.increment_flow_control_window(
        CONNECTION_WINDOW - connection.inbound_flow_control_window
    )
    return connection


class ServerConnection(Connection):
    """One connection; what is to be sent is gathered and written once in a turn of the loop."""

    def __init__(
        self,
        transport: asyncio.Transport,
        budget: Budget,
        answers: Budget,
        sent_data: Callable[[int], None],
    ) -> None:
        """`budget` is for messages that come in, `answers` for those that wait to be sent."""
        super().__init__(_new_h2(), transport, config=_CONFIG)
        self.h2 = self._connection
        self.transport = transport
        self.budget = budget
        self.answers = answers
        self.sent_data = sent_data
        self._loop = asyncio.get_running_loop()
        self._scheduled = False
        self._owed = 0
        self.pending = 0

    @override
    def flush(self) -> None:
        """Have what h2 wants to send written soon."""
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self.write)

    def write(self) -> None:
        """Write what h2 wants to send now."""
        self._scheduled = False
        self.pending = 0
        if not self.is_closing():
            data = self.h2.data_to_send()
            if data:
                self._transport.write(data)

    def count(self, size: int) -> None:
        """Note `size` bytes of DATA given to h2; many are written at once, so that the transport can say stop."""
        self.sent_data(1)
        self.pending += size
        if self.pending >= _WRITE_AT:
            self.write()
        else:
            self.flush()

    def credit(self, size: int) -> None:
        """Let the peer send `size` bytes more on the connection; small amounts are gathered."""
        self._owed += size
        if self._owed >= CONNECTION_WINDOW // 4 and not self.is_closing():
            self.h2.increment_flow_control_window(self._owed)
            self._owed = 0
            self.flush()

    def goaway(self, code: ErrorCodes, text: str, *, last: int | None = None) -> None:
        """Write a GOAWAY with a text for people; `last` None leaves open streams running.

        Written past h2, whose own GOAWAY would end every stream.
        """
        frame = GoAwayFrame(0)
        frame.last_stream_id = _LAST_STREAM if last is None else last
        frame.error_code = code
        frame.additional_data = text.encode()[: MAX_FRAME // 2]
        if not self.is_closing():
            self.write()
            self._transport.write(frame.serialize())

    @override
    def close(self) -> None:
        """Close the transport when all is written."""
        if not self.is_closing():
            self._transport.close()


class ServerStream(Stream):
    """One call's stream: an inbox for what comes, and sending in the window's and buffer's limits."""

    connection: ServerConnection  # type: ignore[mutable-override]  # never assigned another
    id: int  # type: ignore[mutable-override]  # a server's stream always has one

    def __init__(
        self, connection: ServerConnection, stream_id: int, limit: int, patience: float | None
    ) -> None:
        """`limit` is for incoming messages; `patience` in seconds for a window that stays shut."""
        # Not grpclib's __init__: it makes six objects for a client's side.
        self.connection = connection
        self._h2_connection = connection.h2
        self._transport = connection.transport
        self.wrapper = None
        self.id = stream_id
        self.window_updated = asyncio.Event()
        self.inbox = Inbox(limit, connection.budget, self._credit)
        self.outbox = Outbox(connection.answers)
        self._patience = patience
        self._owed = 0

    def _credit(self, size: int) -> None:
        self.connection.credit(size)
        self._owed += size
        if self._owed >= STREAM_WINDOW // 4:
            stream = self._h2_connection.streams.get(self.id)
            if stream is not None and not stream.closed and not self.connection.is_closing():
                self._h2_connection.increment_flow_control_window(self._owed, self.id)
                self.connection.flush()
            self._owed = 0

    @override
    async def send_headers(self, headers: list[tuple[str, str]], end_stream: bool = False) -> None:
        """Send headers or trailers; raises StreamClosedError when the client is gone."""
        if not self.connection.write_ready.is_set():
            await self.connection.write_ready.wait()
        if self.id not in self._h2_connection.streams:
            raise StreamClosedError(self.id)
        self._h2_connection.send_headers(self.id, headers, end_stream=end_stream)
        self.connection.flush()

    @override
    async def send_data(self, data: bytes, end_stream: bool = False) -> None:
        """Send data as the windows allow; waits, and raises StreamClosedError when the client is gone."""
        h2 = self._h2_connection
        at, size = 0, len(data)
        while True:
            if not self.connection.write_ready.is_set():
                await self.connection.write_ready.wait()
            if self.id not in h2.streams:
                raise StreamClosedError(self.id)
            window = h2.local_flow_control_window(self.id)
            if window <= 0 < size:
                await self._window_opens()
                continue
            step = min(window, h2.max_outbound_frame_size, size - at)
            last = at + step == size
            h2.send_data(self.id, data[at : at + step], end_stream=end_stream and last)
            self.connection.count(step)
            at += step
            if last:
                return

    async def _window_opens(self) -> None:
        """Wait for the client to take more; resets the stream when it does not for too long."""
        self.window_updated.clear()
        try:
            async with asyncio.timeout(self._patience):
                await self.window_updated.wait()
        except TimeoutError:
            self.reset_nowait(ErrorCodes.CANCEL)
            raise StreamClosedError(self.id) from None

    @override
    async def end(self) -> None:
        """End the stream without trailers."""
        self._h2_connection.end_stream(self.id)
        self.connection.flush()

    @override
    async def reset(self, error_code: ErrorCodes = ErrorCodes.NO_ERROR) -> None:
        """Reset the stream."""
        self.reset_nowait(error_code)

    @override
    def reset_nowait(self, error_code: ErrorCodes = ErrorCodes.NO_ERROR) -> None:
        """Reset the stream, if it is open still."""
        stream = self._h2_connection.streams.get(self.id)
        if stream is not None and not stream.closed and not self.connection.is_closing():
            self._h2_connection.reset_stream(self.id, error_code=error_code)
            self.connection.flush()
