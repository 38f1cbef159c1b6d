"""SPAWN as bytes and descriptors: what the server says of a new process."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aurae.linux.process import sealed_memory
from aurae.processes.descriptors import copies
from aurae.wire import messages


class Request(NamedTuple):
    """One spawn: `roles` are its descriptors, which stay the caller's; the rest as in `wire.messages`.

    `deadline` is in seconds; `tail` is made by `tail`.
    """

    ident: int
    plan: bytes
    flags: int
    roles: Mapping[int, int]
    deadline: float
    stop_signal: int
    tail: bytes = b""


class Contained(NamedTuple):
    """Which namespaces a container has of its own beside those that every container has.

    With `reaper` its main process is not PID 1, but the second one. `shared` are the kinds, POD_*, that it
    has together with `among`: the id of a pod, or of a running container.
    """

    user: bool
    network: bool
    reaper: bool = False
    among: int = 0
    shared: int = 0


def place_of(contained: Contained) -> int:
    """Return the flags in the tail for the first process of a container."""
    found = messages.CONTAINER | messages.OWN_USER * contained.user
    found |= messages.OWN_NETWORK * contained.network
    if contained.among:
        found |= messages.SHARES | contained.shared << messages.SHARED_AT
    return found | messages.PRIVATE_PROCESSES * contained.reaper


def flags(logged: frozenset[int], *, terminal: bool, stdin_open: bool) -> int:
    """Return the flags of SPAWN for streams that init makes."""
    if terminal:
        return messages.WITH_TERMINAL
    found = messages.LOG_STDOUT * (messages.STDOUT in logged)
    found |= messages.LOG_STDERR * (messages.STDERR in logged)
    return found | messages.OPEN_STDIN * stdin_open


def tail(process_holder: int, network_holder: int, place: int, passed: Sequence[int]) -> bytes:
    """Return what stands behind the body: nothing where an init of before can do what is asked."""
    if not (process_holder or network_holder or place or passed):
        return b""
    found = messages.SPAWN_TAIL.pack(process_holder, network_holder, place)
    return found + messages.passed_body(passed) if passed else found


def spawn(request: Request) -> tuple[bytes, list[int]]:
    """Return the message and copies of its descriptors. Raises OSError when there is no room.

    Copies, since they may wait in a queue when the caller has been cancelled.
    """
    memory = sealed_memory("aurae-plan", request.plan)
    try:
        roles = {**request.roles, messages.ROLE_PLAN: memory}
        fds = copies(roles.values())
    finally:
        os.close(memory)
    names = bytes(roles).ljust(messages.ROLES, b"\0")
    body = messages.SPAWN_BODY.pack(round(request.deadline * 1000), request.stop_signal, 0, names)
    data = messages.pack(messages.SPAWN, request.ident, request.flags, body + request.tail)
    return data, fds
