"""What the kernel, the disk and init say against a change, as refusals."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from aurae.model.refusal import Exhausted, FailedPrecondition, NotFound, Unavailable, unready
from aurae.model.refusal import no_group as no_group
from aurae.processes.init import InitGone, SpawnFailed
from aurae.state.failures import StateFailed, StateFull

if TYPE_CHECKING:
    from collections.abc import Iterator


def no_cell(action: str, path: str) -> NotFound:
    """Return the refusal for a cell that is not allocated."""
    return NotFound(action, f"cell '{path}' not found")


def foreign_group(action: str, path: str) -> FailedPrecondition:
    """Return the refusal for a directory that is not ours."""
    return FailedPrecondition(
        action, f"cgroup '{path}' exists on host, but is not controlled by auraed"
    )


def being_freed(action: str, path: str) -> FailedPrecondition:
    """Return the refusal for a cell that goes away."""
    return FailedPrecondition(action, f"cell '{path}' is being freed")


def disk(action: str, error: StateFailed) -> Exhausted | Unavailable:
    """Return the refusal for a state that cannot be written."""
    return (Exhausted if isinstance(error, StateFull) else Unavailable)(action, str(error))


@contextmanager
def refusing(action: str, path: str = "") -> Iterator[None]:
    """Turn what init, the disk and the kernel raise in here into refusals of `action`.

    `path` is the cell whose directory is used: when that has gone, this is NotFound.
    """
    try:
        yield
    except StateFailed as error:
        raise disk(action, error) from error
    except InitGone:
        raise Unavailable(action, "init has gone") from None
    except SpawnFailed as error:
        raise unready(action, error.errno, error.step) from None
    except OSError as error:
        if path and isinstance(error, FileNotFoundError):
            raise no_group(action, path) from None
        where = f"{error.filename}: " if error.filename else ""
        raise unready(action, error.errno or 0, f"{where}{error.strerror or error}") from error
