"""CellService of the small daemon: cells that are only remembered, over real gRPC.

A name with `_` is refused as the daemon refuses it, and cells below a freed one go with it.
"""

import asyncio
from typing import Any

from grpclib.const import Status
from grpclib.exceptions import GRPCError
from grpclib.server import Stream
from typing_extensions import override

from aurae.proto import cells_pb2
from aurae.proto.cells_grpc import CellServiceBase

REGEX = "^(?=.{1,63}$)(?![-])[a-zA-Z0-9-]+(?<![-])$"
CREATED = 1_700_000_000


class Cells(CellServiceBase):
    """Cells by name; their kernel takes what is asked for, memory rounded down to pages of 4096."""

    def __init__(self) -> None:
        self.cells: dict[str, cells_pb2.Cell] = {}
        self.frozen: set[str] = set()
        self.executables: dict[str, list[str]] = {}
        self.requests: list[Any] = []
        self.break_next: Status | None = None
        """Fail the next Free with this status after the cell has gone, as a restart would."""

    def clear(self) -> None:
        """Forget everything."""
        for known in (self.cells, self.frozen, self.executables, self.requests):
            known.clear()

    @override
    async def Allocate(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        name = request.cell.name
        self._check(name)
        if name in self.cells:
            text = f"cannot allocate: cell '{name}' already exists"
            raise GRPCError(Status.ALREADY_EXISTS, text)
        self.cells[name] = request.cell
        await stream.send_message(
            cells_pb2.CellServiceAllocateResponse(cell_name=name, cgroup_v2=True)
        )

    @override
    async def Free(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        self._find(request.cell_name, "free")
        for name in self._below(request.cell_name):
            del self.cells[name]
        if self.break_next is not None:
            status, self.break_next = self.break_next, None
            raise GRPCError(status, "cannot free: the server goes down")
        await stream.send_message(cells_pb2.CellServiceFreeResponse())

    @override
    async def Start(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        if request.HasField("cell_name"):
            self._find(request.cell_name, "start")
        names = self.executables.setdefault(request.cell_name, [])
        if request.executable.name in names:
            text = f"cannot start: executable '{request.executable.name}' exists"
            raise GRPCError(Status.ALREADY_EXISTS, text)
        names.append(request.executable.name)
        await stream.send_message(
            cells_pb2.CellServiceStartResponse(pid=2, uid=0, gid=0, id=17, host_pid=4243)
        )

    @override
    async def Stop(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        names = self.executables.get(request.cell_name, [])
        if request.executable_name not in names:
            text = f"cannot stop: executable '{request.executable_name}' not found"
            raise GRPCError(Status.NOT_FOUND, text)
        names.remove(request.executable_name)
        await stream.send_message(cells_pb2.CellServiceStopResponse())

    @override
    async def List(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        wanted = set(request.labels.items())
        tops = [
            self._node(name)
            for name, cell in sorted(self.cells.items())
            if "/" not in name and wanted <= set(cell.labels.items())
        ]
        await stream.send_message(cells_pb2.CellServiceListResponse(cells=tops))

    @override
    async def Get(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        self._find(request.cell_name, "get")
        node = self._node(request.cell_name)
        await stream.send_message(cells_pb2.CellServiceGetResponse(cell=node))

    @override
    async def Update(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        cell = self._find(request.cell.name, "update")
        cell.MergeFrom(request.cell)
        for field in request.clear:
            group, _, name = field.partition(".")
            getattr(cell, group).ClearField(name)
        node = self._node(cell.name)
        await stream.send_message(cells_pb2.CellServiceUpdateResponse(cell=node))

    @override
    async def Freeze(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        self._find(request.cell_name, "freeze")
        self.frozen.add(request.cell_name)
        await stream.send_message(cells_pb2.CellServiceFreezeResponse())

    @override
    async def Thaw(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        self._find(request.cell_name, "thaw")
        self.frozen.discard(request.cell_name)
        await stream.send_message(cells_pb2.CellServiceThawResponse())

    @override
    async def Kill(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        self._find(request.cell_name, "kill")
        if request.signal not in {"", "SIGHUP"}:
            raise GRPCError(Status.FAILED_PRECONDITION, "Field = signal; Invalid")
        count = 1 if request.signal else 3
        await stream.send_message(cells_pb2.CellServiceKillResponse(processes=count))

    @override
    async def Stats(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        if request.cell_name:
            self._find(request.cell_name, "get the usage of")
        reply = cells_pb2.CellServiceStatsResponse(
            cell_name=request.cell_name, processes=3, workloads=1
        )
        reply.cpu.usage_usec = 1_234_567
        reply.memory.current = 12_897_485
        reply.memory.peak = 20 << 20
        reply.pids.current = 3
        reply.io.add(device="8:0", read_bytes=4096, write_bytes=512)
        await stream.send_message(reply)

    @override
    async def Watch(self, stream: Stream[Any, Any]) -> None:
        request = await self._request(stream)
        for name in self._below(request.cell_name):
            await self._send(stream, cells_pb2.CELL_EVENT_EXISTS, name)
        await self._send(stream, cells_pb2.CELL_EVENT_SYNCED, "")
        if request.cell_name != "brief":
            await asyncio.Event().wait()

    async def _send(
        self, stream: Stream[Any, Any], event: cells_pb2.CellEvent.ValueType, name: str
    ) -> None:
        message = cells_pb2.CellServiceWatchResponse(event=event)
        message.time.FromSeconds(CREATED)
        if name:
            message.cell.name = name
        await stream.send_message(message)

    async def _request(self, stream: Stream[Any, Any]) -> Any:
        request: Any = await stream.recv_message()
        self.requests.append(request)
        return request

    def _check(self, name: str) -> None:
        if "_" in name:
            text = f"Field = cell.name;  Regex = {REGEX}"
            raise GRPCError(Status.FAILED_PRECONDITION, text)
        if not name:
            raise GRPCError(Status.FAILED_PRECONDITION, "Field = cell.name; Required")

    def _find(self, name: str, what: str) -> cells_pb2.Cell:
        self._check(name)
        if name not in self.cells:
            raise GRPCError(Status.NOT_FOUND, f"cannot {what}: cell '{name}' not found")
        return self.cells[name]

    def _below(self, top: str) -> list[str]:
        """Return the cell `top` and those below it; all when it is empty."""
        lead = f"{top}/" if top else ""
        return [name for name in sorted(self.cells) if f"{name}/".startswith(lead)]

    def _node(self, name: str) -> cells_pb2.CellGraphNode:
        cell = self.cells[name]
        node = cells_pb2.CellGraphNode(cell=cell)
        node.children.extend(
            self._node(other) for other in self._below(name) if other.rpartition("/")[0] == name
        )
        state = node.state
        state.status = cells_pb2.CELL_STATUS_ALLOCATED
        state.frozen = any(name in self._below(other) for other in self.frozen)
        state.created_at.FromSeconds(CREATED)
        state.owner = "spiffe://aurae.local/host/test/user/tester"
        state.cpu.CopyFrom(cell.cpu)
        if not cell.cpu.HasField("weight"):
            state.cpu.weight = 100
        state.memory.CopyFrom(cell.memory)
        if cell.memory.HasField("max"):
            state.memory.max -= state.memory.max % 4096
        state.pids.CopyFrom(cell.pids)
        state.io.CopyFrom(cell.io)
        state.effective_cpus = "0-1"
        state.workloads.extend(self.executables.get(name, []))
        state.cgroup = name
        return node
