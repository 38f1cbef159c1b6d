"""What a container or a guest finds in /etc of how names of hosts are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.dns import Dns

HOSTS = (
    ("127.0.0.1", "localhost"),
    ("::1", "localhost ip6-localhost ip6-loopback"),
    ("ff02::1", "ip6-allnodes"),
    ("ff02::2", "ip6-allrouters"),
)
MOST_SERVERS = 3
"""Name servers that a resolver asks (MAXNS of glibc)."""


def hosts(name: str, addresses: Sequence[str]) -> str:
    """Return /etc/hosts of who has a network of its own, and these addresses in it."""
    text = "".join(f"{address}\t{names}\n" for address, names in HOSTS)
    for address in addresses or ("127.0.1.1",):
        text += f"{address}\t{name}\n"
    return text


def more_hosts(extra: Sequence[str]) -> str:
    """Return lines of /etc/hosts for what was asked for as `name:address`."""
    pairs = (line.partition(":") for line in extra)
    return "".join(f"{address}\t{name}\n" for name, _, address in pairs)


def resolv(dns: Dns | None, servers: Sequence[str], host: str) -> str:
    """Return /etc/resolv.conf: as asked, else of who resolves names on its networks, else the host's."""
    if dns is None:
        own = "".join(f"nameserver {server}\n" for server in servers[:MOST_SERVERS])
        return own or host
    lines = [f"nameserver {server}" for server in dns.servers]
    if dns.searches:
        lines.append("search " + " ".join(dns.searches))
    if dns.options:
        lines.append("options " + " ".join(dns.options))
    return "".join(f"{line}\n" for line in lines)
