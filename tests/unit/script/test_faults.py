"""Whatever goes wrong in a script is told with its file, line and column."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need

LIB = "export const a = 1;\nexport function f() { if a { throw new Error('from f') } }\n"
BOM = b"\xef\xbb\xbf"
Script = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Write the bytes to x.aurae, with other files beside it, and run it there."""
    need("deno")
    (tmp_path / "lib.aurae").write_text(LIB)
    (tmp_path / "bad.aurae").write_text("export let a = 1\nlet b = = 2\n")
    (tmp_path / "latin.aurae").write_bytes(b'export let a = 1\nlet s = "\xc3\xa4\xff"\n')
    (tmp_path / "folder.ts").mkdir()

    def go(
        text: str | bytes, *words: str, options: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        data = text.encode() if isinstance(text, str) else text
        (tmp_path / "x.aurae").write_bytes(data)
        return run("x.aurae", *words, config=Path("/nowhere"), options=options, cwd=tmp_path)

    return go


CASES = {
    "a syntax error shows the line": (
        "let x = 1\nlet y =\t(x + ;\n",
        "x.aurae:2:14: Expression expected\n  let y =\t(x + ;\n         \t     ^\n",
    ),
    "one in an imported file": ('import "./bad.aurae"', "bad.aurae:2:9: Expression expected\n"),
    "a second declaration": ("let a\nlet a", "x.aurae:2:5: Identifier 'a' has already been"),
    "a missing file": (
        "1;\n  import './gone.ts'",
        "x.aurae:2:10: cannot import ./gone.ts: no such",
    ),
    "in import()": ("await import('./gone.ts')", "x.aurae:1:14: cannot import ./gone.ts: no such"),
    "a missing name": (
        'import { b } from "./lib.aurae"; b',
        "x.aurae:1:10: The requested module 'lib.aurae' does not provide an export named 'b'",
    ),
    "a missing module of the library": (
        'import x from "aurae/nope"',
        "x.aurae:1:15: cannot import aurae/nope: the library has no such module; it has ",
    ),
    "a folder": ('import "./folder.ts"', "x.aurae:1:8: cannot import ./folder.ts: it is a folder"),
    "a place that is no script": ('import "."', "x.aurae:1:8: cannot import .: it is a folder"),
    "a file that is no UTF-8": (
        'import "./latin.aurae"',
        "latin.aurae:2:11: cannot read script: it is not UTF-8\n",
    ),
    "a path that is put together": (
        'await import("./li" + "b.aurae")',
        "x.aurae:1:1: cannot import a path that is put together: ",
    ),
    "an imported function": (
        'import { f } from "./lib.aurae"; if 1 { f() }',
        "lib.aurae:2:36: Error: from f\n    at x.aurae:1:41\n",
    ),
    "carriage returns": (
        "#!x\r\nif true {\r\n  nope() }\r\n",
        "x.aurae:3:3: ReferenceError: nope",
    ),
    "a byte order mark": (BOM + b"nope()", "x.aurae:1:1: ReferenceError: nope"),
    "a mark and a shebang line": (BOM + b"#!x\nnope()", "x.aurae:2:1: ReferenceError: nope"),
    "a rejected promise": ("await Promise.reject(new Error('r'))", "x.aurae:1:22: Error: r"),
    "one that nobody awaits": (
        "(async () => { throw new TypeError('r') })()",
        "x.aurae:1:22: TypeError: r",
    ),
    "a timer": ("setTimeout(() => nope(), 1)", "x.aurae:1:18: ReferenceError: nope"),
    "a microtask": ("queueMicrotask(() => { null.x })", "x.aurae:1:29: TypeError: Cannot read"),
    "a stream's loop": (
        "function* g() { yield 1 }\nfor const x of g() {\n  nope(x) }",
        "x.aurae:3:3: ReferenceError: nope",
    ),
    "a number": ("let a\n  throw 1", "x.aurae:2:3: uncaught: 1\n"),
    "a number thrown again": (
        "try { throw 2 } catch (e) { throw e }",
        "x.aurae:1:7: uncaught: 2\n",
    ),
    "a value": ("if 1 { throw { a: 1 } }", "x.aurae:1:8: uncaught: { a: 1 }\n"),
    "values in several places": (
        "let x = { }\nif args { throw x } else { throw x }",
        "x.aurae:2:11: uncaught: {} (or at x.aurae:2:28)\n",
    ),
    "a rejected value": (
        "new Promise((_, reject) => reject(null))",
        "x.aurae:1:28: uncaught: null",
    ),
    "an error without a stack": (
        "throw Object.defineProperty(new Error('x'), 'stack', { get() { throw 1 } })",
        "x.aurae",
    ),
}


@pytest.mark.parametrize(("text", "why"), CASES.values(), ids=CASES)
def test_a_fault_names_its_place(script: Script, text: str | bytes, why: str) -> None:
    done = script(text)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(why)
    assert "blob:" not in done.stderr


@pytest.mark.parametrize(
    "text", ['import "./pipe.ts"', 'import a from "./pipe.ts" with { type: "text" }']
)
def test_a_pipe_is_not_waited_for(script: Script, tmp_path: Path, text: str) -> None:
    os.mkfifo(tmp_path / "pipe.ts")
    done = script(text)
    assert done.returncode == 1
    assert "cannot import ./pipe.ts: it is no file\n" in done.stderr


def test_control_characters_do_not_reach_the_terminal(script: Script, tmp_path: Path) -> None:
    done = script('throw new Error("a\\u001b[2J\\r\\u0007\\u009b\\nb")')
    assert done.stderr == "x.aurae:1:7: Error: a\\x1b[2J\\x0d\\x07\\x9b\nb\n"
    assert run("no\x1bpe\n", cwd=tmp_path).stderr == "cannot run no\\x1bpe\\n: no such file\n"
    (tmp_path / "a\nb.aurae").write_text("nope()")
    done = run("a\nb.aurae", cwd=tmp_path)
    assert done.stderr == "a\\nb.aurae:1:1: ReferenceError: nope is not defined\n"


@pytest.mark.parametrize(
    "text", ["function f() { f() }\nf()", "let f = () => g() + 1, g = () => f() + 1\nf()"]
)
def test_endless_recursion_is_one_line(script: Script, text: str) -> None:
    done = script(text)
    assert done.returncode == 1
    assert done.stderr.startswith("x.aurae:1:")
    assert done.stderr.endswith(": RangeError: Maximum call stack size exceeded\n")
    assert len(done.stderr.splitlines()) == 1


def test_a_script_of_five_megabytes_runs(script: Script) -> None:
    line = "if args.length > 9 { console.log(`${args}`) } // a condition without parentheses\n"
    text = line * (5 * 2**20 // len(line)) + "console.log('ran')\nnope()\n"
    done = script(text)
    assert done.stdout == "ran\n"
    assert done.stderr.startswith(f"x.aurae:{text.count(chr(10))}:1: ReferenceError")


def test_a_folder_is_no_script(tmp_path: Path) -> None:
    need("deno")
    assert run(".", cwd=tmp_path).stderr == "cannot run .: it is a folder\n"
