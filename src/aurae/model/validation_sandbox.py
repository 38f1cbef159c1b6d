"""Checks what surrounds an executable: its turn on the CPUs, its limits, its streams, its sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import container_sandbox, device_rules, system_calls
from aurae.model.cpus import cpu_list
from aurae.model.execution import Scheduling, SchedulingPolicy, Sink
from aurae.model.refusal import BadValue
from aurae.model.sandbox import FAMILIES, NO_FAMILY, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurae.model.execution import Rlimit, Sandbox
    from aurae.model.workload import Executable

RLIMITS = frozenset(
    (
        *("cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock"),
        *("as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"),
    )
)
LARGEST_LIMIT = 2**63 - 1
"""The plan of a spawn has it signed; the kernel's own largest is no limit."""
LONGEST_PATH = 4095
MOST_ENTRIES = 256
"""Entries of a list of a sandbox."""
PATHS = ("read_only_paths", "read_write_paths", "inaccessible_paths", "temporary_paths")
CAPABILITIES = ("add_capabilities", "drop_capabilities", "ambient_capabilities")
REAL_TIME = frozenset({SchedulingPolicy.FIFO, SchedulingPolicy.RR})


def check_surface(executable: Executable, *, in_container: bool = False) -> None:
    """BadValue when what is said beside the command is nothing that the kernel can do."""
    _within("umask", executable.umask, 0, 0o777)
    _within("nice", executable.nice, -20, 19)
    _within("oom_score_adjust", executable.oom_score_adjust, -1000, 1000)
    _check_groups(executable.supplementary_groups)
    if executable.scheduling is not None:
        _at("scheduling", lambda: _check_scheduling(executable.scheduling or Scheduling()))
    _check_rlimits(executable.rlimits)
    _check_streams(executable)
    if executable.sandbox is not None:
        sandbox = executable.sandbox
        _at("sandbox", lambda: check_sandbox(sandbox, in_container=in_container))


def check_sandbox(sandbox: Sandbox, *, in_container: bool = False) -> None:
    """BadValue when a profile, name or path is none."""
    for field in CAPABILITIES:
        _check_count(field, getattr(sandbox, field))
    if in_container:
        container_sandbox.resolve(sandbox)
    else:
        resolve(sandbox, service=True)
    for field in PATHS:
        paths: tuple[str, ...] = getattr(sandbox, field)
        _check_count(field, paths)
        for index, path in enumerate(paths):
            check_path(f"{field}[{index}]", path.removeprefix("-"))
    _check_count("system_calls", sandbox.system_calls)
    for index, word in enumerate(sandbox.system_calls):
        _check_call(f"system_calls[{index}]", word.removeprefix("~"))
    _check_families(sandbox.address_families)
    _check_count("device_allow", sandbox.device_allow)
    for index, word in enumerate(sandbox.device_allow):
        _at(f"device_allow[{index}]", lambda word=word: device_rules.parse(word))  # type: ignore[misc]


def check_path(field: str, path: str) -> None:
    """BadValue unless it is an absolute path below the root, written in one way only."""
    if not path.startswith("/"):
        raise BadValue(field, "is not an absolute path")
    if "\0" in path:
        raise BadValue(field, "has a NUL character")
    if path == "/":
        raise BadValue(field, "is the root itself")
    parts = path[1:].split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise BadValue(field, "has an empty part, '.' or '..'")
    if len(path.encode(errors="surrogateescape")) > LONGEST_PATH:
        raise BadValue(field, f"is longer than {LONGEST_PATH} bytes")


def _check_groups(groups: tuple[str, ...]) -> None:
    _check_count("supplementary_groups", groups)
    for index, group in enumerate(groups):
        if not group or "\0" in group or len(group) > 255:
            raise BadValue(f"supplementary_groups[{index}]", "is no name of a group")


def _check_scheduling(scheduling: Scheduling) -> None:
    if scheduling.policy in REAL_TIME:
        _within("priority", scheduling.priority, 1, 99)
    elif scheduling.priority:
        raise BadValue("priority", "is for the policies FIFO and RR")
    _within("io_priority", scheduling.io_priority, 0, 7)
    if scheduling.cpus:
        _at("cpus", lambda: cpu_list(scheduling.cpus))


def _check_rlimits(rlimits: Mapping[str, Rlimit]) -> None:
    for name, limit in rlimits.items():
        field = f"rlimits[{name[:40]!r}]"
        if name not in RLIMITS:
            raise BadValue(field, "is no resource limit")
        _within(f"{field}.soft", limit.soft, 0, LARGEST_LIMIT)
        _within(f"{field}.hard", limit.hard, 0, LARGEST_LIMIT)
        if limit.hard is not None and (limit.soft is None or limit.soft > limit.hard):
            raise BadValue(f"{field}.soft", "is above the hard limit")


def _check_streams(executable: Executable) -> None:
    if executable.stdin_file:
        check_path("stdin_file", executable.stdin_file)
        for field, given in (
            ("stdin", executable.stdin is not None),
            ("stdin_open", executable.stdin_open),
            ("terminal", executable.terminal),
        ):
            if given:
                raise BadValue("stdin_file", f"excludes {field}")
    for field, sink in (("stdout", executable.stdout), ("stderr", executable.stderr)):
        if executable.terminal and sink is Sink.NULL:
            raise BadValue(field, "has nowhere else to go than the terminal")


def _check_call(field: str, name: str) -> None:
    if system_calls.is_set(name):
        _at(field, lambda: system_calls.members(name))
    elif not name or not name.isascii() or not name.replace("_", "").isalnum() or len(name) > 64:
        raise BadValue(field, f"{name[:40]!r} is no name of a system call")


def _check_families(names: tuple[str, ...]) -> None:
    _check_count("address_families", names)
    for index, name in enumerate(names):
        if name == NO_FAMILY:
            if len(names) > 1:
                raise BadValue(f"address_families[{index}]", "stands alone")
        elif name not in FAMILIES:
            raise BadValue(f"address_families[{index}]", f"unknown address family {name[:40]!r}")


def _check_count(field: str, entries: tuple[str, ...]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise BadValue(field, f"has {len(entries)} entries, at most {MOST_ENTRIES} are allowed")


def _within(field: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise BadValue(field, f"is not between {least} and {most}")


def _at(field: str, check: Callable[[], object]) -> None:
    """Run a check and put its field under `field`."""
    try:
        check()
    except BadValue as error:
        raise BadValue(f"{field}.{error.field}" if error.field else field, error.why) from None
