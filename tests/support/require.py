"""What a test needs of the machine.

A missing thing skips the test at home. Where AURAE_REQUIRE names it, the test fails instead: a green
run in CI has then looked at everything. It is a comma-separated list; `all` names everything but
what stands there with a `-` before it.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest


def in_ci() -> bool:
    """Say whether this is a run whose result others rely on."""
    return os.environ.get("CI") == "true"


def missing(name: str, why: str) -> NoReturn:
    """Skip the running test because `name` is not there, or fail it where it is required."""
    required = os.environ.get("AURAE_REQUIRE", "").split(",")
    if name in required or ("all" in required and f"-{name}" not in required):
        pytest.fail(f"{name} is required here: {why}", pytrace=False)
    pytest.skip(why)


def find(tool: str) -> str | None:
    """Return the path of a program: beside the running Python first, then in PATH."""
    beside = Path(sys.executable).parent / tool
    return str(beside) if os.access(beside, os.X_OK) else shutil.which(tool)


def need(tool: str) -> str:
    """Return the path of a program the test cannot do without."""
    return find(tool) or missing(tool, f"{tool} is not installed")


def need_root() -> None:
    """Go on only as root."""
    if os.geteuid() != 0:
        missing("root", "needs root")
