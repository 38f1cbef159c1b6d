"""One script and several daemons."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon

TEN = 10


@pytest.fixture(scope="module")
def daemons() -> Iterator[list[ScriptDaemon]]:
    """Ten daemons of one authority."""
    need("deno")
    with ExitStack() as stack:
        first = stack.enter_context(ScriptDaemon())
        rest = [ScriptDaemon(beside=first, node=f"n{number}") for number in range(2, TEN + 1)]
        yield [first, *(stack.enter_context(daemon) for daemon in rest)]


def said(text: str, folder: Path, *options: str, config: Path | None = None) -> list[str]:
    """Run the text; the lines that it prints."""
    (folder / "x.aurae").write_text(text)
    done = run("x.aurae", config=config, options=options, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def hosts(daemons: list[ScriptDaemon]) -> str:
    return ",".join(str(daemon.socket) for daemon in daemons)


NAMES = [f"n{number}" for number in range(1, TEN + 1)]


def test_ten_daemons_one_after_the_other(daemons: list[ScriptDaemon], tmp_path: Path) -> None:
    text = """
    let fleet = hosts.map((host) => connect({host}))
    for let round = 0; round < 2; round++ {
      print(...fleet.map((aurae) => aurae.info().server.nodeName))
    }
    print(connect().info().server.nodeName)
    """
    found = said(text, tmp_path, f"--host={hosts(daemons)}", config=daemons[0].config)
    assert found == [*[" ".join(NAMES)] * 2, "n1"]


def test_ten_daemons_at_once(daemons: list[ScriptDaemon], tmp_path: Path) -> None:
    text = """
    let fleet = await Promise.all(hosts.map((host) => connectAsync({host})))
    let begun = performance.now()
    let ran = await Promise.all(fleet.map(async (aurae) => {
      await aurae.runtime().start(exec("slow 0.5"))
      return (await aurae.info()).server.nodeName
    }))
    print(...ran)
    print(Math.round(performance.now() - begun))
    """
    names, spent = said(text, tmp_path, f"--host={hosts(daemons)}", config=daemons[0].config)
    assert names == " ".join(NAMES)
    assert 500 <= int(spent) < 2500  # one after the other they take 5,000


def test_the_first_host_is_the_default_daemon(daemons: list[ScriptDaemon], tmp_path: Path) -> None:
    text = "print(connect().info().server.nodeName, hosts.length, Object.isFrozen(hosts))"
    options = [f"--host={daemons[3].socket}", f"--host={daemons[4].socket}"]
    assert said(text, tmp_path, *options, config=daemons[0].config) == ["n4 2 true"]


def test_several_configurations_need_no_further_permission(
    daemons: list[ScriptDaemon], tmp_path: Path
) -> None:
    second, third = (str(daemons[number].config) for number in (1, 2))
    text = f"""
    print(connect().info().server.nodeName, connect("{third}").info().server.nodeName)
    print((await connectAsync({{config: "{third}"}}).then((a) => a.info())).server.nodeName)
    try {{ Deno.readTextFileSync("{third}") }} catch (e) {{ print(e.name) }}
    try {{ connect("{daemons[5].config}") }} catch (e) {{ print(e.code) }}
    """
    found = said(text, tmp_path, f"--config={second}", f"--config={third}")
    assert found == ["n2 n3", "n3", "NotCapable", "FAILED_PRECONDITION"]


def test_an_address_that_was_not_granted_is_refused_with_the_remedy(
    daemons: list[ScriptDaemon], tmp_path: Path
) -> None:
    text = f"""
    for const host of ["{daemons[1].socket}", "127.0.0.1:1"] {{
      try {{ connect({{host}}); print("no") }} catch (e) {{ print(e.code, e.message) }}
    }}
    for const host of ["", "nowhere", "a b:1", "host:port"] {{
      try {{ connect({{host}}); print("no") }} catch (e) {{ print(e.code) }}
    }}
    """
    first, second, *rest = said(text, tmp_path, config=daemons[0].config)
    assert first.startswith("UNAVAILABLE")
    assert f"give auraescript --host={daemons[1].socket}" in first
    assert "give auraescript --host=127.0.0.1:1" in second
    assert rest == ["INVALID_ARGUMENT"] * 4


def test_a_daemon_that_is_not_there_fails_alone(
    daemons: list[ScriptDaemon], tmp_path: Path
) -> None:
    gone = tmp_path / "gone.sock"
    text = """
    let began = performance.now()
    let outcomes = await Promise.allSettled(hosts.map((host) => connectAsync({host})))
    print(...outcomes.map((one) => one.status == "fulfilled" ? "there" : one.reason.code))
    print(performance.now() - began < 8000)
    """
    options = f"--host={daemons[0].socket},{gone},{daemons[1].socket}"
    assert said(text, tmp_path, options, config=daemons[0].config) == [
        "there UNAVAILABLE there",
        "true",
    ]
