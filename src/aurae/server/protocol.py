"""HTTP/2 for gRPC on hostile sockets: grpclib's protocol with limits everywhere.

A peer that breaks a limit of the connection gets a GOAWAY with a code and a text, and is closed;
one that breaks a limit of a call gets that call refused. Nothing a peer sends raises out of here.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

from grpclib.const import Status
from grpclib.exceptions import GRPCError
from grpclib.protocol import H2Protocol
from h2 import events
from h2.errors import ErrorCodes
from h2.exceptions import H2Error
from h2.settings import SettingCodes

from aurae.server import outbox
from aurae.server.caller import Caller
from aurae.server.calls import (
    Authorize,
    Call,
    Headers,
    Permission,
    Routes,
    Translate,
    answer,
    no_translation,
    read_request,
    refusal_headers,
)
from aurae.server.complaints import Complaints
from aurae.server.frames import FrameGate, Violation
from aurae.server.inbox import BadMessage, Budget, Inbox
from aurae.server.streams import MAX_STREAMS, ServerConnection, ServerStream

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

log = logging.getLogger(__name__)

FRAMES_PER_TURN = 128
"""Frames handled before other connections get their turn: some milliseconds."""
DECISION_SECONDS = 1.0
"""A permission is asked for again after this time, also on a connection that stays open."""


class Spawn(Protocol):
    """Starts a task that has a parent."""

    def __call__(self, work: Coroutine[None, None, None], /) -> asyncio.Task[None]:
        """Start it."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a peer may keep the daemon waiting, in seconds."""

    handshake: float = 5.0
    preface: float = 10.0
    stall: float = 30.0
    """For a peer that does not read what it asked for."""
    expired: float = 30.0
    """For open calls of a peer whose certificate has expired."""
    linger: float = 1.0
    """For a peer to read why its connection ends."""
    login: float = 30.0
    """For a login, from the connection to its end."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a connection serves, and its limits. Sizes are in bytes."""

    routes: Routes
    authorize: Authorize
    spawn: Spawn
    budget: Budget
    message_limit: int
    translate: Translate = no_translation
    patience: Patience = field(default_factory=Patience)
    answers: Budget = field(default_factory=lambda: Budget(outbox.ALL))
    complaints: Complaints = field(default_factory=Complaints)
    once: bool = False
    """A connection ends after its first answer, and does not live without one."""


class Refused(Exception):
    """The connection is not served; its calls are answered with this status and text."""

    def __init__(self, status: Status, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(slots=True)
class _Decisions:
    """The methods the caller may call, as last asked."""

    asked: float = 0.0
    allowed: set[str] = field(default_factory=set)


class ServerProtocol(H2Protocol):
    """One connection. `identify` says who calls (raises Refused), `closed` is told of the end."""

    connection: ServerConnection  # type: ignore[mutable-override]  # never assigned another

    def __init__(
        self,
        service: Service,
        identify: Callable[[asyncio.Transport], Caller],
        closed: Callable[["ServerProtocol"], None],
    ) -> None:
        self.service = service
        self.caller: Caller | None = None
        self.idle_since = 0.0
        self._identify = identify
        self._closed = closed
        self._loop = asyncio.get_running_loop()
        self._gate = FrameGate(self._loop.time)
        self._calls: dict[int, tuple[ServerStream, asyncio.Task[None]]] = {}
        self._refused: GRPCError | None = None
        self._ended = False
        self._lost = False
        self._backlog = bytearray()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._decisions = _Decisions()

    # -- life of the connection ------------------------------------------------

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Find out who calls and greet."""
        transport = cast("asyncio.Transport", transport)
        budget = Budget(2 * self.service.message_limit, self.service.budget)
        answers = Budget(outbox.EACH, self.service.answers)
        self.connection = ServerConnection(transport, budget, answers, self._gate.sent_data)
        self.idle_since = self._loop.time()
        self.later("preface", self.service.patience.preface, self._no_preface)
        if self.service.once:
            self.later("once", self.service.patience.login, self._too_long)
        try:
            self.caller = self._identify(transport)
        except Refused as refused:
            self.refuse(refused.status, str(refused))
        self.connection.write()

    @override
    def connection_lost(self, exc: BaseException | None) -> None:
        """Cancel the calls of a connection that is gone."""
        if self._lost:
            return
        self._lost = self._ended = True
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._cancel_calls()
        self.connection.write_ready.set()
        self._closed(self)

    @override
    def eof_received(self) -> bool | None:
        """Close as the peer does."""
        return None

    @property
    def open_calls(self) -> int:
        """How many calls run."""
        return len(self._calls)

    def refuse(self, status: Status, text: str) -> None:
        """Answer every new call with this status and text; the connection ends after the first."""
        self._refused = GRPCError(status, text)
        self.later("refuse", 2.0, lambda: self.fail(ErrorCodes.NO_ERROR, text))

    def retire(self, status: Status, text: str, grace: float) -> None:
        """Take no new calls, tell the client so, and give open calls `grace` seconds."""
        if self._ended:
            return
        self._refused = GRPCError(status, text)
        self.connection.goaway(ErrorCodes.NO_ERROR, text)
        self.later("retire", grace, lambda: self.fail(ErrorCodes.NO_ERROR, text))
        if not self._calls:
            self.fail(ErrorCodes.NO_ERROR, text)

    def drain(self, text: str) -> None:
        """Take no new calls and close when the open ones have ended.

        The GOAWAY is sent at the end: some clients drop their open calls at the sight of one.
        """
        self._refused = GRPCError(Status.UNAVAILABLE, text)
        if not self._calls:
            self.fail(ErrorCodes.NO_ERROR, text)

    def fail(self, code: ErrorCodes, text: str) -> None:
        """End the connection now: GOAWAY, cancelled calls, and a close once the peer could read it."""
        if self._ended:
            return
        if code is not ErrorCodes.NO_ERROR:
            self._complain(f"closing connection of {self.caller or 'unknown peer'}: {text}")
        self._ended = True
        self._backlog.clear()
        self._cancel_calls()
        if not self.connection.write_ready.is_set():
            self.abort()
            return
        try:
            self.connection.goaway(code, text, last=self.connection.h2.highest_inbound_stream_id)
        finally:
            # Closed with unread bytes in it, a socket drops what the peer has not read: the GOAWAY.
            self.later("linger", self.service.patience.linger, self.abort)

    def abort(self) -> None:
        """Close without another byte."""
        self._ended = True
        if not self.connection.is_closing():
            self.connection.transport.abort()

    # -- bytes ------------------------------------------------------------------

    @override
    def data_received(self, data: bytes) -> None:
        """Handle bytes, a bounded number of frames at a time."""
        if self._ended:
            return
        if self._backlog:
            self._backlog += data
            return
        self._turn(data)

    def _turn(self, data: bytes) -> None:
        try:
            end = self._gate.admit(data, FRAMES_PER_TURN)
            received = self.connection.feed(data if end == len(data) else data[:end])
            if self._gate.greeted and "preface" in self._timers:
                self._timers.pop("preface").cancel()
            for event in received:
                self._handle(event)
        except Violation as violation:
            self.fail(violation.code, str(violation))
        except H2Error as error:
            code = getattr(error, "error_code", ErrorCodes.PROTOCOL_ERROR)
            self.connection.h2.clear_outbound_data_buffer()
            self.fail(ErrorCodes(code), str(error) or "protocol error")
        except Exception as error:  # noqa: BLE001 (a parser's bug found by a peer ends that peer only)
            self.fail(ErrorCodes.INTERNAL_ERROR, f"cannot read frame: {error!r}"[:200])
        else:
            self.connection.flush()
            if end < len(data):
                self._wait_for_turn(data[end:])

    def _wait_for_turn(self, rest: bytes) -> None:
        self._backlog += rest
        if not self.connection.is_closing():
            self.connection.transport.pause_reading()
            self._loop.call_soon(self._next_turn)

    def _next_turn(self) -> None:
        data = bytes(self._backlog)
        self._backlog.clear()
        if self._ended or self.connection.is_closing():
            return
        self._turn(data)
        if not self._backlog and self.connection.write_ready.is_set():
            self._resume_reading()

    @override
    def pause_writing(self) -> None:
        """Stop reading too while the peer does not take what it asked for, and not for long."""
        self.connection.pause_writing()
        if not self.connection.is_closing():
            self.connection.transport.pause_reading()
        self.later("stall", self.service.patience.stall, self._stalled)

    @override
    def resume_writing(self) -> None:
        """Go on."""
        self.connection.resume_writing()
        timer = self._timers.pop("stall", None)
        if timer is not None:
            timer.cancel()
        if not self._backlog:
            self._resume_reading()

    def _resume_reading(self) -> None:
        if not self.connection.is_closing():
            self.connection.transport.resume_reading()

    # -- timers -----------------------------------------------------------------

    def later(self, name: str, delay: float, act: Callable[[], None]) -> None:
        """Run `act` in `delay` seconds, unless the connection ends before; replaces a timer of that name."""
        old = self._timers.pop(name, None)
        if old is not None:
            old.cancel()
        if not self._lost:
            self._timers[name] = self._loop.call_later(delay, act)

    def _no_preface(self) -> None:
        self.fail(ErrorCodes.SETTINGS_TIMEOUT, "no HTTP/2 preface in time")

    def _stalled(self) -> None:
        self._complain(f"closing connection of {self.caller}: it does not read")
        self.abort()

    def _too_long(self) -> None:
        self.fail(ErrorCodes.NO_ERROR, "a connection is for one login")

    def _complain(self, text: str) -> None:
        uid = self.caller.uid if self.caller else None
        peer = str(self.caller or "unknown peer") if uid is None else f"uid {uid}"
        self.service.complaints.say(logging.WARNING, peer, text)

    # -- events -----------------------------------------------------------------

    def _handle(self, event: events.Event) -> None:
        # The commonest first; kinds that are not here need no action.
        match event:
            case events.RequestReceived():
                self._request(event)
            case events.DataReceived():
                self._data(event)
            case events.StreamEnded():
                self._with_inbox(event.stream_id, Inbox.end)
            case events.WindowUpdated():
                self._window(event)
            case events.StreamReset():
                self._stream_reset(event)
            case events.RemoteSettingsChanged():
                if SettingCodes.INITIAL_WINDOW_SIZE in event.changed_settings:
                    self._all_windows()
            case events.ConnectionTerminated():
                self.fail(ErrorCodes.NO_ERROR, "goodbye")
            case _:
                pass

    def _request(self, event: events.RequestReceived) -> None:
        stream_id = event.stream_id
        assert stream_id is not None
        stream = self.connection.h2.streams.get(stream_id)
        if stream is None or stream.closed:
            return  # reset in the same turn: not worth a task
        if len(self._calls) >= MAX_STREAMS:
            self.connection.h2.reset_stream(stream_id, ErrorCodes.REFUSED_STREAM)
            return
        try:
            self._start(stream_id, cast("Headers", event.headers))
        except GRPCError as error:
            self._answer_at_once(stream_id, error)

    def _start(self, stream_id: int, headers: Headers) -> None:
        if self._refused is not None:
            raise self._refused
        caller = self.caller
        assert caller is not None
        request = read_request(headers, self.service.routes)
        permission = self._authorize(request.path, caller)
        # Who reads a stream page by page may take its time; one answer is taken or not.
        streams = request.handler.cardinality.server_streaming
        patience = None if streams else self.service.patience.stall
        stream = ServerStream(self.connection, stream_id, self.service.message_limit, patience)
        call = Call(stream, request, lambda: self.service.authorize(request.path, caller))
        work = answer(call, caller, request.handler, self.service.translate, permission)
        try:
            task = self.service.spawn(work)
        except RuntimeError:  # the parent is ending
            work.close()
            raise GRPCError(Status.UNAVAILABLE, "the daemon is stopping") from None
        self._calls[stream_id] = (stream, task)
        task.add_done_callback(lambda _: self._release(stream_id))

    def _authorize(self, path: str, caller: Caller) -> Permission:
        now = self._loop.time()
        if now - self._decisions.asked > DECISION_SECONDS:
            self._decisions.allowed.clear()
            self._decisions.asked = now
        if path not in self._decisions.allowed:
            permission = self.service.authorize(path, caller)
            if permission is not None:
                return permission
            self._decisions.allowed.add(path)
        return None

    def _answer_at_once(self, stream_id: int, error: GRPCError) -> None:
        h2 = self.connection.h2
        h2.send_headers(stream_id, refusal_headers(error), end_stream=True)
        if stream_id in h2.streams and not h2.streams[stream_id].closed:
            h2.reset_stream(stream_id, ErrorCodes.NO_ERROR)
        if self._refused is not None and "refuse" in self._timers:
            text = error.message or ""
            self.later("refuse", 0.1, lambda: self.fail(ErrorCodes.NO_ERROR, text))

    def _release(self, stream_id: int) -> None:
        stream, _ = self._calls.pop(stream_id)
        held = stream.inbox.close()
        stream.outbox.close()
        self.idle_since = self._loop.time()
        if self._ended:
            return
        # The answer is complete; a client that has not finished its request need not go on.
        stream.reset_nowait()
        self.connection.credit(held)
        if self.service.once:
            # Some clients lose an answer that a GOAWAY follows at once.
            self.later("once", self.service.patience.linger, self._too_long)
        if self._refused is not None and not self._calls:
            self.later("linger", 0.0, self._drained)

    def _drained(self) -> None:
        if not self._calls and self._refused is not None:
            self.fail(ErrorCodes.NO_ERROR, self._refused.message or "")

    def _data(self, event: events.DataReceived) -> None:
        size = event.flow_controlled_length or 0
        entry = self._calls.get(event.stream_id or 0)
        if entry is None:
            self.connection.credit(size)
            return
        try:
            entry[0].inbox.add(event.data or b"", size)
        except BadMessage:
            entry[0].inbox.end()

    def _with_inbox(self, stream_id: int | None, act: Callable[[Inbox], None]) -> None:
        entry = self._calls.get(stream_id or 0)
        if entry is not None:
            act(entry[0].inbox)

    def _stream_reset(self, event: events.StreamReset) -> None:
        entry = self._calls.get(event.stream_id or 0)
        if entry is not None:
            entry[1].cancel()

    def _window(self, event: events.WindowUpdated) -> None:
        if event.stream_id:
            entry = self._calls.get(event.stream_id)
            if entry is not None:
                entry[0].window_updated.set()
        else:
            self._all_windows()

    def _all_windows(self) -> None:
        for stream, _ in self._calls.values():
            stream.window_updated.set()

    def _cancel_calls(self) -> None:
        for _, task in self._calls.values():
            task.cancel()
