"""Metadata: each guest reads a JSON document of its own at http://169.254.169.254.

Who asks is known by the link that the question comes by (`networks.doors`). All of it is bounded: the length of a
request, how long it may take, how many come by a connection and how long that may last.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aurae.model import metadata as documents
from aurae.model.refusal import BadValue
from aurae.model.vm import Metadata as Asked
from aurae.state import record
from aurae.vms import metadata_http as http
from aurae.vms.folders import write_whole
from aurae.vms.metadata_answering import answer
from aurae.vms.metadata_tokens import Tokens

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from aurae.model.metadata import Json
    from aurae.model.network import Endpoint

PATIENCE_S = 5.0
"""For a request to come, and for an answer to be taken."""
LONGEST_S = 60.0
MOST_REQUESTS = 100
"""By one connection."""
NAME = "metadata"
"""Of the file in a machine's folder."""
LONGEST_FILE = 16 * documents.LARGEST


@dataclass(slots=True)
class _Told:
    """What one machine is told."""

    asked: Asked
    document: dict[str, Json]
    tokens: Tokens


class Metadata:
    """The documents of all machines, by the keys of their endpoints."""

    def __init__(
        self, folder: Callable[[str], Path], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`folder` is where what a machine has is kept, by its key; `clock` gives seconds that never go back."""
        self._folder = folder
        self._clock = clock
        self._told: dict[str, _Told] = {}

    def tell(self, key: str, asked: Asked) -> None:
        """Have a machine read this from now on; tokens that it has stay good. Raises BadValue."""
        document = documents.parse(asked.document)
        known = self._told.get(key)
        tokens = Tokens(self._clock) if known is None else known.tokens
        self._told[key] = _Told(asked, document, tokens)

    async def remember(self, key: str) -> None:
        """Keep what a machine is told for later servers; its folder is there. Raises OSError."""
        await asyncio.to_thread(_write, self._folder(key) / NAME, self.told(key))

    async def recall(self, keys: Iterable[str]) -> None:
        """Tell machines what an earlier server has told them; what cannot be read is passed over."""
        for key in keys:
            asked = await asyncio.to_thread(_read, self._folder(key) / NAME)
            if asked is not None:
                with suppress(BadValue):
                    self.tell(key, asked)

    def merge(self, key: str, patch: str) -> Asked:
        """Change a machine's document by a JSON merge patch (RFC 7396); returns what it is told now. `remember` it then.

        Raises BadValue, and KeyError when it is told nothing.
        """
        known = self._told[key].asked
        changed = replace(known, document=documents.merge(known.document, patch))
        self.tell(key, changed)
        return changed

    def told(self, key: str) -> Asked | None:
        """Return what a machine is told."""
        known = self._told.get(key)
        return None if known is None else known.asked

    def forget(self, key: str) -> None:
        """Tell a machine nothing any more; nothing is no error."""
        self._told.pop(key, None)

    async def converse(self, endpoint: Endpoint, guest: socket.socket) -> None:
        """Answer a guest's requests until it ends, or is told to. Raises OSError."""
        reading, loop = _Reading(guest), asyncio.get_running_loop()
        async with asyncio.timeout(LONGEST_S):
            for left in reversed(range(MOST_REQUESTS)):
                async with asyncio.timeout(PATIENCE_S):
                    found = await self._next(endpoint.key, reading)
                if found is None:
                    return
                response, is_last = found
                is_last = is_last or not left
                async with asyncio.timeout(PATIENCE_S):
                    await loop.sock_sendall(guest, http.render(response, is_last=is_last))
                if is_last:
                    return

    async def _next(self, key: str, reading: _Reading) -> tuple[http.Response, bool] | None:
        """Return the answer to the next request, and whether it is the last one; None when there is none."""
        try:
            request = await reading.request()
        except http.Malformed as error:
            return http.Response(error.status, f"{error}."), True
        return None if request is None else (self._answer(key, request), request.is_last)

    def _answer(self, key: str, request: http.Request) -> http.Response:
        told = self._told.get(key)
        if told is None:
            return http.Response(404, "This machine has no metadata.")
        return answer(request, told.document, told.asked.version, told.tokens)


class _Reading:
    """Requests that come by a connection."""

    def __init__(self, guest: socket.socket) -> None:
        self._guest = guest
        self._rest = b""

    async def request(self) -> http.Request | None:
        """Return the next request, without its body; None when there is none. Raises Malformed, OSError."""
        while http.END not in self._rest:
            if len(self._rest) > http.LONGEST_HEAD:
                raise http.Malformed(431)
            if not await self._more():
                return None
        head, _, self._rest = self._rest.partition(http.END)
        if len(head) > http.LONGEST_HEAD:
            raise http.Malformed(431)
        request = http.parse(head)
        while len(self._rest) < request.body:
            if not await self._more():
                return None
        self._rest = self._rest[request.body :]
        return request

    async def _more(self) -> bool:
        piece = await asyncio.get_running_loop().sock_recv(self._guest, 4096)
        self._rest += piece
        return bool(piece)


def _write(path: Path, asked: Asked | None) -> None:
    if asked is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, record.dump(asked).encode())


def _read(path: Path) -> Asked | None:
    with suppress(OSError, ValueError, KeyError, TypeError), path.open("rb") as file:
        return record.load(Asked, file.read(LONGEST_FILE).decode())
    return None
