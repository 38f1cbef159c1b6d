"""What `aer status NAME` tells people: everything about one workload on one screen."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aurae.cli.document import enum_name, moment
from aurae.cli.phases import has_failed, is_up, standing, why
from aurae.cli.process_tree import tree
from aurae.cli.spans import ago, when
from aurae.cli.table import STATUS_COLOURS, coloured, printable
from aurae.cli.units import bytes_text, count_text, seconds_text, used_text
from aurae.cli.workloads import full_name, has_ended
from aurae.proto.service_pb2 import PHASE_BACKOFF, HealthCheck, Service

if TYPE_CHECKING:
    from aurae.proto.runtime_pb2 import LogLine, StatusResponse, Usage, Workload
    from aurae.proto.service_pb2 import HealthState, ServiceState

WIDTH = 12


def report(status: "StatusResponse") -> str:
    """Return the lines about one workload; they end with a line feed."""
    workload = status.workload
    about = workload.service.description
    title = printable(full_name(workload) + (f" - {about}" if about else ""))
    lines = [f"{coloured(_dot(workload), _colour(workload))} {title}"]
    for name, value in _pairs(status):
        text = _fitting(value, WIDTH + 2)
        if name == "phase":
            text = coloured(text, _colour(workload))
        lines.append(f"{name:>{WIDTH}}: {text}")
    for number, line in enumerate(tree(status.processes)):
        name = "processes:" if number == 0 else ""
        lines.append(f"{name:>{WIDTH + 1}} {_fitting(line, WIDTH + 2)}")
    if status.lines:
        lines.append("")
        lines += [_log(line) for line in status.lines]
    return "".join(f"{line}\n" for line in lines)


def _fitting(text: str, lead: int) -> str:
    """Return one line that a terminal shows; there it is cut at the width that `lead` leaves."""
    line = printable(text.replace("\n", " "))
    room = shutil.get_terminal_size().columns - lead if sys.stdout.isatty() else 0
    return line if not room or len(line) <= max(room, 8) else line[: max(room, 8) - 1] + "…"


def _dot(workload: "Workload") -> str:
    return "✗" if has_failed(workload) else "●" if is_up(workload) else "○"


def _colour(workload: "Workload") -> str | None:
    return STATUS_COLOURS.get(standing(workload).partition(" ")[0])


def _pairs(status: "StatusResponse") -> Iterator[tuple[str, str]]:
    workload = status.workload
    if workload.HasField("service"):
        yield from _service(workload)
    else:
        yield "phase", standing(workload)
        if workload.reason:
            yield "reason", workload.reason
    yield "command", shlex.join(workload.argv) or shlex.join(status.spec.executable.argv)
    if workload.cell.strip("/"):
        yield "cell", workload.cell
    pid = workload.service.main_pid or workload.pid
    if pid and not has_ended(workload):
        yield "main pid", str(pid)
    if workload.service.status_text:
        yield "status", workload.service.status_text
    if workload.HasField("service"):
        yield from _activation(workload.service)
        yield from _health(workload.service)
    if status.HasField("usage"):
        yield from _usage(status.usage)


def _service(workload: "Workload") -> Iterator[tuple[str, str]]:
    state = workload.service
    since = f" since {when(state.changed_at)}" if state.HasField("changed_at") else ""
    yield "phase", standing(workload) + since
    if why(workload) and (not is_up(workload) or state.result not in {"", "success"}):
        yield "reason" if not is_up(workload) else "last end", why(workload)
    kind = enum_name(Service.Type.DESCRIPTOR, state.type)
    yield "service", f"{kind}, {'enabled' if state.enabled else 'disabled'}"
    if state.restart_pending:
        yield "edited", "a restart takes up what has changed"
    if state.waits_for:
        yield "waits for", ", ".join(state.waits_for)
    if state.starts > 1 or state.attempt:
        yield "starts", _starts(state)


def _starts(state: "ServiceState") -> str:
    text = f"{state.starts}"
    if state.attempt:
        text += f", attempt {state.attempt} since it was last healthy"
    if state.phase == PHASE_BACKOFF and state.HasField("next_attempt_at"):
        text += f", the next at {when(state.next_attempt_at)}"
    return text


def _activation(state: "ServiceState") -> Iterator[tuple[str, str]]:
    if state.listeners:
        yield "listens on", ", ".join(state.listeners)
    if state.stored_fds:
        yield "stored", f"{state.stored_fds} descriptors"
    if state.HasField("timer_next_at"):
        yield "next start", when(state.timer_next_at)
    if state.HasField("timer_last_at"):
        yield "last start", when(state.timer_last_at)


def _health(state: "ServiceState") -> Iterator[tuple[str, str]]:
    for check in state.health:
        yield "health", _check(check)


def _check(check: "HealthState") -> str:
    name = check.name or enum_name(HealthCheck.Effect.DESCRIPTOR, check.effect)
    word = "healthy" if check.healthy else "unhealthy"
    if not check.HasField("looked_at"):
        return f"{name}: not looked at yet"
    failures = f", {check.failures} failures in a row" if check.failures else ""
    said = f": {check.text}" if check.text else ""
    return f"{name}: {word}{said}{failures} ({ago(check, 'looked_at')})"


def _usage(usage: "Usage") -> Iterator[tuple[str, str]]:
    if usage.HasField("processes"):
        most = usage.processes_limit if usage.HasField("processes_limit") else None
        yield "tasks", count_text(usage.processes, most)
    if usage.HasField("memory_bytes"):
        most = usage.memory_limit_bytes if usage.HasField("memory_limit_bytes") else None
        text = used_text(usage.memory_bytes, most)
        if usage.HasField("memory_peak_bytes"):
            text += f" (peak {bytes_text(usage.memory_peak_bytes)})"
        yield "memory", text
    if usage.HasField("cpu_us"):
        yield "cpu", seconds_text(usage.cpu_us)
    if usage.HasField("read_bytes") or usage.HasField("written_bytes"):
        read, written = bytes_text(usage.read_bytes), bytes_text(usage.written_bytes)
        yield "disk", f"{read} read, {written} written"


def _log(line: "LogLine") -> str:
    text = line.line.decode("utf-8", "replace")
    return f"{moment(line.time)[:19]}Z {printable(text)}"
