"""Filters of system calls for a sandbox: which calls, and with which arguments.

Theory. What is denied fails with EPERM, as rights that are missing do: programs know that answer.
To a call that no set knows, newer than they, the answer is that of an older kernel (ENOSYS).
The list of calls is one filter; what depends on arguments is another that allows all else, since
one filter cannot say "any of these, but not with that". clone3 hides its flags behind a pointer,
so where namespaces are restricted it does not exist (ENOSYS), and the C library takes clone.
"""

from __future__ import annotations

import errno
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aurae.linux import libseccomp, namespaces
from aurae.linux.libseccomp import ALLOW, ERRNO, GE, MASKED_EQ, Filter
from aurae.model import sandbox, system_calls
from aurae.model.refusal import BadValue
from aurae.model.sandbox import FAMILIES, NO_FAMILY

if TYPE_CHECKING:
    from aurae.model.sandbox import Resolved

DENY = ERRNO | errno.EPERM
ABSENT = ERRNO | errno.ENOSYS
INT = 0xFFFF_FFFF
NAMESPACES = (
    *(namespaces.CLONE_NEWNS, namespaces.CLONE_NEWCGROUP, namespaces.CLONE_NEWUTS),
    *(namespaces.CLONE_NEWIPC, namespaces.CLONE_NEWPID, namespaces.CLONE_NEWNET),
    *(0x1000_0000, 0x80),  # user, time
)
PROT_WRITE, PROT_EXEC, SHM_EXEC = 2, 4, 0o100000
SET_ID = (0o4000, 0o2000)
O_CREAT, O_TMPFILE = 0o100, 0o20000000
REAL_TIME = (1, 2, 6)
"""SCHED_FIFO, SCHED_RR and SCHED_DEADLINE."""
POLICY = 0xFFFF
USUAL_BITS = (3, 17)
"""Of personality(2): PER_LINUX32 and UNAME26, for programs that are built for older machines."""


class _Asked(NamedTuple):
    """All that decides about a filter."""

    calls: tuple[str, ...]
    families: tuple[str, ...]
    namespaces: bool
    realtime: bool
    set_id: bool
    write_execute: bool
    personality: bool
    usual_personality: bool
    foreign: bool


def programs(resolved: Resolved) -> tuple[bytes, ...]:
    """Return the filters of a sandbox in the order in which they are put in force.

    Raises libseccomp.NoLibrary.
    """
    if not sandbox.needs_filter(resolved):
        return ()
    return _programs(
        _Asked(
            sandbox.calls(resolved),
            resolved.address_families,
            resolved.restrict_namespaces,
            resolved.restrict_realtime,
            resolved.restrict_set_id,
            resolved.deny_write_execute,
            resolved.lock_personality,
            resolved.of_container
            and not resolved.lock_personality
            and bool(resolved.system_calls),
            not resolved.native_system_calls,
        )
    )


def check_names(resolved: Resolved) -> None:
    """BadValue for a system call that the machine does not know; libseccomp.NoLibrary."""
    for index, word in enumerate(resolved.system_calls):
        name = word.removeprefix("~")
        if not system_calls.is_set(name) and libseccomp.call_number(name) == libseccomp.UNKNOWN:
            raise BadValue(f"system_calls[{index}]", f"unknown system call {name[:40]!r}")


@lru_cache(maxsize=64)
def _programs(asked: _Asked) -> tuple[bytes, ...]:
    made = []
    arguments = any(asked[1:8])
    if arguments:
        with Filter(ALLOW, foreign=asked.foreign) as rules:
            _add_argument_rules(rules, asked)
            made.append(rules.program())
    is_allowed, names = system_calls.selected(asked.calls)
    if names or not asked.foreign:
        with Filter(ABSENT if is_allowed else ALLOW, foreign=asked.foreign) as rules:
            for name in sorted(names):
                rules.add(ALLOW if is_allowed else DENY, name)
            for name in sorted(
                system_calls.members(system_calls.KNOWN) - names if is_allowed else ()
            ):
                rules.add(DENY, name)
            made.append(rules.program())
    return tuple(made)


def _add_argument_rules(rules: Filter, asked: _Asked) -> None:
    if asked.families:
        allowed = {FAMILIES[name] for name in asked.families if name != NO_FAMILY}
        _restrict_families(rules, allowed, foreign=asked.foreign)
    if asked.namespaces:
        _restrict_namespaces(rules)
    if asked.realtime:
        _restrict_realtime(rules)
    if asked.set_id:
        _restrict_set_id(rules)
    if asked.write_execute:
        _deny_write_execute(rules)
    if asked.personality:
        _lock_personality(rules)
    if asked.usual_personality:
        _lock_personality(rules, spared=USUAL_BITS)


def _restrict_families(rules: Filter, allowed: set[int], *, foreign: bool) -> None:
    # The kernel reads an int; with anything in the upper half of the register the number is too large.
    highest = max(allowed, default=-1)
    for family in set(range(highest)) - allowed:
        rules.add(DENY, "socket", (0, MASKED_EQ, INT, family))
    rules.add(DENY, "socket", (0, GE, highest + 1, 0))
    if foreign:
        rules.add(DENY, "socketcall")  # its arguments are behind a pointer


def _restrict_namespaces(rules: Filter) -> None:
    for kind in NAMESPACES:
        for name in ("clone", "unshare"):
            rules.add(DENY, name, (0, MASKED_EQ, kind, kind))
    rules.add(DENY, "setns")
    rules.add(ABSENT, "clone3")


def _restrict_realtime(rules: Filter) -> None:
    for policy in REAL_TIME:
        rules.add(DENY, "sched_setscheduler", (1, MASKED_EQ, POLICY, policy))
    rules.add(DENY, "sched_setattr")  # the policy is behind a pointer


def _deny_write_execute(rules: Filter) -> None:
    both = PROT_WRITE | PROT_EXEC
    for name in ("mmap", "mmap2"):
        rules.add(DENY, name, (2, MASKED_EQ, both, both))
    for name in ("mprotect", "pkey_mprotect"):
        rules.add(DENY, name, (2, MASKED_EQ, PROT_EXEC, PROT_EXEC))
    rules.add(DENY, "shmat", (2, MASKED_EQ, SHM_EXEC, SHM_EXEC))


def _lock_personality(rules: Filter, spared: tuple[int, ...] = ()) -> None:
    """Allow the usual one, any of the bits that are spared, and all bits, which asks what it is."""
    # In every other number a bit that is set stands beside one that is not: among the bits that
    # are not spared, or, where those are all set, before a spared one.
    held = [bit for bit in range(32) if bit not in spared]
    pairs = list(zip(held, held[1:] + held[:1], strict=True))
    pairs += [(held[0], bit) for bit in spared]
    for one, other in pairs:
        here, beside = 1 << one, 1 << other
        rules.add(DENY, "personality", (0, MASKED_EQ, here | beside, here))


def _restrict_set_id(rules: Filter) -> None:
    for bit in SET_ID:
        has_bit = (MASKED_EQ, bit, bit)
        for name, argument in (
            *(("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("fchmodat2", 2), ("creat", 1)),
            *(("mkdir", 1), ("mkdirat", 2), ("mknod", 1), ("mknodat", 2)),
        ):
            rules.add(DENY, name, (argument, *has_bit))
        for making in (O_CREAT, O_TMPFILE):
            makes = (MASKED_EQ, making, making)
            rules.add(DENY, "open", (1, *makes), (2, *has_bit))
            rules.add(DENY, "openat", (2, *makes), (3, *has_bit))
    rules.add(ABSENT, "openat2")  # its mode is behind a pointer
