"""Snapshots as they are known, in memory and as rows; and where their files are after a server was killed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.model.refusal import Denied, FailedPrecondition, NotFound
from aurae.model.vm import Vm
from aurae.model.vm_snapshot import Fittings, Restore, SnapshotSpec, VmSnapshot
from aurae.model.workload import Executable, WorkloadSpec
from aurae.state import vm_snapshots as rows
from aurae.state.store import Store
from aurae.surroundings.staging import STAGING
from aurae.vms.snapshot_places import PAGES, STATE, SnapshotPlaces, write
from aurae.vms.snapshot_register import MOST_LAYERS, SnapshotRegister

pytestmark = pytest.mark.asyncio
ASKED = WorkloadSpec(name="web", executable=Executable(("/bin/true",)), vm=Vm(image="nginx"))
FITTINGS = Fittings("QEMU 7.2.22", "tcg", "max", 1, 256 << 20)
ONE = VmSnapshot("1", SnapshotSpec("one"), "me", "web", ASKED, FITTINGS, "sha256:1", created_ns=1)
TWO = VmSnapshot("2", SnapshotSpec("two"), "you", "db", ASKED, FITTINGS, created_ns=2)


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path)
    yield opened
    await opened.close()


async def opened(store: Store) -> SnapshotRegister:
    register = SnapshotRegister(store)
    found = await store.read(rows.everything)
    await register.open([one.id for one in found if one.doomed], found)
    return register


async def test_what_was_written_is_known_again(store: Store) -> None:
    first = await opened(store)
    for snapshot in (ONE, TWO):
        await first.write(snapshot)
        first.note(snapshot)
    await first.plan_restore("web-7", Restore("1", is_paused=True))
    await first.doom(TWO)
    second = await opened(store)
    assert second.all == [ONE]
    assert second.restore_of("web-7") == Restore("1", is_paused=True)
    assert [one.id for one in await store.read(rows.everything)] == ["1"]
    await second.keep_restores({"other"})
    assert await store.read(rows.restores) == {}


async def test_whose_it_is_decides(store: Store) -> None:
    register = await opened(store)
    register.note(TWO)
    assert register.owned("two", "you", "delete snapshot two") == TWO
    with pytest.raises(Denied, match="cannot delete snapshot two: snapshot 'two' belongs to you"):
        register.owned("two", "me", "delete snapshot two")
    with pytest.raises(NotFound, match="there is no snapshot 'three'"):
        register.get("three", "look")


async def test_what_needs_a_snapshot_is_known(store: Store) -> None:
    register = await opened(store)
    above = replace(TWO, parent="1")
    for snapshot in (ONE, above):
        register.note(snapshot)
    register.lend(ONE)
    await register.plan_restore("web-7", Restore("1"))
    assert register.users(ONE) == [
        *("snapshot two", "machine web-7", "a machine that is just starting from it")
    ]
    register.give_back(ONE)
    await register.drop_restores(["web-7", "unknown"])
    register.forget(above)
    assert register.users(ONE) == []
    assert register.images() == {"sha256:1"}


async def test_a_snapshot_has_what_it_stands_on_below_it(store: Store) -> None:
    register = await opened(store)
    register.note(ONE)
    high = replace(TWO, parent="1")
    assert register.layers(high, "restore") == [ONE, high]
    register.forget(ONE)
    with pytest.raises(FailedPrecondition, match="what snapshot 'two' stands on is gone"):
        register.layers(high, "restore")
    register.note(replace(ONE, parent="1"))  # a row that nobody should have written
    with pytest.raises(FailedPrecondition, match="is gone"):
        register.layers(high, "restore")
    assert MOST_LAYERS < 100


async def test_the_newest_of_a_machine_is_found(store: Store) -> None:
    register = await opened(store)
    newer = replace(ONE, id="3", spec=SnapshotSpec("newer"), created_ns=9)
    for snapshot in (newer, ONE, TWO):
        register.note(snapshot)
    assert register.newest_of("web", "me") == newer
    assert register.newest_of("web", "you") is None


async def test_what_was_staged_with_a_row_is_published_and_the_rest_goes(tmp_path: Path) -> None:
    places = SnapshotPlaces(tmp_path / "snapshots", lambda task: task.close())
    places.open()
    for ident in ("1", "half", "old"):
        write(places.stage(ident) / STATE, b"state")
    for ident in ("old", "stranger"):
        if ident == "stranger":
            write(places.stage(ident) / STATE, b"state")
        places.publish(ident)
    gone = places.sort([ONE, replace(TWO, id="old", doomed=True), replace(TWO, id="missing")])
    assert gone == ["old", "missing"]
    assert (places.path("1") / STATE).read_bytes() == b"state"
    assert sorted(path.name for path in places.folder.iterdir()) == ["1", STAGING, "trash"]
    assert list((places.folder / STAGING).iterdir()) == []


async def test_a_list_of_pages_is_read_with_the_memory_it_is_of(tmp_path: Path) -> None:
    places = SnapshotPlaces(tmp_path / "snapshots", lambda task: task.close())
    places.open()
    write(places.stage("1") / PAGES, bytes([3, 0, 0, 0, 1, 0, 0, 0]))
    places.publish("1")
    layer = places.layer(replace(ONE, checksum=7))
    assert (layer.runs, layer.checksum) == ([(3, 1)], 7)
    assert layer.file == places.path("1") / "memory"
