"""Configurations and results of CNI plug-ins (CNI 0.3.1 to 1.1.0), read without trust."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_interface, ip_network

from aurae.model import json_fields
from aurae.model.cell_names import is_component
from aurae.model.network import Attachment, Endpoint  # noqa: TC001  the fields' types are read at run time
from aurae.model.network_rules import TAKEN_NAMES, address
from aurae.model.refusal import BadValue

VERSIONS = ("0.3.1", "0.4.0", "1.0.0", "1.1.0")
"""Versions that are spoken, the oldest first."""
LARGEST = 1024 * 1024
"""Bytes of a configuration, and of an answer of a plug-in."""
MOST_PLUGINS = 32
MOST_INTERFACES = 256
MOST_ADDRESSES = 256
MOST_ROUTES = 1024
MOST_SERVERS = 8

_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,127}", re.ASCII)
_INTERFACE = re.compile(r"[^\s/:]{1,15}")

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Plugin:
    """One plug-in of a chain: the program `type`, and all that its configuration says."""

    type: str
    fields: Fields

    @property
    def capabilities(self) -> frozenset[str]:
        """What it wants to be told of each attachment (`runtimeConfig`)."""
        asked = self.fields.get("capabilities")
        return (
            frozenset(name for name, wanted in asked.items() if wanted is True)
            if isinstance(asked, dict)
            else frozenset()
        )


@dataclass(frozen=True, slots=True)
class Configuration:
    """A network as files of the machine's owner describe it: its plug-ins, called in this order."""

    name: str
    version: str
    plugins: tuple[Plugin, ...]
    disable_check: bool = False
    disable_gc: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What the plug-ins of a network have made: addresses of the workload's interface, and who resolves names."""

    version: str
    mac: str = ""
    ipv4: str = ""
    ipv6: str = ""
    gateways: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment by plug-ins, as it is kept until it is taken back: by what it was made, and what came of it.

    The texts in JSON are the plug-ins' configurations, what they were told of the attachment, and the
    answer of the last one; that is empty while nobody knows whether there is one.
    """

    endpoint: int
    container: str
    interface: str
    network: str
    version: str
    plugins: str
    told: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A workload on a network of plug-ins: what was asked, and what is there.

    `netns` is the path of its network namespace and `inode` the number of that, as long as it is connected.
    """

    endpoint: Endpoint
    asked: Attachment
    attached: Attached | None = None
    netns: str = ""
    inode: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """What a plug-in says when it has failed."""

    code: int
    message: str


def configuration(data: bytes) -> Configuration:
    """Return what a file of one network says, a list of plug-ins or a single one; BadValue when it is none."""
    fields = json_fields.read_object(data, LARGEST)
    name = json_fields.text(fields, "name", 64)
    if not is_component(name) or name in TAKEN_NAMES:
        rule = "1 to 63 letters, digits and inner hyphens are taken"
        raise BadValue("name", f"{name!r} is no name of a network here: {rule}")
    if "plugins" in fields:
        plugins = json_fields.each(fields, "plugins", MOST_PLUGINS, _plugin)
    else:
        plugins = (_plugin(fields),)
    if not plugins:
        raise BadValue("plugins", "is empty")
    return Configuration(
        name,
        _version(fields),
        plugins,
        json_fields.truth(fields, "disableCheck"),
        json_fields.truth(fields, "disableGC"),
    )


def result(data: bytes, interface: str) -> tuple[Result, Fields]:
    """Return what the last plug-in has answered to ADD, read and as it is; BadValue when it is none.

    `interface` is what the workload's end was to be called; addresses of other interfaces are left out.
    """
    fields = json_fields.read_object(data, LARGEST)
    version = json_fields.text(fields, "cniVersion", 16)
    if version not in VERSIONS:
        raise BadValue("cniVersion", f"{version!r} is not one of {', '.join(VERSIONS)}")
    if fields.get("code"):
        raise BadValue("code", "is that of a failure")
    interfaces = json_fields.each(fields, "interfaces", MOST_INTERFACES, _interface)
    macs = [mac for name, mac, inside in interfaces if name == interface and inside]
    if interfaces and not macs:
        raise BadValue("interfaces", f"has no {interface} of the workload")
    found: dict[int, str] = {}
    gateways = []
    for index, item in enumerate(json_fields.items(fields, "ips", MOST_ADDRESSES)):
        try:
            text, gateway, at = _ip(item)
        except BadValue as error:
            raise json_fields.within(f"ips[{index}]", error) from None
        if at is not None:
            if not 0 <= at < len(interfaces):
                raise BadValue(f"ips[{index}].interface", "is no interface of the answer")
            if interfaces[at][0] != interface:
                continue
        found.setdefault(6 if ":" in text else 4, text)
        gateways += [gateway] if gateway else []
    for index, item in enumerate(json_fields.items(fields, "routes", MOST_ROUTES)):
        _route(f"routes[{index}]", item)
    dns = json_fields.inner(fields, "dns", _servers) or ()
    return Result(
        version,
        macs[0] if macs else "",
        found.get(4, ""),
        found.get(6, ""),
        tuple(gateways),
        dns,
    ), fields


def failure(data: bytes) -> Failure | None:
    """Return what a plug-in says of its failure; None when it says nothing that can be read."""
    try:
        fields = json_fields.read_object(data, LARGEST)
        code = json_fields.number(fields, "code")
        message = json_fields.text(fields, "msg") or f"code {code}"
        details = json_fields.text(fields, "details")
    except BadValue:
        return None
    return Failure(code, _line(f"{message}: {details}" if details else message))


def supported(data: bytes) -> frozenset[str]:
    """Return the versions that a plug-in says it speaks; BadValue when it says nothing of the kind."""
    fields = json_fields.read_object(data, LARGEST)
    return frozenset(json_fields.texts(fields, "supportedVersions", 64, 16))


def _plugin(value: object) -> Plugin:
    fields = json_fields.as_object("", value)
    kind = json_fields.text(fields, "type", 128)
    if not _TYPE.fullmatch(kind):
        raise BadValue("type", f"{kind[:64]!r} is no name of a plug-in")
    return Plugin(kind, fields)


def _version(fields: Fields) -> str:
    """Return the newest version that a configuration allows and that is spoken here."""
    offered = json_fields.texts(fields, "cniVersions", 32, 16)
    version = json_fields.text(fields, "cniVersion", 16)
    both = [one for one in VERSIONS if one == version or one in offered]
    if not both:
        raise BadValue("cniVersion", f"{version!r} is not one of {', '.join(VERSIONS)}")
    return both[-1]


def _interface(value: object) -> tuple[str, str, bool]:
    fields = json_fields.as_object("", value)
    name = json_fields.text(fields, "name", 15)
    if not _INTERFACE.fullmatch(name):
        raise BadValue("name", f"{name!r} is no name of an interface")
    mac = json_fields.text(fields, "mac", 64)
    return name, mac.lower(), bool(json_fields.text(fields, "sandbox"))


def _ip(value: object) -> tuple[str, str, int | None]:
    fields = json_fields.as_object("", value)
    text = json_fields.text(fields, "address", 64)
    try:
        found = ip_interface(text if text.isascii() and "%" not in text else "")
    except ValueError:
        raise BadValue("address", f"{text!r} is no address with a range") from None
    gateway = json_fields.text(fields, "gateway", 64)
    if gateway:
        gateway = str(address(gateway, "gateway"))
    at = json_fields.number(fields, "interface") if fields.get("interface") is not None else None
    return str(found.ip), gateway, at


def _route(field: str, value: object) -> None:
    text = ""
    try:
        fields = json_fields.as_object("", value)
        text = json_fields.text(fields, "dst", 64)
        ip_network(text if text.isascii() and "%" not in text else "", strict=False)
    except BadValue as error:
        raise json_fields.within(field, error) from None
    except ValueError:
        raise BadValue(f"{field}.dst", f"{text!r} is no range of addresses") from None


def _servers(value: object) -> tuple[str, ...]:
    fields = json_fields.as_object("", value)
    found = json_fields.texts(fields, "nameservers", MOST_SERVERS, 64)
    return tuple(str(address(text, f"nameservers[{at}]")) for at, text in enumerate(found))


def _line(text: str) -> str:
    """Return a text of a stranger's on one line, bounded."""
    words = "".join(char if char.isprintable() else " " for char in text).split()
    line = " ".join(words)
    return line if len(line) <= 500 else f"{line[:499]}…"
