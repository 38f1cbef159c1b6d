"""Which devices a group of processes may use: what a specification says, and the rules that follow.

A word of a specification names a device or a class of them, and the access: `/dev/kvm rw`,
`char-pts rw`, `block-* r`. Numbers are looked up when it starts. The last rule that fits a request counts,
and what none fits is denied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLOCK, CHARACTER = 1, 2
"""Kinds of devices; numbers of enum bpf_devcg_type in linux/bpf.h (BPF_DEVCG_DEV_*)."""
MKNOD, READ, WRITE = 1, 2, 4
"""Accesses, as bits (BPF_DEVCG_ACC_*)."""
ALL = MKNOD | READ | WRITE
LETTERS = {"r": READ, "w": WRITE, "m": MKNOD}
CLASSES = {"char-": CHARACTER, "block-": BLOCK}
MAY_LACK = "-"
DEVICES = "/dev/"
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Rule:
    """Requests that are allowed or denied; None is every kind, or every number."""

    allow: bool
    kind: int | None
    major: int | None
    minor: int | None
    access: int = ALL


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a specification: the path of a device, or a class by kind and pattern of its name."""

    access: int
    path: str = ""
    kind: int = 0
    pattern: str = ""
    may_lack: bool = False


PSEUDO = tuple(
    Rule(allow=True, kind=CHARACTER, major=major, minor=minor)
    for major, minor in ((1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 2))
)
"""null, zero, full, random, urandom, tty and ptmx: nobody is harmed by these."""
TERMINALS = tuple(Rule(True, CHARACTER, major, None, READ | WRITE) for major in range(136, 144))
"""/dev/pts/*: eight numbers are set aside for them (Documentation/admin-guide/devices.txt)."""
HARMLESS = (*PSEUDO, *TERMINALS)


def parse(word: str) -> Named:
    """Read `/dev/NAME rwm`, `char-PATTERN rwm` or `block-PATTERN rwm`; without letters it is all three.

    A leading `-` lets a missing device pass. BadValue for anything else.
    """
    name, space, letters = word.partition(" ")
    access = access_of(letters) if space else ALL
    may_lack = name.startswith(MAY_LACK)
    name = name.removeprefix(MAY_LACK)
    if not name.isprintable() or len(name.encode()) > LONGEST_NAME:
        raise BadValue("", "is no name of a device")
    for prefix, kind in CLASSES.items():
        pattern = name.removeprefix(prefix)
        if pattern != name:
            if not pattern:
                raise BadValue("", f"has nothing behind {prefix}")
            return Named(access, kind=kind, pattern=pattern, may_lack=may_lack)
    parts = name.removeprefix(DEVICES).split("/")
    if not name.startswith(DEVICES) or any(part in ("", ".", "..") for part in parts):
        raise BadValue("", "is neither a path below /dev nor char-NAME or block-NAME")
    return Named(access, path=name, may_lack=may_lack)


def access_of(letters: str) -> int:
    """Return the bits of an access such as `rw`; BadValue when it is none."""
    access = 0
    for letter in letters:
        if letter not in LETTERS or access & LETTERS[letter]:
            access = 0
            break
        access |= LETTERS[letter]
    if not access:
        raise BadValue("", "has an access that is not made of r, w and m")
    return access


def paths(words: Iterable[str]) -> list[str]:
    """Return the paths that words name, with the `-` of those that may lack."""
    named = [parse(word) for word in words]
    return [MAY_LACK * one.may_lack + one.path for one in named if one.path]


def numbers(listing: str) -> list[tuple[int, str, int]]:
    """Return kind, name and major number of each class of devices in the text of /proc/devices.

    Lines that are none are passed over.
    """
    headings = {"Character devices:": CHARACTER, "Block devices:": BLOCK}
    found, kind = [], 0
    for line in listing.splitlines():
        kind = headings.get(line, kind)
        major, _, name = line.strip().partition(" ")
        if kind and name and major.isascii() and major.isdecimal():
            found.append((kind, name.strip(), int(major)))
    return found


def decide(rules: Sequence[Rule], request: tuple[int, int, int, int]) -> bool:
    """Say whether rules allow a request: kind, major, minor, and the accesses that it wants together.

    An allowing rule has to have all that is wanted; a denying one any of it.
    """
    kind, major, minor, access = request
    for rule in reversed(rules):
        if _fits(rule, kind, major, minor) and (
            not access & ~rule.access if rule.allow else access & rule.access
        ):
            return rule.allow
    return False


def describe(rules: Iterable[Rule]) -> str:
    """Say what rules allow, for people: `c 1:3 rwm` and so on."""
    return ", ".join(_shown(rule) for rule in rules) or "none"


def _shown(rule: Rule) -> str:
    kind = {None: "a", BLOCK: "b", CHARACTER: "c"}[rule.kind]
    major = "*" if rule.major is None else rule.major
    minor = "*" if rule.minor is None else rule.minor
    letters = "".join(letter for letter, bit in LETTERS.items() if rule.access & bit)
    return f"{'' if rule.allow else 'not '}{kind} {major}:{minor} {letters}"


def _fits(rule: Rule, kind: int, major: int, minor: int) -> bool:
    wanted = ((rule.kind, kind), (rule.major, major), (rule.minor, minor))
    return all(mine is None or mine == theirs for mine, theirs in wanted)
