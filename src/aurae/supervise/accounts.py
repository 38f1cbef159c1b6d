"""Users and groups of the machine, from its name service."""

from __future__ import annotations

import grp
import os
import pwd
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.account import Account
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from aurae.supervise.name_service import NameService


NOBODY = 65534
"""The kernel's number for a user that is none."""


class Accounts:
    """Finds the accounts that workloads run as."""

    def __init__(self, names: NameService) -> None:
        """`names` is asked."""
        self._names = names

    async def find(self, user: str, group: str, more: tuple[str, ...] = ()) -> Account:
        """Return the account of a user and group, each a name or a decimal number.

        Empty means the daemon's own user, and the user's own group; `more` are supplementary
        groups beside the user's own. BadValue for an unknown one, NoAnswer when the name service
        is silent.
        """
        about = (user, group, more)
        kept = self._names.recall(look_up, *about)
        return kept if kept is not None else await self._names.ask(look_up, *about)

    async def find_groups(self, more: tuple[str, ...]) -> Account:
        """Return an account that has these groups and is nobody's; raises as `find` does."""
        kept = self._names.recall(look_up_groups, more)
        return kept if kept is not None else await self._names.ask(look_up_groups, more)


def look_up(user: str, group: str, more: tuple[str, ...] = ()) -> Account:
    """Ask the name service; BadValue for an unknown user or group."""
    account = _account(user, group)
    if not more:
        return account
    added = _supplementary_groups(more)
    return replace(account, groups=tuple(dict.fromkeys((*account.groups, *added))))


def look_up_groups(more: tuple[str, ...]) -> Account:
    """Ask the name service for groups only; BadValue for an unknown one."""
    return Account(NOBODY, NOBODY, _supplementary_groups(more), "", "/", "")


def _supplementary_groups(names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(_supplementary(index, name) for index, name in enumerate(names))


def _supplementary(index: int, name: str) -> int:
    try:
        return _group(name)
    except BadValue as error:
        raise BadValue(f"supplementary_groups[{index}]", error.why) from None


def _account(user: str, group: str) -> Account:
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


def is_number_known(number: int) -> bool:
    """Say whether a user or a group has this number."""
    if _user_by_number(number) is not None:
        return True
    try:
        grp.getgrgid(number)
    except KeyError:
        return False
    return True


def user_name(uid: int) -> str:
    """Return the name of a user; empty when it has none."""
    entry = _user_by_number(uid)
    return "" if entry is None else entry.pw_name


def is_member(name: str, group: str) -> bool:
    """Say whether the user is in the group now, be it by primary or supplementary membership."""
    try:
        wanted = grp.getgrnam(group).gr_gid
        return wanted in os.getgrouplist(name, pwd.getpwnam(name).pw_gid)
    except KeyError:
        return False


def is_user_or_member(name: str, uid: int | None, owner: int, group: str) -> bool:
    """Say whether `name` still is the user `uid`, and that is `owner` or a member of the group."""
    try:
        if pwd.getpwnam(name).pw_uid != uid:
            return False
    except KeyError:
        return False
    return uid == owner or (bool(group) and is_member(name, group))


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
