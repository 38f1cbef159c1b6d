"""Scripts in the manner of upstream's library against a real daemon."""

from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.daemon import Daemon

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"


@pytest.mark.parametrize("script", ["17_discovery.ts", "18_health_watch.ts"])
def test_what_the_daemon_serves_is_answered(shared_daemon: Daemon, script: str) -> None:
    done = run(SCRIPTS / script, config=shared_daemon.client_config)
    expected = SCRIPTS / "expected" / f"{Path(script).stem}.txt"
    _, printed, *_ = expected.read_text().split("\n--\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{printed}\n"


def test_a_cell_is_not_served_yet(shared_daemon: Daemon, tmp_path: Path) -> None:
    done = run("01_cells.ts", config=shared_daemon.client_config, cwd=SCRIPTS)
    why = "cannot call /aurae.cells.v0.CellService/Allocate: no such method"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"01_cells.ts:9:19: {why}\n"
    # The same, caught.
    text = (SCRIPTS / "01_cells.ts").read_text().replace("const allocated = await", "await")
    caught = text[: text.index("aurae.print")].rstrip(";\n") + ".catch((e) => print(e.code));\n"
    (tmp_path / "caught.ts").write_text(caught)
    done = run("caught.ts", config=shared_daemon.client_config, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "UNIMPLEMENTED\n", "")
