"""`aer container rm`: forgets containers, and removes what they have written."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.container_calls import CONTAINERS, for_each
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import DeleteContainerRequest

ARGUMENTS = (
    CONTAINERS,
    Argument(("-f", "--force"), "Kill them first."),
    Argument(("--volumes",), "Remove your volumes that they name and nobody else uses, too."),
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Forget containers that are down, or with --force any; their logs stay."""

    removed: list[str] = []

    async def delete(stub: ContainerServiceStub, name: str) -> str:
        request = DeleteContainerRequest(name=name, force=options.force, volumes=options.volumes)
        removed.extend((await call(stub.Delete, request, None)).volumes)
        return name

    names, done = for_each(options, "removing", delete)
    show(
        options,
        lambda: [{"name": name, "done": "removed"} for name in names],
        lambda: "".join(
            [f"{printable(name)}: removed\n" for name in names]
            + [f"volume {printable(name)}: removed\n" for name in removed]
        ),
    )
    return 0 if done else 1
