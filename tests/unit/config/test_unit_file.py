"""The shipped systemd unit is one that systemd takes."""

import subprocess
from pathlib import Path

import pytest

from tests.support.require import need

UNIT = Path(__file__).resolve().parents[3] / "packaging/systemd/auraed.service"


@pytest.mark.slow
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    tool = need("systemd-analyze")
    # The unit names the installed program, which systemd wants to see.
    copy = tmp_path / "auraed.service"
    copy.write_text(UNIT.read_text().replace("/usr/bin/auraed", "/bin/true"))
    verified = subprocess.run(
        [tool, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.parametrize(
    "line",
    ["Type=notify", "NotifyAccess=main", "Delegate=yes", "KillMode=mixed", "TasksMax=infinity"],
)
def test_the_unit_leaves_the_workloads_to_auraed(line: str) -> None:
    assert line in UNIT.read_text().splitlines()
