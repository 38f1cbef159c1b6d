"""Logins: tokens, passwords and identity tokens go where they belong, once, and nowhere else."""

import asyncio
import base64
import json
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from aurae.registry.client import Registry
from aurae.registry.credentials import Credentials
from aurae.registry.failures import BadContent, RegistryFailed, Unauthorized, Unavailable
from tests.support.connect_proxy import Tunnel
from tests.support.hostile_registry import Answer, Asked, HostileRegistry, Script, endless, served
from tests.support.registry_client import (
    File,
    described,
    image,
    layer,
    named,
    no_helper,
    registry,
    settings,
)
from tests.support.server_certificates import ServerAuthority

pytestmark = pytest.mark.asyncio

MANIFEST, _ = image(layer(a=b"b"))
TAG = "/v2/app/manifests/1"
BLOB = b"blob" * 1000
WANTED = described(BLOB)
PATH = f"/v2/app/blobs/{WANTED.digest}"
ME = Credentials("me", "pass:word")
BASIC = "Basic " + base64.b64encode(b"me:pass:word").decode()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[HostileRegistry]:
    async with HostileRegistry() as running:
        yield running


@pytest_asyncio.fixture
async def other() -> AsyncIterator[HostileRegistry]:
    async with HostileRegistry() as running:
        running.on("/token", Answer(200, b'{"token": "T1", "expires_in": 300}'))
        yield running


def wants(challenge: str, *taken: str, then: Script) -> Script:
    """Return a script that gives a challenge unless the Authorization is one of those taken."""

    async def script(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if asked.headers.get("authorization") in taken:
            await then(asked, writer)
        else:
            await Answer(401, headers={"WWW-Authenticate": challenge})(asked, writer)

    return script


def bearer(other: HostileRegistry, **more: str) -> str:
    """Return a challenge that sends to the token server."""
    words = {"realm": f"{other.url}/token", "service": "tests", **more}
    return "Bearer " + ",".join(f'{name}="{value}"' for name, value in words.items())


def guard(server: HostileRegistry, challenge: str, *taken: str) -> None:
    """Have the registry guard all that it has."""
    server.on(TAG, wants(challenge, *taken, then=Answer(200, MANIFEST)))
    server.on(PATH, wants(challenge, *taken, then=served(BLOB)))


async def resolve(
    server: HostileRegistry, given: Credentials | None = None, **fields: Any
) -> None:
    async with Registry(settings(**fields), no_helper, given) as client:
        assert (await client.resolve(named(server.address))).body == MANIFEST


async def blob(client: Registry, server: HostileRegistry, path: Path) -> None:
    file = File(path)
    await client.blob(named(server.address), WANTED, file, lambda _: None)
    file.close()


def authorizations(server: HostileRegistry) -> list[str]:
    return [asked.headers.get("authorization", "") for asked in server.asked]


async def test_a_token_is_bought_once_for_all_that_it_allows(server, other, tmp_path):
    guard(server, bearer(other), "Bearer T1")
    async with registry() as client:
        await client.resolve(named(server.address))
        await blob(client, server, tmp_path / "a")
        await blob(client, server, tmp_path / "b")
    assert authorizations(server) == ["", *["Bearer T1"] * 3]
    assert len(other.asked) == 1
    query = parse_qs(urlsplit(other.asked[0].target).query)
    assert query == {"service": ["tests"], "scope": ["repository:app:pull"]}


async def test_many_who_are_asked_for_a_token_buy_one(server, other, tmp_path):
    guard(server, bearer(other), "Bearer T1")
    async with registry() as client, asyncio.TaskGroup() as group:
        for number in range(5):
            group.create_task(blob(client, server, tmp_path / str(number)))
    assert len(other.asked) == 1


async def test_a_token_that_is_not_taken_any_more_is_bought_anew(server, other):
    other.on("/token", Answer(200, b'{"token": "T1"}'), Answer(200, b'{"access_token": "T2"}'))
    server.on(
        TAG,
        wants(bearer(other), "Bearer T1", then=Answer(200, MANIFEST)),
        wants(bearer(other), "Bearer T1", then=Answer(200, MANIFEST)),
        wants(bearer(other), "Bearer T2", then=Answer(200, MANIFEST)),
    )
    async with registry() as client:
        await client.resolve(named(server.address))
        await client.resolve(named(server.address))
    assert authorizations(server) == ["", "Bearer T1", "Bearer T1", "Bearer T2"]


async def test_a_password_goes_to_the_token_server_alone(server, other):
    asked = "repository:app:pull,list repository:base:pull everything"
    guard(server, bearer(other, scope=asked), "Bearer T1")
    await resolve(server, ME)
    assert authorizations(server) == ["", "Bearer T1"]
    assert authorizations(other) == [BASIC]
    query = parse_qs(urlsplit(other.asked[0].target).query)
    assert query["scope"] == ["repository:app:pull,list", "repository:base:pull", "everything"]
    assert query["account"] == ["me"]


async def test_an_identity_token_is_posted_not_put_into_a_url(server, other):
    guard(server, bearer(other), "Bearer T1")
    await resolve(server, Credentials(identity_token="secret token"))
    (asked,) = other.asked
    assert (asked.method, asked.target) == ("POST", "/token")
    form = parse_qs(asked.body.decode())
    assert form["grant_type"] == ["refresh_token"]
    assert form["refresh_token"] == ["secret token"]
    assert form["scope"] == ["repository:app:pull"]
    assert "authorization" not in asked.headers


async def test_a_registry_token_is_shown_as_it_is(server, other):
    guard(server, bearer(other), "Bearer mine")
    given = Credentials(registry_token="mine")
    async with Registry(settings(), no_helper, given) as client:
        for _ in range(2):
            await client.resolve(named(server.address))
    assert authorizations(server) == ["", "Bearer mine", "Bearer mine"]
    assert other.asked == []


async def test_a_password_is_sent_only_where_it_is_asked_for(server):
    guard(server, 'Basic realm="tests"', BASIC)
    await resolve(server, ME)
    assert authorizations(server) == ["", BASIC]


async def test_of_several_challenges_a_token_is_preferred(server, other):
    guard(server, f'Basic realm="tests", {bearer(other)}', "Bearer T1")
    await resolve(server, ME)
    assert authorizations(server) == ["", "Bearer T1"]


async def test_a_registry_that_takes_no_token_is_not_asked_for_ever(server, other):
    guard(server, bearer(other))
    with pytest.raises(Unauthorized, match="it answers 401"):
        await resolve(server)
    assert len(server.asked) == 3
    assert len(other.asked) == 2


async def test_a_registry_that_takes_no_password_is_not_asked_for_ever(server):
    guard(server, 'Basic realm="tests"')
    with pytest.raises(Unauthorized, match="does not take the password of 'me'"):
        await resolve(server, ME)
    assert len(server.asked) == 2
    with pytest.raises(Unauthorized, match="wants a name and a password"):
        await resolve(server)


@pytest.mark.parametrize("challenge", ["Negotiate", "Digest realm=x, nonce=y", "x=y", ",,,", '"'])
async def test_a_login_that_is_not_known_is_refused(server, challenge: str):
    guard(server, challenge)
    with pytest.raises(Unauthorized):
        await resolve(server, ME)
    assert authorizations(server) == [""]


@pytest.mark.parametrize(
    "realm", ["", "ftp://127.0.0.1/", "/token", "http://user:pw@127.0.0.1/", "http://127.0.0.1:0/"]
)
async def test_a_realm_that_is_no_place_is_refused(server, realm: str):
    guard(server, f'Bearer realm="{realm}"')
    with pytest.raises(RegistryFailed, match="its realm: "):
        await resolve(server, ME)


@pytest.mark.parametrize(
    ("answer", "kind", "why"),
    [
        (Answer(200, b""), BadContent, "the token server's answer is no JSON"),
        (Answer(200, b"[]"), BadContent, "is no object"),
        (Answer(200, b"{}"), BadContent, "holds no token"),
        (Answer(200, b'{"token": 7}'), BadContent, "token: is no text"),
        (Answer(200, b'{"token": "a\\r\\nX: y"}'), BadContent, "holds no token"),
        (Answer(200, b'{"token": "a b"}'), BadContent, "holds no token"),
        (Answer(200, json.dumps({"token": "x" * 70_000}).encode()), BadContent, "at most 65536"),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", bytes(9999)), BadContent, "more than 65536 bytes"),
        (Answer(401, b'{"details": "no such user"}'), Unauthorized, "answers 401: no such user"),
        (Answer(403), Unauthorized, r"the token server 127\.0\.0\.1 answers 403"),
        (Answer(500), Unavailable, "answers 500"),
        (Answer(302, headers={"Location": "/token"}), RegistryFailed, "answers 302"),
    ],
    ids=range(12),
)
async def test_a_token_server_that_sells_none_is_told_as_such(
    server, other, answer: Script, kind: type[RegistryFailed], why: str
):
    other.on("/token", answer)
    guard(server, bearer(other))
    with pytest.raises(kind, match=why):
        await resolve(server, ME, attempts=2)
    assert len(other.asked) <= 2


# Redirects


async def test_a_redirect_to_another_host_takes_no_authorization_along(server, other, tmp_path):
    target = Answer(307, headers={"Location": f"{other.url}/cdn?signature=a%2Fb&x=~"})
    server.on(PATH, wants('Basic realm="tests"', BASIC, then=target))
    other.on("/cdn", served(BLOB))
    folder = tmp_path / f"127.0.0.1_{server.port}_"
    folder.mkdir()
    (folder / "hosts.toml").write_text('[header]\nX-Secret = "mine"\n')
    async with Registry(settings(hosts_dir=tmp_path), no_helper, ME) as client:
        await blob(client, server, tmp_path / "blob")
    assert authorizations(server) == ["", BASIC]
    assert [asked.headers["x-secret"] for asked in server.asked] == ["mine", "mine"]
    (asked,) = other.asked
    assert asked.target == "/cdn?signature=a%2Fb&x=~"
    assert not {"authorization", "x-secret", "cookie", "referer"} & set(asked.headers)


async def test_a_redirect_on_the_same_host_takes_authorization_along(server, tmp_path):
    guard(server, 'Basic realm="tests"', BASIC)
    server.on(TAG, Answer(302, headers={"Location": "../manifests/2"}))
    then = wants('Basic realm="tests"', BASIC, then=Answer(200, MANIFEST))
    server.on("/v2/app/manifests/2", then)
    await resolve(server, ME)
    assert authorizations(server)[-1] == BASIC


async def test_a_host_that_was_redirected_to_is_logged_in_to_as_nobody(server, other):
    server.on(TAG, Answer(307, headers={"Location": f"{other.url}/elsewhere"}))
    other.on("/elsewhere", wants(bearer(other), "Bearer T1", then=Answer(200, MANIFEST)))
    await resolve(server, ME)
    assert authorizations(other) == ["", "", "Bearer T1"]


async def test_redirects_in_a_circle_end(server):
    server.on(TAG, Answer(302, headers={"Location": TAG}))
    with pytest.raises(RegistryFailed, match="it redirects more than 10 times"):
        await resolve(server)
    assert len(server.asked) == 11


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("", "a redirect says not where to"),
        ("file:///etc/passwd", "no URL of http or https"),
        ("ftp://127.0.0.1/", "no URL of http or https"),
        ("//user:secret@127.0.0.1/", "a URL has credentials in it"),
        ("http://127.0.0.1:99999/", "is no URL"),
        ("http://[::1/", "is no URL"),
        ("http://127.0.0.1/a b", "is no URL"),
        ("/" + "a" * 8192, "is too long|is no HTTP"),
    ],
)
async def test_a_redirect_to_no_place_is_refused(server, location: str, why: str):
    server.on(TAG, Answer(302, headers={"Location": location} if location else {}))
    with pytest.raises(RegistryFailed, match=why):
        await resolve(server, attempts=1)
    assert len(server.asked) == 1


# TLS


@pytest.fixture
def authority(tmp_path):
    return ServerAuthority(tmp_path)


def context(authority: ServerAuthority, *hosts: str, ended: bool = False) -> ssl.SSLContext:
    found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    found.load_cert_chain(*authority.issue("server", *hosts, ended=ended))
    return found


def trust(tmp_path: Path, server: HostileRegistry, authority: ServerAuthority) -> Path:
    """Return a folder in which the authority is trusted for a registry."""
    folder = tmp_path / "hosts" / f"{server.address.rpartition(':')[0]}_{server.port}_"
    folder.mkdir(parents=True)
    (folder / "hosts.toml").write_text(
        f'server = "https://{server.address}"\nca = "{authority.ca}"\n'
    )
    return folder.parent


async def test_a_redirect_from_https_to_http_is_refused(tmp_path, authority, other):
    async with HostileRegistry(tls=context(authority, "127.0.0.1")) as server:
        server.on(TAG, Answer(302, headers={"Location": f"{other.url}/elsewhere"}))
        with pytest.raises(RegistryFailed, match="a redirect leads from https to plain http"):
            await resolve(server, hosts_dir=trust(tmp_path, server, authority))
    assert other.asked == []


async def test_a_realm_in_plain_http_gets_no_password_from_https(tmp_path, authority, other):
    async with HostileRegistry(tls=context(authority, "127.0.0.1")) as server:
        guard(server, bearer(other))
        with pytest.raises(RegistryFailed, match=r"its realm at 127\.0\.0\.1 is plain http"):
            await resolve(server, ME, hosts_dir=trust(tmp_path, server, authority))
    assert other.asked == []


@pytest.mark.parametrize(
    ("hosts", "ended", "why"),
    [
        (("127.0.0.2",), False, "mismatch|not valid for '127.0.0.1'"),
        ((), False, "mismatch|not valid for '127.0.0.1'"),
        (("127.0.0.1",), True, "has expired"),
    ],
)
async def test_a_certificate_that_is_unfit_is_told_and_not_tried_again(
    tmp_path, authority, hosts: tuple[str, ...], ended: bool, why: str
):
    async with HostileRegistry(tls=context(authority, *hosts, ended=ended)) as server:
        with pytest.raises(RegistryFailed, match=f"its certificate: .*({why})") as caught:
            await resolve(server, hosts_dir=trust(tmp_path, server, authority))
        assert not isinstance(caught.value, Unavailable)
        assert server.asked == []
        assert server.connections <= 1


async def test_a_server_without_tls_is_told_as_such(tmp_path, authority, server):
    folder = trust(tmp_path, server, authority)
    with pytest.raises(Unavailable, match=r"no TLS|no connection in time"):
        await resolve(server, hosts_dir=folder, attempts=1, connect_timeout=0.3)


async def test_tls_goes_through_a_proxy_to_its_end(tmp_path, authority, other):
    folder = tmp_path / "hosts/a.test"
    folder.mkdir(parents=True)
    (folder / "ca.crt").write_bytes(authority.ca.read_bytes())
    async with HostileRegistry(tls=context(authority, "a.test")) as server:
        server.on(TAG, Answer(200, MANIFEST))
        other.otherwise = Tunnel(server.port)
        proxy = {"HTTPS_PROXY": other.url.replace("//", "//user:secret@")}
        async with registry(hosts_dir=folder.parent, environment=proxy) as client:
            assert (await client.resolve(named("a.test"))).body == MANIFEST
    (asked,) = other.asked
    assert (asked.method, asked.target) == ("CONNECT", "a.test:443")
    assert asked.headers["proxy-authorization"] == "Basic dXNlcjpzZWNyZXQ="
    assert [one.headers["host"] for one in server.asked] == ["a.test"]
    assert "proxy-authorization" not in server.asked[0].headers


async def test_our_certificate_is_shown_to_its_host_alone(tmp_path, authority):
    shown: list[bool] = []

    async def look(asked: Asked, writer: asyncio.StreamWriter) -> None:
        shown.append(writer.get_extra_info("ssl_object").getpeercert(True) is not None)
        await Answer(200, MANIFEST)(asked, writer)

    both = context(authority, "127.0.0.1", "127.0.0.2")
    both.load_verify_locations(authority.ca)
    both.verify_mode = ssl.CERT_OPTIONAL
    both.verify_flags &= ~ssl.VERIFY_X509_STRICT
    certificate, key = authority.issue("client")
    async with HostileRegistry(tls=both) as server, HostileRegistry("127.0.0.2", both) as other:
        server.on(TAG, look)
        other.on("/elsewhere", look)
        folder = trust(tmp_path, server, authority)
        file = folder / f"127.0.0.1_{server.port}_/hosts.toml"
        file.write_text(f'{file.read_text()}client = [["{certificate}", "{key}"]]\n')
        await resolve(server, hosts_dir=folder)
        server.on(TAG, Answer(307, headers={"Location": f"{other.url}/elsewhere"}))
        await resolve(server, hosts_dir=folder)
    assert shown == [True, False]


async def test_a_certificate_that_is_named_itself_is_trusted(tmp_path, authority):
    async with HostileRegistry(tls=context(authority, "127.0.0.1")) as server:
        server.on(TAG, Answer(200, MANIFEST))
        folder = tmp_path / f"hosts/127.0.0.1_{server.port}_"
        folder.mkdir(parents=True)
        (folder / "server.crt").write_bytes((tmp_path / "server.pem").read_bytes())
        await resolve(server, hosts_dir=folder.parent)


async def test_an_ipv6_address_is_a_host_with_and_without_tls(tmp_path, authority):
    async with HostileRegistry(host="::1") as plain:
        plain.on(TAG, Answer(200, MANIFEST))
        await resolve(plain)
        assert plain.asked[0].headers["host"] == plain.address
    async with HostileRegistry(host="::1", tls=context(authority, "::1")) as server:
        server.on(TAG, Answer(200, MANIFEST))
        await resolve(server, hosts_dir=trust(tmp_path, server, authority))
