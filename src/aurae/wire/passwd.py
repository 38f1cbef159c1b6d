"""Users and groups of an image: words looked up in the bytes of its /etc/passwd and /etc/group.

The files are the image's, so nothing in them is trusted: what is no entry is passed over, and a word of
digits is a number, whatever entry has it as a name (CVE-2024-40635). See passwd(5), group(5).
"""

from __future__ import annotations

from collections import namedtuple

LAST_ID = 0xFFFF_FFFE
"""Ids are 32 bits; the last one means "no change"."""
LONGEST_LINE = 65_536
MOST_GROUPS = 65_536
"""NGROUPS_MAX."""

Found = namedtuple("Found", "uid gid groups home")
"""Who somebody is: user id, group id, supplementary groups, home directory."""


def resolve(user: bytes, group: bytes, more: list[bytes], users: bytes, groups: bytes) -> Found:
    """Return who a user is; `users` and `groups` are the contents of the two files.

    An empty `user` is root, an empty `group` the user's own. `more` are further groups, beside those
    that have the user as a member. Raises ValueError for a name that has no entry, and for a number
    that is too large.
    """
    name, uid, gid, home = _user(user or b"0", users)
    members = _memberships(name, groups) if name else []
    if group:
        gid = _group(group, groups)
    found = [*members, *(_group(word, groups) for word in more)]
    if len(found) > MOST_GROUPS:
        raise ValueError(f"user {_shown(user)} is in too many groups")
    return Found(uid, gid, sorted({gid, *found}), home)


def _user(word: bytes, users: bytes) -> tuple[bytes, int, int, bytes]:
    number = _number(word, "user")
    for fields in _entries(users, 7):
        if fields[0] == word if number is None else fields[2] == number:
            return fields[0], fields[2], fields[3], fields[5]
    if number is None:
        raise ValueError(f"no user {_shown(word)} in the image's /etc/passwd")
    return b"", number, 0, b"/"


def _group(word: bytes, groups: bytes) -> int:
    number = _number(word, "group")
    if number is not None:
        return number
    for fields in _entries(groups, 4):
        if fields[0] == word:
            return int(fields[2])
    raise ValueError(f"no group {_shown(word)} in the image's /etc/group")


def _memberships(name: bytes, groups: bytes) -> list[int]:
    return [fields[2] for fields in _entries(groups, 4) if name in fields[3].split(b",")]


def _entries(content: bytes, least: int):  # type: ignore[no-untyped-def]  # noqa: ANN202  costs memory
    """Yield the fields of each entry, with its ids as numbers."""
    for line in content.split(b"\n"):
        fields = line.split(b":")
        if len(line) > LONGEST_LINE or len(fields) < least or not fields[0]:
            continue
        ids = fields[2:4] if least == 7 else fields[2:3]
        if all(_is_number(word) and int(word) <= LAST_ID for word in ids):
            yield [*fields[:2], *(int(word) for word in ids), *fields[2 + len(ids) :]]


def _number(word: bytes, kind: str) -> int | None:
    """Return a word of digits as a number, None for a name; ValueError for one too large."""
    if not _is_number(word):
        return None
    if len(word) > 10 or int(word) > LAST_ID:
        raise ValueError(f"{kind} {_shown(word)} is too large a number")
    return int(word)


def _is_number(word: bytes) -> bool:
    return word.isdigit() and len(word) <= 64


def _shown(word: bytes) -> str:
    return ascii(word[:64].decode(errors="replace"))
