"""A registry, as who pulls and pushes sees it: whoever of its hosts answers, in their order."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aurae.model.image_manifest import LARGEST
from aurae.model.version import VERSION
from aurae.registry import credentials, fetching, hosts, manifests, pushing
from aurae.registry.endpoint import Endpoint
from aurae.registry.failures import NotFound, RegistryFailed, Unavailable
from aurae.registry.host import Capability
from aurae.registry.ordered import Ordered
from aurae.registry.retrying import retried
from aurae.registry.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName
    from aurae.registry.content import Fetched, Ingest
    from aurae.registry.credentials import Credentials
    from aurae.registry.host import Host
    from aurae.registry.settings import CredentialHelper, RegistrySettings

T = TypeVar("T")

MIRROR_ATTEMPTS = 2
"""Tries of a request at a host after which another one is asked."""


class Registry:
    """What one pull or push uses; hosts.toml and the files with credentials are read anew for it.

    Its methods raise RegistryFailed with the reasons of all hosts that were asked.
    """

    def __init__(
        self,
        settings: RegistrySettings,
        helper: CredentialHelper,
        given: Credentials | None = None,
    ) -> None:
        """`given` are credentials for the registry itself, in place of those in files."""
        self._settings = settings
        self._helper = helper
        self._given = given
        self._transport = Transport(settings, f"aurae/{VERSION}")
        self._endpoints: dict[str, list[Endpoint]] = {}
        self.ignored: list[str] = []
        """Fields of hosts.toml that nobody knows."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.close()

    async def resolve(self, name: ImageName) -> Fetched:
        """Return the manifest that a name stands for now, verified against its digest if it has one."""
        trust = Capability.PULL if name.digest else Capability.RESOLVE
        return await self._each(
            name, trust, lambda host: manifests.fetch(host, name, name.reference)
        )

    async def digest(self, name: ImageName) -> str:
        """Return the digest of what a name stands for now, without fetching it."""
        return name.digest or await self._each(
            name, Capability.RESOLVE, lambda host: manifests.digest(host, name, name.tag)
        )

    async def manifest(self, name: ImageName, digest: str, limit: int = LARGEST) -> Fetched:
        """Return a manifest by its digest, verified; `limit` are the most bytes it may have."""
        return await self._each(
            name, Capability.PULL, lambda host: manifests.fetch(host, name, digest, limit)
        )

    async def blob(
        self,
        name: ImageName,
        wanted: Descriptor,
        ingest: Ingest,
        progress: Callable[[int], None],
    ) -> None:
        """Fetch a blob into a file and verify it; `progress` is told how many bytes are there.

        It may be told less than before, when a registry sends all of it again.
        """
        ordered = Ordered(ingest, wanted, progress)
        limit = asyncio.timeout(self._settings.blob_timeout)
        try:
            async with limit:
                await self._each(
                    name,
                    Capability.PULL,
                    lambda host: fetching.fetch(host, name, ordered),
                    retries=False,
                )
        except TimeoutError:
            if not limit.expired():
                raise
            raise Unavailable(
                f"a blob takes more than {self._settings.blob_timeout:g} s"
            ) from None

    async def push_blob(
        self,
        name: ImageName,
        blob: Descriptor,
        path: Path,
        progress: Callable[[int], None],
        mount_from: str = "",
    ) -> bool:
        """Push a blob that lies at a path, unless it is there; `progress` is told how much is.

        `mount_from` is another repository of the same registry that is believed to have it.
        Says whether it was not there.
        """
        return await self._each(
            name,
            Capability.PUSH,
            lambda host: pushing.push_blob(host, name, blob, path, progress, mount_from),
            retries=False,
        )

    async def push_manifest(self, name: ImageName, media_type: str, body: bytes) -> str:
        """Push a manifest under a tag, or under its digest where the name has none; returns that."""
        return await self._each(
            name,
            Capability.PUSH,
            lambda host: pushing.push_manifest(host, name, media_type, body),
        )

    async def _each(
        self,
        name: ImageName,
        trust: Capability,
        action: Callable[[Endpoint], Awaitable[T]],
        *,
        retries: bool = True,
    ) -> T:
        """Return what the first host gives that can; only the last one is asked with patience."""
        able = [one for one in await self._of(name) if trust in one.host.capabilities]
        able = [one for one in able if not one.given_up] or able
        if trust is Capability.PUSH:
            able = able[:1]  # the others would not have it, and nobody would notice
        reasons: list[str] = []
        for number, endpoint in enumerate(able, 1):
            is_last = number == len(able)
            endpoint.attempts = self._settings.attempts if is_last else MIRROR_ATTEMPTS
            attempts = endpoint.attempts if retries else 1
            try:
                return await retried(self._settings, partial(action, endpoint), attempts)
            except RegistryFailed as failure:
                endpoint.given_up = isinstance(failure, Unavailable)
                reasons.append(f"{_shown(endpoint.host)}: {failure}")
                if is_last:
                    raise _with_reasons(failure, reasons) from None
        raise NotFound(f"no host of {name.registry} is trusted to {trust.value}")

    async def _of(self, name: ImageName) -> list[Endpoint]:
        known = self._endpoints.get(name.repository)
        if known is None:
            found = await asyncio.to_thread(hosts.find, self._settings.hosts_dir, name.registry)
            self.ignored += found.unknown
            known = [self._endpoint(host, name) for host in (*found.mirrors, found.server)]
            known = self._endpoints.setdefault(name.repository, known)
        return known

    def _endpoint(self, host: Host, name: ImageName) -> Endpoint:
        async def who() -> Credentials | None:
            if self._given is not None and not host.namespace:
                return self._given
            return await credentials.find(
                self._settings.auth_files,
                hosts.called(host),
                name.path,
                self._helper,
                self._settings.helper_timeout,
            )

        return Endpoint(host, self._transport, self._settings, who)


def _shown(host: Host) -> str:
    return host.url.partition("://")[2].partition("/")[0]


def _with_reasons(failure: RegistryFailed, reasons: list[str]) -> RegistryFailed:
    """Return the last failure with the reasons of all; its kind says what a caller can do."""
    found = type(failure)("; ".join(reasons))
    found.__cause__ = failure.__cause__
    return found
