"""Scripts in the manner of upstream's library run unchanged, and say on the wire what they mean.

Each script of tests/scripts has a file in `expected`: the requests that the daemon got, as JSON
with the protos' own names, then what the script printed, then what it said on stderr.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.auraescript import PROGRAM, run
from tests.support.require import need
from tests.support.upstream_daemon import UpstreamDaemon

FOLDER = Path(__file__).resolve().parents[2] / "scripts"
SCRIPTS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".ts", ".aurae"))


def outcome(daemon: UpstreamDaemon, script: str, cwd: Path) -> str:
    """Run a script as a user would and describe what came of it, as the expected files do."""
    files = f"--allow-read={daemon.folder}"
    done = run(
        script,
        str(daemon.folder),
        config=daemon.config,
        options=(files, f"--allow-net=unix:{daemon.socket}") if "clients" in script else (),
        cwd=cwd,
    )
    parts = ["\n".join(daemon.requests), done.stdout.rstrip("\n"), done.stderr.rstrip("\n")]
    text = "\n--\n".join([*parts, f"status {done.returncode}"])
    return text.replace(str(daemon.folder), "FOLDER") + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_of_upstream_runs_unchanged(script: str, tmp_path: Path) -> None:
    need("deno")
    # Far from any file that its imports name.
    shutil.copy(FOLDER / script, tmp_path / script)
    expected = FOLDER / "expected" / f"{Path(script).stem}.txt"
    with UpstreamDaemon() as daemon:
        assert outcome(daemon, script, tmp_path) == expected.read_text()


def test_every_expectation_belongs_to_a_script() -> None:
    expected = sorted(path.stem for path in (FOLDER / "expected").iterdir())
    assert expected == [Path(name).stem for name in SCRIPTS]
    assert len(SCRIPTS) >= 20


@pytest.mark.slow
def test_scripts_of_upstream_have_no_type_errors() -> None:
    need("deno")
    done = subprocess.run(
        [str(PROGRAM), "check", *SCRIPTS],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (done.returncode, done.stderr) == (0, "")
