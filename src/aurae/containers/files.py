"""What a container finds in /etc: its name, and how names of hosts are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aurae.model import etc_files
from aurae.model.container import Network

if TYPE_CHECKING:
    from aurae.model.container import Container


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
        ("/etc/resolv.conf", etc_files.resolv(container.dns, host.servers, host.resolv)),
    ]


def _hosts(host: Content, container: Container, name: str) -> str:
    if container.network is Network.HOST:
        text = host.hosts
        if text and not text.endswith("\n"):
            text += "\n"
    else:
        text = etc_files.hosts(name, host.addresses)
    return text + etc_files.more_hosts(container.extra_hosts)
