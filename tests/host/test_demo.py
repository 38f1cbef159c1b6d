"""`make demo` works, beside other daemons, and leaves nothing behind however it ends."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.support.daemon import Daemon
from tests.support.guests import kernel_folder
from tests.support.proc import cgroup_mount, command, mentioning
from tests.support.require import need
from tests.support.until import until

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 180
"""Seconds, of which most are the boot of a virtual machine without KVM."""


def demo(temporary: Path, **environment: str) -> subprocess.Popen[str]:
    """Start the demo with its folder below `temporary`, without the packages that only tests need."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.run_time_only", "tools.demo"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has it ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  no threads
    )


def check_nothing_left(process: subprocess.Popen[str], temporary: Path) -> None:
    """Assert that the demo's processes, files and cgroup have gone."""
    assert mentioning(str(temporary)) == []
    assert list(temporary.iterdir()) == []
    assert list(cgroup_mount().glob(f"aurae-test-{process.pid}-*")) == []


def test_the_demo_shows_two_documents_and_ends_well_beside_another_daemon(
    shared_daemon: Daemon, tmp_path: Path
) -> None:
    process = demo(tmp_path)
    told, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, told
    for text in (
        '"sha256_fingerprint"',
        '"exit_code": 0',
        "exited (0)",
        "no process, cgroup",
        "process 1 of box",
    ):
        assert text in told
    check_nothing_left(process, tmp_path)
    assert shared_daemon.listening()
    need("qemu-system-x86_64")
    kernel_folder()
    assert re.search(
        r"^vm guest of cell shop/guests is running: process \d+ of guest, ", told, re.MULTILINE
    ), told


def test_a_demo_without_a_kernel_for_guests_says_so_and_shows_the_rest(tmp_path: Path) -> None:
    process = demo(tmp_path, AURAE_VM_CACHE=str(tmp_path / "none"))
    told, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, told
    fetched = tmp_path / "none/kernel"
    assert f"for want of a kernel (tools/guest_kernel.sh {fetched})" in told
    assert "process 1 of box" in told
    assert "vm guest" not in told
    check_nothing_left(process, tmp_path)


def test_what_only_tests_need_is_refused_there() -> None:
    for module, expected in (("pytest", 1), ("hypothesis", 1), ("grpclib", 0), ("json.tool", 0)):
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.run_time_only", module, "--help"],
            cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False,
        )  # fmt: skip
        assert ("not needed at run time" in done.stderr) == bool(expected), done.stderr


def test_an_interrupted_demo_cleans_up(tmp_path: Path) -> None:
    process = demo(tmp_path)
    until(lambda: list(tmp_path.glob("*/run/aurae.sock")), "the demo's daemon serves", LIMIT)
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 130, told
    check_nothing_left(process, tmp_path)


def test_a_demo_whose_daemon_dies_says_so_and_shows_its_log(tmp_path: Path) -> None:
    process = demo(tmp_path)
    until(lambda: list(tmp_path.glob("*/run/aurae.sock")), "the demo's daemon serves", LIMIT)
    for pid in mentioning(str(tmp_path)):
        if "/init/__main__.py" in " ".join(command(pid)):
            os.kill(pid, signal.SIGKILL)
    told, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 1, told
    assert "the demo failed" in told
    assert "--- log of auraed\n" in told
    check_nothing_left(process, tmp_path)
