"""How networks and published ports are shown."""

from typing import TYPE_CHECKING

from aurae.cli.document import enum_name, moment
from aurae.cli.table import age
from aurae.cli.workloads import since
from aurae.proto.networks_pb2 import Driver, PublishedPort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.proto.networks_pb2 import Endpoint, GetNetworkResponse, Network, Port

HEADING = ("NAME", "DRIVER", "SUBNETS", "GATEWAYS", "BRIDGE", "CREATED")
PORT_HEADING = ("CONTAINER", "HOST", "PORT", "TARGETS")


def row(network: "Network") -> tuple[str, ...]:
    """Return the cells of a table."""
    made = f"{age(since(network.created_at))} ago" if network.HasField("created_at") else "-"
    return (
        network.spec.name,
        driver(network),
        ", ".join(network.subnets) or "-",
        ", ".join(network.gateways) or "-",
        network.bridge or "-",
        made,
    )


def details(found: "GetNetworkResponse") -> list[tuple[str, str]]:
    """Return what is known of a network, names and values."""
    network, spec = found.network, found.network.spec
    return [
        ("name", spec.name),
        ("id", str(network.id)),
        ("driver", driver(network)),
        ("owner", network.owner),
        ("created", moment(network.created_at) if network.HasField("created_at") else ""),
        *(("subnet", subnet) for subnet in network.subnets),
        *(("gateway", gateway) for gateway in network.gateways),
        ("bridge", network.bridge),
        ("mtu", str(spec.mtu) if spec.mtu else "as the default route's"),
        ("internal", _answer(given=spec.internal)),
        ("host access", _answer(given=spec.host_access)),
        ("names", _answer(given=spec.names or not spec.HasField("names"))),
        *((f"label {key}", spec.labels[key]) for key in sorted(spec.labels)),
        *(("endpoint", endpoint(one)) for one in found.endpoints),
    ]


def driver(network: "Network") -> str:
    """Return who makes a network."""
    return enum_name(Driver.DESCRIPTOR, network.spec.driver or Driver.DRIVER_BRIDGE)


def endpoint(one: "Endpoint") -> str:
    """Return one line for who is on a network."""
    return " ".join(
        part for part in (one.name, one.interface, one.ipv4, one.ipv6, one.mac) if part
    )


def host_side(port: PublishedPort) -> str:
    """Return address and port of the host: `*:8080`, `[::1]:8080`."""
    address = port.host_address or "*"
    return f"{f'[{address}]' if ':' in address else address}:{port.host_port or '*'}"


def inner_side(port: PublishedPort) -> str:
    """Return port and protocol inside: `80/tcp`."""
    kind = PublishedPort.Protocol.DESCRIPTOR
    word = enum_name(kind, port.protocol or PublishedPort.PROTOCOL_TCP)
    return f"{port.port}/{word}"


def port_rows(ports: "list[Port]") -> "Iterator[tuple[str, ...]]":
    """Yield the cells of a table."""
    for one in ports:
        yield one.name, host_side(one.port), inner_side(one.port), ", ".join(one.targets) or "-"


def _answer(*, given: bool) -> str:
    return "yes" if given else "no"
