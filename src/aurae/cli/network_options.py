"""The options of a container that are about networks, and what they set."""

import argparse
from typing import TYPE_CHECKING

from aurae.cli.arguments import Argument
from aurae.cli.assigning import assign
from aurae.cli.network_words import CONTAINER, WHOSE, network, port
from aurae.client.errors import ClientError

if TYPE_CHECKING:
    from aurae.proto.runtime_pb2 import WorkloadSpec

NONE = "none"
DEFAULT = "default"
"""The network that is meant where none is named."""

ARGUMENTS = (
    Argument(
        ("--network",),
        "Connect it to this network, with addresses and the like as in NET:ip=10.1.0.9,ip6=...,mac=...,"
        "alias=db,receive=10MiB,send=10MiB; repeatable. Or own for a loopback only, none, host, or "
        "container:NAME for that of another one; own when not given.",
        "NETWORK", network, "append",
    ),
    Argument(
        ("-p", "--publish"),
        "Lead this port of the host to one of its own: 80, 8080:80, 127.0.0.1:53:53/udp, [::1]::80. "
        "Without --network it is on your network `default`. Repeatable.",
        "[[ADDRESS:][HOST-PORT]:]PORT[/udp]", port, "append",
    ),
    Argument(("--network-alias",), "Name under which others on its first network find it. Repeatable.", "NAME", many="append"),
    Argument(("--ip",), "Its IPv4 address on its first network.", "ADDRESS"),
    Argument(("--ip6",), "Its IPv6 address on its first network.", "ADDRESS"),
    Argument(("--mac-address",), "Its hardware address on its first network.", "MAC"),
)  # fmt: skip


def fill(spec: "WorkloadSpec", options: argparse.Namespace, kind: str) -> None:
    """Set what the options say of networks; `kind` is `container` or `vm`. Raises ClientError, Unreadable."""
    words = [one for one in options.network if isinstance(one, str)]
    attachments = [one for one in options.network if not isinstance(one, str)]
    if words and len(options.network) > 1:
        why = f"--network {words[0]} goes with no other one"
        raise ClientError(f"cannot take the options: {why}")
    if kind == "vm" and words and words != [NONE]:
        why = f"--network {words[0]} is not for machines: name networks, or say none"
        raise ClientError(f"cannot take the options: {why}")
    for word in words:
        if kind == "vm":
            continue
        if word in WHOSE:
            assign(spec, "container.network", word)
        else:
            spec.container.network_of = word.removeprefix(CONTAINER)
    first = _of_the_first(options)
    if first and not attachments:
        attachments = [{"network": DEFAULT}]
    if first:
        attachments[0] = {**attachments[0], **first}
    if attachments:
        assign(spec, f"{kind}.networks", attachments)
    if options.publish:
        assign(spec, f"{kind}.ports", options.publish)


def _of_the_first(options: argparse.Namespace) -> dict[str, object]:
    given: dict[str, object] = {
        "aliases": options.network_alias,
        "ipv4": options.ip,
        "ipv6": options.ip6,
        "mac": options.mac_address,
    }
    return {field: value for field, value in given.items() if value}
