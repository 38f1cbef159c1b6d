"""Runs AuraeScripts as a user would."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(sys.executable).parent / "auraescript"


def run(
    script: Path | str,
    *words: str,
    config: Path | None = None,
    options: tuple[str, ...] = (),
    cwd: Path | None = None,
    limit: float = 60.0,
) -> subprocess.CompletedProcess[str]:
    """Run a script to its end, at most `limit` seconds, with `config` as its daemon."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    if config is not None:
        environment["AURAE_CLIENT_CONFIG"] = str(config)
    return subprocess.run(
        [str(PROGRAM), *options, str(script), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=environment,
        timeout=limit,
    )
