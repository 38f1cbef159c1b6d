"""Services of the small daemon: specifications that are only remembered, over real gRPC.

What a service does is in its first argument: `fail` never comes up, `drop` breaks the connection in
the middle of its first start, anything else is up at once.
"""

from collections.abc import Callable
from typing import Any

from grpclib.const import Status
from grpclib.exceptions import GRPCError
from grpclib.server import Stream
from typing_extensions import override

from aurae.proto import runtime_pb2, service_pb2
from tests.support.small_sessions import Sessions

STARTED = 1_700_000_000


class Services(Sessions):
    """Services by their full names."""

    def __init__(self, drop: Callable[[], None]) -> None:
        self.specs: dict[str, runtime_pb2.WorkloadSpec] = {}
        self.known: dict[str, runtime_pb2.Workload] = {}
        self.requests: list[Any] = []
        self._drop = drop

    def clear_services(self) -> None:
        """Forget everything."""
        self.specs.clear()
        self.known.clear()

    async def start_service(self, stream: Stream[Any, Any], request: Any) -> None:
        """Answer a Start that is about a service."""
        name = request.name
        if not name:
            spec = request.workload
            name = f"{spec.cell}/{spec.name}" if spec.cell else spec.name
            if name in self.specs:
                raise GRPCError(Status.ALREADY_EXISTS, f"cannot start {name}: it is known already")
            self._remember(name, spec)
        workload = self.service(name, "start")
        argv = self.specs[name].executable.argv
        if argv[:1] == ["drop"]:
            argv[0] = "dropped"
            self._up(workload)
            self._drop()
        if request.name and workload.service.phase == service_pb2.PHASE_ACTIVE:
            raise GRPCError(Status.ALREADY_EXISTS, f"cannot start {name}: it is up already")
        if argv[:1] == ["fail"] and not request.no_block:
            workload.service.phase = service_pb2.PHASE_FAILED
            workload.service.result = "exit-code"
            workload.service.reason = "exited with 7"
            raise GRPCError(Status.FAILED_PRECONDITION, f"cannot start {name}: exited with 7")
        if request.no_block:
            workload.service.phase = service_pb2.PHASE_ACTIVATING
        else:
            self._up(workload)
        await stream.send_message(runtime_pb2.StartResponse(workload=workload))

    async def stop_service(self, stream: Stream[Any, Any], name: str) -> None:
        """Answer a Stop of a service."""
        workload = self.service(name, "stop")
        workload.service.phase = service_pb2.PHASE_INACTIVE
        await stream.send_message(runtime_pb2.StopResponse(workload=workload))

    def service(self, name: str, what: str) -> runtime_pb2.Workload:
        """Return a service; refuses as the daemon does when there is none."""
        if name not in self.known:
            raise GRPCError(Status.NOT_FOUND, f"cannot {what} {name}: no such workload")
        return self.known[name]

    def _remember(self, name: str, spec: runtime_pb2.WorkloadSpec) -> None:
        workload = runtime_pb2.Workload(
            name=spec.name,
            id=len(self.known) + 1,
            kind=runtime_pb2.KIND_EXECUTABLE,
            cell=spec.cell or "/",
            status=runtime_pb2.STATUS_INACTIVE,
            argv=spec.executable.argv,
        )
        state = workload.service
        state.phase = service_pb2.PHASE_INACTIVE
        state.description = spec.service.description
        state.enabled = spec.service.enabled
        state.type = spec.service.type or service_pb2.Service.TYPE_EXEC
        state.listeners.extend(item.address for item in spec.service.listeners)
        if spec.service.HasField("timer"):
            state.timer_next_at.FromSeconds(STARTED * 2)
        self.specs[name] = spec
        self.known[name] = workload

    def _up(self, workload: runtime_pb2.Workload) -> None:
        workload.status = runtime_pb2.STATUS_RUNNING
        workload.pid = 4242
        state = workload.service
        state.phase = service_pb2.PHASE_ACTIVE
        state.main_pid = 4242
        state.starts += 1
        state.changed_at.FromSeconds(STARTED)

    @override
    async def Restart(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        workload = self.service(request.name, "restart")
        if workload.service.phase == service_pb2.PHASE_ACTIVE or not request.only_if_running:
            self._up(workload)
        await stream.send_message(runtime_pb2.RestartResponse(workload=workload))

    @override
    async def Reload(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        workload = self.service(request.name, "reload")
        if not (self.specs[request.name].service.reload or request.or_restart):
            text = f"cannot reload {request.name}: it says no way to"
            raise GRPCError(Status.FAILED_PRECONDITION, text)
        await stream.send_message(runtime_pb2.ReloadResponse(workload=workload))

    @override
    async def Signal(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        self.service(request.name, "signal")
        await stream.send_message(runtime_pb2.SignalResponse())

    @override
    async def ResetFailed(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        names = [request.name] if request.name else list(self.known)
        for name in names:
            state = self.service(name, "reset").service
            if state.phase == service_pb2.PHASE_FAILED:
                state.phase = service_pb2.PHASE_INACTIVE
                state.attempt = 0
        await stream.send_message(runtime_pb2.ResetFailedResponse())

    @override
    async def Edit(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        workload = self.service(request.name, "edit")
        self.specs[request.name].MergeFrom(request.workload)
        workload.service.enabled = self.specs[request.name].service.enabled
        now = [field for field in request.fields if field.startswith("service.")]
        later = [field for field in request.fields if field not in now]
        await stream.send_message(
            runtime_pb2.EditResponse(workload=workload, applied=now, pending=later)
        )

    @override
    async def Remove(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        workload = self.service(request.name, "remove")
        if workload.service.phase == service_pb2.PHASE_ACTIVE and not request.stop:
            raise GRPCError(Status.FAILED_PRECONDITION, f"cannot remove {request.name}: it is up")
        del self.known[request.name], self.specs[request.name]
        await stream.send_message(runtime_pb2.RemoveResponse())

    @override
    async def Explain(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        steps = ["make a cgroup leaf", f"execve {request.name or request.workload.name}"]
        await stream.send_message(runtime_pb2.ExplainResponse(steps=steps))

    @override
    async def Security(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        reply = runtime_pb2.SecurityResponse(exposure=6.5, verdict="medium")
        for name, exposure in (("no_new_privileges", 0.0), ("private_network", 0.5)):
            reply.exposures.add(name=name, description=f"about {name}", exposure=exposure)
        await stream.send_message(reply)

    @override
    async def Status(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        workload = self.service(request.name, "show")
        reply = runtime_pb2.StatusResponse(workload=workload, spec=self.specs[request.name])
        for credential in reply.spec.executable.credentials:
            credential.ClearField("content")
        reply.processes.add(pid=4242, parent=0, command="nginx: master")
        reply.processes.add(pid=4243, parent=4242, command="nginx: worker\x1b[2J")
        reply.usage.memory_bytes = 12 << 20
        reply.usage.memory_limit_bytes = 64 << 20
        reply.usage.processes = 2
        line = reply.lines.add(stream=runtime_pb2.LOG_STREAM_STDOUT, line=b"ready\x07")
        line.time.FromSeconds(STARTED)
        await stream.send_message(reply)

    @override
    async def Watch(self, stream: Stream[Any, Any]) -> None:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        names = [request.name] if request.name else sorted(self.known)
        for name in names:
            workload = self.service(name, "watch")
            await stream.send_message(runtime_pb2.WatchResponse(workload=workload))
        if request.name:
            gone = runtime_pb2.WatchResponse(workload=self.known[request.name], removed=True)
            await stream.send_message(gone)
