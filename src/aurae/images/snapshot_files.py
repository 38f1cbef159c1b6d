"""The folders of snapshots: staged, published, discarded. Everything here blocks: it is for threads."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from aurae.linux.sync import syncfs
from aurae.model.image import Snapshot
from aurae.state import record
from aurae.surroundings.patience import Patience
from aurae.surroundings.removing import remove_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
STAGING, TRASH, LAYER, ABOUT = "staging", "trash", "fs", "about"
ABOUT_LIMIT = 4096
REMOVAL_LIMIT = 3600.0
"""Seconds for the removal of one layer."""
_NAME = re.compile(r"[0-9a-f]{64}")

_log = logging.getLogger("aurae.images")


@dataclass(slots=True)
class Found:
    """What was there: whole layers by their chain ids."""

    whole: dict[str, Snapshot] = field(default_factory=dict)


class SnapshotFiles:
    """The folder `snapshots`. Every method raises OSError."""

    def __init__(self, folder: Path, boot: str) -> None:
        """`boot` is the id of this boot of the machine."""
        self._folder = folder
        self._boot = boot
        self._removing = threading.Lock()

    def layer(self, name: str) -> Path:
        """Return the folder of a layer's content."""
        return self._folder / name / LAYER

    def open(self, known: Mapping[str, Snapshot]) -> Found:
        """Find what is whole, of `known` and of this boot; what is not goes to the trash."""
        for path in (self._folder, self._folder / STAGING, self._folder / TRASH):
            path.mkdir(mode=0o700, exist_ok=True)
        found = Found()
        by_name = {chain.partition(":")[2]: snapshot for chain, snapshot in known.items()}
        for name in sorted(os.listdir(self._folder)):
            if name in (STAGING, TRASH):
                continue
            snapshot = by_name.get(name) or self._of_this_boot(name)
            if snapshot is not None and (self._folder / name / LAYER).is_dir():
                found.whole[snapshot.chain_id] = snapshot
            elif _NAME.fullmatch(name):
                self.discard(name)
            else:
                _log.warning("%s is not ours", self._folder / name)
        for name in os.listdir(self._folder / STAGING):
            self._trash(self._folder / STAGING / name)
        return found

    def stage(self) -> Path:
        """Make a new folder with an empty `fs` in it."""
        staged = self._folder / STAGING / uuid4().hex
        staged.mkdir(mode=0o700)
        layer = staged / LAYER
        layer.mkdir(mode=0o700)
        # What is made in it is ours whatever the folders above pass on (set-group-ID, inode(7)).
        os.chown(layer, os.geteuid(), os.getegid())
        layer.chmod(0o700)
        return staged

    def publish(self, staged: Path, name: str, snapshot: Snapshot) -> None:
        """Give a staged layer its name: from then on it is whole, as long as this boot lasts."""
        text = json.dumps({"boot": self._boot, "snapshot": record.dump(snapshot)})
        (staged / ABOUT).write_text(text, encoding="utf-8")
        if (self._folder / name).exists():
            self.discard(name)
        staged.rename(self._folder / name)

    def keep(self, folder: Path, place: Path) -> None:
        """Give a folder its place beside a layer; it is on the disk before."""
        self.sync()
        folder.rename(place)

    def drop(self, staged: Path) -> None:
        """Remove a staged layer that came to nothing; nothing when it is not there."""
        if staged.exists():
            self._trash(staged)
            self.empty_trash()

    def discard(self, name: str) -> None:
        """Put a layer into the trash, from which `empty_trash` removes it."""
        with suppress(FileNotFoundError):
            self._trash(self._folder / name)

    def empty_trash(self) -> None:
        """Remove what is in the trash, over no symbolic link and into no other file system."""
        with self._removing:
            trash = os.open(self._folder / TRASH, FOLDER)
            try:
                for name in os.listdir(trash):
                    remove_tree(trash, name, Patience(REMOVAL_LIMIT, threading.Event()))
            finally:
                os.close(trash)

    def sync(self) -> None:
        """Return when all that was unpacked and renamed is on the disk."""
        fd = os.open(self._folder, FOLDER)
        try:
            syncfs(fd)
        finally:
            os.close(fd)

    def _trash(self, path: Path) -> None:
        path.rename(self._folder / TRASH / uuid4().hex)

    def _of_this_boot(self, name: str) -> Snapshot | None:
        """Return what `about` says of a layer that was unpacked in this boot."""
        try:
            with (self._folder / name / ABOUT).open(encoding="utf-8") as file:
                said = json.loads(file.read(ABOUT_LIMIT))
            if said["boot"] != self._boot:
                return None
            snapshot = record.load(Snapshot, said["snapshot"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return snapshot if snapshot.chain_id == f"sha256:{name}" else None
