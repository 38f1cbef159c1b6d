"""The server's face of init: one SEQPACKET socket, requests out, events in."""

import asyncio
import contextlib
import errno
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, Self

from aurae.processes import asking, closing
from aurae.processes.asking import Contained
from aurae.processes.births import Births, Born
from aurae.processes.descriptors import copies, pipe
from aurae.processes.fetched import Fetched
from aurae.processes.kept import Kept
from aurae.processes.line import Line
from aurae.processes.pods import Pods
from aurae.processes.told import (
    Entry,
    Exit,
    InitGone,
    Phase,
    ReexecRefused,
    SpawnFailed,
    Started,
    entry_of,
)
from aurae.wire import messages
from aurae.wire.messages import Message

__all__ = [
    "Entry",
    "Exit",
    "Init",
    "InitGone",
    "Phase",
    "ReexecRefused",
    "SpawnFailed",
    "Started",
]

GREETING_LIMIT = 30.0
PATIENCE = 5.0
"""Seconds that init may need beyond the deadline it was given."""
COMPANY = 0.02
"""Seconds that an acknowledgement waits for others."""


class _Around(Protocol):
    """The ids of the holders that a new one is within, 0 for none: `model.cell.Place` has them."""

    @property
    def process(self) -> int: ...

    @property
    def network(self) -> int: ...


class Init:
    """Spawns, signals and hears of workloads through init. Made by `attach`; `run` must run.

    `kept` are the descriptors that init held for earlier servers, by id: whoever needs one takes it
    out and closes it; what is left there is closed when init goes.
    """

    def __init__(self, fd: int) -> None:
        """Take over the connected socket `fd`."""
        self._loop = asyncio.get_running_loop()
        self._line = Line(fd, self)
        self._spawning: dict[int, asyncio.Future[Started]] = {}
        self._exits: dict[int, asyncio.Future[Exit]] = {}
        self._undrained: dict[int, frozenset[int]] = {}
        self._drains: dict[int, asyncio.Event] = {}
        self._acknowledged: list[int] = []
        self._reexec: asyncio.Future[int] | None = None
        self._abilities = 0
        self._kept = Kept(self._send)
        self._fetched = Fetched()
        self._births = Births()
        send = lambda data, fds: self._send(data, fds)  # noqa: E731, PLW0108  looked up at each call
        self.pods = Pods(self._check_pods, send, self._answer)
        self.kept: dict[int, int] = {}
        self._table: dict[int, Entry] = {}
        self._greeted = asyncio.Event()
        self.pid = self.generation = self.started_ns = self.lost_exits = self.journal_pid = 0
        self.stopping = asyncio.Event()
        self.gone = asyncio.Event()

    @classmethod
    async def attach(cls, fd: int) -> Self:
        """Connect to init and take its table. Raises InitGone, TimeoutError."""
        init = cls(fd)
        try:
            async with asyncio.timeout(GREETING_LIMIT):
                await init._greeted.wait()
        except TimeoutError:
            init._close()
            raise
        if init.gone.is_set():
            raise InitGone("cannot reach init: it has ended")
        return init

    @property
    def table(self) -> Mapping[int, Entry]:
        """What init knows now, by id; ended workloads until they are acknowledged."""
        return self._table

    async def run(self) -> None:
        """Return when init has gone."""
        await self.gone.wait()

    async def spawn(
        self,
        ident: int,
        plan: bytes,
        *,
        leaf_fd: int,
        stdin_fd: int | None,
        logged: frozenset[int],
        terminal: bool,
        deadline: float,
        stop_signal: int,
        commit: Callable[[], Awaitable[None]],
        process_holder: int = 0,
        network_holder: int = 0,
        in_cell: bool = False,
        passed: Sequence[int] = (),
        stdin_open: bool = False,
        private_processes: bool = False,
        contained: Contained | None = None,
        within: int = 0,
        born: Born | None = None,
        parcel: int = -1,
    ) -> Started:
        """Have init start workload `ident`; answers once execve has succeeded or failed.

        `plan` is `wire.plan` bytes; `logged` the streams journal keeps; `deadline` the seconds
        until execve. `commit` puts the start on disk while init prepares the child, which comes to
        execve only after it: when it raises, or the server dies in it, the child ends unused. A
        second spawn of an id gives the first one's answer and starts nothing. It enters the
        namespaces of the two holders, ids of `hold`, and gets a cgroup namespace if `in_cell`, a PID
        namespace if `private_processes`: that one excludes a `process_holder`. The descriptors
        `passed`, ids of `keep`, it has from 3 on, and LISTEN_PID with them. With
        `stdin_open` its standard input is a pipe, the other end of which `fetch` gives. With
        `contained` it is the first process of a container, whose plan has a part `Outside`; it runs in that
        of the running workload `within`. `born` is called beside `commit`, with a pidfd of who has the
        namespaces that the start makes, while the child gets ready; what it raises withdraws the start too.
        Of `parcel`, which stays the caller's, see `parcels`.
        Raises SpawnFailed, InitGone, OSError (no descriptors), and what `commit` raises, once
        init has answered.
        """
        self._check()
        failure: BaseException | None = None
        roles = {messages.ROLE_CGROUP: leaf_fd}
        if stdin_fd is not None:
            roles[messages.ROLE_STDIN] = stdin_fd
        flags = asking.flags(logged, terminal=terminal, stdin_open=stdin_open)
        place = messages.IN_CELL * in_cell | messages.PRIVATE_PROCESSES * private_processes
        if contained is not None:
            self._check_able(messages.PODS if contained.among else messages.CONTAINERS)
            place = asking.place_of(contained)
            process_holder = contained.among or process_holder
        if within:
            self._check_able(messages.CONTAINERS)
            process_holder, place = within, messages.BESIDE | messages.CONTAINER
        if parcel >= 0:
            self._check_able(messages.PARCELS)
            roles[messages.ROLE_PARCEL] = parcel
        if born is not None:
            self._check_able(messages.BIRTHS)
            place |= messages.TELL_BIRTH
        tail = asking.tail(process_holder, network_holder, place, passed)
        with pipe() as (held, let_go):
            roles[messages.ROLE_COMMIT] = held
            request = asking.Request(ident, plan, flags, roles, deadline, stop_signal, tail)
            message = asking.spawn(request)
            answer = self._answer(ident)
            self._send(*message)
            try:
                if born is None:
                    await commit()
                else:
                    await self._births.beside(commit, ident, answer, born)
                os.write(let_go, b"\1")
            except Exception as error:  # noqa: BLE001  raised below, once the child has ended
                failure = error
        if failure is not None:
            with contextlib.suppress(SpawnFailed):
                await asyncio.shield(answer)
            raise failure
        return await asyncio.shield(answer)

    async def spawn_session(
        self,
        ident: int,
        plan: bytes,
        *,
        beside: int = 0,
        contained: bool = False,
        leaf_fd: int | None = None,
        streams: Mapping[int, int],
        deadline: float,
    ) -> Started:
        """Have init start a process in all namespaces of the running workload `beside`, 0 for init's.

        `streams` are descriptors by their roles: ROLE_TERMINAL, or some of stdin, stdout and
        stderr. `contained`: that is a container. Without a leaf it lives beside init. It gets SIGHUP, and SIGKILL a second later,
        should this server end. Raises SpawnFailed, InitGone, OSError.
        """
        self._check_able(messages.SESSIONS)
        place = messages.BESIDE if beside else 0
        tail = asking.tail(beside, 0, place | messages.CONTAINER * contained, ())
        roles = dict(streams) if leaf_fd is None else {messages.ROLE_CGROUP: leaf_fd, **streams}
        self._send(
            *asking.spawn(
                asking.Request(ident, plan, messages.SESSION, roles, deadline, signal.SIGHUP, tail)
            )
        )
        answer = self._spawning.setdefault(ident, self._loop.create_future())
        return await asyncio.shield(answer)

    async def fetch(self, ident: int) -> int | None:
        """Return a descriptor that takes what is typed into a workload, which the caller closes.

        It is the master of its terminal or the pipe of `stdin_open`; None where there is neither
        (any more). Raises InitGone, OSError.
        """
        self._check_able(messages.SESSIONS)
        self._send(messages.pack(messages.FETCH, ident))
        return await self._fetched.wait(ident)

    def shut(self, ident: int) -> None:
        """Have init close the pipe of `stdin_open`; copies of it that were fetched stay open."""
        self._send(messages.pack(messages.SHUT, ident))

    async def hold(
        self,
        ident: int,
        *,
        process: bool,
        network: bool,
        inside: _Around,
        hostname: str,
        deadline: float,
    ) -> Started:
        """Have init make a process that holds new namespaces, until `release`; of pods see `pods`.

        `process` is for pid, mount, ipc and uts, with `hostname` (at most 64 bytes) and a /proc of
        their own, `network` for the network; what is not new is that of the holders `inside`
        names. After `deadline` seconds init gives up. A second hold of an id gives the first one's
        answer. Raises SpawnFailed, InitGone.
        """
        self._check()
        kinds = messages.HOLD_PROCESS * process | messages.HOLD_NETWORK * network
        body = messages.HOLD_BODY.pack(
            round(deadline * 1000), kinds, 0, inside.process, inside.network
        )
        body += hostname.encode()
        self._send_acknowledged()  # first, or the last holder of this id answers
        self._send(messages.pack(messages.HOLD, ident, body=body))
        answer = self._spawning.setdefault(ident, self._loop.create_future())
        try:
            async with asyncio.timeout(deadline + PATIENCE):
                return await asyncio.shield(answer)
        except TimeoutError:
            # An init of before holders, which skips the message.
            text = f"hold namespaces: init gave no answer within {deadline + PATIENCE:g} s"
            raise SpawnFailed(errno.ETIMEDOUT, text) from None

    def release(self, ident: int) -> None:
        """End a holder; what lives in its PID namespace ends with it."""
        self.signal(ident, signal.SIGKILL)

    def take_holder(self, ident: int, pidfd: int) -> None:
        """Have init keep a holder that an earlier one made, as the row `ident`.

        `pidfd` stays the caller's. Its end is told as any other, with SIGKILL for its status, since
        only its parent could know. Raises OSError (no descriptors).
        """
        self._send(messages.pack(messages.TAKE_HOLDER, ident), copies([pidfd]))

    async def keep(self, ident: int, fd: int) -> None:
        """Have init hold a copy of `fd`, which stays the caller's, for children and later servers.

        `ident` is any number below 2**64; what was kept by it is replaced. Raises OSError: no
        descriptors, ENOSPC when `kept.LIMIT` are kept, EOPNOTSUPP where init is older than this;
        InitGone.
        """
        self._check_able(messages.KEEPS)
        await self._kept.keep(ident, fd)

    def drop(self, ident: int, last: int = -1) -> None:
        """Have init close a kept descriptor; nothing when there is none of this id.

        `last`, a copy of it, is taken: it is closed after init's, and nobody waits for that.
        """
        self._kept.drop(ident, last)

    async def wait_started(self, ident: int) -> Started:
        """Return the answer to a spawn that an earlier server asked for; `ident` is in the table.

        Raises SpawnFailed, InitGone.
        """
        self._check()
        entry = self._table[ident]
        if entry.phase is Phase.FAILED:
            raise SpawnFailed(entry.errno, entry.error)
        if entry.phase is not Phase.STARTING:
            return entry.started
        answer = self._spawning.setdefault(ident, self._loop.create_future())
        return await asyncio.shield(answer)

    def signal(self, ident: int, number: int) -> None:
        """Send a signal to the main process of a workload; nothing when it has ended."""
        self._send(messages.pack(messages.SIGNAL, ident, number))

    def acknowledge(self, ident: int) -> None:
        """Say that the end of a workload is on disk; init forgets it, at most 20 ms later."""
        self._table.pop(ident, None)
        self._exits.pop(ident, None)
        if not self._acknowledged:
            self._loop.call_later(COMPANY, self._send_acknowledged)
        self._acknowledged.append(ident)

    async def wait_exit(self, ident: int) -> Exit:
        """Return how a workload ended, as soon as it has. Raises InitGone."""
        return await asyncio.shield(self._exit(ident))

    async def wait_drained(self, ident: int) -> None:
        """Return when the last byte of every logged stream of a workload is in its segment."""
        if ident in self._undrained:
            await self._drains.setdefault(ident, asyncio.Event()).wait()

    async def reexec(self) -> int:
        """Have init re-execute itself; returns the generation it will have.

        Raises ReexecRefused, InitGone.
        """
        self._check()
        if self._reexec is None:
            self._reexec = self._loop.create_future()
            self._send(messages.pack(messages.REEXEC))
        return await asyncio.shield(self._reexec)

    def serving(self, *, orders: bool = False) -> None:
        """Say that the API answers; the service manager above hears of it.

        With `orders`, that it will stop services itself when init stops, and say `ordered` then.
        """
        self._send(messages.pack(messages.SERVING, flags=messages.ORDERS * orders))

    def ordered(self) -> None:
        """Say that services were stopped in their order, and init may stop what is left."""
        self._send(messages.pack(messages.ORDERED))

    def _exit(self, ident: int) -> asyncio.Future[Exit]:
        future = self._exits.get(ident)
        if future is None:
            future = self._exits[ident] = self._loop.create_future()
            entry = self._table.get(ident)
            if entry is not None and entry.exit is not None:
                future.set_result(entry.exit)
            elif self.gone.is_set():
                _refuse(future)
        return future

    def _send_acknowledged(self) -> None:
        """Send what has gathered: waking init once for many costs those who start meanwhile less."""
        for ident in self._acknowledged:
            self._send(messages.pack(messages.ACKNOWLEDGE, ident))
        self._acknowledged.clear()

    def _check(self) -> None:
        if self.gone.is_set():
            raise InitGone("cannot reach init: it has ended")

    def _check_pods(self) -> None:
        self._check_able(messages.PODS)
        self._send_acknowledged()  # first, or the last pod of an id answers

    def _answer(self, ident: int) -> asyncio.Future[Started]:
        return self._spawning.setdefault(ident, self._loop.create_future())

    def _check_able(self, ability: int) -> None:
        self._check()
        if not self._abilities & ability:
            text = "init is older than the server: auraed reexec replaces it"
            raise OSError(errno.EOPNOTSUPP, text)

    def _send(self, data: bytes, fds: list[int] | None = None) -> None:
        self._line.send(data, fds)

    def unsent(self, message: Message, number: int) -> bool:
        """Hear of a message that the kernel does not take, by an errno: for the line."""
        # A descriptor of a service's own making may be one that cannot be sent on, such as a
        # socket in which too many others wait.
        if message.kind != messages.KEEP:
            return False
        self._kept.answer(message.id, number)
        return True

    def take(self, message: Message, fds: Sequence[int]) -> None:
        """Take a message of init's: for the line."""
        if message.kind == messages.KEPT:
            self._kept.know(message.id)
            self.kept.update((message.id, fd) for fd in fds)
        elif message.kind == messages.FETCHED:
            self._fetched.take(message.id, fds)
        elif message.kind == messages.SPACE:
            self.pods.fetched.take(message.id, fds)
        elif message.kind == messages.BORN:
            self._births.take(message.id, fds)
        elif message.kind == messages.ANSWERED:
            self._kept.answer(message.id, message.flags)
        else:
            self._take(message)

    def _take(self, message: Message) -> None:
        kind = message.kind
        if kind == messages.HELLO:
            hello = messages.hello_body(message.body)
            self.pid, self.generation, self.started_ns = hello[:3]
            self.lost_exits, self.journal_pid = hello.lost_exits, hello.journal_pid
            self._abilities = hello.abilities
            self._kept.answers = bool(hello.abilities & messages.ANSWERS)
        elif kind == messages.TABLE_END:
            self._greeted.set()
        elif kind == messages.STOPPING:
            self.stopping.set()
        elif kind == messages.REEXECUTING and self._reexec is not None:
            if message.body:
                text = message.body.decode(errors="replace")
                self._reexec.set_exception(ReexecRefused(text))
            else:
                self._reexec.set_result(self.generation + 1)
            self._reexec = None
        elif kind == messages.DRAINED:
            self._drained(message.id, message.flags)
        elif kind in (messages.ENTRY, messages.STARTED, messages.FAILED, messages.EXITED):
            self._update(entry_of(message))

    def _update(self, entry: Entry) -> None:
        self._table[entry.id] = entry
        if entry.undrained:
            self._undrained[entry.id] = entry.undrained
        else:
            # A start that was told before it failed has no streams any more.
            self._drained(entry.id, messages.STDOUT | messages.STDERR)
        answer = self._spawning.pop(entry.id, None)
        if answer is not None and not answer.done():
            if entry.phase is Phase.FAILED:
                answer.set_exception(SpawnFailed(entry.errno, entry.error))
                answer.exception()  # a starter that was cancelled never reads it
            else:
                answer.set_result(entry.started)
        if entry.exit is not None:
            future = self._exits.get(entry.id)
            if future is not None and not future.done():
                future.set_result(entry.exit)

    def _drained(self, ident: int, mask: int) -> None:
        before = self._undrained.pop(ident, frozenset())
        left = frozenset(stream for stream in before if not stream & mask)
        if left:
            self._undrained[ident] = left
        elif event := self._drains.pop(ident, None):
            event.set()

    def _close(self) -> None:
        self._line.close()

    def hung_up(self) -> None:
        """Tell all who wait that init has gone: for the line."""
        closing.close(*self.kept.values())
        self.kept.clear()
        self._kept.refuse()
        self._fetched.refuse()
        self._births.refuse()
        self.pods.fetched.refuse()
        self.gone.set()
        self._greeted.set()
        for started in self._spawning.values():
            _refuse(started)
        for ended in self._exits.values():
            _refuse(ended)
        if self._reexec is not None:
            _refuse(self._reexec)


def _refuse(future: asyncio.Future[Started] | asyncio.Future[Exit] | asyncio.Future[int]) -> None:
    if not future.done():
        future.set_exception(InitGone("cannot reach init: it has ended"))
        future.exception()  # nobody may be left to read it
