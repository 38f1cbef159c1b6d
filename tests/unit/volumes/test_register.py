"""Volumes and their users as they are known, in memory and as rows."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.model.refusal import Denied, NotFound
from aurae.model.volume import Volume, VolumeSpec
from aurae.state import volumes as rows
from aurae.state.database import replace_damaged
from aurae.state.store import Store
from aurae.volumes.register import Register

pytestmark = pytest.mark.asyncio
DATA = Volume("1", VolumeSpec("data"), "me")
LOGS = Volume("2", VolumeSpec("logs"), "you")


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path)
    yield opened
    await opened.close()


async def opened(store: Store) -> Register:
    register = Register(store)
    await register.open((), [one for one in await store.read(rows.everything) if not one.doomed])
    return register


async def test_what_was_written_is_known_again(store: Store) -> None:
    first = await opened(store)
    for volume in (DATA, LOGS):
        await first.save(volume)
        first.add_run(volume, "7")
    await first.save_run("7", [DATA, LOGS])
    await first.doom(LOGS)
    second = await opened(store)
    assert second.all == [DATA]
    assert second.runs(DATA) == {"7"}
    await second.keep_users({"8"})
    assert not second.is_used(DATA)
    assert await store.read(rows.uses) == []


async def test_a_name_is_free_while_the_volume_that_had_it_goes(store: Store) -> None:
    register = await opened(store)
    await register.save(DATA)
    await register.doom(DATA)
    await register.save(Volume("3", VolumeSpec("data"), "me"))
    assert {one.id for one in await store.read(rows.everything)} == {"1", "3"}


async def test_whose_it_is_decides(store: Store) -> None:
    register = await opened(store)
    await register.save(LOGS)
    assert register.owned("logs", "you", "use it") == LOGS
    with pytest.raises(Denied, match="belongs to you"):
        register.owned("logs", "me", "use it")
    with pytest.raises(NotFound):
        register.owned("none", "me", "use it")


async def test_a_damaged_state_keeps_the_volumes_that_can_be_read(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await (await opened(store)).save(DATA)
    await store.close()
    await asyncio.to_thread(lambda: replace_damaged(tmp_path, "a test", lambda _: None).close())
    again = await Store.open(tmp_path)
    assert await again.read(rows.everything) == [DATA]
    await again.close()
