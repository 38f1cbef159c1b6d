"""Users and groups of the machine, from its name service."""

from __future__ import annotations

import asyncio
import grp
import os
import pwd
import time

from aurae.model.account import Account
from aurae.model.refusal import BadValue

KEPT = 5.0
"""Seconds that an answer of the name service is used again."""


class Accounts:
    """Finds accounts. A name service may be slow or far away, so it is asked in a thread."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._found: dict[tuple[str, str], tuple[float, Account]] = {}

    async def find(self, user: str, group: str) -> Account:
        """Return the account of a user and group, each a name or a decimal number.

        Empty means the daemon's own user, and the user's own group. BadValue for an unknown one.
        """
        now = time.monotonic()
        kept = self._found.get((user, group))
        if kept is not None and now - kept[0] < KEPT:
            return kept[1]
        account = await asyncio.to_thread(look_up, user, group)
        if len(self._found) >= 1000:
            self._found.clear()
        self._found[user, group] = (now, account)
        return account


def look_up(user: str, group: str) -> Account:
    """Ask the name service; BadValue for an unknown user or group."""
    entry = _user(user)
    gid = _group(group) if group else None
    if entry is None:
        uid = int(user) if user else os.geteuid()
        if gid is None and user:
            raise BadValue("user", f"user {uid} has no entry: name a group as well")
        gid = os.getegid() if gid is None else gid
        return Account(uid, gid, (gid,), str(uid), "/", "/bin/sh")
    if gid is None:
        gid = entry.pw_gid
    groups = os.getgrouplist(entry.pw_name, gid)
    home = entry.pw_dir if entry.pw_dir.startswith("/") else "/"
    shell = entry.pw_shell or "/bin/sh"
    return Account(entry.pw_uid, gid, tuple(groups), entry.pw_name, home, shell)


def _user(user: str) -> pwd.struct_passwd | None:
    if not user:
        return _user_by_number(os.geteuid())
    try:
        return pwd.getpwnam(user)
    except KeyError:
        pass
    if user.isascii() and user.isdecimal() and int(user) < 2**32 - 1:
        return _user_by_number(int(user))
    raise BadValue("user", f"unknown user {user!r}")


def _user_by_number(uid: int) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        return None


def _group(group: str) -> int:
    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        pass
    if group.isascii() and group.isdecimal() and int(group) < 2**32 - 1:
        return int(group)
    raise BadValue("group", f"unknown group {group!r}")
