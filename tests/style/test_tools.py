"""Linters, types and contracts, each as a test."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.require import need

ROOT = Path(__file__).resolve().parents[2]


def run(tool: str, *arguments: str) -> None:
    """Run a tool in the repository; what it complains about fails the test."""
    done = subprocess.run(
        [need(tool), *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{tool} {' '.join(arguments)}\n{done.stdout}{done.stderr}"


def shell_scripts() -> list[str]:
    """Return the tracked-looking files that begin with a shell's shebang."""
    folders = [ROOT / ".ci", ROOT / "tools", ROOT / "packaging", ROOT / "bench"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [
        str(path)
        for path in files
        if path.suffix not in (".py", ".pyc")
        and path.read_bytes()[:64].split(b"\n")[0] in (b"#!/usr/bin/env bash", b"#!/bin/sh")
    ]


def test_ruff_finds_nothing() -> None:
    run("ruff", "check", ".")


def test_the_formatter_changes_nothing() -> None:
    run("ruff", "format", "--check", ".")


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_types_hold() -> None:
    run("mypy")


@pytest.mark.slow
def test_rooms_import_only_what_their_contracts_allow() -> None:
    run("lint-imports")


def test_shellcheck_finds_nothing() -> None:
    run("shellcheck", *shell_scripts())
