"""`aer kill`: sends a signal to workloads."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.asking import do_for_each
from aurae.cli.session import limit
from aurae.cli.workloads import NAMES
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import SignalRequest, SignalResponse

ARGUMENTS = (
    NAMES,
    Argument(("-s", "--signal"), "The signal; SIGTERM when not given.", "SIGNAL"),
    Argument(("-a", "--all"), "Send it to every process, not only to the main one."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Send the signal. A service is not stopped by that: its restart policy decides."""
    name = (options.signal or "SIGTERM").upper()
    signal = name if name.startswith("SIG") or name.isdigit() else f"SIG{name}"

    async def ask(stub: RuntimeServiceStub, name: str) -> SignalResponse:
        request = SignalRequest(name=name, signal=signal, all=options.all)
        return await call(stub.Signal, request, limit(options))

    return do_for_each(options, "signalling", signal, ask)
