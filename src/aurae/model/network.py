"""Networks of workloads: what is asked (attachments, published ports), and what is there (endpoints).

A network is a bridge of this daemon's, or a configuration of CNI. Addresses are texts as the
`ipaddress` module writes them; an empty one is "chosen" where it is asked and "none" where it is there.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field
from enum import Enum

DEFAULT = "default"
"""The network of its owner that a workload gets which publishes ports and names none."""


class Protocol(Enum):
    """What a published port carries; the values are the names in the API."""

    TCP = "TCP"
    UDP = "UDP"


class Driver(Enum):
    """Who makes a network."""

    BRIDGE = "BRIDGE"
    CNI = "CNI"


@dataclass(frozen=True, slots=True)
class Rates:
    """Bytes a second as the workload sees it, and how many may come at once; None is unlimited.

    Without `burst` it is a tenth of a second's, at least 64 KiB.
    """

    receive: int | None = None
    send: int | None = None
    burst: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is asked: a workload on a network.

    Interfaces are eth0, eth1, ... in the order of attachments; the first has the default route.
    """

    network: str
    aliases: tuple[str, ...] = ()
    ipv4: str = ""
    ipv6: str = ""
    mac: str = ""
    rates: Rates | None = None


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A port of the host that leads to a port of a workload.

    `host_port` 0 is a free one that the system chooses; without `host_address` it is every address
    of the host, of both families.
    """

    port: int
    host_port: int = 0
    protocol: Protocol = Protocol.TCP
    host_address: str = ""


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """What is asked of a network.

    `subnets`: at most one of each family, chosen where there is none. `ipv6`: whether it has that
    family. `mtu` 0 is that of the host's default route. `internal`: there is no way out.
    `host_access`: its members reach services of the host; DNS and ping of the gateway they always do.
    `names`: its members' names are resolved by the gateway.
    """

    name: str
    subnets: tuple[str, ...] = ()
    ipv6: bool = True
    mtu: int = 0
    internal: bool = False
    host_access: bool = False
    names: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)
    driver: Driver = Driver.BRIDGE


@dataclass(frozen=True, slots=True)
class Network:
    """A network that is there. Without IPv6, `subnet6` and `gateway6` are empty.

    `mtu` is never 0. `bridge` is the name of its interface, and never changes.
    """

    id: int
    spec: NetworkSpec
    owner: str
    bridge: str
    mtu: int
    subnet4: str = ""
    gateway4: str = ""
    subnet6: str = ""
    gateway6: str = ""
    created_ns: int = 0

    @property
    def name(self) -> str:
        """Its name, which no other network of this node has."""
        return self.spec.name

    @property
    def subnets(self) -> tuple[str, ...]:
        """Its ranges of addresses."""
        return tuple(text for text in (self.subnet4, self.subnet6) if text)

    @property
    def gateways(self) -> tuple[str, ...]:
        """The bridge's addresses."""
        return tuple(text for text in (self.gateway4, self.gateway6) if text)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is there: the addresses and the link of a workload on a network.

    `key` is `run-<workload id>`, `service-<id>`, `cell-<id>`; a key has one endpoint for each of
    its attachments, `index` 0 and up. `name` is what others on the network call it, beside
    `aliases`. `interface` is the workload's end, `host_interface` ours. `ports` are those that lead
    to it, with their host ports chosen; only the endpoint with index 0 has some. `shared` are those that
    lead to others in turn as well. `rates` are as asked. `is_tap`: it is a virtual machine's.
    """

    id: int
    key: str
    index: int
    name: str
    owner: str
    network_id: int
    interface: str
    host_interface: str
    mac: str
    ipv4: str = ""
    ipv6: str = ""
    aliases: tuple[str, ...] = ()
    rates: Rates | None = None
    ports: tuple[PublishedPort, ...] = ()
    shared: tuple[PublishedPort, ...] = ()
    is_tap: bool = False

    @property
    def leading(self) -> tuple[PublishedPort, ...]:
        """All ports that lead to it."""
        return (*self.ports, *self.shared)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its addresses, IPv4 first."""
        return tuple(text for text in (self.ipv4, self.ipv6) if text)
