"""`aer container diff`: shows what is different in a container from its image."""

import argparse

from aurae.cli.arguments import COMMON
from aurae.cli.container_calls import CONTAINER, ask
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.client.calls import stream
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import DiffContainerRequest, PathChange

ARGUMENTS = (CONTAINER, *COMMON)
LETTERS = {
    PathChange.KIND_ADDED: "A", PathChange.KIND_CHANGED: "C", PathChange.KIND_DELETED: "D",
}  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Show paths: A is added, C is changed, D is deleted."""

    async def compared(stub: ContainerServiceStub) -> list[PathChange]:
        request = DiffContainerRequest(name=options.name)
        return [change async for reply in stream(stub.Diff, request) for change in reply.changes]

    found = ask(options, compared)
    show(
        options,
        lambda: [plain(change) for change in found],
        lambda: "".join(
            f"{LETTERS.get(change.kind, '?')} {printable(change.path)}\n" for change in found
        ),
    )
    return 0
