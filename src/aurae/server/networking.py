"""What the room of networks is made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aurae.networks import naming
from aurae.networks.all_networks import AllNetworks
from aurae.networks.cni import Cni
from aurae.networks.cni_files import CniFiles
from aurae.networks.cni_networks import CniNetworks
from aurae.networks.cni_program import Programs
from aurae.networks.means import Choices
from aurae.networks.means import Means as NetworkMeans
from aurae.networks.networks import Networks
from aurae.networks.rules import Rules
from aurae.networks.subnets import own_pool

if TYPE_CHECKING:
    from aurae.config.settings import Settings
    from aurae.supervise.means import Means

MACHINE_ID = Path("/etc/machine-id")


def networks(settings: Settings, means: Means) -> AllNetworks:
    """Return the room of networks; it has read nothing yet."""
    tag = naming.tag(settings.state_dir)
    choices = Choices(
        tag,
        settings.network_pool_ipv4,
        settings.network_pool_ipv6 or own_pool(_machine(), str(settings.state_dir)),
        sets_forwarding=settings.ip_forward == "set",
    )
    own = NetworkMeans(means.store, means.tasks, Rules(tag), choices)
    programs = Programs(
        means.init,
        means.leaves,
        means.tasks.begin,
        means.register.next_id,
        [Path(one) for one in settings.cni_bin_dirs],
        settings.cni_timeout,
    )
    plugins = Cni(CniFiles(settings.cni_conf_dir), programs, tag)
    cni = CniNetworks(plugins, means.store, means.tasks, own.host_ports)
    return AllNetworks(Networks(own), cni)


def _machine() -> str:
    try:
        return MACHINE_ID.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
