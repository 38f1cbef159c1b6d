"""Blobs and manifests to a registry: only what it does not have, on from where an upload broke."""

from __future__ import annotations

import asyncio
import errno
import os
import re
from typing import TYPE_CHECKING

from aurae.model.digest import digest_of
from aurae.registry import manifests
from aurae.registry.failures import BadContent, RegistryFailed, Unavailable
from aurae.registry.retrying import pause
from aurae.registry.transport import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName
    from aurae.registry.endpoint import Endpoint
    from aurae.registry.transport import Response

STEP = 256 * 1024
"""Bytes that are read and sent at a time."""

GAIN = 64 * 1024
"""Bytes that an upload has to bring so that its break does not count as a failure in a row."""

_RANGE = re.compile(r"(?:bytes=)?0-([0-9]{1,19})", re.ASCII)


def push_scope(name: ImageName, source: str = "") -> str:
    """Return what a token has to allow; `source` is a repository that a blob is mounted from."""
    scope = f"repository:{name.path}:pull,push"
    return f"{scope} repository:{source}:pull" if source else scope


async def push_manifest(endpoint: Endpoint, name: ImageName, media_type: str, body: bytes) -> str:
    """Push a manifest under the tag or digest of a name; returns its digest. Raises RegistryFailed."""
    digest = digest_of(body, name.digest or "sha256:")
    if name.digest and digest != name.digest:
        raise BadContent(f"the manifest is {digest}, not {name.digest}")

    async def all_of_it() -> AsyncIterator[bytes]:
        yield body

    url = endpoint.url(name.path, "manifests", name.tag or digest)
    headers = {"Content-Type": media_type}
    request = Request("PUT", url, headers, all_of_it, len(body))
    async with await endpoint.ask(request, push_scope(name)) as response:
        said = response.header("Docker-Content-Digest")
    if said and said != digest:
        raise BadContent(f"the manifest {digest} arrived as {said[:80]!r}")
    return digest


async def push_blob(
    endpoint: Endpoint,
    name: ImageName,
    blob: Descriptor,
    path: Path,
    progress: Callable[[int], None],
    mount_from: str = "",
) -> bool:
    """Push a blob that lies at a path; `progress` is told how much of it is there.

    Where the repository has it nothing is sent, and where `mount_from` has it neither; says whether this one
    lacked it. Raises RegistryFailed and OSError.
    """
    if await manifests.exists(endpoint, name, "blobs", blob.digest, push_scope(name)):
        progress(blob.size)
        return False
    upload = _Upload(endpoint, name, blob, path, progress)
    try:
        await upload.run(mount_from)
    except BaseException:
        await upload.abandon()
        raise
    return True


class _Upload:
    """One blob on its way; `_place` is where the registry wants the rest of it."""

    def __init__(
        self,
        endpoint: Endpoint,
        name: ImageName,
        blob: Descriptor,
        path: Path,
        progress: Callable[[int], None],
    ) -> None:
        self._endpoint = endpoint
        self._name = name
        self._blob = blob
        self._path = path
        self._progress = progress
        self._scope = push_scope(name)
        self._place = ""
        self._sent = 0
        self._fault: OSError | None = None
        """What reading the file met: it is no fault of the connection, which ends with it."""

    async def run(self, mount_from: str) -> None:
        """Send the blob, however often the connection breaks, as long as each brings some."""
        failures = 0
        while True:
            before = self._sent
            try:
                if not self._place and await self._open(mount_from):
                    break
                await self._send()
                break
            except Unavailable as failure:
                if self._fault is not None:
                    raise self._fault from None
                await self._look()
                failures = 1 if self._sent - before >= GAIN else failures + 1
                if failure.lasting or failures >= self._endpoint.attempts:
                    raise
                await asyncio.sleep(pause(self._endpoint.settings, failures, failure.wait))
        self._progress(self._blob.size)

    async def abandon(self) -> None:
        """Have the registry forget what has come, if it listens."""
        if not self._place:
            return
        try:
            async with asyncio.timeout(5.0):
                response = await self._endpoint.ask(Request("DELETE", self._place), self._scope)
                response.close()
        except (RegistryFailed, TimeoutError):
            return

    async def _open(self, mount_from: str) -> bool:
        """Begin an upload; says whether none is needed, for the blob could be mounted."""
        query = {"mount": self._blob.digest, "from": mount_from} if mount_from else {}
        url = self._endpoint.url(self._name.path, "blobs", "uploads/", **query)
        scope = push_scope(self._name, mount_from)
        async with await self._endpoint.ask(Request("POST", url), scope) as response:
            if response.status == 201:
                return True
            self._go_on(response)
        self._sent = 0
        return False

    async def _send(self) -> None:
        """Send what is missing, in one request if it is little."""
        if self._sent == 0 and self._blob.size <= self._endpoint.settings.whole_upload:
            await self._finish(self._rest, self._blob.size)
            return
        if self._sent < self._blob.size:
            headers = {
                "Content-Type": "application/octet-stream",
                "Content-Range": f"{self._sent}-{self._blob.size - 1}",
            }
            left = self._blob.size - self._sent
            request = Request("PATCH", self._place, headers, self._rest, left)
            async with await self._endpoint.ask(request, self._scope) as response:
                self._go_on(response)
                self._sent = _received(response, self._blob.size)
            if self._sent != self._blob.size:
                raise Unavailable(f"it took {self._sent} of {self._blob.size} bytes")
        await self._finish(None, 0)

    async def _finish(self, body: Callable[[], AsyncIterator[bytes]] | None, length: int) -> None:
        join = "&" if "?" in self._place else "?"
        url = f"{self._place}{join}digest={self._blob.digest.replace(':', '%3A')}"
        headers = {"Content-Type": "application/octet-stream"}
        request = Request("PUT", url, headers, body, length)
        async with await self._endpoint.ask(request, self._scope) as response:
            said = response.header("Docker-Content-Digest")
        self._place = ""
        if said and said != self._blob.digest:
            raise BadContent(f"blob {self._blob.digest} arrived as {said[:80]!r}")

    async def _look(self) -> None:
        """Ask how much has come; an upload that is gone begins anew."""
        if not self._place:
            return
        try:
            request = Request("GET", self._place)
            async with await self._endpoint.ask(request, self._scope) as response:
                self._sent = _received(response, self._blob.size)
                self._go_on(response)
        except Unavailable:
            return  # then the next try fails as well, and counts
        except RegistryFailed:
            # It is gone, or cannot be gone on with: Docker's own registry cancels one that broke.
            self._place, self._sent = "", 0

    def _go_on(self, response: Response) -> None:
        location = response.header("Location")
        if location:
            self._place = self._endpoint.resolve(response, location)
        if not self._place:
            raise RegistryFailed("it does not say where to upload to")

    async def _rest(self) -> AsyncIterator[bytes]:
        """Yield what is missing of the file."""
        at = self._sent
        try:
            while at < self._blob.size:
                step = min(STEP, self._blob.size - at)
                piece = await asyncio.to_thread(_read, self._path, step, at)
                yield piece
                at += len(piece)
                self._progress(at)
        except OSError as error:
            self._fault = error
            raise


def _read(path: Path, step: int, at: int) -> bytes:
    """Read a piece. The file is opened for each: who sends it may be left without being told to end."""
    with path.open("rb", buffering=0) as file:
        piece = os.pread(file.fileno(), step, at)
    if not piece:
        raise OSError(errno.EIO, "the file is too short")
    return piece


def _received(response: Response, size: int) -> int:
    """Return how many bytes the registry says it has; `0-0` may stand for none, as Docker has it."""
    found = _RANGE.fullmatch(response.header("Range").strip())
    if found is None:
        return 0
    last = int(found[1])
    if last == 0:
        return 0
    if last >= size:
        raise BadContent(f"it took {last + 1} bytes of {size}")
    return last + 1
