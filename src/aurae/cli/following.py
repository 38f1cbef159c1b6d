"""Reads logs batch by batch, and goes on exactly where it was when the daemon's server restarts."""

from collections.abc import AsyncGenerator

from aurae.client.calls import Patience, stream
from aurae.client.errors import ClientError
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import LogsRequest, LogsResponse
from aurae.proto.vms_grpc import VmServiceStub


async def batches(
    stub: RuntimeServiceStub | ContainerServiceStub | VmServiceStub,
    request: LogsRequest,
    *,
    known: bool,
) -> AsyncGenerator[LogsResponse, None]:
    """Yield the answers to a request for logs, each once.

    `known` says that the daemon has answered before: then the first connection may fail, too.
    Raises ClientError.
    """
    wanted = LogsRequest()
    wanted.CopyFrom(request)
    patience = Patience()
    while True:
        try:
            async for batch in stream(stub.Logs, wanted):
                known = True
                patience.success()
                if batch.cursor:
                    wanted.cursor = batch.cursor
                    # The cursor says where to begin; the daemon takes only one of them.
                    wanted.ClearField("since")
                    wanted.ClearField("tail")
                yield batch
        except ClientError as error:
            if not known:
                raise
            await patience.bear(error)
        else:
            return
