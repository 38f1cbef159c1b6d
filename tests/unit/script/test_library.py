"""The script library's own tests, which run on Deno."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.require import missing, need

SDK = Path(__file__).resolve().parents[3] / "sdk/typescript"
# The real sources take a minute and need a corpus: test_transformer runs them.
FILES = sorted(
    path.relative_to(SDK)
    for path in SDK.glob("tests/*_test.ts")
    if path.name != "real_sources_test.ts"
)


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=str)
def test_deno_test(file: Path, tmp_path: Path) -> None:
    if not (SDK / "node_modules").exists():
        missing(
            "node_modules", "sdk/typescript/node_modules is not there: `make test` installs it"
        )
    done = subprocess.run(
        # test_sdk checks the types, of all files at once.
        [need("deno"), "test", "--no-check", "--allow-all", "--no-prompt", str(file)],
        cwd=SDK,
        env={
            **os.environ,
            "NO_COLOR": "1",
            "DENO_DIR": str(tmp_path),
            "DENO_NO_UPDATE_CHECK": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
