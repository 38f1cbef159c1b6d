"""The TypeScript side's own checks: types, lint and format."""

import subprocess
from pathlib import Path

import pytest

from tests.support.require import missing, need

SDK = Path(__file__).resolve().parents[3] / "sdk/typescript"


def deno(*words: str) -> None:
    """Run Deno in the SDK's folder; its output is the failure's text."""
    if not (SDK / "node_modules").exists():
        missing(
            "node_modules", "sdk/typescript/node_modules is not there: `make test` installs it"
        )
    done = subprocess.run(
        [need("deno"), *words], cwd=SDK, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_library_has_no_type_errors() -> None:
    sources = sorted(str(path.relative_to(SDK)) for path in SDK.glob("*/*.ts"))
    deno("check", "--quiet", *(name for name in sources if name.startswith(("src", "tests"))))


def test_the_library_is_linted_and_formatted() -> None:
    deno("lint", "--quiet", "src", "tests")
    deno("fmt", "--quiet", "--check", "src", "tests")


def test_no_lock_file_names_a_registry() -> None:
    for folder in (SDK, SDK / "tests/corpus"):
        assert '"resolved"' not in (folder / "package-lock.json").read_text()
