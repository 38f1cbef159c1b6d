"""The launcher's quick reading of the client configuration."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.client import config
from aurae.client.errors import NoIdentityError
from aurae.script import plain

GOOD = """\
[auth]
ca_crt = "/a/ca.crt"
client_crt = "/a/client.crt"
client_key = "/a/client.key"

[system]
socket = "unix:/run/aurae/aurae.sock"
"""
LINES = st.one_of(
    st.sampled_from(["[auth]", "[system]", "[a.b]", "[[x]]", "", "# ok", '#\t"', "=", "[", "]"]),
    st.builds(
        "{}{}{}".format,
        st.text(alphabet='ab-_1."é ', max_size=4),
        st.sampled_from(["=", " = ", "", "=\t"]),
        st.one_of(
            st.text(max_size=8).map(lambda value: f'"{value}"'),
            st.sampled_from(["1", "'x'", '""', '"""x"""', '"a" # b', '"a\\n"', "true", "[]"]),
        ),
    ),
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_what_is_read_quickly_is_what_toml_says(text: str) -> None:
    tables = plain.parse(text)
    if tables is not None:
        assert tables == tomllib.loads(text)


@given(st.text())
def test_any_text_is_read_rightly_or_left_to_toml(text: str) -> None:
    tables = plain.parse(text)
    if tables is not None:
        assert tables == tomllib.loads(text)


def test_the_file_that_login_writes_needs_no_toml() -> None:
    assert plain.parse(GOOD) == tomllib.loads(GOOD)


def test_a_named_file_wins_over_the_environment_and_home(tmp_path: Path) -> None:
    for name in ("named", "environment"):
        (tmp_path / name).write_text(GOOD.replace("/a/ca", f"/{name}/ca"))
    environ = {"AURAE_CLIENT_CONFIG": str(tmp_path / "environment"), "HOME": "/nowhere"}
    assert plain.find(str(tmp_path / "named"), environ).ca == "/named/ca.crt"
    found = plain.find("", environ)
    assert found.files() == ["/environment/ca.crt", "/a/client.crt", "/a/client.key"]
    assert found.socket == "/run/aurae/aurae.sock"


def test_a_file_that_does_not_parse_is_a_warning_and_the_next_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".aurae").mkdir()
    (tmp_path / ".aurae/config").write_text("[auth\n")
    (tmp_path / "second").write_text(GOOD + "\n[other]\nnumber = 1\n")
    monkeypatch.setattr(plain, "SYSTEM", (str(tmp_path / "second"),))
    found = plain.find("", {"HOME": str(tmp_path)})
    assert found.problem == ""
    assert found.ca == "/a/ca.crt"
    assert f"cannot read {tmp_path}/.aurae/config" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.replace("client_key", "key"), "auth.client_key is missing"),
        (GOOD.replace('"/a/ca.crt"', "1"), "auth.ca_crt is missing"),
        ("\x00", "cannot read"),
    ],
)
def test_a_configuration_that_cannot_be_used_says_why(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "config"
    path.write_text(text)
    found = plain.find(str(path), {})
    assert found.problem.startswith("cannot connect: ")
    assert why in found.problem
    assert found.files() == []


def test_no_configuration_at_all_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "SYSTEM", ("/nowhere/config",))
    problem = plain.find("", {"HOME": "/nowhere"}).problem
    assert problem.startswith("cannot connect: none of /nowhere/.aurae/config, /nowhere/config")
    assert "aer login --local" in problem


SOCKET = "unix:/run/aurae/aurae.sock"
CONFIGS = {
    "as login writes it": GOOD,
    "a comment": f"# mine\n\n{GOOD}",
    "for tomllib alone": f"{GOOD}\n[other]\nlist = [1]\n",
    "a path": GOOD.replace(SOCKET, "/run/a.sock"),
    "a URL": GOOD.replace(SOCKET, "unix:///run/a.sock"),
    "host and port": GOOD.replace(SOCKET, "n1.example:8080"),
    "IPv6": GOOD.replace(SOCKET, "[::1]:8080"),
    "home": GOOD.replace("/a/ca.crt", "~/ca.crt"),
    "a relative socket": GOOD.replace(SOCKET, "run/a.sock"),
    "a host alone": GOOD.replace(SOCKET, "n1"),
    "no key": GOOD.replace("client_key", "key"),
    "broken": "[auth\n",
}


@pytest.mark.parametrize("text", CONFIGS.values(), ids=CONFIGS)
@pytest.mark.parametrize("named", [True, False], ids=["named", "found"])
def test_scripts_find_the_daemon_that_aer_finds(tmp_path: Path, text: str, named: bool) -> None:
    path = tmp_path / ".aurae/config"
    path.parent.mkdir()
    path.write_text(text)
    environment = {"HOME": str(tmp_path)}
    chosen = str(path) if named else ""
    ours = plain.find(chosen, environment)
    try:
        theirs = config.find(chosen, environment, lambda _: None)
    except NoIdentityError:
        assert ours.problem
        return
    assert ours.problem == ""
    assert ours.socket == str(theirs.socket)
    assert ours.files() == [str(f) for f in (theirs.ca_crt, theirs.client_crt, theirs.client_key)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_configuration_of_another_user_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / ".aurae/config"
    path.parent.mkdir()
    path.write_text(GOOD)
    os.chown(path, 12345, 12345)
    environment = {"HOME": str(tmp_path)}
    assert plain.find("", environment).problem
    assert plain.find(str(path), environment).problem == ""
    with pytest.raises(NoIdentityError):
        config.find(None, environment, lambda _: None)


def test_the_search_order_is_that_of_aer() -> None:
    assert list(plain.SYSTEM) == [str(path) for path in config.SYSTEM_FILES]
