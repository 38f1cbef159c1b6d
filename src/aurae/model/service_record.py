"""What is known of a service: its specification, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from aurae.model.names import full_name
from aurae.model.service import Service
from aurae.model.service_life import AT_REST, UP, Change, Phase, after
from aurae.model.workload import WorkloadSpec  # noqa: TC001  fields' types are read at run time


@dataclass(frozen=True, slots=True)
class Stored:
    """A descriptor that a service stored: the number under which init keeps it, and its name."""

    ident: int
    name: str
    polled: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a service stands; written whenever it changes.

    Times in `_ns` are CLOCK_REALTIME nanoseconds, `since` is CLOCK_BOOTTIME seconds of `boot`;
    so is `began`, the begin of the last start, and `ready`, when that was up.
    `pause` is the seconds of a BACKOFF. `main` is the run of the main process, `main_pid` what MAINPID= named instead, 0 for none.
    `notify` and `listeners` are the numbers under which init keeps those sockets. `watchdog` is the
    interval in seconds that WATCHDOG_USEC= has set, `deadline` the CLOCK_BOOTTIME seconds that
    EXTEND_TIMEOUT_USEC= has set. `waits_for` are full names. `again` says that a wish for its end is
    one for a new start as well; such a wish is there too when it is not wanted and not at rest.
    """

    phase: Phase = Phase.INACTIVE
    step: str = ""
    wanted: bool = False
    again: bool = False
    attempt: int = 0
    starts: int = 0
    result: str = ""
    reason: str = ""
    exit_code: int | None = None
    signal: int | None = None
    next_attempt_ns: int | None = None
    pause: float = 0.0
    changed_ns: int | None = None
    ready_ns: int | None = None
    boot: str = ""
    since: float = 0.0
    invocation: str = ""
    main: int = 0
    main_pid: int = 0
    status_text: str = ""
    notify: int = 0
    listeners: tuple[int, ...] = ()
    stored: tuple[Stored, ...] = ()
    watchdog: float | None = None
    deadline: float | None = None
    waits_for: tuple[str, ...] = ()
    timer_set_ns: int | None = None
    timer_set: float = 0.0
    timer_last_ns: int | None = None
    timer_last: float | None = None
    timer_next_ns: int | None = None
    ended_ns: int | None = None
    ended: float | None = None
    restart_pending: bool = False
    was_up: bool = False
    said_ready: bool = False
    began: float | None = None
    ready: float | None = None


# dataclasses.replace takes twice as long, and a start is some ten standings.
_NAMES = tuple(each.name for each in fields(Standing))
_values = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """One service: a row of the state database."""

    id: int
    cell: str
    spec: WorkloadSpec
    owner: str
    created_ns: int
    standing: Standing = field(default_factory=Standing)

    @property
    def name(self) -> str:
        """The name, unique in its cell."""
        return self.spec.name

    @property
    def full_name(self) -> str:
        """The name with its cell before it."""
        return full_name(self.cell, self.spec.name)

    @property
    def service(self) -> Service:
        """How it is kept running."""
        return self.spec.service or Service()

    @property
    def phase(self) -> Phase:
        """What it is doing."""
        return self.standing.phase

    @property
    def is_up(self) -> bool:
        """Whether others may rely on it."""
        return self.standing.phase in UP

    @property
    def at_rest(self) -> bool:
        """Whether nothing happens to it by itself."""
        return self.standing.phase in AT_REST

    def changed(self, change: Change, now_ns: int, **values: object) -> ServiceRecord:
        """Return the record after a change of phase; ValueError when that cannot happen now."""
        phase = after(self.standing.phase, change)
        return self.standing_as(phase=phase, changed_ns=now_ns, **{"step": "", **values})

    def standing_as(self, **values: object) -> ServiceRecord:
        """Return the record with other values in its standing."""
        known: dict[str, object] = dict(zip(_NAMES, _values(self.standing), strict=True))
        return replace(self, standing=Standing(**(known | values)))  # type: ignore[arg-type]
