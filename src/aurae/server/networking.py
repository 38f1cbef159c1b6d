"""What the room of networks is made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aurae.networks import naming
from aurae.networks.means import Choices
from aurae.networks.means import Means as NetworkMeans
from aurae.networks.networks import Networks
from aurae.networks.rules import Rules
from aurae.networks.subnets import own_pool

if TYPE_CHECKING:
    from aurae.config.settings import Settings
    from aurae.supervise.means import Means

MACHINE_ID = Path("/etc/machine-id")


def networks(settings: Settings, means: Means) -> Networks:
    """Return the room of networks; it has read nothing yet."""
    tag = naming.tag(settings.state_dir)
    choices = Choices(
        tag,
        settings.network_pool_ipv4,
        settings.network_pool_ipv6 or own_pool(_machine(), str(settings.state_dir)),
        sets_forwarding=settings.ip_forward == "set",
    )
    return Networks(NetworkMeans(means.store, means.tasks, Rules(tag), choices))


def _machine() -> str:
    try:
        return MACHINE_ID.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
