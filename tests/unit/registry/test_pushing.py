"""Pushes to registries that break off, forget, or say what is not so."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from aurae.model.digest import digest_of
from aurae.registry.client import Registry
from aurae.registry.credentials import Credentials
from aurae.registry.failures import BadContent, RegistryFailed, Unauthorized, Unavailable
from tests.support.hostile_registry import Answer, Asked, HostileRegistry
from tests.support.registry_client import described, named, no_helper, registry, settings

pytestmark = pytest.mark.asyncio

BLOB = os.urandom(1_000_000)
WANTED = described(BLOB)
UPLOADS = "POST /v2/app/blobs/uploads/"
PLACE = "/upload/1"


class Uploads:
    """A registry that takes uploads as the specification has it; `most` are the bytes it takes at once."""

    def __init__(self, server: HostileRegistry) -> None:
        self.taken = b""
        self.most: list[int] = []
        server.on(UPLOADS, self.begin)
        server.on(f"PATCH {PLACE}", self.more)
        server.on(f"GET {PLACE}", self.status)
        server.on(f"PUT {PLACE}", self.end)

    def headers(self) -> dict[str, str]:
        found = {"Location": f"{PLACE}?state={len(self.taken)}"}
        if self.taken:
            found["Range"] = f"0-{len(self.taken) - 1}"
        return found

    async def begin(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        self.taken = b""
        await Answer(202, headers=self.headers())(asked, writer)

    async def more(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        begin, _, end = asked.headers["content-range"].partition("-")
        assert int(begin) == len(self.taken)
        assert int(end) - int(begin) + 1 == len(asked.body)
        if self.most:
            self.taken += asked.body[: self.most.pop(0)]
            writer.close()
            return
        self.taken += asked.body
        await Answer(202, headers=self.headers())(asked, writer)

    async def status(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        await Answer(204, headers=self.headers())(asked, writer)

    async def end(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        self.taken += asked.body
        digest = {"Docker-Content-Digest": digest_of(self.taken)}
        await Answer(201, headers=digest)(asked, writer)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[HostileRegistry]:
    async with HostileRegistry() as running:
        yield running


@pytest.fixture
def blob(tmp_path):
    path = tmp_path / "blob"
    path.write_bytes(BLOB)
    return path


async def push(server: HostileRegistry, path: Path, **fields: Any) -> list[int]:
    """Push the blob, not in one request; returns what was told of how much is there."""
    told: list[int] = []
    async with registry(whole_upload=0, **fields) as client:
        await client.push_blob(named(server.address), WANTED, path, told.append)
    return told


def methods(server: HostileRegistry) -> list[str]:
    return [asked.method for asked in server.asked]


async def test_a_blob_is_sent_in_one_request_if_it_is_small(server, blob):
    uploads = Uploads(server)
    async with registry() as client:
        await client.push_blob(named(server.address), WANTED, blob, lambda _: None)
    assert uploads.taken == BLOB
    assert methods(server) == ["HEAD", "POST", "PUT"]
    assert server.asked[-1].target == f"{PLACE}?state=0&digest={WANTED.digest.replace(':', '%3A')}"


async def test_a_blob_that_is_there_is_not_sent(server, tmp_path, blob):
    server.on(f"/v2/app/blobs/{WANTED.digest}", Answer(200))
    assert await push(server, tmp_path / "absent") == [len(BLOB)]
    assert methods(server) == ["HEAD"]
    async with registry() as client:
        at = named(server.address)
        assert not await client.push_blob(at, WANTED, tmp_path / "absent", lambda _: None)
        server.on(f"/v2/app/blobs/{WANTED.digest}", Answer(404))
        Uploads(server)
        assert await client.push_blob(at, WANTED, blob, lambda _: None)


async def test_an_upload_that_breaks_is_gone_on_with_at_the_byte(server, blob):
    uploads = Uploads(server)
    uploads.most = [300_001, 200_000]
    told = await push(server, blob)
    assert uploads.taken == BLOB
    assert told[-1] == len(BLOB)
    sent = [asked.headers["content-range"] for asked in server.asked if asked.method == "PATCH"]
    assert sent == ["0-999999", "300001-999999", "500001-999999"]


async def test_an_upload_that_gets_on_is_not_given_up(server, blob):
    uploads = Uploads(server)
    uploads.most = [100_000] * 8
    await push(server, blob, attempts=2)
    assert uploads.taken == BLOB


async def test_an_upload_that_does_not_get_on_is_given_up_and_cancelled(server, blob):
    uploads = Uploads(server)
    uploads.most = [0] * 9
    with pytest.raises(Unavailable):
        await push(server, blob, attempts=3)
    assert methods(server).count("PATCH") == 3
    assert methods(server)[-1] == "DELETE"


async def test_an_upload_that_is_forgotten_begins_anew(server, blob):
    uploads = Uploads(server)
    uploads.most = [300_000]
    server.on(f"GET {PLACE}", Answer(404))
    await push(server, blob)
    assert uploads.taken == BLOB
    assert methods(server).count("POST") == 2


async def test_a_registry_that_takes_more_than_there_is_is_refused(server, blob):
    Uploads(server)
    wrong = {"Location": PLACE, "Range": "0-1000000"}
    server.on(f"PATCH {PLACE}", Answer(202, headers=wrong))
    with pytest.raises(BadContent, match="it took 1000001 bytes of 1000000"):
        await push(server, blob)


async def test_a_blob_that_arrives_as_another_is_told(server, blob):
    Uploads(server)
    server.on(f"PUT {PLACE}", Answer(201, headers={"Docker-Content-Digest": "sha256:0"}))
    with pytest.raises(BadContent, match="arrived as 'sha256:0'"):
        await push(server, blob)


async def test_an_upload_without_a_place_is_refused(server, blob):
    server.on(UPLOADS, Answer(202))
    with pytest.raises(RegistryFailed, match="does not say where to upload to"):
        await push(server, blob)


@pytest.mark.parametrize("place", ["ftp://a/", "http://u:p@127.0.0.1/", "a b"])
async def test_an_upload_to_no_place_is_refused(server, blob, place: str):
    server.on(UPLOADS, Answer(202, headers={"Location": place}))
    with pytest.raises(RegistryFailed, match="URL"):
        await push(server, blob)


async def test_an_upload_to_another_host_takes_no_authorization_along(server, blob):
    async with HostileRegistry() as other:
        uploads = Uploads(other)
        basic = Answer(401, headers={"WWW-Authenticate": "Basic"})
        place = Answer(202, headers={"Location": f"{other.url}{PLACE}"})
        server.on(f"/v2/app/blobs/{WANTED.digest}", basic, Answer(404))
        server.on(UPLOADS, place)
        given = Credentials("me", "secret")
        async with Registry(settings(whole_upload=0), no_helper, given) as client:
            await client.push_blob(named(server.address), WANTED, blob, lambda _: None)
        assert uploads.taken == BLOB
        assert server.asked[-1].headers["authorization"].startswith("Basic ")
        assert all("authorization" not in asked.headers for asked in other.asked)


async def test_a_login_in_the_middle_sends_the_rest_again(server, blob):
    uploads = Uploads(server)
    basic = Answer(401, headers={"WWW-Authenticate": "Basic"})
    server.on(f"PATCH {PLACE}", basic, uploads.more)
    async with Registry(settings(whole_upload=0), no_helper, Credentials("a", "b")) as client:
        await client.push_blob(named(server.address), WANTED, blob, lambda _: None)
    assert uploads.taken == BLOB


async def test_a_push_that_is_forbidden_is_told(server, blob):
    server.on(UPLOADS, Answer(403, b'{"errors": [{"code": "DENIED", "message": "no"}]}'))
    with pytest.raises(Unauthorized, match="403: denied: no"):
        await push(server, blob)
    assert methods(server) == ["HEAD", "POST"]


async def test_an_upload_that_nobody_reads_is_given_up(server, blob):
    Uploads(server)

    async def deaf(*_: object) -> None:
        await asyncio.Event().wait()

    server.on(f"PATCH {PLACE}", deaf)
    with pytest.raises(Unavailable, match="nothing came"):
        await push(server, blob, attempts=1, stall=0.2, connect_timeout=0.2)


async def test_a_file_that_is_too_short_is_told(server, blob):
    Uploads(server)
    blob.write_bytes(BLOB[:1000])
    with pytest.raises(OSError, match="the file is too short"):
        await push(server, blob, stall=0.3, connect_timeout=0.3)
    blob.unlink()
    with pytest.raises(FileNotFoundError):
        await push(server, blob, stall=0.3, connect_timeout=0.3)


async def test_a_manifest_is_pushed_by_tag_or_by_digest(server):
    body = b'{"schemaVersion": 2}'
    digest = digest_of(body)
    name = named(server.address)
    server.on("PUT /v2/app/manifests/1", Answer(201))
    server.on(f"PUT /v2/app/manifests/{digest}", Answer(201))
    async with registry() as client:
        assert await client.push_manifest(name, "a/b", body) == digest
        assert await client.push_manifest(name.with_digest(digest), "a/b", body) == digest
        with pytest.raises(BadContent, match=f"the manifest is {digest}, not sha256:"):
            await client.push_manifest(name.with_digest(WANTED.digest), "a/b", body)
    assert [asked.body for asked in server.asked] == [body] * 2
    assert {asked.headers["content-type"] for asked in server.asked} == {"a/b"}
    wrong = {"Docker-Content-Digest": WANTED.digest}
    server.on("PUT /v2/app/manifests/1", Answer(503), Answer(201, headers=wrong))
    async with registry() as client:
        with pytest.raises(BadContent, match="arrived as"):
            await client.push_manifest(name, "a/b", body)
