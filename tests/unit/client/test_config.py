"""The client's configuration is found in upstream's order, and a bad one is told."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.client import address, config
from aurae.client.errors import NoIdentityError

GOOD = (
    '[auth]\nca_crt = "/a/ca.crt"\nclient_crt = "/a/client.crt"\nclient_key = "~/client.key"\n'
    '[system]\nsocket = "unix:/run/aurae/aurae.sock"\n'
)


@pytest.fixture(autouse=True)
def _no_system_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = (tmp_path / "etc", tmp_path / "var")
    monkeypatch.setattr(config, "SYSTEM_FILES", files)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_the_users_own_file_comes_first(tmp_path: Path) -> None:
    (tmp_path / ".aurae").mkdir()
    for path in (tmp_path / ".aurae/config", tmp_path / "etc"):
        path.write_text(GOOD)
    found = config.find(None, {"HOME": str(tmp_path)}, pytest.fail)
    assert found.file == tmp_path / ".aurae/config"
    assert found.socket == address.Address("/run/aurae/aurae.sock", "", 0)
    assert found.client_key == tmp_path / "client.key"


def test_a_file_that_does_not_parse_is_a_warning_and_the_next_is_tried(tmp_path: Path) -> None:
    (tmp_path / "etc").write_text("[auth")
    (tmp_path / "var").write_text(GOOD)
    warnings: list[str] = []
    assert config.find(None, {"HOME": str(tmp_path)}, warnings.append).file == tmp_path / "var"
    assert len(warnings) == 1
    assert f"{tmp_path / 'etc'}: " in warnings[0]


def test_without_any_file_the_way_to_an_identity_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoIdentityError, match="no identity; run `aer login --local`"):
        config.find(None, {"HOME": str(tmp_path)}, pytest.fail)


def test_a_file_that_was_named_wins_and_must_be_right(tmp_path: Path) -> None:
    (tmp_path / "etc").write_text(GOOD)
    named = tmp_path / "named"
    environment = {"HOME": str(tmp_path), "AURAE_CLIENT_CONFIG": str(tmp_path / "etc")}
    with pytest.raises(NoIdentityError, match=f"{named}: no such file"):
        config.find(str(named), environment, pytest.fail)
    assert config.find(None, environment, pytest.fail).file == tmp_path / "etc"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('ca_crt = "/a/ca.crt"', "", r"\[auth\] ca_crt: is missing"),
        ('"~/client.key"', "5", r"\[auth\] client_key: is missing or not a string"),
        ('"unix:/run/aurae/aurae.sock"', '"somewhere"', "neither an absolute path nor host:port"),
        ("[system]", "[other]", r"\[system\] socket: is missing"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, old: str, new: str, why: str) -> None:
    path = tmp_path / "config"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(ValueError, match=f"{path}: {why}|{why}"):
        config.read(path)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/run/x.sock", "/run/x.sock"),
        ("unix:/run/x.sock", "/run/x.sock"),
        ("unix:///run/x.sock", "/run/x.sock"),
        ("node-1:9000", "node-1:9000"),
        ("[fe80::1%eth0]:9000", "[fe80::1%eth0]:9000"),
    ],
)
def test_addresses_are_read_and_shown(text: str, shown: str) -> None:
    assert str(address.parse(text)) == shown


@given(st.text())
def test_any_text_is_an_address_or_a_value_error(text: str) -> None:
    try:
        found = address.parse(text)
    except ValueError:
        return
    assert found == address.parse(str(found))


def test_a_file_of_another_user_is_not_trusted_unless_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "etc").write_text(GOOD)
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    if not tmp_path.stat().st_uid:
        os.chown(tmp_path / "etc", 4321, 4321)
    warnings: list[str] = []
    with pytest.raises(NoIdentityError, match="no identity"):
        config.find(None, {"HOME": str(tmp_path)}, warnings.append)
    assert len(warnings) == 1
    assert "etc: it belongs to uid" in warnings[0]
    assert config.find(str(tmp_path / "etc"), {"HOME": str(tmp_path)}, pytest.fail)
