"""The REPL on a real terminal and in a pipe, against a daemon whose answers are known."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from aurae.script.repl_history import LIMIT, SLACK, HistoryFile
from tests.support.auraescript import PROGRAM
from tests.support.require import need
from tests.support.script_daemon import DaemonProcess, ScriptDaemon
from tests.support.until import until
from tools.repl_session import session

ROOT = Path(__file__).resolve().parents[3]

# Columns and lines: nothing scrolls away.
SIZE = (120, 100)


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as made:
        yield made


def environment(daemon: ScriptDaemon | DaemonProcess, folder: Path) -> dict[str, str]:
    """Variables of one REPL; its history lies in `folder`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(daemon.config.parent / "home"),
        # There is nobody behind this terminal who would tell where the cursor is.
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm-256color",
        "NO_COLOR": "1",
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"),
        "AURAE_CLIENT_CONFIG": str(daemon.config),
    }


def piped(
    daemon: ScriptDaemon, folder: Path, text: str, *words: str
) -> subprocess.CompletedProcess[str]:
    """Give a text to the REPL through a pipe."""
    return subprocess.run(
        [str(PROGRAM), "repl", *words],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment(daemon, folder),
        timeout=60,
    )


class Terminal:
    """A REPL on a terminal of its own, and what its screen shows."""

    def __init__(self, daemon: ScriptDaemon | DaemonProcess, folder: Path, *words: str) -> None:
        self.screen = pyte.Screen(*SIZE)
        self._stream = pyte.Stream(self.screen)
        self.child: pexpect.spawn = pexpect.spawn(
            str(PROGRAM),
            list(words),
            cwd=str(folder),
            env=environment(daemon, folder),
            dimensions=SIZE[::-1],
            encoding="utf-8",
        )
        self.see("for help")
        self.prompted()

    def lines(self) -> list[str]:
        """What the screen shows now, without the empty lines at its end."""
        try:
            while True:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=0))
        except (pexpect.TIMEOUT, pexpect.EOF):
            pass
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip().split("\n")

    def until(self, condition: Callable[[list[str]], bool], what: str) -> None:
        """Wait for what the screen shows; it is in the error where that does not come."""
        try:
            until(lambda: condition(self.lines()), what)
        except AssertionError as error:
            raise AssertionError(f"{error}\n" + "\n".join(self.lines())) from None

    def answered(self, *answers: str) -> None:
        """Wait for lines and the next prompt at the screen's end."""
        self.until(lambda lines: lines[-1 - len(answers) :] == [*answers, ">"], str(answers))

    def see(self, text: str) -> None:
        """Wait for a line that has this text."""
        self.until(lambda lines: any(text in line for line in lines), text)

    def prompted(self) -> None:
        """Wait for an empty prompt."""
        self.until(lambda lines: lines[-1] == ">", "a prompt")

    def type(self, text: str) -> None:
        """Type a line and Enter."""
        self.child.send(text + "\r")

    def run(self, text: str, answer: str) -> None:
        """Type a line at an empty prompt; wait for the line that it prints and for the next prompt."""
        self.prompted()
        known = len(self.lines())
        self.type(text)
        self.until(lambda lines: lines[known:][-2:] == [answer, ">"], answer)

    def engine(self) -> int:
        """The engine's process."""
        children = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text()
        (engine,) = children.split()
        return int(engine)

    def close(self) -> None:
        """End it, and wait until its engine has let go of the daemon."""
        engine = self.engine() if self.child.isalive() else None
        self.child.close(force=True)
        if engine is not None:
            until(lambda: gone(engine), "the engine ends")

    def status(self) -> int | None:
        """Wait for the end; the exit status."""
        until(lambda: self.lines() is not None and not self.child.isalive(), "the end")
        self.child.close()
        status: int | None = self.child.exitstatus
        return status


@pytest.fixture
def terminal(daemon: ScriptDaemon, tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(daemon, tmp_path)
    yield made
    made.close()


def gone(pid: int) -> bool:
    """Whether a process has ended; a zombie has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_inputs_of_a_pipe_are_run_without_prompts(daemon: ScriptDaemon, tmp_path: Path) -> None:
    text = "let a = 1\nif a {\n  print('x')\n}\na + 1\nconnect().info().spiffeId\n"
    done = piped(daemon, tmp_path, text)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == 'x\n2\n"spiffe://aurae.local/host/n1/user/ada"\n'


def test_an_error_is_one_line_with_its_place_and_no_end(
    daemon: ScriptDaemon, tmp_path: Path
) -> None:
    text = (
        "let a = nothing()\nconnect().runtime().get('web')\na b\n"
        "function f(x) {\n  return x.y.z\n}\n1; f({})\nthrow 5\nlet open = (\n\n"
    )
    done = piped(daemon, tmp_path, text)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "<repl>:1:9: ReferenceError: nothing is not defined",
        "NOT_FOUND: cannot get web: no such workload",
        "<repl>:1:3: SyntaxError: Expected ';', '}' or the end",
        "<repl>:2:14: TypeError: Cannot read properties of undefined (reading 'z')",
        "    at <repl>:1:4",
        "uncaught: 5",
        "<repl>: SyntaxError: the input ends too early",
    ]


def test_the_exit_status_is_what_deno_exit_says(daemon: ScriptDaemon, tmp_path: Path) -> None:
    assert piped(daemon, tmp_path, "Deno.exit(3)\nprint('never')\n").returncode == 3
    done = piped(daemon, tmp_path, "1\n.exit\n2\n")
    assert (done.returncode, done.stdout) == (0, "1\n")


def test_a_wrong_command_line_is_refused(daemon: ScriptDaemon, tmp_path: Path) -> None:
    done = piped(daemon, tmp_path, "", "file.aurae")
    assert done.returncode == 2
    assert done.stderr.startswith("auraescript: repl takes no FILE")


def test_imports_of_files_the_library_and_its_modules(
    daemon: ScriptDaemon, tmp_path: Path
) -> None:
    (tmp_path / "lib.aurae").write_text(
        'import { inner } from "./inner.ts";\nexport function f() { if true { return inner } }\n'
    )
    (tmp_path / "inner.ts").write_text("export const inner: number = 42;\n")
    (tmp_path / "note.txt").write_text("hello")
    done = piped(
        daemon,
        tmp_path,
        'import { f as g } from "./lib.aurae"\ng()\n'
        'import { exec as run } from "aurae"\nrun === exec\n'
        'import * as health from "aurae/health"\ntypeof health.HealthDefinition\n'
        'import note from "./note.txt" with { type: "text" }\nnote\n'
        '(await import("./inner.ts")).inner\n',
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["42", "true", '"object"', '"hello"', "42"]


def test_the_engine_is_sealed_as_a_script_is(daemon: ScriptDaemon, tmp_path: Path) -> None:
    (tmp_path / ".hidden.ts").write_text("export const a = 1;\n")
    (tmp_path / "lib.ts").write_text("export const a = 1;\n")
    key = daemon.folder / "client.key"
    done = piped(
        daemon,
        tmp_path,
        'import "./.hidden.ts"\n'
        f'import "{key}"\n'
        'Deno.readTextFileSync("lib.ts")\n'
        'import { send } from "node:process"\ntypeof send\n',
    )
    first, second, third = (line for line in done.stderr.splitlines() if "at " not in line[:7])
    assert "may not read it" in first
    assert "may not read it" in second
    assert "NotCapable" in third
    assert done.stdout == '"undefined"\n'


def test_values_declarations_and_the_last_value(terminal: Terminal) -> None:
    terminal.type("let a: number = 20")
    terminal.run("a + 1", "21")
    terminal.type("let a = 'again'")
    terminal.run("a", '"again"')
    terminal.run("_.length", "5")


def test_a_block_goes_on_until_it_is_whole(terminal: Terminal) -> None:
    terminal.type("if true {")
    terminal.see("...")
    terminal.type("")
    terminal.type("print('inside')")
    terminal.type("}")
    terminal.answered("inside")


def test_two_blank_lines_end_an_input_that_is_not_whole(terminal: Terminal) -> None:
    terminal.type("foo(")
    terminal.type("")
    terminal.type("")
    terminal.type("")
    terminal.see("SyntaxError")


def test_pasted_lines_are_one_input(terminal: Terminal) -> None:
    terminal.child.send("\x1b[200~function f() {\n  return 41\n}\n\nf() + 1\x1b[201~\r")
    terminal.answered("42")


def test_ctrl_c_clears_and_ctrl_d_ends(terminal: Terminal) -> None:
    terminal.child.send("let broken = (")
    terminal.child.send("\x03")
    terminal.run("1 + 1", "2")
    terminal.child.send("abc\x04")
    terminal.child.send("\x15")
    terminal.run("2 + 2", "4")
    terminal.child.send("\x04")
    assert terminal.status() == 0


@pytest.mark.parametrize(
    "waits",
    ["connect().runtime().start(exec('hang'))", "sleep(60)", "await new Promise(() => {})"],
)
def test_ctrl_c_interrupts_what_waits_and_keeps_the_variables(
    terminal: Terminal, waits: str
) -> None:
    terminal.run("let kept = 7; kept", "7")
    engine = terminal.engine()
    terminal.type(f"print('begun'); {waits}")
    terminal.until(lambda lines: lines[-1] == "begun", "the input runs")
    terminal.child.send("\x03")
    terminal.see("interrupted")
    terminal.run("kept", "7")
    assert terminal.engine() == engine


def test_an_endless_loop_costs_the_engine_and_says_so(terminal: Terminal) -> None:
    terminal.run("let lost = 7; lost", "7")
    terminal.type("print('begun'); for ;; {}")
    terminal.until(lambda lines: lines[-1] == "begun", "the input runs")
    terminal.child.send("\x03")
    terminal.see("still running")
    terminal.child.send("\x03")
    terminal.see("the variables are gone")
    terminal.run("typeof lost", '"undefined"')


def test_an_engine_that_dies_is_replaced(terminal: Terminal) -> None:
    first = terminal.engine()
    os.kill(first, signal.SIGKILL)
    terminal.see("the engine ended (signal 9); the variables are gone")
    terminal.run("1 + 1", "2")
    assert terminal.engine() != first


@pytest.mark.parametrize("ends", [signal.SIGHUP, signal.SIGKILL])
def test_no_engine_is_left_when_the_front_end_ends(terminal: Terminal, ends: int) -> None:
    engine = terminal.engine()
    terminal.type("print('begun'); for ;; {}")
    terminal.until(lambda lines: lines[-1] == "begun", "the input runs")
    terminal.child.kill(ends)
    until(lambda: gone(engine), "the engine ends")


def test_tab_completes_members_and_names(terminal: Terminal) -> None:
    terminal.run("let thing = { walrus: 1 }; 1", "1")
    terminal.child.send("thing.wal")
    terminal.see("     walrus")
    terminal.child.send("\t")
    terminal.see("> thing.walrus")
    # The first takes what the menu offers, the second runs it.
    terminal.child.send("\r\r")
    terminal.answered("1")
    terminal.child.send("conn\t")
    terminal.see("connect(where?): Aurae, a daemon")
    terminal.child.send("\x03")
    terminal.prompted()
    terminal.child.send("connect().run")
    terminal.see("starts and watches workloads")


def test_a_timer_prints_above_the_line_that_is_edited(terminal: Terminal) -> None:
    terminal.type("setTimeout(() => print('later'), 300); undefined")
    terminal.child.send("half")
    terminal.see("later")
    terminal.child.send("\x03")
    terminal.run("1 + 1", "2")


def test_commands(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "loaded.aurae").write_text("#!/usr/bin/env auraescript\nlet loaded = 5;\n")
    terminal.type(".help")
    terminal.see(".load FILE")
    terminal.type(".load loaded.aurae")
    terminal.run("loaded", "5")
    terminal.type(".save saved.aurae")
    until((tmp_path / "saved.aurae").exists, "the inputs are saved")
    terminal.type(".clear")
    terminal.run("typeof loaded", '"undefined"')
    terminal.type(".load nowhere")
    terminal.see("cannot load nowhere: no such file or directory")
    assert (tmp_path / "saved.aurae").read_text().endswith("let loaded = 5;\nloaded\n")


def test_what_was_typed_is_there_the_next_time(
    terminal: Terminal, daemon: ScriptDaemon, tmp_path: Path
) -> None:
    terminal.run("40 + 2", "42")
    terminal.run(" 'secret'", '"secret"')
    terminal.child.send("\x04")
    assert terminal.status() == 0
    path = tmp_path / "state/aurae/history"
    assert path.read_text() == '"40 + 2"\n'
    assert path.stat().st_mode & 0o777 == 0o600
    again = Terminal(daemon, tmp_path)
    again.child.send("\x12")
    again.see("I-search backward")
    again.child.send("40")
    again.see("40 + 2")
    again.child.send("\r")
    again.see("> 40 + 2")
    again.child.send("\r")
    again.answered("42")
    again.close()


def test_the_history_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_text("".join(f'"{number}"\n' for number in range(LIMIT + SLACK + 1)))
    texts = list(HistoryFile(str(path)).load_history_strings())
    assert (len(texts), texts[0]) == (LIMIT, str(LIMIT + SLACK))
    assert len(path.read_text().splitlines()) == LIMIT


def test_a_daemon_that_begins_again_is_found(tmp_path: Path) -> None:
    need("deno")
    with (
        tempfile.TemporaryDirectory(prefix="aurae-") as folder,
        DaemonProcess(Path(folder)) as daemon,
    ):
        terminal = Terminal(daemon, tmp_path)
        terminal.run("let aurae = connect(); aurae.info().uid", "0")
        daemon.restart()
        terminal.run("aurae.info().uid", "0")
        terminal.close()


@pytest.mark.slow
def test_the_documented_session_happens_in_tmux() -> None:
    need("deno")
    shown = session()
    begun = "> let aurae = connect()\n> aurae.runtime().list()\nNAME   CELL  ID  "
    assert begun in shown
    assert shown in (ROOT / "docs/auraescript/repl.md").read_text()
