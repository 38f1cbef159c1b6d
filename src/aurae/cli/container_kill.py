"""`aer container kill`: sends a signal to containers."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_calls import CONTAINERS, for_each
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import KillContainerRequest

ARGUMENTS = (
    CONTAINERS,
    Argument(("-s", "--signal"), "The signal; SIGKILL when not given.", "SIGNAL"),
    Argument(("-a", "--all"), "Send it to every process, not only to the first."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Send the signal. A container is not stopped by that: its restart policy decides."""
    signal = signal_word(options.signal or "SIGKILL")

    async def kill(stub: ContainerServiceStub, name: str) -> str:
        request = KillContainerRequest(name=name, signal=signal, all=options.all)
        await call(stub.Kill, request, limit(options))
        return name

    names, done = for_each(options, "signalling", kill)
    show(
        options,
        lambda: [{"name": name, "done": signal} for name in names],
        lambda: "".join(f"{printable(name)}: {signal}\n" for name in names),
    )
    return 0 if done else 1


def signal_word(text: str) -> str:
    """Return the name of a signal as the API has it: `SIGHUP` for `hup`."""
    word = text.upper()
    return word if word.startswith("SIG") or word.isdigit() else f"SIG{word}"
