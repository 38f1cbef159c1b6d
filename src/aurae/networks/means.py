"""What the room's files work with, and what they need of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.network import Endpoint, Network, PublishedPort


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that rules are made of: networks by id, and the endpoints that are linked."""

    networks: Mapping[int, Network]
    endpoints: tuple[Endpoint, ...]


class Rules(Protocol):
    """The kernel's rules for our bridges: NAT, published ports, isolation, spoofing, rates.

    All of them raise OSError, FailedPrecondition where the kernel or the library cannot do it.
    Adding what is there and removing what is not there is no error.
    """

    async def apply(self, standing: Standing) -> None:
        """Make everything anew in one transaction; with no networks, remove all that is ours."""

    async def add_network(self, network: Network) -> None:
        """Add what a network's bridge needs; before it has members."""

    async def remove_network(self, network: Network) -> None:
        """Remove it; after its members."""

    async def add_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Let an endpoint speak, with its published ports and its rates; before its link is up.

        Our end of the link is there already.
        """

    async def remove_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Take that back; its link may have gone."""

    async def add_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """Publish one more port of an endpoint that is linked."""

    async def remove_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """Publish it no more."""

    async def is_whole(self) -> bool:
        """Say whether our tables are as we left them: somebody may have flushed or removed them."""
        ...
