"""One host that is asked for images, as hosts.toml describes it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aurae.registry import urls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aurae.registry.urls import Origin


class Capability(enum.Enum):
    """What a host is trusted with."""

    PULL = "pull"
    RESOLVE = "resolve"
    """Which digest a tag stands for."""
    PUSH = "push"


ALL = frozenset(Capability)


@dataclass(frozen=True, slots=True)
class Host:
    """How a host is asked; `url` is the root of its API, without a slash at the end."""

    url: str = ""
    capabilities: frozenset[Capability] = ALL
    authorities: tuple[Path, ...] = ()
    """Files with certificates that are trusted beside the system's."""
    certificates: tuple[tuple[Path, Path | None], ...] = ()
    """Our certificates, each with its key, which stands in the same file where it is None."""
    skip_verify: bool | None = None
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False, repr=False)
    dial_timeout: float | None = None
    namespace: str = ""
    """The registry whose images a mirror is asked for; empty for the registry itself."""

    def towards(self, target: Origin) -> Host:
        """Return how another place is asked that this host sends us to.

        The CAs count there as well; our certificates, our headers and what is not verified are this
        host's alone.
        """
        own = urls.origin(self.url)
        if target == own:
            return self
        other = replace(self, url="", headers={}, namespace="")
        if target.host == own.host:
            return other
        return replace(other, certificates=(), skip_verify=None)
