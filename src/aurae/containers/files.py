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


class Content(NamedTuple):
    """The machine's own /etc/hosts and /etc/resolv.conf; empty where they are missing."""

    hosts: str
    resolv: str


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
        text += f"127.0.1.1\t{name}\n"
    for line in container.extra_hosts:
        extra, _, address = line.partition(":")
        text += f"{address}\t{extra}\n"
    return text


def _resolv(host: Content, container: Container) -> str:
    dns = container.dns
    if dns is None:
        return host.resolv
    lines = [f"nameserver {server}" for server in dns.servers]
    if dns.searches:
        lines.append("search " + " ".join(dns.searches))
    if dns.options:
        lines.append("options " + " ".join(dns.options))
    return "".join(f"{line}\n" for line in lines)
