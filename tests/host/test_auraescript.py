"""AuraeScript against a real daemon."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.daemon import Daemon

HELLO = Path(__file__).resolve().parents[2] / "examples/hello.aurae"


@pytest.fixture
def daemon(shared_daemon: Daemon) -> Daemon:
    return shared_daemon


def results(daemon: Daemon, tmp_path: Path, text: str) -> list[object]:
    """Run the text and read each line that it prints as JSON."""
    (tmp_path / "x.aurae").write_text(text)
    done = run("x.aurae", config=daemon.client_config, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_example_prints_who_i_am_and_the_file(daemon: Daemon) -> None:
    done = run(HELLO, config=daemon.client_config)
    assert (done.returncode, done.stderr) == (0, "")
    decoder = json.JSONDecoder()
    info, end = decoder.raw_decode(done.stdout)
    ran, _ = decoder.raw_decode(done.stdout[end:].lstrip())
    assert info["spiffe_id"].endswith("/user/root")
    assert info["server"]["spiffe_id"].startswith(f"spiffe://{info['trust_domain']}/node/")
    assert ran["stdout"] == Path("/etc/resolv.conf").read_text()
    assert (ran["kind"], ran["cell"], ran["status"]) == ("executable", "/", "exited")
    assert ran["exit_code"] == 0
    assert ran["pid"] > 0
    assert ran["started_at"] <= ran["finished_at"]


def test_a_missing_binary_is_one_line_with_its_place(daemon: Daemon, tmp_path: Path) -> None:
    (tmp_path / "x.aurae").write_text(
        'let r = connect().runtime()\n  r.start(exec("/bin/nope"))\n'
    )
    done = run("x.aurae", config=daemon.client_config, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("x.aurae:2:5: cannot start ")
    assert done.stderr.endswith("execve /bin/nope: No such file or directory\n")
    assert len(done.stderr.splitlines()) == 1


def test_workloads_are_started_watched_and_stopped(daemon: Daemon, tmp_path: Path) -> None:
    found = results(
        daemon,
        tmp_path,
        """
        let runtime = connect().runtime()
        let show = (x) => console.log(JSON.stringify(x))
        show(runtime.start(exec("sleep 1000", {name: "script-sleeper"}), {wait: 0}).status)
        show([...runtime.list()].some((w) => w.name == "script-sleeper"))
        show(runtime.get("script-sleeper").status)
        show(runtime.wait("script-sleeper", {timeout: 0.1}).status)
        show(runtime.stop("script-sleeper").signal)
        let spec = exec("echo $X; echo two >&2", {shell: true, env: {X: "one"}, name: "script-echo"})
        let ran = runtime.start(spec)
        show([ran.stdout, ran.stderr, ran.exitCode, ran.status])
        show([...runtime.logs("script-echo")].map((line) => [line.stream, line.text]).sort())
        show(runtime.start(exec(["cat"], {stdin: "däta"})).stdout)
        """,
    )
    assert found == [
        *("running", True, "running", "running", 15),
        ["one\n", "two\n", 0, "exited"],
        [["stderr", "two"], ["stdout", "one"]],
        "däta",
    ]


def test_every_service_answers(daemon: Daemon, tmp_path: Path) -> None:
    found = results(
        daemon,
        tmp_path,
        """
        let aurae = connect()
        console.log(JSON.stringify(aurae.discovery().discover().healthy))
        console.log(JSON.stringify(aurae.health().check().status))
        console.log(JSON.stringify(aurae.system().status().lostExits))
        console.log(JSON.stringify(aurae.identity().whoAmI().uid))
        """,
    )
    assert found == [True, "serving", 0, 0]


def test_following_a_log_ends_with_its_workload(daemon: Daemon, tmp_path: Path) -> None:
    found = results(
        daemon,
        tmp_path,
        """
        let runtime = connect().runtime()
        let count = "for i in 1 2 3 4 5; do echo $i; sleep 0.05; done"
        runtime.start(exec(count, {shell: true, name: "script-count"}), {wait: 0})
        for const line of runtime.logs("script-count", {follow: true}) { console.log(line.text) }
        """,
    )
    assert found == [1, 2, 3, 4, 5]


def test_a_script_of_root_cannot_touch_the_socket_or_the_key(
    daemon: Daemon, tmp_path: Path
) -> None:
    config = tomllib.loads(daemon.client_config.read_text())
    socket, key = Path(config["system"]["socket"]), config["auth"]["client_key"]
    mode = socket.stat().st_mode
    found = results(
        daemon,
        tmp_path,
        f"""
        let aurae = connect()
        let tries = [
          () => Deno.chmodSync("{socket}", 0), () => Deno.removeSync("{socket}"),
          () => Deno.writeTextFileSync("{socket}", ""), () => Deno.readTextFileSync("{key}"),
        ]
        for const go of tries {{
          try {{ go(); console.log("0") }} catch (e) {{ console.log(JSON.stringify(e.name)) }}
        }}
        aurae.close()
        console.log(JSON.stringify(connect().health().check().status))
        """,
    )
    assert found == [*["NotCapable"] * 4, "serving"]
    assert socket.stat().st_mode == mode


def test_no_import_reads_a_file_of_the_system(daemon: Daemon, tmp_path: Path) -> None:
    (tmp_path / "x.aurae").write_text(
        'import x from "/etc/shadow" with { type: "text" }; console.log(x);'
    )
    done = run("x.aurae", config=daemon.client_config, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "give auraescript --allow-read=/etc/shadow" in done.stderr
