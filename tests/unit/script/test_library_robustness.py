"""Daemons that go away, come back, and are left: with real processes."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from tests.support.auraescript import PROGRAM, run
from tests.support.require import need
from tests.support.script_daemon import DaemonProcess, ScriptDaemon
from tests.support.until import until


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[DaemonProcess]:
    need("deno")
    folder = tmp_path / "d"
    folder.mkdir()
    with DaemonProcess(folder) as daemon:
        yield daemon


class Script:
    """A script that runs while the test does something; it reads a line where it has to wait."""

    def __init__(self, text: str, config: Path, folder: Path) -> None:
        path = folder / "x.aurae"
        path.write_text(
            "let wait = () => Deno.stdin.readSync(new Uint8Array(1))\n"
            "let say = (...x) => console.log(...x)\n" + text
        )
        environment = {**os.environ, "AURAE_CLIENT_CONFIG": str(config)}
        self.process = subprocess.Popen(
            [str(PROGRAM), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def line(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def go(self) -> None:
        """Let it go on."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


def test_a_daemon_that_dies_fails_a_synchronous_call_at_once(
    daemon: DaemonProcess, tmp_path: Path
) -> None:
    text = """
    let runtime = connect().runtime()
    say("begin")
    try { runtime.start(exec("hang"), {wait: 50}) } catch (e) { say(e.code, e.method, e.message) }
    """
    with Script(text, daemon.config, tmp_path) as script:
        assert script.line() == "begin"
        until(lambda: _sleeps(script.process.pid), "the script waits for the answer")
        time_of_death = time.monotonic()
        daemon.kill()
        code, method, message = script.line().split(" ", 2)
        assert time.monotonic() - time_of_death < 25
    start = "aurae.runtime.v0.RuntimeService/Start"
    assert (code, method) == ("UNAVAILABLE", start)
    assert message == f"cannot call {start}: the connection was lost"


@pytest.mark.parametrize("face", ["synchronous", "asynchronous"])
def test_a_daemon_that_dies_fails_a_stream_at_once(
    daemon: DaemonProcess, tmp_path: Path, face: str
) -> None:
    call, loop = (
        ("connect()", "for")
        if face == "synchronous"
        else (
            "(await connectAsync())",
            "for await",
        )
    )
    text = f"""
    let runtime = {call}.runtime()
    try {{
      {loop} (const line of runtime.logs("quiet", {{follow: true}})) {{ say(line.text) }}
      say("ended")
    }} catch (e) {{ say(e.code) }}
    """
    with Script(text, daemon.config, tmp_path) as script:
        assert script.line() == "quiet 0"
        daemon.kill()
        assert script.line() == "UNAVAILABLE"


def test_the_next_call_goes_to_the_restarted_daemon(daemon: DaemonProcess, tmp_path: Path) -> None:
    text = """
    let aurae = connect(), later = await connectAsync()
    for let n = 0; n < 4; n++ {
      say(aurae.discovery().discover().version, (await later.discovery().discover()).version)
      wait()
    }
    """
    with Script(text, daemon.config, tmp_path) as script:
        for _ in range(3):
            assert script.line() == "1.2.3 1.2.3"
            daemon.restart()
            script.go()
        assert script.line() == "1.2.3 1.2.3"


def test_retry_waits_for_a_daemon_that_comes_back(daemon: DaemonProcess, tmp_path: Path) -> None:
    text = """
    let discovery = connect().discovery()
    say("begin"); wait()
    let tries = 0
    say(retry(() => { if ++tries == 2 { say("again"); wait() } return discovery.discover().version }))
    """
    with Script(text, daemon.config, tmp_path) as script:
        assert script.line() == "begin"
        daemon.kill()
        script.go()
        assert script.line() == "again"
        daemon.start()
        script.go()
        assert script.line() == "1.2.3"


def test_calls_in_a_storm_of_restarts_answer_or_say_unavailable(
    daemon: DaemonProcess, tmp_path: Path
) -> None:
    text = """
    let discovery = connect().discovery(), good = 0, bad = {}
    say("begin")
    let begin = Date.now(), gone = () => Date.now() - begin
    while gone() < 3000 || (good <= 50 && gone() < 40_000) {
      try { discovery.discover(); good++ } catch (e) { bad[e.code] = (bad[e.code] ?? 0) + 1; sleep(0.01) }
    }
    say(good > 50, Object.keys(bad).join() || "UNAVAILABLE")
    """
    with Script(text, daemon.config, tmp_path) as script:
        assert script.line() == "begin"
        for _ in range(3):
            daemon.restart()
        assert script.line() == "true UNAVAILABLE"


def test_a_request_that_may_have_arrived_is_not_sent_again(
    daemon: DaemonProcess, tmp_path: Path
) -> None:
    text = """
    let runtime = connect().runtime()
    say("begin")
    try { runtime.start(exec("hang"), {wait: 50}) } catch (e) { say(e.code) }
    """
    with Script(text, daemon.config, tmp_path) as script:
        assert script.line() == "begin"
        until(lambda: _sleeps(script.process.pid), "the script waits for the answer")
        daemon.restart()
        assert script.line() == "UNAVAILABLE"


@pytest.mark.parametrize("leave", ["break", "throw new Error('out')"])
def test_leaving_a_synchronous_stream_cancels_it(tmp_path: Path, leave: str) -> None:
    need("deno")
    with ScriptDaemon() as daemon:
        (tmp_path / "x.aurae").write_text(
            f"""
            let aurae = connect()
            try {{
              for const line of aurae.runtime().logs("left", {{follow: true}}) {{ {leave} }}
            }} catch (e) {{ console.log(e.message) }}
            console.log(aurae.discovery().discover().version)
            """
        )
        done = run("x.aurae", config=daemon.config, cwd=tmp_path)
        assert done.stdout.splitlines()[-1] == "1.2.3"
        until(lambda: "cancelled logs of left" in daemon.events, "the stream's end at the daemon")


def test_two_scripts_run_at_once(daemon: DaemonProcess, tmp_path: Path) -> None:
    text = """
    let discovery = connect().discovery()
    say("begin"); wait()
    for let n = 0; n < 300; n++ { discovery.discover() }
    say("done")
    """
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    with Script(text, daemon.config, first) as one, Script(text, daemon.config, second) as two:
        assert (one.line(), two.line()) == ("begin", "begin")
        one.go()
        two.go()
        assert (one.line(), two.line()) == ("done", "done")


INTERRUPTIBLE = """
import {{ Connector }} from "file://{src}/connector.ts";
import {{ read }} from "file://{src}/config.ts";
import {{ begin, connect, sleep }} from "file://{src}/run.ts";
import {{ exec }} from "file://{src}/workload.ts";
const connector = new Connector({{ standard: {{ files: read("{config}") }}, configs: {{}}, hosts: [] }});
begin(connector, []);
connector.prepare();
connector.bridge.interruptible();
const aurae = connect();
for (const go of [
  () => aurae.runtime().start(exec("hang"), {{ wait: 50 }}),
  () => sleep(50),
  () => [...aurae.runtime().logs("quiet", {{ follow: true }})],
]) {{
  console.log("begin");
  try {{ go(); }} catch (e) {{ console.log(e.code, e.message); }}
}}
console.log(aurae.discovery().discover().version);
"""


def test_an_interrupt_ends_what_is_waited_for_and_nothing_else(
    daemon: DaemonProcess, tmp_path: Path
) -> None:
    src = Path(__file__).resolve().parents[3] / "sdk/typescript/src"
    path = tmp_path / "x.ts"
    path.write_text(INTERRUPTIBLE.format(src=src, config=daemon.config))
    words = ["run", "--quiet", "--no-check", "--no-config", "--unstable-worker-options", "-A"]
    with subprocess.Popen(
        [need("deno"), *words, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = []
        for _ in range(3):
            assert process.stdout.readline() == "begin\n"
            until(lambda: _sleeps(process.pid), "the script's thread sleeps")
            process.send_signal(signal.SIGINT)
            said.append(process.stdout.readline())
        last = process.stdout.readline()
    assert re.fullmatch(r"CANCELLED cannot call \S+Start: interrupted\n", said[0])
    assert said[1] == "CANCELLED cannot sleep: interrupted\n"
    assert re.fullmatch(r"CANCELLED cannot call \S+Logs: interrupted\n", said[2])
    assert last == "1.2.3\n"


def _sleeps(pid: int) -> bool:
    """The main thread waits in a futex, and not for a moment only."""
    waits = Path(f"/proc/{pid}/task/{pid}/wchan")
    began = time.monotonic()
    while "futex" in waits.read_text():
        if time.monotonic() - began > 0.2:
            return True
    return False
