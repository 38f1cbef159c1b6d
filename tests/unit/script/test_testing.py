"""`auraescript test`: which files are tests, how they run, and what is said of them."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from aurae.script.renaming import Names
from tests.support.auraescript import PROGRAM
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon

LIB = """\
export const two: number = 2;
export function strict(n: number) {
  if n != 2 { throw new RangeError(`${n} is not 2`) }
}
"""
FAILING = """\
import { two } from "./lib.aurae"; import { strict } from "./lib.aurae"; test("one line", () => {
  if two == 2 { strict(3) }
});
test("passes", () => strict(two));
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def daemon() -> Iterator[ScriptDaemon]:
    need("deno")
    with ScriptDaemon() as daemon:
        yield daemon


@pytest.fixture
def test(daemon: ScriptDaemon, tmp_path: Path) -> Run:
    """Write files by their names and run the tests there."""

    def go(*words: str, **files: str) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_DOT_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return subprocess.run(
            [PROGRAM, "test", *words],
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path.parent / "home"),
                "AURAE_CLIENT_CONFIG": str(daemon.config),
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return go


def test_files_of_tests_are_found_by_their_names(test: Run) -> None:
    one = 'Deno.test("it", () => {});\n'
    done = test(
        a_test_DOT_aurae=one,
        sub__b_DOT_test_DOT_aurae=one,
        sub__c_test_DOT_ts=one,
        other_DOT_aurae="throw 1",
        _DOT_hidden__d_test_DOT_ts="throw 1",
        node_modules__e_test_DOT_ts="throw 1",
    )
    assert (done.returncode, done.stderr) == (0, "")
    headers = [line for line in done.stdout.splitlines() if line.startswith("running")]
    names = ("a_test.aurae", "sub/b.test.aurae", "sub/c_test.ts")
    assert headers == [f"running 1 test from {name}" for name in names]
    assert "ok | 3 passed | 0 failed" in done.stdout


def test_a_failure_names_the_users_own_place(test: Run) -> None:
    done = test(a_test_DOT_aurae=FAILING, lib_DOT_aurae=LIB)
    assert (done.returncode, done.stderr) == (1, "")
    assert "one line => a_test.aurae:1:74\n" in done.stdout
    assert "    at strict (lib.aurae:3:21)\n    at a_test.aurae:2:17\n" in done.stdout
    assert "FAILED | 1 passed | 1 failed" in done.stdout
    for foreign in ("blob:", "tester", "auraescript-", "\x1b"):
        assert foreign not in done.stdout


def test_tests_have_the_library_and_no_more_rights_than_a_script(test: Run) -> None:
    text = """
    test("who", () => {
      if connect().discovery().discover().version != "1.2.3" { throw new Error("who") }
    });
    test("sealed", () => {
      try { Deno.readTextFileSync(import.meta.filename); throw new Error("read") }
      catch (error) { if error.name != "NotCapable" { throw error } }
    });
    """
    done = test(a_test_DOT_aurae=text, b_test_DOT_aurae=text)
    assert done.returncode == 0, done.stdout
    refused = test("--allow-read", "a_test.aurae")
    assert "1 passed | 1 failed" in refused.stdout


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("let a = ;\n", "a_test.aurae:1:9: Expression expected"),
        ("if true {\n  throw new Error('early')\n}\n", "a_test.aurae:2:9: Error: early"),
        ("import './gone.ts'\n", "a_test.aurae:1:8: cannot import ./gone.ts: no such file"),
    ],
)
def test_a_file_that_cannot_be_loaded_fails(test: Run, text: str, why: str) -> None:
    done = test(a_test_DOT_aurae=text, b_test_DOT_aurae='test("it", () => {})')
    assert done.returncode == 1
    assert why in done.stdout
    assert "1 passed | 1 failed" in done.stdout
    assert "blob:" not in done.stdout + done.stderr


def test_options_are_passed_on(test: Run, tmp_path: Path) -> None:
    files = {"a_test_DOT_aurae": FAILING, "lib_DOT_aurae": LIB}
    assert (
        "ok | 1 passed | 0 failed | 1 filtered out" in test("--filter", "passes", **files).stdout
    )
    assert "not ok 1 - one line" in test("--reporter=tap", "--fail-fast", **files).stdout
    assert "1 passed | 1 failed" in test("--parallel", "--shuffle=3", **files).stdout
    assert test("--reporter", "dot", "--junit-path", "out.xml", **files).returncode == 1
    suite = ET.parse(tmp_path / "out.xml").getroot()[0]
    assert suite.attrib["name"] == "a_test.aurae"
    assert [case.attrib["line"] for case in suite] == ["1", "4"]


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        ((), 1, "cannot test: no test files"),
        (("nope",), 1, "cannot test: nope: no such file"),
        (("--nope",), 2, "unknown option --nope; see auraescript --help"),
        (("--reporter=x",), 2, "--reporter must be one of pretty, dot, junit, tap; see"),
        (("--filter",), 2, "--filter needs a value; see"),
        (("-e", "1"), 2, "unknown option -e of test; see"),
    ],
)
def test_what_cannot_be_tested_is_said(
    test: Run, words: tuple[str, ...], status: int, why: str
) -> None:
    done = test(*words)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(f"auraescript: {why}")


def test_names_cannot_act_on_the_terminal(test: Run, tmp_path: Path) -> None:
    assert "nope\\u001b\\u000a: no such file\n" in test("nope\x1b\n").stderr
    assert test("--no\x1b\n").stderr.count("\n") == 1
    (tmp_path / "a\x1b[2J\nb_test.aurae").write_text('test("one", () => {})')
    os.mkfifo(tmp_path / "pipe_test.aurae")
    done = test()
    assert done.returncode == 0
    assert "from a\\u001b[2J\\u000ab_test.aurae\n" in done.stdout
    assert "\x1b[2J" not in done.stdout + done.stderr


def test_help_is_printed(test: Run) -> None:
    assert test("--help").stdout.startswith("usage: auraescript test")


def test_addresses_become_places_with_and_without_colours(tmp_path: Path) -> None:
    blob = "blob:null/22dd17e6-c974-4e99-bdb3-32c9d30aec1d"
    (tmp_path / "0.json").write_text(f'{{"{blob}": ["a.aurae", {{"2": [[5, 3], [9, 1]]}}]}}')
    names = Names(str(tmp_path), ["sub/a_test.aurae"])
    assert names.told(f"at {blob}:2:9 and {blob}") == "at a.aurae:2:6 and a.aurae"
    assert (
        names.told(f"{blob}:2:5 {blob}:2:12 {blob}:3:12") == "a.aurae:2:5 a.aurae:2:8 a.aurae:3:12"
    )
    coloured = f"\x1b[36m{blob}\x1b[0m:\x1b[33m2\x1b[0m:\x1b[33m9\x1b[0m"
    assert names.told(coloured) == "\x1b[36ma.aurae\x1b[0m:\x1b[33m2\x1b[0m:\x1b[33m6\x1b[0m"
    assert names.told(f"from ../..{tmp_path}/0.js\n") == "from sub/a_test.aurae\n"
    assert names.told("\x1b[2m    at x\n") == "\x1b[2m    at x\n"
