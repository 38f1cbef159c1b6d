"""Settings come from default, file, environment and flags, and every mistake names its place."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.config.explain import as_json, as_table, as_toml
from aurae.config.loading import SettingsError, load, split_flags
from aurae.config.settings import Settings, rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "aurae.toml"


def test_defaults_are_those_of_a_node(file: Path) -> None:
    file.touch()
    settings = load([f"--config={file}"], {}).settings
    assert settings == Settings()
    assert settings.socket == Path("/run/aurae/aurae.sock")
    assert settings.log_segment_size == 16 << 20
    assert settings.cgroup_root is None
    assert settings.dns_names == ("localhost", "server.unsafe.aurae.io")


def test_the_later_source_wins(file: Path) -> None:
    file.write_text('group = "file"\ntrust_domain = "file"\nhistory = 1\norphans = "kill"\n')
    environment = {"AURAE_TRUST_DOMAIN": "env", "AURAE_HISTORY": "2", "AURAE_CONFIG": str(file)}
    loaded = load(["--history", "3"], environment)
    settings = loaded.settings
    assert (settings.group, settings.trust_domain, settings.history) == ("file", "env", 3)
    assert loaded.given["group"].source == f"{file}:1"
    assert loaded.given["trust_domain"].source == "environment AURAE_TRUST_DOMAIN"
    assert loaded.given["history"].source == "flag --history"
    assert loaded.given["stop_timeout"].source == "default"


def test_the_runtime_folder_moves_its_sockets(file: Path) -> None:
    file.touch()
    flags = ["--config", str(file), "--runtime-dir", "/x", "--socket={runtime_dir}/api"]
    settings = load(flags, {}).settings
    assert (settings.socket, settings.login_socket) == (Path("/x/api"), Path("/x/login.sock"))


def test_a_runtime_folder_that_makes_a_socket_too_long_is_refused(file: Path) -> None:
    file.touch()
    with pytest.raises(SettingsError, match=r"cannot load settings: socket: .* too long"):
        load([f"--config={file}", "--runtime-dir=/" + "x" * 95], {})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('\nstop_timeot = "1s"', r":2: stop_timeot: no such setting \(is it stop_timeout\?\)"),
        ('stop_timeout = "1x"', ":1: stop_timeout: '1x' is not a duration"),
        ("stop_timeout = 5", r":1: stop_timeout: 5 is not a string \(duration\)"),
        ("history = true", ":1: history: True is not a number"),
        ("dns_names = [1]", ":1: dns_names: is not an array of strings"),
        ('orphans = "eat"', ":1: orphans: 'eat' is not one of keep, kill"),
        ("group = ", r": Invalid value \(at end of document\)|at line 1"),
        ("# comment\n[server]\nx = 1", ":2: server: no such setting"),
        ("group = 'a'\ngroup = 'b'", "Cannot overwrite a value"),
    ],
)
def test_a_mistake_in_the_file_names_line_and_setting(file: Path, text: str, why: str) -> None:
    file.write_text(text)
    with pytest.raises(SettingsError, match=f"^cannot load settings: {file}.*{why}"):
        load([f"--config={file}"], {})


def test_a_file_that_is_not_text_is_refused(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot load settings"):
        load([f"--config={file}"], {})


def test_a_file_that_was_named_must_exist(file: Path) -> None:
    with pytest.raises(SettingsError, match=f"{file}: no such file"):
        load([f"--config={file}"], {})
    with pytest.raises(SettingsError, match=f"{file}: no such file"):
        load([], {"AURAE_CONFIG": str(file)})


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (["--stop-timeot", "1s"], r"--stop-timeot: no such flag \(is it --stop-timeout\?\)"),
        (["--history"], "--history: the value is missing"),
        (["serve"], "serve: no such flag"),
        (["--history", "-1"], "flag --history: history: '-1' is not a whole number"),
    ],
)
def test_a_mistake_in_a_flag_names_it(file: Path, flags: list[str], why: str) -> None:
    file.touch()
    with pytest.raises(SettingsError, match=why):
        load([f"--config={file}", *flags], {})


def test_a_variable_of_no_setting_is_a_mistake_and_other_programs_ones_are_not(file: Path) -> None:
    file.touch()
    flags = [f"--config={file}"]
    load(flags, {"AURAE_CLIENT_CONFIG": "x", "AURAE_REQUIRE": "host", "HOME": "/"})
    with pytest.raises(SettingsError, match=r"environment: AURAE_GROP: no such setting"):
        load(flags, {"AURAE_GROP": "x"})


def test_the_settings_shown_as_a_file_give_the_same_settings(file: Path, tmp_path: Path) -> None:
    file.write_text('log_max_age = "36h"\nmessage_limit = 100000\n')
    loaded = load([f"--config={file}", "--dns-names=a,b.c"], {})
    again = tmp_path / "again.toml"
    again.write_text(as_toml(loaded))
    assert load([f"--config={again}"], {}).settings == loaded.settings


def test_the_explanation_names_every_setting_and_its_source(file: Path) -> None:
    file.write_text('group = "ops"\n')
    loaded = load([f"--config={file}"], {})
    table = as_table(loaded)
    assert all(f"\n{name} " in table for name in rows())
    assert any(line.split() == ["group", "ops", f"{file}:1"] for line in table.splitlines())
    assert f'"source": "{file}:1"' in as_json(loaded)


def test_the_node_is_called_like_the_host() -> None:
    name = Settings().node_name
    assert name.replace("-", "") in os.uname().nodename.replace("-", "") or name == "node"


@given(st.lists(st.text(), max_size=4))
def test_any_words_are_flags_or_a_settings_error(words: list[str]) -> None:
    with suppress(SettingsError):
        split_flags(words)


@given(st.binary(max_size=60))
def test_any_file_gives_settings_or_a_settings_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.toml"
    path.write_bytes(content)
    with suppress(SettingsError):
        load([f"--config={path}"], {})
