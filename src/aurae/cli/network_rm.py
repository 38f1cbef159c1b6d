"""`aer network rm`: forgets networks that nobody is on."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.asking import complain
from aurae.cli.network_calls import ask
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.client.errors import ClientError
from aurae.proto.networks_grpc import NetworkServiceStub
from aurae.proto.networks_pb2 import DeleteNetworkRequest

ARGUMENTS = (
    Argument(("network",), "Names of the networks.", "NETWORK", many="+"),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Forget networks one after the other, and tell which."""
    done, failures = ask(options, lambda stub: _delete_each(stub, options))
    show(options, lambda: [*done], lambda: "".join(f"{printable(name)}\n" for name in done))
    complain(failures)
    return 1 if failures else 0


async def _delete_each(
    stub: NetworkServiceStub, options: argparse.Namespace
) -> tuple[list[str], list[ClientError]]:
    done: list[str] = []
    failures: list[ClientError] = []
    for name in dict.fromkeys(options.network):
        try:
            await call(stub.Delete, DeleteNetworkRequest(name=name), limit(options))
        except ClientError as error:
            failures.append(error)
        else:
            done.append(name)
    return done, failures
