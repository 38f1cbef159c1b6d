"""Sizes, folders and words: what no linter looks at."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/aurae"
LONGEST = 500
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".sh",
    ".ts",
    ".js",
    ".json",
    ".proto",
    ".service",
    ".yml",
    ".aurae",
}
ELSEWHERE = {".git", ".venv", "node_modules", "build", "dist"}
# Generated files are as long as they are.
GENERATED = (
    PACKAGE / "proto",
    PACKAGE / "script/bundle",
    PACKAGE / "script/types",
    ROOT / "sdk/typescript/gen",
)

FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.~}])/(?:work|home/\w+|Users/\w+)/"),
    "a package registry's host": re.compile(
        r"\b(?:files|proxy|registry|deb|pypi)\.(?:[a-z]+\.)*(?:org|io|com)\b(?<!k8s\.io)"
    ),
    "unfinished work": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
}


def repository_files() -> Iterator[Path]:
    """Yield the text files of the repository, other people's and generated ones left out."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name not in ELSEWHERE]
    found = [path for folder in folders for path in folder.rglob("*")]
    for path in sorted([*found, *ROOT.iterdir()]):
        foreign = ELSEWHERE.intersection(path.relative_to(ROOT).parts)
        made = any(path.is_relative_to(folder) for folder in GENERATED)
        if path.is_file() and path.suffix in TEXT and not foreign and not made:
            yield path


def rooms() -> set[str]:
    """Return the names of the rooms: folders and files right below the package."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders | {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}


def test_no_python_file_is_too_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in repository_files()
        if path.suffix in (".py", ".ts")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_init_file_is_empty() -> None:
    full = [str(path) for path in PACKAGE.rglob("__init__.py") if path.read_bytes()]
    assert full == [], "importing a room must run nothing"


def test_rooms_are_one_folder_deep() -> None:
    deep = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if len(path.relative_to(PACKAGE).parts) > 2
    ]
    assert deep == []


def test_no_room_is_named_after_nothing() -> None:
    assert rooms() & {"util", "utils", "common", "helpers", "base", "misc"} == set()


def test_the_layers_name_exactly_the_rooms_there_are() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(c["layers"] for c in contracts["contracts"] if c["id"] == "layers")
    placed = {room.strip() for layer in layers for room in layer.split("|")}
    assert placed == rooms()


def test_contracts_name_only_rooms_there_are() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    named = set(re.findall(r"\baurae\.(\w+)", str(contracts["contracts"])))
    assert named - rooms() == set()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in repository_files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []
