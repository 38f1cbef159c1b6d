"""Checks what a run is to find around it: environment files, folders, credentials, its dynamic user."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from aurae.model.execution import Place
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.execution import Credential, Folder
    from aurae.model.workload import Executable

MOST_ENV_FILES = 64
MOST_FOLDERS = 64
MOST_CREDENTIALS = 256
MOST_LEVELS = 8
"""Parts of a folder's name."""

LONGEST_NAME = 255
"""Bytes of a part of a folder's name, and of a credential's name."""

CREDENTIALS_LIMIT = 1024 * 1024
"""Bytes of all credentials of one run; their memory is never swapped."""

_CREDENTIAL = re.compile(r"[A-Za-z0-9_.-]+\Z", re.ASCII)


def check_provisions(executable: Executable) -> None:
    """BadValue when a field that tells of the surroundings of a run is unfit."""
    _check_count("env_files", executable.env_files, MOST_ENV_FILES)
    _check_count("folders", executable.folders, MOST_FOLDERS)
    _check_count("credentials", executable.credentials, MOST_CREDENTIALS)
    for index, path in enumerate(executable.env_files):
        _check_path(f"env_files[{index}]", path.removeprefix("-"))
    _check_folders(executable.folders, dynamic=executable.dynamic_user)
    _check_credentials(executable.credentials)
    if executable.dynamic_user and (executable.user or executable.group):
        raise BadValue("dynamic_user", "excludes user and group")


def too_many_bytes(size: int) -> BadValue:
    """Return the refusal of credentials that have `size` bytes together."""
    why = f"has {size} bytes, at most {CREDENTIALS_LIMIT} are allowed together"
    return BadValue("credentials", why)


def _check_count(field: str, items: Sequence[object], most: int) -> None:
    if len(items) > most:
        raise BadValue(field, f"has {len(items)} entries, at most {most} are allowed")


def _check_path(field: str, path: str) -> None:
    if not path.startswith("/"):
        raise BadValue(field, "is not an absolute path")
    if "\0" in path:
        raise BadValue(field, "has a NUL character")
    if len(path.encode("utf-8", "surrogateescape")) > 4095:
        raise BadValue(field, "is longer than 4095 bytes")


def _check_folders(folders: Sequence[Folder], *, dynamic: bool) -> None:
    seen = set()
    for index, folder in enumerate(folders):
        field = f"folders[{index}]"
        _check_folder_name(f"{field}.name", folder.name)
        if folder.mode is not None and not 0 <= folder.mode <= 0o7777:
            raise BadValue(f"{field}.mode", "is not between 0 and 0o7777")
        if folder.keep and folder.place is not Place.RUNTIME:
            raise BadValue(f"{field}.keep", "is for runtime folders: the others are always kept")
        if folder.keep and dynamic:
            raise BadValue(f"{field}.keep", "excludes dynamic_user")
        if (folder.place, folder.name) in seen:
            raise BadValue(f"{field}.name", "stands there twice")
        seen.add((folder.place, folder.name))
    for index, folder in enumerate(folders):
        parents = accumulate(folder.name.split("/")[:-1], "{}/{}".format)
        if dynamic and any((folder.place, parent) in seen for parent in parents):
            raise BadValue(f"folders[{index}].name", "is in another one: excludes dynamic_user")


def _check_folder_name(field: str, name: str) -> None:
    if not name:
        raise BadValue(field, "is empty")
    if name.startswith("/"):
        raise BadValue(field, "is an absolute path: it is below the folder's place")
    parts = name.split("/")
    if len(parts) > MOST_LEVELS:
        raise BadValue(field, f"has {len(parts)} levels, at most {MOST_LEVELS} are allowed")
    for part in parts:
        if part in {"", ".", ".."}:
            raise BadValue(field, "has a part that is empty, `.` or `..`")
        if not part.isprintable() or ":" in part:
            raise BadValue(field, "has a colon or a character that is not printable")
        if len(part.encode()) > LONGEST_NAME:
            raise BadValue(field, f"has a part of more than {LONGEST_NAME} bytes")


def _check_credentials(credentials: Sequence[Credential]) -> None:
    seen = set()
    for index, credential in enumerate(credentials):
        field = f"credentials[{index}]"
        _check_credential_name(f"{field}.name", credential.name)
        if credential.name in seen:
            raise BadValue(f"{field}.name", "stands there twice")
        seen.add(credential.name)
        if (credential.content is None) == (not credential.file):
            raise BadValue(field, "needs either content or file")
        if credential.file:
            _check_path(f"{field}.file", credential.file)
    size = sum(len(credential.content or b"") for credential in credentials)
    if size > CREDENTIALS_LIMIT:
        raise too_many_bytes(size)


def _check_credential_name(field: str, name: str) -> None:
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadValue(field, f"has {len(name)} characters, 1 to {LONGEST_NAME} are allowed")
    if not _CREDENTIAL.match(name) or name in {".", ".."}:
        raise BadValue(field, "has other characters than letters, digits, `-`, `_` and `.`")
