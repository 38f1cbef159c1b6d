"""Opens the daemon's sockets, admits connections, renews the daemon's identity, and drains.

Each connection is accepted by a loop of our own: that is where the kernel's word on the peer, the
limits and the TLS context of the day come in, before a byte is read.
"""

import asyncio
import contextlib
import dataclasses
import errno
import functools
import logging
import os
import random
import socket
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from grpclib.const import Handler, Status
from h2.errors import ErrorCodes

from aurae.identity.authority import Authority
from aurae.identity.contexts import server_context
from aurae.linux import peer as peer_of
from aurae.server.admission import Origin, identify
from aurae.server.caller import Caller
from aurae.server.calls import Authorize, Routes, Translate, no_translation, routes_of
from aurae.server.complaints import Complaints
from aurae.server.connections import Connections, Key, Place, TooMany
from aurae.server.handshake import attach
from aurae.server.inbox import Budget
from aurae.server.protocol import Patience, Refused, ServerProtocol, Service
from aurae.server.rates import Rates
from aurae.server.sockets import SocketFile, listen_tcp
from aurae.supervise.accounts import user_name
from aurae.supervise.name_service import NameService, NoAnswer

log = logging.getLogger(__name__)

LOGIN = "login of uid"
LOGINS = 64
LOGINS_EACH = 4
"""Connections to the login socket, in all and of one user; they have places of their own."""
ARRIVALS_PER_SECOND = 20.0
ARRIVALS_AT_ONCE = 64
"""Connections of one user or address in the long run and in a burst; the owner has no limit."""
_LAST_WORDS = 2.0
STOPPING = "the daemon is stopping"
_MEMORY = 8
"""Incoming messages may take this many times the limit of one message, over all connections."""
_LONGEST_SLEEP = 600.0
"""The wall clock may be set; whoever waits for a time of day looks again after this many seconds."""
_TRY_AGAIN = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM))


Kind = Literal["unix", "tcp", "login"]


class Servable(Protocol):
    """A service: handlers by path."""

    def __mapping__(self) -> Mapping[str, Handler]:
        """Return the handlers."""


class ListenerSettings(Protocol):
    """The settings the listener reads."""

    @property
    def runtime_dir(self) -> Path:
        """Folder of the published trust bundle."""

    @property
    def socket(self) -> Path:
        """Path of the API's socket."""

    @property
    def login_socket(self) -> Path:
        """Path of the login socket."""

    @property
    def listen(self) -> str:
        """TCP address, or empty."""

    @property
    def max_connections(self) -> int:
        """Connections in all."""

    @property
    def max_connections_per_user(self) -> int:
        """Connections of one user, or of one address on TCP."""

    @property
    def message_limit(self) -> int:
        """Longest message in bytes."""


class Listener:
    """The doors of the daemon."""

    def __init__(
        self,
        services: Sequence[Servable],
        login_services: Sequence[Servable],
        settings: ListenerSettings,
        authority: Authority,
        authorize: Authorize,
        translate: Translate = no_translation,
        patience: Patience | None = None,
        names: NameService | None = None,
    ) -> None:
        """Prepare; `authorize` and `translate` are asked for each call. Nothing is opened yet."""
        self._settings = settings
        self._names = names or NameService()
        self._authority = authority
        self._authorize = authorize
        self._translate = translate
        self._patience = patience or Patience()
        self._routes = routes_of([service.__mapping__() for service in services])
        self._login_routes = routes_of([service.__mapping__() for service in login_services])
        self._connections = Connections(
            settings.max_connections,
            settings.max_connections_per_user,
            ("uid", str(os.geteuid())),
        )
        self._logins = Connections(
            LOGINS, LOGINS_EACH, (LOGIN, str(os.geteuid())), ("limit of logins", "limit of a user")
        )
        self._owner = str(os.geteuid())
        self._rates = Rates(ARRIVALS_PER_SECOND, ARRIVALS_AT_ONCE)
        self._complaints = Complaints()
        self._budget = Budget(_MEMORY * settings.message_limit)
        self._files: list[SocketFile] = []
        self._tcp: list[socket.socket] = []
        self._doors: list[asyncio.Task[None]] = []
        self._arrivals: set[asyncio.Task[None]] = set()
        self._empty = asyncio.Event()
        self._draining = False

    @property
    def tcp_ports(self) -> list[int]:
        """The TCP ports that are open."""
        return [int(sock.getsockname()[1]) for sock in self._tcp]

    async def open(self, tasks: asyncio.TaskGroup) -> None:
        """Publish the trust bundle and open the sockets; accept loops and calls run in `tasks`.

        Raises CannotListen and OSError.
        """
        settings = self._settings
        self._tasks = tasks
        self._authority.publish(settings.runtime_dir / "ca.crt")
        self.renew()
        api = self._service(self._routes, self._authorize)
        login = dataclasses.replace(self._service(self._login_routes, _anyone), once=True)
        try:
            self._open_file(settings.socket, api, "unix")
            self._open_file(settings.login_socket, login, "login")
            if settings.listen:
                self._tcp = await asyncio.to_thread(listen_tcp, settings.listen)
            for sock in self._tcp:
                self._start(self._accept(sock, api, "tcp"))
        except BaseException:
            self._close_doors()
            raise
        self._start(self._renew_forever())

    def renew(self) -> None:
        """Give new connections a fresh certificate and the trust bundle of now; open ones stay."""
        self._authority.refresh()
        own = self._own = self._authority.issue_own()
        self._context = server_context(own, self._authority.bundle_pem)
        jitter = random.uniform(-1, 1)  # noqa: S311 (spreads work in time; nothing secret)
        self._renew_at = min(own.renew_at(jitter), self._authority.intermediate_renewal())

    async def drain(self, limit: float) -> None:
        """Close the doors, let open calls end for `limit` seconds, cancel the rest, release."""
        self._draining = True
        self._close_doors()
        for arrival in self._arrivals:
            arrival.cancel()
        for protocol in self._protocols():
            protocol.drain(STOPPING)
        if not await self._emptied(limit):
            for protocol in self._protocols():
                protocol.fail(ErrorCodes.NO_ERROR, STOPPING)
            if not await self._emptied(_LAST_WORDS):
                for protocol in self._protocols():
                    protocol.abort()

    # -- doors ------------------------------------------------------------------

    def _service(self, routes: Routes, authorize: Authorize) -> Service:
        return Service(
            routes=routes,
            authorize=authorize,
            spawn=self._tasks.create_task,
            budget=self._budget,
            message_limit=self._settings.message_limit,
            translate=self._translate,
            patience=self._patience,
            complaints=self._complaints,
        )

    def _open_file(self, path: Path, service: Service, kind: Kind) -> None:
        file = SocketFile(path)
        self._files.append(file)
        self._start(self._accept(file.socket, service, kind))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._doors.append(self._tasks.create_task(work))

    def _close_doors(self) -> None:
        for task in self._doors:
            task.cancel()
        for file in self._files:
            file.close()
        for sock in self._tcp:
            sock.close()
        self._doors, self._files, self._tcp = [], [], []

    async def _accept(self, sock: socket.socket, service: Service, kind: Kind) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                client, address = await loop.sock_accept(sock)
            except OSError as error:
                if error.errno in _TRY_AGAIN:
                    text = f"cannot accept connections: {error.strerror}"
                    self._complaints.say(logging.WARNING, "everybody", text)
                    await asyncio.sleep(0.2)
                    continue
                if error.errno in (errno.EBADF, errno.EINVAL):
                    return
                continue  # the peer was gone before we came
            try:
                key, origin = _origin(client, address, kind)
            except OSError:
                client.close()
                continue
            if not self._may_arrive(key):
                client.close()
                continue
            arrival = self._tasks.create_task(self._welcome(client, key, origin, service))
            self._arrivals.add(arrival)
            arrival.add_done_callback(self._arrivals.discard)

    async def _welcome(
        self, client: socket.socket, key: Key, origin: Origin, service: Service
    ) -> None:
        place, refusal = self._place(key)
        if place is None:
            client.close()
            return

        def who(transport: asyncio.Transport) -> Caller:
            if refusal:
                raise Refused(Status.RESOURCE_EXHAUSTED, refusal)
            return identify(transport, origin, self._authority)

        protocol = ServerProtocol(service, who, functools.partial(self._closed, place))
        context = None if origin.transport == "login" else self._context
        try:
            if origin.uid is not None and origin.transport == "unix":
                origin = dataclasses.replace(origin, user=await self._user(origin.uid))
            await attach(client, protocol, context, self._patience)
        except OSError as error:
            if str(error):
                text = f"cannot accept connection of {origin.name}: {error}"
                self._complaints.say(logging.INFO, " ".join(key), text)
            else:  # asyncio's, for a peer that closes without a word, as a probe does
                log.debug("connection of %s closed during the handshake", origin.name)
            self._closed(place, None)
            return
        except asyncio.CancelledError:
            client.close()
            self._closed(place, None)
            raise
        except Exception:
            # A bug met by one connection must not end the others, whose parent is the same.
            client.close()
            log.exception("cannot accept connection of %s: a bug", origin.name)
            self._closed(place, None)
            return
        place.protocol = protocol
        self._watch_expiry(protocol)
        if self._draining:
            protocol.drain(STOPPING)

    async def _user(self, uid: int) -> str | None:
        """Return the name of the user who connects; None when nobody can tell."""
        name = self._names.recall(user_name, uid)
        if name is not None or uid == 0:
            return name
        try:
            return await self._names.ask(user_name, uid)
        except NoAnswer:
            return None

    def _place(self, key: Key) -> tuple[Place | None, str]:
        try:
            return self._places(key).take(key), ""
        except TooMany as error:
            return self._places(key).refuse(key), str(error)

    def _places(self, key: Key) -> Connections:
        return self._logins if key[0] == LOGIN else self._connections

    def _protocols(self) -> list[ServerProtocol]:
        return [*self._connections.protocols(), *self._logins.protocols()]

    def _may_arrive(self, key: Key) -> bool:
        """Say whether this connection is worth a handshake, which costs far more than the accept."""
        owner = key[0] != "ip" and key[1] == self._owner
        return (owner or self._rates.take(key)) and self._places(key).handshaking(key)

    def _closed(self, place: Place, _: ServerProtocol | None) -> None:
        self._places(place.key).release(place)
        if not self._count():
            self._empty.set()

    def _count(self) -> int:
        return len(self._connections) + len(self._logins)

    async def _emptied(self, limit: float) -> bool:
        self._empty.clear()
        if self._count():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit):
                    await self._empty.wait()
        return not self._count()

    # -- time -------------------------------------------------------------------

    def _watch_expiry(self, protocol: ServerProtocol) -> None:
        peer = protocol.caller.peer if protocol.caller else None
        if peer is None:
            return
        left = (peer.not_after - self._authority.now()).total_seconds()
        if left <= 0:
            text = f"cannot go on: the client's certificate expired at {peer.not_after}"
            protocol.retire(Status.UNAUTHENTICATED, text, self._patience.expired)
        else:
            again = functools.partial(self._watch_expiry, protocol)
            protocol.later("expiry", min(left, _LONGEST_SLEEP), again)

    async def _renew_forever(self) -> None:
        while True:
            left = (self._renew_at - self._authority.now()).total_seconds()
            await asyncio.sleep(min(max(left, 0.1), _LONGEST_SLEEP))
            # A clock that was set back may find the certificate not valid yet.
            if self._own.not_before <= self._authority.now() < self._renew_at:
                continue
            try:
                self.renew()
            except OSError as error:
                log.warning("cannot renew the daemon's certificate: %s", error)
                await asyncio.sleep(60)


def _origin(
    client: socket.socket, address: tuple[str, int] | str, kind: Kind
) -> tuple[Key, Origin]:
    if kind == "tcp":
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        host = str(address[0])
        return ("ip", _network(host)), Origin("tcp", host)
    who = peer_of.credentials(client)
    name = f"uid {who.uid} (pid {who.pid})"
    key = ("uid" if kind == "unix" else LOGIN, str(who.uid))
    return key, Origin(kind, name, who.uid, who.pid)


def _network(host: str) -> str:
    # One customer commonly has a whole /64 of IPv6 addresses.
    return ":".join(host.split(":")[:4]) + "::/64" if ":" in host else host


def _anyone(path: str, caller: Caller) -> None:
    """Let everyone call; the login service looks at the caller itself."""
