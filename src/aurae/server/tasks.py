"""A call that works in several tasks answers with the one error that ended it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aurae.model.groups import first_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def alone() -> AsyncIterator[None]:
    """Raise the first error of a task group that ends in here, instead of the group of all."""
    try:
        yield
    except BaseExceptionGroup as group:
        raise first_of(group) from None
