"""How fast a member sends and receives.

What it receives waits in a bucket on our end of its link, what it sends in one on its own, which is
smooth. Whoever has rights over its network may remove the latter, and gains nothing by it: a rule
drops what comes faster than was agreed, over a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.linux import qdisc

if TYPE_CHECKING:
    from aurae.linux.netlink import Request
    from aurae.model.network import Endpoint, Rates

LEAST_BURST, MOST_BURST = 65_536, (1 << 32) - 1
"""A frame of a modern interface has up to 64 KiB before it is cut into packets."""


def burst(rates: Rates, rate: int) -> int:
    """Return how many bytes may come at once: a tenth of a second's where nothing else is asked."""
    return min(max(rates.burst or rate // 10, LEAST_BURST), MOST_BURST)


def receiving(endpoint: Endpoint, index: int) -> tuple[Request, ...]:
    """Return what our end of its link needs."""
    rates = endpoint.rates
    if rates is None or rates.receive is None:
        return ()
    return (qdisc.add_bucket(index, rates.receive, burst(rates, rates.receive)),)


def sending(endpoint: Endpoint, index: int) -> tuple[Request, ...]:
    """Return what its own end needs."""
    rates = endpoint.rates
    if rates is None or rates.send is None:
        return ()
    return (qdisc.add_bucket(index, rates.send, burst(rates, rates.send)),)
