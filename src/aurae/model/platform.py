"""Platforms: what an image was built for, and which of several this machine runs best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model import json_fields
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import override
else:
    from aurae.model.override import override

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)

_ALIASES = {
    "x86_64": ("amd64", ""),
    "x86-64": ("amd64", ""),
    "i386": ("386", ""),
    "i486": ("386", ""),
    "i586": ("386", ""),
    "i686": ("386", ""),
    "aarch64": ("arm64", ""),
    "armhf": ("arm", "v7"),
    "armel": ("arm", "v6"),
    "armv5l": ("arm", "v5"),
    "armv6l": ("arm", "v6"),
    "armv7l": ("arm", "v7"),
    "armv8l": ("arm", "v8"),
    "mips64el": ("mips64le", ""),
    "loongarch64": ("loong64", ""),
}
"""What the kernel and Debian call the architectures that images know by Go's names."""

_USUAL = {"arm": "v7", "arm64": "v8", "amd64": "v1"}
"""The variant that is meant where none is given."""


@dataclass(frozen=True, slots=True)
class Platform:
    """An operating system and an architecture in normal form: `linux/arm64`, `linux/arm/v7`."""

    os: str
    architecture: str
    variant: str = ""
    """Empty for the usual one, but for `arm`."""

    @override
    def __str__(self) -> str:
        """Return it as people write it."""
        tail = f"/{self.variant}" if self.variant else ""
        return f"{self.os}/{self.architecture}{tail}"


def normal(os: str, architecture: str, variant: str = "") -> Platform:
    """Return the platform in normal form; BadValue when a word of it is none."""
    for field, word in (("os", os), ("architecture", architecture), ("variant", variant)):
        if (word or field != "variant") and not _WORD.fullmatch(word):
            raise BadValue(field, f"{word[:80]!r} is no name of one" if word else "is empty")
    architecture, implied = _ALIASES.get(architecture.lower(), (architecture.lower(), ""))
    variant = variant.lower() or implied
    if architecture in _USUAL and variant.isdigit():
        variant = f"v{variant}"
    if architecture == "arm":
        variant = variant or "v7"
    elif variant == _USUAL.get(architecture):
        variant = ""
    return Platform(os.lower(), architecture, variant)


def parse(text: str) -> Platform:
    """Return the platform of `linux/arm64`, `linux/arm/v7` or, for Linux, of `arm64`."""
    words = text.split("/")
    if len(words) == 1:
        words.insert(0, "linux")
    if len(words) > 3:
        raise BadValue("", f"{text[:80]!r} has more than three parts")
    if "" in words:
        raise BadValue("", f"{text[:80]!r} is no platform such as linux/arm64")
    return normal(*words)


def from_json(value: object) -> Platform:
    """Return the platform that a descriptor names."""
    fields = json_fields.as_object("", value)
    return normal(
        json_fields.text(fields, "os", 64),
        json_fields.text(fields, "architecture", 64),
        json_fields.text(fields, "variant", 64),
    )


def host(machine: str, level: int = 1) -> Platform:
    """Return the platform of a Linux machine that uname(2) calls `machine`.

    `level` is the processor's: 3 for one that runs x86-64-v3.
    """
    found = normal("linux", machine)
    if found.architecture == "amd64" and level > 1:
        return Platform("linux", "amd64", f"v{level}")
    return found


def runnable(machine: Platform) -> tuple[Platform, ...]:
    """Return the platforms whose programs run on a machine, the best first."""
    os, architecture = machine.os, machine.architecture
    own = _lower_variants(os, architecture, machine.variant)
    if architecture == "amd64":
        return (*own, Platform(os, "386"))
    if architecture == "arm64":
        return (*own, *_lower_variants(os, "arm", "v8"))
    return own


def best(machine: Platform, offered: Sequence[Platform | None]) -> int | None:
    """Return the index of the offer that suits a machine best, the first of equal ones.

    An offer that does not say what it is for (None) is taken if there is no other; what it is for
    stands in its configuration. None is returned where nothing suits.
    """
    for wanted in runnable(machine):
        if wanted in offered:
            return offered.index(wanted)
    return offered.index(None) if None in offered else None


def suits(machine: Platform, offered: Platform) -> bool:
    """Say whether programs for a platform run on a machine."""
    return offered in runnable(machine)


def _lower_variants(os: str, architecture: str, variant: str) -> tuple[Platform, ...]:
    """Return the variant and those below it; one that is not counted stands for itself."""
    if architecture not in _USUAL:
        return (Platform(os, architecture, variant),)
    given = variant or _USUAL[architecture]
    if not re.fullmatch(r"v[1-9]", given):
        return (Platform(os, architecture, variant), normal(os, architecture))
    least = {"arm": 5, "arm64": 8, "amd64": 1}[architecture]
    numbers = range(int(given[1:]), least - 1, -1)
    return tuple(normal(os, architecture, f"v{number}") for number in numbers)
