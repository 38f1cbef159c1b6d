"""`auraescript check`: types of scripts and of what they import, at the places of their author."""

import json
import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from tests.support.script_tool import ScriptTool, tool
from tests.support.until import until

ROOT = Path(__file__).resolve().parents[3]
FENCES = re.compile(r"^```typescript\n(.*?)^```$", re.DOTALL | re.MULTILINE)

__all__ = ["tool"]


def found(tool: ScriptTool, *words: str) -> list[str]:
    """Run the check; returns the places and messages that it printed."""
    done = tool.run("check", *words)
    assert done.returncode == 1
    return [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]


def test_the_example_is_clean_without_any_cache_and_with_one(tool: ScriptTool) -> None:
    tool.write("hello.aurae", (ROOT / "examples/hello.aurae").read_text())
    for _ in range(2):
        done = tool.run("check", "hello.aurae")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "checked 1 file\n")


def test_a_file_of_tests_is_clean(tool: ScriptTool) -> None:
    text = 'test("it waits", async () => {\n  await Promise.resolve();\n});\n'
    tool.write("a_test.aurae", text)
    done = tool.run("check", "a_test.aurae")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_path_may_have_any_sign(tool: ScriptTool) -> None:
    tool.write("a#b?c d/lib.aurae", "export let one: number = 1;\n")
    tool.write("a#b?c d/m.aurae", 'import { one } from "./lib.aurae";\nprint(one);\n')
    tool.write("a#b?c d/n.aurae", 'import x from "./100%.aurae";\nprint(x);\n')
    done = tool.run("check", "a#b?c d/m.aurae", "a#b?c d/n.aurae")
    place = "a#b?c d/n.aurae:1:15"
    assert done.stdout.startswith(
        f"{place}: cannot import ./100%.aurae: it has a % that is no escape"
    )


def test_every_example_and_documented_script_is_clean(tool: ScriptTool) -> None:
    shutil.copytree(ROOT / "examples", tool.folder / "examples")
    documents = [ROOT / "docs/auraescript.md", *sorted((ROOT / "docs/auraescript").glob("*.md"))]
    for document in documents:
        for number, text in enumerate(FENCES.findall(document.read_text())):
            tool.write(f"docs/{document.stem}{number}.aurae", text)
    done = tool.run("check")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_problem_is_shown_where_its_author_sees_it(tool: ScriptTool) -> None:
    tool.write("a.aurae", "let é𝒳 = 1;\nif é𝒳{ let x: number = 'a' }\n")
    done = tool.run("check", "a.aurae")
    assert done.stdout == (
        "a.aurae:2:13: TS2322: Type 'string' is not assignable to type 'number'.\n"
        "  if é𝒳{ let x: number = 'a' }\n"
        "             ^\n"
    )
    assert done.stderr == "1 error in 1 file\n"
    assert done.returncode == 1


def test_json_has_the_same(tool: ScriptTool) -> None:
    tool.write("a.aurae", "nope1;\n")
    done = tool.run("check", "--json", "a.aurae")
    assert json.loads(done.stdout) == [
        {
            "file": "a.aurae",
            "line": 1,
            "column": 1,
            "endLine": 1,
            "endColumn": 6,
            "code": "TS2304",
            "message": "Cannot find name 'nope1'.",
            "severity": "error",
        }
    ]
    assert (done.returncode, done.stderr) == (1, "")
    tool.write("a.aurae", "")
    assert tool.run("check", "--json", "a.aurae").stdout == "[]\n"


def test_what_is_imported_is_checked_too(tool: ScriptTool) -> None:
    tool.write("lib/b.aurae", "export let b = 1;\nif b { let x: string = b }\n")
    tool.write("lib/c.ts", "import { a } from '../a.aurae';\nexport let c: number = a;\n")
    tool.write("lib/j.js", "export let j = 1;\n")
    tool.write("d.json", '{"d": 1}')
    tool.write("t.txt", "text")
    tool.write(
        "a.aurae",
        "import { b } from './lib/b.aurae';\nimport { c } from './lib/c.ts';\n"
        "import d from './d.json' with { type: 'json' };\n"
        "import t from './t.txt' with { type: 'text' };\n"
        "import { j } from './lib/j.js';\n"
        "let wrong: string[] = [b, c, d.d, j];\nlet right: string = t;\nexport let a = 'a';\n",
    )
    assert found(tool, "a.aurae") == [
        *(
            f"a.aurae:6:{column}: TS2322: Type 'number' is not assignable to type 'string'."
            for column in (24, 27, 30, 35)
        ),
        "lib/b.aurae:2:12: TS2322: Type 'number' is not assignable to type 'string'.",
        "lib/c.ts:2:12: TS2322: Type 'string' is not assignable to type 'number'.",
    ]


def test_the_library_is_known_by_its_names(tool: ScriptTool) -> None:
    tool.write(
        "a.aurae",
        "import { connect as c } from 'aurae';\nimport * as health from 'aurae/health';\n"
        "import * as same from '../auraescript/gen/health.ts';\n"
        "let request: health.HealthCheckRequest = same.HealthCheckRequest.fromPartial({});\n"
        "let aurae: number = c();\nconnect().close();\n",
    )
    place, message = found(tool, "a.aurae")[0].split(": ", 1)
    assert place == "a.aurae:5:5"
    assert message.endswith("is not assignable to type 'number'.")
    assert len(found(tool, "a.aurae")) == 1


@pytest.mark.parametrize(
    ("specifier", "why"),
    [
        ("./nope.aurae", "no such file"),
        ("./a.txt", "it is no script (.aurae, .ts, .mts, .js, .mjs)"),
        ("./bad.ts", "it is not UTF-8 (bad.ts:1:3)"),
        ("npm:x", "nothing is downloaded"),
        ("jsr:@x/y", "nothing is downloaded"),
        ("https://example.com/x.ts", "nothing is downloaded"),
        ("lodash", "there are no packages"),
        ("aurae/nope", "the library has no such module"),
        ("./folder.ts", "it is a folder"),
    ],
)
def test_a_bad_import_is_shown_and_the_rest_is_checked(
    tool: ScriptTool, specifier: str, why: str
) -> None:
    tool.write("a.txt", "")
    tool.write("bad.ts", b"a \xff")
    (tool.folder / "folder.ts").mkdir()
    tool.write("a.aurae", f'import {{ x }} from "{specifier}";\nx.y;\nlet n: number = "";\n')
    assert found(tool, "a.aurae") == [
        f"a.aurae:1:19: cannot import {specifier}: {why}",
        "a.aurae:3:5: TS2322: Type 'string' is not assignable to type 'number'.",
    ]


def test_a_file_that_cannot_be_used_hides_no_other(tool: ScriptTool) -> None:
    tool.write("a.aurae", "let a: number = '';\n")
    tool.write("b.aurae", "let b = 1;\n  if (b {\n")
    tool.write("c.aurae", b"let c = 'x\xc3\xa9\xff';\n")
    tool.write("d.aurae", "import { b } from './b.aurae';\nlet d: number = b;\nnope2;\n")
    tool.write("e.aurae", "let é𝒳 = 1; let t = `\n")
    lines = found(tool, "a.aurae", "b.aurae", "c.aurae", "d.aurae", "e.aurae", "none.aurae")
    assert lines == [
        "a.aurae:1:5: TS2322: Type 'string' is not assignable to type 'number'.",
        "b.aurae:2:9: cannot check: Expected ')', got '{'",
        "c.aurae:1:12: cannot check: it is not UTF-8",
        "d.aurae:3:1: TS2304: Cannot find name 'nope2'.",
        "e.aurae:1:23: cannot check: Unterminated template",
        "none.aurae: cannot check: no such file",
    ]


def test_folders_are_searched_but_not_what_is_hidden(tool: ScriptTool) -> None:
    for name in ("a", "x/a", ".hidden", ".git/a", "node_modules/a", "x/node_modules/a"):
        tool.write(f"{name}.aurae", "nope3;\n")
    tool.write("x/no.ts", "nope3;\n")
    assert [line.split(":")[0] for line in found(tool)] == ["a.aurae", "x/a.aurae"]
    assert [line.split(":")[0] for line in found(tool, "x/", "x/a.aurae")] == ["x/a.aurae"]
    (tool.folder / "empty").mkdir()
    assert found(tool, "empty") == ["cannot check: no scripts in empty"]


def test_names_may_have_any_character(tool: ScriptTool) -> None:
    names = [
        "a b.aurae",
        "it's.aurae",
        'q"q.aurae',
        "é#%25?.aurae",
        "d,d/x.aurae",
        "-x.aurae",
        "run",
    ]
    for name in names:
        tool.write(name, "nope4;\n")
    lines = found(tool, "--", *names)
    assert sorted(lines) == sorted(
        f"{name}:1:1: TS2304: Cannot find name 'nope4'." for name in names
    )
    outside = tool.folder.parent / "o #.aurae"
    outside.write_text("nope4;\n")
    assert found(tool, "../o #.aurae")[0].startswith("../o #.aurae:1:1: TS2304")


def test_names_cannot_act_on_the_terminal(tool: ScriptTool) -> None:
    name = "\x1b[2Ja\nb\u202e.aurae"
    tool.write(name, "nope4; // \x1b \u202e\nimport './\x1bx.ts';\n")
    done = tool.run("check", name, "no\x1bne\n.aurae")
    shown = "\\x1b[2Ja\\nb\\u202e.aurae"
    assert done.stdout == (
        f"{shown}:1:1: TS2304: Cannot find name 'nope4'.\n"
        "  nope4; // \ufffd \ufffd\n  ^^^^^\n"
        f"{shown}:2:8: cannot import ./\\x1bx.ts: no such file\n"
        "  import './\ufffdx.ts';\n         ^^^^^^^^^\n"
        "no\\x1bne\\n.aurae: cannot check: no such file\n"
    )
    assert "\x1b" not in tool.run("check", "--no\x1b[2J\n").stderr
    assert tool.run("check", "--no\x1b\n").stderr.count("\n") == 1


def test_what_is_no_file_is_refused_and_not_waited_for(tool: ScriptTool) -> None:
    os.mkfifo(tool.folder / "pipe.aurae")
    tool.write("a.aurae", "import './pipe.aurae';\n")
    why = ": it is no file"
    assert found(tool) == [f"a.aurae:1:8: cannot import ./pipe.aurae{why}"]
    assert found(tool, "pipe.aurae") == [f"pipe.aurae: cannot check{why}"]
    (tool.folder / "link").symlink_to("pipe.aurae")
    assert found(tool, "link", "/dev/zero") == [
        f"/dev/zero: cannot check{why}",
        f"link: cannot check{why}",
    ]


def test_empty_and_large_files_are_no_trouble(tool: ScriptTool) -> None:
    tool.write("empty.aurae", "")
    lines = "".join(f"let a{number} = '{'x' * 90}';\n" for number in range(50_000))
    tool.write("large.aurae", lines + "nope5;\n")
    assert found(tool, "empty.aurae", "large.aurae") == [
        "large.aurae:50001:1: TS2304: Cannot find name 'nope5'."
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tool: ScriptTool) -> None:
    tool.write("a.aurae", "").chmod(0)
    assert found(tool, "a.aurae") == ["a.aurae: cannot check: permission denied"]


def test_a_script_may_import_in_a_circle(tool: ScriptTool) -> None:
    tool.write("a.aurae", "import './b.aurae'; export let a = 1;\n")
    tool.write("b.aurae", "import { a } from './a.aurae'; let b: number = a;\n")
    done = tool.run("check")
    assert (done.returncode, done.stderr) == (0, "checked 2 files\n")


def test_what_is_caught_has_the_fields_of_an_error(tool: ScriptTool) -> None:
    tool.write("a.aurae", "try { connect() } catch (error) { if error.code == 'X' { } }\n")
    assert tool.run("check").returncode == 0


def test_a_wrong_command_line_is_status_2(tool: ScriptTool) -> None:
    done = tool.run("check", "--nope")
    why = "unknown option --nope; see auraescript check --help"
    assert (done.returncode, done.stderr) == (2, f"auraescript check: {why}\n")
    assert tool.run("check", "").returncode == 2
    assert tool.run("check", "--help").stdout.startswith("usage: auraescript check ")


def test_a_temporary_folder_that_is_missing_is_named(tool: ScriptTool) -> None:
    tool.write("a.aurae", "")
    tool.environment["TMPDIR"] = str(tool.folder / "nope")
    done = tool.run("check")
    assert done.returncode == 1
    assert re.fullmatch(
        r"auraescript: cannot check: cannot make \S*/nope/\S+: no such file\n", done.stderr
    )


def test_what_the_user_sets_for_deno_changes_nothing(tool: ScriptTool) -> None:
    tool.write("deno.json", '{"imports": {"lodash": "./a.aurae"}, "compilerOptions": 1}')
    tool.write("a.aurae", "import 'lodash';\n")
    tool.environment |= {"LD_LIBRARY_PATH": "/x", "DENO_DIR": "/proc/x", "FORCE_COLOR": "1"}
    assert found(tool, "a.aurae") == ["a.aurae:1:8: cannot import lodash: there are no packages"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_folder_behind(tool: ScriptTool, number: signal.Signals) -> None:
    tool.write("a.aurae", "let a = 1;\n" * 20_000)
    process = tool.start("check")
    try:
        until(lambda: list(tool.temporary.glob("*/deno.json")), "the copies")
        process.send_signal(number)
        assert process.wait(30) == 128 + number
        assert list(tool.temporary.iterdir()) == []
    finally:
        process.kill()
        process.wait()


def test_a_reader_that_has_gone_ends_it(tool: ScriptTool) -> None:
    tool.write("a.aurae", "nope6;\n" * 5000)
    reading, writing = os.pipe()
    process = tool.start("check", stdout=writing)
    os.close(writing)
    os.close(reading)
    try:
        assert process.wait(60) == 141
        assert list(tool.temporary.iterdir()) == []
    finally:
        process.kill()
        process.wait()
