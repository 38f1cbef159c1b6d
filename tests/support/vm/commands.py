"""Running the programs that make images."""

import subprocess
from pathlib import Path

LIMIT = 900.0
"""Seconds; the slowest is the installation of Debian from a mirror far away."""


def run(
    *command: str | Path, environment: dict[str, str] | None = None, check: bool = True
) -> None:
    """Run a program; RuntimeError "cannot make the guest" with what it printed when it fails.

    Without `check` its exit status does not count.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=LIMIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RuntimeError(f"cannot make the guest: {words[0]}: {error}") from None
    if check and done.returncode != 0:
        raise RuntimeError(
            f"cannot make the guest: {' '.join(words)} ended with {done.returncode}\n"
            + done.stdout.decode(errors="replace")[-4000:]
        )


def erofs(folder: Path, image: Path) -> None:
    """Pack a folder into a read-only image: not compressed, since unpacking costs more than reading."""
    run("mkfs.erofs", "--quiet", "--all-root", "-T0", image, folder)
