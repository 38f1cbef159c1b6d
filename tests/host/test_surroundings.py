"""Folders and credentials of runs on real file systems, with what others may do about them."""

import asyncio
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.linux import mount
from aurae.model.execution import Credential, Folder, Place
from aurae.model.refusal import BadValue
from aurae.model.surroundings import Surroundings
from aurae.model.workload import Executable
from aurae.state.store import Store
from aurae.surroundings import work
from tests.support.surrounded import MAIL, WEB, can, program, provider, shape

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

STATE, RUNTIME = Place.STATE, Place.RUNTIME


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user gets to."""
    with tempfile.TemporaryDirectory(prefix="aurae-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


async def refused(room, executable: Executable, account=WEB, key="run-1") -> str:
    """Return why surroundings cannot be made, as it is shown."""
    with pytest.raises(OSError, match="Errno") as caught:
        await room.prepare(key, executable, account)
    assert room.keys() == set()
    return f"{caught.value.filename}: {caught.value.strerror}"


async def test_a_run_that_asks_for_nothing_gets_nothing(tmp_path):
    async with provider(tmp_path) as room:
        assert await room.prepare("run-1", program(), WEB) == (WEB, Surroundings())
        assert room.keys() == set()


async def test_folders_have_owner_mode_and_variable(tmp_path):
    folders = (
        Folder(STATE, "web"),
        Folder(STATE, "web/data", 0o2750),
        Folder(Place.CACHE, "a/b/c", 0o700),
        Folder(Place.LOGS, "web"),
        Folder(RUNTIME, "web"),
        Folder(Place.CONFIGURATION, "web", 0o750),
    )
    old = os.umask(0o077)
    try:
        async with provider(tmp_path) as room:
            account, found = await room.prepare("run-1", program(folders=folders), WEB)
            assert account == WEB
            assert shape(tmp_path / "lib/web") == (WEB.uid, WEB.gid, "755")
            assert shape(tmp_path / "lib/web/data") == (WEB.uid, WEB.gid, "2750")
            assert shape(tmp_path / "cache/a") == (0, 0, "755")
            assert shape(tmp_path / "cache/a/b/c") == (WEB.uid, WEB.gid, "700")
            assert shape(tmp_path / "etc/web") == (0, 0, "750")
            assert found.fixed == {
                "STATE_DIRECTORY": f"{tmp_path}/lib/web:{tmp_path}/lib/web/data",
                "CACHE_DIRECTORY": f"{tmp_path}/cache/a/b/c",
                "LOGS_DIRECTORY": f"{tmp_path}/log/web",
                "RUNTIME_DIRECTORY": f"{tmp_path}/run/web",
                "CONFIGURATION_DIRECTORY": f"{tmp_path}/etc/web",
            }
            assert f"{tmp_path}/etc/web" not in found.writable
            assert len(found.writable) == 5
            await room.clear("run-1", final=True)
            assert not (tmp_path / "run/web").exists()
            assert (tmp_path / "lib/web/data").is_dir()
    finally:
        os.umask(old)


async def test_a_runtime_folder_stays_between_restarts_and_when_it_is_kept(tmp_path):
    folders = (Folder(RUNTIME, "a"), Folder(RUNTIME, "b", keep=True), Folder(RUNTIME, "c"))
    async with provider(tmp_path) as room:
        (tmp_path / "run/c").mkdir()
        for _ in range(2):
            await room.prepare("service-1", program(folders=folders), WEB)
            (tmp_path / "run/a/deep/er").mkdir(parents=True, exist_ok=True)
            await room.clear("service-1", final=False)
            assert (tmp_path / "run/a").is_dir()
        await room.clear("service-1", final=True)
        left = sorted(path.name for path in (tmp_path / "run").iterdir())
        assert left == ["b", "c"]


async def test_a_runtime_folder_stays_while_another_run_uses_it(tmp_path):
    async with provider(tmp_path) as room:
        await room.prepare("run-1", program(folders=(Folder(RUNTIME, "web"),)), WEB)
        await room.prepare("run-2", program(folders=(Folder(RUNTIME, "web/inner"),)), WEB)
        await room.clear("run-1", final=True)
        assert (tmp_path / "run/web/inner").is_dir()


async def test_configuration_that_is_there_is_left_as_it_is(tmp_path):
    async with provider(tmp_path) as room:
        (tmp_path / "etc/web").mkdir(mode=0o700)
        os.chown(tmp_path / "etc/web", 7, 7)
        await room.prepare("run-1", program(folders=(Folder(Place.CONFIGURATION, "web"),)), WEB)
        assert shape(tmp_path / "etc/web") == (7, 7, "700")


async def test_a_folder_of_somebody_else_is_given_with_what_was_theirs(tmp_path):
    async with provider(tmp_path) as room:
        tree = tmp_path / "lib/web"
        (tree / "a/b").mkdir(parents=True)
        (tree / "a/b/file").touch()
        (tree / "a/roots").touch()
        (tree / "link").symlink_to(tmp_path / "outside")
        (tmp_path / "outside").touch()
        os.chown(tmp_path / "outside", MAIL.uid, MAIL.gid)
        for path in (tree, tree / "a", tree / "a/b", tree / "a/b/file", tree / "link"):
            os.chown(path, MAIL.uid, MAIL.gid, follow_symlinks=False)
        await room.prepare("run-1", program(folders=(Folder(STATE, "web"),)), WEB)
        for path in (tree, tree / "a", tree / "a/b", tree / "a/b/file", tree / "link"):
            assert path.lstat().st_uid == WEB.uid
        assert (tree / "a/roots").stat().st_uid == 0
        assert (tmp_path / "outside").stat().st_uid == MAIL.uid


async def test_a_folder_with_the_right_owner_is_not_gone_through(tmp_path):
    async with provider(tmp_path) as room:
        await room.prepare("run-1", program(folders=(Folder(STATE, "web"),)), WEB)
        (tmp_path / "lib/web/roots").touch()
        await room.prepare("run-1", program(folders=(Folder(STATE, "web"),)), WEB)
        assert (tmp_path / "lib/web/roots").stat().st_uid == 0


async def test_a_file_of_root_that_has_another_name_elsewhere_is_not_given_away(tmp_path):
    async with provider(tmp_path) as room:
        (tmp_path / "lib/web").mkdir()
        (tmp_path / "etc/secret").touch()
        (tmp_path / "lib/web/alone").touch()
        os.link(tmp_path / "etc/secret", tmp_path / "lib/web/secret")
        await room.prepare("run-1", program(folders=(Folder(STATE, "web"),)), WEB)
        assert (tmp_path / "lib/web/alone").stat().st_uid == WEB.uid
        assert (tmp_path / "etc/secret").stat().st_uid == 0


@pytest.mark.parametrize("name", ["web", "web/data", "web/data/deeper"])
async def test_a_link_in_place_of_a_folder_is_refused(tmp_path, name):
    async with provider(tmp_path) as room:
        target = tmp_path / "target"
        (target / "deeper").mkdir(parents=True)
        link = tmp_path / "lib" / "/".join(name.split("/")[:2])
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(target)
        why = await refused(room, program(folders=(Folder(STATE, name),)))
        assert why == f"folder {tmp_path}/lib/{name}: {link.name} is a symbolic link"
        assert (target / "deeper").stat().st_uid == target.stat().st_uid == 0


async def test_a_file_in_place_of_a_folder_is_refused(tmp_path):
    async with provider(tmp_path) as room:
        (tmp_path / "lib/web").touch()
        why = await refused(room, program(folders=(Folder(STATE, "web"),)))
        assert why == f"folder {tmp_path}/lib/web: web is no folder"


async def test_a_folder_below_one_of_another_user_is_refused(tmp_path):
    async with provider(tmp_path) as room:
        (tmp_path / "lib/web").mkdir()
        os.chown(tmp_path / "lib/web", MAIL.uid, MAIL.gid)
        why = await refused(room, program(folders=(Folder(STATE, "web/data"),)))
        assert f"its parent web belongs to user {MAIL.uid}" in why


async def test_what_the_user_moved_below_an_own_folder_is_not_given_to_it(tmp_path):
    async with provider(tmp_path) as room:
        (tmp_path / "lib/web/data").mkdir(parents=True)
        os.chown(tmp_path / "lib/web", WEB.uid, WEB.gid)
        os.chown(tmp_path / "lib/web/data", MAIL.uid, MAIL.gid)
        why = await refused(room, program(folders=(Folder(STATE, "web/data"),)))
        assert f"belongs to user {MAIL.uid}, and others may write in its parent" in why


async def test_folders_of_the_daemon_are_refused(tmp_path):
    async with provider(tmp_path) as room:
        for place, name in [
            (STATE, "aurae"),
            (STATE, "aurae/pki"),
            (STATE, "aurae-private/web"),
            (RUNTIME, "aurae-dynamic-users"),
        ]:
            with pytest.raises(BadValue, match="belongs to the daemon") as caught:
                await room.prepare("run-1", program(folders=(Folder(place, name),)), WEB)
            assert caught.value.field == "executable.folders[0].name"


async def test_a_huge_tree_takes_its_time_and_holds_up_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "QUICK_LIMIT", 0.02)
    async with provider(tmp_path) as room:
        for tree in range(3):
            for folder in range(20):
                path = tmp_path / f"lib/tree{tree}/{folder}"
                path.mkdir(parents=True)
                for file in range(100):
                    (path / str(file)).touch()
        huge = [
            room.prepare(f"run-{tree}", program(folders=(Folder(STATE, f"tree{tree}"),)), WEB)
            for tree in range(3)
        ]
        small = room.prepare("run-9", program(folders=(Folder(STATE, "small"),)), WEB)
        await asyncio.gather(*huge, small)
        for path in tmp_path.glob("lib/tree*/*/*"):
            assert path.stat().st_uid == WEB.uid


async def test_a_tree_that_takes_too_long_is_refused_and_gone_on_with(tmp_path, monkeypatch):
    async with provider(tmp_path) as room:
        (tmp_path / "lib/web/a").mkdir(parents=True)
        monkeypatch.setattr(work, "QUICK_LIMIT", -1.0)
        monkeypatch.setattr(work, "SLOW_LIMIT", -1.0)
        with pytest.raises(OSError, match="takes longer than") as caught:
            await room.prepare("run-1", program(folders=(Folder(STATE, "web"),)), WEB)
        assert caught.value.filename == f"folder {tmp_path}/lib/web"
        monkeypatch.undo()
        await room.prepare("run-1", program(folders=(Folder(STATE, "web"),)), WEB)
        assert (tmp_path / "lib/web/a").stat().st_uid == WEB.uid


async def test_a_tree_with_too_many_levels_is_refused_and_can_be_removed(tmp_path):
    async with provider(tmp_path) as room:
        (tmp_path / ("run/web" + "/a" * 70)).mkdir(parents=True)
        why = await refused(room, program(folders=(Folder(RUNTIME, "web"),)))
        assert "has more than 64 levels of folders" in why


async def test_credentials_are_files_that_only_the_user_reads(reachable):
    tmp_path = reachable
    (tmp_path / "key").write_bytes(b"from a file")
    (tmp_path / "key").chmod(0o600)
    secrets = (Credential("a", b"hush"), Credential("b", file=f"{tmp_path}/key"))
    async with provider(tmp_path) as room:
        _, found = await room.prepare("run-1", program(credentials=secrets), WEB)
        folder = tmp_path / "aurae/credentials/run-1"
        assert found.fixed == {"CREDENTIALS_DIRECTORY": str(folder)}
        assert found.shown == (str(folder),)
        assert found.env == {}
        assert shape(folder) == (WEB.uid, WEB.gid, "500")
        assert shape(folder / "a") == shape(folder / "b") == (WEB.uid, WEB.gid, "400")
        assert (folder / "a").read_bytes() == b"hush"
        assert (folder / "b").read_bytes() == b"from a file"
        [table] = [one for one in mount.mounts() if one.point == str(folder.parent)]
        assert table.kind == "ramfs"
        assert table.options >= {"nosuid", "nodev", "noexec"}
        assert can(WEB, "cat", folder / "a")
        assert not can(WEB, "ls", folder.parent)
        assert not can(MAIL, "cat", folder / "a")
        await room.clear("run-1", final=True)
        assert not mount.is_mounted(str(folder.parent))
        assert not folder.parent.exists()


async def test_credentials_go_between_restarts_and_are_read_again(tmp_path):
    (tmp_path / "key").write_bytes(b"old")
    executable = program(credentials=(Credential("a", file=f"{tmp_path}/key"),))
    folder = tmp_path / "aurae/credentials/service-1"
    async with provider(tmp_path) as room:
        await room.prepare("run-1", program(credentials=(Credential("a", b"x"),)), WEB)
        await room.prepare("service-1", executable, WEB)
        (tmp_path / "key").write_bytes(b"new")
        await room.clear("service-1", final=False)
        assert not folder.exists()
        await room.prepare("service-1", executable, MAIL)
        assert (folder / "a").read_bytes() == b"new"
        assert shape(folder / "a") == (MAIL.uid, MAIL.gid, "400")
        await room.prepare("service-1", executable, WEB)  # a start that nobody cleared after
        assert shape(folder / "a") == (WEB.uid, WEB.gid, "400")


async def test_too_large_credentials_are_refused_whatever_they_come_from(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * (1024 * 1024 - 1))
    (tmp_path / "b").write_bytes(b"x" * (1024 * 1024 + 1))
    secret = Credential("a", file=f"{tmp_path}/a")
    async with provider(tmp_path) as room:
        with pytest.raises(BadValue, match="credentials: has 1048577 bytes, at most 1048576"):
            await room.prepare("run-1", program(credentials=(secret, Credential("b", b"xx"))), WEB)
        why = await refused(room, program(credentials=(Credential("b", file=f"{tmp_path}/b"),)))
        assert why == f"credential b: {tmp_path}/b: has more than 1048576 bytes"
        await room.prepare("run-1", program(credentials=(secret, Credential("b", b"x"))), WEB)


async def test_a_credential_whose_file_is_missing_is_refused(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    async with provider(tmp_path) as room:
        executable = program(
            credentials=(Credential("a", file=f"{tmp_path}/none"),),
            folders=(Folder(RUNTIME, "web"),),
        )
        why = await refused(room, executable)
        assert why == f"credential a: {tmp_path}/none: No such file or directory"
        assert not (tmp_path / "run/web").exists()
        why = await refused(room, program(credentials=(Credential("a", file=f"{tmp_path}/fifo"),)))
        assert why == f"credential a: {tmp_path}/fifo: is no regular file"


async def test_what_fails_late_takes_back_what_was_made(tmp_path):
    async with provider(tmp_path) as room:
        folders = (Folder(RUNTIME, "a"), Folder(STATE, "file/x"))
        (tmp_path / "lib/file").touch()
        secrets = (Credential("a", b"hush"),)
        why = await refused(room, program(folders=folders, credentials=secrets))
        assert "file is no folder" in why
        assert not (tmp_path / "run/a").exists()
        assert list((tmp_path / "aurae/surroundings").iterdir()) == []


async def test_secrets_are_never_kept_elsewhere_than_in_memory(tmp_path):
    async with provider(tmp_path) as room:
        folder = tmp_path / "aurae/credentials"
        folder.mkdir()
        mount.mount("none", str(folder), "tmpfs")
        try:
            why = await refused(room, program(credentials=(Credential("a", b"hush"),)))
            assert (
                why
                == f"credentials folder {folder}: cannot keep secrets: a tmpfs is mounted there"
            )
            assert list(folder.iterdir()) == []
        finally:
            mount.unmount(str(folder))


async def test_whatever_the_user_puts_among_its_credentials_goes_with_them(tmp_path):
    tmp_path.chmod(0o755)
    async with provider(tmp_path) as room:
        await room.prepare("run-1", program(credentials=(Credential("a", b"x"),)), WEB)
        folder = tmp_path / "aurae/credentials/run-1"
        folder.chmod(0o700)
        (folder / "b/c").mkdir(parents=True)
        (folder / "d").symlink_to("/")
        await room.clear("run-1", final=True)
        assert not folder.parent.exists()


async def test_another_server_clears_what_a_killed_one_left(tmp_path):
    executable = program(
        folders=(Folder(RUNTIME, "web"), Folder(STATE, "web")),
        credentials=(Credential("a", b"hush"),),
    )
    async with provider(tmp_path) as room:
        await room.prepare("run-1", executable, WEB)
        await room.prepare("run-2", program(credentials=(Credential("a", b"x"),)), WEB)
        (tmp_path / "aurae/credentials/.run-3").mkdir()
        (tmp_path / "aurae/credentials/run-4").mkdir()
        room.leave()
        async with provider(tmp_path) as following:
            assert following.keys() == {"run-1", "run-2"}
            names = sorted(path.name for path in (tmp_path / "aurae/credentials").iterdir())
            assert names == ["run-1", "run-2"]
            await following.clear("run-1", final=True)
            assert not (tmp_path / "run/web").exists()
            assert (tmp_path / "lib/web").is_dir()
            assert following.keys() == {"run-2"}
            assert (tmp_path / "aurae/credentials/run-2/a").read_bytes() == b"x"
        room._records.clear()


@pytest.mark.parametrize("awaits", range(12))
async def test_a_start_that_is_given_up_at_any_moment_leaves_nothing(tmp_path, awaits):
    executable = program(
        folders=(Folder(RUNTIME, "web"),), credentials=(Credential("a", b"x"),), dynamic_user=True
    )
    async with provider(tmp_path) as room:
        task = asyncio.create_task(room.prepare("run-1", executable, WEB))
        for _ in range(awaits):
            await asyncio.wait([task], timeout=0.0005)
        task.cancel()
        await asyncio.wait([task])
        await room.clear("run-1", final=True)
        assert room.keys() == set()
        assert not (tmp_path / "run/web").exists()
        assert not (tmp_path / "aurae/credentials").exists()
        claims = tmp_path / "run/aurae-dynamic-users"
        assert not claims.exists() or [path.name for path in claims.iterdir()] == ["lock"]


async def test_variables_come_from_files(tmp_path):
    (tmp_path / "env").write_text("A=1\n")
    async with provider(tmp_path) as room:
        _, found = await room.prepare("run-1", program(env_files=(f"{tmp_path}/env",)), WEB)
        assert found == Surroundings(env={"A": "1"})
        assert room.keys() == set()
        why = await refused(room, program(env_files=(f"{tmp_path}/none",)))
        assert why == f"environment file {tmp_path}/none: No such file or directory"


async def test_the_state_is_for_the_daemon_only(tmp_path: Path):
    store = await Store.open(tmp_path)
    await store.close()
    assert stat.S_IMODE((tmp_path / "state.db").stat().st_mode) == 0o600


async def test_processes_of_one_start_share_what_was_made_for_the_first(tmp_path):
    executable = program(
        credentials=(Credential("a", b"x"),), folders=(Folder(RUNTIME, "web"),), dynamic_user=True
    )
    async with provider(tmp_path) as room:
        first = await room.prepare("service-1", executable, WEB, start="one")
        folder = tmp_path / "aurae/credentials/service-1"
        inode = folder.stat().st_ino
        assert await room.prepare("service-1", executable, WEB, start="one") == first
        assert folder.stat().st_ino == inode
        _, around = await room.prepare("service-1", program(), MAIL, start="one")
        assert around == Surroundings()
        assert folder.stat().st_ino == inode
        assert await room.prepare("service-1", executable, WEB, start="two") == first
        assert folder.stat().st_ino != inode
