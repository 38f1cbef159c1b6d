"""What was found out of large sources is kept: used when it is sound, and by nobody else."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need

# Over the size from which it pays.
LINE = "if n >= 0 && `${n}` != 'x' { n += 1 } // it adds up\n"
COUNT = 600
TEXT = f"let n = 0\n{LINE * COUNT}console.log(n)\n"
Script = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    need("deno")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home/.cache/aurae/scripts"


@pytest.fixture
def script(cache: Path, tmp_path: Path) -> Script:
    folder = tmp_path / "folder"
    folder.mkdir()

    def go(text: str = TEXT, *options: str) -> subprocess.CompletedProcess[str]:
        (folder / "x.aurae").write_text(text)
        return run("x.aurae", config=Path("/nowhere"), options=options, cwd=folder)

    return go


def entry(cache: Path) -> Path:
    """Return the only entry."""
    (path,) = cache.iterdir()
    return path


def test_a_large_script_is_kept_privately_and_runs_the_same_again(
    script: Script, cache: Path
) -> None:
    for _ in range(2):
        assert (script().stdout, script().stderr) == (f"{COUNT}\n", "")
    assert cache.stat().st_mode & 0o777 == 0o700
    assert entry(cache).stat().st_mode & 0o777 == 0o600
    assert "console" not in entry(cache).read_text()


def test_a_small_script_is_not_kept(script: Script, cache: Path) -> None:
    assert script("if true { console.log(1) }").stdout == "1\n"
    assert not cache.exists()


def test_an_entry_is_used(script: Script, cache: Path) -> None:
    script()
    before = entry(cache).stat()
    script()
    assert entry(cache).stat().st_ino == before.st_ino


def test_places_and_imports_are_right_with_an_entry(script: Script, tmp_path: Path) -> None:
    (tmp_path / "folder/lib.ts").write_text("export const step: number = 2;\n")
    text = (
        f'import {{ step }} from "./lib.ts"; let n = 0\n{LINE * COUNT}if true {{ nope(step) }}\n'
    )
    for _ in range(2):
        assert script(text).stderr.startswith(f"x.aurae:{COUNT + 2}:11: ReferenceError: nope")


@pytest.mark.parametrize("harm", ["damaged", "cut", "empty", "shared", "link", "open folder"])
def test_an_entry_that_cannot_be_trusted_is_not_used(
    script: Script, cache: Path, tmp_path: Path, harm: str
) -> None:
    script()
    path = entry(cache)
    good = path.read_text()
    # A parenthesis somewhere else, under the old digest.
    bad = good.replace("[[", "[[1,", 1)
    assert bad != good
    path.write_text({"damaged": bad, "cut": good[:-9], "empty": ""}.get(harm, good))
    if harm == "shared":
        path.chmod(0o666)
    elif harm == "link":
        path.rename(tmp_path / "entry")
        path.symlink_to(tmp_path / "entry")
    elif harm == "open folder":
        cache.chmod(0o777)
    before = path.lstat().st_ino
    done = script()
    assert (done.stdout, done.stderr) == (f"{COUNT}\n", "")
    if harm == "open folder":
        assert path.lstat().st_ino == before
    else:
        # It was made anew.
        assert path.lstat().st_ino != before
        assert not path.is_symlink()
        assert path.read_text() == good


def test_a_folder_that_cannot_be_made_does_no_harm(script: Script, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("")
    assert script().stdout == f"{COUNT}\n"
    cache.unlink()
    cache.symlink_to("/nowhere/else")
    assert script().stdout == f"{COUNT}\n"


def test_a_pipe_in_the_place_of_an_entry_is_not_waited_for(script: Script, cache: Path) -> None:
    script()
    path = entry(cache)
    path.unlink()
    os.mkfifo(path, 0o600)
    assert script().stdout == f"{COUNT}\n"
    assert path.is_file()


def test_the_oldest_entries_make_room(script: Script, cache: Path) -> None:
    cache.mkdir(parents=True, mode=0o700)
    for number, name in enumerate(("old", "older", "oldest")):
        with (cache / name).open("wb") as file:
            file.truncate(15 * 2**20)
        os.utime(cache / name, (1000 - number, 1000 - number))
    script()
    assert {path.name for path in cache.iterdir()} - {"old", "older"} != set()
    assert not (cache / "oldest").exists()
    assert (cache / "old").exists()


def test_a_script_can_neither_read_nor_write_the_cache(script: Script, cache: Path) -> None:
    tries = f"""
        for const go of [
          () => Deno.readDirSync("{cache}").next(), () => Deno.mkdirSync("{cache}/x"),
          () => Deno.writeTextFileSync("{cache}/x", ""), () => Deno.removeSync("{cache}"),
        ] {{ try {{ go(); console.log("allowed") }} catch (e) {{ console.log(e.name) }} }}
        """
    for _ in range(2):
        assert script(TEXT + tries).stdout.split()[1:] == ["NotCapable"] * 4
