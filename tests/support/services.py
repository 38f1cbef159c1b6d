"""Calls that the tests of services make, on a stock gRPC client."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import grpc
from google.protobuf.json_format import ParseDict

from aurae.proto import runtime_pb2 as api
from aurae.proto import service_pb2
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.api import Api

PHASES = service_pb2.Phase


def spec(name: str, *argv: str, cell: str = "", **service: Any) -> dict[str, Any]:
    """Return a specification of a service as proto JSON; `executable` holds more of that.

    Without a word of a sandbox there is none: tests look at what a service writes.
    """
    more = {"sandbox": {"profile": "none"}, **service.pop("executable", {})}
    executable = {"argv": list(argv), **more}
    return {"name": name, "cell": cell, "executable": executable, "service": service}


def plain(name: str, *argv: str, **service: Any) -> dict[str, Any]:
    """Return the specification of a service that may reach all of the machine's files."""
    executable = {"sandbox": {"profile": "none"}, **service.pop("executable", {})}
    return spec(name, *argv, executable=executable, **service)


def shell(name: str, script: str, **service: Any) -> dict[str, Any]:
    """Return the specification of a service that is a shell script."""
    return plain(name, "sh", "-c", script, **service)


def line(text: str, **more: Any) -> dict[str, Any]:
    """Return a command that a shell reads."""
    return {"command": text, "shell": True, **more}


class Services:
    """What is asked of services."""

    def __init__(self, api_client: Api) -> None:
        self.api = api_client

    def start(self, document: dict[str, Any], limit: float = 30, **more: Any) -> Any:
        """Define and start a service; returns it as it is when the call returns."""
        request = api.StartRequest(workload=ParseDict(document, api.WorkloadSpec()), **more)
        return self.api.call("RuntimeService.Start", request, limit).workload

    def start_again(self, name: str, **more: Any) -> Any:
        """Start a service that is known."""
        return self.api.call("RuntimeService.Start", api.StartRequest(name=name, **more)).workload

    def stop(self, name: str, grace: float | None = None) -> Any:
        """Stop a service; `grace` is in seconds."""
        request = api.StopRequest(name=name)
        if grace is not None:
            request.timeout.FromNanoseconds(round(grace * 1e9))
        return self.api.call("RuntimeService.Stop", request).workload

    def restart(self, name: str, **more: Any) -> Any:
        """Restart a service."""
        request = api.RestartRequest(name=name, **more)
        return self.api.call("RuntimeService.Restart", request).workload

    def reload(self, name: str, **more: Any) -> Any:
        """Reload a service."""
        request = api.ReloadRequest(name=name, **more)
        return self.api.call("RuntimeService.Reload", request).workload

    def signal(self, name: str, signal: str, **more: Any) -> None:
        """Send a signal."""
        request = api.SignalRequest(name=name, signal=signal, **more)
        self.api.call("RuntimeService.Signal", request)

    def remove(self, name: str, **more: Any) -> None:
        """Forget a service."""
        self.api.call("RuntimeService.Remove", api.RemoveRequest(name=name, **more))

    def reset(self, name: str = "") -> None:
        """Forget failures."""
        self.api.call("RuntimeService.ResetFailed", api.ResetFailedRequest(name=name))

    def get(self, name: str) -> Any:
        """Return a service."""
        return self.api.get(name)

    def status(self, name: str, **more: Any) -> Any:
        """Return everything about a service."""
        return self.api.call("RuntimeService.Status", api.StatusRequest(name=name, **more))

    def explain(self, document: dict[str, Any]) -> list[str]:
        """Return the steps of a start."""
        request = api.ExplainRequest(workload=ParseDict(document, api.WorkloadSpec()))
        return list(self.api.call("RuntimeService.Explain", request).steps)

    def security(self, document: dict[str, Any]) -> Any:
        """Return what a start would leave exposed."""
        request = api.SecurityRequest(workload=ParseDict(document, api.WorkloadSpec()))
        return self.api.call("RuntimeService.Security", request)

    def edit(self, name: str, fields: list[str], document: dict[str, Any]) -> Any:
        """Change fields of a service."""
        request = api.EditRequest(
            name=name, fields=fields, workload=ParseDict(document, api.WorkloadSpec())
        )
        return self.api.call("RuntimeService.Edit", request)

    def lines(self, name: str, **more: Any) -> list[str]:
        """Return the lines of a service's log."""
        return [line for batch in self._logs(name, **more) for line in _texts(batch)]

    def cursors(self, name: str) -> list[str]:
        """Return the cursors behind each batch of a service's log."""
        return [batch.cursor for batch in self._logs(name)]

    def follow(self, name: str) -> Iterator[str]:
        """Yield the lines of a service's log as they come."""
        for batch in self._logs(name, follow=True):
            yield from _texts(batch)

    def _logs(self, name: str, **more: Any) -> Iterator[Any]:
        return self.api.stream("RuntimeService.Logs", api.LogsRequest(name=name, **more))

    def phase(self, name: str) -> str:
        """Return the phase of a service."""
        return PHASES.Name(self.get(name).service.phase).removeprefix("PHASE_")

    def until_phase(self, name: str, *phases: str, limit: float = 20) -> Any:
        """Wait until a service is in a phase, and return it."""
        until(lambda: self.phase(name) in phases, f"{name} is {phases}", limit)
        return self.get(name)

    def until_state(self, name: str, **fields: object) -> Any:
        """Wait until fields of a service's state have these values, and return it."""
        until(lambda: _has(self.get(name).service, fields), f"{name} has {fields}")
        return self.get(name)

    def until_result(self, name: str, result: str) -> Any:
        """Wait until a service is at rest after an end of this kind, and return it."""
        self.until_phase(name, "FAILED", "INACTIVE")
        found = self.get(name)
        assert found.service.result == result, found.service
        return found

    def clear(self) -> None:
        """Kill and forget all services of the node, those that others need last."""
        names = list(self.list())
        for name in names:
            self.stop(name, 0)
        for name in names:
            self.remove(name, stop=True)

    def list(self) -> dict[str, str]:
        """Return the phases of all services by name."""
        found = self.api.call("RuntimeService.List", api.ListRequest(services=True)).workloads
        return {one.name: PHASES.Name(one.service.phase)[6:] for one in found}


def _has(state: Any, fields: dict[str, object]) -> bool:
    return all(getattr(state, name) == value for name, value in fields.items())


def _texts(batch: Any) -> list[str]:
    return [line.line.decode() for line in batch.lines]


@contextmanager
def refused(code: str = "FAILED_PRECONDITION") -> Iterator[list[str]]:
    """Have what is done be refused with this code; the list has the text then."""
    told: list[str] = []
    try:
        yield told
    except grpc.RpcError as error:
        found, text = refusal(error)
        assert found == code, (found, text)
        told.append(text)
        return
    raise AssertionError("it was not refused")


def refusal(error: grpc.RpcError) -> tuple[str, str]:
    """Return the code and the text of a refusal."""
    return error.code().name, error.details()
