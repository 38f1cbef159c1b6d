"""From a sandbox to steps: namespaces and mounts while the child is root, rights at the very end.

Theory of the end. A filter needs no_new_privs or CAP_SYS_ADMIN in force. Where somebody asks for a
filter without no_new_privs, a user other than root carries its capabilities over setresuid(2)
until the filter is there; execve(2) then takes them away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.linux import namespaces
from aurae.linux.libseccomp import NoLibrary
from aurae.model import capabilities
from aurae.model.refusal import FailedPrecondition
from aurae.model.sandbox import needs_mounts
from aurae.processes import devices, filters
from aurae.processes.mounts import mount_steps
from aurae.wire import plan
from aurae.wire.steps_rights import KEEPCAPS, NO_NEW_PRIVS

if TYPE_CHECKING:
    from aurae.model.sandbox import Resolved
    from aurae.model.surroundings import Surroundings

SYS_ADMIN = capabilities.mask(("SYS_ADMIN",))


def outer_steps(
    resolved: Resolved, around: Surroundings, hidden: tuple[str, ...], *, terminal: bool
) -> list[plan.Step]:
    """Return the steps that root takes: namespaces, and the tree of files."""
    steps: list[plan.Step] = []
    kinds = namespaces.CLONE_NEWNET if resolved.private_network else 0
    kinds |= namespaces.CLONE_NEWUTS if resolved.protect_hostname else 0
    kinds |= namespaces.CLONE_NEWIPC if resolved.private_processes else 0
    has_tree = needs_mounts(resolved)
    kinds |= namespaces.CLONE_NEWNS if has_tree else 0
    if kinds:
        steps.append(plan.Unshare(kinds))
    if resolved.private_network:
        steps.append(plan.InterfaceUp(b"lo", 0))
    if has_tree:
        steps += mount_steps(resolved, around, hidden, terminal=terminal)
    return steps


def before_credentials(resolved: Resolved, *, is_root: bool) -> list[plan.Step]:
    """Return the steps just before the user changes. FailedPrecondition for a device that is missing.

    Devices are limited here, when everything that root opens and makes is there.
    """
    steps: list[plan.Step] = []
    if program := devices.program(resolved):
        steps.append(plan.DeviceProgram(program))
    if resolved.capabilities != capabilities.ALL:
        steps.append(plan.Bounding(resolved.capabilities))
    if not is_root and (resolved.ambient or _filters_need_rights(resolved)):
        steps.append(plan.Prctl(KEEPCAPS, 1))
    return steps


def after_credentials(resolved: Resolved, *, is_root: bool) -> list[plan.Step]:
    """Return the last steps before execve. Raises FailedPrecondition where filters cannot be made."""
    steps: list[plan.Step] = []
    ambient, extra = resolved.ambient, SYS_ADMIN if _filters_need_rights(resolved) else 0
    if not is_root and (ambient or extra):
        steps.append(plan.Capabilities(ambient | extra, ambient | extra, ambient))
    if ambient and not is_root:
        steps.append(plan.Ambient(ambient))
    if resolved.no_new_privileges:
        steps.append(plan.Prctl(NO_NEW_PRIVS, 1))
    return steps + [plan.Seccomp(program) for program in programs(resolved)]


def check_calls(resolved: Resolved) -> None:
    """BadValue for a system call that the machine does not know; FailedPrecondition as below."""
    try:
        filters.check_names(resolved)
    except NoLibrary as error:
        raise _refusal(error) from None


def programs(resolved: Resolved) -> tuple[bytes, ...]:
    """Return the filters of system calls; FailedPrecondition where they cannot be made."""
    try:
        return filters.programs(resolved)
    except NoLibrary as error:
        raise _refusal(error) from None


def _refusal(error: NoLibrary) -> FailedPrecondition:
    why = f"{error}: install it, or choose a sandbox without filters of system calls"
    return FailedPrecondition("filter system calls", why)


def _filters_need_rights(resolved: Resolved) -> bool:
    return not resolved.no_new_privileges and bool(programs(resolved))
