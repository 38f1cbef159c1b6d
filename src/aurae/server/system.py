"""SystemService: the daemon's own processes."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition
from aurae.model.version import VERSION
from aurae.processes.init import ReexecRefused
from aurae.proto.system_grpc import SystemServiceBase
from aurae.proto.system_pb2 import (
    ReexecRequest,
    ReexecResponse,
    StatusRequest,
    StatusResponse,
)
from aurae.server.convert import timestamp

if TYPE_CHECKING:
    from grpclib.server import Stream
    from typing_extensions import override

    from aurae.cells.cells import Cells
    from aurae.processes.init import Init
    from aurae.state.store import Store
    from aurae.supervise.supervisor import Supervisor
else:
    from aurae.model.override import override

_log = logging.getLogger("aurae.server")


async def problems(init: Init, store: Store, cells: Cells) -> list[str]:
    """Return why the daemon cannot do all it should, for people."""
    found = [*store.problems, *await cells.problems()]
    if init.lost_exits:
        found.append(f"init dropped {init.lost_exits} exit statuses that nobody took")
    if init.gone.is_set():
        found.append("init has gone")
    elif init.stopping.is_set():
        found.append("the daemon is stopping")
    return found


class System(SystemServiceBase):
    """Answers Status and Reexec."""

    def __init__(
        self, init: Init, store: Store, supervisor: Supervisor, cells: Cells, node_name: str
    ) -> None:
        """Show these."""
        self._init = init
        self._store = store
        self._supervisor = supervisor
        self._cells = cells
        self._node_name = node_name

    @override
    async def Status(self, stream: Stream[StatusRequest, StatusResponse]) -> None:  # noqa: N802  # named by the proto
        """Answer with processes, workloads and problems."""
        await stream.recv_message()
        init = self._init
        await stream.send_message(
            StatusResponse(
                version=VERSION,
                node_name=self._node_name,
                generation=init.generation,
                init_pid=init.pid,
                server_pid=os.getpid(),
                journal_pid=init.journal_pid,
                started_at=timestamp(init.started_ns),
                running=self._supervisor.running,
                lost_exits=init.lost_exits,
                problems=[
                    *await problems(init, self._store, self._cells),
                    *self._supervisor.problems,
                ],
            )
        )

    @override
    async def Reexec(self, stream: Stream[ReexecRequest, ReexecResponse]) -> None:  # noqa: N802  # named by the proto
        """Have init replace the code of all three processes."""
        await stream.recv_message()
        try:
            generation = await self._init.reexec()
        except ReexecRefused as error:
            raise FailedPrecondition("re-execute the daemon", str(error)) from None
        _log.info("init re-executes itself as generation %d", generation)
        await stream.send_message(ReexecResponse(generation=generation))
