"""Archives that come in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from aurae.model.refusal import InvalidField

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from grpclib.server import Stream

T = TypeVar("T")
U = TypeVar("U")

PIECE = 1024 * 1024
"""Bytes of an archive in one message at most."""


async def pieces(
    action: str, stream: Stream[T, U], data: Callable[[T], bytes | None]
) -> AsyncGenerator[bytes]:
    """Give the bytes of an archive as they come; `data` is None of a message that has none."""
    while (request := await stream.recv_message()) is not None:
        piece = data(request)
        if piece is None:
            raise InvalidField(action, "request", "is not known or not the first")
        if len(piece) > PIECE:
            why = f"has {len(piece)} bytes, a message takes {PIECE}"
            raise InvalidField(action, "data", why)
        yield piece
