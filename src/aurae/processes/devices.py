"""The devices of a sandbox: from the words of a specification to the numbers that this machine has for them."""

from __future__ import annotations

import os
import stat
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.model import device_rules
from aurae.model.device_program import assemble
from aurae.model.device_rules import BLOCK, CHARACTER, HARMLESS, Named, Rule
from aurae.model.execution import DevicePolicy
from aurae.model.refusal import FailedPrecondition
from aurae.model.sandbox import limits_devices

if TYPE_CHECKING:
    from aurae.model.sandbox import Resolved

CLASSES = Path("/proc/devices")


def rules(resolved: Resolved) -> tuple[Rule, ...]:
    """Return what is allowed; FailedPrecondition for a device that this machine does not have."""
    found: list[Rule] = []
    if resolved.device_policy is not DevicePolicy.STRICT:
        found += HARMLESS
    for word in resolved.device_allow:
        named = device_rules.parse(word)
        more = [_device(named)] if named.path else _class(named)
        if not any(more) and not named.may_lack:
            raise _refusal(f"{named.pattern} is no class of devices of this machine")
        found += [rule for rule in more if rule is not None and rule not in found]
    return tuple(found)


def program(resolved: Resolved) -> bytes:
    """Return the program that decides about the devices; empty where all are allowed.

    Raises FailedPrecondition as `rules` does.
    """
    return _assembled(rules(resolved)) if limits_devices(resolved) else b""


_assembled = lru_cache(maxsize=64)(assemble)  # most starts have the same rules


def _device(named: Named) -> Rule | None:
    try:
        found = os.lstat(named.path)
    except FileNotFoundError:
        if named.may_lack:
            return None
        raise _refusal(f"{named.path} is missing; -{named.path} goes on without it") from None
    except OSError as error:
        raise _refusal(f"{named.path}: {error.strerror}") from None
    if stat.S_ISLNK(found.st_mode):
        raise _refusal(f"{named.path} is a symbolic link: name the device that it leads to")
    kind = {stat.S_IFBLK: BLOCK, stat.S_IFCHR: CHARACTER}.get(stat.S_IFMT(found.st_mode))
    if kind is None:
        raise _refusal(f"{named.path} is no device")
    return Rule(True, kind, os.major(found.st_rdev), os.minor(found.st_rdev), named.access)


def _class(named: Named) -> list[Rule | None]:
    if named.pattern == "*":
        return [Rule(True, named.kind, None, None, named.access)]
    return [
        Rule(True, kind, major, None, named.access)
        for kind, name, major in device_rules.numbers(CLASSES.read_text())
        if kind == named.kind and fnmatchcase(name, named.pattern)
    ]


def _refusal(why: str) -> FailedPrecondition:
    return FailedPrecondition("allow devices", why)
