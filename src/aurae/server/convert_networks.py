"""Messages of NetworkService to the model's words and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from aurae.model import network_rules
from aurae.model.labels import has_all
from aurae.model.network import Attachment, Driver, NetworkSpec, PublishedPort
from aurae.model.refusal import BadValue, InvalidField
from aurae.proto import networks_pb2 as api
from aurae.server import records
from aurae.server.convert import timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from google.protobuf.message import Message

    from aurae.model.network import Endpoint, Network

T = TypeVar("T")

MOST_SUBNETS = 2
MOST_LABELS = 256


def spec(message: api.NetworkSpec) -> NetworkSpec:
    """Return what is asked of a new network; InvalidField for what none can be."""
    action = f"create network {shown(message.name)}"
    _count(action, "network.subnets", len(message.subnets), MOST_SUBNETS)
    found = _read(action, "network", NetworkSpec, message)
    if found.driver is not Driver.BRIDGE:
        why = "CNI networks are made by their configuration"
        raise InvalidField(action, "network.driver", why)
    try:
        network_rules.check_network(found)
    except BadValue as error:
        raise InvalidField(action, f"network.{error.field}", error.why) from None
    return found


def attachment(action: str, message: api.Attachment) -> Attachment:
    """Return what is asked of one more network; InvalidField for what none can be."""
    _count(action, "attachment.aliases", len(message.aliases), network_rules.MOST_ALIASES)
    found = _read(action, "attachment", Attachment, message)
    try:
        network_rules.check_attachments([found], "attachment")
    except BadValue as error:
        field = error.field.replace("attachment[0]", "attachment", 1)
        raise InvalidField(action, field, error.why) from None
    return found


def port(action: str, message: api.PublishedPort) -> PublishedPort:
    """Return what is asked of a port; InvalidField for what none can be."""
    found = _read(action, "port", PublishedPort, message)
    try:
        network_rules.check_ports([found], "port")
    except BadValue as error:
        raise InvalidField(action, error.field.replace("port[0]", "port", 1), error.why) from None
    return found


def name(verb: str, text: str, field: str = "name") -> str:
    """Return the name of a network in a request; InvalidField when none can have it."""
    try:
        return network_rules.at_name(text, field)
    except BadValue as error:
        raise InvalidField(f"{verb} {shown(text)}", error.field, error.why) from None


def labels(action: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return labels that are asked for; InvalidField when they are too many."""
    _count(action, "labels", len(given), MOST_LABELS)
    return dict(given)


def has_labels(network: Network, asked: Mapping[str, str]) -> bool:
    """Say whether a network has all of these labels; an empty text is any value."""
    return has_all(network.spec.labels, asked)


def shown(text: str) -> str:
    """Return the name of a network as error texts show it, also one that is none."""
    try:
        return network_rules.at_name(text, "name")
    except BadValue:
        return repr(text[:63])


def network(item: Network) -> api.Network:
    """Return a network as the API shows it."""
    message = api.Network(
        id=item.id,
        owner=item.owner,
        subnets=item.subnets,
        gateways=item.gateways,
        bridge=item.bridge,
        created_at=timestamp(item.created_ns) if item.created_ns else None,
    )
    records.write(item.spec, message.spec)
    message.spec.driver = api.Driver.Value(f"DRIVER_{item.spec.driver.value}")
    return message


def endpoint(item: Endpoint, network_name: str) -> api.Endpoint:
    """Return who is on a network as the API shows it."""
    return api.Endpoint(
        name=item.name,
        network=network_name,
        interface=item.interface,
        host_interface=item.host_interface,
        ipv4=item.ipv4,
        ipv6=item.ipv6,
        mac=item.mac,
        aliases=item.aliases,
    )


def port_message(item: PublishedPort) -> api.PublishedPort:
    """Return a published port as the API shows it."""
    message = api.PublishedPort()
    records.write(item, message)
    message.protocol = api.PublishedPort.Protocol.Value(f"PROTOCOL_{item.protocol.value}")
    return message


def ports(items: Iterable[Endpoint]) -> list[api.Port]:
    """Return the published ports of endpoints: by protocol, port and address of the host."""
    found = [(port, item) for item in items for port in item.leading]
    found.sort(key=lambda one: (one[0].protocol.value, one[0].host_port, one[0].host_address))
    return [
        api.Port(
            name=item.name,
            port=port_message(port),
            targets=[target for target in item.addresses if _leads(port, target)],
        )
        for port, item in found
    ]


def _leads(port: PublishedPort, target: str) -> bool:
    """Say whether connections of a port can come to an address: of one family they stay of it."""
    return not port.host_address or (":" in port.host_address) == (":" in target)


def _read(action: str, field: str, kind: type[T], message: Message) -> T:
    try:
        return records.read(kind, message)
    except BadValue as error:
        raise InvalidField(action, f"{field}.{error.field}", error.why) from None


def _count(action: str, field: str, count: int, most: int) -> None:
    if count > most:
        raise InvalidField(action, field, f"has {count} entries, at most {most} are allowed")
