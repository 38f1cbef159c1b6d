"""The launcher: command lines in, Deno's command line out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.script import engine, launch
from aurae.script.line import Line, UsageError

CONFIG = """\
[auth]
ca_crt = "/a/ca.crt"
client_crt = "/a/client.crt"
client_key = "/a/client.key"
[system]
socket = "{socket}"
"""


CACHE = "/c/aurae/scripts"


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cache be where the tests expect it; none is made here."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")


def run(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    program = "import sys; from aurae.script.launch import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        input=text,
        check=False,
    )


def command(tmp_path: Path, *words: str, socket: str = "/run/aurae.sock") -> list[str]:
    config = tmp_path / "config"
    config.write_text(CONFIG.format(socket=socket))
    return launch.command(Line(["--config", str(config), *words]))


def plan(words: list[str]) -> dict[str, object]:
    """Read what the runner is told."""
    found: dict[str, object] = json.loads(words[words.index(f"{engine.BUNDLE}/runner.js") + 1])
    return found


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--nope", "x"), "unknown option --nope"),
        (("--allow-import", "x"), "unknown option --allow-import"),
        (("--config",), "--config needs a FILE"),
        (("--config=", "x"), "--config needs a FILE"),
        (("--eval",), "--eval needs CODE"),
        (("-e",), "-e needs CODE"),
        (("--host",), "--host needs an ADDRESS"),
        (("--host=h:1,", "x"), "--host: '' is neither an absolute path nor host:port"),
        (("--host=h:0", "x"), "--host: 'h:0' is neither an absolute path nor host:port"),
        (("",), "FILE must not be empty"),
    ],
)
def test_a_wrong_command_line_is_exit_status_2(words: tuple[str, ...], why: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr == f"auraescript: {why}; see auraescript --help\n"


def test_help_and_version_are_printed() -> None:
    for words in (("--help",), ("-h",), ("help",), ("-e", "1", "--help")):
        assert run(*words).stdout == launch.USAGE
    assert run("--version").stdout.startswith("auraescript ")


def test_help_lists_every_command() -> None:
    listed = launch.USAGE.partition("commands")[2].partition("options:")[0]
    assert [name for name in launch.COMMANDS if f"\n  {name} " not in listed] == []


@pytest.mark.parametrize(
    ("words", "source", "script", "arguments"),
    [
        (("x", "-v"), "file", "x", ["-v"]),
        (("-", "-v"), "stdin", "<stdin>", ["-v"]),
        (("--", "-x", "--", "y"), "file", "-x", ["--", "y"]),
        (("--", "-"), "file", "-", []),
        (("--", "check"), "file", "check", []),
        (("-e", "1", "x"), "eval", "<eval>", ["x"]),
        (("-e", "1", "-"), "eval", "<eval>", ["-"]),
        (("-e", "1", "--allow-env", "--", "-x"), "eval", "<eval>", ["-x"]),
        (("--eval=1",), "eval", "<eval>", []),
        (("--",), "", "", []),
    ],
)
def test_what_is_run_is_the_first_word_that_is_no_option(
    words: tuple[str, ...], source: str, script: str, arguments: list[str]
) -> None:
    line = Line(list(words))
    assert (line.source, line.script, line.arguments) == (source, script, arguments)


def test_a_command_may_stand_behind_options() -> None:
    line = Line(["--allow-env", "--config", "c", "test", "x"])
    assert (line.script, line.before, line.arguments) == (
        "test",
        ["--allow-env", "--config", "c"],
        ["x"],
    )


def test_hosts_are_addresses_in_one_form() -> None:
    line = Line(["--host", "unix:///a,h:1", "--host=[::1]:2", "x"])
    assert line.hosts == ["/a", "h:1", "[::1]:2"]
    with pytest.raises(UsageError, match="cannot be the path of a socket"):
        Line(["--host", "/" + "x" * 108])


def test_a_script_gets_its_daemon_and_nothing_else(tmp_path: Path) -> None:
    script = tmp_path / "x.aurae"
    words = command(tmp_path, str(script), "-v", "--config")
    files = {"ca": "/a/ca.crt", "certificate": "/a/client.crt", "key": "/a/client.key"}
    reads = [*files.values(), str(tmp_path), "/run/aurae.sock", CACHE]
    assert f"--allow-read={','.join([engine.BUNDLE, *reads])}" in words
    assert f"--allow-write=/run/aurae.sock,{CACHE}" in words
    assert "--allow-net=unix:/run/aurae.sock" in words
    assert {"--no-prompt", "--no-remote", "--no-npm", "--cached-only"} < set(words)
    daemon = {"files": {"socket": "/run/aurae.sock", **files}}
    assert plan(words) == {
        "standard": daemon,
        "configs": {str(tmp_path / "config"): daemon},
        "hosts": [],
        "source": "file",
        "script": str(script),
        "path": str(script),
        "folder": str(tmp_path),
        "seal": {
            "read": reads,
            "write": ["/run/aurae.sock", CACHE],
            "net": ["unix:/run/aurae.sock"],
        },
        "granted": [],
        "cache": {"folder": CACHE, "uid": os.getuid()},
    }
    assert words[-2:] == ["-v", "--config"]
    assert not {word for word in words if word.startswith(("--allow-env", "--allow-run"))}


def test_more_daemons_bring_their_rights_and_the_first_host_is_the_default(
    tmp_path: Path,
) -> None:
    other = tmp_path / "other"
    other.write_text(CONFIG.format(socket="h:1").replace("/a/", "/b/"))
    words = command(tmp_path, "--config", str(other), "--host=/c.sock,[::1]:2", "x")
    told = plan(words)
    assert told["standard"]["files"]["socket"] == "/c.sock"  # type: ignore[index]
    assert told["hosts"] == ["/c.sock", "[::1]:2"]
    assert told["configs"][str(other)]["files"]["key"] == "/b/client.key"  # type: ignore[index]
    nets = "unix:/c.sock,unix:/run/aurae.sock,h:1,[::1]:2"
    assert f"--allow-net={nets}" in words
    assert told["seal"]["net"] == nets.split(",")  # type: ignore[index]
    assert "/b/client.key" in told["seal"]["read"]  # type: ignore[index]


def test_permissions_of_the_command_line_are_added(tmp_path: Path) -> None:
    options = ("--allow-read=/etc,/b", "--allow-env", "--allow-net=a:1", "--deny-env=HOME")
    words = command(tmp_path, *options, "x.aurae")
    reads = next(word for word in words if word.startswith("--allow-read"))
    assert reads.startswith(f"--allow-read=/etc,/b,{engine.BUNDLE},")
    assert {"--allow-env", "--deny-env=HOME"} < set(words)
    assert plan(words)["granted"] == ["/etc", "/b"]
    assert "--allow-net=a:1,unix:/run/aurae.sock" in words


def test_what_the_user_grants_is_not_given_up(tmp_path: Path) -> None:
    script = str(tmp_path / "x.aurae")
    for options in (("--allow-read", "--allow-write", "--allow-net"), ("-A",), ("--allow-all",)):
        everything = plan(command(tmp_path, *options, script))
        assert everything["granted"] == ["/"]
        assert everything["seal"] == {"read": [], "write": [], "net": []}
    some = command(tmp_path, "--allow-read=/a", "--allow-net=h", script, socket="h:1")
    assert plan(some)["seal"] == {"read": [str(tmp_path), CACHE], "write": [CACHE], "net": []}


def test_a_denial_without_a_list_takes_what_was_granted(tmp_path: Path) -> None:
    words = command(tmp_path, "-A", "--deny-read", "--deny-run", "x.aurae")
    assert plan(words)["granted"] == []
    assert plan(words)["seal"]["read"]  # type: ignore[index]
    assert not {"--allow-read", "--allow-run", "--deny-read", "--deny-run"} & set(words)


@pytest.mark.parametrize("source", [("-e", "1"), ("-",)])
def test_what_is_no_file_imports_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = plan(command(tmp_path, *source))
    assert told["folder"] == str(tmp_path)
    assert told["path"] == f"{tmp_path}/{told['script']}"


@pytest.mark.parametrize("above", ["home", "home/..", "/", "/etc"])
def test_a_script_in_a_place_of_everything_has_to_do_without_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: str
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    script = (tmp_path / above / "x.aurae").resolve()
    told = plan(command(tmp_path, str(script)))
    assert str(script) in told["seal"]["read"]  # type: ignore[index]
    assert told["folder"] == ""


@given(st.recursive(st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)))
def test_what_the_runner_is_told_is_json(value: object) -> None:
    assert json.loads(launch.as_json(value)) == value


def test_the_cache_is_private_and_bounded(tmp_path: Path) -> None:
    folder = tmp_path / "cache/deno"
    for _ in range(2):
        assert engine.cache(str(folder)) == str(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
    grown = folder / f"{engine.CACHES[0]}-wal"
    with grown.open("wb") as file:
        file.truncate(engine.CACHE_LIMIT)
    engine.cache(str(folder))
    assert grown.exists()
    (folder / engine.CACHES[0]).write_text("x")
    engine.cache(str(folder))
    assert [path.name for path in folder.iterdir()] == ["location_data"]


def test_a_cache_that_cannot_be_made_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert engine.cache(str(tmp_path / "file/deno")) == engine.NOWHERE


def test_a_cache_that_others_could_fill_is_not_used(tmp_path: Path) -> None:
    """What lies in it would run with the rights of the runner."""
    folder = tmp_path / "cache/aurae/deno"
    assert engine.cache(str(folder)) == str(folder)
    for above in (folder.parent, folder.parent.parent):
        above.chmod(0o777)
        assert engine.cache(str(folder)) == engine.NOWHERE
        above.chmod(0o755)
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert engine.cache(str(folder)) == engine.NOWHERE
    folder.unlink()
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, 12345, 12345)
        assert engine.cache(str(folder)) == engine.NOWHERE


def test_a_path_with_a_comma_is_refused_in_words(tmp_path: Path) -> None:
    """Deno has no way to write one in a list."""
    with pytest.raises(engine.NoEngine, match="no path with a comma: /run/a,b"):
        command(tmp_path, "x.aurae", socket="/run/a,b.sock")
    with pytest.raises(UsageError, match="--allow-read has an empty value"):
        command(tmp_path, "--allow-read=/a,,b", "x.aurae")


def test_starting_imports_nothing_that_costs_time() -> None:
    program = (
        "import sys; before = set(sys.modules); import aurae.script.launch;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    ours = {f"aurae.script.{name}" for name in ("engine", "launch", "line", "plain", "rights")}
    assert set(done.stdout.split()) <= {*ours, "aurae", "aurae.script", "__future__"}
