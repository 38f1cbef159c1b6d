"""Scripts in the manner of upstream's library run unchanged, and say on the wire what they mean.

Each script of tests/scripts has a file in `expected`: the requests that the daemon got, as JSON
with the protos' own names, then what the script printed, then what it said on stderr.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.auraescript import PROGRAM, run
from tests.support.require import need
from tests.support.upstream_daemon import UpstreamDaemon
from tools.generate_sdk import BUNDLE, modules

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
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_script_beside_upstreams_sources_has_our_library(tmp_path: Path) -> None:
    need("deno")
    sources = tmp_path / "auraescript/gen"
    sources.mkdir(parents=True)
    for name in ("aurae", "cells"):
        (sources / f"{name}.ts").write_text('throw new Error("upstream\'s own")')
    (tmp_path / "examples").mkdir()
    shutil.copy(FOLDER / "01_cells.ts", tmp_path / "examples")
    with UpstreamDaemon() as daemon:
        text = outcome(daemon, "examples/01_cells.ts", tmp_path)
    assert text == (FOLDER / "expected/01_cells.txt").read_text()


@pytest.mark.slow
def test_every_module_is_there_by_every_name(tmp_path: Path) -> None:
    need("deno")
    names = [f"aurae/{name}" for name in modules()]
    names += [f"../auraescript/gen/{name}.ts" for name in modules()]
    names += ["../auraescript/gen/kubernetes_cri.ts", "/x/auraescript/gen/grpc_health.ts"]
    lines = [f'import * as m{number} from "{name}";\n' for number, name in enumerate(names)]
    lines += [f"print(Object.keys(m{number}).length > 0);\n" for number in range(len(names))]
    (tmp_path / "x.ts").write_text("".join(lines))
    done = run("x.ts", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "true\n" * len(names)


@pytest.mark.parametrize("name", modules())
def test_a_module_of_the_bundle_needs_no_other(name: str) -> None:
    text = (BUNDLE / f"gen/{name}.js").read_text()
    # A method may be called import.
    assert re.findall(r"\bimport ?[\"{*]|\bimport\(\"|\brequire\b|\bfrom ?\"", text) == []
    assert len(text) < 400_000
