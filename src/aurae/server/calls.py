"""One call: from request headers to trailers. Takes the place of grpclib's request handler.

Differences: the task has a parent; a refusal (unknown method, denied) costs no task; headers,
message and trailers of an answer leave in one write; every answer has a content-type; and a
deadline cannot overflow.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Collection, Coroutine, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from google.protobuf.message import DecodeError, Message
from grpclib.const import Handler, Status
from grpclib.encoding.proto import ProtoCodec
from grpclib.events import _DispatchServerEvents
from grpclib.exceptions import GRPCError
from grpclib.metadata import (
    Deadline,
    decode_metadata,
    encode_bin_value,
    encode_grpc_message,
    encode_metadata,
)
from grpclib.server import Stream
from h2.exceptions import H2Error

from aurae.server import outbox
from aurae.server.caller import Caller, become
from aurae.server.encoded import Encoded
from aurae.server.inbox import BadMessage

if TYPE_CHECKING:
    from typing_extensions import override

    from aurae.server.streams import ServerStream
else:
    from aurae.model.override import override

log = logging.getLogger(__name__)

Headers = list[tuple[str, str]]
MetadataLike = Mapping[str, str | bytes] | Collection[tuple[str, str | bytes]]
Permission = Callable[[], Coroutine[None, None, None]] | None
"""What is awaited before a call goes on, and raises GRPCError if it may not; None when it may."""
Authorize = Callable[[str, Caller], Permission]
Routes = Mapping[str, Handler]

_TIMEOUT = re.compile(r"([0-9]{1,8})([HMSmun])")
_UNITS = {"H": 3600.0, "M": 60.0, "S": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9}
_LONGEST = 366 * 86400.0
PERMIT_SECONDS = 5.0
"""A stream of answers asks after this time whether it may go on."""
_CONTENT_TYPES = frozenset(("application/grpc", "application/grpc+proto"))
_CONTENT_TYPE = ("content-type", "application/grpc+proto")
_STATUS_200 = (":status", "200")
_OK = [("grpc-status", "0")]
_KNOWN = frozenset(("te", "content-type", "user-agent"))
_CODEC = ProtoCodec()
_NO_EVENTS = _DispatchServerEvents()


class Request(NamedTuple):
    """The headers of a call that may go on to its handler."""

    path: str
    handler: Handler
    timeout: float | None
    user_agent: str | None
    metadata: Headers


class Translate(Protocol):
    """Makes a gRPC error of an exception of the rooms below; None when it is a bug."""

    def __call__(self, error: Exception, /) -> GRPCError | None:
        """Return the error to answer with."""


def no_translation(error: Exception, /) -> GRPCError | None:
    """Translate nothing."""
    return None


def read_request(headers: Headers, routes: Routes) -> Request:
    """Read the headers of a call; raises GRPCError with the answer when it cannot go on."""
    known = dict(headers)
    path = known.get(":path", "")
    if known.get(":method") != "POST" or known.get("content-type") not in _CONTENT_TYPES:
        raise GRPCError(
            Status.INTERNAL, "cannot read request: it is no gRPC call (POST, application/grpc)"
        )
    handler = routes.get(path)
    if handler is None:
        raise GRPCError(Status.UNIMPLEMENTED, f"cannot call {path[:200]}: no such method")
    timeout = known.get("grpc-timeout")
    extra = [
        pair
        for pair in headers
        if not pair[0].startswith((":", "grpc-")) and pair[0] not in _KNOWN
    ]
    return Request(
        path,
        handler,
        _seconds(timeout) if timeout is not None else None,
        known.get("user-agent"),
        extra,
    )


def refusal_headers(error: GRPCError) -> Headers:
    """Return headers that are the whole answer to a call."""
    headers = [_STATUS_200, _CONTENT_TYPE, ("grpc-status", str(error.status.value))]
    if error.message is not None:
        headers.append(("grpc-message", encode_grpc_message(error.message)))
    if isinstance(error.details, bytes):
        headers.append(("grpc-status-details-bin", encode_bin_value(error.details).decode()))
    return headers


def _seconds(text: str) -> float:
    match = _TIMEOUT.fullmatch(text)
    if match is None:
        raise GRPCError(Status.INVALID_ARGUMENT, "cannot read request: invalid grpc-timeout")
    return min(int(match[1]) * _UNITS[match[2]], _LONGEST)


class Call(Stream[Message, Message]):
    """What a handler gets; the same face as grpclib's stream."""

    def __init__(
        self, stream: "ServerStream", request: Request, permit: Callable[[], Permission]
    ) -> None:
        """`permit` says whether the call may go on: None or awaited, or raises GRPCError."""
        handler = request.handler
        super().__init__(
            stream,
            request.path,
            handler.cardinality,
            handler.request_type,
            handler.reply_type,
            codec=_CODEC,
            status_details_codec=None,
            dispatch=_NO_EVENTS,
            deadline=(
                Deadline.from_timeout(request.timeout) if request.timeout is not None else None
            ),
            user_agent=request.user_agent,
        )
        self.path = request.path
        self._wire = stream
        self._permit = permit
        self._permitted = asyncio.get_running_loop().time()
        try:
            self.metadata = decode_metadata(request.metadata)
        except ValueError:
            raise GRPCError(
                Status.INVALID_ARGUMENT, "cannot read request: invalid metadata"
            ) from None

    @property
    def outbox(self) -> outbox.Outbox:
        """Where the answer waits."""
        return self._wire.outbox

    @override
    async def recv_message(self) -> Message | None:
        """Return the next message; None when the client has sent all. Raises GRPCError."""
        try:
            data = await self._wire.inbox.read()
        except BadMessage as error:
            raise GRPCError(error.status, str(error)) from None
        if data is None:
            if self._cardinality.client_streaming or self._messages_received:
                return None
            raise GRPCError(
                Status.INVALID_ARGUMENT, f"cannot call {self._method_name}: no request message"
            )
        self._messages_received += 1
        try:
            return self._recv_type.FromString(data)
        except DecodeError:
            raise GRPCError(
                Status.INVALID_ARGUMENT,
                f"cannot call {self._method_name}: the request is not a valid message",
            ) from None

    @override
    async def send_initial_metadata(self, *, metadata: "MetadataLike | None" = None) -> None:
        """Send headers now; otherwise they go with the first message."""
        if self._send_initial_metadata_done:
            raise RuntimeError("initial metadata was already sent")
        self._send_initial_metadata_done = True
        headers = [_STATUS_200, _CONTENT_TYPE]
        if metadata:
            headers.extend(encode_metadata(metadata))
        await self._wire.send_headers(headers)

    @override
    async def send_message(self, message: Message | Encoded) -> None:
        """Send one message; waits while the client or its connection takes no more.

        GRPCError when too many answers wait already, or the caller may not call this any more.
        """
        if self._cardinality.server_streaming:
            await self._ask_again()
        elif self._send_message_done:
            raise RuntimeError("the one message of this call was already sent")
        data = _framed(message)
        del message  # it may wait for long, and need not do so twice
        self._wire.outbox.hold(len(data))
        if not self._send_initial_metadata_done:
            await self.send_initial_metadata()
        await self._wire.send_data(data)
        self._wire.outbox.close()
        self._send_message_done = True
        self._messages_sent += 1

    async def _ask_again(self) -> None:
        """Ask again whether a long call may go on: the caller may have left the group."""
        now = asyncio.get_running_loop().time()
        if now - self._permitted < PERMIT_SECONDS:
            return
        self._permitted = now
        permission = self._permit()
        if permission is not None:
            await permission()

    async def finish(self) -> None:
        """Send the trailers of a call that went well, unless the handler did."""
        if self._send_trailing_metadata_done or self._cancel_done:
            return
        if not self._cardinality.server_streaming and not self._send_message_done:
            raise RuntimeError(f"{self._method_name} returned without a message")
        self._send_trailing_metadata_done = True
        if self._send_initial_metadata_done:
            await self._wire.send_headers(_OK, end_stream=True)
        else:
            await self._wire.send_headers([_STATUS_200, _CONTENT_TYPE, *_OK], end_stream=True)

    async def fail(self, error: GRPCError) -> None:
        """Send the trailers of a call that failed, unless the handler did."""
        if self._send_trailing_metadata_done or self._cancel_done:
            return
        self._send_trailing_metadata_done = True
        headers = refusal_headers(error)
        if self._send_initial_metadata_done:
            headers = headers[2:]
        await self._wire.send_headers(headers, end_stream=True)


def _framed(message: Message | Encoded) -> bytes:
    data = message.SerializeToString()
    return b"\0" + len(data).to_bytes(4, "big") + data


async def answer(
    call: Call, caller: Caller, handler: Handler, translate: Translate, permission: Permission
) -> None:
    """Run the handler of a call and answer with its result or error; raises only CancelledError."""
    become(caller)
    outbox.use(call.outbox)
    try:
        try:
            if permission is not None:
                await permission()
            await _within_deadline(call, handler)
        except GRPCError as error:
            await call.fail(error)
        except (H2Error, ConnectionError):
            raise
        except Exception as error:
            known = translate(error)
            if known is None:
                log.exception("cannot answer %s: a bug", call.path)
                known = GRPCError(Status.INTERNAL, "cannot answer: internal error, see the log")
            await call.fail(known)
    except (H2Error, ConnectionError) as error:
        # The stream or the connection is gone; nobody is left to be told.
        log.debug("call ended early: %s", error)


async def _within_deadline(call: Call, handler: Handler) -> None:
    if call.deadline is None:
        await handler.func(call)
        await call.finish()
        return
    limit = asyncio.timeout(call.deadline.time_remaining())
    try:
        async with limit:
            await handler.func(call)
            await call.finish()
    except TimeoutError:
        if not limit.expired():
            raise
        raise GRPCError(
            Status.DEADLINE_EXCEEDED, f"cannot answer {call.path}: deadline exceeded"
        ) from None


def routes_of(mappings: list[Mapping[str, Handler]]) -> dict[str, Handler]:
    """Return the handlers of several services by path; ValueError when two serve one path."""
    routes: dict[str, Handler] = {}
    for mapping in mappings:
        for path, handler in mapping.items():
            if path in routes:
                raise ValueError(f"cannot serve {path}: two services have it")
            routes[path] = handler
    return routes
