"""Deno, the engine of AuraeScript: where it is, and the environment that it runs in.

The start of every script pays for what is imported here: os and sys, which the interpreter has
loaded anyway.
"""

from __future__ import annotations

import os
import sys

# Nothing can be made there: Deno keeps nothing.
NOWHERE = "/dev/null/deno"
BUNDLE = os.path.join(os.path.dirname(__file__), "bundle")
# Deno keeps compiled code between runs; beyond this many bytes it begins again.
CACHE_LIMIT = 32 * 2**20
CACHES = ("v8_code_cache_v2", "dep_analysis_cache_v2", "node_analysis_cache_v2")


class NoEngine(Exception):
    """Deno cannot be found or started; the text is for the user."""


def find() -> str:
    """Path of the deno that was installed with us, or of the one on PATH; NoEngine without any."""
    beside = os.path.join(os.path.dirname(sys.executable), "deno")
    if os.access(beside, os.X_OK):
        return beside
    import sysconfig  # takes 3 ms, and in a venv deno is found without it

    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", f"{os.name}_user")]
    for folder in [*folders, *os.get_exec_path()]:
        path = os.path.join(folder, "deno")
        if os.access(path, os.X_OK):
            return path
    raise NoEngine("cannot run: deno is not installed; `pip install deno`")


def prepare() -> None:
    """Set the environment variables that every Deno of ours runs with, and make its folder."""
    os.environ["DENO_NO_UPDATE_CHECK"] = "1"
    # Without it each run leaves a file with the compiled script behind, for ever.
    os.environ["DENO_EMIT_CACHE_MODE"] = "disable"
    os.environ["DENO_DIR"] = cache(os.path.join(cache_home(), "aurae/deno"))
    # The folder that the script is run in is no Node project of ours.
    os.environ["DENO_NO_PACKAGE_JSON"] = "1"


def become(deno: str, arguments: list[str]) -> None:
    """Replace this process by Deno; NoEngine when that cannot be."""
    sys.stdout.flush()
    try:
        os.execv(deno, [deno, *arguments])  # noqa: S606  # a launcher becomes its program
    except OSError as error:
        raise NoEngine(f"cannot run {deno}: {error.strerror}") from None


def cache_home() -> str:
    """Folder for caches of this user, by the XDG base directory specification."""
    return os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")


def cache(folder: str) -> str:
    """Make Deno's folder, private and of bounded size; returns its path.

    What lies in it runs with all the rights of the runner, so it has to be ours, and nobody else may
    put another in its place. Where that is not so Deno runs without one, and slower.
    """
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        parent = os.path.dirname(folder)
        _safe(os.path.dirname(parent))
        _safe(parent)
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if os.fstat(opened).st_uid != os.geteuid():
                return NOWHERE
            os.fchmod(opened, 0o700)
        finally:
            os.close(opened)
        # Deno would make a folder of this name for localStorage and caches, and a script could fill
        # the disk without a permission; a file leaves no room for it.
        os.close(os.open(os.path.join(folder, "location_data"), os.O_CREAT | os.O_CLOEXEC, 0o600))
        for name in CACHES:
            _bound(os.path.join(folder, name))
    except OSError:
        return NOWHERE
    return folder


def _safe(folder: str) -> None:
    """OSError where another user could move what is in the folder away."""
    found = os.stat(folder)
    writable = found.st_mode & 0o022 and not found.st_mode & 0o1000
    if writable or found.st_uid not in (0, os.geteuid()):
        raise PermissionError(folder)


def _bound(database: str) -> None:
    """Remove a database of Deno's that has grown too large; a running Deno keeps its own."""
    parts = [database, f"{database}-wal", f"{database}-shm"]
    if sum(os.stat(part).st_size for part in parts if os.path.exists(part)) > CACHE_LIMIT:
        for part in parts:
            if os.path.exists(part):
                os.unlink(part)
