"""Registries that misbehave: each fault is one reason in words, soon, and nothing half-right is kept."""

import asyncio
import time
from dataclasses import replace

import pytest

from aurae.model import image_manifest
from aurae.model.refusal import BadValue
from aurae.registry.failures import BadContent, NotFound, RegistryFailed, Unavailable
from tests.support.blob_fetch import (
    BLOB,
    MANIFEST,
    OCI,
    PATH,
    SMALL,
    TAG,
    WANTED,
    fetch,
    ranges,
    refused,
    resolve,
)
from tests.support.hostile_registry import (
    Answer,
    Asked,
    HostileRegistry,
    cut,
    endless,
    raw,
    served,
)
from tests.support.registry_client import File, described, named, registry

pytestmark = pytest.mark.asyncio

# Bodies that are not what they should be


async def test_a_blob_with_another_digest_is_refused_and_not_kept(server, file):
    server.on(PATH, served(BLOB[:-1] + b"x"))
    await refused(server, file, f"blob {WANTED.digest} came as sha256:")
    assert len(server.asked) == 1


async def test_ranges_of_another_blob_are_refused_and_not_kept(server, file):
    server.on(PATH, served(BLOB[:-1] + b"x"))
    await refused(server, file, f"blob {WANTED.digest} came as sha256:", **SMALL)


async def test_a_body_that_says_it_is_short_is_refused(server, file):
    server.on(PATH, Answer(200, BLOB[:999]))
    await refused(server, file, "it sends 999 bytes where 1000000 are the blob's")


async def test_a_body_that_says_it_is_long_is_refused(server, file):
    server.on(PATH, Answer(200, BLOB + b"x"))
    await refused(server, file, "it sends 1000001 bytes where 1000000 are the blob's")


async def test_a_body_that_ends_early_though_whole_is_refused(server, file):
    body = b"3e8\r\n" + BLOB[:1000] + b"\r\n0\r\n\r\n"
    server.on(PATH, raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", body))
    await refused(server, file, "it ends after 1000 of 1000000 bytes")


async def test_a_body_that_does_not_end_is_refused_at_the_first_byte_too_many(server, file):
    piece = b"10000\r\n" + bytes(65_536) + b"\r\n"
    server.on(PATH, endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", piece))
    await refused(server, file, "it sends more than the")
    assert len(server.asked) == 1


async def test_a_body_without_a_length_is_taken_when_it_is_the_blob(server, file):
    server.on(PATH, Answer(200, BLOB, length=-1))
    await fetch(server, file)


async def test_an_encoding_that_nobody_asked_for_is_not_undone(server, file):
    server.on(PATH, served(BLOB, **{"Content-Encoding": "gzip"}))
    await fetch(server, file)
    assert server.asked[0].headers["accept-encoding"] == "identity"


# Streams that break, stall and drip


async def test_a_stream_that_breaks_is_gone_on_with_at_the_byte(server, file):
    server.on(PATH, cut(served(BLOB), 300_001), cut(served(BLOB), 200_000), served(BLOB))
    told = await fetch(server, file)
    assert ranges(server) == ["", "bytes=300001-999999", "bytes=500001-999999"]
    assert told == sorted(told)


async def test_a_stream_that_breaks_again_and_again_is_finished_if_it_gets_on(server, file):
    server.on(PATH, cut(served(BLOB), 70_000))
    await fetch(server, file, attempts=2)
    assert len(server.asked) == 15


async def test_a_stream_that_breaks_without_getting_on_is_given_up(server, file):
    server.on(PATH, cut(served(BLOB), 100))
    await refused(server, file, "the connection broke in the middle", Unavailable, attempts=4)
    assert file.content() == BLOB[:400]
    assert len(server.asked) == 4


async def test_ranges_that_break_are_gone_on_with_each(server, file):
    server.on(PATH, *[cut(served(BLOB), 80_000)] * 6, served(BLOB))
    await fetch(server, file, **SMALL)
    assert "bytes=80000-149999" in ranges(server)


async def test_a_partial_file_is_gone_on_with_by_the_next_pull(server, tmp_path, file):
    server.on(PATH, cut(served(BLOB), 300_000))
    await refused(server, file, "broke in the middle", Unavailable, attempts=1)
    assert file.content() == BLOB[:300_000]
    server.on(PATH, served(BLOB))
    again = File(file.path)
    told = await fetch(server, again)
    again.close()
    assert told[0] == 300_000
    assert ranges(server) == ["", "bytes=300000-999999"]


async def test_a_partial_file_of_another_blob_is_noticed_and_fetched_anew(server, tmp_path):
    (tmp_path / "spoilt").write_bytes(b"x" * 300_000)
    file = File(tmp_path / "spoilt")
    await fetch(server, file)
    file.close()
    assert ranges(server) == ["bytes=300000-999999", ""]


async def test_a_partial_file_that_is_longer_than_the_blob_is_noticed(server, tmp_path):
    (tmp_path / "long").write_bytes(BLOB + b"xyz")
    file = File(tmp_path / "long")
    async with registry() as client:
        await client.blob(named(server.address), WANTED, file, lambda _: None)
    file.close()
    assert file.content() == BLOB
    assert server.asked == []


async def test_a_server_that_does_not_know_ranges_is_asked_from_the_start(server, file):
    server.on(PATH, cut(Answer(200, BLOB), 300_000), Answer(200, BLOB))
    told = await fetch(server, file)
    assert 0 in told
    assert ranges(server) == ["", "bytes=300000-999999"]


async def test_a_server_that_does_not_know_ranges_is_not_asked_for_any_more(server, file):
    server.on(PATH, Answer(200, BLOB))
    await fetch(server, file, **SMALL)
    assert ranges(server)[-1] == ""


@pytest.mark.parametrize(
    "said",
    ["", "bytes 0-999999/1000000", "bytes 300001-999999/1000000", "bytes 300000-999998/1000000",
     "bytes */1000000", "bytes 300000-999999/1000001", "items 300000-999999/1000000",
     "bytes 300000-999999/1000000, bytes 0-1/2", "bytes -300000-999999/1000000"],
)  # fmt: skip
async def test_a_range_that_is_another_is_refused(server, file, said: str):
    wrong = Answer(206, BLOB[300_000:], {"Content-Range": said} if said else {})
    server.on(PATH, cut(served(BLOB), 300_000), wrong)
    await refused(server, file, "it sends|the blob has")


async def test_a_range_that_is_said_to_be_out_of_range_is_refused(server, file):
    server.on(PATH, cut(served(BLOB), 300_000), Answer(416))
    await refused(server, file, "it answers 416")


async def test_a_stream_that_stalls_is_given_up_and_gone_on_with(server, file):
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(BLOB)}\r\n\r\n".encode()
    server.on(PATH, raw(head, BLOB[:300_000], end=False), served(BLOB))
    await fetch(server, file, stall=0.3)
    assert ranges(server) == ["", "bytes=300000-999999"]


async def test_a_stream_that_only_stalls_is_given_up_in_the_end(server, file):
    server.on(PATH, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", end=False))
    await refused(server, file, r"nothing came for 0\.2 s", Unavailable, stall=0.2, attempts=2)
    assert len(server.asked) == 2


async def test_a_blob_that_is_said_to_be_enormous_takes_no_memory_before_it_comes(server, file):
    server.on(PATH, Answer(404))
    async with registry() as client:
        with pytest.raises(NotFound):
            await client.blob(
                named(server.address), replace(WANTED, size=2**62), file, lambda _: None
            )


async def test_an_answer_that_does_not_come_is_given_up(server):
    server.on(TAG, raw(end=False))
    with pytest.raises(Unavailable, match=r"nothing came for 0\.2 s"):
        await resolve(server, stall=0.2, attempts=2)
    assert len(server.asked) == 2


async def test_a_fetch_that_is_cancelled_leaves_what_came(server, file):
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(BLOB)}\r\n\r\n".encode()
    server.on(PATH, raw(head, BLOB[:400_000], end=False))
    came = asyncio.Event()

    def progress(count: int) -> None:
        if count:
            came.set()

    async with registry() as client, asyncio.TaskGroup() as group:
        task = group.create_task(client.blob(named(server.address), WANTED, file, progress))
        await came.wait()
        task.cancel()
    left = file.content()
    assert left
    assert BLOB.startswith(left)


async def test_ranges_that_are_cancelled_leave_no_gap(server, file):
    count = 0

    async def some(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if asked.headers["range"].startswith("bytes=150000-"):
            await asyncio.Event().wait()
        await served(BLOB)(asked, writer)

    server.on(PATH, some)
    enough = asyncio.Event()

    def progress(there: int) -> None:
        nonlocal count
        count = there
        if there == len(BLOB) - 150_000:
            enough.set()

    async with registry(**SMALL) as client, asyncio.TaskGroup() as group:
        task = group.create_task(client.blob(named(server.address), WANTED, file, progress))
        await enough.wait()
        task.cancel()
    assert file.content() == BLOB[:150_000]


# Statuses


async def test_what_is_busy_is_asked_again(server, file):
    server.on(TAG, Answer(503), Answer(500), Answer(429), Answer(200, MANIFEST, OCI))
    assert (await resolve(server)).body == MANIFEST
    server.on(PATH, Answer(502), served(BLOB))
    await fetch(server, file)


async def test_an_error_in_the_middle_is_gone_on_after(server, file):
    server.on(PATH, cut(served(BLOB), 300_000), Answer(500), Answer(503), served(BLOB))
    await fetch(server, file)
    assert ranges(server) == ["", *["bytes=300000-999999"] * 3]


async def test_what_stays_busy_is_given_up(server):
    body = b'{"errors": [{"code": "TOOMANYREQUESTS", "message": "slow\\ndown"}]}'
    server.on(TAG, Answer(429, body))
    with pytest.raises(Unavailable, match="429: toomanyrequests: slow down"):
        await resolve(server, attempts=3)
    assert len(server.asked) == 3


async def test_a_registry_that_asks_for_time_gets_it(server):
    server.on(TAG, Answer(429, headers={"Retry-After": "1"}), Answer(200, MANIFEST, OCI))
    before = time.monotonic()
    assert (await resolve(server)).body == MANIFEST
    assert time.monotonic() - before >= 1


async def test_a_registry_that_asks_for_too_much_time_is_given_up_at_once(server):
    server.on(TAG, Answer(503, headers={"Retry-After": "86400"}))
    with pytest.raises(Unavailable, match="asks to be left alone for 86400 s"):
        await resolve(server)
    assert len(server.asked) == 1


async def test_what_is_refused_is_not_asked_again(server):
    for status, kind in ((400, RegistryFailed), (404, NotFound), (418, RegistryFailed)):
        server.on(TAG, Answer(status))
        with pytest.raises(kind, match=f"it answers {status}"):
            await resolve(server)
    assert len(server.asked) == 3


async def test_an_error_is_shown_on_one_line_without_control_characters(server):
    message = "a\\u001b[31m\\nb" + "c" * 1000
    server.on(TAG, Answer(400, b'{"errors": [{"message": "' + message.encode() + b'"}]}'))
    with pytest.raises(RegistryFailed) as caught:
        await resolve(server)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


async def test_an_error_without_end_is_looked_at_no_further(server):
    server.on(TAG, endless(b"HTTP/1.1 400 No\r\n\r\n", bytes(65_536)))
    with pytest.raises(RegistryFailed, match=r"it answers 400$"):
        await resolve(server)


# What is no HTTP


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"",
    ],
    ids=range(9),
)
async def test_what_is_no_answer_is_told_as_such(server, answer: bytes):
    server.on(TAG, raw(answer))
    with pytest.raises(RegistryFailed, match=r"127\.0\.0\.1:\d+: (its answer|the connection)"):
        await resolve(server, attempts=2)


async def test_headers_without_end_are_given_up(server):
    server.on(TAG, endless(b"HTTP/1.1 200 OK\r\n", b"X-Y: z\r\n" * 1000))
    with pytest.raises(Unavailable):
        await resolve(server, attempts=1)


async def test_nobody_at_the_address_is_unavailable():
    async with HostileRegistry() as gone:
        address = gone.address
    async with registry(attempts=2) as client:
        with pytest.raises(Unavailable, match="refused"):
            await client.resolve(named(address))


# Manifests


async def test_a_manifest_with_another_digest_than_was_said_is_refused(server):
    other = described(b"other").digest
    server.on(TAG, Answer(200, MANIFEST, {**OCI, "Docker-Content-Digest": other}))
    with pytest.raises(BadContent, match=f"the manifest it calls {other} is another"):
        await resolve(server)
    server.on(TAG, Answer(200, MANIFEST, {**OCI, "Docker-Content-Digest": "sha256:x"}))
    with pytest.raises(BadContent, match="its digest of the manifest"):
        await resolve(server)


async def test_a_manifest_that_changed_after_its_tag_was_looked_up_is_refused(server):
    digest = described(MANIFEST).digest
    server.on(f"/v2/app/manifests/{digest}", Answer(200, MANIFEST + b" ", OCI))
    async with registry() as client:
        found = await client.resolve(named(server.address))
        with pytest.raises(BadContent, match=f"manifest {digest} came as sha256:"):
            await client.manifest(named(server.address), found.digest)


async def test_a_manifest_of_100_mb_is_not_read(server):
    server.on(TAG, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", end=False))
    with pytest.raises(BadContent, match="it has 104857600 bytes, at most 4194304 are allowed"):
        await resolve(server)


async def test_a_manifest_without_end_is_read_up_to_its_limit(server):
    server.on(TAG, endless(b"HTTP/1.1 200 OK\r\n\r\n", bytes(65_536)))
    with pytest.raises(BadContent, match="it has more than 4194304 bytes"):
        await resolve(server)


async def test_a_page_that_is_no_manifest_is_told_by_its_type(server):
    server.on(TAG, Answer(200, b"{}", {"Content-Type": "text/html; charset=utf-8"}))
    found = await resolve(server)
    assert found.media_type == "text/html"
    with pytest.raises(BadValue):
        image_manifest.parse(found.body, found.media_type)


@pytest.mark.parametrize("sent", ["", "nothing", "application/json", "text/plain; a=b"])
async def test_a_type_that_says_nothing_is_none(server, sent: str):
    server.on(TAG, Answer(200, MANIFEST, {"Content-Type": sent} if sent else {}))
    assert (await resolve(server)).media_type == ""


async def test_a_registry_that_tells_no_digest_is_asked_for_the_manifest(server):
    server.on(TAG, Answer(200, MANIFEST, OCI))
    async with registry() as client:
        assert await client.digest(named(server.address)) == described(MANIFEST).digest
    assert [asked.method for asked in server.asked] == ["HEAD", "GET"]
