"""What a service is: how a workload is kept running.

The fields are those of the messages of the same names, which say what they mean. Durations are
seconds; None is "not said", which the properties of `Service` turn into the usual value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from aurae.model.timer import Timer  # noqa: TC001  fields' types are read at run time


class Type(Enum):
    """When a service counts as up."""

    EXEC = "EXEC"
    NOTIFY = "NOTIFY"
    NOTIFY_RELOAD = "NOTIFY_RELOAD"
    ONESHOT = "ONESHOT"


class KillMode(Enum):
    """Whom the stop signal and SIGKILL reach."""

    GROUP = "GROUP"
    MIXED = "MIXED"
    PROCESS = "PROCESS"


class NotifyAccess(Enum):
    """Whose notifications count."""

    NONE = "NONE"
    MAIN = "MAIN"
    EXEC = "EXEC"
    ALL = "ALL"


class OomPolicy(Enum):
    """What happens when the kernel kills one of its processes for want of memory."""

    CONTINUE = "CONTINUE"
    STOP = "STOP"
    KILL = "KILL"


class RestartPolicy(Enum):
    """After which ends a service is started again."""

    NO = "NO"
    ALWAYS = "ALWAYS"
    ON_SUCCESS = "ON_SUCCESS"
    ON_FAILURE = "ON_FAILURE"
    ON_ABNORMAL = "ON_ABNORMAL"
    ON_ABORT = "ON_ABORT"
    ON_WATCHDOG = "ON_WATCHDOG"


class Effect(Enum):
    """What a health check decides."""

    LIVENESS = "LIVENESS"
    READINESS = "READINESS"


class ListenerKind(Enum):
    """Types of sockets."""

    STREAM = "STREAM"
    DATAGRAM = "DATAGRAM"
    SEQPACKET = "SEQPACKET"


@dataclass(frozen=True, slots=True)
class Command:
    """A command beside the main process; its words are split already."""

    argv: tuple[str, ...]
    ignore_failure: bool = False
    privileged: bool = False


@dataclass(frozen=True, slots=True)
class Restart:
    """Whether and when a service that has ended is started again."""

    policy: RestartPolicy = RestartPolicy.NO
    delay: float = 0.1
    max_delay: float = 60.0
    reset_after: float = 10.0
    burst: int = 0
    burst_interval: float = 10.0
    success: tuple[str, ...] = ()
    prevent: tuple[str, ...] = ()
    force: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TcpProbe:
    """Healthy when a connection is accepted."""

    port: int
    host: str = ""


@dataclass(frozen=True, slots=True)
class HttpProbe:
    """Healthy when GET gives one of the statuses."""

    port: int
    host: str = ""
    path: str = ""
    statuses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GrpcProbe:
    """Healthy when grpc.health.v1 says SERVING."""

    port: int
    host: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A question asked again and again; exactly one of the four probes is set."""

    name: str = ""
    command: Command | None = None
    tcp: TcpProbe | None = None
    http: HttpProbe | None = None
    grpc: GrpcProbe | None = None
    effect: Effect = Effect.LIVENESS
    interval: float = 10.0
    timeout: float | None = None
    start_period: float = 0.0
    failures: int = 3
    successes: int = 1


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that the daemon listens on for a service."""

    address: str
    name: str = ""
    kind: ListenerKind = ListenerKind.STREAM
    backlog: int = 4096
    mode: int | None = None
    user: str = ""
    group: str = ""
    lazy: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """How a workload is kept running."""

    type: Type = Type.EXEC
    description: str = ""
    remain_after_exit: bool = False
    alive_with_any: bool = False
    condition: tuple[Command, ...] = ()
    start_pre: tuple[Command, ...] = ()
    then: tuple[Command, ...] = ()
    start_post: tuple[Command, ...] = ()
    reload: tuple[Command, ...] = ()
    stop: tuple[Command, ...] = ()
    stop_post: tuple[Command, ...] = ()
    reload_signal: str = ""
    start_timeout: float | None = None
    command_timeout: float = 30.0
    run_timeout: float | None = None
    watchdog: float | None = None
    watchdog_signal: str = ""
    kill_mode: KillMode = KillMode.GROUP
    notify_access: NotifyAccess | None = None
    fd_store: int = 0
    fd_store_preserve: bool = False
    oom_policy: OomPolicy = OomPolicy.CONTINUE
    restart: Restart = field(default_factory=Restart)
    health: tuple[HealthCheck, ...] = ()
    requires: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    binds_to: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    requisite: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    upholds: tuple[str, ...] = ()
    on_failure: tuple[str, ...] = ()
    on_success: tuple[str, ...] = ()
    listeners: tuple[Listener, ...] = ()
    timer: Timer | None = None
    enabled: bool = False

    @property
    def start_limit(self) -> float | None:
        """Seconds until it has to be up; None is no limit."""
        if self.start_timeout is None:
            return None if self.type is Type.ONESHOT else 90.0
        return self.start_timeout or None

    @property
    def notifies(self) -> bool:
        """Whether it is up when it says so."""
        return self.type in (Type.NOTIFY, Type.NOTIFY_RELOAD)

    @property
    def access(self) -> NotifyAccess:
        """Whose notifications count."""
        if self.notify_access is not None:
            return self.notify_access
        wanted = self.notifies or self.watchdog is not None or self.fd_store > 0
        return NotifyAccess.MAIN if wanted else NotifyAccess.NONE
