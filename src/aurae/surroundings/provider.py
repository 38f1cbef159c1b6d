"""The front of the room: what a run is to find around it is made here, and cleared away again.

Theory. What is made for a run is written down first, in a record; a server that starts finds the
records, and whoever knows which runs live has the others cleared (`keys`, `clear`). All work is on
the disk and in threads, one piece at a time for each run; everything can be done twice.
"""

from __future__ import annotations

import asyncio
import errno
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.account import Account
from aurae.model.execution import Folder, Place
from aurae.model.refusal import BadValue
from aurae.model.surroundings import Surroundings
from aurae.surroundings import dynamic_users
from aurae.surroundings.clearing import Clearing
from aurae.surroundings.credentials import Credentials, gather
from aurae.surroundings.dynamic_users import DynamicUsers
from aurae.surroundings.environment import read_env_files
from aurae.surroundings.folders import Owner, exists
from aurae.surroundings.making import make_folders
from aurae.surroundings.places import PRIVATE, VARIABLES, Places, is_private
from aurae.surroundings.records import Record, Records
from aurae.surroundings.uids import candidates
from aurae.surroundings.work import Work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from pathlib import Path

    from aurae.model.workload import Executable
    from aurae.surroundings.patience import Patience

SHELL = "/usr/sbin/nologin"
"""Shell of a dynamic user."""

_OURS = frozenset({PRIVATE, dynamic_users.FOLDER})

_log = logging.getLogger("aurae.surroundings")


class _Made(NamedTuple):
    """What was made for a start, with its dynamic user."""

    start: str
    account: Account | None
    around: Surroundings


class Provider:
    """Makes the surroundings of runs. A key is `run-<id>` or `service-<id>`.

    For one key, whoever calls waits for one call before the next.
    """

    def __init__(
        self,
        runtime_dir: Path,
        places: Places,
        *,
        is_known: Callable[[int], Awaitable[bool]],
        own: Iterable[Path] = (),
    ) -> None:
        """`is_known` says whether a user or a group of the machine has this number.

        `own` are further folders of the daemon, which no run gets.
        """
        self._places = places
        self._is_known = is_known
        self._own = (runtime_dir, *own)
        self._credentials = Credentials(runtime_dir / "credentials")
        self._files = Records(runtime_dir / "surroundings")
        self._users = DynamicUsers(places.runtime / dynamic_users.FOLDER)
        self._records: dict[str, Record] = {}
        self._made: dict[str, _Made] = {}
        self._work = Work()
        self._clearing = Clearing(
            places, self._credentials, self._files, self._users, self._records
        )

    async def open(self) -> None:
        """Find what is there already. Raises OSError when the runtime folder cannot be used."""
        await self._work.run("", self._clearing.find)

    def keys(self) -> set[str]:
        """Return the keys that something is there for."""
        return set(self._records)

    async def prepare(
        self,
        key: str,
        executable: Executable,
        account: Account,
        *,
        name: str = "",
        start: str = "",
    ) -> tuple[Account, Surroundings]:
        """Make what a run is to find, and return it with the account that it runs as.

        Several processes may belong to one `start`: they find what was made for the first.

        With a dynamic user only the groups of the account given count; the user is called `name`.
        Raises BadValue, and OSError whose `filename` is the step and
        whose `strerror` is the reason; nothing is left then that was not there before.
        """
        env: dict[str, str] = {}
        if executable.env_files:
            reading = partial(read_env_files, executable.env_files)
            env = await self._work.read(reading, "environment files")
        if not (executable.folders or executable.credentials or executable.dynamic_user):
            return account, Surroundings(env=env)
        made = self._made.get(key)
        if start and made is not None and made.start == start:
            return self._again(made, executable, account, env)
        known = self._records.get(key)
        secrets = await self._secrets(executable)
        self._reserve(key, executable, known or Record())
        self._made.pop(key, None)
        try:
            await self._work.run(key, partial(self._write_down, key, executable, known))
            if executable.dynamic_user:
                account = await self._dynamic_account(key, name or key, account.groups)
            owner = Owner(account.uid, account.gid)
            making = partial(self._make, key, executable, secrets, owner)
            fixed = await self._work.run(key, making)
        except BaseException as error:
            # Also when we are cancelled, while a thread is at work.
            self._work.begin(key, partial(self._clearing.clear, key, known is None))
            if not isinstance(error, asyncio.CancelledError):
                await self._work.settled(key)
            raise
        around = self._surroundings(executable, fixed)
        self._made[key] = _Made(start, account if executable.dynamic_user else None, around)
        return account, replace(around, env=env)

    async def clear(self, key: str, *, final: bool) -> None:
        """Clear away what was made for a run that has ended; what cannot be is told in the log.

        Without `final` it is about to start again: only the credentials go. With it the runtime
        folders go that were made for it and are not to be kept, and its dynamic user is free.
        """
        self._made.pop(key, None)
        if key not in self._records:
            await self._work.settled(key)
            return
        try:
            await self._work.run(key, partial(self._clearing.clear, key, final))
        except OSError as error:
            _log.error("cannot clear away what was made for %s: %s", key, error)

    async def close(self) -> None:
        """Clear everything away, because the daemon stops and nothing runs any more."""
        await asyncio.gather(*(self.clear(key, final=True) for key in self.keys()))
        self._work.close()

    def leave(self) -> None:
        """End the threads and leave everything as it is, because only the server ends."""
        self._work.close()

    async def _secrets(self, executable: Executable) -> dict[str, bytes]:
        if not executable.credentials:
            return {}
        return await self._work.read(partial(gather, executable.credentials), "credentials")

    def _again(
        self, made: _Made, executable: Executable, account: Account, env: dict[str, str]
    ) -> tuple[Account, Surroundings]:
        """Return what is there for a further process of the same start."""
        if executable.dynamic_user and made.account is not None:
            account = made.account
        return account, replace(made.around, env=env)

    def _reserve(self, key: str, executable: Executable, known: Record) -> None:
        """Note which folders a run uses, so that of two only one gets what cannot be shared."""
        for index, folder in enumerate(executable.folders):
            self._check_own(f"executable.folders[{index}].name", folder)
        folders = frozenset(
            Folder(folder.place, folder.name)
            for folder in executable.folders
            if folder.place is not Place.CONFIGURATION
        )
        private = folders if executable.dynamic_user else frozenset[Folder]()
        for other, record in list(self._records.items()):
            taken = _shared(folders, record.private) | _shared(private, record.folders)
            if other != key and taken:
                step = f"folder {self._places.path(min(taken, key=lambda one: one.name))}"
                why = f"is in use by {other}, and not shared by runs with a dynamic user"
                raise OSError(errno.EBUSY, why, step)
        self._records[key] = replace(
            known, folders=known.folders | folders, private=known.private | private
        )

    def _check_own(self, field: str, folder: Folder) -> None:
        path = self._places.path(folder)
        for own in self._own:
            if path == own or path in own.parents or own in path.parents:
                raise BadValue(field, f"{path} belongs to the daemon")
        if folder.name.partition("/")[0] in _OURS:
            raise BadValue(field, f"{path} belongs to the daemon")

    def _write_down(
        self, key: str, executable: Executable, known: Record | None, _: Patience
    ) -> None:
        """Write the record. A runtime folder that is there already is not ours to remove."""
        root = self._places.runtime
        removed = frozenset(
            Folder(folder.place, folder.name)
            for folder in executable.folders
            if folder.place is Place.RUNTIME and not folder.keep and not exists(root, folder.name)
        )
        record = self._records[key]
        if known is not None:
            removed |= known.removed
        self._records[key] = replace(record, removed=removed)
        self._files.write(key, self._records[key])

    async def _dynamic_account(self, key: str, name: str, groups: Sequence[int]) -> Account:
        uid = self._records[key].uid
        if uid is None:
            uid = await self._allot(key, name)
        shown = name.rpartition("/")[2]
        return Account(uid, uid, (uid, *groups), shown, "/", SHELL)

    async def _allot(self, key: str, name: str) -> int:
        if self._clearing.unsealed:
            raise OSError(errno.EPERM, self._clearing.unsealed, "dynamic user")
        for uid in candidates(name):
            if await self._is_known(uid):
                continue
            if await self._work.run(key, partial(self._claim, key, uid)):
                return uid
        raise OSError(errno.EAGAIN, "all numbers are in use", "dynamic user")

    def _claim(self, key: str, uid: int, _: Patience) -> bool:
        try:
            if not self._users.claim(uid, self._files.path(key)):
                return False
            self._records[key] = replace(self._records[key], uid=uid)
            self._files.write(key, self._records[key])
        except OSError as error:
            raise OSError(error.errno, error.strerror, "dynamic user") from None
        return True

    def _make(
        self,
        key: str,
        executable: Executable,
        secrets: dict[str, bytes],
        owner: Owner,
        patience: Patience,
    ) -> dict[str, str]:
        """Make folders and credentials; returns the variable that tells of the credentials."""
        make_folders(
            self._places, executable.folders, owner, patience, dynamic=executable.dynamic_user
        )
        if not secrets:
            return {}
        path = self._credentials.write(key, secrets, owner, patience)
        return {"CREDENTIALS_DIRECTORY": str(path)}

    def _surroundings(self, executable: Executable, fixed: dict[str, str]) -> Surroundings:
        places, dynamic = self._places, executable.dynamic_user
        told: dict[Place, list[str]] = {}
        writable = []
        for folder in executable.folders:
            path = places.path(folder)
            told.setdefault(folder.place, []).append(str(path))
            if folder.place is not Place.CONFIGURATION:
                private = is_private(folder, dynamic=dynamic)
                writable.append(str(places.private_path(folder) if private else path))
        variables = {VARIABLES[place]: ":".join(paths) for place, paths in told.items()}
        shown = tuple(fixed.values())
        return Surroundings({}, variables | fixed, tuple(writable), shown)


def _shared(ours: Iterable[Folder], theirs: Iterable[Folder]) -> set[Folder]:
    """Return those of ours that are one of theirs, below one of them, or above."""
    return {
        one
        for one in ours
        for other in theirs
        if one.place is other.place
        and (
            f"{one.name}/".startswith(f"{other.name}/")
            or f"{other.name}/".startswith(f"{one.name}/")
        )
    }
