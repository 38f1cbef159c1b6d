"""`aer network create`: makes a network."""

import argparse

from aurae.cli.arguments import COMMON, LIMIT, Argument, whole
from aurae.cli.cell_limits import pair
from aurae.cli.document import plain
from aurae.cli.network_calls import ask
from aurae.cli.output import show
from aurae.cli.session import limit
from aurae.cli.table import printable
from aurae.client.calls import call
from aurae.proto.networks_pb2 import CreateNetworkRequest, NetworkSpec

ARGUMENTS = (
    Argument(
        ("--subnet",), "Range of addresses, at most one of each family; chosen when not given. Repeatable.",
        "RANGE", many="append",
    ),
    Argument(("--no-ipv6",), "IPv4 only."),
    Argument(("--mtu",), "Bytes of the largest packet; the default route's when not given.", "BYTES", whole),
    Argument(("--internal",), "No way out of it."),
    Argument(("--host-access",), "Members reach services of the host."),
    Argument(("--no-names",), "Its gateway answers no questions for names."),
    Argument(("-l", "--label"), "Set a label. Repeatable.", "KEY=VALUE", pair, "append"),
    Argument(("network",), "Name of the network: letters, digits and inner hyphens.", "NAME"),
    LIMIT,
    *COMMON,
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Make a network, and print its name."""
    spec = NetworkSpec(
        name=options.network,
        subnets=options.subnet,
        ipv6=False if options.no_ipv6 else None,
        mtu=options.mtu or 0,
        internal=options.internal,
        host_access=options.host_access,
        names=False if options.no_names else None,
        labels=dict(options.label),
    )
    request = CreateNetworkRequest(network=spec)
    made = ask(options, lambda stub: call(stub.Create, request, limit(options))).network
    show(options, lambda: plain(made), lambda: f"{printable(made.spec.name)}\n")
    return 0
