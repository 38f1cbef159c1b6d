"""Times of a service against now: `5m ago`, `in 2h`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from aurae.cli.document import moment
from aurae.cli.table import age
from aurae.cli.workloads import since

if TYPE_CHECKING:
    from google.protobuf.message import Message
    from google.protobuf.timestamp_pb2 import Timestamp

    from aurae.proto.service_pb2 import HealthState, ServiceState


def span(time: "Timestamp") -> str:
    """Write a time as its distance from now: `5m ago`, or `in 5m` when it is to come."""
    seconds = since(time)
    return f"in {age(-seconds)}" if seconds < 0 else f"{age(seconds)} ago"


def ago(message: "ServiceState | HealthState", field: str) -> str:
    """Write a time of a message as its distance from now; `-` when it is not set."""
    return span(getattr(message, field)) if cast("Message", message).HasField(field) else "-"


def when(time: "Timestamp") -> str:
    """Write a time for people, in the time zone of here, with its distance from now."""
    if not 0 <= time.seconds < 253_402_300_800:
        return moment(time)
    local = datetime.fromtimestamp(time.seconds, UTC).astimezone()
    return f"{local:%a %Y-%m-%d %H:%M:%S %Z}; {span(time)}"
