"""Makes the folders of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.execution import Place
from aurae.surroundings import folders, private
from aurae.surroundings.patience import TooLong
from aurae.surroundings.places import is_private

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.execution import Folder
    from aurae.surroundings.folders import Owner
    from aurae.surroundings.patience import Patience
    from aurae.surroundings.places import Places


def make_folders(
    places: Places, wanted: Sequence[Folder], owner: Owner, patience: Patience, *, dynamic: bool
) -> None:
    """Have all folders; OSError "folder <path>: <reason>"."""
    for folder in wanted:
        try:
            _make(places, folder, owner, patience, dynamic)
        except TooLong as error:
            error.filename = f"folder {places.path(folder)}"
            raise
        except OSError as error:
            step = f"folder {places.path(folder)}"
            raise OSError(error.errno, error.strerror, step) from None


def _make(places: Places, folder: Folder, owner: Owner, patience: Patience, dynamic: bool) -> None:
    root = places.root(folder.place)
    mode = folders.USUAL_MODE if folder.mode is None else folder.mode
    if folder.place is Place.CONFIGURATION:
        folders.ensure_unowned(root, folder.name, mode)
    elif is_private(folder, dynamic=dynamic):
        private.ensure_private(root, folder.name, mode, owner, patience)
    else:
        private.take_out(root, folder.name)
        folders.ensure(root, folder.name, mode, owner, patience)
