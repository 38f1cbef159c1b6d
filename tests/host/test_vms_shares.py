"""Folders of the host that a guest sees: what it may do there, and that there is nothing else."""

from __future__ import annotations

import contextlib
import itertools
import os
from typing import TYPE_CHECKING

import pytest

from aurae.model.refusal import FailedPrecondition
from aurae.model.vm import Share, Vm
from aurae.vms.guest_orders import READ_ONLY, Mount, Root, Setup, Upper
from aurae.vms.shares import PROGRAMS, Laid, Shares
from tests.support import guests
from tests.support.init_process import running_init
from tests.support.loops import in_loop
from tests.support.require import missing
from tests.support.until import eventually
from tests.support.vm_machine import DO, disk, living

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aurae.processes.init import Init
    from tests.support.init_process import InitProcess

pytestmark = [pytest.mark.host, pytest.mark.slow]
IDS = itertools.count(1000)


@pytest.fixture(autouse=True)
def _virtiofsd() -> None:
    if not any(os.access(program.path, os.X_OK) for program in PROGRAMS):
        missing("virtiofsd", "virtiofsd is not installed")


def shares_of(init: Init, folder: Path, *own: Path) -> Shares:
    """Return shares that are mounted in a folder for virtiofsd."""
    shares = Shares(init, lambda: next(IDS), None, folder / "empty", own)
    shares.open()
    return shares


@contextlib.contextmanager
def laid_of(found: list[Laid]) -> Iterator[None]:
    """Close what was laid, at the end."""
    try:
        yield
    finally:
        for laid in found:
            laid.close()


def serving(leaf: Path) -> list[str]:
    """Return what runs in a leaf."""
    names: list[str] = []
    if not leaf.exists():
        return names
    for pid in (leaf / "cgroup.procs").read_text().split():
        with contextlib.suppress(OSError), open(f"/proc/{pid}/comm") as file:
            names.append(file.read().strip())
    return names


def test_a_guest_reads_and_writes_what_is_shared_and_comes_nowhere_else(tmp_path: Path):
    work, still = tmp_path / "work", tmp_path / "still"
    for folder in (work, still):
        folder.mkdir(mode=0o755)
        (folder / "hello").write_text("world\n")
    (tmp_path / "secret").write_text("secret\n")
    (work / "out").symlink_to(tmp_path / "secret")
    (work / "up").symlink_to("../secret")
    os.mkfifo(work / "fifo")
    found: list[Laid] = []
    leaves: list[Path] = []

    async def prepare(process: InitProcess, init: Init) -> dict[str, object]:
        shares = shares_of(init, tmp_path)
        vm = Vm(shares=(Share("/srv", str(work)), Share("/still", str(still), read_only=True)))
        found.append(await shares.lay("1", "owner", vm, tmp_path, DO))
        leaf = process.leaves.create("_99")
        leaves.append(process.root / "_99")
        await shares.serve(found[0], leaf, DO)
        os.close(leaf)
        return {"shares": found[0].shares}

    async def played():
        with laid_of(found), disk(guests.busybox_root(tmp_path), "root", read_only=True) as root:
            async with living(tmp_path, [root], prepare) as here:
                mounts = (
                    Mount("/srv", tag="share0"),
                    Mount("/still", tag="share1", options=READ_ONLY),
                )
                await here.guest.set_up(Setup(Root("root"), Upper(), mounts=mounts), DO)
                assert (
                    await here.said(
                        "cat /srv/hello; echo mine > /srv/mine; mkdir /srv/d; chown 7:8 /srv/mine"
                    )
                    == "world"
                )
                assert (work / "mine").read_text() == "mine\n"
                assert ((work / "mine").stat().st_uid, (work / "mine").stat().st_gid) == (7, 8)
                assert await here.said("cat /still/hello") == "world"
                # The share is read-only where it is served, whatever the guest makes of it.
                await here.said("mount -o remount,rw /still 2>/dev/null; true")
                for tried in (
                    "touch /still/new",
                    "rm /still/hello",
                    "cat /srv/out",
                    "cat /srv/up",
                    "cat /srv/../secret /srv/../../secret",
                    "mknod /srv/null c 1 3",
                    "cat /proc/1/root/../srv/../secret",
                ):
                    status, text = await here.run(tried)
                    assert status != 0, (tried, text)
                    assert "secret\n" not in text
                names = serving(leaves[0])
                assert names.count("virtiofsd") >= 2
                assert set(names) == {"virtiofsd"}
                pid = (leaves[0] / "cgroup.procs").read_text().split()[-1]
                assert os.readlink(f"/proc/{pid}/ns/net") != os.readlink("/proc/self/ns/net")
            await eventually(
                lambda: not serving(leaves[0]), "nobody serves a machine that is gone"
            )

    in_loop(played())
    assert (still / "hello").read_text() == "world\n"
    assert not (work / "null").exists()


def test_what_is_no_folder_or_the_daemons_is_refused(tmp_path: Path):
    own = tmp_path / "own"
    own.mkdir()
    (tmp_path / "file").touch()

    async def refused(shares: Shares, source: Path) -> str:
        vm = Vm(shares=(Share("/x", str(source)),))
        with pytest.raises(FailedPrecondition) as failed:
            await shares.lay("1", "owner", vm, tmp_path, DO)
        return failed.value.why

    async def played():
        async with running_init() as (_, init):
            shares = shares_of(init, tmp_path, own)
            assert "it is no folder" in await refused(shares, tmp_path / "file")
            assert "No such file" in await refused(shares, tmp_path / "none")
            assert "it belongs to the daemon" in await refused(shares, own)
            assert "it holds folders of the daemon" in await refused(shares, tmp_path)
            assert "volumes are not" in await refused_volume(shares)
            nobody = Shares(init, lambda: next(IDS), None, tmp_path / "empty", (), ())
            assert "not installed" in await refused(nobody, tmp_path)
        assert not [name for name in os.listdir(tmp_path) if name.endswith(".sock")]

    async def refused_volume(shares: Shares) -> str:
        with pytest.raises(FailedPrecondition) as failed:
            await shares.lay("1", "owner", Vm(shares=(Share("/x", volume="v"),)), tmp_path, DO)
        return failed.value.why

    in_loop(played())
