"""The examples of docs/auraescript.md run."""

import re
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.require import need
from tests.support.script_daemon import ScriptDaemon

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = re.findall(
    r"^```typescript\n(.*?)^```$",
    (ROOT / "docs/auraescript.md").read_text(),
    re.DOTALL | re.MULTILINE,
)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_documentation_runs(number: int, tmp_path: Path) -> None:
    need("deno")
    (tmp_path / "x.aurae").write_text(EXAMPLES[number])
    with ScriptDaemon() as daemon:
        done = run("x.aurae", config=daemon.config, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_example_of_the_repository_is_the_documented_one() -> None:
    assert (ROOT / "examples/hello.aurae").read_text() == EXAMPLES[0]
