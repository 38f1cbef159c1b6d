"""Checks what is asked of a container field by field; every refusal names the field by its path."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aurae.model import cell_rules, device_rules
from aurae.model.container import Network
from aurae.model.container_defaults import LONGEST_HOSTNAME
from aurae.model.container_mounts import check_image, check_mounts, check_size
from aurae.model.container_process import check_entrypoint
from aurae.model.labels import check_count, check_texts
from aurae.model.names import split_name
from aurae.model.network_rules import check_attachments, check_ports
from aurae.model.refusal import BadValue
from aurae.model.sysctl_rules import check_sysctls
from aurae.model.validation_sandbox import check_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.cell import Limits
    from aurae.model.container import Container, DeviceNode, Dns, Paths

MOST_PATHS = 256
MOST_DEVICES = 64
MOST_HOSTS = 256
MOST_SERVERS = 8
MOST_DNS_WORDS = 32
LONGEST_DOMAIN = 253
LONGEST_APPARMOR = 255

OF_CELLS = {"cpu": ("reserved",), "memory": ("min", "pressure_limit", "pressure_duration")}
"""Limits that cells hold, who know what is left of the machine."""
MADE_DEVICES = frozenset(
    (
        *("pts", "ptmx", "shm", "mqueue", "console", "fd", "stdin", "stdout", "stderr"),
        *("null", "zero", "full", "random", "urandom", "tty"),
    )
)
"""What /dev of every container has."""

_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", re.ASCII)
_OPTION = re.compile(r"[a-z0-9-]{1,32}(?::[0-9]{1,5})?", re.ASCII)


def check_container(container: Container) -> None:
    """BadValue when no container can be as this says."""
    check_image("image", container.image)
    check_entrypoint(container.entrypoint)
    if container.hostname:
        check_domain("hostname", container.hostname, LONGEST_HOSTNAME)
    check_mounts(container.mounts, container)
    _check_devices(container.devices)
    _check_networks(container)
    own_network = container.network is not Network.HOST and not container.network_of
    check_sysctls(container.sysctls, own_network=own_network)
    check_size("shm_size", container.shm_size)
    if container.limits is not None:
        check_limits(container.limits)
    if container.dns is not None:
        check_dns(container.dns)
    check_hosts(container.extra_hosts)
    for field in ("masked_paths", "read_only_paths", "writable_paths"):
        _check_paths(field, getattr(container, field))
    apparmor = container.apparmor
    if len(apparmor) > LONGEST_APPARMOR or not apparmor.isprintable() or " " in apparmor:
        raise BadValue("apparmor", "is no name of a profile")
    check_texts({"labels": container.labels, "annotations": container.annotations})


def _check_networks(container: Container) -> None:
    check_attachments(container.networks)
    check_ports(container.ports)
    if container.network is not Network.OWN:
        for field in ("networks", "ports", "network_of"):
            if getattr(container, field):
                raise BadValue(field, f"needs a network of its own, not {container.network.value}")
    if container.network_of:
        _check_network_of(container)


def _check_network_of(container: Container) -> None:
    try:
        split_name(container.network_of)
    except BadValue as error:
        raise BadValue("network_of", error.why) from None
    for field in ("networks", "ports", "hostname", "dns", "extra_hosts"):
        if getattr(container, field):
            raise BadValue(field, "is that of the container whose network it has")
    if not container.has_own_users:
        raise BadValue("network_of", "needs users of its own: a network belongs to some")


def _check_devices(devices: Sequence[DeviceNode]) -> None:
    check_count("devices", devices, MOST_DEVICES)
    seen = set()
    for index, device in enumerate(devices):
        target = device.target or device.path
        for field, path in (("path", device.path), ("target", target)):
            check_path(f"devices[{index}].{field}", path)
            if not path.startswith(device_rules.DEVICES):
                raise BadValue(f"devices[{index}].{field}", "is not below /dev")
        if target.split("/")[2] in MADE_DEVICES:
            raise BadValue(f"devices[{index}].target", "is made for every container")
        if target in seen:
            raise BadValue(f"devices[{index}].target", "stands there twice")
        seen.add(target)
        try:
            device_rules.access_of(device.access or "rwm")
        except BadValue as error:
            raise BadValue(f"devices[{index}].access", error.why) from None


def check_limits(limits: Limits) -> None:
    """BadValue for limits that cells alone have, or that cannot be."""
    for controller, names in OF_CELLS.items():
        part = getattr(limits, controller)
        for name in names:
            if part is not None and getattr(part, name) is not None:
                raise BadValue(f"limits.{controller}.{name}", "is for cells")
    try:
        cell_rules.check_limits(limits, "limits")
        cell_rules.check_together(limits, "limits")
    except cell_rules.BadField as error:
        raise BadValue(error.field, f"is not within its rule: {error.rule.strip()}") from None


def check_dns(dns: Dns) -> None:
    """BadValue when it says what no resolver reads."""
    check_count("dns.servers", dns.servers, MOST_SERVERS)
    check_count("dns.searches", dns.searches, MOST_DNS_WORDS)
    check_count("dns.options", dns.options, MOST_DNS_WORDS)
    for index, server in enumerate(dns.servers):
        _check_address(f"dns.servers[{index}]", server)
    for index, domain in enumerate(dns.searches):
        if domain != ".":
            check_domain(f"dns.searches[{index}]", domain.removesuffix("."), LONGEST_DOMAIN)
    for index, option in enumerate(dns.options):
        if not _OPTION.fullmatch(option):
            raise BadValue(f"dns.options[{index}]", f"{option[:40]!r} is no option of a resolver")


def check_hosts(hosts: Sequence[str]) -> None:
    """BadValue for the first line that is not name:address."""
    check_count("extra_hosts", hosts, MOST_HOSTS)
    for index, line in enumerate(hosts):
        name, colon, address = line.partition(":")
        if not colon:
            raise BadValue(f"extra_hosts[{index}]", "is not name:address")
        check_domain(f"extra_hosts[{index}]", name, LONGEST_DOMAIN)
        _check_address(f"extra_hosts[{index}]", address)


def check_domain(field: str, text: str, longest: int) -> None:
    """BadValue for what is no name of a host."""
    labels = text.split(".")
    if len(text) > longest or not all(
        len(label) <= 63 and _LABEL.fullmatch(label) for label in labels
    ):
        raise BadValue(
            field, f"{text[:64]!r} is no name of a host of at most {longest} characters"
        )


def _check_address(field: str, text: str) -> None:
    # A scope names an interface, which nobody knows here; digits of other scripts pass in none.
    try:
        fits = text.isascii() and "%" not in text and ip_address(text) is not None
    except ValueError:
        fits = False
    if not fits:
        raise BadValue(field, f"{text[:64]!r} is no address")


def _check_paths(field: str, given: Paths | None) -> None:
    if given is None:
        return
    check_count(f"{field}.paths", given.paths, MOST_PATHS)
    for index, path in enumerate(given.paths):
        check_path(f"{field}.paths[{index}]", path)
