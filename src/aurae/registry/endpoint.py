"""One host's API: requests that log in, follow redirects and tell what came of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from aurae.registry import challenges, urls
from aurae.registry.answers import check
from aurae.registry.authorizing import Authorizer
from aurae.registry.failures import RegistryFailed
from aurae.registry.host import Host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.registry.credentials import Credentials
    from aurae.registry.settings import RegistrySettings
    from aurae.registry.transport import Request, Response, Transport

MOST_REDIRECTS = 10
MOST_CHALLENGES = 2
"""Logins for one request: with what is kept, and anew."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Endpoint:
    """A host that is asked; `scope` of a request is what a token has to allow."""

    def __init__(
        self,
        host: Host,
        transport: Transport,
        settings: RegistrySettings,
        credentials: Callable[[], Awaitable[Credentials | None]],
    ) -> None:
        self.host = host
        self.settings = settings
        self.attempts = settings.attempts
        self.given_up = False
        """Whether it was found to be unavailable."""
        self._origin = urls.origin(host.url)
        self._transport = transport
        self._authorizers = {
            self._origin: Authorizer(transport, settings, host, credentials),
        }

    def url(self, *parts: str, **query: str) -> str:
        """Return the URL of something below the root; a mirror is told whose images are meant."""
        if self.host.namespace:
            query = {**query, "ns": self.host.namespace}
        tail = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
        path = "/".join(quote(part, safe="/:@") for part in parts)
        return f"{self.host.url}/{path}" + (f"?{tail}" if tail else "")

    def resolve(self, response: Response, location: str) -> str:
        """Return where a Location leads; RegistryFailed unless requests may go there."""
        return urls.follow(response.url, location)

    async def ask(self, request: Request, scope: str) -> Response:
        """Return the answer to a request that all is well (2xx); the caller closes it.

        Raises RegistryFailed.
        """
        response = await self.ask_any(request, scope)
        try:
            await check(response, self.settings)
        except BaseException:
            response.close()
            raise
        return response

    async def ask_any(self, request: Request, scope: str) -> Response:
        """Return the answer to a request, whatever it is, but a redirect or a wish for a login."""
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._logged_in(request, scope)
            if response.status not in _REDIRECTS or request.method not in ("GET", "HEAD"):
                return response
            async with response:
                request = replace(
                    request, url=urls.follow(response.url, response.header("Location"))
                )
        raise RegistryFailed(f"it redirects more than {MOST_REDIRECTS} times")

    async def _logged_in(self, request: Request, scope: str) -> Response:
        target = urls.origin(request.url)
        authorizer = self._authorizers.get(target)
        sent = authorizer.header(scope) if authorizer else ""
        for _ in range(MOST_CHALLENGES):
            response = await self._send(request, target, sent)
            if response.status != 401:
                return response
            async with response:
                offered = challenges.parse(response.headers("WWW-Authenticate"))
                if not offered:
                    await check(response, self.settings)
            if authorizer is None:
                authorizer = self._stranger(target)
            sent = await authorizer.challenged(offered, scope, sent)
        response = await self._send(request, target, sent)
        if response.status == 401:
            async with response:
                await check(response, self.settings)
        return response

    def _stranger(self, target: urls.Origin) -> Authorizer:
        """Return how to ask a host that we were sent on to: as nobody in particular."""

        async def nobody() -> None:
            return None

        host = Host(url=f"{target.scheme}://{_netloc(target)}")
        found = Authorizer(self._transport, self.settings, host, nobody)
        self._authorizers[target] = found
        return found

    async def _send(self, request: Request, target: urls.Origin, authorization: str) -> Response:
        headers = dict(request.headers)
        if target == self._origin:
            for name, values in self.host.headers.items():
                headers[name] = ", ".join(values)
        if authorization:
            headers["Authorization"] = authorization
        request = replace(request, headers=headers)
        return await self._transport.send(request, self.host.towards(target))


def _netloc(target: urls.Origin) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"{host}:{target.port}"
