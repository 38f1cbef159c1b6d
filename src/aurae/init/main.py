"""init: starts journal and server, forks every workload, reaps every process, never dies."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections import namedtuple
from functools import partial

from aurae.init import ending, machine, orders, reexec, sessions
from aurae.init.hearing import send
from aurae.init.holders import Holders
from aurae.init.keeping import Keeping
from aurae.init.loop import Loop, report
from aurae.init.notify import notify
from aurae.init.peers import Peer
from aurae.init.pods import KINDS_OF_MESSAGES, Pods
from aurae.init.spaces import let_go
from aurae.init.spawning import Spawner
from aurae.init.stopping import IDLE, Stopping
from aurae.init.table import Entry, Table
from aurae.linux import flock, process, signalfd
from aurae.linux.signals import signal
from aurae.wire import messages, snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.wire.messages import Message

Arguments = namedtuple("Arguments", "runtime_dir cgroup_root stop_timeout journal server")
"""`journal` are its four arguments, `server` the flags auraed was given."""

PEERS = 2
ANSWERING = 0.25
"""Seconds between the end of a re-execution and that of the old server."""
ABILITIES = (
    messages.KEEPS
    | messages.SESSIONS
    | messages.ANSWERS
    | messages.CONTAINERS
    | messages.BIRTHS
    | messages.PODS
    | messages.PARCELS
)
SIGNALS = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT)


class Init:
    """The table, the two peers, and what happens between them."""

    def __init__(self, arguments: Arguments, command: list[str]) -> None:
        """`command` is how this process was executed: interpreter, -I, -S, file, arguments."""
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        self._command = command
        self._loop = Loop()
        self._table = Table()
        self._generation = 0
        self._started_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._lock = -1
        self._runtime_dir = arguments.runtime_dir
        self._root = arguments.cgroup_root
        journal_file = os.path.join(package, "journal", "__main__.py")
        python = sys.executable
        self._journal = Peer(
            "journal", [python, "-I", "-S", journal_file, *arguments.journal], self._loop
        )
        self._server = Peer(
            "server", [python, "-I", "-m", "aurae.server", *arguments.server], self._loop
        )
        self._journal.welcome, self._journal.receive = self._greet_journal, self._from_journal
        self._server.welcome, self._server.receive = self._greet_server, self._from_server
        self._server.left = lambda: sessions.end(self._loop, self._table)
        self._keeping = Keeping()
        self._spawner = Spawner(self._loop, self._table, self._keeping, self._tell, self._log)
        self._spawner.born = self._tell_birth
        self._holders = Holders(self._loop, self._table, self._spawner, self._tell)
        give = partial(self._give, what="namespace")
        self._pods = Pods(self._loop, self._table, self._spawner, self._tell, give)
        self._holders.end_pod, self._pods.watch = self._pods.end, self._holders.watch
        self._stopping = Stopping(
            self._loop,
            self._table,
            self._holders,
            self._server,
            self._journal,
            arguments.cgroup_root,
            float(arguments.stop_timeout),
        )
        self._holders.when_gone = self._stopping.advance
        self._trial: reexec.Trial | None = None
        self._ready = False
        self._orders = orders.Orders()

    def start(self) -> None:
        """Take the lock and start journal and server. SystemExit when another auraed runs."""
        path = os.path.join(self._runtime_dir, "auraed.lock")
        try:
            self._lock = flock.lock(path)
        except BlockingIOError:
            with open(path, encoding="ascii", errors="replace") as file:
                pid = file.read(32).strip()
            sys.exit(f"auraed: cannot start: process {pid} runs on {self._runtime_dir} already")
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)
        self._journal.start()
        self._server.start()

    def resume(self, memory: int) -> None:
        """Go on where the code before this one stopped, and have journal and server follow."""
        head, peers, rows, kept = snapshot.decode(reexec.content(memory))
        os.close(memory)
        process.close_on_exec_from(3)  # what came through execve must not come through the next
        self._generation, self._started_ns = head.generation + 1, head.started_ns
        self._table.lost_exits, self._lock = head.lost_exits, head.lock
        reexec.restore(self._table, rows)
        self._keeping.restore(kept)
        for peer, known in zip((self._journal, self._server), peers, strict=True):
            if known.pid:
                peer.adopt(known.pid, known.pidfd, known.socket)
                peer.replace()
            else:
                peer.start()
        for entry, row in zip(self._table.entries.values(), rows, strict=True):
            if entry.status_fd >= 0:
                self._spawner.follow(entry, reexec.remaining(row.deadline))
            self._holders.watch(entry)
        sessions.end_abandoned(self._table)
        self._reap()
        self._server.send(messages.pack(messages.REEXECUTING))
        self._journal.hang_up()
        if self._server.replacing:
            # Its answer to whoever asked goes out first: clients drop calls when they see GOAWAY.
            self._loop.after(ANSWERING, lambda: self._server.kill(signal.SIGTERM))

    def rehearse(self, memory: int) -> None:
        """Load the snapshot as `resume` does, try journal and server, and touch nothing.

        Raises, or exits with a status, when something of it cannot be.
        """
        _, peers, rows, kept = snapshot.decode(reexec.content(memory))
        if len(peers) != PEERS:
            raise ValueError(f"cannot load init's state: {len(peers)} peers, not {PEERS}")
        reexec.restore(self._table, rows)
        self._keeping.restore(kept)
        for peer in (self._journal, self._server):
            if reexec.try_peer(peer.trial()):
                sys.exit(1)  # its last words are the answer

    def run(self) -> int:
        """Serve until the orderly stop is over; return which order it came from."""
        self._spawner.inherited.raise_limit()
        is_pid_1 = os.getpid() == machine.PID_1
        signals = signalfd.signalfd((*SIGNALS, *orders.ORDERS) if is_pid_1 else SIGNALS)
        self._loop.watch(signals, lambda _: self._signalled(signals))
        self._reap()
        self._loop.run()
        return self._orders.order

    def _signalled(self, fd: int) -> None:
        numbers = signalfd.read_signals(fd)
        if self._orders.take(numbers):
            if self._orders.urgent and os.getpid() == machine.PID_1:
                ending.finish(self._orders.order, urgent=True)
            notify("STOPPING=1")
            self._stopping.begin()
        self._reap()

    def _reap(self) -> None:
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            self._ended(pid, status, round((usage.ru_utime + usage.ru_stime) * 1e6))
        if self._stopping.phase != IDLE:
            self._stopping.advance()

    def _ended(self, pid: int, status: int, cpu_us: int) -> None:
        for peer in (self._journal, self._server):
            if pid == peer.pid:
                peer.ended(status)
                return
        entry = self._table.pids.pop(pid, None)
        if entry is None:  # an orphan that became ours, or
            self._spawner.births.spares.lose(pid)
            return
        self._spawner.settle(entry)
        entry.close("pidfd")
        entry.close("stdin")
        if entry.phase != messages.RUNNING_PHASE or entry.pid != pid:
            return
        let_go(self._spawner.home, entry)
        entry.phase, entry.status, entry.cpu_us = messages.EXITED_PHASE, status, cpu_us
        entry.finished_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._table.drain(entry, entry.drained)
        self._tell(messages.EXITED, entry)
        self._spawner.births.spares.calm()

    def _tell(self, kind: int, entry: Entry) -> None:
        if entry.acknowledged:  # a session whose server has gone
            if entry.ended:
                self._table.acknowledge(entry)
            return
        self._server.send(messages.pack(kind, entry.id, entry.flags, entry.body()))

    def _say_hello(self) -> None:
        hello = messages.HELLO_BODY.pack(
            os.getpid(),
            self._generation,
            self._started_ns,
            self._table.lost_exits,
            self._journal.pid,
            ABILITIES,
        )
        self._server.send(messages.pack(messages.HELLO, body=hello))

    def _greet_server(self) -> None:
        self._say_hello()
        for entry in self._table.entries.values():
            if not entry.acknowledged:
                self._tell(messages.ENTRY, entry)
        for ident, fd in self._keeping.fds.items():
            # It may wait there as a number: the server drops none before it has the whole table.
            self._server.send(messages.pack(messages.KEPT, ident), (fd,))
        self._server.send(messages.pack(messages.TABLE_END))
        if self._stopping.phase != IDLE:
            self._server.send(messages.pack(messages.STOPPING))

    def _greet_journal(self) -> None:
        self._say_hello()  # the server tells which process the journal is
        for entry in self._table.entries.values():
            self._log(entry)

    def _log(self, entry: Entry) -> None:
        if not entry.streams or entry.phase == messages.STARTING_PHASE:
            return
        fds = [fd for stream in sorted(entry.streams) for fd in entry.streams[stream]]
        flags = sum(entry.streams) | (messages.TERMINAL if len(fds) > len(entry.streams) else 0)
        self._journal.send(messages.pack(messages.STREAM, entry.id, flags), tuple(fds))

    def _from_journal(self, message: Message, _: list[int]) -> None:
        entry = self._table.entries.get(message.id)
        if message.kind == messages.DRAINED and entry is not None:
            self._table.drain(entry, message.flags)
            self._server.send(messages.pack(messages.DRAINED, entry.id, message.flags))

    def _from_server(self, message: Message, fds: list[int]) -> None:
        entry = self._table.entries.get(message.id)
        if message.kind == messages.SPAWN:
            self._spawner.request(message, fds, Entry)
        elif message.kind == messages.HOLD:
            self._holders.hold(message, Entry)
        elif message.kind == messages.TAKE_HOLDER:
            self._holders.take(message, fds, Entry)
        elif message.kind == messages.SIGNAL and entry is not None:
            self._signal(entry, message.flags)
        elif message.kind == messages.ACKNOWLEDGE and entry is not None and entry.ended:
            self._table.acknowledge(entry)
            self._stopping.advance()
        elif message.kind == messages.FETCH:
            self._fetch(message.id, entry)
        elif message.kind == messages.SHUT and entry is not None:
            entry.close("stdin")
        else:
            self._from_server_beside(message, fds)

    def _from_server_beside(self, message: Message, fds: list[int]) -> None:
        """Take what is about no row of the table."""
        if message.kind == messages.KEEP:
            self._answer(message, self._keeping.keep(message.id, fds))
        elif message.kind == messages.DROP:
            self._keeping.drop(message.id)
            self._answer(message, 0)
        elif message.kind == messages.SERVING:
            self._server.serves()
            self._stopping.is_ordered = bool(message.flags & messages.ORDERS)
            if not self._ready:
                self._ready = True
                notify(f"READY=1\nMAINPID={os.getpid()}")
        elif message.kind == messages.ORDERED:
            self._stopping.ordered()
        elif message.kind == messages.REEXEC and self._trial is None:
            self._try()
        elif message.kind in KINDS_OF_MESSAGES:
            self._pods.receive(message, fds, Entry)

    def _answer(self, message: Message, number: int) -> None:
        if message.flags & messages.ANSWER:
            self._server.send(messages.pack(messages.ANSWERED, message.id, number))

    def _tell_birth(self, ident: int, process_fd: int) -> None:
        self._give(messages.pack(messages.BORN, ident), process_fd, what="pidfd")

    def _fetch(self, ident: int, entry: Entry | None) -> None:
        fd = -1 if entry is None else self._table.typed(entry)
        self._give(messages.pack(messages.FETCHED, ident), fd, what="input")

    def _give(self, message: bytes, fd: int, *, what: str) -> None:
        """Send a copy of a descriptor, -1 for none: ours may be closed while the message waits."""
        fds: tuple[int, ...] = ()
        try:
            fds = (os.dup(fd),) if fd >= 0 else ()
        except OSError as error:
            # Answered all the same: somebody waits for it.
            ident = messages.unpack(message).id
            report(f"cannot give the {what} of workload {ident}: {error.strerror}")
        self._server.send(message, fds, given=True)

    def _signal(self, entry: Entry, number: int) -> None:
        if entry.holder:
            self._holders.release(entry)
        elif entry.pidfd >= 0:
            send(entry.pidfd, number)

    def _snapshot(self) -> tuple[bytes, list[int]]:
        head = snapshot.Head(
            0, self._generation, self._started_ns, self._table.lost_exits, self._lock, 0, 0
        )
        return reexec.take(self._table, [self._journal, self._server], head, self._keeping)

    def _try(self) -> None:
        try:
            self._trial = reexec.Trial(
                self._loop, self._command, self._snapshot()[0], self._judged
            )
        except OSError as error:
            self._judged(str(error))

    def _judged(self, refusal: str) -> None:
        self._trial = None
        if not refusal and self._stopping.phase != IDLE:
            refusal = "the daemon is stopping"
        if not refusal:
            refusal = self._replace()
        self._server.send(messages.pack(messages.REEXECUTING, body=refusal.encode()[:2048]))

    def _replace(self) -> str:
        """Become the new code, which tells the server so; returns only to say why it cannot."""
        inherited = self._spawner.inherited
        try:
            inherited.restore_limit()  # the successor takes note of what it finds
            reexec.replace(self._command, *self._snapshot())
        except OSError as error:
            inherited.raise_limit()
            return f"execve: {error.strerror}"
        return "execve returned"


def _fill_stdio() -> None:
    """Have something at 0, 1 and 2, so that no pipe or socket of ours ever gets such a number."""
    while (fd := os.open("/dev/null", os.O_RDWR)) <= process.STDERR:
        os.set_inheritable(fd, True)
    os.close(fd)


def main(arguments: list[str]) -> None:
    """Run init; `arguments` as auraed gives them, behind `--trial FD` or `--resume FD` at times."""
    mode, memory = "", -1
    command = [sys.executable, "-I", "-S", os.path.abspath(sys.argv[0])]
    if arguments[0] in ("--trial", "--resume"):
        mode, memory, arguments = arguments[0], int(arguments[1]), arguments[2:]
    runtime_dir, cgroup_root, stop_timeout, *journal = arguments[: arguments.index("--")]
    server = arguments[arguments.index("--") + 1 :]
    parsed = Arguments(runtime_dir, cgroup_root, stop_timeout, journal, server)
    if mode == "--trial":
        Init(parsed, command).rehearse(memory)
        os.write(1, reexec.YES)
        return
    _fill_stdio()
    signalfd.block_all()
    signalfd.reset_ignored()
    process.set_name("auraed-init")
    process.set_child_subreaper()
    init = Init(parsed, [*command, *arguments])
    if mode == "--resume":
        init.resume(memory)
    else:
        init.start()
    gc.freeze()  # no collection walks what is there now, and children copy fewer pages
    order = init.run()
    if os.getpid() == machine.PID_1:
        ending.finish(order)
