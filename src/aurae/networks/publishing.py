"""Published ports of a hold: which lead where, and which number of the host each has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.network import Driver
from aurae.model.refusal import FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.network import Endpoint, PublishedPort
    from aurae.networks.means import Means


def with_ports(
    means: Means,
    before: Sequence[PublishedPort],
    endpoints: Sequence[Endpoint],
    ports: Sequence[PublishedPort],
    action: str,
) -> tuple[Endpoint, ...]:
    """Return endpoints with these ports, held from now on; what `before` has stays as it is.

    Raises Refusal, and holds nothing anew then.
    """
    if not ports:
        return tuple(replace(item, ports=()) if item.ports else item for item in endpoints)
    goal = target(means, endpoints, action)
    left, chosen, held = list(before), [], []
    try:
        for port in ports:
            same = next((one for one in left if _is_same(one, port)), None)
            if same is not None:
                left.remove(same)
            else:
                same = means.host_ports.hold(port, action)
                held.append(same)
            chosen.append(same)
    except BaseException:
        means.host_ports.let_go(held)
        raise
    return tuple(replace(item, ports=tuple(chosen) if item is goal else ()) for item in endpoints)


def target(means: Means, endpoints: Sequence[Endpoint], action: str) -> Endpoint:
    """Return the endpoint that ports lead to: the first on a network with a way out."""
    for endpoint in endpoints:
        spec = means.register.networks[endpoint.network_id].spec
        if spec.driver is Driver.BRIDGE and not spec.internal:
            return endpoint
    raise FailedPrecondition(action, "a published port needs a network that is not internal")


def _is_same(held: PublishedPort, asked: PublishedPort) -> bool:
    number = asked.host_port or held.host_port
    return replace(asked, host_port=number) == held
