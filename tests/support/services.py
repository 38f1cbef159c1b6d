"""Calls that the tests of services make, on a stock gRPC client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import ParseDict

from aurae.proto import runtime_pb2 as api
from aurae.proto import service_pb2
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    import grpc

    from tests.support.api import Api

PHASES = service_pb2.Phase


def spec(name: str, *argv: str, cell: str = "", **service: Any) -> dict[str, Any]:
    """Return a specification of a service as proto JSON; `executable` holds more of that."""
    executable = {"argv": list(argv), **service.pop("executable", {})}
    return {"name": name, "cell": cell, "executable": executable, "service": service}


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

    def stop(self, name: str) -> Any:
        """Stop a service."""
        return self.api.call("RuntimeService.Stop", api.StopRequest(name=name)).workload

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

    def list(self) -> dict[str, str]:
        """Return the phases of all services by name."""
        found = self.api.call("RuntimeService.List", api.ListRequest(services=True)).workloads
        return {one.name: PHASES.Name(one.service.phase)[6:] for one in found}


def _texts(batch: Any) -> list[str]:
    return [line.line.decode() for line in batch.lines]


def refusal(error: grpc.RpcError) -> tuple[str, str]:
    """Return the code and the text of a refusal."""
    return error.code().name, error.details()
