"""Runs `auraescript check`, `fmt` and `lint` as a user would."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.auraescript import PROGRAM
from tests.support.require import need


class ScriptTool:
    """The tools in a folder of their own, with nothing cached and a temporary folder that is watched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.temporary = folder / "tmp"
        self.folder.mkdir()
        self.temporary.mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TMPDIR": str(self.temporary),
        }

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def start(self, *words: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """Start a tool; its caller ends it."""
        return subprocess.Popen(
            [str(PROGRAM), *words],
            cwd=self.folder,
            env=self.environment,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *words: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a tool to its end; nothing of it may be left, and nothing of Deno's may be seen."""
        done = subprocess.run(
            [str(PROGRAM), *words],
            cwd=self.folder,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert list(self.temporary.iterdir()) == []
        assert "Stack backtrace" not in done.stderr
        assert "Traceback" not in done.stderr
        return done


@pytest.fixture
def tool(tmp_path: Path) -> ScriptTool:
    """Give the tools."""
    need("deno")
    return ScriptTool(tmp_path)
