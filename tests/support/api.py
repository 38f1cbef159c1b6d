"""A stock gRPC client (grpcio) of a daemon: knows nothing of our own client but its configuration file."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import grpc
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from aurae.proto import (
    cells_pb2,
    containers_pb2,
    discovery_pb2,
    identity_pb2,
    images_pb2,
    networks_pb2,
    pods_pb2,
    rollouts_pb2,
    runtime_pb2,
    system_pb2,
    vms_pb2,
    volumes_pb2,
)

METHODS = {
    f"{service.name}.{method.name}": (f"/{service.full_name}/{method.name}", method)
    for module in (
        cells_pb2,
        containers_pb2,
        discovery_pb2,
        identity_pb2,
        images_pb2,
        networks_pb2,
        pods_pb2,
        rollouts_pb2,
        runtime_pb2,
        system_pb2,
        vms_pb2,
        volumes_pb2,
    )
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}


class Api:
    """One mTLS connection as the client that `config` describes; a context manager."""

    def __init__(self, config: Path) -> None:
        found = tomllib.loads(config.read_text())
        auth = {name: Path(path).read_bytes() for name, path in found["auth"].items()}
        credentials = grpc.ssl_channel_credentials(
            auth["ca_crt"], auth["client_key"], auth["client_crt"]
        )
        # The daemon's SPIFFE ID is no host name; its certificate has `localhost` as well.
        # A pool of its own makes this a connection of its own.
        options = [
            ("grpc.ssl_target_name_override", "localhost"),
            ("grpc.use_local_subchannel_pool", 1),
        ]
        socket = found["system"]["socket"].removeprefix("unix:")
        self._channel = grpc.secure_channel(f"unix:{socket}", credentials, options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._channel.close()

    def call(self, rpc: str, request: Message, limit: float = 30.0) -> Any:
        """Make a unary call, such as `RuntimeService.Start`; grpc.RpcError says what was refused."""
        return self._open(rpc, self._channel.unary_unary)(
            request, timeout=limit, wait_for_ready=True
        )

    def stream(self, rpc: str, request: Message, limit: float = 30.0) -> Iterator[Any]:
        """Make a call that is answered by a stream."""
        answers: Iterator[Any] = self._open(rpc, self._channel.unary_stream)(
            request, timeout=limit, wait_for_ready=True
        )
        return answers

    def talk(self, rpc: str, requests: Iterator[Message], limit: float = 30.0) -> Any:
        """Make a call in which both sides send; the answers can be iterated over and cancelled."""
        return self._open(rpc, self._channel.stream_stream)(
            requests, timeout=limit, wait_for_ready=True
        )

    def send(self, rpc: str, requests: Iterator[Message], limit: float = 30.0) -> Any:
        """Make a call with a stream of requests and one answer."""
        return self._open(rpc, self._channel.stream_unary)(
            requests, timeout=limit, wait_for_ready=True
        )

    def start(self, *argv: str, name: str = "", **executable: Any) -> runtime_pb2.Workload:
        """Start an executable and return it as it is when the call returns."""
        spec = runtime_pb2.WorkloadSpec(
            name=name, executable=runtime_pb2.Executable(argv=argv, **executable)
        )
        answer = self.call("RuntimeService.Start", runtime_pb2.StartRequest(workload=spec))
        return _workload(answer)

    def get(self, name: str) -> runtime_pb2.Workload:
        """Return the newest workload of a name."""
        return _workload(self.call("RuntimeService.Get", runtime_pb2.GetRequest(name=name)))

    def stop(self, name: str) -> runtime_pb2.Workload:
        """Stop a workload and return it."""
        return _workload(self.call("RuntimeService.Stop", runtime_pb2.StopRequest(name=name)))

    def wait(self, name: str) -> runtime_pb2.Workload:
        """Return a workload once it has ended, or after 30 s."""
        return _workload(self.call("RuntimeService.Wait", runtime_pb2.WaitRequest(name=name), 40))

    def running(self) -> dict[str, int]:
        """Return the pids of the workloads that run, by name."""
        answer = self.call("RuntimeService.List", runtime_pb2.ListRequest())
        return {workload.name: workload.pid for workload in answer.workloads}

    def output(self, name: str, stream: int) -> bytes:
        """Return what a workload has written to a stream until now."""
        request = runtime_pb2.LogsRequest(
            name=name, stream=runtime_pb2.LogStream.ValueType(stream)
        )
        lines = [
            line for batch in self.stream("RuntimeService.Logs", request) for line in batch.lines
        ]
        return b"".join(line.line + (b"" if line.partial else b"\n") for line in lines)

    def _open(self, rpc: str, kind: Callable[..., Any]) -> Callable[..., Any]:
        path, method = METHODS[rpc]
        opened: Callable[..., Any] = kind(
            path,
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        return opened


def _workload(answer: Any) -> runtime_pb2.Workload:
    workload: runtime_pb2.Workload = answer.workload
    return workload
