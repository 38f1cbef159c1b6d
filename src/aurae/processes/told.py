"""What init tells of workloads and holders, and how it refuses."""

import enum
from dataclasses import dataclass

from aurae.wire import messages
from aurae.wire.messages import Message


class SpawnFailed(Exception):
    """A workload never ran. `str()` is the failed step and its reason."""

    def __init__(self, errno: int, step: str) -> None:
        """`errno` is 0 where no system call failed."""
        super().__init__(step)
        self.errno = errno
        self.step = step


class InitGone(Exception):
    """The socket to init is closed: init ended."""


class ReexecRefused(Exception):
    """The trial of the new code did not say yes; `str()` is what it said."""


class Phase(enum.Enum):
    """Where init has a workload."""

    STARTING = messages.STARTING_PHASE
    RUNNING = messages.RUNNING_PHASE
    EXITED = messages.EXITED_PHASE
    FAILED = messages.FAILED_PHASE


@dataclass(frozen=True, slots=True)
class Started:
    """A running workload or holder; times are CLOCK_REALTIME nanoseconds.

    `inner_pid` is its pid in the innermost PID namespace, which may be that of the node.
    """

    pid: int
    started_ns: int
    inner_pid: int


@dataclass(frozen=True, slots=True)
class Exit:
    """How a workload ended: its wait status, when, and the CPU time of its main process."""

    status: int
    finished_ns: int
    cpu_us: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of init's table. `error` is why it never ran; `undrained` the streams still read.

    `is_holder` tells a holder of namespaces from a workload; `inner_pid` is as in `Started`.
    """

    id: int
    phase: Phase
    pid: int
    started_ns: int
    exit: Exit | None
    errno: int
    error: str
    undrained: frozenset[int]
    is_holder: bool = False
    inner_pid: int = 0

    @property
    def runs(self) -> bool:
        """Whether it is a workload's process that is there."""
        return self.phase is Phase.RUNNING and not self.is_holder

    @property
    def started(self) -> Started:
        """The answer to its start."""
        return Started(self.pid, self.started_ns, self.inner_pid or self.pid)


def entry_of(message: Message) -> Entry:
    """Read ENTRY, STARTED, FAILED or EXITED; ValueError when it is malformed."""
    row, text = messages.entry_body(message.body)
    phase = Phase(row.phase)
    ended = Exit(row.status, row.finished_ns, row.cpu_us) if phase is Phase.EXITED else None
    streams = (messages.STDOUT, messages.STDERR)
    undrained = frozenset(s for s in streams if row.logged & ~row.drained & s)
    failed = phase is Phase.FAILED
    return Entry(
        message.id,
        phase,
        row.pid,
        row.started_ns,
        ended,
        row.error,
        text.decode(errors="replace") if failed else "",
        undrained,
        is_holder=bool(message.flags & messages.OF_HOLDER),
        inner_pid=0 if failed else messages.inner_pid(text) or row.pid,
    )
