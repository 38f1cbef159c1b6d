"""How workloads are shown, and the options that name them."""

import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aurae.cli.arguments import Argument
from aurae.cli.document import enum_name, moment
from aurae.proto import runtime_pb2

if TYPE_CHECKING:
    from google.protobuf.timestamp_pb2 import Timestamp

NAME = Argument(("name",), "Name of the workload, such as web; a/b/web in the cell a/b.", "NAME")
NAMES = Argument(
    ("name",), "Names of the workloads, such as web; a/b/web in the cell a/b.", "NAME", many="+"
)

SERVICE = Argument(
    ("name",), "Name of the service, such as web; a/b/web in the cell a/b.", "SERVICE"
)
SERVICES = Argument(
    ("name",), "Names of the services, such as web; a/b/web in the cell a/b.", "SERVICE", many="+"
)


def full_name(workload: runtime_pb2.Workload) -> str:
    """Return the name that requests call a workload by: `web`, or `a/b/web` in the cell a/b."""
    cell = workload.cell.strip("/")
    return f"{cell}/{workload.name}" if cell else workload.name


def status(workload: runtime_pb2.Workload) -> str:
    """Return the status in words, such as `running`, `exited (1)` or `exited (SIGKILL)`."""
    word = enum_name(runtime_pb2.Status.DESCRIPTOR, workload.status)
    if workload.HasField("exit_code"):
        return f"{word} ({workload.exit_code})"
    return f"{word} ({signal_name(workload.signal)})" if workload.HasField("signal") else word


def kind(workload: runtime_pb2.Workload) -> str:
    """Return the kind in words, such as `executable`."""
    return enum_name(runtime_pb2.Kind.DESCRIPTOR, workload.kind)


def signal_name(number: int) -> str:
    """Return the name of a signal, such as `SIGTERM`."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def has_ended(workload: runtime_pb2.Workload) -> bool:
    """Say whether nothing more will happen to a workload."""
    return workload.status in {
        runtime_pb2.STATUS_EXITED,
        runtime_pb2.STATUS_FAILED,
        runtime_pb2.STATUS_LOST,
    }


def exit_code(workload: runtime_pb2.Workload) -> int | None:
    """Return the exit code as a shell would say it, 128+n for a signal; None when nobody knows."""
    if workload.HasField("exit_code"):
        return workload.exit_code
    return 128 + workload.signal if workload.HasField("signal") else None


def since(time: "Timestamp") -> float:
    """Return the seconds from a time until now."""
    return datetime.now(UTC).timestamp() - time.seconds


def details(workload: runtime_pb2.Workload) -> list[tuple[str, str]]:
    """Return what is known of a workload, names and values."""
    import shlex

    times = [
        (name.removesuffix("_at"), moment(getattr(workload, name)))
        for name in ("created_at", "started_at", "finished_at")
        if workload.HasField(name)
    ]
    return [
        ("name", workload.name),
        ("id", str(workload.id)),
        ("kind", kind(workload)),
        ("status", status(workload)),
        *([("reason", workload.reason)] if workload.reason else []),
        ("command", shlex.join(workload.argv)),
        ("cell", workload.cell),
        ("pid", str(workload.pid or "")),
        *times,
        ("owner", workload.owner),
    ]
