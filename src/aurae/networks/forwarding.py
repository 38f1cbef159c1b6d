"""Forwarding of packets by the machine: put on when a network needs it, as it was when none does.

A machine that forwards IPv6 heeds no router's advertisements by default, and would lose its own way
out with the next one that expires: interfaces that heeded them are told to go on with that.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition
from aurae.state import networks as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.linux.netlink import Netlink
    from aurae.networks.means import Means

NET = Path("/proc/sys/net")
IPV4 = "ipv4/ip_forward"
IPV6 = "ipv6/conf/all/forwarding"
HEEDS = "accept_ra"
ON, ALWAYS = "1", "2"

_log = logging.getLogger("aurae.networks")


class Forwarding:
    """What the kernel forwards. Nothing is looked at before there is a network."""

    def __init__(self, means: Means) -> None:
        """`means` are the room's."""
        self._means = means
        self.before: dict[str, str] = {}
        """What settings were before we changed them, by their paths below /proc/sys/net."""

    def load(self, before: Mapping[str, str]) -> None:
        """Take what settings were before an earlier server changed them."""
        self.before = dict(before)

    async def put_on(self, action: str, *, ipv6: bool) -> list[str]:
        """Have packets be forwarded; returns what was off.

        FailedPrecondition where the settings say that it is left as it is, or the kernel refuses.
        Raises StateFailed.
        """
        found = await self._means.kernel.run(partial(_off, ipv6=ipv6))
        if not found:
            return []
        off = sorted(path for path in found if not path.endswith(HEEDS))
        if not self._means.choices.sets_forwarding:
            shown = ", ".join(f"/proc/sys/net/{path}" for path in off)
            why = f"{shown} is 0, and the setting ip_forward is 'leave'"
            raise FailedPrecondition(action, why)
        self.before = {**found, **self.before}
        await self._means.store.write(partial(rows.save_forwarding, before=self.before))
        try:
            await self._means.kernel.run(partial(_change, paths=list(found)))
        except OSError as error:
            raise FailedPrecondition(action, f"forwarding cannot be put on: {error}") from error
        return off

    async def settle(self) -> None:
        """Have everything be as it was if no network needs it, but what somebody else has changed.

        What cannot be written is told, and is tried again with the next change.
        """
        networks = self._means.register.networks.values()
        if self.before and all(network.spec.internal for network in networks):
            try:
                await self._put_back()
            except (OSError, StateFailed) as error:
                _log.error("cannot put forwarding back as it was: %s", error)

    async def _put_back(self) -> None:
        await self._means.kernel.run(partial(_restore, before=self.before))
        self.before = {}
        await self._means.store.write(partial(rows.save_forwarding, before={}))


def _off(_: Netlink, ipv6: bool) -> dict[str, str]:
    """Return what is not as it has to be, by its path, the reactions to advertisements first."""
    found: dict[str, str] = {}
    if ipv6 and (value := _read(IPV6)) not in ("", ON):
        for place in sorted((NET / "ipv6/conf").glob(f"*/{HEEDS}")):
            path = str(place.relative_to(NET))
            if _read(path) == "1":
                found[path] = "1"
        found[IPV6] = value
    if (value := _read(IPV4)) not in ("", ON):
        found[IPV4] = value
    return found


def _change(_: Netlink, paths: list[str]) -> None:
    for path in paths:
        try:
            (NET / path).write_text(_wanted(path))
        except FileNotFoundError:
            continue  # an interface has gone


def _restore(_: Netlink, before: Mapping[str, str]) -> None:
    for path, value in reversed(list(before.items())):
        if _read(path) == _wanted(path):
            (NET / path).write_text(value)


def _wanted(path: str) -> str:
    return ALWAYS if path.endswith(HEEDS) else ON


def _read(path: str) -> str:
    try:
        return (NET / path).read_text().strip()
    except OSError:
        return ""
