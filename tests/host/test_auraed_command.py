"""What `auraed` does before it becomes init: folders, the choice of the cgroup root, refusals."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.cli import boot
from aurae.config.cgroup import OWN_LEAF
from aurae.config.settings import Settings
from tests.support.proc import cgroup_mount, remove_cgroup

AURAED = str(Path(sys.executable).parent / "auraed")


@pytest.fixture
def cgroup() -> Iterator[Path]:
    """A cgroup of the test's own."""
    path = cgroup_mount() / f"aurae-test-boot-{os.getpid()}"
    path.mkdir()
    yield path
    remove_cgroup(path)


def in_cgroup(path: Path, program: str, **environment: str) -> str:
    """Run Python in a cgroup and return what it printed."""
    enter = f"open('{path}/cgroup.procs', 'w').write('0')\n"
    done = subprocess.run(
        [sys.executable, "-c", enter + program],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


CHOOSE = """
import os
from pathlib import Path
from aurae.cli.boot import choose_root
print(choose_root(os.environ))
print(next(line for line in Path('/proc/self/cgroup').read_text().splitlines() if line.startswith('0:')))
"""


def test_a_delegated_cgroup_is_the_root_and_we_sit_in_a_leaf(cgroup: Path) -> None:
    os.setxattr(cgroup, "trusted.delegate", b"1")
    root, own = in_cgroup(cgroup, CHOOSE, INVOCATION_ID="x").splitlines()
    assert root == str(cgroup)
    assert own.endswith(f"{cgroup.name}/{OWN_LEAF}")


def test_started_again_in_its_leaf_it_finds_the_same_root(cgroup: Path) -> None:
    os.setxattr(cgroup, "trusted.delegate", b"1")
    (cgroup / OWN_LEAF).mkdir()
    root, own = in_cgroup(cgroup / OWN_LEAF, CHOOSE, NOTIFY_SOCKET="/x").splitlines()
    assert root == str(cgroup)
    assert own.endswith(f"{cgroup.name}/{OWN_LEAF}")


@pytest.mark.parametrize(
    ("delegated", "environment"), [(False, {"INVOCATION_ID": "x"}), (True, {})]
)
def test_a_cgroup_that_is_not_ours_is_left_alone(
    cgroup: Path, delegated: bool, environment: dict[str, str]
) -> None:
    if delegated:
        os.setxattr(cgroup, "trusted.delegate", b"1")
    root, own = in_cgroup(cgroup, CHOOSE, **environment).splitlines()
    assert root == str(cgroup_mount() / "aurae")
    assert own.endswith(cgroup.name)
    assert not (cgroup / OWN_LEAF).exists()


def test_the_folders_have_their_modes(tmp_path: Path) -> None:
    settings = Settings(
        runtime_dir=tmp_path / "a/run", state_dir=tmp_path / "state", log_dir=tmp_path / "log"
    )
    (tmp_path / "state").mkdir(mode=0o755)
    boot.make_folders(settings)
    modes = [
        stat.S_IMODE(path.stat().st_mode)
        for path in (settings.runtime_dir, settings.state_dir, settings.log_dir)
    ]
    assert modes == [0o755, 0o700, 0o700]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = subprocess.run(
        [AURAED, "--runtime-dir", str(tmp_path / "file/run")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"auraed: cannot make {tmp_path}/file/run: Not a directory\n"


def test_somebody_else_than_root_is_refused() -> None:
    program = (
        "import os, sys\nfrom aurae.cli import auraed, boot\nos.seteuid(65534)\n"
        "sys.exit(auraed.main([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "auraed: cannot start: auraed owns the machine and must run as root\n"


def test_wrong_settings_are_exit_code_two() -> None:
    done = subprocess.run(
        [AURAED, "--stop-timeout", "soon"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "flag --stop-timeout: stop_timeout: 'soon' is not a duration" in done.stderr


def test_init_gets_its_arguments_and_the_server_what_was_decided() -> None:
    arguments = boot.init_arguments(Settings(), Path("/cg/aurae"), ["--group=x"])
    assert arguments[1:3] == ["-I", "-S"]
    assert arguments[3].endswith("/aurae/init/__main__.py")
    assert arguments[4:] == [
        "/run/aurae", "/cg/aurae", "10.0", "/var/log/aurae", "16777216", "4294967296", "2592000",
        "--", "--group=x",
    ]  # fmt: skip
