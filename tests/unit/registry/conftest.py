"""A hostile registry that is honest until a test says otherwise, and a file for what it sends."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.blob_fetch import BLOB, MANIFEST, OCI, PATH, TAG
from tests.support.hostile_registry import Answer, HostileRegistry, served
from tests.support.registry_client import File


@pytest_asyncio.fixture
async def server() -> AsyncIterator[HostileRegistry]:
    async with HostileRegistry() as running:
        running.on(TAG, Answer(200, MANIFEST, OCI))
        running.on(PATH, served(BLOB))
        yield running


@pytest.fixture
def file(tmp_path):
    opened = File(tmp_path / "partial")
    yield opened
    opened.close()
