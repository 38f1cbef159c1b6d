"""Logging in writes a working identity with the right modes, and replaces the old one."""

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.client import config, errors, identity
from aurae.client.calls import call
from aurae.client.channel import Channel
from aurae.client.login import login
from aurae.proto.identity_grpc import IdentityServiceStub
from aurae.proto.identity_pb2 import WhoAmIRequest
from tests.support.certificates import Authority
from tests.support.small_daemon import NODE, USER, SmallDaemon


@pytest.fixture
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDaemon]:
    with SmallDaemon(tmp_path_factory.mktemp("l"), Authority()) as daemon:
        yield daemon


def test_the_identity_works_and_the_daemon_is_known(daemon: SmallDaemon) -> None:
    folder = daemon.folder / ".aurae"
    result = login(daemon.login_socket, daemon.socket, folder, 10)
    assert result.spiffe_id == USER

    async def ask() -> str:
        found = config.read(result.config)
        async with Channel(found.socket, identity.load(found)) as channel:
            reply = await call(IdentityServiceStub(channel).WhoAmI, WhoAmIRequest(), 10)
            assert channel.daemon_id == NODE
            return reply.spiffe_id

    assert asyncio.run(ask()) == USER


def test_the_files_are_private_and_nothing_else_is_left(daemon: SmallDaemon) -> None:
    folder = daemon.folder / ".aurae"
    login(daemon.login_socket, daemon.socket, folder, 10)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {"ca.crt": 0o644, "client.crt": 0o644, "client.key": 0o600, "config": 0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_second_login_replaces_the_first(daemon: SmallDaemon) -> None:
    folder = daemon.folder / "a folder"
    first = login(daemon.login_socket, daemon.socket, folder, 10)
    before = (folder / "client.key").read_bytes()
    (folder / ".client.key.new").write_text("left by a login that was killed")
    login(daemon.login_socket, daemon.socket, folder, 10)
    assert (folder / "client.key").read_bytes() != before
    identity.load(config.read(first.config))


def test_a_missing_login_socket_is_told(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreachableError, match="no such file; is auraed running"):
        login(tmp_path / "login.sock", tmp_path / "aurae.sock", tmp_path / "x", 10)
    assert not (tmp_path / "x").exists()


def test_a_folder_that_cannot_be_made_is_told(daemon: SmallDaemon) -> None:
    (daemon.folder / "file").touch()
    with pytest.raises(errors.ClientError, match=r"cannot write .*file"):
        login(daemon.login_socket, daemon.socket, daemon.folder / "file/x", 10)
