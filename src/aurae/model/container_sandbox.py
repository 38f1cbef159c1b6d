"""What a container may reach, decided: its profiles, with every answer given.

Theory. Its root, its namespaces and its users hide the machine from a container, whatever its sandbox
says. What is left for a profile is what the kernel does for it: capabilities, system calls, and
whether the root can be written. `container` keeps what images are built for; `strict` is for those
that were built with care; `none` filters no calls.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from aurae.model import capabilities
from aurae.model.container_defaults import CAPABILITIES
from aurae.model.execution import DevicePolicy, Home, System
from aurae.model.refusal import BadValue
from aurae.model.sandbox import FAMILIES, NONE, STRICT, Resolved, answered

if TYPE_CHECKING:
    from aurae.model.execution import Sandbox

CONTAINER = "container"
PROFILES = (CONTAINER, STRICT, NONE)
PRIVILEGED = "privileged"
"""What a privileged container has; nobody asks for it by this name."""

SYS_ADMIN = capabilities.mask(("SYS_ADMIN",))

DENIED_FAMILIES = frozenset({"vsock", "alg"})
"""Of the first the host's other end knows no namespaces; the second is the kernel's cryptography,
which has hurt hosts and which libraries do themselves."""
USUAL_FAMILIES = tuple(name for name in FAMILIES if name not in DENIED_FAMILIES)

HELD = (
    *("private_devices", "private_processes", "protect_kernel_tunables"),
    *("protect_kernel_modules", "protect_kernel_logs", "protect_control_groups"),
    *("protect_clock", "protect_hostname"),
)
"""Answers of a sandbox that hold for every container, whatever its profile."""

_NONE = Resolved(
    NONE,
    of_container=True,
    capabilities=CAPABILITIES,
    home=Home.EMPTY,
    private_network=True,
    private_run=True,
    device_policy=DevicePolicy.CLOSED,
    **dict.fromkeys(HELD, True),  # type: ignore[arg-type]  # each is a bool
)
_CONTAINER = replace(
    _NONE,
    profile=CONTAINER,
    no_new_privileges=True,
    system_calls=("@container",),
    address_families=USUAL_FAMILIES,
    restrict_namespaces=True,
    native_system_calls=True,
)
_STRICT = replace(
    _CONTAINER,
    profile=STRICT,
    capabilities=capabilities.mask(("NET_BIND_SERVICE",)),
    system=System.STRICT,
    private_tmp=True,
    system_calls=("@container", "~@debug", "~@privileged", "~@resources"),
    address_families=("unix", "inet", "inet6", "netlink"),
    restrict_realtime=True,
    restrict_set_id=True,
    deny_write_execute=True,
    lock_personality=True,
)
_PRIVILEGED = replace(
    _NONE,
    profile=PRIVILEGED,
    capabilities=capabilities.ALL,
    private_devices=False,
    protect_kernel_tunables=False,
    protect_control_groups=False,
    device_policy=DevicePolicy.AUTO,
)
_PROFILES = {NONE: _NONE, CONTAINER: _CONTAINER, STRICT: _STRICT}


@lru_cache(maxsize=256)
def resolve(sandbox: Sandbox | None, *, privileged: bool = False) -> Resolved:
    """Return the sandbox of a container's process with every answer given.

    BadValue, its field below the sandbox, for an unknown profile or capability.
    """
    usual = _PRIVILEGED if privileged else _CONTAINER
    if sandbox is None:
        return usual
    profile = _PROFILES.get(sandbox.profile) if sandbox.profile else usual
    if profile is None:
        raise BadValue("profile", f"is none of {', '.join(PROFILES)}: it is a container's")
    found = answered(sandbox, profile)
    if found.capabilities & SYS_ADMIN and "restrict_namespaces" not in found.named:
        found = replace(found, restrict_namespaces=False)
    return found
