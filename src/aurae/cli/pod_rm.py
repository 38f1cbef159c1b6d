"""`aer pod rm`: takes pods away with all that their containers have written."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.output import show
from aurae.cli.pod_calls import PODS, for_each
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.pods_grpc import PodServiceStub
from aurae.proto.pods_pb2 import DeletePodRequest

ARGUMENTS = (PODS, Argument(("-f", "--force"), "Kill them first."), *COMMON)


def run(options: argparse.Namespace) -> int:
    """Take pods away that are down, or with --force any; named volumes and logs stay."""

    async def delete(stub: PodServiceStub, name: str) -> str:
        await call(stub.Delete, DeletePodRequest(name=name, force=options.force), None)
        return name

    names, done = for_each(options, "removing", delete)
    show(
        options,
        lambda: [{"name": name, "done": "removed"} for name in names],
        lambda: "".join(f"{printable(name)}: removed\n" for name in names),
    )
    return 0 if done else 1
