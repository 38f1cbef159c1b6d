"""What a container finds in /etc: its name, and how names of hosts are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aurae.model.container import Network

if TYPE_CHECKING:
    from aurae.model.container import Container

HOSTS = (
    ("127.0.0.1", "localhost"),
    ("::1", "localhost ip6-localhost ip6-loopback"),
    ("ff02::1", "ip6-allnodes"),
    ("ff02::2", "ip6-allrouters"),
)


MOST_SERVERS = 3
"""Name servers that a resolver asks (MAXNS of glibc)."""


class Content(NamedTuple):
    """The machine's own /etc/hosts and /etc/resolv.conf, and what its networks tell a container.

    The first two are empty where they are missing; `addresses` are the container's own, `servers` who
    resolves names on its networks.
    """

    hosts: str
    resolv: str
    addresses: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()


def own_files(host: Content, container: Container, name: str) -> list[tuple[str, str]]:
    """Return the files that are a container's own, by their paths."""
    return [
        ("/etc/hosts", _hosts(host, container, name)),
        ("/etc/hostname", f"{name}\n"),
        ("/etc/resolv.conf", _resolv(host, container)),
    ]


def _hosts(host: Content, container: Container, name: str) -> str:
    if container.network is Network.HOST:
        text = host.hosts
        if text and not text.endswith("\n"):
            text += "\n"
    else:
        text = "".join(f"{address}\t{names}\n" for address, names in HOSTS)
        for address in host.addresses or ("127.0.1.1",):
            text += f"{address}\t{name}\n"
    for line in container.extra_hosts:
        extra, _, address = line.partition(":")
        text += f"{address}\t{extra}\n"
    return text


def _resolv(host: Content, container: Container) -> str:
    dns = container.dns
    if dns is None:
        own = "".join(f"nameserver {server}\n" for server in host.servers[:MOST_SERVERS])
        return own or host.resolv
    lines = [f"nameserver {server}" for server in dns.servers]
    if dns.searches:
        lines.append("search " + " ".join(dns.searches))
    if dns.options:
        lines.append("options " + " ".join(dns.options))
    return "".join(f"{line}\n" for line in lines)
