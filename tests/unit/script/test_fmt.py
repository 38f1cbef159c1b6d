"""`auraescript fmt`: one layout, conditions as their author wrote them, files kept safe."""

import os
import shutil
from pathlib import Path

import pytest

from tests.support.script_tool import ScriptTool, tool

ROOT = Path(__file__).resolve().parents[3]
UGLY = "let  a=1\nif a>0{print( a )}\nif (a>0) { }\n"
FINE = "let a = 1;\nif a > 0 {\n  print(a);\n}\nif (a > 0) {}\n"

__all__ = ["tool"]


def test_a_script_is_formatted_and_then_left_alone(tool: ScriptTool) -> None:
    path = tool.write("a.aurae", UGLY)
    path.chmod(0o751)
    done = tool.run("fmt")
    assert (done.returncode, done.stdout) == (0, "a.aurae\n")
    assert done.stderr == "1 of 1 file formatted\n"
    assert path.read_text() == FINE
    assert path.stat().st_mode & 0o7777 == 0o751
    before = path.stat()
    done = tool.run("fmt", "a.aurae")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 of 1 file formatted\n")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [entry.name for entry in tool.folder.iterdir()] == ["a.aurae"]


def test_check_names_what_is_not_formatted_and_changes_nothing(tool: ScriptTool) -> None:
    path = tool.write("a.aurae", UGLY)
    tool.write("x/b.aurae", FINE)
    done = tool.run("fmt", "--check")
    assert (done.returncode, done.stdout) == (1, "a.aurae\n")
    assert done.stderr == "1 of 2 files not formatted\n"
    assert path.read_text() == UGLY
    done = tool.run("fmt", "--check", "x")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "checked 1 file\n")


def test_standard_input_becomes_standard_output(tool: ScriptTool) -> None:
    done = tool.run("fmt", "-", text=UGLY)
    assert (done.returncode, done.stdout, done.stderr) == (0, FINE, "")
    assert tool.run("fmt", "-", text="").stdout == ""
    done = tool.run("fmt", "--check", "-", text=UGLY)
    assert (done.returncode, done.stdout) == (1, "")
    assert tool.run("fmt", "--check", "-", text=FINE).returncode == 0
    done = tool.run("fmt", "-", text="let a = 1;\nif a } {\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("stdin:2:4: cannot format: ")


def test_every_example_is_the_same_the_second_time(tool: ScriptTool) -> None:
    shutil.copytree(ROOT / "examples", tool.folder / "examples")
    assert tool.run("fmt").returncode == 0
    done = tool.run("fmt", "--check")
    assert (done.returncode, done.stdout) == (0, "")


def test_plain_typescript_is_formatted_when_it_is_named(tool: ScriptTool) -> None:
    tool.write("a.aurae", FINE)
    path = tool.write("b.ts", "if (a) { b }\n")
    assert tool.run("fmt").stdout == ""
    assert tool.run("fmt", "b.ts").stdout == "b.ts\n"
    assert path.read_text() == "if (a) b;\n"


def test_what_cannot_be_formatted_is_left_alone_and_the_rest_is_done(tool: ScriptTool) -> None:
    bad = tool.write("bad.aurae", "let a = 1; if a { b }\n  if a } {\n")
    worse = tool.write("worse.aurae", b"let \xff")
    good = tool.write("good.aurae", UGLY)
    done = tool.run("fmt", "good.aurae", "none.aurae", "worse.aurae", "bad.aurae")
    lines = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert lines == [
        "good.aurae",
        "bad.aurae:2:6: cannot format: Expected '(', got 'a'",
        "none.aurae: cannot format: no such file",
        "worse.aurae:1:5: cannot format: it is not UTF-8",
    ]
    assert done.returncode == 1
    assert done.stderr == "3 errors in 3 files\n"
    assert good.read_text() == FINE
    assert bad.read_text() == "let a = 1; if a { b }\n  if a } {\n"
    assert worse.read_bytes() == b"let \xff"


def test_a_symbolic_link_stays_one(tool: ScriptTool) -> None:
    path = tool.write("real/a.aurae", UGLY)
    (tool.folder / "link.aurae").symlink_to("real/a.aurae")
    assert tool.run("fmt", "link.aurae").stdout == "link.aurae\n"
    assert (tool.folder / "link.aurae").is_symlink()
    assert path.read_text() == FINE


def test_a_link_that_was_not_named_changes_nothing_elsewhere(tool: ScriptTool) -> None:
    outside = tool.folder.parent / "outside.aurae"
    outside.write_text(UGLY)
    settings = tool.write("settings.conf", UGLY)
    inside = tool.write("lib/inside.ts", UGLY.replace("if a>0{", "if (a>0){"))
    for name, target in (("out", outside), ("conf", settings), ("in", inside)):
        (tool.folder / f"{name}.aurae").symlink_to(target)
    (tool.folder / "folder.aurae").symlink_to(tool.folder.parent)
    assert tool.run("fmt").stdout == "in.aurae\n"
    assert (outside.read_text(), settings.read_text()) == (UGLY, UGLY)
    assert tool.run("fmt", "out.aurae").stdout == "out.aurae\n"
    assert outside.read_text() == FINE


def test_what_is_no_file_is_not_waited_for(tool: ScriptTool) -> None:
    os.mkfifo(tool.folder / "pipe.aurae")
    tool.write("a.aurae", FINE)
    assert tool.run("fmt").stderr == "0 of 1 file formatted\n"
    assert tool.run("fmt", "pipe.aurae").stdout == "pipe.aurae: cannot format: it is no file\n"


def test_names_cannot_act_on_the_terminal(tool: ScriptTool) -> None:
    tool.write("\x1b[2Ja\nb.aurae", UGLY)
    assert tool.run("fmt").stdout == "\\x1b[2Ja\\nb.aurae\n"


def test_line_ends_and_the_byte_order_mark_become_plain(tool: ScriptTool) -> None:
    path = tool.write(
        "a.aurae", b"\xef\xbb\xbf#!/usr/bin/env auraescript\r\nif a {\r\n  b;\r\n}\r\n"
    )
    assert tool.run("fmt").stdout == "a.aurae\n"
    assert path.read_bytes() == b"#!/usr/bin/env auraescript\nif a {\n  b;\n}\n"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert tool.run("fmt", "--check").returncode == 1


def test_names_may_have_any_character(tool: ScriptTool) -> None:
    names = ["a b.aurae", "it's.aurae", "é#%25?.aurae", "d,d/x.aurae", f"{'n' * 249}.aurae"]
    for name in names:
        tool.write(name, UGLY)
    assert sorted(tool.run("fmt").stdout.splitlines()) == sorted(names)
    assert {(tool.folder / name).read_text() for name in names} == {FINE}


def test_the_users_settings_for_other_formatters_change_nothing(tool: ScriptTool) -> None:
    tool.write(".editorconfig", "root = true\n[*]\nindent_style = tab\n")
    tool.write("deno.json", '{"fmt": {"indentWidth": 8, "exclude": ["."]}}')
    path = tool.write("a.aurae", UGLY)
    assert tool.run("fmt").returncode == 0
    assert path.read_text() == FINE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written_is_named(tool: ScriptTool) -> None:
    path = tool.write("a.aurae", UGLY)
    path.chmod(0o444)
    done = tool.run("fmt")
    assert done.stdout == "a.aurae: cannot write: permission denied\n"
    assert (done.returncode, path.read_text()) == (1, UGLY)


def test_a_wrong_command_line_is_status_2(tool: ScriptTool) -> None:
    assert tool.run("fmt", "--json").returncode == 2
    done = tool.run("fmt", "-", "a.aurae")
    why = "- stands alone; see auraescript fmt --help"
    assert (done.returncode, done.stderr) == (2, f"auraescript fmt: {why}\n")
    assert tool.run("fmt", "--help").stdout.startswith("usage: auraescript fmt ")
