"""Users that exist while something runs, and what they leave for the next."""

import asyncio
import errno
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aurae.model.account import Account
from aurae.model.execution import Folder, Place
from aurae.surroundings import dynamic_users
from aurae.surroundings.uids import candidates, is_dynamic
from tests.support.surrounded import WEB, can, program, provider, running_as, shape

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

STATE = Place.STATE
PLAIN = program(dynamic_user=True)
LASTING = program(dynamic_user=True, folders=(Folder(STATE, "web"),))
ORDINARY = program(folders=(Folder(STATE, "web"),))


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that every user gets to."""
    with tempfile.TemporaryDirectory(prefix="aurae-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


async def start(room, key: str, executable=PLAIN, name: str = "web") -> Account:
    """Prepare a run and return who it runs as."""
    prepared = await room.prepare(key, executable, replace(WEB, groups=(7,)), name=name)
    account: Account = prepared[0]
    return account


async def test_a_run_has_a_user_of_its_own_while_it_runs(root):
    async with provider(root) as room:
        account = await start(room, "service-1", name="a/web")
        assert is_dynamic(account.uid)
        assert account == Account(
            account.uid, account.uid, (account.uid, 7), "web", "/", "/usr/sbin/nologin"
        )
        await room.clear("service-1", final=False)
        assert await start(room, "service-1", name="a/web") == account
        other = await start(room, "service-2", name="a/web")
        assert other.uid != account.uid
        await room.clear("service-1", final=True)
        assert (await start(room, "service-3", name="a/web")).uid == account.uid


async def test_numbers_that_the_machine_knows_are_not_given_out(root):
    first, second, third = list(candidates("web"))[:3]

    async def known(uid: int) -> bool:
        return uid in {first, second}

    async with provider(root, is_known=known) as room:
        assert (await start(room, "run-1")).uid == third


async def test_numbers_that_something_runs_with_are_not_given_out(root):
    uid = next(candidates("web"))
    with running_as(uid):
        async with provider(root) as room:
            assert (await start(room, "run-1")).uid != uid


async def test_numbers_of_systemd_are_not_given_out(root, monkeypatch):
    monkeypatch.setattr(dynamic_users, "SYSTEMD", root)
    uid = next(candidates("web"))
    (root / str(uid)).touch()
    async with provider(root) as room:
        assert (await start(room, "run-1")).uid != uid


async def test_two_daemons_never_give_out_the_same_number(root):
    async with provider(root, "one") as one, provider(root, "two") as two:
        rooms = [(one, n) for n in range(10)] + [(two, n) for n in range(10)]
        accounts = await asyncio.gather(*(start(room, f"run-{n}") for room, n in rooms))
        assert len({account.uid for account in accounts}) == 20


async def test_a_number_of_a_daemon_that_is_gone_is_free_again(root):
    async with provider(root, "one") as one:
        account = await start(one, "run-1")
        one.leave()
        (root / "one/surroundings/run-1").unlink()
        one._records.clear()
    async with provider(root, "two") as two:
        assert await start(two, "run-2") == account


async def test_the_next_server_knows_the_user_of_what_runs(root):
    async with provider(root) as room:
        account = await start(room, "service-1", LASTING)
        room.leave()
        (root / f"run/aurae-dynamic-users/{account.uid}").unlink()
        async with provider(root) as following:
            assert (await start(following, "run-2", PLAIN)).uid != account.uid
            assert shape(root / "lib/aurae-private/web") == (account.uid, account.uid, "700")
            assert await start(following, "service-1", LASTING) == account
        room._records.clear()


async def test_a_lasting_folder_is_behind_a_fence_and_a_link(root):
    folders = (Folder(STATE, "web", 0o755), Folder(Place.CACHE, "a/b"), Folder(Place.RUNTIME, "r"))
    async with provider(root) as room:
        executable = program(dynamic_user=True, folders=folders)
        account, found = await room.prepare("run-1", executable, WEB, name="web")
        real = root / "lib/aurae-private/web"
        assert os.readlink(root / "lib/web") == "aurae-private/web"
        assert (root / "cache/a/b").resolve() == root / "cache/aurae-private/a/b"
        assert shape(real) == (account.uid, account.uid, "700")
        assert shape(root / "run/r") == (account.uid, account.uid, "755")
        assert found.fixed["STATE_DIRECTORY"] == f"{root}/lib/web"
        assert found.writable == (
            str(real), f"{root}/cache/aurae-private/a/b", f"{root}/run/r",
        )  # fmt: skip
        assert can(account, "touch", root / "lib/web/file")
        assert not can(WEB, "cat", root / "lib/web/file")
        await room.clear("run-1", final=True)
        assert shape(real) == (0, account.uid, "700")
        assert not can(account, "cat", root / "lib/web/file")
        assert not (root / "run/r").exists()


async def test_what_a_run_left_belongs_to_the_next_one_whatever_its_number(root):
    async with provider(root) as room:
        first = await start(room, "run-1", LASTING)
        assert can(first, "touch", root / "lib/web/file")
        await room.clear("run-1", final=True)
        assert await start(room, "run-2") == first
        second = await start(room, "run-3", LASTING)
        assert second.uid != first.uid
        assert shape(root / "lib/web/file")[:2] == (second.uid, second.uid)
        assert not can(first, "cat", root / "lib/web/file")


async def test_a_number_that_is_the_same_again_finds_its_files_as_they_are(root):
    async with provider(root) as room:
        account = await start(room, "run-1", LASTING)
        (root / "lib/web/roots").touch()
        await room.clear("run-1", final=True)
        assert await start(room, "run-2", LASTING) == account
        assert shape(root / "lib/web/roots")[0] == 0


async def test_a_fence_that_a_sudden_end_left_open_is_closed_before_anything_starts(root):
    async with provider(root) as room:
        folders = (Folder(STATE, "a/b"), Folder(Place.LOGS, "web"))
        account = await start(room, "run-1", program(dynamic_user=True, folders=folders))
        room.leave()
        # As a loss of power leaves it: what is in /run is gone.
        (root / "aurae/surroundings/run-1").unlink()
        (root / f"run/aurae-dynamic-users/{account.uid}").unlink()
        room._records.clear()
    async with provider(root):
        assert shape(root / "lib/aurae-private/a/b") == (0, account.uid, "700")
        assert shape(root / "log/aurae-private/web") == (0, account.uid, "700")
        assert shape(root / "lib/aurae-private/a") == (0, 0, "755")


async def test_a_lasting_folder_is_not_shared(root):
    async with provider(root) as room:
        await start(room, "service-1", LASTING)
        for executable in (LASTING, ORDINARY):
            with pytest.raises(OSError, match="in use by service-1") as caught:
                await start(room, "service-2", executable)
            assert caught.value.errno == errno.EBUSY
            assert caught.value.filename == f"folder {root}/lib/web"
        await room.clear("service-1", final=True)
        await start(room, "service-2", LASTING)


async def test_a_folder_in_use_by_an_ordinary_user_is_not_taken(root):
    async with provider(root) as room:
        await start(room, "service-1", ORDINARY)
        with pytest.raises(OSError, match="in use by service-1"):
            await start(room, "service-2", LASTING)
        await start(room, "service-3", ORDINARY)


async def test_a_folder_goes_from_an_ordinary_user_to_a_dynamic_one_and_back(root):
    async with provider(root) as room:
        await start(room, "run-1", ORDINARY)
        assert can(WEB, "touch", root / "lib/web/file")
        await room.clear("run-1", final=True)
        account = await start(room, "run-2", LASTING)
        assert (root / "lib/web").is_symlink()
        assert shape(root / "lib/web/file")[0] == account.uid
        await room.clear("run-2", final=True)
        await start(room, "run-3", ORDINARY)
        assert not (root / "lib/web").is_symlink()
        assert shape(root / "lib/web") == (WEB.uid, WEB.gid, "755")
        assert shape(root / "lib/web/file")[0] == WEB.uid
        assert not (root / "lib/aurae-private/web").exists()


async def test_a_folder_that_is_there_twice_is_refused(root):
    async with provider(root) as room:
        for path in ("lib/web", "lib/aurae-private/web"):
            (root / path / "inner").mkdir(parents=True)
        with pytest.raises(OSError, match="is there twice"):
            await start(room, "run-1", LASTING)
        assert room.keys() == set()


async def test_links_of_others_are_not_followed(root):
    async with provider(root) as room:
        (root / "target").mkdir()
        (root / "lib/web").symlink_to(root / "target")
        with pytest.raises(OSError, match="is there and no folder"):
            await start(room, "run-1", LASTING)
        assert shape(root / "target")[0] == 0


async def test_no_number_is_given_out_while_an_open_fence_cannot_be_closed(root, monkeypatch):
    async with provider(root) as room:
        (root / "lib/aurae-private").touch()
        room.leave()
    async with provider(root) as room:
        with pytest.raises(OSError, match="cannot close the folders of earlier ones") as caught:
            await start(room, "run-1")
        assert caught.value.filename == "dynamic user"
        assert room.keys() == set()


@pytest.mark.parametrize(("first", "second"), [("web", "web/inner"), ("web/inner", "web")])
async def test_a_folder_within_another_ones_is_not_shared(root, first, second):
    """Whoever has the outer one would be given the inner one with all below."""
    wanted = [program(dynamic_user=True, folders=(Folder(STATE, one),)) for one in (first, second)]
    async with provider(root) as room:
        await start(room, "service-1", wanted[0])
        with pytest.raises(OSError, match="in use by service-1") as caught:
            await start(room, "service-2", wanted[1])
        assert caught.value.errno == errno.EBUSY
        await room.clear("service-1", final=True)
