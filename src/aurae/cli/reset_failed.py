"""`aer reset-failed`: forgets that services have failed."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.asking import do_for_each
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ResetFailedRequest, ResetFailedResponse

ARGUMENTS = (
    Argument(("name",), "Names of the services; all when not given.", "SERVICE", many="*"),
    LIMIT,
    *COMMON,
)
ALL = "all services"


def run(options: argparse.Namespace) -> int:
    """Forget failures and counts of restarts."""
    options.name = options.name or [ALL]

    async def ask(stub: RuntimeServiceStub, name: str) -> ResetFailedResponse:
        request = ResetFailedRequest(name="" if name == ALL else name)
        return await call(stub.ResetFailed, request, limit(options))

    return do_for_each(options, "resetting", "reset", ask)
