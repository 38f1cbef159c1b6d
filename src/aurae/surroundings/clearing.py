"""Clears away what was made for runs, and finds what earlier servers made."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.execution import Folder, Place
from aurae.surroundings.folders import spot
from aurae.surroundings.patience import TooLong
from aurae.surroundings.private import seal, seal_all
from aurae.surroundings.removing import remove_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurae.surroundings.credentials import Credentials
    from aurae.surroundings.dynamic_users import DynamicUsers
    from aurae.surroundings.patience import Patience
    from aurae.surroundings.places import Places
    from aurae.surroundings.records import Record, Records

LASTING = (Place.STATE, Place.CACHE, Place.LOGS)
"""Places whose folders outlive a run."""

_log = logging.getLogger("aurae.surroundings")


class Clearing:
    """Every method is for a thread."""

    def __init__(
        self,
        places: Places,
        credentials: Credentials,
        files: Records,
        users: DynamicUsers,
        records: dict[str, Record],
    ) -> None:
        """`records` is what is known now; it is filled and emptied here.

        `unsealed` is why the folders of earlier dynamic users may lie open; empty when they do not.
        """
        self._places = places
        self._credentials = credentials
        self._files = files
        self._users = users
        self._records = records
        self.unsealed = ""

    def find(self, patience: Patience) -> None:
        """Read all records, and make up for a sudden end. Raises OSError."""
        self._records.update(self._files.load())
        try:
            self._credentials.remove_all_but(set(self._records), patience)
        except OSError as error:
            _log.error("cannot clear away credentials of earlier runs: %s", error)
        for key, record in self._records.items():
            if record.uid is not None:
                self._users.restore(record.uid, self._files.path(key))
        for place in LASTING:
            root = self._places.root(place)
            try:
                seal_all(root, self._users.is_in_use)
            except OSError as error:
                self.unsealed = f"cannot close the folders of earlier ones: {root}: {error}"
                _log.error("no dynamic user is given out: %s", self.unsealed)

    def clear(self, key: str, final: bool, patience: Patience) -> None:
        """Clear away what was made for a run; its record goes when all has gone. Raises OSError."""
        record = self._records.get(key)
        if record is None:
            return
        trouble: OSError | None = None
        for step in self._steps(key, record, final, patience):
            try:
                step()
            except TooLong:
                raise
            except OSError as error:
                trouble = error
        if trouble is not None:
            raise trouble
        if final:
            if record.uid is not None:
                self._users.release(record.uid, self._files.path(key))
            self._files.remove(key)
            self._records.pop(key, None)

    def _steps(
        self, key: str, record: Record, final: bool, patience: Patience
    ) -> Iterator[Callable[[], None]]:
        yield partial(self._credentials.remove, key, patience)
        if not final:
            return
        for folder in record.private:
            if folder.place in LASTING:
                yield partial(seal, self._places.root(folder.place), folder.name)
        others = [other for name, other in list(self._records.items()) if name != key]
        for folder in sorted(record.removed, key=lambda one: one.name, reverse=True):
            if not any(_is_within(folder, other.folders) for other in others):
                yield partial(self._remove, folder, patience)

    def _remove(self, folder: Folder, patience: Patience) -> None:
        root = self._places.root(folder.place)
        try:
            with suppress(FileNotFoundError):
                with spot(root, folder.name, None, make=False) as at:
                    remove_tree(at.folder, at.name, patience)
        except NotADirectoryError:
            pass  # somebody put something else there, which is not ours
        except TooLong:
            raise
        except OSError as error:
            path = self._places.path(folder)
            raise OSError(error.errno, error.strerror, str(path)) from None


def _is_within(folder: Folder, used: frozenset[Folder]) -> bool:
    """Say whether a run uses this folder or one below it."""
    return any(
        one.place is folder.place and f"{one.name}/".startswith(f"{folder.name}/") for one in used
    )
