"""Questions asked wrongly: cursors, page tokens, limits, times, and bytes that are no message."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from aurae.proto import runtime_pb2
from tests.support.api import METHODS, Api
from tests.support.refusals import refusal

INVALID = grpc.StatusCode.INVALID_ARGUMENT
MIB = 1024 * 1024


def logs(**request: Any) -> Callable[[Api], object]:
    return lambda api: list(
        api.stream("RuntimeService.Logs", runtime_pb2.LogsRequest(name="quiet", **request))
    )


def listed(**request: Any) -> Callable[[Api], object]:
    return lambda api: api.call("RuntimeService.List", runtime_pb2.ListRequest(**request))


def waited(**request: Any) -> Callable[[Api], object]:
    return lambda api: api.call(
        "RuntimeService.Wait", runtime_pb2.WaitRequest(name="quiet", **request)
    )


def started(**request: Any) -> Callable[[Api], object]:
    spec = runtime_pb2.WorkloadSpec(name="never", executable=runtime_pb2.Executable(argv=["true"]))
    return lambda api: api.call(
        "RuntimeService.Start", runtime_pb2.StartRequest(workload=spec, **request)
    )


def stopped(**request: Any) -> Callable[[Api], object]:
    return lambda api: api.call(
        "RuntimeService.Stop", runtime_pb2.StopRequest(name="quiet", **request)
    )


FOREIGN = "cursor: not one that logs gave out"
NO_TOKEN = "cannot list workloads: page_token: is not from an answer of List"
OTHER: dict[str, tuple[Callable[[Api], object], str]] = {
    "a cursor of letters": (logs(cursor="x"), f"cannot read logs of quiet: {FOREIGN}"),
    "a cursor that is cut": (logs(cursor="1.0"), f"cannot read logs of quiet: {FOREIGN}"),
    "a negative cursor": (logs(cursor="1.-1.0"), f"cannot read logs of quiet: {FOREIGN}"),
    "a cursor of other digits": (logs(cursor="1.٣.0"), f"cannot read logs of quiet: {FOREIGN}"),
    "a cursor of another version": (
        logs(cursor="2.0.0"),
        f"cannot read logs of quiet: {FOREIGN}",
    ),
    "a cursor of many digits": (
        logs(cursor=f"1.{'9' * 5000}.0"),
        f"cannot read logs of quiet: {FOREIGN}",
    ),
    "a cursor behind the end": (
        logs(cursor="1.9999999999999999999.0"),
        "cannot read logs of quiet: cursor: behind the end of the log",
    ),
    "a cursor with tail": (
        logs(cursor="1.0.0", tail=1),
        "cannot read logs of quiet: cursor: excludes since and tail",
    ),
    "an unknown stream": (logs(stream=77), "cannot read logs of quiet: stream: is unknown"),
    "a time before time": (
        logs(since=Timestamp(seconds=-(2**62))),
        "cannot read logs of quiet: since: is not a time",
    ),
    "a time with negative nanoseconds": (
        logs(until=Timestamp(nanos=-1)),
        "cannot read logs of quiet: until: is not a time",
    ),
    "a page token of letters": (listed(page_token="x"), NO_TOKEN),
    "a negative page token": (listed(page_token="-1"), NO_TOKEN),
    "a page token of other digits": (listed(page_token="٣"), NO_TOKEN),
    "a page token of many digits": (listed(page_token="9" * 5000), NO_TOKEN),
    "a page of a million": (
        listed(page_size=1_000_000),
        "cannot list workloads: page_size: is above 1000",
    ),
    "output of over 4 MiB of a start": (
        started(output_limit=4 * MIB + 1),
        "cannot start never: output_limit: at most 4194304 bytes are returned",
    ),
    "output of over 4 MiB of a wait": (
        waited(output_limit=4 * MIB + 1),
        "cannot wait for quiet: output_limit: at most 4194304 bytes are returned",
    ),
    "a start that waits for two hours": (
        started(wait=Duration(seconds=7200)),
        "cannot start never: wait: is not between 0 s and 1 h",
    ),
    "a start that waits backwards": (
        started(wait=Duration(nanos=-1)),
        "cannot start never: wait: is not between 0 s and 1 h",
    ),
    "a wait of two hours": (
        waited(timeout=Duration(seconds=7200)),
        "cannot wait for quiet: timeout: is not between 0 s and 1 h",
    ),
    "a stop with a negative grace": (
        stopped(timeout=Duration(seconds=-1)),
        "cannot stop quiet: timeout: is not between 0 s and 1 h",
    ),
    "a stop with nanoseconds out of range": (
        stopped(timeout=Duration(nanos=2**31 - 1)),
        "cannot stop quiet: timeout: is not a duration",
    ),
    "a start of nothing": (
        lambda api: api.call("RuntimeService.Start", runtime_pb2.StartRequest()),
        "cannot start a workload: kind: is not set: give an executable, a container or a vm",
    ),
}


@pytest.mark.parametrize("what", OTHER)
def test_what_is_asked_wrongly_is_refused_by_its_field(api: Api, what: str) -> None:
    api.start("true", name="quiet")
    api.wait("quiet")
    call, why = OTHER[what]
    assert refusal(lambda: call(api)) == (INVALID, why)
    assert refusal(lambda: api.get("never"))[0] is grpc.StatusCode.NOT_FOUND


def raw(api: Api, rpc: str, body: bytes) -> list[object]:
    """Make a call whose request is these bytes."""
    path, method = METHODS[rpc]
    kind = api._channel.unary_stream if method.server_streaming else api._channel.unary_unary
    return list(kind(path)(body, timeout=10))


@pytest.mark.parametrize("rpc", ["Start", "Stop", "Wait", "Get", "Logs"])
@pytest.mark.parametrize(
    "body", [b"\x0a\x02\xff\xfe", b"\xff\xff\xff\xff", b"\x0a\x7f"], ids=["UTF-8", "tag", "cut"]
)
def test_bytes_that_are_no_message_are_refused(api: Api, rpc: str, body: bytes) -> None:
    path, _ = METHODS[f"RuntimeService.{rpc}"]
    refused = refusal(lambda: raw(api, f"RuntimeService.{rpc}", body))
    assert refused == (INVALID, f"cannot call {path}: the request is not a valid message")
