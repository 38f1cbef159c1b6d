"""Links of virtual machines: our end is a tap, the other one its descriptor, which the machine's program has alone.

The tap goes with that descriptor, so it goes with the machine. What the guest's interface is to be, the machine is
told: its MAC, which rules hold it to, and the MTU.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.linux import rtnetlink, tap
from aurae.networks.bridges import number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import ExitStack

    from aurae.linux.netlink import Netlink
    from aurae.model.network import Endpoint, Network
    from aurae.networks.joints import Joint

KIND = "tun"
"""What the kernel calls a tap."""


@dataclass(frozen=True, slots=True)
class Tap:
    """An endpoint, its network, and the machine's end of the link, a descriptor that is the caller's.

    `is_default`: the guest's default route leads there.
    """

    fd: int
    endpoint: Endpoint
    network: Network
    is_default: bool

    @property
    def mac(self) -> str:
        """The MAC that the guest has to have."""
        return self.endpoint.mac

    @property
    def mtu(self) -> int:
        """How long a packet may be."""
        return self.network.mtu


Taps = list[Tap]


def close(taps: Taps) -> None:
    """Close the descriptors of taps, which go by that if nobody else has them; the list is empty then."""
    while taps:
        os.close(taps.pop().fd)


def make(
    socket: Netlink,
    joints: Sequence[Joint],
    bridges: Sequence[int],
    ends: list[int],
    closing: ExitStack,
) -> list[int]:
    """Make taps that are down, as ports of their bridges; returns their numbers.

    The other ends are appended to `ends`, and closed by `closing`.
    """
    numbers = []
    for joint, bridge in zip(joints, bridges, strict=True):
        name = joint.endpoint.host_interface
        ends.append(tap.make(name))
        closing.callback(os.close, ends[-1])
        index = number(socket, name)
        socket.call(rtnetlink.set_master(index, bridge, joint.network.mtu))
        numbers.append(index)
    return numbers
