"""Who a workload runs as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the machine and the groups a process of theirs gets.

    `groups` are the supplementary groups, with `gid` among them. `home` is an absolute path.
    """

    uid: int
    gid: int
    groups: tuple[int, ...]
    name: str
    home: str
    shell: str
