"""The stream of Logs for a service: the logs of its runs, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.server.logs import send_logs

if TYPE_CHECKING:
    from grpclib.server import Stream

    from aurae.proto import runtime_pb2 as api
    from aurae.services.life import Life
    from aurae.supervise.supervisor import Supervisor


async def send_service_logs(
    stream: Stream[api.LogsRequest, api.LogsResponse],
    request: api.LogsRequest,
    life: Life,
    supervisor: Supervisor,
) -> None:
    """Send the lines of a service's runs."""
    run = await supervisor.workload(life.record.standing.main)
    if run is None:
        return
    ended = supervisor.complete(run)
    if not request.follow:
        ended.set()
    await send_logs(stream, request, supervisor.log_folder(run), ended)
