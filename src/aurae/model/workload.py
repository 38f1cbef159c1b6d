"""What is asked to run, and what is known of a run."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field, replace
from enum import Enum
from signal import SIGKILL, SIGTERM, Signals

from aurae.model.cell import NODE
from aurae.model.cell_names import is_within
from aurae.model.container import Container  # noqa: TC001  the fields' types are read at run time
from aurae.model.execution import (
    Credential,
    Folder,
    Rlimit,
    Sandbox,
    Scheduling,
    Sink,
)
from aurae.model.lifecycle import ENDED, Event, Status, after
from aurae.model.names import full_name
from aurae.model.pressure import REASON, PressurePreference
from aurae.model.service import Service  # noqa: TC001  the fields' types are read at run time
from aurae.model.vm import Vm  # noqa: TC001  the fields' types are read at run time

MAIN = "main"
"""Role of a service's main process."""

INTERRUPTED = "the daemon was interrupted before it was started"
"""Why something never ran that only the end of a server kept from running."""

_FINAL = tuple(ENDED)
"""Few enough to be compared with sooner than a status is hashed, by code in Python."""

CORE_DUMPED = 0x80
"""Bit of a wait status, see wait(2)."""


class Kind(Enum):
    """Kinds of workload; the values are the names in the API."""

    EXECUTABLE = "EXECUTABLE"
    CONTAINER = "CONTAINER"
    VM = "VM"


@dataclass(frozen=True, slots=True)
class Executable:
    """A process of the host, or of a container.

    `env` is added to the account's own. `working_directory` is absolute, or empty for `/`. `user` and
    `group` are names or decimal numbers, empty for the daemon's user and the user's own group.
    `stdin` None is /dev/null. `stop_timeout` is the grace in seconds, 0 to 3600; None is the
    daemon's setting. In a container an empty `argv`, `user` or `working_directory` and a
    `stop_signal` of 0 are the image's.
    """

    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    working_directory: str = ""
    user: str = ""
    group: str = ""
    terminal: bool = False
    stdin: bytes | None = None
    stop_signal: int = SIGTERM
    stop_timeout: float | None = None
    env_files: tuple[str, ...] = ()
    umask: int | None = None
    supplementary_groups: tuple[str, ...] = ()
    nice: int | None = None
    scheduling: Scheduling | None = None
    oom_score_adjust: int | None = None
    rlimits: Mapping[str, Rlimit] = field(default_factory=dict)
    stdin_file: str = ""
    stdin_open: bool = False
    stdout: Sink = Sink.LOG
    stderr: Sink = Sink.LOG
    folders: tuple[Folder, ...] = ()
    credentials: tuple[Credential, ...] = ()
    dynamic_user: bool = False
    sandbox: Sandbox | None = None
    pressure_preference: PressurePreference | None = None

    @property
    def logged(self) -> frozenset[int]:
        """Streams that are logged: 1 stdout, 2 stderr; a terminal has only the one."""
        if self.terminal:
            return frozenset({1})
        sinks = ((1, self.stdout), (2, self.stderr))
        return frozenset(stream for stream, sink in sinks if sink is Sink.LOG)


class Leftovers(Enum):
    """What becomes of the other processes of a workload when it is stopped or its main one ends."""

    ASK = "ASK"  # the main process is asked to end; once it has, the others are
    GROUP = "GROUP"  # all are asked at once; those that outlive the main process again
    KILL = "KILL"  # the main process is asked; once it has ended, the others are killed
    LEAVE = "LEAVE"  # they are left running


@dataclass(frozen=True, slots=True)
class WorkloadSpec:
    """What to run under which name; an empty name is made up from the command.

    With `service` it is kept running as that says; without, it is one run. With `container` or
    `vm` the executable is the process that runs in it.
    """

    name: str
    executable: Executable
    service: Service | None = None
    container: Container | None = None
    vm: Vm | None = None

    @property
    def kind(self) -> Kind:
        """What kind of workload it is."""
        if self.vm is not None:
            return Kind.VM
        return Kind.EXECUTABLE if self.container is None else Kind.CONTAINER


@dataclass(frozen=True, slots=True)
class Workload:
    """One run: a row of the state database, and what the API shows.

    Times are nanoseconds since the epoch (CLOCK_REALTIME), None while unknown. `pid` is 0 before
    it runs. `boot` names the boot of the machine and `init` the start of the init in
    nanoseconds under which the row was made: another value of either means that no exit
    status is to be had any more. `held` keeps its name taken after its end, until that is released.
    `service` is the id of the service it is a run of, 0 for none, `role` what it is there, and
    `invocation` which start of the service it belongs to. Of a container, `image` is the id of its
    image and `root` the key of its root.
    """

    id: int
    name: str
    argv: tuple[str, ...]
    owner: str
    boot: str
    init: int
    created_ns: int
    kind: Kind = Kind.EXECUTABLE
    cell: str = NODE
    status: Status = Status.STARTING
    pid: int = 0
    exit_code: int | None = None
    signal: int | None = None
    reason: str = ""
    started_ns: int | None = None
    finished_ns: int | None = None
    cpu_us: int | None = None
    terminal: bool = False
    stop_signal: int = SIGTERM
    stop_timeout: float | None = None
    held: bool = False
    description: str = ""
    service: int = 0
    role: str = ""
    invocation: str = ""
    leftovers: Leftovers = Leftovers.ASK
    core_dumped: bool = False
    image: str = ""
    root: str = ""

    @property
    def full_name(self) -> str:
        """The name with its cell before it, as requests and error texts have it: `a/b/web`."""
        return full_name(self.cell, self.name)

    @property
    def has_name(self) -> bool:
        """Whether its name means it; that of a command of a service only tells what it is."""
        return self.role in ("", MAIN)

    @property
    def leaf(self) -> str:
        """Path of its cgroup below the root: `a/b/_17`, on the node itself `_17`."""
        return full_name(self.cell, f"_{self.id}")

    def is_below(self, cell: str) -> bool:
        """Say whether it is in this cell or in one below it."""
        return cell == NODE or is_within(self.cell, cell)

    @property
    def ended(self) -> bool:
        """Whether the status is final."""
        return self.status in _FINAL

    @property
    def was_interrupted(self) -> bool:
        """Whether it never ran, for no other reason than that the server which started it ended."""
        return self.status is Status.FAILED and self.reason == INTERRUPTED

    def spawned(self, pid: int, started_ns: int) -> Workload:
        """Return the workload after execve(2) succeeded."""
        status = after(self.status, Event.SPAWNED)
        return replace(self, status=status, pid=pid, started_ns=started_ns)

    def refused(self, reason: str, finished_ns: int) -> Workload:
        """Return the workload after it could not be started; what never ran holds no name."""
        status = after(self.status, Event.REFUSED)
        return replace(self, status=status, reason=reason, finished_ns=finished_ns, held=False)

    def stopping(self, reason: str) -> Workload:
        """Return the workload after somebody asked for its end."""
        status = after(self.status, Event.STOP)
        return replace(self, status=status, reason=self.reason or reason)

    def exited(
        self,
        status: int,
        finished_ns: int,
        cpu_us: int,
        oom_kills: int = 0,
        why: str | None = None,
    ) -> Workload:
        """Return the workload after its main process was reaped with this wait status.

        `oom_kills` is how many of its processes the kernel has killed for want of memory. `why` says more than
        the status does.
        """
        by_signal = status & 0x7F
        reason = _with_signal(self.reason, by_signal)
        if why is not None:
            reason = f"{self.reason}; {why}" if self.reason and why else self.reason or why
        # One that was being stopped has had our own SIGKILL, whatever happened to it before.
        ours = self.status is Status.STOPPING or self.reason.startswith(REASON)
        if by_signal == SIGKILL and oom_kills and not ours:
            reason = f"oom-kill: {reason}"
        return replace(
            self,
            status=after(self.status, Event.EXITED),
            exit_code=None if by_signal else status >> 8 & 0xFF,
            signal=by_signal or None,
            core_dumped=bool(by_signal and status & CORE_DUMPED),
            reason=reason,
            finished_ns=finished_ns,
            cpu_us=cpu_us,
        )

    def orphaned(self) -> Workload:
        """Return the workload found running after its init has gone."""
        reason = "runs on, but the init that started it has gone"
        return replace(self, status=after(self.status, Event.ORPHAN), reason=reason)

    def vanished(self, reason: str, finished_ns: int) -> Workload:
        """Return the workload that ended unseen."""
        status = after(self.status, Event.VANISH)
        return replace(self, status=status, reason=reason, finished_ns=finished_ns)


def _with_signal(reason: str, number: int) -> str:
    if not number:
        return reason
    how = f"ended by {signal_name(number)}"
    return f"{reason}; {how}" if reason else how


def signal_name(number: int) -> str:
    """Return `SIGTERM` for 15; real-time signals and unknown ones as a number."""
    try:
        return Signals(number).name
    except ValueError:
        return f"signal {number}"
