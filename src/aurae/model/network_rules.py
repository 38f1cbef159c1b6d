"""Checks what is asked of networks field by field; every refusal names the field by its path."""

from __future__ import annotations

import re
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TYPE_CHECKING

from aurae.model.cell_names import is_component
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aurae.model.network import Attachment, NetworkSpec, PublishedPort, Rates

Address = IPv4Address | IPv6Address
Subnet = IPv4Network | IPv6Network

TAKEN_NAMES = frozenset({"host", "none", "own"})
"""What stands for no network where one is named."""
MOST_ATTACHMENTS = 16
MOST_ALIASES = 32
MOST_PORTS = 1024
MOST_LABELS = 256
MOST_TEXT = 256 * 1024
LONGEST_KEY = 253
LONGEST_ALIAS = 253
LEAST_MTU, LEAST_MTU_IPV6, MOST_MTU = 576, 1280, 65_535
LEAST_RATE, MOST_RATE = 1000, 1 << 40
LEAST_BURST, MOST_BURST = 2000, (1 << 32) - 1
PREFIXES = {4: (8, 30), 6: (32, 126)}
"""The largest and the smallest subnet of each family, as lengths of prefixes."""

_UNFIT = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/32", "::ffff:0:0/96", "64:ff9b::/96", "fe80::/10", "ff00::/8"),
    )
)
"""Addresses with a meaning of their own."""
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?", re.ASCII)
_MAC = re.compile(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}", re.ASCII)


def check_network(spec: NetworkSpec) -> None:
    """BadValue when no network can be as this says."""
    at_name(spec.name, "name")
    if len(spec.subnets) > 2:
        raise BadValue("subnets", f"has {len(spec.subnets)} entries, at most 2 are allowed")
    seen = set()
    for index, text in enumerate(spec.subnets):
        version = subnet(text, f"subnets[{index}]").version
        if version in seen:
            raise BadValue(f"subnets[{index}]", f"is a second one of IPv{version}")
        if version == 6 and not spec.ipv6:
            raise BadValue(f"subnets[{index}]", "is of IPv6, which is not wanted")
        seen.add(version)
    least = LEAST_MTU_IPV6 if spec.ipv6 else LEAST_MTU
    if spec.mtu and not least <= spec.mtu <= MOST_MTU:
        raise BadValue("mtu", f"is not between {least} and {MOST_MTU}")
    _check_labels(spec.labels)


def at_name(name: str, field: str) -> str:
    """Return the name of a network; BadValue(`field`) when it is none."""
    if not is_component(name):
        rule = "1 to 63 letters, digits and inner hyphens are allowed"
        raise BadValue(field, f"{name[:63]!r} is not a name: {rule}")
    if name in TAKEN_NAMES:
        raise BadValue(field, f"{name!r} stands for no network")
    return name


def subnet(text: str, field: str = "") -> Subnet:
    """Return a range of addresses; BadValue(`field`) when no network can have it."""
    try:
        found = ip_network(text if text.isascii() and "/" in text and "%" not in text else "")
    except ValueError:
        why = "is no range of addresses such as 10.88.0.0/24 or fd00:1::/64"
        raise BadValue(field, f"{text[:64]!r} {why}") from None
    largest, smallest = PREFIXES[found.version]
    if not largest <= found.prefixlen <= smallest:
        raise BadValue(field, f"{found} has no prefix between /{largest} and /{smallest}")
    for unfit in _UNFIT:
        if found.version == unfit.version and found.overlaps(unfit):
            raise BadValue(field, f"{found} overlaps {unfit}, which has a meaning of its own")
    return found


def address(text: str, field: str, version: int = 0) -> Address:
    """Return an address, of the family `version` if one is given; BadValue(`field`) when it is none."""
    # A scope names an interface, which nobody knows here; digits of other scripts pass in none.
    try:
        found = ip_address(text if text.isascii() and "%" not in text else "")
    except ValueError:
        raise BadValue(field, f"{text[:64]!r} is no address") from None
    if version not in (0, found.version):
        raise BadValue(field, f"{found} is no address of IPv{version}")
    return found


def mac(text: str, field: str) -> str:
    """Return a MAC in lower case; BadValue(`field`) when no interface can have it."""
    if not _MAC.fullmatch(text):
        raise BadValue(field, f"{text[:64]!r} is no MAC such as 02:00:0a:58:00:05")
    if int(text[:2], 16) & 1:
        raise BadValue(field, f"{text} is the MAC of a group")
    if not int(text.replace(":", ""), 16):
        raise BadValue(field, f"{text} is nobody's MAC")
    return text.lower()


def check_attachments(attachments: Sequence[Attachment], field: str = "networks") -> None:
    """BadValue when no workload can be on networks as this says."""
    if len(attachments) > MOST_ATTACHMENTS:
        why = f"has {len(attachments)} entries, at most {MOST_ATTACHMENTS} are allowed"
        raise BadValue(field, why)
    seen = set()
    for index, attachment in enumerate(attachments):
        place = f"{field}[{index}]"
        if at_name(attachment.network, f"{place}.network") in seen:
            raise BadValue(f"{place}.network", f"{attachment.network!r} stands there twice")
        seen.add(attachment.network)
        _check_attachment(attachment, place)


def _check_attachment(attachment: Attachment, place: str) -> None:
    if len(attachment.aliases) > MOST_ALIASES:
        why = f"has {len(attachment.aliases)} entries, at most {MOST_ALIASES} are allowed"
        raise BadValue(f"{place}.aliases", why)
    for number, alias in enumerate(attachment.aliases):
        if len(alias) > LONGEST_ALIAS or not all(map(_LABEL.fullmatch, alias.split("."))):
            raise BadValue(f"{place}.aliases[{number}]", f"{alias[:64]!r} is no name of a host")
    for version, text in ((4, attachment.ipv4), (6, attachment.ipv6)):
        if text:
            address(text, f"{place}.ipv{version}", version)
    if attachment.mac:
        mac(attachment.mac, f"{place}.mac")
    if attachment.rates is not None:
        check_rates(attachment.rates, f"{place}.rates")


def check_rates(rates: Rates, place: str) -> None:
    """Refuse rates that cannot be; `place` is what names them."""
    for name, least, most in (
        ("receive", LEAST_RATE, MOST_RATE),
        ("send", LEAST_RATE, MOST_RATE),
        ("burst", LEAST_BURST, MOST_BURST),
    ):
        value: int | None = getattr(rates, name)
        if value is not None and not least <= value <= most:
            raise BadValue(f"{place}.{name}", f"is not between {least} and {most}")


def check_ports(ports: Sequence[PublishedPort], field: str = "ports") -> None:
    """BadValue when these ports cannot be published together."""
    if len(ports) > MOST_PORTS:
        raise BadValue(field, f"has {len(ports)} entries, at most {MOST_PORTS} are allowed")
    seen: dict[tuple[object, int], set[str]] = {}
    for index, port in enumerate(ports):
        place = f"{field}[{index}]"
        _check_port(port, place)
        if not port.host_port:
            continue
        text = str(ip_address(port.host_address)) if port.host_address else ""
        others = seen.setdefault((port.protocol, port.host_port), set())
        if text in others or "" in others or (others and not text):
            raise BadValue(f"{place}.host_port", f"{port.host_port} stands there twice")
        others.add(text)


def _check_port(port: PublishedPort, place: str) -> None:
    if not 1 <= port.port <= 65_535:
        raise BadValue(f"{place}.port", f"{port.port} is not between 1 and 65535")
    if not 0 <= port.host_port <= 65_535:
        raise BadValue(f"{place}.host_port", f"{port.host_port} is not between 0 and 65535")
    if port.host_address:
        found = address(port.host_address, f"{place}.host_address")
        if found.is_multicast or found.is_unspecified or _is_mapped(found):
            raise BadValue(f"{place}.host_address", f"{found} is no address of a host")


def _is_mapped(found: Address) -> bool:
    return isinstance(found, IPv6Address) and found.ipv4_mapped is not None


def _check_labels(labels: Mapping[str, str]) -> None:
    if len(labels) > MOST_LABELS:
        raise BadValue("labels", f"has {len(labels)} entries, at most {MOST_LABELS} are allowed")
    size = 0
    for key, value in labels.items():
        if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
            raise BadValue("labels", f"{key[:40]!r} is no key of 1 to {LONGEST_KEY} characters")
        size += len(key.encode(errors="replace")) + len(value.encode(errors="replace"))
    if size > MOST_TEXT:
        raise BadValue("labels", f"have more than {MOST_TEXT} bytes together")
