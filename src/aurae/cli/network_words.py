"""Words of the options of networks, each read into plain values of the API; for the command line."""

import argparse
import re

from aurae.cli.cell_limits import size_argument

WHOSE = ("own", "none", "host")
"""What `--network` takes beside names of networks."""
CONTAINER = "container:"

_KEYS = {
    "ip": "ipv4", "ipv4": "ipv4", "ip6": "ipv6", "ipv6": "ipv6", "mac": "mac", "alias": "aliases",
    "receive": "receive", "send": "send", "burst": "burst",
}  # fmt: skip
_RATES = ("receive", "send", "burst")


def network(text: str) -> str | dict[str, object]:
    """Read `own`, `none`, `host`, `container:NAME`, or `NAME[:ip=...,mac=...]`: an attachment."""
    if text in WHOSE or text.startswith(CONTAINER):
        return text
    return attachment(text)


def attachment(text: str) -> dict[str, object]:
    """Read `NAME[:ip=ADDRESS,ip6=ADDRESS,mac=ADDRESS,alias=NAME,receive=SIZE,send=SIZE]`."""
    name, colon, words = text.partition(":")
    if not name or (colon and not words):
        raise argparse.ArgumentTypeError(f"{text!r} is not NETWORK[:KEY=VALUE,...]")
    made: dict[str, object] = {"network": name}
    aliases: list[object] = []
    rates: dict[str, object] = {}
    for word in words.split(",") if words else ():
        key, _, value = word.partition("=")
        field = _KEYS.get(key)
        if field is None or not value:
            known = ", ".join(_KEYS)
            raise argparse.ArgumentTypeError(f"{text!r}: {word!r} is none of {known} with a value")
        if field == "aliases":
            aliases.append(value)
        elif field in _RATES:
            rates[field] = size_argument(value)
        else:
            made[field] = value
    if aliases:
        made["aliases"] = aliases
    if rates:
        made["rates"] = rates
    return made


def port(text: str) -> dict[str, object]:
    """Read `[[ADDRESS:][HOST-PORT]:]PORT[/udp]`; an address of IPv6 has brackets."""
    rest, slash, protocol = text.partition("/")
    if slash and protocol not in ("tcp", "udp"):
        raise argparse.ArgumentTypeError(f"{text!r}: a protocol is tcp or udp")
    matched = re.fullmatch(
        r"(?:(?:(?P<address>\[[^\]]+\]|[^:\[\]]+):)?(?P<host>\d{1,5})?:)?(?P<port>\d{1,5})",
        rest,
        re.ASCII,
    )
    if matched is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not [[ADDRESS:][HOST-PORT]:]PORT[/udp]")
    made: dict[str, object] = {"port": int(matched["port"])}
    if matched["host"]:
        made["host_port"] = int(matched["host"])
    if matched["address"]:
        made["host_address"] = matched["address"].strip("[]")
    if protocol:
        made["protocol"] = protocol
    return made
