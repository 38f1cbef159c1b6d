"""`aer volume rm`: removes volumes with all that is in them."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON
from aurae.cli.asking import complain, sorted_out
from aurae.cli.output import show
from aurae.cli.table import printable
from aurae.cli.volume_calls import VOLUMES, ask
from aurae.client.calls import call
from aurae.proto.volumes_grpc import VolumeServiceStub
from aurae.proto.volumes_pb2 import DeleteVolumeRequest

ARGUMENTS = (VOLUMES, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Remove volumes that no container uses, or would when it is started."""

    async def delete(stub: VolumeServiceStub, name: str) -> str:
        await call(stub.Delete, DeleteVolumeRequest(name=name), None)
        return name

    async def each(stub: VolumeServiceStub) -> list[str | BaseException]:
        asked = (delete(stub, name) for name in dict.fromkeys(options.name))
        return await asyncio.gather(*asked, return_exceptions=True)

    names, failures = sorted_out(ask(options, each))
    show(
        options,
        lambda: [{"name": name, "done": "removed"} for name in names],
        lambda: "".join(f"{printable(name)}: removed\n" for name in names),
    )
    complain(failures)
    return 1 if failures else 0
