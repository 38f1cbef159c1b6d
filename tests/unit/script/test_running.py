"""Ways to run a script: code, standard input, imports of the library, circles, pipes and Ctrl-C."""

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import PROGRAM, run
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon
from tests.support.until import until

ATTRIBUTE = 'with { type: "text" }'
NOWHERE = Path("/nowhere")


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as daemon:
        yield daemon


def start(
    *words: str,
    config: Path = NOWHERE,
    cwd: Path | None = None,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    group: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start `auraescript` without waiting for it."""
    return subprocess.Popen(
        [str(PROGRAM), *words],
        env={
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "AURAE_CLIENT_CONFIG": str(config),
        },
        cwd=cwd,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        process_group=group,
    )


def fed(text: bytes, *words: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run `auraescript` with a text as its standard input."""
    process = start(
        *words,
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    output, errors = process.communicate(text, timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    need("deno")
    (tmp_path / "lib.aurae").write_text("export let a = 1\nif a { console.log('lib') }\n")
    return tmp_path


def test_code_of_the_command_line_runs(folder: Path) -> None:
    code = 'import { a } from "./lib.aurae"; if a { console.log(args, import.meta.filename) }'
    done = run("-e", code, "x", "--", "-y", cwd=folder)
    assert done.stdout == f'lib\n[ "x", "--", "-y" ] {folder}/<eval>\n'
    assert run("--eval=Deno.exit(7)", cwd=folder).returncode == 7
    assert run("-e", "", cwd=folder).returncode == 0
    done = run("-e", "\nnope()", cwd=folder)
    assert done.stderr == "<eval>:2:1: ReferenceError: nope is not defined\n"


@pytest.mark.parametrize("words", [("-", "x"), ()])
def test_standard_input_runs(folder: Path, words: tuple[str, ...]) -> None:
    text = b'import "./lib.aurae"\nif true { console.log(args.length) }\nnope()\n'
    done = fed(text, *words, cwd=folder)
    assert done.stdout.decode() == f"lib\n{len(words[1:])}\n"
    assert done.stderr == b"<stdin>:3:1: ReferenceError: nope is not defined\n"
    assert fed(b"\xff", cwd=folder).stderr == (
        b"<stdin>:1:1: cannot read script: it is not UTF-8\n"
    )


def test_code_reaches_no_more_than_a_script_in_the_working_directory(folder: Path) -> None:
    code = f'import x from "/etc/hostname" {ATTRIBUTE}; console.log(x)'
    for done in (run("-e", code, cwd=folder), run("-e", code, cwd=Path("/etc"))):
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("<eval>:1:15: cannot import /etc/hostname: ")


def test_a_command_wins_over_a_file_of_its_name(folder: Path) -> None:
    (folder / "help").write_text("console.log('file')")
    assert run("help", cwd=folder).stdout.startswith("usage:")
    assert run("./help", cwd=folder).stdout == "file\n"
    assert run("--", "help", cwd=folder).stdout == "file\n"


def test_the_library_can_be_imported_by_all_its_names(folder: Path) -> None:
    (folder / "other.ts").write_text(
        'import type { Where } from "aurae";\nexport { connect as c } from "aurae";\n'
        'export * as cells from "../auraescript/gen/cells.ts";\nexport type W = Where;\n'
    )
    (folder / "x.aurae").write_text(
        """
        import * as aurae from "../auraescript/gen/aurae.ts";
        import { AuraeError as E, connect as c, type Where } from "aurae";
        import * as other from "./other.ts";
        import * as cri from "any/auraescript/gen/kubernetes_cri.ts";
        let where: Where | undefined
        let { connect: d } = await import("aurae")
        let { Cell } = await import("aurae/cells")
        console.log(aurae.connect == connect, E == AuraeError, c == d, other.c == c)
        console.log(Cell == other.cells.Cell, "RuntimeServiceClient" in cri, where)
        """
    )
    done = run("x.aurae", config=NOWHERE, cwd=folder)
    assert (done.stderr, done.stdout) == ("", "true true true true\ntrue true undefined\n")


def test_an_imported_library_connects(daemon: ScriptDaemon, folder: Path) -> None:
    code = 'import { connect as c } from "aurae"; console.log(c().discovery().discover().version)'
    assert run("-e", code, config=daemon.config, cwd=folder).stdout == "1.2.3\n"


CIRCLE = {
    "a.aurae": """
        import { b, seen } from "./b.aurae";
        import { c } from "./sub/c.ts";
        export let live = 1;
        export enum E { X = 3 }
        export function a(n: number): number { if n <= 0 { return 0 } return b(n - 1) + 1 }
        live = 5;
        console.log(a(4), seen(), c(2), import.meta.main);
        setTimeout(async () => {
          let later = await import("./a.aurae");
          console.log(later.live, later.a == a);
        });
        """,
    "b.aurae": """
        import { a, live } from "./a.aurae";
        import * as self from "./b.aurae";
        export function b(n: number): number { return n <= 0 ? 0 : a(n - 1) + 1 }
        export function seen() { return live }
        console.log("b first", self.b == b, import.meta.main);
        """,
    "sub/c.ts": """
        import { a, E } from "../a.aurae";
        export const c = (n: number) => { if (n > 8) throw new Error("c"); return [a(n), E.X] };
        """,
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def test_files_may_import_each_other_in_circles(folder: Path) -> None:
    write(folder, CIRCLE)
    done = run("a.aurae", config=NOWHERE, cwd=folder)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "b first true false",
        "4 5 [ 2, 3 ] true",
        "5 true",
    ]


def test_a_circle_fails_as_in_any_typescript(folder: Path) -> None:
    write(
        folder,
        {
            "a.aurae": 'import "./b.aurae"; export const x = 1;',
            "b.aurae": '\nimport { x } from "./a.aurae"; console.log(x);',
        },
    )
    done = run("a.aurae", config=NOWHERE, cwd=folder)
    assert done.stderr.startswith("b.aurae:2:44: ReferenceError: Cannot access 'x' before init")
    write(folder, {"b.aurae": 'import "./a.aurae"; setTimeout(() => { if true { oops() } })'})
    done = run("a.aurae", config=NOWHERE, cwd=folder)
    assert done.stderr.startswith("b.aurae:1:50: ReferenceError: oops is not defined\n")


# What prints without end, and the stream that it prints to.
FLOODS = {
    "console": ('while true { console.log("y") }', "stdout"),
    "writeSync": ('let y = new TextEncoder().encode("y"); while true { Deno.stdout.writeSync(y) }', "stdout"),
    "write": ('let y = new Uint8Array(9); while true { await Deno.stdout.write(y) }', "stdout"),
    "writable": (
        "let w = Deno.stdout.writable.getWriter(); while true { await w.write(new Uint8Array(9)) }",
        "stdout",
    ),
    "a handler that goes on": (
        'addEventListener("unload", () => console.log("z")); while true { console.log("y") }',
        "stdout",
    ),
    "error": ('while true { console.error("y") }', "stderr"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "stream"), FLOODS.values(), ids=FLOODS)
def test_a_reader_that_goes_away_ends_the_script_quietly(text: str, stream: str) -> None:
    need("deno")
    process = start("-e", text, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    closed, other = process.stdout, process.stderr
    if stream == "stderr":
        closed, other = other, closed
    assert closed is not None
    assert other is not None
    with process, other:
        assert closed.read(1)
        closed.close()
        assert process.wait(60) == 141
        assert other.read() == b""


def test_nothing_is_lost_in_a_pipe_that_does_not_block() -> None:
    need("deno")
    text = """
        let writer = Deno.stdout.writable.getWriter(), encoder = new TextEncoder(), n = 0
        for let i = 0; i < 200; i++ {
          let text = ""
          while text.length < i * 37 % 9000 { text += `${n++},` }
          if i % 3 { text += "\\n" }
          switch i % 4 {
            case 0: console.log(text); break
            case 1: await writer.write(encoder.encode(text)); break
            case 2: await Deno.stdout.write(encoder.encode(text)); break
            default: Deno.stdout.writeSync(encoder.encode(text))
          }
        }
        console.error(n)
        """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    process = start("-e", text, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert process.stderr is not None
    with process, open(reader, "rb", buffering=0) as pipe:
        # Full before anything is read, and again and again.
        assert select.select([pipe], [], [], 60)[0]
        output = b""
        while data := pipe.read(3000):
            output += data
        count = int(process.stderr.read())
    assert process.wait(60) == 0
    assert output.replace(b"\n", b"") == b"".join(b"%d," % number for number in range(count))


def test_on_a_terminal_lines_are_asked_for() -> None:
    need("deno")
    leader, follower = pty.openpty()
    # A script would print nothing; and where the output is no terminal there are no prompts.
    process = start(stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(follower)
    os.write(leader, b"6 * 7000\n\x04")
    with process:
        output, errors = process.communicate(timeout=60)
    os.close(leader)
    assert (output, errors, process.returncode) == (b"42000\n", b"", 0)


# What waits, or does not; what the daemon then has begun, and what it sees of the end.
WAITS = {
    "a loop": ("while true { }", "", ""),
    "an await": ("await new Promise((resolve) => setTimeout(resolve, 60000))", "", ""),
    "a sleep": ("sleep(60)", "", ""),
    "a call": (
        'connect().runtime().start(exec("hang", {name: "h"}))',
        "start h",
        "cancelled hang",
    ),
    "a stream": (
        'let n = 0, logs = connect().runtime().logs("web", {follow: true}); '
        'for const line of logs { if n++ == 0 { console.log("a line") } }',
        "",
        "cancelled logs of web",
    ),
}


@pytest.mark.parametrize(("text", "begun", "ended"), WAITS.values(), ids=WAITS)
def test_ctrl_c_ends_a_script_and_leaves_the_terminal_as_it_was(
    daemon: ScriptDaemon, text: str, begun: str, ended: str
) -> None:
    leader, follower = pty.openpty()
    before = termios.tcgetattr(follower)
    process = start(
        "-e",
        f'console.log("ready"); {text}',
        config=daemon.config,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        group=0,
    )
    with process:
        assert seen(leader, b"a line" if "a line" in text else b"ready")
        until(lambda: not begun or begun in daemon.events, begun)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == -signal.SIGINT
    assert termios.tcgetattr(follower) == before
    os.close(follower)
    assert seen(leader, b"") == b""
    os.close(leader)
    until(lambda: not ended or ended in daemon.events, ended)
    version = "console.log(connect().discovery().discover().version)"
    assert run("-e", version, config=daemon.config).stdout == "1.2.3\n"


def seen(terminal: int, expected: bytes) -> bytes:
    """Read a terminal up to the expected text, or to its end."""
    text = b""
    while not expected or expected not in text:
        assert select.select([terminal], [], [], 60)[0], f"only this came: {text!r}"
        try:
            data = os.read(terminal, 4096)
        except OSError:  # nobody has it open any more
            return text.strip()
        text += data
    return text


def test_an_endless_loop_is_ended_by_a_signal(tmp_path: Path) -> None:
    need("deno")
    for number in (signal.SIGTERM, signal.SIGINT):
        process = start("-e", 'console.log("ready"); while true { }', stdout=subprocess.PIPE)
        assert process.stdout is not None
        with process:
            assert process.stdout.readline() == b"ready\n"
            process.send_signal(number)
            assert process.wait(60) == -number


def test_a_shell_sees_130_after_ctrl_c(tmp_path: Path) -> None:
    need("deno")
    began = time.monotonic()
    script = "Deno.kill(Deno.pid, 'SIGINT'); await new Promise(() => setTimeout(() => 0, 99999))"
    words = ["sh", "-c", '"$0" -A -e "$1"; echo $?', str(PROGRAM), script]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "130\n"
    assert time.monotonic() - began < 50
