"""The variables of a run that come from files."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from aurae.model.env_file import LIMIT, BadLine, parse
from aurae.model.refusal import BadValue
from aurae.model.validation import LONGEST_COMMAND
from aurae.surroundings.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_env_files(paths: Sequence[str]) -> dict[str, str]:
    """Return the variables of all files, later ones over earlier; a `-` lets a missing file pass.

    Raises OSError "environment file <path>: <reason>", and BadValue when there are too many.
    """
    found: dict[str, str] = {}
    for path in paths:
        found |= _read_one(path)
    size = sum(len(name) + len(value.encode()) + 10 for name, value in found.items())
    if size > LONGEST_COMMAND:
        why = f"have {size} bytes together, the kernel takes {LONGEST_COMMAND}"
        raise BadValue("executable.env_files", why)
    return found


def _read_one(path: str) -> dict[str, str]:
    name = path.removeprefix("-")
    step = f"environment file {name}"
    try:
        return parse(read(name, LIMIT))
    except BadLine as error:
        raise OSError(errno.EINVAL, str(error), step) from None
    except OSError as error:
        if path != name and error.errno == errno.ENOENT:
            return {}
        raise OSError(error.errno, error.strerror, step) from None
