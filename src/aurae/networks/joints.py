"""An endpoint that is to be linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aurae.model.network import Endpoint, Network


@dataclass(frozen=True, slots=True)
class Joint:
    """An endpoint, its network, and whether everything without another route goes that way."""

    endpoint: Endpoint
    network: Network
    is_default: bool
