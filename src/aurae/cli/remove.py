"""`aer remove`: forgets services."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.asking import do_for_each
from aurae.cli.settling import WAIT, longest
from aurae.cli.workloads import SERVICES
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import RemoveRequest, RemoveResponse

ARGUMENTS = (SERVICES, Argument(("--stop",), "Stop them first."), WAIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Forget services that are down, or with --stop any; their logs stay."""

    async def ask(stub: RuntimeServiceStub, name: str) -> RemoveResponse:
        request = RemoveRequest(name=name, stop=options.stop)
        return await call(stub.Remove, request, longest(options))

    return do_for_each(options, "removing", "removed", ask)
