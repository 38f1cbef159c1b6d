"""`aer reload`: has services read their configuration again."""

import argparse

from aurae.cli.arguments import COMMON, Argument
from aurae.cli.asking import ask_for_each
from aurae.cli.settling import WAIT, longest, settle
from aurae.cli.workloads import SERVICES
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ReloadRequest, Workload

ARGUMENTS = (
    SERVICES,
    Argument(("--or-restart",), "Restart services that cannot reload."),
    WAIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Reload services, all at once, and wait until they have done so."""

    async def ask(stub: RuntimeServiceStub, name: str) -> Workload:
        request = ReloadRequest(name=name, or_restart=options.or_restart)

        async def once() -> Workload:
            return (await call(stub.Reload, request, None)).workload

        return await settle(stub, name, once, longest(options))

    _, done = ask_for_each(options, "reloading", ask)
    return 0 if done else 1
