"""What was made for a run, on disk before it is made: whoever comes after a crash clears it away."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from aurae.model.execution import Folder, Place

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger("aurae.surroundings")


@dataclass(frozen=True, slots=True)
class Record:
    """What is there for a run.

    `folders` are those it uses, `removed` those of them that go with it. `private` are those that
    nobody else may use meanwhile, because its user is a dynamic one, whose number is `uid`.
    """

    folders: frozenset[Folder] = frozenset()
    removed: frozenset[Folder] = frozenset()
    private: frozenset[Folder] = frozenset()
    uid: int | None = None


class Records:
    """A folder with one file for each run that has something. Every method is for a thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made by `load`."""
        self._folder = folder

    def path(self, key: str) -> Path:
        """Return where the record of a run is."""
        return self._folder / key

    def load(self) -> dict[str, Record]:
        """Return all records; those that cannot be read are told and removed."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        found = {}
        for path in sorted(self._folder.iterdir()):
            try:
                if not path.name.startswith("."):
                    found[path.name] = decode(path.read_bytes())
                    continue
            except (OSError, ValueError) as error:
                _log.error("cannot read what belongs to %s: %s", path.name, error)
            with suppress(OSError):
                path.unlink()
        return found

    def write(self, key: str, record: Record) -> None:
        """Write a record beside its place and rename it; a power failure clears /run anyway."""
        beside = self._folder / f".{key}"
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(encode(record))
        beside.rename(self.path(key))

    def remove(self, key: str) -> None:
        """Forget a run."""
        self.path(key).unlink(missing_ok=True)


def encode(record: Record) -> bytes:
    """Return a record as JSON."""
    kinds = (record.folders, record.removed, record.private)
    lists = [sorted([one.place.value, one.name] for one in kind) for kind in kinds]
    return json.dumps([*lists, record.uid]).encode()


def decode(content: bytes) -> Record:
    """Read a record; ValueError when it is none."""
    found = cast("object", json.loads(content))
    if not isinstance(found, list) or len(found) != 4:
        raise ValueError("is no record")
    *lists, uid = cast("list[object]", found)
    if uid is not None and type(uid) is not int:
        raise ValueError("has no number as user")
    folders, removed, private = map(_folders, lists)
    return Record(folders, removed, private, uid)


def _folders(items: object) -> frozenset[Folder]:
    found = cast("list[object]", items) if isinstance(items, list) else [items]
    return frozenset(_folder(item) for item in found)


def _folder(item: object) -> Folder:
    if not isinstance(item, list) or len(item) != 2 or not all(type(one) is str for one in item):
        raise ValueError("has a folder that is none")
    place, name = cast("list[str]", item)
    return Folder(Place(place), name)
