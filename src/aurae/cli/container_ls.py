"""`aer container ls`: lists containers."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.container_calls import ask
from aurae.cli.containers import HEADING, full_name, row
from aurae.cli.document import plain
from aurae.cli.network_calls import ports_of
from aurae.cli.networks import host_side, inner_side
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable, table
from aurae.client.calls import call
from aurae.proto.containers_grpc import ContainerServiceStub
from aurae.proto.containers_pb2 import ContainerState, ListContainersRequest


def label(text: str) -> tuple[str, str]:
    """Read `KEY=VALUE`, or `KEY` alone for any value; for the command line."""
    key, _, value = text.partition("=")
    return key, value


LABEL = Argument(
    ("-l", "--label"), "Show only those with this label. Repeatable.", "KEY[=VALUE]",
    label, "append",
)  # fmt: skip
ARGUMENTS = (
    Argument(("-a", "--all"), "Show those that are down, too."),
    Argument(("--cell",), "Show only those in this cell and below it.", "CELL"),
    LABEL,
    Argument(("-q", "--quiet"), "Print names only."),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List containers by name."""
    found = containers_of(options)
    if options.quiet:
        names = [full_name(one) for one in found]
        show(options, lambda: [*names], lambda: "".join(f"{printable(name)}\n" for name in names))
        return 0
    show(
        options,
        lambda: [plain(one) for one in found],
        lambda: table(HEADING, _rows(options, found), "STATE"),
    )
    return 0


def _rows(options: argparse.Namespace, found: list[ContainerState]) -> list[tuple[str, ...]]:
    published: dict[str, list[str]] = {}
    for port in ports_of(options, "") if found else ():
        text = f"{host_side(port.port)}->{inner_side(port.port)}"
        published.setdefault(port.name, []).append(text)
    return [row(one, ", ".join(published.get(full_name(one), ()))) for one in found]


def containers_of(options: argparse.Namespace) -> list[ContainerState]:
    """Ask for containers, page by page."""
    request = ListContainersRequest(
        all=options.all, cell=options.cell or "", labels=dict(options.label)
    )

    async def listed(stub: ContainerServiceStub) -> list[ContainerState]:
        found: list[ContainerState] = []
        while True:
            reply = await call(stub.List, request, limit(options))
            found += reply.containers
            if not reply.next_page_token:
                return found
            request.page_token = reply.next_page_token

    return ask(options, listed)
