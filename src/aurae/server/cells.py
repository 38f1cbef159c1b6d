"""CellService: cells, and executables in them, as upstream's clients know them and more."""

from __future__ import annotations

import os
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.model.bad_field import required
from aurae.model.cell_names import check_path
from aurae.proto import cells_pb2 as api
from aurae.proto.cells_grpc import CellServiceBase
from aurae.server import caller
from aurae.server import convert_cells as convert
from aurae.server.cell_trees import CellTrees

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.cells.cells import Cells
else:
    from aurae.model.override import override


class CellService(CellServiceBase):
    """Answers for cells. Every bad field is FAILED_PRECONDITION in upstream's words."""

    def __init__(self, cells: Cells) -> None:
        """`cells` has adopted what stands."""
        self._cells = cells
        self._trees = CellTrees()

    @override
    async def Allocate(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceAllocateRequest, api.CellServiceAllocateResponse]
    ) -> None:
        """Make a cell."""
        request = await stream.recv_message()
        assert request is not None
        if not request.HasField("cell"):
            raise required("cell")
        spec = convert.cell_spec(request.cell)
        made = await self._cells.allocate(spec, str(caller.current()))
        await stream.send_message(convert.allocated(made))

    @override
    async def Free(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceFreeRequest, api.CellServiceFreeResponse]
    ) -> None:
        """End everything in a cell and below it, and remove it."""
        request = await stream.recv_message()
        assert request is not None
        path = check_path(request.cell_name, "cell_name")
        grace = convert.grace(request.timeout) if request.HasField("timeout") else None
        await self._cells.free(path, grace)
        await stream.send_message(api.CellServiceFreeResponse())

    @override
    async def Start(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceStartRequest, api.CellServiceStartResponse]
    ) -> None:
        """Start an executable."""
        request = await stream.recv_message()
        assert request is not None
        path = convert.cell_or_node(request)
        spec = convert.executable(request, os.getegid())
        workload = await self._cells.start(
            path,
            spec,
            str(caller.current()),
            held=True,
            description=request.executable.description,
        )
        uid = request.uid if request.HasField("uid") else os.geteuid()
        gid = request.gid if request.HasField("gid") else os.getegid()
        await stream.send_message(
            api.CellServiceStartResponse(
                pid=self._cells.inner_pid(workload),
                uid=uid,
                gid=gid,
                id=workload.id,
                host_pid=workload.pid,
            )
        )

    @override
    async def Stop(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceStopRequest, api.CellServiceStopResponse]
    ) -> None:
        """Stop an executable, and give its name free."""
        request = await stream.recv_message()
        assert request is not None
        path = convert.cell_or_node(request)
        name = convert.executable_name(request.executable_name, "executable_name")
        grace = convert.grace(request.timeout) if request.HasField("timeout") else None
        await self._cells.stop(path, name, grace)
        await stream.send_message(api.CellServiceStopResponse())

    @override
    async def List(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceListRequest, api.CellServiceListResponse]
    ) -> None:
        """Show all cells as trees."""
        request = await stream.recv_message()
        assert request is not None
        labels = dict(request.labels)
        answer = self._trees.answer(self._cells.trees(labels), whole=not labels)
        await stream.send_message(answer)  # type: ignore[arg-type]  # our Call sends bytes as well

    @override
    async def Get(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceGetRequest, api.CellServiceGetResponse]
    ) -> None:
        """Show one cell as the kernel has it."""
        request = await stream.recv_message()
        assert request is not None
        view = await self._cells.get(check_path(request.cell_name, "cell_name"))
        await stream.send_message(api.CellServiceGetResponse(cell=convert.node(view)))

    @override
    async def Update(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceUpdateRequest, api.CellServiceUpdateResponse]
    ) -> None:
        """Change a cell while it runs."""
        request = await stream.recv_message()
        assert request is not None
        if not request.HasField("cell"):
            raise required("cell")
        view = await self._cells.update(convert.cell_spec(request.cell), list(request.clear))
        await stream.send_message(api.CellServiceUpdateResponse(cell=convert.node(view)))

    @override
    async def Freeze(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceFreezeRequest, api.CellServiceFreezeResponse]
    ) -> None:
        """Stop all work in a cell."""
        request = await stream.recv_message()
        assert request is not None
        await self._cells.freeze(check_path(request.cell_name, "cell_name"))
        await stream.send_message(api.CellServiceFreezeResponse())

    @override
    async def Thaw(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceThawRequest, api.CellServiceThawResponse]
    ) -> None:
        """Let frozen work go on."""
        request = await stream.recv_message()
        assert request is not None
        await self._cells.thaw(check_path(request.cell_name, "cell_name"))
        await stream.send_message(api.CellServiceThawResponse())

    @override
    async def Kill(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceKillRequest, api.CellServiceKillResponse]
    ) -> None:
        """Send a signal to everything in a cell."""
        request = await stream.recv_message()
        assert request is not None
        path = check_path(request.cell_name, "cell_name")
        count = await self._cells.kill(path, convert.signal_of(request.signal))
        await stream.send_message(api.CellServiceKillResponse(processes=count))

    @override
    async def Stats(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceStatsRequest, api.CellServiceStatsResponse]
    ) -> None:
        """Show what a cell uses."""
        request = await stream.recv_message()
        assert request is not None
        path = check_path(request.cell_name, "cell_name") if request.cell_name else ""
        usage, workloads = await self._cells.stats(path)
        await stream.send_message(convert.stats(path, time.time_ns(), usage, workloads))

    @override
    async def Watch(  # noqa: N802  # named by the proto
        self, stream: Stream[api.CellServiceWatchRequest, api.CellServiceWatchResponse]
    ) -> None:
        """Send what exists, then what happens."""
        request = await stream.recv_message()
        assert request is not None
        path = check_path(request.cell_name, "cell_name") if request.cell_name else ""
        async with aclosing(self._cells.watch(path)) as news:
            async for item in news:
                await stream.send_message(convert.event(item))
