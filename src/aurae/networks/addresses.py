"""Addresses of one range: nobody has one twice, and what was given back rests for as long as can be.

A number counts from the range's first address. Given is what nobody had, upwards; when the range has
been gone through, what was given back longest ago.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.network_rules import Address, Subnet

REMEMBERED = 4096
"""Addresses that are known to have been given back; the state knows as many."""


class Pool:
    """The addresses of a range but its first, its gateway's and, of IPv4, its last."""

    def __init__(self, subnet: Subnet, freed: Iterable[str] = ()) -> None:
        """`freed` were given back, the latest last; the gateway has the first address that can be had."""
        self._subnet = subnet
        self._base = int(subnet.network_address)
        self._first = 2
        self._end = subnet.num_addresses - (1 if subnet.version == 4 else 0)
        self._used: set[int] = set()
        # A dict is in the order of what was put in.
        self._freed: dict[int, None] = {}
        self._next = self._first
        for text in freed:
            self.give_back(text)

    @property
    def gateway(self) -> Address:
        """The address of the bridge."""
        return self._subnet.network_address + 1

    def take(self) -> str:
        """Return an address that nobody has; empty when there is none."""
        found = self._fresh()
        if found is None:
            found = next(iter(self._freed), None)
        if found is None:
            return ""
        self._use(found)
        return str(self._subnet.network_address + found)

    def claim(self, text: str) -> str:
        """Take this very address; returns why it cannot be had, empty when it is the caller's now."""
        number = self._number(text)
        if number is None:
            return f"is not in {self._subnet}"
        if number == 1:
            return "is the gateway's"
        if not self._first <= number < self._end:
            return f"stands for all of {self._subnet}"
        if number in self._used:
            return "is taken"
        self._use(number)
        return ""

    def give_back(self, text: str) -> None:
        """Let others have an address, when no other is left."""
        number = self._number(text)
        if number is None or not self._first <= number < self._end:
            return
        self._used.discard(number)
        self._freed.pop(number, None)
        self._freed[number] = None
        self._pass(number)
        if len(self._freed) > REMEMBERED:
            del self._freed[next(iter(self._freed))]

    def _fresh(self) -> int | None:
        """Return a number that is neither used nor remembered; None when all are."""
        known = len(self._used) + len(self._freed)
        if known >= self._end - self._first:
            return None
        number = max(self._next, self._first)
        # Among one more than are known there is one that is not.
        for _ in range(known + 1):
            if number >= self._end:
                number = self._first
            if number not in self._used and number not in self._freed:
                return number
            number += 1
        return None

    def _use(self, number: int) -> None:
        self._used.add(number)
        self._freed.pop(number, None)
        self._pass(number)

    def _pass(self, number: int) -> None:
        """Go on after a number, unless it is one that somebody chose far above."""
        if number == self._next or number - self._next < REMEMBERED:
            self._next = max(self._next, number + 1)

    def _number(self, text: str) -> int | None:
        address = ip_address(text)
        if address.version != self._subnet.version or address not in self._subnet:
            return None
        return int(address) - self._base
