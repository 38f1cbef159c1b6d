"""`aer restart`: stops services and starts them again."""

import argparse
from datetime import timedelta

from aurae.cli.arguments import COMMON, Argument, seconds
from aurae.cli.asking import ask_for_each
from aurae.cli.settling import WAIT, longest, settle
from aurae.cli.workloads import SERVICES
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import RestartRequest, Workload

ARGUMENTS = (
    SERVICES,
    Argument(("--try",), "Leave services alone that are down."),
    Argument(
        ("--grace",),
        "Time between the stop signal and the kill; the service's own when not given.",
        "DURATION",
        seconds,
    ),
    WAIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Restart services, all at once, and wait until they are up."""
    only_if_running = bool(getattr(options, "try"))

    async def ask(stub: RuntimeServiceStub, name: str) -> Workload:
        request = RestartRequest(name=name, only_if_running=only_if_running)
        if options.grace is not None:
            request.timeout.FromTimedelta(timedelta(seconds=options.grace))
        return await restart(stub, request, longest(options))

    _, done = ask_for_each(options, "restarting", ask)
    return 0 if done else 1


async def restart(stub: RuntimeServiceStub, request: RestartRequest, limit: float) -> Workload:
    """Restart one service and return it when it is up; raises ClientError."""

    async def ask() -> Workload:
        return (await call(stub.Restart, request, None)).workload

    return await settle(stub, request.name, ask, limit)
