"""`auraescript lint`: likely mistakes, at the places of their author."""

import json
import shutil
from pathlib import Path

from tests.support.script_tool import ScriptTool, tool

ROOT = Path(__file__).resolve().parents[3]

__all__ = ["tool"]


def test_a_complaint_is_shown_where_its_author_sees_it(tool: ScriptTool) -> None:
    tool.write("a.aurae", 'let é𝒳 = "ü";\nif é𝒳{ let unused = 1 }\n')
    done = tool.run("lint", "a.aurae")
    assert done.stdout == (
        "a.aurae:2:13: no-unused-vars: `unused` is never used\n"
        "  if é𝒳{ let unused = 1 }\n"
        "             ^^^^^^\n"
        "  If this is intentional, prefix it with an underscore like `_unused`\n"
    )
    assert (done.returncode, done.stderr) == (1, "1 problem in 1 file\n")


def test_json_has_the_same(tool: ScriptTool) -> None:
    tool.write("a.aurae", "debugger;\n")
    done = tool.run("lint", "--json")
    assert json.loads(done.stdout) == [
        {
            "file": "a.aurae",
            "line": 1,
            "column": 1,
            "endLine": 1,
            "endColumn": 10,
            "code": "no-debugger",
            "message": "`debugger` statement is not allowed",
            "hint": "Remove the `debugger` statement",
            "severity": "warning",
        }
    ]
    assert (done.returncode, done.stderr) == (1, "")


def test_every_example_is_clean(tool: ScriptTool) -> None:
    shutil.copytree(ROOT / "examples", tool.folder / "examples")
    done = tool.run("lint")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("linted ")


def test_a_comment_allows_what_it_names(tool: ScriptTool) -> None:
    tool.write("a.aurae", "// deno-lint-ignore no-debugger\ndebugger;\nlet a = 1;\nprint(a);\n")
    tool.write("b.aurae", "// deno-lint-ignore-file\ndebugger;\n")
    assert tool.run("lint").returncode == 0


def test_a_file_that_cannot_be_used_hides_no_other(tool: ScriptTool) -> None:
    tool.write("a.aurae", "debugger;\n")
    tool.write("b.aurae", "let b = 1;\n  if (b {\n")
    tool.write("c.aurae", b"\xff")
    done = tool.run("lint", ".", "none.aurae")
    lines = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert lines == [
        "a.aurae:1:1: no-debugger: `debugger` statement is not allowed",
        "b.aurae:2:9: cannot lint: Expected ')', got '{'",
        "c.aurae:1:1: cannot lint: it is not UTF-8",
        "none.aurae: cannot lint: no such file",
    ]
    assert (done.returncode, done.stderr) == (1, "4 errors in 4 files\n")


def test_the_users_settings_for_deno_change_nothing(tool: ScriptTool) -> None:
    tool.write("deno.json", '{"lint": {"exclude": ["."], "rules": {"exclude": ["no-debugger"]}}}')
    tool.write("a.aurae", "debugger;\n")
    assert tool.run("lint").returncode == 1


def test_a_wrong_command_line_is_status_2(tool: ScriptTool) -> None:
    assert tool.run("lint", "--check").returncode == 2
    assert tool.run("lint", "-").returncode == 2
    assert tool.run("lint", "--help").stdout.startswith("usage: auraescript lint ")
