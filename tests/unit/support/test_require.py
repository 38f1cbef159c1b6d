"""Missing things skip at home and fail where they are required."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = """
from tests.support.require import need
def test_sample() -> None:
    need("no-such-program")
"""


@pytest.mark.parametrize(
    ("required", "result"),
    [
        ("", "1 skipped"),
        ("root", "1 skipped"),
        ("root,no-such-program", "1 failed"),
        ("all", "1 failed"),
        ("all,-no-such-program", "1 skipped"),
    ],
)
@pytest.mark.slow
def test_a_missing_program(required: str, result: str, tmp_path: Path) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(tmp_path),
            ".",
        ],
        cwd=tmp_path,
        env={"AURAE_REQUIRE": required, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result in done.stdout
