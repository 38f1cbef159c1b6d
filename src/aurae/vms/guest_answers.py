"""What a guest's agent answers. All of it is what the guest says, and no more than that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from aurae.vms.fields import Fields, Garbled
from aurae.vms.tags import Tag

MOST = 4096
"""Processes, disks or interfaces that one answer has."""
LONGEST_COMMAND = 4096


class State(IntEnum):
    """How far a guest is."""

    NEW = 0
    SET_UP = 1
    RUNNING = 2
    EXITED = 3


@dataclass(frozen=True, slots=True)
class Hello:
    """Who answers. `is_pid_1` tells our own machine from a service in somebody else's."""

    version: int
    state: State
    is_pid_1: bool
    kernel: str
    uptime_ns: int
    invocation: str


@dataclass(frozen=True, slots=True)
class Exit:
    """How the main process ended. `was_oom`: it was killed for want of memory; `reason`: `button`, `shutdown` or empty."""

    status: int
    runtime_ns: int
    oom_kills: int = 0
    was_oom: bool = False
    reason: str = ""
    cpu_us: int = 0
    memory_peak: int = 0
    stdout_bytes: int = 0
    stderr_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Traffic:
    """Of one interface."""

    name: str
    received_bytes: int
    received_packets: int
    sent_bytes: int
    sent_packets: int


@dataclass(frozen=True, slots=True)
class FileSystem:
    """One that is mounted, in bytes."""

    path: str
    kind: str
    size: int
    free: int


@dataclass(frozen=True, slots=True)
class Stats:
    """A guest's figures: times in µs, memory in bytes. `own_` are of the main process and what it has started."""

    uptime_ns: int
    cpus: int
    memory_total: int
    memory_available: int
    memory_free: int
    memory_cached: int
    cpu_user: int
    cpu_system: int
    cpu_idle: int
    load: str
    pressure: tuple[str, ...]
    processes: int
    own_cpu: int
    own_memory: int
    own_memory_peak: int
    own_oom_kills: int
    networks: tuple[Traffic, ...]
    file_systems: tuple[FileSystem, ...]


@dataclass(frozen=True, slots=True)
class GuestProcess:
    """A process of a guest."""

    pid: int
    parent: int
    user: int
    command: str
    started_ns: int
    cpu_us: int
    memory: int


def hello(said: Fields) -> Hello:
    """Read it. Raises Garbled."""
    try:
        state = State(said.natural(Tag.STATE))
    except ValueError:
        raise Garbled("the agent says a state that nobody knows") from None
    return Hello(
        version=said.natural(Tag.VERSION),
        state=state,
        is_pid_1=said.natural(Tag.MODE) == 0,
        kernel=_short(said.text(Tag.KERNEL)),
        uptime_ns=said.natural(Tag.UPTIME),
        invocation=_short(said.text(Tag.INVOCATION)),
    )


def ending(said: Fields) -> Exit:
    """Read it. Raises Garbled."""
    status = said.natural(Tag.STATUS)
    if status > 0xFFFF:
        raise Garbled(f"{status} is no exit status")
    return Exit(
        status,
        said.natural(Tag.RUNTIME),
        said.natural(Tag.OOM_KILLS),
        bool(said.natural(Tag.OPTIONS) & 1),
        _short(said.text(Tag.REASON)),
        said.natural(Tag.CPU),
        said.natural(Tag.MEMORY_PEAK),
        said.natural(Tag.STDOUT_BYTES),
        said.natural(Tag.STDERR_BYTES),
    )


def stats(said: Fields) -> Stats:
    """Read it. Raises Garbled."""
    number = said.natural
    return Stats(
        uptime_ns=number(Tag.UPTIME),
        cpus=number(Tag.CPUS),
        memory_total=number(Tag.MEMORY_TOTAL),
        memory_available=number(Tag.MEMORY_AVAILABLE),
        memory_free=number(Tag.MEMORY_FREE),
        memory_cached=number(Tag.MEMORY_CACHED),
        cpu_user=number(Tag.CPU_USER),
        cpu_system=number(Tag.CPU_SYSTEM),
        cpu_idle=number(Tag.CPU_IDLE),
        load=_short(said.text(Tag.LOAD)),
        pressure=tuple(_short(one.decode(errors="replace")) for one in said.list(Tag.PRESSURE)),
        processes=number(Tag.PROCESSES),
        own_cpu=number(Tag.CPU),
        own_memory=number(Tag.MEMORY),
        own_memory_peak=number(Tag.MEMORY_PEAK),
        own_oom_kills=number(Tag.OOM_KILLS),
        networks=tuple(_traffic(group) for group in _groups(said, Tag.NET)),
        file_systems=tuple(_file_system(group) for group in _groups(said, Tag.DISK)),
    )


def processes(said: Fields) -> list[GuestProcess]:
    """Read them, oldest first. Raises Garbled."""
    found = [_process(group) for group in _groups(said, Tag.PROCESS)]
    return sorted(found, key=lambda one: (one.started_ns, one.pid))


def printable(text: str, limit: int = 512) -> str:
    """Return what a guest says as one line that harms no terminal, cut where it is long."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return shown if len(shown) <= limit else shown[:limit] + "…"


def _short(text: str) -> str:
    return printable(text, 256)


def _groups(said: Fields, tag: Tag) -> list[Fields]:
    found = said.list(tag)
    if len(found) > MOST:
        raise Garbled(f"an answer has {len(found)} of what it may have {MOST} of")
    return [Fields(one) for one in found]


def _traffic(said: Fields) -> Traffic:
    numbers = (Tag.RX_BYTES, Tag.RX_PACKETS, Tag.TX_BYTES, Tag.TX_PACKETS)
    return Traffic(_short(said.text(Tag.NAME)), *map(said.natural, numbers))


def _file_system(said: Fields) -> FileSystem:
    texts = (printable(said.text(Tag.PATH), 4096), _short(said.text(Tag.FILESYSTEM)))
    return FileSystem(*texts, said.natural(Tag.SIZE), said.natural(Tag.FREE))


def _process(said: Fields) -> GuestProcess:
    number = said.natural
    command = said.text(Tag.COMMAND).replace("\0", " ").strip()
    return GuestProcess(
        number(Tag.PID),
        number(Tag.PARENT),
        number(Tag.UID),
        printable(command, LONGEST_COMMAND),
        number(Tag.STARTED),
        number(Tag.CPU),
        number(Tag.MEMORY),
    )
