"""A real editor, Neovim, with the plugin of the repository and the language server."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import PROGRAM
from tests.support.require import need
from tests.support.screen import Screen

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """\
let aurae = connect();
let runtime = aurae.runtime();

if runtime.nope == 1 {
  console.log("never");
}

"""
SIZE = (84, 16)


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Screen]:
    need("deno")
    (tmp_path / "deploy.aurae").write_text(SCRIPT)
    environment = {
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}",
        **{f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    command = [need("nvim"), "--clean", "--cmd", f"set rtp^={ROOT / 'editors/neovim'}"]
    quiet = ["-c", "set completeopt=menuone laststatus=0 noshowmode noruler shortmess+=c"]
    with Screen(
        [*command, *quiet, str(tmp_path / "deploy.aurae")], tmp_path, environment, SIZE
    ) as screen:
        yield screen
        screen.press("Escape", ":qa!", "Enter")


def documented(number: int) -> str:
    """Return the text of a screen that the documentation shows."""
    text = (ROOT / "docs/auraescript/editors.md").read_text()
    found: list[str] = re.findall(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return found[number]


def first(text: str, lines: int) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:lines])


def menu(text: str) -> list[str]:
    """Return the words of a menu; what is beside it moves while the errors are looked for."""
    return re.findall(r"(\w+) +Method$", text, re.MULTILINE)


def test_a_mistake_in_a_bare_condition_is_shown_where_it_is(editor: Screen) -> None:
    shown = editor.wait("Property 'nope' does not exist on type 'Runtime'.")
    line = next(line for line in shown.split("\n") if "nope ==" in line)
    assert line.startswith("E if runtime.nope == 1 {")
    assert first(shown, 7) == documented(0)


def test_the_library_is_completed_where_one_types(editor: Screen) -> None:
    editor.wait("Property 'nope'")
    editor.press("4GO", "if aurae.", "C-x", "C-o")
    shown = editor.wait("runtime    Method", "rollouts   Method")
    assert menu(shown) == menu(documented(1))
    editor.press("C-e", "runtime().st", "C-x", "C-o")
    editor.wait("start", "stop")
