"""Any faults in any order: in the end there is the blob, or what is there is its beginning."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.registry.failures import BadContent, RegistryFailed
from tests.support.hostile_registry import Answer, HostileRegistry, Script, cut, raw, served
from tests.support.registry_client import File, described, named, registry

BLOB = bytes(number * number % 251 for number in range(20_000))
WANTED = described(BLOB)

_COUNT = st.integers(0, len(BLOB))
_FAULTS = st.one_of(
    st.builds(lambda count: cut(served(BLOB), count), _COUNT),
    st.builds(lambda count: cut(Answer(200, BLOB), count), _COUNT),
    st.just(Answer(200, BLOB)),
    st.builds(lambda count: served(BLOB[:count] + b"x" * (len(BLOB) - count)), _COUNT),
    st.builds(lambda count: Answer(200, BLOB[:count]), _COUNT),
    st.builds(Answer, st.sampled_from([401, 404, 416, 500, 503])),
    st.just(Answer(206, BLOB, {"Content-Range": "bytes 0-19999/20000"})),
    st.builds(lambda data: raw(b"HTTP/1.1 200 OK\r\n" + data), st.binary(max_size=40)),
    st.just(served(BLOB)),
)


async def pull(folder: Path, left: bytes, faults: list[Script], parallel: int, piece: int) -> None:
    """Fetch the blob over what an earlier try left, and then, without faults, what is missing."""
    path = folder / "blob"
    path.write_bytes(left)
    async with HostileRegistry() as server:
        server.on(f"/v2/app/blobs/{WANTED.digest}", *faults)
        for last in (False, True):
            if last:
                server.on(f"/v2/app/blobs/{WANTED.digest}", served(BLOB))
            failed = await fetch(server, path, parallel=parallel, piece=piece)
            if failed is None:
                assert path.read_bytes() == BLOB
            else:
                assert not last
                assert not isinstance(failed, BadContent) or path.read_bytes() == b""


async def fetch(server: HostileRegistry, path: Path, **fields: Any) -> RegistryFailed | None:
    """Fetch the blob into a file; returns why it failed."""
    file = File(path)
    told: list[int] = []
    patience = {"parallel_from": 1, "first_pause": 0, "longest_pause": 0}
    try:
        async with registry(**patience, **fields) as client:
            await client.blob(named(server.address), WANTED, file, told.append)
    except RegistryFailed as failure:
        return failure
    finally:
        file.close()
        assert min(told, default=0) >= 0
    assert told[-1] == len(BLOB)
    return None


@settings(max_examples=60)
@given(
    st.one_of(st.just(b""), _COUNT.map(lambda count: BLOB[:count]), st.binary(max_size=30_000)),
    st.lists(_FAULTS, min_size=1, max_size=8),
    st.integers(1, 4),
    st.integers(900, 20_000),
)
def test_any_faults_end_in_the_blob_or_in_its_beginning(
    left: bytes, faults: list[Script], parallel: int, piece: int
):
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(pull(Path(folder), left, faults, parallel, piece))
