"""Images in the state: what is written is read again, and what is damaged costs no other row."""

import sqlite3
from functools import partial

import pytest

from aurae.model.image import Blob, Image, KeptManifest, KeptName, Lease, Snapshot
from aurae.state import images, snapshots
from aurae.state.database import FILE
from aurae.state.store import Store

pytestmark = pytest.mark.asyncio

ID = "sha256:" + "1" * 64
BLOB = Blob("sha256:" + "2" * 64, 700, "application/vnd.oci.image.manifest.v1+json")
IMAGE = Image(ID, "linux/amd64", ("d",), ("c",), "2024", "app", {"a": "b"}, 7)
MANIFEST = KeptManifest(BLOB, Blob(ID, 30), (Blob("sha256:" + "3" * 64, 9, "x"),))
NAME = KeptName("localhost/a:1", BLOB.digest, BLOB, asked=False, updated_ns=5)
LEASE = Lease("pull", 10, ("a", "b"))
ROWS = images.Rows({ID: IMAGE}, {BLOB.digest: MANIFEST}, {NAME.name: NAME}, {"pull": LEASE})


async def test_images_are_read_as_they_were_written(tmp_path):
    store = await Store.open(tmp_path)
    await store.write(partial(images.save_all, rows=ROWS))
    assert await store.read(images.everything) == ROWS
    assert MANIFEST.image == ID
    gone = images.Change(
        no_images=[ID], no_manifests=[BLOB.digest], no_names=[NAME.name], no_leases=["pull"]
    )
    await store.write(partial(images.apply, change=gone))
    assert await store.read(images.everything) == images.Rows()
    await store.close()


async def test_a_row_that_cannot_be_read_costs_no_other(tmp_path, caplog):
    store = await Store.open(tmp_path)
    await store.write(partial(images.save_all, rows=ROWS))

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO images VALUES ('sha256:odd', '[1]')")
        connection.execute("INSERT INTO leases VALUES ('odd', 1, '{')")

    await store.write(spoil)
    assert await store.read(images.everything) == ROWS
    assert "cannot read sha256:odd" in caplog.text
    await store.close()


async def test_snapshots_are_read_as_they_were_written(tmp_path):
    store = await Store.open(tmp_path)
    lower = Snapshot("c1", "d1", "", 100, 3, 9)
    upper = Snapshot("c2", "d2", "c1", 50, 1, 9)
    await store.write(partial(snapshots.save, items=[lower, upper]))
    assert await store.read(snapshots.everything) == {"c1": lower, "c2": upper}
    await store.write(partial(snapshots.delete, chain_ids=["c2"]))
    assert await store.read(snapshots.everything) == {"c1": lower}
    await store.close()


async def test_images_are_saved_from_a_damaged_file(tmp_path):
    store = await Store.open(tmp_path)
    await store.write(partial(images.save_all, rows=ROWS))
    await store.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DROP TABLE cells")
    connection.close()
    store = await Store.open(tmp_path)
    assert "4 rows were saved" in store.problems[0]
    assert await store.read(images.everything) == ROWS
    await store.close()
